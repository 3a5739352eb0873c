/* effects_test.c -- published effects: the words of an arm, formulas and their errors, what counts
 * as what, and that every effect of the catalogue is understood. */
#include "lab/evidence/effect_arm.h"
#include "lab/evidence/effect_bind.h"
#include "lab/evidence/effect_formula.h"
#include "lab/evidence/effects.h"
#include "lab/evidence/suite.h"
#include "evidence_fixture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct lab_experiment *experiment(const struct lab *lab)
{
    struct lab_experiment *x = malloc(sizeof *x);

    lab_experiment_init(x, lab);
    return x;
}

static void experiment_end(struct lab_experiment *x)
{
    lab_experiment_clear(x);
    free(x);
}

/* --- arms ------------------------------------------------------------------------------------- */

TEST(the_words_of_an_arm_make_its_setup_and_plan)
{
    struct lab lab = fixture_lab(2);
    struct lab_experiment *x = experiment(&lab);
    struct effect_arm arm;
    char word[EFFECT_NAME_MAX];

    CHECK_EQ(effect_arm_read(x,
                             "DEM=700 LEA=300@39 pulse:cursus@8 pulse:ontwikkelgesprek@every8 "
                             "happening:verhuizing trait:open+150 size=12 forced",
                             &arm, word),
             EFFECT_ARM_OK);
    CHECK_EQ(arm.setup.origin.base[SIM_DEM], 700);
    CHECK_EQ(arm.setup.origin.base[SIM_LEA], lab_average().origin.base[SIM_LEA]);
    CHECK_EQ(arm.plan.shift[0].week, 39);
    CHECK_EQ(arm.plan.shift[0].value, 300);
    CHECK_EQ(arm.plan.start[0].at, 8);
    CHECK_EQ(arm.plan.start[0].quality, 850);
    CHECK(arm.plan.start[0].forced);
    CHECK_EQ(arm.plan.start[1].every, 8);
    CHECK_EQ(arm.plan.count, 3);
    CHECK_EQ(arm.setup.origin.members_count, 12);
    CHECK_EQ(arm.burn_in, LAB_BURN_IN);
    experiment_end(x);
}

TEST(a_happening_comes_as_it_does_in_the_game_unless_the_arm_says_otherwise)
{
    struct lab lab = fixture_lab(2);
    struct lab_experiment *x = experiment(&lab);
    struct effect_arm arm;
    char word[EFFECT_NAME_MAX];

    CHECK_EQ(effect_arm_read(x, "happening:verhuizing", &arm, word), EFFECT_ARM_OK);
    CHECK_EQ(arm.plan.start[0].quality, 1000);
    CHECK_EQ(arm.plan.start[0].up, 0);
    CHECK_EQ(effect_arm_read(x, "happening:verhuizing up=900", &arm, word), EFFECT_ARM_OK);
    CHECK_EQ(arm.plan.start[0].quality, 850);
    CHECK_EQ(arm.plan.start[0].up, 900);
    experiment_end(x);
}

TEST(a_word_that_means_nothing_is_refused_and_one_the_model_lacks_is_named)
{
    static const char *const wrong[] = {"DEM",      "DEM=1001",      "pulse:no_such_thing",
                                        "XYZ=300",  "pulse:cursus@", "trait:nothing+5",
                                        "phase=NO", "tenure=5..2",   "size=13"};
    struct lab lab = fixture_lab(2);
    struct lab_experiment *x = experiment(&lab);
    struct effect_arm arm;
    char word[EFFECT_NAME_MAX];

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        if (effect_arm_read(x, wrong[i], &arm, word) != EFFECT_ARM_MALFORMED)
            test_fail(__FILE__, __LINE__, "'%s' was taken", wrong[i]);
    CHECK_EQ(effect_arm_read(x, "DEM=300 new:telepathy", &arm, word), EFFECT_ARM_LACKS);
    CHECK_TEXT(word, "telepathy");
    experiment_end(x);
}

TEST(a_name_that_is_bound_is_what_its_line_says)
{
    struct lab lab = fixture_lab(2);
    struct lab_experiment *x = experiment(&lab);
    struct effect_arm arm;
    char word[EFFECT_NAME_MAX];

    CHECK_EQ(effect_arm_read(x, "pulse:cursus new:four_of_eight_trained", &arm, word),
             EFFECT_ARM_OK);
    CHECK_EQ(arm.plan.start[0].only, 0x0F);
    CHECK_EQ(effect_arm_read(x, "new:strain_raised_300_once", &arm, word), EFFECT_ARM_OK);
    CHECK(arm.plan.also[0] != NULL && arm.moves == 1u << LAB_STRAIN);
    CHECK_EQ(effect_arm_read(x, "new:same_traits_mixed DEM=700", &arm, word), EFFECT_ARM_OK);
    CHECK_EQ(arm.setup.origin.base[SIM_DEM], 700); /* Its words are read, and those behind it. */
    CHECK_EQ(arm.plan.count, 0);
    experiment_end(x);
}

/* People who have been there for ten weeks cannot have run in for thirteen. */
TEST(tenure_and_skill_are_those_of_week_0)
{
    static const struct {
        const char *words;
        double tenure;
    } cases[] = {{"tenure=0 skill=250", 0}, {"tenure=40 skill=250", 40}};
    struct lab lab = fixture_lab(2);
    struct lab_experiment *x = experiment(&lab);
    char word[EFFECT_NAME_MAX];

    for (int k = 0; k < 2; k++) {
        struct effect_arm arm;
        const struct lab_arm *played;

        CHECK_EQ(effect_arm_read(x, cases[k].words, &arm, word), EFFECT_ARM_OK);
        played = lab_arm_of(x, arm.setup, arm.plan, WEEKS(0), arm.burn_in, 2);
        for (int i = 0; i < LAB_MEMBERS; i++) {
            const struct lab_view *v = lab_view(played, 0, 0);

            if (v->phase[i] < 0 || v->value[LAB_TENURE][i] < cases[k].tenure)
                continue; /* A place that came free while running in. */
            CHECK(fabs(v->value[LAB_TENURE][i] - cases[k].tenure) < 0.1);
            CHECK(fabs(v->value[LAB_SKILL][i] - 250) < 0.1);
        }
    }
    experiment_end(x);
}

/* --- formulas --------------------------------------------------------------------------------- */

TEST(a_formula_that_means_nothing_is_refused)
{
    static const char *const wrong[] = {
        "",
        "strain",
        "strain(a",
        "strain(a-)",
        "strain(a-b) -",
        "strain(a-b) x",
        "strain(a-z)",
        "strain(a-b; somebody)",
        "strain(a-b; first:9)",
        "strain(a-b)@x",
        "strain(a)@8..4",
        "r(strain; a)",
        "r(strain, turnover; a)", /* No member has a turnover. */
        "left(a)@8",              /* Since when? */
        "regie(a-b; joined)",     /* Nobody has a regie of their own. */
        "(strain(a-b)",
        "|strain(a-b)",
    };
    struct effect_formula f;

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        if (effect_formula_read(wrong[i], 26, &f) != EFFECT_FORMULA_MALFORMED)
            test_fail(__FILE__, __LINE__, "'%s' was taken", wrong[i]);
}

TEST(a_measure_that_the_model_lacks_is_named)
{
    struct effect_formula f;

    CHECK_EQ(effect_formula_read("strain(a-b) / dreams(a-b)", 26, &f), EFFECT_FORMULA_UNKNOWN);
    CHECK_TEXT(f.unknown, "dreams");
}

/* Two arms, and what a formula says of them in week 20. */
struct pair {
    struct lab lab;
    struct lab_experiment *x;
    const struct lab_arm *arms[EFFECT_ARMS_MAX];
    struct lab_plan nothing;
    const struct lab_plan *plans[EFFECT_ARMS_MAX];
};

static void pair_open(struct pair *p)
{
    memset(p, 0, sizeof *p);
    p->lab = fixture_lab(40);
    p->x = experiment(&p->lab);
    p->arms[0] = lab_arm(p->x, WITH(lab_average(), {SIM_DEM, 700}), lab_nothing(), WEEKS(0, 20));
    p->arms[1] = lab_arm(p->x, lab_average(), lab_nothing(), WEEKS(0, 20));
    p->plans[0] = p->plans[1] = &p->nothing;
}

static struct effect_value value_of(const struct pair *p, const char *text)
{
    struct effect_formula f;

    CHECK_EQ(effect_formula_read(text, 20, &f), EFFECT_FORMULA_OK);
    return effect_formula_value(&f, p->x, p->arms, p->plans);
}

static bool same(double a, double b)
{
    return fabs(a - b) < 1e-9;
}

TEST(a_difference_has_the_value_and_the_error_of_the_laboratory)
{
    struct pair p;

    pair_open(&p);
    struct effect_value v = value_of(&p, "strain(a-b)");
    struct lab_stat d = lab_member_effect(p.x, p.arms[0], p.arms[1], 20, LAB_STRAIN);

    CHECK(same(v.value, d.mean) && same(v.se, d.se) && v.value > 0.2);
    CHECK_EQ(v.teams, 40);
    v = value_of(&p, "learning_climate(a-b)");
    d = lab_outcome_effect(p.arms[0], p.arms[1], 20, SIM_OUTCOME_LEARNING_CLIMATE);
    CHECK(same(v.value, d.mean) && same(v.se, d.se));
    v = value_of(&p, "strain(a-b) - strain(a-b)");
    CHECK(same(v.value, 0) && same(v.se, 0)); /* They share their luck. */
    experiment_end(p.x);
}

TEST(ratios_levels_and_gains_are_what_they_say)
{
    struct pair p;

    pair_open(&p);
    double a = lab_outcome_mean(p.arms[0], 20, SIM_OUTCOME_RETENTION);
    double b = lab_outcome_mean(p.arms[1], 20, SIM_OUTCOME_RETENTION);

    CHECK(same(value_of(&p, "turnover(a) / turnover(b)").value, (1000 - a) / (1000 - b)));
    CHECK(same(value_of(&p, "|strain(b-a)| / strain(a-b)").value, 1));
    CHECK(same(value_of(&p, "(strain(a-b) + strain(a-b)) / strain(a-b)").value, 2));
    a = value_of(&p, "AUT(a)@20").value - value_of(&p, "AUT(a)@0").value;
    CHECK(same(value_of(&p, "AUT(a)@0..20").value, a));
    experiment_end(p.x);
}

TEST(late_over_early_says_nothing_when_there_was_nothing_early)
{
    struct pair p;

    pair_open(&p);
    CHECK(value_of(&p, "strain(a-b) / MOB(a-b)").weak);
    CHECK(!value_of(&p, "MOB(a-b) / strain(a-b)").weak);
    CHECK(!value_of(&p, "turnover(a) / turnover(b)").weak); /* Levels are always there. */
    experiment_end(p.x);
}

TEST(correlations_are_those_of_the_laboratory)
{
    struct lab lab = fixture_lab(40);
    struct lab_experiment *x = experiment(&lab);
    struct lab_setup varied = lab_average();
    const struct lab_plan nothing = lab_nothing();
    const struct lab_arm *arm;
    double strain[40 * LAB_MEMBERS], load[40 * LAB_MEMBERS], team_load[40], team_strain[40];
    uint32_t n = 0;

    varied.varied = true;
    arm = lab_arm(x, varied, nothing, WEEKS(20));
    for (uint32_t s = 0; s < arm->teams; s++) {
        const struct lab_view *v = lab_view(arm, s, 20);

        lab_team_mean(v, LAB_LOAD, SIM_EVERYBODY, &team_load[s]);
        lab_team_mean(v, LAB_STRAIN, SIM_EVERYBODY, &team_strain[s]);
        for (int i = 0; i < LAB_MEMBERS; i++) {
            if (v->phase[i] < 0)
                continue;
            load[n] = v->value[LAB_LOAD][i];
            strain[n++] = v->value[LAB_STRAIN][i];
        }
    }
    struct pair p = {.lab = lab, .x = x, .arms = {arm}, .plans = {&nothing}};
    struct effect_value r = value_of(&p, "r(load, strain; a)");

    CHECK(same(r.value, lab_correlation(load, strain, n)));
    CHECK(r.se > 0.005 && r.se < 0.2);
    CHECK(same(value_of(&p, "rt(load, strain; a)").value,
               lab_correlation(team_load, team_strain, 40)));
    /* When demands are held equal, little is left of what demands do. */
    CHECK(fabs(value_of(&p, "rt(load, strain; a; DEM AUT)").value) <
          value_of(&p, "rt(load, strain; a)").value);
    experiment_end(x);
}

TEST(some_of_the_team_are_those_who_are_meant)
{
    struct pair p;

    pair_open(&p);
    double low = value_of(&p, "skill(b; skill:low)@0").value;
    double high = value_of(&p, "skill(b; skill:high)@0").value;
    double all = value_of(&p, "skill(b)@0").value;

    CHECK(low < all && all < high);
    CHECK(value_of(&p, "tenure(b; tenure:<52)").value < 52);
    CHECK(value_of(&p, "tenure(b; tenure:>200)").value > 200);
    CHECK(value_of(&p, "tenure(b; stayed)").value >= 20);
    CHECK(value_of(&p, "left(b)@0..20").value > 0);
    CHECK(!same(value_of(&p, "strain(b; first:4)").value, value_of(&p, "strain(b; last:4)").value));
    experiment_end(p.x);
}

/* --- checks ----------------------------------------------------------------------------------- */

static struct lab_check check_of(const char *json)
{
    struct lab lab = fixture_lab(40);
    struct lab_experiment *x = experiment(&lab);
    cJSON *effect = cJSON_Parse(json);
    static char id[64];
    struct lab_check c;

    CHECK(effect != NULL && effects_run(effect, x) == NULL);
    c = x->checks[0];
    snprintf(id, sizeof id, "%s", c.id);
    c.id = id;
    cJSON_Delete(effect);
    experiment_end(x);
    return c;
}

#define BUSY                                                                                       \
    "{\"id\":\"x\",\"week\":20,\"arms\":{\"a\":\"DEM=700\",\"b\":\"none\"},\"checks\":[{\"is\":"

TEST(a_band_a_sign_and_a_null_are_judged_apart)
{
    struct lab_check c = check_of(BUSY "\"strain(a-b)\",\"d\":[0.1,3]}]}");

    CHECK(c.holds && c.test == LAB_TEST_BAND && c.sign == LAB_SIGN_RIGHT);
    c = check_of(BUSY "\"strain(a-b)\",\"d\":[5,9]}]}");
    CHECK(!c.holds && c.sign == LAB_SIGN_RIGHT); /* Too little, but the right way. */
    c = check_of(BUSY "\"strain(a-b)\",\"sign\":\"-\"}]}");
    CHECK(!c.holds && c.test == LAB_TEST_SIGN && c.sign == LAB_SIGN_WRONG);
    c = check_of(BUSY "\"strain(a-b)\",\"d\":[-0.1,0.1]}]}");
    CHECK(!c.holds && c.sign == LAB_SIGN_NOT_ASKED); /* A real effect leaves the band. */
    c = check_of(BUSY "\"turnover(a) / turnover(b)\",\"ratio\":[1.02,3]}]}");
    CHECK(c.holds && c.sign == LAB_SIGN_RIGHT);
    c = check_of(BUSY "\"strain(a-b) / MOB(a-b)\",\"ratio\":[-1000,1000],\"at_null\":true}]}");
    CHECK(!c.holds && c.at_null);
}

TEST(what_the_arms_were_made_to_differ_in_is_by_construction)
{
    CHECK_EQ(check_of(BUSY "\"DEM(a-b)\",\"sign\":\"+\"}]}").test, LAB_TEST_CONSTRUCTION);
    CHECK_EQ(check_of(BUSY "\"load(a-b)\",\"sign\":\"+\"}]}").test, LAB_TEST_CONSTRUCTION);
    CHECK_EQ(check_of(BUSY "\"strain(a-b)\",\"sign\":\"+\"}]}").test, LAB_TEST_SIGN);
    CHECK_EQ(check_of("{\"id\":\"x\",\"week\":8,\"arms\":{\"a\":\"new:strain_raised_300_once\","
                      "\"b\":\"none\"},\"checks\":[{\"is\":\"strain(a-b)\",\"sign\":\"+\"}]}")
                 .test,
             LAB_TEST_CONSTRUCTION);
}

TEST(what_the_model_lacks_is_named_and_not_played)
{
    struct lab_check c =
        check_of("{\"id\":\"x\",\"week\":8,\"arms\":{\"a\":\"new:telepathy\",\"b\":"
                 "\"none\"},\"checks\":[{\"is\":\"strain(a-b)\",\"sign\":\"-\"}]}");

    CHECK_TEXT(c.lacks, "telepathy");
    CHECK_EQ(c.n, 0);
    c = check_of(BUSY "\"dreams(a-b)\",\"sign\":\"-\"}]}");
    CHECK_TEXT(c.lacks, "dreams");
}

/* --- the catalogue ---------------------------------------------------------------------------- */

static struct evidence_suite *played(uint32_t teams)
{
    struct evidence_suite *suite = calloc(1, sizeof *suite);

    CHECK(suite_list(suite, fixture_source(), NULL));
    suite->lab = fixture_lab(teams);
    suite_run(suite, 2, NULL);
    return suite;
}

TEST(every_published_effect_is_understood)
{
    struct evidence_suite *suite = played(2);
    uint32_t effects = 0;

    for (uint32_t i = 0; i < suite->count; i++) {
        const struct evidence_result *r = &suite->results[i];

        if (r->effect == NULL)
            continue;
        effects++;
        CHECK(r->checks_count > 0 && *r->family != '\0');
        if (r->reason != NULL && strcmp(r->reason, "mechanism_lacking") != 0)
            test_fail(__FILE__, __LINE__, "%s: %s", r->id, r->reason);
        CHECK_EQ(r->reason != NULL, r->checks[0].lacks[0] != '\0');
    }
    CHECK(effects > 100);
    free(suite);
}

/* A name in the table that no effect asks for would be a leftover. */
TEST(every_binding_is_asked_for)
{
    char *text = cJSON_PrintUnformatted(fixture_source()->effects);

    for (uint32_t i = 0; effect_bind_name(i) != NULL; i++) {
        char word[EFFECT_NAME_MAX + 8];

        snprintf(word, sizeof word, "new:%s", effect_bind_name(i));
        if (strstr(text, word) == NULL)
            test_fail(__FILE__, __LINE__, "no effect asks for %s", word);
    }
    cJSON_free(text);
}

/* The headline: contested effects and what is by construction are not in it. */
/* Half of what was expected is 0.5, whichever way it goes; a ratio counts from 1. */
TEST(how_large_is_the_share_of_the_middle_of_the_band)
{
    struct evidence_suite *suite = calloc(1, sizeof *suite);
    struct evidence_result *r = &suite->results[0];

    suite->count = 1;
    r->kind = EVIDENCE_EFFECT;
    r->family = "time";
    r->checks_count = 3;
    for (uint32_t k = 0; k < 3; k++)
        r->checks[k] = (struct lab_check){.test = LAB_TEST_BAND,
                                          .sign = LAB_SIGN_RIGHT,
                                          .has_none = true,
                                          .low = 0.2,
                                          .high = 0.6};
    r->checks[0].value = 0.04;
    r->checks[1].value = 0.2;
    r->checks[2] = (struct lab_check){.test = LAB_TEST_BAND,
                                      .sign = LAB_SIGN_RIGHT,
                                      .has_none = true,
                                      .none = 1,
                                      .low = 0.6,
                                      .high = 0.8,
                                      .value = 0.7};
    CHECK(same(suite_score(suite, EVIDENCE_EFFECT, "time").size, 0.5));
    r->checks[1].value = -0.2;
    CHECK(same(suite_score(suite, EVIDENCE_EFFECT, "time").size, 0.1));
    r->contested = true;
    CHECK_EQ(suite_score(suite, EVIDENCE_EFFECT, "time").sizes, 0);
    free(suite);
}

TEST(the_headline_counts_neither_construction_nor_what_is_contested)
{
    struct evidence_suite *suite = played(2);
    struct suite_score score = suite_score(suite, EVIDENCE_EFFECT, NULL);
    uint32_t signs = 0, bands = 0, constructed = 0, lacking = 0;

    for (uint32_t i = 0; i < suite->count; i++) {
        const struct evidence_result *r = &suite->results[i];

        for (uint32_t k = 0; r->effect != NULL && k < r->checks_count; k++) {
            const struct lab_check *c = &r->checks[k];
            bool counts = !r->contested && c->lacks[0] == '\0';
            bool made = c->test == LAB_TEST_CONSTRUCTION;

            lacking += c->lacks[0] != '\0';
            constructed += counts && made;
            signs += counts && !made && c->sign != LAB_SIGN_NOT_ASKED;
            bands += counts && !made && c->test == LAB_TEST_BAND;
        }
    }
    CHECK_EQ(score.signs_asked, signs);
    CHECK_EQ(score.bands_asked, bands);
    CHECK_EQ(score.constructed, constructed);
    CHECK_EQ(score.lacking, lacking);
    CHECK(signs > 100 && bands > 100 && constructed > 5 && score.contested > 20);
    free(suite);
}
