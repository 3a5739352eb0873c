/* backup_write.c -- from a folder to a backup. The journal was copied before: whatever its sessions
 * need of the other files was in the folder before they began, so it is there now. */
#include "backup/backup.h"

#include "backup/tables.h"
#include "journal/journal_file.h"
#include "journal/sqlite_result.h"
#include "library/file.h"
#include "sys/sha256.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEPTH_MAX 6

struct packing {
    const char *data;
    sqlite3 *db;
    sqlite3_stmt *blob, *file;
};

static enum result finish(sqlite3 *db, sqlite3_stmt *statement)
{
    const enum result result = sqlite_result_of(db, sqlite3_step(statement));

    sqlite3_reset(statement);
    return result;
}

static enum result pack_content(struct packing *p, const char *path, struct bytes content)
{
    uint8_t hash[SHA256_BYTES];
    enum result result;

    sha256(content, hash);
    sqlite3_bind_blob(p->blob, 1, hash, sizeof hash, SQLITE_STATIC);
    sqlite3_bind_blob64(p->blob, 2, content.size > 0 ? content.data : (const uint8_t *)"",
                        content.size, SQLITE_STATIC);
    result = finish(p->db, p->blob);
    if (result != RESULT_OK)
        return result;
    sqlite3_bind_text(p->file, 1, path, -1, SQLITE_STATIC);
    sqlite3_bind_blob(p->file, 2, hash, sizeof hash, SQLITE_STATIC);
    return finish(p->db, p->file);
}

/* What went away since its folder was listed is a story that was withdrawn, or a version that no
 * session needs any more. */
static enum result pack_file(struct packing *p, const char *path)
{
    char name[2 * BACKUP_PATH_BYTES_MAX];
    struct bytes content;
    enum result result;

    if (!tables_path_is_ours(path))
        return RESULT_OK;
    if (snprintf(name, sizeof name, "%s/%s", p->data, path) >= (int)sizeof name)
        return RESULT_IO;
    result = file_read(name, BACKUP_FILE_BYTES_MAX, &content);
    if (result == RESULT_OK)
        result = pack_content(p, path, content);
    free((void *)(uintptr_t)content.data);
    return result == RESULT_NOT_FOUND ? RESULT_OK : result;
}

static enum result pack_folder(struct packing *p, const char *path, int depth);

static enum result pack_entry(struct packing *p, const char *folder, const char *entry, int depth)
{
    char path[BACKUP_PATH_BYTES_MAX], name[2 * BACKUP_PATH_BYTES_MAX];
    struct stat status;

    if (snprintf(path, sizeof path, "%s/%s", folder, entry) >= (int)sizeof path ||
        snprintf(name, sizeof name, "%s/%s", p->data, path) >= (int)sizeof name)
        return RESULT_IO;
    if (lstat(name, &status) != 0)
        return errno == ENOENT ? RESULT_OK : RESULT_IO;
    if (S_ISDIR(status.st_mode))
        return depth < DEPTH_MAX ? pack_folder(p, path, depth + 1) : RESULT_IO;
    return S_ISREG(status.st_mode) ? pack_file(p, path) : RESULT_OK;
}

/* Hidden files are the folder's own affair: `content/.files` has what the others have. */
static enum result pack_folder(struct packing *p, const char *path, int depth)
{
    char name[2 * BACKUP_PATH_BYTES_MAX];
    enum result result = RESULT_OK;
    const struct dirent *entry;
    DIR *folder;

    if (snprintf(name, sizeof name, "%s/%s", p->data, path) >= (int)sizeof name)
        return RESULT_IO;
    folder = opendir(name);
    if (folder == NULL)
        return errno == ENOENT ? RESULT_OK : RESULT_IO;
    while (result == RESULT_OK && (entry = readdir(folder)) != NULL)
        if (entry->d_name[0] != '.')
            result = pack_entry(p, path, entry->d_name, depth);
    closedir(folder);
    return result;
}

static enum result pack_about(sqlite3 *db, const struct backup_about *about)
{
    sqlite3_stmt *statement = NULL;
    enum result result;

    if (sqlite3_prepare_v2(db, "INSERT INTO backup VALUES(?1, ?2)", -1, &statement, NULL) !=
        SQLITE_OK)
        return sqlite_result_of(db, sqlite3_errcode(db));
    sqlite3_bind_int64(statement, 1, (int64_t)about->made_ms);
    sqlite3_bind_text(statement, 2, about->program, -1, SQLITE_STATIC);
    result = finish(db, statement);
    sqlite3_finalize(statement);
    return result;
}

static enum result pack_all(struct packing *p, const struct backup_about *about)
{
    enum result result =
        tables_run(p->db, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;"
                          "CREATE TABLE backup_blobs(hash BLOB PRIMARY KEY, data BLOB NOT NULL);"
                          "CREATE TABLE backup_files(path TEXT PRIMARY KEY, hash BLOB NOT NULL);"
                          "CREATE TABLE backup(made_ms INTEGER NOT NULL, program TEXT NOT NULL);");

    if (result == RESULT_OK &&
        (sqlite3_prepare_v2(p->db, "INSERT OR IGNORE INTO backup_blobs VALUES(?1, ?2)", -1,
                            &p->blob, NULL) != SQLITE_OK ||
         sqlite3_prepare_v2(p->db, "INSERT INTO backup_files VALUES(?1, ?2)", -1, &p->file, NULL) !=
             SQLITE_OK))
        result = sqlite_result_of(p->db, sqlite3_errcode(p->db));
    if (result == RESULT_OK)
        result = pack_file(p, "trainer-key");
    if (result == RESULT_OK)
        result = pack_file(p, "trainer-keys");
    if (result == RESULT_OK)
        result = pack_folder(p, "scenarios", 0);
    if (result == RESULT_OK)
        result = pack_folder(p, "content", 0);
    if (result == RESULT_OK)
        result = pack_about(p->db, about);
    return result == RESULT_OK ? tables_run(p->db, "COMMIT") : result;
}

static bool sync_file(const char *path)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    const bool synced = fd >= 0 && fsync(fd) == 0;

    if (fd >= 0)
        close(fd);
    return synced;
}

enum result backup_write(const char *data, const char *journal, const char *to,
                         struct backup_about *about)
{
    struct packing p = {.data = data};
    enum result result = journal_file_compact(journal, to);

    if (result != RESULT_OK) {
        unlink(to);
        return result;
    }
    result = tables_open(to, &p.db);
    if (result == RESULT_OK)
        result = pack_all(&p, about);
    sqlite3_finalize(p.blob);
    sqlite3_finalize(p.file);
    sqlite3_close(p.db);
    if (result == RESULT_OK && !sync_file(to))
        result = RESULT_IO;
    if (result != RESULT_OK)
        unlink(to);
    return result;
}
