#include "journal/sqlite_copy.h"

#include "journal/sqlite_result.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define STEP_PAGES 32 /* 128 KiB: a commit waits for the writing of so much at most. */

static void close_all(struct copy *c)
{
    sqlite3_backup_finish(c->backup);
    sqlite3_close(c->to);
    c->backup = NULL;
    c->to = NULL;
}

void copy_give_up(struct copy *c)
{
    close_all(c);
    unlink(c->path);
}

/* SQLite would take a file that is there for a database. */
static bool make_empty(const char *path)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

enum result copy_begin(struct copy *c, struct store *store, const char *path)
{
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    enum result result;

    assert(!copy_is_under_way(c));
    *c = (struct copy){.store = store};
    if (snprintf(c->path, sizeof c->path, "%s", path) >= (int)sizeof c->path)
        return RESULT_INVALID;
    if (!make_empty(path))
        return errno == ENOSPC ? RESULT_NO_SPACE : RESULT_INVALID;
    /* Nobody reads a half copy, so it needs no journal of its own and no sync. */
    if (sqlite3_open_v2(path, &c->to, flags, NULL) == SQLITE_OK &&
        sqlite3_exec(c->to, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF", NULL, NULL, NULL) ==
            SQLITE_OK)
        c->backup = sqlite3_backup_init(c->to, "main", store->db, "main");
    if (c->backup != NULL)
        return RESULT_OK;
    result = c->to != NULL ? sqlite_result_of(c->to, sqlite3_errcode(c->to)) : RESULT_NO_MEMORY;
    copy_give_up(c);
    return result;
}

enum result copy_step(struct copy *c)
{
    enum result result;
    int code;

    assert(copy_is_under_way(c));
    errno = 0;
    code = sqlite3_backup_step(c->backup, STEP_PAGES);
    if (code == SQLITE_OK)
        return RESULT_FULL;
    if (code == SQLITE_DONE) {
        close_all(c);
        return RESULT_OK;
    }
    result = sqlite_result(code);
    copy_give_up(c);
    return result;
}
