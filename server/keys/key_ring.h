/* key_ring.h -- the keys that a running server goes by. They are in memory; changes are made where
 * they are kept (key_store.h), one at a time on a thread of the loop's pool, and count from the
 * moment that they are durable. All calls and callbacks are on the loop's thread. */
#ifndef DK_KEYS_KEY_RING_H
#define DK_KEYS_KEY_RING_H

#include "keys/key_store.h"

#include <uv.h>

struct key_ring;

typedef void key_ring_done_fn(void *arg, enum result result);

/* Reads them, blocking. As the store says, and RESULT_NO_MEMORY. */
enum result key_ring_open(struct key_ring **out, uv_loop_t *loop, const struct key_store *store);
/* When the loop has finished: nothing is being written any more. NULL is fine. */
void key_ring_close(struct key_ring *ring);

/* Valid until the loop goes on. */
const struct keys *key_ring_keys(const struct key_ring *ring);
/* A key was used on this day: kept with its first use of a day, sooner or later. */
void key_ring_use(struct key_ring *ring, const struct key_holder *holder, uint32_t day);
/* Make a change; the key in it is copied. RESULT_OK: `done` is called, once. RESULT_FULL: another
 * one waits already. */
enum result key_ring_change(struct key_ring *ring, const struct key_change *change,
                            key_ring_done_fn *done, void *arg);
/* Whoever asked is gone: the change is made, and `done` is not called. */
void key_ring_forget(struct key_ring *ring, const void *arg);
/* Read them again, blocking, as somebody else changed them. On failure all stays as it was. */
enum result key_ring_reload(struct key_ring *ring);

#endif
