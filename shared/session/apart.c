/* apart.c -- what sets a room apart from the others that played the same weeks. All rooms have the
 * same team and the same luck, so what differs comes from what they decided. People differ sooner
 * in what they know, want and dare than in where they stand, and that shows in the first weeks.
 *
 * Compared are rooms that were told of as many rounds and decided the same dilemma last. Of each
 * member the one quality is told in which these rooms lie furthest apart, as its change since that
 * decision; nothing where all fare alike. */
#include "session/inside.h"

#define ROOMS_COMPARED_MAX 12 /* With more, screens count people. */
#define APART_LEAST        40 /* Milli between the lowest and the highest room. */

int32_t team_quality_u(const struct sim_team *team, enum quality quality, uint32_t member)
{
    const struct sim_members *m = &team->member;

    assert(member < MEMBERS_MAX);
    switch (quality) {
    case QUALITY_WETEN: return m->weten_u[member];
    case QUALITY_WILLEN: return m->willen_u[member];
    case QUALITY_KUNNEN: return m->kunnen_u[member];
    case QUALITY_DURVEN: return m->durven_u[member];
    case QUALITY_MOGEN: return m->mogen_u[member];
    case QUALITY_STRAIN: return m->strain_u[member];
    case QUALITY_ENERGY: return m->eng_u[member];
    case QUALITY_NONE:
    case QUALITY_COUNT: break;
    }
    return 0;
}

static int32_t change_of(const struct room *r, enum quality quality, uint32_t member)
{
    return (team_quality_u(&r->team, quality, member) -
            team_quality_u(&r->team_before, quality, member)) /
           1000;
}

static uint32_t rounds_told(const struct room *r)
{
    uint32_t count = 0;

    while (count < ROUNDS_MAX && r->rounds[count].told)
        count++;
    return count;
}

/* Has one person been in this place since before the last consequence? */
static bool can_be_followed(const struct room *r, uint32_t member)
{
    return r->team.member.vacant[member] == 0 && !team_mark(r)->changed[member];
}

static bool compares(const struct session *s, const struct room *r, const struct room *other)
{
    const uint32_t told = rounds_told(r);

    return told > 0 && rounds_told(other) == told &&
           other->rounds[told - 1].dilemma == r->rounds[told - 1].dilemma && session_is_of_today(s);
}

struct team_apart team_apart(const struct session *s, uint32_t room, uint32_t member)
{
    const struct room *r = session_room(s, room);
    struct team_apart apart = {.quality = QUALITY_NONE};
    int32_t furthest = APART_LEAST - 1;

    if (s->settings.rooms_count > ROOMS_COMPARED_MAX || !can_be_followed(r, member))
        return apart;
    for (enum quality q = QUALITY_NONE + 1; q < QUALITY_COUNT; q++) {
        const int32_t own = change_of(r, q, member);
        int32_t least = own, most = own;

        for (uint32_t i = 0; i < s->settings.rooms_count; i++) {
            const struct room *other = session_room(s, i);
            int32_t change;

            if (i == room || !compares(s, r, other) || !can_be_followed(other, member))
                continue;
            change = change_of(other, q, member);
            least = change < least ? change : least;
            most = change > most ? change : most;
        }
        if (most - least > furthest) {
            furthest = most - least;
            apart = (struct team_apart){q, own};
        }
    }
    return apart;
}

bool team_against_start(const struct session *s, uint32_t room, int32_t out[TEAM_OUTCOMES_COUNT])
{
    static const enum sim_outcome shown[TEAM_OUTCOMES_COUNT] = {
        SIM_OUTCOME_LEARNING_CLIMATE, SIM_OUTCOME_WELLBEING, SIM_OUTCOME_PERFORMANCE};
    const struct room *r = session_room(s, room);
    struct sim_outcomes now, then;

    if (rounds_told(r) == 0 || !session_is_of_today(s))
        return false;
    now = sim_team_outcomes(&r->team, &s->scenario->parameters);
    then = sim_team_outcomes(&s->start, &s->scenario->parameters);
    for (uint32_t i = 0; i < TEAM_OUTCOMES_COUNT; i++)
        out[i] = now.value[shown[i]] - then.value[shown[i]];
    return true;
}
