#include "journal/sqlite_audit.h"

#include "sys/log.h"

#include <assert.h>
#include <stdlib.h>

/* ---- at the start --------------------------------------------------------------------------- */

static const char *kind_name(enum journal_loss_kind kind)
{
    switch (kind) {
    case JOURNAL_LOSS_SESSION: return "session_missing";
    case JOURNAL_LOSS_EVENTS: return "events_missing";
    case JOURNAL_LOSS_CHANGED: return "changed";
    }
    return "?";
}

/* Log the loss, keep it for journal_losses, and let nobody read or add to the session. */
static enum result lose(struct store *store, struct mark_item *item, enum journal_loss_kind kind,
                        uint64_t seq)
{
    const size_t size = (store->losses_count + 1) * sizeof *store->losses;
    struct journal_loss *losses = realloc(store->losses, size), *loss;

    if (losses == NULL)
        return RESULT_NO_MEMORY;
    store->losses = losses;
    loss = &losses[store->losses_count++];
    *loss = (struct journal_loss){.session = item->now.session,
                                  .kind = kind,
                                  .delete_at_ms = item->now.delete_at_ms,
                                  .events_were = item->now.seq,
                                  .events_are = seq};
    memcpy(loss->code, item->now.code, sizeof loss->code);
    item->is_aside = true;
    store->is_token_missing = store->is_token_missing || kind == JOURNAL_LOSS_SESSION;
    log_error("journal", "loss", log_id("session", loss->session.value),
              log_text("code", loss->code), log_text("kind", kind_name(kind)),
              log_count("events_were", loss->events_were),
              log_count("events_are", loss->events_are));
    return RESULT_OK;
}

/* A session that the database has, as it is there. */
struct found {
    struct store_entry entry;
    uint64_t seq;
    struct chain chain;
    bool holds; /* Its entry and its last event can be read. */
};

/* The mark of one that has none yet, or whose mark is behind. */
static enum result bring_up(struct store *store, const struct found *found)
{
    struct mark_place place = {.session = found->entry.entry.session,
                               .seq = found->seq,
                               .rewritten = found->entry.rewritten,
                               .delete_at_ms = found->entry.entry.delete_at_ms,
                               .chain = found->chain};

    memcpy(place.code, found->entry.entry.code, sizeof place.code);
    return mark_stage(&store->mark, &place);
}

/* Is the event of the mark there, and what it was? */
static enum result compare_chain(struct store *store, const struct mark_place *mark,
                                 const struct found *found, bool *same)
{
    struct chain chain = found->chain;
    enum result result = RESULT_OK;

    if (mark->seq < found->seq)
        result = store_find_chain(store, mark->session, mark->seq, &chain);
    *same = result == RESULT_OK && chain_equal(&chain, &mark->chain);
    return result == RESULT_NOT_FOUND || result == RESULT_DAMAGED ? RESULT_OK : result;
}

static enum result compare(struct store *store, struct mark_item *item, const struct found *found)
{
    const struct mark_place *mark = &item->now;
    bool same = true;
    enum result result = RESULT_OK;

    item->is_seen = true;
    if (found->holds && found->entry.entry.delete_at_ms == 0)
        return RESULT_OK; /* Its deletion was begun. */
    if (!found->holds)
        return lose(store, item, JOURNAL_LOSS_CHANGED, found->seq);
    if (found->seq < mark->seq || found->entry.rewritten < mark->rewritten)
        return lose(store, item, JOURNAL_LOSS_EVENTS, found->seq);
    if (found->entry.rewritten == mark->rewritten)
        result = compare_chain(store, mark, found, &same);
    if (result != RESULT_OK)
        return result;
    if (!same)
        return lose(store, item, JOURNAL_LOSS_CHANGED, found->seq);
    if (mark->seq == found->seq && mark->rewritten == found->entry.rewritten && !mark->is_going)
        return RESULT_OK;
    return bring_up(store, found);
}

static enum result look_at_entry(struct store *store, sqlite3_stmt *row)
{
    struct found found = {.holds = true};
    struct mark_item *item;
    struct session_id session = {store_column_number(row, 0)};
    enum result result;

    found.holds = store_read_entry(row, &found.entry) && store_entry_holds(&found.entry);
    result = store_find_last(store, session, &found.seq, &found.chain);
    if (result != RESULT_OK && result != RESULT_DAMAGED)
        return result;
    found.holds = found.holds && result == RESULT_OK;
    item = mark_find(&store->mark, session);
    if (item != NULL)
        return compare(store, item, &found);
    /* What is wrong with it will be found by what reads it. */
    return found.holds && found.seq > 0 ? bring_up(store, &found) : RESULT_OK;
}

static enum result look_at_entries(struct store *store)
{
    sqlite3_stmt *statement = store_statement(store, STORE_SESSIONS_LIST);
    enum result result = RESULT_OK;
    int code = SQLITE_DONE;

    store_bind_number(statement, 1, 0);
    store_bind_number(statement, 2, INT64_MAX);
    store_bind_number(statement, 3, INT64_MAX);
    while (result == RESULT_OK && (code = sqlite3_step(statement)) == SQLITE_ROW)
        result = look_at_entry(store, statement);
    if (result == RESULT_OK)
        result = sqlite_result_of(store->db, code);
    sqlite3_reset(statement);
    return result == RESULT_DAMAGED ? RESULT_OK : result; /* One that is not seen is missing. */
}

/* Those that were marked, and that the database does not have. */
static enum result look_for_missing(struct store *store)
{
    enum result result = RESULT_OK;

    for (uint32_t i = 0; i < store->mark.used && result == RESULT_OK; i++) {
        struct mark_item *item = &store->mark.items[i];

        if (session_id_is_none(item->now.session) || item->is_seen)
            continue;
        if (item->now.is_going)
            mark_stage_deletion(&store->mark, item->now.session);
        else
            result = lose(store, item, JOURNAL_LOSS_SESSION, 0);
    }
    return result;
}

static void say(const struct store *store)
{
    const struct mark *mark = &store->mark;

    if (mark->unreadable_count > 0)
        log_error("journal", "marks_unreadable", log_count("count", mark->unreadable_count),
                  log_text("path", mark->path));
    if (!mark->was_there && !store->was_brought_up)
        log_warning("journal", "no_marks", log_text("path", mark->path),
                    log_text("hint", "whether something is missing cannot be known"));
}

enum result audit_open(struct store *store)
{
    enum result result = look_at_entries(store);

    if (result == RESULT_OK)
        result = look_for_missing(store);
    mark_adopt(&store->mark); /* Written by store_try_space, after the log was synced. */
    if (result == RESULT_OK)
        say(store);
    return result;
}

/* ---- when it is quiet ----------------------------------------------------------------------- */

enum result audit_next_session(struct store *store, struct session_id *session)
{
    sqlite3_stmt *statement = store_statement(store, STORE_SESSIONS_LIST);
    enum result result;
    int code;

    store_bind_number(statement, 1, session->value);
    store_bind_number(statement, 2, INT64_MAX);
    store_bind_number(statement, 3, 1);
    code = sqlite3_step(statement);
    result = code == SQLITE_DONE ? RESULT_NOT_FOUND : sqlite_result_of(store->db, code);
    if (code == SQLITE_ROW)
        session->value = store_column_number(statement, 0);
    sqlite3_reset(statement);
    return result == RESULT_DAMAGED ? RESULT_NOT_FOUND : result;
}

bool audit_is_whole(const struct audit *audit)
{
    return audit->entry_holds && audit->tokens_hold && audit->snapshot_holds && audit->last > 0 &&
           audit->sound == audit->last;
}

static void tell(struct session_id session, const struct audit *audit)
{
    log_error("journal", "damage", log_id("session", session.value),
              log_text("entry", audit->entry_holds ? "ok" : "changed"),
              log_text("tokens", audit->tokens_hold ? "ok" : "changed"),
              log_text("snapshot", audit->snapshot_holds ? "ok" : "changed"),
              log_count("events", audit->last), log_count("sound", audit->sound),
              log_count("playable", audit->playable));
}

enum result audit_one(struct store *store, bool (*is_wanted)(void *arg), void *arg)
{
    struct session_id session = store->audited;
    const struct mark_item *item;
    struct audit audit;
    enum result result = audit_next_session(store, &session);

    if (result != RESULT_OK)
        return result;
    item = mark_find(&store->mark, session);
    if (item == NULL || !item->is_aside) {
        result = audit_session(store, session, is_wanted, arg, &audit);
        if (result != RESULT_OK && result != RESULT_NOT_FOUND)
            return result;
        if (result == RESULT_OK && !audit_is_whole(&audit) &&
            !(audit.entry_holds && audit.entry.entry.delete_at_ms == 0)) {
            tell(session, &audit);
            result = RESULT_DAMAGED;
        }
    }
    store->audited = session;
    return result == RESULT_NOT_FOUND ? RESULT_OK : result;
}

/* ---- accepting ------------------------------------------------------------------------------ */

static enum result cut(struct store *store, struct session_id session, uint64_t seq)
{
    sqlite3_stmt *statement = store_statement(store, STORE_EVENTS_CUT);
    enum result result;

    store_bind_number(statement, 1, session.value);
    store_bind_number(statement, 2, seq);
    result = store_finish(statement);
    return result == RESULT_OK ? store_renew_tokens(store, session, seq) : result;
}

/* In a transaction: what is left of a session goes on. */
static enum result go_on(struct store *store, struct session_id session, const struct audit *audit)
{
    const struct found found = {
        .entry = audit->entry, .seq = audit->playable, .chain = audit->chain};
    enum result result = RESULT_OK;

    if (audit->playable < audit->last || !audit->tokens_hold)
        result = cut(store, session, audit->playable);
    if (result == RESULT_OK && !audit->snapshot_holds)
        result = store_run_on(store, STORE_SNAPSHOT_DELETE, session);
    return result == RESULT_OK ? bring_up(store, &found) : result;
}

/* In a transaction: what there may still be of a session that has no entry. */
static enum result let_go(struct store *store, struct session_id session)
{
    static const enum store_statement all[] = {STORE_EVENTS_DELETE, STORE_TOKENS_DELETE,
                                               STORE_SNAPSHOT_DELETE};
    enum result result = RESULT_OK;

    for (size_t i = 0; i < sizeof all / sizeof all[0] && result == RESULT_OK; i++)
        result = store_run_on(store, all[i], session);
    mark_stage_deletion(&store->mark, session);
    return result;
}

/* One transaction a session, so that one that cannot be mended does not stop the others. */
static enum result accept_session(struct store *store, struct session_id session)
{
    struct audit audit = {0};
    enum result result = audit_session(store, session, NULL, NULL, &audit), done;
    struct mark_item *item = mark_find(&store->mark, session);
    const bool is_gone = result == RESULT_NOT_FOUND;

    if (result != RESULT_OK && !is_gone)
        return result;
    if (!is_gone && audit_is_whole(&audit) && (item == NULL || !item->is_aside))
        return RESULT_OK;
    if (!is_gone && (!audit.entry_holds || audit.playable == 0)) {
        log_error("journal", "loss_stays", log_id("session", session.value),
                  log_text("hint", "it can only be deleted"));
        return RESULT_OK;
    }
    result = store_begin(store);
    if (result == RESULT_OK)
        result = is_gone ? let_go(store, session) : go_on(store, session, &audit);
    if (result == RESULT_OK)
        result = store_grow(store);
    if (result == RESULT_OK)
        result = store_commit(store);
    if (result != RESULT_OK)
        store_rollback(store);
    done = result == RESULT_DAMAGED ? RESULT_OK : result;
    item = mark_find(&store->mark, session);
    if (result == RESULT_OK && item != NULL)
        item->is_aside = false;
    log_warning("journal", "loss_accepted", log_id("session", session.value),
                log_text("result", result_name(result)), log_count("events", audit.playable),
                log_count("of", audit.last));
    return done;
}

/* Those that are still set aside stay losses. */
static void keep_losses(struct store *store)
{
    uint32_t kept = 0;

    store->is_token_missing = false;
    for (uint32_t i = 0; i < store->losses_count; i++) {
        const struct journal_loss loss = store->losses[i];
        const struct mark_item *item = mark_find(&store->mark, loss.session);

        if (item == NULL || !item->is_aside)
            continue;
        store->losses[kept++] = loss;
        store->is_token_missing = store->is_token_missing || loss.kind == JOURNAL_LOSS_SESSION;
    }
    store->losses_count = kept;
}

enum result audit_accept(struct store *store)
{
    struct session_id session = {0};
    enum result result;

    for (uint32_t i = 0; i < store->losses_count; i++) {
        result = accept_session(store, store->losses[i].session);
        if (result != RESULT_OK)
            return result;
    }
    while ((result = audit_next_session(store, &session)) == RESULT_OK) {
        result = accept_session(store, session);
        if (result != RESULT_OK)
            return result;
    }
    keep_losses(store);
    return result == RESULT_NOT_FOUND ? RESULT_OK : result;
}
