/* What the host promises whatever is done to the wall clock, and when it was not called. */
#include "host_fixture.h"

#include "test.h"

#define HOUR_MS INT64_C(3600000)
#define YEAR_MS (INT64_C(8760) * HOUR_MS)

static struct place p;
static struct person anna, bea;

static enum reject vote_of_bea(uint32_t option)
{
    struct command vote = {.type = COMMAND_VOTE_CAST, .seat = 1, .vote_cast = {.option = option}};

    return place_request(&p, vote).reject;
}

/* A choice with a clock, Anna (the trainer) and Bea in it. */
static void begin(void)
{
    struct command next = {.type = COMMAND_ROOM_NEXT, .room_next.step = STEP_SITUATION};

    place_open(&p, (struct host_settings){.grace_ms = 20000});
    p.pace = PACE_TIMED;
    place_create(&p);
    place_join(&p, "Bea");
    person_open(&p, &anna, 1);
    person_open(&p, &bea, 2);
    CHECK_EQ(place_request(&p, (struct command){.type = COMMAND_SESSION_START}).reject,
             REJECT_NONE);
    CHECK_EQ(place_request(&p, next).reject, REJECT_NONE);
    CHECK_EQ(vote_of_bea(0), REJECT_NONE);
}

static void end(void)
{
    person_close(&anna);
    person_close(&bea);
    place_close(&p);
}

static void jump(int64_t by_ms)
{
    begin();
    p.wall_ahead_ms = by_ms;
    place_elapse_ms(&p, 3000);
    CHECK_EQ(vote_of_bea(1), REJECT_NONE);
    CHECK(!anna.ended && !bea.ended);
    p.wall_ahead_ms = 0;
    place_elapse_ms(&p, 3000);
    CHECK_EQ(vote_of_bea(2), REJECT_NONE);
    place_elapse_ms(&p, (uint64_t)HOUR_MS);
    CHECK_EQ(vote_of_bea(0), REJECT_ROUND_OVER); /* Its clock has run all the time. */
    CHECK_EQ(place_look(&p, 2).fault, FAULT_NONE);
    end();
}

TEST(no_step_closes_and_nothing_is_deleted_when_the_clock_is_set_two_hours_on)
{
    jump(2 * HOUR_MS);
}

TEST(no_step_closes_and_nothing_is_deleted_when_the_clock_is_set_ten_years_on)
{
    jump(10 * YEAR_MS);
}

TEST(clocks_run_on_when_the_clock_is_set_back_a_day)
{
    jump(-24 * HOUR_MS);
}

TEST(with_nobody_there_a_clock_that_stays_is_followed_and_nothing_is_deleted_on_the_jump)
{
    begin();
    person_close(&anna);
    person_close(&bea);
    p.wall_ahead_ms = YEAR_MS;
    place_elapse_ms(&p, 180000);
    CHECK_EQ(p.wall_ahead_ms, 0);
    CHECK_EQ(place_look(&p, 2).fault, FAULT_NONE);
    place_elapse_ms(&p, 300000);
    CHECK_EQ(place_look(&p, 2).fault, FAULT_NONE);
    place_elapse_ms(&p, 600000); /* It has been believed long enough. */
    CHECK_EQ(place_look(&p, 2).fault, FAULT_TOKEN_UNKNOWN);
    place_close(&p);
}

TEST(after_a_start_nothing_is_deleted_before_the_clock_can_be_believed)
{
    place_open(&p, (struct host_settings){0});
    place_create(&p);
    p.now_ms += (uint64_t)YEAR_MS;
    place_restart(&p);
    place_elapse_ms(&p, 300000);
    CHECK_EQ(place_look(&p, 1).fault, FAULT_NONE);
    place_elapse_ms(&p, 600000);
    CHECK_EQ(place_look(&p, 1).fault, FAULT_TOKEN_UNKNOWN);
    place_close(&p);
}

/* The lid was closed in the middle of a choice: phones may hold votes that could not be sent. */
TEST(time_that_the_machine_slept_closes_no_step_at_once)
{
    begin();
    place_elapse_ms(&p, 1000);
    p.now_ms += (uint64_t)(2 * HOUR_MS);
    place_run(&p);
    CHECK_EQ(vote_of_bea(1), REJECT_NONE);
    place_elapse_ms(&p, 15000);
    CHECK_EQ(vote_of_bea(2), REJECT_NONE);
    place_elapse_ms(&p, 6000);
    CHECK_EQ(vote_of_bea(0), REJECT_ROUND_OVER);
    end();
}
