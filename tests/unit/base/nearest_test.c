#include "base/nearest.h"

#include "test.h"

static const char *nearest_of(const char *wrong, char out[NEAREST_NAME_MAX + 1])
{
    struct nearest n = nearest_begin(bytes_of(wrong));

    nearest_try(&n, bytes_of("check"));
    nearest_try(&n, bytes_of("playtest"));
    nearest_try(&n, bytes_of("play"));
    nearest_write(&n, out, NEAREST_NAME_MAX + 1);
    return out;
}

TEST(a_letter_too_few_too_many_or_swapped_is_near)
{
    char out[NEAREST_NAME_MAX + 1];

    CHECK_TEXT(nearest_of("chek", out), "check");
    CHECK_TEXT(nearest_of("checkk", out), "check");
    CHECK_TEXT(nearest_of("cehck", out), "check");
    CHECK_TEXT(nearest_of("palytest", out), "playtest");
    CHECK_TEXT(nearest_of("ply", out), "play");
}

TEST(what_is_far_is_not_guessed_at)
{
    char out[NEAREST_NAME_MAX + 1];

    CHECK_TEXT(nearest_of("xyzzy", out), "");
    CHECK_TEXT(nearest_of("", out), "");
}

TEST(a_guess_is_cut_to_the_room_there_is)
{
    struct nearest n = nearest_begin(bytes_of("playtst"));
    char out[5];

    nearest_try(&n, bytes_of("playtest"));
    nearest_write(&n, out, sizeof out);
    CHECK_TEXT(out, "play");
}
