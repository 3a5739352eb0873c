/* sim_pushes.h -- what running pulses do to the people whom they reach (section 7.3, Pushes).
 *
 * Dose = strength * envelope; it works in proportion to how well the pulse suits the phase (stage
 * matching: Dijkstra et al. 2006; Lippke et al. 2010) and, when imposed, less on those who do not
 * want to (Lacerenza et al. 2017):
 *   x = dose * fit[phase] * (dutiful + (1 - dutiful) * willen if forced)
 *   push[v] += amplitude * x for the conditions and readiness, amplitude * dose for the rest
 * The dose of a push is not divided by the team size.
 *
 * First the doses of every pulse on every member, then all pushes one after the other: two loops
 * without branches. A team is taken as 8 or 16 lanes; those beyond its members take part in
 * nothing, so that adding to them leaves the next team as it is. */
#ifndef SIM_PUSHES_H
#define SIM_PUSHES_H

#include "sim/sim_block.h"

/* What a pulse does to each member: not depending on the phase, and depending on it. */
#define WIDTH 16
struct reach {
    int32_t dose[2][WIDTH];
};

static const int32_t slot_bit[WIDTH] = {1 << 0,  1 << 1,  1 << 2,  1 << 3, 1 << 4,  1 << 5,
                                        1 << 6,  1 << 7,  1 << 8,  1 << 9, 1 << 10, 1 << 11,
                                        1 << 12, 1 << 13, 1 << 14, 1 << 15};

/* Widths are multiples of 8, and told so to compilers: no rest of a loop to care for. */
static void reach_all(struct reach *restrict reach, struct sim_lanes *restrict l, uint32_t first,
                      const struct sim_flow *restrict f, uint32_t t, int32_t dutiful,
                      uint32_t width)
{
    const uint32_t pulses = f->first[t], count = f->count[t];
    int32_t phase[WIDTH], reluctance[WIDTH], load[WIDTH];

    SIM_LANES_LOOP
    for (uint32_t i = 0; i < (width & ~7u); i++) {
        int32_t willen = sim_lane_milli(l->willen_u[first + i]);

        load[i] = 0;
        phase[i] = l->phase[first + i];
        reluctance[i] = 1000 - dutiful - sim_lane_mul(1000 - dutiful, willen);
    }
    for (int v = 0; v < SIM_PUSHES_COUNT; v++)
        SIM_LANES_LOOP
    for (uint32_t i = first; i < first + (width & ~7u); i++)
        l->push[v][i] = 0;
    for (uint32_t k = 0; k < count; k++) {
        uint32_t lane = pulses + k;
        const struct sim_by_phase fit = f->fit[lane];
        const int32_t attend = f->attend[lane], dose = f->dose[lane], extra = f->extra[lane];
        const int32_t forced = f->forced[lane];
        int32_t *restrict plain = reach[k].dose[0], *restrict phased = reach[k].dose[1];

        SIM_LANES_LOOP
        for (uint32_t i = 0; i < (width & ~7u); i++) {
            int32_t here = -((attend & slot_bit[i]) != 0);
            int32_t suits = sim_lane_mul(dose, sim_pick(fit, phase[i]));

            load[i] += extra & here;
            plain[i] = dose & here;
            phased[i] = sim_lane_mul(suits, 1000 - (reluctance[i] & forced)) & here;
        }
    }
    SIM_LANES_LOOP
    for (uint32_t i = 0; i < (width & ~7u); i++)
        l->pulse_load[first + i] = load[i];
}

static void push_all(const struct reach *restrict reach, struct sim_lanes *restrict l,
                     uint32_t first, const struct sim_flow *restrict f, uint32_t t, uint32_t width)
{
    const uint32_t end = f->pushes_first[t + 1];

    for (uint32_t k = f->pushes_first[t]; k < end; k++) {
        const struct sim_push_item *item = &f->pushes[k];
        const int32_t *restrict dose =
            reach[item->lane - f->first[t]].dose[item->what < SIM_PUSHES_PHASED];
        const int32_t size = item->size, sign = item->sign;
        int32_t *restrict to = &l->push[item->what][first];

        SIM_LANES_LOOP
        for (uint32_t i = 0; i < (width & ~7u); i++) /* (x ^ sign) - sign is x, or -x */
            to[i] += (sim_lane_mul(size, dose[i]) ^ sign) - sign;
    }
}

static void pushes_week(struct sim_block *block, uint32_t t, int32_t dutiful)
{
    struct reach reach[SIM_RUNNING_MAX];
    struct sim_lanes *l = &block->lanes;
    uint32_t first = block->first[t];
    uint32_t width = ((uint32_t)block->team[t]->members_count + 7) & ~7u;

    reach_all(reach, l, first, &block->flow, t, dutiful, width);
    push_all(reach, l, first, &block->flow, t, width);
}

#undef WIDTH
#endif
