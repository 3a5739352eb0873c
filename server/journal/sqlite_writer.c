/* sqlite_writer.c -- what the writer does, and what it is to do when the disk does not.
 *
 *   ready --no space--> full --a try succeeds--> ready
 *     \--a write or a sync failed, or the file is gone--> poisoned, for ever */
#include "journal/sqlite_writer.h"

#include "sys/log.h"

#define LOG_PAGES_IDLE 256    /* With this many, a checkpoint is made once nobody waits. */
#define LOOK_US        500000 /* Between looks whether the file is still there. */

static void poison(struct sqlite_writer *w)
{
    if (!atomic_exchange(&w->poisoned, true))
        log_error("journal", "poisoned", "code=%d", sqlite3_extended_errcode(w->store.db));
    store_rollback(&w->store);
}

static void set_full(struct sqlite_writer *w, bool full)
{
    if (atomic_exchange(&w->full, full) == full)
        return;
    if (full)
        log_error("journal", "disk_full", "reserve_bytes=%lld", (long long)w->store.reserve_bytes);
    else
        log_warning("journal", "disk_has_space", "reserve_bytes=%lld",
                    (long long)w->store.reserve_bytes);
    w->try_at_us = clock_monotonic_us(w->clock) + SQLITE_WRITER_TRY_SPACE_US;
    if (w->wake != NULL)
        w->wake(w->wake_arg);
}

void sqlite_writer_begin(struct sqlite_writer *w, bool is_full)
{
    if (is_full)
        set_full(w, true);
}

void sqlite_writer_run(struct sqlite_writer *w, struct journal_jobs *jobs)
{
    enum result result = RESULT_IO;

    if (!atomic_load(&w->poisoned))
        result = atomic_load(&w->full) ? RESULT_NO_SPACE : group_run(&w->store, jobs);
    if (result == RESULT_NO_SPACE) {
        set_full(w, true);
        result = group_run_full(&w->store, jobs);
    }
    if (result == RESULT_OK)
        return;
    poison(w);
    for (struct journal_job *job = jobs->first; job != NULL; job = job->next)
        job->result = RESULT_IO;
}

static bool has_chores(const struct sqlite_writer *w)
{
    return !atomic_load(&w->full) && (w->store.log_pages >= LOG_PAGES_IDLE || w->store.traces_left);
}

/* What was committed is safe in the log, but a disk that fails here can no longer be trusted. */
void sqlite_writer_rest(struct sqlite_writer *w)
{
    enum result result = RESULT_OK;

    if (!has_chores(w))
        return;
    if (!atomic_load(&w->poisoned))
        result = store_checkpoint(&w->store, w->store.traces_left);
    if (result == RESULT_NO_SPACE)
        set_full(w, true);
    else if (result != RESULT_OK && result != RESULT_NO_MEMORY)
        poison(w);
    w->store.log_pages = 0;
}

static void try_space(struct sqlite_writer *w)
{
    const uint64_t now_us = clock_monotonic_us(w->clock);
    enum result result;

    if (!atomic_load(&w->full) || atomic_load(&w->poisoned) || now_us < w->try_at_us)
        return;
    w->try_at_us = now_us + SQLITE_WRITER_TRY_SPACE_US;
    result = store_try_space(&w->store);
    if (result == RESULT_OK)
        set_full(w, false);
    else if (result == RESULT_IO)
        poison(w);
    else
        store_rollback(&w->store);
}

/* Who removes or replaces the folder under a running server would else not hear of it: what is open
 * can be written for as long as one likes. */
static void look_at_file(struct sqlite_writer *w)
{
    const uint64_t now_us = clock_monotonic_us(w->clock);

    if (now_us < w->look_at_us || atomic_load(&w->poisoned))
        return;
    w->look_at_us = now_us + LOOK_US;
    if (store_is_there(&w->store))
        return;
    log_error("journal", "file_gone", "path=%s", w->store.path);
    poison(w);
    if (w->wake != NULL)
        w->wake(w->wake_arg);
}

void sqlite_writer_look(struct sqlite_writer *w)
{
    look_at_file(w);
    try_space(w);
}
