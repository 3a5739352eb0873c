/* bring_story.c -- the trainer gathers rooms at a step, and holds one where it is. */
#include "test.h"
#include "world.h"

static enum reject bring(struct world *w, uint32_t room, uint32_t round, enum step step)
{
    struct command c = {.type = COMMAND_ROOM_BRING};

    c.room_bring.room = room;
    c.room_bring.round = round;
    c.room_bring.step = (uint8_t)step;
    return world_do(w, TRAINER, c);
}

static enum reject hold(struct world *w, uint32_t room, bool held)
{
    struct command c = {.type = COMMAND_ROOM_HOLD};

    c.room_hold.room = room;
    c.room_hold.held = held;
    return world_do(w, TRAINER, c);
}

static struct world *three_rooms(struct world_settings settings)
{
    struct world *w;

    settings.rooms = 3;
    w = world_open(settings);
    world_join(w, "Fatima", 0);
    world_join(w, "Wim", 1);
    world_join(w, "Dirk", 2);
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    world_hush(w);
    return w;
}

static enum step step_of(struct world *w, uint32_t room)
{
    return (enum step)session_room(world_session(w), room)->step;
}

/* Room 0 is still reading, room 1 talks, room 2 decides. */
TEST(rooms_come_to_the_talk_and_those_that_are_there_or_further_stay)
{
    struct world *w = three_rooms((struct world_settings){0});

    bring(w, 1, 0, STEP_DISCUSSION);
    bring(w, 2, 0, STEP_DECISION);
    world_hush(w);
    CHECK_EQ(bring(w, ROOM_ALL, 0, STEP_DISCUSSION), REJECT_NONE);
    CHECK_EQ(bring(w, ROOM_ALL, 0, STEP_DISCUSSION), REJECT_NONE); /* A second click. */
    CHECK_EQ(step_of(w, 0), STEP_DISCUSSION);
    CHECK_EQ(step_of(w, 1), STEP_DISCUSSION);
    CHECK_EQ(step_of(w, 2), STEP_DECISION);
    world_expect(w,
                 "[0:00] Anna > room_bring all rooms round 0 discussion\n"
                 "       step_begun room 0 round 0 discussion, spokesperson Fatima, until 10:00\n"
                 "[0:00] Anna > room_bring all rooms round 0 discussion\n");
    world_close(w);
}

/* What the choice and the talk make is there in a room that was brought over them. */
TEST(room_that_was_brought_over_the_choice_lacks_nothing)
{
    struct world *w = three_rooms((struct world_settings){0});
    const struct room *brought = session_room(world_session(w), 0);
    const struct room *walked = session_room(world_session(w), 1);

    bring(w, 0, 0, STEP_DECISION);
    bring(w, 1, 0, STEP_CHOICE);
    bring(w, 1, 0, STEP_DISCUSSION);
    bring(w, 1, 0, STEP_DECISION);
    CHECK_EQ(brought->shown, 1);
    CHECK(memcmp(brought->odds, walked->odds, sizeof brought->odds) == 0);
    CHECK(memcmp(brought->expectations, walked->expectations, sizeof brought->expectations) == 0);
    world_close(w);
}

/* A room that has not decided is brought as far as its decision; with a second press what its votes
 * say counts, and the room in which nobody voted waits for the trainer. */
TEST(no_room_is_brought_past_its_decision_or_what_came_of_it)
{
    struct world *w = three_rooms((struct world_settings){0});

    bring(w, 0, 0, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_hush(w);
    CHECK_EQ(bring(w, ROOM_ALL, 1, STEP_CHOICE), REJECT_NONE);
    CHECK_EQ(step_of(w, 0), STEP_DECISION);
    CHECK_EQ(step_of(w, 1), STEP_DECISION);
    CHECK_EQ(bring(w, ROOM_ALL, 1, STEP_CHOICE), REJECT_NONE);
    CHECK_EQ(step_of(w, 0), STEP_CONSEQUENCE);
    CHECK_EQ(step_of(w, 1), STEP_DECISION);
    CHECK_EQ(bring(w, 0, 1, STEP_CHOICE), REJECT_NONE);
    CHECK_EQ(session_room(world_session(w), 0)->round, 1);
    CHECK_EQ(step_of(w, 0), STEP_CHOICE);
    CHECK_EQ(bring(w, ROOM_ALL, 1, STEP_CHOICE), REJECT_TIE_NEEDS_TRAINER);
    world_expect(w,
                 "[0:00] Anna > room_bring all rooms round 1 choice\n"
                 "       step_begun room 0 round 0 decision, spokesperson Fatima, until 5:00\n"
                 "       step_begun room 1 round 0 decision, spokesperson Wim, until 5:00\n"
                 "       step_begun room 2 round 0 decision, spokesperson Dirk, until 5:00\n"
                 "[0:00] Anna > room_bring all rooms round 1 choice\n"
                 "       room_decided room 0 round 0 B majority\n"
                 "       step_begun room 0 round 0 consequence, spokesperson Fatima, until 5:00\n"
                 "[0:00] Anna > room_bring room 0 round 1 choice\n"
                 "       step_begun room 0 round 1 situation, spokesperson Fatima, until 3:00\n"
                 "       step_begun room 0 round 1 choice, spokesperson Fatima, until 4:00\n"
                 "[0:00] Anna > room_bring all rooms round 1 choice\n"
                 "       rejected: tie_needs_trainer\n");
    world_close(w);
}

/* From what came of a decision to the next dilemma: the reflection is left out, and can be had. */
TEST(bringing_can_be_taken_back_like_any_advance)
{
    struct world *w = three_rooms((struct world_settings){0});

    bring(w, 0, 0, STEP_DECISION);
    world_second(w, "Fatima", 'A');
    CHECK_EQ(step_of(w, 0), STEP_CONSEQUENCE);
    CHECK_EQ(bring(w, 0, 1, STEP_SITUATION), REJECT_NONE);
    CHECK_EQ(session_room(world_session(w), 0)->round, 1);
    world_undo(w);
    CHECK_EQ(session_room(world_session(w), 0)->round, 0);
    CHECK_EQ(step_of(w, 0), STEP_CONSEQUENCE);
    CHECK_EQ(bring(w, 0, 0, STEP_REFLECTION), REJECT_NONE);
    CHECK_EQ(step_of(w, 0), STEP_REFLECTION);
    world_close(w);
}

TEST(there_is_no_place_before_the_story_or_beyond_it)
{
    struct world *w = three_rooms((struct world_settings){0});

    CHECK_EQ(bring(w, ROOM_ALL, 0, STEP_LOBBY), REJECT_FIELD_INVALID);
    CHECK_EQ(bring(w, ROOM_ALL, 0, STEP_DEBRIEF), REJECT_FIELD_INVALID);
    CHECK_EQ(bring(w, ROOM_ALL, ROUNDS_MAX - 1, STEP_CHOICE), REJECT_FIELD_INVALID);
    CHECK_EQ(bring(w, 9, 0, STEP_CHOICE), REJECT_ROOM_UNKNOWN);
    world_close(w);
}

TEST(room_that_is_held_stays_when_all_have_chosen_and_goes_when_it_is_let_go)
{
    struct world *w = three_rooms((struct world_settings){0});

    bring(w, ROOM_ALL, 0, STEP_CHOICE);
    world_hush(w);
    hold(w, 0, true);
    hold(w, 0, true);
    world_vote(w, "Fatima", 'B');
    CHECK_EQ(step_of(w, 0), STEP_CHOICE);
    hold(w, 0, false);
    world_expect(w,
                 "[0:00] Anna > room_hold room 0 held\n"
                 "       room_held room 0 held\n"
                 "[0:00] Anna > room_hold room 0 held\n"
                 "[0:00] Fatima > vote_cast round 0 B\n"
                 "       vote_cast round 0 B\n"
                 "[0:00] Anna > room_hold room 0\n"
                 "       room_held room 0\n"
                 "       step_begun room 0 round 0 discussion, spokesperson Fatima, until 10:00\n");
    world_close(w);
}

TEST(no_clock_ends_the_step_of_a_room_that_is_held)
{
    struct world *w = three_rooms((struct world_settings){.pace = PACE_TIMED});

    hold(w, 1, true);
    world_elapse_s(w, 3600);
    CHECK_EQ(step_of(w, 1), STEP_SITUATION);
    CHECK(step_of(w, 0) != STEP_SITUATION);
    hold(w, 1, false);
    world_elapse_s(w, 1);
    CHECK(step_of(w, 1) != STEP_SITUATION);
    world_close(w);
}

TEST(hold_ends_with_the_step_that_the_trainer_ends)
{
    struct world *w = three_rooms((struct world_settings){0});

    hold(w, ROOM_ALL, true);
    bring(w, ROOM_ALL, 0, STEP_CHOICE);
    world_vote(w, "Wim", 'A');
    CHECK_EQ(step_of(w, 1), STEP_DISCUSSION);
    CHECK_EQ(session_room(world_session(w), 0)->held, HELD_NOT);
    world_close(w);
}
