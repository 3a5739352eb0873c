/* told_test.c -- what rooms are told of each option, counted: the figures that authors write by. */
#include "playtest/told.h"

#include "sim/sim_why.h"
#include "story.h"
#include "test.h"

#include <string.h>

#define PLAYS 60

static uint32_t sum_of(const struct told *told)
{
    uint32_t sum = 0;

    for (uint32_t i = 0; i < told->count; i++)
        sum += told->causes[i].count;
    return sum;
}

/* Give the option that is told most a sentence for the cause that is told most of it. */
static struct told_cause write_one(struct scenario *s, const struct told *told)
{
    struct told_cause most = told->causes[0];
    struct scenario_option *o;

    for (uint32_t i = 0; i < told->count; i++)
        if (told->causes[i].count > most.count)
            most = told->causes[i];
    o = &((struct scenario_dilemma *)&s->dilemmas[most.dilemma])->options[most.option];
    o->because_count = 1;
    o->because[0] = (struct scenario_because){
        .term = most.term, .helped = most.helped, .members = SIM_EVERYBODY, .text = o->title};
    return most;
}

static void forget_sentences(struct scenario *s)
{
    for (uint32_t d = 0; d < s->dilemmas_count; d++)
        for (uint32_t o = 0; o < s->dilemmas[d].options_count; o++)
            ((struct scenario_dilemma *)&s->dilemmas[d])->options[o].because_count = 0;
}

TEST(every_choice_and_every_cause_is_counted_once)
{
    struct content_loaded *loaded = story_load("kort-een-vijf");
    struct told told;
    uint32_t decided = 0;

    CHECK(told_make(&told, loaded->scenario, PLAYS, 0));
    for (uint32_t o = 0; o < loaded->scenario->dilemmas[0].options_count; o++)
        decided += told.decided[0][o];
    CHECK_EQ(decided, PLAYS);
    CHECK(told.of_options > PLAYS);
    CHECK_EQ(sum_of(&told), told.of_options);
    for (uint32_t i = 1; i < told.count; i++)
        CHECK(told.causes[i].option > told.causes[i - 1].option ||
              told.causes[i].count <= told.causes[i - 1].count);
    told_clear(&told);
    story_unload(loaded);
}

TEST(a_sentence_of_the_author_counts_for_what_it_is_told_of_and_nothing_else)
{
    struct content_loaded *loaded = story_load("kort-een-vijf");
    struct told told;
    struct told_cause most;

    forget_sentences(loaded->scenario);
    CHECK(told_make(&told, loaded->scenario, PLAYS, 1));
    CHECK_EQ(told.own, 0);
    most = write_one(loaded->scenario, &told);
    told_clear(&told);
    CHECK(told_make(&told, loaded->scenario, PLAYS, 2));
    CHECK_EQ(told.own, most.count);
    for (uint32_t i = 0; i < told.count; i++)
        CHECK_EQ(told.causes[i].own != NULL, told.causes[i].option == most.option &&
                                                 told.causes[i].term == most.term &&
                                                 told.causes[i].helped == most.helped);
    told_clear(&told);
    story_unload(loaded);
}

TEST(a_sentence_that_is_never_told_is_listed_with_nothing)
{
    struct content_loaded *loaded = story_load("kort-een-vijf");
    struct scenario_option *o =
        &((struct scenario_dilemma *)&loaded->scenario->dilemmas[0])->options[0];
    struct told told;
    bool listed = false;

    forget_sentences(loaded->scenario);
    o->because_count = 1;
    o->because[0] = (struct scenario_because){
        .term = SIM_TERM_VACANCIES, .helped = true, .members = SIM_EVERYBODY, .text = o->title};
    CHECK(told_make(&told, loaded->scenario, PLAYS, 0));
    for (uint32_t i = 0; i < told.count; i++)
        listed = listed || (told.causes[i].own != NULL && told.causes[i].count == 0 &&
                            told.causes[i].term == SIM_TERM_VACANCIES);
    CHECK(listed);
    CHECK_EQ(told.own, 0);
    told_clear(&told);
    story_unload(loaded);
}
