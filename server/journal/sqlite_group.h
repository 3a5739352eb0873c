/* sqlite_group.h -- inside the SQLite journal only: jobs that are committed together. */
#ifndef DK_JOURNAL_SQLITE_GROUP_H
#define DK_JOURNAL_SQLITE_GROUP_H

#include "journal/sqlite_store.h"

/* Run all jobs that are not settled. RESULT_OK: every job has its result, and what was written is
 * durable. RESULT_NO_SPACE: the disk is full; what is not settled was not done: group_run_full.
 * RESULT_IO: nothing may be relied upon. */
enum result group_run(struct store *store, struct journal_jobs *jobs);
/* The same on a full disk: appends are refused, the rest is done. RESULT_OK or RESULT_IO. */
enum result group_run_full(struct store *store, struct journal_jobs *jobs);

#endif
