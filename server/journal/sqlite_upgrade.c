/* sqlite_upgrade.c -- the chains of a file in a format that had none. What cannot be read gets
 * none, and so stays what it was: damaged. */
#include "journal/sqlite_store.h"

#include "sys/log.h"

/* The session after this one, as it stands. RESULT_NOT_FOUND: there is none. */
static enum result next_entry(struct store *store, struct session_id after, struct store_entry *out,
                              bool *sound)
{
    sqlite3_stmt *statement = store_statement(store, STORE_SESSIONS_LIST);
    enum result result;
    int code;

    store_bind_number(statement, 1, after.value);
    store_bind_number(statement, 2, INT64_MAX);
    store_bind_number(statement, 3, 1);
    code = sqlite3_step(statement);
    result = code == SQLITE_DONE ? RESULT_NOT_FOUND : sqlite_result_of(store->db, code);
    if (code == SQLITE_ROW)
        *sound = store_read_index(statement, out);
    sqlite3_reset(statement);
    return result;
}

static enum result write_entry(struct store *store, const struct store_entry *entry)
{
    sqlite3_stmt *statement = store_statement(store, STORE_SESSION_REWRITTEN);

    store_bind_number(statement, 1, entry->entry.session.value);
    store_bind_number(statement, 2, 0);
    store_bind_chain(statement, 3, &entry->chain);
    return store_finish(statement);
}

/* The event after *seq gets its chain. RESULT_NOT_FOUND: there is none. */
static enum result write_event(struct store *store, struct session_id session, uint64_t *seq,
                               struct chain *chain)
{
    sqlite3_stmt *statement = store_statement(store, STORE_EVENT_NEXT);
    uint8_t memory[EVENT_BYTES_MAX];
    struct bytes event = {memory, 0};
    enum result result;
    int code;

    store_bind_number(statement, 1, session.value);
    store_bind_number(statement, 2, *seq);
    code = sqlite3_step(statement);
    result = code == SQLITE_DONE ? RESULT_NOT_FOUND : sqlite_result_of(store->db, code);
    if (code == SQLITE_ROW) {
        event.size = store_column_blob(statement, 1).size;
        if (store_column_number(statement, 0) != ++*seq || event.size > sizeof memory)
            result = RESULT_DAMAGED;
        else if (event.size > 0)
            memcpy(memory, store_column_blob(statement, 1).data, event.size);
    }
    sqlite3_reset(statement);
    if (result != RESULT_OK)
        return result;
    *chain = chain_next(chain, event);
    statement = store_statement(store, STORE_EVENT_REWRITE);
    store_bind_number(statement, 1, session.value);
    store_bind_number(statement, 2, *seq);
    store_bind_blob(statement, 3, event);
    store_bind_chain(statement, 4, chain);
    return store_finish(statement);
}

static enum result write_snapshot(struct store *store, struct session_id session)
{
    sqlite3_stmt *read = store_statement(store, STORE_SNAPSHOT_READ), *write;
    struct chain at, chain;
    enum result result;
    int code;

    store_bind_number(read, 1, session.value);
    code = sqlite3_step(read);
    result = sqlite_result_of(store->db, code);
    if (code == SQLITE_ROW && store_column_number(read, 0) <= INT64_MAX)
        result = store_find_chain(store, session, store_column_number(read, 0), &at);
    if (code == SQLITE_ROW && result == RESULT_OK)
        chain = chain_of_snapshot(&at, store_column_blob(read, 1));
    sqlite3_reset(read);
    if (code != SQLITE_ROW || result != RESULT_OK)
        return result == RESULT_NOT_FOUND ? RESULT_DAMAGED : result;
    write = store_statement(store, STORE_SNAPSHOT_CHAIN);
    store_bind_number(write, 1, session.value);
    store_bind_chain(write, 2, &chain);
    return store_finish(write);
}

static enum result write_session(struct store *store, struct store_entry *entry)
{
    const struct session_id session = entry->entry.session;
    struct chain chain = chain_of_entry(&entry->entry, 0);
    uint64_t seq = 0;
    enum result result;

    entry->chain = chain;
    result = write_entry(store, entry);
    while (result == RESULT_OK)
        result = write_event(store, session, &seq, &chain);
    if (result == RESULT_NOT_FOUND)
        result = write_snapshot(store, session);
    return result == RESULT_OK ? store_chain_tokens(store, session) : result;
}

enum result store_write_chains(struct store *store)
{
    struct store_entry entry = {0};
    bool sound = true;
    enum result result;

    while ((result = next_entry(store, entry.entry.session, &entry, &sound)) == RESULT_OK) {
        result = sound ? write_session(store, &entry) : RESULT_DAMAGED;
        if (result == RESULT_DAMAGED)
            log_error("journal", "damage_in_old_format",
                      log_id("session", entry.entry.session.value));
        else if (result != RESULT_OK)
            return result;
    }
    return result == RESULT_NOT_FOUND || result == RESULT_DAMAGED ? RESULT_OK : result;
}
