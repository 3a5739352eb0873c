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
 * Source: simulation-model.md, section 7.2. */
#ifndef SIM_PULSES_H
#define SIM_PULSES_H

#include "sim/sim_block.h"
#include "sim/sim_why.h"

#include <assert.h>
#include <string.h>

/* Below this a pulse counts neither for attention nor for coherence; below the other it is gone. */
#define ENVELOPE_FELT   200
#define ENVELOPE_GONE_U 20000
#define PRESSURE_GONE   20000000

/* --- envelopes ------------------------------------------------------------------------------- */

/* All pulses of the block a week later: building up, at full strength, or fading. */
static void envelopes(struct sim_flow *restrict f, struct sim_divisor threat_fade)
{
    const uint32_t count = f->lanes_count;

    SIM_LANES_LOOP
    for (uint32_t i = 0; i < (count & ~7u); i++) {
        int32_t age = f->age[i], ramp = f->ramp[i], change = f->change[i];
        int32_t env_u = f->env_u[i], pressure_u = f->pressure_u[i];
        int32_t active = -(age < f->end[i]), here = -(age >= 0), built = -(age >= ramp);
        int32_t rising = active & ~built;
        /* Either division is asked, never both. */
        int32_t up = f->rest[i] * (age + 1), down = env_u + f->fade_half[i];
        int32_t n = (up & rising) | (down & ~rising);
        uint32_t m = (f->ramp_reciprocal[i] & (uint32_t)rising) |
                     (f->fade_reciprocal[i] & ~(uint32_t)rising);
        uint32_t scale =
            (f->ramp_scale[i] & (uint32_t)rising) | (f->fade_scale[i] & ~(uint32_t)rising);
        int32_t part = sim_lane_divide_each(n, m, scale);
        int32_t risen = f->rise[i] * (age + 1) + part;
        int32_t next = (risen & rising) | (1000000 & active & built) | ((env_u - part) & ~active);

        env_u = (next & here) | (env_u & ~here);
        pressure_u -= sim_lane_divide(pressure_u + threat_fade.half, threat_fade) & built;

        int32_t alive = f->alive[i] & (active | -(env_u >= ENVELOPE_GONE_U) |
                                       -(pressure_u * change >= PRESSURE_GONE));
        int32_t env = sim_lane_milli(env_u & alive);

        f->age[i] = age + 1;
        f->alive[i] = alive;
        f->wake[i] = here & active & alive & (~f->began[i] | f->drops[i]);
        f->env_u[i] = env_u & alive;
        f->env[i] = env;
        f->pressure_u[i] = pressure_u & alive;
        f->extra[i] = sim_lane_mul_signed(f->load[i], env);
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

static uint32_t drop_out(const struct sim_team *team, uint32_t number, uint32_t attend,
                         int32_t drop_ppm)
{
    uint32_t stream = sim_stream(team->seed, SIM_DRAW_DROP, team->week);
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

/* The few pulses that begin, or that people may drop out of. */
static void joining(struct sim_block *block, uint32_t t, const struct sim_catalogue *catalogue,
                    const struct sim_parameters *p)
{
    struct sim_flow *f = &block->flow;
    const struct sim_team *team = block->team[t];

    for (uint32_t k = 0; k < f->count[t]; k++) {
        uint32_t lane = f->first[t] + k;
        const struct sim_running *r = &team->running[k];
        const struct sim_pulse *d = &catalogue->pulses[r->pulse];

        if (!f->wake[lane])
            continue;
        if (!f->began[lane])
            attend_set(f, lane,
                       attendance(team, r, d->personal, &block->lanes, block->first[t], p));
        f->began[lane] = -1;
        if (d->drop_ppm > 0)
            attend_set(f, lane, drop_out(team, r->number, (uint32_t)f->attend[lane], d->drop_ppm));
    }
}

/* --- dose ------------------------------------------------------------------------------------ */

/* What all pulses of a team share this week. */
struct tide {
    int32_t stretch;   /* of the leader's hours */
    int32_t over;      /* hours beyond capacity */
    int32_t attention; /* beyond a handful, initiatives share it */
    int32_t coherence; /* layers that move together, carried by the vision */
    int32_t hours, busy, layers, change, ups, weight, threat, gap; /* over its pulses */
};

/* What raises each factor, and what lowers it. */
struct lifted {
    int32_t sum[2 * SIM_FACTORS_COUNT];
};

/* Hours asked, initiatives felt, change under way, participation, imposed pressure (M8). */
static void tide_sum(struct tide *restrict tide, const struct sim_flow *restrict f, uint32_t first,
                     uint32_t count)
{
    int32_t hours = 0, busy = 0, layers = 0, change = 0, ups = 0, weight = 0, threat = 0;

    SIM_LANES_LOOP
    for (uint32_t i = first; i < first + ((count + 7) & ~7u); i++) {
        int32_t env = f->env[i];
        int32_t felt = -(env >= ENVELOPE_FELT) & f->initiative[i];

        hours += f->hours[i] & -(f->age[i] <= f->end[i]); /* It is a week older by now. */
        busy -= felt;
        layers |= f->layer[i] & felt;
        change += f->change[i] & felt;
        ups += (env * f->up[i]) & felt;
        weight += env & felt;
        threat += sim_lane_mul(f->imposed[i], sim_lane_milli(f->pressure_u[i]));
    }
    tide->hours = hours;
    tide->busy = busy;
    tide->layers = layers;
    tide->change = change;
    tide->ups = ups;
    tide->weight = weight;
    tide->threat = threat;
}

static void tide_measure(struct tide *tide, const struct sim_team *team,
                         const struct sim_parameters *p)
{
    int32_t hours = tide->hours, capacity = team->leader_hours, busy = tide->busy;
    int32_t others = sim_max(0, __builtin_popcount((uint32_t)tide->layers) - 1);

    tide->stretch = hours <= capacity ? 1000 : 1000 * capacity / hours;
    tide->over = hours <= capacity ? 0 : sim_min(1000 * (hours - capacity) / capacity, 1000);
    tide->attention = busy <= p->attention ? 1000 : 1000 * p->attention / busy;
    tide->coherence =
        sim_min(p->coh_cap, p->coh_base + p->coh_step * others * team->f[SIM_VIS] / 500);
}

/* Strength and dose of all (M7), and the greatest promise not kept (M9). A personal pulse works on
 * the factors as far as people take part: dose * people / members. */
static void doses(struct sim_flow *restrict f, struct tide *restrict tide,
                  const struct sim_team *restrict team, uint32_t first, uint32_t count,
                  int32_t promise_bar)
{
    const int32_t stretch = tide->stretch, attention = tide->attention;
    const int32_t coherence = tide->coherence, *have = team->precondition;
    const int32_t lack0 = 1000 - have[0], lack1 = 1000 - have[1];
    const int32_t lack2 = 1000 - have[2], lack3 = 1000 - have[3];
    const int32_t half = team->members_count >> 1;
    /* 2000 * 12 + 6 < 2^15 and 2^19 / 12 > 2^15: exact, as told in sim_math.h. */
    const int32_t share = (1 << 19) / team->members_count + 1;
    int32_t gap = 0;

    SIM_LANES_LOOP
    for (uint32_t i = first; i < first + ((count + 7) & ~7u); i++) {
        int32_t s = sim_lane_mul(sim_lane_mul(f->quality[i], stretch), attention);

        s = sim_lane_mul(sim_lane_mul(s, coherence), f->fresh[i]);
        s = sim_lane_mul(s, 1000 - sim_lane_mul(f->need[0][i], lack0));
        s = sim_lane_mul(s, 1000 - sim_lane_mul(f->need[1][i], lack1));
        s = sim_lane_mul(s, 1000 - sim_lane_mul(f->need[2][i], lack2));
        s = sim_lane_mul(s, 1000 - sim_lane_mul(f->need[3][i], lack3));
        s = f->initiative[i] ? s : 1000;

        int32_t env = f->env[i], dose = sim_lane_mul(s, env);
        int32_t felt = -(env >= ENVELOPE_FELT) & f->initiative[i];
        int32_t missed = sim_lane_mul(f->up[i], sim_max(0, promise_bar - s));

        gap = sim_max(gap, sim_lane_mul(missed, env) & felt);
        f->strength[i] = s;
        f->dose[i] = dose;
        f->lift[i] = ((dose * f->people[i] + half) * share) >> 19;
    }
    tide->gap = gap;
}

/* --- factors --------------------------------------------------------------------------------- */

/* What the pulses of team `t` do to its factors. */
static void lifts(struct lifted *restrict lifted, const struct sim_flow *restrict f, uint32_t t)
{
    const uint32_t end = f->lifts_first[t + 1];

    for (int i = 0; i < 2 * SIM_FACTORS_COUNT; i++)
        lifted->sum[i] = 0;
    for (uint32_t k = f->lifts_first[t]; k < end; k++) {
        const struct sim_lift_item *item = &f->lifts[k];

        lifted->sum[item->target] += sim_umul(item->size, f->lift[item->lane]);
    }
}

/* For explanations: which pulse raises or lowers what; who got which dose. */
static void note_pulses(struct sim_why_week *trace, const struct sim_team *team,
                        const struct sim_flow *f, const struct sim_catalogue *catalogue)
{
    for (uint32_t k = 0; k < f->lifts_first[1]; k++) {
        const struct sim_lift_item *item = &f->lifts[k];
        const struct sim_running *r = &team->running[item->lane];
        int32_t size = sim_umul(item->size, f->lift[item->lane]);
        bool lowers = item->target >= SIM_FACTORS_COUNT;
        int32_t factor = lowers ? item->target - SIM_FACTORS_COUNT : item->target;

        if (f->env[item->lane] > 0)
            trace->lifts[trace->lifts_count++] =
                (struct sim_why_lift){(uint16_t)factor, r->pulse, r->number, lowers ? -size : size};
    }
    for (uint32_t i = 0; i < f->count[0]; i++) {
        const struct sim_running *r = &team->running[i];

        if (catalogue->pulses[r->pulse].pushes_count > 0 && f->dose[i] > 0 && f->attend[i] != 0)
            trace->doses[trace->doses_count++] = (struct sim_why_dose){
                r->pulse, (uint16_t)f->attend[i], r->number, r->forced, f->dose[i]};
    }
}

/* The effective factors: the base plus or minus, in proportion to the room left. */
static void factors(struct sim_team *restrict team, const struct lifted *restrict lifted,
                    int32_t over, const struct sim_parameters *p, struct sim_why_week *trace)
{
    SIM_LANES_LOOP
    for (int i = 0; i < SIM_FACTORS_COUNT; i++) {
        int32_t b = sim_lane_milli(team->base_u[i]);
        int32_t up = sim_lane_mul(sim_min(lifted->sum[i], 1000), 1000 - b);
        int32_t down = sim_lane_mul(sim_min(lifted->sum[SIM_FACTORS_COUNT + i], 1000), b);

        team->f[i] = sim_clamp(b + up - down);
    }
    int32_t overload = sim_umul(sim_umul(team->f[SIM_LEA], over), p->leader_cost);
    int32_t outside = team->f[SIM_EXT];

    team->f[SIM_LEA] -= overload;
    team->f[SIM_EXT] = sim_clamp(
        outside + sim_umul(sim_milli(team->blood_u), sim_link(team->f[SIM_INT], team->f[SIM_SAF])));
    if (trace != NULL) {
        for (int i = 0; i < SIM_FACTORS_COUNT; i++)
            trace->base[i] = sim_milli(team->base_u[i]);
        memcpy(trace->f, team->f, sizeof trace->f);
        trace->overload = overload;
        trace->newcomers = team->f[SIM_EXT] - outside;
    }
}

/* The base levels: what is embedded settles as far as there is a vision, and all return slowly to
 * the old norm. (7.4; nobody reads them in between.) */
static void levels(struct sim_team *restrict team, const struct sim_flow *restrict f, uint32_t t,
                   const struct sim_rules *rules)
{
    int32_t vision = team->precondition[SIM_P2_VISION];
    int32_t settles[SIM_RUNNING_MAX * SIM_PULSE_LIFTS_MAX];
    const struct sim_lift_item *item = &f->embeds[f->embeds_first[t]];
    uint32_t count = f->embeds_first[t + 1] - f->embeds_first[t];

    for (uint32_t k = 0; k < count; k++)
        settles[k] =
            sim_umul(sim_umul(item[k].size, f->lift[item[k].lane]) * item[k].embed, vision);
    for (uint32_t k = 0; k < count; k++) {
        int32_t factor = item[k].target;

        if (factor < SIM_FACTORS_COUNT)
            team->base_u[factor] = sim_min(team->base_u[factor] + settles[k], 1000000);
        else
            team->base_u[factor - SIM_FACTORS_COUNT] =
                sim_max(team->base_u[factor - SIM_FACTORS_COUNT] - settles[k], 0);
    }
    for (int i = 0; i < SIM_FACTORS_COUNT; i++)
        team->base_u[i] = sim_lane_relax(team->base_u[i], team->norm[i], rules->norm_tau);
}

/* Pressure, promises and fatigue (M8, M9); ups: how much the running pulses come from below, or -1
 * when none runs. */
static int32_t tide_end(struct sim_team *team, const struct tide *tide,
                        const struct sim_rules *rules)
{
    const struct sim_parameters *p = &rules->p;
    int32_t softened = sim_umul(tide->threat, 1000 - sim_umul(p->openness, team->f[SIM_TRA]));

    team->hours = tide->hours;
    team->threat = sim_min(softened, p->threat_cap);
    team->gap = sim_min(sim_umul(tide->gap, p->promise_cost), p->promise_cap);
    team->fatigue_u = sim_relax(
        team->fatigue_u, sim_min(500, sim_umul(tide->change, p->fatigue_rate)), rules->tau_fatigue);
    return tide->weight > 0 ? sim_udiv(tide->ups, tide->weight) : -1;
}

/* Section 7.2 for all teams of the block, and what the week leaves in their base levels (7.4).
 * Stage after stage: what one writes by item, the next reads by vector, later. */
static void pulses_week(struct sim_block *block, const struct sim_catalogue *catalogue,
                        const struct sim_rules *rules, struct sim_why_week *trace,
                        int32_t ups[SIM_BLOCK_TEAMS])
{
    struct sim_flow *f = &block->flow;
    struct lifted lifted[SIM_BLOCK_TEAMS];
    int32_t over[SIM_BLOCK_TEAMS];

    envelopes(f, rules->threat_fade);
    for (uint32_t t = 0; t < block->teams_count; t++)
        joining(block, t, catalogue, &rules->p);
    for (uint32_t t = 0; t < block->teams_count; t++) {
        struct sim_team *team = block->team[t];
        struct tide tide;

        tide_sum(&tide, f, f->first[t], f->count[t]);
        tide_measure(&tide, team, &rules->p);
        doses(f, &tide, team, f->first[t], f->count[t], rules->p.promise_bar);
        over[t] = tide.over;
        ups[t] = tide_end(team, &tide, rules);
    }
    for (uint32_t t = 0; t < block->teams_count; t++)
        lifts(&lifted[t], f, t);
    if (trace != NULL)
        note_pulses(trace, block->team[0], f, catalogue);
    for (uint32_t t = 0; t < block->teams_count; t++)
        factors(block->team[t], &lifted[t], over[t], &rules->p, trace);
    for (uint32_t t = 0; t < block->teams_count; t++)
        levels(block->team[t], f, t, rules);
}

/* People left: pulses that work through who takes part go on without them. */
static void pulses_leave(struct sim_flow *f, uint32_t t, uint32_t left)
{
    for (uint32_t i = f->first[t]; i < f->first[t] + f->count[t]; i++)
        if (f->personal[i])
            attend_set(f, i, (uint32_t)f->attend[i] & ~left);
}

/* Changes of people loosen the implementation of whatever runs, happenings excepted. */
static void pulses_disrupt(struct sim_flow *f, uint32_t t, int32_t share)
{
    for (uint32_t i = f->first[t]; i < f->first[t] + f->count[t]; i++)
        if (f->initiative[i])
            f->quality[i] = sim_umul(f->quality[i], 1000 - share);
}

#endif
