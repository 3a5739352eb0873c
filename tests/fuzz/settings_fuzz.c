/* settings_fuzz.c -- arbitrary lines as what an operator writes: words behind `serve`, and, where a
 * line begins with a percent sign, variables of the environment. What is taken keeps its bounds. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "sys/origin.h"
#include "sys/settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define WORDS_MAX 40
#define LINE_MAX  4000

static void check_bounds(const struct server_settings *settings)
{
    for (const struct flag *flag = settings_flags(); flag < settings_flags() + SETTINGS_COUNT;
         flag++) {
        const char *at = (const char *)settings + flag->offset;
        const uint32_t *number = (const void *)at;
        char about[FLAG_ABOUT_BYTES_MAX];

        if (flag->kind == FLAG_NUMBER)
            assert(*number == flag->standard || (*number >= flag->min && *number <= flag->max));
        if (flag->kind == FLAG_TEXT && flag->standard_text != NULL)
            assert(*(const char *const *)(const void *)at != NULL);
        assert(strlen(flag_about(flag, about)) > 0);
    }
}

static void read_all(char *words[], int count)
{
    const char *operands[WORDS_MAX];
    struct flag_words in = {.count = count, .words = words, .operands = operands};
    struct server_settings settings;
    char why[FLAG_WHY_BYTES_MAX] = "", origin[ORIGIN_BYTES_MAX];

    switch (flag_read(settings_flags(), SETTINGS_COUNT, &settings, &in, why)) {
    case FLAG_READ_OK:
        check_bounds(&settings);
        assert(in.operands_count <= (uint32_t)count);
        if (!origin_of_settings(&settings, origin, why))
            assert(strlen(why) > 0);
        break;
    case FLAG_READ_WRONG: assert(strlen(why) > 0 && strlen(why) < sizeof why); break;
    case FLAG_READ_HELP: break;
    }
}

/* "%PORT=80" is DILEMMA_PORT; its name stands in `name` until it is unset. */
static bool set_variable(char *line, char name[LINE_MAX + 16])
{
    char *equals = strchr(line, '=');

    if (equals == NULL)
        return false;
    *equals = '\0';
    strcpy(name, "DILEMMA_");
    strcat(name, line);
    return setenv(name, equals + 1, 1) == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char text[LINE_MAX + 1], names[WORDS_MAX][LINE_MAX + 16];
    char *words[WORDS_MAX], *rest = text, *line;
    int words_count = 0, names_count = 0;

    if (size > LINE_MAX)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    while ((line = strsep(&rest, "\n")) != NULL && words_count < WORDS_MAX &&
           names_count < WORDS_MAX) {
        if (line[0] != '%')
            words[words_count++] = line;
        else if (set_variable(line + 1, names[names_count]))
            names_count++;
    }
    read_all(words, words_count);
    for (int i = 0; i < names_count; i++)
        unsetenv(names[i]);
    return 0;
}
