/* watch.c -- see watch.h. */
#include "watch.h"

#include "looks.h"
#include "session/inside.h"
#include "test.h"

#include <stdlib.h>

struct session *watch_clone(const struct session *s)
{
    struct bytes bytes = session_snapshot(s);

    return session_restore(malloc(bytes.size), bytes, s->story);
}

uint64_t watch_fingerprint(const struct session *s, const struct audience *a, uint32_t except)
{
    uint64_t hash = 14695981039346656037u;

    for (uint32_t i = 0; i < SECTIONS_COUNT; i++) {
        struct bytes bytes;

        if ((except >> i & 1u) != 0)
            continue;
        bytes = look(s, a, section_at(i), ENCODING_JSON, 1767000000000u);
        for (size_t k = 0; k < bytes.size; k++)
            hash = (hash ^ bytes.data[k]) * 1099511628211u;
    }
    return hash;
}

struct command watch_vote(const struct session *s, uint16_t seat, uint32_t option,
                          const char *reason)
{
    struct command c = {.type = COMMAND_VOTE_CAST, .seat = seat, .id = 7, .at_ms = 1767000000000u};

    c.vote_cast.round = session_room(s, session_seat(s, seat)->room)->round;
    c.vote_cast.option = option;
    c.vote_cast.confidence = option;
    c.vote_cast.reason = bytes_of(reason);
    return c;
}

void watch_run(struct session *s, struct command c)
{
    static struct event_list list;

    CHECK_EQ(session_decide(s, &c, &list, NULL), REJECT_NONE);
    for (uint32_t i = 0; i < list.count; i++) {
        list.items[i].seq = session_seq(s) + 1;
        session_apply(s, &list.items[i]);
    }
}

void watch_take(struct world *w, enum role role, const char *name)
{
    static uint8_t hash[TOKEN_HASH_BYTES];
    struct command c = {.type = COMMAND_SEAT_TAKE};

    c.seat_take.role = (uint8_t)role;
    c.seat_take.room = role == ROLE_OBSERVER ? 0 : ROOM_NONE;
    c.seat_take.name = bytes_of(name);
    c.seat_take.token_hash = (struct bytes){hash, sizeof hash};
    world_do(w, NULL, c);
}

void watch_same_for_all_but(const struct session *a, const struct session *b, uint16_t not_seat,
                            uint32_t except)
{
    for (uint16_t i = 0; i < session_seats_count(a); i++) {
        struct audience audience = session_audience(a, i);

        if (i == not_seat || audience.role == ROLE_TRAINER || audience.role == ROLE_COTRAINER)
            continue;
        if (watch_fingerprint(a, &audience, except) != watch_fingerprint(b, &audience, except))
            test_fail(__FILE__, __LINE__, "seat %u (%s) sees a difference", i,
                      role_name((enum role)audience.role));
    }
}

void watch_same_for_everybody(const struct session *a, const struct session *b, uint64_t own,
                              const char *when)
{
    CHECK_EQ(session_seq(a), session_seq(b));
    for (uint16_t i = 0; i < session_seats_count(a); i++) {
        struct audience audience = session_audience(a, i);
        const uint32_t except = (own >> i & 1u) != 0 ? SECTION_ME : 0;

        if (watch_fingerprint(a, &audience, except) != watch_fingerprint(b, &audience, except))
            test_fail(__FILE__, __LINE__, "%s: seat %u (%s) sees a difference", when, i,
                      role_name((enum role)audience.role));
    }
}
