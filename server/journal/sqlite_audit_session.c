/* sqlite_audit_session.c -- looks through one session, event by event. What cannot be read is not
 * what was written. */
#include "journal/sqlite_audit.h"

#define LOOK_EVENTS 256 /* Between looks whether somebody waits. */

struct walk {
    struct store *store;
    struct audit *audit;
    struct session_id session;
    bool (*is_wanted)(void *arg);
    void *arg;
    uint64_t snapshot_seq; /* Of a snapshot, or 0. */
    struct chain snapshot_chain;
    bool holds, is_playable; /* So far, from the entry and from the snapshot. */
    struct chain chain;      /* As stored, of the event that was read last. */
};

static bool is_harmless(enum result result)
{
    return result == RESULT_OK || result == RESULT_NOT_FOUND || result == RESULT_DAMAGED;
}

/* Does the snapshot follow from the chain, as it stands, of its last event? */
static enum result look_at_snapshot(struct walk *w)
{
    sqlite3_stmt *statement = store_statement(w->store, STORE_SNAPSHOT_READ);
    enum result result;
    struct chain chain, at;
    uint64_t seq = 0;
    int code;

    store_bind_number(statement, 1, w->session.value);
    code = sqlite3_step(statement);
    result = sqlite_result_of(w->store->db, code);
    w->audit->snapshot_holds = code == SQLITE_DONE;
    if (code == SQLITE_ROW && store_column_chain(statement, 2, &chain))
        seq = store_column_number(statement, 0);
    if (seq > 0 && seq <= INT64_MAX &&
        store_find_chain(w->store, w->session, seq, &at) == RESULT_OK) {
        const struct chain right = chain_of_snapshot(&at, store_column_blob(statement, 1));

        w->audit->snapshot_holds = chain_equal(&right, &chain);
    }
    if (w->audit->snapshot_holds && code == SQLITE_ROW) {
        w->snapshot_seq = seq;
        w->snapshot_chain = at;
    }
    sqlite3_reset(statement);
    return is_harmless(result) ? RESULT_OK : result;
}

static void take_event(struct walk *w, uint64_t seq, struct bytes event, const struct chain *own)
{
    const struct chain right = chain_next(&w->chain, event);
    const bool follows = seq == w->audit->last + 1 && own != NULL && chain_equal(own, &right);

    w->holds = w->holds && follows;
    if (seq == w->snapshot_seq && w->snapshot_seq > 0)
        w->is_playable = true;
    else
        w->is_playable = w->is_playable && follows;
    if (own != NULL)
        w->chain = *own;
    w->audit->last = seq;
    if (w->holds)
        w->audit->sound = seq;
    if (w->is_playable) {
        w->audit->playable = seq;
        w->audit->chain = w->chain;
    }
}

static enum result look_at_events(struct walk *w)
{
    sqlite3_stmt *statement;
    enum result result = RESULT_OK;
    int code = SQLITE_ROW;

    for (uint64_t count = 0; code == SQLITE_ROW && result == RESULT_OK; count++) {
        struct chain own;

        if (count % LOOK_EVENTS == LOOK_EVENTS - 1 && w->is_wanted != NULL && w->is_wanted(w->arg))
            return RESULT_FULL;
        statement = store_statement(w->store, STORE_EVENT_NEXT);
        store_bind_number(statement, 1, w->session.value);
        store_bind_number(statement, 2, w->audit->last);
        code = sqlite3_step(statement);
        result = sqlite_result_of(w->store->db, code);
        if (code == SQLITE_ROW)
            take_event(w, store_column_number(statement, 0), store_column_blob(statement, 1),
                       store_column_chain(statement, 2, &own) ? &own : NULL);
        sqlite3_reset(statement);
    }
    return is_harmless(result) ? RESULT_OK : result;
}

enum result audit_session(struct store *store, struct session_id session,
                          bool (*is_wanted)(void *arg), void *arg, struct audit *out)
{
    struct walk w = {
        .store = store, .audit = out, .session = session, .is_wanted = is_wanted, .arg = arg};
    struct chain tokens;
    enum result result, found;

    *out = (struct audit){0};
    found = store_find_entry(store, session, &out->entry);
    if (!is_harmless(found) || found == RESULT_NOT_FOUND)
        return found;
    out->entry_holds = found == RESULT_OK && store_entry_holds(&out->entry);
    w.holds = w.is_playable = out->entry_holds;
    w.chain = out->chain = out->entry.chain;
    result = look_at_snapshot(&w);
    if (result == RESULT_OK)
        result = look_at_events(&w);
    if (result != RESULT_OK)
        return result;
    found = store_sum_tokens(store, session, &tokens);
    out->tokens_hold = found == RESULT_OK && chain_equal(&tokens, &out->entry.tokens);
    return is_harmless(found) ? RESULT_OK : found;
}
