#include "fault_vfs.h"

#include "test.h"

#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What a write replaced, and what it wrote. */
struct undo {
    struct undo *older;
    char path[96];
    sqlite3_int64 offset;
    sqlite3_int64 size_before; /* Of the file. */
    int size, written;
    unsigned char data[]; /* What was there, then what was written. */
};

struct fault_file {
    sqlite3_file base;
    sqlite3_file *real;
    char path[96];
};

static struct {
    pthread_mutex_t lock;
    uint64_t count, fail_at;
    bool failed, full, registered;
    struct undo *undos; /* Newest first. */
    int64_t room;       /* Of the disk; 0: without end. */
    bool copies;        /* It never overwrites in place. */
    uint64_t full_in;   /* So many writes from now; 0: not any more. */
    struct {            /* The sizes of all files. */
        char path[96];
        int64_t bytes;
    } sizes[32];
    sqlite3_vfs vfs, *real;
    sqlite3_io_methods methods;
} fault = {.lock = PTHREAD_MUTEX_INITIALIZER};

static sqlite3_file *real_of(sqlite3_file *file)
{
    return ((struct fault_file *)file)->real;
}

static bool fails_now(void)
{
    bool fails;

    pthread_mutex_lock(&fault.lock);
    fault.count++;
    if (fault.fail_at != 0 && fault.count >= fault.fail_at)
        fault.failed = true;
    fails = fault.failed;
    pthread_mutex_unlock(&fault.lock);
    return fails;
}

/* Remember the bytes that a write or truncate is about to change. */
static void remember(struct fault_file *file, sqlite3_int64 offset, sqlite3_int64 size,
                     const void *written)
{
    struct undo *undo;
    sqlite3_int64 size_before = 0, kept;

    file->real->pMethods->xFileSize(file->real, &size_before);
    kept = offset >= size_before ? 0 : size_before - offset < size ? size_before - offset : size;
    undo = calloc(1, sizeof *undo + (size_t)kept + (size_t)(written != NULL ? size : 0));
    if (undo == NULL)
        abort();
    strcpy(undo->path, file->path);
    undo->offset = offset;
    undo->size = (int)kept;
    undo->size_before = size_before;
    if (kept > 0)
        file->real->pMethods->xRead(file->real, undo->data, (int)kept, offset);
    if (written != NULL) {
        undo->written = (int)size;
        memcpy(undo->data + kept, written, (size_t)size);
    }
    pthread_mutex_lock(&fault.lock);
    undo->older = fault.undos;
    fault.undos = undo;
    pthread_mutex_unlock(&fault.lock);
}

/* ---- a small disk --------------------------------------------------------------------------- */

/* The place of a file in the list of sizes, made when it is not there. With the lock held. */
static int64_t *size_of(const char *path)
{
    for (size_t i = 0; i < sizeof fault.sizes / sizeof fault.sizes[0]; i++) {
        if (fault.sizes[i].path[0] == '\0')
            strcpy(fault.sizes[i].path, path);
        if (strcmp(fault.sizes[i].path, path) == 0)
            return &fault.sizes[i].bytes;
    }
    abort();
}

static int64_t used(void)
{
    int64_t bytes = 0;

    for (size_t i = 0; i < sizeof fault.sizes / sizeof fault.sizes[0]; i++)
        bytes += fault.sizes[i].bytes;
    return bytes;
}

/* Note the new size of a file. false: the disk has no room for it. */
static bool becomes(struct fault_file *file, int64_t bytes)
{
    int64_t *size;
    bool fits;

    pthread_mutex_lock(&fault.lock);
    size = size_of(file->path);
    fits = bytes <= *size || fault.room == 0 || used() - *size + bytes <= fault.room;
    if (fits)
        *size = bytes;
    pthread_mutex_unlock(&fault.lock);
    return fits;
}

static int64_t size_now(struct fault_file *file)
{
    sqlite3_int64 size = 0;

    file->real->pMethods->xFileSize(file->real, &size);
    return size;
}

static bool grows_to(struct fault_file *file, int64_t bytes)
{
    return bytes <= size_now(file) || becomes(file, bytes);
}

static bool is_full_now(void)
{
    bool full;

    pthread_mutex_lock(&fault.lock);
    full = fault.full_in > 0 && --fault.full_in == 0;
    pthread_mutex_unlock(&fault.lock);
    return full;
}

static bool has_room_to_copy(int64_t bytes)
{
    bool fits;

    pthread_mutex_lock(&fault.lock);
    fits = !fault.copies || fault.room == 0 || used() + bytes <= fault.room;
    pthread_mutex_unlock(&fault.lock);
    return fits;
}

static int fault_close(sqlite3_file *file)
{
    struct fault_file *f = (struct fault_file *)file;
    int code = f->real->pMethods->xClose(f->real);

    sqlite3_free(f->real);
    return code;
}

static int fault_read(sqlite3_file *file, void *data, int size, sqlite3_int64 offset)
{
    return real_of(file)->pMethods->xRead(real_of(file), data, size, offset);
}

static int fault_write(sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
{
    if (fails_now()) {
        if (fault.count == fault.fail_at && !fault.full) /* It was under way. */
            remember((struct fault_file *)file, offset, size, data);
        return fault.full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    }
    if (!grows_to((struct fault_file *)file, offset + size) || !has_room_to_copy(size) ||
        is_full_now())
        return SQLITE_FULL;
    remember((struct fault_file *)file, offset, size, data);
    return real_of(file)->pMethods->xWrite(real_of(file), data, size, offset);
}

static int fault_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    struct fault_file *f = (struct fault_file *)file;
    const int64_t size_before = size_now(f);
    int code;

    if (fails_now())
        return SQLITE_IOERR_TRUNCATE;
    if (size < size_before)
        remember(f, size, size_before - size, NULL);
    code = f->real->pMethods->xTruncate(f->real, size);
    becomes(f, size_now(f));
    return code;
}

static int fault_sync(sqlite3_file *file, int flags)
{
    struct fault_file *f = (struct fault_file *)file;

    (void)flags; /* Nothing has to survive a real power loss. */
    if (fails_now())
        return SQLITE_IOERR_FSYNC;
    pthread_mutex_lock(&fault.lock);
    for (struct undo **at = &fault.undos; *at != NULL;) {
        struct undo *undo = *at;

        if (strcmp(undo->path, f->path) != 0) {
            at = &undo->older;
            continue;
        }
        *at = undo->older;
        free(undo);
    }
    pthread_mutex_unlock(&fault.lock);
    return SQLITE_OK;
}

static int fault_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int fault_lock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int fault_unlock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int fault_check_lock(sqlite3_file *file, int *out)
{
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
}

static int fault_control(sqlite3_file *file, int op, void *arg)
{
    struct fault_file *f = (struct fault_file *)file;

    if (op == SQLITE_FCNTL_SIZE_HINT && !grows_to(f, *(sqlite3_int64 *)arg))
        return SQLITE_FULL;
    /* Made longer, and as short as before when the power goes before that is synced. */
    if (op == SQLITE_FCNTL_SIZE_HINT && *(sqlite3_int64 *)arg > size_now(f))
        remember(f, *(sqlite3_int64 *)arg, 0, NULL);
    return real_of(file)->pMethods->xFileControl(real_of(file), op, arg);
}

static int fault_sector(sqlite3_file *file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int fault_device(sqlite3_file *file)
{
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int fault_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    struct fault_file *f = (struct fault_file *)file;
    int code;

    (void)vfs;
    memset(f, 0, sizeof *f);
    f->real = sqlite3_malloc(fault.real->szOsFile);
    if (f->real == NULL)
        return SQLITE_NOMEM;
    code = fault.real->xOpen(fault.real, name, f->real, flags, out);
    if (code != SQLITE_OK) {
        sqlite3_free(f->real);
        return code;
    }
    if (name != NULL)
        snprintf(f->path, sizeof f->path, "%.95s",
                 strrchr(name, '/') ? strstr(name, "journal-test") : name);
    f->base.pMethods = &fault.methods;
    return SQLITE_OK;
}

static int fault_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    int code = fault.real->xDelete(fault.real, name, sync);

    (void)vfs;
    pthread_mutex_lock(&fault.lock);
    *size_of(strstr(name, "journal-test")) = 0;
    pthread_mutex_unlock(&fault.lock);
    return code;
}

static void undos_free(void)
{
    while (fault.undos != NULL) {
        struct undo *undo = fault.undos;

        fault.undos = undo->older;
        free(undo);
    }
}

void fault_vfs_reset(uint64_t fail_at, bool full)
{
    undos_free();
    fault.count = 0;
    fault.fail_at = fail_at;
    fault.failed = false;
    fault.full = full;
    fault.room = 0;
    fault.copies = false;
    fault.full_in = 0;
    memset(fault.sizes, 0, sizeof fault.sizes);
    if (fault.registered)
        return;
    fault.real = sqlite3_vfs_find(NULL);
    fault.vfs = *fault.real;
    fault.vfs.zName = FAULT_VFS_NAME;
    fault.vfs.szOsFile = sizeof(struct fault_file);
    fault.vfs.xOpen = fault_open;
    fault.vfs.xDelete = fault_delete;
    fault.methods = (sqlite3_io_methods){.iVersion = 1, /* No shared memory: we lock exclusively. */
                                         .xClose = fault_close,
                                         .xRead = fault_read,
                                         .xWrite = fault_write,
                                         .xTruncate = fault_truncate,
                                         .xSync = fault_sync,
                                         .xFileSize = fault_size,
                                         .xLock = fault_lock,
                                         .xUnlock = fault_unlock,
                                         .xCheckReservedLock = fault_check_lock,
                                         .xFileControl = fault_control,
                                         .xSectorSize = fault_sector,
                                         .xDeviceCharacteristics = fault_device};
    CHECK_EQ(sqlite3_vfs_register(&fault.vfs, 0), SQLITE_OK);
    fault.registered = true;
}

uint64_t fault_vfs_count(void)
{
    return fault.count;
}

void fault_vfs_room(int64_t bytes)
{
    pthread_mutex_lock(&fault.lock);
    fault.room = bytes;
    pthread_mutex_unlock(&fault.lock);
}

void fault_vfs_copies(void)
{
    pthread_mutex_lock(&fault.lock);
    fault.copies = true;
    pthread_mutex_unlock(&fault.lock);
}

void fault_vfs_full_once(uint64_t k)
{
    pthread_mutex_lock(&fault.lock);
    fault.full_in = k;
    pthread_mutex_unlock(&fault.lock);
}

bool fault_vfs_was_full(void)
{
    bool was;

    pthread_mutex_lock(&fault.lock);
    was = fault.full_in == 0;
    pthread_mutex_unlock(&fault.lock);
    return was;
}

int64_t fault_vfs_used(void)
{
    int64_t bytes;

    pthread_mutex_lock(&fault.lock);
    bytes = used();
    pthread_mutex_unlock(&fault.lock);
    return bytes;
}

void fault_vfs_die(bool dead)
{
    pthread_mutex_lock(&fault.lock);
    fault.failed = dead;
    pthread_mutex_unlock(&fault.lock);
}

bool fault_vfs_failed(void)
{
    return fault.failed;
}

static int open_path(const char *path)
{
    return open(path, O_WRONLY | O_CLOEXEC); /* Not there: it was deleted since. */
}

static void take_back(const struct undo *undo)
{
    int file = open_path(undo->path);

    if (file < 0)
        return;
    if (undo->size > 0)
        CHECK(pwrite(file, undo->data, (size_t)undo->size, undo->offset) == undo->size);
    CHECK(ftruncate(file, undo->size_before) == 0);
    close(file);
}

void fault_vfs_lose_power(void)
{
    for (struct undo *undo = fault.undos; undo != NULL; undo = undo->older)
        take_back(undo);
    undos_free();
}

/* ---- a disk that wrote some of it ------------------------------------------------------------ */

#define SECTOR_BYTES 512

static uint64_t next_number(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

/* Of a write that was not synced, some sectors are there. */
static void write_some(const struct undo *undo, uint64_t percent, uint64_t *seed)
{
    int file = open_path(undo->path);

    for (sqlite3_int64 at = undo->offset; file >= 0 && at < undo->offset + undo->written;) {
        const sqlite3_int64 end = (at / SECTOR_BYTES + 1) * SECTOR_BYTES;
        const sqlite3_int64 last =
            end < undo->offset + undo->written ? end : undo->offset + undo->written;
        const size_t bytes = (size_t)(last - at);

        if (next_number(seed) % 100 < percent)
            CHECK(pwrite(file, undo->data + undo->size + (at - undo->offset), bytes, at) ==
                  (ssize_t)bytes);
        at = last;
    }
    if (file >= 0)
        close(file);
}

void fault_vfs_lose_power_torn(uint64_t seed)
{
    static struct undo *list[65536];
    size_t count = 0;
    uint64_t percent;

    seed = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
    for (struct undo *undo = fault.undos; undo != NULL; undo = undo->older) {
        take_back(undo);
        CHECK(count < sizeof list / sizeof list[0]);
        list[count++] = undo;
    }
    percent = next_number(&seed) % 101;
    /* From the oldest on; but which of them arrive is chance, so a later one may without it. */
    while (count > 0)
        write_some(list[--count], percent, &seed);
    undos_free();
}
