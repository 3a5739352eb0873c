#include "sys/flag.h"

#include "base/nearest.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- one flag ------------------------------------------------------------------------------- */

static const char variable_start[] = "DILEMMA_";

/* "DILEMMA_PUBLIC_ORIGIN" */
static void flag_variable(const struct flag *flag, char out[FLAG_NAME_BYTES_MAX])
{
    const int size = snprintf(out, FLAG_NAME_BYTES_MAX, "%s%s", variable_start, flag->name);

    assert(size > 0 && size < FLAG_NAME_BYTES_MAX);
    for (char *at = out; *at != '\0'; at++)
        *at = *at == '-' ? '_' : (char)toupper((unsigned char)*at);
}

static bool is_choice(const struct flag *flag)
{
    return flag->kind == FLAG_CHOICE || flag->kind == FLAG_LANGUAGE;
}

bool flag_next_choice(const struct flag *flag, const char **at, struct bytes *word)
{
    const char *from = *at == NULL ? flag->argument : *at + (**at == '|');
    const size_t size = strcspn(from, "|");

    *word = (struct bytes){(const uint8_t *)from, size};
    *at = from + size;
    return size > 0;
}

static uint32_t find_choice(const struct flag *flag, const char *text)
{
    const char *at = NULL;
    struct bytes word;

    for (uint32_t i = 0; flag_next_choice(flag, &at, &word); i++)
        if (bytes_equal_text(word, text))
            return i;
    return FLAG_NONE;
}

/* "nl, en" */
static void list_choices(const struct flag *flag, char *out, size_t capacity)
{
    const char *at = NULL;
    struct bytes word;
    size_t used = 0;

    out[0] = '\0';
    while (flag_next_choice(flag, &at, &word) && used < capacity)
        used += (size_t)snprintf(out + used, capacity - used, "%s%.*s", used > 0 ? ", " : "",
                                 (int)word.size, (const char *)word.data);
}

static void put(const struct flag *flag, void *out, const void *value, size_t size)
{
    memcpy((char *)out + flag->offset, value, size);
}

static uint32_t language_of_terminal(const struct flag *flag)
{
    const char *lang = getenv("LANG");

    return find_choice(flag, lang != NULL && strncmp(lang, "en", 2) == 0 ? "en" : "nl");
}

static void set_standard(const struct flag *flag, void *out)
{
    const struct flag_list none = {.count = 0};
    uint32_t number = flag->standard;
    bool off = false;

    if (flag->kind == FLAG_CHOICE)
        number = flag->standard_text != NULL ? find_choice(flag, flag->standard_text) : FLAG_NONE;
    else if (flag->kind == FLAG_LANGUAGE)
        number = language_of_terminal(flag);
    switch (flag->kind) {
    case FLAG_SWITCH: put(flag, out, &off, sizeof off); break;
    case FLAG_NUMBER:
    case FLAG_CHOICE:
    case FLAG_LANGUAGE: put(flag, out, &number, sizeof number); break;
    case FLAG_TEXT: put(flag, out, &flag->standard_text, sizeof flag->standard_text); break;
    case FLAG_LIST: put(flag, out, &none, sizeof none); break;
    }
}

static bool set_number(const struct flag *flag, void *out, const char *source, const char *value,
                       char *why)
{
    uintmax_t number;
    uint32_t fits;
    char *end;

    errno = 0;
    number = strtoumax(value, &end, 10);
    fits = (uint32_t)number;
    if (!isdigit((unsigned char)value[0]) || *end != '\0' || errno != 0 || number < flag->min ||
        number > flag->max) {
        snprintf(why, FLAG_WHY_BYTES_MAX,
                 "%s is '%.64s', it must be a number from %" PRIu32 " to %" PRIu32, source, value,
                 flag->min, flag->max);
        return false;
    }
    put(flag, out, &fits, sizeof fits);
    return true;
}

static bool set_choice(const struct flag *flag, void *out, const char *source, const char *value,
                       char *why)
{
    const uint32_t chosen = find_choice(flag, value);
    char choices[128];

    if (chosen == FLAG_NONE) {
        list_choices(flag, choices, sizeof choices);
        snprintf(why, FLAG_WHY_BYTES_MAX, "%s is '%.64s', it must be one of: %s", source, value,
                 choices);
        return false;
    }
    put(flag, out, &chosen, sizeof chosen);
    return true;
}

static bool add_to_list(const struct flag *flag, void *out, const char *source, const char *value,
                        char *why)
{
    struct flag_list list;

    memcpy(&list, (const char *)out + flag->offset, sizeof list);
    if (list.count == FLAG_LIST_MAX) {
        snprintf(why, FLAG_WHY_BYTES_MAX, "%s may be written %d times, not more", source,
                 FLAG_LIST_MAX);
        return false;
    }
    list.items[list.count++] = value;
    put(flag, out, &list, sizeof list);
    return true;
}

/* `source` is where the value came from: "--port" or "DILEMMA_PORT". */
static bool set(const struct flag *flag, void *out, const char *source, const char *value,
                char *why)
{
    const bool on = true;

    switch (flag->kind) {
    case FLAG_SWITCH: put(flag, out, &on, sizeof on); return true;
    case FLAG_NUMBER: return set_number(flag, out, source, value, why);
    case FLAG_CHOICE:
    case FLAG_LANGUAGE: return set_choice(flag, out, source, value, why);
    case FLAG_TEXT: put(flag, out, &value, sizeof value); return true;
    case FLAG_LIST: return add_to_list(flag, out, source, value, why);
    }
    return false;
}

const char *flag_about(const struct flag *flag, char out[FLAG_ABOUT_BYTES_MAX])
{
    int used = snprintf(out, FLAG_ABOUT_BYTES_MAX, "%s", flag->help);
    char variable[FLAG_NAME_BYTES_MAX];

#define ADD(...)                                                                                   \
    used += snprintf(out + used, FLAG_ABOUT_BYTES_MAX - (size_t)used, __VA_ARGS__);                \
    assert(used < FLAG_ABOUT_BYTES_MAX)
    if (flag->kind == FLAG_NUMBER) {
        ADD("; a number from %" PRIu32 " to %" PRIu32, flag->min, flag->max);
        if (flag->standard >= flag->min && flag->standard <= flag->max) {
            ADD("; default %" PRIu32, flag->standard);
        }
    } else if (flag->kind == FLAG_LIST) {
        ADD("; may be written more than once");
    } else if (flag->standard_text != NULL && flag->standard_text[0] != '\0') {
        ADD("; default %s", flag->standard_text);
    }
    if (flag->from_environment) {
        flag_variable(flag, variable);
        ADD("; or %s", variable);
    }
#undef ADD
    return out;
}

/* ---- all of them ---------------------------------------------------------------------------- */

static const struct flag *find(const struct flag *flags, uint32_t count, const char *name,
                               size_t size)
{
    for (uint32_t i = 0; i < count; i++)
        if (strlen(flags[i].name) == size && strncmp(flags[i].name, name, size) == 0)
            return &flags[i];
    return NULL;
}

/* The end of a sentence: "; did you mean --port?" when a row has a similar name, else nothing. */
static void guess_name(const struct flag *flags, uint32_t count, const char *wrong, char *out,
                       size_t capacity)
{
    const size_t hyphens = strspn(wrong, "-");
    struct nearest nearest = nearest_begin(
        (struct bytes){(const uint8_t *)wrong + hyphens, strcspn(wrong + hyphens, "=")});
    char name[FLAG_NAME_BYTES_MAX];

    for (uint32_t i = 0; i < count; i++)
        nearest_try(&nearest, bytes_of(flags[i].name));
    nearest_try(&nearest, bytes_of("help"));
    nearest_write(&nearest, name, sizeof name);
    snprintf(out, capacity, name[0] != '\0' ? "; did you mean --%s?" : "%s", name);
}

/* The variable of a row that `variable` probably was to be; "" for a row's own, or like none. */
static void guess_variable(const struct flag *flags, uint32_t count, const char *variable,
                           char meant[FLAG_NAME_BYTES_MAX])
{
    char names[FLAG_ROWS_MAX][FLAG_NAME_BYTES_MAX], name[NEAREST_NAME_MAX - 8];
    struct nearest nearest = nearest_begin(bytes_of(variable + sizeof variable_start - 1));

    meant[0] = '\0';
    for (uint32_t i = 0; i < count && i < FLAG_ROWS_MAX; i++) {
        if (!flags[i].from_environment)
            continue;
        flag_variable(&flags[i], names[i]);
        if (strcmp(names[i], variable) == 0)
            return;
        nearest_try(&nearest, bytes_of(names[i] + sizeof variable_start - 1));
    }
    nearest_write(&nearest, name, sizeof name);
    if (name[0] != '\0')
        snprintf(meant, FLAG_NAME_BYTES_MAX, "%s%s", variable_start, name);
}

bool flag_misspelt(const struct flag *flags, uint32_t count, uint32_t index,
                   char variable[FLAG_NAME_BYTES_MAX], char meant[FLAG_NAME_BYTES_MAX])
{
    for (char **entry = environ; *entry != NULL; entry++) {
        const size_t size = strcspn(*entry, "=");
        if (size >= FLAG_NAME_BYTES_MAX ||
            strncmp(*entry, variable_start, sizeof variable_start - 1) != 0)
            continue;
        memcpy(variable, *entry, size);
        variable[size] = '\0';
        guess_variable(flags, count, variable, meant);
        if (meant[0] != '\0' && index-- == 0)
            return true;
    }
    return false;
}

static bool read_environment(const struct flag *flags, uint32_t count, void *out, char *why)
{
    for (uint32_t i = 0; i < count; i++) {
        char variable[FLAG_NAME_BYTES_MAX];
        const char *value = NULL;

        if (flags[i].from_environment) {
            flag_variable(&flags[i], variable);
            value = getenv(variable);
        }
        if (value != NULL && !set(&flags[i], out, variable, value, why))
            return false;
    }
    return true;
}

/* Reads the flag at words[*i], and moves *i to the last word that it took. */
static bool read_flag(const struct flag *flags, uint32_t count, void *out,
                      const struct flag_words *words, int *i, char *why)
{
    const char *word = words->words[*i], *equals = strchr(word, '='), *value = NULL;
    const size_t size = equals != NULL ? (size_t)(equals - word) : strlen(word);
    const struct flag *flag =
        size > 2 && strncmp(word, "--", 2) == 0 ? find(flags, count, word + 2, size - 2) : NULL;
    char source[FLAG_NAME_BYTES_MAX], guess[FLAG_NAME_BYTES_MAX + 24];

    if (flag == NULL) {
        guess_name(flags, count, word, guess, sizeof guess);
        snprintf(why, FLAG_WHY_BYTES_MAX, "there is no option '%.64s'%s", word, guess);
        return false;
    }
    snprintf(source, sizeof source, "--%s", flag->name);
    if (flag->kind == FLAG_SWITCH && equals != NULL) {
        snprintf(why, FLAG_WHY_BYTES_MAX, "%s takes no value", source);
        return false;
    }
    if (equals != NULL)
        value = equals + 1;
    else if (flag->kind != FLAG_SWITCH && *i + 1 < words->count)
        value = words->words[++*i];
    if (flag->kind != FLAG_SWITCH && value == NULL) {
        snprintf(why, FLAG_WHY_BYTES_MAX, "%s needs a value: %s %s", source, source,
                 flag->argument);
        return false;
    }
    return set(flag, out, source, value, why);
}

/* Asking for help must work even when another word is wrong. */
static bool asks_help(const struct flag_words *words)
{
    for (int i = 0; i < words->count && strcmp(words->words[i], "--") != 0; i++)
        if (strcmp(words->words[i], "--help") == 0 || strcmp(words->words[i], "-h") == 0)
            return true;
    return false;
}

static bool read_words(const struct flag *flags, uint32_t count, void *out,
                       struct flag_words *words, char *why)
{
    bool flags_ended = false;

    for (int i = 0; i < words->count; i++) {
        const char *word = words->words[i];

        if (flags_ended || word[0] != '-' || word[1] == '\0')
            words->operands[words->operands_count++] = word;
        else if (strcmp(word, "--") == 0)
            flags_ended = true;
        else if (!read_flag(flags, count, out, words, &i, why))
            return false;
    }
    return true;
}

enum flag_read flag_read(const struct flag *flags, uint32_t count, void *out,
                         struct flag_words *words, char why[FLAG_WHY_BYTES_MAX])
{
    words->operands_count = 0;
    if (asks_help(words))
        return FLAG_READ_HELP;
    for (uint32_t i = 0; i < count; i++) {
        assert(!is_choice(&flags[i]) || flags[i].argument != NULL);
        set_standard(&flags[i], out);
    }
    if (!read_environment(flags, count, out, why) || !read_words(flags, count, out, words, why))
        return FLAG_READ_WRONG;
    return FLAG_READ_OK;
}
