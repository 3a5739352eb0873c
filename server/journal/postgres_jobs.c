/* postgres_jobs.c -- what each job sends, and what becomes of the answers. */
#include "journal/postgres.h"

#include "sys/log.h"

#include <assert.h>
#include <stdlib.h>

enum { TOKENS_VALID = 0, TOKENS_WAITING = 1, TOKENS_BOTH = 2 }; /* PG_TOKENS_DROP has them. */

bool job_writes(const struct journal_job *job)
{
    return job->kind == JOB_APPEND || job->kind == JOB_DELETE;
}

void reading_clear(struct postgres_reading *r)
{
    PQclear(r->snapshot);
    *r = (struct postgres_reading){0};
}

/* ---- append --------------------------------------------------------------------------------- */

static bool send_entry(struct postgres *p, struct journal_job *job, struct postgres_tail *tail)
{
    const struct journal_entry *entry = job->append.created;
    struct postgres_values values = {0};

    tail->chain = chain_of_entry(entry, 0);
    values_add_number(&values, entry->session.value);
    values_add_bytes(&values, bytes_of(entry->code));
    values_add_number(&values, entry->created_ms);
    values_add_number(&values, entry->delete_at_ms);
    values_add_bytes(&values, bytes_of(entry->scenario));
    values_add_bytes(&values, bytes_of(entry->scenario_version));
    values_add_number(&values, 0);
    values_add_chain(&values, &tail->chain);
    values_add_number(&values, 0);
    values_add_chain(&values, &tail->chain);
    values_add_number(&values, p->node);
    values_add_number(&values, entry->owner);
    return group_ask(p, job, PG_SESSION_INSERT, &values);
}

bool job_send_event(struct postgres *p, struct journal_job *job, struct postgres_tail *tail,
                    struct bytes event)
{
    struct postgres_values values = {0};

    tail->seq++;
    tail->chain = chain_next(&tail->chain, event);
    values_add_number(&values, job->append.session.value);
    values_add_number(&values, tail->seq);
    values_add_bytes(&values, event);
    values_add_chain(&values, &tail->chain);
    return group_ask(p, job, PG_EVENT_INSERT, &values);
}

static bool send_tip(struct postgres *p, struct journal_job *job, const struct postgres_tail *tail)
{
    struct postgres_values values = {0};

    values_add_number(&values, job->append.session.value);
    values_add_number(&values, job->append.seq_first - 1);
    values_add_number(&values, tail->seq);
    values_add_chain(&values, &tail->chain);
    values_add_number(&values, p->node);
    return group_ask(p, job, PG_SESSION_TIP, &values);
}

static bool send_snapshot(struct postgres *p, struct journal_job *job,
                          const struct postgres_tail *tail)
{
    const struct chain chain = chain_of_snapshot(&tail->chain, job->append.snapshot);
    struct postgres_values values = {0};

    assert(job->append.snapshot_seq == tail->seq);
    values_add_number(&values, job->append.session.value);
    values_add_number(&values, tail->seq);
    values_add_bytes(&values, job->append.snapshot);
    values_add_chain(&values, &chain);
    return group_ask(p, job, PG_SNAPSHOT_WRITE, &values);
}

static bool insert_token(struct postgres *p, struct journal_job *job,
                         const struct journal_token *token, uint64_t seq)
{
    struct chain_token row = {.hash = {token->hash, TOKEN_HASH_BYTES},
                              .session = job->append.session.value,
                              .seat = token->seat,
                              .seq = seq};
    const struct chain used = chain_of_token(&row);
    struct postgres_values values = {0};
    struct chain chain;

    row.waiting = token->change == JOURNAL_TOKEN_ISSUE;
    chain = chain_of_token(&row);
    values_add_bytes(&values, row.hash);
    values_add_number(&values, row.session);
    values_add_number(&values, row.seat);
    values_add_number(&values, row.waiting);
    values_add_number(&values, row.seq);
    values_add_chain(&values, &chain);
    values_add_chain(&values, &used);
    return group_ask(p, job, PG_TOKEN_INSERT, &values);
}

static bool drop_tokens(struct postgres *p, struct journal_job *job, uint16_t seat, uint64_t which)
{
    struct postgres_values values = {0};

    values_add_number(&values, job->append.session.value);
    values_add_number(&values, seat);
    values_add_number(&values, which);
    return group_ask(p, job, PG_TOKENS_DROP, &values);
}

/* The waiting token of the seat becomes its only one. */
static bool use_token(struct postgres *p, struct journal_job *job, uint16_t seat)
{
    struct postgres_values values = {0};

    values_add_number(&values, job->append.session.value);
    values_add_number(&values, seat);
    return drop_tokens(p, job, seat, TOKENS_VALID) && group_ask(p, job, PG_TOKEN_USE, &values);
}

static bool send_token(struct postgres *p, struct journal_job *job,
                       const struct journal_token *token, uint64_t seq)
{
    switch (token->change) {
    case JOURNAL_TOKEN_ADD: return insert_token(p, job, token, seq);
    case JOURNAL_TOKEN_ISSUE:
        return drop_tokens(p, job, token->seat, TOKENS_WAITING) && insert_token(p, job, token, seq);
    case JOURNAL_TOKEN_USE: return use_token(p, job, token->seat);
    case JOURNAL_TOKEN_DROP: return drop_tokens(p, job, token->seat, TOKENS_BOTH);
    }
    return false;
}

bool job_send_rest(struct postgres *p, struct journal_job *job, const struct postgres_tail *tail)
{
    bool sent = send_tip(p, job, tail);

    for (uint32_t i = 0; i < job->append.tokens_count && sent; i++)
        sent = send_token(p, job, &job->append.tokens[i], tail->seq);
    return sent && (job->append.snapshot.size == 0 || send_snapshot(p, job, tail));
}

static bool send_append(struct postgres *p, struct journal_job *job)
{
    struct postgres_tail *tail = tails_find(&p->tails, job->append.session);
    bool sent = true;

    if (tail == NULL)
        job->result = RESULT_NO_MEMORY;
    else if (tail->is_others)
        job->result = RESULT_FENCED;
    else if (tail->is_damaged)
        job->result = RESULT_DAMAGED;
    else
        job->result = job->append.seq_first == tail->seq + 1 ? RESULT_OK : RESULT_FENCED;
    if (job->result != RESULT_OK)
        return true;
    if (job->append.forget != NULL)
        return forget_send(p, job, tail);
    if (job->append.created != NULL)
        sent = send_entry(p, job, tail);
    for (uint32_t i = 0; i < job->append.events_count && sent; i++)
        sent = job_send_event(p, job, tail, job->append.events[i]);
    return sent && job_send_rest(p, job, tail);
}

/* ---- delete --------------------------------------------------------------------------------- */

static bool send_delete(struct postgres *p, struct journal_job *job)
{
    static const enum postgres_statement all[] = {PG_EVENTS_DELETE, PG_TOKENS_DELETE,
                                                  PG_SNAPSHOT_DELETE, PG_SESSION_DELETE};
    struct postgres_tail *tail = tails_find(&p->tails, job->delete_session);
    struct postgres_values values = {0};
    bool sent = own_guard(p, job, job->delete_session);

    job->result = RESULT_OK;
    values_add_number(&values, job->delete_session.value);
    for (size_t i = 0; i < sizeof all / sizeof all[0] && sent; i++)
        sent = group_ask(p, job, all[i], &values);
    if (tail != NULL)
        *tail = (struct postgres_tail){.session = tail->session};
    return sent;
}

/* ---- asking to read ------------------------------------------------------------------------- */

static bool send_find(struct postgres *p, struct journal_job *job)
{
    struct postgres_values values = {0};

    values_add_bytes(&values, (struct bytes){job->find_hash, TOKEN_HASH_BYTES});
    return group_ask(p, job, PG_TOKEN_FIND, &values);
}

static bool send_find_code(struct postgres *p, struct journal_job *job)
{
    struct postgres_values values = {0};

    values_add_bytes(&values, bytes_of(job->find_code));
    return group_ask(p, job, PG_CODE_FIND, &values);
}

static bool send_list(struct postgres *p, struct journal_job *job)
{
    const uint64_t until_ms = job->list.until_ms > INT64_MAX ? INT64_MAX : job->list.until_ms;
    struct postgres_values values = {0};

    values_add_number(&values, job->list.after.value);
    values_add_number(&values, until_ms);
    values_add_number(&values, JOURNAL_PAGE_SESSIONS_MAX);
    return group_ask(p, job, PG_SESSIONS_LIST, &values);
}

/* The entry, the snapshot, and events from the one before the first to the one after the last. */
static bool send_read(struct postgres *p, struct journal_job *job)
{
    const uint64_t from = job->read.seq_from > 0 ? job->read.seq_from : 1;
    struct postgres_values session = {0}, events = {0};

    values_add_number(&session, job->read.session.value);
    values_add_number(&events, job->read.session.value);
    values_add_number(&events, from > INT64_MAX ? INT64_MAX : from);
    values_add_number(&events, job->read.snapshot);
    values_add_number(&events, JOURNAL_PAGE_EVENTS_MAX + 2);
    return own_claim(p, job, job->read.session) && group_ask(p, job, PG_SESSION_READ, &session) &&
           (!job->read.snapshot || group_ask(p, job, PG_SNAPSHOT_READ, &session)) &&
           group_ask(p, job, PG_EVENTS_READ, &events);
}

bool job_send_read(struct postgres *p, struct journal_job *job)
{
    free(job->memory); /* Of a try that was cut off. */
    job->memory = NULL;
    job->page = (struct journal_page){0};
    job->result = RESULT_NO_MEMORY;
    switch (job->kind) {
    case JOB_READ: return send_read(p, job);
    case JOB_FIND: return send_find(p, job);
    case JOB_FIND_CODE: return send_find_code(p, job);
    case JOB_LIST: return send_list(p, job);
    default: return true;
    }
}

bool job_send(struct postgres *p, struct journal_job *job)
{
    switch (job->kind) {
    case JOB_APPEND: return send_append(p, job);
    case JOB_DELETE: return send_delete(p, job);
    default: return job_send_read(p, job);
    }
}

/* ---- what comes back ------------------------------------------------------------------------ */

static bool take_text(const PGresult *rows, int row, int column, char *out, size_t capacity)
{
    const struct bytes text = row_bytes(rows, row, column);

    if (text.size >= capacity)
        return false;
    memcpy(out, text.data, text.size);
    out[text.size] = '\0';
    return true;
}

/* A row of `session`; the entry as it stands there. false: it cannot be ours. */
static bool take_entry(const PGresult *rows, int row, struct journal_entry *out)
{
    *out = (struct journal_entry){.session = {row_number(rows, row, 0)},
                                  .created_ms = row_number(rows, row, 2),
                                  .delete_at_ms = row_number(rows, row, 3),
                                  .owner = row_number(rows, row, 11)};
    return take_text(rows, row, 1, out->code, sizeof out->code) &&
           take_text(rows, row, 4, out->scenario, sizeof out->scenario) &&
           take_text(rows, row, 5, out->scenario_version, sizeof out->scenario_version);
}

static void take_session(struct postgres_reading *r, const PGresult *rows)
{
    struct chain right;

    r->result = PQntuples(rows) == 1 ? RESULT_OK : RESULT_NOT_FOUND;
    if (r->result != RESULT_OK)
        return;
    r->rewritten = row_number(rows, 0, 6);
    r->last_seq = row_number(rows, 0, 8);
    r->node = row_number(rows, 0, 10);
    take_text(rows, 0, 12, r->node_name, sizeof r->node_name); /* Else it is empty. */
    if (!take_entry(rows, 0, &r->entry) || !row_chain(rows, 0, 7, &r->chain) ||
        !row_chain(rows, 0, 9, &r->last_chain)) {
        r->result = RESULT_DAMAGED;
        return;
    }
    right = chain_of_entry(&r->entry, r->rewritten);
    if (!chain_equal(&right, &r->chain))
        r->result = RESULT_DAMAGED;
}

/* Before a transaction: how far is the session of this job? */
static void take_tail(struct postgres *p, struct journal_job *job, const PGresult *rows)
{
    struct postgres_reading reading = {0};
    struct postgres_tail *tail = tails_put(&p->tails, job->append.session);

    take_session(&reading, rows);
    if (tail != NULL) {
        tail->seq = reading.last_seq;
        tail->chain = reading.last_chain;
        tail->is_damaged = reading.result == RESULT_DAMAGED;
        tail->is_others = reading.result != RESULT_NOT_FOUND && reading.node != p->node;
    }
    if (job->append.forget != NULL)
        p->group.leaving = reading;
}

/* A snapshot that is not what was written is not used: the events have everything. */
static bool snapshot_holds(const struct postgres_reading *r, const PGresult *events)
{
    struct chain at, stored, right;

    if (PQntuples(events) == 0 || row_number(events, 0, 0) != row_number(r->snapshot, 0, 0) ||
        !row_chain(events, 0, 2, &at) || !row_chain(r->snapshot, 0, 2, &stored))
        return false;
    right = chain_of_snapshot(&at, row_bytes(r->snapshot, 0, 1));
    return chain_equal(&right, &stored);
}

static enum result add_events(struct journal_job *job, struct journal_page_builder *b,
                              const struct postgres_reading *r, const PGresult *rows, int row)
{
    uint64_t seq = job->page.seq_first;
    struct chain chain = r->chain, right;

    if (row > 0 && !row_chain(rows, 0, 2, &chain))
        return RESULT_DAMAGED;
    for (; row < PQntuples(rows) && b->count < JOURNAL_PAGE_EVENTS_MAX; row++, seq++) {
        right = chain_next(&chain, row_bytes(rows, row, 1));
        if (row_number(rows, row, 0) != seq || !row_chain(rows, row, 2, &chain) ||
            !chain_equal(&chain, &right))
            return RESULT_DAMAGED; /* One that was written is not there, or is another now. */
        if (!page_builder_event(b, row_bytes(rows, row, 1)))
            return RESULT_NO_MEMORY;
    }
    job->page.more = row < PQntuples(rows);
    if (job->page.more)
        return RESULT_OK;
    /* The last event that was written must be there, whoever took it away. */
    return seq - 1 == r->last_seq && chain_equal(&chain, &r->last_chain) ? RESULT_OK
                                                                         : RESULT_DAMAGED;
}

static enum result take_page(struct journal_job *job, const struct postgres_reading *r,
                             const PGresult *rows)
{
    struct journal_page_builder b;
    enum result result = RESULT_OK, finished;
    int row = 0;

    page_builder_init(&b, job);
    job->page.seq_first = job->read.seq_from > 0 ? job->read.seq_from : 1;
    if (r->snapshot != NULL) {
        const uint64_t seq = row_number(r->snapshot, 0, 0);

        job->page.seq_first = seq + 1;
        if (!page_builder_snapshot(&b, row_bytes(r->snapshot, 0, 1), seq))
            result = RESULT_NO_MEMORY;
    }
    if (job->page.seq_first > 1 && result == RESULT_OK) {
        row = 1; /* The first is the one before. */
        if (PQntuples(rows) == 0 || row_number(rows, 0, 0) != job->page.seq_first - 1)
            result = RESULT_DAMAGED;
    }
    if (result == RESULT_OK)
        result = add_events(job, &b, r, rows, row);
    finished = page_builder_finish(&b);
    return result == RESULT_OK ? finished : result;
}

static void take_events(struct postgres_reading *r, struct journal_job *job, const PGresult *rows)
{
    job->result = r->result;
    if (r->result != RESULT_OK)
        return;
    if (r->snapshot != NULL && !snapshot_holds(r, rows)) {
        log_error("journal", "snapshot_damaged", log_id("session", job->read.session.value));
        job->read.snapshot = false;
        job->read.seq_from = 1;
        job->result = JOB_AGAIN;
        return;
    }
    job->result = take_page(job, r, rows);
}

static void take_found(struct journal_job *job, const PGresult *rows)
{
    struct chain_token token = {.hash = {job->find_hash, TOKEN_HASH_BYTES}};
    struct chain chain, right;

    job->result = RESULT_NOT_FOUND;
    if (PQntuples(rows) != 1)
        return;
    token.session = row_number(rows, 0, 0);
    token.seat = row_number(rows, 0, 1);
    token.waiting = row_number(rows, 0, 2);
    token.seq = row_number(rows, 0, 3);
    right = chain_of_token(&token);
    job->result = RESULT_DAMAGED;
    if (!row_chain(rows, 0, 4, &chain) || !chain_equal(&chain, &right))
        return;
    job->result = RESULT_OK;
    job->found.session.value = token.session;
    job->found.seat = (uint16_t)token.seat;
    job->found.waiting = token.waiting != 0;
}

static void take_found_code(struct journal_job *job, const PGresult *rows)
{
    job->result = PQntuples(rows) == 1 ? RESULT_OK : RESULT_NOT_FOUND;
    job->found = (struct journal_found){.seat = UINT16_MAX};
    if (job->result == RESULT_OK)
        job->found.session.value = row_number(rows, 0, 0);
}

static void take_list(struct journal_job *job, const PGresult *rows)
{
    const int count = PQntuples(rows);
    struct journal_entry *entries = calloc(JOURNAL_PAGE_SESSIONS_MAX, sizeof *entries);

    job->result = entries != NULL ? RESULT_OK : RESULT_NO_MEMORY;
    job->memory = entries;
    job->listed = (struct journal_listed){.entries = entries};
    for (int row = 0; row < count && entries != NULL; row++) {
        if (take_entry(rows, row, &entries[job->listed.count]))
            job->listed.count++;
        else
            job->result = RESULT_DAMAGED;
    }
    job->listed.more = count == JOURNAL_PAGE_SESSIONS_MAX;
}

void job_take(struct postgres *p, const struct postgres_asked *asked, PGresult **rows)
{
    struct postgres_group *g = &p->group;

    switch (asked->statement) {
    case PG_SESSION_READ:
        if (g->phase == GROUP_LOOKS) {
            take_tail(p, asked->job, *rows);
        } else {
            reading_clear(&g->reading);
            take_session(&g->reading, *rows);
            own_look(p, asked->job, &g->reading);
        }
        break;
    case PG_SNAPSHOT_READ:
        if (PQntuples(*rows) == 1) {
            g->reading.snapshot = *rows;
            *rows = NULL;
        }
        break;
    case PG_EVENTS_READ:
        if (asked->job->result != RESULT_FENCED)
            take_events(&g->reading, asked->job, *rows);
        break;
    case PG_EVENTS_ALL:
        PQclear(g->events_all);
        g->events_all = *rows;
        *rows = NULL;
        break;
    case PG_FENCE: postgres_take_kept(p, row_number(*rows, 0, 1)); break;
    case PG_CODE_FIND: take_found_code(asked->job, *rows); break;
    case PG_TOKEN_FIND: take_found(asked->job, *rows); break;
    case PG_SESSIONS_LIST: take_list(asked->job, *rows); break;
    default: break; /* It wrote. */
    }
}
