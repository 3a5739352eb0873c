/* tune_inside.h -- what the files of the tuner share. Private to the playtest. */
#ifndef DK_PLAYTEST_TUNE_INSIDE_H
#define DK_PLAYTEST_TUNE_INSIDE_H

#include "playtest/tune.h"

/* Turn the options' knobs. Set thresholds. false: no memory. */
bool tune_options(struct tune *t);
bool tune_forks(struct tune *t);

/* Note that a number is `now`: a second change of the same number takes the place of the first, and
 * one back to what it was is none. */
void tune_note(struct tune *t, const struct tune_change *change);

/* The scenario's own memory, which a tuner may write. */
struct scenario_start *tune_start(struct tune *t, uint32_t dilemma, uint32_t option,
                                  uint32_t start);
int32_t *tune_value(struct scenario_start *start, uint32_t knob);

#endif
