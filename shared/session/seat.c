/* seat.c -- the places that survive reconnects: taking one, presence, devices, moving, leaving.
 *
 *   (free) --seat_taken--> taken <--> removed       asked out: neither counts nor blocks
 *                            |
 *                            +--> left              for good: the name is wiped, votes stay counted
 *
 * A seat keeps its number for the whole session. Present means that it has a link; nobody waits for
 * an absent seat. */
#include "protocol/utf8.h"
#include "protocol/written.h"
#include "session/inside.h"

/* ---- taking a seat -------------------------------------------------------------------------- */

void session_count_chairs(const struct session *s, uint16_t taken[ROOMS_MAX])
{
    memset(taken, 0, ROOMS_MAX * sizeof taken[0]);
    for (uint16_t i = 0; i < s->seats_count; i++) {
        const struct seat *seat = session_seat(s, i);

        if (!seat_takes_part(seat))
            continue;
        assert(seat->room < s->settings.rooms_count);
        taken[seat->room]++;
    }
}

static bool room_is_full(const struct session *s, uint32_t room)
{
    uint16_t taken[ROOMS_MAX];

    session_count_chairs(s, taken);
    return taken[room] >= s->settings.room_seats_max;
}

/* The room with the most chairs left (of equal ones, the first); ROOM_NONE: all are full. */
static uint32_t emptiest_room(const struct session *s)
{
    uint16_t taken[ROOMS_MAX];
    uint32_t best = ROOM_NONE, least = s->settings.room_seats_max;

    session_count_chairs(s, taken);
    for (uint32_t i = 0; i < s->settings.rooms_count; i++) {
        if (taken[i] < least) {
            best = i;
            least = taken[i];
        }
    }
    return best;
}

static enum reject choose_room(const struct session *s, enum role role, uint32_t asked,
                               uint32_t *room)
{
    *room = asked;
    if (!role_sits(role)) {
        *room = ROOM_NONE;
        return REJECT_NONE;
    }
    if (asked == ROOM_AUTO && !role_plays(role))
        *room = 0;
    if (asked == ROOM_AUTO && role_plays(role)) {
        *room = emptiest_room(s);
        return *room == ROOM_NONE ? REJECT_ROOM_FULL : REJECT_NONE;
    }
    if (*room >= s->settings.rooms_count)
        return REJECT_ROOM_UNKNOWN;
    return role_plays(role) && room_is_full(s, *room) ? REJECT_ROOM_FULL : REJECT_NONE;
}

/* Does somebody have a name that looks like this one? People who were asked out keep theirs,
 * because they may be let back in. */
static bool name_is_taken(const struct session *s, struct bytes name)
{
    int32_t theirs[FOLDED_POINTS_MAX], ours[FOLDED_POINTS_MAX];
    const uint32_t count = written_fold(name, ours);

    for (uint16_t i = 0; i < s->seats_count; i++) {
        if (!session_seat(s, i)->left && written_fold(seat_name(s, i), theirs) == count &&
            memcmp(theirs, ours, count * sizeof *ours) == 0 && count > 0)
            return true;
    }
    return false;
}

static enum reject may_come_in(const struct session *s, enum role role)
{
    if (s->status == STATUS_ENDED)
        return REJECT_SESSION_ENDED;
    if (role == ROLE_TRAINER || s->settings.mode == MODE_SOLO)
        return REJECT_NOT_ALLOWED; /* There is one since the first event. */
    if (!role_plays(role))
        return REJECT_NONE; /* These come with a URL from the trainer. */
    if (s->status == STATUS_CREATED)
        return REJECT_DOORS_CLOSED;
    return s->locked ? REJECT_SESSION_LOCKED : REJECT_NONE;
}

struct event *seat_push_taken(struct outlook *o, uint16_t seat, enum role role, uint32_t room,
                              struct bytes name, enum lang lang, struct bytes token_hash)
{
    struct event *e = outlook_push(o, EVENT_SEAT_TAKEN);

    assert(token_hash.size == TOKEN_HASH_BYTES);
    e->seat_taken.target = seat;
    e->seat_taken.role = (uint8_t)role;
    e->seat_taken.room = room;
    e->seat_taken.name = name;
    e->seat_taken.lang = (uint8_t)lang;
    e->seat_taken.token_hash = token_hash;
    return e;
}

enum reject decide_seat_take(struct outlook *o, const struct command_seat_take *c)
{
    const struct session *s = o->s;
    struct bytes name = utf8_trimmed(c->name);
    enum role role = (enum role)c->role;
    enum reject reject = may_come_in(s, role);
    uint32_t room;

    if (reject != REJECT_NONE)
        return reject;
    if (!role_is_person(role) || (role_plays(role) && s->scan == SCAN_USE_LINK))
        name.size = 0; /* A screen, or somebody who only answers a scan. */
    else if (!utf8_visible(name))
        return REJECT_NAME_EMPTY;
    if (!utf8_in_line(name)) {
        o->field = "name";
        return REJECT_FIELD_INVALID;
    }
    if (s->seats_count >= s->settings.seats_max)
        return REJECT_SEATS_FULL;
    reject = choose_room(s, role, c->room, &room);
    if (reject != REJECT_NONE)
        return reject;
    if (name.size > 0 && name_is_taken(s, name))
        return REJECT_NAME_TAKEN;
    seat_push_taken(o, s->seats_count, role, room, name, (enum lang)c->lang, c->token_hash);
    return REJECT_NONE;
}

struct dirty apply_seat_taken(struct session *s, const struct event *e)
{
    const struct event_seat_taken *t = &e->seat_taken;
    struct seat *seat;
    struct seat_texts *texts;

    assert(t->target == s->seats_count && s->seats_count < s->settings.seats_max);
    s->seats_count++;
    seat = seat_at(s, t->target);
    *seat = (struct seat){.role = t->role,
                          .room = (uint8_t)t->room,
                          .lang = t->lang,
                          .objects = OPTION_NONE,
                          .objects_round = ROUND_NONE,
                          .reason_round = ROUND_NONE,
                          .note_round = ROUND_NONE,
                          .said_round = ROUND_NONE};
    for (uint32_t i = 0; i < ROUNDS_MAX; i++)
        *ballot_at(s, t->target, i) = BALLOT_EMPTY;
    texts = texts_at(s, t->target);
    texts->name_bytes = text_keep(texts->name, sizeof texts->name, t->name);
    text_keep(texts->token, sizeof texts->token, t->token_hash);
    texts->told_option = OPTION_NONE;
    texts->away_ms = e->at_ms;
    if (role_plays(t->role))
        session_note(s, e->at_ms, HAPPENED_JOINED, (uint16_t)t->target, seat->room);
    return (struct dirty){.room = ROOM_ALL, .seat = (uint16_t)t->target};
}

/* ---- presence ------------------------------------------------------------------------------- */

static enum reject target_known(const struct outlook *o, uint32_t target)
{
    if (target >= o->s->seats_count || session_seat(o->s, target)->left)
        return REJECT_SEAT_UNKNOWN;
    return REJECT_NONE;
}

enum reject decide_presence_set(struct outlook *o, const struct command_presence_set *c)
{
    enum reject reject = target_known(o, c->target);
    const struct seat *seat;
    struct event *e;

    if (reject != REJECT_NONE)
        return reject;
    seat = session_seat(o->s, c->target);
    if (seat->present == c->present || seat->removed)
        return REJECT_NONE;
    e = outlook_push(o, EVENT_PRESENCE_CHANGED);
    e->presence_changed.target = c->target;
    e->presence_changed.present = c->present;
    outlook_change(o, (uint16_t)c->target);
    o->seat.present = c->present;
    if (role_plays(seat->role))
        room_settle(o, seat->room);
    return REJECT_NONE;
}

struct dirty apply_presence_changed(struct session *s, const struct event *e)
{
    uint16_t target = (uint16_t)e->presence_changed.target;
    struct seat *seat = seat_at(s, target);
    uint32_t extra = 0;

    assert(!seat->left && !seat->removed && seat->present != e->presence_changed.present);
    seat->present = e->presence_changed.present;
    texts_at(s, target)->away_ms = seat->present ? 0 : e->at_ms;
    if (role_plays(seat->role)) {
        if (seat->seen)
            session_note(s, e->at_ms, seat->present ? HAPPENED_BACK : HAPPENED_AWAY, target,
                         seat->room);
        seat->seen = 1;
        /* While this one is away, another may speak for the room or break its tie. */
        if (s->status == STATUS_RUNNING)
            extra = SECTION_ROUND | SECTION_RESULT | SECTION_ME;
    }
    /* A trainer is on everybody's list of people. */
    return (struct dirty){.sections = extra,
                          .room = seat->room == ROOM_NONE ? (uint8_t)ROOM_ALL : seat->room,
                          .seat = SEAT_NONE};
}

/* ---- devices -------------------------------------------------------------------------------- */

enum reject decide_token_issue(struct outlook *o, const struct command_token_issue *c)
{
    enum reject reject = target_known(o, c->target);
    struct event *e;

    if (reject != REJECT_NONE)
        return reject;
    if (session_seat(o->s, c->target)->removed)
        return REJECT_SEAT_REMOVED;
    e = outlook_push(o, EVENT_TOKEN_ISSUED);
    e->token_issued.target = c->target;
    e->token_issued.token_hash = c->token_hash;
    return REJECT_NONE;
}

struct dirty apply_token_issued(struct session *s, const struct event *e)
{
    struct seat_texts *t = texts_at(s, e->token_issued.target);

    seat_at(s, e->token_issued.target)->token_pending = 1;
    text_keep(t->token_next, sizeof t->token_next, e->token_issued.token_hash);
    return (struct dirty){.room = ROOM_NONE, .seat = SEAT_NONE};
}

enum reject decide_token_use(struct outlook *o, const struct command_token_use *c)
{
    enum reject reject = target_known(o, c->target);
    const struct seat *seat;

    if (reject != REJECT_NONE)
        return reject;
    seat = session_seat(o->s, c->target);
    if (seat->removed)
        return REJECT_SEAT_REMOVED;
    if (!seat->token_pending ||
        memcmp(session_texts(o->s, c->target)->token_next, c->token_hash.data, TOKEN_HASH_BYTES)) {
        o->field = "token_hash";
        return REJECT_FIELD_INVALID; /* It was used before, or another was issued since. */
    }
    outlook_push(o, EVENT_TOKEN_USED)->token_used.target = c->target;
    return REJECT_NONE;
}

struct dirty apply_token_used(struct session *s, const struct event *e)
{
    uint16_t target = (uint16_t)e->token_used.target;
    struct seat *seat = seat_at(s, target);
    struct seat_texts *t = texts_at(s, target);

    assert(seat->token_pending && !seat->left);
    memcpy(t->token, t->token_next, sizeof t->token);
    memset(t->token_next, 0, sizeof t->token_next);
    seat->token_pending = 0;
    if (role_plays(seat->role))
        session_note(s, e->at_ms, HAPPENED_MOVED_DEVICE, target, seat->room);
    return (struct dirty){.room = seat->room, .seat = target};
}

/* ---- another room --------------------------------------------------------------------------- */

static void push_moved(struct outlook *o, uint16_t target, uint32_t room)
{
    struct event *e = outlook_push(o, EVENT_SEAT_MOVED);
    uint8_t from = session_seat(o->s, target)->room;
    const struct room *r = session_room(o->s, from);

    e->seat_moved.target = target;
    e->seat_moved.room = room;
    outlook_change(o, target);
    o->seat.room = (uint8_t)room;
    o->seat.objects = OPTION_NONE;
    o->seat.said_step = STEP_LOBBY;
    if (r->step < STEP_CONSEQUENCE)
        o->ballot = BALLOT_EMPTY;
    room_settle(o, from); /* The old room may have waited for them. */
    room_settle(o, room); /* The new one must. */
}

enum reject decide_seat_move(struct outlook *o, const struct command_seat_move *c)
{
    enum reject reject = target_known(o, c->target);
    const struct seat *seat;

    if (o->s->status == STATUS_ENDED)
        return REJECT_SESSION_ENDED;
    if (reject != REJECT_NONE)
        return reject;
    seat = session_seat(o->s, c->target);
    if (!role_plays(seat->role))
        return REJECT_NOT_ALLOWED;
    if (seat->removed)
        return REJECT_SEAT_REMOVED;
    if (c->room >= o->s->settings.rooms_count)
        return REJECT_ROOM_UNKNOWN;
    if (seat->room == c->room)
        return REJECT_NONE;
    if (room_is_full(o->s, c->room))
        return REJECT_ROOM_FULL;
    push_moved(o, (uint16_t)c->target, c->room);
    return REJECT_NONE;
}

enum reject decide_room_choose(struct outlook *o, const struct command_room_choose *c)
{
    if (o->s->status == STATUS_ENDED)
        return REJECT_SESSION_ENDED;
    if (o->s->status == STATUS_RUNNING)
        return REJECT_ALREADY_STARTED;
    if (c->room >= o->s->settings.rooms_count)
        return REJECT_ROOM_UNKNOWN;
    if (session_seat(o->s, o->command->seat)->room == c->room)
        return REJECT_NONE;
    if (room_is_full(o->s, c->room))
        return REJECT_ROOM_FULL;
    push_moved(o, o->command->seat, c->room);
    return REJECT_NONE;
}

/* A vote in a round that the old room has not decided yet is dropped: it does not move along, and
 * whoever is not at the table when a room decides has no say. Decided rounds stay as they were. */
struct dirty apply_seat_moved(struct session *s, const struct event *e)
{
    uint16_t target = (uint16_t)e->seat_moved.target;
    struct seat *seat = seat_at(s, target);
    const struct room *from = session_room(s, seat->room);

    assert(seat_takes_part(seat) && seat->room != e->seat_moved.room);
    assert(e->seat_moved.room < s->settings.rooms_count);
    if (from->round != ROUND_NONE && from->step < STEP_CONSEQUENCE) {
        *ballot_at(s, target, from->round) = BALLOT_EMPTY;
        if (seat->reason_round == from->round)
            seat->reason_round = ROUND_NONE;
    }
    seat->objects = OPTION_NONE;
    texts_at(s, target)->told_option = OPTION_NONE;
    seat->said_step = STEP_LOBBY;
    seat->room = (uint8_t)e->seat_moved.room;
    session_note(s, e->at_ms, HAPPENED_MOVED_ROOM, target, seat->room);
    return (struct dirty){.room = ROOM_ALL, .seat = SEAT_NONE};
}

/* ---- out ------------------------------------------------------------------------------------ */

enum reject decide_seat_remove(struct outlook *o, const struct command_seat_remove *c)
{
    enum reject reject = target_known(o, c->target);
    const struct seat *seat;
    struct event *e;

    if (reject != REJECT_NONE)
        return reject;
    seat = session_seat(o->s, c->target);
    if (seat->role == ROLE_TRAINER || c->target == o->command->seat)
        return REJECT_NOT_ALLOWED;
    if (seat->removed == c->removed)
        return REJECT_NONE;
    if (!c->removed && role_plays(seat->role) && room_is_full(o->s, seat->room))
        return REJECT_ROOM_FULL;
    e = outlook_push(o, EVENT_SEAT_REMOVED);
    e->seat_removed.target = c->target;
    e->seat_removed.removed = c->removed;
    outlook_change(o, (uint16_t)c->target);
    o->seat.removed = c->removed;
    o->seat.present = false;
    if (role_plays(seat->role))
        room_settle(o, seat->room);
    return REJECT_NONE;
}

/* More sections than in the table, because votes count no longer or again and the spokesperson may
 * change; and in every room, because all screens show the number of chairs. */
static struct dirty somebody_out(void)
{
    return (struct dirty){.sections = SECTION_RESULT | SECTION_TEAM | SECTION_ROUND,
                          .room = ROOM_ALL,
                          .seat = SEAT_NONE};
}

struct dirty apply_seat_removed(struct session *s, const struct event *e)
{
    uint16_t target = (uint16_t)e->seat_removed.target;
    struct seat *seat = seat_at(s, target);

    assert(!seat->left && seat->role != ROLE_TRAINER);
    seat->removed = e->seat_removed.removed;
    seat->present = 0; /* The host ends its links; a return makes it present. */
    if (seat->removed && role_plays(seat->role))
        session_note(s, e->at_ms, HAPPENED_REMOVED, target, seat->room);
    return somebody_out();
}

enum reject decide_seat_leave(struct outlook *o, const struct command_seat_leave *c)
{
    uint16_t seat = o->command->seat;

    (void)c;
    outlook_push(o, EVENT_SEAT_LEFT);
    outlook_change(o, seat);
    o->seat.left = true;
    o->seat.present = false;
    room_settle(o, o->seat.room);
    return REJECT_NONE;
}

/* Nothing that names the person stays; their votes still count. */
struct dirty apply_seat_left(struct session *s, const struct event *e)
{
    struct seat *seat = seat_at(s, e->seat);
    struct seat_texts *t = texts_at(s, e->seat);

    assert(!seat->left && role_plays(seat->role));
    session_note(s, e->at_ms, HAPPENED_LEFT, e->seat, seat->room);
    seat->left = 1;
    seat->present = 0;
    seat->token_pending = 0;
    seat->objects = OPTION_NONE;
    seat->reason_round = ROUND_NONE;
    seat->note_round = ROUND_NONE;
    reason_forget(s, e->seat);
    memset(t, 0, sizeof *t);
    return somebody_out();
}

/* ---- language ------------------------------------------------------------------------------- */

enum reject decide_language_set(struct outlook *o, const struct command_language_set *c)
{
    if (session_seat(o->s, o->command->seat)->lang != c->lang)
        outlook_push(o, EVENT_LANGUAGE_SET)->language_set.lang = c->lang;
    return REJECT_NONE;
}

struct dirty apply_language_set(struct session *s, const struct event *e)
{
    struct seat *seat = seat_at(s, e->seat);

    seat->lang = e->language_set.lang;
    return (struct dirty){.room = seat->room, .seat_only = true, .seat = e->seat};
}
