/* clock.h -- the only source of time, and the seam where tests put their own. */
#ifndef DK_SYS_CLOCK_H
#define DK_SYS_CLOCK_H

#include <stdint.h>

struct clock {
    uint64_t (*now_ms)(void *arg);       /* Since the epoch; may be set back by the operator. */
    uint64_t (*monotonic_us)(void *arg); /* For durations; never goes back. */
    void *arg;
};

static inline uint64_t clock_now_ms(const struct clock *clock)
{
    return clock->now_ms(clock->arg);
}

static inline uint64_t clock_monotonic_us(const struct clock *clock)
{
    return clock->monotonic_us(clock->arg);
}

/* The machine's own. Lives for ever. */
const struct clock *clock_system(void);

#endif
