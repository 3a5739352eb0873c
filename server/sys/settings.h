/* settings.h -- what an operator can set, from settings.def: flags, environment, --help and errors
 * all come from that one table. */
#ifndef DK_SYS_SETTINGS_H
#define DK_SYS_SETTINGS_H

#include "base/buffer.h"

struct settings {
#define SETTING_NUMBER(field, flag, standard, min, max, help) uint32_t field;
#define SETTING_TEXT(field, flag, standard, help)             const char *field;
#include "sys/settings.def"
};

#define SETTINGS_WHY_BYTES_MAX 256

enum settings_read { SETTINGS_OK, SETTINGS_HELP, SETTINGS_WRONG };

/* Defaults, then the environment (DILEMMA_*), then the flags in arguments[0 .. count-1], as
 * "--flag value" or "--flag=value". Texts are borrowed from both.
 *
 * SETTINGS_HELP: --help was among them. SETTINGS_WRONG: `why` names the flag or variable, the value
 * and the bounds; *out must not be used. */
enum settings_read settings_read(struct settings *out, int count, char **arguments,
                                 char why[SETTINGS_WHY_BYTES_MAX]);

/* The table as --help shows it. */
void settings_help(struct buffer *out);

#endif
