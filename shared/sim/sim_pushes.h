/* sim_pushes.h -- what running pulses do to the people whom they reach (section 7.3, Pushes).
 *
 * Dose = strength * envelope; it works in proportion to how well the pulse suits the phase (stage
 * matching: Dijkstra et al. 2006; Lippke et al. 2010) and, when imposed, less on those who do not
 * want to (Lacerenza et al. 2017):
 *   x = dose * fit[phase] * (dutiful + (1 - dutiful) * willen if forced)
 *   push[v] += amplitude * x for the conditions and readiness, amplitude * dose for the rest
 * The dose of a push is not divided by the team size.
 *
 * The slots of a team are taken into buffers of 8 or 16 lanes, so that every loop is a few vector
 * instructions without a rest. */
#ifndef SIM_PUSHES_H
#define SIM_PUSHES_H

#include "sim/sim_block.h"

#include <string.h>

#define WIDTH 16

struct reach {
    uint32_t lanes; /* 8 or 16 */
    int32_t phase[WIDTH];
    int32_t duty[WIDTH];    /* milli: how much of an imposed pulse gets through */
    int32_t attends[WIDTH]; /* of the pulse at hand: all ones, or 0 */
    int32_t dose[WIDTH];    /* of the pulse at hand, as it suits the member */
    int32_t load[WIDTH];
    int32_t push[SIM_PUSHES_COUNT][WIDTH];
};

static inline void reach_dose(struct reach *restrict a, const struct sim_running *r,
                      const struct sim_pulse *d, int32_t dose)
{
    const struct sim_by_phase fit = sim_by_phase_of(d->fit);

    for (uint32_t i = 0; i < (a->lanes & ~7u); i++)
        a->dose[i] = sim_umul(dose, sim_pick(fit, a->phase[i]));
    if (r->forced)
        for (uint32_t i = 0; i < (a->lanes & ~7u); i++)
            a->dose[i] = sim_umul(a->dose[i], a->duty[i]);
}

static inline void reach_push(struct reach *restrict a, const struct sim_effect *effect,
                              int32_t dose)
{
    int32_t what = effect->what;
    int32_t size = effect->amplitude < 0 ? -effect->amplitude : effect->amplitude;
    int32_t sign = effect->amplitude < 0 ? -1 : 0;

    if (effect->what >= SIM_PUSHES_PHASED) {
        int32_t all = sim_mul(effect->amplitude, dose);

        for (uint32_t i = 0; i < (a->lanes & ~7u); i++)
            a->push[what][i] += all & a->attends[i];
        return;
    }
    for (uint32_t i = 0; i < (a->lanes & ~7u); i++) /* (x ^ sign) - sign is x, or -x */
        a->push[what][i] += ((sim_umul(size, a->dose[i]) ^ sign) - sign) & a->attends[i];
}

static inline void reach_add(struct reach *restrict a, const struct sim_running *r,
                     const struct sim_pulse *d)
{
    int32_t env = sim_milli(r->env_u);
    int32_t dose = sim_umul(r->strength, env);
    int32_t load = sim_mul(d->load, env);
    uint32_t attend = r->attend;

    for (uint32_t i = 0; i < (a->lanes & ~7u); i++)
        a->attends[i] = -(int32_t)(attend >> i & 1);
    for (uint32_t i = 0; i < (a->lanes & ~7u); i++)
        a->load[i] += load & a->attends[i];
    if (d->pushes_count == 0 || dose == 0)
        return;
    reach_dose(a, r, d, dose);
    for (int k = 0; k < d->pushes_count; k++)
        reach_push(a, &d->pushes[k], dose);
}

static void pushes_week(const struct sim_team *team, struct sim_lanes *lanes, uint32_t first,
                        const struct sim_catalogue *catalogue, int32_t dutiful)
{
    size_t bytes = (size_t)team->members_count * sizeof(int32_t);
    struct reach reach, *a = &reach;

    memset(a, 0, sizeof *a);
    a->lanes = ((uint32_t)team->members_count + 7) & ~7u;
    memcpy(a->phase, &lanes->phase[first], bytes);
    memcpy(a->duty, &lanes->willen_u[first], bytes);
    for (uint32_t i = 0; i < (a->lanes & ~7u); i++)
        a->duty[i] = dutiful + sim_umul(1000 - dutiful, sim_milli(a->duty[i]));
    for (uint32_t i = 0; i < team->running_count; i++) {
        const struct sim_running *r = &team->running[i];
        const struct sim_pulse *d = &catalogue->pulses[r->pulse];

        if (r->env_u > 0 && r->attend != 0 && (d->pushes_count > 0 || d->load != 0))
            reach_add(a, r, d);
    }
    memcpy(&lanes->pulse_load[first], a->load, bytes);
    for (int v = 0; v < SIM_PUSHES_COUNT; v++)
        memcpy(&lanes->push[v][first], a->push[v], bytes);
}

#endif
