/* postgres_tail.c -- how far each session is that was written to since the start: a hash map with
 * open addressing. Nobody else writes (the fence sees to that), so it is as the database has it. */
#include "journal/postgres.h"

#include <assert.h>
#include <stdlib.h>

#define CAPACITY_FIRST 64

static uint32_t home_of(const struct postgres_tails *t, uint64_t session)
{
    /* Fibonacci hashing: the high bits of a product with 2^64 / phi. */
    return (uint32_t)((session * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & (t->capacity - 1);
}

/* The place where it is, or would be put. */
static uint32_t place_of(const struct postgres_tails *t, uint64_t session)
{
    uint32_t place = home_of(t, session);

    while (t->items[place].session != 0 && t->items[place].session != session)
        place = (place + 1) & (t->capacity - 1);
    return place;
}

struct postgres_tail *tails_find(const struct postgres_tails *t, struct session_id session)
{
    struct postgres_tail *tail;

    if (t->capacity == 0)
        return NULL;
    tail = &t->items[place_of(t, session.value)];
    return tail->session == session.value ? tail : NULL;
}

static bool grow(struct postgres_tails *t)
{
    const struct postgres_tails old = *t;

    t->capacity = old.capacity > 0 ? old.capacity * 2 : CAPACITY_FIRST;
    t->items = calloc(t->capacity, sizeof *t->items);
    if (t->items == NULL) {
        *t = old;
        return false;
    }
    for (uint32_t i = 0; i < old.capacity; i++)
        if (old.items[i].session != 0)
            t->items[place_of(t, old.items[i].session)] = old.items[i];
    free(old.items);
    return true;
}

struct postgres_tail *tails_put(struct postgres_tails *t, struct session_id session)
{
    struct postgres_tail *tail = tails_find(t, session);

    assert(session.value != 0);
    if (tail != NULL)
        return tail;
    if (t->count * 2 >= t->capacity && !grow(t))
        return NULL;
    tail = &t->items[place_of(t, session.value)];
    *tail = (struct postgres_tail){.session = session.value};
    t->count++;
    return tail;
}

void tails_remove(struct postgres_tails *t, struct session_id session)
{
    struct postgres_tail *tail = tails_find(t, session);
    uint32_t gap, mask = t->capacity - 1;

    if (tail == NULL)
        return;
    gap = (uint32_t)(tail - t->items);
    for (uint32_t place = (gap + 1) & mask; t->items[place].session != 0;
         place = (place + 1) & mask) {
        uint32_t home = home_of(t, t->items[place].session);

        if (((place - home) & mask) < ((place - gap) & mask))
            continue; /* Its own place lies between the gap and here. */
        t->items[gap] = t->items[place];
        gap = place;
    }
    t->items[gap] = (struct postgres_tail){0};
    t->count--;
}

void tails_clear(struct postgres_tails *t)
{
    free(t->items);
    *t = (struct postgres_tails){0};
}
