/* playtest_test.c -- the verdict follows from the states, plays do not depend on threads, and the
 * scenarios that we ship have no problems and only dilemmas that hold. */
#include "playtest/playtest.h"

#include "story.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#define STATES 500

static struct playtest *run(const struct scenario *scenario, uint32_t states, uint32_t threads)
{
    struct playtest *test = calloc(1, sizeof *test);

    test->scenario = scenario;
    test->states_wanted = states;
    test->threads = threads;
    CHECK_EQ(playtest_run(test), RESULT_OK);
    return test;
}

static void drop(struct playtest *test)
{
    playtest_clear(test);
    free(test);
}

TEST(every_dilemma_we_ship_holds)
{
    struct content_loaded *loaded = story_load("de-nieuwe-vrijheid");
    struct playtest *test = run(loaded->scenario, STATES, 0);

    for (uint32_t d = 0; d < loaded->scenario->dilemmas_count; d++) {
        struct playtest_verdict v;

        playtest_judge(test, d, &v);
        CHECK_EQ(v.states, STATES);
        if (!v.holds)
            test_fail("de-nieuwe-vrijheid", 0, "%.*s does not hold",
                      (int)loaded->scenario->dilemmas[d].id.size,
                      (const char *)loaded->scenario->dilemmas[d].id.data);
    }
    drop(test);
    story_unload(loaded);
}

static bool within(const struct playtest_verdict *v, uint32_t least)
{
    bool fine = true;

    for (uint32_t o = 0; o < v->options; o++)
        fine = fine && v->best[o] * 100 >= least && v->best[o] * 100 <= PLAYTEST_BEST_MOST &&
               v->dominated_by[o] < 0;
    return fine;
}

TEST(with_own_teams_an_option_must_be_best_for_one_team_in_twenty)
{
    struct content_loaded *loaded = story_load("open-kaart");
    struct playtest *test = calloc(1, sizeof *test);

    test->scenario = loaded->scenario;
    test->states_wanted = STATES;
    test->own_teams = true;
    CHECK_EQ(playtest_run(test), RESULT_OK);
    for (uint32_t d = 0; d < loaded->scenario->dilemmas_count; d++) {
        struct playtest_verdict v;

        test->own_teams = true;
        playtest_judge(test, d, &v);
        CHECK_EQ(v.states, STATES);
        CHECK_EQ(v.holds, within(&v, 5));
        test->own_teams = false; /* The same states under the bar for a story's own people. */
        playtest_judge(test, d, &v);
        CHECK_EQ(v.holds, within(&v, 10));
    }
    drop(test);
    story_unload(loaded);
}

TEST(states_do_not_depend_on_the_number_of_threads)
{
    struct content_loaded *loaded = story_load("de-nieuwe-vrijheid");
    struct playtest *one = run(loaded->scenario, 40, 1), *three = run(loaded->scenario, 40, 3);

    CHECK_EQ(one->plays, three->plays);
    for (uint32_t d = 0; d < loaded->scenario->dilemmas_count; d++)
        CHECK(memcmp(one->states[d].items, three->states[d].items,
                     40 * sizeof *one->states[d].items) == 0);
    drop(one);
    drop(three);
    story_unload(loaded);
}

/* Four hand-made states of a dilemma with three options: 0 always wins a bit, 1 wins where the
 * first feature is low, 2 loses everywhere. */
static void fill(struct playtest_sample *s, int low)
{
    memset(s, 0, sizeof *s);
    s->feature[0] = low ? 100 : 900;
    for (int k = 0; k < PLAYTEST_OUTCOMES; k++) {
        s->value[0][k] = 100;
        s->value[1][k] = low ? 300 : 50;
        s->value[2][k] = 10;
    }
}

TEST(the_judge_finds_winners_losers_and_what_decides)
{
    struct content_loaded *loaded = story_load("de-nieuwe-vrijheid");
    struct playtest test = {.scenario = loaded->scenario};
    struct playtest_sample samples[200];
    struct playtest_verdict v;
    const uint32_t d = 3; /* Three options. */

    CHECK_EQ(loaded->scenario->dilemmas[d].options_count, 3);
    for (int i = 0; i < 200; i++)
        fill(&samples[i], i % 4 == 0);
    test.states[d] = (struct playtest_states){samples, 200};
    playtest_judge(&test, d, &v);
    CHECK(v.best[0] == 0.75 && v.best[1] == 0.25 && v.best[2] == 0);
    CHECK_EQ(v.dominated_by[2], 1); /* By both; the last one found is told. */
    CHECK_EQ(v.dominated_by[0], -1);
    CHECK_EQ(v.dominated_by[1], -1);
    CHECK_EQ(v.first.feature, 0);
    CHECK_EQ(v.first.below, 1);
    CHECK_EQ(v.first.above, 0);
    CHECK(v.guess_none == 0.75 && v.guess_one == 1);
    CHECK(!v.holds);
    story_unload(loaded);
}
