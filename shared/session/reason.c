/* reason.c -- what a trainer does with a reason that somebody wrote: hide it from every screen,
 * or hold it up on the projector. One is held up at a time, and only the text that stood there. */
#include "session/inside.h"

void reason_forget(struct session *s, uint16_t seat)
{
    seat_at(s, seat)->reason_hidden = 0;
    if (s->lit_by == seat + 1u)
        s->lit_by = s->lit_round = 0;
}

/* The trainer's screen has a number that does not reveal the author; the event names the seat.
 * SEAT_NONE: nobody's. */
static uint16_t author_of(struct outlook *o, uint32_t number)
{
    for (uint16_t i = 0; i < o->s->seats_count; i++) {
        const struct seat *seat = session_seat(o->s, i);

        if (!seat->left && reason_number(o->s, i, seat->reason_round) == number)
            return i;
    }
    o->field = "reason";
    return SEAT_NONE;
}

enum reject decide_reason_hide(struct outlook *o, const struct command_reason_hide *c)
{
    const uint16_t author = author_of(o, c->reason);
    struct event *e;

    if (author == SEAT_NONE)
        return REJECT_FIELD_INVALID;
    if (session_seat(o->s, author)->reason_hidden == c->hidden)
        return REJECT_NONE;
    e = outlook_push(o, EVENT_REASON_HIDDEN);
    e->reason_hidden.reason = author;
    e->reason_hidden.hidden = c->hidden;
    return REJECT_NONE;
}

struct dirty apply_reason_hidden(struct session *s, const struct event *e)
{
    struct seat *seat = seat_at(s, e->reason_hidden.reason);

    seat->reason_hidden = e->reason_hidden.hidden;
    return (struct dirty){.room = seat->room, .seat = SEAT_NONE};
}

/* Held up is what is written there now: another text, or a reason of another round, is not. */
bool reason_is_lit(const struct session *s, uint16_t seat)
{
    return s->lit_by == seat + 1u && session_seat(s, seat)->reason_round == s->lit_round;
}

enum reject decide_reason_light(struct outlook *o, const struct command_reason_light *c)
{
    const uint16_t author = author_of(o, c->reason);
    struct event *e;

    if (author == SEAT_NONE)
        return REJECT_FIELD_INVALID;
    if (session_seat(o->s, author)->reason_round == ROUND_NONE ||
        session_texts(o->s, author)->reason_bytes == 0) {
        o->field = "reason";
        return REJECT_FIELD_INVALID;
    }
    if (reason_is_lit(o->s, author) == c->lit)
        return REJECT_NONE;
    e = outlook_push(o, EVENT_REASON_LIT);
    e->reason_lit.reason = author;
    e->reason_lit.lit = c->lit;
    return REJECT_NONE;
}

struct dirty apply_reason_lit(struct session *s, const struct event *e)
{
    const struct seat *seat = seat_at(s, e->reason_lit.reason);

    s->lit_by = e->reason_lit.lit ? (uint16_t)(e->reason_lit.reason + 1) : 0;
    s->lit_round = e->reason_lit.lit ? seat->reason_round : 0;
    return (struct dirty){.room = ROOM_ALL, .seat = SEAT_NONE}; /* One may go in another room. */
}
