#include "api/tally.h"

#include "session/session.h"
#include "session/state.h"

struct tally tally_room(const struct session *s, uint32_t room, uint32_t round,
                        enum tally_vote vote)
{
    struct tally tally = {0};

    for (uint32_t seat = 0; seat < s->seats_count; seat++) {
        const struct ballot *ballot = &session_ballots(s, seat)[round];
        const uint8_t option = vote == TALLY_FIRST ? ballot->first : ballot->second;
        if (ballot->room != room || option >= OPTIONS_MAX)
            continue;
        tally.people++;
        tally.counts[option]++;
    }
    return tally;
}

bool tally_is_shown(const struct tally *tally)
{
    return tally->people == 0 || tally->people >= TALLY_PEOPLE_MIN;
}

static void add_room(const struct session *s, struct tally_total *total, uint32_t room,
                     uint32_t round, enum tally_vote vote)
{
    const struct tally tally = tally_room(s, room, round, vote);

    total->rooms++;
    total->tally.people += tally.people;
    for (uint32_t option = 0; option < OPTIONS_MAX; option++)
        total->tally.counts[option] += tally.counts[option];
    if (!tally_is_shown(&tally))
        total->withheld += tally.people;
}

struct tally_total tally_dilemma(const struct session *s, uint32_t dilemma, enum tally_vote vote)
{
    struct tally_total total = {0};

    for (uint32_t room = 0; room < s->settings.rooms_count; room++) {
        for (uint32_t round = 0; round < ROUNDS_MAX; round++) {
            const struct room_round *played = &session_room(s, room)->rounds[round];
            if (played->dilemma == dilemma && played->decision != OPTION_NONE)
                add_room(s, &total, room, round, vote);
        }
    }
    return total;
}

/* What is left after subtracting the rooms that are shown must be about nobody, or about five. */
bool tally_total_is_shown(const struct tally_total *total)
{
    return tally_is_shown(&total->tally) &&
           (total->withheld == 0 || total->withheld >= TALLY_PEOPLE_MIN);
}
