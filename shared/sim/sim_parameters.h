/* sim_parameters.h -- the numbers of the team model, as data.
 *
 * One table, parameters.def, gives the struct, the defaults, the limits and the names. A set that
 * passes sim_parameters_check() cannot overflow 32 bits anywhere; the simulation asserts nothing
 * else about it. Parameters belong with a scenario and its version: fingerprints depend on them. */
#ifndef SIM_PARAMETERS_H
#define SIM_PARAMETERS_H

#include <stddef.h>
#include <stdint.h>

/* Each field: unit, meaning, source and plausible range in parameters.def. */
struct sim_parameters {
#define SIM_PARAMETER(name, ...)             int32_t name;
#define SIM_PARAMETER_LIST(name, count, ...) int32_t name[count];
#include "sim/parameters.def"
#undef SIM_PARAMETER
#undef SIM_PARAMETER_LIST
};

/* What is known of one parameter. A set of parameters is also an array of int32_t: the values of a
 * parameter are [first, first + count). */
struct sim_parameter_info {
    const char *name;
    const char *unit;
    uint16_t first;
    uint16_t count;
    int32_t value_min; /* What is refused. */
    int32_t value_max;
    int32_t low; /* Plausible range; of a list: per mille of each default. */
    int32_t high;
};

#define SIM_PARAMETER_VALUES (sizeof(struct sim_parameters) / sizeof(int32_t))

/* The defaults of the reference. */
struct sim_parameters sim_parameters_default(void);

/* How many parameters there are; number `index`, NULL outside. */
size_t sim_parameters_count(void);
const struct sim_parameter_info *sim_parameter_at(size_t index);
/* By name (`bytes` long, no closing zero needed); NULL if unknown. */
const struct sim_parameter_info *sim_parameter_find(const char *name, size_t bytes);

/* Read or set value `item` (0 unless it is a list). set: 0, or -1 if out of limits or range: then
 * nothing changed. get asserts that item exists. */
int32_t sim_parameter_get(const struct sim_parameters *p, const struct sim_parameter_info *info,
                          size_t item);
int sim_parameter_set(struct sim_parameters *p, const struct sim_parameter_info *info, size_t item,
                      int32_t value);

/* NULL when every value lies within its limits, else the first that does not. */
const struct sim_parameter_info *sim_parameters_check(const struct sim_parameters *p);

#endif
