/* playtest_run.c -- plays in blocks, on all cores, merged in order. */
#include "playtest/parallel.h"
#include "playtest/playtest_play.h"

#include <stdlib.h>
#include <time.h>

#define BLOCK_PLAYS         512u
#define PLAYS_PER_STATE_MAX 6u
#define BAR_WIDTH           40

struct run_block {
    const struct scenario *scenario;
    uint32_t first; /* Number of the first play. */
    uint32_t count;
    uint32_t flags;  /* In the numbers of plays: PLAYTEST_OWN_TEAM. */
    uint32_t wanted; /* Bit per dilemma that needs more states. */
    struct playtest_found *found;
};

static void work(void *arg, uint32_t i)
{
    struct run_block *block = arg;

    playtest_play(block->scenario, block->flags | (block->first + i), block->wanted,
                  &block->found[i]);
}

static void keep(struct playtest *test, uint32_t dilemma, const struct playtest_sample *sample)
{
    struct playtest_states *states = &test->states[dilemma];

    if (states->count < test->states_wanted)
        states->items[states->count++] = *sample;
}

static void merge(struct playtest *test, const struct playtest_found *found)
{
    for (uint32_t round = 0; round < found->rounds; round++) {
        const uint32_t d = found->dilemma[round], o = found->option[round];

        test->reached[d]++;
        test->taken[found->leader][d][o]++;
        for (uint32_t i = 0; i < PARAGRAPHS_MAX; i++)
            test->told[d][o][i] += found->told[round] >> i & 1;
        for (uint32_t i = 0; i < SIGNALS_MAX; i++)
            test->seen[d][i] += found->seen[round] >> i & 1;
        if (found->sampled[round])
            keep(test, d, &found->sample[round]);
    }
    test->plays++;
    test->plays_of[found->leader]++;
    test->endings[found->leader][found->ending]++;
    for (uint32_t i = 0; i < PLAYTEST_OUTCOMES; i++)
        test->outcome_sum[found->leader][i] += found->outcome[i];
}

static uint32_t still_wanted(const struct playtest *test)
{
    uint32_t bits = 0;

    for (uint32_t d = 0; d < test->scenario->dilemmas_count; d++) {
        if (test->states[d].count < test->states_wanted)
            bits |= 1u << d;
    }
    return bits;
}

static void show_progress(const struct playtest *test)
{
    uint64_t have = 0;
    const uint64_t all = (uint64_t)test->states_wanted * test->scenario->dilemmas_count;
    int filled;

    if (all == 0)
        return;
    for (uint32_t d = 0; d < test->scenario->dilemmas_count; d++)
        have += test->states[d].count;
    if (test->control != NULL)
        atomic_store(&test->control->percent, (unsigned)(have * 100 / all));
    if (!test->progress)
        return;
    filled = (int)(have * BAR_WIDTH / all);
    fprintf(stderr, "\r[%.*s%*s] %3d%%  %u", filled, "########################################",
            BAR_WIDTH - filled, "", (int)(have * 100 / all), test->plays);
    fflush(stderr);
}

static double seconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static bool is_stopped(const struct playtest *test, double start)
{
    const struct playtest_control *control = test->control;

    return control != NULL &&
           (atomic_load(&control->cancelled) ||
            (control->seconds_max > 0 && seconds_now() - start > control->seconds_max));
}

static bool take_memory(struct playtest *test)
{
    for (uint32_t d = 0; d < test->scenario->dilemmas_count; d++) {
        test->states[d].items = calloc(test->states_wanted + 1, sizeof *test->states[d].items);
        if (test->states[d].items == NULL)
            return false;
    }
    return true;
}

enum result playtest_run(struct playtest *test)
{
    struct run_block block = {.scenario = test->scenario,
                              .flags = test->own_teams ? PLAYTEST_OWN_TEAM : 0};
    const double start = seconds_now();
    const uint32_t plays_max =
        test->states_wanted == 0 ? test->plays_wanted : test->states_wanted * PLAYS_PER_STATE_MAX;

    block.found = calloc(BLOCK_PLAYS, sizeof *block.found);
    if (block.found == NULL || !take_memory(test)) {
        free(block.found);
        return RESULT_NO_MEMORY;
    }
    block.wanted = still_wanted(test);
    while (test->plays < plays_max && (block.wanted != 0 || test->states_wanted == 0) &&
           !is_stopped(test, start)) {
        block.first = test->plays;
        block.count = plays_max - test->plays < BLOCK_PLAYS ? plays_max - test->plays : BLOCK_PLAYS;
        parallel_run(block.count, test->threads, work, &block);
        for (uint32_t i = 0; i < block.count; i++)
            merge(test, &block.found[i]);
        block.wanted = still_wanted(test);
        show_progress(test);
    }
    if (test->progress)
        fputs("\r\033[K", stderr);
    free(block.found);
    test->seconds = seconds_now() - start;
    return RESULT_OK;
}

void playtest_clear(struct playtest *test)
{
    for (uint32_t d = 0; d < DILEMMAS_MAX; d++) {
        free(test->states[d].items);
        test->states[d] = (struct playtest_states){NULL, 0};
    }
}
