/* sim_names.c -- names by index and indices by name, from the lists of sim_names.h. */
#include "sim/sim_names.h"

#include <string.h>

static int find(const char *const *names, int count, const char *name, size_t bytes)
{
    for (int i = 0; i < count; i++)
        if (strlen(names[i]) == bytes && memcmp(names[i], name, bytes) == 0)
            return i;
    return -1;
}

#define X(NAME) #NAME,
static const char *const factor_names[] = {SIM_FACTORS(X)};
#undef X
#define X(NAME, name) #name,
static const char *const layer_names[] = {SIM_LAYERS(X)};
static const char *const push_names[] = {SIM_PUSHES(X)};
static const char *const outcome_names[] = {SIM_OUTCOMES(X)};
#undef X

int sim_factor_find(const char *name, size_t bytes)
{
    return find(factor_names, SIM_FACTORS_COUNT, name, bytes);
}

int sim_layer_find(const char *name, size_t bytes)
{
    return find(layer_names, SIM_LAYERS_COUNT, name, bytes);
}

int sim_push_find(const char *name, size_t bytes)
{
    return find(push_names, SIM_PUSHES_COUNT, name, bytes);
}

int sim_outcome_find(const char *name, size_t bytes)
{
    return find(outcome_names, SIM_OUTCOMES_COUNT, name, bytes);
}

const char *sim_factor_name(int factor)
{
    return factor >= 0 && factor < SIM_FACTORS_COUNT ? factor_names[factor] : NULL;
}

const char *sim_layer_name(int layer)
{
    return layer >= 0 && layer < SIM_LAYERS_COUNT ? layer_names[layer] : NULL;
}

const char *sim_outcome_name(int outcome)
{
    return outcome >= 0 && outcome < SIM_OUTCOMES_COUNT ? outcome_names[outcome] : NULL;
}
