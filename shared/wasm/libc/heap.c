/* heap.c -- malloc for WebAssembly. Four sizes to every doubling; what is freed waits in the list
 * of its size for the next that asks for it, and nothing is cut or joined. That suits what the core
 * asks for: trees of JSON, one file after another, and a few blocks that stay.
 *
 * Before each block stands its size. Memory only grows; the module's owner may let go of all of it
 * at once by letting go of the module. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define PAGE_BYTES  65536u
#define HEAD_BYTES  16u /* So that blocks are aligned for anything. */
#define BLOCK_MIN   16u
#define SIZES_COUNT 96u
#define BLOCK_MAX   (1u << 26)

struct heap_block {
    uint32_t size_index;
    struct heap_block *next; /* While it is free. */
};

extern unsigned char __heap_base;
static uint8_t *heap_next, *heap_end;
static struct heap_block *heap_free[SIZES_COUNT];

static uint32_t size_of(uint32_t index)
{
    const uint32_t doubled = BLOCK_MIN << index / 4;

    return doubled + doubled / 4 * (index % 4);
}

static uint32_t index_of(size_t bytes)
{
    uint32_t index = 0;

    while (size_of(index) < bytes)
        index++;
    return index;
}

/* The next `bytes` of memory; NULL: the browser gives no more. */
static void *take(uint32_t bytes)
{
    uint8_t *taken;

    if (heap_next == NULL) {
        heap_next = (uint8_t *)(((uintptr_t)&__heap_base + HEAD_BYTES - 1) & ~(HEAD_BYTES - 1u));
        heap_end = (uint8_t *)(__builtin_wasm_memory_size(0) * PAGE_BYTES);
    }
    if (bytes > (size_t)(heap_end - heap_next)) {
        const size_t more = bytes - (size_t)(heap_end - heap_next);
        const size_t pages = (more + PAGE_BYTES - 1) / PAGE_BYTES;

        if (__builtin_wasm_memory_grow(0, pages) == SIZE_MAX)
            return NULL;
        heap_end += pages * PAGE_BYTES;
    }
    taken = heap_next;
    heap_next += bytes;
    return taken;
}

void *malloc(size_t bytes)
{
    uint32_t index;
    struct heap_block *block;

    if (bytes > BLOCK_MAX)
        return NULL;
    index = index_of(bytes);
    block = heap_free[index];
    if (block != NULL) {
        heap_free[index] = block->next;
    } else {
        /* Rounded, so that the next one is aligned as well. */
        block = take(HEAD_BYTES + ((size_of(index) + HEAD_BYTES - 1) & ~(HEAD_BYTES - 1u)));
        if (block == NULL)
            return NULL;
        block->size_index = index;
    }
    return (uint8_t *)block + HEAD_BYTES;
}

static struct heap_block *block_of(void *at)
{
    struct heap_block *block = (struct heap_block *)(void *)((uint8_t *)at - HEAD_BYTES);

    assert(block->size_index < SIZES_COUNT);
    return block;
}

void free(void *at)
{
    struct heap_block *block;

    if (at == NULL)
        return;
    block = block_of(at);
    block->next = heap_free[block->size_index];
    heap_free[block->size_index] = block;
}

void *calloc(size_t count, size_t bytes)
{
    void *at = count == 0 || bytes <= BLOCK_MAX / count ? malloc(count * bytes) : NULL;

    return at != NULL ? memset(at, 0, count * bytes) : NULL;
}

void *realloc(void *at, size_t bytes)
{
    uint32_t had;
    void *other;

    if (at == NULL)
        return malloc(bytes);
    had = size_of(block_of(at)->size_index);
    if (bytes <= had)
        return at;
    other = malloc(bytes);
    if (other == NULL)
        return NULL;
    memcpy(other, at, had);
    free(at);
    return other;
}
