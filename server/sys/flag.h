/* flag.h -- what may stand behind a command: `--port 8080`, `--port=8080`, `--json`. A row a flag;
 * reading, bounds, errors, help, the manual page and completion all come from the rows
 * (settings.def, cli/commands.def).
 *
 *   the default  <  the environment (DILEMMA_PORT), for rows that have one  <  what is written
 *
 * Texts are borrowed from the words and the environment. */
#ifndef DK_SYS_FLAG_H
#define DK_SYS_FLAG_H

#include "base/bytes.h"

enum flag_kind {
    FLAG_SWITCH,   /* bool: there or not. */
    FLAG_NUMBER,   /* uint32_t, from min to max; the default may lie outside: "not said". */
    FLAG_CHOICE,   /* uint32_t: the place of the word in `choices`; FLAG_NONE: not said. */
    FLAG_LANGUAGE, /* As a choice; the default is what LANG says, Dutch unless that is English. */
    FLAG_TEXT,     /* const char *; the default may be NULL. */
    FLAG_LIST      /* struct flag_list: may be written more than once. */
};

#define FLAG_NONE            UINT32_MAX
#define FLAG_LIST_MAX        64
#define FLAG_WHY_BYTES_MAX   256
#define FLAG_ABOUT_BYTES_MAX 512
#define FLAG_NAME_BYTES_MAX  64

struct flag_list {
    const char *items[FLAG_LIST_MAX];
    uint32_t count;
};

struct flag {
    const char *name; /* "public-origin", without hyphens before it. */
    enum flag_kind kind;
    bool from_environment; /* DILEMMA_PUBLIC_ORIGIN says it, too. */
    const char *argument;  /* "DIR"; of a choice its words, "nl|en"; NULL: a switch. */
    uint32_t standard, min, max;
    const char *standard_text; /* Of texts and choices; NULL: none. */
    size_t offset;             /* In the struct that is read. */
    const char *help;          /* A sentence without its capital and full stop. */
};

/* The words behind a command, and where those go that are no flags. */
struct flag_words {
    int count;
    char **words;
    const char **operands; /* Room for `count`. */
    uint32_t operands_count;
};

enum flag_read { FLAG_READ_OK, FLAG_READ_HELP, FLAG_READ_WRONG };

/* Reads into *out, which the rows' offsets are in. A word `--` ends the flags; a lone `-` is an
 * operand. FLAG_READ_HELP: -h or --help is among the words, whatever else is wrong.
 * FLAG_READ_WRONG: `why` names the flag or variable, what it was, and what it may be; *out must not
 * be used. */
enum flag_read flag_read(const struct flag *flags, uint32_t count, void *out,
                         struct flag_words *words, char why[FLAG_WHY_BYTES_MAX]);

/* "DILEMMA_PUBLIC_ORIGIN" */
void flag_variable(const struct flag *flag, char out[FLAG_NAME_BYTES_MAX]);
/* Help with what it may be: "TCP port to listen on; a number from 1 to 65535; default 8080". */
const char *flag_about(const struct flag *flag, char out[FLAG_ABOUT_BYTES_MAX]);
/* The words of a choice, one after the other; false when there are no more. Start with *at NULL. */
bool flag_next_choice(const struct flag *flag, const char **at, struct bytes *word);
/* Ends a sentence: "; did you mean --port?" when a name of the rows is near, else nothing. */
void flag_guess(const struct flag *flags, uint32_t count, const char *wrong, char *out,
                size_t capacity);

#endif
