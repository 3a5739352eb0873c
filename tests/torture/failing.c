/* failing.c -- preloaded into the real server (LD_PRELOAD): the k-th allocation, or the k-th call
 * that reaches a file, fails once, and the time of day is what the test says. Both stand in the
 * file that DILEMMA_FAILING names, which failing.mjs writes while the server runs, and where it
 * reads what was counted. Durations (CLOCK_MONOTONIC) stay the machine's. */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum kind { NOTHING, MEMORY, FILES, SPACE };

struct order {
    _Atomic int64_t kind, at, counted, failed;
    _Atomic int64_t now_ms; /* Since 1970. It stands still until the test moves it. */
};

static struct order *order;

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);

__attribute__((constructor)) static void take_orders(void)
{
    const char *path = getenv("DILEMMA_FAILING");
    const int file = path == NULL ? -1 : open(path, O_RDWR | O_CLOEXEC);
    void *memory = file < 0
                       ? MAP_FAILED
                       : mmap(NULL, sizeof *order, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);

    if (file >= 0)
        close(file);
    if (memory != MAP_FAILED)
        order = memory;
}

/* Counted from 1; only the one whose turn it is fails. */
static int fails(enum kind kind, int error)
{
    if (order == NULL || order->kind != (int64_t)kind || ++order->counted != order->at)
        return 0;
    order->failed++;
    errno = error;
    return 1;
}

static int is_file(int descriptor)
{
    struct stat status;

    return order != NULL && order->kind >= FILES && fstat(descriptor, &status) == 0 &&
           S_ISREG(status.st_mode);
}

static int file_fails(int descriptor)
{
    return is_file(descriptor) && fails(FILES, EIO);
}

static int write_fails(int descriptor)
{
    return is_file(descriptor) && (fails(FILES, EIO) || fails(SPACE, ENOSPC));
}

void *malloc(size_t size)
{
    return fails(MEMORY, ENOMEM) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails(MEMORY, ENOMEM) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size)
{
    return fails(MEMORY, ENOMEM) ? NULL : __libc_realloc(memory, size);
}

int fsync(int descriptor)
{
    return file_fails(descriptor) ? -1 : (int)syscall(SYS_fsync, descriptor);
}

int fdatasync(int descriptor)
{
    return file_fails(descriptor) ? -1 : (int)syscall(SYS_fdatasync, descriptor);
}

ssize_t write(int descriptor, const void *bytes, size_t size)
{
    return write_fails(descriptor) ? -1 : syscall(SYS_write, descriptor, bytes, size);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t size, off64_t at)
{
    return write_fails(descriptor) ? -1 : syscall(SYS_pwrite64, descriptor, bytes, size, at);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t size, off_t at)
{
    return pwrite64(descriptor, bytes, size, at);
}

int ftruncate64(int descriptor, off64_t size)
{
    return write_fails(descriptor) ? -1 : (int)syscall(SYS_ftruncate, descriptor, size);
}

int ftruncate(int descriptor, off_t size)
{
    return ftruncate64(descriptor, size);
}

int posix_fallocate64(int descriptor, off64_t at, off64_t size)
{
    if (write_fails(descriptor))
        return errno; /* It gives the error back, and sets none. */
    return syscall(SYS_fallocate, descriptor, 0, at, size) == 0 ? 0 : errno;
}

int posix_fallocate(int descriptor, off_t at, off_t size)
{
    return posix_fallocate64(descriptor, at, size);
}

ssize_t pread64(int descriptor, void *bytes, size_t size, off64_t at)
{
    return file_fails(descriptor) ? -1 : syscall(SYS_pread64, descriptor, bytes, size, at);
}

ssize_t pread(int descriptor, void *bytes, size_t size, off_t at)
{
    return pread64(descriptor, bytes, size, at);
}

/* By these two the server knows what time it is (server/sys/clock.c). */
int clock_gettime(clockid_t which, struct timespec *now)
{
    if (order == NULL || (which != CLOCK_REALTIME && which != CLOCK_BOOTTIME))
        return (int)syscall(SYS_clock_gettime, which, now);
    now->tv_sec = order->now_ms / 1000;
    now->tv_nsec = order->now_ms % 1000 * 1000000;
    return 0;
}
