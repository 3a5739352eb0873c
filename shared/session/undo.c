/* undo.c -- what a trainer gives back to a room: the step before, more time, the choice again.
 *
 * After an undo or a reopening a room is *held*: all votes are there already, so the close rule
 * would end the step at the first change. The trainer asked for more time, so the trainer ends it.
 *
 * Only the last advance can be undone. */
#include "session/inside.h"

/* ---- taking back ---------------------------------------------------------------------------- */

bool room_can_undo(const struct session *s, uint32_t room)
{
    return s->status == STATUS_RUNNING && session_room(s, room)->before.there;
}

static uint64_t deadline_after_undo(const struct outlook *o, const struct room *r)
{
    return r->before.deadline_rest_ms == 0 ? 0 : room_clock_ms(o) + r->before.deadline_rest_ms;
}

enum reject decide_room_undo(struct outlook *o, const struct command_room_undo *c)
{
    uint32_t first, count;
    enum reject reject = room_range_while_running(o, c->room, &first, &count);

    if (reject != REJECT_NONE)
        return reject;
    for (uint32_t i = first; i < first + count; i++) {
        struct event *e;

        if (!room_can_undo(o->s, i))
            continue;
        e = outlook_push(o, EVENT_STEP_UNDONE);
        e->step_undone.room = i;
        e->step_undone.deadline_ms = deadline_after_undo(o, session_room(o->s, i));
    }
    return o->out->count > 0 ? REJECT_NONE : REJECT_NOTHING_TO_UNDO;
}

struct dirty apply_step_undone(struct session *s, const struct event *e)
{
    struct room *r = room_at(s, e->step_undone.room);

    assert(r->before.there);
    step_entry(r->step)->unmake(r); /* Votes cast in it are kept, for when it comes again. */
    r->step = r->before.step;
    r->round = r->before.round;
    r->shown = r->before.shown;
    r->held = HELD_OPEN;
    r->began_ms = e->at_ms;
    r->deadline_ms = e->step_undone.deadline_ms;
    r->closing_ms = 0;
    consent_clear(r);
    r->before = (struct room_before){0};
    session_note(s, e->at_ms, HAPPENED_STEP, SEAT_NONE, (uint8_t)e->step_undone.room);
    return (struct dirty){.sections = room_sections_of_message(r),
                          .room = (uint8_t)e->step_undone.room,
                          .seat = SEAT_NONE};
}

/* ---- more time, and choosing again ---------------------------------------------------------- */

enum reject decide_room_extend(struct outlook *o, const struct command_room_extend *c)
{
    uint32_t first, count;
    enum reject reject = room_range_while_running(o, c->room, &first, &count);
    uint64_t now = room_clock_ms(o);

    if (reject != REJECT_NONE)
        return reject;
    for (uint32_t i = first; i < first + count; i++) {
        const struct room *r = session_room(o->s, i);
        uint64_t from = r->deadline_ms > now ? r->deadline_ms : now;

        closing_extend(o, i, (uint64_t)c->seconds * 1000);
        if (r->consent_ms != 0)
            consent_extend(o, i, (uint64_t)c->seconds * 1000);
        else if (r->step != STEP_DEBRIEF)
            room_push_deadline(o, i, from + (uint64_t)c->seconds * 1000);
    }
    return o->out->count > 0 ? REJECT_NONE : REJECT_NO_TIMER;
}

enum reject decide_room_reopen(struct outlook *o, const struct command_room_reopen *c)
{
    uint32_t first, count;
    enum reject reject = room_range_while_running(o, c->room, &first, &count);

    if (reject != REJECT_NONE)
        return reject;
    for (uint32_t i = first; i < first + count; i++) {
        struct event *e;

        if (session_room(o->s, i)->step != STEP_DISCUSSION)
            continue;
        e = outlook_push(o, EVENT_CHOICE_REOPENED);
        e->choice_reopened.room = i;
        e->choice_reopened.deadline_ms = room_step_deadline_ms(o, STEP_CHOICE);
    }
    return o->out->count > 0 ? REJECT_NONE : REJECT_NOTHING_TO_REOPEN;
}

struct dirty apply_choice_reopened(struct session *s, const struct event *e)
{
    struct room *r = room_at(s, e->choice_reopened.room);

    assert(r->step == STEP_DISCUSSION);
    r->step = STEP_CHOICE;
    r->held = HELD_OPEN;
    r->shown = 0;
    r->began_ms = e->at_ms;
    r->deadline_ms = e->choice_reopened.deadline_ms;
    r->closing_ms = 0;
    r->before = (struct room_before){0};
    session_note(s, e->at_ms, HAPPENED_STEP, SEAT_NONE, (uint8_t)e->choice_reopened.room);
    return (struct dirty){.sections = room_sections_of_message(r),
                          .room = (uint8_t)e->choice_reopened.room,
                          .seat = SEAT_NONE};
}
