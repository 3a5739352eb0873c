/* Damage is the session's: who is in it is told, its trainer can delete it, the others play on. */
#include "host_fixture.h"

#include "test.h"

static struct place p;
static struct person anna, bea;

static void begin(void)
{
    place_open(&p, (struct host_settings){0});
    place_create(&p);
    place_join(&p, "Bea");
    person_open(&p, &anna, 1);
    person_open(&p, &bea, 2);
}

static void end(void)
{
    person_close(&anna);
    person_close(&bea);
    place_close(&p);
}

static void deleted(void *arg, const struct host_answer *answer)
{
    CHECK_EQ(answer->fault, FAULT_NONE);
    ++*(int *)arg;
}

TEST(a_session_that_cannot_be_added_to_is_set_aside_and_the_others_play_on)
{
    struct session_id first;
    int calls = 0;

    begin();
    first = p.session;
    journal_memory_damage(p.journal, first);
    person_set_language(&bea, LANG_EN, 0);
    place_run(&p);
    CHECK(!host_is_failed(p.host));
    CHECK_EQ(person_got(&bea, "\"t\":\"ack\""), 0);
    CHECK(person_got(&bea, "session_damaged") > 0);
    CHECK(bea.ended && anna.ended);
    CHECK_EQ(place_look(&p, 2).fault, FAULT_SESSION_DAMAGED);
    CHECK_EQ(place_look(&p, 1).seat, 0); /* Known, so that its trainer may delete it. */
    place_create(&p);
    CHECK_EQ(place_look_code(&p, p.code).fault, FAULT_NONE);
    CHECK(host_delete(p.host, first, deleted, &calls) != 0);
    place_run(&p);
    CHECK_EQ(calls, 1);
    CHECK_EQ(place_look(&p, 2).fault, FAULT_TOKEN_UNKNOWN);
    end();
}

TEST(after_a_restart_a_damaged_session_keeps_no_other_from_being_played)
{
    begin();
    journal_memory_damage(p.journal, p.session);
    place_create(&p);
    person_close(&anna);
    person_close(&bea);
    place_restart(&p);
    CHECK_EQ(place_look(&p, 2).fault, FAULT_SESSION_DAMAGED);
    CHECK_EQ(place_look_code(&p, p.code).fault, FAULT_NONE);
    CHECK(host_is_ready(p.host));
    place_close(&p);
}

TEST(after_a_restart_a_session_that_is_missing_is_told_to_who_asks_for_it)
{
    struct session_id missing;
    char code[CODE_BYTES + 1];

    begin();
    missing = p.session;
    memcpy(code, p.code, sizeof code);
    place_create(&p);
    person_close(&anna);
    person_close(&bea);
    journal_memory_miss(p.journal, missing);
    place_restart(&p);
    CHECK(host_is_ready(p.host));
    CHECK_EQ(host_damage(p.host).aside, 1);
    CHECK_EQ(place_look_code(&p, code).fault, FAULT_SESSION_DAMAGED);
    CHECK_EQ(place_look(&p, 2).fault, FAULT_SESSION_DAMAGED);
    CHECK_EQ(place_look_code(&p, p.code).fault, FAULT_NONE);
    place_close(&p);
}

TEST(what_is_set_aside_is_counted_until_it_is_deleted)
{
    int calls = 0;

    begin();
    journal_memory_damage(p.journal, p.session);
    CHECK_EQ(host_damage(p.host).aside, 0); /* Nobody has looked yet. */
    person_close(&anna);
    person_close(&bea);
    place_restart(&p);
    CHECK_EQ(place_look(&p, 2).fault, FAULT_SESSION_DAMAGED);
    CHECK_EQ(host_damage(p.host).aside, 1);
    CHECK_EQ(place_look(&p, 2).fault, FAULT_SESSION_DAMAGED);
    CHECK_EQ(host_damage(p.host).aside, 1);
    CHECK(host_delete(p.host, p.session, deleted, &calls) != 0);
    place_run(&p);
    CHECK_EQ(calls, 1);
    CHECK_EQ(host_damage(p.host).aside, 0);
    place_close(&p);
}
