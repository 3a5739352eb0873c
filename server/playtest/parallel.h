/* parallel.h -- does the same work for many numbers, on several threads. */
#ifndef DK_PLAYTEST_PARALLEL_H
#define DK_PLAYTEST_PARALLEL_H

#include <stdint.h>

/* Does work number `number`. Called once for each, in any order, from any thread. It must write its
 * results where no other number writes, so that nothing depends on the threads. */
typedef void parallel_fn(void *arg, uint32_t number);

/* Call `work` for 0..count-1; returns when all are done. `threads`: 0 is one per core. The caller
 * works as well, so a thread that cannot be made only costs time. */
void parallel_run(uint32_t count, uint32_t threads, parallel_fn *work, void *arg);

#endif
