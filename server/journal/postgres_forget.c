/* postgres_forget.c -- people who leave take what they wrote along, and answers to a scan go when
 * it is over. All events of the session are read first; then, in the transaction of what ends, they
 * are written again without it, and so is their chain, from the first on. Nobody writes between:
 * the fence sees to that. The number of times that this was done is in the entry, as chains from
 * before cannot be compared with those after. */
#include "journal/postgres.h"

#include <assert.h>

bool forget_look(struct postgres *p, struct journal_job *job)
{
    struct postgres_values values = {0};

    values_add_number(&values, job->append.session.value);
    return group_ask(p, job, PG_SESSION_READ, &values) && group_ask(p, job, PG_EVENTS_ALL, &values);
}

/* Is what is stored what was written, and is there anything in it to forget? Writing it again would
 * make it look as if it were. */
static enum result look(const struct journal_batch *batch, const struct postgres_reading *r,
                        const PGresult *rows, bool *any)
{
    uint8_t memory[EVENT_BYTES_MAX];
    struct buffer out;
    struct chain chain = r->chain, stored;

    buffer_init(&out, memory, sizeof memory);
    *any = false;
    for (int row = 0; row < PQntuples(rows); row++) {
        const struct bytes event = row_bytes(rows, row, 1);

        chain = chain_next(&chain, event);
        if (row_number(rows, row, 0) != (uint64_t)row + 1 || event.size > EVENT_BYTES_MAX ||
            !row_chain(rows, row, 2, &stored) || !chain_equal(&chain, &stored))
            return RESULT_DAMAGED;
        *any = *any || journal_forget_words(batch, event, &out);
    }
    if ((uint64_t)PQntuples(rows) != r->last_seq || !chain_equal(&chain, &r->last_chain))
        return RESULT_DAMAGED;
    for (uint32_t i = 0; i < batch->events_count && !*any; i++)
        *any = journal_forget_words(batch, batch->events[i], &out);
    return RESULT_OK;
}

static bool send_rewritten(struct postgres *p, struct journal_job *job,
                           const struct postgres_reading *r, struct chain *chain)
{
    struct journal_entry entry = r->entry;
    struct postgres_values values = {0};

    *chain = chain_of_entry(&entry, r->rewritten + 1);
    values_add_number(&values, job->append.session.value);
    values_add_number(&values, r->rewritten + 1);
    values_add_chain(&values, chain);
    return group_ask(p, job, PG_SESSION_REWRITTEN, &values);
}

static bool send_again(struct postgres *p, struct journal_job *job, const PGresult *rows,
                       struct chain *chain)
{
    uint8_t memory[EVENT_BYTES_MAX];
    struct buffer out;
    bool sent = true;

    buffer_init(&out, memory, sizeof memory);
    for (int row = 0; row < PQntuples(rows) && sent; row++) {
        const struct bytes was = row_bytes(rows, row, 1);
        const bool has_words = journal_forget_words(&job->append, was, &out);
        const struct bytes event = has_words ? buffer_bytes(&out) : was;
        struct postgres_values values = {0};

        *chain = chain_next(chain, event);
        values_add_number(&values, job->append.session.value);
        values_add_number(&values, (uint64_t)row + 1);
        values_add_bytes(&values, event);
        values_add_chain(&values, chain);
        sent = group_ask(p, job, PG_EVENT_REWRITE, &values);
    }
    return sent;
}

static bool send_new(struct postgres *p, struct journal_job *job, struct postgres_tail *tail)
{
    uint8_t memory[EVENT_BYTES_MAX];
    struct buffer out;
    bool sent = true;

    buffer_init(&out, memory, sizeof memory);
    for (uint32_t i = 0; i < job->append.events_count && sent; i++) {
        const bool has_words = journal_forget_words(&job->append, job->append.events[i], &out);

        sent = job_send_event(p, job, tail, has_words ? buffer_bytes(&out) : job->append.events[i]);
    }
    return sent;
}

bool forget_send(struct postgres *p, struct journal_job *job, struct postgres_tail *tail)
{
    const struct postgres_reading *r = &p->group.leaving;
    const PGresult *rows = p->group.events_all;
    bool any, sent = true;

    assert(rows != NULL && job->append.created == NULL);
    job->result = r->result == RESULT_OK ? look(&job->append, r, rows, &any) : RESULT_DAMAGED;
    if (job->result != RESULT_OK)
        return true;
    if (any)
        sent = send_rewritten(p, job, r, &tail->chain) && send_again(p, job, rows, &tail->chain);
    return sent && send_new(p, job, tail) && job_send_rest(p, job, tail);
}
