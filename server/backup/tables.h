/* tables.h -- inside backup only: the tables that make a journal a backup. */
#ifndef DK_BACKUP_TABLES_H
#define DK_BACKUP_TABLES_H

#include "base/bytes.h"
#include "base/result.h"

#include <sqlite3.h>

#define BACKUP_PATH_BYTES_MAX 512

/* Open a database that is there, for this process alone: it leaves nothing beside the file. */
enum result tables_open(const char *path, sqlite3 **db);
/* RESULT_OK when all of these statements could be run. */
enum result tables_run(sqlite3 *db, const char *text);
/* May a file of a backup stand there, in a data folder? Backups come from outside. */
bool tables_path_is_ours(const char *path);

#endif
