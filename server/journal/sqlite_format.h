/* sqlite_format.h -- inside the SQLite journal only: the format of the database file, and bringing
 * an older one up to that of today.
 *
 *   format  what
 *   1       sessions, events, tokens, snapshots
 *   2       made_by: which version of the program opened it last, to be named to an older one
 *   3       chains of events, snapshots, tokens and entries (chain.h); marks beside it
 *   4       sessions have an owner: the key that made them
 *
 * The number is in PRAGMA user_version. Another format is a line in this table and a step in
 * sqlite_format.c; events have a form of their own that only grows (protocol/codec.h). */
#ifndef DK_JOURNAL_SQLITE_FORMAT_H
#define DK_JOURNAL_SQLITE_FORMAT_H

#include "base/result.h"
#include "journal/journal.h"

#include <sqlite3.h>
#include <stddef.h>
#include <stdint.h>

#define STORE_VERSION      JOURNAL_FORMAT_VERSION
#define FORMAT_WITH_CHAINS 3
#define FORMAT_WITH_OWNERS 4

/* Only looks. RESULT_OK: the format in *version, 0 for a new file; RESULT_NEWER, RESULT_INVALID (of
 * another program), RESULT_DAMAGED (no database, or no longer one), RESULT_IO. */
enum result format_look(sqlite3 *db, uint32_t *version);
/* For the log: "format 4, made by 0.9.0; this is 0.1.0 and knows up to format 3". */
void format_explain_newer(sqlite3 *db, char *why, size_t why_bytes);
/* A copy in one file at `path`; what was there goes. RESULT_OK or RESULT_IO. */
enum result format_copy(sqlite3 *db, const char *path);
/* Read a file from before FORMAT_WITH_OWNERS as if it had them, and change nothing in it: an index
 * of its sessions in memory stands before that of the file. RESULT_OK or RESULT_IO. */
enum result format_lend_owners(sqlite3 *db);
/* From this format (0: nothing at all) to that of today, inside the caller's transaction. */
enum result format_bring_up(sqlite3 *db, uint32_t version);

#endif
