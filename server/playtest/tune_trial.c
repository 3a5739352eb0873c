#include "playtest/tune_trial.h"

#include "playtest/fit_rule.h"
#include "playtest/leverage.h"
#include "playtest/parallel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PLAYS_PER_STATE_MAX 6 /* A playtest stops at the same number. */
#define RUN                 32
#define READINGS            8 /* Per state, each with other mistakes. */

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

static void read_states(struct trial *trial)
{
    for (uint32_t i = 0; i < trial->count; i++) {
        const struct playtest_state *state = &trial->states[i];

        for (uint32_t k = 0; k < READINGS; k++) {
            const uint32_t luck = playtest_mix(state->play, state->round, 73 + k);

            trial->fits[i][fit_rule_choose(trial->scenario, trial->dilemma, &state->team, luck)]++;
        }
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
    trial->fits = calloc(trial->count + 1, sizeof *trial->fits);
    fine = trial->states != NULL && reaching.reached != NULL && trial->samples != NULL &&
           trial->fits != NULL;
    free(reaching.reached);
    if (fine)
        read_states(trial);
    for (uint32_t o = 0; fine && o < scenario->dilemmas[dilemma].options_count; o++)
        trial_try(trial, o);
    return fine;
}

void trial_clear(struct trial *trial)
{
    free(trial->states);
    free(trial->samples);
    free(trial->fits);
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

bool trial_keep(const struct trial *trial, uint32_t option, struct trial_kept *kept)
{
    *kept = (struct trial_kept){option, calloc(trial->count + 1, sizeof *kept->value)};
    if (kept->value == NULL)
        return false;
    for (uint32_t i = 0; i < trial->count; i++)
        memcpy(kept->value[i], trial->samples[i].value[option], sizeof kept->value[i]);
    return true;
}

void trial_put_back(struct trial *trial, struct trial_kept *kept)
{
    for (uint32_t i = 0; i < trial->count; i++)
        memcpy(trial->samples[i].value[kept->option], kept->value[i], sizeof kept->value[i]);
    free(kept->value);
    kept->value = NULL;
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

double trial_fit_gain(const struct trial *trial)
{
    const uint32_t options = trial->scenario->dilemmas[trial->dilemma].options_count;
    double sum = 0;

    for (uint32_t i = 0; i < trial->count; i++) {
        for (uint32_t o = 0; o < options; o++) {
            const double more = trial->fits[i][o] / (double)READINGS - 1.0 / options;

            for (int k = 0; k < PLAYTEST_OUTCOMES; k++)
                sum += more * trial->samples[i].value[o][k] /
                       (PLAYTEST_VALUE_PARTS * leverage_deviation[k]);
        }
    }
    return trial->count == 0 ? 0 : sum / trial->count / PLAYTEST_OUTCOMES;
}

static double spread_in(const struct playtest_sample *s, uint32_t options, int outcome)
{
    double sum = 0, squares = 0;

    for (uint32_t o = 0; o < options; o++) {
        sum += s->value[o][outcome];
        squares += (double)s->value[o][outcome] * s->value[o][outcome];
    }
    return sqrt(fmax(0, squares / options - sum / options * (sum / options)));
}

double trial_spread(const struct trial *trial, int outcome)
{
    const uint32_t options = trial->scenario->dilemmas[trial->dilemma].options_count;
    double sum = 0;

    for (uint32_t i = 0; i < trial->count; i++)
        sum += spread_in(&trial->samples[i], options, outcome);
    return trial->count == 0
               ? 0
               : sum / trial->count / (PLAYTEST_VALUE_PARTS * leverage_deviation[outcome]);
}
