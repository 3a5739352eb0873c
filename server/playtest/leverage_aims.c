/* leverage_aims.c -- how far a story can be steered: one planner per aim, on every seed. */
#include "playtest/flock.h"
#include "playtest/leverage_inside.h"
#include "playtest/parallel.h"

#include <stdlib.h>

/* What a deviation of learning, wellbeing and work is worth to each aim. */
static const int8_t worth[LEVERAGE_AIMS_COUNT][PLAYTEST_OUTCOMES] = {
    [LEVERAGE_AIM_LEARNING_HIGH] = {1, 0, 0},  [LEVERAGE_AIM_LEARNING_LOW] = {-1, 0, 0},
    [LEVERAGE_AIM_WELLBEING_HIGH] = {0, 1, 0}, [LEVERAGE_AIM_WELLBEING_LOW] = {0, -1, 0},
    [LEVERAGE_AIM_WORK_HIGH] = {0, 0, 1},      [LEVERAGE_AIM_WORK_LOW] = {0, 0, -1},
    [LEVERAGE_AIM_WORK_FIRST] = {0, -1, 1},    [LEVERAGE_AIM_WELLBEING_FIRST] = {0, 1, -1},
};

#define BRANCHES_MAX (LEVERAGE_AIMS_COUNT * OPTIONS_MAX * LEVERAGE_CONTINUATIONS)

struct plans {
    const struct leverage *l;
    int16_t (*end)[LEVERAGE_AIMS_COUNT][PLAYTEST_OUTCOMES]; /* Per seed. */
    atomic_bool failed;
};

/* The plays of one seed: one for each aim, and in every round its branches. */
struct planning {
    const struct scenario *s;
    uint32_t seed;
    struct flock plays;
    struct flock branches; /* By aim, option, continuation. */
    uint8_t option[LEVERAGE_AIMS_COUNT];
};

static double value_of(const struct scenario *s, const struct sim_team *team, int aim)
{
    int16_t outcome[PLAYTEST_OUTCOMES];
    double value = 0;

    playtest_outcomes(s, team, outcome);
    for (int k = 0; k < PLAYTEST_OUTCOMES; k++)
        value += worth[aim][k] * outcome[k] / leverage_deviation[k];
    return value;
}

static uint32_t options_of(const struct planning *p, uint32_t aim)
{
    return p->s->dilemmas[p->plays.dilemma[aim]].options_count;
}

/* Start a few continuations for every option of this round. */
static void branch(struct planning *p)
{
    p->branches.count = 0;
    for (uint32_t aim = 0; aim < LEVERAGE_AIMS_COUNT; aim++) {
        for (uint32_t i = 0; i < options_of(p, aim) * LEVERAGE_CONTINUATIONS; i++) {
            const uint32_t b = flock_add(&p->branches, &p->plays.team[aim], p->plays.played[aim]);

            p->branches.dilemma[b] = p->plays.dilemma[aim];
            flock_decide(&p->branches, b, i / LEVERAGE_CONTINUATIONS);
        }
    }
    flock_pass(&p->branches);
}

/* Play the branches to the end. One continuation makes the same choices after every option, so that
 * only the options differ. */
static void go_on(struct planning *p, uint32_t round)
{
    for (uint32_t next = round + 1; next < p->s->rounds_count; next++) {
        flock_draw(&p->branches, next);
        for (uint32_t b = 0; b < p->branches.count; b++) {
            const uint32_t path = playtest_mix(
                p->seed, round * LEVERAGE_CONTINUATIONS + b % LEVERAGE_CONTINUATIONS, 47);

            flock_decide(&p->branches, b,
                         leverage_path_option(p->s, path, next, p->branches.dilemma[b]));
        }
        flock_pass(&p->branches);
    }
}

static void pick(struct planning *p)
{
    uint32_t b = 0;

    for (uint32_t aim = 0; aim < LEVERAGE_AIMS_COUNT; aim++) {
        double best = 0;

        for (uint32_t option = 0; option < options_of(p, aim); option++) {
            double sum = 0;

            for (int i = 0; i < LEVERAGE_CONTINUATIONS; i++)
                sum += value_of(p->s, &p->branches.team[b++], (int)aim);
            if (option == 0 || sum > best) {
                best = sum;
                p->option[aim] = (uint8_t)option;
            }
        }
    }
}

static void play_rounds(struct planning *p)
{
    for (uint32_t round = 0; round < p->s->rounds_count; round++) {
        flock_draw(&p->plays, round);
        branch(p);
        go_on(p, round);
        pick(p);
        for (uint32_t aim = 0; aim < LEVERAGE_AIMS_COUNT; aim++)
            flock_decide(&p->plays, aim, p->option[aim]);
        flock_pass(&p->plays);
    }
}

static void plan_seed(void *arg, uint32_t seed)
{
    struct plans *plans = arg;
    struct planning p = {.s = plans->l->scenario, .seed = leverage_seed(seed)};
    struct sim_team team;

    if (flock_make(&p.plays, p.s, LEVERAGE_AIMS_COUNT) &&
        flock_make(&p.branches, p.s, BRANCHES_MAX)) {
        scenario_team_make(p.s, p.seed, &team);
        for (uint32_t aim = 0; aim < LEVERAGE_AIMS_COUNT; aim++)
            flock_add(&p.plays, &team, 0);
        play_rounds(&p);
        for (uint32_t aim = 0; aim < LEVERAGE_AIMS_COUNT; aim++)
            playtest_outcomes(p.s, &p.plays.team[aim], plans->end[seed][aim]);
    } else {
        atomic_store(&plans->failed, true);
    }
    flock_clear(&p.plays);
    flock_clear(&p.branches);
}

bool leverage_find_aims(struct leverage *l)
{
    struct plans plans = {.l = l};

    plans.end = calloc(l->seeds, sizeof *plans.end);
    if (plans.end == NULL)
        return false;
    parallel_run(l->seeds, l->threads, plan_seed, &plans);
    for (int aim = 0; aim < LEVERAGE_AIMS_COUNT; aim++) {
        for (int k = 0; k < PLAYTEST_OUTCOMES; k++) {
            double sum = 0;

            for (uint32_t seed = 0; seed < l->seeds; seed++)
                sum += plans.end[seed][aim][k];
            l->aimed[aim][k] = sum / l->seeds;
        }
    }
    free(plans.end);
    return !atomic_load(&plans.failed);
}
