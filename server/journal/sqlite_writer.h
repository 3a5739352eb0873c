/* sqlite_writer.h -- inside the SQLite journal only: what its writer does with jobs, whoever calls
 * it. In the server that is a thread of its own (journal_sqlite.c); in the simulator of
 * tests/voyage, which has one thread and a clock of its own, the simulator itself. */
#ifndef DK_JOURNAL_SQLITE_WRITER_H
#define DK_JOURNAL_SQLITE_WRITER_H

#include "journal/sqlite_group.h"
#include "sys/clock.h"

#include <stdatomic.h>

#define SQLITE_WRITER_IDLE_US       400000 /* Nobody asked for anything: time for chores. */
#define SQLITE_WRITER_TRY_SPACE_US  200000 /* Between looks whether a full disk has space. */
#define SQLITE_WRITER_LOG_PAGES_MAX 8192   /* 32 MiB: a checkpoint is made at once. */

struct sqlite_writer {
    struct store store;
    const struct clock *clock;
    void (*wake)(void *arg); /* May be NULL: the journal became full, or has space again. */
    void *wake_arg;
    bool (*is_wanted)(void *arg); /* May be NULL: are there jobs, so that chores must wait? */
    void *is_wanted_arg;
    atomic_bool poisoned, full;
    atomic_bool is_looked_through; /* Every session was looked at since the start. */
    atomic_uint damaged_count; /* Sessions found damaged since the start, by looking through all. */
    atomic_ullong bytes;       /* Of the files, when they were last looked at. */
    uint64_t sync_at_us; /* When the marks are to be synced; 0: nothing of them is unsynced. */
    uint64_t look_at_us; /* When to look whether the file is still there. */
    uint64_t try_at_us;  /* When to look again whether a full disk has space. */
};

/* What store_open said: open, or open on a full disk. */
void sqlite_writer_begin(struct sqlite_writer *w, bool is_full);
/* Every job gets its result. */
void sqlite_writer_run(struct sqlite_writer *w, struct journal_jobs *jobs);
/* How long to wait for jobs before the next call of sqlite_writer_rest. */
uint32_t sqlite_writer_pause_us(const struct sqlite_writer *w);
/* Nothing is left to do until somebody asks for something, but to look whether the files are
 * there. */
bool sqlite_writer_may_sleep(const struct sqlite_writer *w);
/* Look at the files at once. */
void sqlite_writer_look_now(struct sqlite_writer *w);
/* When nobody asks for anything, or the log has become long: a checkpoint, if one is due, and
 * another session is looked through. */
void sqlite_writer_rest(struct sqlite_writer *w);
/* Before each of both: are the files there, has a full disk space again, are marks to be synced? */
void sqlite_writer_look(struct sqlite_writer *w);

#endif
