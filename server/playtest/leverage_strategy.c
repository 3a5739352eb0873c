/* leverage_strategy.c -- what a strategy yields, on the same seeds as random play. */
#include "playtest/fit_rule.h"
#include "playtest/flock.h"
#include "playtest/leverage_inside.h"
#include "playtest/parallel.h"

#include <stdlib.h>

struct strategy_trial {
    const struct leverage *l;
    /* For each seed, the sum over its readings. */
    int32_t (*end)[LEVERAGE_STRATEGIES_COUNT][PLAYTEST_OUTCOMES];
    atomic_bool failed;
};

static const struct sim_pulse *pulse_of(const struct scenario *s,
                                        const struct scenario_start *start)
{
    return &s->catalogue->sim.pulses[start->pulse];
}

static int32_t asked(const struct scenario *s, const struct scenario_option *o)
{
    int32_t sum = 0;

    for (uint32_t i = 0; i < o->starts_count; i++) {
        const struct sim_pulse *p = pulse_of(s, &o->starts[i]);

        sum += (p->hours + o->starts[i].hours) * 100 + p->load + p->change + p->money * 20;
    }
    return sum;
}

static int32_t bottom_up(const struct scenario_option *o)
{
    int32_t sum = 0;

    for (uint32_t i = 0; i < o->starts_count; i++)
        sum += o->starts[i].up;
    return o->starts_count == 0 ? 0 : sum / (int32_t)o->starts_count;
}

static int32_t constant_value(const struct scenario *s, const struct scenario_option *o,
                              enum leverage_strategy strategy)
{
    switch (strategy) {
    case LEVERAGE_STRATEGY_ROOM: return 10 * o->axes[AXIS_ROOM] - o->axes[AXIS_DIRECTION];
    case LEVERAGE_STRATEGY_DIRECTION: return 10 * o->axes[AXIS_DIRECTION] - o->axes[AXIS_ROOM];
    case LEVERAGE_STRATEGY_BACKING: return o->axes[AXIS_BACKING];
    case LEVERAGE_STRATEGY_MILDEST: return -asked(s, o);
    case LEVERAGE_STRATEGY_COSTLIEST: return asked(s, o);
    case LEVERAGE_STRATEGY_BOTTOM_UP: return bottom_up(o);
    default: return 0;
    }
}

static uint32_t choose(const struct scenario *s, enum leverage_strategy strategy, uint32_t dilemma,
                       const struct sim_team *team, uint32_t luck)
{
    const struct scenario_dilemma *d = &s->dilemmas[dilemma];
    int32_t value[OPTIONS_MAX];

    if (strategy == LEVERAGE_STRATEGY_FIT)
        return fit_rule_choose(s, dilemma, team, luck);
    if (strategy >= LEVERAGE_STRATEGY_ALWAYS_A) {
        const uint32_t letter = (uint32_t)strategy - LEVERAGE_STRATEGY_ALWAYS_A;

        return letter < d->options_count ? letter : d->options_count - 1;
    }
    for (uint32_t o = 0; o < d->options_count; o++)
        value[o] = constant_value(s, &d->options[o], strategy);
    return fit_rule_highest(value, d->options_count, luck % 997);
}

/* Play number strategy * LEVERAGE_READINGS + reading. */
static void play_seed(void *arg, uint32_t seed)
{
    struct strategy_trial *trial = arg;
    const struct scenario *s = trial->l->scenario;
    struct sim_team team;
    struct flock flock;

    scenario_team_make(s, leverage_seed(seed), &team);
    if (!flock_make(&flock, s, LEVERAGE_STRATEGIES_COUNT * LEVERAGE_READINGS))
        atomic_store(&trial->failed, true);
    for (uint32_t i = 0; i < flock.capacity; i++)
        flock_add(&flock, &team, 0);
    for (uint32_t round = 0; flock.count > 0 && round < s->rounds_count; round++) {
        flock_draw(&flock, round);
        for (uint32_t i = 0; i < flock.count; i++) {
            const uint32_t luck = playtest_mix(seed, round, 61 + i % LEVERAGE_READINGS);

            flock_decide(&flock, i,
                         choose(s, (enum leverage_strategy)(i / LEVERAGE_READINGS),
                                flock.dilemma[i], &flock.team[i], luck));
        }
        flock_pass(&flock);
    }
    for (uint32_t i = 0; i < flock.count; i++) {
        int16_t outcome[PLAYTEST_OUTCOMES];

        playtest_outcomes(s, &flock.team[i], outcome);
        for (int k = 0; k < PLAYTEST_OUTCOMES; k++)
            trial->end[seed][i / LEVERAGE_READINGS][k] += outcome[k];
    }
    flock_clear(&flock);
}

bool leverage_find_strategies(struct leverage *l)
{
    struct strategy_trial trial = {.l = l};

    trial.end = calloc(l->seeds, sizeof *trial.end);
    if (trial.end == NULL)
        return false;
    parallel_run(l->seeds, l->threads, play_seed, &trial);
    for (int strategy = 0; strategy < LEVERAGE_STRATEGIES_COUNT; strategy++) {
        for (int k = 0; k < PLAYTEST_OUTCOMES; k++) {
            double sum = 0;

            for (uint32_t seed = 0; seed < l->seeds; seed++)
                sum += trial.end[seed][strategy][k];
            l->strategy[strategy][k] = sum / (l->seeds * LEVERAGE_READINGS);
        }
    }
    free(trial.end);
    return !atomic_load(&trial.failed);
}
