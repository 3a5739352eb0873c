/* disk.c -- each file is there twice: as a program reads it, and as it is durable (image.h). A
 * write that was not synced is kept in a list, so that a loss of power can bring any of its sectors
 * into what is durable. Creating and removing a file is durable at once. */
#include "disk.h"

#include "image.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>

#define FILES_MAX  6
#define NAME_BYTES 48

struct disk_file {
    char name[NAME_BYTES];
    bool exists;
    struct image now, durable;
    struct change *changes, **changes_end; /* Since its last sync. */
};

struct open_file {
    sqlite3_file base;
    struct disk_file *file;
    int64_t chunk; /* Sizes are multiples of this, as SQLite asked. */
};

static struct {
    struct voyage *v;
    struct disk_file files[FILES_MAX];
    enum mishap armed; /* MISHAPS_COUNT: nothing. */
    uint32_t after;
    bool full, dead;
    uint64_t random;
    sqlite3_vfs vfs;
    sqlite3_io_methods methods;
    bool registered;
} disk;

/* ---- files ----------------------------------------------------------------------------------- */

static struct disk_file *file_find(const char *name)
{
    for (int i = 0; i < FILES_MAX; i++)
        if (disk.files[i].exists && strcmp(disk.files[i].name, name) == 0)
            return &disk.files[i];
    return NULL;
}

static struct disk_file *file_make(const char *name)
{
    for (int i = 0; i < FILES_MAX; i++) {
        struct disk_file *file = &disk.files[i];

        if (file->exists)
            continue;
        assert(strlen(name) < NAME_BYTES);
        strcpy(file->name, name);
        file->exists = true;
        file->changes_end = &file->changes;
        return file;
    }
    abort();
}

static void changes_forget(struct disk_file *file)
{
    while (file->changes != NULL) {
        struct change *change = file->changes;

        file->changes = change->next;
        free(change);
    }
    file->changes_end = &file->changes;
}

static void file_remove(struct disk_file *file)
{
    changes_forget(file);
    image_clear(&file->now);
    image_clear(&file->durable);
    file->exists = false;
}

static void change_add(struct disk_file *file, const void *data, int size, int64_t offset,
                       bool is_size)
{
    struct change *change = must(malloc(sizeof *change + (size_t)size));

    *change = (struct change){.offset = offset, .size = size, .is_size = is_size};
    if (size > 0)
        memcpy(change->data, data, (size_t)size);
    *file->changes_end = change;
    file->changes_end = &change->next;
}

/* ---- what strikes ---------------------------------------------------------------------------- */

static bool strikes(enum mishap mishap)
{
    if (disk.armed != mishap || disk.after-- > 0)
        return false;
    disk.armed = MISHAPS_COUNT;
    voyage_strike(disk.v, mishap);
    return true;
}

/* The power goes before this write. */
static bool goes_dark(void)
{
    if (strikes(MISHAP_POWER_CUT_AT_WRITE))
        disk.dead = true;
    return disk.dead;
}

static bool has_room(const struct disk_file *file, int64_t bytes)
{
    if (!disk.full || bytes <= file->now.size)
        return true;
    voyage_strike(disk.v, MISHAP_DISK_FULL);
    return false;
}

/* ---- SQLite's side --------------------------------------------------------------------------- */

static struct disk_file *of(sqlite3_file *file)
{
    return ((struct open_file *)file)->file;
}

static int disk_close(sqlite3_file *file)
{
    (void)file;
    return SQLITE_OK;
}

static int disk_read(sqlite3_file *file, void *data, int size, sqlite3_int64 offset)
{
    struct disk_file *f = of(file);

    if (disk.dead || strikes(MISHAP_READ_ERROR))
        return SQLITE_IOERR_READ;
    image_read(&f->now, data, size, offset);
    if (offset + size <= f->now.size)
        return SQLITE_OK;
    if (offset < f->now.size)
        memset((uint8_t *)data + (f->now.size - offset), 0, (size_t)(offset + size - f->now.size));
    else
        memset(data, 0, (size_t)size);
    return SQLITE_IOERR_SHORT_READ;
}

static int disk_write(sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
    struct disk_file *f = of(file);
    bool is_short;

    errno = EIO;
    if (goes_dark() || strikes(MISHAP_WRITE_ERROR))
        return SQLITE_IOERR_WRITE;
    if (!has_room(f, offset + size))
        return SQLITE_FULL;
    is_short = strikes(MISHAP_SHORT_WRITE);
    if (is_short)
        size /= 2;
    image_write(&f->now, data, size, offset);
    change_add(f, data, size, offset, false);
    return is_short ? SQLITE_FULL : SQLITE_OK;
}

static int64_t whole_chunks(const sqlite3_file *file, int64_t size)
{
    const int64_t chunk = ((const struct open_file *)file)->chunk;

    return chunk > 0 ? (size + chunk - 1) / chunk * chunk : size;
}

static int disk_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    struct disk_file *f = of(file);

    if (goes_dark())
        return SQLITE_IOERR_TRUNCATE;
    size = whole_chunks(file, size);
    if (size < f->now.size) {
        image_resize(&f->now, size);
        change_add(f, NULL, 0, size, true);
    }
    return SQLITE_OK;
}

static int disk_sync(sqlite3_file *file, int flags)
{
    struct disk_file *f = of(file);

    (void)flags;
    if (goes_dark())
        return SQLITE_IOERR_FSYNC;
    /* The kernel says so once, and the next sync succeeds without what was written; the length
     * of the file it still knows. */
    if (strikes(MISHAP_SYNC_ERROR)) {
        changes_forget(f);
        change_add(f, NULL, 0, f->now.size, true);
        return SQLITE_IOERR_FSYNC;
    }
    for (const struct change *change = f->changes; change != NULL; change = change->next)
        image_change(&f->durable, change);
    changes_forget(f);
    return SQLITE_OK;
}

static int disk_size(sqlite3_file *file, sqlite3_int64 *size)
{
    *size = of(file)->now.size;
    return disk.dead ? SQLITE_IOERR_FSTAT : SQLITE_OK;
}

static int disk_lock(sqlite3_file *file, int level)
{
    (void)file, (void)level;
    return SQLITE_OK;
}

static int disk_check_lock(sqlite3_file *file, int *out)
{
    (void)file;
    *out = 0;
    return SQLITE_OK;
}

static int disk_control(sqlite3_file *file, int op, void *arg)
{
    struct disk_file *f = of(file);

    int64_t size;

    if (op == SQLITE_FCNTL_CHUNK_SIZE)
        ((struct open_file *)file)->chunk = *(int *)arg;
    if (op != SQLITE_FCNTL_SIZE_HINT)
        return op == SQLITE_FCNTL_CHUNK_SIZE ? SQLITE_OK : SQLITE_NOTFOUND;
    if (disk.dead)
        return SQLITE_IOERR_WRITE;
    size = whole_chunks(file, *(sqlite3_int64 *)arg);
    if (!has_room(f, size))
        return SQLITE_FULL;
    if (size > f->now.size) {
        image_resize(&f->now, size);
        change_add(f, NULL, 0, size, true);
    }
    return SQLITE_OK;
}

static int disk_sector(sqlite3_file *file)
{
    (void)file;
    return SECTOR_BYTES;
}

static int disk_device(sqlite3_file *file)
{
    (void)file;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE; /* As the usual one says. */
}

static int disk_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    struct open_file *f = (struct open_file *)file;

    (void)vfs;
    memset(f, 0, sizeof *f);
    if (disk.dead || name == NULL)
        return SQLITE_CANTOPEN;
    f->file = file_find(name);
    if (f->file == NULL && (flags & SQLITE_OPEN_CREATE) == 0)
        return SQLITE_CANTOPEN;
    if (f->file == NULL)
        f->file = file_make(name);
    f->base.pMethods = &disk.methods;
    if (out != NULL)
        *out = flags;
    return SQLITE_OK;
}

static int disk_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    struct disk_file *file = file_find(name);

    (void)vfs, (void)sync;
    if (disk.dead)
        return SQLITE_IOERR_DELETE;
    if (file == NULL)
        return SQLITE_IOERR_DELETE_NOENT;
    file_remove(file);
    return SQLITE_OK;
}

static int disk_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
    const struct disk_file *file = file_find(name);

    (void)vfs, (void)flags;
    *out = file != NULL && file->now.size > 0;
    return SQLITE_OK;
}

static int disk_full_path(sqlite3_vfs *vfs, const char *name, int size, char *out)
{
    (void)vfs;
    sqlite3_snprintf(size, out, "%s", name);
    return SQLITE_OK;
}

static int disk_randomness(sqlite3_vfs *vfs, int size, char *out)
{
    (void)vfs;
    for (int i = 0; i < size; i++) {
        disk.random = chance_next(disk.random);
        out[i] = (char)(disk.random >> 56);
    }
    return size;
}

static int disk_sleep(sqlite3_vfs *vfs, int us)
{
    (void)vfs;
    return us;
}

static int disk_time(sqlite3_vfs *vfs, double *days)
{
    (void)vfs;
    *days = 2460000.0;
    return SQLITE_OK;
}

static int disk_last_error(sqlite3_vfs *vfs, int size, char *out)
{
    (void)vfs, (void)size, (void)out;
    return 0;
}

static void disk_register(void)
{
    disk.vfs = (sqlite3_vfs){.iVersion = 1,
                             .szOsFile = sizeof(struct open_file),
                             .mxPathname = 256,
                             .zName = DISK_VFS_NAME,
                             .xOpen = disk_open,
                             .xDelete = disk_delete,
                             .xAccess = disk_access,
                             .xFullPathname = disk_full_path,
                             .xRandomness = disk_randomness,
                             .xSleep = disk_sleep,
                             .xCurrentTime = disk_time,
                             .xGetLastError = disk_last_error};
    disk.methods = (sqlite3_io_methods){.iVersion = 1, /* No shared memory: we lock exclusively. */
                                        .xClose = disk_close,
                                        .xRead = disk_read,
                                        .xWrite = disk_write,
                                        .xTruncate = disk_truncate,
                                        .xSync = disk_sync,
                                        .xFileSize = disk_size,
                                        .xLock = disk_lock,
                                        .xUnlock = disk_lock,
                                        .xCheckReservedLock = disk_check_lock,
                                        .xFileControl = disk_control,
                                        .xSectorSize = disk_sector,
                                        .xDeviceCharacteristics = disk_device};
    if (sqlite3_vfs_register(&disk.vfs, 1) != SQLITE_OK) /* The default: it gives the chance. */
        abort();
    disk.registered = true;
}

/* ---- the simulator's side -------------------------------------------------------------------- */

void disk_begin(struct voyage *v)
{
    if (!disk.registered)
        disk_register();
    disk_end();
    disk.v = v;
    disk.armed = MISHAPS_COUNT;
    disk.full = disk.dead = false;
    disk.random = chance_of(v->plan->seed, 'd', 'i');
    sqlite3_randomness(0, NULL); /* From here on it draws anew. */
}

void disk_end(void)
{
    for (int i = 0; i < FILES_MAX; i++)
        if (disk.files[i].exists)
            file_remove(&disk.files[i]);
}

void disk_arm(enum mishap mishap, uint32_t after)
{
    disk.armed = mishap;
    disk.after = after;
}

void disk_disarm(void)
{
    disk.armed = MISHAPS_COUNT;
}

bool disk_is_armed(void)
{
    return disk.armed != MISHAPS_COUNT;
}

void disk_fill(bool full)
{
    disk.full = full;
}

bool disk_is_full(void)
{
    return disk.full;
}

void disk_die(void)
{
    disk.dead = true;
}

bool disk_is_dead(void)
{
    return disk.dead;
}

void disk_revive(void)
{
    disk.dead = false;
    disk.armed = MISHAPS_COUNT;
}

bool disk_flip(uint64_t r)
{
    struct disk_file *there[FILES_MAX];
    uint32_t count = 0;
    struct image *image;
    int64_t offset;
    uint8_t byte;

    for (int i = 0; i < FILES_MAX; i++)
        if (disk.files[i].exists && disk.files[i].now.size > 0)
            there[count++] = &disk.files[i];
    if (count == 0)
        return false;
    image = &there[chance_below(r, count)]->now;
    offset = (int64_t)(chance_next(r) % (uint64_t)image->size);
    image_read(image, &byte, 1, offset);
    byte ^= (uint8_t)(1u << (chance_next(r) >> 60 & 7));
    image_write(image, &byte, 1, offset);
    return true;
}

void disk_lose_power(enum power power, uint64_t r)
{
    for (int i = 0; i < FILES_MAX; i++) {
        struct disk_file *file = &disk.files[i];

        if (!file->exists)
            continue;
        for (const struct change *change = file->changes;
             change != NULL && power == POWER_SOME_LOST; change = change->next)
            image_change_some(&file->durable, change, &r);
        changes_forget(file);
        image_copy(&file->now, &file->durable);
    }
}
