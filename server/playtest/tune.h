/* tune.h -- what a machine can do to balance a story: it turns the knobs of its options until every
 * dilemma holds, then sets the thresholds of its forks so that they depend on a real difference.
 *
 *   options   one step at a time, the step that helps its dilemma most: so that it holds, and that
 *             in a full story the choice matters and what fits the phases pays. A step is judged on
 *             a few hundred states with a margin, on the same plays before and after; the result on
 *             many
 *   forks     for each comparison the threshold that is wide enough (forks.h) and nearest to the
 *             middle of what happens; comparisons of one option about the same value move together
 *
 * A knob is a number of a start in scenario.json that players can see: from whom an action comes,
 * the hours that it gets, the weeks that it is kept up. A story has no other.
 *
 * For how long something is kept up often stands in the text of the option ("zes weken"), so that
 * knob is only turned when asked for.
 *
 * Texts are left alone: a dilemma or a fork that no number can mend is reported to its author. */
#ifndef DK_PLAYTEST_TUNE_H
#define DK_PLAYTEST_TUNE_H

#include "playtest/forks.h"
#include "playtest/playtest.h"

#define TUNE_STATES_AFTER 10000
#define TUNE_CHANGES_MAX  1024
#define TUNE_FORK_PLAYS   3000
/* In standard deviations: what choosing what fits should yield in a dilemma, and how far options
 * should lie apart. */
#define TUNE_FIT_GAIN   0.06
#define TUNE_SPREAD     0.11
#define TUNE_FORK_LEAST (1.1 * FORKS_LEAST_SD) /* A margin: other plays differ a little. */
/* A text with a condition is told in so many per cent of the plays of its option. */
#define TUNE_TOLD_LEAST 10
#define TUNE_TOLD_MOST  90

struct tune_knob {
    const char *key; /* In a start of scenario.json. */
    int32_t least, most;
    int32_t step;  /* The smallest step; values are multiples of it. */
    size_t offset; /* Of an int32_t in struct scenario_start. */
};
enum { TUNE_UP, TUNE_HOURS, TUNE_WEEKS };
extern const struct tune_knob tune_knobs[]; /* In that order. */
extern const uint32_t tune_knobs_count;

/* A number that changed: a knob of a start; or, with -1 for these, a comparison (struct
 * fork_place). */
struct tune_change {
    struct fork_place place;
    int8_t start;
    int8_t knob;
    int32_t was, now;
};

/* A dilemma before and after, over TUNE_STATES_AFTER teams or as many as asked. */
struct tune_dilemma {
    struct playtest_verdict before, after;
};

struct tune {
    /* Asked: */
    struct scenario *scenario; /* Its numbers change. */
    uint32_t states;           /* Per dilemma, during the search. */
    uint32_t states_after;     /* Per dilemma, to judge the end result. */
    uint32_t threads;
    bool options;  /* Turn knobs. */
    bool weeks;    /* Also for how many weeks something is kept up: texts may tell it. */
    bool forks;    /* Set thresholds. */
    bool progress; /* Report progress on stderr. */
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

/* Could no threshold mend this fork? It is thin, or its text is told hardly ever or nearly
 * always. */
bool tune_fork_is_stuck(const struct fork *fork);

#endif
