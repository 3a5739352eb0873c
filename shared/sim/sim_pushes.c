/* sim_pushes.c -- what running pulses do to the people whom they reach (section 7.3, Pushes).
 *
 * Dose = strength * envelope; it works in proportion to how well the pulse suits the phase (stage
 * matching: Dijkstra et al. 2006; Lippke et al. 2010) and, when imposed, less on those who do not
 * want to (Lacerenza et al. 2017):
 *   x = dose * fit[phase] * (dutiful + (1 - dutiful) * willen if forced)
 *   push[v] += amplitude * x for the conditions and readiness, amplitude * dose for the rest
 * The dose of a push is not divided by the team size. */
#include "sim/sim_block.h"

#include <string.h>

/* A team's lanes in a buffer of fixed size, so that the loops below have a constant length. */
#define WIDTH 16

struct reach {
    int32_t phase[WIDTH];
    int32_t duty[WIDTH];   /* milli: how much of an imposed pulse gets through */
    int32_t attends[WIDTH]; /* all ones or 0 */
    int32_t dose[WIDTH];
    int32_t load[WIDTH];
    int32_t push[SIM_PUSHES_COUNT][WIDTH];
};

static inline void reach_dose(struct reach *restrict a, const struct sim_running *r,
                              const struct sim_pulse *d, int32_t dose)
{
    int32_t by_phase[SIM_PHASES_COUNT];

    for (int phase = 0; phase < SIM_PHASES_COUNT; phase++)
        by_phase[phase] = sim_umul(dose, d->fit[phase]);
    for (uint32_t i = 0; i < WIDTH; i++)
        a->dose[i] = by_phase[a->phase[i]];
    if (r->forced)
        for (uint32_t i = 0; i < WIDTH; i++)
            a->dose[i] = sim_umul(a->dose[i], a->duty[i]);
}

static inline __attribute__((always_inline)) void reach_add(struct reach *restrict a,
                                                            const struct sim_running *r,
                                                            const struct sim_pulse *d)
{
    int32_t env = sim_milli(r->env_u);
    int32_t dose = sim_umul(r->strength, env);
    int32_t load = sim_mul(d->load, env);

    for (uint32_t i = 0; i < WIDTH; i++)
        a->attends[i] = -(r->attend >> i & 1);
    for (uint32_t i = 0; i < WIDTH; i++)
        a->load[i] += load & a->attends[i];
    if (d->pushes_count == 0 || dose == 0)
        return;
    reach_dose(a, r, d, dose);
    for (int k = 0; k < d->pushes_count; k++) {
        int32_t *restrict push = a->push[d->pushes[k].what];
        int32_t amplitude = d->pushes[k].amplitude;

        if (d->pushes[k].what >= SIM_PUSHES_PHASED) {
            int32_t all = sim_mul(amplitude, dose);

            for (uint32_t i = 0; i < WIDTH; i++)
                push[i] += all & a->attends[i];
        } else {
            int32_t size = amplitude < 0 ? -amplitude : amplitude;
            int32_t sign = amplitude < 0 ? -1 : 1;

            for (uint32_t i = 0; i < WIDTH; i++)
                push[i] += sign * (sim_umul(size, a->dose[i]) & a->attends[i]);
        }
    }
}

static inline __attribute__((always_inline)) void
pushes_week(const struct sim_team *team, struct sim_lanes *lanes, uint32_t first,
            const struct sim_catalogue *catalogue, const struct sim_rules *rules)
{
    size_t bytes = (size_t)team->members_count * sizeof(int32_t);
    int32_t dutiful = rules->p.dutiful;
    struct reach a;

    memset(&a, 0, sizeof a);
    memcpy(a.phase, &lanes->phase[first], bytes);
    for (int32_t i = 0; i < team->members_count; i++)
        a.duty[i] = dutiful + sim_umul(1000 - dutiful,
                                       sim_milli(lanes->willen_u[first + (uint32_t)i]));
    for (uint32_t i = 0; i < team->running_count; i++) {
        const struct sim_running *r = &team->running[i];
        const struct sim_pulse *d = &catalogue->pulses[r->pulse];

        if (r->env_u > 0 && r->attend != 0 && (d->pushes_count > 0 || d->load != 0))
            reach_add(&a, r, d);
    }
    memcpy(&lanes->pulse_load[first], a.load, bytes);
    for (int v = 0; v < SIM_PUSHES_COUNT; v++)
        memcpy(&lanes->push[v][first], a.push[v], bytes);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void
pushes_week_avx2(const struct sim_team *team, struct sim_lanes *lanes, uint32_t first,
                 const struct sim_catalogue *catalogue, const struct sim_rules *rules)
{
    pushes_week(team, lanes, first, catalogue, rules);
}
#endif

void sim_pushes_week(const struct sim_team *team, struct sim_lanes *lanes, uint32_t first,
                     const struct sim_catalogue *catalogue, const struct sim_rules *rules)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) {
        pushes_week_avx2(team, lanes, first, catalogue, rules);
        return;
    }
#endif
    pushes_week(team, lanes, first, catalogue, rules);
}
