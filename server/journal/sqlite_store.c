/* sqlite_store.c -- opening the database, and what keeps it safe:
 *
 *   locking_mode=EXCLUSIVE  a second server on the same data is refused at the start
 *   journal_mode=WAL, synchronous=FULL   a commit is one append and one sync; what was
 *                         appended is brought into the file when there is time
 *   secure_delete=ON        deleted content is overwritten in the file
 *   foreign content         is recognised, and refused, before anything is written
 *   an older format         is brought up to this one, a copy stays (sqlite_format.h) */
#include "journal/sqlite_store.h"

#include "sys/log.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const sql[STORE_STATEMENTS_COUNT] = {
    [STORE_BEGIN] = "BEGIN IMMEDIATE",
    [STORE_COMMIT] = "COMMIT",
    [STORE_ROLLBACK] = "ROLLBACK",
    [STORE_PAGE_COUNT] = "PRAGMA page_count",
    [STORE_PAGE_SIZE] = "PRAGMA page_size",
    [STORE_PROBE] = "UPDATE made_by SET program=?1",
    [STORE_SEQ_LAST] = "SELECT seq FROM events WHERE session=?1 ORDER BY seq DESC LIMIT 1",
    [STORE_EVENT_INSERT] = "INSERT INTO events(session, seq, data) VALUES(?1, ?2, ?3)",
    [STORE_EVENTS_READ] =
        "SELECT seq, data FROM events WHERE session=?1 AND seq>=?2 ORDER BY seq LIMIT ?3",
    [STORE_EVENT_NEXT] =
        "SELECT seq, data FROM events WHERE session=?1 AND seq>?2 ORDER BY seq LIMIT 1",
    [STORE_EVENT_REWRITE] = "UPDATE events SET data=?3 WHERE session=?1 AND seq=?2",
    [STORE_EVENTS_DELETE] = "DELETE FROM events WHERE session=?1",
    [STORE_EVENTS_DELETE_SOME] =
        "DELETE FROM events WHERE session=?1 AND seq IN"
        " (SELECT seq FROM events WHERE session=?1 ORDER BY seq DESC LIMIT ?2)",
    [STORE_EVENTS_ANY] = "SELECT 1 FROM events WHERE session=?1 LIMIT 1",
    [STORE_SESSION_INSERT] = "INSERT INTO sessions(id, code, created_ms, delete_at_ms, scenario,"
                             " scenario_version) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
    [STORE_SESSION_READ] = "SELECT 1 FROM sessions WHERE id=?1",
    [STORE_SESSION_DELETE] = "DELETE FROM sessions WHERE id=?1",
    [STORE_SESSION_CONDEMN] = "UPDATE sessions SET delete_at_ms=0 WHERE id=?1",
    [STORE_SESSIONS_LIST] = "SELECT id, code, created_ms, delete_at_ms, scenario, scenario_version"
                            " FROM sessions WHERE id>?1 AND delete_at_ms<=?2 ORDER BY id LIMIT ?3",
    [STORE_TOKEN_INSERT] =
        "INSERT OR REPLACE INTO tokens(hash, session, seat, waiting) VALUES(?1, ?2, ?3, ?4)",
    [STORE_TOKEN_FIND] = "SELECT session, seat, waiting FROM tokens WHERE hash=?1",
    [STORE_TOKENS_DROP] = "DELETE FROM tokens WHERE session=?1 AND seat=?2 AND"
                          " (?3=2 OR waiting=?3)",
    [STORE_TOKENS_USE] = "UPDATE tokens SET waiting=0 WHERE session=?1 AND seat=?2",
    [STORE_TOKENS_DELETE] = "DELETE FROM tokens WHERE session=?1",
    [STORE_SNAPSHOT_WRITE] = "INSERT OR REPLACE INTO snapshots(session, seq, data)"
                             " VALUES(?1, ?2, ?3)",
    [STORE_SNAPSHOT_READ] = "SELECT seq, data FROM snapshots WHERE session=?1",
    [STORE_SNAPSHOT_DELETE] = "DELETE FROM snapshots WHERE session=?1",
    [STORE_SNAPSHOT_LARGEST] = "SELECT max(length(data)) FROM snapshots",
};

static bool run(struct store *store, const char *text)
{
    return sqlite3_exec(store->db, text, NULL, NULL, NULL) == SQLITE_OK;
}

/* SQLite knows ENOSPC as SQLITE_FULL. For the others there is only errno, as it keeps none of its
 * own for a commit that failed. So errno is cleared before what may write. */
static bool is_no_space(int system_error)
{
    return system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG;
}

enum result store_result(sqlite3 *db, int code)
{
    switch (code & 0xFF) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE: return RESULT_OK;
    case SQLITE_FULL: return RESULT_NO_SPACE;
    case SQLITE_NOMEM: return RESULT_NO_MEMORY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return RESULT_DAMAGED;
    case SQLITE_IOERR: break;
    default: return RESULT_IO;
    }
    switch (sqlite3_extended_errcode(db)) {
    case SQLITE_IOERR_NOMEM: return RESULT_NO_MEMORY;
    case SQLITE_IOERR_CORRUPTFS: return RESULT_DAMAGED;
    case SQLITE_IOERR_WRITE: return is_no_space(errno) ? RESULT_NO_SPACE : RESULT_IO;
    default: return RESULT_IO;
    }
}

enum result store_finish(sqlite3_stmt *statement)
{
    enum result result;

    errno = 0;
    result = store_result(sqlite3_db_handle(statement), sqlite3_step(statement));

    sqlite3_reset(statement);
    return result;
}

enum result store_ask(sqlite3_stmt *statement, int64_t *answer)
{
    int code = sqlite3_step(statement);
    enum result result = store_result(sqlite3_db_handle(statement), code);

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

/* Set the pragmas, and take the exclusive lock now: SQLite would take it at the first write. Whose
 * format is that of today needs no space for this. */
static enum result store_settle(struct store *store, uint32_t version)
{
    if (!run(store, "PRAGMA journal_mode=WAL") || !run(store, "PRAGMA synchronous=FULL") ||
        !run(store, "PRAGMA secure_delete=ON") || !run(store, "BEGIN EXCLUSIVE"))
        return RESULT_IO;
    if (version < STORE_VERSION && format_bring_up(store->db, version) != RESULT_OK)
        return RESULT_IO;
    if (!run(store, "COMMIT"))
        return RESULT_IO;
    sqlite3_wal_hook(store->db, on_commit, store);
    return RESULT_OK;
}

static enum result store_prepare(struct store *store)
{
    for (int i = 0; i < STORE_STATEMENTS_COUNT; i++)
        if (sqlite3_prepare_v3(store->db, sql[i], -1, SQLITE_PREPARE_PERSISTENT,
                               &store->statements[i], NULL) != SQLITE_OK)
            return RESULT_IO;
    return RESULT_OK;
}

/* The copy of an older format, made now or by an earlier start. */
static enum result store_copy(struct store *store, const char *path, uint32_t version)
{
    int bytes = snprintf(store->copy, sizeof store->copy, "%s.old-format", path);

    if (bytes < 0 || bytes >= (int)sizeof store->copy)
        return RESULT_INVALID;
    if (version > 0 && version < STORE_VERSION) {
        log_warning("journal", "format_brought_up", "from=%u to=%d copy=%s", version, STORE_VERSION,
                    store->copy);
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
    log_info("journal", "copy_removed", "copy=%s reason=deletion", store->copy);
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

/* Note which file was opened. */
static enum result store_identify(struct store *store, const char *path)
{
    struct stat status;

    if (snprintf(store->path, sizeof store->path, "%s", path) >= (int)sizeof store->path)
        return RESULT_INVALID;
    if (stat(path, &status) != 0)
        return RESULT_IO;
    store->device = status.st_dev;
    store->inode = status.st_ino;
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
        result = store_try_space(store);
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

bool store_is_there(const struct store *store)
{
    struct stat status;

    return stat(store->path, &status) == 0 && status.st_dev == store->device &&
           status.st_ino == store->inode;
}

void store_close(struct store *store)
{
    for (int i = 0; i < STORE_STATEMENTS_COUNT; i++)
        sqlite3_finalize(store->statements[i]);
    sqlite3_close(store->db);
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

enum result store_commit(struct store *store)
{
    return store_finish(store_statement(store, STORE_COMMIT));
}

void store_rollback(struct store *store)
{
    if (!sqlite3_get_autocommit(store->db))
        store_finish(store_statement(store, STORE_ROLLBACK));
}

enum result store_checkpoint(struct store *store, bool truncate)
{
    int mode = truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
    int code;

    errno = 0;
    code = sqlite3_wal_checkpoint_v2(store->db, NULL, mode, NULL, NULL);
    store->log_pages = 0;
    if (truncate && code == SQLITE_OK)
        store->traces_left = false;
    return store_result(store->db, code);
}
