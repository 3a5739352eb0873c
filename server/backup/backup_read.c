/* backup_read.c -- a backup is looked at, and a folder filled from it. It comes from outside:
 * nothing in it is believed before it was checked. */
#include "backup/backup.h"

#include "backup/tables.h"
#include "journal/journal_file.h"
#include "journal/sqlite_result.h"
#include "library/content_store.h"
#include "library/file.h"
#include "sys/sha256.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- looking -------------------------------------------------------------------------------- */

static void count_session(void *arg, const struct journal_file_session *session)
{
    struct backup_about *about = arg;

    about->sessions_count++;
    if (!session->is_whole && !session->is_condemned)
        about->damaged_count++;
}

static enum result read_about(sqlite3 *db, struct backup_about *about)
{
    sqlite3_stmt *statement = NULL;
    enum result result = RESULT_INVALID; /* A journal without these tables is none. */

    if (sqlite3_prepare_v2(db, "SELECT made_ms, program FROM backup", -1, &statement, NULL) ==
            SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW) {
        const unsigned char *program = sqlite3_column_text(statement, 1);

        about->made_ms = (uint64_t)sqlite3_column_int64(statement, 0);
        snprintf(about->program, sizeof about->program, "%s",
                 program != NULL ? (const char *)program : "?");
        result = RESULT_OK;
    }
    sqlite3_finalize(statement);
    return result;
}

/* A file of the folder, as a row has it. */
struct packed {
    const char *path;
    struct bytes content;
};

static bool packed_read(sqlite3_stmt *row, struct packed *out)
{
    uint8_t hash[SHA256_BYTES];
    const void *said = sqlite3_column_blob(row, 1);

    out->path = (const char *)sqlite3_column_text(row, 0);
    out->content.data = sqlite3_column_blob(row, 2);
    out->content.size = (size_t)sqlite3_column_bytes(row, 2);
    if (out->path == NULL || !tables_path_is_ours(out->path) || said == NULL ||
        sqlite3_column_bytes(row, 1) != SHA256_BYTES)
        return false;
    sha256(out->content, hash);
    return memcmp(hash, said, sizeof hash) == 0;
}

typedef enum result packed_fn(void *arg, const struct packed *file);

static enum result each_file(sqlite3 *db, packed_fn *take, void *arg)
{
    sqlite3_stmt *statement = NULL;
    enum result result = RESULT_OK;
    struct packed file;
    int code;

    if (sqlite3_prepare_v2(db,
                           "SELECT path, f.hash, data FROM backup_files f"
                           " LEFT JOIN backup_blobs b ON b.hash=f.hash ORDER BY path",
                           -1, &statement, NULL) != SQLITE_OK)
        return RESULT_INVALID;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW && result == RESULT_OK)
        result = packed_read(statement, &file) ? take(arg, &file) : RESULT_DAMAGED;
    if (result == RESULT_OK)
        result = sqlite_result_of(db, code);
    sqlite3_finalize(statement);
    return result;
}

static enum result count_file(void *arg, const struct packed *file)
{
    struct backup_about *about = arg;

    about->files_count++;
    if (strncmp(file->path, "scenarios/", strlen("scenarios/")) == 0)
        about->stories_count++;
    return about->files_count <= BACKUP_FILES_MAX ? RESULT_OK : RESULT_DAMAGED;
}

enum result backup_check(const char *path, struct backup_about *about)
{
    sqlite3 *db = NULL;
    struct stat status;
    enum result result;

    *about = (struct backup_about){0};
    result = journal_file_check(path, count_session, about);
    if (result != RESULT_OK)
        return result;
    result = tables_open(path, &db);
    if (result == RESULT_OK)
        result = read_about(db, about);
    if (result == RESULT_OK)
        result = each_file(db, count_file, about);
    sqlite3_close(db);
    if (result == RESULT_OK && stat(path, &status) == 0)
        about->bytes = (uint64_t)status.st_size;
    return result;
}

/* ---- unpacking ------------------------------------------------------------------------------ */

static enum result of_errno(void)
{
    return errno == ENOSPC || errno == EDQUOT ? RESULT_NO_SPACE : RESULT_IO;
}

/* Files of content are there once, however many folders they stand in. */
static enum result unpack_file(void *arg, const struct packed *file)
{
    const char *data = arg;
    char to[2 * BACKUP_PATH_BYTES_MAX], store[2 * BACKUP_PATH_BYTES_MAX];
    const bool is_content = strncmp(file->path, "content/", strlen("content/")) == 0;

    if (snprintf(to, sizeof to, "%s/%s", data, file->path) >= (int)sizeof to ||
        snprintf(store, sizeof store, "%s/content/.files", data) >= (int)sizeof store)
        return RESULT_IO;
    *strrchr(to, '/') = '\0';
    if (!folder_make(to) || (is_content && !folder_make(store)))
        return of_errno();
    to[strlen(to)] = '/';
    if (is_content ? content_store_put(store, file->content, to)
                   : file_write(to, &file->content, 1))
        return RESULT_OK;
    return of_errno();
}

/* The tables of the backup are no part of a journal. */
static enum result unpack_journal(const char *path, const char *to)
{
    sqlite3 *db = NULL;
    enum result result = journal_file_compact(path, to);

    if (result != RESULT_OK)
        return result;
    result = tables_open(to, &db);
    if (result == RESULT_OK)
        result = tables_run(db, "PRAGMA synchronous=FULL; DROP TABLE backup;"
                                "DROP TABLE backup_files; DROP TABLE backup_blobs; VACUUM;");
    sqlite3_close(db);
    return result;
}

enum result backup_unpack(const char *path, const char *data)
{
    char journal[2 * BACKUP_PATH_BYTES_MAX], copy[sizeof journal];
    sqlite3 *db = NULL;
    enum result result;

    if (snprintf(journal, sizeof journal, "%s/journal.db", data) >= (int)sizeof journal)
        return RESULT_IO;
    memcpy(copy, data, strlen(data) + 1);
    result = tables_open(path, &db);
    if (result == RESULT_OK)
        result = each_file(db, unpack_file, copy);
    sqlite3_close(db);
    if (result == RESULT_OK)
        result = unpack_journal(path, journal);
    if (result == RESULT_OK && !folder_sync(data))
        result = of_errno();
    return result;
}
