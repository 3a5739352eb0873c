/* forks.h -- how large are the differences on which a story forks? A text with a condition says
 * that something happened, so cases in which it is told must differ enough from cases in which it
 * is not.
 *
 * For each comparison of a consequence or an ending, over random plays:
 *
 *   sides      the mean of the compared value where it holds, minus the mean where it does not
 *   threshold  for a change: how far the threshold is from no change
 *   width      the smaller of these, in deviations between people (for a member's value) or between
 *              teams, frozen as those of leverage.h; a fork is thin below FORKS_LEAST_SD
 *
 * Values in whole steps (phase, moved, left, vacant, rounds) are visible differences anyway, and
 * weeks and tenure are not differences in people: these do not count as forks. */
#ifndef DK_PLAYTEST_FORKS_H
#define DK_PLAYTEST_FORKS_H

#include "scenario/scenario.h"

#define FORKS_MAX            512
#define FORKS_PLAYS_PER_SEED 10
#define FORKS_LEAST_SD       0.2
#define FORKS_PLAYS_LEAST    20        /* On each side, to compare them. */
#define FORKS_NO_VALUE       INT16_MIN /* It did not come up in this play. */

/* Where a comparison is: in an ending, or in a paragraph of an option. */
struct fork_place {
    int8_t ending; /* -1: in a paragraph. */
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

/* Find the forks in `plays` random plays. false: no memory. forks_clear in either case. */
bool forks_find(struct forks *forks, const struct scenario *s, uint32_t plays, uint32_t threads);
void forks_clear(struct forks *forks);

/* How many points one deviation of the compared value is; 0: not a fork. */
double forks_deviation(const struct condition_node *node);
/* Is it about a change? */
bool forks_is_change(const struct condition_node *node);
/* For a search for a better threshold: *out gets the width that fork number `fork` would have with
 * this one, and the plays on either side. */
void forks_measure(const struct forks *forks, uint32_t fork, int32_t threshold, struct fork *out);
#define FORK_COMPARISON_TEXT 96
/* "member:anouar.delta:durven > 49" */
void forks_comparison_name(const struct scenario *s, const struct condition_node *node, char *out,
                           size_t capacity);
/* "rode-touw/dank-je/anouar-trekt: member:anouar.delta:durven > 49" */
void forks_name(const struct scenario *s, const struct fork *fork, char *out, size_t capacity);

#endif
