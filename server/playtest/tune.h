/* tune.h -- what a machine can do to balance a story: it turns the knobs of its options until every
 * dilemma is one, then sets the thresholds of its forks so that they turn on something.
 *
 *   options   a step at a time, the step that helps its dilemma most, judged on a few hundred
 *             states with a margin, on the same plays before and after; in the end judged on many
 *   forks     per comparison the threshold that is wide enough (forks.h) and nearest to the middle
 *             of what happens; comparisons of one option about the same thing move together
 *
 * A knob is a number of a start in scenario.json. What players can see is turned first; what they
 * cannot see only where that does not suffice, and only when it is allowed.
 *
 * Texts are not a machine's: a dilemma or a fork that no number mends is left for its author, with
 * what was found. */
#ifndef DK_PLAYTEST_TUNE_H
#define DK_PLAYTEST_TUNE_H

#include "playtest/forks.h"
#include "playtest/playtest.h"

#define TUNE_STATES       600
#define TUNE_STATES_AFTER 10000
#define TUNE_CHANGES_MAX  1024
#define TUNE_FORK_PLAYS   3000
#define TUNE_TOLD_LEAST   10 /* Per cent of the plays of its option, */
#define TUNE_TOLD_MOST    90 /* of a text with a condition. */

struct tune_knob {
    const char *key; /* In a start of scenario.json. */
    bool visible;    /* Do players see it? */
    int32_t least, most;
    int32_t step;  /* The smallest, and what values are multiples of. */
    size_t offset; /* Of an int32_t in struct scenario_start. */
};
extern const struct tune_knob tune_knobs[];
extern const uint32_t tune_knobs_count;

/* A number that changed. `start` and `knob`, or -1 and a comparison: see struct fork_place. */
struct tune_change {
    struct fork_place place;
    int8_t start;
    int8_t knob;
    int32_t was, now;
};

/* A dilemma as it was and is, over TUNE_STATES_AFTER teams or as many as asked. */
struct tune_dilemma {
    struct playtest_verdict before, after;
};

struct tune {
    /* Asked: */
    struct scenario *scenario; /* Its numbers change. */
    uint32_t states;           /* While looking; */
    uint32_t states_after;     /* and to judge in the end. */
    uint32_t threads;
    bool hidden;   /* Knobs that players do not see may be turned, too. */
    bool options;  /* Turn knobs; */
    bool forks;    /* set thresholds. */
    bool progress; /* Tell on stderr how far it is. */
    /* Found: */
    struct tune_dilemma dilemma[DILEMMAS_MAX];
    struct tune_change changes[TUNE_CHANGES_MAX];
    uint32_t changes_count;
    struct forks forks_after; /* With the thresholds as they are now. */
    uint32_t thin_before;
};

/* RESULT_OK or RESULT_NO_MEMORY; tune_clear in either case. */
enum result tune_run(struct tune *t);
void tune_clear(struct tune *t);

/* Is the fork one that no threshold mends: thin, or told hardly ever or nearly always? */
bool tune_fork_is_stuck(const struct fork *fork);

#endif
