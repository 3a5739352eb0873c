/* closing.c -- the quiet moment between the last one's choice and the end of a step.
 *
 *     all are in --step_closing--> closing --(nobody stirs for closing_seconds)--> the next step
 *                                  |    ^
 *             somebody asks to wait,    the last of them is done
 *             or comes in and has not chosen
 *
 * When the last one taps, others may be in the middle of a sentence, or want to look again. So a
 * step that the room itself ends waits for some seconds, which every screen counts down; a change
 * begins them anew, and whoever types or asks the room to wait stops them. The trainer, the clock
 * of a timed step and a spokesperson who decides do not wait.
 *
 * The length is a setting of the session: 0 ends a step at once, as in solo, where nobody else can
 * end it, and in journals from before there was such a moment. */
#include "session/inside.h"

/* What somebody was typing, a page sends when it sees that the step is over: within this time. */
#define UNSENT_LATE_MS 10000

/* ---- who asks to wait ----------------------------------------------------------------------- */

bool closing_is_held_by(const struct outlook *o, uint32_t room, uint16_t seat)
{
    const struct room *r = session_room(o->s, room);
    const struct seat *p = outlook_seat(o, seat);

    return (step_entry(r->step)->end == STEP_CLOSES || step_entry(r->step)->end == STEP_DECIDES) &&
           outlook_takes_part(o, seat, room) && p->present && p->said_round == r->round &&
           p->said_step == r->step;
}

uint32_t closing_count_holders(const struct outlook *o, uint32_t room)
{
    uint32_t count = 0;

    for (uint16_t i = 0; i < o->s->seats_count; i++)
        count += closing_is_held_by(o, room, i);
    return count;
}

/* ---- counting down -------------------------------------------------------------------------- */

static void push_closing(struct outlook *o, uint32_t room, uint64_t until_ms)
{
    struct event *e = outlook_push(o, EVENT_STEP_CLOSING);

    e->step_closing.room = room;
    e->step_closing.until_ms = until_ms;
}

/* Has a person of this room just done something? Not when the host or a trainer has. */
static bool is_stirred(const struct outlook *o, uint32_t room)
{
    return o->seat_index != SEAT_NONE && o->seat_index == o->command->seat &&
           outlook_takes_part(o, o->seat_index, room);
}

void closing_withdraw(struct outlook *o, uint32_t room)
{
    if (session_room(o->s, room)->closing_ms != 0)
        push_closing(o, room, 0);
}

bool closing_waits(struct outlook *o, uint32_t room)
{
    const uint32_t seconds = o->s->settings.closing_seconds;

    if (closing_count_holders(o, room) > 0) {
        closing_withdraw(o, room);
        return true;
    }
    if (seconds > 0 && (session_room(o->s, room)->closing_ms == 0 || is_stirred(o, room)))
        push_closing(o, room, room_clock_ms(o) + (uint64_t)seconds * 1000);
    return seconds > 0;
}

void closing_extend(struct outlook *o, uint32_t room, uint64_t more_ms)
{
    const uint64_t until_ms = session_room(o->s, room)->closing_ms;

    if (until_ms != 0)
        push_closing(o, room, until_ms + more_ms);
}

struct dirty apply_step_closing(struct session *s, const struct event *e)
{
    struct room *r = room_at(s, e->step_closing.room);

    assert(s->status == STATUS_RUNNING && r->held == HELD_NOT &&
           step_entry(r->step)->end != STEP_STAYS);
    r->closing_ms = e->step_closing.until_ms;
    return (struct dirty){.room = (uint8_t)e->step_closing.room, .seat = SEAT_NONE};
}

/* ---- what was being typed ------------------------------------------------------------------- */

bool closing_takes_unsent(const struct outlook *o, uint32_t room, enum step typed_in)
{
    const struct room *r = session_room(o->s, room);

    return r->before.there && r->before.step == typed_in && r->before.round == r->round &&
           room_clock_ms(o) <= r->began_ms + UNSENT_LATE_MS;
}
