/* static.h -- the built screens, read into memory at start. Only what is in the table can be
 * served, so no path leads out of the folder. New files need a restart.
 *
 * Paths are those inside the folder; a path that ends with "/" means the index.html there. A file
 * that has a name.gz beside it is sent compressed to browsers that accept that. */
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
    struct bytes plain, gzip;        /* No gzip: size 0. */
    char etag[STATIC_ETAG_BYTES_MAX]; /* With its quotes; of the plain bytes. */
    char etag_gzip[STATIC_ETAG_BYTES_MAX];
    bool immutable; /* The name has a hash of the content. */
};

struct static_files;

/* A missing folder gives an empty table, so that the API runs without screens.
 * RESULT_FULL: past a limit above; RESULT_IO; RESULT_NO_MEMORY. */
enum result static_open(struct static_files **out, const char *folder);
/* Messengers show a picture beside a shared link only by its whole address: where ours is known, it
 * is put into the pages (og:image). RESULT_OK or RESULT_NO_MEMORY. */
enum result static_complete(struct static_files *files, const char *origin);
void static_close(struct static_files *files);
/* NULL: no such file. */
const struct static_file *static_find(const struct static_files *files, const char *path);
uint32_t static_count(const struct static_files *files);

#endif
