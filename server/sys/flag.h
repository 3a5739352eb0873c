/* flag.h -- what may follow a command: `--port 8080`, `--port=8080`, `--json`. Each row is a flag;
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
    FLAG_SWITCH,   /* bool: is it there? */
    FLAG_NUMBER,   /* uint32_t, from min to max; a default outside that means "not given". */
    FLAG_CHOICE,   /* uint32_t: the index of the word in `choices`; FLAG_NONE: not given. */
    FLAG_LANGUAGE, /* A choice; the default is English if LANG says so, else Dutch. */
    FLAG_TEXT,     /* const char *; the default may be NULL. */
    FLAG_LIST      /* struct flag_list: may be written more than once. */
};

#define FLAG_NONE            UINT32_MAX
#define FLAG_LIST_MAX        64
#define FLAG_WHY_BYTES_MAX   256
#define FLAG_ABOUT_BYTES_MAX 512
#define FLAG_NAME_BYTES_MAX  64
#define FLAG_ROWS_MAX        32 /* Of those that have a variable. */

struct flag_list {
    const char *items[FLAG_LIST_MAX];
    uint32_t count;
};

struct flag {
    const char *name; /* "public-origin", without hyphens before it. */
    enum flag_kind kind;
    bool from_environment; /* DILEMMA_PUBLIC_ORIGIN sets it as well. */
    const char *argument;  /* "DIR"; for a choice its words, "nl|en"; for a switch NULL. */
    uint32_t standard, min, max;
    const char *standard_text; /* The default of a text or choice; NULL: none. */
    size_t offset;             /* In the struct that is read. */
    const char *help;          /* A sentence without its capital and full stop. */
};

/* The words that follow a command, and room for those that are not flags. */
struct flag_words {
    int count;
    char **words;
    const char **operands; /* Room for `count` of them. */
    uint32_t operands_count;
};

enum flag_read { FLAG_READ_OK, FLAG_READ_HELP, FLAG_READ_WRONG };

/* Reads into *out, the struct to which the rows' offsets belong. The word `--` ends the flags; a
 * lone `-` is an operand. FLAG_READ_HELP: -h or --help is among the words, whatever else is wrong.
 * FLAG_READ_WRONG: `why` names the flag or variable, its value, and what it may be; *out must not
 * be used. */
enum flag_read flag_read(const struct flag *flags, uint32_t count, void *out,
                         struct flag_words *words, char why[FLAG_WHY_BYTES_MAX]);
/* The variable of the environment with this index, from 0, that is nearly the name of a row's and
 * not quite; `meant` becomes the row's. False: there are no more. */
bool flag_misspelt(const struct flag *flags, uint32_t count, uint32_t index,
                   char variable[FLAG_NAME_BYTES_MAX], char meant[FLAG_NAME_BYTES_MAX]);

/* Its help and bounds: "TCP port to listen on; a number from 1 to 65535; default 8080". */
const char *flag_about(const struct flag *flag, char out[FLAG_ABOUT_BYTES_MAX]);
/* The words of a choice, one after the other; false when there are no more. Start with *at NULL. */
bool flag_next_choice(const struct flag *flag, const char **at, struct bytes *word);

#endif
