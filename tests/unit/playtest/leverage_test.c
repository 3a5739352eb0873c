/* leverage_test.c -- the estimators find the effects that were put in; the measures of a story do
 * not depend on threads and agree with playing it by hand. */
#include "playtest/leverage_bars.h"
#include "playtest/leverage_inside.h"

#include "story.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>

#define NEAR(value, expected, by) CHECK(fabs((value) - (expected)) <= (by))

/* Uniform draws with variance 1 and mean 0. */
static double draw(uint32_t a, uint32_t b, uint32_t c)
{
    return (playtest_mix(a, b, c) / 4294967296.0 - 0.5) * sqrt(12);
}

static void fill(double *values, uint32_t seeds, uint32_t paths, const double size[3])
{
    for (uint32_t s = 0; s < seeds; s++) {
        for (uint32_t p = 0; p < paths; p++)
            values[s * paths + p] = 500 + size[0] * draw(s, 1, 1) + size[1] * draw(p, 2, 2) +
                                    size[2] * draw(s + 7, p + 11, 3);
    }
}

TEST(shares_are_those_that_were_put_in)
{
    const uint32_t seeds = 300, paths = 300;
    const double size[3] = {3, 2, 1}; /* Variances 9, 4, 1. */
    double *values = calloc((size_t)seeds * paths, sizeof *values);
    struct estimate_parts parts;

    fill(values, seeds, paths, size);
    parts = estimate_crossed(values, seeds, paths);
    NEAR(parts.seed, 9, 0.9);
    NEAR(parts.path, 4, 0.5);
    NEAR(parts.both, 1, 0.03);
    NEAR(estimate_choices(&parts), 5 / 14.0, 0.05);
    NEAR(estimate_same_path(&parts), 4 / 14.0, 0.05);
    free(values);
}

/* With few seeds and paths the mean of many estimates is still right: no bias. */
TEST(shares_of_small_designs_have_no_bias)
{
    double values[4 * 5], sum_path = 0, sum_both = 0;
    const int times = 4000;

    for (int t = 0; t < times; t++) {
        for (uint32_t s = 0; s < 4; s++) {
            for (uint32_t p = 0; p < 5; p++) {
                const uint32_t n = (uint32_t)t * 64;

                values[s * 5 + p] =
                    3 * draw(n + s, 5, 1) + draw(n + p, 6, 2) + 2 * draw(n + s * 8 + p, 7, 3);
            }
        }
        const struct estimate_parts parts = estimate_crossed(values, 4, 5);

        sum_path += parts.path / times;
        sum_both += parts.both / times;
    }
    NEAR(sum_path, 1, 0.1);
    NEAR(sum_both, 4, 0.1);
}

TEST(paths_that_do_nothing_explain_nothing)
{
    const double size[3] = {2, 0, 0};
    double values[20 * 20];
    struct estimate_parts parts;

    fill(values, 20, 20, size);
    parts = estimate_crossed(values, 20, 20);
    NEAR(parts.path, 0, 1e-9);
    NEAR(estimate_choices(&parts), 0, 1e-9);
}

TEST(the_middle_and_the_deviation)
{
    double odd[] = {9, 1, 4}, even[] = {8, 1, 2, 4};

    NEAR(estimate_deviation(odd, 3), sqrt(16.333333), 1e-5);
    NEAR(estimate_median(odd, 3), 4, 0);
    NEAR(estimate_median(even, 4), 3, 0);
    NEAR(estimate_median(even, 0), 0, 0);
}

/* --- a story --------------------------------------------------------------------------------- */

static struct leverage *measure(const struct scenario *s, uint32_t threads)
{
    struct leverage *l = calloc(1, sizeof *l);

    *l = (struct leverage){.scenario = s, .seeds = 6, .paths = 8, .states = 20, .threads = threads};
    CHECK_EQ(leverage_run(l), RESULT_OK);
    return l;
}

static void drop(struct leverage *l)
{
    leverage_clear(l);
    free(l);
}

struct kept {
    struct leverage_row row[512];
    uint32_t count;
};

static void keep(void *arg, const struct leverage_row *row)
{
    struct kept *kept = arg;

    if (kept->count < 512)
        kept->row[kept->count++] = *row;
}

static struct kept *rows_of(const struct leverage *l)
{
    struct kept *kept = calloc(1, sizeof *kept);
    const struct leverage *const stories[] = {l};

    leverage_rows_of_story(l, keep, kept);
    leverage_rows_of_all(stories, 1, keep, kept);
    CHECK(kept->count > 0 && kept->count < 512);
    return kept;
}

static const struct leverage_row *find(const struct kept *kept, const char *story,
                                       enum leverage_measure measure, const char *outcome)
{
    for (uint32_t i = 0; i < kept->count; i++) {
        const struct leverage_row *row = &kept->row[i];

        if (strcmp(row->story, story) == 0 && row->measure == measure &&
            strcmp(row->outcome, outcome) == 0)
            return row;
    }
    test_fail(story, 0, "no row %s/%s", leverage_measure_name((int)measure), outcome);
    return &kept->row[0];
}

TEST(leverage_does_not_depend_on_the_number_of_threads)
{
    struct content_loaded *loaded = story_load("te-weinig-te-doen");
    struct leverage *one = measure(loaded->scenario, 1), *three = measure(loaded->scenario, 3);
    struct kept *a = rows_of(one), *b = rows_of(three);

    CHECK_EQ(a->count, b->count);
    for (uint32_t i = 0; i < a->count && i < b->count; i++) {
        CHECK_TEXT(a->row[i].outcome, b->row[i].outcome);
        CHECK(a->row[i].measure == b->row[i].measure && a->row[i].value == b->row[i].value);
    }
    free(a);
    free(b);
    drop(one);
    drop(three);
    content_close(loaded);
    free(loaded);
}

/* The mean end of random play, by hand. */
TEST(random_play_ends_where_playing_by_hand_ends)
{
    struct content_loaded *loaded = story_load("te-weinig-te-doen");
    const struct scenario *s = loaded->scenario;
    struct leverage *l = measure(s, 2);
    double sum[PLAYTEST_OUTCOMES] = {0};

    for (uint32_t i = 0; i < l->seeds * l->paths; i++) {
        struct sim_team team;
        uint32_t played = 0;
        int16_t end[PLAYTEST_OUTCOMES];

        scenario_team_make(s, leverage_seed(i / l->paths), &team);
        for (uint32_t round = 0; round < s->rounds_count; round++) {
            const uint32_t d = scenario_draw(s, round, &team, played);

            scenario_start_option(s, d, leverage_path_option(s, i % l->paths, round, d), &team);
            scenario_run(s, d, &team);
            played |= 1u << d;
        }
        playtest_outcomes(s, &team, end);
        for (int k = 0; k < PLAYTEST_OUTCOMES; k++)
            sum[k] += end[k] / (double)(l->seeds * l->paths);
    }
    for (int k = 0; k < PLAYTEST_OUTCOMES; k++)
        NEAR(l->random[k], sum[k], 1e-6);
    drop(l);
    content_close(loaded);
    free(loaded);
}

/* A planner with the true luck does better than chance, and its reverse worse. */
TEST(who_aims_high_ends_above_who_aims_low)
{
    struct content_loaded *loaded = story_load("te-weinig-te-doen");
    struct leverage *l = measure(loaded->scenario, 0);
    struct kept *rows = rows_of(l);

    for (int k = 0; k < PLAYTEST_OUTCOMES; k++) {
        CHECK(l->aimed[2 * k][k] > l->random[k]);
        CHECK(l->aimed[2 * k + 1][k] < l->random[k]);
        CHECK(l->spread[k] > 0);
    }
    NEAR(find(rows, "te-weinig-te-doen", LEVERAGE_MEASURE_FORESIGHT_POINTS, "learning")->value,
         l->aimed[LEVERAGE_AIM_LEARNING_HIGH][0] - l->aimed[LEVERAGE_AIM_LEARNING_LOW][0], 1e-9);
    NEAR(find(rows, "all", LEVERAGE_MEASURE_FORESIGHT, "learning")->value,
         find(rows, "te-weinig-te-doen", LEVERAGE_MEASURE_FORESIGHT_POINTS, "learning")->value / 90,
         1e-9);
    CHECK(find(rows, "all", LEVERAGE_MEASURE_CHOICES, "work")->bar == 0.30);
    CHECK(find(rows, "te-weinig-te-doen", LEVERAGE_MEASURE_CHOICES, "work")->bar == 0.15);
    CHECK(isnan(find(rows, "all", LEVERAGE_MEASURE_ROUND_SEEN, "why")->bar));
    free(rows);
    drop(l);
    content_close(loaded);
    free(loaded);
}

/* A small sample of what ./dev playtest --leverage measures, of a story with room to spare. */
TEST(choices_matter_in_a_story_that_we_ship)
{
    static const enum leverage_measure barred[] = {
        LEVERAGE_MEASURE_CHOICES, LEVERAGE_MEASURE_FORESIGHT, LEVERAGE_MEASURE_APART};
    struct content_loaded *loaded = story_load("de-lijn-draait");
    struct leverage *l = calloc(1, sizeof *l);
    struct kept *rows;

    *l = (struct leverage){.scenario = loaded->scenario, .seeds = 16, .paths = 24};
    CHECK_EQ(leverage_run(l), RESULT_OK);
    rows = rows_of(l);
    for (uint32_t i = 0; i < rows->count; i++) {
        const struct leverage_row *row = &rows->row[i];

        for (size_t k = 0; k < sizeof barred / sizeof barred[0]; k++) {
            if (row->measure == barred[k] && !row->holds && strcmp(row->story, "all") != 0)
                test_fail(row->story, 0, "%s/%s: %.3f, bar %.3f",
                          leverage_measure_name((int)row->measure), row->outcome, row->value,
                          row->bar);
        }
    }
    free(rows);
    drop(l);
    content_close(loaded);
    free(loaded);
}

/* --- forks ----------------------------------------------------------------------------------- */

static double width_of(struct forks *forks, uint8_t of, int32_t threshold, int16_t low,
                       int16_t high)
{
    static int16_t values[100];
    const struct condition_node node = {.kind = CONDITION_COMPARE,
                                        .op = CONDITION_OP_GT,
                                        .of = of,
                                        .index = CONDITION_MEMBER_STRAIN,
                                        .value = threshold};

    for (int i = 0; i < 100; i++)
        values[i] = i % 2 == 0 ? low : high;
    *forks = (struct forks){.count = 1, .plays = 100, .value = values};
    forks->items[0] =
        (struct fork){.node = &node, .deviation = forks_deviation(&node), .place = {.ending = -1}};
    forks_measure(forks, 0, threshold, &forks->items[0]);
    return forks->items[0].width;
}

TEST(a_fork_is_as_wide_as_its_sides_are_apart_and_its_threshold_from_no_change)
{
    struct forks *forks = calloc(1, sizeof *forks);
    const double deviation = 136; /* Strain of a member. */

    NEAR(width_of(forks, CONDITION_OF_MEMBER, 500, 400, 600), 200 / deviation, 1e-9);
    NEAR(width_of(forks, CONDITION_OF_MEMBER, 500, 497, 503), 6 / deviation, 1e-9);
    /* A change of 3 points is no change, however far apart the sides are. */
    NEAR(width_of(forks, CONDITION_OF_MEMBER_DELTA, 3, -100, 100), 3 / deviation, 1e-9);
    NEAR(width_of(forks, CONDITION_OF_MEMBER_DELTA, -40, -41, -35), 6 / deviation, 1e-9);
    NEAR(width_of(forks, CONDITION_OF_MEMBER_DELTA, 40, -100, 100), 40 / deviation, 1e-9);
    free(forks);
}

TEST(what_is_counted_in_steps_is_no_fork)
{
    const struct condition_node moved = {.of = CONDITION_OF_MOVED};
    const struct condition_node phase = {.of = CONDITION_OF_MEMBER,
                                         .index = CONDITION_MEMBER_PHASE};
    const struct condition_node week = {.of = CONDITION_OF_WEEK};

    CHECK(forks_deviation(&moved) == 0);
    CHECK(forks_deviation(&phase) == 0);
    CHECK(forks_deviation(&week) == 0);
}

TEST(a_story_with_a_thin_fork_has_a_row_that_names_it)
{
    struct content_loaded *loaded = story_load("de-lijn-draait");
    struct forks *forks = calloc(1, sizeof *forks);
    char name[LEVERAGE_OUTCOME_TEXT];

    CHECK(forks_find(forks, loaded->scenario, 200, 2));
    CHECK(forks->count > 50);
    forks_name(loaded->scenario, &forks->items[0], name, sizeof name);
    CHECK(strncmp(name, "rode-touw/dank-je/anouar-trekt: member:anouar.delta:durven > ", 60) == 0);
    for (uint32_t i = 0; i < forks->count; i++)
        CHECK(forks->items[i].holds + forks->items[i].fails <= 200);
    forks_clear(forks);
    free(forks);
    content_close(loaded);
    free(loaded);
}
