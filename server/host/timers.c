#include "host/timers.h"

#include <assert.h>
#include <stdlib.h>

void timers_clear(struct timers *timers)
{
    free(timers->heap);
    *timers = (struct timers){0};
}

static void put(struct timers *timers, uint32_t place, struct timer *timer)
{
    timers->heap[place] = timer;
    timer->place = place;
}

static void move_up(struct timers *timers, struct timer *timer)
{
    uint32_t place = timer->place;

    while (place > 1 && timers->heap[place / 2]->due_ms > timer->due_ms) {
        put(timers, place, timers->heap[place / 2]);
        place /= 2;
    }
    put(timers, place, timer);
}

static void move_down(struct timers *timers, struct timer *timer)
{
    uint32_t place = timer->place;

    for (;;) {
        uint32_t child = place * 2;

        if (child > timers->count)
            break;
        if (child < timers->count && timers->heap[child + 1]->due_ms < timers->heap[child]->due_ms)
            child++;
        if (timers->heap[child]->due_ms >= timer->due_ms)
            break;
        put(timers, place, timers->heap[child]);
        place = child;
    }
    put(timers, place, timer);
}

static void take_out(struct timers *timers, struct timer *timer)
{
    struct timer *last = timers->heap[timers->count--];

    assert(timer->place != 0);
    if (last != timer) {
        put(timers, timer->place, last);
        move_up(timers, last);
        move_down(timers, last);
    }
    timer->place = 0;
    timer->due_ms = 0;
}

static bool grow(struct timers *timers)
{
    uint32_t capacity = timers->capacity == 0 ? 64 : timers->capacity * 2;
    struct timer **heap;

    if (timers->count + 1 < timers->capacity)
        return true;
    heap = realloc(timers->heap, capacity * sizeof(struct timer *));
    if (heap == NULL)
        return false;
    timers->heap = heap;
    timers->capacity = capacity;
    return true;
}

bool timers_set(struct timers *timers, struct timer *timer, uint64_t due_ms)
{
    if (due_ms == 0) {
        if (timer->place != 0)
            take_out(timers, timer);
        return true;
    }
    if (timer->place == 0) {
        if (!grow(timers))
            return false;
        put(timers, ++timers->count, timer);
    }
    timer->due_ms = due_ms;
    move_up(timers, timer);
    move_down(timers, timer);
    return true;
}

uint64_t timers_due_ms(const struct timers *timers)
{
    return timers->count == 0 ? 0 : timers->heap[1]->due_ms;
}

struct timer *timers_pop(struct timers *timers, uint64_t now_ms)
{
    struct timer *timer;

    if (timers->count == 0 || timers->heap[1]->due_ms > now_ms)
        return NULL;
    timer = timers->heap[1];
    take_out(timers, timer);
    return timer;
}
