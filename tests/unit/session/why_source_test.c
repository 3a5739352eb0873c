/* why_source_test.c -- of what is a cause told: what does it now, what did it before and wears off,
 * whose sentence fits whom. */
#include "session/why.h"

#include "test.h"

#include <string.h>

#define SLOT   1
#define FIRST  7 /* Numbers of what runs. */
#define SECOND 8

static struct sim_team before, after;
static struct sim_why_trail trail;
static struct scenario scenario;
static struct catalogue catalogue;
static struct scenario_dilemma dilemma;
static struct why_story story;

static struct sim_running *runs(struct sim_team *team, uint32_t number, int32_t start)
{
    struct sim_running *r = &team->running[team->running_count++];

    *r = (struct sim_running){.number = number,
                              .start = start,
                              .attend = 1u << SLOT,
                              .mask = SIM_EVERYBODY,
                              .env_u = 1000000,
                              .strength = 600};
    return r;
}

static void lifts(struct sim_why_week *week, enum sim_factor factor, uint32_t number,
                  int32_t amount)
{
    week->lifts[week->lifts_count++] =
        (struct sim_why_lift){.factor = (uint16_t)factor, .number = number, .amount = amount};
}

/* FIRST ran before the round and runs on; nothing changed. */
static void nothing_happened(void)
{
    memset(&before, 0, sizeof before);
    memset(&after, 0, sizeof after);
    memset(&trail, 0, sizeof trail);
    memset(&catalogue, 0, sizeof catalogue);
    memset(&dilemma, 0, sizeof dilemma);
    before.members_count = after.members_count = trail.members_count = 4;
    before.week = 20;
    after.week = 24;
    trail.present_begin[SLOT] = trail.present_now[SLOT] = 1;
    catalogue.sim.pulses_count = 1;
    dilemma.options_count = 1;
    scenario = (struct scenario){.catalogue = &catalogue,
                                 .dilemmas = &dilemma,
                                 .dilemmas_count = 1,
                                 .parameters = sim_parameters_default()};
    story = (struct why_story){
        .scenario = &scenario, .trail = &trail, .before = &before, .after = &after};
    runs(&before, FIRST, 12);
    runs(&after, FIRST, 12);
}

static struct why_source source(uint32_t term, bool helped)
{
    return why_source(&story, SIM_QUANTITY_ENGAGEMENT, term, helped, SLOT);
}

TEST(what_does_less_than_before_is_the_source_of_what_is_missed)
{
    nothing_happened();
    lifts(&trail.reference, SIM_AUT, FIRST, 100);
    lifts(&trail.last, SIM_AUT, FIRST, 40);
    CHECK(source(SIM_TERM_AUTONOMY, false).running == NULL); /* As strong as ever: not by itself. */
    after.running[0].env_u = 400000;
    CHECK(source(SIM_TERM_AUTONOMY, false).running == &before.running[0]);
    CHECK(source(SIM_TERM_AUTONOMY, false).fading);
    CHECK(source(SIM_TERM_AUTONOMY, true).running == NULL);
    after.running_count = 0; /* It is over. */
    CHECK(source(SIM_TERM_AUTONOMY, false).running == &before.running[0]);
}

TEST(burden_that_passes_helps_as_something_that_weighs_less)
{
    nothing_happened();
    lifts(&trail.reference, SIM_DEM, FIRST, 100);
    after.running_count = 0;
    CHECK(source(SIM_TERM_DEMANDS, true).running == &before.running[0]);
    CHECK(source(SIM_TERM_DEMANDS, true).fading);
    CHECK(source(SIM_TERM_DEMANDS, false).running == NULL);
}

TEST(whatever_did_most_is_told_whether_it_began_or_wears_off)
{
    nothing_happened();
    runs(&after, SECOND, 20);
    after.running[0].env_u = 400000;
    lifts(&trail.reference, SIM_AUT, FIRST, 100);
    lifts(&trail.last, SIM_AUT, FIRST, 40);
    lifts(&trail.last, SIM_AUT, SECOND, -50);
    CHECK(source(SIM_TERM_AUTONOMY, false).fading);
    lifts(&trail.last, SIM_AUT, SECOND, -20);
    CHECK(source(SIM_TERM_AUTONOMY, false).running == &after.running[1]);
    CHECK(!source(SIM_TERM_AUTONOMY, false).fading);
}

static void strained_by(uint32_t term, int32_t amount_u)
{
    for (int i = 0; i < SIM_LEDGER_TERMS_MAX; i++)
        if (sim_why_terms[SIM_QUANTITY_STRAIN][i] == term)
            trail.share[SLOT][SIM_QUANTITY_STRAIN][i] = amount_u;
    trail.now[SLOT][SIM_QUANTITY_STRAIN] += amount_u;
}

TEST(strain_that_takes_the_zest_is_told_of_what_strained)
{
    nothing_happened();
    runs(&after, SECOND, 20);
    lifts(&trail.last, SIM_SAF, SECOND, -80);
    CHECK(source(SIM_TERM_STRAIN, false).running == NULL);
    strained_by(SIM_TERM_SAFETY, 60000);
    CHECK(source(SIM_TERM_STRAIN, false).running == &after.running[1]);
    CHECK(source(SIM_TERM_STRAIN, true).running == NULL);
    strained_by(SIM_TERM_TIRED, 300000); /* Mostly it was something else, which nobody did. */
    CHECK(source(SIM_TERM_STRAIN, false).running == NULL);
}

TEST(unfair_is_told_of_what_is_demanded_of_some_and_not_of_others)
{
    struct sim_running *r;

    nothing_happened();
    r = runs(&after, SECOND, 20);
    r->forced = 1;
    r->mask = 15; /* All four of them. */
    CHECK(source(SIM_TERM_UNFAIR, false).running == NULL);
    r->mask = r->attend = 1u << 3;
    CHECK(source(SIM_TERM_UNFAIR, false).running == r); /* Also to whoever is not in it. */
    CHECK(source(SIM_TERM_UNFAIR, true).running == NULL);
    before.running[0].forced = 1;
    before.running[0].mask = 1u << 3;
    CHECK(source(SIM_TERM_UNFAIR, true).running == &before.running[0]);
    CHECK(source(SIM_TERM_UNFAIR, true).fading);
}

TEST(lesson_came_back_when_the_same_person_had_it_before_this_round)
{
    struct sim_running *again;

    nothing_happened();
    again = runs(&after, SECOND, 20);
    CHECK(!why_again(&story, again, SLOT)); /* At once, or much later: it sits no firmer. */
    again->firm = 800;
    CHECK(why_again(&story, again, SLOT) && !why_again(&story, again, SLOT + 1));
    before.running[0].attend = 1u << 2; /* Somebody else had it then. */
    CHECK(!why_again(&story, again, SLOT));
    before.running[0].attend = 1u << SLOT;
    before.running[0].pulse = 1; /* Another lesson. */
    CHECK(!why_again(&story, again, SLOT));
}

/* ---- words ---------------------------------------------------------------------------------- */

static struct text words(const char *text)
{
    struct text out = {0};

    out.in[TEXT_LANG_nl] = bytes_of(text);
    return out;
}

static void expect_text(const struct room_cause *cause, const char *expected)
{
    const struct why_decided decided[3] = {{0, 0}, {0, 0}, {0, 0}};
    const struct catalogue_cause told = why_words(&scenario, cause, decided, 3);
    uint8_t memory[CAUSE_BYTES_MAX];
    struct buffer texts;

    buffer_init(&texts, memory, sizeof memory);
    CHECK(bytes_equal_text(why_text(&scenario, cause, 3, &told, TEXT_LANG_nl, &texts), expected));
}

static void catalogue_says(void)
{
    catalogue.of_round = words("Dat was ronde {round}.");
    catalogue.worn_off[0] = words("Het werkt minder door.");
    catalogue.came_back = words("Het was niet de eerste keer.");
    catalogue.at_work[0] = words("Het werk leed eronder.");
    catalogue.causes[SIM_TERM_KUNNEN][0].text = words("Er lukte minder.");
    catalogue.causes[SIM_TERM_KUNNEN][1].text = words("Er lukte meer.");
    catalogue.pulses[0].intervention = -1;
    dilemma.options[0].because_count = 1;
    dilemma.options[0].because[0] = (struct scenario_because){
        .term = SIM_TERM_KUNNEN, .members = 1u << SLOT, .text = words("Zij liepen vast.")};
}

TEST(earlier_decision_is_told_with_its_round_and_with_that_it_wears_off)
{
    struct room_cause cause = {.term = SIM_TERM_KUNNEN, .round = 1, .members = 1u << SLOT};

    nothing_happened();
    catalogue_says();
    expect_text(&cause, "Dat was ronde 2. Zij liepen vast.");
    cause.round = 2; /* Of this very round. */
    expect_text(&cause, "Zij liepen vast.");
    cause.round = 0;
    cause.marks = CAUSE_FADING; /* Then the author's sentence is not true. */
    cause.at_work = 1;
    expect_text(&cause,
                "Dat was ronde 1. Het werkt minder door. Er lukte minder. Het werk leed eronder.");
    cause = (struct room_cause){.term = SIM_TERM_KUNNEN, .round = 2, .helped = 1};
    cause.marks = CAUSE_AGAIN;
    expect_text(&cause, "Er lukte meer. Het was niet de eerste keer.");
}

TEST(what_nobody_taught_is_said_to_come_from_the_work_itself)
{
    struct room_cause cause = {
        .term = SIM_TERM_SKILL, .round = ROUND_NONE, .pulse = PULSE_NONE, .helped = 1};

    nothing_happened();
    catalogue_says();
    catalogue.of_work = words("Dat kwam uit het werk.");
    catalogue.causes[SIM_TERM_SKILL][1].text = words("Het vak ging beter.");
    expect_text(&cause, "Het vak ging beter. Dat kwam uit het werk.");
    cause.pulse = 0; /* It was taught. */
    cause.round = 2;
    expect_text(&cause, "Het vak ging beter.");
}

TEST(richer_work_is_the_source_of_more_to_learn_from)
{
    nothing_happened();
    lifts(&trail.last, SIM_SAF, FIRST, 90); /* That does not make it richer. */
    CHECK(source(SIM_TERM_OPPORTUNITY, true).running == NULL);
    lifts(&trail.last, SIM_VAR, FIRST, 90);
    CHECK(source(SIM_TERM_OPPORTUNITY, true).running == &after.running[0]);
}

TEST(sentence_about_some_is_not_told_of_others)
{
    struct room_cause cause = {.term = SIM_TERM_KUNNEN, .round = 2, .members = 3u << SLOT};

    nothing_happened();
    catalogue_says();
    CHECK(why_because(&dilemma.options[0], &cause) == &dilemma.options[0].because[0]);
    cause.members = 1u << (SLOT + 1);
    CHECK(why_because(&dilemma.options[0], &cause) == NULL);
    expect_text(&cause, "Er lukte minder.");
}
