/* settings.h -- what an operator can set, from settings.def: the struct and the rows from which
 * flag.h reads it. */
#ifndef DK_SYS_SETTINGS_H
#define DK_SYS_SETTINGS_H

#include "sys/flag.h"

struct server_settings {
#define SETTING_NUMBER(field, flag, argument, standard, min, max, help) uint32_t field;
#define SETTING_TEXT(field, flag, argument, standard, help)             const char *field;
#define SETTING_CHOICE(field, flag, choices, standard, help)            uint32_t field;
#include "sys/settings.def"
};

enum {
#define SETTING_NUMBER(field, flag, argument, standard, min, max, help) SETTING_OF_##field,
#define SETTING_TEXT(field, flag, argument, standard, help)             SETTING_OF_##field,
#define SETTING_CHOICE(field, flag, choices, standard, help)            SETTING_OF_##field,
#include "sys/settings.def"
    SETTINGS_COUNT
};

/* SETTINGS_COUNT rows, with offsets in struct server_settings. */
const struct flag *settings_flags(void);

#endif
