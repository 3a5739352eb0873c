/* pace_story.c -- who moves a room on: the trainer, the room, the clock. */
#include "fixture.h"
#include "test.h"
#include "world.h"

TEST(trainer_pace_shows_the_time_as_a_guide_only)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");

    world_elapse_s(w, 3600);
    world_expect(w, "");
    CHECK_EQ(session_deadline_ms(world_session(w)), 0);
    world_close(w);
}

TEST(room_goes_on_when_all_who_are_there_are_ready)
{
    struct world *w = world_started((struct world_settings){.pace = PACE_ROOM}, "Fatima Wim Dirk");

    world_away(w, "Dirk");
    world_ready(w, "Fatima");
    world_ready(w, "Fatima"); /* Nothing new. */
    world_ready(w, "Wim");
    world_expect(w, "[0:00] host > presence_set Dirk not present\n"
                    "       presence_changed Dirk not present\n"
                    "[0:00] Fatima > ready_set round 0 situation ready\n"
                    "       ready_set ready\n"
                    "[0:00] Fatima > ready_set round 0 situation ready\n"
                    "[0:00] Wim > ready_set round 0 situation ready\n"
                    "       ready_set ready\n"
                    "       step_begun round 0 choice, spokesperson Fatima, until 4:00\n");
    world_close(w);
}

TEST(gate_holds_the_room_before_the_next_dilemma)
{
    struct world *w =
        world_started((struct world_settings){.pace = PACE_ROOM, .gate = true}, "Fatima Wim");

    world_to(w, STEP_REFLECTION);
    world_ready(w, "Fatima");
    world_ready(w, "Wim");
    CHECK_EQ(session_room(world_session(w), 0)->step, STEP_REFLECTION);
    world_next(w);
    world_expect(w, "[0:00] Fatima > ready_set round 0 reflection ready\n"
                    "       ready_set ready\n"
                    "[0:00] Wim > ready_set round 0 reflection ready\n"
                    "       ready_set ready\n"
                    "[0:00] Anna > room_next round 0 reflection\n"
                    "       step_begun round 1 situation, spokesperson Wim, until 3:00\n");
    world_close(w);
}

/* Nobody sits in the first room: it is not the one that all rooms go by. */
TEST(all_rooms_go_by_the_first_in_which_somebody_sits)
{
    struct world *w = world_open((struct world_settings){.rooms = 2, .pace = PACE_ROOM});

    world_join(w, "Fatima", 1);
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    world_ready(w, "Fatima");
    world_hush(w);
    world_next(w);
    world_expect(w,
                 "[0:00] Anna > room_next all rooms round 0 choice\n"
                 "       step_begun room 0 round 0 choice, until 4:00\n"
                 "       step_begun room 1 round 0 discussion, spokesperson Fatima, until 10:00\n");
    world_close(w);
}

/* Five-minute stories give the decision no minutes. When the pace is timed it gets one, so that the
 * room does not wait for people who stay away. */
TEST(by_the_clock_no_step_is_without_an_end)
{
    static struct scenario endless;
    struct world *w;

    endless = *fixture_scenario();
    endless.step_minutes[SCENARIO_STEP_DECISION] = 0;
    w = world_started((struct world_settings){.scenario = &endless, .pace = PACE_TIMED},
                      "Fatima Wim");
    world_elapse_s(w, 180); /* The situation; */
    world_vote(w, "Fatima", 'B');
    world_elapse_s(w, 240); /* the choice; */
    world_elapse_s(w, 600); /* the talk. */
    world_hush(w);
    world_second(w, "Fatima", 'B');
    world_elapse_s(w, 60);
    world_expect(w, "[17:00] Fatima > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[18:00] host > tick\n"
                    "       room_decided round 0 B majority\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 23:00\n");
    world_close(w);
}

TEST(clock_moves_a_timed_room_on_step_by_step)
{
    struct world *w = world_started((struct world_settings){.pace = PACE_TIMED}, "Fatima Wim Dirk");

    world_elapse_s(w, 180);
    world_vote(w, "Fatima", 'B');
    world_vote(w, "Wim", 'B');
    world_elapse_s(w, 240); /* Dirk did not choose in time. */
    world_ready(w, "Fatima");
    world_ready(w, "Wim");
    world_ready(w, "Dirk"); /* Earlier than the clock. */
    world_second(w, "Fatima", 'B');
    world_elapse_s(w, 300);
    world_expect(w, "[3:00] host > tick\n"
                    "       step_begun round 0 choice, spokesperson Fatima, until 7:00\n"
                    "[3:00] Fatima > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[3:00] Wim > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[7:00] host > tick\n"
                    "       step_begun round 0 discussion, spokesperson Fatima, until 17:00\n"
                    "[7:00] Fatima > ready_set round 0 discussion ready\n"
                    "       ready_set ready\n"
                    "[7:00] Wim > ready_set round 0 discussion ready\n"
                    "       ready_set ready\n"
                    "[7:00] Dirk > ready_set round 0 discussion ready\n"
                    "       ready_set ready\n"
                    "       step_begun round 0 decision, spokesperson Fatima, until 12:00\n"
                    "[7:00] Fatima > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[12:00] host > tick\n"
                    "       room_decided round 0 B majority\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 17:00\n");
    world_close(w);
}

TEST(clock_stops_at_a_tie_and_the_vote_that_breaks_it_decides)
{
    struct world *w =
        world_started((struct world_settings){.pace = PACE_TIMED}, "Fatima Wim Dirk Noor Ali");

    world_to(w, STEP_DECISION);
    world_second(w, "Wim", 'A');
    world_second(w, "Dirk", 'B');
    world_elapse_s(w, 3600);
    world_second(w, "Fatima", 'B');
    world_expect(w, "[0:00] Wim > second_cast round 0 A\n"
                    "       second_cast round 0 A\n"
                    "[0:00] Dirk > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[5:00] host > tick\n"
                    "       deadline_set\n"
                    "[60:00] Fatima > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "       room_decided round 0 B majority\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 65:00\n");
    world_close(w);
}

TEST(clock_stops_at_a_tie_and_the_trainer_may_decide)
{
    struct world *w =
        world_started((struct world_settings){.pace = PACE_TIMED}, "Fatima Wim Dirk Noor Ali");
    struct command decide = {.type = COMMAND_ROOM_DECIDE};

    world_to(w, STEP_DECISION);
    world_second(w, "Wim", 'A');
    world_second(w, "Dirk", 'B');
    world_elapse_s(w, 400);
    world_hush(w);
    world_next(w);
    decide.room_decide.option = 1;
    world_do(w, TRAINER, decide);
    world_expect(w, "[6:40] Anna > room_next round 0 decision\n"
                    "       rejected: tie_needs_trainer\n"
                    "[6:40] Anna > room_decide round 0 B\n"
                    "       room_decided round 0 B trainer\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 11:40\n");
    world_close(w);
}

TEST(clock_does_not_decide_where_the_trainer_does)
{
    struct world *w = world_started(
        (struct world_settings){.pace = PACE_TIMED, .rule = RULE_TRAINER}, "Fatima Wim");

    world_to(w, STEP_DECISION);
    world_second(w, "Fatima", 'B');
    world_second(w, "Wim", 'B');
    world_hush(w);
    world_elapse_s(w, 3600);
    world_expect(w, "[5:00] host > tick\n"
                    "       deadline_set\n");
    world_close(w);
}

TEST(clock_stops_at_the_gate)
{
    struct world *w =
        world_started((struct world_settings){.pace = PACE_TIMED, .gate = true}, "Fatima Wim");

    world_to(w, STEP_REFLECTION);
    world_elapse_s(w, 3600);
    world_next(w);
    world_expect(w, "[5:00] host > tick\n"
                    "       deadline_set\n"
                    "[60:00] Anna > room_next round 0 reflection\n"
                    "       step_begun round 1 situation, spokesperson Wim, until 63:00\n");
    world_close(w);
}

/* A room where nobody sits lets the clock run, but decides nothing. */
TEST(empty_room_waits_at_the_decision)
{
    struct world *w = world_open((struct world_settings){.rooms = 2, .pace = PACE_TIMED});

    world_join(w, "Fatima", 0);
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    world_elapse_s(w, 3600);
    CHECK_EQ(session_room(world_session(w), 1)->step, STEP_DECISION);
    world_hush(w);
    world_join(w, "Noor", 1);
    world_second(w, "Noor", 'B');
    world_expect(w, "[60:00] host > seat_take participant room 1 \"Noor\" nl\n"
                    "       seat_taken Noor participant room 1 \"Noor\" nl\n"
                    "[60:00] host > presence_set Noor present\n"
                    "       presence_changed Noor present\n"
                    "[60:00] Noor > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "       room_decided room 1 round 0 B majority\n"
                    "       step_begun room 1 round 0 consequence, until 65:00\n");
    world_close(w);
}
