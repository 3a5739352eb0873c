#include "scenario/workplace.h"

#include <assert.h>

const char *const workplace_names[WORKPLACES_COUNT] = {
#define WORKPLACE(NAME, name) #name,
#include "scenario/workplace.def"
};

const char *const workplace_setting_names[WORKPLACE_SETTINGS_COUNT] = {
#define SETTING(name, kinds) #name,
#include "scenario/workplace.def"
};

enum {
    NOWHERE = 0,
#define WORKPLACE(NAME, name) NAME = 1 << WORKPLACE_##NAME,
#include "scenario/workplace.def"
};

uint16_t workplace_kinds(uint32_t setting)
{
    static const uint16_t kinds_of[WORKPLACE_SETTINGS_COUNT] = {
#define SETTING(name, kinds) kinds,
#include "scenario/workplace.def"
    };

    assert(setting < WORKPLACE_SETTINGS_COUNT);
    return kinds_of[setting];
}
