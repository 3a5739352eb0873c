/* sim_pulse.c -- is a pulse within the ranges in which nothing overflows? */
#include "sim/sim_pulse.h"

#include <stdbool.h>
#include <stddef.h>

static bool within(int32_t value, int32_t low, int32_t high)
{
    return value >= low && value <= high;
}

static bool all_within(const int32_t *values, int count, int32_t low, int32_t high)
{
    for (int i = 0; i < count; i++)
        if (!within(values[i], low, high))
            return false;
    return true;
}

static bool effects_ok(const struct sim_effect *effects, int count, int count_max, int whats)
{
    if (count > count_max)
        return false;
    for (int i = 0; i < count; i++)
        if (!within(effects[i].what, 0, whats - 1) || !within(effects[i].amplitude, -1000, 1000))
            return false;
    return true;
}

/* Coping takes strain away; a negative share would carry strain above 1000. */
static bool coping_ok(const struct sim_pulse *pulse)
{
    for (int i = 0; i < pulse->pushes_count; i++)
        if (pulse->pushes[i].what == SIM_PUSH_COPING && pulse->pushes[i].amplitude < 0)
            return false;
    return true;
}

static bool times_ok(const struct sim_pulse *pulse)
{
    return within(pulse->delay, 0, 1000) && within(pulse->ramp, 0, 1000) &&
           within(pulse->hold, 0, 1000) && within(pulse->fade, 1, 1000) &&
           within(pulse->lead, 0, 1000);
}

static bool amounts_ok(const struct sim_pulse *pulse)
{
    return within(pulse->change, 0, 1000) && within(pulse->embed, 0, 100) &&
           within(pulse->hours, -100, 100) && within(pulse->load, -1000, 1000) &&
           within(pulse->money, 0, 1000000) && within(pulse->drop_ppm, 0, 1000000) &&
           within(pulse->disrupt, 0, 1000) && pulse->personal <= 1;
}

enum sim_pulse_fault sim_pulse_check(const struct sim_pulse *pulse)
{
    if (pulse->layer >= SIM_LAYERS_COUNT)
        return SIM_PULSE_BAD_LAYER;
    if (!effects_ok(pulse->lifts, pulse->lifts_count, SIM_PULSE_LIFTS_MAX, SIM_FACTORS_COUNT))
        return SIM_PULSE_BAD_LIFT;
    if (!effects_ok(pulse->pushes, pulse->pushes_count, SIM_PULSE_PUSHES_MAX, SIM_PUSHES_COUNT) ||
        !coping_ok(pulse))
        return SIM_PULSE_BAD_PUSH;
    if (!all_within(pulse->fit, SIM_PHASES_COUNT, 0, 1000))
        return SIM_PULSE_BAD_FIT;
    if (!all_within(pulse->need, SIM_PRECONDITIONS_COUNT, 0, 1000))
        return SIM_PULSE_BAD_NEED;
    if (!times_ok(pulse))
        return SIM_PULSE_BAD_TIME;
    return amounts_ok(pulse) ? SIM_PULSE_OK : SIM_PULSE_BAD_AMOUNT;
}
