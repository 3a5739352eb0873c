/* sqlite_store.h -- inside the SQLite journal only: the database file, its schema and statements.
 * Used by one thread at a time: the opener, then the writer.
 *
 *   sessions   id, code, created_ms, delete_at_ms, scenario, scenario_version, owner,
 *              rewritten: how often its events were written again; tokens: the chain of its tokens
 *   events     session, seq -> data (the journal's form, protocol/codec.h)
 *   tokens     hash -> session, seat, waiting, seq of its batch
 *   snapshots  session -> seq, data
 *   made_by    program: version of the program that opened it last
 *
 * The rows of the first four have a chain (chain.h): a row that was changed is not believed.
 * What should be there is also known beside the database (sqlite_mark.h).
 *
 * Space (sqlite_space.c): the file is grown before a commit, so that the write-ahead log can always
 * be brought into it; and a file beside it, <path>-reserve, keeps enough for a deletion. */
#ifndef DK_JOURNAL_SQLITE_STORE_H
#define DK_JOURNAL_SQLITE_STORE_H

#include "journal/journal_job.h"
#include "journal/sqlite_format.h"
#include "journal/sqlite_mark.h"
#include "journal/sqlite_result.h"

#include <sqlite3.h>

enum store_statement {
    STORE_BEGIN,
    STORE_COMMIT,
    STORE_ROLLBACK,
    STORE_PAGE_COUNT,
    STORE_PAGE_SIZE,
    STORE_ROOTS,
    STORE_PROBE,
    STORE_SEQ_LAST,
    STORE_EVENT_INSERT,
    STORE_EVENTS_READ,
    STORE_EVENT_NEXT,
    STORE_EVENT_CHAIN,
    STORE_EVENT_REWRITE,
    STORE_EVENTS_CUT,
    STORE_EVENTS_DELETE,
    STORE_EVENTS_DELETE_SOME,
    STORE_EVENTS_ANY,
    STORE_SESSION_INSERT,
    STORE_SESSION_READ,
    STORE_SESSION_REWRITTEN,
    STORE_SESSION_TOKENS,
    STORE_SESSION_DELETE,
    STORE_SESSION_CONDEMN,
    STORE_SESSIONS_LIST,
    STORE_TOKEN_INSERT,
    STORE_TOKEN_FIND,
    STORE_TOKENS_OF,
    STORE_TOKEN_CHAIN,
    STORE_TOKEN_DELETE,
    STORE_TOKENS_DROP,
    STORE_TOKENS_AFTER,
    STORE_TOKENS_DELETE,
    STORE_SNAPSHOT_WRITE,
    STORE_SNAPSHOT_READ,
    STORE_SNAPSHOT_CHAIN,
    STORE_SNAPSHOT_DELETE,
    STORE_SNAPSHOT_LARGEST,
    STORE_STATEMENTS_COUNT
};

#define STORE_FILES_COUNT 3

/* A file that is open, and which it was when it was first seen. */
struct store_file {
    char path[520];
    uint64_t device, inode; /* 0: it was not there yet. */
    uint64_t bytes;         /* When it was last looked at. */
};

struct store {
    sqlite3 *db;
    uint32_t log_pages; /* In the write-ahead log since the last checkpoint. */
    bool traces_left;   /* The files may hold what was deleted. */
    char copy[512];     /* Path of the copy in an older format, or empty: there is none. */
    struct store_file files[STORE_FILES_COUNT]; /* The database, its log and its marks. */
    sqlite3_vfs *vfs;
    char reserve[512];      /* Path of the file that keeps space. */
    int64_t reserve_bytes;  /* Its size; 0: it has been given up. */
    int64_t snapshot_bytes; /* Of the largest one: a deletion rewrites it at once. */
    int64_t page_bytes;
    int64_t file_bytes; /* Of the database that are certainly there. */
    struct mark mark;
    bool was_brought_up;         /* From an older format, or from nothing, at this start. */
    struct journal_loss *losses; /* Found at the start; they do not change. */
    uint32_t losses_count;
    struct session_id audited; /* The last session that was looked through; sqlite_audit.h. */
    bool is_token_missing;     /* Whole sessions are missing, and their tokens with them. */
    sqlite3_stmt *statements[STORE_STATEMENTS_COUNT];
};

/* As journal_open_sqlite; RESULT_NO_SPACE: it is open, but the disk is full. On any other failure
 * the store is cleared and says why in `why` (for the log). */
enum result store_open(struct store *store, const struct journal_options *options, char *why,
                       size_t why_bytes);
void store_close(struct store *store);
/* Every statement of an open database of today's format. */
enum result store_prepare(struct store *store);
/* The first of the open files that is no longer at its path, or NULL. */
const char *store_find_gone(struct store *store);
/* Of all files, when store_find_gone last looked. */
uint64_t store_bytes(const struct store *store);

/* RESULT_OK, RESULT_NO_SPACE, RESULT_NO_MEMORY or RESULT_IO. */
enum result store_begin(struct store *store);
enum result store_commit(struct store *store);
void store_rollback(struct store *store);
/* Bring everything from the write-ahead log into the file; with `truncate`, empty the log as well.
 * This costs a sync of the file, tens of milliseconds on a busy disk, so it is done rarely, and
 * never between a commit and its acknowledgement. A page that was written many times is copied
 * once. */
enum result store_checkpoint(struct store *store, bool truncate);

/* sqlite_wipe.c. With an empty log: overwrite what belongs to nothing in the pages of the file.
 * RESULT_NO_SPACE on a file system that never overwrites in place. */
enum result store_wipe(struct store *store);

/* Something is deleted for good: the copy in an older format has it too, and goes. */
enum result store_forget_copy(struct store *store);

/* Do one job. Jobs that write need a transaction, which can go on when a read found nothing or when
 * a write was RESULT_FENCED; otherwise it must be rolled back. */
enum result store_run(struct store *store, struct journal_job *job);
/* Bind parameter i. The session is the first of every statement, except those that look up a token.
 */
void store_bind_number(sqlite3_stmt *statement, int i, uint64_t value);
void store_bind_blob(sqlite3_stmt *statement, int i, struct bytes blob);
void store_bind_chain(sqlite3_stmt *statement, int i, const struct chain *chain);
uint64_t store_column_number(sqlite3_stmt *statement, int column);
struct bytes store_column_blob(sqlite3_stmt *statement, int column);
bool store_column_chain(sqlite3_stmt *statement, int column, struct chain *out);
/* Run a statement that has only a session and returns no rows. */
enum result store_run_on(struct store *store, enum store_statement which,
                         struct session_id session);
/* Step a statement that returns no rows. */
enum result store_finish(sqlite3_stmt *statement);
/* Step a statement that returns one number at most; 0 when it returns none. */
enum result store_ask(sqlite3_stmt *statement, int64_t *answer);

/* ---- sqlite_rows.c -------------------------------------------------------------------------- */

/* A row of the index of sessions. */
struct store_entry {
    struct journal_entry entry;
    uint64_t rewritten;
    struct chain tokens, chain;
};
/* From a row of STORE_SESSION_READ or STORE_SESSIONS_LIST. false: it cannot be ours. */
bool store_read_entry(sqlite3_stmt *statement, struct store_entry *out);
/* The same without its chains. */
bool store_read_index(sqlite3_stmt *statement, struct store_entry *out);
/* RESULT_OK, RESULT_NOT_FOUND, RESULT_DAMAGED and others of sqlite_result. */
enum result store_find_entry(struct store *store, struct session_id session,
                             struct store_entry *out);
/* Is the entry what was written? One that is condemned is not looked at. */
bool store_entry_holds(const struct store_entry *entry);
/* The last seq of a session and its chain; 0 without events. */
enum result store_find_last(struct store *store, struct session_id session, uint64_t *seq,
                            struct chain *chain);
/* The chain of an event; of the entry for 0. RESULT_NOT_FOUND: there is none. */
enum result store_find_chain(struct store *store, struct session_id session, uint64_t seq,
                             struct chain *chain);

/* ---- sqlite_tokens.c ------------------------------------------------------------------------ */

/* All changes of a batch. RESULT_DAMAGED: the tokens are not what was written. */
enum result store_change_tokens(struct store *store, const struct journal_batch *batch);
enum result store_find_token(struct store *store, struct journal_job *job);
/* Over all tokens of a session. RESULT_DAMAGED: one is not what was written. */
enum result store_sum_tokens(struct store *store, struct session_id session, struct chain *out);
/* Give every token of a session its chain: they had none. */
enum result store_chain_tokens(struct store *store, struct session_id session);
/* Tokens after event `seq` go, and those that are not what was written; the sum is right again. */
enum result store_renew_tokens(struct store *store, struct session_id session, uint64_t seq);

/* ---- sqlite_forget.c ------------------------------------------------------------------------ */

/* Write the events of a session again without the words of the seats that leave with this batch;
 * `place` gets their new chain. */
enum result store_forget_words(struct store *store, const struct journal_batch *batch,
                               struct mark_place *place);

/* ---- sqlite_upgrade.c ----------------------------------------------------------------------- */

/* In the transaction that brings up a format without chains: RESULT_OK, also when something is
 * damaged, and others of sqlite_result. */
enum result store_write_chains(struct store *store);

/* ---- sqlite_space.c ------------------------------------------------------------------------- */

/* Before a commit: let the file have room for all its pages, and the reserve be large enough. */
enum result store_grow(struct store *store);
/* The disk was full: bring the log into the file and empty it, fill the reserve again, and try to
 * write. RESULT_OK: the disk is no longer full. */
enum result store_try_space(struct store *store);
/* Delete a session on a full disk, in small steps, with the space of the reserve. */
enum result store_delete_tight(struct store *store, struct session_id session);

/* A statement, reset and without bindings. */
sqlite3_stmt *store_statement(struct store *store, enum store_statement which);

#endif
