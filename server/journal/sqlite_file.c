/* sqlite_file.c -- a journal that no server has open, as SQLite: see journal_file.h. */
#include "journal/journal_file.h"

#include "journal/sqlite_audit.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

/* Open a file that is there, for this process alone. */
static enum result open_alone(const char *path, sqlite3 **db, uint32_t *version)
{
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    enum result result;

    *db = NULL;
    if (access(path, R_OK) != 0)
        return errno == ENOENT ? RESULT_NOT_FOUND : RESULT_IO;
    if (sqlite3_open_v2(path, db, flags, NULL) != SQLITE_OK ||
        sqlite3_exec(*db, "PRAGMA locking_mode=EXCLUSIVE", NULL, NULL, NULL) != SQLITE_OK)
        return RESULT_IO;
    result = format_look(*db, version);
    if (result == RESULT_IO && sqlite3_errcode(*db) == SQLITE_BUSY)
        result = RESULT_FENCED;
    return result == RESULT_OK && *version == 0 ? RESULT_INVALID : result; /* It is empty. */
}

enum result journal_file_compact(const char *from, const char *to)
{
    sqlite3 *db;
    uint32_t version;
    enum result result = open_alone(from, &db, &version);

    errno = 0;
    if (result == RESULT_OK)
        result = format_copy(db, to);
    if (result == RESULT_IO && db != NULL && sqlite3_errcode(db) != SQLITE_OK)
        result = sqlite_result_of(db, sqlite3_errcode(db));
    sqlite3_close(db);
    return result;
}

/* ---- looking through ------------------------------------------------------------------------ */

/* "ok" and nothing else. */
static enum result check_pages(sqlite3 *db)
{
    sqlite3_stmt *statement = NULL;
    enum result result = RESULT_IO;
    int code;

    if (sqlite3_prepare_v2(db, "PRAGMA integrity_check(1)", -1, &statement, NULL) != SQLITE_OK)
        return sqlite_result_of(db, sqlite3_errcode(db));
    code = sqlite3_step(statement);
    result = sqlite_result_of(db, code);
    if (code == SQLITE_ROW)
        result = strcmp((const char *)sqlite3_column_text(statement, 0), "ok") == 0
                     ? RESULT_OK
                     : RESULT_DAMAGED;
    sqlite3_finalize(statement);
    return result;
}

static enum result look_at(struct store *store, struct session_id session,
                           struct journal_file_session *out)
{
    struct audit audit;
    enum result result = audit_session(store, session, NULL, NULL, &audit);
    const struct journal_entry *entry = &audit.entry.entry;

    *out = (struct journal_file_session){.session = session};
    if (result != RESULT_OK)
        return result == RESULT_DAMAGED ? RESULT_OK : result;
    memcpy(out->code, entry->code, sizeof out->code);
    memcpy(out->scenario, entry->scenario, sizeof out->scenario);
    memcpy(out->scenario_version, entry->scenario_version, sizeof out->scenario_version);
    out->events_count = audit.last;
    out->is_whole = audit_is_whole(&audit);
    out->is_condemned = audit.entry_holds && entry->delete_at_ms == 0;
    return RESULT_OK;
}

static enum result check_sessions(struct store *store, journal_file_fn *each, void *arg)
{
    struct session_id session = {0};
    struct journal_file_session found;
    enum result result;

    while ((result = audit_next_session(store, &session)) == RESULT_OK) {
        result = look_at(store, session, &found);
        if (result != RESULT_OK)
            return result;
        each(arg, &found);
    }
    return result == RESULT_NOT_FOUND ? RESULT_OK : result;
}

enum result journal_file_check(const char *path, journal_file_fn *each, void *arg)
{
    struct store store = {0};
    uint32_t version;
    enum result result = open_alone(path, &store.db, &version);

    if (result == RESULT_OK)
        result = check_pages(store.db);
    if (result == RESULT_OK && version >= FORMAT_WITH_CHAINS && version < FORMAT_WITH_OWNERS)
        result = format_lend_owners(store.db);
    if (result == RESULT_OK && version >= FORMAT_WITH_CHAINS)
        result = store_prepare(&store);
    if (result == RESULT_OK && version >= FORMAT_WITH_CHAINS)
        result = check_sessions(&store, each, arg);
    for (int i = 0; i < STORE_STATEMENTS_COUNT; i++)
        sqlite3_finalize(store.statements[i]);
    sqlite3_close(store.db);
    return result;
}
