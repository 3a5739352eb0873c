/* journal_disk.h -- the SQLite journal without its thread: the same writer (sqlite_writer.h), store
 * and groups on the simulated disk, called by the simulator when it is their time. */
#ifndef DK_TESTS_VOYAGE_JOURNAL_DISK_H
#define DK_TESTS_VOYAGE_JOURNAL_DISK_H

#include "journal/journal_job.h"
#include "voyage.h"

/* A job has been run: on the database it had this result. Before its callback. */
typedef void journal_ran_fn(struct voyage *v, const struct journal_job *job);

/* RESULT_OK or as journal_open_sqlite. */
enum result journal_open_disk(struct journal **out, struct voyage *v, const struct clock *clock,
                              journal_ran_fn *ran);
/* Is something asked for that has not been run? */
bool journal_disk_is_asked(const struct journal *j);
/* Run what is asked for; its callbacks are due after journal_disk_finish. */
void journal_disk_run(struct journal *j);
void journal_disk_finish(struct journal *j);
/* Nobody asked for a while. */
void journal_disk_rest(struct journal *j);

#endif
