/* timers.h -- who is due when: a binary heap of timers, each embedded in what it belongs to. */
#ifndef DK_HOST_TIMERS_H
#define DK_HOST_TIMERS_H

#include <stdbool.h>
#include <stdint.h>

struct timer {
    uint64_t due_ms; /* 0: not set. */
    uint32_t place;  /* In the heap, from 1; 0: not in it. */
    void *owner;
};

/* Zeroed memory is an empty heap. */
struct timers {
    struct timer **heap; /* Owned; heap[0] is not used. */
    uint32_t count, capacity;
};

void timers_clear(struct timers *timers);
/* Set or move a timer, or with 0 take it out. false: no memory, and the timer is as it was. */
bool timers_set(struct timers *timers, struct timer *timer, uint64_t due_ms);
/* When the first timer is due; 0: none is set. */
uint64_t timers_due_ms(const struct timers *timers);
/* Take out and return a timer that is due, or NULL. */
struct timer *timers_pop(struct timers *timers, uint64_t now_ms);

#endif
