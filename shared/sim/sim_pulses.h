/* sim_pulses.h -- pulses under way: how strong they work, and what that makes of the factors.
 *
 * M7 Dose (maturity report, preconditions; Durlak & DuPre 2008). A pulse works by implementation,
 *    attention, coherence over levels, freshness and the four preconditions P:
 *      strength = quality * stretch * attention * coherence * freshness
 *                 * product over q of (1 - need[q] * (1 - P[q]))              all in milli
 * M8 Coercion (Van Steenbergen 2018; Bordia 2004). Imposed change costs autonomy and trust from the
 *    day it is announced, less if there is a say and openness:
 *      threat = min(cap, sum of change * coercion * pressure * (1 - openness * TRA))
 * M9 Promise (Schelvis 2017). Asking people along and then not delivering costs trust:
 *      gap = min(cap, cost * max over pulses of up * max(0, bar - strength) * envelope)
 *
 * Source: shared/sim/README.md, "7.2 Pulses". */
#ifndef SIM_PULSES_H
#define SIM_PULSES_H

#include "sim/sim_block.h"
#include "sim/sim_factors.h"
#include "sim/sim_why.h"

#include <assert.h>
#include <string.h>

/* Below this a pulse counts neither for attention nor for coherence; below the other it is gone. */
#define ENVELOPE_FELT   200
#define ENVELOPE_GONE_U 20000
#define PRESSURE_GONE   20000000

/* --- envelopes ------------------------------------------------------------------------------- */

/* All pulses of the block a week later: building up, at full strength, or fading. */
SIM_STAGE void envelopes(struct sim_flow *restrict f, struct sim_divisor threat_fade)
{
    const uint32_t count = f->rows * SIM_ABREAST;

    SIM_LANES_LOOP
    for (uint32_t i = 0; i < (count & ~7u); i++) {
        int32_t age = f->age[i], ramp = f->ramp[i], change = f->change[i];
        int32_t env_u = f->env_u[i], pressure_u = f->pressure_u[i];
        int32_t active = -(age < f->end[i]), here = -(age >= 0), built = -(age >= ramp);
        int32_t rising = active & ~built;
        /* Either division is asked, never both. */
        int32_t up = f->rest[i] * (age + 1), down = env_u + f->fade_half[i];
        int32_t n = (up & rising) | (down & ~rising);
        int32_t m = (f->ramp_reciprocal[i] & rising) | (f->fade_reciprocal[i] & ~rising);
        int32_t scale = (f->ramp_scale[i] & rising) | (f->fade_scale[i] & ~rising);
        int32_t part = sim_lane_divide_each(n, (uint32_t)m, (uint32_t)scale);
        int32_t risen = f->rise[i] * (age + 1) + part;
        int32_t next = (risen & rising) | (1000000 & active & built) | ((env_u - part) & ~active);

        env_u = (next & here) | (env_u & ~here);
        pressure_u -= sim_lane_divide(pressure_u + threat_fade.half, threat_fade) & built;

        int32_t alive = f->alive[i] & (active | -(env_u >= ENVELOPE_GONE_U) |
                                       -(pressure_u * change >= PRESSURE_GONE));
        int32_t env = sim_lane_milli(env_u & alive);
        int32_t sign = f->load_sign[i];

        f->age[i] = age + 1;
        f->alive[i] = alive;
        f->wake[i] = here & active & alive & (~f->began[i] | f->drops[i]);
        f->env_u[i] = env_u & alive;
        f->env[i] = env;
        f->pressure_u[i] = pressure_u & alive;
        f->extra[i] = (sim_lane_part(env, (uint32_t)f->load_part[i]) ^ sign) - sign;
    }
}

/* Who takes part: everybody it is meant for if imposed or not personal, else who cares to join. */
static uint32_t attendance(const struct sim_team *team, const struct sim_running *r, bool personal,
                           const struct sim_lanes *lanes, uint32_t first,
                           const struct sim_parameters *p)
{
    uint32_t stream = sim_stream(team->seed, SIM_DRAW_ATTEND, r->start);
    uint32_t attend = 0;

    if (r->forced || !personal)
        return r->mask;
    for (uint32_t i = 0; i < (uint32_t)team->members_count; i++) {
        int32_t chance = p->attend_base +
                         sim_umul(sim_milli(lanes->willen_u[first + i]), p->attend_will) +
                         sim_umul(r->up, p->attend_up);

        if ((r->mask >> i & 1) && lanes->vacant[first + i] == 0 &&
            sim_below(stream, i + 16 * r->number, 1000) < chance)
            attend |= 1u << i;
    }
    return attend;
}

static uint32_t drop_out(const struct sim_team *team, int32_t week, uint32_t number,
                         uint32_t attend, int32_t drop_ppm)
{
    uint32_t stream = sim_stream(team->seed, SIM_DRAW_DROP, week);
    uint32_t left = 0;

    for (uint32_t i = 0; i < (uint32_t)team->members_count; i++)
        if ((attend >> i & 1) && sim_millionth(sim_bits(stream, i + 16 * number)) < drop_ppm)
            left |= 1u << i;
    return attend & ~left;
}

static void attend_set(struct sim_flow *f, uint32_t lane, uint32_t attend)
{
    f->attend[lane] = (int32_t)attend;
    if (f->personal[lane])
        f->people[lane] = __builtin_popcount(attend);
}

static void attend_again(struct sim_block *block, uint32_t t, uint32_t lane, uint32_t attend)
{
    const struct sim_who who = who_of(block, t);

    attend_set(&block->flow, lane, attend);
    pulse_suit(&block->flow, lane, &who);
}

/* A pulse that begins, or that people may drop out of: the k-th of team `t`. */
static void join(struct sim_block *block, uint32_t t, uint32_t k,
                 const struct sim_catalogue *catalogue, const struct sim_parameters *p)
{
    struct sim_flow *f = &block->flow;
    const struct sim_team *team = block->team[t];
    const struct sim_running *r = &team->running[k];
    const struct sim_pulse *d = &catalogue->pulses[r->pulse];
    uint32_t lane = sim_flow_lane(f, t, k);

    if (!f->began[lane])
        attend_again(block, t, lane,
                     attendance(team, r, d->personal, &block->lanes, block->first[t], p));
    f->began[lane] = -1;
    if (d->drop_ppm > 0)
        attend_again(block, t, lane,
                     drop_out(team, block->columns.week[t], r->number, (uint32_t)f->attend[lane],
                              d->drop_ppm));
}

/* The few pulses that begin, or that people may drop out of. */
static void joining(struct sim_block *block, const struct sim_catalogue *catalogue,
                    const struct sim_parameters *p)
{
    const struct sim_flow *f = &block->flow;

    for (size_t row = 0; row < f->rows; row++) {
        const int32_t *wake = &f->wake[row * SIM_ABREAST];
        int32_t any = 0;

        SIM_ROW_LOOP
        for (size_t j = 0; j < SIM_ABREAST; j++)
            any |= wake[j];
        for (uint32_t j = 0; any != 0 && j < SIM_ABREAST; j++) {
            if (wake[j] && block->teams_count > 1)
                join(block, j, (uint32_t)row, catalogue, p);
            else if (wake[j])
                join(block, 0, (uint32_t)row * SIM_ABREAST + j, catalogue, p);
        }
    }
}

/* --- dose ------------------------------------------------------------------------------------ */

/* What all pulses of a team share this week, a column per team; of one team the same in all
 * columns, as its pulses lie in all. */
struct tide {
    int32_t hours[SIM_ABREAST], busy[SIM_ABREAST], layers[SIM_ABREAST], change[SIM_ABREAST];
    int32_t ups[SIM_ABREAST], weight[SIM_ABREAST], threat[SIM_ABREAST], gap[SIM_ABREAST];
    int32_t over[SIM_ABREAST];      /* the leader's hours beyond capacity, in proportion to it */
    int32_t stretch[SIM_ABREAST];   /* parts: what is left of a pulse by the leader's hours, */
    int32_t attention[SIM_ABREAST]; /* as beyond a handful initiatives share attention, */
    int32_t coherence[SIM_ABREAST]; /* as layers move together, carried by the vision */
    int32_t lack[SIM_PRECONDITIONS_COUNT][SIM_ABREAST];
    int32_t half[SIM_ABREAST], head[SIM_ABREAST]; /* to divide by the size of the team */
};

#define TIDE_SUMS(X) X(hours) X(busy) X(layers) X(change) X(ups) X(weight) X(threat)

/* Hours asked, initiatives felt, change under way, participation, imposed pressure (M8). */
SIM_STAGE void tide_sum(struct tide *restrict tide, const struct sim_flow *restrict f)
{
#define X(name) int32_t name[SIM_ABREAST] = {0};
    TIDE_SUMS(X)
#undef X
    for (size_t row = 0; row < f->rows; row++) {
        SIM_ROW_LOOP
        for (size_t j = 0; j < SIM_ABREAST; j++) {
            size_t i = row * SIM_ABREAST + j;
            int32_t env = f->env[i];
            int32_t felt = -(env >= ENVELOPE_FELT) & f->initiative[i];

            hours[j] += f->hours[i] & -(f->age[i] <= f->end[i]); /* It is a week older by now. */
            busy[j] -= felt & -(f->age[i] <= f->news[i]);
            layers[j] |= f->layer[i] & felt;
            change[j] += f->change[i] & felt;
            ups[j] += (env * f->up[i]) & felt;
            weight[j] += env & felt;
            threat[j] +=
                sim_lane_part(sim_lane_milli(f->pressure_u[i]), (uint32_t)f->imposed_part[i]);
        }
    }
#define X(name) memcpy(tide->name, name, sizeof name);
    TIDE_SUMS(X)
#undef X
}

/* One team has its pulses in all columns: together in the first. */
static void tide_gather(struct tide *tide)
{
    for (int j = 1; j < SIM_ABREAST; j++) {
        tide->hours[0] += tide->hours[j];
        tide->busy[0] += tide->busy[j];
        tide->layers[0] |= tide->layers[j];
        tide->change[0] += tide->change[j];
        tide->ups[0] += tide->ups[j];
        tide->weight[0] += tide->weight[j];
        tide->threat[0] += tide->threat[j];
    }
}

/* What the leader's hours and the team's attention leave of each (sim_block.h). */
static void tide_strain(struct tide *tide, const struct sim_columns *c,
                        const struct sim_parameters *p, uint32_t columns)
{
    for (uint32_t j = 0; j < columns; j++) {
        int32_t used = 1000 * sim_max(0, tide->hours[j]) / c->leader_hours[j];

        tide->over[j] = sim_clamp(used - 1000);
        tide->stretch[j] = (int32_t)sim_part_of(sim_carried(used, p));
        tide->attention[j] = (int32_t)sim_part_of(sim_attention(tide->busy[j], p));
    }
}

/* And the layers that move together; all of it ready for doses. */
SIM_STAGE void tide_measure(struct tide *restrict tide, const struct sim_columns *restrict c,
                            const int32_t *restrict f, const struct sim_parameters *restrict p,
                            const size_t columns)
{
    SIM_ROW_LOOP
    for (size_t j = 0; j < columns; j++) {
        int32_t layers = tide->layers[j] - (tide->layers[j] >> 1 & 0x55);

        layers = (layers & 0x33) + (layers >> 2 & 0x33); /* Counts bits. */

        int32_t others = sim_max(0, (layers & 15) + (layers >> 4) - 1);
        int32_t step =
            (int32_t)((uint32_t)(p->coh_step * others * f[SIM_VIS * columns + j]) / 500u);
        int32_t coherence = sim_min(p->coh_cap, p->coh_base + step);

        tide->coherence[j] = (int32_t)sim_part_of(coherence);
        for (int q = 0; q < SIM_PRECONDITIONS_COUNT; q++)
            tide->lack[q][j] = 1000 - c->precondition[q][j];
        tide->half[j] = c->members_count[j] >> 1;
        tide->head[j] = c->head[j];
    }
}

/* And what follows from that, in all again. */
static void same(int32_t column[SIM_ABREAST])
{
    const int32_t value = column[0];

    SIM_ROW_LOOP
    for (size_t j = 0; j < SIM_ABREAST; j++)
        column[j] = value;
}

static void tide_spread(struct tide *tide)
{
    same(tide->stretch);
    same(tide->attention);
    same(tide->coherence);
    for (int q = 0; q < SIM_PRECONDITIONS_COUNT; q++)
        same(tide->lack[q]);
    same(tide->half);
    same(tide->head);
}

/* Strength and dose of all (M7), and the greatest promise not kept (M9). A personal pulse works on
 * the factors as far as people take part: dose * people / members. */
SIM_STAGE void doses(struct sim_flow *restrict f, struct tide *restrict tide, int32_t promise_bar)
{
    int32_t gap[SIM_ABREAST] = {0};

#define NEED(s, q)                                                                                 \
    sim_lane_mul(s, 1000 - sim_lane_part(tide->lack[q][j], (uint32_t)f->need##q##_part[i]))
    for (size_t row = 0; row < f->rows; row++) {
        SIM_ROW_LOOP
        for (size_t j = 0; j < SIM_ABREAST; j++) {
            size_t i = row * SIM_ABREAST + j;
            int32_t s = sim_lane_part(f->quality[i], (uint32_t)tide->stretch[j]);

            s = sim_lane_part(s, (uint32_t)tide->attention[j]);
            s = sim_lane_part(s, (uint32_t)tide->coherence[j]);
            s = sim_lane_part(s, (uint32_t)f->fresh_part[i]);
            s = NEED(NEED(NEED(NEED(s, 0), 1), 2), 3);
            s = (s & f->initiative[i]) | (1000 & ~f->initiative[i]);

            int32_t env = f->env[i], dose = sim_lane_mul(s, env);
            int32_t felt = -(env >= ENVELOPE_FELT) & f->initiative[i];
            int32_t missed = sim_lane_part(sim_max(0, promise_bar - s), (uint32_t)f->up_part[i]);

            int32_t suited = sim_min(SIM_DOSE_MAX, sim_lane_mul_wide(dose, f->suit[i]));

            gap[j] = sim_max(gap[j], sim_lane_mul(missed, env) & felt);
            f->strength[i] = s;
            f->dose[i] = dose;
            f->lift[i] = ((suited * f->people[i] + tide->half[j]) * tide->head[j]) >> 19;
        }
    }
#undef NEED
    memcpy(tide->gap, gap, sizeof gap);
}

/* Pressure, promises and fatigue (M8, M9), out of the factors of last week; ups becomes how much
 * the running pulses come from below, or -1 when none runs. */
SIM_STAGE void tide_end(struct sim_columns *restrict c, struct tide *restrict tide,
                        const int32_t *restrict f, const struct sim_rules *restrict rules,
                        const size_t columns)
{
    const struct sim_parameters *restrict p = rules->p;

    SIM_ROW_LOOP
    for (size_t j = 0; j < columns; j++) {
        int32_t softened =
            sim_umul(tide->threat[j], 1000 - sim_umul(p->openness, f[SIM_TRA * columns + j]));
        int32_t fatigue = sim_min(500, sim_umul(tide->change[j], p->fatigue_rate));

        c->hours[j] = tide->hours[j];
        c->threat[j] = sim_min(softened, p->threat_cap);
        c->gap[j] = sim_min(sim_umul(tide->gap[j], p->promise_cost), p->promise_cap);
        c->fatigue_u[j] = sim_lane_relax(c->fatigue_u[j], fatigue, rules->by.tau_fatigue);
    }
    for (size_t j = 0; j < columns; j++)
        tide->ups[j] = tide->weight[j] > 0 ? sim_udiv(tide->ups[j], tide->weight[j]) : -1;
}

/* --- the week ------------------------------------------------------------------------------- */

/* The pulses of a week, and what it leaves in the base levels. ups: per team, see tide_end. */
static void pulses_week(struct sim_block *block, struct sim_why_week *trace,
                        int32_t ups[SIM_ABREAST])
{
    const struct sim_catalogue *catalogue = block->catalogue;
    const struct sim_rules *rules = &block->rules;
    struct sim_flow *f = &block->flow;
    struct sim_columns *c = &block->columns;
    struct tide tide;

    envelopes(f, rules->by.threat_fade);
    joining(block, catalogue, rules->p);
    tide_sum(&tide, f);
    if (block->teams_count > 1) {
        tide_strain(&tide, c, rules->p, SIM_ABREAST);
        tide_measure(&tide, c, block->ground.f, rules->p, SIM_ABREAST);
        doses(f, &tide, rules->p->promise_bar);
        tide_end(c, &tide, block->ground.f, rules, SIM_ABREAST);
    } else {
        tide_gather(&tide);
        tide_strain(&tide, c, rules->p, 1);
        tide_measure(&tide, c, block->ground.f, rules->p, 1);
        tide_spread(&tide);
        doses(f, &tide, rules->p->promise_bar);
        for (int j = 1; j < SIM_ABREAST; j++)
            tide.gap[0] = sim_max(tide.gap[0], tide.gap[j]);
        tide_end(c, &tide, block->ground.f, rules, 1);
    }
    memcpy(ups, tide.ups, sizeof tide.ups);
    if (trace != NULL)
        note_pulses(trace, block->team[0], f, catalogue);
    factors_week(block, tide.over, trace);
}

/* People left: pulses that work through who takes part go on without them. */
static void pulses_leave(struct sim_flow *f, uint32_t t, uint32_t left)
{
    for (uint32_t k = 0; k < f->count[t]; k++) {
        uint32_t i = sim_flow_lane(f, t, k);

        if (f->personal[i])
            attend_set(f, i, (uint32_t)f->attend[i] & ~left);
    }
}

/* Changes of people loosen the implementation of whatever runs, happenings excepted. */
static void pulses_disrupt(struct sim_flow *f, uint32_t t, int32_t share)
{
    for (uint32_t k = 0; k < f->count[t]; k++) {
        uint32_t i = sim_flow_lane(f, t, k);

        if (f->initiative[i])
            f->quality[i] = sim_umul(f->quality[i], 1000 - share);
    }
}

#endif
