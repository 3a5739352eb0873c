#include "scenario/arena.h"

#include <stdlib.h>

#define CHUNK_BYTES (64u * 1024)
#define ALIGNMENT   16u

struct chunk {
    struct chunk *next;
    size_t size;     /* Bytes given out. */
    size_t capacity; /* Bytes in all. */
    _Alignas(ALIGNMENT) unsigned char data[];
};

struct arena {
    struct chunk *newest;
    bool failed;
};

struct arena *arena_open(void)
{
    return calloc(1, sizeof(struct arena));
}

void arena_close(struct arena *arena)
{
    if (arena == NULL)
        return;
    for (struct chunk *chunk = arena->newest; chunk != NULL;) {
        struct chunk *next = chunk->next;

        free(chunk);
        chunk = next;
    }
    free(arena);
}

static struct chunk *chunk_add(struct arena *arena, size_t least)
{
    const size_t capacity = least > CHUNK_BYTES ? least : CHUNK_BYTES;
    struct chunk *chunk = calloc(1, sizeof *chunk + capacity);

    if (chunk == NULL) {
        arena->failed = true;
        return NULL;
    }
    chunk->capacity = capacity;
    chunk->next = arena->newest;
    arena->newest = chunk;
    return chunk;
}

void *arena_take(struct arena *arena, size_t size)
{
    const size_t rounded = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    struct chunk *chunk = arena->newest;
    void *taken;

    if (chunk == NULL || chunk->capacity - chunk->size < rounded)
        chunk = chunk_add(arena, rounded);
    if (chunk == NULL)
        return NULL;
    taken = chunk->data + chunk->size;
    chunk->size += rounded;
    return taken;
}

void *arena_list(struct arena *arena, size_t count, size_t size, uint32_t *got)
{
    void *items = arena_take(arena, count * size);

    *got = items != NULL ? (uint32_t)count : 0;
    return items;
}

bool arena_failed(const struct arena *arena)
{
    return arena->failed;
}

void arena_fail(struct arena *arena)
{
    arena->failed = true;
}

struct bytes arena_copy(struct arena *arena, struct bytes bytes)
{
    uint8_t *copy;

    if (bytes.size == 0)
        return (struct bytes){NULL, 0};
    copy = arena_take(arena, bytes.size);
    if (copy == NULL)
        return (struct bytes){NULL, 0};
    memcpy(copy, bytes.data, bytes.size);
    return (struct bytes){copy, bytes.size};
}
