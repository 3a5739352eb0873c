#include "world.h"

#include "base/buffer.h"
#include "fixture.h"
#include "protocol/codec.h"
#include "session/inside.h"
#include "test.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define TRACE_BYTES   (1u << 20)
#define JOURNAL_BYTES (8u << 20)
#define EPOCH_MS      UINT64_C(1767000000000)
#define LOST_MAX      8

struct world {
    const struct scenario *scenario;
    struct session *session;
    uint64_t now_ms;
    uint64_t id;
    uint32_t rooms, seats_max;
    bool quiet;
    struct buffer trace;
    struct buffer journal; /* Events: size (4 bytes), bytes. */
    uint8_t *snapshot;     /* Of halfway. */
    size_t snapshot_bytes;
    uint8_t *before;    /* The session as it was before a command is decided. */
    size_t snapshot_at; /* Offset in the journal. */
    char names[SEATS_MAX][NAME_BYTES_MAX + 1]; /* Also of those who left. */
    bool cut[SEATS_MAX];
    struct command lost[LOST_MAX]; /* Sent, and no ack came. */
    uint32_t lost_count;
    struct dirty dirty[EVENTS_PER_COMMAND_MAX]; /* Of the last command, by event. */
    enum event_type events[EVENTS_PER_COMMAND_MAX];
    uint32_t events_count;
    world_taken_fn *taken;     /* NULL: nobody watches. */
    world_decided_fn *decided; /* NULL: nobody listens. */
};

/* ---- the trace ------------------------------------------------------------------------------ */

static void say(struct world *w, const char *text)
{
    if (!w->quiet)
        buffer_append_text(&w->trace, text);
}

static void say_number(struct world *w, const char *before, uint64_t number)
{
    char text[64];

    snprintf(text, sizeof text, "%s%" PRIu64, before, number);
    say(w, text);
}

static void say_clock(struct world *w, uint64_t at_ms)
{
    char text[32];
    uint64_t s = (at_ms - EPOCH_MS) / 1000;

    snprintf(text, sizeof text, "%" PRIu64 ":%02" PRIu64, s / 60, s % 60);
    say(w, text);
}

static const char *name_of(const struct world *w, uint32_t seat)
{
    return seat < SEATS_MAX && w->names[seat][0] != '\0' ? w->names[seat] : "host";
}

/* A field that has its default is left out, so that a story stays what it is when messages get more
 * fields; except these, which a story is about whatever their value. */
static bool is_always_said(const char *name)
{
    static const char *const names[] = {"round", "option",  "step",    "role",    "lang",
                                        "phase", "member",  "reason",  "seconds", "view",
                                        "how",   "paused",  "locked",  "present", "shown",
                                        "ready", "objects", "removed", "hidden"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(name, names[i]) == 0)
            return true;
    }
    return false;
}

static bool is_default(const struct message_field *f, const void *at)
{
    switch (f->kind) {
    case FIELD_UINT: return *(const uint32_t *)at == f->standard;
    case FIELD_TIME: return *(const uint64_t *)at == 0;
    case FIELD_BOOL: return !*(const bool *)at;
    case FIELD_WORD: return *(const uint8_t *)at == 0;
    case FIELD_TEXT: return ((const struct bytes *)at)->size == 0;
    case FIELD_BLOB: return true; /* Hashes say nothing to a reader. */
    }
    return false;
}

/* Who, where and what: names instead of numbers. true: this field is said that way. */
static bool say_by_name(struct world *w, const char *name, uint32_t value)
{
    char letter[3] = {' ', (char)('A' + value % 26), '\0'};
    bool speaks = strcmp(name, "spokesperson") == 0;

    if (strcmp(name, "option") == 0) {
        say(w, letter);
    } else if (strcmp(name, "room") == 0) {
        if (w->rooms > 1 && value == ROOM_ALL)
            say(w, " all rooms");
        else if (w->rooms > 1 && value < w->rooms)
            say_number(w, " room ", value);
    } else if (speaks || strcmp(name, "target") == 0) {
        if (value != SEAT_NONE) {
            say(w, speaks ? ", spokesperson " : " ");
            say(w, name_of(w, value));
        }
    } else {
        return strcmp(name, "dilemma") == 0; /* The round says it. */
    }
    return true;
}

static void say_uint(struct world *w, const char *name, uint32_t value)
{
    say(w, " ");
    say(w, name);
    say_number(w, " ", value);
}

static void say_text(struct world *w, struct bytes text)
{
    if (w->quiet)
        return;
    buffer_append_text(&w->trace, " \"");
    buffer_append(&w->trace, text.data, text.size);
    buffer_append_text(&w->trace, "\"");
}

static void say_field(struct world *w, const struct message_field *f, const void *message)
{
    const void *at = (const uint8_t *)message + f->offset;

    if (f->kind == FIELD_UINT && say_by_name(w, f->name, *(const uint32_t *)at))
        return;
    if (is_default(f, at) && (f->kind == FIELD_TEXT || !is_always_said(f->name)))
        return;
    switch (f->kind) {
    case FIELD_UINT: say_uint(w, f->name, *(const uint32_t *)at); break;
    case FIELD_TIME:
        say(w, ", until ");
        say_clock(w, *(const uint64_t *)at);
        break;
    case FIELD_BOOL:
        say(w, *(const bool *)at ? " " : " not ");
        say(w, f->name);
        break;
    case FIELD_WORD:
        say(w, " ");
        say(w, words_name(f->words, *(const uint8_t *)at));
        break;
    case FIELD_TEXT: say_text(w, *(const struct bytes *)at); break;
    case FIELD_BLOB: break;
    }
}

static void say_message(struct world *w, const struct message_rule *rule, const void *fields)
{
    say(w, rule->name);
    if (rule == event_rule(EVENT_SESSION_CREATED) || rule == command_rule(COMMAND_SESSION_CREATE))
        return;
    for (const struct message_field *f = rule->fields; f->name != NULL; f++)
        say_field(w, f, fields);
}

static void say_command(struct world *w, const struct command *c)
{
    say(w, "[");
    say_clock(w, c->at_ms);
    say(w, "] ");
    say(w, c->seat == SEAT_NONE ? "host" : name_of(w, c->seat));
    say(w, " > ");
    say_message(w, command_rule(c->type), &c->session_create);
    say(w, "\n");
}

void world_hush(struct world *w)
{
    buffer_reset(&w->trace);
}

void world_expect_at(const char *file, int line, struct world *w, const char *trace)
{
    buffer_append_byte(&w->trace, '\0');
    test_check_text(file, line, "the story", (const char *)w->trace.data, trace);
    buffer_reset(&w->trace);
}

/* ---- the host ------------------------------------------------------------------------------- */

static void journal_event(struct world *w, const struct event *e)
{
    uint8_t bytes[EVENT_BYTES_MAX];
    struct buffer b;
    uint32_t size;

    buffer_init(&b, bytes, sizeof bytes);
    codec_write_event(&b, e);
    CHECK(!b.overflowed);
    size = (uint32_t)b.size;
    buffer_append(&w->journal, &size, sizeof size);
    buffer_append(&w->journal, b.data, b.size);
    CHECK(!w->journal.overflowed);
}

static void remember_name(struct world *w, const struct event *e)
{
    const struct event_seat_taken *t = &e->seat_taken;

    if (e->type == EVENT_SEAT_TAKEN && t->name.size > 0)
        memcpy(w->names[t->target], t->name.data, t->name.size);
}

/* The largest sessions are checked as a whole only now and then, because that takes
 * milliseconds. */
static bool looks_whole(const struct world *w)
{
    return w->session->bytes < 1u << 20 || w->session->seq % 64 == 0;
}

static void apply_all(struct world *w, struct event_list *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        struct event *e = &list->items[i];

        e->seq = session_seq(w->session) + 1;
        remember_name(w, e);
        journal_event(w, e);
        w->dirty[w->events_count] = session_apply(w->session, e);
        w->events[w->events_count++] = e->type;
        say(w, "       ");
        say_message(w, event_rule(e->type), &e->session_created);
        say(w, "\n");
    }
    if (looks_whole(w))
        session_check(w->session);
    if (w->taken != NULL)
        w->taken(w);
}

static void remember_whole(struct world *w)
{
    if (w->before == NULL)
        w->before = malloc(w->session->bytes);
    assert(w->before != NULL);
    memcpy(w->before, w->session, w->session->bytes);
}

static void tell_decided(struct world *w, const struct command *c, enum reject reject)
{
    if (w->decided != NULL)
        w->decided(w, c, reject);
}

static enum reject take_in(struct world *w, const struct command *c)
{
    static struct event_list list;
    const char *field;
    const bool whole = looks_whole(w);
    enum reject reject;

    w->events_count = 0;
    say_command(w, c);
    if (session_command_seen(w->session, c) != COMMAND_NEW) {
        say(w, session_command_seen(w->session, c) == COMMAND_AGAIN ? "       known: acked again\n"
                                                                    : "       its id was used\n");
        return REJECT_NONE;
    }
    if (whole)
        remember_whole(w);
    reject = session_decide(w->session, c, &list, &field);
    CHECK(!whole ||
          memcmp(w->before, w->session, w->session->bytes) == 0); /* It changes nothing. */
    if (reject != REJECT_NONE) {
        CHECK_EQ(list.count, 0);
        say(w, "       rejected: ");
        say(w, reject_name(reject));
        if (field != NULL) {
            say(w, " ");
            say(w, field);
        }
        say(w, "\n");
        tell_decided(w, c, reject);
        return reject;
    }
    apply_all(w, &list);
    tell_decided(w, c, reject);
    if (c->seat != SEAT_NONE && w->cut[c->seat]) {
        say(w, "       ack lost\n");
        assert(w->lost_count < LOST_MAX);
        w->lost[w->lost_count++] = *c;
    }
    return reject;
}

static void take_snapshot(struct world *w)
{
    struct bytes bytes = session_snapshot(w->session);

    free(w->snapshot);
    w->snapshot = malloc(bytes.size);
    memcpy(w->snapshot, bytes.data, bytes.size);
    w->snapshot_bytes = bytes.size;
    w->snapshot_at = w->journal.size;
}

enum reject world_do(struct world *w, const char *who, struct command command)
{
    return world_send(w, who == NULL ? (uint16_t)SEAT_NONE : world_seat(w, who), command);
}

enum reject world_send(struct world *w, uint16_t seat, struct command command)
{
    enum reject reject;

    command.seat = seat;
    if (command.id == 0 && seat != SEAT_NONE)
        command.id = ++w->id;
    if (command.at_ms == 0)
        command.at_ms = w->now_ms;
    command.digest = command_digest(&command);
    reject = take_in(w, &command);
    /* A snapshot is made whenever the journal has doubled, so that the last is in the second
     * half. */
    if (w->snapshot == NULL || w->journal.size > 2 * w->snapshot_at)
        take_snapshot(w);
    return reject;
}

void world_elapse_s(struct world *w, uint32_t seconds)
{
    uint64_t until = w->now_ms + (uint64_t)seconds * 1000, deadline;

    while ((deadline = session_deadline_ms(w->session)) != 0 && deadline <= until) {
        w->now_ms = deadline > w->now_ms ? deadline : w->now_ms;
        world_do(w, NULL, (struct command){.type = COMMAND_TICK});
        if (session_deadline_ms(w->session) == deadline) {
            test_fail(__FILE__, __LINE__, "a tick left its deadline standing");
            break;
        }
    }
    w->now_ms = until;
}

/* ---- making and closing --------------------------------------------------------------------- */

static struct bytes token_hash(uint8_t fill)
{
    static uint8_t bytes[TOKEN_HASH_BYTES];

    memset(bytes, fill, sizeof bytes);
    return (struct bytes){bytes, sizeof bytes};
}

static struct command create_command(const struct world *w, const struct world_settings *set)
{
    struct command c = {.type = COMMAND_SESSION_CREATE};

    c.session_create.scenario = w->scenario->id;
    c.session_create.scenario_version = w->scenario->version;
    c.session_create.seed = set->seed == 0 ? 7 : set->seed;
    c.session_create.title = bytes_of("Proef");
    c.session_create.code = bytes_of("ABC234");
    c.session_create.mode = (uint8_t)(set->mode != MODE_ONE_ROOM ? set->mode
                                      : w->rooms > 1             ? MODE_ROOMS
                                                                 : MODE_ONE_ROOM);
    c.session_create.pace = (uint8_t)set->pace;
    c.session_create.rule = (uint8_t)set->rule;
    c.session_create.close = (uint8_t)set->close;
    c.session_create.quorum_percent = set->quorum_percent == 0 ? 60 : set->quorum_percent;
    c.session_create.time_percent = 100;
    c.session_create.closing_seconds = set->closing_s;
    c.session_create.gate = set->gate;
    c.session_create.names_shown = set->names_shown;
    c.session_create.diagnosis_skipped = !set->with_diagnosis;
    c.session_create.lang = (uint8_t)set->lang;
    c.session_create.rooms_count = w->rooms;
    c.session_create.seats_max = w->seats_max;
    c.session_create.room_seats_max = set->room_seats_max == 0 ? 12 : set->room_seats_max;
    c.session_create.keep_days = 30;
    c.session_create.trainer_name = bytes_of(TRAINER);
    c.session_create.token_hash = token_hash(1);
    return c;
}

struct world *world_open(struct world_settings set)
{
    struct world *w = calloc(1, sizeof *w);

    w->scenario = set.scenario != NULL ? set.scenario : fixture_scenario();
    w->rooms = set.rooms == 0 ? 1 : set.rooms;
    w->seats_max = set.seats_max == 0 ? 40 : set.seats_max;
    w->now_ms = EPOCH_MS;
    w->quiet = true;
    buffer_init(&w->trace, malloc(TRACE_BYTES), TRACE_BYTES);
    buffer_init(&w->journal, malloc(JOURNAL_BYTES), JOURNAL_BYTES);
    w->session = session_init(malloc(session_bytes(w->rooms, w->seats_max)), w->scenario, w->rooms,
                              w->seats_max);
    CHECK_EQ(world_do(w, NULL, create_command(w, &set)), REJECT_NONE);
    if (set.mode != MODE_SOLO)
        world_simply(w, TRAINER, COMMAND_DOORS_OPEN);
    world_back(w, TRAINER);
    w->quiet = false;
    return w;
}

struct world *world_started(struct world_settings set, const char *names)
{
    struct world *w = world_open(set);
    char name[NAME_BYTES_MAX + 1];
    int length;

    w->quiet = true;
    while (sscanf(names, "%48s%n", name, &length) == 1) {
        CHECK_EQ(world_join(w, name, 0), REJECT_NONE);
        names += length;
    }
    CHECK_EQ(world_simply(w, TRAINER, COMMAND_SESSION_START), REJECT_NONE);
    w->quiet = false;
    return w;
}

/* The event as the journal has it after everybody who left has been written out of it. */
static struct bytes without_words(const struct session *end, struct bytes event, uint8_t *memory)
{
    struct buffer out;

    for (uint16_t seat = 0; seat < session_seats_count(end); seat++) {
        buffer_init(&out, memory, EVENT_BYTES_MAX);
        if (session_seat(end, seat)->left && codec_forget_seat(event, seat, &out))
            return buffer_bytes(&out); /* An event has the words of one seat. */
    }
    return event;
}

static void replay(const struct world *w, struct session *s, size_t from, bool forgetting)
{
    size_t at = from;

    while (at < w->journal.size) {
        uint8_t memory[EVENT_BYTES_MAX];
        struct bytes bytes;
        struct event e;
        uint32_t size;

        memcpy(&size, w->journal.data + at, sizeof size);
        at += sizeof size;
        bytes = (struct bytes){w->journal.data + at, size};
        if (forgetting)
            bytes = without_words(w->session, bytes, memory);
        CHECK_EQ(codec_read_event(bytes, &e), RESULT_OK);
        e.seq = session_seq(s) + 1;
        session_apply(s, &e);
        at += size;
    }
}

static void prove_replay(struct world *w)
{
    uint64_t hash = session_hash(w->session);
    void *memory = malloc(session_bytes(w->rooms, w->seats_max));
    struct session *s;

    memset(memory, 0xA5, session_bytes(w->rooms, w->seats_max));
    s = session_init(memory, w->scenario, w->rooms, w->seats_max);
    replay(w, s, 0, false);
    CHECK(session_hash(s) == hash);
    s = session_init(memory, w->scenario, w->rooms, w->seats_max);
    replay(w, s, 0, true);
    CHECK(session_hash(s) == hash);
    s = session_restore(memory, (struct bytes){w->snapshot, w->snapshot_bytes}, w->scenario);
    CHECK(s != NULL);
    if (s != NULL) {
        replay(w, s, w->snapshot_at, false);
        CHECK(session_hash(s) == hash);
    }
    free(memory);
}

void world_close(struct world *w)
{
    prove_replay(w);
    world_abandon(w);
}

void world_abandon(struct world *w)
{
    free(w->snapshot);
    free(w->before);
    free(w->session);
    free(w->trace.data);
    free(w->journal.data);
    free(w);
}

struct bytes world_journal(const struct world *w)
{
    return buffer_bytes(&w->journal);
}

void world_watch(struct world *w, world_taken_fn *taken)
{
    w->taken = taken;
}

void world_listen(struct world *w, world_decided_fn *decided)
{
    w->decided = decided;
}

const struct dirty *world_dirty(const struct world *w, uint32_t *count)
{
    *count = w->events_count;
    return w->dirty;
}

const enum event_type *world_events(const struct world *w, uint32_t *count)
{
    *count = w->events_count;
    return w->events;
}

struct session *world_session(struct world *w)
{
    return w->session;
}

uint64_t world_now_ms(const struct world *w)
{
    return w->now_ms;
}

uint16_t world_seat(struct world *w, const char *name)
{
    for (uint16_t i = 0; i < SEATS_MAX; i++) {
        if (strcmp(w->names[i], name) == 0)
            return i;
    }
    test_fail(__FILE__, __LINE__, "nobody is called %s", name);
    return SEAT_NONE;
}

/* ---- people --------------------------------------------------------------------------------- */

static const struct room *room_of(struct world *w, const char *who)
{
    uint8_t room = session_seat(w->session, world_seat(w, who))->room;

    return session_room(w->session, room == ROOM_NONE ? 0 : room);
}

enum reject world_join(struct world *w, const char *name, uint32_t room)
{
    struct command c = {.type = COMMAND_SEAT_TAKE};
    enum reject reject;

    c.seat_take.role = ROLE_PARTICIPANT;
    c.seat_take.room = room;
    c.seat_take.name = bytes_of(name);
    c.seat_take.token_hash = token_hash((uint8_t)(session_seats_count(w->session) + 1));
    reject = world_do(w, NULL, c);
    if (reject == REJECT_NONE)
        world_back(w, name);
    return reject;
}

enum reject world_vote_why(struct world *w, const char *who, char option, const char *reason)
{
    struct command c = {.type = COMMAND_VOTE_CAST};

    c.vote_cast.round = room_of(w, who)->round;
    c.vote_cast.option = (uint32_t)(option - 'A');
    c.vote_cast.reason = bytes_of(reason);
    return world_do(w, who, c);
}

enum reject world_vote(struct world *w, const char *who, char option)
{
    return world_vote_why(w, who, option, "");
}

enum reject world_second(struct world *w, const char *who, char option)
{
    struct command c = {.type = COMMAND_SECOND_CAST};

    c.second_cast.round = room_of(w, who)->round;
    c.second_cast.option = (uint32_t)(option - 'A');
    return world_do(w, who, c);
}

enum reject world_guess(struct world *w, const char *who, uint32_t member, enum phase phase)
{
    struct command c = {.type = COMMAND_GUESS_CAST};

    c.guess_cast.round = room_of(w, who)->round;
    c.guess_cast.member = member;
    c.guess_cast.phase = (uint8_t)phase;
    return world_do(w, who, c);
}

enum reject world_object(struct world *w, const char *who, char option, bool objects)
{
    struct command c = {.type = COMMAND_OBJECTION_SET};

    c.objection_set.round = room_of(w, who)->round;
    c.objection_set.option = (uint32_t)(option - 'A');
    c.objection_set.objects = objects;
    return world_do(w, who, c);
}

enum reject world_decide(struct world *w, const char *who, char option)
{
    struct command c = {.type = COMMAND_DECISION_MAKE};

    c.decision_make.round = room_of(w, who)->round;
    c.decision_make.option = (uint32_t)(option - 'A');
    return world_do(w, who, c);
}

static enum reject set_ready(struct world *w, const char *who, bool ready)
{
    struct command c = {.type = COMMAND_READY_SET};

    c.ready_set.round = room_of(w, who)->round;
    c.ready_set.step = room_of(w, who)->step;
    c.ready_set.ready = ready;
    return world_do(w, who, c);
}

enum reject world_ready(struct world *w, const char *who)
{
    return set_ready(w, who, true);
}

enum reject world_not_ready(struct world *w, const char *who)
{
    return set_ready(w, who, false);
}

static void set_presence(struct world *w, const char *who, bool present)
{
    struct command c = {.type = COMMAND_PRESENCE_SET};

    c.presence_set.target = world_seat(w, who);
    c.presence_set.present = present;
    world_do(w, NULL, c);
}

void world_away(struct world *w, const char *who)
{
    set_presence(w, who, false);
}

void world_back(struct world *w, const char *who)
{
    set_presence(w, who, true);
}

enum reject world_next(struct world *w)
{
    struct command c = {.type = COMMAND_ROOM_NEXT};

    c.room_next.room = ROOM_ALL;
    c.room_next.round = session_room(w->session, room_leading(w->session))->round;
    c.room_next.step = session_room(w->session, room_leading(w->session))->step;
    return world_do(w, TRAINER, c);
}

enum reject world_undo(struct world *w)
{
    struct command c = {.type = COMMAND_ROOM_UNDO};

    c.room_undo.room = ROOM_ALL;
    return world_do(w, TRAINER, c);
}

enum reject world_simply(struct world *w, const char *who, enum command_type type)
{
    return world_do(w, who, (struct command){.type = type});
}

static void everybody(struct world *w, enum reject (*act)(struct world *, const char *, char))
{
    uint8_t step = session_room(w->session, 0)->step;

    for (uint16_t i = 0; i < w->session->seats_count; i++) {
        const struct seat *seat = session_seat(w->session, i);

        if (seat->role == ROLE_PARTICIPANT && seat->present && seat->room == 0 &&
            session_room(w->session, 0)->step == step)
            act(w, w->names[i], 'A');
    }
}

void world_to(struct world *w, enum step step)
{
    bool quiet = w->quiet;

    w->quiet = true;
    for (uint32_t i = 0; i < 20 && session_room(w->session, 0)->step != step; i++) {
        uint8_t now = session_room(w->session, 0)->step;

        if (now == STEP_CHOICE)
            everybody(w, world_vote);
        else if (now == STEP_DECISION)
            everybody(w, world_second);
        if (session_room(w->session, 0)->step == now)
            CHECK_EQ(world_next(w), REJECT_NONE);
    }
    CHECK_EQ(session_room(w->session, 0)->step, step);
    w->quiet = quiet;
}

/* ---- the network ---------------------------------------------------------------------------- */

void world_cut(struct world *w, const char *who)
{
    w->cut[world_seat(w, who)] = true;
}

/* The outbox keeps what was not acked, and sends it again with the same ids. */
void world_mend(struct world *w, const char *who)
{
    uint16_t seat = world_seat(w, who);

    w->cut[seat] = false;
    for (uint32_t i = 0; i < w->lost_count; i++) {
        if (w->lost[i].seat != seat)
            continue;
        w->lost[i].at_ms = w->now_ms;
        take_in(w, &w->lost[i]);
    }
    w->lost_count = 0;
}
