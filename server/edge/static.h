/* static.h -- the built screens, read into memory at start: what is not in the table cannot be
 * asked for, so no path leads out of the folder. New files need a restart.
 *
 * Paths are as in the folder, a folder's own path ends with "/" and means its index.html. A file
 * with name.gz beside it is sent compressed to whoever accepts that. */
#ifndef DK_EDGE_STATIC_H
#define DK_EDGE_STATIC_H

#include "base/bytes.h"
#include "base/result.h"

#define STATIC_FILES_MAX      2048
#define STATIC_BYTES_MAX      (64u * 1024 * 1024) /* All together. */
#define STATIC_PATH_BYTES_MAX 200
#define STATIC_ETAG_BYTES_MAX 24

struct static_file {
    char
        path[STATIC_PATH_BYTES_MAX]; /* "/assets/trainer-4A5B6C7D.js"; of index.html: "/trainer/" */
    const char *type;                /* Content-Type. */
    struct bytes plain, gzip;        /* gzip: size 0, there is none. */
    char etag[STATIC_ETAG_BYTES_MAX]; /* With its quotes; for gzip another one, etag_gzip. */
    char etag_gzip[STATIC_ETAG_BYTES_MAX];
    bool immutable; /* The name has a hash of the content. */
};

struct static_files;

/* A folder that is not there is an empty table, so that the API runs without screens.
 * RESULT_FULL: past a limit above; RESULT_IO; RESULT_NO_MEMORY. */
enum result static_open(struct static_files **out, const char *folder);
void static_close(struct static_files *files);
/* NULL: no such file. */
const struct static_file *static_find(const struct static_files *files, const char *path);
uint32_t static_count(const struct static_files *files);

#endif
