/* sqlite_writer.c -- what the writer does, and what it is to do when the disk does not.
 *
 *   ready --no space--> full --a try succeeds--> ready
 *     \--a write or a sync failed, or the file is gone--> poisoned, for ever */
#include "journal/sqlite_writer.h"

#include "journal/sqlite_audit.h"
#include "sys/log.h"

#define LOG_PAGES_IDLE 256     /* With this many, a checkpoint is made once nobody waits. */
#define AUDIT_US       1000    /* A pause for jobs while sessions are looked through. */
#define LOOK_US        500000  /* Between looks whether the files are still there. */
#define SYNC_US        2000000 /* So far the marks may be behind after a loss of power. */

static void poison(struct sqlite_writer *w)
{
    if (!atomic_exchange(&w->poisoned, true))
        log_error("journal", "poisoned", log_signed("code", sqlite3_extended_errcode(w->store.db)));
    store_rollback(&w->store);
}

static void set_full(struct sqlite_writer *w, bool full)
{
    if (atomic_exchange(&w->full, full) == full)
        return;
    if (full)
        log_error("journal", "disk_full", log_signed("reserve_bytes", w->store.reserve_bytes));
    else
        log_warning("journal", "disk_has_space",
                    log_signed("reserve_bytes", w->store.reserve_bytes));
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
    if (w->store.mark.is_behind)
        set_full(w, true);
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
static void run_checkpoint(struct sqlite_writer *w)
{
    enum result result = store_checkpoint(&w->store, w->store.traces_left);

    if (result == RESULT_NO_SPACE)
        set_full(w, true);
    else if (result != RESULT_OK && result != RESULT_NO_MEMORY)
        poison(w);
    w->store.log_pages = 0;
}

/* What nobody reads is looked at as well: once, a session at a time. */
static void audit(struct sqlite_writer *w)
{
    enum result result;

    if (atomic_load(&w->is_looked_through))
        return;
    result = audit_one(&w->store, w->is_wanted, w->is_wanted_arg);
    if (result == RESULT_DAMAGED)
        atomic_fetch_add(&w->damaged_count, 1);
    else if (result == RESULT_NOT_FOUND)
        atomic_store(&w->is_looked_through, true);
    else if (result == RESULT_IO)
        poison(w);
}

uint32_t sqlite_writer_pause_us(const struct sqlite_writer *w)
{
    if (atomic_load(&w->full))
        return SQLITE_WRITER_TRY_SPACE_US;
    return atomic_load(&w->is_looked_through) || atomic_load(&w->poisoned) ? SQLITE_WRITER_IDLE_US
                                                                           : AUDIT_US;
}

bool sqlite_writer_may_sleep(const struct sqlite_writer *w)
{
    if (atomic_load(&w->poisoned))
        return true;
    return !atomic_load(&w->full) && atomic_load(&w->is_looked_through) && !has_chores(w) &&
           !w->store.mark.has_unsynced;
}

void sqlite_writer_look_now(struct sqlite_writer *w)
{
    w->look_at_us = 0;
}

void sqlite_writer_rest(struct sqlite_writer *w)
{
    if (atomic_load(&w->poisoned))
        w->store.log_pages = 0;
    else if (has_chores(w))
        run_checkpoint(w);
    else
        audit(w);
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

/* Whoever removes or replaces the folder under a running server would else not hear of it: what is
 * open can be written for as long as one likes. */
static void look_at_file(struct sqlite_writer *w)
{
    const uint64_t now_us = clock_monotonic_us(w->clock);
    const char *gone;

    if (now_us < w->look_at_us || atomic_load(&w->poisoned))
        return;
    w->look_at_us = now_us + LOOK_US;
    gone = store_find_gone(&w->store);
    atomic_store(&w->bytes, store_bytes(&w->store));
    if (gone == NULL)
        return;
    log_error("journal", "file_gone", log_text("path", gone));
    poison(w);
    if (w->wake != NULL)
        w->wake(w->wake_arg);
}

/* Not between a commit and its acknowledgement, but before the next group. */
static void sync_marks(struct sqlite_writer *w)
{
    const uint64_t now_us = clock_monotonic_us(w->clock);

    if (!w->store.mark.has_unsynced || atomic_load(&w->poisoned)) {
        w->sync_at_us = 0;
        return;
    }
    if (w->sync_at_us == 0)
        w->sync_at_us = now_us + SYNC_US;
    if (now_us < w->sync_at_us)
        return;
    w->sync_at_us = 0;
    if (mark_sync(&w->store.mark) != RESULT_OK)
        poison(w);
}

void sqlite_writer_look(struct sqlite_writer *w)
{
    look_at_file(w);
    try_space(w);
    sync_marks(w);
}
