#include "sys/pipe_writer.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define CHUNK_BYTES 4096

static_assert(CHUNK_BYTES >= PIPE_GAP_BYTES_MAX, "the line of a gap is written where chunks are");

void pipe_write_all(int fd, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t written = write(fd, data, size);

        if (written > 0) {
            data += written;
            size -= (size_t)written;
        } else if (errno == EAGAIN) {
            /* Somebody made it non-blocking, for us too. */
            poll(&(struct pollfd){.fd = fd, .events = POLLOUT}, 1, -1);
        } else if (errno != EINTR) {
            return; /* Closed, or broken: a log is no reason to stop the server. */
        }
    }
}

/* Take out what lies in one piece, and the count of lines that did not fit before it. The caller
 * holds the lock. */
static size_t take(struct pipe_writer *w, char *out, uint64_t *dropped)
{
    size_t size = w->used < CHUNK_BYTES ? w->used : CHUNK_BYTES;

    if (size > w->capacity - w->first)
        size = w->capacity - w->first;
    memcpy(out, w->ring + w->first, size);
    w->first = (w->first + size) % w->capacity;
    w->used -= size;
    *dropped = w->used == 0 ? w->dropped : 0; /* They came after what was waiting. */
    if (w->used == 0)
        w->dropped = 0;
    return size;
}

static void *run(void *arg)
{
    struct pipe_writer *w = arg;
    char chunk[CHUNK_BYTES];

    pthread_mutex_lock(&w->lock);
    for (;;) {
        uint64_t dropped;
        size_t size;

        while (w->used == 0) {
            w->busy = false;
            pthread_cond_broadcast(&w->emptied);
            pthread_cond_wait(&w->filled, &w->lock);
        }
        w->busy = true;
        size = take(w, chunk, &dropped);
        pthread_mutex_unlock(&w->lock);
        pipe_write_all(w->fd, chunk, size);
        if (dropped > 0)
            pipe_write_all(w->fd, chunk, w->gap(dropped, chunk));
        pthread_mutex_lock(&w->lock);
    }
    return NULL;
}

static bool start_thread(struct pipe_writer *w)
{
    pthread_attr_t detached;
    pthread_t thread;
    bool started;

    /* Nobody waits for it at the end: it may hang in a write for ever. */
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    started = pthread_create(&thread, &detached, run, w) == 0;
    pthread_attr_destroy(&detached);
    return started;
}

bool pipe_writer_start(struct pipe_writer *w, int fd, size_t capacity, pipe_gap_fn *gap)
{
    pthread_condattr_t monotonic;

    w->fd = fd;
    w->gap = gap;
    w->capacity = capacity;
    w->ring = malloc(capacity);
    if (w->ring == NULL)
        return false;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->filled, NULL);
    pthread_cond_init(&w->emptied, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (start_thread(w))
        return true;
    free(w->ring);
    w->ring = NULL;
    return false;
}

bool pipe_writer_put(struct pipe_writer *w, const char *line, size_t size)
{
    bool fits;

    pthread_mutex_lock(&w->lock);
    fits = !w->stopping && size <= w->capacity - w->used && w->dropped == 0;
    if (fits) {
        size_t at = (w->first + w->used) % w->capacity;
        size_t head = size < w->capacity - at ? size : w->capacity - at;

        memcpy(w->ring + at, line, head);
        memcpy(w->ring, line + head, size - head);
        w->used += size;
        pthread_cond_signal(&w->filled);
    } else {
        w->dropped++; /* Until the ring has been emptied: there is one gap, not many. */
    }
    pthread_mutex_unlock(&w->lock);
    return fits;
}

void pipe_writer_wait(struct pipe_writer *w, uint32_t ms)
{
    struct timespec until;
    int code = 0;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += (long)(ms % 1000) * 1000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&w->lock);
    while ((w->used > 0 || w->busy) && code == 0)
        code = pthread_cond_timedwait(&w->emptied, &w->lock, &until);
    pthread_mutex_unlock(&w->lock);
}

void pipe_writer_stop(struct pipe_writer *w)
{
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_mutex_unlock(&w->lock);
}
