/* sim_parameters.c -- defaults, limits and names of the parameters, all from parameters.def. */
#include "sim/sim_parameters.h"

#include <assert.h>
#include <string.h>

enum {
    MILLI_MIN = 0,
    MILLI_MAX = 1000,
    SIGNED_MIN = -1000,
    SIGNED_MAX = 1000,
    STRENGTH_MIN = 0,
    STRENGTH_MAX = 2000,
    GAIN_MIN = 0,
    GAIN_MAX = 4000,
    WEEKS_MIN = 1,
    WEEKS_MAX = 1000,
    SPAN_MIN = 0,
    SPAN_MAX = 1000,
    DIVISOR_MIN = 1,
    DIVISOR_MAX = 1000,
    CHANCE_MIN = 0,
    CHANCE_MAX = 800000,
    PPM_MIN = 0,
    PPM_MAX = 1000000,
    RATE_MIN = 0,
    RATE_MAX = 1000,
    GROWTH_MIN = 0,
    GROWTH_MAX = 900,
    COUNT_MIN = 0,
    COUNT_MAX = 64
};

static const struct sim_parameters defaults = {
#define UNWRAP(...)                                  __VA_ARGS__
#define SIM_PARAMETER(name, value, ...)              .name = (value),
#define SIM_PARAMETER_LIST(name, count, values, ...) .name = {UNWRAP values},
#include "sim/parameters.def"
#undef SIM_PARAMETER
#undef SIM_PARAMETER_LIST
};

#define FIRST(name) (uint16_t)(offsetof(struct sim_parameters, name) / sizeof(int32_t))

static const struct sim_parameter_info infos[] = {
#define SIM_PARAMETER(name, value, limit, low, high, unit, meaning, source)                        \
    {#name, unit, FIRST(name), 1, limit##_MIN, limit##_MAX, low, high},
#define SIM_PARAMETER_LIST(name, count, values, limit, low, high, unit, meaning, source)           \
    {#name, unit, FIRST(name), count, limit##_MIN, limit##_MAX, low, high},
#include "sim/parameters.def"
#undef SIM_PARAMETER
#undef SIM_PARAMETER_LIST
};

#define INFOS_COUNT (sizeof infos / sizeof infos[0])

struct sim_parameters sim_parameters_default(void)
{
    return defaults;
}

size_t sim_parameters_count(void)
{
    return INFOS_COUNT;
}

const struct sim_parameter_info *sim_parameter_at(size_t index)
{
    return index < INFOS_COUNT ? &infos[index] : NULL;
}

const struct sim_parameter_info *sim_parameter_find(const char *name, size_t bytes)
{
    for (size_t i = 0; i < INFOS_COUNT; i++)
        if (strlen(infos[i].name) == bytes && memcmp(infos[i].name, name, bytes) == 0)
            return &infos[i];
    return NULL;
}

int32_t sim_parameter_get(const struct sim_parameters *p, const struct sim_parameter_info *info,
                          size_t item)
{
    int32_t value;

    assert(item < info->count);
    memcpy(&value, (const char *)p + (info->first + item) * sizeof value, sizeof value);
    return value;
}

int sim_parameter_set(struct sim_parameters *p, const struct sim_parameter_info *info, size_t item,
                      int32_t value)
{
    if (item >= info->count || value < info->value_min || value > info->value_max)
        return -1;
    memcpy((char *)p + (info->first + item) * sizeof value, &value, sizeof value);
    return 0;
}

const struct sim_parameter_info *sim_parameters_check(const struct sim_parameters *p)
{
    for (size_t i = 0; i < INFOS_COUNT; i++)
        for (size_t item = 0; item < infos[i].count; item++) {
            int32_t value = sim_parameter_get(p, &infos[i], item);

            if (value < infos[i].value_min || value > infos[i].value_max)
                return &infos[i];
        }
    return NULL;
}
