/* consensus_story.c -- a decision with which everybody can live: who is asked, and who objects. */
#include "test.h"
#include "world.h"

TEST(consensus_waits_until_the_objection_is_withdrawn)
{
    struct world *w =
        world_started((struct world_settings){.rule = RULE_CONSENSUS}, "Fatima Wim Dirk");

    world_to(w, STEP_DECISION);
    world_second(w, "Fatima", 'B');
    world_object(w, "Wim", 'B', true);
    world_second(w, "Wim", 'A');
    world_second(w, "Dirk", 'B');
    world_elapse_s(w, 90);
    world_object(w, "Wim", 'B', false);
    world_elapse_s(w, 20);
    world_expect(w, "[0:00] Fatima > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[0:00] Wim > objection_set round 0 B objects\n"
                    "       objection_set round 0 B objects\n"
                    "[0:00] Wim > second_cast round 0 A\n"
                    "       second_cast round 0 A\n"
                    "[0:00] Dirk > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[1:30] Wim > objection_set round 0 B not objects\n"
                    "       objection_set round 0 B not objects\n"
                    "       consent_asked B, until 1:50\n"
                    "[1:50] host > tick\n"
                    "       room_decided round 0 B consensus\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 6:50\n");
    world_close(w);
}

/* Whoever chose otherwise sees only with the last vote what it is going to be. */
TEST(consensus_leaves_time_to_object_to_what_leads)
{
    struct world *w =
        world_started((struct world_settings){.rule = RULE_CONSENSUS}, "Fatima Wim Dirk");

    world_to(w, STEP_DECISION);
    world_second(w, "Fatima", 'B');
    world_second(w, "Wim", 'A');
    world_second(w, "Dirk", 'B');
    world_elapse_s(w, 19);
    world_object(w, "Wim", 'B', true);
    world_elapse_s(w, 60);
    world_expect(w, "[0:00] Fatima > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[0:00] Wim > second_cast round 0 A\n"
                    "       second_cast round 0 A\n"
                    "[0:00] Dirk > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "       consent_asked B, until 0:20\n"
                    "[0:19] Wim > objection_set round 0 B objects\n"
                    "       objection_set round 0 B objects\n"
                    "[0:20] host > tick\n" /* Not before: it would tell that it was Wim. */
                    "       consent_asked B\n");
    world_second(w, "Wim", 'B'); /* All of one mind now, but his word still stands. */
    world_object(w, "Wim", 'B', false);
    world_expect(w, "[1:19] Wim > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[1:19] Wim > objection_set round 0 B not objects\n"
                    "       objection_set round 0 B not objects\n"
                    "       room_decided round 0 B consensus\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 6:19\n");
    world_close(w);
}

TEST(consensus_of_one_mind_asks_nothing)
{
    struct world *w = world_started((struct world_settings){.rule = RULE_CONSENSUS}, "Fatima Wim");

    world_to(w, STEP_DECISION);
    world_second(w, "Fatima", 'B');
    world_second(w, "Wim", 'B');
    world_expect(w, "[0:00] Fatima > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[0:00] Wim > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "       room_decided round 0 B consensus\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 5:00\n");
    world_close(w);
}

TEST(consensus_asks_anew_when_another_option_leads)
{
    struct world *w =
        world_started((struct world_settings){.rule = RULE_CONSENSUS}, "Fatima Wim Dirk");

    world_to(w, STEP_DECISION);
    world_second(w, "Fatima", 'B');
    world_second(w, "Wim", 'A');
    world_second(w, "Dirk", 'B');
    world_elapse_s(w, 10);
    world_hush(w);
    world_second(w, "Dirk", 'A');
    world_elapse_s(w, 15);
    world_second(w, "Fatima", 'C'); /* A leads as it did: the question stands. */
    world_elapse_s(w, 5);
    world_expect(w, "[0:10] Dirk > second_cast round 0 A\n"
                    "       second_cast round 0 A\n"
                    "       consent_asked A, until 0:30\n"
                    "[0:25] Fatima > second_cast round 0 C\n"
                    "       second_cast round 0 C\n"
                    "[0:30] host > tick\n"
                    "       consent_asked A, until 0:50 silent 1\n");
    world_close(w);
}

/* The clock of the question stands while the session is paused, and the trainer may end it. */
TEST(consensus_waits_in_a_pause_and_not_for_a_trainer_who_goes_on)
{
    struct world *w =
        world_started((struct world_settings){.rule = RULE_CONSENSUS}, "Fatima Wim Dirk");
    struct command pause = {.type = COMMAND_SESSION_PAUSE, .session_pause.paused = true};

    world_to(w, STEP_DECISION);
    world_second(w, "Fatima", 'B');
    world_second(w, "Wim", 'A');
    world_second(w, "Dirk", 'B');
    world_elapse_s(w, 5);
    world_do(w, TRAINER, pause);
    world_elapse_s(w, 60);
    pause.session_pause.paused = false;
    world_do(w, TRAINER, pause);
    CHECK_EQ(session_deadline_ms(world_session(w)), world_now_ms(w) + 15000);
    world_elapse_s(w, 5);
    world_hush(w);
    world_next(w);
    world_expect(w, "[1:10] Anna > room_next round 0 decision\n"
                    "       room_decided round 0 B silence\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 6:10\n");
    world_close(w);
}

/* Dirk came in before it was over: he is asked, too. */
TEST(consensus_is_not_decided_over_the_head_of_who_came_in_meanwhile)
{
    struct world *w = world_started((struct world_settings){.rule = RULE_CONSENSUS, .rooms = 2},
                                    "Fatima Wim Noor");
    struct command move = {.type = COMMAND_SEAT_MOVE, .seat_move.room = 0};

    world_join(w, "Dirk", 1);
    world_to(w, STEP_DECISION);
    world_second(w, "Fatima", 'B');
    world_second(w, "Wim", 'A');
    world_second(w, "Noor", 'B');
    world_hush(w);
    move.seat_move.target = world_seat(w, "Dirk");
    world_do(w, TRAINER, move);
    world_elapse_s(w, 60);
    world_expect(w, "[0:00] Anna > seat_move Dirk room 0\n"
                    "       seat_moved Dirk room 0\n"
                    "       consent_asked room 0 B\n");
    world_close(w);
}

/* His phone sleeps; he and his objection are still in the room. */
TEST(objection_stands_while_its_maker_is_away)
{
    struct world *w =
        world_started((struct world_settings){.rule = RULE_CONSENSUS}, "Fatima Wim Dirk");

    world_to(w, STEP_DECISION);
    world_object(w, "Wim", 'B', true);
    world_away(w, "Wim");
    world_second(w, "Fatima", 'B');
    world_second(w, "Dirk", 'B');
    world_next(w); /* The trainer goes on: by majority. */
    world_expect(w, "[0:00] Wim > objection_set round 0 B objects\n"
                    "       objection_set round 0 B objects\n"
                    "[0:00] host > presence_set Wim not present\n"
                    "       presence_changed Wim not present\n"
                    "[0:00] Fatima > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[0:00] Dirk > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[0:00] Anna > room_next round 0 decision\n"
                    "       room_decided round 0 B majority\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 5:00\n");
    world_close(w);
}

TEST(objection_to_another_option_is_no_obstacle)
{
    struct world *w =
        world_started((struct world_settings){.rule = RULE_CONSENSUS}, "Fatima Wim Dirk");

    world_to(w, STEP_DECISION);
    world_object(w, "Wim", 'A', true);
    world_second(w, "Wim", 'B');
    world_second(w, "Fatima", 'B');
    world_second(w, "Dirk", 'C');
    world_elapse_s(w, 20);
    world_expect(w, "[0:00] Wim > objection_set round 0 A objects\n"
                    "       objection_set round 0 A objects\n"
                    "[0:00] Wim > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[0:00] Fatima > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[0:00] Dirk > second_cast round 0 C\n"
                    "       second_cast round 0 C\n"
                    "       consent_asked B, until 0:20\n"
                    "[0:20] host > tick\n"
                    "       consent_asked B, until 0:40 silent 1\n");
    world_close(w);
}

TEST(silence_is_asked_once_more_and_is_no_consent)
{
    struct world *w =
        world_started((struct world_settings){.rule = RULE_CONSENSUS}, "Fatima Wim Dirk Noor");

    world_to(w, STEP_DECISION);
    world_hush(w);
    world_second(w, "Fatima", 'B');
    world_second(w, "Wim", 'B');
    world_second(w, "Dirk", 'A');
    world_second(w, "Noor", 'C');
    world_object(w, "Noor", 'B', false); /* "I can live with it." */
    world_object(w, "Noor", 'B', false); /* Nothing new. */
    world_elapse_s(w, 60);
    world_expect(w, "[0:00] Fatima > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[0:00] Wim > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[0:00] Dirk > second_cast round 0 A\n"
                    "       second_cast round 0 A\n"
                    "[0:00] Noor > second_cast round 0 C\n"
                    "       second_cast round 0 C\n"
                    "       consent_asked B, until 0:20\n"
                    "[0:00] Noor > objection_set round 0 B not objects\n"
                    "       objection_set round 0 B not objects\n"
                    "[0:00] Noor > objection_set round 0 B not objects\n"
                    "[0:20] host > tick\n"
                    "       consent_asked B, until 0:40 silent 1\n"
                    "[0:40] host > tick\n"
                    "       room_decided round 0 B silence\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 5:40\n");
    CHECK_EQ(session_room(world_session(w), 0)->rounds[0].silent, 1);
    world_close(w);
}

TEST(when_all_who_chose_otherwise_can_live_with_it_it_is_consensus)
{
    struct world *w =
        world_started((struct world_settings){.rule = RULE_CONSENSUS}, "Fatima Wim Dirk");

    world_to(w, STEP_DECISION);
    world_hush(w);
    world_second(w, "Fatima", 'B');
    world_second(w, "Wim", 'B');
    world_second(w, "Dirk", 'A');
    world_object(w, "Dirk", 'B', false);
    world_elapse_s(w, 60);
    world_expect(w, "[0:00] Fatima > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[0:00] Wim > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[0:00] Dirk > second_cast round 0 A\n"
                    "       second_cast round 0 A\n"
                    "       consent_asked B, until 0:20\n"
                    "[0:00] Dirk > objection_set round 0 B not objects\n"
                    "       objection_set round 0 B not objects\n"
                    "[0:20] host > tick\n"
                    "       room_decided round 0 B consensus\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 5:20\n");
    CHECK_EQ(session_room(world_session(w), 0)->rounds[0].silent, 0);
    world_close(w);
}

/* An answer is about the option that was asked about. */
TEST(who_can_live_with_one_option_is_asked_about_another)
{
    struct world *w =
        world_started((struct world_settings){.rule = RULE_CONSENSUS}, "Fatima Wim Dirk");

    world_to(w, STEP_DECISION);
    world_hush(w);
    world_second(w, "Fatima", 'B');
    world_second(w, "Wim", 'B');
    world_second(w, "Dirk", 'A');
    world_object(w, "Dirk", 'B', false);
    world_second(w, "Fatima", 'C');
    world_second(w, "Wim", 'C');
    world_elapse_s(w, 60);
    world_expect(w, "[0:00] Fatima > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[0:00] Wim > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[0:00] Dirk > second_cast round 0 A\n"
                    "       second_cast round 0 A\n"
                    "       consent_asked B, until 0:20\n"
                    "[0:00] Dirk > objection_set round 0 B not objects\n"
                    "       objection_set round 0 B not objects\n"
                    "[0:00] Fatima > second_cast round 0 C\n"
                    "       second_cast round 0 C\n"
                    "       consent_asked B\n"
                    "[0:00] Wim > second_cast round 0 C\n"
                    "       second_cast round 0 C\n"
                    "       consent_asked C, until 0:20\n"
                    "[0:20] host > tick\n"
                    "       consent_asked C, until 0:40 silent 1\n"
                    "[0:40] host > tick\n"
                    "       room_decided round 0 C silence\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 5:40\n");
    world_close(w);
}

TEST(consensus_is_asked_for_where_only_the_trainer_closes)
{
    struct world *w = world_started(
        (struct world_settings){.rule = RULE_CONSENSUS, .close = CLOSE_TRAINER}, "Fatima Wim Dirk");

    world_to(w, STEP_DECISION);
    world_hush(w);
    world_second(w, "Fatima", 'B');
    world_second(w, "Wim", 'B');
    world_second(w, "Dirk", 'A');
    world_object(w, "Dirk", 'B', false);
    world_elapse_s(w, 600); /* Asked, answered, and it waits for the trainer. */
    world_next(w);
    world_expect(w, "[0:00] Fatima > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[0:00] Wim > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[0:00] Dirk > second_cast round 0 A\n"
                    "       second_cast round 0 A\n"
                    "       consent_asked B, until 0:20\n"
                    "[0:00] Dirk > objection_set round 0 B not objects\n"
                    "       objection_set round 0 B not objects\n"
                    "[0:20] host > tick\n"
                    "       consent_asked B over\n"
                    "[10:00] Anna > room_next round 0 decision\n"
                    "       room_decided round 0 B consensus\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 15:00\n");
    world_close(w);
}

TEST(where_only_the_trainer_closes_an_objection_after_the_question_still_counts)
{
    struct world *w = world_started(
        (struct world_settings){.rule = RULE_CONSENSUS, .close = CLOSE_TRAINER}, "Fatima Wim Dirk");

    world_to(w, STEP_DECISION);
    world_second(w, "Fatima", 'B');
    world_second(w, "Wim", 'B');
    world_second(w, "Dirk", 'A');
    world_elapse_s(w, 60);
    world_hush(w);
    world_object(w, "Dirk", 'B', true);
    world_object(w, "Dirk", 'B', false);
    world_elapse_s(w, 60);
    world_next(w);
    world_expect(w, "[1:00] Dirk > objection_set round 0 B objects\n"
                    "       objection_set round 0 B objects\n"
                    "[1:00] Dirk > objection_set round 0 B not objects\n"
                    "       objection_set round 0 B not objects\n"
                    "[2:00] Anna > room_next round 0 decision\n"
                    "       room_decided round 0 B consensus\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 7:00\n");
    world_close(w);
}
