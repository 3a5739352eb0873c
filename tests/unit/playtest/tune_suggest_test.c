/* tune_suggest_test.c -- for an option that fails: which other action would mend it. */
#include "playtest/tune_suggest.h"
#include "playtest/tune_trial.h"

#include "story.h"
#include "test.h"

#include <string.h>

#define STATES 150

static struct scenario_option *option_of(struct scenario *s, uint32_t option)
{
    return &((struct scenario_dilemma *)&s->dilemmas[0])->options[option];
}

/* The option starts one thing, from above and with hardly any of the leader's time. */
static void spoil(struct scenario *s, uint32_t option)
{
    struct scenario_option *o = option_of(s, option);

    o->starts_count = 1;
    o->starts[0].weeks = 1;
    o->starts[0].up = 0;
    o->starts[0].hours = sim_hours_least(&s->catalogue->sim.pulses[o->starts[0].pulse]);
}

static struct playtest_verdict weigh(const struct scenario *s)
{
    struct playtest_verdict v;
    struct trial trial;

    CHECK(trial_make(&trial, s, 0, STATES, 0));
    trial_weigh(&trial, &v);
    trial_clear(&trial);
    return v;
}

/* What is told of a suggestion is what comes of it when an author writes it down. */
static void check_suggestion(struct scenario *s, const struct tune_suggestion *suggestion)
{
    const struct catalogue_intervention *given =
        &s->catalogue->interventions[suggestion->intervention];
    struct scenario_option *o = option_of(s, suggestion->option);
    const struct scenario_option was = *o;
    const uint32_t at =
        suggestion->start == TUNE_ADDED ? o->starts_count++ : (uint32_t)suggestion->start;
    struct playtest_verdict v;

    o->starts[at] = (struct scenario_start){.pulse = given->pulse,
                                            .intervention = (int16_t)suggestion->intervention,
                                            .mask = SIM_EVERYBODY,
                                            .up = given->up,
                                            .forced = given->forced};
    v = weigh(s);
    CHECK_EQ(v.holds, suggestion->holds);
    CHECK(memcmp(v.best, suggestion->best, sizeof v.best) == 0);
    *o = was;
}

TEST(an_option_that_fails_is_told_what_would_mend_it)
{
    struct content_loaded *loaded = story_load("kort-een-vijf");
    struct tune_suggestions found;
    bool in_place = false, mends = false;

    spoil(loaded->scenario, 1);
    CHECK(!weigh(loaded->scenario).holds);
    CHECK_EQ(tune_suggest(loaded->scenario, STATES, 0, &found), RESULT_OK);
    CHECK(found.failing > 0 && found.count > 0);
    for (uint32_t i = 0; i < found.count; i++) {
        const struct tune_suggestion *one = &found.items[i];

        in_place = in_place || one->start != TUNE_ADDED;
        mends = mends || one->holds;
        if (i > 0 && one->option == found.items[i - 1].option)
            CHECK(one->fault >= found.items[i - 1].fault);
        check_suggestion(loaded->scenario, one);
    }
    CHECK(in_place && mends);
    tune_suggest_clear(&found);
    story_unload(loaded);
}

TEST(a_story_that_holds_gets_no_suggestions_and_stays_as_it_is)
{
    struct content_loaded *loaded = story_load("kort-een-vijf");
    const struct scenario_dilemma was = loaded->scenario->dilemmas[0];
    struct tune_suggestions found;

    CHECK_EQ(tune_suggest(loaded->scenario, STATES, 0, &found), RESULT_OK);
    CHECK(found.failing == 0 && found.count == 0);
    tune_suggest_clear(&found);
    spoil(loaded->scenario, 1);
    CHECK_EQ(tune_suggest(loaded->scenario, STATES, 2, &found), RESULT_OK);
    for (uint32_t o = 0; o < was.options_count; o++)
        CHECK(o == 1 || memcmp(&was.options[o], &loaded->scenario->dilemmas[0].options[o],
                               sizeof was.options[o]) == 0);
    CHECK_EQ(loaded->scenario->dilemmas[0].options[1].starts_count, 1);
    tune_suggest_clear(&found);
    story_unload(loaded);
}
