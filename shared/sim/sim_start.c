/* sim_start.c -- a pulse begins: freshness, number, and what it disrupts.
 * Source: shared/sim/README.md, "6. Pulses". */
#include "sim/sim_block.h"

#include <assert.h>

static bool is_happening(const struct sim_pulse *d)
{
    return d->layer == SIM_LAYER_HAPPENING;
}

/* A repeat within the window works less each time. Remembers this start. */
static int32_t freshness_take(struct sim_team *team, uint32_t pulse, bool happening,
                              const struct sim_parameters *p)
{
    struct sim_freshness *last = &team->fresh[pulse];
    int32_t fresh = 1000;

    if (!happening && last->week_after > 0 && team->week - (last->week_after - 1) < p->fresh_window)
        fresh = sim_max(p->fresh_floor, sim_umul(last->fresh, p->fresh));
    *last = (struct sim_freshness){(uint16_t)(team->week + 1), (uint16_t)fresh};
    return fresh;
}

/* Changes of people loosen the implementation of whatever runs, happenings excepted. */
static void disrupt(struct sim_team *team, const struct sim_catalogue *catalogue, int32_t share)
{
    for (uint32_t i = 0; i < team->running_count; i++) {
        struct sim_running *r = &team->running[i];

        if (!is_happening(&catalogue->pulses[r->pulse]))
            r->quality = sim_umul(r->quality, 1000 - share);
    }
}

int32_t sim_hours_least(const struct sim_pulse *pulse)
{
    return sim_max(SIM_HOURS_LEAST, -sim_max(0, pulse->hours));
}

bool sim_team_give(struct sim_team *team, const struct sim_catalogue *catalogue,
                   const struct sim_parameters *parameters, const struct sim_action *a)
{
    const struct sim_pulse *d = &catalogue->pulses[a->pulse];
    struct sim_running *r;

    assert(a->pulse < catalogue->pulses_count && !is_happening(d));
    assert(a->hours >= sim_hours_least(d) && a->hours <= SIM_HOURS_MOST);
    assert(a->weeks >= 0 && a->weeks <= SIM_ACTION_WEEKS_MAX);
    if (!sim_team_start_about(team, catalogue, parameters, a->pulse,
                              parameters->given[a->hours - SIM_HOURS_LEAST], a->up, a->forced,
                              a->mask, a->about))
        return false;
    r = &team->running[team->running_count - 1];
    r->hours = (int16_t)(d->hours + a->hours);
    r->hold = a->weeks > 0 ? a->weeks : d->hold;
    return true;
}

bool sim_team_start(struct sim_team *team, const struct sim_catalogue *catalogue,
                    const struct sim_parameters *parameters, uint32_t pulse, int32_t quality,
                    int32_t up, bool forced, uint32_t mask)
{
    return sim_team_start_about(team, catalogue, parameters, pulse, quality, up, forced, mask, 0);
}

bool sim_team_start_about(struct sim_team *team, const struct sim_catalogue *catalogue,
                          const struct sim_parameters *parameters, uint32_t pulse, int32_t quality,
                          int32_t up, bool forced, uint32_t mask, uint32_t about)
{
    const struct sim_pulse *d = &catalogue->pulses[pulse];
    uint32_t number = team->pulses_started;

    assert(pulse < catalogue->pulses_count && team->week < SIM_WEEKS_MAX);
    assert(quality >= 0 && quality <= 1000 && up >= 0 && up <= 1000);
    team->pulses_started++;
    if (team->running_count == SIM_RUNNING_MAX)
        return false;

    int32_t fresh = freshness_take(team, pulse, is_happening(d), parameters);
    team->money = sim_min(team->money + d->money, 1000000000);
    if (d->disrupt > 0) {
        disrupt(team, catalogue, d->disrupt);
        team->loss_u = sim_min(1000000, team->loss_u + 1000 * d->disrupt);
    }
    team->running[team->running_count++] = (struct sim_running){
        .pulse = (uint16_t)pulse,
        .forced = forced,
        .mask = (uint16_t)(mask & ((1u << team->members_count) - 1)),
        .about = (uint16_t)(about & ((1u << team->members_count) - 1)),
        .number = number,
        .start = team->week,
        .hours = (int16_t)d->hours,
        .hold = d->hold,
        .quality = quality,
        .up = up,
        .fresh = fresh,
        .pressure_u = 1000000,
    };
    return true;
}
