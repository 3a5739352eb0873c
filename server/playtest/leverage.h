/* leverage.h -- do choices matter? The measures of one story, for the table of bars in
 * leverage_bars.h.
 *
 *   shares      of the spread at the end: choices and luck (estimate.h)
 *   foresight   the end for a planner that aims high minus that for one that aims low. It tries
 *               every option of a round with three random continuations and the true luck of this
 *               team, to the end of the story, and takes the best mean: an upper bound for players
 *   apart       the same planner when it trades wellbeing for work, and work for wellbeing
 *   rooms       two rooms with the same seed take another option in one round: what can be seen to
 *               differ after it; and how two random paths of one seed differ at the end
 *   strategies  compared with random choice: what fits the phases, and rules that look at nobody
 *   forks       forks.h
 *
 * Distances are in points of 1000, or in frozen standard deviations: those between teams under
 * random play on the first version of the model. With current deviations, a model could meet a bar
 * just by having less luck. The end is measured by playtest_outcomes.
 *
 * Results depend only on the sizes, not on threads or the machine. */
#ifndef DK_PLAYTEST_LEVERAGE_H
#define DK_PLAYTEST_LEVERAGE_H

#include "playtest/estimate.h"
#include "playtest/forks.h"
#include "playtest/playtest.h"

#define LEVERAGE_SEEDS_MAX     5000
#define LEVERAGE_PATHS_MAX     2000
#define LEVERAGE_CONTINUATIONS 3
#define LEVERAGE_READINGS      4 /* Per seed, each with other mistakes. */
#define LEVERAGE_FULL_ROUNDS   5 /* A story with fewer is short. */
#define LEVERAGE_DIFFERENT_SD  0.5

/* Learning, wellbeing, work: points of the first version. */
extern const double leverage_deviation[PLAYTEST_OUTCOMES];

#define LEVERAGE_AIMS(X)                                                                           \
    X(LEARNING_HIGH, learning_high)                                                                \
    X(LEARNING_LOW, learning_low)                                                                  \
    X(WELLBEING_HIGH, wellbeing_high)                                                              \
    X(WELLBEING_LOW, wellbeing_low)                                                                \
    X(WORK_HIGH, work_high)                                                                        \
    X(WORK_LOW, work_low)                                                                          \
    X(WORK_FIRST, work_first)           /* work, whatever it costs in wellbeing */                 \
    X(WELLBEING_FIRST, wellbeing_first) /* and the reverse */
enum leverage_aim {
#define X(NAME, name) LEVERAGE_AIM_##NAME,
    LEVERAGE_AIMS(X)
#undef X
        LEVERAGE_AIMS_COUNT
};

/* What players can see differ between two rooms after a round. WHY leaves out the names of what was
 * started, because those say what was chosen and not what it did. */
#define LEVERAGE_SIGHTS(X)                                                                         \
    X(STEPS, steps)     /* on the staircase, and who is there */                                   \
    X(FACES, faces)     /* what people look like */                                                \
    X(FIGURES, figures) /* of the team, in words */                                                \
    X(SIGNALS, signals) /* in the situation that comes next, or the situation itself */            \
    X(WHY, why)         /* why it went like that */
enum leverage_sight {
#define X(NAME, name) LEVERAGE_SIGHT_##NAME,
    LEVERAGE_SIGHTS(X)
#undef X
        LEVERAGE_SIGHTS_COUNT
};

/* FIT looks at the phases of people; the others look at nobody. */
#define LEVERAGE_STRATEGIES(X)                                                                     \
    X(FIT, fit)             /* what is made for the phases that were read */                       \
    X(ROOM, room)           /* most room */                                                        \
    X(DIRECTION, direction) /* most direction */                                                   \
    X(BACKING, backing)     /* most backing, of the axes of an option */                           \
    X(MILDEST, mildest)     /* asks least: hours, load, change, money */                           \
    X(COSTLIEST, costliest) /* asks most */                                                        \
    X(BOTTOM_UP, bottom_up) /* most from the floor */                                              \
    X(ALWAYS_A, always_a)                                                                          \
    X(ALWAYS_B, always_b)                                                                          \
    X(ALWAYS_C, always_c)                                                                          \
    X(ALWAYS_D, always_d) /* the last, where there are fewer */
enum leverage_strategy {
#define X(NAME, name) LEVERAGE_STRATEGY_##NAME,
    LEVERAGE_STRATEGIES(X)
#undef X
        LEVERAGE_STRATEGIES_COUNT
};

struct leverage {
    /* Asked: */
    const struct scenario *scenario;
    uint32_t seeds, paths;
    uint32_t states;  /* Per dilemma, to prove it; 0: do not. */
    uint32_t threads; /* 0: one per core. */
    /* Found: */
    struct estimate_parts parts[PLAYTEST_OUTCOMES];
    double random[PLAYTEST_OUTCOMES];                     /* Mean end of random paths. */
    double spread[PLAYTEST_OUTCOMES];                     /* SD of that end, now. */
    double aimed[LEVERAGE_AIMS_COUNT][PLAYTEST_OUTCOMES]; /* Mean end of each planner. */
    double sees[LEVERAGE_SIGHTS_COUNT];                   /* Share of the rounds. */
    double sees_something;                                /* Any sight except WHY. */
    double ends_differ;                                   /* In this share of pairs of paths. */
    double strategy[LEVERAGE_STRATEGIES_COUNT][PLAYTEST_OUTCOMES]; /* Mean end. */
    uint32_t proven; /* Dilemmas, of scenario->dilemmas_count. */
    struct forks forks;
    double seconds;
};

/* RESULT_OK or RESULT_NO_MEMORY; leverage_clear in either case. */
enum result leverage_run(struct leverage *l);
void leverage_clear(struct leverage *l);

/* Distance from random play in frozen deviations; the mean over the three outcomes. */
double leverage_over_random(const struct leverage *l, enum leverage_strategy strategy);
bool leverage_is_full(const struct scenario *scenario);

const char *leverage_sight_name(int sight);
const char *leverage_strategy_name(int strategy);

#endif
