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
#define ENVELOPE_FELT_U 200000
#define ENVELOPE_GONE_U 20000
#define PRESSURE_GONE 20000000

static inline bool is_happening(const struct sim_pulse *d)
{
    return d->layer == SIM_LAYER_HAPPENING;
}

/* --- envelopes ------------------------------------------------------------------------------- */

/* Who takes part: everybody it is meant for if imposed or not personal, else who cares to join. */
static uint16_t attendance(const struct sim_team *team, const struct sim_running *r,
                           const struct sim_pulse *d, const struct sim_lanes *lanes,
                           uint32_t first, const struct sim_parameters *p)
{
    uint32_t stream = sim_stream(team->seed, SIM_DRAW_ATTEND, r->start);
    uint32_t attend = 0;

    if (r->forced || !d->personal)
        return r->mask;
    for (uint32_t i = 0; i < (uint32_t)team->members_count; i++) {
        int32_t chance = p->attend_base +
                         sim_umul(sim_milli(lanes->willen_u[first + i]), p->attend_will) +
                         sim_umul(r->up, p->attend_up);

        if ((r->mask >> i & 1) && lanes->vacant[first + i] == 0 &&
            sim_below(stream, i + 16 * r->number, 1000) < chance)
            attend |= 1u << i;
    }
    return (uint16_t)attend;
}

static void drop_out(const struct sim_team *team, struct sim_running *r, int32_t drop_ppm)
{
    uint32_t stream = sim_stream(team->seed, SIM_DRAW_DROP, team->week);

    for (uint32_t i = 0; i < (uint32_t)team->members_count; i++)
        if ((r->attend >> i & 1) &&
            sim_millionth(sim_bits(stream, i + 16 * r->number)) < drop_ppm)
            r->attend &= (uint16_t) ~(1u << i);
}

/* What the running pulses bring into this week, side by side, so that their strengths are computed
 * together. Entries up to the next multiple of 8 are zero. */
struct flow {
    uint32_t count;
    int32_t hours;       /* of the leader */
    int32_t busy;        /* initiatives felt, */
    uint32_t layers;     /* and their layers, a bit each */
    int32_t env[SIM_RUNNING_MAX]; /* milli */
    int32_t quality[SIM_RUNNING_MAX];
    int32_t fresh[SIM_RUNNING_MAX];
    int32_t need[SIM_PRECONDITIONS_COUNT][SIM_RUNNING_MAX];
    int32_t happens[SIM_RUNNING_MAX]; /* 1: a happening */
    int32_t up[SIM_RUNNING_MAX];
    int32_t forced[SIM_RUNNING_MAX];
    int32_t change[SIM_RUNNING_MAX];
    int32_t pressure[SIM_RUNNING_MAX]; /* milli */
    int32_t strength[SIM_RUNNING_MAX]; /* filled in by strengths() */
    int32_t dose[SIM_RUNNING_MAX];     /* strength * env */
};

static inline void flow_clear(struct flow *flow, uint32_t i)
{
    flow->env[i] = flow->quality[i] = flow->fresh[i] = flow->happens[i] = 0;
    flow->up[i] = flow->forced[i] = flow->change[i] = flow->pressure[i] = 0;
    for (int q = 0; q < SIM_PRECONDITIONS_COUNT; q++)
        flow->need[q][i] = 0;
}

static inline void flow_add(struct flow *flow, const struct sim_running *r,
                            const struct sim_pulse *d)
{
    uint32_t i = flow->count++;
    bool felt = r->env_u >= ENVELOPE_FELT_U && !is_happening(d);

    flow->env[i] = sim_milli(r->env_u);
    flow->quality[i] = r->quality;
    flow->fresh[i] = r->fresh;
    flow->happens[i] = is_happening(d);
    flow->up[i] = r->up;
    flow->forced[i] = r->forced;
    flow->change[i] = d->change;
    flow->pressure[i] = sim_milli(r->pressure_u);
    for (int q = 0; q < SIM_PRECONDITIONS_COUNT; q++)
        flow->need[q][i] = d->need[q];
    flow->busy += felt;
    flow->layers |= (uint32_t)felt << d->layer;
}

/* A pulse a week later. Returns false when it is over. */
static inline bool envelope(const struct sim_team *team, struct sim_running *r,
                            const struct sim_pulse *d, const struct sim_lanes *lanes,
                            uint32_t first, const struct sim_rules *rules, struct flow *flow)
{
    int32_t age = team->week - r->start - d->delay - d->lead * r->up / 1000;
    bool active = age < d->ramp + d->hold;

    if (age >= 0 && active) {
        if (!r->began) {
            r->began = 1;
            r->attend = attendance(team, r, d, lanes, first, &rules->p);
        }
        r->env_u = age >= d->ramp ? 1000000 : 1000000 * (age + 1) / (d->ramp + 1);
    } else if (age >= 0) {
        r->env_u -= sim_udiv(r->env_u, d->fade);
    }
    if (age >= d->ramp)
        r->pressure_u -= sim_divide(r->pressure_u + rules->threat_fade.half, rules->threat_fade);
    flow->hours += active ? d->hours : 0;
    if (d->drop_ppm > 0 && r->began && active)
        drop_out(team, r, d->drop_ppm);
    return active || r->env_u >= ENVELOPE_GONE_U || r->pressure_u * d->change >= PRESSURE_GONE;
}

/* Move every pulse on by a week and drop those that are over. */
static void envelopes(struct sim_team *team, const struct sim_lanes *lanes, uint32_t first,
                      const struct sim_catalogue *catalogue, const struct sim_rules *rules,
                      struct flow *flow)
{
    uint32_t count = team->running_count;

    flow->count = flow->layers = 0;
    flow->hours = flow->busy = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct sim_running *r = &team->running[i];
        const struct sim_pulse *d = &catalogue->pulses[r->pulse];

        if (!envelope(team, r, d, lanes, first, rules, flow))
            continue;
        if (flow->count != i)
            team->running[flow->count] = *r;
        flow_add(flow, r, d);
    }
    for (uint32_t i = flow->count; i < count; i++)
        team->running[i] = (struct sim_running){0};
    for (uint32_t i = flow->count; i % 8 != 0; i++)
        flow_clear(flow, i);
    team->running_count = flow->count;
}

/* --- dose and factors ------------------------------------------------------------------------ */

/* What pulses let settle in the base levels this week. */
struct embeds {
    uint32_t count;
    struct {
        int32_t factor;
        int32_t amount;
    } item[SIM_RUNNING_MAX * SIM_PULSE_LIFTS_MAX];
};

/* What all pulses of a team share this week. */
struct tide {
    int32_t stretch;   /* of the leader's hours */
    int32_t over;      /* hours beyond capacity */
    int32_t attention; /* beyond a handful, initiatives share it */
    int32_t coherence; /* layers that move together, carried by the vision */
    int32_t change, ups, weight, threat, gap; /* sums over pulses */
    int32_t pos[SIM_FACTORS_COUNT];
    int32_t neg[SIM_FACTORS_COUNT];
};

static void tide_measure(struct tide *tide, const struct sim_team *team, const struct flow *flow,
                         const struct sim_parameters *p)
{
    int32_t hours = flow->hours, capacity = team->leader_hours, busy = flow->busy;
    int32_t others = sim_max(0, __builtin_popcount(flow->layers) - 1);

    tide->stretch = hours <= capacity ? 1000 : 1000 * capacity / hours;
    tide->over = hours <= capacity ? 0 : sim_min(1000 * (hours - capacity) / capacity, 1000);
    tide->attention = busy <= p->attention ? 1000 : 1000 * p->attention / busy;
    tide->coherence =
        sim_min(p->coh_cap, p->coh_base + p->coh_step * others * team->f[SIM_VIS] / 500);
}

/* Strength and dose of all (M7). */
static void strengths(struct flow *restrict flow, const struct tide *restrict tide,
                      const struct sim_team *restrict team)
{
    const int32_t stretch = tide->stretch, attention = tide->attention;
    const int32_t coherence = tide->coherence, *have = team->precondition;
    const int32_t lack0 = 1000 - have[0], lack1 = 1000 - have[1];
    const int32_t lack2 = 1000 - have[2], lack3 = 1000 - have[3];

    for (uint32_t i = 0; i < ((flow->count + 7) & ~7u); i++) {
        int32_t s = sim_umul(sim_umul(flow->quality[i], stretch), attention);

        s = sim_umul(sim_umul(s, coherence), flow->fresh[i]);
        s = sim_umul(s, 1000 - sim_umul(flow->need[0][i], lack0));
        s = sim_umul(s, 1000 - sim_umul(flow->need[1][i], lack1));
        s = sim_umul(s, 1000 - sim_umul(flow->need[2][i], lack2));
        s = sim_umul(s, 1000 - sim_umul(flow->need[3][i], lack3));
        s = flow->happens[i] ? 1000 : s;
        flow->strength[i] = s;
        flow->dose[i] = sim_umul(s, flow->env[i]);
    }
}

/* What they add to change under way, participation, promises and imposed pressure (M8, M9). */
static void tide_add(struct tide *restrict tide, const struct flow *restrict flow,
                     const struct sim_parameters *restrict p)
{
    const int32_t promise_bar = p->promise_bar, soft_coercion = p->soft_coercion;
    int32_t change = 0, ups = 0, weight = 0, threat = 0, gap = 0;

    for (uint32_t i = 0; i < ((flow->count + 7) & ~7u); i++) {
        int32_t env = flow->env[i], up = flow->up[i];
        int32_t felt = -((env >= 200) & (flow->happens[i] == 0)); /* A mask. */
        int32_t missed = sim_umul(up, sim_max(0, promise_bar - flow->strength[i]));
        int32_t soft = sim_umul(1000 - up, soft_coercion);
        int32_t coercion = flow->forced[i] ? 1000 - up : soft;

        change += flow->change[i] & felt;
        ups += (env * up) & felt;
        weight += env & felt;
        gap = sim_max(gap, sim_umul(missed, env) & felt);
        threat += sim_umul(sim_umul(flow->change[i], coercion), flow->pressure[i]);
    }
    tide->change = change;
    tide->ups = ups;
    tide->weight = weight;
    tide->gap = gap;
    tide->threat = threat;
}

/* What a pulse does to the factors. */
static inline void lift(struct tide *tide, const struct sim_team *team,
                        const struct sim_running *r, const struct sim_pulse *d, int32_t dose,
                        struct embeds *embeds, struct sim_why_week *trace)
{
    if (d->personal)
        dose = sim_udiv(dose * __builtin_popcount(r->attend), team->members_count);
    for (int i = 0; i < d->lifts_count; i++) {
        int32_t factor = d->lifts[i].what, amplitude = d->lifts[i].amplitude;
        int32_t size = sim_umul(amplitude < 0 ? -amplitude : amplitude, dose);
        int32_t *sum = amplitude < 0 ? tide->neg : tide->pos;
        int32_t amount = amplitude < 0 ? -size : size;

        sum[factor] += size;
        if (d->embed > 0) {
            embeds->item[embeds->count].factor = factor;
            embeds->item[embeds->count++].amount = amount * d->embed;
        }
        if (trace != NULL)
            trace->lifts[trace->lifts_count++] = (struct sim_why_lift){
                (uint16_t)factor, r->pulse, r->number, amount};
    }
}

/* Who got which dose, for the ledger of pushes. */
static void note_dose(struct sim_why_week *trace, const struct sim_running *r,
                      const struct sim_pulse *d, int32_t dose)
{
    if (d->pushes_count > 0 && dose > 0 && r->attend != 0)
        trace->doses[trace->doses_count++] =
            (struct sim_why_dose){r->pulse, r->attend, r->number, r->forced, dose};
}

/* The effective factors: the base plus or minus, in proportion to the room left. */
static void factors(struct sim_team *team, const struct tide *tide,
                    const struct sim_parameters *p, struct sim_why_week *trace)
{
    for (int i = 0; i < SIM_FACTORS_COUNT; i++) {
        int32_t b = sim_milli(team->base_u[i]);
        int32_t up = sim_umul(sim_min(tide->pos[i], 1000), 1000 - b);
        int32_t down = sim_umul(sim_min(tide->neg[i], 1000), b);

        team->f[i] = sim_clamp(b + up - down);
    }
    int32_t overload = sim_umul(sim_umul(team->f[SIM_LEA], tide->over), p->leader_cost);
    int32_t outside = team->f[SIM_EXT];

    team->f[SIM_LEA] -= overload;
    team->f[SIM_EXT] = sim_clamp(
        outside +
        sim_umul(sim_milli(team->blood_u), sim_link(team->f[SIM_INT], team->f[SIM_SAF])));
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
static void levels(struct sim_team *team, const struct embeds *embeds,
                   const struct sim_rules *rules)
{
    int32_t vision = team->precondition[SIM_P2_VISION];

    for (uint32_t k = 0; k < embeds->count; k++) {
        int32_t *base_u = &team->base_u[embeds->item[k].factor];

        *base_u = sim_min(sim_max(*base_u + sim_mul(embeds->item[k].amount, vision), 0), 1000000);
    }
    for (int i = 0; i < SIM_FACTORS_COUNT; i++)
        team->base_u[i] = sim_relax(team->base_u[i], team->norm[i], rules->norm_tau);
}

/* Section 7.2 for one team, and what the week leaves in the base levels (7.4); attendance reads
 * willen and vacancy from its lanes. Returns ups: how much the running pulses come from below, or
 * -1 when none runs. */
static int32_t pulses_week(struct sim_team *team, const struct sim_lanes *lanes, uint32_t first,
                           const struct sim_catalogue *catalogue, const struct sim_rules *rules,
                           struct sim_why_week *trace)
{
    const struct sim_parameters *p = &rules->p;
    struct tide tide;
    struct embeds embeds;
    struct flow flow;

    envelopes(team, lanes, first, catalogue, rules, &flow);
    team->hours = flow.hours;
    tide_measure(&tide, team, &flow, p);
    strengths(&flow, &tide, team);
    tide_add(&tide, &flow, p);
    memset(tide.pos, 0, sizeof tide.pos);
    memset(tide.neg, 0, sizeof tide.neg);
    embeds.count = 0;
    for (uint32_t i = 0; i < flow.count; i++) {
        struct sim_running *r = &team->running[i];
        const struct sim_pulse *d = &catalogue->pulses[r->pulse];

        r->strength = flow.strength[i];
        if (flow.env[i] > 0)
            lift(&tide, team, r, d, flow.dose[i], &embeds, trace);
        if (trace != NULL)
            note_dose(trace, r, d, flow.dose[i]);
    }
    int32_t softened = sim_umul(tide.threat, 1000 - sim_umul(p->openness, team->f[SIM_TRA]));

    team->threat = sim_min(softened, p->threat_cap);
    team->gap = sim_min(sim_umul(tide.gap, p->promise_cost), p->promise_cap);
    team->fatigue_u =
        sim_relax(team->fatigue_u, sim_min(500, sim_umul(tide.change, p->fatigue_rate)),
                  rules->tau_fatigue);
    factors(team, &tide, p, trace);
    levels(team, &embeds, rules);
    return tide.weight > 0 ? sim_udiv(tide.ups, tide.weight) : -1;
}

#endif
