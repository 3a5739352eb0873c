#include "journal/sqlite_watch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdalign.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

/* Whoever removes a file that is open changes how many names it has. What is written to it tells
 * nothing. */
#define GONE (IN_DELETE_SELF | IN_MOVE_SELF | IN_ATTRIB)

#define PATH_BYTES_MAX 1024

static void *run(void *arg)
{
    struct file_watch *watch = arg;
    alignas(struct inotify_event) char events[4096];
    struct pollfd files[] = {{.fd = watch->notify, .events = POLLIN},
                             {.fd = watch->ending[0], .events = POLLIN}};

    for (;;) {
        if (poll(files, 2, -1) < 0 && errno != EINTR)
            return NULL;
        if (files[1].revents != 0)
            return NULL;
        if (files[0].revents != 0 && read(watch->notify, events, sizeof events) > 0)
            watch->told(watch->arg);
    }
}

static bool add_folder_of(int notify, const char *path)
{
    const char *slash = strrchr(path, '/');
    const size_t size = slash == NULL ? 0 : (size_t)(slash - path);
    char folder[PATH_BYTES_MAX] = ".";

    if (size >= sizeof folder)
        return false;
    if (slash != NULL) {
        memcpy(folder, path, size);
        folder[size] = '\0';
    }
    return inotify_add_watch(notify, size == 0 && slash != NULL ? "/" : folder,
                             IN_DELETE_SELF | IN_MOVE_SELF) >= 0;
}

static bool add_all(int notify, const char *const *paths, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (inotify_add_watch(notify, paths[i], GONE) < 0 || !add_folder_of(notify, paths[i]))
            return false;
    return true;
}

bool watch_open(struct file_watch *watch, const char *const *paths, uint32_t count,
                watch_told_fn *told, void *arg)
{
    *watch = (struct file_watch){.told = told, .arg = arg};
    watch->notify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (watch->notify < 0)
        watch->notify = 0;
    if (watch->notify == 0 || !add_all(watch->notify, paths, count) ||
        pipe2(watch->ending, O_CLOEXEC) != 0) {
        watch_close(watch);
        return false;
    }
    watch->runs = pthread_create(&watch->thread, NULL, run, watch) == 0;
    if (!watch->runs)
        watch_close(watch);
    return watch->runs;
}

void watch_close(struct file_watch *watch)
{
    if (watch->runs) {
        close(watch->ending[1]);
        watch->ending[1] = 0;
        pthread_join(watch->thread, NULL);
    }
    for (int i = 0; i < 2; i++)
        if (watch->ending[i] != 0)
            close(watch->ending[i]);
    if (watch->notify != 0)
        close(watch->notify);
    *watch = (struct file_watch){0};
}
