/* tune_trial.h -- one dilemma, tried again and again: the states that plays reach in it are kept,
 * so that another number in an option costs no more than playing that option. Private to the
 * playtest. */
#ifndef DK_PLAYTEST_TUNE_TRIAL_H
#define DK_PLAYTEST_TUNE_TRIAL_H

#include "playtest/playtest_play.h"

struct trial {
    const struct scenario *scenario;
    uint32_t dilemma;
    uint32_t threads;
    uint32_t count;
    struct playtest_state *states;
    struct playtest_sample *samples; /* Values of every option, as last tried. */
};

/* Reach the dilemma `states` times, and try every option. false: no memory; trial_clear in either
 * case. */
bool trial_make(struct trial *trial, const struct scenario *scenario, uint32_t dilemma,
                uint32_t states, uint32_t threads);
void trial_clear(struct trial *trial);

/* Try an option again, as it is now. */
void trial_try(struct trial *trial, uint32_t option);
void trial_weigh(const struct trial *trial, struct playtest_verdict *out);

#endif
