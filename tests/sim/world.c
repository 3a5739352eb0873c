/* world.c -- a session with people around it: what they send is decided, applied, and played again
 * at the end. */
#include "world_inside.h"

#include "fixture.h"
#include "protocol/codec.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#define TRACE_BYTES   (1u << 20)
#define JOURNAL_BYTES (8u << 20)

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
        world_say(w, "       ");
        world_say_message(w, event_rule(e->type), &e->session_created);
        world_say(w, "\n");
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
    world_say_command(w, c);
    if (session_command_seen(w->session, c) != COMMAND_NEW) {
        world_say(w, session_command_seen(w->session, c) == COMMAND_AGAIN
                         ? "       known: acked again\n"
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
        world_say(w, "       rejected: ");
        world_say(w, reject_name(reject));
        if (field != NULL) {
            world_say(w, " ");
            world_say(w, field);
        }
        world_say(w, "\n");
        tell_decided(w, c, reject);
        return reject;
    }
    apply_all(w, &list);
    tell_decided(w, c, reject);
    if (c->seat != SEAT_NONE && w->cut[c->seat]) {
        world_say(w, "       ack lost\n");
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

struct bytes world_token_hash(uint8_t fill)
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
    c.session_create.scan = (uint8_t)set->scan;
    c.session_create.own_team = bytes_of(set->own_team != NULL ? set->own_team : "");
    c.session_create.rooms_count = w->rooms;
    c.session_create.seats_max = w->seats_max;
    c.session_create.room_seats_max = set->room_seats_max == 0 ? 12 : set->room_seats_max;
    c.session_create.keep_days = 30;
    c.session_create.trainer_name = bytes_of(TRAINER);
    c.session_create.token_hash = world_token_hash(1);
    return c;
}

struct world *world_open(struct world_settings set)
{
    struct world *w = calloc(1, sizeof *w);

    w->scenario = set.scenario != NULL ? set.scenario : fixture_scenario();
    w->rooms = set.rooms == 0 ? 1 : set.rooms;
    w->seats_max = set.seats_max == 0 ? 40 : set.seats_max;
    w->now_ms = WORLD_EPOCH_MS;
    w->quiet = true;
    buffer_init(&w->trace, malloc(TRACE_BYTES), TRACE_BYTES);
    buffer_init(&w->journal, malloc(JOURNAL_BYTES), JOURNAL_BYTES);
    w->session = session_init(malloc(session_bytes(w->rooms, w->seats_max)), w->scenario, w->rooms,
                              w->seats_max);
    CHECK_EQ(world_do(w, NULL, create_command(w, &set)), REJECT_NONE);
    if (set.mode != MODE_SOLO && set.scan != SCAN_USE_LINK)
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

/* The event as the journal has it after everybody who left has been written out of it, and what was
 * answered to a scan that is over. */
static struct bytes without_words(const struct session *end, struct bytes event, uint8_t *memory)
{
    struct buffer out;

    buffer_init(&out, memory, EVENT_BYTES_MAX);
    if (!scan_is_open(end) && codec_forget_seat(event, SEAT_NONE, &out))
        return buffer_bytes(&out);
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
