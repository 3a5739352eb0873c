/* sqlite_rows.c -- single rows, and whether they are what was written. */
#include "journal/sqlite_store.h"

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

bool store_read_index(sqlite3_stmt *statement, struct store_entry *out)
{
    struct journal_entry *entry = &out->entry;

    *out = (struct store_entry){.rewritten = store_column_number(statement, 6)};
    entry->session.value = store_column_number(statement, 0);
    entry->created_ms = store_column_number(statement, 2);
    entry->delete_at_ms = store_column_number(statement, 3);
    entry->owner = store_column_number(statement, 9);
    return column_text(statement, 1, entry->code, sizeof entry->code) &&
           column_text(statement, 4, entry->scenario, sizeof entry->scenario) &&
           column_text(statement, 5, entry->scenario_version, sizeof entry->scenario_version);
}

bool store_read_entry(sqlite3_stmt *statement, struct store_entry *out)
{
    return store_read_index(statement, out) && store_column_chain(statement, 7, &out->tokens) &&
           store_column_chain(statement, 8, &out->chain);
}

enum result store_find_entry(struct store *store, struct session_id session,
                             struct store_entry *out)
{
    sqlite3_stmt *statement = store_statement(store, STORE_SESSION_READ);
    enum result result;
    int code;

    store_bind_number(statement, 1, session.value);
    code = sqlite3_step(statement);
    result = code == SQLITE_DONE ? RESULT_NOT_FOUND : sqlite_result_of(store->db, code);
    if (code == SQLITE_ROW && !store_read_entry(statement, out))
        result = RESULT_DAMAGED;
    sqlite3_reset(statement);
    return result;
}

bool store_entry_holds(const struct store_entry *entry)
{
    const struct chain chain = chain_of_entry(&entry->entry, entry->rewritten);

    return chain_equal(&chain, &entry->chain);
}

enum result store_find_last(struct store *store, struct session_id session, uint64_t *seq,
                            struct chain *chain)
{
    sqlite3_stmt *statement = store_statement(store, STORE_SEQ_LAST);
    enum result result;
    int code;

    store_bind_number(statement, 1, session.value);
    code = sqlite3_step(statement);
    result = sqlite_result_of(store->db, code);
    *seq = code == SQLITE_ROW ? store_column_number(statement, 0) : 0;
    if (code == SQLITE_ROW && !store_column_chain(statement, 1, chain))
        result = RESULT_DAMAGED;
    sqlite3_reset(statement);
    return result;
}

static enum result find_chain_of_event(struct store *store, struct session_id session, uint64_t seq,
                                       struct chain *chain)
{
    sqlite3_stmt *statement = store_statement(store, STORE_EVENT_CHAIN);
    enum result result;
    int code;

    store_bind_number(statement, 1, session.value);
    store_bind_number(statement, 2, seq);
    code = sqlite3_step(statement);
    result = code == SQLITE_DONE ? RESULT_NOT_FOUND : sqlite_result_of(store->db, code);
    if (code == SQLITE_ROW && !store_column_chain(statement, 0, chain))
        result = RESULT_DAMAGED;
    sqlite3_reset(statement);
    return result;
}

enum result store_find_chain(struct store *store, struct session_id session, uint64_t seq,
                             struct chain *chain)
{
    struct store_entry entry;
    enum result result;

    if (seq > INT64_MAX) /* As a damaged row may say. */
        return RESULT_NOT_FOUND;
    if (seq > 0)
        return find_chain_of_event(store, session, seq, chain);
    result = store_find_entry(store, session, &entry);
    if (result == RESULT_OK && !store_entry_holds(&entry))
        result = RESULT_DAMAGED;
    if (result == RESULT_OK)
        *chain = entry.chain;
    return result;
}
