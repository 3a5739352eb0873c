/* sim_signal.c -- behaviours and figures: what may be seen of a team. */
#include "sim/sim_signal.h"

#include "sim/sim_math.h"

#include <assert.h>

bool sim_behaviours_check(const struct sim_behaviour *behaviours, uint32_t count)
{
    if (count == 0 || count > SIM_BEHAVIOURS_MAX)
        return false;
    for (uint32_t k = 0; k < count; k++) {
        int32_t total = 0;

        if (behaviours[k].stock >= SIM_STOCKS_COUNT || behaviours[k].inverse > 1)
            return false;
        for (int phase = 0; phase < SIM_PHASES_COUNT; phase++) {
            if (behaviours[k].weight[phase] < 0 || behaviours[k].weight[phase] > 1000)
                return false;
            total += behaviours[k].weight[phase];
        }
        if (total == 0)
            return false;
    }
    return true;
}

/* The stock of a slot, milli (truncated). */
static int32_t stock_of(const struct sim_team *team, int32_t slot, enum sim_stock stock)
{
    const struct sim_members *m = &team->member;

    assert(slot >= 0 && slot < team->members_count);
    switch (stock) {
    case SIM_STOCK_WETEN: return sim_milli(m->weten_u[slot]);
    case SIM_STOCK_WILLEN: return sim_milli(m->willen_u[slot]);
    case SIM_STOCK_KUNNEN: return sim_milli(m->kunnen_u[slot]);
    case SIM_STOCK_DURVEN: return sim_milli(m->durven_u[slot]);
    case SIM_STOCK_MOGEN: return sim_milli(m->mogen_u[slot]);
    case SIM_STOCK_STRAIN: return sim_milli(m->strain_u[slot]);
    case SIM_STOCK_ENGAGEMENT: return sim_milli(m->eng_u[slot]);
    case SIM_STOCK_TRUST: return sim_milli(m->trust_u[slot]);
    case SIM_STOCK_SKILL: return sim_milli(m->skill_u[slot]);
    case SIM_STOCK_READY: return sim_milli(m->ready_u[slot]);
    case SIM_STOCKS_COUNT: break;
    }
    assert(false);
    return 0;
}

static int32_t behaviour_weight(const struct sim_team *team, int32_t slot,
                                const struct sim_behaviour *b)
{
    int32_t v = stock_of(team, slot, (enum sim_stock)b->stock);

    return b->weight[team->member.phase[slot]] * (500 + (b->inverse ? 1000 - v : v));
}

int32_t sim_signal_behaviour(const struct sim_team *team, int32_t slot, uint32_t which,
                             const struct sim_behaviour *behaviours, uint32_t count)
{
    uint32_t stream = sim_stream(team->seed, SIM_DRAW_SIGNAL, team->week);
    int32_t total = 0;

    assert(slot >= 0 && slot < team->members_count && team->member.vacant[slot] == 0);
    assert(which < 4 && count <= SIM_BEHAVIOURS_MAX);
    for (uint32_t k = 0; k < count; k++)
        total += behaviour_weight(team, slot, &behaviours[k]);

    int32_t left = sim_below(stream, 4 * (uint32_t)slot + which, total);

    for (uint32_t k = 0; k < count; k++) {
        left -= behaviour_weight(team, slot, &behaviours[k]);
        if (left < 0)
            return (int32_t)k;
    }
    return -1;
}

/* --- figures --------------------------------------------------------------------------------- */

struct signal_sight {
    bool noisy;
    uint32_t stream;
};

static int32_t seen(const struct signal_sight *sight, uint32_t figure, int32_t value)
{
    if (!sight->noisy)
        return value;
    return sim_clamp(value + sim_spread(sight->stream, 100 + figure, 90));
}

static int32_t seen_in_steps(const struct signal_sight *sight, uint32_t figure, int32_t value)
{
    int32_t shown = seen(sight, figure, value);

    return sight->noisy ? shown / 50 * 50 : shown;
}

/* What is counted over the filled slots. */
static void count_members(const struct sim_team *team, struct sim_figures *out, int32_t *filled,
                          int32_t *errors)
{
    const struct sim_members *m = &team->member;

    for (int32_t i = 0; i < team->members_count; i++) {
        int32_t phase = m->phase[i];

        if (m->vacant[i] > 0)
            continue;
        ++*filled;
        *errors += 40 + (1000 - sim_milli(m->skill_u[i])) / 10 + m->strain_u[i] / 20000 +
                   (phase == SIM_ACT || phase == SIM_TOE ? 60 : 0);
        out->training_hours += phase == SIM_ACT ? 8 : phase > SIM_ACT ? 2 : 0;
    }
}

static int32_t count_running(const struct sim_team *team, const struct sim_catalogue *catalogue)
{
    int32_t count = 0;

    for (uint32_t i = 0; i < team->running_count; i++)
        count += team->running[i].env_u >= 200000 &&
                 catalogue->pulses[team->running[i].pulse].layer != SIM_LAYER_HAPPENING;
    return count;
}

static struct sim_figures figures(const struct sim_team *team,
                                  const struct sim_catalogue *catalogue,
                                  const struct sim_parameters *parameters, bool noisy)
{
    struct signal_sight sight = {noisy, sim_stream(team->seed, SIM_DRAW_NOISE, team->week)};
    struct sim_outcomes outcomes = sim_team_outcomes(team, parameters);
    const int32_t *o = outcomes.value;
    struct sim_figures out = {0};
    int32_t filled = 0, errors = 0;

    count_members(team, &out, &filled, &errors);
    out.workload = seen_in_steps(&sight, 0, o[SIM_OUTCOME_LOAD]);
    out.mood = seen_in_steps(&sight, 1, o[SIM_OUTCOME_ENGAGEMENT]);
    out.output = seen_in_steps(&sight, 2, o[SIM_OUTCOME_PERFORMANCE]);
    out.absence = seen(&sight, 3, o[SIM_OUTCOME_STRAIN]) / 10;
    out.ideas =
        filled * o[SIM_OUTCOME_DURVEN] * (o[SIM_OUTCOME_OPP] + o[SIM_OUTCOME_WETEN]) / 400000;
    out.reported_errors = errors * (200 + 6 * o[SIM_OUTCOME_DURVEN] / 10) / 10000;
    out.vacancies = team->members_count - filled;
    out.made_errors = errors / 10;
    out.hours_asked = team->hours;
    out.hours_available = team->leader_hours;
    out.money = team->money;
    out.running = count_running(team, catalogue);
    return out;
}

struct sim_figures sim_signal_figures(const struct sim_team *team,
                                      const struct sim_catalogue *catalogue,
                                      const struct sim_parameters *parameters)
{
    return figures(team, catalogue, parameters, true);
}

struct sim_figures sim_signal_figures_true(const struct sim_team *team,
                                           const struct sim_catalogue *catalogue,
                                           const struct sim_parameters *parameters)
{
    return figures(team, catalogue, parameters, false);
}
