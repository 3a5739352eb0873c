/* metrics.h -- numbers that matter, for operators and benchmarks, as Prometheus text. The unit is
 * in the name (commit_seconds, links_count, sent_bytes). Loop thread only. */
#ifndef DK_SYS_METRICS_H
#define DK_SYS_METRICS_H

#include "base/buffer.h"

#define METRICS_MAX            96
#define METRICS_TEXT_BYTES_MAX (64 * 1024) /* All metrics fit in this. */

struct metrics;
struct metric;

/* NULL when there is no memory. */
struct metrics *metrics_open(void);
void metrics_close(struct metrics *metrics);

/* Make a metric; `name` gets "dilemma_" in front, and both texts are static. Never NULL: past
 * METRICS_MAX, and when metrics is NULL, it is one that nobody reads.
 *
 * counter    only grows; the name ends in _total
 * gauge      goes up and down
 * seconds    a histogram of durations from 50 us to 10 s; the name ends in _seconds */
struct metric *metrics_counter(struct metrics *metrics, const char *name, const char *help);
struct metric *metrics_gauge(struct metrics *metrics, const char *name, const char *help);
struct metric *metrics_seconds(struct metrics *metrics, const char *name, const char *help);

void metric_add(struct metric *metric, int64_t amount);
void metric_set(struct metric *metric, int64_t value);
void metric_observe_us(struct metric *metric, uint64_t duration_us);

/* Prometheus text format 0.0.4. */
void metrics_write(const struct metrics *metrics, struct buffer *out);

#endif
