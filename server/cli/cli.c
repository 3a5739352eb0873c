#include "cli/cli.h"

#include "base/nearest.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

/* ---- the table ------------------------------------------------------------------------------ */

/* The rows of a command are made in a function of their own, in which `here` is its struct. */
#define ROW(field_of, name_of, kind_of, ...)                                                       \
    flags[count++] = (struct flag){                                                                \
        .name = name_of, .kind = kind_of, .offset = offsetof(here, field_of), __VA_ARGS__};

#define COMMAND(name, words, least, most, about, says_no)                                          \
    static uint32_t flags_of_##name(struct flag *flags)                                            \
    {                                                                                              \
        typedef struct cli_##name here;                                                            \
        uint32_t count = 0;                                                                        \
        (void)flags;                                                                               \
        (void)sizeof(here);
#define SETTINGS()                 count = add_settings(flags, count, offsetof(here, settings));
#define SWITCH(field, flag, about) ROW(field, flag, FLAG_SWITCH, .help = about)
#define NUMBER(field, flag, word, usual, least, most, about)                                       \
    ROW(field, flag, FLAG_NUMBER, .argument = word, .standard = usual, .min = least, .max = most,  \
        .help = about)
#define CHOICE(field, flag, words, usual, about)                                                   \
    ROW(field, flag, FLAG_CHOICE, .argument = words, .standard_text = usual, .help = about)
#define LANGUAGE(about)                                                                            \
    ROW(lang, "lang", FLAG_LANGUAGE, .argument = "nl|en", .help = about "; otherwise that of LANG")
#define TEXT(field, flag, word, usual, about)                                                      \
    ROW(field, flag, FLAG_TEXT, .argument = word, .standard_text = usual, .help = about)
#define LIST(field, flag, word, about) ROW(field, flag, FLAG_LIST, .argument = word, .help = about)
#define DATA(about)                                                                                \
    ROW(data, "data", FLAG_TEXT, .argument = "DIR", .standard_text = "data",                       \
        .from_environment = true, .help = about)
#define PAGE()                                                                                     \
    ROW(html, "html", FLAG_TEXT, .argument = "FILE",                                               \
        .help = "write the report as a page with pictures, too")                                   \
    ROW(clients, "clients", FLAG_TEXT, .argument = "DIR", .standard_text = "clients/dist",         \
        .from_environment = true, .help = "with --html: folder with the built screens")
#define JSON(keys) ROW(json, "json", FLAG_SWITCH, .help = "JSON lines: " keys)
#define END(name)                                                                                  \
    return count;                                                                                  \
    }

static uint32_t add_settings(struct flag *flags, uint32_t count, size_t offset)
{
    assert(count + SETTINGS_COUNT <= CLI_FLAGS_MAX);
    for (uint32_t i = 0; i < SETTINGS_COUNT; i++) {
        flags[count + i] = settings_flags()[i];
        flags[count + i].offset += offset;
    }
    return count + SETTINGS_COUNT;
}

#include "cli/commands.def"
#undef ROW

static const struct made {
    const char *name, *operands, *help, *says_no;
    uint32_t operands_least, operands_most;
    uint32_t (*flags)(struct flag *flags);
} table[CLI_COMMANDS_COUNT] = {
#define COMMAND(name, words, least, most, about, says_no)                                          \
    {#name, words, about, says_no, least, most, flags_of_##name},
#include "cli/commands.def"
};

#define COMMAND_NAME_BYTES_MAX 16

/* "check_data" is called check-data by people. */
static const char *name_of(const char *field, char out[COMMAND_NAME_BYTES_MAX])
{
    assert(strlen(field) < COMMAND_NAME_BYTES_MAX);
    strcpy(out, field);
    for (char *at = out; *at != '\0'; at++)
        if (*at == '_')
            *at = '-';
    return out;
}

/* Made at the first call. That is safe because main calls before there is a second thread. */
const struct cli_command *cli_commands(void)
{
    static struct flag flags[CLI_COMMANDS_COUNT][CLI_FLAGS_MAX];
    static struct cli_command commands[CLI_COMMANDS_COUNT];
    static char names[CLI_COMMANDS_COUNT][COMMAND_NAME_BYTES_MAX];

    for (uint32_t i = 0; i < CLI_COMMANDS_COUNT && commands[CLI_COMMANDS_COUNT - 1].name == NULL;
         i++) {
        commands[i] = (struct cli_command){.name = name_of(table[i].name, names[i]),
                                           .operands = table[i].operands,
                                           .help = table[i].help,
                                           .says_no = table[i].says_no,
                                           .operands_least = table[i].operands_least,
                                           .operands_most = table[i].operands_most,
                                           .flags = flags[i],
                                           .flags_count = table[i].flags(flags[i])};
        assert(commands[i].flags_count <= CLI_FLAGS_MAX);
    }
    return commands;
}

const struct cli_command *cli_find(const char *name)
{
    for (uint32_t i = 0; i < CLI_COMMANDS_COUNT; i++)
        if (strcmp(cli_commands()[i].name, name) == 0)
            return &cli_commands()[i];
    return NULL;
}

void cli_guess(const char *wrong, char *out, size_t capacity)
{
    struct nearest nearest = nearest_begin(bytes_of(wrong));
    char name[FLAG_NAME_BYTES_MAX];

    for (uint32_t i = 0; i < CLI_COMMANDS_COUNT; i++)
        nearest_try(&nearest, bytes_of(cli_commands()[i].name));
    nearest_write(&nearest, name, sizeof name);
    snprintf(out, capacity, name[0] != '\0' ? "; did you mean %s?" : "%s", name);
}

/* ---- reading -------------------------------------------------------------------------------- */

int cli_refuse(const char *command, const char *format, ...)
{
    va_list args;

    fprintf(stderr, "dilemma %s: ", command);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fprintf(stderr, "\nTry: dilemma help %s\n", command);
    return CLI_WRONG;
}

static bool check_operands(const struct cli_command *command, const struct flag_words *words,
                           char why[FLAG_WHY_BYTES_MAX])
{
    if (words->operands_count < command->operands_least)
        snprintf(why, FLAG_WHY_BYTES_MAX, "something is missing: dilemma %s %s", command->name,
                 command->operands);
    else if (words->operands_count > command->operands_most)
        snprintf(why, FLAG_WHY_BYTES_MAX, "'%.64s' is too much",
                 words->operands[command->operands_most]);
    else
        return true;
    return false;
}

enum flag_read cli_read(const struct cli_command *command, int argc, char **argv,
                        const char **operands, void *options, char why[FLAG_WHY_BYTES_MAX])
{
    struct flag_words words = {.count = argc - 1, .words = argv + 1, .operands = operands};
    const enum flag_read read =
        flag_read(command->flags, command->flags_count, options, &words, why);

    if (read != FLAG_READ_OK)
        return read;
    if (!check_operands(command, &words, why))
        return FLAG_READ_WRONG;
    /* The struct of every command begins with its operands. */
    *(struct cli_operands *)options =
        (struct cli_operands){.items = operands, .count = words.operands_count};
    return FLAG_READ_OK;
}
