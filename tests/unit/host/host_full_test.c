/* What the host promises while the disk is full: nobody is told that something is kept that is not,
 * nobody is sent away, and everything goes on when there is space again. */
#include "host_fixture.h"

#include "fixture.h"
#include "scenario/scenario.h"
#include "test.h"

#include <string.h>

static struct place p;
static struct person anna, bea;

static void begin(void)
{
    place_open(&p, (struct host_settings){.grace_ms = 20000, .away_ms = 8000});
    place_create(&p);
    place_join(&p, "Bea");
    person_open(&p, &anna, 1);
    person_open(&p, &bea, 2);
    place_run(&p);
    person_forget(&bea);
}

static void end(void)
{
    person_close(&anna);
    person_close(&bea);
    place_close(&p);
}

TEST(on_a_full_disk_commands_are_refused_and_nobody_is_sent_away)
{
    begin();
    journal_memory_fill(p.journal, true);
    place_run(&p);
    CHECK(host_is_full(p.host));
    person_set_language(&bea, LANG_EN, 0);
    place_run(&p);
    CHECK_EQ(person_got(&bea, "storage_full"), 1);
    CHECK_EQ(person_got(&bea, "\"t\":\"ack\""), 0);
    CHECK(!bea.ended);
    CHECK_EQ(place_join(&p, "Cor"), 0);
    CHECK_EQ(place_look(&p, 2).fault, FAULT_NONE);
    CHECK(host_is_ready(p.host));
    end();
}

/* The batch was on its way when the disk turned out to be full: what was decided is undone. */
TEST(what_did_not_fit_is_undone_and_sent_again_it_counts_once)
{
    struct looked before, after;
    uint64_t id;

    begin();
    before = place_look(&p, 2);
    journal_memory_hold(p.journal, true);
    id = person_set_language(&bea, LANG_EN, 0);
    place_run(&p);
    journal_memory_fill(p.journal, true);
    journal_memory_hold(p.journal, false);
    place_run(&p);
    CHECK_EQ(person_got(&bea, "storage_full"), 1);
    CHECK_EQ(person_got(&bea, "\"t\":\"view\""), 0);
    CHECK(!bea.ended && !anna.ended);
    after = place_look(&p, 2);
    CHECK_EQ(after.seq, before.seq);
    CHECK(after.hash == before.hash);
    journal_memory_fill(p.journal, false);
    place_run(&p);
    person_set_language(&bea, LANG_EN, id);
    place_run(&p);
    CHECK_EQ(person_got(&bea, "\"t\":\"ack\""), 1);
    CHECK_EQ(place_look(&p, 2).seq, before.seq + 1);
    CHECK(person_got(&bea, "\"lang\":\"en\"") > 0);
    end();
}

TEST(what_was_acknowledged_before_is_acknowledged_again_on_a_full_disk)
{
    uint64_t id;

    begin();
    id = person_set_language(&bea, LANG_EN, 0);
    place_run(&p);
    journal_memory_fill(p.journal, true);
    person_set_language(&bea, LANG_EN, id);
    place_run(&p);
    CHECK_EQ(person_got(&bea, "\"t\":\"ack\""), 2);
    CHECK_EQ(person_got(&bea, "storage_full"), 0);
    end();
}

/* Asked again in the very turn that does not fit: it is there, and is not told to be refused. */
TEST(what_was_taken_before_is_acknowledged_again_by_a_turn_that_does_not_fit)
{
    uint64_t taken, refused;

    begin();
    taken = person_set_language(&bea, LANG_EN, 0);
    place_run(&p);
    person_forget(&bea);
    journal_memory_hold(p.journal, true);
    refused = person_set_language(&bea, LANG_NL, 0);
    person_set_language(&bea, LANG_EN, taken);
    person_set_language(&bea, LANG_NL, refused);
    place_run(&p);
    journal_memory_fill(p.journal, true);
    journal_memory_hold(p.journal, false);
    place_run(&p);
    CHECK_EQ(person_got(&bea, "storage_full"), 2);
    CHECK_EQ(person_got(&bea, "\"t\":\"ack\""), 1);
    CHECK(person_got(&bea, "ack\",\"id\":1,") == (taken == 1));
    end();
}

/* It changed nothing because of what came before it in its turn, and that was undone. */
TEST(what_changed_nothing_in_a_turn_that_did_not_fit_is_decided_when_it_is_asked_again)
{
    uint64_t first, same;

    begin();
    person_close(&bea);
    person_open_as(&p, &bea, 2, 501);
    place_run(&p);
    person_forget(&bea);
    journal_memory_hold(p.journal, true);
    first = person_set_language(&bea, LANG_EN, 0);
    same = person_set_language(&bea, LANG_EN, 0);
    place_run(&p);
    journal_memory_fill(p.journal, true);
    journal_memory_hold(p.journal, false);
    place_run(&p);
    CHECK_EQ(person_got(&bea, "storage_full"), 2);
    journal_memory_fill(p.journal, false);
    place_run(&p);
    person_forget(&bea);
    person_set_language(&bea, LANG_EN, same);
    place_run(&p);
    CHECK_EQ(person_got(&bea, "\"t\":\"ack\""), 1);
    CHECK_EQ(person_got(&bea, "\"lang\":\"en\""), 1);
    person_set_language(&bea, LANG_NL, first); /* It is below what was taken. */
    place_run(&p);
    CHECK_EQ(person_got(&bea, "id_used"), 1);
    end();
}

TEST(on_a_full_disk_nobody_is_noted_as_away_and_no_step_closes)
{
    struct looked before;

    begin();
    before = place_look(&p, 2);
    journal_memory_fill(p.journal, true);
    place_run(&p);
    person_close(&bea);
    place_elapse_ms(&p, 60000);
    CHECK_EQ(place_look(&p, 1).seq, before.seq);
    journal_memory_fill(p.journal, false);
    place_run(&p);
    place_elapse_ms(&p, 60000);
    CHECK(!place_look(&p, 1).present[1]);
    person_close(&anna);
    place_close(&p);
}

static void created_in_vain(void *arg, const struct host_answer *answer)
{
    CHECK_EQ(answer->fault, FAULT_STORAGE_FULL);
    ++*(int *)arg;
}

/* Refused at once, and also when it was on its way already: the code is free again. */
TEST(a_session_that_did_not_fit_never_was)
{
    struct command_session_create create = {.scenario = fixture_scenario()->id,
                                            .lang = LANG_NL,
                                            .title = bytes_of("Groep 4"),
                                            .mode = MODE_ONE_ROOM,
                                            .close = CLOSE_TRAINER,
                                            .quorum_percent = 60,
                                            .time_percent = 100,
                                            .rooms_count = 1,
                                            .seats_max = 20,
                                            .room_seats_max = 12,
                                            .keep_days = 2};
    uint8_t hash[TOKEN_HASH_BYTES];
    int calls = 0;

    memset(hash, 77, sizeof hash);
    create.trainer_name = bytes_of("Dirk");
    create.token_hash = (struct bytes){hash, sizeof hash};
    begin();
    journal_memory_hold(p.journal, true);
    CHECK(host_create(p.host, &create, HOST_OF_NOBODY, created_in_vain, &calls) != 0);
    place_run(&p);
    journal_memory_fill(p.journal, true);
    journal_memory_hold(p.journal, false);
    place_run(&p);
    CHECK_EQ(calls, 1);
    CHECK(host_create(p.host, &create, HOST_OF_NOBODY, created_in_vain, &calls) != 0);
    place_run(&p);
    CHECK_EQ(calls, 2);
    end();
}

/* Found by a voyage (tests/voyage). */
TEST(a_session_is_deleted_while_what_it_decided_does_not_fit)
{
    struct answer deleted = {0};

    begin();
    journal_memory_hold(p.journal, true);
    person_set_language(&bea, LANG_EN, 0);
    place_run(&p); /* On its way. */
    CHECK(host_delete(p.host, p.session, place_answer, &deleted) != 0);
    journal_memory_fill(p.journal, true);
    place_run(&p);
    journal_memory_hold(p.journal, false);
    place_run(&p);
    CHECK_EQ(person_got(&bea, "storage_full"), 1);
    CHECK_EQ(deleted.calls, 1);
    CHECK_EQ(deleted.fault, FAULT_NONE);
    CHECK(anna.ended && bea.ended);
    CHECK_EQ(place_look(&p, 2).fault, FAULT_TOKEN_UNKNOWN);
    end();
}
