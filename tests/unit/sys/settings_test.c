#include "sys/settings.h"

#include "test.h"

#include <stdarg.h>
#include <stdlib.h>

static enum settings_read read_words(struct settings *out, char *why, int count, ...)
{
    char *words[8];
    va_list args;

    va_start(args, count);
    for (int i = 0; i < count; i++)
        words[i] = va_arg(args, char *);
    va_end(args);
    return settings_read(out, count, words, why);
}

TEST(defaults_hold_when_nothing_is_said)
{
    struct settings settings;
    char why[SETTINGS_WHY_BYTES_MAX];

    CHECK_EQ(read_words(&settings, why, 0), SETTINGS_OK);
    CHECK_EQ(settings.port, 8080);
    CHECK_TEXT(settings.data, "data");
    CHECK_TEXT(settings.address, "127.0.0.1");
}

TEST(a_flag_wins_over_the_environment)
{
    struct settings settings;
    char why[SETTINGS_WHY_BYTES_MAX];

    setenv("DILEMMA_PORT", "9001", 1);
    setenv("DILEMMA_PUBLIC_ORIGIN", "https://example.org", 1);
    CHECK_EQ(read_words(&settings, why, 2, "--data", "elsewhere"), SETTINGS_OK);
    CHECK_EQ(settings.port, 9001);
    CHECK_TEXT(settings.public_origin, "https://example.org");
    CHECK_TEXT(settings.data, "elsewhere");
    CHECK_EQ(read_words(&settings, why, 1, "--port=9002"), SETTINGS_OK);
    CHECK_EQ(settings.port, 9002);
    unsetenv("DILEMMA_PORT");
    unsetenv("DILEMMA_PUBLIC_ORIGIN");
}

TEST(an_error_names_flag_value_and_bounds)
{
    struct settings settings;
    char why[SETTINGS_WHY_BYTES_MAX];

    CHECK_EQ(read_words(&settings, why, 2, "--port", "70000"), SETTINGS_WRONG);
    CHECK_TEXT(why, "--port is '70000', it must be a number from 1 to 65535");
    CHECK_EQ(read_words(&settings, why, 2, "--port", "-5"), SETTINGS_WRONG);
    CHECK_EQ(read_words(&settings, why, 2, "--port", "80x"), SETTINGS_WRONG);
    CHECK_EQ(read_words(&settings, why, 1, "--port"), SETTINGS_WRONG);
    CHECK_TEXT(why, "--port needs a value");
    CHECK_EQ(read_words(&settings, why, 2, "--prot", "80"), SETTINGS_WRONG);
    CHECK_TEXT(why, "there is no option '--prot'; try --help");
    setenv("DILEMMA_PORT", "none", 1);
    CHECK_EQ(read_words(&settings, why, 0), SETTINGS_WRONG);
    CHECK_TEXT(why, "DILEMMA_PORT is 'none', it must be a number from 1 to 65535");
    CHECK_EQ(read_words(&settings, why, 1, "--help"), SETTINGS_HELP);
    unsetenv("DILEMMA_PORT");
}

TEST(help_names_every_flag_and_variable)
{
    static char text[16384];
    struct buffer out;

    buffer_init(&out, text, sizeof text - 1);
    settings_help(&out);
    CHECK(!out.overflowed);
    text[out.size] = '\0';
    CHECK(strstr(text, "--public-origin") != NULL);
    CHECK(strstr(text, "DILEMMA_PUBLIC_ORIGIN") != NULL);
    CHECK(strstr(text, "1 to 65535; default 8080") != NULL);
}
