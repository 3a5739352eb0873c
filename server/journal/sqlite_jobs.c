/* sqlite_jobs.c -- what each job does in the database. A job does all that it was asked; or it
 * finds before its first write that it may not (RESULT_FENCED); or it cannot (sqlite_group.c), and
 * the whole transaction is given up. */
#include "journal/sqlite_store.h"

#include "sys/log.h"

#include <assert.h>
#include <stdlib.h>

/* ---- append --------------------------------------------------------------------------------- */

static enum result insert_session(struct store *store, const struct journal_entry *entry,
                                  struct chain *chain)
{
    sqlite3_stmt *statement = store_statement(store, STORE_SESSION_INSERT);
    const struct chain no_tokens = {0};

    *chain = chain_of_entry(entry, 0);
    store_bind_number(statement, 1, entry->session.value);
    sqlite3_bind_text(statement, 2, entry->code, -1, SQLITE_STATIC);
    store_bind_number(statement, 3, entry->created_ms);
    store_bind_number(statement, 4, entry->delete_at_ms);
    sqlite3_bind_text(statement, 5, entry->scenario, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 6, entry->scenario_version, -1, SQLITE_STATIC);
    store_bind_chain(statement, 7, &no_tokens);
    store_bind_chain(statement, 8, chain);
    store_bind_number(statement, 9, entry->owner);
    return store_finish(statement);
}

static enum result insert_event(struct store *store, const struct mark_place *place,
                                struct bytes event)
{
    sqlite3_stmt *statement = store_statement(store, STORE_EVENT_INSERT);

    store_bind_number(statement, 1, place->session.value);
    store_bind_number(statement, 2, place->seq);
    store_bind_blob(statement, 3, event);
    store_bind_chain(statement, 4, &place->chain);
    return store_finish(statement);
}

static enum result write_snapshot(struct store *store, const struct journal_batch *batch,
                                  const struct mark_place *place)
{
    sqlite3_stmt *statement = store_statement(store, STORE_SNAPSHOT_WRITE);
    const struct chain chain = chain_of_snapshot(&place->chain, batch->snapshot);

    assert(batch->snapshot_seq == place->seq);
    store_bind_number(statement, 1, batch->session.value);
    store_bind_number(statement, 2, batch->snapshot_seq);
    store_bind_blob(statement, 3, batch->snapshot);
    store_bind_chain(statement, 4, &chain);
    if (store->snapshot_bytes < (int64_t)batch->snapshot.size)
        store->snapshot_bytes = (int64_t)batch->snapshot.size;
    return store_finish(statement);
}

/* How far the session is, as this transaction will leave it. */
static struct mark_place place_of(struct store *store, const struct journal_batch *batch)
{
    const struct mark_item *item = mark_find(&store->mark, batch->session);
    struct mark_place place = {.session = batch->session};

    if (item != NULL)
        return item->is_staged ? item->next : item->now;
    if (batch->created != NULL) {
        place.delete_at_ms = batch->created->delete_at_ms;
        memcpy(place.code, batch->created->code, sizeof place.code);
    }
    return place;
}

/* Nothing is added to a session of which something is missing, nor to one that the file has
 * otherwise than it was written. */
static enum result may_append(struct store *store, const struct journal_batch *batch,
                              const struct mark_place *place)
{
    const struct mark_item *item = mark_find(&store->mark, batch->session);
    struct chain chain = {0};
    uint64_t seq;
    enum result result = store_find_last(store, batch->session, &seq, &chain);

    if (result != RESULT_OK)
        return result;
    if (item != NULL && item->is_aside)
        return RESULT_DAMAGED;
    if (batch->seq_first != seq + 1)
        return RESULT_FENCED; /* Nothing was written yet, so the rest of the group goes on. */
    return seq == place->seq && chain_equal(&chain, &place->chain) ? RESULT_OK : RESULT_DAMAGED;
}

static enum result append_events(struct store *store, const struct journal_batch *batch,
                                 struct mark_place *place)
{
    enum result result = RESULT_OK;

    for (uint32_t i = 0; i < batch->events_count && result == RESULT_OK; i++) {
        place->seq++;
        place->chain = chain_next(&place->chain, batch->events[i]);
        result = insert_event(store, place, batch->events[i]);
    }
    return result;
}

static enum result run_append(struct store *store, const struct journal_batch *batch)
{
    struct mark_place place = place_of(store, batch);
    enum result result = may_append(store, batch, &place);

    if (result != RESULT_OK)
        return result;
    if (batch->created != NULL)
        result = insert_session(store, batch->created, &place.chain);
    if (result == RESULT_OK)
        result = append_events(store, batch, &place);
    if (result == RESULT_OK)
        result = store_change_tokens(store, batch);
    if (batch->forget != NULL && result == RESULT_OK)
        result = store_forget_words(store, batch, &place);
    if (batch->snapshot.size > 0 && result == RESULT_OK)
        result = write_snapshot(store, batch, &place);
    return result == RESULT_OK ? mark_stage(&store->mark, &place) : result;
}

/* ---- delete --------------------------------------------------------------------------------- */

static enum result run_delete(struct store *store, struct session_id session)
{
    static const enum store_statement all[] = {STORE_EVENTS_DELETE, STORE_TOKENS_DELETE,
                                               STORE_SNAPSHOT_DELETE, STORE_SESSION_DELETE};
    enum result result = RESULT_OK;

    for (size_t i = 0; i < sizeof all / sizeof all[0] && result == RESULT_OK; i++)
        result = store_run_on(store, all[i], session);
    if (result == RESULT_OK)
        mark_stage_deletion(&store->mark, session);
    return result;
}

/* ---- reads ---------------------------------------------------------------------------------- */

/* At the start it was there, and it was not deleted: a row that is looked up and not found is one
 * that damage hides. */
static bool is_hidden(const struct mark_item *item, enum result looked_up)
{
    return looked_up == RESULT_NOT_FOUND && item->is_seen && !item->is_gone;
}

/* May something of it be believed? */
static enum result session_holds(struct store *store, struct session_id session)
{
    const struct mark_item *item = mark_find(&store->mark, session);
    struct store_entry entry;
    enum result result = store_find_entry(store, session, &entry);

    if (item != NULL && (item->is_aside || is_hidden(item, result)))
        return RESULT_DAMAGED;
    if (result == RESULT_OK && !store_entry_holds(&entry))
        return RESULT_DAMAGED;
    return result;
}

/* What a snapshot is held against: the chain up to its last event. */
static enum result snapshot_holds(struct store *store, struct session_id session, uint64_t seq,
                                  struct bytes snapshot, const struct chain *chain)
{
    struct chain at, right;
    enum result result = store_find_chain(store, session, seq, &at);

    if (result != RESULT_OK)
        return RESULT_DAMAGED;
    right = chain_of_snapshot(&at, snapshot);
    return chain_equal(&right, chain) ? RESULT_OK : RESULT_DAMAGED;
}

/* A snapshot that is not what was written is not used: the events have everything. */
static enum result read_snapshot(struct store *store, struct session_id session,
                                 struct journal_page_builder *b, uint64_t *seq_from)
{
    sqlite3_stmt *statement = store_statement(store, STORE_SNAPSHOT_READ);
    enum result result;
    int code;

    store_bind_number(statement, 1, session.value);
    code = sqlite3_step(statement);
    result = sqlite_result_of(store->db, code);
    if (code == SQLITE_ROW) {
        const uint64_t seq = store_column_number(statement, 0);
        const struct bytes snapshot = store_column_blob(statement, 1);
        struct chain chain;

        result = store_column_chain(statement, 2, &chain)
                     ? snapshot_holds(store, session, seq, snapshot, &chain)
                     : RESULT_DAMAGED;
        if (result == RESULT_OK && !page_builder_snapshot(b, snapshot, seq))
            result = RESULT_NO_MEMORY;
        if (result == RESULT_OK)
            *seq_from = seq + 1;
    }
    sqlite3_reset(statement);
    if (result != RESULT_DAMAGED)
        return result;
    log_error("journal", "snapshot_damaged", log_id("session", session.value));
    *seq_from = 1;
    return RESULT_OK;
}

/* Take a row of STORE_EVENTS_READ; `chain` is that of the event before it, and becomes its own. */
static enum result take_event(sqlite3_stmt *statement, struct journal_page_builder *b, uint64_t seq,
                              struct chain *chain)
{
    const struct bytes event = store_column_blob(statement, 1);
    const struct chain right = chain_next(chain, event);

    if (store_column_number(statement, 0) != seq || !store_column_chain(statement, 2, chain) ||
        !chain_equal(chain, &right))
        return RESULT_DAMAGED; /* One that was written is not there, or is another now. */
    return page_builder_event(b, event) ? RESULT_OK : RESULT_NO_MEMORY;
}

static enum result read_events(struct store *store, struct journal_job *job,
                               struct journal_page_builder *b, uint64_t seq_from)
{
    sqlite3_stmt *statement;
    struct chain chain;
    enum result result =
        store_find_chain(store, job->read.session, seq_from > 0 ? seq_from - 1 : 0, &chain);
    int code = SQLITE_DONE;

    if (result != RESULT_OK) /* Nobody may ask for more than the one after the last. */
        return result == RESULT_NOT_FOUND ? RESULT_DAMAGED : result;
    statement = store_statement(store, STORE_EVENTS_READ);
    store_bind_number(statement, 1, job->read.session.value);
    store_bind_number(statement, 2, seq_from);
    store_bind_number(statement, 3, JOURNAL_PAGE_EVENTS_MAX + 1);
    while (result == RESULT_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        if (b->count == JOURNAL_PAGE_EVENTS_MAX) {
            job->page.more = true;
            code = SQLITE_DONE;
            break;
        }
        result = take_event(statement, b, seq_from + b->count, &chain);
    }
    sqlite3_reset(statement);
    return result == RESULT_OK ? sqlite_result_of(store->db, code) : result;
}

/* The last event that was written must be there, whoever took it away. */
static enum result is_whole(struct store *store, const struct journal_job *job,
                            const struct journal_page_builder *b)
{
    const struct mark_item *item = mark_find(&store->mark, job->read.session);
    const uint64_t seq_next = job->page.seq_first + b->count;

    if (job->page.more || item == NULL)
        return RESULT_OK;
    return seq_next > (item->is_staged ? item->next.seq : item->now.seq) ? RESULT_OK
                                                                         : RESULT_DAMAGED;
}

static enum result run_read(struct store *store, struct journal_job *job)
{
    struct journal_page_builder b;
    uint64_t seq_from = job->read.seq_from;
    enum result result = session_holds(store, job->read.session), finished;

    if (result != RESULT_OK)
        return result;
    page_builder_init(&b, job);
    if (job->read.snapshot)
        result = read_snapshot(store, job->read.session, &b, &seq_from);
    job->page.seq_first = seq_from;
    if (result == RESULT_OK)
        result = read_events(store, job, &b, seq_from);
    if (result == RESULT_OK)
        result = is_whole(store, job, &b);
    finished = page_builder_finish(&b);
    return result == RESULT_OK ? finished : result;
}

/* What is known of a session whose entry is not what was written. */
static void believe_mark(struct store *store, struct journal_entry *entry)
{
    const struct mark_item *item = mark_find(&store->mark, entry->session);

    entry->owner = 0; /* It may have been changed to somebody else's. */
    if (item == NULL)
        return;
    entry->delete_at_ms = item->now.delete_at_ms;
    memcpy(entry->code, item->now.code, sizeof entry->code);
}

static enum result run_list(struct store *store, struct journal_job *job)
{
    sqlite3_stmt *statement = store_statement(store, STORE_SESSIONS_LIST);
    struct journal_entry *entries = calloc(JOURNAL_PAGE_SESSIONS_MAX, sizeof *entries);
    bool sound = entries != NULL;
    uint32_t count = 0;
    int code = SQLITE_DONE;

    store_bind_number(statement, 1, job->list.after.value);
    store_bind_number(statement, 2,
                      job->list.until_ms > INT64_MAX ? INT64_MAX : job->list.until_ms);
    store_bind_number(statement, 3, JOURNAL_PAGE_SESSIONS_MAX);
    /* A row that cannot be ours is left out; its session counts as damaged. */
    while (entries != NULL && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        struct store_entry row;

        if (!store_read_entry(statement, &row)) {
            sound = false;
            continue;
        }
        entries[count] = row.entry;
        if (!store_entry_holds(&row))
            believe_mark(store, &entries[count]);
        count++;
    }
    sqlite3_reset(statement);
    job->memory = entries;
    job->listed.entries = entries;
    job->listed.count = count;
    job->listed.more = count == JOURNAL_PAGE_SESSIONS_MAX;
    if (entries == NULL)
        return RESULT_NO_MEMORY;
    return sound ? sqlite_result_of(store->db, code) : RESULT_DAMAGED;
}

enum result store_run(struct store *store, struct journal_job *job)
{
    switch (job->kind) {
    case JOB_APPEND: return run_append(store, &job->append);
    case JOB_DELETE: return run_delete(store, job->delete_session);
    case JOB_READ: return run_read(store, job);
    case JOB_FIND: return store_find_token(store, job);
    case JOB_FIND_CODE: return RESULT_CLOSED; /* It is not shared. */
    case JOB_LIST: return run_list(store, job);
    case JOB_COPY: break; /* Is no part of a group: sqlite_copy.h. */
    }
    return RESULT_INVALID;
}
