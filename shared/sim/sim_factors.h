/* sim_factors.h -- what running pulses make of the factors, and of their base levels:
 * shared/sim/README.md, "7.2 Pulses" from Lifts on, and "7.4 The team".
 *
 * Every pulse raises or lowers a few factors by its dose; what it embeds settles in the base level.
 * An item is one factor of one pulse: their amounts are computed side by side, then added up one
 * after the other, as each goes elsewhere. */
#ifndef SIM_FACTORS_H
#define SIM_FACTORS_H

#include "sim/sim_block.h"
#include "sim/sim_why.h"

#include <string.h>

/* What raises each factor and what lowers it; and the same of its base level. As struct sim_ground,
 * what lowers after what raises. */
struct lifted {
    int32_t now[2 * SIM_GROUND];
    int32_t settles[2 * SIM_GROUND];
};

/* What every lift item of a team comes to this week. */
#define LIFTS_MAX (SIM_RUNNING_MAX * SIM_PULSE_LIFTS_MAX)
struct lifting {
    int32_t dose[LIFTS_MAX];
    int32_t amount[LIFTS_MAX];  /* of the factor */
    int32_t settles[LIFTS_MAX]; /* of its base level, micro */
};

/* The amounts of the `count` items from `first` on; up to the next multiple of 8, for whole
 * vectors. */
SIM_STAGE void lift_amounts(struct lifting *restrict lifting, const struct sim_flow *restrict f,
                            size_t first, size_t count, int32_t vision)
{
    const uint32_t *restrict part = &f->lift_item.part[first];
    const int32_t *restrict embed = &f->lift_item.embed[first];
    const uint16_t *restrict lane = &f->lift_item.lane[first];
    const size_t end = (count + 7) & ~(size_t)7;

    for (size_t k = 0; k < count; k++)
        lifting->dose[k] = f->lift[lane[k]];
    for (size_t k = count; k < end; k++)
        lifting->dose[k] = 0;
    SIM_LANES_LOOP
    for (size_t k = 0; k < (end & ~(size_t)7); k++) {
        int32_t amount = sim_lane_part(lifting->dose[k], part[k]);

        lifting->amount[k] = amount;
        lifting->settles[k] = sim_lane_mul_wide(amount * embed[k], vision);
    }
}

/* What the pulses of team `t` do to its factors. */
SIM_STAGE void lifts(struct lifted *restrict lifted, struct lifting *restrict lifting,
                     const struct sim_flow *restrict f, uint32_t t, int32_t vision, size_t columns)
{
    const size_t first = f->lifts_first[t], count = f->lifts_first[t + 1] - first;
    const uint8_t *restrict target = &f->lift_item.target[first];
    int32_t *restrict now = &lifted->now[t], *restrict settles = &lifted->settles[t];

    lift_amounts(lifting, f, first, count, vision);
    for (size_t k = 0; k < count; k++) {
        size_t to = target[k] * columns;

        now[to] += lifting->amount[k];
        settles[to] += lifting->settles[k];
    }
}

/* For explanations: which pulse raises or lowers what; who got which dose. */
static void note_pulses(struct sim_why_week *trace, const struct sim_team *team,
                        const struct sim_flow *f, const struct sim_catalogue *catalogue)
{
    for (uint32_t k = 0; k < f->lifts_first[1]; k++) {
        uint32_t lane = f->lift_item.lane[k];
        int32_t target = f->lift_item.target[k];
        const struct sim_running *r = &team->running[lane];
        int32_t size = sim_lane_part(f->lift[lane], f->lift_item.part[k]);
        bool lowers = target >= SIM_FACTORS_ROW;
        int32_t factor = lowers ? target - SIM_FACTORS_ROW : target;

        if (f->env[lane] > 0)
            trace->lifts[trace->lifts_count++] =
                (struct sim_why_lift){(uint16_t)factor, r->pulse, r->number, lowers ? -size : size};
    }
    for (uint32_t i = 0; i < f->count[0]; i++) {
        const struct sim_running *r = &team->running[i];

        if (catalogue->pulses[r->pulse].pushes_count > 0 && f->dose[i] > 0 && f->attend[i] != 0)
            trace->doses[trace->doses_count++] = (struct sim_why_dose){
                r->pulse, (uint16_t)f->attend[i], r->number, r->about, r->forced, f->dose[i]};
    }
}

/* The effective factors: the base plus or minus, in proportion to the room left. And what becomes
 * of the base levels: what is embedded settles as far as there is a vision, and all return slowly
 * to the old norm (7.4; nobody reads them in between). Not 0: some might have met an end of its
 * range on the way. */
SIM_STAGE int32_t factors(struct sim_ground *restrict g, int32_t *restrict next_u,
                          const struct lifted *restrict lifted, const struct sim_divisor norm_tau,
                          size_t columns)
{
    const size_t count = SIM_FACTORS_ROW * columns;
    const int32_t *restrict raise = lifted->now, *restrict settle = lifted->settles;
    const int32_t *restrict lower = raise + count;
    const int32_t *restrict unsettle = settle + count;
    int32_t beyond = 0;

    SIM_LANES_LOOP
    for (size_t i = 0; i < (count & ~(size_t)7); i++) {
        int32_t base_u = g->base_u[i], b = sim_lane_milli(base_u);
        int32_t up = sim_lane_mul(sim_min(raise[i], 1000), 1000 - b);
        int32_t down = sim_lane_mul(sim_min(lower[i], 1000), b);
        int32_t raised = base_u + settle[i], lowered = base_u - unsettle[i];

        g->f[i] = sim_clamp(b + up - down);
        beyond |= (raised > 1000000) | (lowered < 0);
        next_u[i] = sim_lane_relax(raised - unsettle[i], g->norm[i], norm_tau);
    }
    return beyond;
}

/* Where safety goes: up or down from its norm with the trust in the leader, against the trust that
 * the surroundings of old give (M17). */
static inline int32_t safe_norm(const struct sim_block *block, uint32_t t)
{
    const int32_t *norm = &block->ground.norm[t];
    const size_t n = block->columns_count;
    int32_t involved = sim_udiv(2 * norm[SIM_PAR * n] + norm[SIM_TRA * n] + norm[SIM_SAF * n], 4);
    int32_t usual =
        sim_udiv(2 * norm[SIM_LEA * n] + norm[SIM_TRA * n] + norm[SIM_SAF * n] + involved, 5);

    return sim_clamp(norm[SIM_SAF * n] +
                     sim_mul(block->columns.trust[t] - usual, block->rules.p->safe_trust));
}

/* The base levels of a team that may meet the ends of their range: one pulse after the other. */
static void levels_by_item(int32_t *next_u, const struct sim_block *block, uint32_t t,
                           int32_t vision)
{
    const struct sim_flow *f = &block->flow;
    const size_t first = f->lifts_first[t], count = f->lifts_first[t + 1] - first;
    const size_t columns = block->columns_count;
    int32_t base_u[SIM_FACTORS_ROW];
    struct lifting lifting;

    for (size_t i = 0; i < SIM_FACTORS_COUNT; i++)
        base_u[i] = block->ground.base_u[i * columns + t];
    lift_amounts(&lifting, f, first, count, vision);
    for (size_t k = 0; k < count; k++) {
        int32_t factor = f->lift_item.target[first + k], settles = lifting.settles[k];

        if (factor < SIM_FACTORS_ROW)
            base_u[factor] = sim_min(base_u[factor] + settles, 1000000);
        else
            base_u[factor - SIM_FACTORS_ROW] =
                sim_max(base_u[factor - SIM_FACTORS_ROW] - settles, 0);
    }
    for (size_t i = 0; i < SIM_FACTORS_COUNT; i++)
        next_u[i * columns + t] =
            sim_relax(base_u[i], block->ground.norm[i * columns + t], block->rules.by.norm_tau);
    next_u[SIM_SAF * columns + t] =
        sim_relax(base_u[SIM_SAF], safe_norm(block, t), block->rules.by.tau_safe);
}

/* What else happens to a factor: too little of the leader's time, newcomers' fresh view. */
SIM_STAGE void factors_end(struct sim_ground *restrict g, const struct sim_columns *restrict c,
                           const int32_t *restrict over, int32_t leader_cost, const size_t columns)
{
    SIM_ROW_LOOP
    for (size_t j = 0; j < columns; j++) {
        int32_t *f = &g->f[j];
        int32_t fresh = sim_link(f[SIM_INT * columns], f[SIM_SAF * columns]);

        f[SIM_LEA * columns] -= sim_umul(sim_umul(f[SIM_LEA * columns], over[j]), leader_cost);
        f[SIM_EXT * columns] =
            sim_clamp(f[SIM_EXT * columns] + sim_lane_mul(sim_lane_milli(c->blood_u[j]), fresh));
    }
}

static void note_factors(struct sim_why_week *trace, const struct sim_ground *g,
                         int32_t leader_before, int32_t outside_before)
{
    for (int i = 0; i < SIM_FACTORS_COUNT; i++)
        trace->base[i] = sim_milli(g->base_u[i]);
    memcpy(trace->f, g->f, sizeof trace->f);
    trace->overload = leader_before - g->f[SIM_LEA];
    trace->newcomers = g->f[SIM_EXT] - outside_before;
}

static void factors_week(struct sim_block *block, const int32_t over[SIM_ABREAST],
                         struct sim_why_week *trace)
{
    struct sim_ground *g = &block->ground;
    const struct sim_rules *rules = &block->rules;
    const int32_t *vision = block->columns.precondition[SIM_P2_VISION];
    const size_t columns = block->columns_count, count = SIM_FACTORS_ROW * columns;
    int32_t next_u[SIM_GROUND], leader_before, outside_before, beyond;
    struct lifted lifted;
    struct lifting lifting;

    for (size_t i = 0; i < 2 * count; i++)
        lifted.now[i] = lifted.settles[i] = 0;
    for (uint32_t t = 0; t < block->teams_count; t++)
        lifts(&lifted, &lifting, &block->flow, t, vision[t], columns);
    beyond = factors(g, next_u, &lifted, rules->by.norm_tau, columns);
    for (uint32_t t = 0; t < block->teams_count; t++) {
        size_t at = SIM_SAF * columns + t;

        next_u[at] = sim_relax(g->base_u[at] + lifted.settles[at] - lifted.settles[at + count],
                               safe_norm(block, t), rules->by.tau_safe);
    }
    if (beyond != 0)
        for (uint32_t t = 0; t < block->teams_count; t++)
            levels_by_item(next_u, block, t, vision[t]);
    leader_before = g->f[SIM_LEA];  /* As they lie when there is one team: */
    outside_before = g->f[SIM_EXT]; /* only then is it traced. */
    if (columns > 1)
        factors_end(g, &block->columns, over, rules->p->leader_cost, SIM_ABREAST);
    else
        factors_end(g, &block->columns, over, rules->p->leader_cost, 1);
    if (trace != NULL)
        note_factors(trace, g, leader_before, outside_before);
    for (size_t i = 0; i < count; i++)
        g->base_u[i] = next_u[i];
}

#endif
