/* findings_test.c -- tests of findings are translated by the rules, and all of the catalogue's
 * tests can be. */
#include "evidence_fixture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct played {
    const char *reason;
    bool untouched, direct;
    double value;
    bool holds;
};

/* A test as evidence.json would have it. */
static struct played play(const char *json)
{
    struct lab lab = fixture_lab(20);
    struct lab_experiment *x = malloc(sizeof *x);
    cJSON *test = cJSON_Parse(json);
    struct played p = {.untouched = false};

    CHECK(test != NULL);
    lab_experiment_init(x, &lab);
    p.reason = finding_run(fixture_source(), test, x, &p.untouched, &p.direct);
    if (x->checks_count > 0) {
        p.value = x->checks[0].value;
        p.holds = x->checks[0].holds;
    }
    lab_experiment_clear(x);
    free(x);
    cJSON_Delete(test);
    return p;
}

#define REST "\"horizon_weeks\":12,\"context\":\"ordinary_team\",\"basis\":\"stated\""
#define BUSY "\"context_state\":[{\"id\":\"workload\",\"is\":\"high\"}]"

TEST(with_is_compared_with_without)
{
    struct played p = play("{\"interventions\":[\"mbsr\"]," BUSY ",\"compare\":\"with_vs_without\","
                           "\"measure\":\"stress\",\"expected_direction\":\"down\"," REST "}");

    CHECK(p.reason == NULL && p.holds && p.value < 0 && p.direct);
}

TEST(what_was_expected_decides_whether_it_holds)
{
    struct played p = play("{\"interventions\":[\"mbsr\"]," BUSY ",\"compare\":\"with_vs_without\","
                           "\"measure\":\"stress\",\"expected_direction\":\"up\"," REST "}");

    CHECK(p.reason == NULL && !p.holds && p.value < 0);
    p = play("{\"interventions\":[\"mbsr\"]," BUSY ",\"compare\":\"with_vs_without\","
             "\"measure\":\"stress\",\"expected_direction\":\"none\"," REST "}");
    CHECK(p.reason == NULL && !p.holds);
}

/* The states at the first level change to the second; with the levels swapped, the effect is the
 * opposite. */
TEST(levels_are_compared_both_ways)
{
    struct played up = play("{\"interventions\":[]," BUSY ",\"compare\":\"high_vs_mid_workload\","
                            "\"measure\":\"stress\",\"expected_direction\":\"up\"," REST "}");
    struct played down = play("{\"interventions\":[]," BUSY ",\"compare\":\"mid_vs_high_workload\","
                              "\"measure\":\"stress\",\"expected_direction\":\"down\"," REST "}");

    CHECK(up.reason == NULL && up.holds && up.value > 0);
    CHECK(down.reason == NULL && down.holds);
    CHECK(fabs(up.value + down.value) < 1e-12);
}

TEST(two_actions_are_compared)
{
    struct played p = play("{\"interventions\":[\"vision_co_creation\"],\"context_state\":[],"
                           "\"compare\":\"vision_co_creation_vs_story_along\",\"measure\":"
                           "\"workfloor_participation\",\"expected_direction\":\"up\"," REST "}");

    CHECK(p.reason == NULL && p.holds);
}

TEST(no_mechanism_is_not_called_an_effect_of_zero)
{
    struct played p = play("{\"interventions\":[]," BUSY ",\"compare\":\"high_vs_mid_workload\","
                           "\"measure\":\"interaction\",\"expected_direction\":\"down\"," REST "}");

    CHECK_TEXT(p.reason, "no_path");
    p = play("{\"interventions\":[]," BUSY ",\"compare\":\"high_vs_mid_workload\","
             "\"measure\":\"interaction\",\"expected_direction\":\"none\"," REST "}");
    CHECK(p.reason == NULL && p.holds && p.untouched);
}

TEST(what_the_model_lacks_cannot_be_expressed)
{
    CHECK_TEXT(play("{\"interventions\":[\"mbsr\"],\"context_state\":[],\"compare\":"
                    "\"with_vs_without\",\"measure\":\"organisation_size\","
                    "\"expected_direction\":\"up\"," REST "}")
                   .reason,
               "measure_unknown");
    CHECK_TEXT(play("{\"interventions\":[\"no_such_action\"],\"context_state\":[],\"compare\":"
                    "\"with_vs_without\",\"measure\":\"stress\",\"expected_direction\":\"up\"," REST
                    "}")
                   .reason,
               "action_unknown");
    CHECK_TEXT(
        play("{\"interventions\":[\"mbsr\"],\"context_state\":[],\"compare\":\"this_or_that\","
             "\"measure\":\"stress\",\"expected_direction\":\"up\"," REST "}")
            .reason,
        "compare_unknown");
    CHECK_TEXT(play("{\"interventions\":[],\"context_state\":[{\"id\":\"organisation_size\",\"is\":"
                    "\"high\"}],\"compare\":\"high_vs_low_size\",\"measure\":\"stress\","
                    "\"expected_direction\":\"up\"," REST "}")
                   .reason,
               "state_unknown");
    CHECK_TEXT(play("{\"interventions\":[\"mbsr\"],\"context_state\":[{\"id\":\"workload\",\"is\":"
                    "\"enormous\"}],\"compare\":\"with_vs_without\",\"measure\":\"stress\","
                    "\"expected_direction\":\"up\"," REST "}")
                   .reason,
               "test_malformed");
}

static struct evidence_suite *played_suite(const char *only, uint32_t teams, uint32_t threads)
{
    struct evidence_suite *suite = calloc(1, sizeof *suite);

    CHECK(suite_list(suite, fixture_source(), only));
    suite->lab = fixture_lab(teams);
    suite_run(suite, threads, NULL);
    return suite;
}

/* Every test of the catalogue is played, or cannot be for a reason that is neither a mistake nor
 * ours to mend. */
TEST(every_test_of_the_catalogue_is_understood)
{
    struct evidence_suite *suite = played_suite(NULL, 2, 2);
    uint32_t tests = 0;

    for (uint32_t i = 0; i < suite->count; i++) {
        const struct evidence_result *r = &suite->results[i];

        tests += r->test != NULL;
        if (r->effect != NULL)
            continue;
        if (r->reason == NULL) {
            CHECK(r->checks_count > 0);
            continue;
        }
        if (strcmp(r->reason, "test_malformed") == 0 || strcmp(r->reason, "compare_unknown") == 0 ||
            strcmp(r->reason, "action_unknown") == 0)
            test_fail(__FILE__, __LINE__, "%s: %s", r->id, r->reason);
    }
    CHECK(tests > 0 && suite->count > tests + facts_count);
    free(suite);
}

TEST(one_thread_and_three_give_the_same)
{
    struct evidence_suite *one = played_suite("A1,C6,F5,mbsr_overall,mobility_learning", 20, 1);
    struct evidence_suite *three = played_suite("A1,C6,F5,mbsr_overall,mobility_learning", 20, 3);

    CHECK_EQ(one->count, 8);
    CHECK_EQ(one->count, three->count);
    for (uint32_t i = 0; i < one->count; i++) {
        CHECK_TEXT(one->results[i].id, three->results[i].id);
        CHECK_EQ(one->results[i].checks_count, three->results[i].checks_count);
        for (uint32_t k = 0; k < one->results[i].checks_count; k++)
            CHECK(fabs(one->results[i].checks[k].value - three->results[i].checks[k].value) <= 0);
    }
    free(one);
    free(three);
}
