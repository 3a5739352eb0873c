/* sqlite_jobs.c -- what each job does in the database. A job does all that it was asked; or it
 * finds before its first write that it may not (RESULT_FENCED); or it cannot (sqlite_group.c), and
 * the whole transaction is given up. */
#include "journal/sqlite_store.h"

#include <assert.h>
#include <stdlib.h>

/* Bind parameter i. The session is the first of every statement, except those that look up a token.
 * */
static void bind_number(sqlite3_stmt *statement, int i, uint64_t value)
{
    assert(value <= INT64_MAX);
    sqlite3_bind_int64(statement, i, (int64_t)value);
}

static void bind_blob(sqlite3_stmt *statement, int i, struct bytes blob)
{
    sqlite3_bind_blob64(statement, i, blob.size > 0 ? blob.data : (const uint8_t *)"", blob.size,
                        SQLITE_STATIC);
}

static struct bytes column_blob(sqlite3_stmt *statement, int column)
{
    const void *data = sqlite3_column_blob(statement, column);

    return (struct bytes){data, (size_t)sqlite3_column_bytes(statement, column)};
}

static enum result run_on_session(struct store *store, enum store_statement which,
                                  struct session_id session)
{
    sqlite3_stmt *statement = store_statement(store, which);

    bind_number(statement, 1, session.value);
    return store_finish(statement);
}

/* ---- append --------------------------------------------------------------------------------- */

/* The last seq of a session, 0 without events. */
static enum result read_seq_last(struct store *store, struct session_id session, uint64_t *seq)
{
    sqlite3_stmt *statement = store_statement(store, STORE_SEQ_LAST);
    int code;

    bind_number(statement, 1, session.value);
    code = sqlite3_step(statement);
    *seq = code == SQLITE_ROW ? (uint64_t)sqlite3_column_int64(statement, 0) : 0;
    sqlite3_reset(statement);
    return store_result(store->db, code);
}

static enum result insert_session(struct store *store, const struct journal_entry *entry)
{
    sqlite3_stmt *statement = store_statement(store, STORE_SESSION_INSERT);

    bind_number(statement, 1, entry->session.value);
    sqlite3_bind_text(statement, 2, entry->code, -1, SQLITE_STATIC);
    bind_number(statement, 3, entry->created_ms);
    bind_number(statement, 4, entry->delete_at_ms);
    sqlite3_bind_text(statement, 5, entry->scenario, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 6, entry->scenario_version, -1, SQLITE_STATIC);
    return store_finish(statement);
}

static enum result insert_event(struct store *store, struct session_id session, uint64_t seq,
                                struct bytes event)
{
    sqlite3_stmt *statement = store_statement(store, STORE_EVENT_INSERT);

    bind_number(statement, 1, session.value);
    bind_number(statement, 2, seq);
    bind_blob(statement, 3, event);
    return store_finish(statement);
}

static enum result write_snapshot(struct store *store, const struct journal_batch *batch)
{
    sqlite3_stmt *statement = store_statement(store, STORE_SNAPSHOT_WRITE);

    bind_number(statement, 1, batch->session.value);
    bind_number(statement, 2, batch->snapshot_seq);
    bind_blob(statement, 3, batch->snapshot);
    if (store->snapshot_bytes < (int64_t)batch->snapshot.size)
        store->snapshot_bytes = (int64_t)batch->snapshot.size;
    return store_finish(statement);
}

enum { TOKENS_VALID = 0, TOKENS_WAITING = 1, TOKENS_BOTH = 2 }; /* STORE_TOKENS_DROP has them. */

static enum result drop_tokens(struct store *store, struct session_id session, uint16_t seat,
                               int which)
{
    sqlite3_stmt *statement = store_statement(store, STORE_TOKENS_DROP);

    bind_number(statement, 1, session.value);
    bind_number(statement, 2, seat);
    sqlite3_bind_int(statement, 3, which);
    return store_finish(statement);
}

static enum result insert_token(struct store *store, struct session_id session,
                                const struct journal_token *token, bool waiting)
{
    sqlite3_stmt *statement = store_statement(store, STORE_TOKEN_INSERT);

    bind_blob(statement, 1, (struct bytes){token->hash, TOKEN_HASH_BYTES});
    bind_number(statement, 2, session.value);
    bind_number(statement, 3, token->seat);
    sqlite3_bind_int(statement, 4, waiting);
    return store_finish(statement);
}

static enum result use_token(struct store *store, struct session_id session, uint16_t seat)
{
    sqlite3_stmt *statement = store_statement(store, STORE_TOKENS_USE);

    bind_number(statement, 1, session.value);
    bind_number(statement, 2, seat);
    return store_finish(statement);
}

static enum result change_token(struct store *store, struct session_id session,
                                const struct journal_token *token)
{
    enum result result = RESULT_INVALID;

    switch (token->change) {
    case JOURNAL_TOKEN_ADD: return insert_token(store, session, token, false);
    case JOURNAL_TOKEN_ISSUE:
        result = drop_tokens(store, session, token->seat, TOKENS_WAITING);
        return result == RESULT_OK ? insert_token(store, session, token, true) : result;
    case JOURNAL_TOKEN_USE:
        result = drop_tokens(store, session, token->seat, TOKENS_VALID);
        return result == RESULT_OK ? use_token(store, session, token->seat) : result;
    case JOURNAL_TOKEN_DROP: return drop_tokens(store, session, token->seat, TOKENS_BOTH);
    }
    return result;
}

/* The event without the words of a seat that leaves with this batch, if it has any. One event has
 * the words of at most one seat. */
static bool forget_any(const struct journal_batch *batch, struct bytes event, struct buffer *out)
{
    for (uint32_t i = 0; i < batch->tokens_count; i++) {
        buffer_reset(out);
        if (batch->tokens[i].change == JOURNAL_TOKEN_DROP &&
            batch->forget(event, batch->tokens[i].seat, out))
            return true;
    }
    return false;
}

/* Find the next event after *seq that has something to forget, and make it without that.
 * RESULT_NOT_FOUND: there is none. */
static enum result find_to_forget(struct store *store, const struct journal_batch *batch,
                                  uint64_t *seq, struct buffer *out)
{
    sqlite3_stmt *statement;
    bool found = false;
    int code = SQLITE_ROW;

    while (!found && code == SQLITE_ROW) {
        statement = store_statement(store, STORE_EVENT_NEXT);
        bind_number(statement, 1, batch->session.value);
        bind_number(statement, 2, *seq);
        code = sqlite3_step(statement);
        if (code == SQLITE_ROW) {
            *seq = (uint64_t)sqlite3_column_int64(statement, 0);
            found = forget_any(batch, column_blob(statement, 1), out);
        }
        sqlite3_reset(statement);
    }
    if (found)
        return RESULT_OK;
    return code == SQLITE_DONE ? RESULT_NOT_FOUND : store_result(store->db, code);
}

/* One pass over the session serves all seats that leave at once. */
static enum result forget_words(struct store *store, const struct journal_batch *batch)
{
    uint8_t memory[EVENT_BYTES_MAX];
    uint64_t seq = 0;
    struct buffer out;
    enum result result;

    buffer_init(&out, memory, sizeof memory);
    while ((result = find_to_forget(store, batch, &seq, &out)) == RESULT_OK) {
        sqlite3_stmt *statement = store_statement(store, STORE_EVENT_REWRITE);

        assert(!out.overflowed);
        bind_number(statement, 1, batch->session.value);
        bind_number(statement, 2, seq);
        bind_blob(statement, 3, buffer_bytes(&out));
        result = store_finish(statement);
        if (result != RESULT_OK)
            return result;
    }
    return result == RESULT_NOT_FOUND ? RESULT_OK : result;
}

static enum result run_append(struct store *store, const struct journal_batch *batch)
{
    uint64_t seq;
    enum result result = read_seq_last(store, batch->session, &seq);

    if (result != RESULT_OK)
        return result;
    if (batch->seq_first != seq + 1)
        return RESULT_FENCED; /* Nothing was written yet, so the rest of the group goes on. */
    if (batch->created != NULL)
        result = insert_session(store, batch->created);
    for (uint32_t i = 0; i < batch->events_count && result == RESULT_OK; i++)
        result = insert_event(store, batch->session, ++seq, batch->events[i]);
    for (uint32_t i = 0; i < batch->tokens_count && result == RESULT_OK; i++)
        result = change_token(store, batch->session, &batch->tokens[i]);
    if (batch->forget != NULL && result == RESULT_OK)
        result = forget_words(store, batch);
    if (batch->snapshot.size > 0 && result == RESULT_OK)
        result = write_snapshot(store, batch);
    return result;
}

/* ---- delete --------------------------------------------------------------------------------- */

static enum result run_delete(struct store *store, struct session_id session)
{
    static const enum store_statement all[] = {STORE_EVENTS_DELETE, STORE_TOKENS_DELETE,
                                               STORE_SNAPSHOT_DELETE, STORE_SESSION_DELETE};
    enum result result = RESULT_OK;

    for (size_t i = 0; i < sizeof all / sizeof all[0] && result == RESULT_OK; i++)
        result = run_on_session(store, all[i], session);
    return result;
}

/* ---- reads ---------------------------------------------------------------------------------- */

static enum result session_exists(struct store *store, struct session_id session)
{
    sqlite3_stmt *statement = store_statement(store, STORE_SESSION_READ);
    int code;

    bind_number(statement, 1, session.value);
    code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? RESULT_NOT_FOUND : store_result(store->db, code);
}

static enum result read_snapshot(struct store *store, struct session_id session,
                                 struct journal_page_builder *b, uint64_t *seq_from)
{
    sqlite3_stmt *statement = store_statement(store, STORE_SNAPSHOT_READ);
    enum result result = RESULT_OK;
    int code;

    bind_number(statement, 1, session.value);
    code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        uint64_t seq = (uint64_t)sqlite3_column_int64(statement, 0);

        *seq_from = seq + 1;
        if (!page_builder_snapshot(b, column_blob(statement, 1), seq))
            result = RESULT_NO_MEMORY;
    } else {
        result = store_result(store->db, code);
    }
    sqlite3_reset(statement);
    return result;
}

static enum result read_events(struct store *store, struct journal_job *job,
                               struct journal_page_builder *b, uint64_t seq_from)
{
    sqlite3_stmt *statement = store_statement(store, STORE_EVENTS_READ);
    enum result result = RESULT_OK;
    int code;

    bind_number(statement, 1, job->read.session.value);
    bind_number(statement, 2, seq_from);
    bind_number(statement, 3, JOURNAL_PAGE_EVENTS_MAX + 1);
    while ((code = sqlite3_step(statement)) == SQLITE_ROW && result == RESULT_OK) {
        if (b->count == JOURNAL_PAGE_EVENTS_MAX) {
            job->page.more = true;
            code = SQLITE_DONE;
            break;
        }
        if ((uint64_t)sqlite3_column_int64(statement, 0) != seq_from + b->count)
            result = RESULT_DAMAGED; /* One that was written is not there. */
        else if (!page_builder_event(b, column_blob(statement, 1)))
            result = RESULT_NO_MEMORY;
    }
    sqlite3_reset(statement);
    return result == RESULT_OK ? store_result(store->db, code) : result;
}

static enum result run_read(struct store *store, struct journal_job *job)
{
    struct journal_page_builder b;
    uint64_t seq_from = job->read.seq_from;
    enum result result = session_exists(store, job->read.session), finished;

    if (result != RESULT_OK)
        return result;
    page_builder_init(&b, job);
    if (job->read.snapshot)
        result = read_snapshot(store, job->read.session, &b, &seq_from);
    job->page.seq_first = seq_from;
    if (result == RESULT_OK)
        result = read_events(store, job, &b, seq_from);
    finished = page_builder_finish(&b);
    return result == RESULT_OK ? finished : result;
}

static enum result run_find(struct store *store, struct journal_job *job)
{
    sqlite3_stmt *statement = store_statement(store, STORE_TOKEN_FIND);
    int code;

    bind_blob(statement, 1, (struct bytes){job->find_hash, TOKEN_HASH_BYTES});
    code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        job->found.session.value = (uint64_t)sqlite3_column_int64(statement, 0);
        job->found.seat = (uint16_t)sqlite3_column_int(statement, 1);
        job->found.waiting = sqlite3_column_int(statement, 2) != 0;
    }
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? RESULT_NOT_FOUND : store_result(store->db, code);
}

/* Copy a text column into an array, with its NUL. A longer text was not written by us. */
static bool column_text(sqlite3_stmt *statement, int column, char *out, size_t size)
{
    const unsigned char *text = sqlite3_column_text(statement, column);
    size_t length = (size_t)sqlite3_column_bytes(statement, column);

    if (text == NULL || length >= size)
        return false;
    memcpy(out, text, length + 1);
    return true;
}

static bool read_entry(sqlite3_stmt *statement, struct journal_entry *entry)
{
    entry->session.value = (uint64_t)sqlite3_column_int64(statement, 0);
    entry->created_ms = (uint64_t)sqlite3_column_int64(statement, 2);
    entry->delete_at_ms = (uint64_t)sqlite3_column_int64(statement, 3);
    return column_text(statement, 1, entry->code, sizeof entry->code) &&
           column_text(statement, 4, entry->scenario, sizeof entry->scenario) &&
           column_text(statement, 5, entry->scenario_version, sizeof entry->scenario_version);
}

static enum result run_list(struct store *store, struct journal_job *job)
{
    sqlite3_stmt *statement = store_statement(store, STORE_SESSIONS_LIST);
    struct journal_entry *entries = calloc(JOURNAL_PAGE_SESSIONS_MAX, sizeof *entries);
    bool sound = entries != NULL;
    uint32_t count = 0;
    int code = SQLITE_DONE;

    bind_number(statement, 1, job->list.after.value);
    bind_number(statement, 2, job->list.until_ms > INT64_MAX ? INT64_MAX : job->list.until_ms);
    bind_number(statement, 3, JOURNAL_PAGE_SESSIONS_MAX);
    /* A row that cannot be ours is left out; its session counts as damaged. */
    while (entries != NULL && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        if (read_entry(statement, &entries[count]))
            count++;
        else
            sound = false;
    }
    sqlite3_reset(statement);
    job->memory = entries;
    job->listed.entries = entries;
    job->listed.count = count;
    job->listed.more = count == JOURNAL_PAGE_SESSIONS_MAX;
    if (entries == NULL)
        return RESULT_NO_MEMORY;
    return sound ? store_result(store->db, code) : RESULT_DAMAGED;
}

enum result store_run(struct store *store, struct journal_job *job)
{
    switch (job->kind) {
    case JOB_APPEND: return run_append(store, &job->append);
    case JOB_DELETE: return run_delete(store, job->delete_session);
    case JOB_READ: return run_read(store, job);
    case JOB_FIND: return run_find(store, job);
    case JOB_LIST: return run_list(store, job);
    }
    return RESULT_INVALID;
}
