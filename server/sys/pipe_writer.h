/* pipe_writer.h -- inside the log only: lines on their way to a descriptor, written by a thread of
 * their own, so that nobody waits for whoever reads it. */
#ifndef DK_SYS_PIPE_WRITER_H
#define DK_SYS_PIPE_WRITER_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PIPE_GAP_BYTES_MAX 512

/* Writes the line that says how many were dropped; its size. In the thread that writes. */
typedef size_t pipe_gap_fn(uint64_t dropped, char out[PIPE_GAP_BYTES_MAX]);

struct pipe_writer {
    int fd;
    pipe_gap_fn *gap;
    char *ring; /* Owned; NULL: not started. */
    size_t capacity;
    pthread_mutex_t lock; /* Guards all below; never held while writing. */
    pthread_cond_t filled, emptied;
    size_t first, used;
    uint64_t dropped; /* Lines since the last that got through. */
    bool busy, stopping;
};

/* false: no memory; then it stays as it was. */
bool pipe_writer_start(struct pipe_writer *w, int fd, size_t capacity, pipe_gap_fn *gap);
/* Takes a whole line. false: there is no room for it, and it is counted. */
bool pipe_writer_put(struct pipe_writer *w, const char *line, size_t size);
/* Wait until everything is written, at most this long. */
void pipe_writer_wait(struct pipe_writer *w, uint32_t ms);
/* Later lines are dropped. */
void pipe_writer_stop(struct pipe_writer *w);
/* Write all of it now, in the calling thread. What cannot be written is dropped. */
void pipe_write_all(int fd, const char *data, size_t size);

#endif
