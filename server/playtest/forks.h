/* forks.h -- on how much does a story fork? A text that is told under a condition says that
 * something happened; so what is compared must be far enough from what would not have told it.
 *
 * Of each comparison of a consequence or an ending, over random plays:
 *
 *   sides      the mean of what is compared where it holds, less that where it does not
 *   threshold  of a change: how far from no change it lies
 *   width      the least of these, in deviations between people (of a member's value) or between
 *              teams, frozen as those of leverage.h; a fork is thin below FORKS_LEAST_SD
 *
 * What is counted in whole steps (phase, moved, left, vacant, rounds) shows by itself, and weeks
 * and tenure are no difference in people: these are no forks. */
#ifndef DK_PLAYTEST_FORKS_H
#define DK_PLAYTEST_FORKS_H

#include "scenario/scenario.h"

#define FORKS_MAX            512
#define FORKS_PLAYS_PER_SEED 10
#define FORKS_LEAST_SD       0.2
#define FORKS_PLAYS_LEAST    20        /* On either side, to compare the sides. */
#define FORKS_NO_VALUE       INT16_MIN /* It was not asked in this play. */

/* Where a comparison stands: of an ending, or of a paragraph of an option. */
struct fork_place {
    int8_t ending; /* -1: of a paragraph. */
    uint8_t dilemma, option, paragraph;
    uint8_t node; /* Of the condition. */
};

struct fork {
    struct fork_place place;
    const struct condition_node *node;
    double deviation;      /* Points that one deviation is. */
    uint32_t holds, fails; /* Plays. */
    double width;          /* In deviations. */
};

struct forks {
    uint32_t count;
    uint32_t thin;
    uint32_t plays;
    struct fork items[FORKS_MAX];
    int16_t *value; /* [play * count + fork]; owned. */
};

/* Play `plays` random plays. false: no memory; forks_clear in either case. */
bool forks_find(struct forks *forks, const struct scenario *s, uint32_t plays, uint32_t threads);
void forks_clear(struct forks *forks);

/* Points that a deviation of what is compared is; 0: it is no fork. */
double forks_deviation(const struct condition_node *node);
/* Is it about a change? */
bool forks_is_change(const struct condition_node *node);
/* What fork number `fork` would be with this threshold: its width, and the plays on either side in
 * *out. For who looks for a better one. */
void forks_measure(const struct forks *forks, uint32_t fork, int32_t threshold, struct fork *out);
/* "rode-touw/dank-je/anouar-trekt: member:anouar.delta:durven > 49" */
void forks_name(const struct scenario *s, const struct fork *fork, char *out, size_t capacity);

#endif
