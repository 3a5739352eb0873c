/* team.c -- the team in the room: what a decision starts, and what may be seen of it.
 *
 * All rooms begin with the same team and the same luck (the session's seed), so that differences
 * between rooms come from what they decided.
 *
 *   SITUATION begins     what each option would do is computed once: copies of the team, same luck
 *   CONSEQUENCE begins   the dilemma's happenings, those the trainer brought, the option's pulses;
 *                        then its weeks run. The team before is kept for undo and for the story
 *
 * A member's phase is hidden state. What a view may show of it:
 *
 *   OPEN       trainers; everybody once the room is in the debrief
 *   REVEALED   members a dilemma was about, from its consequence on
 *   ESTIMATED  where this room's guesses put them, or at first the scenario's impression
 *   NOTHING    an empty place, or a new person about whom nobody has made a guess yet */
#include "session/inside.h"
#include "session/why.h"

#include "scenario/scenario_play.h"

const enum sim_factor team_series[SERIES_COUNT] = {SIM_DEM, SIM_AUT, SIM_SAF, SIM_LEA};

/* ---- marks: a team at one moment ------------------------------------------------------------ */

static uint16_t milli(int32_t value)
{
    return (uint16_t)(value < 0 ? 0 : value > 1000 ? 1000 : value);
}

static uint8_t spirals_of(const struct sim_team *team, uint32_t member)
{
    const int32_t spirals = team->member.spiral[member];

    assert(spirals >= 0);
    return (uint8_t)(spirals > SPIRALS_MAX ? SPIRALS_MAX : spirals);
}

static void mark_team(const struct session *s, const struct sim_team *team, struct room_mark *mark)
{
    const struct sim_figures figures = scenario_figures(s->scenario, team);

    for (uint32_t i = 0; i < MEMBERS_MAX; i++) {
        bool there = i < (uint32_t)team->members_count && team->member.vacant[i] == 0;

        mark->phases[i] = there ? (uint8_t)team->member.phase[i] : (uint8_t)PHASE_NONE;
        mark->treads[i] = there ? (uint8_t)sim_team_small_step(team, (int32_t)i) : 0;
        mark->spirals[i] = there ? spirals_of(team, i) : 0;
        mark->changed[i] = 0;
        mark->demands[i] = there ? milli(team->member.load[i]) : 0;
        mark->control[i] = there ? milli(team->member.control[i]) : 0;
    }
    for (uint32_t i = 0; i < SERIES_COUNT; i++)
        mark->series[i] = milli(team->f[team_series[i]]);
    for (uint32_t i = 0; i < FIGURES_COUNT; i++)
        mark->figures[i] = catalogue_figure_value(&figures, (enum catalogue_figure)i);
}

const struct room_mark *team_mark(const struct room *r)
{
    const struct room_mark *mark = &r->start;

    for (uint32_t i = 0; i < ROUNDS_MAX && r->rounds[i].told; i++)
        mark = &r->rounds[i].after;
    return mark;
}

const struct room_mark *team_mark_before(const struct room *r)
{
    const struct room_mark *before = &r->start;

    for (uint32_t i = 0; i + 1 < ROUNDS_MAX && r->rounds[i + 1].told; i++)
        before = &r->rounds[i].after;
    return before;
}

bool team_moved(const struct room *r, uint32_t member)
{
    const struct room_mark *now = team_mark(r), *before = team_mark_before(r);

    assert(member < MEMBERS_MAX);
    if (now->changed[member] || now->phases[member] == PHASE_NONE ||
        before->phases[member] == PHASE_NONE)
        return false;
    return now->phases[member] != before->phases[member] ||
           now->treads[member] != before->treads[member] ||
           now->spirals[member] != before->spirals[member];
}

/* ---- what events set going ------------------------------------------------------------------ */

void team_start_session(struct session *s)
{
    assert(s->scenario->rounds_count <= ROUNDS_MAX);
    scenario_team_make(s->scenario, s->settings.seed, &s->start);
    for (uint32_t i = 0; i < s->settings.rooms_count; i++) {
        struct room *r = room_at(s, i);

        r->step = STEP_LOBBY;
        r->round = ROUND_NONE;
        r->team = s->start;
        r->team_before = s->start;
        mark_team(s, &s->start, &r->start);
        for (uint32_t k = 0; k < ROUNDS_MAX; k++) {
            r->rounds[k].dilemma = DILEMMA_NONE;
            r->rounds[k].decision = OPTION_NONE;
            r->rounds[k].spokesperson = SEAT_NONE;
        }
    }
}

void team_start_option(const struct session *s, const struct room_round *round, uint32_t option,
                       struct sim_team *team)
{
    scenario_start_happenings(s->scenario, round->dilemma, team);
    for (uint32_t i = 0; i < round->brought_count; i++)
        scenario_start_happening(s->scenario, round->brought[i], team);
    if (round->written_bytes > 0)
        scenario_start_happening(s->scenario, round->written_pulse, team);
    scenario_start_pulses(s->scenario, round->dilemma, option, team);
}

static void expect_option(const struct session *s, const struct room *r, uint32_t option,
                          struct room_expectation *out)
{
    const struct sim_parameters *parameters = &s->scenario->parameters;
    struct sim_team team = r->team;
    struct sim_outcomes before = sim_team_outcomes(&team, parameters), after;

    team_start_option(s, room_running(r), option, &team);
    scenario_run(s->scenario, room_running(r)->dilemma, &team);
    after = sim_team_outcomes(&team, parameters);
    for (uint32_t i = 0; i < MEMBERS_MAX; i++) {
        bool there = i < (uint32_t)team.members_count && team.member.vacant[i] == 0;

        out->phases[i] = there ? (uint8_t)team.member.phase[i] : (uint8_t)PHASE_NONE;
        out->treads[i] = there ? (uint8_t)sim_team_small_step(&team, (int32_t)i) : 0;
        out->spirals[i] = there ? spirals_of(&team, i) : 0;
    }
    out->learning =
        after.value[SIM_OUTCOME_LEARNING_CLIMATE] - before.value[SIM_OUTCOME_LEARNING_CLIMATE];
    out->wellbeing = after.value[SIM_OUTCOME_WELLBEING] - before.value[SIM_OUTCOME_WELLBEING];
    out->performance = after.value[SIM_OUTCOME_PERFORMANCE] - before.value[SIM_OUTCOME_PERFORMANCE];
}

/* Computed once and kept, because a trainer's view is written again with every vote. */
void team_expect(const struct session *s, struct room *r)
{
    memset(r->expectations, 0, sizeof r->expectations);
    if (!session_is_of_today(s))
        return;
    for (uint32_t i = 0; i < room_dilemma(s, r)->options_count; i++)
        expect_option(s, r, i, &r->expectations[i]);
}

void team_begin_round(const struct session *s, struct room *r)
{
    struct room_round *round = &r->rounds[r->round];

    round->decision = OPTION_NONE;
    round->told = 0;
    team_expect(s, r);
}

/* In an outdated session: the consequence came, but its effect is not known. */
static void mark_unknown(struct room_mark *mark)
{
    *mark = (struct room_mark){0};
    memset(mark->phases, PHASE_NONE, sizeof mark->phases);
}

static void find_causes(const struct session *s, struct room *r, const struct sim_why_trail *trail)
{
    struct why_story story = {
        .scenario = s->scenario, .trail = trail, .before = &r->team_before, .after = &r->team};

    story.decided_count = why_room_decided(r, story.decided);
    r->causes_count = (uint8_t)why_find(&story, room_dilemma(s, r)->about, r->causes);
}

void team_consequence(const struct session *s, struct room *r)
{
    const struct sim_catalogue *c = &s->scenario->catalogue->sim;
    const struct sim_parameters *parameters = &s->scenario->parameters;
    const struct scenario_dilemma *dilemma = room_dilemma(s, r);
    struct room_round *round = &r->rounds[r->round];
    struct sim_why_trail trail;

    assert(round->decision < dilemma->options_count && !round->told);
    r->team_before = r->team;
    if (!session_is_of_today(s)) {
        mark_unknown(&round->after);
        round->told = 1;
        return;
    }
    sim_why_begin(&trail, &r->team, c, parameters);
    team_start_option(s, round, round->decision, &r->team);
    for (int32_t week = 0; week < dilemma->weeks; week++)
        sim_why_follow(&trail, &r->team, c, parameters);
    mark_team(s, &r->team, &round->after);
    for (uint32_t i = 0; i < MEMBERS_MAX; i++)
        round->after.changed[i] = i < (uint32_t)r->team.members_count && trail.changed[i] != 0;
    round->told = 1;
    find_causes(s, r, &trail);
}

void team_undo_consequence(struct room *r)
{
    struct room_round *round = &r->rounds[r->round];

    assert(round->told);
    r->team = r->team_before;
    round->told = 0;
    memset(&round->after, 0, sizeof round->after);
    memset(r->causes, 0, sizeof r->causes);
    r->causes_count = 0;
}

/* ---- what may be seen ----------------------------------------------------------------------- */

/* The first round that is about the person who is in this place now. */
static uint32_t first_round_of_person(const struct room *r, uint32_t member)
{
    uint32_t first = 0;

    for (uint32_t i = 0; i < ROUNDS_MAX && r->rounds[i].told; i++)
        first = r->rounds[i].after.changed[member] ? i + 1 : first;
    return first;
}

/* Which guess of a ballot in this round is about the member; -1: none. */
static int32_t guess_index(const struct session *s, const struct room_round *round, uint32_t member)
{
    const struct scenario_dilemma *dilemma;

    if (round->dilemma == DILEMMA_NONE)
        return -1;
    dilemma = scenario_dilemma_at(s->scenario, round->dilemma);
    for (uint32_t i = 0; i < dilemma->diagnose_count; i++) {
        if (dilemma->diagnose[i] == member)
            return (int32_t)i;
    }
    return -1;
}

/* Guesses of a running diagnosis count only after the step, because they would show others what
 * somebody thinks. */
static uint32_t rounds_guessed(const struct room *r)
{
    if (r->round == ROUND_NONE)
        return 0;
    return r->step > STEP_DIAGNOSIS ? r->round + 1u : r->round;
}

static uint8_t newest_guess(const struct outlook *o, uint16_t seat, uint32_t room, uint32_t member,
                            uint32_t first)
{
    const struct room *r = session_room(o->s, room);

    for (uint32_t i = rounds_guessed(r); i-- > first;) {
        int32_t which = guess_index(o->s, &r->rounds[i], member);
        const struct ballot *b = outlook_ballot(o, seat, i);

        if (which >= 0 && b->room == room && b->guess[which] != PHASE_NONE)
            return b->guess[which];
    }
    return PHASE_NONE;
}

/* Where this room puts a member: PHASE_NONE: nobody has said yet. */
static uint8_t guessed(const struct outlook *o, uint32_t room, uint32_t member)
{
    uint32_t first = first_round_of_person(session_room(o->s, room), member);
    uint32_t counts[PHASE_COUNT] = {0};
    uint8_t best = 0;

    for (uint16_t i = 0; i < o->s->seats_count; i++) {
        uint8_t guess = outlook_seat(o, i)->removed ? (uint8_t)PHASE_NONE
                                                    : newest_guess(o, i, room, member, first);

        if (guess < PHASE_COUNT)
            counts[guess]++;
    }
    for (uint8_t i = 1; i < PHASE_COUNT; i++)
        best = counts[i] > counts[best] ? i : best;
    return counts[best] > 0 ? best : (uint8_t)PHASE_NONE;
}

bool team_asked(const struct outlook *o, uint32_t room, uint32_t member)
{
    return guessed(o, room, member) != PHASE_NONE;
}

/* Where this room places a member: the most frequent of its guesses (in a tie, the lower one), or
 * before any guess the scenario's impression. Guesses of a running diagnosis do not count yet. */
static uint8_t team_estimate(const struct outlook *o, uint32_t room, uint32_t member)
{
    const uint8_t guess = guessed(o, room, member);

    if (guess != PHASE_NONE)
        return guess;
    return first_round_of_person(session_room(o->s, room), member) > 0
               ? (uint8_t)PHASE_NONE
               : o->s->scenario->members[member].impression;
}

static bool is_revealed(const struct session *s, const struct room *r, uint32_t member)
{
    for (uint32_t i = first_round_of_person(r, member); i < ROUNDS_MAX && r->rounds[i].told; i++) {
        const uint32_t about = scenario_dilemma_at(s->scenario, r->rounds[i].dilemma)->about;

        if ((about >> member & 1u) != 0)
            return true;
    }
    return false;
}

static bool sees_everything(const struct audience *audience, const struct room *r)
{
    return role_leads(audience->role) || r->step == STEP_DEBRIEF;
}

enum known team_known(const struct outlook *o, const struct audience *audience, uint32_t room,
                      uint32_t member, uint8_t *phase)
{
    const struct room *r = session_room(o->s, room);

    assert(member < o->s->scenario->members_count);
    *phase = PHASE_NONE;
    if (r->team.member.vacant[member] > 0)
        return KNOWN_NOTHING;
    if (sees_everything(audience, r) || is_revealed(o->s, r, member)) {
        *phase = (uint8_t)r->team.member.phase[member];
        return sees_everything(audience, r) ? KNOWN_OPEN : KNOWN_REVEALED;
    }
    *phase = team_estimate(o, room, member);
    return *phase == PHASE_NONE ? KNOWN_NOTHING : KNOWN_ESTIMATED;
}
