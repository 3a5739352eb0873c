/* What the host promises when things go wrong: restarts, a journal that fails, stopping. */
#include "host_fixture.h"

#include "test.h"

#include <stdio.h>

static struct place p;
static struct person anna, bea;

static void say(const char *text)
{
    struct command command = {.type = COMMAND_MESSAGE_SEND,
                              .seat = 0,
                              .message_send = {.room = ROOM_ALL, .text = bytes_of(text)}};

    CHECK_EQ(place_request(&p, command).reject, REJECT_NONE);
}

static void restart_and_compare(struct host_settings settings)
{
    struct looked before, after;
    char text[32];

    place_open(&p, settings);
    place_create(&p);
    place_join(&p, "Bea");
    for (int i = 0; i < 40; i++) {
        snprintf(text, sizeof text, "bericht %d", i);
        say(text);
    }
    before = place_look(&p, 2);
    place_restart(&p);
    after = place_look(&p, 2);
    CHECK_EQ(after.fault, FAULT_NONE);
    CHECK_EQ(after.seat, 1);
    CHECK_EQ(after.seq, before.seq);
    CHECK(after.hash == before.hash);
    person_open(&p, &bea, 2);
    CHECK_EQ(person_got(&bea, "bericht 39"), 1);
    person_close(&bea);
    say("en verder"); /* The journal goes on where it was. */
    place_close(&p);
}

TEST(after_a_restart_everything_is_as_it_was)
{
    restart_and_compare((struct host_settings){0});
}

TEST(after_a_restart_with_snapshots_everything_is_as_it_was)
{
    restart_and_compare((struct host_settings){.snapshot_every = 4});
}

TEST(after_a_restart_nobody_is_away_until_the_grace_is_over)
{
    place_open(&p, (struct host_settings){.grace_ms = 20000});
    place_create(&p);
    place_join(&p, "Bea");
    person_open(&p, &anna, 1);
    person_open(&p, &bea, 2);
    person_close(&anna);
    person_close(&bea);
    place_restart(&p);
    person_open(&p, &anna, 1);
    place_elapse_ms(&p, 19000);
    CHECK(place_look(&p, 1).present[1]);
    place_elapse_ms(&p, 2000);
    CHECK(!place_look(&p, 1).present[1]);
    CHECK(place_look(&p, 1).present[0]);
    person_close(&anna);
    place_close(&p);
}

static enum reject vote_of_bea(uint32_t option)
{
    struct command vote = {.type = COMMAND_VOTE_CAST, .seat = 1, .vote_cast = {.option = option}};

    return place_request(&p, vote).reject;
}

/* Her phone has a vote that it could not send; the time went by while the server was away. */
TEST(after_a_restart_no_step_closes_before_people_can_be_back)
{
    struct command next = {.type = COMMAND_ROOM_NEXT, .room_next.step = STEP_SITUATION};

    place_open(&p, (struct host_settings){.grace_ms = 20000});
    p.pace = PACE_TIMED;
    place_create(&p);
    place_join(&p, "Bea");
    person_open(&p, &bea, 2);
    CHECK_EQ(place_request(&p, (struct command){.type = COMMAND_SESSION_START}).reject,
             REJECT_NONE);
    CHECK_EQ(place_request(&p, next).reject, REJECT_NONE);
    CHECK_EQ(vote_of_bea(0), REJECT_NONE);
    person_close(&bea);
    p.now_ms += 3600 * 1000;
    place_restart(&p);
    person_open(&p, &anna, 1);
    place_elapse_ms(&p, 15000);
    person_open(&p, &bea, 2);
    CHECK_EQ(vote_of_bea(1), REJECT_NONE);
    place_elapse_ms(&p, 6000);
    CHECK_EQ(vote_of_bea(2), REJECT_ROUND_OVER);
    person_close(&anna);
    person_close(&bea);
    place_close(&p);
}

TEST(when_the_journal_fails_nobody_is_told_that_it_worked)
{
    struct answer answer = {0};
    struct command command = {
        .type = COMMAND_SESSION_LOCK, .seat = 0, .session_lock = {.locked = true}};

    place_open(&p, (struct host_settings){0});
    place_create(&p);
    place_join(&p, "Bea");
    person_open(&p, &bea, 2);
    person_forget(&bea);
    journal_memory_hold(p.journal, true);
    person_set_language(&bea, LANG_EN, 0);
    CHECK(host_request(p.host, p.session, &command, place_answer, &answer) != 0);
    place_run(&p);
    CHECK(!host_is_failed(p.host));
    journal_memory_fail(p.journal);
    journal_memory_hold(p.journal, false);
    place_run(&p);
    CHECK(host_is_failed(p.host));
    CHECK_EQ(person_got(&bea, "\"t\":\"ack\""), 0);
    CHECK_EQ(person_got(&bea, "\"t\":\"view\""), 0);
    CHECK_EQ(person_got(&bea, "journal_failed"), 1);
    CHECK(bea.ended);
    CHECK_EQ(answer.calls, 1);
    CHECK_EQ(answer.fault, FAULT_JOURNAL_FAILED);
    CHECK_EQ(place_look(&p, 2).fault, FAULT_JOURNAL_FAILED);
    person_close(&bea);
    place_close(&p);
}

TEST(stopping_finishes_what_was_taken_in_and_says_goodbye)
{
    place_open(&p, (struct host_settings){0});
    place_create(&p);
    place_join(&p, "Bea");
    person_open(&p, &bea, 2);
    journal_memory_hold(p.journal, true);
    person_set_language(&bea, LANG_EN, 0);
    host_stop(p.host);
    place_run(&p);
    CHECK(!host_is_quiet(p.host));
    CHECK(!bea.ended);
    journal_memory_hold(p.journal, false);
    place_run(&p);
    CHECK(host_is_quiet(p.host));
    CHECK_EQ(person_got(&bea, "\"t\":\"ack\""), 1);
    CHECK_EQ(person_got(&bea, "{\"t\":\"bye\",\"code\":\"restarting\"}"), 1);
    CHECK(bea.ended);
    CHECK_EQ(place_look(&p, 2).fault, FAULT_SHUTTING_DOWN);
    person_close(&bea);
    place_close(&p);
}

/* The process dies with a batch in flight: whoever was not acknowledged sends again. */
TEST(a_batch_that_was_lost_with_the_process_is_sent_again_and_counts_once)
{
    uint64_t id, seq;

    place_open(&p, (struct host_settings){0});
    place_create(&p);
    place_join(&p, "Bea");
    person_open(&p, &bea, 2);
    journal_memory_hold(p.journal, true);
    id = person_set_language(&bea, LANG_EN, 0);
    place_run(&p);
    CHECK_EQ(person_got(&bea, "\"t\":\"ack\""), 0);
    person_close(&bea);
    journal_memory_lose(p.journal);
    journal_memory_hold(p.journal, false);
    place_restart(&p);
    person_open(&p, &bea, 2);
    CHECK_EQ(person_got(&bea, "\"lang\":\"nl\",\"ready\""), 1);
    person_set_language(&bea, LANG_EN, id);
    place_run(&p);
    seq = place_look(&p, 2).seq;
    CHECK_EQ(person_got(&bea, "\"t\":\"ack\""), 1);
    person_set_language(&bea, LANG_EN, id);
    place_run(&p);
    CHECK_EQ(person_got(&bea, "\"t\":\"ack\""), 2);
    CHECK_EQ(place_look(&p, 2).seq, seq);
    person_close(&bea);
    place_close(&p);
}
