/* journal_sqlite.c -- the SQLite journal's writer thread.
 *
 *   loop thread              writer thread
 *   submit --> queue   -->   take all; BEGIN; run each; COMMIT (one sync); --> done --> take_done
 *
 * Between groups, when it has been quiet or the log has become long, a checkpoint is made.
 *
 * Reads run in their place in the group, inside its transaction, and return with it: they see what
 * was asked for before them, and show nothing that is not durable when they are answered. The first
 * RESULT_IO rolls the group back and poisons the journal: the whole group, reads included, and
 * everything later gets RESULT_IO. Nothing is retried: after a failed sync the kernel may have
 * dropped the pages, and a second sync would succeed without writing them. */
#include "journal/sqlite_store.h"

#include "sys/clock.h"
#include "sys/log.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#define LOG_PAGES_IDLE 256  /* With this many, a checkpoint is made once nobody waits. */
#define LOG_PAGES_MAX  8192 /* 32 MiB: a checkpoint is made at once. */
#define IDLE_SECONDS   1

struct journal_sqlite {
    struct journal base;
    struct store store; /* Belongs to the writer once that runs. */
    void (*wake)(void *arg);
    void *wake_arg;
    pthread_t writer;
    bool writer_runs;
    atomic_bool poisoned;
    pthread_mutex_t lock; /* Guards all below. */
    pthread_cond_t queued, finished;
    struct journal_jobs queue, done;
    bool closing;
    struct journal_figures figures;
};

static struct journal_sqlite *of(struct journal *j)
{
    return (struct journal_sqlite *)j;
}

static bool job_writes(const struct journal_job *job)
{
    return job->kind == JOB_APPEND || job->kind == JOB_DELETE;
}

/* ---- the writer ----------------------------------------------------------------------------- */

static bool group_has(const struct journal_jobs *jobs, enum journal_job_kind kind)
{
    for (const struct journal_job *job = jobs->first; job != NULL; job = job->next)
        if (job->kind == kind)
            return true;
    return false;
}

/* Has this group left something in the log that must not stay in any file? */
static bool group_leaves_traces(const struct journal_jobs *jobs)
{
    for (const struct journal_job *job = jobs->first; job != NULL; job = job->next) {
        if (job->kind == JOB_DELETE || (job->kind == JOB_APPEND && job->append.forget != NULL))
            return true;
    }
    return false;
}

static enum result group_run(struct journal_sqlite *s, struct journal_jobs *jobs)
{
    bool writes = group_has(jobs, JOB_APPEND) || group_has(jobs, JOB_DELETE);
    enum result result = writes ? store_begin(&s->store) : RESULT_OK;

    for (struct journal_job *job = jobs->first; job != NULL && result == RESULT_OK;
         job = job->next) {
        job->result = store_run(&s->store, job);
        /* A read that lacked memory fails alone; a failed disk or a failed write stops the group.
         * */
        if (job->result == RESULT_IO || (job_writes(job) && job->result == RESULT_NO_MEMORY))
            result = RESULT_IO;
    }
    if (result == RESULT_OK && writes)
        result = store_commit(&s->store);
    if (result == RESULT_OK && group_leaves_traces(jobs)) {
        result = store_checkpoint(&s->store, true);
        if (result == RESULT_OK)
            result = store_forget_copy(&s->store);
    }
    return result;
}

static void group_poison(struct journal_sqlite *s, struct journal_jobs *jobs)
{
    if (!atomic_exchange(&s->poisoned, true))
        log_error("journal", "poisoned", "code=%d", sqlite3_extended_errcode(s->store.db));
    store_rollback(&s->store);
    for (struct journal_job *job = jobs->first; job != NULL; job = job->next)
        job->result = RESULT_IO;
}

/* What this group adds to the figures. */
static struct journal_figures group_figures(const struct journal_jobs *jobs, uint64_t took_us)
{
    struct journal_figures figures = {
        .commits_count = 1, .commit_us_sum = took_us, .commit_us_max = took_us};

    for (const struct journal_job *job = jobs->first; job != NULL; job = job->next)
        if (job->kind == JOB_APPEND && job->result == RESULT_OK)
            figures.events_count += job->append.events_count;
    return figures;
}

static void figures_add(struct journal_figures *sum, struct journal_figures more)
{
    sum->commits_count += more.commits_count;
    sum->events_count += more.events_count;
    sum->commit_us_sum += more.commit_us_sum;
    if (more.commit_us_max > sum->commit_us_max)
        sum->commit_us_max = more.commit_us_max;
}

static void group_finish(struct journal_sqlite *s, struct journal_jobs *jobs,
                         struct journal_figures figures)
{
    pthread_mutex_lock(&s->lock);
    for (struct journal_job *job; (job = journal_jobs_pop(jobs)) != NULL;)
        journal_jobs_push(&s->done, job);
    if (figures.events_count > 0)
        figures_add(&s->figures, figures);
    pthread_cond_signal(&s->finished);
    pthread_mutex_unlock(&s->lock);
    if (s->wake != NULL)
        s->wake(s->wake_arg);
}

enum taken { TAKEN_JOBS, TAKEN_NOTHING, TAKEN_CLOSING };

/* Wait for work; TAKEN_NOTHING: there was none for a while, or the log has become long. */
static enum taken group_take(struct journal_sqlite *s, struct journal_jobs *jobs)
{
    struct timespec until;
    int code = s->store.log_pages >= LOG_PAGES_MAX ? ETIMEDOUT : 0;
    enum taken taken = TAKEN_NOTHING;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += IDLE_SECONDS;
    pthread_mutex_lock(&s->lock);
    while (s->queue.first == NULL && !s->closing && code == 0)
        code = s->store.log_pages >= LOG_PAGES_IDLE
                   ? pthread_cond_timedwait(&s->queued, &s->lock, &until)
                   : pthread_cond_wait(&s->queued, &s->lock);
    if (s->queue.first != NULL && s->store.log_pages < LOG_PAGES_MAX)
        taken = TAKEN_JOBS;
    else if (s->queue.first == NULL && s->closing)
        taken = TAKEN_CLOSING;
    if (taken == TAKEN_JOBS) {
        *jobs = s->queue;
        s->queue = (struct journal_jobs){NULL, NULL};
    }
    pthread_mutex_unlock(&s->lock);
    return taken;
}

static void run_jobs(struct journal_sqlite *s, struct journal_jobs *jobs)
{
    const struct clock *clock = clock_system();
    uint64_t began_us = clock_monotonic_us(clock);

    if (atomic_load(&s->poisoned) || group_run(s, jobs) != RESULT_OK)
        group_poison(s, jobs);
    group_finish(s, jobs, group_figures(jobs, clock_monotonic_us(clock) - began_us));
}

/* What was committed is safe in the log, but a disk that fails here can no longer be trusted. */
static void run_checkpoint(struct journal_sqlite *s)
{
    struct journal_jobs none = {NULL, NULL};

    if (!atomic_load(&s->poisoned) && store_checkpoint(&s->store, false) != RESULT_OK)
        group_poison(s, &none);
    s->store.log_pages = 0;
}

static void *writer_run(void *arg)
{
    struct journal_sqlite *s = arg;
    struct journal_jobs jobs;
    enum taken taken;

    while ((taken = group_take(s, &jobs)) != TAKEN_CLOSING) {
        if (taken == TAKEN_JOBS)
            run_jobs(s, &jobs);
        else
            run_checkpoint(s);
    }
    return NULL;
}

/* ---- the loop's side ------------------------------------------------------------------------ */

static void sqlite_submit(struct journal *j, struct journal_job *job)
{
    struct journal_sqlite *s = of(j);

    pthread_mutex_lock(&s->lock);
    journal_jobs_push(&s->queue, job);
    pthread_cond_signal(&s->queued);
    pthread_mutex_unlock(&s->lock);
}

static struct journal_jobs sqlite_take_done(struct journal *j)
{
    struct journal_sqlite *s = of(j);
    struct journal_jobs done;

    pthread_mutex_lock(&s->lock);
    done = s->done;
    s->done = (struct journal_jobs){NULL, NULL};
    pthread_mutex_unlock(&s->lock);
    return done;
}

static void sqlite_wait(struct journal *j)
{
    struct journal_sqlite *s = of(j);

    pthread_mutex_lock(&s->lock);
    while (s->done.first == NULL)
        pthread_cond_wait(&s->finished, &s->lock);
    pthread_mutex_unlock(&s->lock);
}

static bool sqlite_is_poisoned(const struct journal *j)
{
    return atomic_load(&((const struct journal_sqlite *)j)->poisoned);
}

static struct journal_figures sqlite_take_figures(struct journal *j)
{
    struct journal_sqlite *s = of(j);
    struct journal_figures figures;

    pthread_mutex_lock(&s->lock);
    figures = s->figures;
    s->figures = (struct journal_figures){0};
    pthread_mutex_unlock(&s->lock);
    return figures;
}

/* Takes a half-built journal, too. */
static void sqlite_close_journal(struct journal *j)
{
    struct journal_sqlite *s = of(j);

    if (s->writer_runs) {
        pthread_mutex_lock(&s->lock);
        s->closing = true;
        pthread_cond_signal(&s->queued);
        pthread_mutex_unlock(&s->lock);
        pthread_join(s->writer, NULL);
    }
    for (struct journal_job *job; (job = journal_jobs_pop(&s->done)) != NULL;)
        journal_job_free(job);
    store_close(&s->store);
    pthread_cond_destroy(&s->finished);
    pthread_cond_destroy(&s->queued);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

static const struct journal_kind sqlite_kind = {sqlite_submit,       sqlite_take_done,
                                                sqlite_wait,         sqlite_is_poisoned,
                                                sqlite_take_figures, sqlite_close_journal};

enum result journal_open_sqlite(struct journal **out, const struct journal_options *options)
{
    struct journal_sqlite *s = calloc(1, sizeof *s);
    enum result result;
    char why[160];

    if (s == NULL)
        return RESULT_NO_MEMORY;
    s->base.kind = &sqlite_kind;
    s->wake = options->wake;
    s->wake_arg = options->wake_arg;
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->queued, NULL);
    pthread_cond_init(&s->finished, NULL);
    result = store_open(&s->store, options, why, sizeof why);
    if (result != RESULT_OK) {
        log_error("journal", "not_opened", "result=%s reason=\"%s\"", result_name(result), why);
        goto fail;
    }
    if (pthread_create(&s->writer, NULL, writer_run, s) != 0) {
        result = RESULT_NO_MEMORY;
        goto fail;
    }
    s->writer_runs = true;
    *out = &s->base;
    return RESULT_OK;

fail:
    sqlite_close_journal(&s->base);
    return result;
}
