#include "journal/sqlite_format.h"

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

#define APPLICATION_ID 0x44694C65 /* "DiLe" */

/* steps[n] brings format n up to n + 1. */
static const char *const steps[STORE_VERSION] = {
    "CREATE TABLE sessions(id INTEGER PRIMARY KEY, code TEXT NOT NULL, created_ms INTEGER NOT NULL,"
    " delete_at_ms INTEGER NOT NULL, scenario TEXT NOT NULL, scenario_version TEXT NOT NULL);"
    "CREATE TABLE events(session INTEGER NOT NULL, seq INTEGER NOT NULL, data BLOB NOT NULL,"
    " PRIMARY KEY(session, seq)) WITHOUT ROWID;"
    "CREATE TABLE tokens(hash BLOB PRIMARY KEY, session INTEGER NOT NULL, seat INTEGER NOT NULL,"
    " waiting INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX tokens_by_seat ON tokens(session, seat);"
    "CREATE TABLE snapshots(session INTEGER PRIMARY KEY, seq INTEGER NOT NULL, data BLOB NOT NULL);"
    "PRAGMA application_id=1147751525; PRAGMA user_version=1;",

    "CREATE TABLE made_by(program TEXT NOT NULL); PRAGMA user_version=2;",

    "ALTER TABLE sessions ADD COLUMN rewritten INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE sessions ADD COLUMN tokens BLOB NOT NULL DEFAULT x'';"
    "ALTER TABLE sessions ADD COLUMN chain BLOB NOT NULL DEFAULT x'';"
    "ALTER TABLE events ADD COLUMN chain BLOB NOT NULL DEFAULT x'';"
    "ALTER TABLE tokens ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE tokens ADD COLUMN chain BLOB NOT NULL DEFAULT x'';"
    "ALTER TABLE snapshots ADD COLUMN chain BLOB NOT NULL DEFAULT x'';"
    "PRAGMA user_version=3;",

    "ALTER TABLE sessions ADD COLUMN owner INTEGER NOT NULL DEFAULT 0; PRAGMA user_version=4;",
};
_Static_assert(APPLICATION_ID == 1147751525 && STORE_VERSION == 4, "as written in the steps");

static bool run(sqlite3 *db, const char *text)
{
    return sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK;
}

/* The first number a statement answers, or -1. */
static int64_t ask(sqlite3 *db, const char *text)
{
    sqlite3_stmt *statement = NULL;
    int64_t answer = -1;

    if (sqlite3_prepare_v2(db, text, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        answer = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return answer;
}

/* The first page, which says what the file is, does not make sense. */
static bool is_damaged(sqlite3 *db)
{
    const int code = sqlite3_errcode(db) & 0xFF;

    return code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
}

enum result format_look(sqlite3 *db, uint32_t *version)
{
    int64_t application = ask(db, "PRAGMA application_id");
    int64_t format = ask(db, "PRAGMA user_version");
    int64_t tables = ask(db, "SELECT count(*) FROM sqlite_schema");

    *version = 0;
    if (application < 0 || format < 0 || tables < 0)
        return is_damaged(db) ? RESULT_DAMAGED : RESULT_IO;
    if (application == 0 && format == 0 && tables == 0)
        return RESULT_OK;
    if (application != APPLICATION_ID || format == 0)
        return RESULT_INVALID;
    if (format > STORE_VERSION)
        return RESULT_NEWER;
    *version = (uint32_t)format;
    return RESULT_OK;
}

void format_explain_newer(sqlite3 *db, char *why, size_t why_bytes)
{
    sqlite3_stmt *statement = NULL;
    const char *program = NULL;

    if (sqlite3_prepare_v2(db, "SELECT program FROM made_by", -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        program = (const char *)sqlite3_column_text(statement, 0);
    snprintf(why, why_bytes, "format %d, made by %.40s; this is %s and knows up to format %d",
             (int)ask(db, "PRAGMA user_version"), program != NULL ? program : "?",
             DK_PROGRAM_VERSION, STORE_VERSION);
    sqlite3_finalize(statement);
}

enum result format_copy(sqlite3 *db, const char *path)
{
    sqlite3_stmt *statement = NULL;
    int code;

    unlink(path); /* Left by a start that was cut off; what counts is in the file itself. */
    if (sqlite3_prepare_v2(db, "VACUUM INTO ?1", -1, &statement, NULL) != SQLITE_OK)
        return RESULT_IO;
    sqlite3_bind_text(statement, 1, path, -1, SQLITE_STATIC);
    code = sqlite3_step(statement);
    sqlite3_finalize(statement);
    return code == SQLITE_DONE ? RESULT_OK : RESULT_IO;
}

enum result format_lend_owners(sqlite3 *db)
{
    return run(db, "PRAGMA temp_store=MEMORY;"
                   "CREATE TEMP TABLE sessions AS SELECT *, 0 AS owner FROM main.sessions;"
                   "CREATE INDEX temp.sessions_by_id ON sessions(id);")
               ? RESULT_OK
               : RESULT_IO;
}

enum result format_bring_up(sqlite3 *db, uint32_t version)
{
    assert(version <= STORE_VERSION);
    for (uint32_t step = version; step < STORE_VERSION; step++) {
        if (!run(db, steps[step]))
            return RESULT_IO;
    }
    return run(db, "DELETE FROM made_by; INSERT INTO made_by VALUES('" DK_PROGRAM_VERSION "')")
               ? RESULT_OK
               : RESULT_IO;
}
