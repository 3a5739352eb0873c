/* postgres_group.c -- jobs that are committed together, in one round trip.
 *
 *   LOOK    how far are sessions that nothing was written to yet?     (left out when all are known)
 *   RUN     fence, then all jobs in their order, Sync: one transaction
 *   AGAIN   a snapshot could not be used: all events                  (nearly never)
 *
 *   Sync without an error         every result stands
 *   the fence failed              another server writes: the journal is poisoned
 *   the disk is full              what writes is settled as NO_SPACE, reads run again
 *   one job cannot be done        it is settled as DAMAGED, the others run again
 *   anything else, or silence     the connection is given up; the next one tells (group_resolve)
 *
 * Results of what writes are set when it is sent; they count once it is settled. */
#include "journal/postgres.h"

#include "sys/log.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_leaving(const struct journal_job *job)
{
    return job->kind == JOB_APPEND && job->append.forget != NULL;
}

static void settle(struct journal_job *job, enum result result)
{
    job->is_settled = true;
    job->result = result;
}

static void settle_writes(struct journal_jobs *jobs)
{
    for (struct journal_job *job = jobs->first; job != NULL; job = job->next)
        job->is_settled = job->is_settled || job_writes(job);
}

/* How far its sessions are is asked again. */
static void forget_tails(struct postgres *p)
{
    for (struct journal_job *job = p->group.jobs.first; job != NULL; job = job->next) {
        if (job->kind == JOB_APPEND)
            tails_remove(&p->tails, job->append.session);
        else if (job->kind == JOB_DELETE)
            tails_remove(&p->tails, job->delete_session);
    }
}

/* Sessions that do not exist are not remembered. */
static void forget_absent(struct postgres *p)
{
    for (struct journal_job *job = p->group.jobs.first; job != NULL; job = job->next) {
        const struct session_id session =
            job->kind == JOB_APPEND ? job->append.session : job->delete_session;
        const struct postgres_tail *tail = job_writes(job) ? tails_find(&p->tails, session) : NULL;

        if (tail != NULL && tail->seq == 0)
            tails_remove(&p->tails, session);
    }
}

static void clear_answers(struct postgres *p)
{
    struct postgres_group *g = &p->group;

    g->asked_first = g->asked_count = 0;
    g->error.state[0] = '\0';
    reading_clear(&g->reading);
    reading_clear(&g->leaving);
    PQclear(g->events_all);
    g->events_all = NULL;
}

static void finish(struct postgres *p)
{
    struct postgres_group *g = &p->group;
    const uint64_t took_us = clock_monotonic_us(p->clock) - g->began_us;
    uint64_t events = 0;

    forget_absent(p);
    clear_answers(p);
    g->phase = GROUP_IDLE;
    p->due_us = 0;
    for (struct journal_job *job; (job = journal_jobs_pop(&g->jobs)) != NULL;) {
        if (job->kind == JOB_APPEND && job->result == RESULT_OK)
            events += job->append.events_count;
        journal_jobs_push(&p->done, job);
    }
    if (events > 0) {
        p->figures.commits_count++;
        p->figures.events_count += events;
        p->figures.commit_us_sum += took_us;
        if (p->figures.commit_us_max < took_us)
            p->figures.commit_us_max = took_us;
    }
    if (p->wake != NULL)
        p->wake(p->wake_arg);
}

/* ---- asking --------------------------------------------------------------------------------- */

static bool make_room(struct postgres_group *g)
{
    const uint32_t capacity = g->asked_capacity > 0 ? g->asked_capacity * 2 : 256;
    struct postgres_asked *asked;

    if (g->asked_count < g->asked_capacity)
        return true;
    asked = realloc(g->asked, capacity * sizeof *asked);
    if (asked == NULL)
        return false;
    g->asked = asked;
    g->asked_capacity = capacity;
    return true;
}

bool group_ask(struct postgres *p, struct journal_job *job, enum postgres_statement statement,
               const struct postgres_values *values)
{
    struct postgres_group *g = &p->group;

    if (!make_room(g) || !postgres_send(p->conn, statement, values))
        return false;
    g->asked[g->asked_count++] = (struct postgres_asked){job, statement};
    return true;
}

static void send_sync(struct postgres *p, enum postgres_phase phase, bool is_sent)
{
    if (!is_sent || PQpipelineSync(p->conn) == 0) {
        postgres_lose(p, PQerrorMessage(p->conn));
        return;
    }
    p->group.phase = phase;
    postgres_heard(p);
}

static void begin_run(struct postgres *p)
{
    struct postgres_group *g = &p->group;
    bool sent = true, writes = own_is_due(p);

    g->asked_first = g->asked_count = 0;
    for (struct journal_job *job = g->jobs.first; job != NULL; job = job->next)
        writes = writes ||
                 (!job->is_settled && (job_writes(job) || (is_shared(p) && job->kind == JOB_READ)));
    if (writes)
        sent = own_ask_fence(p);
    for (struct journal_job *job = g->jobs.first; job != NULL && sent; job = job->next)
        sent = job->is_settled || job_send(p, job);
    if (sent && g->asked_count == 0)
        finish(p);
    else
        send_sync(p, GROUP_RUNS, sent);
}

static bool ask_tail(struct postgres *p, struct journal_job *job)
{
    struct postgres_values values = {0};

    if (is_leaving(job))
        return forget_look(p, job);
    if (tails_find(&p->tails, job->append.session) != NULL)
        return true;
    if (tails_put(&p->tails, job->append.session) == NULL) {
        settle(job, RESULT_NO_MEMORY);
        return true;
    }
    values_add_number(&values, job->append.session.value);
    return group_ask(p, job, PG_SESSION_READ, &values);
}

static void begin_look(struct postgres *p)
{
    struct postgres_group *g = &p->group;
    bool sent = true;

    for (struct journal_job *job = g->jobs.first; job != NULL && sent; job = job->next)
        if (!job->is_settled && job->kind == JOB_APPEND)
            sent = ask_tail(p, job);
    if (sent && g->asked_count == 0)
        begin_run(p);
    else
        send_sync(p, GROUP_LOOKS, sent);
}

/* Whoever leaves has a group alone: it is the only one that reads before it writes. */
static void take_jobs(struct postgres *p)
{
    struct postgres_group *g = &p->group;
    size_t bytes = 0;

    for (uint32_t count = 0; p->queue.first != NULL && count < POSTGRES_GROUP_JOBS_MAX; count++) {
        struct journal_job *job = p->queue.first;

        if (count > 0 && (is_leaving(job) || bytes + job->bytes > POSTGRES_GROUP_BYTES_MAX))
            return;
        bytes += job->bytes;
        journal_jobs_push(&g->jobs, journal_jobs_pop(&p->queue));
        if (is_leaving(job))
            return;
    }
}

void group_begin(struct postgres *p)
{
    struct postgres_group *g = &p->group;

    if (g->phase != GROUP_IDLE)
        return;
    if (g->jobs.first == NULL) {
        take_jobs(p);
        g->began_us = clock_monotonic_us(p->clock);
    }
    for (struct journal_job *job = g->jobs.first; job != NULL; job = job->next) {
        if (job->kind == JOB_COPY)
            settle(job, RESULT_INVALID); /* PostgreSQL's own tools do that. */
        else if (job->kind == JOB_APPEND && !job->is_settled && p->full_until_us != 0)
            settle(job, RESULT_NO_SPACE);
    }
    if (g->jobs.first != NULL || own_is_due(p))
        begin_look(p);
}

/* ---- answers -------------------------------------------------------------------------------- */

static void ask_again(struct postgres *p)
{
    struct postgres_group *g = &p->group;
    bool sent = true;

    clear_answers(p);
    for (struct journal_job *job = g->jobs.first; job != NULL && sent; job = job->next)
        if (!job->is_settled)
            sent = job_send_read(p, job);
    if (sent && g->asked_count == 0)
        finish(p);
    else
        send_sync(p, GROUP_READS_AGAIN, sent);
}

/* What was written is durable, and what was read stands; but for a read whose snapshot could not be
 * used. */
static void committed(struct postgres *p)
{
    p->turn += p->group.was_sent;
    if (p->is_leaving && p->group.was_sent) {
        p->is_leaving = false;
        p->renew_us = 0;
    }
    p->group.was_sent = false;
    for (struct journal_job *job = p->group.jobs.first; job != NULL; job = job->next)
        job->is_settled = job->is_settled || job->result != JOB_AGAIN;
    ask_again(p);
}

static void refuse_full(struct postgres *p)
{
    for (struct journal_job *job = p->group.jobs.first; job != NULL; job = job->next)
        if (!job->is_settled && (job_writes(job) || (is_shared(p) && job->kind == JOB_READ)))
            settle(job, RESULT_NO_SPACE); /* Who cannot claim it cannot read it, either. */
    if (p->full_until_us == 0)
        log_error("journal", "database_full", log_text("reason", p->group.error.text));
    p->full_until_us = clock_monotonic_us(p->clock) + POSTGRES_FULL_US;
}

/* Classes of what one job brought or met: data, integrity, a limit of the program. */
static bool is_its_own(const struct postgres_error *error)
{
    return error->at.job != NULL &&
           (strncmp(error->state, "22", 2) == 0 || strncmp(error->state, "23", 2) == 0 ||
            strncmp(error->state, "54", 2) == 0);
}

static void rolled_back(struct postgres *p)
{
    struct postgres_group *g = &p->group;
    const struct postgres_error error = g->error;

    g->was_sent = false;
    if (error.at.job == NULL && strcmp(error.state, "22012") == 0) {
        snprintf(p->reason, sizeof p->reason, "another server has taken this journal over");
        p->refused = RESULT_FENCED;
        postgres_poison(p, "fenced");
        return;
    }
    if (strcmp(error.state, "53100") == 0) {
        refuse_full(p);
    } else if (own_is_fenced(p, &error)) {
        settle(error.at.job, RESULT_FENCED);
    } else if (is_its_own(&error)) {
        log_error("journal", "job_failed", log_text("sqlstate", error.state),
                  log_text("reason", error.text));
        /* Another node has just given this code to a session of its own. */
        settle(error.at.job, error.at.statement == PG_SESSION_INSERT && is_shared(p)
                                 ? RESULT_FULL
                                 : RESULT_DAMAGED);
    } else {
        postgres_lose(p, error.text);
        return;
    }
    forget_tails(p);
    clear_answers(p);
    g->phase = GROUP_IDLE;
    group_begin(p);
}

static void phase_done(struct postgres *p)
{
    struct postgres_group *g = &p->group;

    if (p->is_doubted) {
        postgres_lose(p, "a commit was cancelled while it waited for a standby");
        return;
    }
    if (g->error.state[0] != '\0') {
        rolled_back(p);
        return;
    }
    switch (g->phase) {
    case GROUP_LOOKS: begin_run(p); break;
    case GROUP_RUNS:
    case GROUP_READS_AGAIN: committed(p); break;
    case GROUP_IDLE: break;
    }
}

static void note_error(struct postgres_group *g, const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *text = PQresultErrorMessage(result);

    if (g->error.state[0] != '\0')
        return;
    g->error.at =
        g->asked_first < g->asked_count ? g->asked[g->asked_first] : (struct postgres_asked){0};
    snprintf(g->error.state, sizeof g->error.state, "%.5s", state != NULL ? state : "08000");
    snprintf(g->error.text, sizeof g->error.text, "%.*s", (int)strcspn(text, "\n"), text);
}

static void take(struct postgres *p, PGresult *result)
{
    struct postgres_group *g = &p->group;
    const ExecStatusType status = PQresultStatus(result);

    if (status == PGRES_PIPELINE_SYNC) {
        PQclear(result);
        phase_done(p);
        return;
    }
    assert(g->asked_first < g->asked_count);
    if ((status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) && g->error.state[0] == '\0')
        job_take(p, &g->asked[g->asked_first], &result);
    else if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK &&
             status != PGRES_PIPELINE_ABORTED)
        note_error(g, result);
    PQclear(result);
}

void group_go_on(struct postgres *p)
{
    struct postgres_group *g = &p->group;

    if (g->phase != GROUP_IDLE)
        postgres_heard(p);
    while (p->state == POSTGRES_READY && g->phase != GROUP_IDLE && !PQisBusy(p->conn)) {
        PGresult *result = PQgetResult(p->conn);

        if (PQstatus(p->conn) == CONNECTION_BAD) {
            PQclear(result);
            postgres_lose(p, PQerrorMessage(p->conn));
            return;
        }
        if (result != NULL)
            take(p, result);
        else
            g->asked_first++; /* All of one statement was answered. */
    }
}

/* ---- when the connection goes and comes ----------------------------------------------------- */

void group_interrupt(struct postgres *p)
{
    clear_answers(p);
    forget_tails(p);
    p->group.phase = GROUP_IDLE;
}

void group_resolve(struct postgres *p, uint64_t turn)
{
    struct postgres_group *g = &p->group;

    if (g->was_sent && turn == p->turn + 1) {
        log_info("journal", "commit_found", log_count("turn", turn));
        p->turn = turn;
        settle_writes(&g->jobs);
    } else if (turn != p->turn) {
        snprintf(p->reason, sizeof p->reason, "the database is at another turn than was committed");
        p->refused = RESULT_DAMAGED;
        postgres_poison(p, "database_went_back");
    }
    g->was_sent = false;
}

void group_fail(struct postgres *p)
{
    struct journal_jobs *lists[] = {&p->group.jobs, &p->queue};

    for (size_t i = 0; i < 2; i++) {
        for (struct journal_job *job; (job = journal_jobs_pop(lists[i])) != NULL;) {
            if (!job->is_settled)
                settle(job, RESULT_IO);
            journal_jobs_push(&p->done, job);
        }
    }
    if (p->wake != NULL)
        p->wake(p->wake_arg);
}
