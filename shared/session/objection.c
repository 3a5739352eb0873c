/* objection.c -- who cannot live with the option that leads, under the rule consensus.
 *
 * An objection has no name. If it appeared, changed or went when its maker taps, it would have one;
 * so a room is told (objection_tell) all objections as they then stand at moments that say nothing
 * about anybody: when all have voted, when the time to object is over, when the question is
 * withdrawn, at the decision, or when five have changed. In between the views show what was told.
 *
 * "I can live with it" is the other answer to the same question (consent.c), about that option.
 *
 * An objection stands while its maker's phone sleeps, because that person is still in the room. */
#include "session/inside.h"

/* ---- what the room is told ------------------------------------------------------------------ */

static bool stands_in(const struct session *s, uint16_t i, uint32_t round)
{
    const struct seat *seat = session_seat(s, i);

    return seat->objects != OPTION_NONE && seat->objects_round == round;
}

static bool told_in(const struct session *s, uint16_t i, uint32_t round)
{
    const struct seat_texts *t = session_texts(s, i);

    return t->told_option != OPTION_NONE && t->told_round == round;
}

bool objection_is_told(const struct session *s, uint16_t seat, uint32_t round)
{
    return told_in(s, seat, round);
}

/* Objections of a room that came, changed or went since they were told. */
static uint32_t count_untold(const struct session *s, uint32_t room)
{
    const uint32_t round = session_room(s, room)->round;
    uint32_t count = 0;

    for (uint16_t i = 0; i < s->seats_count; i++) {
        const struct seat *seat = session_seat(s, i);
        const struct seat_texts *t = session_texts(s, i);
        const bool stands = stands_in(s, i, round), told = told_in(s, i, round);

        if (seat->room != room || !seat_takes_part(seat))
            continue;
        count += stands != told ||
                 (stands && (seat->objects != t->told_option ||
                             !bytes_equal((struct bytes){t->objection, t->objection_bytes},
                                          (struct bytes){t->told, t->told_bytes})));
    }
    return count;
}

void objection_tell(struct session *s, uint32_t room)
{
    const uint8_t round = session_room(s, room)->round;

    for (uint16_t i = 0; i < s->seats_count; i++) {
        struct seat_texts *t = texts_at(s, i);
        const bool stands = stands_in(s, i, round);

        if (session_seat(s, i)->room != room)
            continue;
        t->told_round = round;
        t->told_option = stands ? session_seat(s, i)->objects : OPTION_NONE;
        t->told_bytes = text_keep(t->told, sizeof t->told,
                                  stands ? (struct bytes){t->objection, t->objection_bytes}
                                         : (struct bytes){NULL, 0});
    }
}

void objection_tell_when_all_voted(struct session *s)
{
    struct outlook o;

    if (!session_has_objections(s))
        return;
    outlook_init(&o, s, NULL, NULL);
    for (uint32_t i = 0; i < s->settings.rooms_count; i++) {
        struct room *r = room_at(s, i);

        if (r->step != STEP_DECISION || !outlook_all_in(&o, i)) {
            r->told = 0;
        } else if (!r->told) {
            r->told = 1;
            objection_tell(s, i);
        }
    }
}

/* ---- objecting ------------------------------------------------------------------------------ */

enum reject decide_objection_set(struct outlook *o, const struct command_objection_set *c)
{
    uint32_t room;
    enum reject reject = vote_in_step(o, c->round, STEP_DECISION, &room);
    struct event *e;

    if (reject != REJECT_NONE)
        return reject;
    if (!session_has_objections(o->s))
        return REJECT_NOT_ALLOWED;
    if (!vote_option_known(o, room, c->option))
        return REJECT_OPTION_UNKNOWN;
    outlook_change(o, o->command->seat);
    if (!c->objects && !stands_in(o->s, o->command->seat, c->round) &&
        (o->ballot.room != room || o->ballot.lives_with == c->option + 1) &&
        !closing_is_held_by(o, room, o->command->seat))
        return REJECT_NONE;
    o->seat.objects = c->objects ? (uint8_t)c->option : OPTION_NONE;
    o->seat.objects_round = (uint8_t)c->round;
    o->seat.said_step = STEP_LOBBY; /* Whoever was writing has written. */
    if (o->ballot.room == room)
        o->ballot.lives_with = c->objects ? 0 : (uint8_t)(c->option + 1);
    e = outlook_push(o, EVENT_OBJECTION_SET);
    e->objection_set.round = c->round;
    e->objection_set.option = c->option;
    e->objection_set.objects = c->objects;
    e->objection_set.reason = c->objects ? c->reason : (struct bytes){NULL, 0};
    room_settle(o, room);
    return REJECT_NONE;
}

struct dirty apply_objection_set(struct session *s, const struct event *e)
{
    struct seat *seat = seat_at(s, e->seat);
    struct seat_texts *t = texts_at(s, e->seat);
    struct ballot *b = ballot_at(s, e->seat, e->objection_set.round);

    assert(session_has_objections(s) && seat_takes_part(seat));
    if (b->room == seat->room)
        b->lives_with = e->objection_set.objects ? 0 : (uint8_t)(e->objection_set.option + 1);
    if (seat->said_round == e->objection_set.round && seat->said_step == STEP_DECISION)
        seat->said_step = STEP_LOBBY;
    seat->objects = e->objection_set.objects ? (uint8_t)e->objection_set.option : OPTION_NONE;
    seat->objects_round = (uint8_t)e->objection_set.round;
    t->objection_bytes = text_keep(t->objection, sizeof t->objection, e->objection_set.reason);
    if (count_untold(s, seat->room) >= TOGETHER_MIN)
        objection_tell(s, seat->room);
    return (struct dirty){.room = seat->room, .seat = e->seat};
}

bool objection_stands(const struct outlook *o, uint32_t room, uint32_t option)
{
    uint32_t round = session_room(o->s, room)->round;

    for (uint16_t i = 0; i < o->s->seats_count; i++) {
        const struct seat *seat = outlook_seat(o, i);

        if (outlook_takes_part(o, i, room) && seat->objects == option &&
            seat->objects_round == round)
            return true;
    }
    return false;
}
