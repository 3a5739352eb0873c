/* happening.c -- what a trainer brings into a team, and takes back before it has come. It comes
 * with the consequence of the running round, and from then on with that of the next. */
#include "session/inside.h"

#include "scenario/scenario_play.h"

static bool happening_known(const struct scenario *scenario, struct bytes key, uint32_t *pulse)
{
    for (uint32_t i = 0; i < scenario->happenings_count; i++) {
        *pulse = scenario->happenings[i];
        if (bytes_equal(scenario->catalogue->pulses[*pulse].key, key))
            return true;
    }
    return false;
}

uint32_t happening_round(const struct room *r)
{
    return r->step >= STEP_CONSEQUENCE ? r->round + 1u : r->round;
}

enum reject decide_happening_bring(struct outlook *o, const struct command_happening_bring *c)
{
    uint32_t first, count, pulse = 0;
    enum reject reject, refused = REJECT_STEP_OVER;

    if (o->s->status != STATUS_RUNNING)
        return o->s->status == STATUS_ENDED ? REJECT_SESSION_ENDED : REJECT_NOT_STARTED;
    if (!happening_known(o->s->scenario, c->pulse, &pulse))
        return REJECT_HAPPENING_UNKNOWN;
    reject = room_range(o, c->room, &first, &count);
    if (reject != REJECT_NONE)
        return reject;
    for (uint32_t i = first; i < first + count; i++) {
        const struct room *r = session_room(o->s, i);
        uint32_t round = happening_round(r);
        struct event *e;

        if (round >= o->s->scenario->rounds_count || r->step == STEP_DEBRIEF)
            continue;
        if (r->rounds[round].brought_count >= HAPPENINGS_BROUGHT_MAX) {
            refused = REJECT_TOO_MANY;
            continue;
        }
        e = outlook_push(o, EVENT_HAPPENING_BROUGHT);
        e->happening_brought.room = i;
        e->happening_brought.pulse = pulse;
    }
    return o->out->count > 0 ? REJECT_NONE : refused;
}

/* What each option is expected to do includes what comes beside it. */
static void expect_anew(const struct session *s, struct room *r)
{
    if (r->step < STEP_CONSEQUENCE)
        team_expect(s, r);
    if (r->step >= STEP_CHOICE && r->step < STEP_CONSEQUENCE)
        team_odds(s, r);
}

struct dirty apply_happening_brought(struct session *s, const struct event *e)
{
    struct room *r = room_at(s, e->happening_brought.room);
    struct room_round *round = &r->rounds[happening_round(r)];

    assert(round->brought_count < HAPPENINGS_BROUGHT_MAX && !round->told);
    assert(e->happening_brought.pulse < (uint32_t)s->scenario->catalogue->sim.pulses_count);
    round->brought[round->brought_count++] = (uint16_t)e->happening_brought.pulse;
    expect_anew(s, r);
    return (struct dirty){.room = (uint8_t)e->happening_brought.room, .seat = SEAT_NONE};
}

/* ---- taking back ---------------------------------------------------------------------------- */

/* Where it stands among what was brought; the count if it does not. */
static uint32_t brought_at(const struct room_round *round, uint32_t pulse)
{
    uint32_t i = 0;

    while (i < round->brought_count && round->brought[i] != pulse)
        i++;
    return i;
}

enum reject decide_happening_drop(struct outlook *o, const struct command_happening_drop *c)
{
    uint32_t first, count, pulse = 0;
    enum reject reject = room_range_while_running(o, c->room, &first, &count);

    if (reject != REJECT_NONE)
        return reject;
    if (!happening_known(o->s->scenario, c->pulse, &pulse))
        return REJECT_HAPPENING_UNKNOWN;
    for (uint32_t i = first; i < first + count; i++) {
        const struct room *r = session_room(o->s, i);
        uint32_t round = happening_round(r);
        struct event *e;

        if (round >= o->s->scenario->rounds_count || r->step == STEP_DEBRIEF ||
            brought_at(&r->rounds[round], pulse) == r->rounds[round].brought_count)
            continue;
        e = outlook_push(o, EVENT_HAPPENING_DROPPED);
        e->happening_dropped.room = i;
        e->happening_dropped.pulse = pulse;
    }
    return REJECT_NONE;
}

struct dirty apply_happening_dropped(struct session *s, const struct event *e)
{
    struct room *r = room_at(s, e->happening_dropped.room);
    struct room_round *round = &r->rounds[happening_round(r)];
    uint32_t at = brought_at(round, e->happening_dropped.pulse);

    assert(at < round->brought_count && !round->told);
    round->brought_count--;
    for (; at < round->brought_count; at++)
        round->brought[at] = round->brought[at + 1];
    round->brought[at] = 0;
    expect_anew(s, r);
    return (struct dirty){.room = (uint8_t)e->happening_dropped.room, .seat = SEAT_NONE};
}
