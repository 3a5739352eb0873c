#include "playtest/leverage_inside.h"

#include <stdlib.h>
#include <time.h>

const double leverage_deviation[PLAYTEST_OUTCOMES] = {90, 36, 23};

static const char *const sights[LEVERAGE_SIGHTS_COUNT] = {
#define X(NAME, name) #name,
    LEVERAGE_SIGHTS(X)
#undef X
};

static const char *const strategies[LEVERAGE_STRATEGIES_COUNT] = {
#define X(NAME, name) #name,
    LEVERAGE_STRATEGIES(X)
#undef X
};

const char *leverage_sight_name(int sight)
{
    return sight >= 0 && sight < LEVERAGE_SIGHTS_COUNT ? sights[sight] : "";
}

const char *leverage_strategy_name(int strategy)
{
    return strategy >= 0 && strategy < LEVERAGE_STRATEGIES_COUNT ? strategies[strategy] : "";
}

bool leverage_is_full(const struct scenario *scenario)
{
    return scenario->rounds_count >= LEVERAGE_FULL_ROUNDS;
}

uint32_t leverage_seed(uint32_t number)
{
    return playtest_mix(number, 0, 41);
}

uint32_t leverage_path_option(const struct scenario *s, uint32_t path, uint32_t round,
                              uint32_t dilemma)
{
    return playtest_mix(path, round, 43) % s->dilemmas[dilemma].options_count;
}

double leverage_over_random(const struct leverage *l, enum leverage_strategy strategy)
{
    double sum = 0;

    for (int k = 0; k < PLAYTEST_OUTCOMES; k++)
        sum += (l->strategy[strategy][k] - l->random[k]) / leverage_deviation[k];
    return sum / PLAYTEST_OUTCOMES;
}

static bool find_proven(struct leverage *l)
{
    struct playtest *test = calloc(1, sizeof *test);
    bool fine;

    if (test == NULL)
        return false;
    test->scenario = l->scenario;
    test->states_wanted = l->states;
    test->threads = l->threads;
    fine = playtest_run(test) == RESULT_OK;
    for (uint32_t d = 0; fine && d < l->scenario->dilemmas_count; d++) {
        struct playtest_verdict v;

        playtest_weigh(test, d, &v);
        l->proven += v.holds;
    }
    playtest_clear(test);
    free(test);
    return fine;
}

static double seconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

enum result leverage_run(struct leverage *l)
{
    const double start = seconds_now();
    const bool fine =
        leverage_find_shares(l) && leverage_find_aims(l) && leverage_find_rooms(l) &&
        leverage_find_strategies(l) &&
        forks_find(&l->forks, l->scenario, l->seeds * FORKS_PLAYS_PER_SEED, l->threads) &&
        (l->states == 0 || find_proven(l));

    l->seconds = seconds_now() - start;
    return fine ? RESULT_OK : RESULT_NO_MEMORY;
}

void leverage_clear(struct leverage *l)
{
    forks_clear(&l->forks);
}
