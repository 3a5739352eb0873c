#include "sys/settings.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define VARIABLE_BYTES_MAX 64

static const struct setting {
    const char *flag;
    bool is_number;
    uint32_t standard, min, max;
    const char *standard_text;
    size_t offset;
    const char *help;
} table[] = {
#define SETTING_NUMBER(field, flag, standard, min, max, help)                                      \
    {flag, true, standard, min, max, NULL, offsetof(struct settings, field), help},
#define SETTING_TEXT(field, flag, standard, help)                                                  \
    {flag, false, 0, 0, 0, standard, offsetof(struct settings, field), help},
#include "sys/settings.def"
};
#define TABLE_COUNT (sizeof table / sizeof table[0])

/* "public-origin" -> "DILEMMA_PUBLIC_ORIGIN" */
static void variable_of(const struct setting *setting, char out[VARIABLE_BYTES_MAX])
{
    int size = snprintf(out, VARIABLE_BYTES_MAX, "DILEMMA_%s", setting->flag);

    assert(size > 0 && size < VARIABLE_BYTES_MAX);
    for (char *at = out; *at != '\0'; at++)
        *at = *at == '-' ? '_' : (char)toupper((unsigned char)*at);
}

static void set_number(struct settings *out, const struct setting *setting, uint32_t value)
{
    memcpy((char *)out + setting->offset, &value, sizeof value);
}

static void set_text(struct settings *out, const struct setting *setting, const char *value)
{
    memcpy((char *)out + setting->offset, &value, sizeof value);
}

/* `source` is how the operator wrote it: "--port" or "DILEMMA_PORT". */
static bool set(struct settings *out, const struct setting *setting, const char *source,
                const char *value, char *why)
{
    uintmax_t number;
    char *end;

    if (!setting->is_number) {
        set_text(out, setting, value);
        return true;
    }
    errno = 0;
    number = strtoumax(value, &end, 10);
    if (!isdigit((unsigned char)value[0]) || *end != '\0' || errno != 0 || number < setting->min ||
        number > setting->max) {
        snprintf(why, SETTINGS_WHY_BYTES_MAX,
                 "%s is '%.64s', it must be a number from %" PRIu32 " to %" PRIu32, source, value,
                 setting->min, setting->max);
        return false;
    }
    set_number(out, setting, (uint32_t)number);
    return true;
}

static bool read_environment(struct settings *out, char *why)
{
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        char variable[VARIABLE_BYTES_MAX];
        const char *value;

        variable_of(&table[i], variable);
        value = getenv(variable);
        if (value != NULL && !set(out, &table[i], variable, value, why))
            return false;
    }
    return true;
}

static const struct setting *find(const char *flag, size_t size)
{
    for (size_t i = 0; i < TABLE_COUNT; i++)
        if (strlen(table[i].flag) == size && strncmp(table[i].flag, flag, size) == 0)
            return &table[i];
    return NULL;
}

static enum settings_read read_flags(struct settings *out, int count, char **arguments, char *why)
{
    for (int i = 0; i < count; i++) {
        const char *word = arguments[i];
        const char *equals = strchr(word, '=');
        size_t size = equals != NULL ? (size_t)(equals - word) : strlen(word);
        const struct setting *setting;
        const char *value;
        char source[VARIABLE_BYTES_MAX];

        if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
            return SETTINGS_HELP;
        setting = size > 2 && strncmp(word, "--", 2) == 0 ? find(word + 2, size - 2) : NULL;
        if (setting == NULL) {
            snprintf(why, SETTINGS_WHY_BYTES_MAX, "there is no option '%.64s'; try --help", word);
            return SETTINGS_WRONG;
        }
        snprintf(source, sizeof source, "--%s", setting->flag);
        value = equals != NULL ? equals + 1 : i + 1 < count ? arguments[++i] : NULL;
        if (value == NULL) {
            snprintf(why, SETTINGS_WHY_BYTES_MAX, "%s needs a value", source);
            return SETTINGS_WRONG;
        }
        if (!set(out, setting, source, value, why))
            return SETTINGS_WRONG;
    }
    return SETTINGS_OK;
}

enum settings_read settings_read(struct settings *out, int count, char **arguments,
                                 char why[SETTINGS_WHY_BYTES_MAX])
{
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        if (table[i].is_number)
            set_number(out, &table[i], table[i].standard);
        else
            set_text(out, &table[i], table[i].standard_text);
    }
    /* Help must come also when the environment is wrong: it says what would be right. */
    for (int i = 0; i < count; i++)
        if (strcmp(arguments[i], "--help") == 0 || strcmp(arguments[i], "-h") == 0)
            return SETTINGS_HELP;
    if (!read_environment(out, why))
        return SETTINGS_WRONG;
    return read_flags(out, count, arguments, why);
}

void settings_help(struct buffer *out)
{
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        const struct setting *setting = &table[i];
        char variable[VARIABLE_BYTES_MAX], line[512];

        variable_of(setting, variable);
        if (setting->is_number)
            snprintf(line, sizeof line,
                     "  --%-18s %s\n  %-20s number, %" PRIu32 " to %" PRIu32 "; default %" PRIu32
                     "; %s\n",
                     setting->flag, setting->help, "", setting->min, setting->max,
                     setting->standard, variable);
        else
            snprintf(line, sizeof line, "  --%-18s %s\n  %-20s default '%s'; %s\n", setting->flag,
                     setting->help, "", setting->standard_text, variable);
        buffer_append_text(out, line);
    }
}
