/* metrics.h -- numbers that matter, for operators and benchmarks, as Prometheus text
 * (https://prometheus.io/docs/instrumenting/exposition_formats/, names by
 * https://prometheus.io/docs/practices/naming/). The unit is in the name (commit_seconds,
 * journal_bytes); what is only counted has none (links). Loop thread only. */
#ifndef DK_SYS_METRICS_H
#define DK_SYS_METRICS_H

#include "base/buffer.h"

#define METRICS_MAX             256
#define METRICS_TEXT_BYTES_MAX  (64 * 1024) /* All metrics fit in this. */
#define METRIC_LABELS_BYTES_MAX 64          /* Of labels that are made at the start. */

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

/* One of several of the same name, which are made one after another: `labels` is what stands
 * between the braces, such as road="socket"; it is static as well. */
struct metric *metrics_counter_of(struct metrics *metrics, const char *name, const char *help,
                                  const char *labels);
struct metric *metrics_gauge_of(struct metrics *metrics, const char *name, const char *help,
                                const char *labels);

void metric_add(struct metric *metric, int64_t amount);
void metric_set(struct metric *metric, int64_t value);
void metric_observe_us(struct metric *metric, uint64_t duration_us);

/* Prometheus text format 0.0.4. */
void metrics_write(const struct metrics *metrics, struct buffer *out);
/* What every process says of itself, under the names that all of them use: process_... */
void metrics_write_process(struct buffer *out);

#endif
