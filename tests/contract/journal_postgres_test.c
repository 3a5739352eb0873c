/* What the journal in PostgreSQL promises beside the suite of all journals. */
#include "journal/journal.h"

#include "journal_fixture.h"
#include "postgres_fixture.h"
#include "sys/clock.h"
#include "test.h"

#include <string.h>

/* ---- helpers -------------------------------------------------------------------------------- */

static struct journal *opened_fresh(const char *url)
{
    postgres_fresh();
    return postgres_journal(url);
}

static uint64_t events_stored(void)
{
    return postgres_number("SELECT count(*) FROM dilemma.event");
}

static int read_result(struct journal *j, uint64_t id, bool snapshot)
{
    static struct fixture_session s;

    fixture_read(j, id, 1, snapshot, &s);
    return s.result;
}

/* By how much the clock below is ahead. */
static uint64_t ahead_us;

static uint64_t ahead_now_ms(void *arg)
{
    (void)arg;
    return clock_now_ms(clock_system()) + ahead_us / 1000;
}

static uint64_t ahead_monotonic_us(void *arg)
{
    (void)arg;
    return clock_monotonic_us(clock_system()) + ahead_us;
}

/* A clock that the test sets ahead. */
static const struct clock ahead = {.now_ms = ahead_now_ms, .monotonic_us = ahead_monotonic_us};

/* ---- staying -------------------------------------------------------------------------------- */

TEST(what_was_acknowledged_is_there_for_the_next_server)
{
    static struct fixture_session s;
    struct journal *j = opened_fresh(postgres_url());
    struct fixture_done done;

    CHECK_EQ(fixture_appended(j, 4, 1, 3, "x"), RESULT_OK);
    fixture_append_snapshot(j, 4, 4, "state", &done);
    fixture_append_token(j, 4, 5, JOURNAL_TOKEN_ADD, 2, 0xC1, &done);
    journal_close(j); /* Finishes what was queued, without calling back. */
    CHECK_EQ(done.calls, 0);
    j = postgres_journal(postgres_url());
    fixture_read(j, 4, 1, true, &s);
    CHECK_TEXT(s.snapshot, "state");
    CHECK_EQ(s.seq_first, 5);
    CHECK_EQ(s.count, 1);
    CHECK_EQ(fixture_find(j, 0xC1).seat, 2);
    CHECK_EQ(fixture_appended(j, 4, 6, 1, "on"), RESULT_OK);
    CHECK_EQ(fixture_appended(j, 4, 6, 1, "again"), RESULT_FENCED);
    journal_close(j);
}

TEST(what_one_turn_asked_of_many_sessions_is_one_transaction)
{
    struct journal *j = opened_fresh(postgres_url());
    struct fixture_done done[32];
    uint64_t turn;

    for (uint64_t id = 1; id <= 32; id++)
        CHECK_EQ(fixture_appended(j, id, 1, 1, "x"), RESULT_OK);
    turn = postgres_number("SELECT turn FROM dilemma.node");
    for (uint64_t id = 1; id <= 32; id++)
        CHECK_EQ(fixture_append(j, id, 2, 2, "y", &done[id - 1]), RESULT_OK);
    fixture_drain(j);
    for (size_t i = 0; i < 32; i++)
        CHECK_EQ(done[i].result, RESULT_OK);
    CHECK_EQ(postgres_number("SELECT turn FROM dilemma.node"), turn + 1);
    CHECK_EQ(events_stored(), 96);
    journal_close(j);
}

/* ---- one server at a time ------------------------------------------------------------------- */

TEST(a_second_server_is_turned_away)
{
    struct journal *first = opened_fresh(postgres_url()), *second = NULL;
    struct journal_options options = {.path = postgres_url()};

    CHECK_EQ(journal_open_postgres(&second, &options), RESULT_FENCED);
    CHECK_EQ(fixture_appended(first, 1, 1, 1, "x"), RESULT_OK);
    journal_close(first);
}

TEST(a_server_that_was_cut_off_and_replaced_writes_nothing_more)
{
    struct journal *asleep = opened_fresh(postgres_url()), *next;

    CHECK_EQ(fixture_appended(asleep, 1, 1, 2, "x"), RESULT_OK);
    postgres_cut();
    next = postgres_journal(postgres_url());
    CHECK_EQ(fixture_appended(next, 1, 3, 1, "next"), RESULT_OK);
    CHECK_EQ(fixture_appended(asleep, 1, 3, 1, "zombie"), RESULT_IO);
    CHECK(journal_is_poisoned(asleep));
    CHECK_EQ(fixture_appended(next, 1, 4, 1, "on"), RESULT_OK);
    CHECK_EQ(events_stored(), 4);
    journal_close(asleep);
    journal_close(next);
}

TEST(a_server_whose_epoch_is_over_writes_nothing_though_its_connection_stands)
{
    struct journal *j = opened_fresh(postgres_url());

    CHECK_EQ(fixture_appended(j, 1, 1, 1, "x"), RESULT_OK);
    postgres_say("UPDATE dilemma.node SET epoch = epoch + 1");
    CHECK_EQ(fixture_appended(j, 1, 2, 1, "zombie"), RESULT_IO);
    CHECK(journal_is_poisoned(j));
    CHECK_EQ(events_stored(), 1);
    journal_close(j);
}

TEST(tables_of_a_newer_version_are_left_alone)
{
    struct journal_options options = {.path = postgres_url()};
    struct journal *j = opened_fresh(postgres_url());

    journal_close(j);
    postgres_say("UPDATE dilemma.format SET version = version + 1, program = '99.0'");
    CHECK_EQ(journal_open_postgres(&j, &options), RESULT_NEWER);
    CHECK_EQ(postgres_number("SELECT epoch FROM dilemma.node"), 1);
}

/* ---- what is lost on the way ----------------------------------------------------------------- */

/* One event after another; each must be acknowledged once, and be there once. */
static void expect_all(struct journal *j, uint64_t count)
{
    static struct fixture_session s;

    fixture_read(j, 1, 1, false, &s);
    CHECK_EQ(s.result, RESULT_OK);
    CHECK_EQ(s.count, count);
    CHECK_EQ(events_stored(), count);
}

static uint64_t write_through(struct journal *j, uint64_t seq, enum proxy_loss loss)
{
    for (int i = 0; i < 8; i++, seq++) {
        struct fixture_done done;

        proxy_lose(loss);
        CHECK_EQ(fixture_append(j, 1, seq, 1, "x", &done), RESULT_OK);
        fixture_drain(j);
        CHECK(proxy_has_lost());
        CHECK_EQ(done.result, RESULT_OK);
        CHECK_EQ(done.calls, 1);
    }
    return seq;
}

TEST(a_commit_whose_answer_was_lost_is_neither_lost_nor_doubled)
{
    struct journal *j = opened_fresh(postgres_proxy_url());
    uint64_t seq = 2;

    CHECK_EQ(fixture_appended(j, 1, 1, 1, "x"), RESULT_OK);
    seq = write_through(j, seq, PROXY_LOSES_ANSWER);
    seq = write_through(j, seq, PROXY_LOSES_QUESTION);
    expect_all(j, seq - 1);
    journal_close(j);
}

TEST(connections_that_are_cut_again_and_again_lose_and_double_nothing)
{
    struct journal *j = opened_fresh(postgres_url());
    struct fixture_done done[8];
    uint64_t seq = 1;

    for (int i = 0; i < 9; i++) {
        for (int k = 0; k < 8; k++)
            CHECK_EQ(fixture_append(j, 1, seq++, 1, "x", &done[k]), RESULT_OK);
        if (i % 3 != 0)
            postgres_cut();
        fixture_drain(j);
        for (int k = 0; k < 8; k++)
            CHECK_EQ(done[k].result, RESULT_OK);
    }
    expect_all(j, seq - 1);
    journal_close(j);
}

TEST(while_the_database_is_away_what_was_asked_waits_and_nothing_is_acknowledged)
{
    struct journal_options options = {.path = postgres_url(), .clock = &ahead};
    struct fixture_done done;
    struct journal *j;

    postgres_fresh();
    ahead_us = 0;
    CHECK_EQ(journal_open_postgres(&j, &options), RESULT_OK);
    CHECK_EQ(fixture_appended(j, 1, 1, 1, "x"), RESULT_OK);
    postgres_command("crash");
    CHECK_EQ(fixture_append(j, 1, 2, 1, "waits", &done), RESULT_OK);
    journal_poll(j);
    CHECK_EQ(done.calls, 0);
    postgres_command("start");
    fixture_drain(j);
    CHECK_EQ(done.result, RESULT_OK);
    CHECK_EQ(done.calls, 1);
    CHECK(!journal_is_away(j));
    expect_all(j, 2);
    journal_close(j);
}

TEST(a_full_disk_refuses_and_recovers)
{
    struct journal_options options = {.path = postgres_url(), .clock = &ahead};
    struct journal *j;

    postgres_fresh();
    ahead_us = 0;
    CHECK_EQ(journal_open_postgres(&j, &options), RESULT_OK);
    CHECK_EQ(fixture_appended(j, 1, 1, 1, "x"), RESULT_OK);
    postgres_say("CREATE FUNCTION dilemma.no_space() RETURNS trigger LANGUAGE plpgsql AS"
                 " $$BEGIN RAISE EXCEPTION 'no space' USING ERRCODE='53100'; END$$;"
                 "CREATE TRIGGER no_space BEFORE INSERT ON dilemma.event EXECUTE FUNCTION"
                 " dilemma.no_space()");
    CHECK_EQ(fixture_appended(j, 1, 2, 1, "too much"), RESULT_NO_SPACE);
    CHECK(journal_is_full(j));
    CHECK_EQ(read_result(j, 1, false), RESULT_OK);
    CHECK_EQ(fixture_appended(j, 1, 2, 1, "too much"), RESULT_NO_SPACE);
    postgres_say("DROP TRIGGER no_space ON dilemma.event");
    ahead_us += 2000000;
    CHECK_EQ(read_result(j, 1, false), RESULT_OK);
    CHECK(!journal_is_full(j));
    CHECK_EQ(fixture_appended(j, 1, 2, 1, "fits"), RESULT_OK);
    expect_all(j, 2);
    journal_close(j);
}

/* ---- what was changed by hand ---------------------------------------------------------------- */

TEST(what_was_changed_by_hand_is_not_believed)
{
    struct journal *j = opened_fresh(postgres_url());
    struct fixture_done done;

    for (uint64_t id = 1; id <= 5; id++)
        CHECK_EQ(fixture_appended(j, id, 1, 4, "x"), RESULT_OK);
    fixture_append_token(j, 5, 5, JOURNAL_TOKEN_ADD, 2, 0xD1, &done);
    fixture_drain(j);
    postgres_say("UPDATE dilemma.event SET data = 'other' WHERE session = 1 AND seq = 2");
    postgres_say("DELETE FROM dilemma.event WHERE session = 2 AND seq = 4");
    postgres_say("UPDATE dilemma.session SET code = 'ABCDEF' WHERE id = 3");
    postgres_say("UPDATE dilemma.token SET seat = 1");
    CHECK_EQ(read_result(j, 1, false), RESULT_DAMAGED);
    CHECK_EQ(read_result(j, 2, false), RESULT_DAMAGED);
    CHECK_EQ(read_result(j, 3, false), RESULT_DAMAGED);
    CHECK_EQ(read_result(j, 4, false), RESULT_OK);
    CHECK_EQ(read_result(j, 5, false), RESULT_OK);
    CHECK_EQ(fixture_find(j, 0xD1).result, RESULT_DAMAGED);
    CHECK_EQ(fixture_deleted(j, 1), RESULT_OK);
    CHECK_EQ(read_result(j, 1, false), RESULT_NOT_FOUND);
    journal_close(j);
}

TEST(a_damaged_snapshot_is_not_used_as_the_events_have_everything)
{
    static struct fixture_session s;
    struct journal *j = opened_fresh(postgres_url());
    struct fixture_done done;

    CHECK_EQ(fixture_appended(j, 1, 1, 4, "x"), RESULT_OK);
    fixture_append_snapshot(j, 1, 5, "state", &done);
    fixture_append(j, 1, 6, 1, "y", &done);
    fixture_drain(j);
    postgres_say("UPDATE dilemma.snapshot SET data = 'other'");
    fixture_read(j, 1, 1, true, &s);
    CHECK_EQ(s.result, RESULT_OK);
    CHECK_TEXT(s.snapshot, "");
    CHECK_EQ(s.seq_first, 1);
    CHECK_EQ(s.count, 6);
    journal_close(j);
}

TEST(of_a_session_that_somebody_wrote_behind_our_back_nothing_is_added)
{
    struct journal *j = opened_fresh(postgres_url());

    CHECK_EQ(fixture_appended(j, 1, 1, 1, "x"), RESULT_OK);
    CHECK_EQ(fixture_appended(j, 2, 1, 1, "x"), RESULT_OK);
    postgres_say("INSERT INTO dilemma.event VALUES(1, 2, 'other', 'other')");
    CHECK_EQ(fixture_appended(j, 1, 2, 1, "y"), RESULT_DAMAGED);
    CHECK_EQ(fixture_appended(j, 2, 2, 1, "y"), RESULT_OK); /* The others play on. */
    CHECK(!journal_is_poisoned(j));
    journal_close(j);
}

static void copied(void *arg, enum result result)
{
    *(int *)arg = (int)result;
}

TEST(a_copy_is_for_the_tools_of_postgresql)
{
    struct journal *j = opened_fresh(postgres_url());
    int result = -1;

    CHECK_EQ(journal_copy(j, "nowhere", copied, &result), RESULT_OK);
    fixture_drain(j);
    CHECK_EQ(result, RESULT_INVALID);
    journal_close(j);
}
