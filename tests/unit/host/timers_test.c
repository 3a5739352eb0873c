#include "host/timers.h"

#include "test.h"

#include <stdlib.h>

TEST(timers_come_in_the_order_of_their_time)
{
    static struct timer timer[500];
    struct timers timers = {0};
    uint64_t last = 0;
    uint32_t random = 1, count = 0;

    for (uint32_t i = 0; i < 500; i++) {
        random = random * 1664525 + 1013904223;
        CHECK(timers_set(&timers, &timer[i], 1 + random % 1000));
    }
    for (uint32_t i = 0; i < 500; i += 3) /* Some move. */
        timers_set(&timers, &timer[i], 1 + timer[i].due_ms * 7 % 1000);
    for (uint32_t i = 0; i < 500; i += 5) /* Some are taken away. */
        timers_set(&timers, &timer[i], 0);
    for (;;) {
        uint64_t due_ms = timers_due_ms(&timers);
        struct timer *first = timers_pop(&timers, 5000);

        if (first == NULL)
            break;
        CHECK(due_ms >= last);
        CHECK((first - timer) % 5 != 0);
        last = due_ms;
        count++;
    }
    CHECK_EQ(count, 400);
    CHECK_EQ(timers_due_ms(&timers), 0);
    timers_clear(&timers);
}

TEST(a_timer_is_not_due_before_its_time)
{
    struct timer timer = {0};
    struct timers timers = {0};

    timers_set(&timers, &timer, 100);
    CHECK(timers_pop(&timers, 99) == NULL);
    CHECK(timers_pop(&timers, 100) == &timer);
    CHECK(timers_pop(&timers, 100) == NULL);
    timers_clear(&timers);
}
