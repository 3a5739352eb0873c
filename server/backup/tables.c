#include "backup/tables.h"

#include <string.h>

enum result tables_result(sqlite3 *db, int code)
{
    switch (code & 0xFF) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE: return RESULT_OK;
    case SQLITE_FULL: return RESULT_NO_SPACE;
    case SQLITE_NOMEM: return RESULT_NO_MEMORY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return RESULT_DAMAGED;
    default: break;
    }
    return sqlite3_extended_errcode(db) == SQLITE_IOERR_NOMEM ? RESULT_NO_MEMORY : RESULT_IO;
}

enum result tables_open(const char *path, sqlite3 **db)
{
    const int code = sqlite3_open_v2(path, db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

    return code == SQLITE_OK ? tables_run(*db, "PRAGMA locking_mode=EXCLUSIVE") : RESULT_IO;
}

enum result tables_run(sqlite3 *db, const char *text)
{
    return tables_result(db, sqlite3_exec(db, text, NULL, NULL, NULL));
}

static bool begins(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

bool tables_path_is_ours(const char *path)
{
    if (strlen(path) >= BACKUP_PATH_BYTES_MAX)
        return false;
    if (strcmp(path, "trainer-key") == 0)
        return true;
    return (begins(path, "scenarios/") || begins(path, "content/")) && strstr(path, "/.") == NULL &&
           strstr(path, "//") == NULL && path[strlen(path) - 1] != '/';
}
