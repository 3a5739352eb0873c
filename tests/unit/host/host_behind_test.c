/* host_behind_test.c -- a link that takes more at a moment when the state is ahead of the journal
 * gets what it missed once that has caught up, whatever the batch under way was about. */
#include "host_fixture.h"
#include "test.h"

#include "journal/journal.h"

static struct place p;
static struct person trainer, slow, other;

/* Two rooms with a person each; the link of the first is full, and its room has begun. */
static void begin(void)
{
    place_open(&p, (struct host_settings){0});
    p.rooms = 2;
    place_create(&p);
    person_open(&p, &trainer, 1);
    person_open(&p, &slow, place_join(&p, "Bea"));
    person_open(&p, &other, place_join(&p, "Chris"));
    place_run(&p);
    place_request(&p, (struct command){.type = COMMAND_SESSION_START});
    place_run(&p);
    CHECK_EQ(slow.link.state, HOST_LINK_OPEN);
    person_forget(&slow);
    slow.reading = false;
    place_request(&p, (struct command){.type = COMMAND_ROOM_NEXT,
                                       .room_next = {.room = 0, .step = STEP_SITUATION}});
    place_run(&p);
    CHECK(slow.link.awake);
}

/* Something in the other room is on its way to the journal, and just now the link takes more. */
static void take_more_meanwhile(void)
{
    journal_memory_hold(p.journal, true);
    person_set_language(&other, LANG_EN, 0);
    place_run(&p);
    person_read(&slow);
    CHECK_EQ(slow.views, 0);
    CHECK(!slow.link.awake);
    slow.reading = true;
}

static void end(void)
{
    person_close(&slow);
    person_close(&other);
    person_close(&trainer);
    place_close(&p);
}

TEST(a_slow_link_is_shown_what_it_missed_after_a_batch_about_another_room)
{
    begin();
    take_more_meanwhile();
    journal_memory_hold(p.journal, false);
    place_run(&p);
    CHECK_EQ(slow.views, 1);
    CHECK_EQ(person_got(&slow, "\"situation\""), 1);
    end();
}

TEST(a_slow_link_is_shown_what_it_missed_after_a_batch_that_was_not_written)
{
    begin();
    take_more_meanwhile();
    journal_memory_fill(p.journal, true);
    journal_memory_hold(p.journal, false);
    place_run(&p);
    journal_memory_fill(p.journal, false);
    CHECK_EQ(slow.views, 1);
    CHECK_EQ(person_got(&slow, "\"situation\""), 1);
    end();
}
