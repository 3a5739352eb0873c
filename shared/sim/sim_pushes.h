/* sim_pushes.h -- what running pulses do to the people whom they reach (section 7.3, Pushes).
 *
 * Dose = strength * envelope; it works in proportion to how well the pulse suits the phase (stage
 * matching: Dijkstra et al. 2006; Lippke et al. 2010) and, when imposed, less on those who do not
 * want to (Lacerenza et al. 2017):
 *   x = dose * fit[phase] * (dutiful + (1 - dutiful) * willen if forced)
 *   push[v] += amplitude * x for the conditions and readiness, amplitude * dose for the rest
 * The dose of a push is not divided by the team size.
 *
 * A team is taken as 8 or 16 lanes; those beyond its members take part in nothing, so that adding
 * to them leaves the next team as it is. */
#ifndef SIM_PUSHES_H
#define SIM_PUSHES_H

#include "sim/sim_block.h"

#define WIDTH_MAX 16

static const int32_t slot_bit[WIDTH_MAX] = {1 << 0,  1 << 1,  1 << 2,  1 << 3, 1 << 4,  1 << 5,
                                            1 << 6,  1 << 7,  1 << 8,  1 << 9, 1 << 10, 1 << 11,
                                            1 << 12, 1 << 13, 1 << 14, 1 << 15};

/* A team whose pulses are at work. */
struct reach {
    int32_t past[SIM_PHASES_COUNT - 1][WIDTH_MAX]; /* Masks: beyond this phase. */
    int32_t reluctance[WIDTH_MAX];                 /* What an imposed pulse loses. */
    int32_t plain[WIDTH_MAX], phased[WIDTH_MAX];   /* Dose of the pulse at hand. */
};

SIM_ALWAYS_INLINE void reach_begin(struct reach *restrict reach, struct sim_lanes *restrict l,
                                   size_t first, const struct sim_rules *restrict rules,
                                   const size_t width)
{
    for (int v = 0; v < SIM_PUSHES_COUNT; v++)
        SIM_ROW_LOOP
    for (size_t i = 0; i < width; i++)
        l->push[v][first + i] = 0;
    SIM_ROW_LOOP
    for (size_t i = 0; i < width; i++) {
        int32_t phase = l->phase[first + i], willen = sim_lane_milli(l->willen_u[first + i]);

        l->pulse_load[first + i] = 0;
        for (int k = 0; k < SIM_PHASES_COUNT - 1; k++)
            reach->past[k][i] = -(phase > k);
        reach->reluctance[i] =
            1000 - rules->p->dutiful - sim_lane_part(willen, rules->part.unwilling);
    }
}

/* The doses of the pulse in `lane` on each member, and the work that it brings. */
SIM_ALWAYS_INLINE void reach_pulse(struct reach *restrict reach, struct sim_lanes *restrict l,
                                   size_t first, const struct sim_flow *restrict f, uint32_t lane,
                                   const size_t width)
{
    const struct sim_by_phase fit = f->touch[lane].fit;
    const int32_t attend = f->attend[lane], dose = f->dose[lane], extra = f->extra[lane];
    const int32_t forced = f->forced[lane];

    SIM_ROW_LOOP
    for (size_t i = 0; i < width; i++) {
        int32_t here = -((attend & slot_bit[i]) != 0);
        int32_t part = fit.first + (fit.rise[0] & reach->past[0][i]) +
                       (fit.rise[1] & reach->past[1][i]) + (fit.rise[2] & reach->past[2][i]) +
                       (fit.rise[3] & reach->past[3][i]);
        int32_t suits = sim_lane_part(dose, (uint32_t)part);

        l->pulse_load[first + i] += extra & here;
        reach->plain[i] = dose & here;
        reach->phased[i] = suits & here;
    }
    if (forced == 0)
        return;
    SIM_ROW_LOOP
    for (size_t i = 0; i < width; i++)
        reach->phased[i] = sim_lane_mul(reach->phased[i], 1000 - reach->reluctance[i]);
}

SIM_ALWAYS_INLINE void push_item(const struct reach *restrict reach, struct sim_lanes *restrict l,
                                 size_t first, const struct sim_push_item *item, const size_t width)
{
    const int32_t *restrict dose = item->what < SIM_PUSHES_PHASED ? reach->phased : reach->plain;
    const int32_t sign = item->sign;
    int32_t *restrict to = &l->push[item->what][first];

    SIM_ROW_LOOP
    for (size_t i = 0; i < width; i++) /* (x ^ sign) - sign is x, or -x */
        to[i] += (sim_lane_part(dose[i], item->part) ^ sign) - sign;
}

/* Pulses without dose and extra work, as those that are over or not yet begun, do nothing. */
SIM_ALWAYS_INLINE void pushes_of(struct sim_lanes *restrict l, size_t first,
                                 const struct sim_flow *restrict f, uint32_t t,
                                 const struct sim_rules *restrict rules, const size_t width)
{
    struct reach reach;
    uint32_t item = f->pushes_first[t];

    reach_begin(&reach, l, first, rules, width);
    for (uint32_t k = 0; k < f->count[t]; k++) {
        uint32_t lane = sim_flow_lane(f, t, k), end = f->touch[lane].pushes_end;

        if ((f->dose[lane] | f->extra[lane]) != 0 && (end > item || f->extra[lane] != 0)) {
            reach_pulse(&reach, l, first, f, lane, width);
            for (; item < end; item++)
                push_item(&reach, l, first, &f->push_item[item], width);
        }
        item = end;
    }
}

SIM_STAGE void pushes_week(struct sim_block *block, uint32_t t, const struct sim_rules *rules)
{
    struct sim_lanes *l = &block->lanes;
    size_t first = block->first[t];

    /* Widths as constants: no loop over what is left. */
    if (block->columns.members_count[t] <= 8)
        pushes_of(l, first, &block->flow, t, rules, 8);
    else
        pushes_of(l, first, &block->flow, t, rules, WIDTH_MAX);
}

#undef WIDTH_MAX
#endif
