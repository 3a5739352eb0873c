/* sqlite_result.h -- what a code of SQLite means to us: no space, no memory, damaged, or that it
 * went wrong. The journal, its marks and copies, and backups all ask here. */
#ifndef DK_JOURNAL_SQLITE_RESULT_H
#define DK_JOURNAL_SQLITE_RESULT_H

#include "base/result.h"

#include <sqlite3.h>

/* Of an extended code, as a VFS or a backup gives it. SQLite knows ENOSPC as SQLITE_FULL; of a
 * quota and of the largest file there is only errno, as SQLite keeps none of its own for a commit
 * that failed: so clear errno before what may write. A failed sync is RESULT_IO, whatever its
 * cause: what it should have written may be gone. */
enum result sqlite_result(int extended);
/* Of the code that the last call on `db` gave. */
enum result sqlite_result_of(sqlite3 *db, int code);

#endif
