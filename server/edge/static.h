/* static.h -- the built screens, read into memory at start. Only what is in the table can be
 * served, so no path leads out of the folder. New files need a restart.
 *
 * Paths are those inside the folder; a path that ends with "/" means the index.html there. A file
 * that has a name.br or name.gz beside it is sent compressed to browsers that accept that. (Over
 * plain HTTP browsers ask for gzip only, but for localhost.) */
#ifndef DK_EDGE_STATIC_H
#define DK_EDGE_STATIC_H

#include "base/bytes.h"
#include "base/result.h"

#define STATIC_FILES_MAX      2048
#define STATIC_BYTES_MAX      (64u * 1024 * 1024) /* All together. */
#define STATIC_PATH_BYTES_MAX 200
#define STATIC_ETAG_BYTES_MAX 24

/* How a file may be packed, the smallest last. */
enum static_packing { STATIC_PLAIN, STATIC_GZIP, STATIC_BROTLI, STATIC_PACKINGS_COUNT };

/* One form of a file. */
struct static_form {
    struct bytes bytes;               /* A packed form that is not there: NULL. */
    char etag[STATIC_ETAG_BYTES_MAX]; /* With its quotes; each form has its own. */
};

struct static_file {
    /* "/assets/trainer-4A5B6C7D.js"; of index.html: "/trainer/" */
    char path[STATIC_PATH_BYTES_MAX];
    const char *type; /* Content-Type. */
    struct static_form forms[STATIC_PACKINGS_COUNT];
    bool immutable; /* The name has a hash of the content. */
};

struct static_files;

/* A missing folder gives an empty table, so that the API runs without screens.
 * RESULT_FULL: past a limit above; RESULT_IO; RESULT_NO_MEMORY. */
enum result static_open(struct static_files **out, const char *folder);
void static_close(struct static_files *files);

/* ---- to change them, before they are served (rewrite.h) ------------------------------------ */

struct static_file *static_at(struct static_files *files, uint32_t index);
/* Other bytes, from malloc; what was there is freed. It has another ETag
 * now, so that a browser asks for it again. */
void static_change(struct static_file *file, uint8_t *content, size_t size);
/* One more, with a copy of the content. RESULT_FULL; RESULT_NO_MEMORY. */
enum result static_add(struct static_files *files, const char *path, const char *type,
                       struct bytes content);

/* ---- serving ------------------------------------------------------------------------------ */

/* NULL: no such file. */
const struct static_file *static_find(const struct static_files *files, const char *path);
/* The packings that a browser takes, a bit each, from its Accept-Encoding; plain is always one. */
uint32_t static_accepted(const char *accept_encoding);
/* The smallest form of the file that is accepted. */
enum static_packing static_best(const struct static_file *file, uint32_t accepted);
/* Content-Encoding; NULL: plain has none. */
const char *static_coding(enum static_packing packing);
uint32_t static_count(const struct static_files *files);

#endif
