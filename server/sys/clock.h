/* clock.h -- the only source of time, and the seam where tests put their own.
 *
 *   now         epoch milliseconds that everything goes by: read from the wall once, then kept
 *               by a clock that nobody sets. It never jumps, whatever is done to the wall clock; it
 *               counts the time that the machine slept.
 *   wall        what the wall clock says now. Only to notice that it differs.
 *   monotonic   for durations. */
#ifndef DK_SYS_CLOCK_H
#define DK_SYS_CLOCK_H

#include <stddef.h>
#include <stdint.h>

struct clock {
    uint64_t (*now_ms)(void *arg);
    uint64_t (*monotonic_us)(void *arg);
    uint64_t (*wall_ms)(void *arg); /* NULL: there is no clock besides `now`. */
    void (*follow_wall)(void *arg); /* Make `now` what the wall clock says. NULL without wall_ms. */
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

/* How far the wall clock is ahead of `now`. */
static inline int64_t clock_wall_ahead_ms(const struct clock *clock)
{
    return clock->wall_ms == NULL ? 0 : (int64_t)(clock->wall_ms(clock->arg) - clock_now_ms(clock));
}

/* The machine's own. Lives for ever. */
const struct clock *clock_system(void);

#define CLOCK_UTC_BYTES 32
/* Milliseconds since the epoch as RFC 3339 has it: "2026-11-21T13:05:00.123Z". */
void clock_write_utc(uint64_t unix_ms, char out[CLOCK_UTC_BYTES]);

#endif
