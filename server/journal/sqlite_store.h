/* sqlite_store.h -- inside the SQLite journal only: the database file, its schema and statements.
 * Used by one thread at a time: the opener, then the writer.
 *
 *   sessions   id, code, created_ms, delete_at_ms, scenario, scenario_version
 *   events     session, seq -> data (the journal's form, protocol/codec.h)
 *   tokens     hash -> session, seat, waiting
 *   snapshots  session -> seq, data
 *   made_by    program: version of the program that opened it last */
#ifndef DK_JOURNAL_SQLITE_STORE_H
#define DK_JOURNAL_SQLITE_STORE_H

#include "journal/journal_job.h"
#include "journal/sqlite_format.h"

#include <sqlite3.h>

enum store_statement {
    STORE_BEGIN,
    STORE_COMMIT,
    STORE_ROLLBACK,
    STORE_SEQ_LAST,
    STORE_EVENT_INSERT,
    STORE_EVENTS_READ,
    STORE_EVENT_NEXT,
    STORE_EVENT_REWRITE,
    STORE_EVENTS_DELETE,
    STORE_SESSION_INSERT,
    STORE_SESSION_READ,
    STORE_SESSION_DELETE,
    STORE_SESSIONS_LIST,
    STORE_TOKEN_INSERT,
    STORE_TOKEN_FIND,
    STORE_TOKENS_DROP,
    STORE_TOKENS_USE,
    STORE_TOKENS_DELETE,
    STORE_SNAPSHOT_WRITE,
    STORE_SNAPSHOT_READ,
    STORE_SNAPSHOT_DELETE,
    STORE_STATEMENTS_COUNT
};

struct store {
    sqlite3 *db;
    uint32_t log_pages; /* In the write-ahead log since the last checkpoint. */
    char copy[512];     /* Path of the copy in an older format, or empty: there is none. */
    sqlite3_stmt *statements[STORE_STATEMENTS_COUNT];
};

/* As journal_open_sqlite. On failure the store is cleared and says why in `why` (for the log). */
enum result store_open(struct store *store, const struct journal_options *options, char *why,
                       size_t why_bytes);
void store_close(struct store *store);

/* RESULT_OK or RESULT_IO. */
enum result store_begin(struct store *store);
enum result store_commit(struct store *store);
void store_rollback(struct store *store);
/* Bring everything from the write-ahead log into the file; with `truncate`, empty the log, too.
 * This costs a sync of the file, tens of milliseconds on a busy disk, so it is done rarely, and
 * never between a commit and its acknowledgement. A page that was written many times is copied
 * once. */
enum result store_checkpoint(struct store *store, bool truncate);

/* Something is deleted for good: the copy in an older format has it too, and goes. */
enum result store_forget_copy(struct store *store);

/* Do one job. Jobs that write need a transaction; unless the result is RESULT_IO, it can go on. */
enum result store_run(struct store *store, struct journal_job *job);

/* A statement, reset and without bindings. */
sqlite3_stmt *store_statement(struct store *store, enum store_statement which);

#endif
