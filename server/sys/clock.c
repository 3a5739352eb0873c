#include "sys/clock.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <time.h>

/* now = anchor + CLOCK_BOOTTIME. */
static atomic_uint_fast64_t anchor_ms;

static uint64_t read_ms(clockid_t which)
{
    struct timespec time;

    clock_gettime(which, &time);
    return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

static uint64_t system_wall_ms(void *arg)
{
    (void)arg;
    return read_ms(CLOCK_REALTIME);
}

static uint64_t system_now_ms(void *arg)
{
    (void)arg;
    return atomic_load(&anchor_ms) + read_ms(CLOCK_BOOTTIME);
}

static void system_follow_wall(void *arg)
{
    (void)arg;
    atomic_store(&anchor_ms, read_ms(CLOCK_REALTIME) - read_ms(CLOCK_BOOTTIME));
}

static uint64_t system_monotonic_us(void *arg)
{
    struct timespec now;

    (void)arg;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

static void first(void)
{
    system_follow_wall(NULL);
}

const struct clock *clock_system(void)
{
    static const struct clock system = {system_now_ms, system_monotonic_us, system_wall_ms,
                                        system_follow_wall, NULL};
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, first);
    return &system;
}

void clock_write_utc(uint64_t unix_ms, char out[CLOCK_UTC_BYTES])
{
    const time_t seconds = (time_t)(unix_ms / 1000);
    char date[24] = "";
    struct tm utc;

    if (gmtime_r(&seconds, &utc) != NULL)
        strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S", &utc);
    snprintf(out, CLOCK_UTC_BYTES, "%.20s.%03uZ", date, (unsigned)(unix_ms % 1000));
}
