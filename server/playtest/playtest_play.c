/* playtest_play.c -- one play: a team, a leader, the rounds; and in each state the other
 * options. */
#include "playtest/playtest_play.h"

#include "scenario/own_team.h"
#include "sim/sim_batch.h"

#define SCAN_SPREAD 120 /* How far a team scan may be from the scenario's factors. */

/* --- a state in numbers ---------------------------------------------------------------------- */

void playtest_outcomes(const struct scenario *s, const struct sim_team *team,
                       int16_t out[PLAYTEST_OUTCOMES])
{
    const struct sim_outcomes o = sim_team_outcomes(team, &s->parameters);

    out[0] = (int16_t)((o.value[SIM_OUTCOME_PHASE] + o.value[SIM_OUTCOME_REGIE] +
                        o.value[SIM_OUTCOME_LEARNING_CLIMATE]) /
                       3);
    out[1] = (int16_t)o.value[SIM_OUTCOME_WELLBEING];
    out[2] = (int16_t)o.value[SIM_OUTCOME_PERFORMANCE];
}

uint32_t playtest_features_count(const struct scenario *s)
{
    return SIM_OUTCOMES_COUNT + SIM_FACTORS_COUNT + 2 * s->members_count;
}

static void playtest_features(const struct scenario *s, const struct sim_team *team,
                              const struct sim_outcomes *outcomes,
                              int16_t out[PLAYTEST_FEATURES_MAX])
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < SIM_OUTCOMES_COUNT; i++)
        out[count++] = (int16_t)outcomes->value[i];
    for (uint32_t i = 0; i < SIM_FACTORS_COUNT; i++)
        out[count++] = (int16_t)team->f[i];
    for (uint32_t i = 0; i < s->members_count; i++) {
        out[count++] = (int16_t)team->member.phase[i];
        out[count++] = (int16_t)(team->member.strain_u[i] / 1000);
    }
}

/* --- the parts of a play --------------------------------------------------------------------- */

/* Somebody's own team: its answers are all about as good, so that there are weak teams and strong
 * ones; its people stand anywhere. Now and then somebody does not know. */
static struct own_team own_team_of(uint32_t play)
{
    const uint32_t mood = 1 + playtest_mix(play, 0, 21) % SCAN_ANSWERS;
    struct own_team team = {
        .people = (uint8_t)(OWN_PEOPLE_MIN +
                            playtest_mix(play, 0, 22) % (OWN_PEOPLE_MAX + 1 - OWN_PEOPLE_MIN))};

    for (uint32_t i = 0; i < SCAN_QUESTION_COUNT; i++) {
        const uint32_t draw = playtest_mix(play, i, 23);
        const uint32_t answer = mood + draw % 3 - 1;

        team.answer[i] = (uint8_t)(draw / 3 % 16 == 0      ? SCAN_ANSWER_UNKNOWN
                                   : answer < 1            ? 1
                                   : answer > SCAN_ANSWERS ? SCAN_ANSWERS
                                                           : answer);
    }
    for (uint32_t i = 0; i < team.people; i++) {
        const uint32_t draw = playtest_mix(play, i, 24);

        if (draw % 10 != 0)
            team.stand[draw / 10 % PHASES_COUNT]++;
    }
    return team;
}

static void make_own_team(const struct scenario *s, uint32_t play, struct sim_team *team)
{
    const struct own_team own = own_team_of(play);
    const uint32_t seed = playtest_mix(play, 0, 1);
    struct scenario as_cast;
    struct own_cast cast;

    own_team_cast(s, &own, seed, &as_cast, &cast);
    scenario_team_make(&as_cast, seed, team);
}

/* Half of the plays start with the scenario's factors, half with those of a team scan. */
static void make_team(const struct scenario *s, uint32_t play, struct sim_team *team)
{
    int32_t base[SIM_FACTORS_COUNT];

    if ((play & PLAYTEST_OWN_TEAM) != 0) {
        make_own_team(s, play, team);
        return;
    }
    for (uint32_t i = 0; i < SIM_FACTORS_COUNT; i++) {
        const int32_t spread =
            (int32_t)(playtest_mix(play, i, 5) % (2 * SCAN_SPREAD + 1)) - SCAN_SPREAD;
        const int32_t value = s->origin.base[i] + (play % 2 == 1 ? spread : 0);

        base[i] = value < 0 ? 0 : value > 1000 ? 1000 : value;
    }
    scenario_team_make_from(s, playtest_mix(play, 0, 1), base, team);
}

/* In one of eight rounds a trainer brings in a happening. */
static void bring(const struct scenario *s, uint32_t play, uint32_t round, struct sim_team *team)
{
    const uint32_t draw = playtest_mix(play, round, 9);

    if (s->happenings_count > 0 && draw % 8 == 0)
        scenario_start_happening(s, s->happenings[draw / 8 % s->happenings_count], team);
}

/* Start what happens before the weeks of a round pass. */
static void decide(const struct scenario *s, uint32_t play, uint32_t round, uint32_t dilemma,
                   uint32_t option, struct sim_team *team)
{
    bring(s, play, round, team);
    scenario_start_option(s, dilemma, option, team);
}

/* --- looking ahead --------------------------------------------------------------------------- */

/* What an option leads to: the mean of the outcomes over the ends of its round and of all later
 * rounds, in which a random leader makes the same choices after every option. All branches of a
 * play advance together, a round at a time, because a batch is faster than its teams alone. */
#define BRANCHES_MAX (ROUNDS_MAX * OPTIONS_MAX)

struct branch {
    int16_t *value; /* Where the means go at the end. */
    uint32_t played;
    uint32_t dilemma, option; /* Of this round. */
    int32_t sum[PLAYTEST_OUTCOMES];
    int32_t rounds;
};

struct branches {
    uint32_t count;
    struct branch branch[BRANCHES_MAX];
    struct sim_team team[BRANCHES_MAX];
};

/* Record the state before a choice, and make a branch for every option. */
static void sample(struct branches *all, const struct scenario *s, uint32_t dilemma,
                   uint32_t played, const struct sim_team *team, struct playtest_sample *out)
{
    const struct sim_outcomes outcomes = sim_team_outcomes(team, &s->parameters);

    playtest_features(s, team, &outcomes, out->feature);
    for (uint32_t option = 0; option < s->dilemmas[dilemma].options_count; option++) {
        all->team[all->count] = *team;
        all->branch[all->count++] = (struct branch){
            .value = out->value[option], .played = played, .dilemma = dilemma, .option = option};
    }
}

/* Decide for a branch in a round after its own. */
static void branch_decide(struct branch *b, struct sim_team *team, const struct scenario *s,
                          uint32_t play, uint32_t round)
{
    b->dilemma = scenario_draw(s, round, team, b->played);
    b->option = playtest_choose(s, LEADER_RANDOM, play, round, b->dilemma, team);
    b->played |= 1u << b->dilemma;
    decide(s, play, round, b->dilemma, b->option, team);
}

/* Branches from `first` on are new and have chosen already. */
static void branches_decide(struct branches *all, uint32_t first, const struct scenario *s,
                            uint32_t play, uint32_t round)
{
    for (uint32_t i = 0; i < all->count; i++) {
        struct branch *b = &all->branch[i];

        if (i < first) {
            branch_decide(b, &all->team[i], s, play, round);
        } else {
            b->played |= 1u << b->dilemma;
            decide(s, play, round, b->dilemma, b->option, &all->team[i]);
        }
    }
}

static void branches_count(struct branches *all, const struct scenario *s)
{
    for (uint32_t i = 0; i < all->count; i++) {
        struct branch *b = &all->branch[i];
        int16_t value[PLAYTEST_OUTCOMES];

        playtest_outcomes(s, &all->team[i], value);
        for (uint32_t k = 0; k < PLAYTEST_OUTCOMES; k++)
            b->sum[k] += value[k];
        b->rounds++;
    }
}

static void branches_end(const struct branches *all)
{
    for (uint32_t i = 0; i < all->count; i++) {
        const struct branch *b = &all->branch[i];

        /* In parts of a point there are fewer false ties. */
        for (uint32_t k = 0; k < PLAYTEST_OUTCOMES; k++)
            b->value[k] = (int16_t)(PLAYTEST_VALUE_PARTS * b->sum[k] / b->rounds);
    }
}

/* Let the weeks of this round pass for the play and its branches. Those whose dilemmas take equally
 * long form a batch. */
static void weeks_pass(struct branches *all, const struct scenario *s, uint32_t dilemma,
                       struct sim_team *team)
{
    struct sim_team *together[BRANCHES_MAX + 1] = {team};
    const int32_t weeks = s->dilemmas[dilemma].weeks;
    uint32_t count = 1, others = 0;

    for (uint32_t i = 0; i < all->count; i++) {
        if (s->dilemmas[all->branch[i].dilemma].weeks == weeks)
            together[count++] = &all->team[i];
        else
            others++;
    }
    sim_batch_run_each(together, count, &s->catalogue->sim, &s->parameters, weeks);
    for (uint32_t i = 0; others > 0 && i < all->count; i++) {
        if (s->dilemmas[all->branch[i].dilemma].weeks != weeks)
            scenario_run(s, all->branch[i].dilemma, &all->team[i]);
    }
}

/* Let the weeks of a round pass for branches only. */
static void branches_pass(struct branches *all, const struct scenario *s)
{
    struct sim_team *together[BRANCHES_MAX];
    uint32_t left = all->count;

    for (int32_t weeks = 1; left > 0; weeks++) {
        uint32_t count = 0;

        for (uint32_t i = 0; i < all->count; i++) {
            if (s->dilemmas[all->branch[i].dilemma].weeks == weeks)
                together[count++] = &all->team[i];
        }
        sim_batch_run_each(together, count, &s->catalogue->sim, &s->parameters, weeks);
        left -= count;
    }
}

/* --- a play ---------------------------------------------------------------------------------- */

static uint16_t signals_of(const struct scenario *s, uint32_t dilemma, const struct sim_team *team)
{
    const struct scenario_dilemma *d = &s->dilemmas[dilemma];
    const struct scenario_moment now = scenario_moment_make(team, team, &s->parameters);
    uint32_t bits = 0;

    for (uint32_t i = 0; i < d->signals_count; i++)
        bits |= (uint32_t)scenario_condition_holds(&d->signals[i].when, &now) << i;
    return (uint16_t)bits;
}

static uint16_t paragraphs_of(const struct scenario *s, uint32_t dilemma, uint32_t option,
                              const struct sim_team *now, const struct sim_team *before)
{
    const struct scenario_option *o = &s->dilemmas[dilemma].options[option];
    const struct scenario_moment moment = scenario_moment_make(now, before, &s->parameters);
    uint32_t bits = 0;

    for (uint32_t i = 0; i < o->paragraphs_count; i++)
        bits |= (uint32_t)scenario_condition_holds(&o->paragraphs[i].when, &moment) << i;
    return (uint16_t)bits;
}

bool playtest_reach(const struct scenario *s, uint32_t play, uint32_t wanted,
                    struct playtest_state *out)
{
    const enum playtest_leader leader = (enum playtest_leader)(play % LEADERS_COUNT);

    *out = (struct playtest_state){.play = play};
    make_team(s, play, &out->team);
    for (; out->round < s->rounds_count; out->round++) {
        const uint32_t dilemma = scenario_draw(s, out->round, &out->team, out->played);

        if (dilemma == wanted)
            return true;
        decide(s, play, out->round, dilemma,
               playtest_choose(s, leader, play, out->round, dilemma, &out->team), &out->team);
        scenario_run(s, dilemma, &out->team);
        out->played |= 1u << dilemma;
    }
    return false;
}

void playtest_try(const struct scenario *s, const struct playtest_state *states, uint32_t count,
                  uint32_t dilemma, uint32_t option, int16_t (*value)[PLAYTEST_OUTCOMES])
{
    struct branches all = {.count = count};

    assert(count <= PLAYTEST_TRY_MAX);
    for (uint32_t i = 0; i < count; i++) {
        assert(states[i].round == states[0].round);
        all.team[i] = states[i].team;
        all.branch[i] = (struct branch){.value = value[i],
                                        .played = states[i].played | 1u << dilemma,
                                        .dilemma = dilemma,
                                        .option = option};
        decide(s, states[i].play, states[i].round, dilemma, option, &all.team[i]);
    }
    for (uint32_t round = states[0].round; round < s->rounds_count; round++) {
        for (uint32_t i = 0; i < count && round > states[0].round; i++)
            branch_decide(&all.branch[i], &all.team[i], s, states[i].play, round);
        branches_pass(&all, s);
        branches_count(&all, s);
    }
    branches_end(&all);
}

void playtest_play(const struct scenario *s, uint32_t play, uint32_t wanted,
                   struct playtest_found *out)
{
    const enum playtest_leader leader = (enum playtest_leader)(play % LEADERS_COUNT);
    struct sim_team team, start, before;
    struct scenario_moment moment;
    struct branches branches; /* 320 kB; only what is used is touched. */
    uint32_t played = 0;

    branches.count = 0;
    make_team(s, play, &team);
    start = team;
    out->leader = (uint8_t)leader;
    out->rounds = s->rounds_count;
    for (uint32_t round = 0; round < s->rounds_count; round++) {
        const uint32_t dilemma = scenario_draw(s, round, &team, played);
        const uint32_t option = playtest_choose(s, leader, play, round, dilemma, &team);
        const uint32_t older = branches.count;

        out->dilemma[round] = (uint8_t)dilemma;
        out->option[round] = (uint8_t)option;
        out->seen[round] = signals_of(s, dilemma, &team);
        out->sampled[round] = (wanted >> dilemma & 1) != 0;
        if (out->sampled[round])
            sample(&branches, s, dilemma, played, &team, &out->sample[round]);
        before = team;
        decide(s, play, round, dilemma, option, &team);
        branches_decide(&branches, older, s, play, round);
        weeks_pass(&branches, s, dilemma, &team);
        branches_count(&branches, s);
        played |= 1u << dilemma;
        out->told[round] = paragraphs_of(s, dilemma, option, &team, &before);
    }
    branches_end(&branches);
    moment = scenario_moment_make(&team, &start, &s->parameters);
    out->ending = (uint8_t)scenario_ending_of(s, &moment);
    playtest_outcomes(s, &team, out->outcome);
}
