/* tune_inside.h -- what the files of the tuner share. Private to the playtest. */
#ifndef DK_PLAYTEST_TUNE_INSIDE_H
#define DK_PLAYTEST_TUNE_INSIDE_H

#include "playtest/tune.h"
#include "playtest/tune_trial.h"

/* Turn the knobs of options; set thresholds. false: no memory. */
bool tune_options(struct tune *t);
bool tune_forks(struct tune *t);

/* How far a dilemma is from holding, and in a full story from mattering; 0: all is well. */
double tune_fault(const struct trial *trial, const struct playtest_verdict *v);

/* Record the new value of a number. A second change of the same number replaces the first; a change
 * back to the old value removes it. */
void tune_note(struct tune *t, const struct tune_change *change);

/* A start in the scenario's own memory, which the tuner may write. */
struct scenario_start *tune_start(struct tune *t, uint32_t dilemma, uint32_t option,
                                  uint32_t start);
int32_t *tune_value(struct scenario_start *start, uint32_t knob);
/* The nearest value that the knob may have: no action gets fewer hours than none. */
int32_t tune_within(struct tune *t, const struct scenario_start *start, uint32_t knob,
                    int32_t value);

#endif
