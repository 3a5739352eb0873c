/* draft.c -- the session as it will be: counting seats and votes with one seat changed.
 *
 * Everything here is a look at all seats (16 bytes each), so that no counter can drift from what it
 * counts: 640 seats are 10 kB, which a vote walks through in about a microsecond. */
#include "session/rules.h"

void draft_init(struct draft *d, const struct session *s, const struct command *command,
                struct event_list *out)
{
    d->s = s;
    d->command = command;
    d->out = out;
    d->field = NULL;
    d->seat_index = SEAT_NONE;
    d->paused = s->paused_at_ms != 0;
}

void draft_change(struct draft *d, uint16_t seat)
{
    uint32_t room;

    assert(d->seat_index == SEAT_NONE || d->seat_index == seat);
    d->seat_index = seat;
    d->seat = *session_seat(d->s, seat);
    d->ballot = BALLOT_EMPTY;
    room = d->seat.room;
    if (room < d->s->settings.rooms_count && session_room(d->s, room)->round != ROUND_NONE)
        d->ballot = session_ballots(d->s, seat)[session_room(d->s, room)->round];
}

const struct seat *draft_seat(const struct draft *d, uint16_t seat)
{
    return seat == d->seat_index ? &d->seat : session_seat(d->s, seat);
}

/* The changed ballot is that of the round which the seat's room was in when the change began. */
const struct ballot *draft_ballot(const struct draft *d, uint16_t seat, uint32_t round)
{
    assert(round < ROUNDS_MAX);
    if (seat == d->seat_index) {
        uint32_t room = session_seat(d->s, seat)->room;

        if (room < d->s->settings.rooms_count && session_room(d->s, room)->round == round)
            return &d->ballot;
    }
    return session_ballots(d->s, seat) + round;
}

struct event *draft_push(struct draft *d, enum event_type type)
{
    return event_push(d->out, type, d->command);
}

static bool takes_part(const struct seat *seat, uint32_t room)
{
    return seat->room == room && seat->role == ROLE_PARTICIPANT && !seat->removed && !seat->left;
}

bool draft_takes_part(const struct draft *d, uint16_t seat, uint32_t room)
{
    return takes_part(draft_seat(d, seat), room);
}

static bool guessed_all(const struct draft *d, const struct room *r, const struct ballot *b)
{
    uint32_t asked = room_dilemma(d->s, r)->diagnose_count;

    for (uint32_t i = 0; i < asked; i++) {
        if (b->guess[i] == PHASE_NONE)
            return false;
    }
    return asked > 0;
}

bool draft_done(const struct draft *d, uint16_t seat, uint32_t room)
{
    const struct room *r = session_room(d->s, room);
    const struct seat *p = draft_seat(d, seat);
    const struct ballot *b;

    if (r->step == STEP_LOBBY || r->step == STEP_DEBRIEF)
        return false;
    if (r->step != STEP_DIAGNOSIS && r->step != STEP_CHOICE && r->step != STEP_DECISION)
        return p->ready_round == r->round && p->ready_step == r->step;

    b = draft_ballot(d, seat, r->round);
    if (b->room != room)
        return false;
    switch (r->step) {
    case STEP_DIAGNOSIS: return guessed_all(d, r, b);
    case STEP_CHOICE: return b->first != OPTION_NONE;
    default: return b->second != OPTION_NONE;
    }
}

struct room_count draft_count(const struct draft *d, uint32_t room)
{
    struct room_count count = {0};

    for (uint16_t i = 0; i < d->s->seats_count; i++) {
        const struct seat *seat = draft_seat(d, i);
        bool done;

        if (!takes_part(seat, room))
            continue;
        done = draft_done(d, i, room);
        count.seats++;
        count.present += seat->present;
        count.done += done;
        count.expected += seat->present || done;
    }
    assert(count.done <= count.expected && count.expected <= count.seats);
    return count;
}

uint16_t draft_spokesperson(const struct draft *d, uint32_t room)
{
    const struct room *r = session_room(d->s, room);
    uint16_t chosen, first_after = SEAT_NONE, first = SEAT_NONE;

    if (r->round == ROUND_NONE || r->step == STEP_DEBRIEF || d->s->settings.mode == MODE_SOLO ||
        d->s->settings.rule == RULE_TRAINER)
        return SEAT_NONE;
    chosen = room_running(r)->spokesperson;
    if (chosen != SEAT_NONE && draft_takes_part(d, chosen, room) && draft_seat(d, chosen)->present)
        return chosen;
    for (uint16_t i = 0; i < d->s->seats_count; i++) {
        const struct seat *seat = draft_seat(d, i);

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

struct tally draft_tally(const struct draft *d, uint32_t room, uint32_t round, bool second)
{
    struct tally t = {{0}, 0, OPTION_NONE, 0};

    for (uint16_t i = 0; i < d->s->seats_count; i++) {
        const struct ballot *b = draft_ballot(d, i, round);
        uint8_t option = second ? b->second : b->first;

        if (b->room != room || option == OPTION_NONE || draft_seat(d, i)->removed)
            continue;
        assert(option < OPTIONS_MAX);
        t.votes[option]++;
        t.count++;
    }
    tally_lead(&t);
    return t;
}
