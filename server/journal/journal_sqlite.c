/* journal_sqlite.c -- the SQLite journal: its two threads. What the writer does: sqlite_writer.h.
 *
 *   loop thread              writer thread
 *   submit --> queue   -->   take all; BEGIN; run each; COMMIT (one sync); --> done --> take_done
 *
 * Between groups, when it has been quiet or the log has become long, a checkpoint is made; and a
 * copy that was asked for goes on by some pages (sqlite_copy.h). When all that is done it sleeps
 * until it is asked for something, or the kernel says that a file is gone (sqlite_watch.h).
 *
 * Reads run in their place in the group, inside its transaction, and return with it: they see what
 * was asked for before them, and show nothing that is not durable when they are answered.
 *
 * RESULT_IO rolls the group back and poisons the journal: the whole group, reads included, and
 * everything later gets RESULT_IO. Nothing is retried: after a failed sync the kernel may have
 * dropped the pages, and a second sync would succeed without writing them. A write that found the
 * disk full is another matter: nothing was synced, so it was never there. The journal is *full*
 * until a try, made several times a second, succeeds. */
#include "journal/sqlite_writer.h"

#include "journal/sqlite_copy.h"
#include "journal/sqlite_watch.h"
#include "sys/log.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

struct journal_sqlite {
    struct journal base;
    struct sqlite_writer writer; /* Belongs to the thread once that runs, but for its two flags. */
    struct copy copy;            /* The thread's, as is the job that asked for it. */
    struct journal_job *copy_job;
    struct file_watch watch;
    bool is_watched; /* Nobody need look at the files. */
    pthread_t thread;
    bool thread_runs;
    pthread_mutex_t lock; /* Guards all below. */
    pthread_cond_t queued, finished;
    struct journal_jobs queue, done;
    bool closing;
    bool look_wanted; /* Something happened to a file. */
    struct journal_figures figures;
};

static struct journal_sqlite *of(struct journal *j)
{
    return (struct journal_sqlite *)j;
}

/* ---- the writer ----------------------------------------------------------------------------- */

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
    if (s->writer.wake != NULL)
        s->writer.wake(s->writer.wake_arg);
}

static void add_us(struct timespec *time, uint32_t us)
{
    time->tv_nsec += (long)us * 1000;
    time->tv_sec += time->tv_nsec / 1000000000;
    time->tv_nsec %= 1000000000;
}

enum taken { TAKEN_JOBS, TAKEN_NOTHING, TAKEN_CLOSING };

/* Wait for work; TAKEN_NOTHING: there was none for a while, or the log has become long. */
static enum taken group_take(struct journal_sqlite *s, struct journal_jobs *jobs)
{
    struct timespec until;
    int code = s->writer.store.log_pages >= SQLITE_WRITER_LOG_PAGES_MAX ? ETIMEDOUT : 0;
    enum taken taken = TAKEN_NOTHING;
    const bool sleeps =
        s->is_watched && !copy_is_under_way(&s->copy) && sqlite_writer_may_sleep(&s->writer);

    clock_gettime(CLOCK_MONOTONIC, &until);
    if (!copy_is_under_way(&s->copy))
        add_us(&until, sqlite_writer_pause_us(&s->writer));
    pthread_mutex_lock(&s->lock);
    while (s->queue.first == NULL && !s->closing && !s->look_wanted && code == 0)
        code = sleeps ? pthread_cond_wait(&s->queued, &s->lock)
                      : pthread_cond_timedwait(&s->queued, &s->lock, &until);
    if (s->look_wanted)
        sqlite_writer_look_now(&s->writer);
    s->look_wanted = false;
    if (s->queue.first != NULL && s->writer.store.log_pages < SQLITE_WRITER_LOG_PAGES_MAX)
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

/* ---- a copy --------------------------------------------------------------------------------- */

static void copy_finish(struct journal_sqlite *s, struct journal_job *job, enum result result)
{
    struct journal_jobs jobs = {NULL, NULL};

    job->result = result;
    journal_jobs_push(&jobs, job); /* It stood in a queue with others. */
    group_finish(s, &jobs, (struct journal_figures){0});
}

/* The jobs of a group without those that ask for a copy; these are begun, or refused. */
static void take_copies(struct journal_sqlite *s, struct journal_jobs *jobs)
{
    struct journal_jobs others = {NULL, NULL};
    enum result result;

    for (struct journal_job *job; (job = journal_jobs_pop(jobs)) != NULL;) {
        if (job->kind != JOB_COPY) {
            journal_jobs_push(&others, job);
            continue;
        }
        assert(!copy_is_under_way(&s->copy)); /* journal_copy takes one at a time. */
        result = atomic_load(&s->writer.poisoned)
                     ? RESULT_IO
                     : copy_begin(&s->copy, &s->writer.store, job->copy_path);
        if (result == RESULT_OK)
            s->copy_job = job;
        else
            copy_finish(s, job, result);
    }
    *jobs = others;
}

static void copy_go_on(struct journal_sqlite *s)
{
    enum result result;

    if (!copy_is_under_way(&s->copy))
        return;
    result = atomic_load(&s->writer.poisoned) ? RESULT_IO : copy_step(&s->copy);
    if (copy_is_under_way(&s->copy) && result == RESULT_IO)
        copy_give_up(&s->copy);
    if (result == RESULT_FULL)
        return;
    copy_finish(s, s->copy_job, result);
    s->copy_job = NULL;
}

/* At the end: nobody will be called back. */
static void copy_stop(struct journal_sqlite *s)
{
    if (!copy_is_under_way(&s->copy))
        return;
    copy_give_up(&s->copy);
    journal_job_free(s->copy_job);
    s->copy_job = NULL;
}

static void run_jobs(struct journal_sqlite *s, struct journal_jobs *jobs)
{
    const struct clock *clock = s->writer.clock;
    const uint64_t began_us = clock_monotonic_us(clock);

    sqlite_writer_run(&s->writer, jobs);
    group_finish(s, jobs, group_figures(jobs, clock_monotonic_us(clock) - began_us));
}

/* Does somebody wait, so that chores must? */
static bool is_wanted(void *arg)
{
    struct journal_sqlite *s = arg;
    bool wanted;

    pthread_mutex_lock(&s->lock);
    wanted = s->queue.first != NULL || s->closing;
    pthread_mutex_unlock(&s->lock);
    return wanted;
}

/* Chores wait for a copy, but for a log that has become long: the next group waits for that one. */
static bool may_rest(const struct journal_sqlite *s)
{
    return !copy_is_under_way(&s->copy) || s->writer.store.log_pages >= SQLITE_WRITER_LOG_PAGES_MAX;
}

/* On the thread of the watch. */
static void look_wanted(void *arg)
{
    struct journal_sqlite *s = arg;

    pthread_mutex_lock(&s->lock);
    s->look_wanted = true;
    pthread_cond_signal(&s->queued);
    pthread_mutex_unlock(&s->lock);
}

/* Before the writer's thread begins. */
static void watch_files(struct journal_sqlite *s)
{
    const char *paths[STORE_FILES_COUNT];

    for (size_t i = 0; i < STORE_FILES_COUNT; i++)
        paths[i] = s->writer.store.files[i].path;
    s->is_watched = watch_open(&s->watch, paths, STORE_FILES_COUNT, look_wanted, s);
}

static void *writer_run(void *arg)
{
    struct journal_sqlite *s = arg;
    struct journal_jobs jobs;
    enum taken taken;

    while ((taken = group_take(s, &jobs)) != TAKEN_CLOSING) {
        sqlite_writer_look(&s->writer);
        if (taken == TAKEN_JOBS)
            take_copies(s, &jobs);
        if (taken == TAKEN_JOBS && jobs.first != NULL)
            run_jobs(s, &jobs);
        else if (taken == TAKEN_NOTHING && may_rest(s))
            sqlite_writer_rest(&s->writer);
        copy_go_on(s);
    }
    copy_stop(s);
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
    return atomic_load(&((const struct journal_sqlite *)j)->writer.poisoned);
}

static bool sqlite_is_full(const struct journal *j)
{
    return atomic_load(&((const struct journal_sqlite *)j)->writer.full);
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

    if (s->thread_runs) {
        pthread_mutex_lock(&s->lock);
        s->closing = true;
        pthread_cond_signal(&s->queued);
        pthread_mutex_unlock(&s->lock);
        pthread_join(s->thread, NULL);
    }
    watch_close(&s->watch);
    for (struct journal_job *job; (job = journal_jobs_pop(&s->done)) != NULL;)
        journal_job_free(job);
    store_close(&s->writer.store);
    pthread_cond_destroy(&s->finished);
    pthread_cond_destroy(&s->queued);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

static uint32_t sqlite_losses(const struct journal *j, const struct journal_loss **out)
{
    const struct store *store = &((const struct journal_sqlite *)j)->writer.store;

    *out = store->losses; /* They do not change once the thread runs. */
    return store->losses_count;
}

static uint64_t sqlite_bytes(const struct journal *j)
{
    return atomic_load(&((const struct journal_sqlite *)j)->writer.bytes);
}

static uint32_t sqlite_damaged_count(const struct journal *j)
{
    return atomic_load(&((const struct journal_sqlite *)j)->writer.damaged_count);
}

static bool sqlite_is_looked_through(const struct journal *j)
{
    return atomic_load(&((const struct journal_sqlite *)j)->writer.is_looked_through);
}

static const struct journal_kind sqlite_kind = {
    .submit = sqlite_submit,
    .take_done = sqlite_take_done,
    .wait = sqlite_wait,
    .is_poisoned = sqlite_is_poisoned,
    .is_full = sqlite_is_full,
    .take_figures = sqlite_take_figures,
    .losses = sqlite_losses,
    .damaged_count = sqlite_damaged_count,
    .bytes = sqlite_bytes,
    .is_looked_through = sqlite_is_looked_through,
    .close = sqlite_close_journal,
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
    s->writer.clock = options->clock != NULL ? options->clock : clock_system();
    s->writer.wake = options->wake;
    s->writer.wake_arg = options->wake_arg;
    s->writer.is_wanted = is_wanted;
    s->writer.is_wanted_arg = s;
    open_locks(s);
    result = store_open(&s->writer.store, options, why, sizeof why);
    sqlite_writer_begin(&s->writer, result == RESULT_NO_SPACE);
    if (result == RESULT_NO_SPACE)
        result = RESULT_OK;
    if (result != RESULT_OK) {
        log_error("journal", "not_opened", log_text("result", result_name(result)),
                  log_text("reason", why));
        goto fail;
    }
    watch_files(s);
    if (pthread_create(&s->thread, NULL, writer_run, s) != 0) {
        result = RESULT_NO_MEMORY;
        goto fail;
    }
    s->thread_runs = true;
    *out = &s->base;
    return RESULT_OK;

fail:
    sqlite_close_journal(&s->base);
    return result;
}
