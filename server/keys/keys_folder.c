/* keys_folder.c -- keys in a data folder. Commands and the server change them alike, one after the
 * other: whoever does has the folder locked, and the new file takes the place of the old in one
 * step. */
#include "keys/key_store.h"

#include "keys/trainer_key.h"
#include "library/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#define PATH_BYTES_MAX (KEY_STORE_PLACE_BYTES_MAX + 32)

/* ---- the file ----------------------------------------------------------------------------- */

static enum result read_named(const char *folder, struct keys *keys)
{
    char path[PATH_BYTES_MAX];
    struct bytes text;
    enum result result;

    snprintf(path, sizeof path, "%s/" KEYS_FILE, folder);
    result = file_read(path, KEYS_TEXT_BYTES_MAX, &text);
    if (result == RESULT_NOT_FOUND)
        return RESULT_OK; /* Nobody was given one. */
    if (result == RESULT_OK)
        result = keys_read(keys, text);
    free((void *)(uintptr_t)text.data);
    return result == RESULT_FULL ? RESULT_DAMAGED : result;
}

static enum result write_named(const char *folder, const struct keys *keys)
{
    char path[PATH_BYTES_MAX], next[PATH_BYTES_MAX];
    char *memory = malloc(KEYS_TEXT_BYTES_MAX);
    enum result result = RESULT_OK;
    struct bytes text;

    if (memory == NULL)
        return RESULT_NO_MEMORY;
    text = (struct bytes){(const uint8_t *)memory, keys_write(keys, memory)};
    snprintf(path, sizeof path, "%s/" KEYS_FILE, folder);
    snprintf(next, sizeof next, "%s/" KEYS_FILE ".new", folder);
    if (!file_write(next, &text, 1) || rename(next, path) != 0 || !folder_sync(folder)) {
        result = errno == ENOSPC || errno == EDQUOT ? RESULT_NO_SPACE : RESULT_IO;
        unlink(next);
    }
    free(memory);
    return result;
}

/* ---- changes ------------------------------------------------------------------------------ */

static enum result change_locked(const char *folder, const struct key_change *change,
                                 struct keys *keys)
{
    enum result result = trainer_key_read(folder, keys->first);

    if (result == RESULT_NOT_FOUND)
        return RESULT_CLOSED;
    if (result == RESULT_INVALID)
        return RESULT_DAMAGED;
    if (result == RESULT_OK)
        result = read_named(folder, keys);
    if (result == RESULT_OK)
        result = keys_change(keys, change);
    if (result == RESULT_OK && change->deed != KEY_DEED_NONE)
        result = write_named(folder, keys);
    return result;
}

/* Whoever opens a folder may wait here for as long as another writes one small file. */
static int lock(const char *folder)
{
    const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int locked;

    do
        locked = fd >= 0 ? flock(fd, LOCK_EX) : 0;
    while (locked != 0 && errno == EINTR);
    if (locked == 0)
        return fd;
    close(fd);
    return -1;
}

static enum result change_in_folder(const char *folder, const struct key_change *change,
                                    struct keys *out)
{
    struct keys *keys = calloc(1, sizeof *keys);
    enum result result = RESULT_IO;
    int fd;

    if (keys == NULL)
        return RESULT_NO_MEMORY;
    fd = lock(folder);
    if (fd >= 0) {
        result = change_locked(folder, change, keys);
        close(fd);
    }
    if (result == RESULT_OK)
        *out = *keys;
    free(keys);
    return result;
}

enum result key_store_in_folder(struct key_store *out, const char *folder)
{
    *out = (struct key_store){.change = change_in_folder};
    return snprintf(out->place, sizeof out->place, "%s", folder) < (int)sizeof out->place
               ? RESULT_OK
               : RESULT_INVALID;
}
