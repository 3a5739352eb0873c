/* Who is pinged, who is gone, and that nobody looks past the head of a queue. */
#include "edge/alive.h"

#include "protocol/live.h"
#include "test.h"

#define PING_MS   (LIVE_PING_SECONDS * UINT64_C(1000))
#define HANGUP_MS (LIVE_HANGUP_SECONDS * UINT64_C(1000))

/* The queues never look into a link, so a number stands for each. */
static struct edge_link *numbered(uintptr_t number)
{
    return (struct edge_link *)number; /* NOLINT(performance-no-int-to-ptr) */
}

static enum alive_news look(struct alive *alive, uint64_t now_ms, uintptr_t *number)
{
    struct edge_link *link = NULL;
    enum alive_news news = alive_look(alive, now_ms, &link);

    *number = (uintptr_t)link;
    return news;
}

TEST(who_never_says_hello_is_told_once_and_is_gone_if_that_does_not_help)
{
    struct alive alive = {0};
    struct alive_place place = {.link = numbered(1)};
    uintptr_t number;

    alive_await(&alive, &place, 1000);
    CHECK_EQ(look(&alive, 1000 + LIVE_HELLO_MS - 1, &number), ALIVE_NOTHING);
    CHECK_EQ(look(&alive, 1000 + LIVE_HELLO_MS, &number), ALIVE_NO_HELLO);
    CHECK_EQ(number, 1);
    CHECK_EQ(look(&alive, 1000 + LIVE_HELLO_MS + HANGUP_MS - PING_MS - 1, &number), ALIVE_NOTHING);
    CHECK_EQ(look(&alive, 1000 + LIVE_HELLO_MS + HANGUP_MS - PING_MS, &number), ALIVE_GONE);
    CHECK_EQ(number, 1);
    CHECK(alive_is_empty(&alive));
}

TEST(who_is_silent_is_pinged_once_and_is_gone_when_nothing_comes_back)
{
    struct alive alive = {0};
    struct alive_place place = {.link = numbered(1)};
    uintptr_t number;

    alive_await(&alive, &place, 0);
    alive_hear(&alive, &place, 500);
    CHECK_EQ(look(&alive, 500 + PING_MS - 1, &number), ALIVE_NOTHING);
    CHECK_EQ(look(&alive, 500 + PING_MS, &number), ALIVE_SILENT);
    CHECK_EQ(number, 1);
    CHECK_EQ(look(&alive, 500 + HANGUP_MS - 1, &number), ALIVE_NOTHING);
    CHECK_EQ(look(&alive, 500 + HANGUP_MS, &number), ALIVE_GONE);
    CHECK_EQ(number, 1);
    CHECK(alive_is_empty(&alive));
}

TEST(who_answers_a_ping_stays)
{
    struct alive alive = {0};
    struct alive_place place = {.link = numbered(1)};
    uint64_t now_ms = 0;
    uintptr_t number;

    alive_hear(&alive, &place, now_ms);
    for (int i = 0; i < 100; i++) {
        now_ms += PING_MS;
        CHECK_EQ(look(&alive, now_ms, &number), ALIVE_SILENT);
        alive_hear(&alive, &place, ++now_ms);
        CHECK_EQ(look(&alive, now_ms, &number), ALIVE_NOTHING);
    }
    alive_remove(&alive, &place);
    alive_remove(&alive, &place);
    CHECK(alive_is_empty(&alive));
}

TEST(whoever_was_heard_goes_behind_all_who_were_not)
{
    struct alive alive = {0};
    struct alive_place places[4];
    uintptr_t number;

    for (uintptr_t i = 0; i < 4; i++) {
        places[i] = (struct alive_place){.link = numbered(i + 1)};
        alive_hear(&alive, &places[i], i);
    }
    alive_hear(&alive, &places[1], 5000);
    alive_remove(&alive, &places[2]);
    CHECK_EQ(look(&alive, PING_MS + 4999, &number), ALIVE_SILENT);
    CHECK_EQ(number, 1);
    CHECK_EQ(look(&alive, PING_MS + 4999, &number), ALIVE_SILENT);
    CHECK_EQ(number, 4);
    CHECK_EQ(look(&alive, PING_MS + 4999, &number), ALIVE_NOTHING);
    CHECK_EQ(look(&alive, PING_MS + 5000, &number), ALIVE_SILENT);
    CHECK_EQ(number, 2);
}

/* As after a server was stopped for a while. */
TEST(whoever_is_pinged_late_has_the_whole_time_to_answer)
{
    struct alive alive = {0};
    struct alive_place places[2] = {{.link = numbered(1)}, {.link = numbered(2)}};
    const uint64_t late_ms = 10 * HANGUP_MS;
    uintptr_t number;

    alive_hear(&alive, &places[0], 0);
    alive_await(&alive, &places[1], 0);
    CHECK_EQ(look(&alive, late_ms, &number), ALIVE_NO_HELLO);
    CHECK_EQ(look(&alive, late_ms, &number), ALIVE_SILENT);
    CHECK_EQ(look(&alive, late_ms + HANGUP_MS - PING_MS - 1, &number), ALIVE_NOTHING);
    CHECK_EQ(look(&alive, late_ms + HANGUP_MS - PING_MS, &number), ALIVE_GONE);
    CHECK_EQ(look(&alive, late_ms + HANGUP_MS - PING_MS, &number), ALIVE_GONE);
    CHECK(alive_is_empty(&alive));
}

/* Whoever stands last already stays in the queue, once. */
TEST(who_is_heard_twice_running_can_leave)
{
    struct alive alive = {0};
    struct alive_place places[2] = {{.link = numbered(1)}, {.link = numbered(2)}};

    alive_hear(&alive, &places[0], 0);
    alive_hear(&alive, &places[0], 1);
    alive_hear(&alive, &places[1], 2);
    alive_hear(&alive, &places[1], 3);
    alive_remove(&alive, &places[1]);
    CHECK(!alive_is_empty(&alive));
    alive_remove(&alive, &places[0]);
    CHECK(alive_is_empty(&alive));
}
