/* What people may call themselves: names that can be seen, stay on one line and do not change the
 * text around them. */
#include "protocol/utf8.h"

#include "test.h"

TEST(code_points_are_taken_one_by_one)
{
    struct bytes text = bytes_of("a\u00e9\u20ac\U0001F600");

    CHECK_EQ(utf8_take(&text), 'a');
    CHECK_EQ(utf8_take(&text), 0xE9);
    CHECK_EQ(utf8_take(&text), 0x20AC);
    CHECK_EQ(utf8_take(&text), 0x1F600);
    CHECK_EQ(text.size, 0);
}

TEST(blanks_at_the_ends_go_whatever_their_kind)
{
    static const char *const cases[][2] = {
        {"Anna", "Anna"},
        {"  Anna van Dam  ", "Anna van Dam"},
        {"\u00a0Anna\u3000\u200b", "Anna"},
        {"\ufeffAnna\n", "Anna"},
        {" \t\u2003", ""},
        {"", ""},
        {"\u2764\ufe0f", "\u2764\ufe0f"}}; /* A red heart stays red. */

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        CHECK(bytes_equal(utf8_trimmed(bytes_of(cases[i][0])), bytes_of(cases[i][1])));
}

TEST(a_name_has_something_to_see)
{
    static const char *const seen[] = {"A",          "\u0645\u062d\u0645\u062f",
                                       "\u738b",     "7",
                                       "\U0001F600", "\U0001F468\u200d\U0001F469\u200d\U0001F467",
                                       "e\u0301",    "."};
    static const char *const unseen[] = {"",       " ",      "\u200b", "\u2060\u200d", "\u3164",
                                         "\u115f", "\u2800", "\u0301", "\u202e",       "\U000E0001",
                                         "\u00ad", "\uffff", "\n",     "\u00a0"};

    for (size_t i = 0; i < sizeof seen / sizeof seen[0]; i++) {
        if (!utf8_visible(bytes_of(seen[i])))
            test_fail(__FILE__, __LINE__, "seen %zu", i);
    }
    for (size_t i = 0; i < sizeof unseen / sizeof unseen[0]; i++) {
        if (utf8_visible(bytes_of(unseen[i])))
            test_fail(__FILE__, __LINE__, "unseen %zu", i);
    }
}

TEST(a_name_leaves_its_neighbours_alone)
{
    static const char *const fine[] = {"Anna",      "Jos\u00e9 d'Or", "\u0645\u062d\u0645\u062f",
                                       "\u200fabc", "a\u00a0b",       ""};
    static const char *const not_fine[] = {"Anna\nTrainer", "a\tb",     "\u202etxt",
                                           "a\u2066b",      "a\u2028b", "a\302\205b"};

    for (size_t i = 0; i < sizeof fine / sizeof fine[0]; i++)
        CHECK(utf8_in_line(bytes_of(fine[i])));
    for (size_t i = 0; i < sizeof not_fine / sizeof not_fine[0]; i++)
        CHECK(!utf8_in_line(bytes_of(not_fine[i])));
}
