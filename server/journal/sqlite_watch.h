/* sqlite_watch.h -- inside the SQLite journal only: the kernel tells when one of its files is
 * removed or renamed, so that a journal that nobody uses need not look, and its thread sleeps. */
#ifndef DK_JOURNAL_SQLITE_WATCH_H
#define DK_JOURNAL_SQLITE_WATCH_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

/* Called on a thread of its own; may come without a reason. */
typedef void watch_told_fn(void *arg);

struct file_watch {
    int notify, ending[2]; /* Files; 0: not open. */
    pthread_t thread;
    bool runs;
    watch_told_fn *told;
    void *arg;
};

/* Watch these files (all must be there) and the folders that hold them. false: the kernel would
 * not; then somebody must look now and then. */
bool watch_open(struct file_watch *watch, const char *const *paths, uint32_t count,
                watch_told_fn *told, void *arg);
/* Zeroed, or not opened, is fine. */
void watch_close(struct file_watch *watch);

#endif
