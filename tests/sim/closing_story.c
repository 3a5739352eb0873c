/* closing_story.c -- the quiet moment before a step ends that all are done with. */
#include "session/state.h"
#include "test.h"
#include "world.h"

static const struct world_settings quiet = {.closing_s = CLOSING_SECONDS, .pace = PACE_ROOM};

TEST(the_last_vote_leaves_time_for_a_reason)
{
    struct world *w = world_started(quiet, "Fatima Wim");

    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_vote(w, "Wim", 'A');
    world_elapse_s(w, 5);
    world_vote_why(w, "Wim", 'A', "Omdat het kan");
    world_elapse_s(w, 8);
    world_expect(w, "[0:00] Fatima > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[0:00] Wim > vote_cast round 0 A\n"
                    "       vote_cast round 0 A\n"
                    "       step_closing, until 0:08\n"
                    "[0:05] Wim > vote_cast round 0 A \"Omdat het kan\"\n"
                    "       vote_cast round 0 A \"Omdat het kan\"\n"
                    "       step_closing, until 0:13\n"
                    "[0:13] host > tick\n"
                    "       step_begun round 0 discussion, spokesperson Fatima, until 10:13\n");
    world_close(w);
}

TEST(a_changed_choice_begins_the_quiet_anew)
{
    struct world *w = world_started(quiet, "Fatima Wim");

    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_vote(w, "Wim", 'A');
    world_elapse_s(w, 7);
    world_vote(w, "Fatima", 'C');
    world_elapse_s(w, 7);
    world_expect(w, "[0:00] Fatima > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[0:00] Wim > vote_cast round 0 A\n"
                    "       vote_cast round 0 A\n"
                    "       step_closing, until 0:08\n"
                    "[0:07] Fatima > vote_cast round 0 C\n"
                    "       vote_cast round 0 C\n"
                    "       step_closing, until 0:15\n");
    world_close(w);
}

/* Fatima types; her phone says so. Wim's vote does not end her sentence. */
TEST(nobody_is_cut_off_while_typing)
{
    struct world *w = world_started(quiet, "Fatima Wim");

    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_not_ready(w, "Fatima");
    world_vote(w, "Wim", 'A');
    world_elapse_s(w, 30);
    world_vote_why(w, "Fatima", 'B', "Klaar");
    world_elapse_s(w, 8);
    world_expect(w, "[0:00] Fatima > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[0:00] Fatima > ready_set round 0 choice not ready\n"
                    "       ready_set not ready\n"
                    "[0:00] Wim > vote_cast round 0 A\n"
                    "       vote_cast round 0 A\n"
                    "[0:30] Fatima > vote_cast round 0 B \"Klaar\"\n"
                    "       vote_cast round 0 B \"Klaar\"\n"
                    "       step_closing, until 0:38\n"
                    "[0:38] host > tick\n"
                    "       step_begun round 0 discussion, spokesperson Fatima, until 10:38\n");
    world_close(w);
}

TEST(wait_for_me_stops_the_clock_until_it_is_taken_back)
{
    struct world *w = world_started(quiet, "Fatima Wim");

    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_vote(w, "Wim", 'A');
    world_elapse_s(w, 2);
    world_not_ready(w, "Wim");
    world_not_ready(w, "Wim"); /* Nothing new. */
    world_elapse_s(w, 60);
    world_ready(w, "Wim");
    world_elapse_s(w, 8);
    world_expect(w, "[0:00] Fatima > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[0:00] Wim > vote_cast round 0 A\n"
                    "       vote_cast round 0 A\n"
                    "       step_closing, until 0:08\n"
                    "[0:02] Wim > ready_set round 0 choice not ready\n"
                    "       ready_set not ready\n"
                    "       step_closing\n"
                    "[0:02] Wim > ready_set round 0 choice not ready\n"
                    "[1:02] Wim > ready_set round 0 choice ready\n"
                    "       ready_set ready\n"
                    "       step_closing, until 1:10\n"
                    "[1:10] host > tick\n"
                    "       step_begun round 0 discussion, spokesperson Fatima, until 11:10\n");
    world_close(w);
}

TEST(nobody_waits_for_a_phone_that_sleeps)
{
    struct world *w = world_started(quiet, "Fatima Wim");

    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_vote(w, "Wim", 'A');
    world_not_ready(w, "Wim");
    world_away(w, "Wim");
    world_elapse_s(w, 8);
    world_expect(w, "[0:00] Fatima > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[0:00] Wim > vote_cast round 0 A\n"
                    "       vote_cast round 0 A\n"
                    "       step_closing, until 0:08\n"
                    "[0:00] Wim > ready_set round 0 choice not ready\n"
                    "       ready_set not ready\n"
                    "       step_closing\n"
                    "[0:00] host > presence_set Wim not present\n"
                    "       presence_changed Wim not present\n"
                    "       step_closing, until 0:08\n"
                    "[0:08] host > tick\n"
                    "       step_begun round 0 discussion, spokesperson Fatima, until 10:08\n");
    world_close(w);
}

TEST(who_comes_in_may_still_choose)
{
    struct world *w = world_started(quiet, "Fatima");

    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_elapse_s(w, 4);
    world_join(w, "Noor", 0);
    world_elapse_s(w, 60);
    world_vote(w, "Noor", 'A');
    world_elapse_s(w, 8);
    world_expect(w, "[0:00] Fatima > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "       step_closing, until 0:08\n"
                    "[0:04] host > seat_take participant \"Noor\" nl\n"
                    "       seat_taken Noor participant \"Noor\" nl\n"
                    "[0:04] host > presence_set Noor present\n"
                    "       presence_changed Noor present\n"
                    "       step_closing\n"
                    "[1:04] Noor > vote_cast round 0 A\n"
                    "       vote_cast round 0 A\n"
                    "       step_closing, until 1:12\n"
                    "[1:12] host > tick\n"
                    "       step_begun round 0 discussion, spokesperson Fatima, until 11:12\n");
    world_close(w);
}

TEST(who_is_moved_into_a_room_that_closes_may_still_choose)
{
    struct world_settings set = quiet;
    struct command move = {.type = COMMAND_SEAT_MOVE};
    struct world *w;

    set.rooms = 2;
    w = world_started(set, "Fatima Wim");
    world_join(w, "Noor", 1);
    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_vote(w, "Wim", 'A');
    world_elapse_s(w, 4);
    move.seat_move.target = world_seat(w, "Noor");
    move.seat_move.room = 0;
    world_do(w, TRAINER, move);
    world_expect(w, "[0:00] host > seat_take participant room 1 \"Noor\" nl\n"
                    "       seat_taken Noor participant room 1 \"Noor\" nl\n"
                    "[0:00] host > presence_set Noor present\n"
                    "       presence_changed Noor present\n"
                    "[0:00] Fatima > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[0:00] Wim > vote_cast round 0 A\n"
                    "       vote_cast round 0 A\n"
                    "       step_closing room 0, until 0:08\n"
                    "[0:04] Anna > seat_move Noor room 0\n"
                    "       seat_moved Noor room 0\n"
                    "       step_closing room 0\n");
    world_close(w);
}

TEST(a_draft_comes_when_the_trainer_ends_the_step)
{
    struct world *w = world_started(quiet, "Fatima Wim");

    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_next(w);
    world_elapse_s(w, 1);
    world_vote_why(w, "Fatima", 'B', "Half af");
    world_vote_why(w, "Fatima", 'C', "Toch een ander"); /* A choice is over. */
    world_vote_why(w, "Wim", 'A', "Te laat");
    world_elapse_s(w, 10);
    world_vote_why(w, "Fatima", 'B', "Bedacht toen iedereen al praatte");
    world_expect(w, "[0:00] Fatima > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[0:00] Anna > room_next round 0 choice\n"
                    "       step_begun round 0 discussion, spokesperson Fatima, until 10:00\n"
                    "[0:01] Fatima > vote_cast round 0 B \"Half af\"\n"
                    "       vote_cast round 0 B \"Half af\"\n"
                    "[0:01] Fatima > vote_cast round 0 C \"Toch een ander\"\n"
                    "       rejected: round_over\n"
                    "[0:01] Wim > vote_cast round 0 A \"Te laat\"\n"
                    "       rejected: round_over\n"
                    "[0:11] Fatima > vote_cast round 0 B \"Bedacht toen iedereen al praatte\"\n"
                    "       rejected: round_over\n");
    world_close(w);
}

TEST(estimates_and_second_votes_close_as_choices_do)
{
    struct world_settings set = quiet;
    struct world *w;

    set.with_diagnosis = true;
    w = world_started(set, "Fatima");
    world_to(w, STEP_DIAGNOSIS);
    world_guess(w, "Fatima", 0, PHASE_ACTING);
    world_guess(w, "Fatima", 1, PHASE_ACTING);
    world_elapse_s(w, 8);
    world_to(w, STEP_DECISION);
    world_hush(w);
    world_second(w, "Fatima", 'B');
    world_elapse_s(w, 4);
    world_second(w, "Fatima", 'A');
    world_elapse_s(w, 8);
    world_expect(w, "[0:08] Fatima > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "       step_closing, until 0:16\n"
                    "[0:12] Fatima > second_cast round 0 A\n"
                    "       second_cast round 0 A\n"
                    "       step_closing, until 0:20\n"
                    "[0:20] host > tick\n"
                    "       room_decided round 0 A majority\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 5:20\n");
    world_close(w);
}

TEST(who_reads_on_takes_ready_back)
{
    struct world *w = world_started(quiet, "Fatima Wim");

    world_ready(w, "Fatima");
    world_ready(w, "Wim");
    world_elapse_s(w, 3);
    world_not_ready(w, "Fatima");
    world_elapse_s(w, 60);
    world_ready(w, "Fatima");
    world_elapse_s(w, 8);
    world_expect(w, "[0:00] Fatima > ready_set round 0 situation ready\n"
                    "       ready_set ready\n"
                    "[0:00] Wim > ready_set round 0 situation ready\n"
                    "       ready_set ready\n"
                    "       step_closing, until 0:08\n"
                    "[0:03] Fatima > ready_set round 0 situation not ready\n"
                    "       ready_set not ready\n"
                    "       step_closing\n"
                    "[1:03] Fatima > ready_set round 0 situation ready\n"
                    "       ready_set ready\n"
                    "       step_closing, until 1:11\n"
                    "[1:11] host > tick\n"
                    "       step_begun round 0 choice, spokesperson Fatima, until 5:11\n");
    world_close(w);
}

TEST(a_pause_stops_the_count)
{
    struct world *w = world_started(quiet, "Fatima");
    struct command pause = {.type = COMMAND_SESSION_PAUSE};

    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_elapse_s(w, 3);
    pause.session_pause.paused = true;
    world_do(w, TRAINER, pause);
    world_elapse_s(w, 60);
    pause.session_pause.paused = false;
    world_do(w, TRAINER, pause);
    world_elapse_s(w, 4);
    world_hush(w);
    world_elapse_s(w, 1);
    world_expect(w, "[1:08] host > tick\n"
                    "       step_begun round 0 discussion, spokesperson Fatima, until 11:08\n");
    world_close(w);
}

TEST(more_time_holds_for_a_step_that_closes)
{
    struct world *w = world_started(quiet, "Fatima");
    struct command more = {.type = COMMAND_ROOM_EXTEND};

    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    more.room_extend.seconds = 60;
    world_do(w, TRAINER, more);
    world_elapse_s(w, 68);
    world_expect(w, "[0:00] Fatima > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "       step_closing, until 0:08\n"
                    "[0:00] Anna > room_extend seconds 60\n"
                    "       step_closing, until 1:08\n"
                    "       deadline_set, until 5:00\n"
                    "[1:08] host > tick\n"
                    "       step_begun round 0 discussion, spokesperson Fatima, until 11:08\n");
    world_close(w);
}

TEST(the_trainer_and_the_clock_do_not_wait)
{
    struct world_settings set = quiet;
    struct world *w;

    set.pace = PACE_TIMED;
    w = world_started(set, "Fatima");
    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_not_ready(w, "Fatima");
    world_elapse_s(w, 600);
    world_to(w, STEP_DECISION);
    world_hush(w);
    world_second(w, "Fatima", 'B');
    world_next(w);
    world_expect(w, "[10:00] Fatima > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "       step_closing, until 10:08\n"
                    "[10:00] Anna > room_next round 0 decision\n"
                    "       room_decided round 0 B majority\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 15:00\n");
    world_close(w);
}

TEST(when_the_trainer_closes_votes_never_do)
{
    struct world_settings set = quiet;
    struct world *w;

    set.pace = PACE_TRAINER;
    set.close = CLOSE_TRAINER;
    w = world_started(set, "Fatima Wim");
    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_vote(w, "Wim", 'A');
    world_elapse_s(w, 3600);
    CHECK_EQ(session_room(world_session(w), 0)->step, STEP_CHOICE);
    world_close(w);
}

TEST(undo_gives_a_step_that_does_not_close)
{
    struct world *w = world_started(quiet, "Fatima");

    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_elapse_s(w, 8);
    world_undo(w);
    world_hush(w);
    world_vote(w, "Fatima", 'C');
    world_elapse_s(w, 60);
    world_expect(w, "[0:08] Fatima > vote_cast round 0 C\n"
                    "       vote_cast round 0 C\n");
    world_close(w);
}

TEST(a_room_that_is_held_does_not_close_and_counts_anew_when_it_is_let_go)
{
    struct world *w = world_started(quiet, "Fatima");
    struct command hold = {.type = COMMAND_ROOM_HOLD};

    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_elapse_s(w, 5);
    hold.room_hold.held = true;
    world_do(w, TRAINER, hold);
    world_elapse_s(w, 60);
    hold.room_hold.held = false;
    world_do(w, TRAINER, hold);
    world_elapse_s(w, 8);
    world_expect(w, "[0:00] Fatima > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "       step_closing, until 0:08\n"
                    "[0:05] Anna > room_hold held\n"
                    "       room_held held\n"
                    "[1:05] Anna > room_hold\n"
                    "       room_held\n"
                    "       step_closing, until 1:13\n"
                    "[1:13] host > tick\n"
                    "       step_begun round 0 discussion, spokesperson Fatima, until 11:13\n");
    world_close(w);
}

/* The one who chose otherwise is writing what is in the way. */
TEST(consensus_waits_for_who_writes_an_objection)
{
    struct world_settings set = quiet;
    struct world *w;

    set.rule = RULE_CONSENSUS;
    w = world_started(set, "Fatima Wim Dirk");
    world_to(w, STEP_DECISION);
    world_hush(w);
    world_second(w, "Fatima", 'B');
    world_second(w, "Wim", 'B');
    world_second(w, "Dirk", 'A');
    world_elapse_s(w, 15);
    world_not_ready(w, "Dirk");
    world_elapse_s(w, 30);
    world_ready(w, "Dirk");
    world_elapse_s(w, 10);
    world_second(w, "Dirk", 'B'); /* All agree: nothing to ask. */
    world_elapse_s(w, 8);
    world_expect(w, "[0:00] Fatima > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[0:00] Wim > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[0:00] Dirk > second_cast round 0 A\n"
                    "       second_cast round 0 A\n"
                    "       consent_asked B, until 0:20\n"
                    "[0:15] Dirk > ready_set round 0 decision not ready\n"
                    "       ready_set not ready\n"
                    "       consent_asked B\n"
                    "[0:45] Dirk > ready_set round 0 decision ready\n"
                    "       ready_set ready\n"
                    "       consent_asked B, until 1:05\n"
                    "[0:55] Dirk > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "       step_closing, until 1:03\n"
                    "       consent_asked B\n"
                    "[1:03] host > tick\n"
                    "       room_decided round 0 B consensus\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 6:03\n");
    world_close(w);
}

TEST(alone_nobody_waits)
{
    struct world *w =
        world_open((struct world_settings){.mode = MODE_SOLO, .closing_s = CLOSING_SECONDS});

    world_ready(w, TRAINER);
    CHECK_EQ(session_room(world_session(w), 0)->step, STEP_CHOICE);
    world_hush(w);
    world_vote(w, TRAINER, 'B');
    world_expect(w, "[0:00] Anna > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "       step_begun round 0 discussion\n");
    world_close(w);
}
