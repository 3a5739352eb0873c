/* outlook.c -- the session as it will be: counts seats and votes with one seat changed.
 *
 * Every count looks at all seats (16 bytes each), so there is no counter that could drift from what
 * it counts. 640 seats are 10 kB, which takes a vote about a microsecond. */
#include "session/inside.h"

void outlook_init(struct outlook *o, const struct session *s, const struct command *command,
                  struct event_list *out)
{
    o->s = s;
    o->command = command;
    o->out = out;
    o->field = NULL;
    o->seat_index = SEAT_NONE;
    o->paused = s->paused_at_ms != 0;
    o->let_go = false;
}

void outlook_change(struct outlook *o, uint16_t seat)
{
    uint32_t room;

    assert(o->seat_index == SEAT_NONE || o->seat_index == seat);
    o->seat_index = seat;
    o->seat = *session_seat(o->s, seat);
    o->ballot = BALLOT_EMPTY;
    room = o->seat.room;
    if (room < o->s->settings.rooms_count && session_room(o->s, room)->round != ROUND_NONE)
        o->ballot = session_ballots(o->s, seat)[session_room(o->s, room)->round];
}

const struct seat *outlook_seat(const struct outlook *o, uint16_t seat)
{
    return seat == o->seat_index ? &o->seat : session_seat(o->s, seat);
}

/* o->ballot is of the round in which the seat's room was when the change began. */
const struct ballot *outlook_ballot(const struct outlook *o, uint16_t seat, uint32_t round)
{
    assert(round < ROUNDS_MAX);
    if (seat == o->seat_index) {
        uint32_t room = session_seat(o->s, seat)->room;

        if (room < o->s->settings.rooms_count && session_room(o->s, room)->round == round)
            return &o->ballot;
    }
    return session_ballots(o->s, seat) + round;
}

struct event *outlook_push(struct outlook *o, enum event_type type)
{
    return event_push(o->out, type, o->command);
}

static bool takes_part(const struct seat *seat, uint32_t room)
{
    return seat->room == room && seat_takes_part(seat);
}

bool outlook_takes_part(const struct outlook *o, uint16_t seat, uint32_t room)
{
    return takes_part(outlook_seat(o, seat), room);
}

bool outlook_done(const struct outlook *o, uint16_t seat, uint32_t room)
{
    return step_entry(session_room(o->s, room)->step)->done(o, room, seat);
}

struct room_count outlook_count(const struct outlook *o, uint32_t room)
{
    const struct step_entry *step = step_entry(session_room(o->s, room)->step);
    struct room_count count = {0};

    for (uint16_t i = 0; i < o->s->seats_count; i++) {
        const struct seat *seat = outlook_seat(o, i);
        bool done;

        if (!takes_part(seat, room))
            continue;
        done = step->done(o, room, i);
        count.seats++;
        count.present += seat->present;
        count.done += done;
        count.expected += seat->present || done;
    }
    assert(count.done <= count.expected && count.expected <= count.seats);
    return count;
}

bool outlook_all_in(const struct outlook *o, uint32_t room)
{
    const struct room_count count = outlook_count(o, room);

    return count.done > 0 && count.done == count.expected;
}

uint16_t outlook_spokesperson(const struct outlook *o, uint32_t room)
{
    const struct room *r = session_room(o->s, room);
    uint16_t chosen, first_after = SEAT_NONE, first = SEAT_NONE;

    if (r->round == ROUND_NONE || r->step == STEP_DEBRIEF ||
        rule_entry(o->s)->speaker == SPEAKER_NONE)
        return SEAT_NONE;
    chosen = room_running(r)->spokesperson;
    if (chosen != SEAT_NONE && outlook_takes_part(o, chosen, room) &&
        outlook_seat(o, chosen)->present)
        return chosen;
    for (uint16_t i = 0; i < o->s->seats_count; i++) {
        const struct seat *seat = outlook_seat(o, i);

        if (!takes_part(seat, room) || !seat->present)
            continue;
        if (first == SEAT_NONE)
            first = i;
        if (chosen != SEAT_NONE && i > chosen && first_after == SEAT_NONE)
            first_after = i;
    }
    return first_after != SEAT_NONE ? first_after : first;
}

static void tally_lead(struct tally *t)
{
    uint16_t most = 0;

    for (uint8_t i = 0; i < OPTIONS_MAX; i++)
        most = t->votes[i] > most ? t->votes[i] : most;
    t->leading = OPTION_NONE;
    for (uint8_t i = 0; most > 0 && i < OPTIONS_MAX; i++) {
        if (t->votes[i] == most) {
            t->tied = (uint8_t)(t->tied | 1u << i);
            t->leading = i;
        }
    }
    if ((t->tied & (t->tied - 1u)) != 0)
        t->leading = OPTION_NONE;
}

struct tally outlook_tally(const struct outlook *o, uint32_t room, uint32_t round, bool second)
{
    struct tally t = {{0}, 0, OPTION_NONE, 0};

    for (uint16_t i = 0; i < o->s->seats_count; i++) {
        const struct ballot *b = outlook_ballot(o, i, round);
        uint8_t option = second ? b->second : b->first;

        if (b->room != room || option == OPTION_NONE || outlook_seat(o, i)->removed)
            continue;
        assert(option < OPTIONS_MAX);
        t.votes[option]++;
        t.count++;
    }
    tally_lead(&t);
    return t;
}
