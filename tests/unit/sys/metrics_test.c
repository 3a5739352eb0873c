#include "sys/metrics.h"

#include "test.h"

TEST(metrics_read_as_prometheus_text)
{
    static char text[METRICS_TEXT_BYTES_MAX];
    struct metrics *metrics = metrics_open();
    struct metric *counter = metrics_counter(metrics, "votes_total", "Votes");
    struct metric *gauge = metrics_gauge(metrics, "links", "Links");
    struct metric *seconds = metrics_seconds(metrics, "commit_seconds", "Commits");
    struct buffer out;

    metric_add(counter, 3);
    metric_set(gauge, -2);
    metric_add(metrics_counter_of(metrics, "faults_total", "Faults", "fault=\"busy\""), 1);
    metric_add(metrics_counter_of(metrics, "faults_total", "Faults", "fault=\"method\""), 4);
    metric_observe_us(seconds, 50);
    metric_observe_us(seconds, 51);
    metric_observe_us(seconds, 20000000);
    buffer_init(&out, text, sizeof text - 1);
    metrics_write(metrics, &out);
    text[out.size] = '\0';
    CHECK(strstr(text, "# TYPE dilemma_votes_total counter\ndilemma_votes_total 3\n") != NULL);
    CHECK(strstr(text, "dilemma_links -2\n") != NULL);
    CHECK(strstr(text, "# HELP dilemma_faults_total Faults\n# TYPE dilemma_faults_total counter\n"
                       "dilemma_faults_total{fault=\"busy\"} 1\n"
                       "dilemma_faults_total{fault=\"method\"} 4\n") != NULL);
    CHECK(strstr(text, "dilemma_commit_seconds_bucket{le=\"0.000050\"} 1\n") != NULL);
    CHECK(strstr(text, "dilemma_commit_seconds_bucket{le=\"0.000100\"} 2\n") != NULL);
    CHECK(strstr(text, "dilemma_commit_seconds_bucket{le=\"10.000000\"} 2\n") != NULL);
    CHECK(strstr(text, "dilemma_commit_seconds_bucket{le=\"+Inf\"} 3\n") != NULL);
    CHECK(strstr(text, "dilemma_commit_seconds_sum 20.000101\n") != NULL);
    CHECK(strstr(text, "dilemma_commit_seconds_count 3\n") != NULL);
    metrics_close(metrics);
}

TEST(one_metric_too_many_goes_nowhere_and_breaks_nothing)
{
    struct metrics *metrics = metrics_open();

    for (int i = 0; i < METRICS_MAX + 5; i++)
        metric_add(metrics_counter(metrics, "x_total", "x"), 1);
    metric_add(metrics_counter(NULL, "y_total", "y"), 1);
    metrics_close(metrics);
}
