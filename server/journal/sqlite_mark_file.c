/* sqlite_mark_file.c -- the marks as bytes: a line for people, then places of 64 bytes, little end
 * first:
 *
 *   0 session, 8 seq, 16 chain, 32 delete_at_ms, 40 rewritten (4), 44 code (6), 50 flags, 56 check
 *
 * The check is a hash of what is before it: a place that was half written, or that rotted, shows.
 * What it says is held against the chain of the database. All goes through the VFS of the database,
 * so that fault tests see it. */
#include "journal/sqlite_mark.h"

#include "base/hash.h"
#include "journal/sqlite_result.h"

#include <errno.h>
#include <stdlib.h>

#define GROW_BYTES    (64 * 1024)
#define READ_BYTES    4096
#define CHECKED_BYTES 52
#define CHECK_AT      56
#define FLAG_GOING    1

static const char title[MARK_PLACE_BYTES + 1] =
    "Dilemmakamer: how far each session was written. See README.md. \n";

static int64_t offset_of(uint32_t index)
{
    return ((int64_t)index + 1) * MARK_PLACE_BYTES;
}

/* ---- a place as bytes ----------------------------------------------------------------------- */

static void put(uint8_t *out, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        out[i] = (uint8_t)(value >> 8 * i);
}

static uint64_t get(const uint8_t *from, int bytes)
{
    uint64_t value = 0;

    for (int i = 0; i < bytes; i++)
        value |= (uint64_t)from[i] << 8 * i;
    return value;
}

static uint64_t check_of(const uint8_t bytes[MARK_PLACE_BYTES])
{
    return hash64(HASH64_START, bytes, CHECKED_BYTES);
}

static void place_write(const struct mark_place *place, uint8_t out[MARK_PLACE_BYTES])
{
    memset(out, 0, MARK_PLACE_BYTES);
    if (session_id_is_none(place->session))
        return;
    put(out, place->session.value, 8);
    put(out + 8, place->seq, 8);
    memcpy(out + 16, place->chain.bytes, CHAIN_BYTES);
    put(out + 32, place->delete_at_ms, 8);
    put(out + 40, place->rewritten, 4);
    memcpy(out + 44, place->code, CODE_BYTES);
    out[50] = place->is_going ? FLAG_GOING : 0;
    put(out + CHECK_AT, check_of(out), 8);
}

/* false: these bytes are no place. A free one has no session. */
static bool place_read(const uint8_t bytes[MARK_PLACE_BYTES], struct mark_place *out)
{
    static const uint8_t nothing[MARK_PLACE_BYTES];

    *out = (struct mark_place){0};
    if (memcmp(bytes, nothing, MARK_PLACE_BYTES) == 0)
        return true;
    out->session.value = get(bytes, 8);
    if (check_of(bytes) != get(bytes + CHECK_AT, 8) || out->session.value > INT64_MAX)
        return false;
    out->seq = get(bytes + 8, 8);
    memcpy(out->chain.bytes, bytes + 16, CHAIN_BYTES);
    out->delete_at_ms = get(bytes + 32, 8);
    out->rewritten = get(bytes + 40, 4);
    memcpy(out->code, bytes + 44, CODE_BYTES);
    out->is_going = (bytes[50] & FLAG_GOING) != 0;
    return true;
}

/* ---- the file ------------------------------------------------------------------------------- */

static enum result write_at(struct mark *m, const void *data, int size, int64_t offset)
{
    errno = 0;
    m->has_unsynced = true;
    return sqlite_result(m->file->pMethods->xWrite(m->file, data, size, offset));
}

enum result mark_file_open(struct mark *m)
{
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MAIN_JOURNAL;
    int out = 0, there = 0;
    int code;

    m->vfs->xAccess(m->vfs, m->path, SQLITE_ACCESS_EXISTS, &there);
    m->was_there = there != 0;
    m->file = calloc(1, (size_t)m->vfs->szOsFile);
    if (m->file == NULL)
        return RESULT_NO_MEMORY;
    code = m->vfs->xOpen(m->vfs, m->path, m->file, flags, &out);
    if (code == SQLITE_OK)
        return RESULT_OK;
    free(m->file);
    m->file = NULL;
    /* On a full disk no file can be made; it is tried again. */
    return m->was_there ? RESULT_IO : RESULT_OK;
}

void mark_file_close(struct mark *m)
{
    if (m->file != NULL && m->file->pMethods != NULL)
        m->file->pMethods->xClose(m->file);
    free(m->file);
    m->file = NULL;
}

static enum result read_part(struct mark *m, int64_t offset, int bytes, uint32_t *index,
                             enum result (*take)(struct mark *m, uint32_t index,
                                                 const struct mark_place *place))
{
    uint8_t part[READ_BYTES];
    int code = m->file->pMethods->xRead(m->file, part, bytes, offset);
    enum result result = RESULT_OK;

    if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)
        return RESULT_IO;
    for (int at = 0; at + MARK_PLACE_BYTES <= bytes && result == RESULT_OK;
         at += MARK_PLACE_BYTES, ++*index) {
        struct mark_place place;

        if (!place_read(part + at, &place))
            m->unreadable_count++;
        else if (!session_id_is_none(place.session))
            result = take(m, *index, &place);
    }
    return result;
}

enum result mark_file_read(struct mark *m, enum result (*take)(struct mark *m, uint32_t index,
                                                               const struct mark_place *place))
{
    sqlite3_int64 size = 0;
    enum result result = RESULT_OK;
    uint32_t index = 0;

    if (m->file == NULL)
        return RESULT_OK;
    if (m->file->pMethods->xFileSize(m->file, &size) != SQLITE_OK)
        return RESULT_IO;
    for (int64_t at = MARK_PLACE_BYTES; at < size && result == RESULT_OK; at += READ_BYTES) {
        const int64_t left = size - at;

        result = read_part(m, at, (int)(left < READ_BYTES ? left : READ_BYTES), &index, take);
    }
    m->file_bytes = size;
    return result;
}

enum result mark_file_grow(struct mark *m, uint32_t places_count)
{
    const int64_t needed = offset_of(places_count);
    int64_t bytes = (needed + GROW_BYTES - 1) / GROW_BYTES * GROW_BYTES;
    int chunk = GROW_BYTES;
    enum result result = RESULT_OK;

    if (needed <= m->file_bytes)
        return RESULT_OK;
    if (m->file == NULL)
        result = mark_file_open(m);
    if (result != RESULT_OK || m->file == NULL)
        return result == RESULT_OK ? RESULT_NO_SPACE : result;
    m->file->pMethods->xFileControl(m->file, SQLITE_FCNTL_CHUNK_SIZE, &chunk);
    if (m->file->pMethods->xFileControl(m->file, SQLITE_FCNTL_SIZE_HINT, &bytes) != SQLITE_OK)
        return RESULT_NO_SPACE;
    if (m->file_bytes == 0)
        result = write_at(m, title, MARK_PLACE_BYTES, 0);
    if (result == RESULT_OK)
        m->file_bytes = bytes;
    return result;
}

enum result mark_file_write(struct mark *m, uint32_t index, const struct mark_place *place)
{
    uint8_t bytes[MARK_PLACE_BYTES];

    if (m->file == NULL || offset_of(index + 1) > m->file_bytes)
        return RESULT_NO_SPACE;
    place_write(place, bytes);
    return write_at(m, bytes, MARK_PLACE_BYTES, offset_of(index));
}

enum result mark_file_sync(struct mark *m)
{
    if (m->file == NULL || !m->has_unsynced)
        return RESULT_OK;
    if (m->file->pMethods->xSync(m->file, SQLITE_SYNC_NORMAL) != SQLITE_OK)
        return RESULT_IO;
    m->has_unsynced = false;
    return RESULT_OK;
}
