/* why_words_test.c -- a cause in words: by which option it is told, and with what behind it. */
#include "session/why.h"

#include "test.h"

#include <string.h>

static struct scenario scenario;
static struct catalogue catalogue;
static struct sim_running running;

static void nothing_known(void)
{
    memset(&scenario, 0, sizeof scenario);
    memset(&catalogue, 0, sizeof catalogue);
    memset(&running, 0, sizeof running);
    catalogue.sim.pulses_count = 1;
    scenario.catalogue = &catalogue;
}

static struct text words(const char *text)
{
    struct text out = {0};

    out.in[TEXT_LANG_nl] = bytes_of(text);
    return out;
}

static bool says(const struct text *text, const char *expected)
{
    return bytes_equal_text(text_in(text, TEXT_LANG_nl), expected);
}

TEST(cause_is_told_by_its_option_else_by_what_ran_else_by_itself)
{
    static struct scenario_dilemma dilemma;
    const struct why_decided decided[1] = {{0, 1}};
    struct room_cause cause = {.term = SIM_TERM_DURVEN, .helped = 1, .round = 0, .pulse = 0};
    struct catalogue_cause told;

    nothing_known();
    scenario.dilemmas = &dilemma;
    scenario.dilemmas_count = 1;
    dilemma.options_count = 2;
    dilemma.options[1].title = words("Ga naast haar staan");
    catalogue.pulses[0].name = words("Reorganisatie");
    catalogue.pulses[0].intervention = -1;
    catalogue.causes[SIM_TERM_DURVEN][1].title = words("Ze durven meer");
    catalogue.causes[SIM_TERM_DURVEN][1].text = words("Het werd minder eng.");
    told = why_words(&scenario, &cause, decided, 1);
    CHECK(says(&told.title, "Ga naast haar staan") && says(&told.text, "Het werd minder eng."));

    /* The author's own sentence wins, for that mechanism and that way only. */
    dilemma.options[1].because_count = 1;
    dilemma.options[1].because[0].term = SIM_TERM_DURVEN;
    dilemma.options[1].because[0].members = cause.members = SIM_EVERYBODY;
    dilemma.options[1].because[0].text = words("Ze zei niets meer.");
    told = why_words(&scenario, &cause, decided, 1);
    CHECK(says(&told.text, "Het werd minder eng."));
    dilemma.options[1].because[0].helped = true;
    told = why_words(&scenario, &cause, decided, 1);
    CHECK(says(&told.title, "Ga naast haar staan") && says(&told.text, "Ze zei niets meer."));

    cause.round = ROUND_NONE;
    told = why_words(&scenario, &cause, decided, 1);
    CHECK(says(&told.title, "Reorganisatie") && says(&told.text, "Het werd minder eng."));
    cause.pulse = PULSE_NONE;
    told = why_words(&scenario, &cause, decided, 1);
    CHECK(says(&told.title, "Ze durven meer"));
}

TEST(what_showed_in_the_work_says_so_behind_the_text)
{
    struct room_cause cause = {
        .term = SIM_TERM_DURVEN, .helped = 1, .round = ROUND_NONE, .pulse = PULSE_NONE};
    struct catalogue_cause told;
    uint8_t memory[CAUSE_BYTES_MAX];
    struct buffer texts;

    buffer_init(&texts, memory, sizeof memory);
    nothing_known();
    catalogue.causes[SIM_TERM_DURVEN][1].variants_count = 2;
    catalogue.causes[SIM_TERM_DURVEN][1].variants[0] = words("Het werd minder eng.");
    catalogue.causes[SIM_TERM_DURVEN][1].variants[1] = words("Een fout was minder erg.");
    catalogue.at_work[1] = words("Ook het werk ging er beter door.");
    cause.variant = 1;
    told = why_words(&scenario, &cause, NULL, 0);
    CHECK(bytes_equal_text(why_text(&scenario, &cause, 0, &told, TEXT_LANG_nl, &texts),
                           "Een fout was minder erg."));
    cause.at_work = 1;
    CHECK(bytes_equal_text(why_text(&scenario, &cause, 0, &told, TEXT_LANG_nl, &texts),
                           "Een fout was minder erg. Ook het werk ging er beter door."));
}

/* Two decisions that start the same: what runs is told of the round in which it began. */
TEST(what_runs_belongs_to_the_round_in_which_it_began)
{
    static struct scenario_dilemma dilemma;
    const struct why_decided decided[3] = {{0, 0}, {0, 1}, {0, 0}};

    nothing_known();
    scenario.dilemmas = &dilemma;
    scenario.dilemmas_count = 1;
    dilemma.options_count = 2;
    dilemma.weeks = 4;
    dilemma.options[0].starts_count = dilemma.options[1].starts_count = 1;
    dilemma.options[1].starts[0].pulse = 3;
    running.start = 20;
    CHECK_EQ(why_round_of(&scenario, decided, 3, 24, &running), 2);
    running.start = 12;
    CHECK_EQ(why_round_of(&scenario, decided, 3, 24, &running), 0);
    running.start = 16; /* In that round something else was decided. */
    CHECK_EQ(why_round_of(&scenario, decided, 3, 24, &running), ROUND_NONE);
    running.start = 3; /* Before the story. */
    CHECK_EQ(why_round_of(&scenario, decided, 3, 24, &running), ROUND_NONE);
}

/* ---- what moved most ------------------------------------------------------------------------ */

#define SLOT 1
#define FELL "Noor ging een stap terug."

static struct sim_team before, after;

/* Four people, all of whom stayed; one stands a phase further on, or back. */
static void four_people(int32_t moved)
{
    memset(&before, 0, sizeof before);
    before.members_count = before.filled = 4;
    for (int m = 0; m < 4; m++)
        before.member.phase[m] = SIM_ACT;
    after = before;
    after.week = 4;
    for (int m = 0; m < 4; m++)
        after.member.tenure[m] = 4;
    after.member.phase[SLOT] += moved;
}

static bool most_is(const struct room_cause *causes, uint32_t count, const char *expected)
{
    static const struct scenario_dilemma dilemma = {.about = SIM_EVERYBODY};
    const struct sim_parameters parameters = sim_parameters_default();
    const struct scenario_moment moment = scenario_moment_make(&after, &before, &parameters);
    uint8_t memory[MOST_BYTES_MAX];
    struct buffer texts;

    scenario.parameters = parameters;
    scenario.dilemmas = &dilemma;
    scenario.dilemmas_count = 1;
    scenario.members_count = 4;
    scenario.members[SLOT].name = words("Noor");
    catalogue.most[MOST_STEP][0] = words("{name} ging een stap terug.");
    catalogue.most[MOST_STEP][1] = words("{name} zette een stap.");
    catalogue.fell_by_itself = words("Dat hoort erbij.");
    buffer_init(&texts, memory, sizeof memory);
    return bytes_equal(why_most(&scenario, 0, &moment, causes, count, TEXT_LANG_nl, &texts),
                       bytes_of(expected));
}

/* Falling back is a draw: without a cause beside it a room would look for one in its choice. */
TEST(a_step_back_that_nothing_is_told_of_is_told_as_part_of_learning)
{
    struct room_cause causes[2] = {{.helped = true, .members = 1u << SLOT},
                                   {.helped = false, .members = 1u << (SLOT + 1)}};

    nothing_known();
    four_people(-1);
    CHECK(most_is(NULL, 0, FELL " Dat hoort erbij."));
    CHECK(most_is(causes, 2, FELL " Dat hoort erbij."));
    causes[1].members |= 1u << SLOT;
    CHECK(most_is(causes, 2, FELL));
    four_people(1);
    CHECK(most_is(NULL, 0, "Noor zette een stap."));
}
