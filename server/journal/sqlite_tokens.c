/* sqlite_tokens.c -- the tokens of seats. Each row has a chain of its own, so that none opens
 * another's seat; the entry of its session has one over all, so that none goes unnoticed. */
#include "journal/sqlite_store.h"

#include <assert.h>

enum { TOKENS_VALID = 0, TOKENS_WAITING = 1, TOKENS_BOTH = 2 }; /* STORE_TOKENS_DROP has them. */

/* From a row of STORE_TOKEN_FIND or STORE_TOKENS_OF; borrowed until the next step. false: it is not
 * what was written. */
static bool read_token(sqlite3_stmt *statement, struct chain_token *out, struct chain *chain)
{
    struct chain right;

    out->hash = store_column_blob(statement, 0);
    out->session = store_column_number(statement, 1);
    out->seat = store_column_number(statement, 2);
    out->waiting = store_column_number(statement, 3);
    out->seq = store_column_number(statement, 4);
    right = chain_of_token(out);
    return out->hash.size == TOKEN_HASH_BYTES && store_column_chain(statement, 5, chain) &&
           chain_equal(chain, &right);
}

static enum result insert_token(struct store *store, const struct chain_token *token)
{
    sqlite3_stmt *statement = store_statement(store, STORE_TOKEN_INSERT);
    const struct chain chain = chain_of_token(token);

    store_bind_blob(statement, 1, token->hash);
    store_bind_number(statement, 2, token->session);
    store_bind_number(statement, 3, token->seat);
    store_bind_number(statement, 4, token->waiting);
    store_bind_number(statement, 5, token->seq);
    store_bind_chain(statement, 6, &chain);
    return store_finish(statement);
}

static enum result drop_tokens(struct store *store, struct session_id session, uint16_t seat,
                               int which)
{
    sqlite3_stmt *statement = store_statement(store, STORE_TOKENS_DROP);

    store_bind_number(statement, 1, session.value);
    store_bind_number(statement, 2, seat);
    sqlite3_bind_int(statement, 3, which);
    return store_finish(statement);
}

/* ---- all of a session ----------------------------------------------------------------------- */

/* A row, or at the end the sum. */
struct token_walk {
    struct store *store;
    struct session_id session;
    sqlite3_stmt *statement;
    struct chain_token token;
    struct chain chain;
    enum result result; /* RESULT_DAMAGED: the last row was not what was written. */
};

static void walk_begin(struct token_walk *walk, struct store *store, struct session_id session)
{
    *walk = (struct token_walk){.store = store, .session = session};
    walk->statement = store_statement(store, STORE_TOKENS_OF);
    store_bind_number(walk->statement, 1, session.value);
}

static bool walk_next(struct token_walk *walk)
{
    const int code = sqlite3_step(walk->statement);

    walk->result = sqlite_result_of(walk->store->db, code);
    if (code == SQLITE_ROW && !read_token(walk->statement, &walk->token, &walk->chain))
        walk->result = RESULT_DAMAGED;
    if (code == SQLITE_ROW)
        return true;
    sqlite3_reset(walk->statement);
    return false;
}

enum result store_sum_tokens(struct store *store, struct session_id session, struct chain *out)
{
    enum result result = RESULT_OK;
    struct token_walk walk;

    *out = (struct chain){0};
    walk_begin(&walk, store, session);
    while (walk_next(&walk)) {
        if (walk.result == RESULT_DAMAGED)
            result = RESULT_DAMAGED;
        *out = chain_of_list(out, &walk.chain);
    }
    return result == RESULT_OK ? walk.result : result;
}

static enum result write_sum(struct store *store, struct session_id session)
{
    sqlite3_stmt *statement;
    struct chain sum;
    enum result result = store_sum_tokens(store, session, &sum);

    if (result != RESULT_OK)
        return result;
    statement = store_statement(store, STORE_SESSION_TOKENS);
    store_bind_number(statement, 1, session.value);
    store_bind_chain(statement, 2, &sum);
    return store_finish(statement);
}

enum result store_chain_tokens(struct store *store, struct session_id session)
{
    enum result result = RESULT_OK;
    struct token_walk walk;

    walk_begin(&walk, store, session); /* Nothing that it goes by is changed. */
    while (result == RESULT_OK && walk_next(&walk)) {
        sqlite3_stmt *statement = store_statement(store, STORE_TOKEN_CHAIN);
        const struct chain chain = chain_of_token(&walk.token);

        store_bind_blob(statement, 1, walk.token.hash);
        store_bind_chain(statement, 2, &chain);
        result = store_finish(statement);
    }
    sqlite3_reset(walk.statement);
    return result == RESULT_OK ? write_sum(store, session) : result;
}

/* The first row that is not what was written goes. RESULT_NOT_FOUND: there is none. */
static enum result drop_wrong(struct store *store, struct session_id session)
{
    uint8_t hash[TOKEN_HASH_BYTES];
    sqlite3_stmt *statement;
    struct token_walk walk;
    bool found = false;
    enum result result;

    walk_begin(&walk, store, session);
    while (!found && walk_next(&walk))
        found = walk.result == RESULT_DAMAGED;
    if (found && walk.token.hash.size == sizeof hash)
        memcpy(hash, walk.token.hash.data, sizeof hash);
    else if (walk.result == RESULT_OK)
        walk.result = RESULT_NOT_FOUND;
    found = found && walk.token.hash.size == sizeof hash;
    sqlite3_reset(walk.statement);
    if (!found)
        return walk.result;
    statement = store_statement(store, STORE_TOKEN_DELETE);
    store_bind_blob(statement, 1, (struct bytes){hash, sizeof hash});
    result = store_finish(statement);
    return result == RESULT_OK && sqlite3_changes(store->db) == 0 ? RESULT_DAMAGED : result;
}

enum result store_renew_tokens(struct store *store, struct session_id session, uint64_t seq)
{
    sqlite3_stmt *statement = store_statement(store, STORE_TOKENS_AFTER);
    enum result result;

    store_bind_number(statement, 1, session.value);
    store_bind_number(statement, 2, seq);
    result = store_finish(statement);
    while (result == RESULT_OK)
        result = drop_wrong(store, session);
    return result == RESULT_NOT_FOUND ? write_sum(store, session) : result;
}

/* ---- changes -------------------------------------------------------------------------------- */

/* The waiting token of the seat becomes its only one. */
static enum result use_token(struct store *store, struct session_id session, uint16_t seat,
                             uint64_t seq)
{
    uint8_t hash[TOKEN_HASH_BYTES];
    struct chain_token used = {.hash = {hash, sizeof hash}, .session = session.value};
    enum result result = RESULT_OK;
    struct token_walk walk;
    bool found = false;

    walk_begin(&walk, store, session);
    while (!found && walk_next(&walk)) {
        found = walk.token.seat == seat && walk.token.waiting != 0 && walk.result == RESULT_OK;
        if (found)
            memcpy(hash, walk.token.hash.data, sizeof hash);
    }
    sqlite3_reset(walk.statement);
    result = drop_tokens(store, session, seat, found ? TOKENS_BOTH : TOKENS_VALID);
    used.seat = seat;
    used.seq = seq;
    return found && result == RESULT_OK ? insert_token(store, &used) : result;
}

static enum result change_token(struct store *store, struct session_id session,
                                const struct journal_token *token, uint64_t seq)
{
    struct chain_token row = {.hash = {token->hash, TOKEN_HASH_BYTES},
                              .session = session.value,
                              .seat = token->seat,
                              .seq = seq};
    enum result result = RESULT_INVALID;

    switch (token->change) {
    case JOURNAL_TOKEN_ADD: return insert_token(store, &row);
    case JOURNAL_TOKEN_ISSUE:
        result = drop_tokens(store, session, token->seat, TOKENS_WAITING);
        row.waiting = 1;
        return result == RESULT_OK ? insert_token(store, &row) : result;
    case JOURNAL_TOKEN_USE: return use_token(store, session, token->seat, seq);
    case JOURNAL_TOKEN_DROP: return drop_tokens(store, session, token->seat, TOKENS_BOTH);
    }
    return result;
}

enum result store_change_tokens(struct store *store, const struct journal_batch *batch)
{
    const uint64_t seq = batch->seq_first + batch->events_count - 1;
    enum result result = RESULT_OK;

    for (uint32_t i = 0; i < batch->tokens_count && result == RESULT_OK; i++)
        result = change_token(store, batch->session, &batch->tokens[i], seq);
    return batch->tokens_count > 0 && result == RESULT_OK ? write_sum(store, batch->session)
                                                          : result;
}

/* ---- looking one up ------------------------------------------------------------------------- */

enum result store_find_token(struct store *store, struct journal_job *job)
{
    sqlite3_stmt *statement = store_statement(store, STORE_TOKEN_FIND);
    struct chain_token token;
    struct chain chain;
    enum result result;
    int code;

    store_bind_blob(statement, 1, (struct bytes){job->find_hash, TOKEN_HASH_BYTES});
    code = sqlite3_step(statement);
    result = sqlite_result_of(store->db, code);
    if (code == SQLITE_DONE) /* It may have been of a session that is missing. */
        result = store->is_token_missing ? RESULT_DAMAGED : RESULT_NOT_FOUND;
    if (code == SQLITE_ROW && !read_token(statement, &token, &chain))
        result = RESULT_DAMAGED;
    if (code == SQLITE_ROW && result == RESULT_OK) {
        job->found.session.value = token.session;
        job->found.seat = (uint16_t)token.seat;
        job->found.waiting = token.waiting != 0;
    }
    sqlite3_reset(statement);
    return result;
}
