/* cli.h -- the command line: a struct of options and a function per command, from commands.def.
 * Words are read here and nowhere else; a command gets values that are within their bounds.
 *
 * Exit codes: 0 done; 1 done and the answer is no, or it failed on the way; 2 the command line was
 * not understood, or an input cannot be read. */
#ifndef DK_CLI_CLI_H
#define DK_CLI_CLI_H

#include "sys/settings.h"

#include <stdio.h>

#define CLI_NO    1
#define CLI_WRONG 2

#define CLI_MANY        UINT32_MAX
#define CLI_THREADS_MAX 64
#define CLI_STATES_MAX  200000
#define CLI_SEEDS_MAX   5000
#define CLI_PATHS_MAX   2000
#define CLI_TEAMS_MAX   2048
#define CLI_SEED_MAX    4000000000u
#define CLI_FLAGS_MAX   24 /* Flags of one command, settings included. */

struct cli_operands {
    const char *const *items;
    uint32_t count; /* As many as the table allows. */
};

#define COMMAND(name, words, least, most, help, says_no)                                           \
    struct cli_##name {                                                                            \
        struct cli_operands operands;
#define SETTINGS()                                              struct server_settings settings;
#define SWITCH(field, flag, help)                               bool field;
#define NUMBER(field, flag, argument, standard, min, max, help) uint32_t field;
#define CHOICE(field, flag, choices, standard, help)            uint32_t field;
#define LANGUAGE(help)                                          uint32_t lang;
#define TEXT(field, flag, argument, standard, help)             const char *field;
#define LIST(field, flag, argument, help)                       struct flag_list field;
#define DATA(help)                                              const char *data;
#define PAGE()                                                  const char *html, *clients;
#define JSON(lines)                                             bool json;
#define END(name)                                                                                  \
    }                                                                                              \
    ;                                                                                              \
    int cli_##name(const struct cli_##name *options);
#include "cli/commands.def"

struct cli_command {
    const char *name, *operands, *help, *says_no;
    uint32_t operands_least, operands_most;
    const struct flag *flags; /* Offsets in its struct; settings included. */
    uint32_t flags_count;
};

enum {
#define COMMAND(name, words, least, most, help, says_no) CLI_##name,
#include "cli/commands.def"
    CLI_COMMANDS_COUNT
};

/* CLI_COMMANDS_COUNT of them, in the order of the table. */
const struct cli_command *cli_commands(void);
/* The command of this name, or NULL. */
const struct cli_command *cli_find(const char *name);
/* The end of a sentence: "; did you mean check?" when a command has a similar name, else
 * nothing. */
void cli_guess(const char *wrong, char *out, size_t capacity);

/* Reads argv[1 .. argc-1] into `options`, the struct of this command; `operands` has room for argc
 * of them, and outlives it. FLAG_READ_WRONG: `why` is a sentence for cli_refuse. */
enum flag_read cli_read(const struct cli_command *command, int argc, char **argv,
                        const char **operands, void *options, char why[FLAG_WHY_BYTES_MAX]);

/* One sentence on stderr, "dilemma check: ...", and the way to help. CLI_WRONG. */
int cli_refuse(const char *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* help.c, manual.c, completion.c: the table in other forms. */
void cli_print_commands(FILE *out);
void cli_print_command(FILE *out, const struct cli_command *command);
void cli_print_json(FILE *out);
void cli_print_manual(FILE *out, const char *version);
void cli_print_bash(FILE *out);
void cli_print_zsh(FILE *out);

#endif
