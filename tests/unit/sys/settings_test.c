/* settings_test.c -- the flags of the settings as an operator writes them, and of every kind. */
#include "sys/settings.h"

#include "test.h"

#include <stdarg.h>
#include <stdlib.h>

#define WORDS_MAX 80

static const char *operands[WORDS_MAX];
static uint32_t operands_count;

static enum flag_read read_words(const struct flag *flags, uint32_t flags_count, void *out,
                                 char *why, int count, va_list args)
{
    char *words[WORDS_MAX];
    struct flag_words in = {.count = count, .words = words, .operands = operands};
    enum flag_read read;

    for (int i = 0; i < count; i++)
        words[i] = va_arg(args, char *);
    read = flag_read(flags, flags_count, out, &in, why);
    operands_count = in.operands_count;
    return read;
}

static enum flag_read read_settings(struct server_settings *out, char *why, int count, ...)
{
    enum flag_read read;
    va_list args;

    va_start(args, count);
    read = read_words(settings_flags(), SETTINGS_COUNT, out, why, count, args);
    va_end(args);
    return read;
}

TEST(defaults_hold_when_nothing_is_said)
{
    struct server_settings settings;
    char why[FLAG_WHY_BYTES_MAX];

    CHECK_EQ(read_settings(&settings, why, 0), FLAG_READ_OK);
    CHECK_EQ(settings.port, 8080);
    CHECK_TEXT(settings.data, "data");
    CHECK_TEXT(settings.address, "127.0.0.1");
    CHECK_EQ(settings.log_level, 3); /* info */
}

TEST(a_flag_wins_over_the_environment)
{
    struct server_settings settings;
    char why[FLAG_WHY_BYTES_MAX];

    setenv("DILEMMA_PORT", "9001", 1);
    setenv("DILEMMA_PUBLIC_ORIGIN", "https://example.org", 1);
    CHECK_EQ(read_settings(&settings, why, 2, "--data", "elsewhere"), FLAG_READ_OK);
    CHECK_EQ(settings.port, 9001);
    CHECK_TEXT(settings.public_origin, "https://example.org");
    CHECK_TEXT(settings.data, "elsewhere");
    CHECK_EQ(read_settings(&settings, why, 1, "--port=9002"), FLAG_READ_OK);
    CHECK_EQ(settings.port, 9002);
    unsetenv("DILEMMA_PORT");
    unsetenv("DILEMMA_PUBLIC_ORIGIN");
}

TEST(an_error_names_flag_value_and_bounds)
{
    struct server_settings settings;
    char why[FLAG_WHY_BYTES_MAX];

    CHECK_EQ(read_settings(&settings, why, 2, "--port", "70000"), FLAG_READ_WRONG);
    CHECK_TEXT(why, "--port is '70000', it must be a number from 1 to 65535");
    CHECK_EQ(read_settings(&settings, why, 2, "--port", "-5"), FLAG_READ_WRONG);
    CHECK_EQ(read_settings(&settings, why, 2, "--port", "80x"), FLAG_READ_WRONG);
    CHECK_EQ(read_settings(&settings, why, 2, "--port", ""), FLAG_READ_WRONG);
    CHECK_EQ(read_settings(&settings, why, 2, "--port", "18446744073709551617"), FLAG_READ_WRONG);
    CHECK_EQ(read_settings(&settings, why, 1, "--port"), FLAG_READ_WRONG);
    CHECK_TEXT(why, "--port needs a value: --port N");
    CHECK_EQ(read_settings(&settings, why, 2, "--log-level", "loud"), FLAG_READ_WRONG);
    CHECK_TEXT(why, "--log-level is 'loud', it must be one of: none, error, warning, info, debug");
    setenv("DILEMMA_PORT", "none", 1);
    CHECK_EQ(read_settings(&settings, why, 0), FLAG_READ_WRONG);
    CHECK_TEXT(why, "DILEMMA_PORT is 'none', it must be a number from 1 to 65535");
    CHECK_EQ(read_settings(&settings, why, 1, "--help"), FLAG_READ_HELP);
    unsetenv("DILEMMA_PORT");
}

TEST(a_flag_that_is_not_there_leads_to_the_one_that_was_meant)
{
    struct server_settings settings;
    char why[FLAG_WHY_BYTES_MAX];

    CHECK_EQ(read_settings(&settings, why, 2, "--prot", "80"), FLAG_READ_WRONG);
    CHECK_TEXT(why, "there is no option '--prot'; did you mean --port?");
    CHECK_EQ(read_settings(&settings, why, 1, "--public-orgin=https://x"), FLAG_READ_WRONG);
    CHECK_TEXT(why, "there is no option '--public-orgin=https://x'; did you mean --public-origin?");
    CHECK_EQ(read_settings(&settings, why, 1, "--xyzzy"), FLAG_READ_WRONG);
    CHECK_TEXT(why, "there is no option '--xyzzy'");
    CHECK_EQ(read_settings(&settings, why, 1, "-p"), FLAG_READ_WRONG);
    CHECK_EQ(read_settings(&settings, why, 1, "--=5"), FLAG_READ_WRONG);
}

/* ---- the other kinds ------------------------------------------------------------------------ */

struct wishes {
    bool loud;
    uint32_t profile, lang;
    const char *file;
    struct flag_list set;
};

static const struct flag wishes_flags[] = {
    {.name = "loud", .kind = FLAG_SWITCH, .offset = offsetof(struct wishes, loud)},
    {.name = "profile",
     .kind = FLAG_CHOICE,
     .argument = "weak|average|strong",
     .offset = offsetof(struct wishes, profile)},
    {.name = "lang",
     .kind = FLAG_LANGUAGE,
     .argument = "nl|en",
     .offset = offsetof(struct wishes, lang)},
    {.name = "file",
     .kind = FLAG_TEXT,
     .argument = "FILE",
     .offset = offsetof(struct wishes, file)},
    {.name = "set",
     .kind = FLAG_LIST,
     .argument = "NAME=N",
     .offset = offsetof(struct wishes, set)},
};
#define WISHES_COUNT (sizeof wishes_flags / sizeof wishes_flags[0])

static enum flag_read read_wishes(struct wishes *out, char *why, int count, ...)
{
    enum flag_read read;
    va_list args;

    va_start(args, count);
    read = read_words(wishes_flags, WISHES_COUNT, out, why, count, args);
    va_end(args);
    return read;
}

TEST(flags_and_operands_may_stand_in_any_order)
{
    struct wishes wishes;
    char why[FLAG_WHY_BYTES_MAX];

    CHECK_EQ(read_wishes(&wishes, why, 7, "a", "--loud", "b", "--file", "f", "-", "c"),
             FLAG_READ_OK);
    CHECK(wishes.loud);
    CHECK_TEXT(wishes.file, "f");
    CHECK_EQ(operands_count, 4);
    CHECK_TEXT(operands[0], "a");
    CHECK_TEXT(operands[2], "-");
    CHECK_TEXT(operands[3], "c");
}

TEST(after_two_hyphens_everything_is_an_operand)
{
    struct wishes wishes;
    char why[FLAG_WHY_BYTES_MAX];

    CHECK_EQ(read_wishes(&wishes, why, 3, "--", "--loud", "--help"), FLAG_READ_OK);
    CHECK(!wishes.loud);
    CHECK_EQ(operands_count, 2);
    CHECK_TEXT(operands[1], "--help");
}

TEST(a_choice_is_the_place_of_its_word)
{
    struct wishes wishes;
    char why[FLAG_WHY_BYTES_MAX];

    CHECK_EQ(read_wishes(&wishes, why, 0), FLAG_READ_OK);
    CHECK_EQ(wishes.profile, FLAG_NONE);
    CHECK(wishes.file == NULL);
    CHECK_EQ(read_wishes(&wishes, why, 2, "--profile", "strong"), FLAG_READ_OK);
    CHECK_EQ(wishes.profile, 2);
    CHECK_EQ(read_wishes(&wishes, why, 1, "--profile=str"), FLAG_READ_WRONG);
    CHECK_TEXT(why, "--profile is 'str', it must be one of: weak, average, strong");
    CHECK_EQ(read_wishes(&wishes, why, 1, "--loud=yes"), FLAG_READ_WRONG);
    CHECK_TEXT(why, "--loud takes no value");
}

TEST(the_language_is_that_of_the_terminal_unless_it_is_said)
{
    const char *kept = getenv("LANG");
    char *before = kept != NULL ? strdup(kept) : NULL;
    struct wishes wishes;
    char why[FLAG_WHY_BYTES_MAX];

    setenv("LANG", "en_GB.UTF-8", 1);
    CHECK_EQ(read_wishes(&wishes, why, 0), FLAG_READ_OK);
    CHECK_EQ(wishes.lang, 1);
    CHECK_EQ(read_wishes(&wishes, why, 2, "--lang", "nl"), FLAG_READ_OK);
    CHECK_EQ(wishes.lang, 0);
    setenv("LANG", "C.UTF-8", 1);
    CHECK_EQ(read_wishes(&wishes, why, 0), FLAG_READ_OK);
    CHECK_EQ(wishes.lang, 0);
    if (before != NULL)
        setenv("LANG", before, 1);
    else
        unsetenv("LANG");
    free(before);
}

TEST(a_list_keeps_all_that_was_written_up_to_its_limit)
{
    char *words[FLAG_LIST_MAX + 1];
    struct flag_words in = {.count = 3, .words = words, .operands = operands};
    struct wishes wishes;
    char why[FLAG_WHY_BYTES_MAX], word[] = "--set=a=1";

    for (int i = 0; i <= FLAG_LIST_MAX; i++)
        words[i] = word;
    CHECK_EQ(flag_read(wishes_flags, WISHES_COUNT, &wishes, &in, why), FLAG_READ_OK);
    CHECK_EQ(wishes.set.count, 3);
    CHECK_TEXT(wishes.set.items[2], "a=1");
    in.count = FLAG_LIST_MAX + 1;
    CHECK_EQ(flag_read(wishes_flags, WISHES_COUNT, &wishes, &in, why), FLAG_READ_WRONG);
    CHECK_TEXT(why, "--set may be written 64 times, not more");
}

TEST(help_tells_bounds_default_and_variable)
{
    char about[FLAG_ABOUT_BYTES_MAX];

    CHECK_TEXT(flag_about(&settings_flags()[SETTING_OF_port], about),
               "TCP port to listen on; a number from 1 to 65535; default 8080; or DILEMMA_PORT");
    CHECK_TEXT(flag_about(&settings_flags()[SETTING_OF_data], about),
               "folder of the journal and the trainer key; made when missing; default data; or "
               "DILEMMA_DATA");
}
