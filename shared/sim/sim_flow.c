/* sim_flow.c -- pulses into lanes and back. */
#include "sim/sim_flow.h"

#include "sim/sim_block.h"

#include <assert.h>
#include <string.h>

void sim_flow_clear(struct sim_flow *flow)
{
    flow->lanes_count = 0;
    flow->lifts_first[0] = flow->embeds_first[0] = flow->pushes_first[0] = 0;
}

/* What the definition asks of how this pulse runs. */
static void course_take(struct sim_flow *flow, uint32_t i, const struct sim_running *r,
                        const struct sim_pulse *d, const struct sim_parameters *p)
{
    struct sim_divisor ramp = sim_divisor_of(d->ramp + 1), fade = sim_divisor_of(d->fade);
    int32_t imposing = sim_umul(1000 - r->up, r->forced ? 1000 : p->soft_coercion);
    bool happening = d->layer == SIM_LAYER_HAPPENING;

    flow->ramp[i] = d->ramp;
    flow->end[i] = d->ramp + d->hold;
    flow->rise[i] = sim_divide(1000000, ramp);
    flow->rest[i] = 1000000 - flow->rise[i] * (d->ramp + 1);
    flow->ramp_reciprocal[i] = ramp.reciprocal;
    flow->ramp_scale[i] = 1u << (21 - ramp.shift);
    flow->fade_reciprocal[i] = fade.reciprocal;
    flow->fade_scale[i] = 1u << (21 - fade.shift);
    flow->fade_half[i] = fade.half;
    flow->change[i] = d->change;
    flow->imposed[i] = sim_umul(d->change, imposing);
    flow->hours[i] = d->hours;
    flow->load[i] = d->load;
    flow->layer[i] = 1 << d->layer;
    flow->initiative[i] = happening ? 0 : -1;
    flow->personal[i] = d->personal ? -1 : 0;
    flow->drops[i] = d->drop_ppm > 0 ? -1 : 0;
    flow->fit[i] = sim_by_phase_of(d->fit);
    for (int q = 0; q < SIM_PRECONDITIONS_COUNT; q++)
        flow->need[q][i] = d->need[q];
}

static void running_take(struct sim_flow *flow, uint32_t i, const struct sim_running *r,
                         const struct sim_pulse *d, const struct sim_team *team)
{
    flow->age[i] = team->week - r->start - d->delay - d->lead * r->up / 1000;
    flow->began[i] = r->began ? -1 : 0;
    flow->alive[i] = -1;
    flow->attend[i] = r->attend;
    flow->people[i] = d->personal ? __builtin_popcount(r->attend) : team->members_count;
    flow->quality[i] = r->quality;
    flow->env_u[i] = r->env_u;
    flow->pressure_u[i] = r->pressure_u;
    flow->strength[i] = r->strength;
    flow->fresh[i] = r->fresh;
    flow->up[i] = r->up;
    flow->forced[i] = r->forced ? -1 : 0;
}

static uint32_t lifts_take(struct sim_lift_item *item, uint32_t lane, const struct sim_pulse *d)
{
    for (uint32_t k = 0; k < d->lifts_count; k++) {
        int32_t what = d->lifts[k].what, amplitude = d->lifts[k].amplitude;
        bool lowers = amplitude < 0;

        item[k] =
            (struct sim_lift_item){.lane = (uint8_t)lane,
                                   .target = (uint8_t)(lowers ? what + SIM_FACTORS_COUNT : what),
                                   .size = (int16_t)(lowers ? -amplitude : amplitude),
                                   .embed = d->embed};
    }
    return d->lifts_count;
}

static uint32_t pushes_take(struct sim_push_item *item, uint32_t lane, const struct sim_pulse *d)
{
    for (uint32_t k = 0; k < d->pushes_count; k++) {
        int32_t amplitude = d->pushes[k].amplitude;
        bool lowers = amplitude < 0;

        item[k] = (struct sim_push_item){.lane = (uint8_t)lane,
                                         .what = (uint8_t)d->pushes[k].what,
                                         .size = (int16_t)(lowers ? -amplitude : amplitude),
                                         .sign = lowers ? -1 : 0};
    }
    return d->pushes_count;
}

static void lane_clear(struct sim_flow *flow, uint32_t i)
{
#define X(name) flow->name[i] = 0;
    SIM_FLOW_STATE(X)
    SIM_FLOW_NATURE(X)
#undef X
    flow->ramp_reciprocal[i] = flow->ramp_scale[i] = 0;
    flow->fade_reciprocal[i] = flow->fade_scale[i] = 0;
    for (int q = 0; q < SIM_PRECONDITIONS_COUNT; q++)
        flow->need[q][i] = 0;
}

bool sim_flow_gather(struct sim_flow *flow, uint32_t t, const struct sim_team *team,
                     const struct sim_catalogue *catalogue, const struct sim_rules *rules)
{
    uint32_t first = flow->lanes_count, count = team->running_count;
    uint32_t end = first + ((count + 7) & ~7u);
    uint32_t lifts = flow->lifts_first[t], embeds = flow->embeds_first[t];
    uint32_t pushes = flow->pushes_first[t];

    assert(count <= SIM_RUNNING_MAX && t < SIM_BLOCK_TEAMS);
    if (end > SIM_BLOCK_PULSES)
        return false;
    for (uint32_t k = 0; k < count; k++) {
        const struct sim_running *r = &team->running[k];
        const struct sim_pulse *d = &catalogue->pulses[r->pulse];

        running_take(flow, first + k, r, d, team);
        course_take(flow, first + k, r, d, &rules->p);
        lifts += lifts_take(&flow->lifts[lifts], first + k, d);
        if (d->embed > 0)
            embeds += lifts_take(&flow->embeds[embeds], first + k, d);
        pushes += pushes_take(&flow->pushes[pushes], first + k, d);
    }
    for (uint32_t i = first + count; i < end; i++)
        lane_clear(flow, i);
    flow->first[t] = first;
    flow->count[t] = count;
    flow->lanes_count = end;
    flow->lifts_first[t + 1] = lifts;
    flow->embeds_first[t + 1] = embeds;
    flow->pushes_first[t + 1] = pushes;
    return true;
}

void sim_flow_scatter(const struct sim_flow *flow, uint32_t t, struct sim_team *team)
{
    uint32_t count = 0;

    for (uint32_t k = 0; k < flow->count[t]; k++) {
        uint32_t i = flow->first[t] + k;
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
    memset(&team->running[count], 0, (flow->count[t] - count) * sizeof team->running[0]);
    team->running_count = count;
}
