/* sqlite_forget.c -- people who leave take what they wrote along, and answers to a scan go when it
 * is over: the events of the session are written again without them, within the transaction of the
 * leaving or the closing, and so is their chain, from the first on. The number of times that this
 * was done is in the entry, as chains from before cannot be compared with those after. */
#include "journal/sqlite_store.h"

#include <assert.h>

struct forget {
    struct store *store;
    const struct journal_batch *batch;
    uint64_t seq;             /* Of the event that was read last. */
    struct chain before, was; /* Its chain as stored: of the one before it, and its own. */
    bool has_words;           /* Of somebody who leaves, or of what is over. */
    struct buffer out;        /* The event, without them. */
    uint8_t memory[EVENT_BYTES_MAX];
};

/* Read the event after f->seq. RESULT_NOT_FOUND: there is none. RESULT_DAMAGED: it is not what was
 * written; writing it again would make it look as if it were. */
static enum result read_next(struct forget *f)
{
    sqlite3_stmt *statement = store_statement(f->store, STORE_EVENT_NEXT);
    enum result result;
    int code;

    store_bind_number(statement, 1, f->batch->session.value);
    store_bind_number(statement, 2, f->seq);
    code = sqlite3_step(statement);
    result = code == SQLITE_DONE ? RESULT_NOT_FOUND : sqlite_result_of(f->store->db, code);
    if (code == SQLITE_ROW) {
        const struct bytes event = store_column_blob(statement, 1);
        const struct chain right = chain_next(&f->before, event);

        if (store_column_number(statement, 0) != ++f->seq || event.size > EVENT_BYTES_MAX ||
            !store_column_chain(statement, 2, &f->was) || !chain_equal(&f->was, &right))
            result = RESULT_DAMAGED;
        f->before = f->was;
        f->has_words = result == RESULT_OK && journal_forget_words(f->batch, event, &f->out);
        if (result == RESULT_OK && !f->has_words) {
            buffer_reset(&f->out);
            buffer_append(&f->out, event.data, event.size);
        }
    }
    sqlite3_reset(statement);
    return result;
}

static enum result write_event(struct forget *f, const struct chain *chain)
{
    sqlite3_stmt *statement = store_statement(f->store, STORE_EVENT_REWRITE);

    assert(!f->out.overflowed);
    store_bind_number(statement, 1, f->batch->session.value);
    store_bind_number(statement, 2, f->seq);
    store_bind_blob(statement, 3, buffer_bytes(&f->out));
    store_bind_chain(statement, 4, chain);
    return store_finish(statement);
}

static enum result write_entry(struct forget *f, const struct store_entry *entry)
{
    sqlite3_stmt *statement = store_statement(f->store, STORE_SESSION_REWRITTEN);

    store_bind_number(statement, 1, f->batch->session.value);
    store_bind_number(statement, 2, entry->rewritten);
    store_bind_chain(statement, 3, &entry->chain);
    return store_finish(statement);
}

static void start_over(struct forget *f, const struct chain *entry)
{
    f->seq = 0;
    f->before = *entry;
}

/* Is there anything to forget at all? */
static enum result look(struct forget *f, bool *any)
{
    enum result result = RESULT_OK;

    *any = false;
    while (!*any && (result = read_next(f)) == RESULT_OK)
        *any = f->has_words;
    return result == RESULT_NOT_FOUND ? RESULT_OK : result;
}

/* One pass over the session serves all seats that leave at once. */
static enum result write_again(struct forget *f, struct chain *chain)
{
    enum result result;

    while ((result = read_next(f)) == RESULT_OK) {
        *chain = chain_next(chain, buffer_bytes(&f->out));
        result = write_event(f, chain);
        if (result != RESULT_OK)
            return result;
    }
    return result == RESULT_NOT_FOUND ? RESULT_OK : result;
}

enum result store_forget_words(struct store *store, const struct journal_batch *batch,
                               struct mark_place *place)
{
    struct forget f = {.store = store, .batch = batch};
    struct store_entry entry;
    enum result result = store_find_entry(store, batch->session, &entry);
    bool any = false;

    buffer_init(&f.out, f.memory, sizeof f.memory);
    if (result == RESULT_OK && !store_entry_holds(&entry))
        result = RESULT_DAMAGED;
    start_over(&f, &entry.chain);
    if (result == RESULT_OK)
        result = look(&f, &any);
    if (result != RESULT_OK || !any)
        return result == RESULT_NOT_FOUND ? RESULT_DAMAGED : result;
    start_over(&f, &entry.chain);
    entry.rewritten++;
    entry.chain = chain_of_entry(&entry.entry, entry.rewritten);
    place->rewritten = entry.rewritten;
    place->chain = entry.chain;
    result = write_again(&f, &place->chain);
    return result == RESULT_OK ? write_entry(&f, &entry) : result;
}
