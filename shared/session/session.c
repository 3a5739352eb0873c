/* session.c -- the session as a whole: its memory, the tables that dispatch commands and events,
 * its hash and its snapshots. The rules stand in room.c, vote.c, seat.c, control.c and team.c. */
#include "session/session.h"

#include "base/hash.h"
#include "protocol/utf8.h"
#include "protocol/written.h"
#include "session/inside.h"

#include <stdalign.h>

/* ---- memory --------------------------------------------------------------------------------- */

static const size_t session_alignment = alignof(struct session);

/* They stand behind each other in one block, so each ends where the next may begin. A new field of
 * a ballot takes padding with it, or other fields. */
_Static_assert(sizeof(struct session) % alignof(struct room) == 0 &&
                   sizeof(struct room) % alignof(struct seat_texts) == 0 &&
                   sizeof(struct seat) % alignof(struct seat_texts) == 0 &&
                   ROUNDS_MAX * sizeof(struct ballot) % alignof(struct seat_texts) == 0,
               "the texts of a seat would not be aligned: pad struct ballot");

/* The hash goes from `seq` to `scenario`, and is the same on machines of 32 and 64 bits. */
_Static_assert(offsetof(struct session, unused_projector) +
                           sizeof(((struct session *)0)->unused_projector) ==
                       offsetof(struct session, scenario) &&
                   offsetof(struct session, scenario) % 8 == 0,
               "a pointer of 8 bytes would have a gap before it: pad struct session");

size_t session_bytes(uint32_t rooms_count, uint32_t seats_max)
{
    assert(rooms_count >= 1 && rooms_count <= ROOMS_MAX && seats_max >= 1 &&
           seats_max <= SEATS_MAX);
    return sizeof(struct session) + rooms_count * sizeof(struct room) +
           seats_max * (sizeof(struct seat) + ROUNDS_MAX * sizeof(struct ballot) +
                        sizeof(struct seat_texts));
}

/* A hash over every size that shapes the block, so that another layout gives another number. */
static uint64_t layout_now(void)
{
    static const uint32_t sizes[] = {LAYOUT_VERSION,
                                     0x01020304, /* Another byte order differs, too. */
                                     sizeof(void *),
                                     sizeof(struct session),
                                     sizeof(struct room),
                                     sizeof(struct room_round),
                                     sizeof(struct room_mark),
                                     sizeof(struct seat),
                                     sizeof(struct ballot),
                                     sizeof(struct seat_texts),
                                     sizeof(struct sim_team),
                                     ROUNDS_MAX,
                                     MEMBERS_MAX,
                                     COMMANDS_KNOWN_MAX,
                                     CLIENTS_PER_SEAT_MAX,
                                     PROTOCOL_VERSION,
                                     SIM_MODEL_VERSION,
                                     SESSION_RULES_VERSION};

    return hash64(HASH64_START, sizes, sizeof sizes);
}

struct session *session_init(void *memory, const struct scenario *scenario, uint32_t rooms_count,
                             uint32_t seats_max)
{
    struct session *s = memory;
    size_t bytes = session_bytes(rooms_count, seats_max);

    assert((uintptr_t)memory % session_alignment == 0 && scenario != NULL);
    memset(memory, 0, bytes);
    s->layout = layout_now();
    s->bytes = bytes;
    s->story = scenario;
    s->scenario = scenario;
    s->settings.rooms_count = (uint8_t)rooms_count;
    s->settings.seats_max = (uint16_t)seats_max;
    return s;
}

/* ---- decide --------------------------------------------------------------------------------- */

typedef enum reject decide_fn(struct outlook *o, const struct command *c);

#define COMMAND(NAME, name, id, roles, doc)                                                        \
    static enum reject call_##name(struct outlook *o, const struct command *c)                     \
    {                                                                                              \
        return decide_##name(o, &c->name);                                                         \
    }
#define COMMAND_END(name)
#include "protocol/messages.def"

static decide_fn *const deciders[COMMAND_TYPE_MAX + 1] = {
#define COMMAND(NAME, name, id, roles, doc) [id] = call_##name,
#define COMMAND_END(name)
#include "protocol/messages.def"
};

static bool field_is_valid(const struct message_field *f, const void *message)
{
    const void *at = (const uint8_t *)message + f->offset;
    struct bytes text;

    switch (f->kind) {
    case FIELD_UINT: return *(const uint32_t *)at >= f->min && *(const uint32_t *)at <= f->max;
    case FIELD_WORD: return *(const uint8_t *)at <= f->max;
    case FIELD_TEXT:
        text = *(const struct bytes *)at;
        /* Other people's screens will show the text. */
        return text.size <= f->max && utf8_showable(text) &&
               (f->min == 0 || written_chars(text) <= f->min);
    case FIELD_BLOB: return ((const struct bytes *)at)->size == f->max;
    default: return true;
    }
}

static enum reject check_fields(struct outlook *o, const struct message_rule *rule,
                                const struct command *c)
{
    for (const struct message_field *f = rule->fields; f->name != NULL; f++) {
        if (!field_is_valid(f, &c->session_create)) {
            o->field = f->name;
            return REJECT_FIELD_INVALID;
        }
    }
    return REJECT_NONE;
}

/* The host may send the host's commands, and a seat those of its role. All else is refused. */
static enum reject check_sender(const struct session *s, const struct message_rule *rule,
                                const struct command *c)
{
    const struct seat *seat;

    if (c->seat == SEAT_NONE)
        return rule->mask == BY_HOST ? REJECT_NONE : REJECT_NOT_ALLOWED;
    if (c->seat >= s->seats_count)
        return REJECT_SEAT_UNKNOWN;
    seat = session_seat(s, c->seat);
    if (seat->left)
        return REJECT_SEAT_UNKNOWN;
    if (seat->removed)
        return REJECT_SEAT_REMOVED;
    return (rule->mask >> seat->role & 1u) != 0 ? REJECT_NONE : REJECT_NOT_ALLOWED;
}

enum reject session_decide(const struct session *s, const struct command *command,
                           struct event_list *out, const char **field)
{
    const struct message_rule *rule = command_rule(command->type);
    struct outlook o;
    enum reject reject;

    assert(rule != NULL && (s->seq > 0 || command->type == COMMAND_SESSION_CREATE));
    event_list_init(out);
    outlook_init(&o, s, command, out);
    reject = session_is_outdated(s) ? REJECT_SESSION_OUTDATED : check_sender(s, rule, command);
    if (reject == REJECT_NONE)
        reject = check_fields(&o, rule, command);
    if (reject == REJECT_NONE)
        reject = deciders[command->type](&o, command);
    if (field != NULL)
        *field = o.field;
    if (reject != REJECT_NONE)
        out->count = 0;
    assert(!out->overflowed);
    return reject;
}

/* ---- apply ---------------------------------------------------------------------------------- */

typedef struct dirty apply_fn(struct session *s, const struct event *e);

static apply_fn *const appliers[EVENT_TYPE_MAX + 1] = {
#define EVENT(NAME, name, id, sections, doc) [id] = apply_##name,
#define EVENT_END(name)
#include "protocol/messages.def"
};

/* Somebody in a room did something that the room is about. */
static void note_stir(struct session *s, const struct event *e)
{
    const struct seat *seat = e->seat == SEAT_NONE ? NULL : session_seat(s, e->seat);

    if (seat != NULL && role_plays(seat->role) && e->type != EVENT_LANGUAGE_SET)
        room_at(s, seat->room)->stirred_ms = e->at_ms;
}

struct dirty session_apply(struct session *s, const struct event *event)
{
    const struct message_rule *rule = event_rule(event->type);
    struct dirty dirty;

    assert(rule != NULL && event->seq == s->seq + 1);
    dirty = appliers[event->type](s, event);
    dirty.sections |= rule->mask;
    note_stir(s, event);
    objection_tell_when_all_voted(s);
    s->seq = event->seq;
    known_remember(s, event);
    return dirty;
}

void session_note(struct session *s, uint64_t at_ms, enum happened kind, uint16_t seat,
                  uint8_t room)
{
    s->happened[s->happened_next] = (struct happened_line){
        .at_ms = at_ms,
        .seat = seat,
        .kind = (uint8_t)kind,
        .room = room,
        .step = room == ROOM_NONE ? (uint8_t)STEP_LOBBY : session_room(s, room)->step};
    s->happened_next = (uint8_t)((s->happened_next + 1) % HAPPENED_MAX);
    if (s->happened_count < HAPPENED_MAX)
        s->happened_count++;
}

/* ---- asking --------------------------------------------------------------------------------- */

uint64_t session_seq(const struct session *s)
{
    return s->seq;
}

bool session_is_outdated(const struct session *s)
{
    if (s->seq == 0 || session_is_of_today(s))
        return false;
    for (uint32_t i = 0; i < s->settings.rooms_count; i++) {
        if (session_room(s, i)->round != ROUND_NONE)
            return true;
    }
    return false;
}

uint16_t session_seats_count(const struct session *s)
{
    return s->seats_count;
}

bool session_seat_open(const struct session *s, uint16_t seat)
{
    return seat < s->seats_count && !session_seat(s, seat)->left && !session_seat(s, seat)->removed;
}

bool session_seat_present(const struct session *s, uint16_t seat)
{
    return seat < s->seats_count && session_seat(s, seat)->present;
}

struct audience session_audience(const struct session *s, uint16_t seat)
{
    const struct seat *p = session_seat(s, seat);

    return (struct audience){p->role, p->room, p->lang, seat};
}

/* ---- hash and snapshots --------------------------------------------------------------------- */

/* From the seq on: what stands before it is of the machine, and WebAssembly has another size of
 * pointers. */
uint64_t session_hash(const struct session *s)
{
    const size_t head = offsetof(struct session, scenario) - offsetof(struct session, seq);
    uint64_t hash = hash64(HASH64_START, &s->seq, head);

    return hash64(hash, s + 1, (size_t)s->bytes - sizeof *s);
}

struct bytes session_snapshot(const struct session *s)
{
    return (struct bytes){(const uint8_t *)s, (size_t)s->bytes};
}

size_t session_restore_bytes(struct bytes snapshot)
{
    struct session head;

    if (snapshot.size < sizeof head)
        return 0;
    memcpy(&head, snapshot.data, sizeof head);
    if (head.layout != layout_now() || head.bytes != snapshot.size ||
        head.settings.rooms_count < 1 || head.settings.rooms_count > ROOMS_MAX ||
        head.settings.seats_max < 1 || head.settings.seats_max > SEATS_MAX ||
        head.seats_count > head.settings.seats_max || !scan_is_whole(&head) ||
        head.bytes != session_bytes(head.settings.rooms_count, head.settings.seats_max))
        return 0;
    return snapshot.size;
}

struct session *session_restore(void *memory, struct bytes snapshot,
                                const struct scenario *scenario)
{
    struct session *s = memory;

    if (session_restore_bytes(snapshot) == 0)
        return NULL;
    assert((uintptr_t)memory % session_alignment == 0 && scenario != NULL);
    memcpy(memory, snapshot.data, snapshot.size);
    s->story = scenario;
    scan_stage(s);
    return s;
}

void session_copy(struct session *to, const struct session *from)
{
    memcpy(to, from, (size_t)from->bytes);
    if (from->scenario == &from->cast_story)
        to->scenario = &to->cast_story;
}
