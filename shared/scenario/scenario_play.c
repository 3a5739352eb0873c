/* scenario_play.c -- the team at the start of a story, what comes next in it, and what a decision
 * starts. tell.c has what is seen and told. */
#include "scenario/scenario_play.h"

/* `about`: whom the dilemma is about, 0 when nothing is aimed at anybody. */
static void start(const struct scenario *s, const struct scenario_start *start, uint32_t about,
                  struct sim_team *team)
{
    const struct sim_action action = {.pulse = start->pulse,
                                      .hours = start->hours,
                                      .weeks = start->weeks,
                                      .up = start->up,
                                      .mask = start->mask,
                                      .about = about,
                                      .forced = start->forced};

    if (s->catalogue->sim.pulses[start->pulse].layer == SIM_LAYER_HAPPENING)
        sim_team_start_about(team, &s->catalogue->sim, &s->parameters, start->pulse, 1000,
                             start->up, start->forced, start->mask, about);
    else
        sim_team_give(team, &s->catalogue->sim, &s->parameters, &action);
}

/* Run some weeks before the story, so that stocks suit the surroundings. Nobody leaves in them, and
 * when the story begins everybody is in the phase that the scenario says. */
static void warm_up(const struct scenario *s, struct sim_team *team)
{
    struct sim_parameters together = s->parameters;

    scenario_keep_together(&together);
    sim_team_run(team, &s->catalogue->sim, &together, s->warm_up_weeks);
    for (uint32_t m = 0; m < s->members_count; m++) {
        team->member.phase[m] = s->members[m].phase;
        team->member.spiral[m] = 0;
        sim_team_enter(team, m, 1, 3);
    }
    sim_team_settle(team);
}

void scenario_team_make_from(const struct scenario *s, uint32_t seed,
                             const int32_t base[SIM_FACTORS_COUNT], struct sim_team *team)
{
    struct sim_origin origin = s->origin;

    if (!s->seed_fixed)
        origin.seed = seed;
    memcpy(origin.base, base, sizeof origin.base);
    assert(sim_origin_check(&origin));
    sim_team_make(team, &origin);
    for (uint32_t i = 0; i < s->running_count; i++)
        start(s, &s->running[i], 0, team);
    warm_up(s, team);
}

void scenario_team_make(const struct scenario *s, uint32_t seed, struct sim_team *team)
{
    scenario_team_make_from(s, seed, s->origin.base, team);
}

/* --- drawing --------------------------------------------------------------------------------- */

/* Position `i` of the deck; the seed rotates the deck of a shuffled round. */
static uint32_t deck_order(const struct scenario_round *round, uint32_t number, uint32_t seed,
                           uint32_t i)
{
    if (!round->shuffled)
        return i;
    /* A multiplication by an odd constant spreads neighbouring seeds. */
    return (i + (((seed + number) * 0x9E3779B1u) >> 16)) % round->deck_count;
}

uint32_t scenario_draw(const struct scenario *s, uint32_t round_number, const struct sim_team *team,
                       uint32_t played)
{
    const struct scenario_round *round = &s->rounds[round_number];
    const struct scenario_moment now = scenario_moment_make(team, team, &s->parameters);
    int32_t spare = -1;

    assert(round_number < s->rounds_count && round->deck_count > 0);
    for (uint32_t i = 0; i < round->deck_count; i++) {
        const uint32_t d = round->deck[deck_order(round, round_number, team->seed, i)];

        if ((played >> d & 1) != 0)
            continue;
        if (scenario_condition_holds(&scenario_dilemma_at(s, d)->when, &now))
            return d;
        spare = spare < 0 ? (int32_t)d : spare;
    }
    for (uint32_t d = 0; spare < 0 && d < s->dilemmas_count; d++) {
        if ((played >> d & 1) == 0)
            spare = (int32_t)d;
    }
    return spare < 0 ? round->deck[0] : (uint32_t)spare;
}

/* --- deciding -------------------------------------------------------------------------------- */

void scenario_start_happenings(const struct scenario *s, uint32_t dilemma, struct sim_team *team)
{
    const struct scenario_dilemma *d = scenario_dilemma_at(s, dilemma);

    for (uint32_t i = 0; i < d->happenings_count; i++)
        start(s, &d->happenings[i], 0, team);
}

void scenario_start_pulses(const struct scenario *s, uint32_t dilemma, uint32_t option,
                           struct sim_team *team)
{
    const struct scenario_option *o = scenario_option_at(s, dilemma, option);

    for (uint32_t i = 0; i < o->starts_count; i++)
        start(s, &o->starts[i], scenario_dilemma_at(s, dilemma)->about, team);
}

void scenario_start_option(const struct scenario *s, uint32_t dilemma, uint32_t option,
                           struct sim_team *team)
{
    scenario_start_happenings(s, dilemma, team);
    scenario_start_pulses(s, dilemma, option, team);
}

void scenario_start_happening(const struct scenario *s, uint32_t pulse, struct sim_team *team)
{
    assert(pulse < s->catalogue->sim.pulses_count && s->catalogue->pulses[pulse].happening);
    sim_team_start(team, &s->catalogue->sim, &s->parameters, pulse, 1000, 0, false, SIM_EVERYBODY);
}

static int32_t apart(const struct scenario_option *a, const struct scenario_option *b)
{
    int32_t sum = 0;

    for (uint32_t i = 0; i < AXES_COUNT; i++) {
        const int32_t by = a->axes[i] - b->axes[i];

        sum += by < 0 ? -by : by;
    }
    return sum;
}

uint32_t scenario_opposite(const struct scenario *s, uint32_t dilemma, uint32_t option)
{
    const struct scenario_dilemma *d = scenario_dilemma_at(s, dilemma);
    uint32_t best = OPTIONS_MAX;
    int32_t furthest = -1;

    assert(option < d->options_count);
    for (uint32_t i = 0; i < d->options_count; i++) {
        const int32_t by = apart(&d->options[i], &d->options[option]);

        if (i == option || by <= furthest || text_in(&d->options[i].argument, 0).size == 0)
            continue;
        furthest = by;
        best = i;
    }
    return best;
}

void scenario_run(const struct scenario *s, uint32_t dilemma, struct sim_team *team)
{
    sim_team_run(team, &s->catalogue->sim, &s->parameters, scenario_dilemma_at(s, dilemma)->weeks);
}

uint32_t scenario_ending_of(const struct scenario *s, const struct scenario_moment *moment)
{
    for (uint32_t i = 0; i < s->endings_count; i++) {
        if (scenario_condition_holds(&s->endings[i].when, moment))
            return i;
    }
    assert(false && "an ending without a condition"); /* The compiler made sure that one exists. */
    return 0;
}
