/* scan.c -- the scan of the people's own team: asked before the start, told as one team, or not.
 *
 *   open --scan_close--> closed, with the team of the mean --session_start--> played
 *     |                     ^ own_team_set: a trainer sets right what was assumed
 *     +--session_start--> over: the story's own people play it, and the answers go
 *
 * It closes once and stays closed: two means, of which one has an answer more, would tell that
 * answer. What somebody answered is for themselves only, and goes from the state and from the
 * journal when it closes.
 * A session of SCAN_USE_LINK only asks: people come without a name, and nobody plays it. */
#include "scenario/own_team.h"

#include "session/inside.h"

/* ---- the team that plays -------------------------------------------------------------------- */

bool scan_fits(const struct session *s, struct bytes own_team)
{
    struct own_team team;

    return own_team_read(own_team, &team) && own_team_fits(s->story) == OWN_TEAM_FITS;
}

const struct scenario *scan_cast(const struct scenario *story, struct bytes own_team, uint32_t seed,
                                 struct scenario *memory, struct own_cast *cast)
{
    struct own_team team;
    bool readable;

    if (own_team.size == 0)
        return story;
    readable = own_team_read(own_team, &team);
    assert(readable);
    own_team_cast(story, &team, seed, memory, cast);
    return memory;
}

void scan_stage(struct session *s)
{
    s->scenario =
        scan_cast(s->story, session_own_team(s), s->settings.seed, &s->cast_story, &s->cast);
}

void scan_set_team(struct session *s, struct bytes own_team)
{
    s->own_team_bytes = (uint8_t)text_keep(s->own_team, sizeof s->own_team, own_team);
    scan_stage(s);
}

bool scan_is_whole(const struct session *head)
{
    struct own_team team;

    return head->own_team_bytes == 0 ||
           (head->own_team_bytes == OWN_TEAM_BYTES && own_team_read(session_own_team(head), &team));
}

/* ---- answers --------------------------------------------------------------------------------- */

bool scan_is_open(const struct session *s)
{
    return s->scan != SCAN_USE_NONE && s->status < STATUS_RUNNING && s->own_team_bytes == 0;
}

bool session_ends_scan(const struct session *s, const struct event *e)
{
    return (e->type == EVENT_OWN_TEAM_SET || e->type == EVENT_SESSION_STARTED ||
            e->type == EVENT_SESSION_CLOSED) &&
           scan_is_open(s);
}

static bool has_answered(const struct session *s, uint32_t seat)
{
    return session_texts(s, seat)->scan_bytes > 0 && seat_takes_part(session_seat(s, seat));
}

uint32_t scan_count(const struct session *s)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < s->seats_count; i++)
        count += has_answered(s, i);
    return count;
}

void scan_forget_answers(struct session *s)
{
    for (uint16_t i = 0; i < s->seats_count; i++) {
        struct seat_texts *t = texts_at(s, i);

        t->scan_bytes = 0;
        memset(t->scan, 0, sizeof t->scan);
    }
}

enum reject decide_scan_answer(struct outlook *o, const struct command_scan_answer *c)
{
    const struct seat_texts *mine = session_texts(o->s, o->command->seat);
    struct own_team team;

    if (!scan_is_open(o->s))
        return REJECT_SCAN_CLOSED;
    if (!own_team_read(c->answers, &team)) {
        o->field = "answers";
        return REJECT_FIELD_INVALID;
    }
    if (!bytes_equal((struct bytes){mine->scan, mine->scan_bytes}, c->answers))
        outlook_push(o, EVENT_SCAN_ANSWERED)->scan_answered.answers = c->answers;
    return REJECT_NONE;
}

/* Answers that somebody took along when they left are empty in the journal from then on. */
struct dirty apply_scan_answered(struct session *s, const struct event *e)
{
    struct seat_texts *t = texts_at(s, e->seat);

    assert(scan_is_open(s));
    t->scan_bytes = (uint8_t)text_keep(t->scan, sizeof t->scan, e->scan_answered.answers);
    return (struct dirty){.room = ROOM_ALL, .seat = e->seat};
}

/* ---- closing, and setting right ------------------------------------------------------------- */

static bool team_of_all(const struct session *s, struct own_team *out)
{
    struct own_team answers[SEATS_MAX];
    uint32_t count = 0;

    for (uint32_t i = 0; i < s->seats_count; i++) {
        const struct seat_texts *t = session_texts(s, i);

        if (has_answered(s, i))
            count += own_team_read((struct bytes){t->scan, t->scan_bytes}, &answers[count]);
    }
    return own_team_of_many(answers, count, out);
}

enum reject decide_scan_close(struct outlook *o, const struct command_scan_close *c)
{
    struct own_team team;

    (void)c;
    if (!scan_is_open(o->s))
        return o->s->scan != SCAN_USE_NONE && o->s->own_team_bytes > 0 ? REJECT_NONE
                                                                       : REJECT_SCAN_CLOSED;
    if (!team_of_all(o->s, &team))
        return REJECT_SCAN_TOO_FEW;
    own_team_write(&team, o->out->own_team);
    outlook_push(o, EVENT_OWN_TEAM_SET)->own_team_set.own_team =
        (struct bytes){(const uint8_t *)o->out->own_team, OWN_TEAM_BYTES};
    return REJECT_NONE;
}

enum reject decide_own_team_set(struct outlook *o, const struct command_own_team_set *c)
{
    if (o->s->status >= STATUS_RUNNING)
        return o->s->status == STATUS_ENDED ? REJECT_SESSION_ENDED : REJECT_ALREADY_STARTED;
    if (o->s->own_team_bytes == 0)
        return REJECT_NOT_ALLOWED; /* It sets right what there is. */
    if (!scan_fits(o->s, c->own_team)) {
        o->field = "own_team";
        return REJECT_FIELD_INVALID;
    }
    if (!bytes_equal(session_own_team(o->s), c->own_team))
        outlook_push(o, EVENT_OWN_TEAM_SET)->own_team_set.own_team = c->own_team;
    return REJECT_NONE;
}

struct dirty apply_own_team_set(struct session *s, const struct event *e)
{
    assert(s->status < STATUS_RUNNING);
    scan_set_team(s, e->own_team_set.own_team);
    scan_forget_answers(s);
    team_start_session(s);
    return (struct dirty){.room = ROOM_ALL, .seat = SEAT_NONE};
}
