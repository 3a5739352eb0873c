/* witness_commit.c -- what is committed: each event is played, and looked at. */
#include "witness_inside.h"

#include "fixture.h"
#include "protocol/codec.h"

#include <stdlib.h>

static void check_once(struct voyage *v, const struct event *e, uint64_t wish)
{
    struct wish *w = &v->witness->wishes[wish];

    if (witness_is_of_two(v, w->person, e->client, e->command_id))
        return; /* Whose of the two it is cannot be known. */
    if (w->seq != 0 && w->last_seq + 1 != e->seq)
        voyage_fail(v, "%s of person %u had its effect at %llu and again at %llu",
                    event_name(e->type), w->person, (unsigned long long)w->seq,
                    (unsigned long long)e->seq);
    if (w->seq == 0)
        w->seq = e->seq;
    w->last_seq = e->seq;
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

static void forget_words(struct log *log, uint16_t seat)
{
    static uint8_t memory[EVENT_BYTES_MAX];

    for (uint64_t i = 0; i < log->count; i++) {
        struct buffer out;

        buffer_init(&out, memory, sizeof memory);
        if (!codec_forget_seat(log->events[i], seat, &out))
            continue;
        free((void *)(uintptr_t)log->events[i].data);
        log->events[i] = witness_copy(buffer_bytes(&out));
    }
}

static void log_push(struct log *log, struct bytes event, uint64_t wish)
{
    if (log->count == log->capacity) {
        log->capacity = log->capacity * 2 + 64;
        log->events = must(realloc(log->events, log->capacity * sizeof *log->events));
        log->wishes = must(realloc(log->wishes, log->capacity * sizeof *log->wishes));
    }
    log->events[log->count] = witness_copy(event);
    log->wishes[log->count++] = wish;
}

static uint64_t wish_of_event(struct voyage *v, const struct log *log, const struct event *e)
{
    uint64_t wish;

    if (e->command_id == 0 || e->client == 0 || e->seat >= SEATS_MAX ||
        log->person_of[e->seat] == PEOPLE_MAX)
        return 0;
    wish = witness_wish_of(v, log->person_of[e->seat], e->client, e->command_id);
    if (wish == 0)
        voyage_fail(v, "%s of seat %u: nobody wished that", event_name(e->type), e->seat);
    return wish;
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

void log_apply(struct voyage *v, struct log *log, struct bytes bytes)
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
        check_once(v, &e, wish);
        check_order(v, log, &e, wish);
    }
    if (e.type == EVENT_SEAT_REMOVED)
        log->was_removed[e.seat_removed.target] = true;
    if (e.type == EVENT_VOTE_CAST || e.type == EVENT_SECOND_CAST)
        witness_checks_secret(v, log->state, &e);
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

static void doubts(struct voyage *v, struct log *log, const struct journal_batch *batch)
{
    if (batch->seq_first != log->count + 1)
        return; /* It could not have been taken. */
    voyage_strike(v, MISHAP_IN_DOUBT);
    log_forget_doubt(log);
    log->doubt = must(calloc(batch->events_count, sizeof *log->doubt));
    log->doubt_count = batch->events_count;
    for (uint32_t i = 0; i < batch->events_count; i++)
        log->doubt[i] = witness_copy(batch->events[i]);
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
