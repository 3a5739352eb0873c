/* arena.h -- memory that is given out piece by piece and given back at once. Used while content is
 * compiled; never on a hot path. */
#ifndef DK_SCENARIO_ARENA_H
#define DK_SCENARIO_ARENA_H

#include "base/bytes.h"

struct arena;

struct arena *arena_open(void);        /* NULL: no memory. */
void arena_close(struct arena *arena); /* Takes NULL. */
/* Zeroed and aligned for anything. NULL: memory ran out, which arena_failed() remembers. */
void *arena_take(struct arena *arena, size_t size);
/* Zeroed memory for `count` items of a size. *got is `count`, or 0 when memory ran out, so that a
 * loop up to *got is safe in either case. */
void *arena_list(struct arena *arena, size_t count, size_t size, uint32_t *got);
bool arena_failed(const struct arena *arena);
/* Memory ran out elsewhere, and what is made with this arena is not whole. */
void arena_fail(struct arena *arena);
/* A copy; empty when memory ran out. */
struct bytes arena_copy(struct arena *arena, struct bytes bytes);

#endif
