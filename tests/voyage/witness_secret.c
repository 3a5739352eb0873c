/* witness_secret.c -- (5): what others are sent does not depend on a vote that is still unseen. */
#include "witness_inside.h"

#include <stdlib.h>

static struct session *clone(const struct session *s)
{
    const size_t size = session_snapshot(s).size;
    struct session *copy = must(malloc(size));

    memcpy(copy, s, size);
    return copy;
}

static void check_apart(struct voyage *v, const struct session *a, const struct session *b,
                        uint16_t voter)
{
    for (uint16_t seat = 0; seat < session_seats_count(a); seat++) {
        const struct audience audience = session_audience(a, seat);

        for (uint32_t i = 0; i < SECTIONS_COUNT && seat != voter; i++) {
            const struct bytes one =
                witness_copy(witness_look(v, a, &audience, section_at(i), ENCODING_MSGPACK));
            const bool same =
                bytes_equal(one, witness_look(v, b, &audience, section_at(i), ENCODING_MSGPACK));

            free((void *)(uintptr_t)one.data);
            if (!same)
                voyage_fail(v, "section %s of seat %u tells what seat %u voted",
                            section_name(section_at(i)), seat, voter);
        }
    }
}

/* Is nobody waited for any more, who is there and has not voted again? */
static bool all_voted_again(const struct session *s, uint32_t room)
{
    const uint8_t round = session_room(s, room)->round;

    for (uint16_t i = 0; i < session_seats_count(s); i++) {
        const struct seat *seat = session_seat(s, i);

        if (seat->room == room && seat_takes_part(seat) && seat->present &&
            session_ballots(s, i)[round].second == OPTION_NONE)
            return false;
    }
    return true;
}

/* May others see how the room votes, once this vote is in? */
static bool may_be_seen(const struct session *after, const struct event *cast)
{
    const uint32_t room_index = session_seat(after, cast->seat)->room;
    const struct room *room = session_room(after, room_index);

    if (cast->type == EVENT_VOTE_CAST)
        return room->shown;
    return room->rounds[room->round].decision != OPTION_NONE || all_voted_again(after, room_index);
}

/* A reason that was still being written when the choice ended: for the option that they had. */
static bool is_unsent(const struct session *s, const struct event *cast)
{
    return cast->type == EVENT_VOTE_CAST &&
           session_room(s, session_seat(s, cast->seat)->room)->step != STEP_CHOICE;
}

void witness_checks_secret(struct voyage *v, const struct session *s, const struct event *cast)
{
    struct event other = *cast;
    struct session *a, *b;

    if (is_unsent(s, cast))
        return;
    if (chance_below(chance_of(v->plan->seed, 'v', cast->seq), 4) != 0)
        return;
    a = clone(s);
    b = clone(s);
    other.vote_cast.option = (cast->vote_cast.option + 1) % 3;
    session_apply(a, cast);
    session_apply(b, &other);
    if (!may_be_seen(a, cast))
        check_apart(v, a, b, cast->seat);
    free(a);
    free(b);
}
