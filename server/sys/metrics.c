#include "sys/metrics.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum metric_kind { METRIC_COUNTER, METRIC_GAUGE, METRIC_SECONDS };

static const uint64_t bounds_us[] = {50,     100,     250,     500,     1000,    2500,
                                     5000,   10000,   25000,   50000,   100000,  250000,
                                     500000, 1000000, 2500000, 5000000, 10000000};
#define BOUNDS_COUNT (sizeof bounds_us / sizeof bounds_us[0])

struct metric {
    const char *name, *help;
    const char *labels; /* "" or what stands between the braces. */
    enum metric_kind kind;
    int64_t value; /* Of a histogram: how many there were. */
    uint64_t sum_us;
    uint64_t buckets[BOUNDS_COUNT]; /* Not cumulative. */
};

struct metrics {
    uint32_t count;
    struct metric items[METRICS_MAX];
};

struct metrics *metrics_open(void)
{
    return calloc(1, sizeof(struct metrics));
}

void metrics_close(struct metrics *metrics)
{
    free(metrics);
}

static struct metric *metrics_make(struct metrics *metrics, enum metric_kind kind, const char *name,
                                   const char *help, const char *labels)
{
    static struct metric nowhere;
    struct metric *metric;

    if (metrics == NULL || metrics->count == METRICS_MAX)
        return &nowhere;
    metric = &metrics->items[metrics->count++];
    *metric = (struct metric){.name = name, .help = help, .labels = labels, .kind = kind};
    return metric;
}

struct metric *metrics_counter(struct metrics *metrics, const char *name, const char *help)
{
    return metrics_make(metrics, METRIC_COUNTER, name, help, "");
}

struct metric *metrics_gauge(struct metrics *metrics, const char *name, const char *help)
{
    return metrics_make(metrics, METRIC_GAUGE, name, help, "");
}

struct metric *metrics_seconds(struct metrics *metrics, const char *name, const char *help)
{
    return metrics_make(metrics, METRIC_SECONDS, name, help, "");
}

struct metric *metrics_counter_of(struct metrics *metrics, const char *name, const char *help,
                                  const char *labels)
{
    return metrics_make(metrics, METRIC_COUNTER, name, help, labels);
}

struct metric *metrics_gauge_of(struct metrics *metrics, const char *name, const char *help,
                                const char *labels)
{
    return metrics_make(metrics, METRIC_GAUGE, name, help, labels);
}

void metric_add(struct metric *metric, int64_t amount)
{
    metric->value += amount;
}

void metric_set(struct metric *metric, int64_t value)
{
    metric->value = value;
}

void metric_observe_us(struct metric *metric, uint64_t duration_us)
{
    metric->value++;
    metric->sum_us += duration_us;
    for (size_t i = 0; i < BOUNDS_COUNT; i++) {
        if (duration_us <= bounds_us[i]) {
            metric->buckets[i]++;
            return;
        }
    }
}

static void append_seconds(struct buffer *out, uint64_t us)
{
    char text[32];

    snprintf(text, sizeof text, "%" PRIu64 ".%06" PRIu64, us / 1000000, us % 1000000);
    buffer_append_text(out, text);
}

static void append_head(struct buffer *out, const struct metric *metric)
{
    static const char *const kinds[] = {"counter", "gauge", "histogram"};
    const char *const parts[] = {"# HELP dilemma_",
                                 metric->name,
                                 " ",
                                 metric->help,
                                 "\n# TYPE dilemma_",
                                 metric->name,
                                 " ",
                                 kinds[metric->kind],
                                 "\n"};

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        buffer_append_text(out, parts[i]);
}

static void append_line(struct buffer *out, const struct metric *metric, const char *suffix,
                        int64_t value)
{
    buffer_append_text(out, "dilemma_");
    buffer_append_text(out, metric->name);
    buffer_append_text(out, suffix);
    if (metric->labels[0] != '\0') {
        buffer_append_byte(out, '{');
        buffer_append_text(out, metric->labels);
        buffer_append_byte(out, '}');
    }
    buffer_append_byte(out, ' ');
    buffer_append_int(out, value);
    buffer_append_byte(out, '\n');
}

static void append_histogram(struct buffer *out, const struct metric *metric)
{
    int64_t total = 0;

    for (size_t i = 0; i < BOUNDS_COUNT; i++) {
        char suffix[48];

        total += (int64_t)metric->buckets[i];
        snprintf(suffix, sizeof suffix, "_bucket{le=\"%" PRIu64 ".%06" PRIu64 "\"}",
                 bounds_us[i] / 1000000, bounds_us[i] % 1000000);
        append_line(out, metric, suffix, total);
    }
    append_line(out, metric, "_bucket{le=\"+Inf\"}", metric->value);
    buffer_append_text(out, "dilemma_");
    buffer_append_text(out, metric->name);
    buffer_append_text(out, "_sum ");
    append_seconds(out, metric->sum_us);
    buffer_append_byte(out, '\n');
    append_line(out, metric, "_count", metric->value);
}

void metrics_write(const struct metrics *metrics, struct buffer *out)
{
    for (uint32_t i = 0; i < metrics->count; i++) {
        const struct metric *metric = &metrics->items[i];

        if (i == 0 || strcmp(metric->name, metrics->items[i - 1].name) != 0)
            append_head(out, metric);
        if (metric->kind == METRIC_SECONDS)
            append_histogram(out, metric);
        else
            append_line(out, metric, "", metric->value);
    }
}
