/* host_clock.c -- what the host does when time is not as it should be.
 *
 *   the wall clock is set    nothing that runs notices: deadlines go by a clock nobody sets. It
 *                            is logged. When nobody is connected and the wall clock has been steady
 *                            for a minute, the host takes its time over.
 *   the host was not called  the machine slept, or the process was stopped: phones may hold what
 *                            could not be sent, so that deadlines wait, as after a restart
 *   retention                only with a clock that can be believed: not within ten minutes after
 *                            the start or a jump, and not while it differs from the wall clock; and
 *                            never a session that somebody is connected to */
#include "host/host_inside.h"

#include "sys/log.h"

#define LOOK_MS          1000
#define JUMP_MS          2000            /* The wall clock moved against ours by more than this. */
#define LATE_MS          5000            /* A turn that is later than this was an outage. */
#define STEADY_US        (60 * 1000000)  /* Before the wall clock is followed. */
#define BELIEVE_US       (600 * 1000000) /* Before a session is deleted by it. */
#define BELIEVE_AHEAD_MS (5 * 60 * 1000)

static int64_t distance(int64_t a, int64_t b)
{
    return a > b ? a - b : b - a;
}

void host_give_grace(struct host *h)
{
    for (struct home *home = h->homes; home != NULL; home = home->next) {
        home->ticks_from_ms = h->now_ms + h->parts.settings.grace_ms;
        home_wake(home);
    }
}

static void follow_wall(struct host *h, int64_t ahead_ms)
{
    const struct clock *clock = h->parts.clock;

    clock->follow_wall(clock->arg);
    log_warning("host", "wall_clock_followed", log_signed("by_ms", ahead_ms));
    h->now_ms = clock_now_ms(clock);
    h->wall_ahead_ms = clock_wall_ahead_ms(clock);
    h->steady_from_us = clock_monotonic_us(clock);
    h->expiry_at_ms = h->now_ms;
    for (struct home *home = h->homes; home != NULL; home = home->next) {
        home->idle_at_ms = h->now_ms + h->parts.settings.idle_ms;
        home_wake(home);
    }
}

static void look_at_wall(struct host *h)
{
    const uint64_t now_us = clock_monotonic_us(h->parts.clock);
    const int64_t ahead_ms = clock_wall_ahead_ms(h->parts.clock);

    if (distance(ahead_ms, h->wall_ahead_ms) > JUMP_MS) {
        log_warning("host", "wall_clock_jumped", log_signed("by_ms", ahead_ms - h->wall_ahead_ms));
        h->steady_from_us = now_us;
    }
    h->wall_ahead_ms = ahead_ms;
    if (distance(ahead_ms, 0) > LOOK_MS && h->links == NULL &&
        now_us - h->steady_from_us >= STEADY_US)
        follow_wall(h, ahead_ms);
}

void host_clock_open(struct host *h)
{
    h->steady_from_us = clock_monotonic_us(h->parts.clock);
    h->wall_ahead_ms = clock_wall_ahead_ms(h->parts.clock);
}

void host_clock_look(struct host *h)
{
    if (h->called_by_ms > 1 && h->now_ms > h->called_by_ms + LATE_MS) {
        log_warning("host", "called_late", log_count("by_ms", h->now_ms - h->called_by_ms));
        host_give_grace(h);
    }
    if (h->now_ms < h->clock_look_at_ms)
        return;
    look_at_wall(h);
    h->clock_look_at_ms = h->now_ms + LOOK_MS;
}

bool host_clock_believed(const struct host *h)
{
    return clock_monotonic_us(h->parts.clock) - h->steady_from_us >= BELIEVE_US &&
           distance(clock_wall_ahead_ms(h->parts.clock), 0) <= BELIEVE_AHEAD_MS;
}
