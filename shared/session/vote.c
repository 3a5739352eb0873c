/* vote.c -- what participants choose: the first vote, estimates, the second vote; and when enough
 * of them have. decision.c makes a room's decision of it; objections stand in objection.c.
 *
 * "All" are those who are present or have voted; nobody waits for an absent person. */
#include "session/inside.h"

/* ---- the sender ----------------------------------------------------------------------------- */

/* The checks that all commands of participants share: the sender takes part in a running room. */
static enum reject room_of_sender(const struct outlook *o, uint32_t round, uint32_t *room)
{
    const struct session *s = o->s;
    const struct room *r;

    if (s->status == STATUS_ENDED)
        return REJECT_SESSION_ENDED;
    if (s->status != STATUS_RUNNING)
        return REJECT_NOT_STARTED;
    *room = session_seat(s, o->command->seat)->room;
    r = session_room(s, *room);
    if (r->round != round)
        return REJECT_ROUND_OVER; /* A tap that was on its way when the round ended. */
    return REJECT_NONE;
}

enum reject vote_in_step(struct outlook *o, uint32_t round, enum step step, uint32_t *room)
{
    enum reject reject = room_of_sender(o, round, room);
    enum step now;

    if (reject != REJECT_NONE)
        return reject;
    now = session_room(o->s, *room)->step;
    if (now == step)
        return REJECT_NONE;
    /* A vote that comes too late, the first or the second, does not count: the person is told. */
    return step == STEP_CHOICE || (step == STEP_DECISION && now > step) ? REJECT_ROUND_OVER
                                                                        : REJECT_STEP_OVER;
}

bool vote_option_known(const struct outlook *o, uint32_t room, uint32_t option)
{
    return option < room_dilemma(o->s, session_room(o->s, room))->options_count;
}

/* The ballot for this room: if it was cast in another room, it is emptied first. */
static struct ballot *ballot_in(struct ballot *b, uint32_t room)
{
    if (b->room != room) {
        *b = BALLOT_EMPTY;
        b->room = (uint8_t)room;
    }
    return b;
}

/* Whose screens change when this seat casts in its room: of those who were moved, another room may
 * still show what they cast in that round. */
static uint8_t rooms_told(const struct session *s, uint16_t seat, uint32_t round)
{
    const uint8_t room = session_seat(s, seat)->room, before = session_ballots(s, seat)[round].room;

    return before == room || before == ROOM_NONE ? room : ROOM_ALL;
}

/* What a ballot leaves behind in another room, whatever is cast now: votes and estimates. */
static uint32_t sections_left(uint8_t told)
{
    return told == ROOM_ALL ? SECTION_RESULT | SECTION_TEAM : 0;
}

static bool said_in(const struct seat *seat, const struct room *r)
{
    return seat->said_round == r->round && seat->said_step == r->step;
}

/* Whoever casts asks nobody to wait any more. */
static void stop_holding(const struct room *r, struct seat *seat)
{
    if (said_in(seat, r))
        seat->said_step = STEP_LOBBY;
}

/* ---- first vote ----------------------------------------------------------------------------- */

static bool reason_same(const struct session *s, uint16_t seat, uint32_t round, struct bytes reason)
{
    const struct seat_texts *t = session_texts(s, seat);

    if (session_seat(s, seat)->reason_round != round)
        return reason.size == 0;
    return bytes_equal(reason, (struct bytes){t->reason, t->reason_bytes});
}

/* Why they chose, as far as they had written it when the step ended. */
static bool is_unsent(const struct outlook *o, const struct command_vote_cast *c)
{
    uint32_t room;

    return room_of_sender(o, c->round, &room) == REJECT_NONE &&
           closing_takes_unsent(o, room, STEP_CHOICE) &&
           session_ballots(o->s, o->command->seat)[c->round].room == room &&
           session_ballots(o->s, o->command->seat)[c->round].first == c->option;
}

/* A vote may be cast, and changed, while the room is choosing. The last one missing closes the
 * step: nobody has to press a button to go on. */
enum reject decide_vote_cast(struct outlook *o, const struct command_vote_cast *c)
{
    uint16_t seat = o->command->seat;
    uint32_t room;
    enum reject reject = vote_in_step(o, c->round, STEP_CHOICE, &room);
    struct ballot *b;
    struct event *e;

    if (reject != REJECT_NONE && !is_unsent(o, c))
        return reject;
    room = session_seat(o->s, seat)->room;
    if (!vote_option_known(o, room, c->option))
        return REJECT_OPTION_UNKNOWN;
    outlook_change(o, seat);
    b = ballot_in(&o->ballot, room);
    if (b->first == c->option && b->confidence == c->confidence &&
        reason_same(o->s, seat, c->round, c->reason) && !closing_is_held_by(o, room, seat))
        return REJECT_NONE;
    b->first = (uint8_t)c->option;
    stop_holding(session_room(o->s, room), &o->seat);
    e = outlook_push(o, EVENT_VOTE_CAST);
    e->vote_cast.round = c->round;
    e->vote_cast.option = c->option;
    e->vote_cast.confidence = c->confidence;
    e->vote_cast.reason = c->reason;
    if (reject == REJECT_NONE)
        room_settle(o, room);
    return REJECT_NONE;
}

struct dirty apply_vote_cast(struct session *s, const struct event *e)
{
    struct seat *seat = seat_at(s, e->seat);
    struct seat_texts *t = texts_at(s, e->seat);
    const uint8_t reason_told =
        seat->reason_round != ROUND_NONE ? rooms_told(s, e->seat, seat->reason_round) : seat->room;
    const uint8_t told = rooms_told(s, e->seat, e->vote_cast.round);
    struct ballot *b = ballot_in(ballot_at(s, e->seat, e->vote_cast.round), seat->room);

    assert(seat_takes_part(seat) && session_room(s, seat->room)->round == e->vote_cast.round);
    stop_holding(session_room(s, seat->room), seat);
    b->first = (uint8_t)e->vote_cast.option;
    b->confidence = (uint8_t)e->vote_cast.confidence;
    if (seat->reason_round != e->vote_cast.round ||
        !bytes_equal(e->vote_cast.reason, (struct bytes){t->reason, t->reason_bytes}))
        reason_forget(s, e->seat);
    seat->reason_round = (uint8_t)e->vote_cast.round;
    t->reason_bytes = text_keep(t->reason, sizeof t->reason, e->vote_cast.reason);
    return (struct dirty){.sections = sections_left(told),
                          .room = reason_told == ROOM_ALL ? reason_told : told,
                          .seat = e->seat};
}

/* ---- estimates ------------------------------------------------------------------------------ */

static int32_t diagnosed_as(const struct scenario_dilemma *dilemma, uint32_t member)
{
    for (uint32_t i = 0; i < dilemma->diagnose_count; i++) {
        if (dilemma->diagnose[i] == member)
            return (int32_t)i;
    }
    return -1;
}

enum reject decide_guess_cast(struct outlook *o, const struct command_guess_cast *c)
{
    uint32_t room;
    enum reject reject = vote_in_step(o, c->round, STEP_DIAGNOSIS, &room);
    struct event *e;
    int32_t which;

    if (reject != REJECT_NONE)
        return reject;
    which = diagnosed_as(room_dilemma(o->s, session_room(o->s, room)), c->member);
    if (which < 0)
        return REJECT_MEMBER_UNKNOWN;
    outlook_change(o, o->command->seat);
    if (ballot_in(&o->ballot, room)->guess[which] == c->phase &&
        !closing_is_held_by(o, room, o->command->seat))
        return REJECT_NONE;
    o->ballot.guess[which] = c->phase;
    stop_holding(session_room(o->s, room), &o->seat);
    e = outlook_push(o, EVENT_GUESS_CAST);
    e->guess_cast.round = c->round;
    e->guess_cast.member = c->member;
    e->guess_cast.phase = c->phase;
    room_settle(o, room);
    return REJECT_NONE;
}

struct dirty apply_guess_cast(struct session *s, const struct event *e)
{
    struct seat *seat = seat_at(s, e->seat);
    const struct room *r = session_room(s, seat->room);
    const uint8_t told = rooms_told(s, e->seat, e->guess_cast.round);
    struct ballot *b = ballot_in(ballot_at(s, e->seat, e->guess_cast.round), seat->room);
    int32_t which = diagnosed_as(room_dilemma(s, r), e->guess_cast.member);

    assert(which >= 0 && r->round == e->guess_cast.round);
    stop_holding(r, seat);
    b->guess[which] = e->guess_cast.phase;
    return (struct dirty){.sections = sections_left(told), .room = told, .seat = e->seat};
}

/* ---- who moved ------------------------------------------------------------------------------ */

/* A guess is made before looking, so the first one stands. */
enum reject decide_mover_cast(struct outlook *o, const struct command_mover_cast *c)
{
    uint32_t room;
    enum reject reject = vote_in_step(o, c->round, STEP_CONSEQUENCE, &room);
    struct event *e;

    if (reject != REJECT_NONE)
        return reject;
    if (c->member >= o->s->scenario->members_count)
        return REJECT_MEMBER_UNKNOWN;
    outlook_change(o, o->command->seat);
    if (ballot_in(&o->ballot, room)->mover != 0)
        return REJECT_NONE;
    e = outlook_push(o, EVENT_MOVER_CAST);
    e->mover_cast.round = c->round;
    e->mover_cast.member = c->member;
    return REJECT_NONE;
}

struct dirty apply_mover_cast(struct session *s, const struct event *e)
{
    const struct seat *seat = session_seat(s, e->seat);
    const uint8_t told = rooms_told(s, e->seat, e->mover_cast.round);
    struct ballot *b = ballot_in(ballot_at(s, e->seat, e->mover_cast.round), seat->room);

    assert(seat_takes_part(seat) && session_room(s, seat->room)->round == e->mover_cast.round &&
           e->mover_cast.member < s->scenario->members_count && b->mover == 0);
    b->mover = (uint8_t)(e->mover_cast.member + 1);
    return (struct dirty){.sections = sections_left(told), .room = told, .seat = e->seat};
}

/* ---- second vote ---------------------------------------------------------------------------- */

enum reject decide_second_cast(struct outlook *o, const struct command_second_cast *c)
{
    uint32_t room;
    enum reject reject = vote_in_step(o, c->round, STEP_DECISION, &room);
    struct event *e;

    if (reject != REJECT_NONE)
        return reject;
    if (!vote_option_known(o, room, c->option))
        return REJECT_OPTION_UNKNOWN;
    outlook_change(o, o->command->seat);
    if (ballot_in(&o->ballot, room)->second == c->option &&
        !closing_is_held_by(o, room, o->command->seat))
        return REJECT_NONE;
    o->ballot.second = (uint8_t)c->option;
    stop_holding(session_room(o->s, room), &o->seat);
    e = outlook_push(o, EVENT_SECOND_CAST);
    e->second_cast.round = c->round;
    e->second_cast.option = c->option;
    room_settle(o, room);
    return REJECT_NONE;
}

struct dirty apply_second_cast(struct session *s, const struct event *e)
{
    struct seat *seat = seat_at(s, e->seat);
    const uint8_t told = rooms_told(s, e->seat, e->second_cast.round);
    struct outlook o;

    stop_holding(session_room(s, seat->room), seat);

    ballot_in(ballot_at(s, e->seat, e->second_cast.round), seat->room)->second =
        (uint8_t)e->second_cast.option;
    outlook_init(&o, s, NULL, NULL);
    if (decision_is_tie(&o, seat->room))
        session_note(s, e->at_ms, HAPPENED_TIE, SEAT_NONE, seat->room);
    /* Another option may lead now, and other people may object to that one. */
    return (struct dirty){.sections = sections_left(told),
                          .room = told,
                          .seat = session_has_objections(s) ? (uint16_t)SEAT_NONE : e->seat};
}

/* ---- enough --------------------------------------------------------------------------------- */

bool vote_closes(const struct outlook *o, const struct room_count *count)
{
    const struct settings *set = &o->s->settings;

    if (count->done == 0 || (count->present == 0 && set->mode != MODE_SOLO))
        return false; /* An empty room, or one without wifi, does not go on. */
    if (set->close == CLOSE_TRAINER)
        return false;
    if (set->close == CLOSE_QUORUM)
        return count->done * 100 >= count->expected * set->quorum_percent;
    return count->done == count->expected;
}

/* ---- ready, and notes ----------------------------------------------------------------------- */

/* Where a step is read, whoever says nothing is not ready; where votes end it, nobody waits for
 * those who say nothing. */
static void say_ready(struct seat *seat, const struct room *r, bool ready)
{
    const bool says = ready == (step_entry(r->step)->end == STEP_IS_READ);

    seat->said_round = r->round;
    seat->said_step = says ? r->step : (uint8_t)STEP_LOBBY;
}

enum reject decide_ready_set(struct outlook *o, const struct command_ready_set *c)
{
    uint32_t room;
    enum reject reject = vote_in_step(o, c->round, (enum step)c->step, &room);
    struct seat before;

    if (reject != REJECT_NONE)
        return reject;
    if (step_entry(c->step)->end == STEP_STAYS) {
        o->field = "step";
        return REJECT_FIELD_INVALID;
    }
    outlook_change(o, o->command->seat);
    before = o->seat;
    say_ready(&o->seat, session_room(o->s, room), c->ready);
    if (said_in(&o->seat, session_room(o->s, room)) == said_in(&before, session_room(o->s, room)))
        return REJECT_NONE;
    outlook_push(o, EVENT_READY_SET)->ready_set.ready = c->ready;
    room_settle(o, room);
    return REJECT_NONE;
}

struct dirty apply_ready_set(struct session *s, const struct event *e)
{
    struct seat *seat = seat_at(s, e->seat);
    const struct room *r = session_room(s, seat->room);

    assert(seat_takes_part(seat) && step_entry(r->step)->end != STEP_STAYS);
    say_ready(seat, r, e->ready_set.ready);
    /* If it was the last one, the room now waits at the gate. */
    return (struct dirty){
        .sections = s->settings.gate ? SECTION_ROUND : 0, .room = seat->room, .seat = e->seat};
}

/* Allowed from the consequence on, until the round is over; it may be taken back a little longer.
 * A single note that appears tells who just wrote it: five come together, or all, or what there is
 * when the round is over (view_trainer.c). */
enum reject decide_reflection_share(struct outlook *o, const struct command_reflection_share *c)
{
    uint32_t room;
    enum reject reject = room_of_sender(o, c->round, &room);
    const struct seat *seat;
    struct event *e;

    if (reject != REJECT_NONE)
        return reject;
    seat = session_seat(o->s, o->command->seat);
    if (session_room(o->s, room)->step < STEP_CONSEQUENCE ||
        (session_room(o->s, room)->step == STEP_DEBRIEF && c->text.size > 0))
        return REJECT_STEP_OVER;
    if (c->text.size == 0 && seat->note_round != c->round)
        return REJECT_NONE;
    e = outlook_push(o, EVENT_REFLECTION_SHARED);
    e->reflection_shared.round = c->round;
    e->reflection_shared.text = c->text;
    return REJECT_NONE;
}

/* Notes that the trainer has not been shown yet, and how many of those present wrote none. */
static uint32_t count_new_notes(const struct session *s, uint32_t room, uint32_t round,
                                uint32_t *missing)
{
    uint32_t fresh = 0;

    *missing = 0;
    for (uint16_t i = 0; i < s->seats_count; i++) {
        const struct seat *seat = session_seat(s, i);

        if (seat->room != room || !seat_takes_part(seat))
            continue;
        if (seat->note_round == round)
            fresh += !session_texts(s, i)->note_told;
        else
            *missing += seat->present;
    }
    return fresh;
}

static void tell_notes(struct session *s, uint32_t room, uint32_t round)
{
    for (uint16_t i = 0; i < s->seats_count; i++)
        if (session_seat(s, i)->room == room && session_seat(s, i)->note_round == round)
            texts_at(s, i)->note_told = 1;
}

struct dirty apply_reflection_shared(struct session *s, const struct event *e)
{
    struct seat *seat = seat_at(s, e->seat);
    struct seat_texts *t = texts_at(s, e->seat);
    struct bytes text = e->reflection_shared.text;
    uint32_t fresh, missing;

    seat->note_round = text.size > 0 ? (uint8_t)e->reflection_shared.round : ROUND_NONE;
    t->note_bytes = text_keep(t->note, sizeof t->note, text);
    t->note_told = 0;
    fresh = count_new_notes(s, seat->room, e->reflection_shared.round, &missing);
    if (fresh >= TOGETHER_MIN || (missing == 0 && text.size > 0))
        tell_notes(s, seat->room, e->reflection_shared.round);
    return (struct dirty){.room = seat->room, .seat = e->seat};
}
