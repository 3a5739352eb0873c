#include "backup/tables.h"

#include "journal/sqlite_result.h"

#include <errno.h>
#include <string.h>

enum result tables_open(const char *path, sqlite3 **db)
{
    const int code = sqlite3_open_v2(path, db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

    return code == SQLITE_OK ? tables_run(*db, "PRAGMA locking_mode=EXCLUSIVE") : RESULT_IO;
}

enum result tables_run(sqlite3 *db, const char *text)
{
    errno = 0;
    return sqlite_result_of(db, sqlite3_exec(db, text, NULL, NULL, NULL));
}

static bool begins(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

bool tables_path_is_ours(const char *path)
{
    if (strlen(path) >= BACKUP_PATH_BYTES_MAX)
        return false;
    if (strcmp(path, "trainer-key") == 0 || strcmp(path, "trainer-keys") == 0)
        return true;
    return (begins(path, "scenarios/") || begins(path, "content/")) && strstr(path, "/.") == NULL &&
           strstr(path, "//") == NULL && path[strlen(path) - 1] != '/';
}
