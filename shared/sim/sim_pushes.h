/* sim_pushes.h -- what running pulses do to the people whom they reach.
 * Source: shared/sim/README.md, "7.3 People".
 *
 * Dose = strength * envelope. It works in proportion to how well the pulse suits the phase against
 * how it suits people in general (stage matching: Dijkstra et al. 2006; Lippke et al. 2010; Krebs
 * et al. 2010), more on whom the dilemma is about (Durlak & DuPre 2008: few and well carried), and,
 * when imposed, less on those who do not want to (Lacerenza et al. 2017):
 *   x = dose * fit[phase] * focus * (dutiful + (1 - dutiful) * willen if forced)
 *   push[ready] += amplitude * dose * pull[phase] * focus
 *   push[v] += amplitude * x for the conditions, amplitude * dose for the rest
 *   misfit  += grate[phase] * envelope * (aside for whom it is not about)
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
    int32_t plain[WIDTH_MAX], phased[WIDTH_MAX];   /* Dose of the pulse at hand, */
    int32_t pull[WIDTH_MAX];                       /* and what of it makes ready to move on. */
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

        l->pulse_load[first + i] = l->misfit[first + i] = 0;
        for (int k = 0; k < SIM_PHASES_COUNT - 1; k++)
            reach->past[k][i] = -(phase > k);
        reach->reluctance[i] =
            1000 - rules->p->dutiful - sim_lane_part(willen, rules->part.unwilling);
    }
}

/* A value per phase, for a lane of the team. */
#define PICK(table, i)                                                                             \
    ((table).first + ((table).rise[0] & reach->past[0][i]) +                                       \
     ((table).rise[1] & reach->past[1][i]) + ((table).rise[2] & reach->past[2][i]) +               \
     ((table).rise[3] & reach->past[3][i]))

/* The work that the pulse in `lane` brings. */
SIM_ALWAYS_INLINE void reach_load(struct sim_lanes *restrict l, size_t first,
                                  const struct sim_flow *restrict f, uint32_t lane,
                                  const size_t width)
{
    const int32_t attend = f->attend[lane], extra = f->extra[lane];

    SIM_ROW_LOOP
    for (size_t i = 0; i < width; i++)
        l->pulse_load[first + i] += extra & -((attend & slot_bit[i]) != 0);
}

/* The doses of the pulse in `lane` on each member. */
SIM_ALWAYS_INLINE void reach_pulse(struct reach *restrict reach, const struct sim_flow *restrict f,
                                   uint32_t lane, const size_t width)
{
    const struct sim_by_phase fit = f->touch[lane].meets.fit, pull = f->touch[lane].meets.pull;
    const int32_t attend = f->attend[lane], dose = f->dose[lane];
    const int32_t about = f->about[lane], near = f->near[lane], far = f->far[lane];
    const int32_t forced = f->forced[lane];

    SIM_ROW_LOOP
    for (size_t i = 0; i < width; i++) {
        int32_t here = -((attend & slot_bit[i]) != 0);
        int32_t focus = (about & slot_bit[i]) != 0 ? near : far;
        int32_t suits = sim_lane_mul_wide(sim_lane_mul_wide(dose, PICK(fit, i)), focus);
        int32_t ready = sim_lane_mul_signed(sim_lane_mul_signed(dose, PICK(pull, i)), focus);

        reach->plain[i] = dose & here;
        reach->phased[i] = sim_min(suits, SIM_DOSE_MAX) & here;
        reach->pull[i] = sim_min(sim_max(ready, -SIM_DOSE_MAX), SIM_DOSE_MAX) & here;
    }
    if (forced == 0)
        return;
    SIM_ROW_LOOP
    for (size_t i = 0; i < width; i++)
        reach->phased[i] = sim_lane_mul(reach->phased[i], 1000 - reach->reluctance[i]);
}

/* Where a pulse does not suit the phase it grates: most for whom it is aimed at. */
SIM_ALWAYS_INLINE void reach_grate(const struct reach *restrict reach, struct sim_lanes *restrict l,
                                   size_t first, const struct sim_flow *restrict f, uint32_t lane,
                                   const size_t width)
{
    const struct sim_by_phase grate = f->touch[lane].meets.grate;
    const int32_t attend = f->attend[lane], about = f->about[lane], env = f->env[lane];
    const int32_t aside = f->aside[lane];

    SIM_ROW_LOOP
    for (size_t i = 0; i < width; i++) {
        int32_t here = -((attend & slot_bit[i]) != 0);
        int32_t counts = (about & slot_bit[i]) != 0 ? 1000 : aside;
        int32_t grates = sim_lane_mul_wide(sim_lane_mul_wide(PICK(grate, i), env), counts);

        l->misfit[first + i] += grates & here;
    }
}
#undef PICK

SIM_ALWAYS_INLINE void push_item(const struct reach *restrict reach, struct sim_lanes *restrict l,
                                 size_t first, const struct sim_push_item *item, const size_t width)
{
    const int32_t *restrict dose = item->what == SIM_PUSH_READY     ? reach->pull
                                   : item->what < SIM_PUSHES_PHASED ? reach->phased
                                                                    : reach->plain;
    const int32_t lowers = item->sign;
    int32_t *restrict to = &l->push[item->what][first];

    SIM_ROW_LOOP
    for (size_t i = 0; i < width; i++) { /* (x ^ sign) - sign is x, or -x */
        int32_t minus = dose[i] >> 31, sign = minus ^ lowers;

        to[i] += (sim_lane_part((dose[i] ^ minus) - minus, item->part) ^ sign) - sign;
    }
}

SIM_ALWAYS_INLINE void reach_end(struct sim_lanes *restrict l, size_t first, const size_t width)
{
    SIM_ROW_LOOP
    for (size_t i = 0; i < width; i++)
        l->misfit[first + i] = sim_min(l->misfit[first + i], SIM_MISFIT_MAX);
}

/* Pulses that are over or not yet begun do nothing. */
SIM_ALWAYS_INLINE void pushes_of(struct sim_lanes *restrict l, size_t first,
                                 const struct sim_flow *restrict f, uint32_t t,
                                 const struct sim_rules *restrict rules, const size_t width)
{
    struct reach reach;
    uint32_t item = f->pushes_first[t];

    reach_begin(&reach, l, first, rules, width);
    for (uint32_t k = 0; k < f->count[t]; k++) {
        uint32_t lane = sim_flow_lane(f, t, k), end = f->touch[lane].pushes_end;

        if ((f->touch[lane].grates & f->env[lane]) != 0)
            reach_grate(&reach, l, first, f, lane, width);
        if (f->extra[lane] != 0)
            reach_load(l, first, f, lane, width);
        if (f->dose[lane] != 0 && end > item) {
            reach_pulse(&reach, f, lane, width);
            for (; item < end; item++)
                push_item(&reach, l, first, &f->push_item[item], width);
        }
        item = end;
    }
    reach_end(l, first, width);
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
