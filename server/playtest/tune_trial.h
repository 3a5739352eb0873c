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
    uint8_t (*fits)[OPTIONS_MAX];    /* By state: readings that take this option for what fits. */
};

/* Reach the dilemma `states` times and try every option. false: no memory. trial_clear in either
 * case. */
bool trial_make(struct trial *trial, const struct scenario *scenario, uint32_t dilemma,
                uint32_t states, uint32_t threads);
void trial_clear(struct trial *trial);

/* Try an option again, with its current numbers. */
void trial_try(struct trial *trial, uint32_t option);
/* The values of an option before something else was tried. */
struct trial_kept {
    uint32_t option;
    int16_t (*value)[PLAYTEST_OUTCOMES]; /* By state. */
};
/* false: no memory. trial_put_back restores and frees. */
bool trial_keep(const struct trial *trial, uint32_t option, struct trial_kept *kept);
void trial_put_back(struct trial *trial, struct trial_kept *kept);
void trial_weigh(const struct trial *trial, struct playtest_verdict *out);
/* What it yields here to choose what fits the phases (fit_rule.h) and not just anything: the mean
 * over states and outcomes, in deviations of leverage.h. */
double trial_fit_gain(const struct trial *trial);
/* How far its options lie apart on an outcome: the deviation between options in a state, as the
 * mean over states, in deviations of leverage.h. */
double trial_spread(const struct trial *trial, int outcome);

#endif
