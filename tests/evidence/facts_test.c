/* facts_test.c -- the facts give the numbers they gave when the second model landed, and the
 * laboratory keeps its promises. */
#include "lab/evidence/options.h"
#include "evidence_fixture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* As measured when the fifth model landed: 150 teams an arm, first seed 100000; rounded. */
static const struct {
    const char *fact;
    const char *check;
    double value, se;
    bool holds;
} reference[] = {
    {"A1", "strain", 0.863, 0.0100, true},
    {"A1", "opportunity", -2.286, 0.0169, true},
    {"A4", "peak_low_control", 300.000, 0, true},
    {"A4", "peak_high_control", 500.000, 0, true},
    {"A4", "fall_to_900", 0.445, 0, true},
    {"A6", "r_resources_engagement", 0.555, 0, true},
    {"B1", "difference_matched", 0.239, 0.0091, true},
    {"B4", "kept_26", 0.730, 0, true},
    {"B4", "kept_52", 0.666, 0, true},
    {"B6", "median_average", 13.000, 0, true},
    {"B9", "reached_two_rounds_none", 2.815, 0, true},
    {"C1", "willen_not_imposed", 0.221, 0.0045, true},
    {"C1", "involvement_difference", 318.892, 0, true},
    {"C11", "mixed_single_layer", 1.179, 0, true},
    {"D4", "dropped_out", 0.487, 0, true},
    {"D4", "group_left_34", 0.348, 0, true},
    {"D9", "r_leader_transfer", 0.205, 0, true},
    {"D10", "effect_lost", 0.700, 0, true},
    {"D11", "durven_unsafe", -0.029, 0.0018, true},
    {"E2", "left_average", 0.144, 0, true},
    {"E4", "closed_open", 0.247, 0, true},
    {"E6", "errors_reported", 1.502, 0, true},
    {"F5", "anew_minus_once", 35.227, 2.8287, true},
    {"F6", "peers_minus_leader", 0.100, 0, true},
    {"F11", "high_low_workload", 0.842, 0, false},
    {"G2", "active_more", 22.080, 6.1251, true},
};

static const struct lab_check *find_check(const struct lab_experiment *x, const char *id)
{
    for (uint32_t k = 0; k < x->checks_count; k++)
        if (strcmp(x->checks[k].id, id) == 0)
            return &x->checks[k];
    return NULL;
}

static void compare_check(const struct lab_experiment *x, size_t row)
{
    const struct lab_check *c = find_check(x, reference[row].check);

    if (c == NULL) {
        test_fail(__FILE__, __LINE__, "%s has no check %s", reference[row].fact,
                  reference[row].check);
        return;
    }
    if (fabs(c->value - reference[row].value) > 0.00051 ||
        fabs(c->se - reference[row].se) > 0.00051)
        test_fail(__FILE__, __LINE__, "%s %s is %.4f +- %.4f, when it landed %.3f +- %.3f",
                  reference[row].fact, c->id, c->value, c->se, reference[row].value,
                  reference[row].se);
    CHECK_EQ(c->holds, reference[row].holds);
}

TEST(facts_give_the_numbers_they_gave)
{
    const size_t rows = sizeof reference / sizeof reference[0];
    struct lab lab = fixture_lab(150);
    struct lab_experiment *x = malloc(sizeof *x);

    for (uint32_t i = 0; i < facts_count; i++) {
        bool played = false;

        for (size_t row = 0; row < rows; row++) {
            if (strcmp(reference[row].fact, facts[i].id) != 0)
                continue;
            if (!played) {
                lab_experiment_init(x, &lab);
                facts[i].run(x);
                played = true;
            }
            compare_check(x, row);
        }
        if (played)
            lab_experiment_clear(x);
    }
    free(x);
}

TEST(a_check_that_excludes_zero_must_differ_from_it_by_more_than_chance)
{
    CHECK(lab_check_holds(0.5, 0.1, 1, 0));
    CHECK(lab_check_holds(0.5, 0.1, 1, 0.25));
    CHECK(!lab_check_holds(0.5, 0.1, 1, 0.26));
    CHECK(!lab_check_holds(0.5, 0, 1, 0.26));
    CHECK(lab_check_holds(0.01, -0.1, 0.1, 0.26)); /* A band around zero asks for nothing more. */
    CHECK(!lab_check_holds(0.11, -0.1, 0.1, 0));
    CHECK(!lab_check_holds(NAN, -1, 1, 0));
}

TEST(mean_error_and_correlation_are_those_of_the_books)
{
    const double d[] = {1, 2, 3, 4}, up[] = {2, 4, 6, 8}, down[] = {4, 3, 2, 1};
    const double flat[] = {5, 5, 5, 5};
    struct lab_stat s = lab_stat(d, 4, 2);

    CHECK(fabs(s.mean - 1.25) < 1e-12);
    CHECK(fabs(s.se - sqrt(5.0 / 3 / 4) / 2) < 1e-12);
    CHECK_EQ(s.n, 4);
    CHECK(fabs(lab_correlation(d, up, 4) - 1) < 1e-12);
    CHECK(fabs(lab_correlation(d, down, 4) + 1) < 1e-12);
    CHECK(fabs(lab_correlation(d, flat, 4)) < 1e-12);
}

TEST(arms_without_a_difference_are_exactly_equal)
{
    struct lab lab = fixture_lab(20);
    struct lab_experiment *x = malloc(sizeof *x);
    const struct lab_arm *a, *b;

    lab_experiment_init(x, &lab);
    a = lab_arm(x, lab_average(), lab_nothing(), WEEKS(0, 20));
    b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(20));
    for (int v = 0; v < LAB_VALUES_COUNT; v++) {
        struct lab_stat d = lab_member_effect(x, a, b, 20, (enum lab_value)v);

        CHECK(fabs(d.mean) <= 0 && fabs(d.se) <= 0);
        CHECK_EQ(d.n, 20);
    }
    lab_experiment_clear(x);
    free(x);
}

/* The mean of the members' performance is that of the team as the simulation computes it. */
TEST(members_are_seen_as_the_team_is)
{
    struct lab lab = fixture_lab(20);
    struct lab_experiment *x = malloc(sizeof *x);
    const struct lab_arm *a;

    lab_experiment_init(x, &lab);
    a = lab_arm(x, lab_average(), lab_nothing(), WEEKS(30));
    for (uint32_t s = 0; s < a->teams; s++) {
        const struct lab_view *v = lab_view(a, s, 30);
        double sum = 0, mean;

        for (int i = 0; i < LAB_MEMBERS; i++)
            sum += v->phase[i] >= 0 ? v->value[LAB_PERFORMANCE][i] : 0;
        CHECK(fabs(sum / LAB_MEMBERS - v->outcome.value[SIM_OUTCOME_PERFORMANCE]) <= 0.5);
        CHECK(lab_team_mean(v, LAB_STRAIN, SIM_EVERYBODY, &mean));
        CHECK(fabs(mean - v->outcome.value[SIM_OUTCOME_STRAIN]) <= 0.5);
    }
    lab_experiment_clear(x);
    free(x);
}

static uint32_t times_started(struct lab_experiment *x, struct lab_plan plan, int32_t weeks)
{
    const struct lab_arm *a = lab_arm_of(x, lab_average(), plan, WEEKS(weeks), 0, 2);
    uint32_t numbers = 0;

    for (uint32_t n = 0; n < LAB_NUMBERS_MAX; n++)
        numbers += a->joined[0][n] != 0;
    return numbers;
}

TEST(a_plan_starts_its_pulses_in_the_weeks_it_names)
{
    struct lab lab = fixture_lab(2);
    struct lab_experiment *x = malloc(sizeof *x);

    lab_experiment_init(x, &lab);
    CHECK_EQ(times_started(x, GIVE(x, "waardering"), 40), 1);
    CHECK_EQ(times_started(x, lab_at_week(GIVE(x, "waardering"), 40), 40), 0);
    CHECK_EQ(times_started(x, lab_every(GIVE(x, "waardering"), 13, 20), 40), 2);
    CHECK_EQ(times_started(x, lab_every(GIVE(x, "waardering"), 13, 27), 40), 3);
    CHECK_EQ(times_started(x, GIVE(x, "waardering", "feedback"), 40), 2);
    lab_experiment_clear(x);
    free(x);
}

/* "attention=2" and "forward.2=400000" are taken; unknown names and values outside the limits are
 * not. */
TEST(parameters_are_set_by_name)
{
    struct sim_parameters p = sim_parameters_default();

    CHECK(evidence_parameter_set(&p, "attention=2"));
    CHECK_EQ(p.attention, 2);
    CHECK(evidence_parameter_set(&p, "forward.2=400000"));
    CHECK_EQ(p.forward[2], 400000);
    CHECK(!evidence_parameter_set(&p, "forward.5=1"));
    CHECK(!evidence_parameter_set(&p, "attention=65"));
    CHECK(!evidence_parameter_set(&p, "attention"));
    CHECK(!evidence_parameter_set(&p, "attention="));
    CHECK(!evidence_parameter_set(&p, "attention=2x"));
    CHECK(!evidence_parameter_set(&p, "nothing=2"));
}
