/* sqlite_store.c -- opening the database, and what keeps it safe:
 *
 *   locking_mode=EXCLUSIVE  a second server on the same data is refused at the start
 *   journal_mode=WAL, synchronous=FULL   a commit is one append and one sync; what was
 *                         appended is brought into the file when there is time
 *   secure_delete=ON        deleted content is overwritten in the file
 *   foreign content         is recognised, and refused, before anything is written
 *   an older format         is brought up to this one, a copy stays (sqlite_format.h) */
#include "journal/sqlite_store.h"

#include "journal/sqlite_audit.h"
#include "sys/log.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const sql[STORE_STATEMENTS_COUNT] = {
    [STORE_BEGIN] = "BEGIN IMMEDIATE",
    [STORE_COMMIT] = "COMMIT",
    [STORE_ROLLBACK] = "ROLLBACK",
    [STORE_PAGE_COUNT] = "PRAGMA page_count",
    [STORE_PAGE_SIZE] = "PRAGMA page_size",
    [STORE_ROOTS] = "SELECT rootpage FROM sqlite_schema WHERE rootpage>1",
    [STORE_PROBE] = "UPDATE made_by SET program=?1",
    [STORE_SEQ_LAST] = "SELECT seq, chain FROM events WHERE session=?1 ORDER BY seq DESC LIMIT 1",
    [STORE_EVENT_INSERT] = "INSERT INTO events(session, seq, data, chain) VALUES(?1, ?2, ?3, ?4)",
    [STORE_EVENTS_READ] =
        "SELECT seq, data, chain FROM events WHERE session=?1 AND seq>=?2 ORDER BY seq LIMIT ?3",
    [STORE_EVENT_NEXT] =
        "SELECT seq, data, chain FROM events WHERE session=?1 AND seq>?2 ORDER BY seq LIMIT 1",
    [STORE_EVENT_CHAIN] = "SELECT chain FROM events WHERE session=?1 AND seq=?2",
    [STORE_EVENT_REWRITE] = "UPDATE events SET data=?3, chain=?4 WHERE session=?1 AND seq=?2",
    [STORE_EVENTS_CUT] = "DELETE FROM events WHERE session=?1 AND seq>?2",
    [STORE_EVENTS_DELETE] = "DELETE FROM events WHERE session=?1",
    [STORE_EVENTS_DELETE_SOME] =
        "DELETE FROM events WHERE session=?1 AND seq IN"
        " (SELECT seq FROM events WHERE session=?1 ORDER BY seq DESC LIMIT ?2)",
    [STORE_EVENTS_ANY] = "SELECT 1 FROM events WHERE session=?1 LIMIT 1",
    [STORE_SESSION_INSERT] =
        "INSERT INTO sessions(id, code, created_ms, delete_at_ms, scenario, scenario_version,"
        " rewritten, tokens, chain, owner) VALUES(?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, ?8, ?9)",
    [STORE_SESSION_READ] =
        "SELECT id, code, created_ms, delete_at_ms, scenario, scenario_version, rewritten, tokens,"
        " chain, owner FROM sessions WHERE id=?1",
    [STORE_SESSION_REWRITTEN] = "UPDATE sessions SET rewritten=?2, chain=?3 WHERE id=?1",
    [STORE_SESSION_TOKENS] = "UPDATE sessions SET tokens=?2 WHERE id=?1",
    [STORE_SESSION_DELETE] = "DELETE FROM sessions WHERE id=?1",
    [STORE_SESSION_CONDEMN] = "UPDATE sessions SET delete_at_ms=0, chain=?2 WHERE id=?1",
    [STORE_SESSIONS_LIST] =
        "SELECT id, code, created_ms, delete_at_ms, scenario, scenario_version, rewritten, tokens,"
        " chain, owner FROM sessions WHERE id>?1 AND delete_at_ms<=?2 ORDER BY id LIMIT ?3",
    [STORE_TOKEN_INSERT] = "INSERT OR REPLACE INTO tokens(hash, session, seat, waiting, seq, chain)"
                           " VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
    [STORE_TOKEN_FIND] =
        "SELECT hash, session, seat, waiting, seq, chain FROM tokens WHERE hash=?1",
    [STORE_TOKENS_OF] = "SELECT hash, session, seat, waiting, seq, chain FROM tokens"
                        " WHERE session=?1 ORDER BY seat, hash",
    [STORE_TOKEN_CHAIN] = "UPDATE tokens SET chain=?2 WHERE hash=?1",
    [STORE_TOKEN_DELETE] = "DELETE FROM tokens WHERE hash=?1",
    [STORE_TOKENS_DROP] = "DELETE FROM tokens WHERE session=?1 AND seat=?2 AND"
                          " (?3=2 OR waiting=?3)",
    [STORE_TOKENS_AFTER] = "DELETE FROM tokens WHERE session=?1 AND seq>?2",
    [STORE_TOKENS_DELETE] = "DELETE FROM tokens WHERE session=?1",
    [STORE_SNAPSHOT_WRITE] = "INSERT OR REPLACE INTO snapshots(session, seq, data, chain)"
                             " VALUES(?1, ?2, ?3, ?4)",
    [STORE_SNAPSHOT_READ] = "SELECT seq, data, chain FROM snapshots WHERE session=?1",
    [STORE_SNAPSHOT_CHAIN] = "UPDATE snapshots SET chain=?2 WHERE session=?1",
    [STORE_SNAPSHOT_DELETE] = "DELETE FROM snapshots WHERE session=?1",
    [STORE_SNAPSHOT_LARGEST] = "SELECT max(length(data)) FROM snapshots",
};

static bool run(struct store *store, const char *text)
{
    return sqlite3_exec(store->db, text, NULL, NULL, NULL) == SQLITE_OK;
}

void store_bind_number(sqlite3_stmt *statement, int i, uint64_t value)
{
    assert(value <= INT64_MAX);
    sqlite3_bind_int64(statement, i, (int64_t)value);
}

void store_bind_blob(sqlite3_stmt *statement, int i, struct bytes blob)
{
    sqlite3_bind_blob64(statement, i, blob.size > 0 ? blob.data : (const uint8_t *)"", blob.size,
                        SQLITE_STATIC);
}

void store_bind_chain(sqlite3_stmt *statement, int i, const struct chain *chain)
{
    store_bind_blob(statement, i, (struct bytes){chain->bytes, CHAIN_BYTES});
}

uint64_t store_column_number(sqlite3_stmt *statement, int column)
{
    return (uint64_t)sqlite3_column_int64(statement, column);
}

struct bytes store_column_blob(sqlite3_stmt *statement, int column)
{
    const void *data = sqlite3_column_blob(statement, column);

    return (struct bytes){data, (size_t)sqlite3_column_bytes(statement, column)};
}

bool store_column_chain(sqlite3_stmt *statement, int column, struct chain *out)
{
    return chain_read(store_column_blob(statement, column), out);
}

enum result store_run_on(struct store *store, enum store_statement which, struct session_id session)
{
    sqlite3_stmt *statement = store_statement(store, which);

    store_bind_number(statement, 1, session.value);
    return store_finish(statement);
}

enum result store_finish(sqlite3_stmt *statement)
{
    enum result result;

    errno = 0;
    result = sqlite_result_of(sqlite3_db_handle(statement), sqlite3_step(statement));

    sqlite3_reset(statement);
    return result;
}

enum result store_ask(sqlite3_stmt *statement, int64_t *answer)
{
    int code = sqlite3_step(statement);
    enum result result = sqlite_result_of(sqlite3_db_handle(statement), code);

    *answer = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_reset(statement);
    return result;
}

/* Replaces SQLite's own checkpoints, which would run inside a commit. */
static int on_commit(void *arg, sqlite3 *db, const char *name, int pages)
{
    (void)db, (void)name;
    ((struct store *)arg)->log_pages = (uint32_t)pages;
    return SQLITE_OK;
}

enum result store_prepare(struct store *store)
{
    for (int i = 0; i < STORE_STATEMENTS_COUNT; i++)
        if (store->statements[i] == NULL &&
            sqlite3_prepare_v3(store->db, sql[i], -1, SQLITE_PREPARE_PERSISTENT,
                               &store->statements[i], NULL) != SQLITE_OK)
            return RESULT_IO;
    return RESULT_OK;
}

/* In a transaction. */
static enum result store_bring_up(struct store *store, uint32_t version)
{
    enum result result = format_bring_up(store->db, version);

    store->was_brought_up = true;
    if (result == RESULT_OK)
        result = store_prepare(store);
    return result == RESULT_OK && version < FORMAT_WITH_CHAINS ? store_write_chains(store) : result;
}

/* Set the pragmas, and take the exclusive lock now: SQLite would take it at the first write. A file
 * in the format of today needs no space for this. */
static enum result store_settle(struct store *store, uint32_t version)
{
    if (!run(store, "PRAGMA journal_mode=WAL") || !run(store, "PRAGMA synchronous=FULL") ||
        !run(store, "PRAGMA secure_delete=ON") || !run(store, "BEGIN EXCLUSIVE"))
        return RESULT_IO;
    if (version < STORE_VERSION && store_bring_up(store, version) != RESULT_OK)
        return RESULT_IO;
    if (!run(store, "COMMIT"))
        return RESULT_IO;
    sqlite3_wal_hook(store->db, on_commit, store);
    return RESULT_OK;
}

/* The copy of an older format, made now or by an earlier start. */
static enum result store_copy(struct store *store, const char *path, uint32_t version)
{
    int bytes = snprintf(store->copy, sizeof store->copy, "%s.old-format", path);

    if (bytes < 0 || bytes >= (int)sizeof store->copy)
        return RESULT_INVALID;
    if (version > 0 && version < STORE_VERSION) {
        log_warning("journal", "format_brought_up", log_count("from", version),
                    log_signed("to", STORE_VERSION), log_text("copy", store->copy));
        return format_copy(store->db, store->copy);
    }
    if (access(store->copy, F_OK) != 0)
        store->copy[0] = '\0';
    return RESULT_OK;
}

enum result store_forget_copy(struct store *store)
{
    if (store->copy[0] == '\0')
        return RESULT_OK;
    if (unlink(store->copy) != 0 && access(store->copy, F_OK) == 0)
        return RESULT_IO;
    log_info("journal", "copy_removed", log_text("copy", store->copy),
             log_text("reason", "deletion"));
    store->copy[0] = '\0';
    return RESULT_OK;
}

/* Figures that space is kept by. */
static enum result store_measure(struct store *store)
{
    enum result result =
        store_ask(store_statement(store, STORE_SNAPSHOT_LARGEST), &store->snapshot_bytes);

    if (result == RESULT_OK || result == RESULT_DAMAGED)
        result = store_ask(store_statement(store, STORE_PAGE_SIZE), &store->page_bytes);
    return result;
}

/* Where the files are. */
static enum result store_identify(struct store *store, const char *path)
{
    static const char *const ends[STORE_FILES_COUNT] = {"", "-wal", "-mark"};

    for (size_t i = 0; i < STORE_FILES_COUNT; i++) {
        struct store_file *file = &store->files[i];

        if (snprintf(file->path, sizeof file->path, "%s%s", path, ends[i]) >=
            (int)sizeof file->path)
            return RESULT_INVALID;
    }
    return RESULT_OK;
}

enum result store_open(struct store *store, const struct journal_options *options, char *why,
                       size_t why_bytes)
{
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    enum result result = RESULT_IO;
    uint32_t version = 0;

    *store = (struct store){.vfs = sqlite3_vfs_find(options->vfs)};
    if (sqlite3_open_v2(options->path, &store->db, flags, options->vfs) == SQLITE_OK &&
        run(store, "PRAGMA locking_mode=EXCLUSIVE"))
        result = format_look(store->db, &version);
    if (result == RESULT_OK)
        result = store_copy(store, options->path, version);
    if (result == RESULT_OK)
        result = store_settle(store, version);
    if (result == RESULT_OK)
        result = store_prepare(store);
    if (result == RESULT_OK && snprintf(store->reserve, sizeof store->reserve, "%s-reserve",
                                        options->path) >= (int)sizeof store->reserve)
        result = RESULT_INVALID;
    if (result == RESULT_OK)
        result = store_identify(store, options->path);
    if (result == RESULT_OK)
        result = store_measure(store);
    if (result == RESULT_OK)
        result = mark_open(&store->mark, store->vfs, options->path);
    if (result == RESULT_OK)
        result = audit_open(store);
    if (result == RESULT_OK)
        result = store_try_space(store);
    store_find_gone(store); /* From now on they are known. */
    if (result == RESULT_OK && options->accept_loss)
        result = audit_accept(store);
    if (result == RESULT_NO_SPACE) {
        store_rollback(store);
        return result; /* It is open, to be read. */
    }
    if (result == RESULT_IO && sqlite3_errcode(store->db) == SQLITE_BUSY)
        result = RESULT_FENCED;
    if (result != RESULT_OK) {
        if (result == RESULT_NEWER)
            format_explain_newer(store->db, why, why_bytes);
        else
            snprintf(why, why_bytes, "%s",
                     store->db != NULL ? sqlite3_errmsg(store->db) : "memory");
        store_close(store);
    }
    return result;
}

const char *store_find_gone(struct store *store)
{
    for (size_t i = 0; i < STORE_FILES_COUNT; i++) {
        struct store_file *file = &store->files[i];
        struct stat status;
        const bool is_there = stat(file->path, &status) == 0;

        if (file->inode == 0 && is_there) {
            file->device = status.st_dev;
            file->inode = status.st_ino;
        }
        file->bytes = is_there ? (uint64_t)status.st_size : 0;
        if (file->inode != 0 &&
            (!is_there || status.st_dev != file->device || status.st_ino != file->inode))
            return file->path;
    }
    return NULL;
}

uint64_t store_bytes(const struct store *store)
{
    uint64_t bytes = 0;

    for (size_t i = 0; i < STORE_FILES_COUNT; i++)
        bytes += store->files[i].bytes;
    return bytes;
}

void store_close(struct store *store)
{
    for (int i = 0; i < STORE_STATEMENTS_COUNT; i++)
        sqlite3_finalize(store->statements[i]);
    sqlite3_close(store->db);
    mark_sync(&store->mark);
    mark_close(&store->mark);
    free(store->losses);
    *store = (struct store){0};
}

sqlite3_stmt *store_statement(struct store *store, enum store_statement which)
{
    sqlite3_stmt *statement = store->statements[which];

    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return statement;
}

enum result store_begin(struct store *store)
{
    return store_finish(store_statement(store, STORE_BEGIN));
}

/* What is marked is durable first: sqlite_mark.h. */
enum result store_commit(struct store *store)
{
    enum result result = mark_before_commit(&store->mark);

    if (result == RESULT_OK)
        result = store_finish(store_statement(store, STORE_COMMIT));
    return result == RESULT_OK ? mark_after_commit(&store->mark) : result;
}

void store_rollback(struct store *store)
{
    mark_rollback(&store->mark);
    if (!sqlite3_get_autocommit(store->db))
        store_finish(store_statement(store, STORE_ROLLBACK));
}

enum result store_checkpoint(struct store *store, bool truncate)
{
    int mode = truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
    enum result result;
    int code;

    errno = 0;
    code = sqlite3_wal_checkpoint_v2(store->db, NULL, mode, NULL, NULL);
    store->log_pages = 0;
    if (!truncate || code != SQLITE_OK || !store->traces_left)
        return sqlite_result_of(store->db, code);
    result = store_wipe(store);
    store->traces_left = result != RESULT_OK;
    return result;
}
