/* parallel.h -- the same work for many numbers, on several threads. */
#ifndef DK_PLAYTEST_PARALLEL_H
#define DK_PLAYTEST_PARALLEL_H

#include <stdint.h>

/* Work number `number`. Called once for each, in any order, from any thread: what it finds goes
 * where only this number writes, so that nothing depends on the threads. */
typedef void parallel_fn(void *arg, uint32_t number);

/* `work` for 0..count-1; returns when all are done. threads: 0 is one per core. The caller works
 * too, so a thread that cannot be made only costs time. */
void parallel_run(uint32_t count, uint32_t threads, parallel_fn *work, void *arg);

#endif
