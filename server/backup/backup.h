/* backup.h -- everything that a data folder needs, in one file: a journal (an SQLite database, so
 * any tool for those can look into it) with three more tables.
 *
 *   backup         one row: when it was made, and by which version
 *   backup_files   path in the folder -> hash of its content: trainer-key, trainer-keys,
 *                  scenarios/, content/
 *   backup_blobs   hash (SHA-256) -> content; each is there once
 *
 * It has what the folder has: names, votes, hashes of the trainers' keys. Only its owner may read
 * it. Blocking; for commands, never for the loop. */
#ifndef DK_BACKUP_BACKUP_H
#define DK_BACKUP_BACKUP_H

#include "base/result.h"

#include <stdbool.h>
#include <stdint.h>

#define BACKUP_PROGRAM_BYTES_MAX 64
#define BACKUP_FILE_BYTES_MAX    (16 * 1024 * 1024) /* Of one file in the folder. */
#define BACKUP_FILES_MAX         100000

struct backup_about {
    uint64_t made_ms;
    char program[BACKUP_PROGRAM_BYTES_MAX];
    uint32_t sessions_count;
    uint32_t damaged_count; /* Of those: not what was written, nor were they before. */
    uint32_t stories_count; /* Of authors. */
    uint32_t files_count;
    uint64_t bytes; /* Of the whole file. */
};

/* Put the journal `journal`, which no server has open, and the other files of the folder `data`
 * into `to`, where nothing is yet, and make it durable. `about` has made_ms and program. RESULT_OK,
 * or as journal_file_compact; then nothing stays at `to`. */
enum result backup_write(const char *data, const char *journal, const char *to,
                         struct backup_about *about);
/* Look at all of it. RESULT_OK: it can be unpacked. RESULT_INVALID: it is no backup. RESULT_NEWER,
 * RESULT_DAMAGED, RESULT_NOT_FOUND, RESULT_IO. */
enum result backup_check(const char *path, struct backup_about *about);
/* Fill the empty folder `data` from a backup that was checked. RESULT_OK, RESULT_NO_SPACE or
 * RESULT_IO: it may be half done. */
enum result backup_unpack(const char *path, const char *data);

#endif
