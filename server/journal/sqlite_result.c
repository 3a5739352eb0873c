#include "journal/sqlite_result.h"

#include <errno.h>
#include <stdbool.h>

static bool is_no_space(int system_error)
{
    return system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG;
}

enum result sqlite_result(int extended)
{
    switch (extended) {
    case SQLITE_IOERR_NOMEM: return RESULT_NO_MEMORY;
    case SQLITE_IOERR_CORRUPTFS: return RESULT_DAMAGED;
    case SQLITE_IOERR_WRITE: return is_no_space(errno) ? RESULT_NO_SPACE : RESULT_IO;
    default: break;
    }
    switch (extended & 0xFF) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE: return RESULT_OK;
    case SQLITE_FULL: return RESULT_NO_SPACE;
    case SQLITE_NOMEM: return RESULT_NO_MEMORY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return RESULT_DAMAGED;
    default: return RESULT_IO;
    }
}

enum result sqlite_result_of(sqlite3 *db, int code)
{
    return sqlite_result((code & 0xFF) == SQLITE_IOERR ? sqlite3_extended_errcode(db) : code);
}
