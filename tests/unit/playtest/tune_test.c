/* tune_test.c -- a story out of balance is put in balance; what is tried is what a playtest plays;
 * numbers change in a scenario.json and nothing else does. */
#include "lab/content/story_numbers.h"
#include "playtest/tune_inside.h"
#include "playtest/tune_trial.h"

#include "story.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>

static struct playtest *play(const struct scenario *s, uint32_t states)
{
    struct playtest *test = calloc(1, sizeof *test);

    test->scenario = s;
    test->states_wanted = states;
    CHECK_EQ(playtest_run(test), RESULT_OK);
    return test;
}

TEST(what_is_tried_is_what_a_playtest_plays)
{
    struct content_loaded *loaded = story_load("te-weinig-te-doen");
    const struct scenario *s = loaded->scenario;
    struct playtest *test = play(s, 40);

    for (uint32_t d = 0; d < s->dilemmas_count; d += 3) {
        struct trial trial;

        CHECK(trial_make(&trial, s, d, 40, 3));
        CHECK_EQ(trial.count, test->states[d].count);
        for (uint32_t i = 0; i < trial.count && i < test->states[d].count; i++)
            CHECK(memcmp(trial.samples[i].value, test->states[d].items[i].value,
                         s->dilemmas[d].options_count * sizeof trial.samples[i].value[0]) == 0);
        trial_clear(&trial);
    }
    playtest_clear(test);
    free(test);
    story_unload(loaded);
}

/* --- tuning ---------------------------------------------------------------------------------- */

static bool first_holds(const struct scenario *s)
{
    struct playtest *test = play(s, 400);
    struct playtest_verdict v;

    playtest_weigh(test, 0, &v);
    playtest_clear(test);
    free(test);
    return v.holds;
}

static struct tune *tuned(struct scenario *s, uint32_t threads)
{
    struct tune *t = calloc(1, sizeof *t);

    *t = (struct tune){.scenario = s,
                       .states = 150,
                       .states_after = 400,
                       .threads = threads,
                       .options = true,
                       .weeks = true};
    CHECK_EQ(tune_run(t), RESULT_OK);
    return t;
}

static void drop(struct tune *t)
{
    tune_clear(t);
    free(t);
}

/* One option is hardly begun: it is the best hardly anywhere, until the tuner has seen it. */
static void spoil(struct scenario *s)
{
    struct tune t = {.scenario = s};

    for (uint32_t i = 0; i < s->dilemmas[0].options[1].starts_count; i++) {
        struct scenario_start *start = tune_start(&t, 0, 1, i);

        start->weeks = 2;
        start->hours = sim_hours_least(&s->catalogue->sim.pulses[start->pulse]);
    }
}

TEST(a_story_out_of_balance_is_put_in_balance)
{
    struct content_loaded *loaded = story_load("kort-een-vijf");
    struct tune *t;

    CHECK(first_holds(loaded->scenario));
    spoil(loaded->scenario);
    CHECK(!first_holds(loaded->scenario));
    t = tuned(loaded->scenario, 0);
    CHECK(!t->dilemma[0].before.holds);
    CHECK(t->dilemma[0].after.holds);
    CHECK(t->changes_count > 0);
    CHECK(first_holds(loaded->scenario));
    drop(t);
    story_unload(loaded);
}

/* The text of an option may say how long something is kept up. */
TEST(weeks_are_left_to_the_author_unless_asked_for)
{
    struct content_loaded *loaded = story_load("kort-een-vijf");
    struct tune *t = calloc(1, sizeof *t);

    spoil(loaded->scenario);
    *t = (struct tune){
        .scenario = loaded->scenario, .states = 150, .states_after = 150, .options = true};
    CHECK_EQ(tune_run(t), RESULT_OK);
    CHECK(t->changes_count > 0);
    for (uint32_t i = 0; i < t->changes_count; i++)
        CHECK(t->changes[i].knob != TUNE_WEEKS);
    drop(t);
    story_unload(loaded);
}

/* Whatever the tuner tries, a story can say: no hours below none, no weeks beyond its format. */
TEST(a_knob_stays_within_what_a_story_may_say)
{
    struct content_loaded *loaded = story_load("kort-een-vijf");
    struct tune t = {.scenario = loaded->scenario};

    for (uint32_t o = 0; o < loaded->scenario->dilemmas[0].options_count; o++) {
        const struct scenario_start *start = tune_start(&t, 0, o, 0);
        const struct sim_pulse *pulse = &loaded->scenario->catalogue->sim.pulses[start->pulse];

        for (uint32_t knob = 0; knob < tune_knobs_count; knob++) {
            const int32_t low = tune_within(&t, start, knob, -5000);
            const int32_t high = tune_within(&t, start, knob, 5000);

            if (knob == TUNE_HOURS)
                CHECK(low >= sim_hours_least(pulse) && high == SIM_HOURS_MOST);
            else if (knob == TUNE_WEEKS)
                CHECK(low >= 1 && high <= SIM_ACTION_WEEKS_MAX);
            else
                CHECK(low == 0 && high == 1000);
            CHECK_EQ(tune_within(&t, start, knob, low), low);
        }
    }
    story_unload(loaded);
}

TEST(a_story_in_balance_is_left_alone)
{
    struct content_loaded *loaded = story_load("kort-een-vijf");
    struct tune *t = tuned(loaded->scenario, 0);

    CHECK(t->dilemma[0].before.holds && t->dilemma[0].after.holds);
    CHECK_EQ(t->changes_count, 0);
    drop(t);
    story_unload(loaded);
}

TEST(tuning_does_not_depend_on_the_number_of_threads)
{
    struct content_loaded *one = story_load("kort-een-vijf"), *other = story_load("kort-een-vijf");
    struct tune *a, *b;

    spoil(one->scenario);
    spoil(other->scenario);
    a = tuned(one->scenario, 1);
    b = tuned(other->scenario, 3);
    CHECK_EQ(a->changes_count, b->changes_count);
    for (uint32_t i = 0; i < a->changes_count && i < b->changes_count; i++) {
        CHECK_EQ(a->changes[i].was, b->changes[i].was);
        CHECK_EQ(a->changes[i].now, b->changes[i].now);
        CHECK_EQ(a->changes[i].place.option, b->changes[i].place.option);
    }
    drop(a);
    drop(b);
    story_unload(one);
    story_unload(other);
}

TEST(a_number_that_changes_twice_is_one_change)
{
    struct tune *t = calloc(1, sizeof *t);
    struct tune_change change = {.place = {.ending = -1, .option = 2}, .was = 700, .now = 600};

    tune_note(t, &change);
    change.was = 600;
    change.now = 500;
    tune_note(t, &change);
    CHECK_EQ(t->changes_count, 1);
    CHECK_EQ(t->changes[0].was, 700);
    CHECK_EQ(t->changes[0].now, 500);
    change.was = 500;
    change.now = 700;
    tune_note(t, &change);
    CHECK_EQ(t->changes_count, 0);
    free(t);
}

/* --- thresholds ------------------------------------------------------------------------------ */

/* All changes are told from one point of a thousand on. */
static void thin_out(const struct scenario *s)
{
    struct forks *forks = calloc(1, sizeof *forks);

    CHECK(forks_find(forks, s, 50, 0));
    for (uint32_t i = 0; i < forks->count; i++) {
        struct condition_node *node = (struct condition_node *)forks->items[i].node;

        if (forks_is_change(node))
            node->value = node->op == CONDITION_OP_GT || node->op == CONDITION_OP_LE ? 1 : -1;
    }
    forks_clear(forks);
    free(forks);
}

/* Every fork that a threshold can mend is wide, told now and then, and on its side. */
TEST(thresholds_that_a_number_can_mend_are_mended)
{
    struct content_loaded *loaded = story_load("te-weinig-te-doen");
    struct tune *t = calloc(1, sizeof *t);

    thin_out(loaded->scenario);
    *t = (struct tune){.scenario = loaded->scenario, .states_after = 20, .forks = true};
    CHECK_EQ(tune_run(t), RESULT_OK);
    CHECK(t->thin_before > 0);
    CHECK(t->forks_after.thin < t->thin_before);
    CHECK(t->changes_count > 0);
    for (uint32_t i = 0; i < t->changes_count; i++) {
        const struct tune_change *c = &t->changes[i];

        CHECK_EQ(c->start, -1);
        for (uint32_t f = 0; f < t->forks_after.count; f++) {
            const struct fork *fork = &t->forks_after.items[f];

            if (memcmp(&fork->place, &c->place, sizeof c->place) == 0) {
                CHECK(!tune_fork_is_stuck(fork));
                CHECK_EQ(fork->node->value, c->now);
            }
        }
    }
    drop(t);
    story_unload(loaded);
}

/* --- the file -------------------------------------------------------------------------------- */

static const char story[] =
    "{\n"
    "  \"dilemmas\": [{\"id\": \"a\"}, {\"id\": \"}]\\\"\", \"options\": [{\"start\": []},\n"
    "    {\"start\": [{\"hours\": -1}, {\"pulse\": \"x\" }],\n"
    "     \"consequences\": [{\"id\": \"k\"}, {\"when\": {\"all\": [\n"
    "       {\"not\": {\"var\": \"p\", \"value\": -3}}, {\"var\": \"q\", \"value\": 41}]}}]}]}],\n"
    "  \"endings\": [{\"when\": {\"var\": \"w\", \"value\": 5}}]\n"
    "}\n";

static void expect_edit(struct tune_change change, const char *expected_part)
{
    struct story_edit edit;
    char *after;

    CHECK(story_numbers_edit(story, &change, &edit));
    after = story_numbers_apply(story, &edit, 1);
    CHECK(after != NULL && strstr(after, expected_part) != NULL);
    free(after);
}

TEST(a_number_is_found_where_it_stands)
{
    const struct fork_place option = {.ending = -1, .dilemma = 1, .option = 1, .paragraph = 1};
    struct fork_place node = option;

    expect_edit((struct tune_change){.place = option, .start = 0, .knob = 1, .now = 2},
                "{\"hours\": 2}, {\"pulse\": \"x\" }");
    expect_edit((struct tune_change){.place = option, .start = 1, .knob = 2, .now = 26},
                "{\"pulse\": \"x\", \"weeks\": 26 }");
    node.node = 2; /* all, not, p */
    expect_edit((struct tune_change){.place = node, .start = -1, .now = 12},
                "\"p\", \"value\": 12}");
    node.node = 3;
    expect_edit((struct tune_change){.place = node, .start = -1, .now = -40},
                "\"q\", \"value\": -40}");
    expect_edit((struct tune_change){.place = {.ending = 0}, .start = -1, .now = 77},
                "\"w\", \"value\": 77}");
}

TEST(a_number_that_is_not_there_is_not_found)
{
    const struct tune_change changes[] = {
        {.place = {.ending = -1, .dilemma = 2}, .start = 0},
        {.place = {.ending = -1, .dilemma = 1, .option = 1}, .start = 2},
        {.place = {.ending = -1, .dilemma = 1, .option = 1, .paragraph = 1, .node = 9},
         .start = -1},
        {.place = {.ending = -1, .dilemma = 1, .option = 1, .paragraph = 0}, .start = -1},
        {.place = {.ending = 1}, .start = -1},
    };
    struct story_edit edit;

    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++)
        CHECK(!story_numbers_edit(story, &changes[i], &edit));
}

TEST(a_diff_tells_the_lines_that_differ)
{
    char text[256] = "";
    FILE *out = fmemopen(text, sizeof text, "w");

    story_numbers_diff("x/scenario.json", "a\nb 1\nc 2\nd\ne 3\n", "a\nb 9\nc 8\nd\ne 7\n", out);
    fclose(out);
    CHECK_TEXT(text, "--- a/x/scenario.json\n+++ b/x/scenario.json\n"
                     "@@ -2,2 +2,2 @@\n-b 1\n-c 2\n+b 9\n+c 8\n"
                     "@@ -5,1 +5,1 @@\n-e 3\n+e 7\n");
}
