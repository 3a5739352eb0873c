/* reading_test.c -- how easy a text reads, and which name was meant. */
#include "scenario/reading.h"

#include "base/nearest.h"
#include "small.h"
#include "test.h"

TEST(the_nearest_name_allows_one_slip_in_three_letters)
{
    struct nearest n = nearest_begin(bytes_of("yasmnia"));

    nearest_try(&n, bytes_of("joris"));
    nearest_try(&n, bytes_of("yasmina"));
    CHECK(bytes_equal_text(n.best, "yasmina"));
    CHECK_EQ(n.distance, 1); /* Two neighbours swapped. */
    n = nearest_begin(bytes_of("bram"));
    nearest_try(&n, bytes_of("sanne"));
    CHECK_EQ(n.best.size, 0);
}

/* Worked by hand: nl 7 words, 1 sentence, 9 syllables; en 6 words, 1 sentence, 7 syllables. */
TEST(reading_ease_agrees_with_the_formulas)
{
    struct reading nl = {0}, en = {0};

    reading_add(&nl, bytes_of("De kat zit op de lange tafel."), TEXT_LANG_nl);
    CHECK_EQ(nl.words, 7);
    CHECK_EQ(nl.sentences, 1);
    CHECK_EQ(nl.syllables, 9);
    CHECK_EQ(reading_ease(&nl, TEXT_LANG_nl), 1013);
    reading_add(&en, bytes_of("The cat sat on the table."), TEXT_LANG_en);
    CHECK_EQ(en.words, 6);
    CHECK_EQ(en.syllables, 7);
    CHECK_EQ(reading_ease(&en, TEXT_LANG_en), 1020);
    CHECK(reading_words(bytes_of("  een twee\n\ndrie ")) == 3);
}
