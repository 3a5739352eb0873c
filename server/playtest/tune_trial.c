#include "playtest/tune_trial.h"

#include "playtest/parallel.h"

#include <stdlib.h>
#include <string.h>

#define PLAYS_PER_STATE_MAX 6 /* A playtest stops at the same number. */
#define RUN                 32

struct reaching {
    struct trial *trial;
    bool *reached;
};

static void reach(void *arg, uint32_t play)
{
    const struct reaching *r = arg;

    r->reached[play] =
        playtest_reach(r->trial->scenario, play, r->trial->dilemma, &r->trial->states[play]);
}

/* Keep the first `wanted` of the states that were reached, in order. */
static void keep_reached(struct trial *trial, const bool *reached, uint32_t plays, uint32_t wanted)
{
    for (uint32_t i = 0; i < plays && trial->count < wanted; i++) {
        if (reached[i])
            trial->states[trial->count++] = trial->states[i];
    }
}

bool trial_make(struct trial *trial, const struct scenario *scenario, uint32_t dilemma,
                uint32_t states, uint32_t threads)
{
    struct reaching reaching = {.trial = trial};
    uint32_t plays = states;
    bool fine;

    *trial = (struct trial){.scenario = scenario, .dilemma = dilemma, .threads = threads};
    for (uint32_t times = 1; times <= PLAYS_PER_STATE_MAX && trial->count < states; times++) {
        plays = states * times;
        free(trial->states);
        free(reaching.reached);
        trial->count = 0;
        trial->states = calloc(plays, sizeof *trial->states);
        reaching.reached = calloc(plays, sizeof *reaching.reached);
        if (trial->states == NULL || reaching.reached == NULL)
            break;
        parallel_run(plays, threads, reach, &reaching);
        keep_reached(trial, reaching.reached, plays, states);
    }
    trial->samples = calloc(trial->count + 1, sizeof *trial->samples);
    fine = trial->states != NULL && reaching.reached != NULL && trial->samples != NULL;
    free(reaching.reached);
    for (uint32_t o = 0; fine && o < scenario->dilemmas[dilemma].options_count; o++)
        trial_try(trial, o);
    return fine;
}

void trial_clear(struct trial *trial)
{
    free(trial->states);
    free(trial->samples);
    *trial = (struct trial){.scenario = NULL};
}

struct trying {
    struct trial *trial;
    uint32_t option;
};

/* Try states first .. first + RUN - 1; states of the same round go together. */
static void try_run(void *arg, uint32_t number)
{
    const struct trying *t = arg;
    struct trial *trial = t->trial;
    const uint32_t end = (number + 1) * RUN < trial->count ? (number + 1) * RUN : trial->count;

    for (uint32_t i = number * RUN; i < end;) {
        int16_t value[RUN][PLAYTEST_OUTCOMES];
        uint32_t n = 1;

        while (i + n < end && trial->states[i + n].round == trial->states[i].round)
            n++;
        playtest_try(trial->scenario, &trial->states[i], n, trial->dilemma, t->option, value);
        for (uint32_t k = 0; k < n; k++)
            memcpy(trial->samples[i + k].value[t->option], value[k], sizeof value[k]);
        i += n;
    }
}

void trial_try(struct trial *trial, uint32_t option)
{
    struct trying trying = {trial, option};

    parallel_run((trial->count + RUN - 1) / RUN, trial->threads, try_run, &trying);
}

void trial_weigh(const struct trial *trial, struct playtest_verdict *out)
{
    struct playtest *test = calloc(1, sizeof *test);

    memset(out, 0, sizeof *out);
    if (test == NULL)
        return;
    test->scenario = trial->scenario;
    test->states[trial->dilemma] = (struct playtest_states){trial->samples, trial->count};
    playtest_weigh(test, trial->dilemma, out);
    free(test);
}
