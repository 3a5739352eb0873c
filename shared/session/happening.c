/* happening.c -- what a trainer brings into a team, and takes back before it has come. It comes
 * with the consequence of the running round, and from then on with that of the next. It is a
 * happening of the story, or one thing a round in the trainer's own words: those say what happened,
 * a happening of the catalogue what it does. */
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

/* What own words can do: whatever the catalogue has plain words for. */
static bool effect_known(const struct scenario *scenario, struct bytes key, uint32_t *pulse)
{
    const struct catalogue *c = scenario->catalogue;

    for (uint32_t i = 0; i < c->sim.pulses_count; i++) {
        *pulse = i;
        if (happening_is_effect(&c->pulses[i]) && bytes_equal(c->pulses[i].key, key))
            return true;
    }
    return false;
}

/* Rooms to which something can be brought: none that is in the debrief, or before its last round's
 * consequence is over. */
static bool is_too_late(const struct session *s, const struct room *r)
{
    return happening_round(r) >= s->scenario->rounds_count || r->step == STEP_DEBRIEF;
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
        struct event *e;

        if (is_too_late(o->s, r))
            continue;
        if (r->rounds[happening_round(r)].brought_count >= HAPPENINGS_BROUGHT_MAX) {
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
        const struct room_round *round = &r->rounds[happening_round(r)];
        struct event *e;

        if (is_too_late(o->s, r) || brought_at(round, pulse) == round->brought_count)
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

/* ---- in own words --------------------------------------------------------------------------- */

enum reject decide_happening_write(struct outlook *o, const struct command_happening_write *c)
{
    uint32_t first, count, pulse = 0;
    enum reject reject = room_range_while_running(o, c->room, &first, &count);
    enum reject refused = REJECT_STEP_OVER;

    if (reject != REJECT_NONE)
        return reject;
    if (!effect_known(o->s->scenario, c->pulse, &pulse))
        return REJECT_HAPPENING_UNKNOWN;
    if (c->text.size == 0)
        return REJECT_TEXT_EMPTY;
    for (uint32_t i = first; i < first + count; i++) {
        const struct room *r = session_room(o->s, i);
        struct event *e;

        if (is_too_late(o->s, r))
            continue;
        if (r->rounds[happening_round(r)].written_bytes > 0) {
            refused = REJECT_TOO_MANY;
            continue;
        }
        e = outlook_push(o, EVENT_HAPPENING_WRITTEN);
        e->happening_written.room = i;
        e->happening_written.pulse = pulse;
        e->happening_written.text = c->text;
    }
    return o->out->count > 0 ? REJECT_NONE : refused;
}

struct dirty apply_happening_written(struct session *s, const struct event *e)
{
    struct room *r = room_at(s, e->happening_written.room);
    struct room_round *round = &r->rounds[happening_round(r)];

    assert(round->written_bytes == 0 && !round->told);
    assert(e->happening_written.pulse < (uint32_t)s->scenario->catalogue->sim.pulses_count);
    round->written_pulse = (uint16_t)e->happening_written.pulse;
    round->written_bytes =
        text_keep(round->written, sizeof round->written, e->happening_written.text);
    expect_anew(s, r);
    return (struct dirty){.room = (uint8_t)e->happening_written.room, .seat = SEAT_NONE};
}

enum reject decide_happening_erase(struct outlook *o, const struct command_happening_erase *c)
{
    uint32_t first, count;
    enum reject reject = room_range_while_running(o, c->room, &first, &count);

    if (reject != REJECT_NONE)
        return reject;
    for (uint32_t i = first; i < first + count; i++) {
        const struct room *r = session_room(o->s, i);

        if (!is_too_late(o->s, r) && r->rounds[happening_round(r)].written_bytes > 0)
            outlook_push(o, EVENT_HAPPENING_ERASED)->happening_erased.room = i;
    }
    return REJECT_NONE;
}

struct dirty apply_happening_erased(struct session *s, const struct event *e)
{
    struct room *r = room_at(s, e->happening_erased.room);
    struct room_round *round = &r->rounds[happening_round(r)];

    assert(round->written_bytes > 0 && !round->told);
    round->written_pulse = 0;
    round->written_bytes = 0;
    memset(round->written, 0, sizeof round->written);
    expect_anew(s, r);
    return (struct dirty){.room = (uint8_t)e->happening_erased.room, .seat = SEAT_NONE};
}

/* ---- told afterwards ------------------------------------------------------------------------ */

static bool befell_by_name(const struct session *s, const struct room_round *round, uint32_t pulse)
{
    const struct scenario_dilemma *d = scenario_dilemma_at(s->scenario, round->dilemma);

    for (uint32_t i = 0; i < d->happenings_count; i++) {
        if (d->happenings[i].pulse == pulse)
            return true;
    }
    return brought_at(round, pulse) < round->brought_count;
}

bool happening_is_own(const struct session *s, const struct room *r, uint32_t pulse)
{
    bool own = false;

    for (uint32_t i = 0; i < ROUNDS_MAX && r->rounds[i].told; i++) {
        if (befell_by_name(s, &r->rounds[i], pulse))
            return false;
        own = own || (r->rounds[i].written_bytes > 0 && r->rounds[i].written_pulse == pulse);
    }
    return own;
}
