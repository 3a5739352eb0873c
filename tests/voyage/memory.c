#include "memory.h"

#include <stdlib.h>

static struct voyage *armed; /* NULL: nothing fails. */
static uint32_t left;
static bool of_server;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);

void memory_arm(struct voyage *v, uint32_t after)
{
    armed = v;
    left = after;
}

void memory_disarm(void)
{
    armed = NULL;
}

bool memory_is_servers(bool servers)
{
    const bool before = of_server;

    of_server = servers;
    return before;
}

static bool fails(void)
{
    struct voyage *v = armed;
    bool before;

    if (!of_server || armed == NULL || left-- > 0)
        return false;
    armed = NULL;
    before = memory_is_servers(false);
    voyage_strike(v, MISHAP_NO_MEMORY);
    memory_is_servers(before);
    return true;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size)
{
    return fails() ? NULL : __real_realloc(memory, size);
}
