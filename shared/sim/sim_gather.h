/* sim_gather.h -- teams into a block, and back. Compiled as sim_week.h is: with and without 256-bit
 * vectors. */
#ifndef SIM_GATHER_H
#define SIM_GATHER_H

#include "sim/sim_block.h"
#include "sim/sim_people.h"

#include <assert.h>
#include <string.h>

/* --- pulses ---------------------------------------------------------------------------------- */

static inline int32_t part(int32_t weight)
{
    return (int32_t)sim_part_of(weight);
}

/* How a pulse meets the phases: what suits one phase better than it suits people in general does
 * more there (relative fit), and what suits less does less, and grates. */
static void ready_meets(struct sim_ready *out, const struct sim_pulse *d,
                        const struct sim_parameters *p)
{
    int32_t rels[SIM_PHASES_COUNT], pull[SIM_PHASES_COUNT], grate[2][SIM_PHASES_COUNT];
    bool picky = false;

    for (int k = 1; k < SIM_PHASES_COUNT; k++)
        picky |= d->fit[k] != d->fit[0];
    out->picky = -picky;
    out->grates = 0;
    if (!picky) { /* As most: it suits all alike. */
        out->meets[0] = out->meets[1] = (struct sim_meets){.fit = {.first = 1000}};
        return;
    }
    for (int k = 0; k < SIM_PHASES_COUNT; k++) {
        int32_t rel = sim_fit(d, p, k);

        rels[k] = sim_max(0, rel);
        pull[k] = sim_mul(p->fit_ready, rel - 1000);
        grate[0][k] = sim_umul(p->misfit_cost, sim_max(0, p->misfit_bar - rel));
        if (d->layer == SIM_LAYER_HAPPENING)
            grate[0][k] = 0;
        grate[1][k] = sim_umul(grate[0][k], p->misfit_forced);
        out->grates |= -(grate[0][k] > 0);
    }
    for (int forced = 0; forced < 2; forced++)
        out->meets[forced] = (struct sim_meets){sim_by_phase_of(rels), sim_by_phase_of(pull),
                                                sim_by_phase_of(grate[forced])};
}

/* What the definition asks of how a pulse runs. */
static void ready_course(struct sim_ready *out, const struct sim_pulse *d,
                         const struct sim_parameters *p)
{
    struct sim_divisor ramp = sim_divisor_of(d->ramp + 1), fade = sim_divisor_of(d->fade);

    out->ramp = d->ramp;
    out->end = d->ramp + d->hold;
    out->news = d->ramp + p->news_weeks;
    out->rise = sim_divide(1000000, ramp);
    out->rest = 1000000 - out->rise * (d->ramp + 1);
    out->ramp_reciprocal = (int32_t)ramp.reciprocal;
    out->ramp_scale = 1 << (21 - ramp.shift);
    out->fade_reciprocal = (int32_t)fade.reciprocal;
    out->fade_scale = 1 << (21 - fade.shift);
    out->fade_half = fade.half;
    out->need0_part = part(d->need[0]);
    out->need1_part = part(d->need[1]);
    out->need2_part = part(d->need[2]);
    out->need3_part = part(d->need[3]);
    out->change = d->change;
    out->hours = d->hours;
    out->load_part = part(d->load < 0 ? -d->load : d->load);
    out->load_sign = -(d->load < 0);
    out->layer = 1 << d->layer;
    out->initiative = -(d->layer != SIM_LAYER_HAPPENING);
    out->personal = -(d->personal != 0);
    out->drops = -(d->drop_ppm > 0);
}

static void ready_items(struct sim_ready *out, const struct sim_pulse *d)
{
    out->lifts_count = d->lifts_count;
    out->pushes_count = d->pushes_count;
    for (uint32_t k = 0; k < d->lifts_count; k++) {
        int32_t what = d->lifts[k].what, amplitude = d->lifts[k].amplitude;
        bool lowers = amplitude < 0;

        out->lift_item.part[k] = sim_part_of(lowers ? -amplitude : amplitude);
        out->lift_item.embed[k] = d->embed;
        out->lift_item.target[k] = (uint8_t)(lowers ? what + SIM_FACTORS_ROW : what);
    }
    for (uint32_t k = 0; k < d->pushes_count; k++) {
        int32_t amplitude = d->pushes[k].amplitude;
        bool lowers = amplitude < 0;

        out->push_item[k] =
            (struct sim_push_item){.part = sim_part_of(lowers ? -amplitude : amplitude),
                                   .what = (uint16_t)d->pushes[k].what,
                                   .sign = lowers ? -1 : 0};
    }
}

static const struct sim_ready *ready_find(struct sim_block *block, uint32_t pulse,
                                          const struct sim_catalogue *catalogue)
{
    struct sim_ready *found = &block->ready[pulse % SIM_READY_MAX];

    if (block->ready_of[pulse % SIM_READY_MAX] != pulse + 1) {
        block->ready_of[pulse % SIM_READY_MAX] = (uint16_t)(pulse + 1);
        ready_course(found, &catalogue->pulses[pulse], block->rules.p);
        ready_meets(found, &catalogue->pulses[pulse], block->rules.p);
        ready_items(found, &catalogue->pulses[pulse]);
    }
    return found;
}

static void running_take(struct sim_flow *flow, uint32_t i, const struct sim_running *r,
                         const struct sim_pulse *d, const struct sim_team *team,
                         const struct sim_parameters *p)
{
    int32_t imposing = sim_umul(1000 - r->up, r->forced ? 1000 : p->soft_coercion);

    flow->age[i] = team->week - r->start - d->delay - d->lead * r->up / 1000;
    flow->began[i] = -(r->began != 0);
    flow->alive[i] = -1;
    flow->attend[i] = r->attend;
    flow->people[i] = d->personal ? __builtin_popcount(r->attend) : team->members_count;
    flow->quality[i] = r->quality;
    flow->env_u[i] = r->env_u;
    flow->pressure_u[i] = r->pressure_u;
    flow->strength[i] = r->strength;
    flow->fresh_part[i] = part(r->fresh);
    flow->up[i] = r->up;
    flow->up_part[i] = part(r->up);
    flow->imposed_part[i] = part(sim_umul(d->change, imposing));
    flow->about[i] = r->about;
    flow->near[i] = r->about != 0 ? p->focus_near : 1000;
    flow->far[i] = r->about != 0 ? p->focus_far : 1000;
    flow->aside[i] = p->misfit_aside;
    flow->forced[i] = -(r->forced != 0);
}

/* Items are copied all, which costs less than asking how many there are; 64 bytes at most at a
 * time, as beyond that WebAssembly compilers call for help. */
_Static_assert(SIM_PULSE_PUSHES_MAX == 9, "as copied below");
static void items_take(struct sim_flow *flow, uint32_t lane, const struct sim_ready *ready,
                       uint32_t lifts, uint32_t pushes)
{
    memcpy(&flow->lift_item.part[lifts], ready->lift_item.part, sizeof ready->lift_item.part);
    memcpy(&flow->lift_item.embed[lifts], ready->lift_item.embed, sizeof ready->lift_item.embed);
    memcpy(&flow->lift_item.target[lifts], ready->lift_item.target, sizeof ready->lift_item.target);
    for (size_t k = 0; k < SIM_PULSE_LIFTS_MAX; k++)
        flow->lift_item.lane[lifts + k] = (uint16_t)lane;
    memcpy(&flow->push_item[pushes], ready->push_item, 8 * sizeof ready->push_item[0]);
    flow->push_item[pushes + 8] = ready->push_item[8];
}

static void pulses_take(struct sim_block *block, uint32_t t, const struct sim_team *team,
                        const struct sim_catalogue *catalogue, const struct sim_parameters *p)
{
    struct sim_flow *flow = &block->flow;
    uint32_t lifts = flow->lifts_first[t], pushes = flow->pushes_first[t];

    assert(team->running_count <= SIM_RUNNING_MAX);
    flow->count[t] = team->running_count;
    for (uint32_t k = 0; k < team->running_count; k++) {
        const struct sim_running *r = &team->running[k];
        const struct sim_ready *ready = ready_find(block, r->pulse, catalogue);
        uint32_t lane = sim_flow_lane(flow, t, k);

        running_take(flow, lane, r, &catalogue->pulses[r->pulse], team, p);
#define X(name) flow->name[lane] = ready->name;
        SIM_FLOW_DEFINED(X)
#undef X
        items_take(flow, lane, ready, lifts, pushes);
        lifts += ready->lifts_count;
        pushes += ready->pushes_count;
        flow->touch[lane] =
            (struct sim_touch){ready->meets[r->forced != 0], ready->grates, ready->picky, pushes};
    }
    flow->lifts_first[t + 1] = lifts;
    flow->pushes_first[t + 1] = pushes;
}

/* Who is there, by phase: a bit per slot. */
struct sim_who {
    uint32_t in[SIM_PHASES_COUNT];
};

static struct sim_who who_of(const struct sim_block *block, uint32_t t)
{
    const struct sim_lanes *l = &block->lanes;
    struct sim_who who = {{0}};

    for (uint32_t i = 0; i < (uint32_t)block->columns.members_count[t]; i++)
        if (l->vacant[block->first[t] + i] == 0)
            who.in[l->phase[block->first[t] + i]] |= 1u << i;
    return who;
}

/* How well a pulse suits those whom it reaches: the mean of its relative fit, in which whom it is
 * about weighs three. */
static void pulse_suit(struct sim_flow *flow, uint32_t lane, const struct sim_who *who)
{
    const struct sim_by_phase *table = &flow->touch[lane].meets.fit;
    uint32_t attend = (uint32_t)flow->attend[lane], about = (uint32_t)flow->about[lane];
    int32_t sum = 0, weight = 0, fit = table->first;

    flow->suit[lane] = 1000;
    if (!flow->initiative[lane] || !flow->touch[lane].picky)
        return;
    for (int phase = 0; phase < SIM_PHASES_COUNT; phase++) {
        uint32_t reached = attend & who->in[phase];
        int32_t counts = __builtin_popcount(reached) + 2 * __builtin_popcount(reached & about);

        fit += phase > 0 ? table->rise[phase - 1] : 0;
        sum += counts * fit;
        weight += counts;
    }
    if (weight > 0)
        flow->suit[lane] = sim_udiv(sum, weight);
}

/* Of all pulses of a team: whoever changes a phase, or who is there, calls it. */
static void pulses_suit(struct sim_block *block, uint32_t t)
{
    const struct sim_who who = who_of(block, t);

    for (uint32_t k = 0; k < block->flow.count[t]; k++)
        pulse_suit(&block->flow, sim_flow_lane(&block->flow, t, k), &who);
}

static void pulse_clear(struct sim_flow *flow, uint32_t i)
{
#define X(name) flow->name[i] = 0;
    SIM_FLOW_STATE(X)
    SIM_FLOW_DEFINED(X)
    SIM_FLOW_DECIDED(X)
#undef X
}

static void flow_gather(struct sim_block *block, const struct sim_catalogue *catalogue,
                        const struct sim_rules *rules)
{
    struct sim_flow *flow = &block->flow;
    uint32_t count = block->teams_count, columns = block->columns_count, most = 0;

    flow->team_step = 1;
    flow->pulse_step = columns;
    flow->lifts_first[0] = flow->pushes_first[0] = 0;
    for (uint32_t t = 0; t < count; t++) {
        pulses_take(block, t, block->team[t], catalogue, rules->p);
        if (flow->count[t] > most)
            most = flow->count[t];
    }
    flow->rows = count > 1 ? most : (most + SIM_ABREAST - 1) / SIM_ABREAST;
    for (uint32_t t = 0; t < columns; t++)
        for (uint32_t k = t < count ? flow->count[t] : 0; k * columns < flow->rows * SIM_ABREAST;
             k++)
            pulse_clear(flow, sim_flow_lane(flow, t, k));
}

static void pulses_give(const struct sim_flow *flow, uint32_t t, struct sim_team *team)
{
    uint32_t count = 0;

    for (uint32_t k = 0; k < flow->count[t]; k++) {
        uint32_t i = sim_flow_lane(flow, t, k);
        struct sim_running r = team->running[k];

        if (!flow->alive[i])
            continue;
        r.began = flow->began[i] != 0;
        r.attend = (uint16_t)flow->attend[i];
        r.quality = flow->quality[i];
        r.env_u = flow->env_u[i];
        r.pressure_u = flow->pressure_u[i];
        r.strength = flow->strength[i];
        team->running[count++] = r;
    }
    if (count < flow->count[t])
        memset(&team->running[count], 0, (flow->count[t] - count) * sizeof team->running[0]);
    team->running_count = count;
}

/* --- columns --------------------------------------------------------------------------------- */

static void columns_take(struct sim_block *block, uint32_t t, const struct sim_team *team)
{
    struct sim_columns *c = &block->columns;
    struct sim_ground *ground = &block->ground;
    uint32_t step = block->columns_count;

#define X(name) c->name[t] = team->name;
    SIM_TEAM_CARRIED(X)
    SIM_TEAM_FIXED(X)
#undef X
    c->seed[t] = team->seed;
    c->each[t] = (int32_t)sim_each[team->filled];
    /* 2000 * 12 + 6 < 2^15 and 2^19 / 12 > 2^15: exact, as told in sim_math.h. */
    c->head[t] = (1 << 19) / team->members_count + 1;
    for (int q = 0; q < SIM_PRECONDITIONS_COUNT; q++)
        c->precondition[q][t] = team->precondition[q];
    for (uint32_t i = 0; i < SIM_FACTORS_COUNT; i++) {
        ground->base_u[i * step + t] = team->base_u[i];
        ground->norm[i * step + t] = team->norm[i];
        ground->f[i * step + t] = team->f[i];
    }
}

static void ground_clear(struct sim_ground *ground, uint32_t i)
{
    ground->base_u[i] = ground->norm[i] = ground->f[i] = 0;
}

/* Columns that nobody uses are computed along with the rest, without effect. */
static void columns_clear(struct sim_block *block, uint32_t t)
{
    struct sim_columns *c = &block->columns;

#define X(name) c->name[t] = 0;
    SIM_TEAM_CARRIED(X)
#undef X
    c->members_count[t] = c->leader_hours[t] = 1;
    c->trait_spread[t] = c->lost_u[t] = 0;
    c->seed[t] = 0;
    c->each[t] = c->head[t] = (int32_t)sim_each[0];
    for (int q = 0; q < SIM_PRECONDITIONS_COUNT; q++)
        c->precondition[q][t] = 0;
    for (uint32_t i = 0; i < SIM_FACTORS_COUNT; i++)
        ground_clear(&block->ground, i * SIM_ABREAST + t);
}

static void columns_give(const struct sim_block *block, uint32_t t, struct sim_team *team)
{
    const struct sim_columns *c = &block->columns;
    uint32_t step = block->columns_count;

#define X(name) team->name = c->name[t];
    SIM_TEAM_CARRIED(X)
#undef X
    for (int q = 0; q < SIM_PRECONDITIONS_COUNT; q++)
        team->precondition[q] = c->precondition[q][t];
    for (uint32_t i = 0; i < SIM_FACTORS_COUNT; i++) {
        team->base_u[i] = block->ground.base_u[i * step + t];
        team->f[i] = block->ground.f[i * step + t];
    }
}

/* --- lanes ----------------------------------------------------------------------------------- */

/* What lies beyond the team is the next team's, which comes later. */
static void members_take(struct sim_lanes *l, size_t first, const struct sim_team *team)
{
#define X(name) memcpy(l->name + first, team->member.name, sizeof team->member.name);
    SIM_MEMBER_FIELDS(X)
#undef X
    for (size_t i = 0; i < SIM_MEMBERS_MAX; i++) {
        (l->slot + first)[i] = (int32_t)i;
        (l->used + first)[i] = (int32_t)i < team->members_count;
    }
}

/* Lanes that nobody uses hold zeros: computed along with the rest, without effect. */
static void lanes_clear(struct sim_lanes *l, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++) {
#define X(name) l->name[i] = 0;
        SIM_MEMBER_FIELDS(X)
        SIM_SURROUNDINGS(X)
        SIM_COURSE(X)
#undef X
        for (int v = 0; v < SIM_PUSHES_COUNT; v++)
            l->push[v][i] = 0;
    }
}

/* Slots from members_count on stay zero. */
static void members_give(const struct sim_lanes *restrict l, size_t first,
                         struct sim_team *restrict team)
{
    int32_t mine[SIM_MEMBERS_MAX];

    for (int32_t i = 0; i < SIM_MEMBERS_MAX; i++)
        mine[i] = -(i < team->members_count);
#define X(name)                                                                                    \
    for (size_t i = 0; i < SIM_MEMBERS_MAX; i++)                                                   \
        team->member.name[i] = (l->name + first)[i] & mine[i];
    SIM_MEMBER_FIELDS(X)
#undef X
}

SIM_STAGE void phases_enter(struct sim_lanes *restrict l, size_t count,
                            const struct sim_rules *restrict rules)
{
    SIM_LANES_LOOP
    for (size_t i = 0; i < (count & ~(size_t)7); i++)
        phase_enter(l, i, rules);
}

/* --- the block ------------------------------------------------------------------------------- */

static void block_gather(struct sim_block *block, struct sim_team *const *teams, size_t count,
                         const struct sim_catalogue *catalogue, const struct sim_rules *rules)
{
    uint32_t teams_count = count < SIM_ABREAST ? (uint32_t)count : SIM_ABREAST;
    uint32_t lane = 0, end = 0;

    assert(count > 0);
    block->teams_count = teams_count;
    block->columns_count = teams_count > 1 ? SIM_ABREAST : 1;
    for (uint32_t t = 0; t < teams_count; t++) {
        uint32_t n = (uint32_t)teams[t]->members_count;

        assert(n > 0 && n <= SIM_MEMBERS_MAX);
        block->team[t] = teams[t];
        block->first[t] = lane;
        columns_take(block, t, teams[t]);
        members_take(&block->lanes, lane, teams[t]);
        end = lane + (n <= 8 ? 8 : 16); /* Written and read by the vector. */
        lane += n;
    }
    for (uint32_t t = teams_count; t < block->columns_count; t++)
        columns_clear(block, t);
    for (uint32_t i = SIM_FACTORS_COUNT * block->columns_count;
         i < SIM_FACTORS_ROW * block->columns_count; i++)
        ground_clear(&block->ground, i);
    block->lanes_count = (lane + 7) & ~7u;
    lanes_clear(&block->lanes, lane, end > block->lanes_count ? end : block->lanes_count);
    phases_enter(&block->lanes, block->lanes_count, rules);
    flow_gather(block, catalogue, rules);
    for (uint32_t t = 0; t < teams_count; t++)
        pulses_suit(block, t);
}

static void block_scatter(struct sim_block *block)
{
    for (uint32_t t = 0; t < block->teams_count; t++) {
        struct sim_team *team = block->team[t];

        members_give(&block->lanes, block->first[t], team);
        columns_give(block, t, team);
        pulses_give(&block->flow, t, team);
    }
}

#endif
