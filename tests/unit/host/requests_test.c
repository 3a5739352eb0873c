/* requests_test.c -- as many requests are under way at once as there may be, and not one more. */
#include "host_fixture.h"

#include "test.h"

static struct place p;
static struct answer answers[HOST_REQUESTS_MAX];

static uint32_t ask(struct answer *answer)
{
    struct command_session_create create = {
        .scenario = bytes_of("bestaat-niet"), .rooms_count = 1, .seats_max = 4};

    return host_create(p.host, &create, HOST_OF_NOBODY, place_answer, answer);
}

TEST(as_many_requests_are_under_way_as_there_may_be_and_one_more_is_told_to_wait)
{
    struct answer late = {0};

    place_open(&p, (struct host_settings){0});
    for (uint32_t i = 0; i < HOST_REQUESTS_MAX; i++)
        CHECK(ask(&answers[i]) != 0);
    CHECK_EQ(ask(&late), 0);
    place_run(&p);
    for (uint32_t i = 0; i < HOST_REQUESTS_MAX; i++)
        CHECK_EQ(answers[i].calls, 1);
    CHECK_EQ(late.calls, 0);
    CHECK(ask(&late) != 0); /* There is place again. */
    place_run(&p);
    CHECK_EQ(late.calls, 1);
    place_close(&p);
}
