/* What the host promises while the database of its journal cannot be reached: nobody is told that
 * something is kept that is not, nobody is sent away, and everything goes on by itself. */
#include "host_fixture.h"

#include "fixture.h"
#include "test.h"

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

static void set_away(bool away)
{
    journal_memory_hold(p.journal, away);
    journal_memory_away(p.journal, away);
    place_run(&p);
}

static void end(void)
{
    person_close(&anna);
    person_close(&bea);
    place_close(&p);
}

TEST(while_the_database_is_away_what_is_new_is_refused_and_nobody_is_sent_away)
{
    begin();
    set_away(true);
    CHECK(host_is_away(p.host) && host_is_ready(p.host));
    person_set_language(&bea, LANG_EN, 0);
    place_run(&p);
    CHECK_EQ(person_got(&bea, "storage_away"), 1);
    CHECK_EQ(person_got(&bea, "\"t\":\"ack\""), 0);
    CHECK(!bea.ended && !anna.ended);
    CHECK_EQ(place_join(&p, "Cor"), 0);
    set_away(false);
    person_set_language(&bea, LANG_EN, 0);
    place_run(&p);
    CHECK_EQ(person_got(&bea, "\"t\":\"ack\""), 1);
    end();
}

TEST(what_was_on_its_way_when_the_database_went_is_acknowledged_when_it_is_back_and_not_before)
{
    uint64_t id;

    begin();
    journal_memory_hold(p.journal, true);
    id = person_set_language(&bea, LANG_EN, 0);
    place_run(&p);
    set_away(true);
    CHECK_EQ(person_got(&bea, "\"t\":\"ack\""), 0);
    CHECK_EQ(person_got(&bea, "\"t\":\"view\""), 0);
    person_set_language(&bea, LANG_NL, 0); /* Would wait behind it. */
    place_run(&p);
    CHECK_EQ(person_got(&bea, "storage_away"), 1);
    person_set_language(&bea, LANG_EN,
                        id); /* The same again: it is not refused, as it may stand. */
    place_run(&p);
    CHECK_EQ(person_got(&bea, "storage_away"), 1);
    set_away(false);
    CHECK_EQ(person_got(&bea, "\"t\":\"ack\""), 2);
    CHECK(person_got(&bea, "\"lang\":\"en\"") > 0);
    CHECK(!bea.ended);
    end();
}
