/* fork_survey.h -- what does change after a choice, for an author whose text hangs on something
 * that hardly does? Random plays; after every round, how much each value of each member and of the
 * team rose since the decision. */
#ifndef DK_PLAYTEST_FORK_SURVEY_H
#define DK_PLAYTEST_FORK_SURVEY_H

#include "playtest/forks.h"

#define FORK_SURVEY_BEST 8

/* A comparison that would make a good fork: far enough from no change, and true neither nearly
 * always nor hardly ever. */
struct fork_instead {
    struct condition_node node;
    double share; /* Of the plays in which this option was chosen. */
};

struct fork_survey {
    const struct scenario *scenario;
    uint32_t plays;
    uint32_t nodes_count;
    struct condition_node *nodes; /* What is looked at; owned. */
    uint8_t *chosen;              /* [play][round]: dilemma * OPTIONS_MAX + option; owned. */
    int16_t *value;               /* [play][round][node]; owned. */
};

/* false: no memory. fork_survey_clear in either case. */
bool fork_survey_make(struct fork_survey *survey, const struct scenario *s, uint32_t plays,
                      uint32_t threads);
void fork_survey_clear(struct fork_survey *survey);

/* Comparisons on changes after this option, of `slot` or (slot < 0) of the team, at most
 * FORK_SURVEY_BEST, the most evenly divided first. Returns how many. */
uint32_t fork_survey_find(const struct fork_survey *survey, uint32_t dilemma, uint32_t option,
                          int32_t slot, struct fork_instead out[FORK_SURVEY_BEST]);

#endif
