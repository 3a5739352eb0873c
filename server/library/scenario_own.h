/* scenario_own.h -- scenarios that authors loaded into this server, besides those it came with:
 *
 *   <data>/scenarios/<id>.json     {"id": .., "scenario": {..}, "nl": {..}, "en": {..}}
 *
 * One file each, put in place whole: a version is there or it is not. Only the newest is kept here;
 * older ones stay in the archive for as long as sessions may need them. */
#ifndef DK_LIBRARY_SCENARIO_OWN_H
#define DK_LIBRARY_SCENARIO_OWN_H

#include "library/draft.h"
#include "library/scenario_library.h"

#define OWN_FILE_BYTES_MAX (1024 * 1024)

struct own_file {
    uint8_t *bytes; /* Owned; the draft is cut from it. */
    struct draft draft;
    const char *reason; /* Why it is RESULT_INVALID, for the log; else "". */
};

/* Add all that can be played. The others are logged and left out. */
void own_load(struct scenario_library *library, const char *data);
/* RESULT_OK, RESULT_NOT_FOUND, RESULT_INVALID or RESULT_NO_MEMORY; own_free in any case. */
enum result own_read(const char *data, const char *id, struct own_file *out);
void own_free(struct own_file *file);
/* RESULT_OK: it is durable. Any other result: what was there before still is. */
enum result own_write(const char *data, const struct draft *draft);
/* RESULT_OK: the next start does not offer it. */
enum result own_remove(const char *data, const char *id);

#endif
