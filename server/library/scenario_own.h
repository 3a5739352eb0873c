/* scenario_own.h -- scenarios that authors loaded into this server, beside those it came with:
 *
 *   <data>/scenarios/<id>.json     {"id": .., "scenario": {..}, "nl": {..}, "en": {..}}
 *
 * One file each, put in place whole: a version is there or it is not. Only the newest is kept here;
 * older ones live on in the archive for as long as sessions may need them. */
#ifndef DK_LIBRARY_SCENARIO_OWN_H
#define DK_LIBRARY_SCENARIO_OWN_H

#include "library/draft.h"
#include "library/scenario_library.h"

#define OWN_FILE_BYTES_MAX (1024 * 1024)

struct own_file {
    uint8_t *bytes; /* Owned; the draft is cut from it. */
    struct draft draft;
};

/* Add all that are there and can be played. Whatever cannot is logged and left out. */
void own_load(struct scenario_library *library, const char *data);
/* RESULT_OK, or RESULT_NOT_FOUND, RESULT_INVALID, RESULT_NO_MEMORY; own_free in either case. */
enum result own_read(const char *data, const char *id, struct own_file *out);
void own_free(struct own_file *file);
/* On disk when it returns RESULT_OK; otherwise what was there before still is. */
enum result own_write(const char *data, const struct draft *draft);
/* RESULT_OK: the next start does not offer it. */
enum result own_remove(const char *data, const char *id);
/* Pieces one after the other, on disk when it returns true. */
bool own_write_file(const char *path, const struct bytes *pieces, uint32_t count);

#endif
