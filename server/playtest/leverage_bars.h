/* leverage_bars.h -- the table of bars: a row for each measure, for each story and for all of them.
 *
 * Bars are for full stories (LEVERAGE_FULL_ROUNDS). A short story has the same rows, but bars only
 * for its dilemmas and its forks. */
#ifndef DK_PLAYTEST_LEVERAGE_BARS_H
#define DK_PLAYTEST_LEVERAGE_BARS_H

#include "playtest/leverage.h"

#define LEVERAGE_STORIES_MAX  64
#define LEVERAGE_OUTCOME_TEXT 256

#define LEVERAGE_MEASURES(X)                                                                       \
    X(CHOICES, choices)                     /* share of the end that choices explain */            \
    X(SAME_PATH, same_path)                 /* what the same path does over all seeds */           \
    X(FORESIGHT, foresight)                 /* best less worst, in deviations */                   \
    X(FORESIGHT_POINTS, foresight_points)   /* and in points */                                    \
    X(APART, apart)                         /* bought with the other, in deviations */             \
    X(APART_STORIES, apart_stories)         /* in how many stories */                              \
    X(ROUND_SEEN, round_seen)               /* share of rounds in which rooms differ */            \
    X(ENDS_DIFFER, ends_differ)             /* share of pairs of paths */                          \
    X(FIT, fit)                             /* what fits, over random, in deviations */            \
    X(FIT_STORIES, fit_stories)             /* in how many stories it is above that */             \
    X(CONSTANT, constant)                   /* a constant strategy, over random */                 \
    X(FIT_OVER_CONSTANT, fit_over_constant) /* of all: fit less this strategy */                   \
    X(FIT_OVER_MEDIAN, fit_over_median)     /* fit less the middle one */                          \
    X(DILEMMAS, dilemmas)                   /* proven */                                           \
    X(FORKS_THIN, forks_thin)               /* how many */                                         \
    X(FORK, fork)                           /* a thin one, its width in deviations */
enum leverage_measure {
#define X(NAME, name) LEVERAGE_MEASURE_##NAME,
    LEVERAGE_MEASURES(X)
#undef X
        LEVERAGE_MEASURES_COUNT
};
const char *leverage_measure_name(int measure);

struct leverage_row {
    char story[ID_BYTES_MAX + 1]; /* "all": the full stories together. */
    enum leverage_measure measure;
    char outcome[LEVERAGE_OUTCOME_TEXT]; /* "learning", a strategy, a sight; may be empty. */
    double value;
    double bar; /* NAN: none. */
    bool holds; /* True when there is no bar. */
};

typedef void leverage_row_fn(void *arg, const struct leverage_row *row);

/* Make the rows of one story; and those of all full stories, if there are any. */
void leverage_rows_of_story(const struct leverage *l, leverage_row_fn *row, void *arg);
void leverage_rows_of_all(const struct leverage *const *stories, uint32_t count,
                          leverage_row_fn *row, void *arg);

#endif
