/* sqlite_store.h -- inside the SQLite journal only: the database file, its schema and statements.
 * Used by one thread at a time: the opener, then the writer.
 *
 *   sessions   id, code, created_ms, delete_at_ms, scenario, scenario_version
 *   events     session, seq -> data (the journal's form, protocol/codec.h)
 *   tokens     hash -> session, seat, waiting
 *   snapshots  session -> seq, data
 *   made_by    program: version of the program that opened it last
 *
 * Space (sqlite_space.c): the file is grown before a commit, so that the write-ahead log can always
 * be brought into it; and a file beside it, <path>-reserve, keeps enough for a deletion. */
#ifndef DK_JOURNAL_SQLITE_STORE_H
#define DK_JOURNAL_SQLITE_STORE_H

#include "journal/journal_job.h"
#include "journal/sqlite_format.h"

#include <sqlite3.h>

enum store_statement {
    STORE_BEGIN,
    STORE_COMMIT,
    STORE_ROLLBACK,
    STORE_PAGE_COUNT,
    STORE_PAGE_SIZE,
    STORE_PROBE,
    STORE_SEQ_LAST,
    STORE_EVENT_INSERT,
    STORE_EVENTS_READ,
    STORE_EVENT_NEXT,
    STORE_EVENT_REWRITE,
    STORE_EVENTS_DELETE,
    STORE_EVENTS_DELETE_SOME,
    STORE_EVENTS_ANY,
    STORE_SESSION_INSERT,
    STORE_SESSION_READ,
    STORE_SESSION_DELETE,
    STORE_SESSION_CONDEMN,
    STORE_SESSIONS_LIST,
    STORE_TOKEN_INSERT,
    STORE_TOKEN_FIND,
    STORE_TOKENS_DROP,
    STORE_TOKENS_USE,
    STORE_TOKENS_DELETE,
    STORE_SNAPSHOT_WRITE,
    STORE_SNAPSHOT_READ,
    STORE_SNAPSHOT_DELETE,
    STORE_SNAPSHOT_LARGEST,
    STORE_STATEMENTS_COUNT
};

struct store {
    sqlite3 *db;
    uint32_t log_pages; /* In the write-ahead log since the last checkpoint. */
    bool traces_left;   /* The log may hold what was deleted. */
    char copy[512];     /* Path of the copy in an older format, or empty: there is none. */
    char path[512];
    uint64_t device, inode; /* Of the file that is open. */
    sqlite3_vfs *vfs;
    char reserve[512];      /* Path of the file that keeps space. */
    int64_t reserve_bytes;  /* Its size; 0: it has been given up. */
    int64_t snapshot_bytes; /* Of the largest one: a deletion rewrites it at once. */
    int64_t page_bytes;
    int64_t file_bytes; /* Of the database that are certainly there. */
    sqlite3_stmt *statements[STORE_STATEMENTS_COUNT];
};

/* What a code of SQLite means. A failed sync is RESULT_IO, whatever its cause: what it should have
 * written may be gone. */
enum result store_result(sqlite3 *db, int code);

/* As journal_open_sqlite; RESULT_NO_SPACE: it is open, but the disk is full. On any other failure
 * the store is cleared and says why in `why` (for the log). */
enum result store_open(struct store *store, const struct journal_options *options, char *why,
                       size_t why_bytes);
void store_close(struct store *store);
/* Is the file that is open the one that stands at its path? */
bool store_is_there(const struct store *store);

/* RESULT_OK, RESULT_NO_SPACE, RESULT_NO_MEMORY or RESULT_IO. */
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

/* Do one job. Jobs that write need a transaction, which can go on when a read found nothing or when
 * a write was RESULT_FENCED; otherwise it must be rolled back. */
enum result store_run(struct store *store, struct journal_job *job);
/* Step a statement that returns no rows. */
enum result store_finish(sqlite3_stmt *statement);
/* Step a statement that returns one number at most; 0 when it returns none. */
enum result store_ask(sqlite3_stmt *statement, int64_t *answer);

/* ---- sqlite_space.c ------------------------------------------------------------------------- */

/* Before a commit: let the file have room for all its pages, and the reserve be large enough. */
enum result store_grow(struct store *store);
/* The disk was full: bring the log into the file and empty it, fill the reserve again, and try to
 * write. RESULT_OK: the disk is not full any more. */
enum result store_try_space(struct store *store);
/* Delete a session on a full disk, in small steps, with the space of the reserve. */
enum result store_delete_tight(struct store *store, struct session_id session);

/* A statement, reset and without bindings. */
sqlite3_stmt *store_statement(struct store *store, enum store_statement which);

#endif
