/* written_test.c -- what people type and paste is taken as they meant it, and so counted. */
#include "protocol/written.h"

#include "protocol/limits.h"
#include "protocol/utf8.h"
#include "test.h"

#include <stdio.h>

static uint8_t memory[4 * COMMAND_BYTES_MAX];

static struct bytes clean(const char *text)
{
    struct bytes out;
    struct buffer buffer;

    buffer_init(&buffer, memory, sizeof memory);
    CHECK(written_clean(bytes_of(text), &buffer, &out));
    return out;
}

static void becomes(const char *text, const char *expected)
{
    if (!bytes_equal_text(clean(text), expected))
        test_fail(__FILE__, __LINE__, "'%s' becomes '%.*s', not '%s'", text, (int)clean(text).size,
                  (const char *)clean(text).data, expected);
    if (!bytes_equal_text(clean(expected), expected))
        test_fail(__FILE__, __LINE__, "'%s' is not clean", expected);
}

TEST(plain_text_stays_as_it_is)
{
    for (const char *const *text =
             (const char *const[]){"", "a", "Eerst rust, dan het rooster.", "\"\\/{}", NULL};
         *text != NULL; text++) {
        const struct bytes given = bytes_of(*text);

        becomes(*text, *text);
        CHECK(clean(*text).data == given.data); /* Not even copied. */
    }
}

/* Behind a quotation mark, which is no Latin letter, all rules are looked at. */
TEST(letters_of_latin_are_cleaned_and_counted_as_by_all_rules)
{
    for (uint32_t point = 1; point < 0x400; point++) {
        char given[16] = "\xE2\x80\x99"
                         "a";
        char latin[16];
        struct bytes out;

        given[4 + utf8_encode(point, (uint8_t *)given + 4)] = 'b';
        out = clean(given + 3);
        snprintf(latin, sizeof latin, "%.*s", (int)out.size, (const char *)out.data);
        out = clean(given);
        CHECK(out.size > 3 && bytes_equal_text((struct bytes){out.data + 3, out.size - 3}, latin));
        CHECK_EQ(written_chars(out), written_chars(bytes_of(latin)) + 1);
    }
    CHECK_EQ(written_chars(bytes_of("caf\xC3\xA9")), 4);
    CHECK(clean("caf\xC3\xA9").data != memory); /* Not even copied. */
}

TEST(blanks_and_line_breaks_are_one_space_and_none_at_the_ends)
{
    becomes("  a  b ", "a b");
    becomes("a\nb\r\nc\td\ve\ff", "a b c d e f");
    becomes("a\xC2\xA0\xE3\x80\x80 b", "a b");             /* No-break space, ideographic space. */
    becomes("a\xE2\x80\xA8\xE2\x80\xA9\xC2\x85 b", "a b"); /* Line and paragraph separator, NEL. */
    becomes("a\x1E\x1F b", "a b");
    becomes(" \t\n", "");
}

TEST(what_nobody_sees_is_left_out)
{
    becomes("\xE2\x80\xAAJoost\xE2\x80\xAC", "Joost"); /* From the contacts of a phone. */
    becomes("ro\xC2\xADster", "roster");               /* A soft hyphen. */
    becomes("a\x01\x7F\xC2\x9F"
            "b",
            "ab");
    becomes("\xEF\xBB\xBF\xE2\x80\x8B"
            "AB\xE2\x81\xA0",
            "AB");
    becomes("ro\xE2\x80\x8Bo\xE2\x81\xA0s\xEF\xBB\xBFter", "rooster");
    becomes("\xE2\x81\xA7\xE2\x81\xA9\xE2\x80\x8F", ""); /* Isolates and a mark of direction. */
    becomes("\xE3\x85\xA4\xE1\x85\x9F", "");             /* Hangul fillers. */
}

TEST(letters_and_their_accents_are_one)
{
    becomes("Rene\xCC\x81", "Ren\xC3\xA9");
    becomes("\xE2\x84\xAB", "\xC3\x85"); /* Angstrom is A with a ring. */
    becomes("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "\xED\x95\x9C"); /* Han, of its parts. */
    becomes("a\xCC\xA3\xCC\x81", "\xE1\xBA\xA1\xCC\x81");            /* In one order. */
    becomes("a\xCC\x81\xCC\xA3", "\xE1\xBA\xA1\xCC\x81");
}

/* Zero width joiners make one picture of several, and letters of Persian stand apart by them. */
TEST(joiners_stay_where_they_mean_something)
{
    const char *const family = "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7";
    const char *const persian = "\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xAE";

    becomes(family, family);
    becomes(persian, persian);
    becomes("\xE2\x80\x8D"
            "a\xE2\x80\x8C \xE2\x80\x8C"
            "b\xE2\x80\x8D",
            "a b");
}

TEST(characters_are_counted_as_people_count)
{
    CHECK_EQ(written_chars(bytes_of("")), 0);
    CHECK_EQ(written_chars(bytes_of("abc")), 3);
    CHECK_EQ(written_chars(bytes_of("\xD0\x9E\xD0\xBB\xD0\xB5\xD0\xBD\xD0\xB0")), 5);
    CHECK_EQ(written_chars(clean("Rene\xCC\x81")), 4);
    CHECK_EQ(written_chars(bytes_of("\xE4\xBD\xA0\xE5\xA5\xBD\xF0\x9F\x98\x80")), 3);
    CHECK_EQ(written_chars(clean("q\xCC\x83")), 1); /* No code point has both. */
    CHECK_EQ(written_chars(bytes_of("\xE0\xA4\x95\xE0\xA4\xBF\xE0\xA4\xA4")),
             2); /* Hindi: ki, ta. */
    CHECK_EQ(written_chars(bytes_of("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7"
                                    "\xF0\x9F\x87\xB3\xF0\x9F\x87\xB1")),
             2); /* A family and a flag. */
}

/* Decomposing makes letters longer; nothing a message can hold is too much. */
TEST(the_longest_message_can_be_cleaned)
{
    static char text[COMMAND_BYTES_MAX + 1];

    for (size_t i = 0; i + 3 <= COMMAND_BYTES_MAX; i += 3)
        memcpy(text + i, "\xE1\xBE\x82", 3); /* One letter of four parts. */
    clean(text);
    memset(text, '\n', COMMAND_BYTES_MAX);
    CHECK_EQ(clean(text).size, 0);
}

static bool look_alike(const char *a, const char *b)
{
    int32_t left[FOLDED_POINTS_MAX], right[FOLDED_POINTS_MAX];
    const uint32_t count = written_fold(bytes_of(a), left);

    return count > 0 && count == written_fold(bytes_of(b), right) &&
           memcmp(left, right, count * sizeof *left) == 0;
}

TEST(names_that_look_alike_are_alike)
{
    CHECK(look_alike("Jan", "JAN"));
    CHECK(look_alike("Ren\xC3\xA9", "RENE\xCC\x81"));
    CHECK(look_alike("\xD0\x9E\xD0\xBB\xD0\xB0", "\xD0\xBE\xD0\xBB\xD0\xB0")); /* Ola, ola. */
    CHECK(look_alike("Jan", "J\xE2\x80\x8D"
                            "an"));
    CHECK(look_alike("Jan", "\xEF\xBC\xAA\xEF\xBD\x81\xEF\xBD\x8E")); /* Full width. */
    CHECK(look_alike("Stra\xC3\x9F"
                     "e",
                     "STRASSE"));
    CHECK(look_alike("Jan", "J\xD0\xB0n"));               /* A Cyrillic a. */
    CHECK(look_alike("Bea", "\xD0\x92\xD0\xB5\xD0\xB0")); /* All of it Cyrillic. */
    CHECK(look_alike("BEA", "\xD0\xB2\xD0\xB5\xD0\xB0"));
    CHECK(look_alike("Tom", "\xCE\xA4\xCE\xBFm")); /* Greek. */
    CHECK(look_alike("No\xC3\xABl", "No\xD1\x91l"));
    CHECK(!look_alike("Bea", "\xD0\x91\xD0\xB5\xD0\xB0")); /* Its first letter is another. */
    CHECK(!look_alike("Rene", "Ren\xC3\xA9"));
    CHECK(!look_alike("Jan", "Jans"));
    CHECK(!look_alike("", ""));
}
