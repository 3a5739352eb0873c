/* journal_sqlite.c -- the SQLite journal's writer thread.
 *
 *   loop thread              writer thread
 *   submit --> queue   -->   take all; BEGIN; run each; COMMIT (one sync); --> done --> take_done
 *
 * Between groups, when it has been quiet or the log has become long, a checkpoint is made.
 *
 * Reads run in their place in the group, inside its transaction, and return with it: they see what
 * was asked for before them, and show nothing that is not durable when they are answered.
 *
 * RESULT_IO rolls the group back and poisons the journal: the whole group, reads included, and
 * everything later gets RESULT_IO. Nothing is retried: after a failed sync the kernel may have
 * dropped the pages, and a second sync would succeed without writing them. A write that found the
 * disk full is another matter: nothing was synced, so it was never there. The journal is *full*
 * until a try, made several times a second, succeeds. */
#include "journal/sqlite_group.h"

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
#define IDLE_US        400000
#define TRY_SPACE_US   200000
#define LOOK_US        500000 /* Between looks whether the file is still there. */

struct journal_sqlite {
    struct journal base;
    struct store store; /* Belongs to the writer once that runs. */
    void (*wake)(void *arg);
    void *wake_arg;
    pthread_t writer;
    bool writer_runs;
    atomic_bool poisoned, full;
    uint64_t look_at_us;
    uint64_t try_at_us;   /* The writer's: when to look again whether a full disk has space. */
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

/* ---- the writer ----------------------------------------------------------------------------- */

static void poison(struct journal_sqlite *s, struct journal_jobs *jobs)
{
    if (!atomic_exchange(&s->poisoned, true))
        log_error("journal", "poisoned", "code=%d", sqlite3_extended_errcode(s->store.db));
    store_rollback(&s->store);
    for (struct journal_job *job = jobs->first; job != NULL; job = job->next)
        job->result = RESULT_IO;
}

static void set_full(struct journal_sqlite *s, bool full)
{
    if (atomic_exchange(&s->full, full) == full)
        return;
    if (full)
        log_error("journal", "disk_full", "reserve_bytes=%lld", (long long)s->store.reserve_bytes);
    else
        log_warning("journal", "disk_has_space", "reserve_bytes=%lld",
                    (long long)s->store.reserve_bytes);
    s->try_at_us = clock_monotonic_us(clock_system()) + TRY_SPACE_US;
    if (s->wake != NULL)
        s->wake(s->wake_arg);
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

static void add_us(struct timespec *time, uint32_t us)
{
    time->tv_nsec += (long)us * 1000;
    time->tv_sec += time->tv_nsec / 1000000000;
    time->tv_nsec %= 1000000000;
}

/* Is there something to do when nobody asks for anything? */
static bool has_chores(const struct journal_sqlite *s)
{
    return !atomic_load(&s->full) && (s->store.log_pages >= LOG_PAGES_IDLE || s->store.traces_left);
}

enum taken { TAKEN_JOBS, TAKEN_NOTHING, TAKEN_CLOSING };

/* Wait for work; TAKEN_NOTHING: there was none for a while, or the log has become long. */
static enum taken group_take(struct journal_sqlite *s, struct journal_jobs *jobs)
{
    struct timespec until;
    int code = s->store.log_pages >= LOG_PAGES_MAX ? ETIMEDOUT : 0;
    enum taken taken = TAKEN_NOTHING;

    clock_gettime(CLOCK_MONOTONIC, &until);
    if (atomic_load(&s->full))
        add_us(&until, TRY_SPACE_US);
    else
        add_us(&until, IDLE_US);
    pthread_mutex_lock(&s->lock);
    while (s->queue.first == NULL && !s->closing && code == 0)
        code = pthread_cond_timedwait(&s->queued, &s->lock, &until);
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

    enum result result = RESULT_IO;

    if (!atomic_load(&s->poisoned))
        result = atomic_load(&s->full) ? RESULT_NO_SPACE : group_run(&s->store, jobs);
    if (result == RESULT_NO_SPACE) {
        set_full(s, true);
        result = group_run_full(&s->store, jobs);
    }
    if (result != RESULT_OK)
        poison(s, jobs);
    group_finish(s, jobs, group_figures(jobs, clock_monotonic_us(clock) - began_us));
}

/* What was committed is safe in the log, but a disk that fails here can no longer be trusted. */
static void run_checkpoint(struct journal_sqlite *s)
{
    struct journal_jobs none = {NULL, NULL};
    enum result result = RESULT_OK;

    if (!atomic_load(&s->poisoned))
        result = store_checkpoint(&s->store, s->store.traces_left);
    if (result == RESULT_NO_SPACE)
        set_full(s, true);
    else if (result != RESULT_OK && result != RESULT_NO_MEMORY)
        poison(s, &none);
    s->store.log_pages = 0;
}

/* Has a full disk space again? */
static void try_space(struct journal_sqlite *s)
{
    struct journal_jobs none = {NULL, NULL};
    const uint64_t now_us = clock_monotonic_us(clock_system());
    enum result result;

    if (!atomic_load(&s->full) || atomic_load(&s->poisoned) || now_us < s->try_at_us)
        return;
    s->try_at_us = now_us + TRY_SPACE_US;
    result = store_try_space(&s->store);
    if (result == RESULT_OK)
        set_full(s, false);
    else if (result == RESULT_IO)
        poison(s, &none);
    else
        store_rollback(&s->store);
}

/* Who removes or replaces the folder under a running server would else not hear of it: what is open
 * can be written for as long as one likes. */
static void look_at_file(struct journal_sqlite *s)
{
    struct journal_jobs none = {NULL, NULL};
    const uint64_t now_us = clock_monotonic_us(clock_system());

    if (now_us < s->look_at_us || atomic_load(&s->poisoned))
        return;
    s->look_at_us = now_us + LOOK_US;
    if (store_is_there(&s->store))
        return;
    log_error("journal", "file_gone", "path=%s", s->store.path);
    poison(s, &none);
    if (s->wake != NULL)
        s->wake(s->wake_arg);
}

static void *writer_run(void *arg)
{
    struct journal_sqlite *s = arg;
    struct journal_jobs jobs;
    enum taken taken;

    while ((taken = group_take(s, &jobs)) != TAKEN_CLOSING) {
        look_at_file(s);
        try_space(s);
        if (taken == TAKEN_JOBS)
            run_jobs(s, &jobs);
        else if (has_chores(s))
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

static bool sqlite_is_full(const struct journal *j)
{
    return atomic_load(&((const struct journal_sqlite *)j)->full);
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

static const struct journal_kind sqlite_kind = {
    sqlite_submit,  sqlite_take_done,    sqlite_wait,          sqlite_is_poisoned,
    sqlite_is_full, sqlite_take_figures, sqlite_close_journal,
};

/* Waits are by the clock that nobody sets. */
static void open_locks(struct journal_sqlite *s)
{
    pthread_condattr_t monotonic;

    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->queued, &monotonic);
    pthread_cond_init(&s->finished, NULL);
    pthread_condattr_destroy(&monotonic);
}

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
    open_locks(s);
    result = store_open(&s->store, options, why, sizeof why);
    if (result == RESULT_NO_SPACE) {
        set_full(s, true);
        result = RESULT_OK;
    }
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
