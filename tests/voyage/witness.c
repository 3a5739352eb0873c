#include "witness.h"

#include "fixture.h"
#include "harbour.h"
#include "journal_disk.h"
#include "person.h"
#include "protocol/codec.h"

#include <stdlib.h>

#define LOGS_MAX 12

/* What is said of the one vote below holds for the other. */
_Static_assert(offsetof(struct command_vote_cast, round) ==
                       offsetof(struct command_second_cast, round) &&
                   offsetof(struct command_vote_cast, option) ==
                       offsetof(struct command_second_cast, option) &&
                   offsetof(struct event_vote_cast, option) ==
                       offsetof(struct event_second_cast, option),
               "both votes begin alike");

/* ---- what it knows --------------------------------------------------------------------------- */

/* A thing about which only the newest wish counts. */
enum slot { SLOT_FIRST, SLOT_SECOND, SLOTS_COUNT };

/* One session as it was committed. */
struct log {
    struct session_id id; /* 0: this place is free. */
    struct session *state;
    struct bytes *events; /* Owned, each a block of its own. */
    uint64_t *wishes;     /* Of each event; 0: nobody's. */
    uint64_t count, capacity;
    uint64_t told; /* The highest number that somebody was told. */
    bool is_deleted, maybe_deleted;
    struct bytes *doubt; /* The last batch, when nobody knows whether it is there. */
    uint32_t doubt_count;
    uint32_t person_of[SEATS_MAX];                     /* PEOPLE_MAX: none. */
    bool was_removed[SEATS_MAX];                       /* Once; perhaps they were let in again. */
    uint64_t newest[SEATS_MAX][SLOTS_COUNT][TABS_MAX]; /* Wish that had an effect last. */
};

struct wish {
    uint32_t person, tab;
    uint64_t seq, last_seq; /* Where its effect is; 0: none. */
    uint8_t room, round;
    bool has_reason;
};

struct counted {
    uint32_t person;
    uint64_t client, id, wish;
};

struct witness {
    struct log logs[LOGS_MAX];
    struct wish *wishes; /* From 1. */
    uint64_t wishes_count, wishes_capacity;
    struct counted *counted;
    uint32_t counted_count, counted_capacity;
    uint64_t looks;
    uint8_t scratch[SECTION_BYTES_MAX];
};

static struct log *log_find(struct voyage *v, struct session_id id)
{
    for (uint32_t i = 0; i < LOGS_MAX; i++)
        if (!session_id_is_none(id) && session_id_equal(v->witness->logs[i].id, id))
            return &v->witness->logs[i];
    return NULL;
}

static struct log *log_make(struct voyage *v, struct session_id id)
{
    for (uint32_t i = 0; i < LOGS_MAX; i++) {
        struct log *log = &v->witness->logs[i];

        if (!session_id_is_none(log->id))
            continue;
        log->id = id;
        for (uint32_t seat = 0; seat < SEATS_MAX; seat++)
            log->person_of[seat] = PEOPLE_MAX;
        return log;
    }
    voyage_fail(v, "more sessions than a witness can look at");
}

const struct session *witness_session(struct voyage *v, struct session_id id)
{
    const struct log *log = log_find(v, id);

    return log != NULL && !log->is_deleted ? log->state : NULL;
}

bool witness_is_deleted(struct voyage *v, struct session_id id)
{
    const struct log *log = log_find(v, id);

    return log != NULL && (log->is_deleted || log->maybe_deleted);
}

static struct log *log_of_person(struct voyage *v, uint32_t person)
{
    return log_find(v, v->people->session[v->people->list[person].session]);
}

uint16_t witness_seat(struct voyage *v, uint32_t person)
{
    const struct log *log = log_of_person(v, person);

    for (uint16_t seat = 0; log != NULL && log->state != NULL && seat < log->state->seats_count;
         seat++)
        if (log->person_of[seat] == person)
            return seat;
    return SEAT_NONE;
}

/* ---- wishes ---------------------------------------------------------------------------------- */

uint64_t witness_wish(struct voyage *v, uint32_t person, uint32_t tab, const struct command *c)
{
    struct witness *w = v->witness;
    const struct log *log = log_of_person(v, person);
    const uint16_t seat = witness_seat(v, person);

    if (w->wishes_count + 2 > w->wishes_capacity) {
        w->wishes_capacity = w->wishes_capacity * 2 + 256;
        w->wishes = must(realloc(w->wishes, w->wishes_capacity * sizeof *w->wishes));
    }
    w->wishes[++w->wishes_count] =
        (struct wish){.person = person, .tab = tab, .room = ROOM_NONE, .round = ROUND_NONE};
    if (c->type == COMMAND_VOTE_CAST && seat != SEAT_NONE) {
        w->wishes[w->wishes_count].room = session_seat(log->state, seat)->room;
        w->wishes[w->wishes_count].round = (uint8_t)c->vote_cast.round;
        w->wishes[w->wishes_count].has_reason = c->vote_cast.reason.size > 0;
    }
    return w->wishes_count;
}

void witness_counted(struct voyage *v, uint32_t person, uint64_t client, uint64_t id, uint64_t wish)
{
    struct witness *w = v->witness;

    if (w->counted_count == w->counted_capacity) {
        w->counted_capacity = w->counted_capacity * 2 + 256;
        w->counted = must(realloc(w->counted, w->counted_capacity * sizeof *w->counted));
    }
    w->counted[w->counted_count++] = (struct counted){person, client, id, wish};
    voyage_tell(v, "  person %u counts wish %llu as client %llu, id %llu", person,
                (unsigned long long)wish, (unsigned long long)client, (unsigned long long)id);
}

/* Which wish goes by this id; 0: none. */
static uint64_t wish_of(struct voyage *v, uint32_t person, uint64_t client, uint64_t id)
{
    const struct witness *w = v->witness;

    for (uint32_t i = w->counted_count; i > 0; i--) {
        const struct counted *c = &w->counted[i - 1];

        if (c->person == person && c->client == client && c->id == id)
            return c->wish;
    }
    return 0;
}

/* Two pages that were one give the same id to two wishes, until one hears that it was replaced. */
static bool is_of_two(struct voyage *v, uint32_t person, uint64_t client, uint64_t id)
{
    const struct witness *w = v->witness;
    const uint64_t last = wish_of(v, person, client, id);

    for (uint32_t i = 0; i < w->counted_count; i++) {
        const struct counted *c = &w->counted[i];

        if (c->person == person && c->client == client && c->id == id && c->wish != last)
            return true;
    }
    return false;
}

void witness_hears(struct voyage *v, const struct conn *c, const struct command *command)
{
    const uint64_t wish = wish_of(v, c->person, c->link.client, command->id);

    if (wish != 0 && v->witness->wishes[wish].seq != 0)
        voyage_strike(v, MISHAP_SENT_AGAIN);
}

/* Has the same page said hello on another link since, and is that one there? A hello can be late,
 * too: then the link that was opened first is the newer one. */
static bool is_replaced(const struct voyage *v, const struct conn *c)
{
    for (uint32_t i = 0; i < CONNS_MAX; i++) {
        const struct conn *newer = &v->sea->conns[i];

        if (newer->number != 0 && newer->hello > c->hello && newer->server_open &&
            newer->person == c->person && newer->link.client == c->link.client &&
            newer->link.state == HOST_LINK_OPEN)
            return true;
    }
    return false;
}

void witness_took(struct voyage *v, const struct conn *c, const struct command *command)
{
    if (c->link.client != 0 && is_replaced(v, c))
        voyage_fail(v, "%s of person %u is taken on a link that was replaced",
                    command_name(command->type), c->person);
}

/* ---- what is committed ----------------------------------------------------------------------- */

static void check_once(struct voyage *v, struct log *log, const struct event *e, uint64_t wish)
{
    struct wish *w = &v->witness->wishes[wish];

    if (is_of_two(v, w->person, e->client, e->command_id))
        return; /* Whose of the two it is cannot be known. */
    if (w->seq != 0 && w->last_seq + 1 != e->seq)
        voyage_fail(v, "%s of person %u had its effect at %llu and again at %llu",
                    event_name(e->type), w->person, (unsigned long long)w->seq,
                    (unsigned long long)e->seq);
    if (w->seq == 0)
        w->seq = e->seq;
    w->last_seq = e->seq;
    (void)log;
}

static void check_order(struct voyage *v, struct log *log, const struct event *e, uint64_t wish)
{
    uint64_t *newest;

    if (e->type != EVENT_VOTE_CAST && e->type != EVENT_SECOND_CAST)
        return;
    newest = &log->newest[e->seat][e->type == EVENT_VOTE_CAST ? SLOT_FIRST : SLOT_SECOND]
                         [v->witness->wishes[wish].tab];
    if (wish < *newest)
        voyage_fail(v, "%s: wish %llu of person %u won over the newer wish %llu",
                    event_name(e->type), (unsigned long long)wish, log->person_of[e->seat],
                    (unsigned long long)*newest);
    *newest = wish;
}

static uint32_t person_with(struct voyage *v, struct bytes hash)
{
    for (uint32_t i = 0; i < v->plan->people; i++)
        if (bytes_equal(hash, (struct bytes){v->people->list[i].hash, TOKEN_HASH_BYTES}))
            return i;
    return PEOPLE_MAX;
}

static void note_seat(struct voyage *v, struct log *log, const struct event *e)
{
    const uint32_t person = person_with(v, e->seat_taken.token_hash);

    for (uint32_t seat = 0; seat < SEATS_MAX && person < PEOPLE_MAX; seat++)
        if (log->person_of[seat] == person)
            voyage_fail(v, "person %u has two seats", person);
    log->person_of[e->seat_taken.target] = person;
}

static struct bytes copy_of(struct bytes bytes)
{
    uint8_t *data = must(malloc(bytes.size + 1));

    if (bytes.size > 0)
        memcpy(data, bytes.data, bytes.size);
    return (struct bytes){data, bytes.size};
}

static void forget_words(struct log *log, uint16_t seat)
{
    static uint8_t memory[EVENT_BYTES_MAX];

    for (uint64_t i = 0; i < log->count; i++) {
        struct buffer out;

        buffer_init(&out, memory, sizeof memory);
        if (!codec_forget_seat(log->events[i], seat, &out))
            continue;
        free((void *)(uintptr_t)log->events[i].data);
        log->events[i] = copy_of(buffer_bytes(&out));
    }
}

static void log_push(struct log *log, struct bytes event, uint64_t wish)
{
    if (log->count == log->capacity) {
        log->capacity = log->capacity * 2 + 64;
        log->events = must(realloc(log->events, log->capacity * sizeof *log->events));
        log->wishes = must(realloc(log->wishes, log->capacity * sizeof *log->wishes));
    }
    log->events[log->count] = copy_of(event);
    log->wishes[log->count++] = wish;
}

static uint64_t wish_of_event(struct voyage *v, const struct log *log, const struct event *e)
{
    uint64_t wish;

    if (e->command_id == 0 || e->client == 0 || e->seat >= SEATS_MAX ||
        log->person_of[e->seat] == PEOPLE_MAX)
        return 0;
    wish = wish_of(v, log->person_of[e->seat], e->client, e->command_id);
    if (wish == 0)
        voyage_fail(v, "%s of seat %u: nobody wished that", event_name(e->type), e->seat);
    return wish;
}

/* ---- what depends on a vote that may not be seen (5) ----------------------------------------- */

static struct session *clone(const struct session *s)
{
    const size_t size = session_snapshot(s).size;
    struct session *copy = must(malloc(size));

    memcpy(copy, s, size);
    return copy;
}

static struct bytes look(struct voyage *v, const struct session *s, const struct audience *a,
                         enum section section, enum encoding encoding)
{
    struct buffer out;
    struct writer w;

    buffer_init(&out, v->witness->scratch, sizeof v->witness->scratch);
    writer_init(&w, &out, encoding);
    if (!session_view(s, a, section, &w, VOYAGE_EPOCH_MS))
        return (struct bytes){NULL, 0};
    return buffer_bytes(&out);
}

static void check_apart(struct voyage *v, const struct session *a, const struct session *b,
                        uint16_t voter)
{
    for (uint16_t seat = 0; seat < session_seats_count(a); seat++) {
        const struct audience audience = session_audience(a, seat);

        for (uint32_t i = 0; i < SECTIONS_COUNT && seat != voter; i++) {
            const struct bytes one =
                copy_of(look(v, a, &audience, section_at(i), ENCODING_MSGPACK));
            const bool same =
                bytes_equal(one, look(v, b, &audience, section_at(i), ENCODING_MSGPACK));

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
static bool is_draft(const struct session *s, const struct event *cast)
{
    return cast->type == EVENT_VOTE_CAST &&
           session_room(s, session_seat(s, cast->seat)->room)->step != STEP_CHOICE;
}

/* A vote as it was cast, and the same with another option: does anybody else see a difference? */
static void check_secret(struct voyage *v, const struct session *s, const struct event *cast)
{
    struct event other = *cast;
    struct session *a, *b;

    if (is_draft(s, cast))
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

/* ---- the time of a step (8) ------------------------------------------------------------------ */

/* A step has the minutes of its story (here each has some), stretched as the trainer asked. While
 * the session is paused its clock stands still. */
static void check_time(struct voyage *v, const struct session *s, const struct event *e)
{
    const uint32_t index = (uint32_t)e->step_begun.step - STEP_SITUATION;
    const uint64_t from_ms = s->paused_at_ms != 0 ? s->paused_at_ms : e->at_ms;
    uint64_t minutes = 0;

    if (index < SCENARIO_STEPS_COUNT && s->settings.mode != MODE_SOLO)
        minutes = (uint64_t)fixture_scenario()->step_minutes[index];
    if (e->step_begun.deadline_ms !=
        (minutes == 0 ? 0 : from_ms + minutes * 60000 * s->settings.time_percent / 100))
        voyage_fail(v, "step %u has until %lld ms after it began, of %llu minutes", index,
                    (long long)(e->step_begun.deadline_ms - from_ms), (unsigned long long)minutes);
}

static void log_apply(struct voyage *v, struct log *log, struct bytes bytes)
{
    struct event e;
    uint64_t wish;

    if (codec_read_event(bytes, &e) != RESULT_OK)
        voyage_fail(v, "an event cannot be read");
    if (log->state == NULL)
        log->state = session_init(
            must(malloc(session_bytes(e.session_created.rooms_count, e.session_created.seats_max))),
            fixture_scenario(), e.session_created.rooms_count, e.session_created.seats_max);
    e.seq = session_seq(log->state) + 1;
    voyage_note(v, chance_of(e.seq, e.type, e.at_ms));
    voyage_note_bytes(v, bytes);
    voyage_tell(v, "  %llu: %s, seat %d, client %llu, id %llu", (unsigned long long)e.seq,
                event_name(e.type), e.seat == SEAT_NONE ? -1 : e.seat,
                (unsigned long long)(e.client % 1000), (unsigned long long)e.command_id);
    if (e.type == EVENT_SEAT_TAKEN)
        note_seat(v, log, &e);
    wish = wish_of_event(v, log, &e);
    if (wish != 0) {
        check_once(v, log, &e, wish);
        check_order(v, log, &e, wish);
    }
    if (e.type == EVENT_SEAT_REMOVED)
        log->was_removed[e.seat_removed.target] = true;
    if (e.type == EVENT_VOTE_CAST || e.type == EVENT_SECOND_CAST)
        check_secret(v, log->state, &e);
    if (e.type == EVENT_STEP_BEGUN)
        check_time(v, log->state, &e);
    if (e.type == EVENT_VOTE_CAST &&
        wish != 0) /* Moved since the tap: it counts in the other room. */
        v->witness->wishes[wish].room = session_seat(log->state, e.seat)->room;
    log_push(log, bytes, wish);
    session_apply(log->state, &e);
    if (e.type == EVENT_SEAT_LEFT)
        forget_words(log, e.seat);
}

/* ---- jobs ------------------------------------------------------------------------------------ */

static void doubt_forget(struct log *log)
{
    for (uint32_t i = 0; i < log->doubt_count; i++)
        free((void *)(uintptr_t)log->doubt[i].data);
    free(log->doubt);
    log->doubt = NULL;
    log->doubt_count = 0;
}

static void doubts(struct voyage *v, struct log *log, const struct journal_batch *batch)
{
    if (batch->seq_first != log->count + 1)
        return; /* It could not have been taken. */
    voyage_strike(v, MISHAP_IN_DOUBT);
    doubt_forget(log);
    log->doubt = must(calloc(batch->events_count, sizeof *log->doubt));
    log->doubt_count = batch->events_count;
    for (uint32_t i = 0; i < batch->events_count; i++)
        log->doubt[i] = copy_of(batch->events[i]);
}

static void ran_append(struct voyage *v, const struct journal_batch *batch, enum result result)
{
    struct log *log = log_find(v, batch->session);

    if (log == NULL)
        log = log_make(v, batch->session);
    if (result == RESULT_IO) {
        doubts(v, log, batch);
        return;
    }
    if (result != RESULT_OK) {
        if (result == RESULT_FENCED)
            voyage_fail(v, "a batch was fenced");
        return;
    }
    if (batch->seq_first != log->count + 1)
        voyage_fail(v, "a batch at %llu was taken after %llu", (unsigned long long)batch->seq_first,
                    (unsigned long long)log->count);
    for (uint32_t i = 0; i < batch->events_count; i++)
        log_apply(v, log, batch->events[i]);
    session_check(log->state);
}

void witness_ran(struct voyage *v, const struct journal_job *job)
{
    struct log *log;

    if (job->kind == JOB_APPEND) {
        ran_append(v, &job->append, job->result);
    } else if (job->kind == JOB_DELETE) {
        log = log_find(v, job->delete_session);
        if (log != NULL && job->result == RESULT_OK)
            log->is_deleted = true;
        else if (log != NULL)
            log->maybe_deleted = true;
    } else if (job->kind == JOB_READ && job->result == RESULT_OK) {
        voyage_strike(v, MISHAP_READ_BACK);
        if (job->page.snapshot.size > 0)
            voyage_strike(v, MISHAP_READ_BACK_SNAPSHOT);
    } else if (job->kind == JOB_READ && job->result == RESULT_DAMAGED) {
        log = log_find(v, job->read.session);
        if (log == NULL || !log->maybe_deleted)
            voyage_fail(v, "a session is damaged");
    }
}

/* ---- after a start --------------------------------------------------------------------------- */

struct reading {
    struct voyage *v;
    struct log *log;
    uint64_t count; /* Events read. */
    bool failed, found, more, counts_only;
};

/* In doubt no more: all of it is there. */
static void doubt_is_there(struct voyage *v, struct log *log)
{
    struct bytes *events = log->doubt;
    const uint32_t count = log->doubt_count;

    log->doubt = NULL;
    log->doubt_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        log_apply(v, log, events[i]);
        free((void *)(uintptr_t)events[i].data);
    }
    free(events);
}

static void compare_event(struct reading *r, struct bytes event)
{
    const struct log *log = r->log;

    if (r->count >= log->count)
        voyage_fail(r->v, "event %llu was never committed", (unsigned long long)r->count + 1);
    if (!bytes_equal(event, log->events[r->count]))
        voyage_fail(r->v, "event %llu is not what was committed", (unsigned long long)r->count + 1);
}

static void read_page(void *arg, const struct journal_page *page)
{
    struct reading *r = arg;

    r->more = page->more;
    r->found = page->result == RESULT_OK;
    r->failed =
        page->result != RESULT_OK && page->result != RESULT_NOT_FOUND &&
        !(page->result == RESULT_DAMAGED && r->log->maybe_deleted); /* Half of it is gone. */
    for (uint32_t i = 0; r->found && i < page->events_count; i++, r->count++)
        if (!r->counts_only)
            compare_event(r, page->events[i]);
}

static bool read_events(struct journal *journal, struct reading *r)
{
    r->count = 0;
    do {
        if (journal_read(journal, r->log->id, r->count + 1, false, read_page, r) != RESULT_OK)
            return false;
        journal_wait(journal);
        journal_poll(journal);
    } while (!r->failed && r->more && r->found);
    return !r->failed;
}

/* A batch whose fate nobody knew is there or it is not, and never in part. */
static void settle_doubt(struct voyage *v, struct log *log, uint64_t count)
{
    if (log->doubt_count > 0 && count == log->count + log->doubt_count)
        doubt_is_there(v, log);
    doubt_forget(log);
}

static bool read_log(struct voyage *v, struct journal *journal, struct log *log)
{
    struct reading r = {.v = v, .log = log, .counts_only = true};

    if (!read_events(journal, &r))
        return false;
    settle_doubt(v, log, r.count);
    if (log->is_deleted && r.found)
        voyage_fail(v, "a session that was deleted is back");
    if (!r.found && (log->maybe_deleted || log->count == 0)) {
        log->is_deleted = log->count > 0;
        return true;
    }
    if (!log->maybe_deleted && !log->is_deleted && r.count < log->count)
        voyage_fail(v, "event %llu of %llu was told and is lost", (unsigned long long)r.count + 1,
                    (unsigned long long)log->count);
    r.counts_only = false;
    return log->is_deleted || log->maybe_deleted || read_events(journal, &r);
}

bool witness_reads_back(struct voyage *v, struct journal *journal)
{
    for (uint32_t i = 0; i < LOGS_MAX; i++) {
        struct log *log = &v->witness->logs[i];

        if (!session_id_is_none(log->id) && !read_log(v, journal, log))
            return false;
    }
    return true;
}

/* ---- what is sent ---------------------------------------------------------------------------- */

/* May this be shown to others already? */
static bool is_told(const struct session *s, const struct wish *w)
{
    const struct room *room = session_room(s, w->room);

    return room->round != w->round || room->shown ||
           (room->step != STEP_SITUATION && room->step != STEP_DIAGNOSIS &&
            room->step != STEP_CHOICE);
}

/* Reasons carry the number of their wish: "zz17." */
static void check_reasons(struct voyage *v, const struct conn *c, const struct session *s,
                          struct bytes bytes)
{
    const uint8_t *at = bytes.data, *end = bytes.data + bytes.size;

    while ((at = memmem(at, (size_t)(end - at), "zz", 2)) != NULL) {
        uint64_t wish = 0;

        for (at += 2; at < end && *at >= '0' && *at <= '9'; at++)
            wish = wish * 10 + (uint64_t)(*at - '0');
        if (at >= end || *at != '.' || wish == 0 || wish > v->witness->wishes_count)
            continue;
        if (v->witness->wishes[wish].person != c->person &&
            v->witness->wishes[wish].round != ROUND_NONE && !is_told(s, &v->witness->wishes[wish]))
            voyage_fail(v, "person %u is sent the reason of person %u before it may be seen",
                        c->person, v->witness->wishes[wish].person);
    }
}

static void check_sections(struct voyage *v, struct conn *c, const struct session *s,
                           const struct message_in *m)
{
    const struct audience audience = session_audience(s, c->link.seat);
    const char *wrong = message_in_show(m, c->encoding, c->shown);

    if (wrong != NULL)
        voyage_fail(v, "what differs in %s does not fit what person %u was sent", wrong, c->person);

    for (uint32_t i = 0; i < m->sections_count; i++) {
        const struct shown *shown = &c->shown[section_index(m->sections[i])];

        if (chance_below(chance_of(v->plan->seed, 'k', ++v->witness->looks), 8) != 0)
            continue;
        if (!bytes_equal((struct bytes){shown->data, shown->size},
                         look(v, s, &audience, m->sections[i], c->encoding)))
            voyage_fail(v, "section %s for person %u at %llu is not what it should be",
                        section_name(m->sections[i]), c->person, (unsigned long long)m->seq);
    }
}

/* How many other commands of this seat had an effect since; the last ones are known for sure. */
static uint32_t effects_since(const struct log *log, uint16_t seat, const struct wish *wish)
{
    uint32_t count = 0;
    uint64_t last_id = 0;

    for (uint64_t seq = wish->last_seq + 1; seq <= log->count; seq++) {
        struct event e;

        if (codec_read_event(log->events[seq - 1], &e) != RESULT_OK || e.seat != seat ||
            e.command_id == 0 || e.command_id == last_id)
            continue;
        last_id = e.command_id;
        count++;
    }
    return count;
}

/* Nobody hears that a command is not taken which has had its effect. */
static void check_answer(struct voyage *v, const struct conn *c, const struct log *log,
                         const struct message_in *m)
{
    const uint64_t number = wish_of(v, c->person, c->link.client, m->id);
    const struct wish *wish = &v->witness->wishes[number];

    if (number == 0 || log == NULL || wish->seq == 0 ||
        is_of_two(v, c->person, c->link.client, m->id))
        return;
    if (effects_since(log, c->link.seat, wish) < COMMANDS_KNOWN_MAX)
        voyage_fail(v, "person %u hears %s of wish %llu, which had its effect at %llu", c->person,
                    m->kind == MESSAGE_ERROR ? fault_name(m->code) : reject_name(m->code),
                    (unsigned long long)number, (unsigned long long)wish->seq);
}

void witness_sends(struct voyage *v, struct conn *c, struct bytes bytes)
{
    struct log *log = log_find(v, c->link.session);
    struct message_in m;

    if (!message_in_read(bytes, c->encoding, &m))
        voyage_fail(v, "the server sends what nobody can read");
    if (m.kind == MESSAGE_REJECTED || m.kind == MESSAGE_ERROR)
        check_answer(v, c, log, &m);
    if (m.kind != MESSAGE_VIEW && m.kind != MESSAGE_ACK)
        return;
    if (log == NULL || log->state == NULL)
        voyage_fail(v, "a session is shown of which nothing is committed");
    if (m.seq > log->count)
        voyage_fail(v, "%llu is told and %llu is committed", (unsigned long long)m.seq,
                    (unsigned long long)log->count);
    if (m.seq > log->told)
        log->told = m.seq;
    if (m.kind != MESSAGE_VIEW)
        return;
    if (m.seq != log->count)
        voyage_fail(v, "a view of %llu is sent when %llu is committed", (unsigned long long)m.seq,
                    (unsigned long long)log->count);
    check_sections(v, c, log->state, &m);
    check_reasons(v, c, log->state, bytes);
}

/* ---- what is heard --------------------------------------------------------------------------- */

/* The last vote of this seat in this round from this number back; its number, or 0. */
static uint64_t vote_before(const struct log *log, uint16_t seat, const struct command *c,
                            uint64_t seq, struct event *out)
{
    const enum event_type type = c->type == COMMAND_VOTE_CAST ? EVENT_VOTE_CAST : EVENT_SECOND_CAST;

    for (; seq > 0; seq--) {
        if (codec_read_event(log->events[seq - 1], out) != RESULT_OK || out->type != type ||
            out->seat != seat)
            continue;
        if ((type == EVENT_VOTE_CAST ? out->vote_cast.round : out->second_cast.round) ==
            c->vote_cast.round)
            return seq;
    }
    return 0;
}

/* Is this vote there, or was it when it was decided? What came after it from the same tab is newer;
 * another tab of the person may change it at any moment. */
static bool vote_is_there(const struct voyage *v, const struct log *log, uint16_t seat,
                          const struct pending *pending, uint64_t seq)
{
    const struct wish *wishes = v->witness->wishes;
    struct event e;

    while ((seq = vote_before(log, seat, &pending->command, seq, &e)) != 0) {
        const uint64_t wish = log->wishes[seq - 1];

        if (wish >= pending->wish || e.vote_cast.option == pending->command.vote_cast.option)
            return true;
        if (wishes[wish].tab == wishes[pending->wish].tab)
            return false;
        seq--;
    }
    return false;
}

void witness_acked(struct voyage *v, uint32_t person, const struct pending *pending, uint64_t seq)
{
    const struct log *log = log_of_person(v, person);
    const uint16_t seat = witness_seat(v, person);
    const struct command *c = &pending->command;

    if (log == NULL || seq > log->count || seat == SEAT_NONE)
        voyage_fail(v, "person %u hears of %llu, which is not committed", person,
                    (unsigned long long)seq);
    if (c->type != COMMAND_VOTE_CAST && c->type != COMMAND_SECOND_CAST)
        return;
    if (!vote_is_there(v, log, seat, pending, seq))
        voyage_fail(v, "the vote of person %u (wish %llu) was acknowledged and is not there",
                    person, (unsigned long long)pending->wish);
}

void witness_answered(struct voyage *v, struct session_id session, uint64_t seq)
{
    struct log *log = log_find(v, session);

    if (log == NULL || seq > log->count)
        voyage_fail(v, "an answer tells of %llu, which is not committed", (unsigned long long)seq);
    if (seq > log->told)
        log->told = seq;
}

/* ---- at the end ------------------------------------------------------------------------------ */

static bool may_be_over(const struct log *log, const struct session *s, uint16_t seat)
{
    return log->is_deleted || log->maybe_deleted || seat == SEAT_NONE ||
           !session_seat_open(s, seat);
}

/* The first section on its screen that is not what is, or NULL. */
static const char *wrong_section(struct voyage *v, const struct tab *t, const struct session *s,
                                 uint16_t seat)
{
    const struct audience audience = session_audience(s, seat);

    for (uint32_t i = 0; i < SECTIONS_COUNT; i++) {
        const struct shown *shown = &t->shown[i];
        const struct bytes is = look(v, s, &audience, section_at(i), t->shown_encoding);

        if (is.size > 0 &&
            (!shown->is_there || !bytes_equal(is, (struct bytes){shown->data, shown->size})))
            return section_name(section_at(i));
    }
    return NULL;
}

bool witness_is_up_to_date(struct voyage *v, uint32_t person, uint32_t tab)
{
    const struct tab *t = &v->people->list[person].tabs[tab];
    const struct log *log = log_of_person(v, person);
    const uint16_t seat = witness_seat(v, person);

    return !t->is_open || log == NULL || t->page.is_over || may_be_over(log, log->state, seat) ||
           wrong_section(v, t, log->state, seat) == NULL;
}

void witness_compares(struct voyage *v, uint32_t person, uint32_t tab)
{
    const struct tab *t = &v->people->list[person].tabs[tab];
    const struct log *log = log_of_person(v, person);
    const uint16_t seat = witness_seat(v, person);
    const char *wrong;

    if (!t->is_open || log == NULL || may_be_over(log, log->state, seat))
        return;
    if (t->page.is_over && t->page.over_bye == BYE_REMOVED && log->was_removed[seat])
        return;
    if (t->page.is_over)
        voyage_fail(v, "the page of person %u is over (bye %d, fault %d), and its seat is not",
                    person, t->page.over_bye, t->page.over_fault);
    if (t->page.state != PAGE_LIVE)
        voyage_fail(v, "the page of person %u does not come back", person);
    if (t->page.outbox.count > 0)
        voyage_fail(v, "%s of person %u gets no answer",
                    command_name(t->page.outbox.items[0].command.type), person);
    wrong = wrong_section(v, t, log->state, seat);
    if (wrong != NULL)
        voyage_fail(v, "section %s on the screen of person %u, at %lld of %llu, is not what is",
                    wrong, person, (long long)t->page.seq, (unsigned long long)log->count);
}

void witness_open(struct voyage *v)
{
    v->witness = must(calloc(1, sizeof *v->witness));
}

void witness_close(struct voyage *v)
{
    struct witness *w = v->witness;

    for (uint32_t i = 0; i < LOGS_MAX; i++) {
        struct log *log = &w->logs[i];

        for (uint64_t e = 0; e < log->count; e++)
            free((void *)(uintptr_t)log->events[e].data);
        doubt_forget(log);
        free(log->events);
        free(log->wishes);
        free(log->state);
    }
    free(w->wishes);
    free(w->counted);
    free(w);
    v->witness = NULL;
}
