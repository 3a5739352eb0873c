/* bring.c -- the trainer gathers rooms at one step, or keeps a room where it is.
 *
 * Bringing names a place: a round and a step. Rooms that are there or further stay, so that nobody
 * loses a talk; the others come to it by one or two facts each, and what lies between is left out.
 * What is never left out is a decision and what came of it: a room before its decision is brought
 * as far as that, and a room that decides as far as the consequence. Asking for what is so already
 * changes nothing, as two trainers may press the same button.
 *
 * Holding is the other half: neither votes, nor people who are ready, nor a clock end the step of a
 * room that is held. The trainer's own next and bring do, and the hold ends with the step. */
#include "session/inside.h"

/* Where a room is brought, from where it stands. */
struct place {
    uint32_t round;
    enum step step;
};

static bool place_before(const struct room *r, struct place to)
{
    return r->step != STEP_DEBRIEF &&
           (r->round < to.round || (r->round == to.round && r->step < (uint32_t)to.step));
}

/* The step itself; the one before, if a round of this dilemma does not have it. */
static enum step step_there_is(const struct session *s, uint32_t dilemma, enum step step)
{
    while (step < STEP_DEBRIEF && !room_has_step(s, dilemma, step))
        step = (enum step)(step - 1);
    return step;
}

static enum reject bring_on(struct outlook *o, uint32_t room, struct place to)
{
    const struct room *r = session_room(o->s, room);
    uint32_t dilemma = room_running(r)->dilemma;
    enum step step = to.step;

    if (r->step == STEP_DECISION)
        return room_go_on(o, room);
    if (r->step < STEP_DECISION && (r->round < to.round || step > STEP_DECISION))
        step = STEP_DECISION;
    if (r->step > STEP_DECISION && r->round < to.round) {
        dilemma = room_push_situation(o, room, r->round + 1u);
        step = r->round + 1u < to.round || step > STEP_DECISION ? STEP_DECISION : step;
        step = step_there_is(o->s, dilemma, step);
        if (step > STEP_SITUATION)
            room_push_step(o, room, step);
        return REJECT_NONE;
    }
    step = step_there_is(o->s, dilemma, step);
    if (step > r->step)
        room_push_step(o, room, step);
    return REJECT_NONE;
}

static enum reject check_place(struct outlook *o, struct place to)
{
    bool last = to.round + 1u == o->s->scenario->rounds_count;

    o->field = to.round >= o->s->scenario->rounds_count ? "round" : "step";
    if (to.round >= o->s->scenario->rounds_count || to.step == STEP_LOBBY ||
        (to.step == STEP_DEBRIEF && !last))
        return REJECT_FIELD_INVALID;
    o->field = NULL;
    return REJECT_NONE;
}

enum reject decide_room_bring(struct outlook *o, const struct command_room_bring *c)
{
    uint32_t first, count;
    struct place to = {c->round, (enum step)c->step};
    enum reject reject = room_range_while_running(o, c->room, &first, &count);
    enum reject refused = REJECT_NONE;

    if (reject == REJECT_NONE)
        reject = check_place(o, to);
    if (reject != REJECT_NONE)
        return reject;
    for (uint32_t i = first; i < first + count; i++) {
        if (!place_before(session_room(o->s, i), to))
            continue;
        reject = bring_on(o, i, to);
        refused = refused == REJECT_NONE ? reject : refused;
    }
    return o->out->count > 0 ? REJECT_NONE : refused;
}

/* ---- holding -------------------------------------------------------------------------------- */

static void push_held(struct outlook *o, uint32_t room, bool held)
{
    struct event *e = outlook_push(o, EVENT_ROOM_HELD);

    e->room_held.room = room;
    e->room_held.held = held;
}

enum reject decide_room_hold(struct outlook *o, const struct command_room_hold *c)
{
    uint32_t first, count;
    enum reject reject = room_range_while_running(o, c->room, &first, &count);

    for (uint32_t i = first; reject == REJECT_NONE && i < first + count; i++) {
        const struct room *r = session_room(o->s, i);
        bool as_asked = c->held ? r->held == HELD_FIRMLY : r->held == HELD_NOT;

        if (as_asked || r->step == STEP_DEBRIEF)
            continue;
        push_held(o, i, c->held);
        o->let_go = !c->held;
        room_settle(o, i); /* What came in while it was held counts now. */
    }
    return reject;
}

struct dirty apply_room_held(struct session *s, const struct event *e)
{
    struct room *r = room_at(s, e->room_held.room);

    assert(r->step != STEP_LOBBY && r->step != STEP_DEBRIEF);
    r->held = e->room_held.held ? HELD_FIRMLY : HELD_NOT;
    r->closing_ms =
        0; /* If all are in when it is let go, the quiet moment begins anew (closing.c). */
    return (struct dirty){.room = (uint8_t)e->room_held.room, .seat = SEAT_NONE};
}
