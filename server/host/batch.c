/* batch.c -- what the turn of one session gives to the journal: its events, the tokens that they
 * add or drop, perhaps a snapshot. It is one commit: all of it becomes durable, or nothing. */
#include "host/host_inside.h"

#include "protocol/codec.h"
#include "session/state.h"
#include "sys/log.h"

#include <assert.h>

/* A snapshot is as large as the state. Snapshots may cost about as many bytes written as the events
 * themselves, and no more. */
#define SNAPSHOT_BYTES_PER_EVENT 128

/* ---- collecting ----------------------------------------------------------------------------- */

void batch_begin(struct home *home)
{
    struct batch *batch = &home->host->batch;

    *batch = (struct batch){.seq_first = session_seq(home->session) + 1, .seat_taken = SEAT_NONE};
    buffer_init(&batch->bytes, home->host->batch_bytes, sizeof home->host->batch_bytes);
}

bool batch_has_room(const struct batch *batch)
{
    return batch->events_count + EVENTS_PER_COMMAND_MAX <= JOURNAL_BATCH_EVENTS_MAX &&
           batch->bytes.size + EVENTS_PER_COMMAND_MAX * EVENT_BYTES_MAX <= batch->bytes.capacity;
}

static void batch_token(struct home *home, enum journal_token_change change, uint32_t seat,
                        struct bytes hash)
{
    assert(home->host->batch.tokens_count < JOURNAL_BATCH_EVENTS_MAX && seat < SEATS_MAX);
    struct journal_token *token = &home->host->batch_tokens[home->host->batch.tokens_count++];

    token->change = change;
    token->seat = (uint16_t)seat;
    memset(token->hash, 0, sizeof token->hash);
    if (hash.size == TOKEN_HASH_BYTES)
        memcpy(token->hash, hash.data, TOKEN_HASH_BYTES);
}

static void text_copy(char *out, size_t size, struct bytes text)
{
    assert(text.size < size);
    if (text.size > 0)
        memcpy(out, text.data, text.size);
    out[text.size] = '\0';
}

static void batch_created(struct home *home, const struct event *event)
{
    const struct event_session_created *created = &event->session_created;
    struct journal_entry *entry = &home->host->batch.created;

    home->host->batch.is_created = true;
    *entry = (struct journal_entry){.session = home->id,
                                    .created_ms = event->at_ms,
                                    .delete_at_ms = created->delete_at_ms,
                                    .owner = known_find(&home->host->known, home->id)->owner};
    text_copy(entry->code, sizeof entry->code, created->code);
    text_copy(entry->scenario, sizeof entry->scenario, created->scenario);
    text_copy(entry->scenario_version, sizeof entry->scenario_version, created->scenario_version);
}

/* What an event changes outside the game: tokens, the index of sessions, links that must end. */
static void batch_notice(struct home *home, const struct event *event)
{
    if (session_ends_scan(home->session, event))
        home->host->batch.forgets_over = true;
    switch (event->type) {
    case EVENT_SESSION_CREATED: batch_created(home, event); break;
    case EVENT_SEAT_TAKEN:
        home->host->batch.seat_taken = (uint16_t)event->seat_taken.target;
        if (event->seat_taken.token_hash.size == TOKEN_HASH_BYTES)
            batch_token(home, JOURNAL_TOKEN_ADD, event->seat_taken.target,
                        event->seat_taken.token_hash);
        break;
    case EVENT_TOKEN_ISSUED:
        batch_token(home, JOURNAL_TOKEN_ISSUE, event->token_issued.target,
                    event->token_issued.token_hash);
        break;
    case EVENT_TOKEN_USED:
        batch_token(home, JOURNAL_TOKEN_USE, event->token_used.target, (struct bytes){NULL, 0});
        home->people_changed = home->dirty_any = true;
        break;
    case EVENT_SEAT_LEFT:
        batch_token(home, JOURNAL_TOKEN_DROP, event->seat, (struct bytes){NULL, 0});
        home->host->batch.forgets = true;
        home->people_changed = true;
        break;
    case EVENT_SEAT_REMOVED:
    case EVENT_SEAT_MOVED:
    case EVENT_LANGUAGE_SET:
    case EVENT_HANDED_OVER: home->people_changed = true; break;
    default: break;
    }
}

void batch_add(struct home *home, const struct event *event)
{
    struct host *h = home->host;
    struct batch *batch = &h->batch;
    size_t start = batch->bytes.size;

    codec_write_event(&batch->bytes, event);
    assert(!batch->bytes.overflowed);
    h->batch_events[batch->events_count++] =
        (struct bytes){batch->bytes.data + start, batch->bytes.size - start};
    batch_notice(home, event);
}

/* ---- to the journal ------------------------------------------------------------------------- */

/* Nothing of the batch was written. When the journal is shared, RESULT_FENCED says that the session
 * is of another node: reading it again will tell. One process owns any other journal: then what is
 * stored of this session is not what was written. */
static void batch_failed(struct home *home, enum result result)
{
    log_error("host", "batch_failed", log_id("session", home->id.value),
              log_text("result", result_name(result)));
    switch (result) {
    case RESULT_IO: host_fail(home->host); break;
    case RESULT_NO_SPACE: home_undo(home, FAULT_STORAGE_FULL); break;
    case RESULT_FENCED:
        home_undo(home, host_is_shared(home->host) ? FAULT_BUSY : FAULT_SESSION_DAMAGED);
        break;
    case RESULT_DAMAGED: home_undo(home, FAULT_SESSION_DAMAGED); break;
    default: home_undo(home, FAULT_BUSY); break;
    }
}

static void batch_done(void *arg, enum result result)
{
    struct home *home = arg;
    struct host *h = home->host;

    assert(home->in_flight && home->calls > 0);
    home->calls--;
    h->calls--;
    home->in_flight = false;
    if (h->failed)
        return;
    if (result != RESULT_OK) {
        batch_failed(home, result);
        return;
    }
    home->seq_durable = session_seq(home->session);
    replies_say(home);
    home->is_answered = true;
    home_wake(home);
}

static bool wants_snapshot(const struct home *home)
{
    uint64_t every = session_snapshot(home->session).size / SNAPSHOT_BYTES_PER_EVENT;

    if (every < home->host->parts.settings.snapshot_every)
        every = home->host->parts.settings.snapshot_every;
    return session_seq(home->session) - home->snapshot_seq >= every;
}

/* Now it is known when the session will be deleted. */
static void after_creation(struct home *home)
{
    struct known_session *known = known_find(&home->host->known, home->id);
    const struct batch *batch = &home->host->batch;

    if (batch->is_created) {
        known->created_ms = batch->created.created_ms;
        known->look = home->host->shared_look;
        known->delete_at_ms = batch->created.delete_at_ms;
        if (known->delete_at_ms < home->host->expiry_at_ms)
            home->host->expiry_at_ms = known->delete_at_ms;
        metric_set(home->host->metrics.sessions, known_count(&home->host->known));
    }
}

void batch_send(struct home *home)
{
    struct host *h = home->host;
    const struct batch *batch = &h->batch;
    const bool forgets = batch->forgets || batch->forgets_over;
    struct journal_batch request = {.session = home->id,
                                    .seq_first = batch->seq_first,
                                    .events = h->batch_events,
                                    .events_count = batch->events_count,
                                    .created = batch->is_created ? &batch->created : NULL,
                                    .tokens = h->batch_tokens,
                                    .tokens_count = batch->tokens_count,
                                    .forget = forgets ? codec_forget_seat : NULL,
                                    .forget_over = batch->forgets_over};
    enum result result;

    after_creation(home);
    /* The last snapshot holds the texts of the person who leaves, so it is replaced, too. */
    if (wants_snapshot(home) || forgets) {
        request.snapshot = session_snapshot(home->session);
        request.snapshot_seq = home->snapshot_seq = session_seq(home->session);
        metric_add(h->metrics.snapshots, 1);
    }
    assert(!home->in_flight && batch->events_count > 0);
    assert(batch->seq_first + batch->events_count == session_seq(home->session) + 1);
    assert(batch->is_created == (batch->seq_first == 1));
    home->in_flight = true;
    /* home_turn made sure that there is room, so only a failed disk or lack of memory is left. */
    result = journal_append(h->parts.journal, &request, batch_done, home);
    if (result != RESULT_OK) {
        home->in_flight = false;
        batch_failed(home, result);
        return;
    }
    home->calls++;
    h->calls++;
    metric_add(h->metrics.events, batch->events_count);
}
