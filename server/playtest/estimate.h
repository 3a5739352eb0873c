/* estimate.h -- which part of a spread comes from what.
 *
 * A crossed design: every path (all choices of a story) is played with every seed (all luck), once.
 * The end is y = mean + seed + path + both, where `both` is what this path does with this seed:
 * three uncorrelated effects. Their variances are estimated by the analysis of variance of two
 * crossed random factors (Searle, Casella & McCulloch 1992, chapter 4): with S seeds, P paths and
 * mean squares MS
 *
 *   both = MS both,   path = (MS path - MS both) / S,   seed = (MS seed - MS both) / P
 *
 * These have no bias, so a variance that is zero may be estimated below 0. A play is exact, so
 * `both` has no error of measurement: it is what a path does to one team and not to another.
 *
 *   choices explain  (path + both) / (path + both + seed)    what choosing otherwise would change
 *   same path        path / (path + both + seed)             what it would change for every team */
#ifndef DK_PLAYTEST_ESTIMATE_H
#define DK_PLAYTEST_ESTIMATE_H

#include <stdint.h>

struct estimate_parts {
    double seed, path, both; /* Variances. */
};

/* values[seed * paths + path]; at least two of each. */
struct estimate_parts estimate_crossed(const double *values, uint32_t seeds, uint32_t paths);
/* Shares of all variance; 0 when nothing varies. */
double estimate_choices(const struct estimate_parts *parts);
double estimate_same_path(const struct estimate_parts *parts);

double estimate_mean(const double *values, uint32_t count);
/* The standard deviation, with count - 1; 0 for fewer than two. */
double estimate_deviation(const double *values, uint32_t count);
/* The middle value, or the mean of the middle two; sorts `values`. */
double estimate_median(double *values, uint32_t count);

#endif
