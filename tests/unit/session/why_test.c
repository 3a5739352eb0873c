/* why_test.c -- for each kind of cause: when it is true, and that it is not told otherwise. */
#include "session/why.h"

#include "test.h"

#include <string.h>

#define SLOT     1
#define MIDDLE_U 500000

/* A round in which nothing happened; each case changes one thing. */
static struct sim_team before, after;
static struct sim_why_trail trail;
static struct scenario scenario;
static struct catalogue catalogue;
static struct why_story story;
static struct sim_running *running;

static void nothing_happened(void)
{
    memset(&before, 0, sizeof before);
    memset(&trail, 0, sizeof trail);
    before.members_count = trail.members_count = before.filled = 4;
    before.week = 20;
    before.leader_hours = 10;
    for (int f = 0; f < SIM_FACTORS_COUNT; f++)
        before.f[f] = 500;
    for (int m = 0; m < 4; m++) {
        before.member.phase[m] = SIM_ACT;
        before.member.control[m] = before.member.opp[m] = 500;
        trail.present_begin[m] = trail.present_now[m] = 1;
        for (int q = 0; q < SIM_QUANTITIES_COUNT; q++)
            trail.begin[m][q] = trail.now[m][q] = MIDDLE_U;
    }
    after = before;
    after.week = 24;
    catalogue.sim.pulses_count = 1;
    memset(&catalogue.sim.pulses[0], 0, sizeof catalogue.sim.pulses[0]);
    scenario.catalogue = &catalogue;
    scenario.parameters = sim_parameters_default();
    story = (struct why_story){
        .scenario = &scenario, .trail = &trail, .before = &before, .after = &after};
    after.running_count = 1;
    running = &after.running[0];
    *running = (struct sim_running){.attend = 1u << SLOT, .start = 20};
}

static bool told(uint32_t term, bool helped, const struct sim_running *source)
{
    return why_is_true(&story, term, helped, SLOT, source);
}

/* ---- by a factor, by a person's state ------------------------------------------------------- */

static const struct {
    uint32_t term;
    enum sim_factor factor;
    int good;
} by_factor[] = {
    {SIM_TERM_DEMANDS, SIM_DEM, -1},        {SIM_TERM_AUTONOMY, SIM_AUT, 1},
    {SIM_TERM_PARTICIPATION, SIM_PAR, 1},   {SIM_TERM_WHOLE_TASKS, SIM_CMP, 1},
    {SIM_TERM_OVER_STRUCTURE, SIM_RIC, -1}, {SIM_TERM_UNDER_STRUCTURE, SIM_RIC, 1},
    {SIM_TERM_SUPPORT, SIM_COL, 1},         {SIM_TERM_RICH_WORK, SIM_VAR, 1},
    {SIM_TERM_LEADER, SIM_LEA, 1},          {SIM_TERM_TRANSPARENCY, SIM_TRA, 1},
    {SIM_TERM_SAFETY, SIM_SAF, 1},          {SIM_TERM_VISION, SIM_VIS, 1},
    {SIM_TERM_OUTSIDE, SIM_EXT, 1},         {SIM_TERM_REFLECTION, SIM_REF, 1},
    {SIM_TERM_ROLE_MODELS, SIM_ROL, 1},     {SIM_TERM_LEARNING_OFFER, SIM_TRN, 1},
    {SIM_TERM_TECHNOLOGY, SIM_TEC, 1},      {SIM_TERM_CLARITY, SIM_RIC, 1},
    {SIM_TERM_PEERS, SIM_INT, 1},           {SIM_TERM_WEAKEST_LINK, SIM_TRA, 1},
    {SIM_TERM_HINDRANCE, SIM_TEC, 1},
};
#define BY_FACTOR_COUNT (sizeof by_factor / sizeof by_factor[0])

TEST(cause_by_a_factor_is_told_only_when_that_factor_moved_that_way)
{
    for (size_t i = 0; i < BY_FACTOR_COUNT; i++) {
        nothing_happened();
        CHECK(!told(by_factor[i].term, true, NULL) && !told(by_factor[i].term, false, NULL));
        after.f[by_factor[i].factor] += 40 * by_factor[i].good;
        CHECK(told(by_factor[i].term, true, NULL) && !told(by_factor[i].term, false, NULL));
        after.f[by_factor[i].factor] -= 80 * by_factor[i].good;
        CHECK(!told(by_factor[i].term, true, NULL) && told(by_factor[i].term, false, NULL));
    }
}

static const struct {
    uint32_t term;
    enum sim_quantity quantity;
    int good;
    bool by_an_action; /* Told only of an action that reaches the person. */
} by_person[] = {
    {SIM_TERM_WORKLOAD, SIM_QUANTITY_LOAD, -1, false},
    {SIM_TERM_SLACK, SIM_QUANTITY_LOAD, -1, false},
    {SIM_TERM_CHALLENGE, SIM_QUANTITY_LOAD, 1, false},
    {SIM_TERM_CONTROL, SIM_QUANTITY_CONTROL, 1, false},
    {SIM_TERM_STRAIN, SIM_QUANTITY_STRAIN, -1, false},
    {SIM_TERM_ENGAGEMENT, SIM_QUANTITY_ENGAGEMENT, 1, false},
    {SIM_TERM_TRUST, SIM_QUANTITY_TRUST, 1, false},
    {SIM_TERM_SKILL, SIM_QUANTITY_SKILL, 1, false},
    {SIM_TERM_KUNNEN, SIM_QUANTITY_KUNNEN, 1, false},
    {SIM_TERM_WETEN, SIM_QUANTITY_WETEN, 1, true},
    {SIM_TERM_WILLEN, SIM_QUANTITY_WILLEN, 1, true},
    {SIM_TERM_DURVEN, SIM_QUANTITY_DURVEN, 1, true},
    {SIM_TERM_MOGEN, SIM_QUANTITY_MOGEN, 1, true},
};
#define BY_PERSON_COUNT (sizeof by_person / sizeof by_person[0])

TEST(cause_by_a_person_is_told_only_when_that_person_moved_that_way)
{
    for (size_t i = 0; i < BY_PERSON_COUNT; i++) {
        const uint32_t term = by_person[i].term;
        int32_t *now;

        nothing_happened();
        now = &trail.now[SLOT][by_person[i].quantity];
        CHECK(!told(term, true, running) && !told(term, false, running));
        *now = MIDDLE_U + 40000 * by_person[i].good;
        CHECK(told(term, true, running) && !told(term, false, running));
        CHECK(told(term, true, NULL) == !by_person[i].by_an_action);
        *now = MIDDLE_U - 40000 * by_person[i].good;
        CHECK(!told(term, true, running) && told(term, false, running));
        running->attend = 0; /* An action that this person was not in is not told of. */
        CHECK(told(term, false, running) == !by_person[i].by_an_action);
    }
}

/* ---- rules of their own --------------------------------------------------------------------- */

TEST(empty_place_is_told_when_somebody_left)
{
    nothing_happened();
    CHECK(!told(SIM_TERM_VACANCIES, false, NULL));
    after.filled = 3;
    CHECK(told(SIM_TERM_VACANCIES, false, NULL) && !told(SIM_TERM_VACANCIES, true, NULL));
    after.filled = 5;
    CHECK(!told(SIM_TERM_VACANCIES, false, NULL) && told(SIM_TERM_VACANCIES, true, NULL));
}

TEST(time_that_something_takes_is_told_only_of_what_takes_time_and_of_who_is_in_it)
{
    nothing_happened();
    CHECK(!told(SIM_TERM_PARTICIPATION_LOAD, false, running));
    CHECK(!told(SIM_TERM_PARTICIPATION_LOAD, false, NULL));
    catalogue.sim.pulses[0].load = 20;
    CHECK(told(SIM_TERM_PARTICIPATION_LOAD, false, running));
    CHECK(!told(SIM_TERM_PARTICIPATION_LOAD, true, running));
    running->attend = 1u << 3;
    CHECK(!told(SIM_TERM_PARTICIPATION_LOAD, false, running));
    running->attend = 1u << SLOT;
    catalogue.sim.pulses[0].load = -20;
    CHECK(told(SIM_TERM_PARTICIPATION_LOAD, true, running));
}

/* Whoever falls back has less to practise; that is not told as getting easier. */
TEST(practising_is_told_when_somebody_moves_on)
{
    nothing_happened();
    before.member.phase[SLOT] = SIM_SEL;
    CHECK(told(SIM_TERM_LEARNING_LOAD, false, NULL));
    before.member.phase[SLOT] = SIM_ACT;
    CHECK(!told(SIM_TERM_LEARNING_LOAD, false, NULL));
    after.member.phase[SLOT] = SIM_TOE;
    CHECK(told(SIM_TERM_LEARNING_LOAD, true, NULL));
    after.member.phase[SLOT] = SIM_SEL;
    CHECK(!told(SIM_TERM_LEARNING_LOAD, true, NULL));
}

TEST(imposed_is_told_of_something_that_came_from_above)
{
    nothing_happened();
    CHECK(!told(SIM_TERM_THREAT, false, running));
    after.threat = 60;
    CHECK(told(SIM_TERM_THREAT, false, running));
    CHECK(!told(SIM_TERM_THREAT, false, NULL));
    running->up = 800;
    CHECK(!told(SIM_TERM_THREAT, false, running));
    before.threat = 120;
    CHECK(told(SIM_TERM_THREAT, true, NULL));
}

/* Nobody is told of a promise who was not asked anything, or had not yet waited for it. */
TEST(promise_is_told_only_when_people_were_asked_and_little_came)
{
    nothing_happened();
    running->start = 12;
    running->up = 900;
    running->strength = 200;
    CHECK(!told(SIM_TERM_GAP, false, running)); /* It asks nobody to think along. */
    catalogue.sim.pulses[0].lifts_count = 1;
    catalogue.sim.pulses[0].lifts[0] = (struct sim_effect){SIM_PAR, 200};
    CHECK(told(SIM_TERM_GAP, false, running));
    CHECK(!told(SIM_TERM_GAP, false, NULL));
    running->start = 20; /* This very round. */
    CHECK(!told(SIM_TERM_GAP, false, running));
    running->start = 12;
    running->up = 300; /* Decided for them. */
    CHECK(!told(SIM_TERM_GAP, false, running));
    running->up = 900;
    running->strength = 350; /* Something came of it. */
    CHECK(!told(SIM_TERM_GAP, false, running) && !told(SIM_TERM_GAP, true, running));
    running->strength = 500;
    CHECK(told(SIM_TERM_GAP, true, running));
}

/* "You gave it less time than it asks": then it did, and little came of what people were asked. */
TEST(little_time_is_told_only_of_what_got_less_than_it_asks)
{
    nothing_happened();
    running->start = 12;
    running->up = 900;
    running->strength = 200;
    running->hours = 1;
    catalogue.sim.pulses[0].hours = 2;
    CHECK(!told(SIM_TERM_LITTLE_TIME, false, running)); /* Nobody was asked. */
    catalogue.sim.pulses[0].lifts_count = 1;
    catalogue.sim.pulses[0].lifts[0] = (struct sim_effect){SIM_PAR, 200};
    CHECK(told(SIM_TERM_LITTLE_TIME, false, running) && !told(SIM_TERM_LITTLE_TIME, true, running));
    CHECK(!told(SIM_TERM_LITTLE_TIME, false, NULL));
    running->attend = 0; /* They were not in it. */
    CHECK(!told(SIM_TERM_LITTLE_TIME, false, running));
    running->attend = 1u << SLOT;
    running->hours = 2; /* All that it asks: then it is not for want of time. */
    CHECK(!told(SIM_TERM_LITTLE_TIME, false, running));
    running->hours = 1;
    running->strength = 350; /* Something came of it all the same. */
    CHECK(!told(SIM_TERM_LITTLE_TIME, false, running));
}

TEST(something_to_lean_on_is_own_control_and_help)
{
    nothing_happened();
    after.member.control[SLOT] += 60;
    CHECK(told(SIM_TERM_BUFFER, true, NULL) && !told(SIM_TERM_BUFFER, false, NULL));
    after.f[SIM_COL] -= 300;
    CHECK(!told(SIM_TERM_BUFFER, true, NULL) && told(SIM_TERM_BUFFER, false, NULL));
}

TEST(feedback_hurts_only_where_it_is_not_safe_and_helps_only_where_it_is)
{
    nothing_happened();
    after.f[SIM_FBK] += 100; /* Safe enough: more of it is worth more. */
    CHECK(told(SIM_TERM_FEEDBACK, true, NULL) && !told(SIM_TERM_FEEDBACK, false, NULL));
    CHECK(!told(SIM_TERM_UNSAFE_FEEDBACK, false, NULL));
    before.f[SIM_SAF] = after.f[SIM_SAF] = 200; /* Not safe: more of it hurts more. */
    CHECK(!told(SIM_TERM_FEEDBACK, true, NULL) && !told(SIM_TERM_FEEDBACK, false, NULL));
    CHECK(told(SIM_TERM_UNSAFE_FEEDBACK, false, NULL));
    after.f[SIM_FBK] = 300;
    CHECK(told(SIM_TERM_UNSAFE_FEEDBACK, true, NULL));
}

TEST(coping_is_told_only_of_what_teaches_it)
{
    nothing_happened();
    CHECK(told(SIM_TERM_COPING, true, running) && !told(SIM_TERM_COPING, true, NULL));
    CHECK(!told(SIM_TERM_COPING, false, running));
}

TEST(opportunity_and_involvement_follow_what_they_name)
{
    nothing_happened();
    after.member.opp[SLOT] += 30;
    after.inv_u -= 30000;
    CHECK(told(SIM_TERM_OPPORTUNITY, true, NULL) && !told(SIM_TERM_OPPORTUNITY, false, NULL));
    CHECK(told(SIM_TERM_INVOLVEMENT, false, NULL) && !told(SIM_TERM_INVOLVEMENT, true, NULL));
}

/* ---- what the second model knows of people --------------------------------------------------- */

TEST(boredom_is_told_when_the_work_asks_less_than_somebody_can_give)
{
    nothing_happened();
    CHECK(!told(SIM_TERM_BOREDOM, true, NULL) && !told(SIM_TERM_BOREDOM, false, NULL));
    before.member.load[SLOT] = 600; /* Busy: less of it is still enough. */
    after.member.load[SLOT] = 500;
    CHECK(!told(SIM_TERM_BOREDOM, false, NULL));
    after.member.load[SLOT] = scenario.parameters.bore_load - 40;
    CHECK(told(SIM_TERM_BOREDOM, false, NULL) && !told(SIM_TERM_BOREDOM, true, NULL));
    before.member.load[SLOT] = after.member.load[SLOT] - 40;
    CHECK(told(SIM_TERM_BOREDOM, true, NULL) && !told(SIM_TERM_BOREDOM, false, NULL));

    nothing_happened(); /* Work below one's skill. */
    before.member.load[SLOT] = after.member.load[SLOT] = 600;
    before.member.skill_u[SLOT] = after.member.skill_u[SLOT] = 700000;
    after.f[SIM_CHA] -= 150;
    CHECK(!told(SIM_TERM_BOREDOM, false, NULL)); /* They are busy. */
    before.member.load[SLOT] = after.member.load[SLOT] = scenario.parameters.bore_load - 20;
    CHECK(told(SIM_TERM_BOREDOM, false, NULL));
}

TEST(what_does_not_suit_is_told_of_what_runs_and_of_who_it_does_not_suit)
{
    struct sim_pulse *pulse = &catalogue.sim.pulses[0];

    nothing_happened();
    pulse->layer = SIM_LAYER_LEADER;
    for (int phase = 0; phase < SIM_PHASES_COUNT; phase++)
        pulse->fit[phase] = 700;
    CHECK(!told(SIM_TERM_MISFIT, false, running)); /* Suits all alike. */
    pulse->fit[SIM_ACT] = 0;
    CHECK(told(SIM_TERM_MISFIT, false, running) && !told(SIM_TERM_MISFIT, true, running));
    CHECK(!told(SIM_TERM_MISFIT, false, NULL)); /* Of nothing in particular. */
    after.member.phase[SLOT] = SIM_TOE;         /* They moved on: there it suits. */
    CHECK(!told(SIM_TERM_MISFIT, false, running));
    after.member.phase[SLOT] = SIM_ACT;
    running->attend = 0; /* They are not in it. */
    CHECK(!told(SIM_TERM_MISFIT, false, running));
    running->attend = 1u << SLOT;
    pulse->layer = SIM_LAYER_HAPPENING; /* What befalls a team need not suit anybody. */
    CHECK(!told(SIM_TERM_MISFIT, false, running));
}

TEST(chafing_less_is_told_when_what_chafed_is_over)
{
    struct sim_pulse *pulse = &catalogue.sim.pulses[0];

    nothing_happened();
    pulse->layer = SIM_LAYER_LEADER;
    for (int phase = 0; phase < SIM_PHASES_COUNT; phase++)
        pulse->fit[phase] = 700;
    pulse->fit[SIM_ACT] = 0;
    before.running_count = 1;
    before.running[0] = *running;
    before.running[0].env_u = 1000000;
    running->env_u = 100000;
    CHECK(told(SIM_TERM_MISFIT, true, NULL));
    running->env_u = 1000000;
    CHECK(!told(SIM_TERM_MISFIT, true, NULL));
}

TEST(reserve_is_told_of_who_was_tired_only)
{
    const int32_t tired = (scenario.parameters.tired_from + 30) * 1000;

    nothing_happened();
    before.member.tired_u[SLOT] = 20000;
    after.member.tired_u[SLOT] = 60000;
    CHECK(!told(SIM_TERM_TIRED, false, NULL)); /* More than it was, and far from tired. */
    before.member.tired_u[SLOT] = tired - 20000;
    after.member.tired_u[SLOT] = tired;
    CHECK(told(SIM_TERM_TIRED, false, NULL) && !told(SIM_TERM_TIRED, true, NULL));
    before.member.tired_u[SLOT] = tired + 30000;
    CHECK(told(SIM_TERM_TIRED, true, NULL) && !told(SIM_TERM_TIRED, false, NULL));
}

TEST(what_comes_over_from_colleagues_asks_that_they_fare_otherwise)
{
    nothing_happened();
    before.eng = after.eng = before.strain = after.strain = 500;
    before.member.eng_u[SLOT] = after.member.eng_u[SLOT] = MIDDLE_U;
    before.member.strain_u[SLOT] = after.member.strain_u[SLOT] = MIDDLE_U;
    CHECK(!told(SIM_TERM_COLLEAGUES, true, NULL) && !told(SIM_TERM_COLLEAGUES, false, NULL));
    after.eng = 560;
    CHECK(told(SIM_TERM_COLLEAGUES, true, NULL) && !told(SIM_TERM_COLLEAGUES, false, NULL));
    after.eng = 440;
    CHECK(told(SIM_TERM_COLLEAGUES, false, NULL) && !told(SIM_TERM_COLLEAGUES, true, NULL));
    before.eng = 380; /* Worse than they were, and better than a month ago. */
    CHECK(!told(SIM_TERM_COLLEAGUES, false, NULL));
}

TEST(usual_practice_and_the_fit_of_the_work_are_told_as_they_went)
{
    nothing_happened();
    CHECK(!told(SIM_TERM_NOVELTY, true, NULL) && !told(SIM_TERM_ROUTINE, true, NULL) &&
          !told(SIM_TERM_COORDINATION, true, NULL));
    after.member.wont_u[SLOT] += 20000;
    after.member.routine_u[SLOT] += 20000;
    after.coord_u += 20000;
    CHECK(told(SIM_TERM_NOVELTY, true, NULL) && told(SIM_TERM_ROUTINE, true, NULL) &&
          told(SIM_TERM_COORDINATION, true, NULL));
    CHECK(!told(SIM_TERM_NOVELTY, false, NULL) && !told(SIM_TERM_ROUTINE, false, NULL) &&
          !told(SIM_TERM_COORDINATION, false, NULL));
    after.member.wont_u[SLOT] -= 40000;
    after.coord_u -= 40000;
    CHECK(told(SIM_TERM_NOVELTY, false, NULL) && told(SIM_TERM_COORDINATION, false, NULL));
}

TEST(luck_is_told_only_when_the_season_turned)
{
    nothing_happened(); /* Weeks 20 to 24: one season. */
    CHECK(!told(SIM_TERM_LUCK, true, NULL) && !told(SIM_TERM_LUCK, false, NULL));
    after.week = 28;
    CHECK(told(SIM_TERM_LUCK, true, NULL) && told(SIM_TERM_LUCK, false, NULL));
}

TEST(unfairness_is_told_only_when_more_or_less_of_it_is_felt)
{
    nothing_happened();
    CHECK(!told(SIM_TERM_UNFAIR, true, NULL) && !told(SIM_TERM_UNFAIR, false, NULL));
    after.unfair_u += 40000;
    CHECK(told(SIM_TERM_UNFAIR, false, NULL) && !told(SIM_TERM_UNFAIR, true, NULL));
    before.unfair_u = 80000;
    CHECK(told(SIM_TERM_UNFAIR, true, NULL) && !told(SIM_TERM_UNFAIR, false, NULL));
}

TEST(conflict_between_subgroups_is_told_only_when_there_is_more_or_less_of_it)
{
    nothing_happened();
    CHECK(!told(SIM_TERM_CONFLICT, true, NULL) && !told(SIM_TERM_CONFLICT, false, NULL));
    after.rift_u += 40000;
    CHECK(told(SIM_TERM_CONFLICT, false, NULL) && !told(SIM_TERM_CONFLICT, true, NULL));
    before.rift_u = 80000;
    CHECK(told(SIM_TERM_CONFLICT, true, NULL) && !told(SIM_TERM_CONFLICT, false, NULL));
}

TEST(leader_who_has_time_again_is_told_when_it_did_not_fit_before)
{
    nothing_happened();
    after.f[SIM_LEA] += 40;
    CHECK(!told(SIM_TERM_OVERLOAD, true, NULL));
    before.hours = before.leader_hours + 3;
    CHECK(told(SIM_TERM_OVERLOAD, true, NULL));
    after.hours = after.leader_hours + 1;
    CHECK(!told(SIM_TERM_OVERLOAD, true, NULL));
}

TEST(leader_without_time_is_told_only_when_more_runs_than_fits_the_week)
{
    nothing_happened();
    after.f[SIM_LEA] -= 50;
    CHECK(!told(SIM_TERM_OVERLOAD, false, NULL));
    after.hours = 14;
    CHECK(told(SIM_TERM_OVERLOAD, false, NULL));
    CHECK(!told(SIM_TERM_OVERLOAD, true, NULL));
}

/* ---- all of them ---------------------------------------------------------------------------- */

static bool has_a_rule(uint32_t term)
{
    static const uint32_t own[] = {
        SIM_TERM_VACANCIES,     SIM_TERM_PARTICIPATION_LOAD,
        SIM_TERM_LEARNING_LOAD, SIM_TERM_THREAT,
        SIM_TERM_BUFFER,        SIM_TERM_UNSAFE_FEEDBACK,
        SIM_TERM_COPING,        SIM_TERM_OPPORTUNITY,
        SIM_TERM_GAP,           SIM_TERM_INVOLVEMENT,
        SIM_TERM_FEEDBACK,      SIM_TERM_OVERLOAD,
        SIM_TERM_BOREDOM,       SIM_TERM_MISFIT,
        SIM_TERM_TIRED,         SIM_TERM_COLLEAGUES,
        SIM_TERM_NOVELTY,       SIM_TERM_COORDINATION,
        SIM_TERM_ROUTINE,       SIM_TERM_LUCK,
        SIM_TERM_UNFAIR,        SIM_TERM_CONFLICT,
    };
    bool found = false;

    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
        found = found || own[i] == term;
    for (size_t i = 0; i < BY_FACTOR_COUNT; i++)
        found = found || by_factor[i].term == term;
    for (size_t i = 0; i < BY_PERSON_COUNT; i++)
        found = found || by_person[i].term == term;
    return found;
}

/* Everything moved, and an action reaches everybody: a term without a rule is still not told. */
TEST(mechanism_without_a_rule_in_this_file_is_never_told)
{
    for (uint32_t term = 0; term < SIM_TERMS_COUNT; term++) {
        if (has_a_rule(term))
            continue;
        for (int way = -1; way <= 1; way += 2) {
            nothing_happened();
            for (int f = 0; f < SIM_FACTORS_COUNT; f++)
                after.f[f] += 100 * way;
            for (int q = 0; q < SIM_QUANTITIES_COUNT; q++)
                trail.now[SLOT][q] = MIDDLE_U + 100000 * way;
            CHECK(!told(term, true, running) && !told(term, false, running));
            CHECK(!told(term, true, NULL) && !told(term, false, NULL));
        }
    }
}
