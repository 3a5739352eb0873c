/* workplace.h -- the kinds of places where stories play; which there are: workplace.def. */
#ifndef DK_SCENARIO_WORKPLACE_H
#define DK_SCENARIO_WORKPLACE_H

#include <stdbool.h>
#include <stdint.h>

enum workplace {
#define WORKPLACE(NAME, name) WORKPLACE_##NAME,
#include "scenario/workplace.def"
    WORKPLACES_COUNT
};

enum workplace_setting {
#define SETTING(name, kinds) WORKPLACE_SETTING_##name,
#include "scenario/workplace.def"
    WORKPLACE_SETTINGS_COUNT
};

extern const char *const workplace_names[WORKPLACES_COUNT];
extern const char *const workplace_setting_names[WORKPLACE_SETTINGS_COUNT];

/* The kinds that a setting is, a bit per enum workplace. */
uint16_t workplace_kinds(uint32_t setting);

/* A sentence for `kind` (a bit; 0: for everywhere) fits where it is one of `kinds`. */
static inline bool workplace_fits(uint16_t kind, uint16_t kinds)
{
    return kind == 0 || (kind & kinds) != 0;
}

#endif
