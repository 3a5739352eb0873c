/* again_test.c -- a client has one link, its newest, and what it has counted never goes back. */
#include "host_fixture.h"

#include "test.h"

static struct place p;
static struct person old, new, other;

enum { PHONE = 501, LAPTOP = 502 };

/* A session with Bea in it: the number of her token. */
static uint8_t place_with_bea(void)
{
    place_open(&p, (struct host_settings){0});
    place_create(&p);
    return place_join(&p, "Bea");
}

static uint64_t seq_now(void)
{
    return place_look(&p, 1).seq;
}

static void end(void)
{
    person_close(&old);
    person_close(&new);
    person_close(&other);
    place_close(&p);
}

TEST(a_newer_hello_of_a_client_ends_its_older_link_with_all_that_is_unread)
{
    const uint8_t token = place_with_bea();
    uint64_t seq;

    person_open_as(&p, &old, token, PHONE);
    person_open_as(&p, &new, token, PHONE);
    CHECK_EQ(person_got(&old, "{\"t\":\"bye\",\"code\":\"replaced\"}"), 1);
    CHECK(old.ended);
    CHECK_EQ(person_got(&new, "\"t\":\"welcome\""), 1);
    seq = seq_now();
    person_set_language(&old, LANG_EN, 1); /* The dead connection lets go of its bytes. */
    person_set_language(&old, LANG_EN, 99);
    place_run(&p);
    CHECK_EQ(seq_now(), seq);
    CHECK_EQ(person_got(&old, "\"t\":\"ack\""), 0);
    person_set_language(&new, LANG_EN, 1);
    place_run(&p);
    CHECK_EQ(person_got(&new, "{\"t\":\"ack\",\"id\":1,"), 1);
    end();
}

TEST(what_the_older_link_had_read_is_answered_there_before_its_bye)
{
    const uint8_t token = place_with_bea();

    person_open_as(&p, &old, token, PHONE);
    person_forget(&old);
    journal_memory_hold(p.journal, true);
    person_set_language(&old, LANG_EN, 1);
    place_run(&p);
    person_open_as(&p, &new, token, PHONE);
    CHECK_EQ(person_got(&old, "bye"), 0);
    person_set_language(&old, LANG_NL, 2);
    journal_memory_hold(p.journal, false);
    place_run(&p);
    CHECK_EQ(person_got(&old, "{\"t\":\"ack\",\"id\":1,"), 1);
    CHECK_EQ(person_got(&old, "\"id\":2"), 0);
    CHECK_EQ(person_got(&old, "replaced"), 1);
    CHECK(old.ended);
    end();
}

TEST(links_of_other_clients_and_of_clients_without_a_name_stay)
{
    const uint8_t token = place_with_bea();

    person_open_as(&p, &old, token, PHONE);
    person_open_as(&p, &new, token, LAPTOP);
    person_open_as(&p, &other, token, 0);
    CHECK(!old.ended && !new.ended);
    person_close(&new);
    person_open_as(&p, &new, token, 0);
    CHECK(!old.ended && !other.ended && !new.ended);
    end();
}

TEST(no_stale_command_has_an_effect_on_any_later_link)
{
    const uint8_t token = place_with_bea();
    uint64_t seq;

    person_open_as(&p, &old, token, PHONE);
    person_set_language(&old, LANG_EN, 5);
    place_run(&p);
    person_close(&old);
    person_open_as(&p, &new, token, PHONE);
    seq = seq_now();
    person_set_language(&new, LANG_NL, 4);
    person_set_language(&new, LANG_EN, 5);
    person_set_language(&new, LANG_NL, 5);
    place_run(&p);
    CHECK_EQ(seq_now(), seq);
    CHECK_EQ(person_got(&new, "{\"t\":\"error\",\"id\":4,\"code\":\"id_used\"}"), 1);
    CHECK_EQ(person_got(&new, "{\"t\":\"ack\",\"id\":5,"), 1);
    CHECK_EQ(person_got(&new, "{\"t\":\"error\",\"id\":5,\"code\":\"id_used\"}"), 1);
    end();
}

/* It was acknowledged, or refused, although nothing changed: that is an answer, too. */
TEST(what_changed_nothing_uses_up_its_id_and_keeps_its_answer)
{
    const uint8_t token = place_with_bea();
    const struct command vote = {.type = COMMAND_VOTE_CAST, .id = 7};
    uint64_t seq;

    person_open_as(&p, &old, token, PHONE);
    person_set_language(&old, LANG_NL, 3); /* It was Dutch. */
    place_run(&p);
    CHECK_EQ(person_got(&old, "{\"t\":\"ack\",\"id\":3,"), 1);
    person_close(&old);
    person_open_as(&p, &new, token, PHONE);
    seq = seq_now();
    person_set_language(&new, LANG_EN, 2);
    person_set_language(&new, LANG_EN, 3);
    person_set_language(&new, LANG_NL, 3);
    host_link_command(&new.link, &vote); /* Nobody votes in the lobby. */
    host_link_command(&new.link, &vote);
    person_set_language(&new, LANG_EN, 6);
    place_run(&p);
    CHECK_EQ(seq_now(), seq);
    CHECK_EQ(person_got(&new, "\"id\":2,\"code\":\"id_used\""), 1);
    CHECK_EQ(person_got(&new, "\"id\":3,\"code\":\"id_used\""), 1);
    CHECK_EQ(person_got(&new, "{\"t\":\"ack\",\"id\":3,"), 1);
    CHECK_EQ(person_got(&new, "{\"t\":\"rejected\",\"id\":7,"), 2);
    CHECK_EQ(person_got(&new, "\"id\":6,\"code\":\"id_used\""), 1);
    end();
}

TEST(the_highest_id_of_a_client_survives_a_restart)
{
    const uint8_t token = place_with_bea();
    uint64_t seq;

    person_open_as(&p, &old, token, PHONE);
    person_set_language(&old, LANG_EN, 5);
    place_run(&p);
    person_close(&old);
    place_restart(&p);
    person_open_as(&p, &new, token, PHONE);
    seq = seq_now();
    person_set_language(&new, LANG_NL, 4);
    person_set_language(&new, LANG_EN, 5);
    person_set_language(&new, LANG_NL, 5);
    place_run(&p);
    CHECK_EQ(seq_now(), seq);
    CHECK_EQ(person_got(&new, "id_used"), 2);
    CHECK_EQ(person_got(&new, "{\"t\":\"ack\",\"id\":5,"), 1);
    person_set_language(&new, LANG_NL, 6);
    place_run(&p);
    CHECK(seq_now() > seq);
    end();
}

/* It may have been taken before, which nobody looks up any more. */
TEST(a_server_that_stops_does_not_say_that_a_command_was_not_taken)
{
    const uint8_t token = place_with_bea();

    person_open_as(&p, &old, token, PHONE);
    person_set_language(&old, LANG_EN, 5);
    place_run(&p);
    person_close(&old);
    person_open_as(&p, &new, token, PHONE);
    journal_memory_hold(p.journal, true);
    person_set_language(&new, LANG_NL, 6);
    place_run(&p);
    host_stop(p.host);
    person_set_language(&new, LANG_EN, 5);
    person_set_language(&new, LANG_EN, 7);
    place_run(&p);
    journal_memory_hold(p.journal, false);
    place_run(&p);
    CHECK_EQ(person_got(&new, "{\"t\":\"ack\",\"id\":6,"), 1);
    CHECK_EQ(person_got(&new, "\"id\":5"), 0);
    CHECK_EQ(person_got(&new, "\"id\":7"), 0);
    CHECK_EQ(person_got(&new, "restarting"), 1);
    CHECK(new.ended);
    end();
}

/* What is asked again is asked first: it is never among what is too much. */
TEST(a_session_with_too_much_to_do_lets_the_link_go_that_brings_more)
{
    const uint8_t token = place_with_bea();
    const struct command lock = {
        .type = COMMAND_SESSION_LOCK, .seat = 0, .session_lock = {.locked = true}};
    struct answer answer = {0};

    person_open_as(&p, &new, token, PHONE);
    journal_memory_hold(p.journal, true);
    host_request(p.host, p.session, &lock, place_answer, &answer);
    place_run(&p);
    for (uint32_t count = 0; count < HOST_INBOX_COMMANDS_MAX; count++)
        host_request(p.host, p.session, &lock, place_answer, &answer);
    CHECK(!new.ended);
    person_set_language(&new, LANG_EN, 1);
    place_run(&p);
    CHECK(new.ended);
    CHECK_EQ(person_got(&new, "\"id\":1"), 0);
    CHECK_EQ(person_got(&new, "{\"t\":\"error\",\"code\":\"busy\"}"), 1);
    journal_memory_hold(p.journal, false);
    end();
}

TEST(a_busy_seat_forgets_the_client_that_was_silent_longest_and_no_other)
{
    const uint8_t token = place_with_bea();

    for (uint64_t client = 1; client <= LIVE_LINKS_PER_SEAT_MAX + 1; client++) {
        person_open_as(&p, &old, token, client);
        person_set_language(&old, LANG_NL, 9); /* Changes nothing. */
        place_run(&p);
        person_close(&old);
    }
    for (uint64_t client = LIVE_LINKS_PER_SEAT_MAX + 1; client >= 1; client--) {
        person_open_as(&p, &old, token, client);
        person_set_language(&old, LANG_NL, 8);
        place_run(&p);
        CHECK_EQ(person_got(&old, "id_used"), client > 1);
        person_close(&old);
    }
    end();
}
