/* tune_trial.h -- tries one dilemma again and again. The states that plays reach in it are kept, so
 * that after a change of a number only that option is played again. Private to the playtest. */
#ifndef DK_PLAYTEST_TUNE_TRIAL_H
#define DK_PLAYTEST_TUNE_TRIAL_H

#include "playtest/playtest_play.h"

struct trial {
    const struct scenario *scenario;
    uint32_t dilemma;
    uint32_t threads;
    uint32_t count;
    struct playtest_state *states;
    struct playtest_sample *samples; /* With the values of every option when last tried. */
};

/* Reach the dilemma `states` times and try every option. false: no memory. trial_clear in either
 * case. */
bool trial_make(struct trial *trial, const struct scenario *scenario, uint32_t dilemma,
                uint32_t states, uint32_t threads);
void trial_clear(struct trial *trial);

/* Try an option again, with its current numbers. */
void trial_try(struct trial *trial, uint32_t option);
void trial_weigh(const struct trial *trial, struct playtest_verdict *out);

#endif
