/* sqlite_copy.h -- inside the SQLite journal only: a copy of the database while it is written.
 *
 *   none --begin--> copying --step, step, ...--> none
 *
 * SQLite's online backup on the writer's own connection: a page that is written after it was copied
 * is copied again by SQLite itself, within the commit. So the copy is never begun anew, and is as
 * the database is when its last page is there. The writer's thread only. */
#ifndef DK_JOURNAL_SQLITE_COPY_H
#define DK_JOURNAL_SQLITE_COPY_H

#include "journal/sqlite_store.h"

struct copy {
    struct store *store;
    sqlite3 *to;
    sqlite3_backup *backup; /* NULL: none. */
    char path[520];
};

/* RESULT_OK: go on with copy_step. RESULT_NO_SPACE, RESULT_IO, RESULT_INVALID (a path that is too
 * long, or something is there): nothing stays at `path`. */
enum result copy_begin(struct copy *c, struct store *store, const char *path);
static inline bool copy_is_under_way(const struct copy *c)
{
    return c->backup != NULL;
}
/* Copy some more pages. RESULT_FULL: there are more to come. RESULT_OK: it is whole.
 * RESULT_NO_SPACE, RESULT_IO: it is given up. */
enum result copy_step(struct copy *c);
/* Before its end: nothing stays at the path. */
void copy_give_up(struct copy *c);

#endif
