#include "journal_disk.h"

#include "disk.h"
#include "journal/sqlite_writer.h"

#include <assert.h>
#include <stdlib.h>

struct journal_disk {
    struct journal base;
    struct sqlite_writer writer;
    struct voyage *v;
    journal_ran_fn *ran;
    struct journal_jobs asked, running, done;
};

static struct journal_disk *of(struct journal *j)
{
    return (struct journal_disk *)(void *)j;
}

static void move_all(struct journal_jobs *to, struct journal_jobs *from)
{
    for (struct journal_job *job; (job = journal_jobs_pop(from)) != NULL;)
        journal_jobs_push(to, job);
}

static void free_all(struct journal_jobs *jobs)
{
    for (struct journal_job *job; (job = journal_jobs_pop(jobs)) != NULL;)
        journal_job_free(job);
}

/* ---- the loop's side ------------------------------------------------------------------------- */

static void disk_submit(struct journal *j, struct journal_job *job)
{
    journal_jobs_push(&of(j)->asked, job);
}

static struct journal_jobs disk_take_done(struct journal *j)
{
    struct journal_jobs done = of(j)->done;

    of(j)->done = (struct journal_jobs){NULL, NULL};
    return done;
}

static void disk_wait(struct journal *j)
{
    journal_disk_run(j);
    journal_disk_finish(j);
}

static bool disk_is_poisoned(const struct journal *j)
{
    return atomic_load(&((const struct journal_disk *)(const void *)j)->writer.poisoned);
}

static bool disk_says_full(const struct journal *j)
{
    return atomic_load(&((const struct journal_disk *)(const void *)j)->writer.full);
}

static struct journal_figures disk_take_figures(struct journal *j)
{
    (void)j;
    return (struct journal_figures){0};
}

static void disk_close_journal(struct journal *j)
{
    struct journal_disk *d = of(j);

    journal_disk_finish(j);
    if (!disk_is_dead())
        journal_disk_run(j);
    free_all(&d->asked);
    free_all(&d->running);
    free_all(&d->done);
    store_close(&d->writer.store);
    free(d);
}

static uint32_t disk_losses(const struct journal *j, const struct journal_loss **out)
{
    const struct store *store = &((const struct journal_disk *)(const void *)j)->writer.store;

    *out = store->losses;
    return store->losses_count;
}

static uint64_t disk_bytes(const struct journal *j)
{
    return atomic_load(&((const struct journal_disk *)(const void *)j)->writer.bytes);
}

static uint32_t disk_damaged_count(const struct journal *j)
{
    return atomic_load(&((const struct journal_disk *)(const void *)j)->writer.damaged_count);
}

static bool disk_is_looked_through(const struct journal *j)
{
    return atomic_load(&((const struct journal_disk *)(const void *)j)->writer.is_looked_through);
}

static const struct journal_kind disk_kind = {
    .submit = disk_submit,
    .take_done = disk_take_done,
    .wait = disk_wait,
    .is_poisoned = disk_is_poisoned,
    .is_full = disk_says_full,
    .take_figures = disk_take_figures,
    .losses = disk_losses,
    .damaged_count = disk_damaged_count,
    .bytes = disk_bytes,
    .is_looked_through = disk_is_looked_through,
    .close = disk_close_journal,
};

enum result journal_open_disk(struct journal **out, struct voyage *v, const struct clock *clock,
                              journal_ran_fn *ran)
{
    const struct journal_options options = {.path = DISK_PATH, .vfs = DISK_VFS_NAME};
    struct journal_disk *d = must(calloc(1, sizeof *d));
    enum result result;
    char why[160];

    d->base.kind = &disk_kind;
    d->writer.clock = clock;
    d->v = v;
    d->ran = ran;
    result = store_open(&d->writer.store, &options, why, sizeof why);
    if (result != RESULT_OK && result != RESULT_NO_SPACE) {
        voyage_tell(v, "the journal does not open: %s (%s)", result_name(result), why);
        free(d);
        return result;
    }
    sqlite_writer_begin(&d->writer, result == RESULT_NO_SPACE);
    *out = &d->base;
    return RESULT_OK;
}

/* ---- the writer's side ----------------------------------------------------------------------- */

bool journal_disk_is_asked(const struct journal *j)
{
    const struct journal_disk *d = (const struct journal_disk *)(const void *)j;

    return d->asked.first != NULL && d->running.first == NULL;
}

void journal_disk_run(struct journal *j)
{
    struct journal_disk *d = of(j);

    assert(d->running.first == NULL);
    move_all(&d->running, &d->asked);
    sqlite_writer_look(&d->writer);
    if (d->writer.store.log_pages >= SQLITE_WRITER_LOG_PAGES_MAX)
        sqlite_writer_rest(&d->writer);
    sqlite_writer_run(&d->writer, &d->running);
    for (const struct journal_job *job = d->running.first; job != NULL; job = job->next)
        d->ran(d->v, job);
}

void journal_disk_finish(struct journal *j)
{
    move_all(&of(j)->done, &of(j)->running);
}

void journal_disk_rest(struct journal *j)
{
    sqlite_writer_look(&of(j)->writer);
    sqlite_writer_rest(&of(j)->writer);
}
