/* data_folder.h -- what commands about a data folder share: its journal while nobody writes it, and
 * why something could not be done. */
#ifndef DK_MAIN_DATA_FOLDER_H
#define DK_MAIN_DATA_FOLDER_H

#include "backup/control.h"

#include <stdbool.h>

#define DATA_PATH_BYTES_MAX 1024

/* A journal that nobody has open: the server's copy, or that of a folder without a server. */
struct still_journal {
    char path[DATA_PATH_BYTES_MAX];
    bool is_served;
    struct control_copy copy;
};

/* RESULT_OK: call still_close in the end. Others: `command` said why on standard error. */
enum result still_open(struct still_journal *out, const char *command, const char *data);
void still_close(struct still_journal *still);

/* Why what was to be read at `path` cannot be. */
void data_explain(const char *command, const char *path, enum result result);

/* "2026-12-01 22:30 UTC" */
#define DATA_TIME_BYTES_MAX 32
const char *data_time(uint64_t ms, char out[DATA_TIME_BYTES_MAX]);

/* ---- a folder that is, or was, filled from a backup (restore.c) ------------------------------ */

/* RESULT_OK: it is whole; if it was filled from a backup, `says` tells which, else it is empty.
 * RESULT_DAMAGED: filling it did not come to its end. */
#define DATA_SAYS_BYTES_MAX 256
enum result restored_read(const char *data, char says[DATA_SAYS_BYTES_MAX]);

#endif
