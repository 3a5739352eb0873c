#include "library/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER_PATH_BYTES_MAX 1024

static enum result read_all(int fd, size_t bytes_max, struct bytes *out)
{
    struct stat status;
    uint8_t *data;
    size_t at = 0;

    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
        return RESULT_IO;
    if ((uint64_t)status.st_size > bytes_max)
        return RESULT_FULL;
    data = malloc((size_t)status.st_size + 1);
    if (data == NULL)
        return RESULT_NO_MEMORY;
    while (at < (size_t)status.st_size) {
        const ssize_t size = read(fd, data + at, (size_t)status.st_size - at);
        if (size <= 0)
            break;
        at += (size_t)size;
    }
    if (at < (size_t)status.st_size) {
        free(data);
        return RESULT_IO;
    }
    *out = (struct bytes){data, at};
    return RESULT_OK;
}

enum result file_read(const char *path, size_t bytes_max, struct bytes *out)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    enum result result;

    *out = (struct bytes){NULL, 0};
    if (fd < 0)
        return errno == ENOENT ? RESULT_NOT_FOUND : RESULT_IO;
    result = read_all(fd, bytes_max, out);
    close(fd);
    return result;
}

static bool write_all(int fd, struct bytes bytes)
{
    while (bytes.size > 0) {
        const ssize_t written = write(fd, bytes.data, bytes.size);

        if (written <= 0)
            return false;
        bytes = (struct bytes){bytes.data + written, bytes.size - (size_t)written};
    }
    return true;
}

bool file_write(const char *path, const struct bytes *pieces, uint32_t count)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool written = fd >= 0;

    for (uint32_t i = 0; written && i < count; i++)
        written = write_all(fd, pieces[i]);
    written = written && fsync(fd) == 0;
    if (fd >= 0)
        written = close(fd) == 0 && written;
    return written;
}

bool folder_sync(const char *path)
{
    const int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = fd >= 0 && fsync(fd) == 0;

    if (fd >= 0)
        close(fd);
    return synced;
}

/* Each part of the path by turns. */
bool folder_make(const char *path)
{
    char part[FOLDER_PATH_BYTES_MAX];
    const size_t size = strlen(path);

    if (size == 0 || size >= sizeof part) {
        errno = size == 0 ? ENOENT : ENAMETOOLONG;
        return false;
    }
    memcpy(part, path, size + 1);
    for (size_t i = 1; i <= size; i++) {
        if (part[i] != '/' && part[i] != '\0')
            continue;
        part[i] = '\0';
        if (mkdir(part, 0700) != 0 && errno != EEXIST)
            return false;
        part[i] = path[i];
    }
    return true;
}
