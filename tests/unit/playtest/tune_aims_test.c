/* tune_aims_test.c -- what the tuner aims at besides balance: that what fits the phases pays, that
 * options lie apart; and what it tells an author whose text hangs on something that hardly changes.
 */
#include "playtest/fit_rule.h"
#include "playtest/fork_survey.h"
#include "playtest/leverage.h"
#include "playtest/tune_trial.h"

#include "story.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>

#define STATES 60

static void set_values(struct trial *trial, uint32_t option, int16_t value)
{
    for (uint32_t i = 0; i < trial->count; i++) {
        for (int k = 0; k < PLAYTEST_OUTCOMES; k++)
            trial->samples[i].value[option][k] = value;
    }
}

TEST(options_that_lead_to_the_same_neither_pay_nor_lie_apart)
{
    struct content_loaded *loaded = story_load("te-weinig-te-doen");
    const struct scenario *s = loaded->scenario;
    struct trial trial;

    CHECK(trial_make(&trial, s, 0, STATES, 0));
    CHECK(fabs(trial_spread(&trial, 0)) > 0);
    for (uint32_t o = 0; o < s->dilemmas[0].options_count; o++)
        set_values(&trial, o, 2000);
    CHECK(fabs(trial_fit_gain(&trial)) < 1e-9);
    for (int k = 0; k < PLAYTEST_OUTCOMES; k++)
        CHECK(fabs(trial_spread(&trial, k)) < 1e-9);
    trial_clear(&trial);
    story_unload(loaded);
}

/* A deviation more in one of n options: those who always take it gain 1 - 1/n, others lose 1/n. */
TEST(what_fits_pays_as_far_as_it_is_chosen)
{
    struct content_loaded *loaded = story_load("te-weinig-te-doen");
    const struct scenario *s = loaded->scenario;
    const uint32_t options = s->dilemmas[0].options_count;
    struct trial trial;
    double sum = 0;

    CHECK(trial_make(&trial, s, 0, STATES, 0));
    for (uint32_t better = 0; better < options; better++) {
        for (uint32_t o = 0; o < options; o++)
            set_values(&trial, o, o == better ? 2 * 90 * PLAYTEST_VALUE_PARTS : 0);
        sum += trial_fit_gain(&trial);
    }
    CHECK(fabs(sum) < 1e-9); /* Some option is always chosen. */
    for (uint32_t i = 0; i < trial.count; i++) {
        for (uint32_t o = 0; o < options; o++)
            trial.fits[i][o] = o == 0 ? 8 : 0;
        for (int k = 0; k < PLAYTEST_OUTCOMES; k++) {
            trial.samples[i].value[options - 1][k] = 0;
            trial.samples[i].value[0][k] = (int16_t)(leverage_deviation[k] * PLAYTEST_VALUE_PARTS);
        }
    }
    CHECK(fabs(trial_fit_gain(&trial) - (1 - 1.0 / options)) < 1e-9);
    trial_clear(&trial);
    story_unload(loaded);
}

/* Whoever reads all phases right takes what suits them; a reader who errs takes something else now
 * and then. */
TEST(what_fits_depends_on_the_phases_that_are_read)
{
    struct content_loaded *loaded = story_load("de-lijn-draait");
    const struct scenario *s = loaded->scenario;
    uint32_t taken[OPTIONS_MAX] = {0}, kinds = 0;
    struct sim_team team;

    scenario_team_make(s, 3, &team);
    for (uint32_t luck = 0; luck < 200; luck++)
        taken[fit_rule_choose(s, 0, &team, luck)]++;
    for (uint32_t o = 0; o < s->dilemmas[0].options_count; o++)
        kinds += taken[o] > 0;
    CHECK(kinds >= 2);
    story_unload(loaded);
}

/* --- for an author --------------------------------------------------------------------------- */

static uint32_t count_holding(const struct fork_survey *survey, uint32_t dilemma, uint32_t option,
                              const struct fork_instead *one, uint32_t *plays, double *apart)
{
    uint32_t holding = 0;
    double sum[2] = {0, 0};

    *plays = 0;
    for (size_t row = 0; row < (size_t)survey->plays * ROUNDS_MAX; row++) {
        if (survey->chosen[row] != dilemma * OPTIONS_MAX + option)
            continue;
        for (uint32_t i = 0; i < survey->nodes_count; i++) {
            const struct condition_node *node = &survey->nodes[i];
            const int16_t value = survey->value[row * survey->nodes_count + i];

            if (node->of != one->node.of || node->index != one->node.index ||
                node->slot != one->node.slot || value == FORKS_NO_VALUE)
                continue;
            const bool holds =
                one->node.op == CONDITION_OP_GT ? value > one->node.value : value < one->node.value;
            ++*plays;
            holding += holds;
            sum[holds] += value;
        }
    }
    *apart = fabs(sum[1] / holding - sum[0] / (*plays - holding));
    return holding;
}

TEST(an_author_hears_of_changes_that_are_wide_and_told_now_and_then)
{
    struct content_loaded *loaded = story_load("te-weinig-te-doen");
    const struct scenario *s = loaded->scenario;
    struct fork_survey survey;
    uint32_t found = 0;

    CHECK(fork_survey_make(&survey, s, 300, 0));
    for (int32_t slot = -1; slot < (int32_t)s->members_count; slot++) {
        struct fork_instead instead[FORK_SURVEY_BEST];
        const uint32_t count = fork_survey_find(&survey, 0, 0, slot, instead);

        for (uint32_t i = 0; i < count; i++) {
            const struct condition_node *node = &instead[i].node;
            uint32_t plays;
            double apart;
            const uint32_t holding = count_holding(&survey, 0, 0, &instead[i], &plays, &apart);

            CHECK(abs(node->value) >= FORKS_LEAST_SD * forks_deviation(node));
            CHECK(node->op == CONDITION_OP_GT ? node->value > 0 : node->value < 0);
            CHECK(apart >= FORKS_LEAST_SD * forks_deviation(node));
            CHECK(5 * holding >= plays && 5 * holding <= 4 * plays);
            CHECK(fabs(instead[i].share - holding / (double)plays) < 1e-9);
            CHECK(i == 0 || fabs(instead[i].share - 0.5) >= fabs(instead[i - 1].share - 0.5));
        }
        found += count;
    }
    CHECK(found > 0);
    fork_survey_clear(&survey);
    story_unload(loaded);
}
