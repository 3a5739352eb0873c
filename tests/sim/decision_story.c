/* decision_story.c -- how a room's decision comes about, under each rule; consensus in
 * consensus_story.c. */
#include "test.h"
#include "world.h"

TEST(majority_decides_with_the_last_second_vote)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim Dirk");

    world_to(w, STEP_DECISION);
    world_second(w, "Fatima", 'B');
    world_second(w, "Wim", 'A');
    world_second(w, "Dirk", 'B');
    world_expect(w, "[0:00] Fatima > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[0:00] Wim > second_cast round 0 A\n"
                    "       second_cast round 0 A\n"
                    "[0:00] Dirk > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "       room_decided round 0 B majority\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 5:00\n");
    world_close(w);
}

/* Fatima is the first round's spokesperson. */
TEST(tie_goes_with_the_spokesperson)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");

    world_to(w, STEP_DECISION);
    world_second(w, "Wim", 'A');
    world_second(w, "Fatima", 'C');
    world_expect(w, "[0:00] Wim > second_cast round 0 A\n"
                    "       second_cast round 0 A\n"
                    "[0:00] Fatima > second_cast round 0 C\n"
                    "       second_cast round 0 C\n"
                    "       room_decided round 0 C tie_spokesperson\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 5:00\n");
    world_close(w);
}

TEST(tie_that_the_spokesperson_is_not_in_waits_for_the_trainer)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim Dirk Noor Ali");
    struct command decide = {.type = COMMAND_ROOM_DECIDE};

    world_to(w, STEP_DECISION);
    world_second(w, "Fatima", 'C'); /* Speaks for the room, but stands alone. */
    world_second(w, "Wim", 'A');
    world_second(w, "Dirk", 'A');
    world_second(w, "Noor", 'B');
    world_second(w, "Ali", 'B');
    world_next(w);
    decide.room_decide.option = 1;
    world_do(w, TRAINER, decide);
    world_expect(w, "[0:00] Fatima > second_cast round 0 C\n"
                    "       second_cast round 0 C\n"
                    "[0:00] Wim > second_cast round 0 A\n"
                    "       second_cast round 0 A\n"
                    "[0:00] Dirk > second_cast round 0 A\n"
                    "       second_cast round 0 A\n"
                    "[0:00] Noor > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[0:00] Ali > second_cast round 0 B\n"
                    "       second_cast round 0 B\n"
                    "[0:00] Anna > room_next round 0 decision\n"
                    "       rejected: tie_needs_trainer\n"
                    "[0:00] Anna > room_decide round 0 B\n"
                    "       room_decided round 0 B trainer\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 5:00\n");
    world_close(w);
}

/* Her phone asks her to choose; not for the one she stood alone for. */
TEST(spokesperson_breaks_a_tie_by_one_of_the_tied)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim Dirk Noor Ali");

    world_to(w, STEP_DECISION);
    world_second(w, "Wim", 'A');
    world_second(w, "Dirk", 'A');
    world_second(w, "Noor", 'B');
    world_second(w, "Ali", 'B');
    world_hush(w);
    world_decide(w, "Fatima", 'A'); /* She has not voted: it is no tie yet. */
    world_second(w, "Fatima", 'C');
    world_decide(w, "Wim", 'A');
    world_decide(w, "Fatima", 'C');
    world_decide(w, "Fatima", 'B');
    world_expect(w, "[0:00] Fatima > decision_make round 0 A\n"
                    "       rejected: not_allowed\n"
                    "[0:00] Fatima > second_cast round 0 C\n"
                    "       second_cast round 0 C\n"
                    "[0:00] Wim > decision_make round 0 A\n"
                    "       rejected: not_spokesperson\n"
                    "[0:00] Fatima > decision_make round 0 C\n"
                    "       rejected: not_tied\n"
                    "[0:00] Fatima > decision_make round 0 B\n"
                    "       room_decided round 0 B tie_spokesperson\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 5:00\n");
    world_close(w);
}

TEST(changed_second_vote_breaks_a_tie)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim Dirk Noor Ali");

    world_to(w, STEP_DECISION);
    world_second(w, "Fatima", 'C');
    world_second(w, "Wim", 'A');
    world_second(w, "Dirk", 'A');
    world_second(w, "Noor", 'B');
    world_second(w, "Ali", 'B');
    world_hush(w);
    world_second(w, "Ali", 'A');
    world_expect(w, "[0:00] Ali > second_cast round 0 A\n"
                    "       second_cast round 0 A\n"
                    "       room_decided round 0 A majority\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 5:00\n");
    world_close(w);
}

TEST(next_takes_the_first_votes_when_nobody_voted_again)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim Dirk");

    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_vote(w, "Wim", 'A');
    world_vote(w, "Dirk", 'B');
    world_to(w, STEP_DISCUSSION);
    world_next(w);
    world_hush(w);
    world_next(w);
    world_expect(w, "[0:00] Anna > room_next round 0 decision\n"
                    "       room_decided round 0 B majority\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 5:00\n");
    world_close(w);
}

TEST(spokesperson_decides_and_others_advise)
{
    struct world *w =
        world_started((struct world_settings){.rule = RULE_SPOKESPERSON}, "Fatima Wim");

    world_to(w, STEP_DECISION);
    world_second(w, "Wim", 'A');
    world_decide(w, "Wim", 'A');
    world_decide(w, "Fatima", 'C');
    world_expect(w, "[0:00] Wim > second_cast round 0 A\n"
                    "       second_cast round 0 A\n"
                    "[0:00] Wim > decision_make round 0 A\n"
                    "       rejected: not_spokesperson\n"
                    "[0:00] Fatima > decision_make round 0 C\n"
                    "       room_decided round 0 C spokesperson\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 5:00\n");
    world_close(w);
}

TEST(another_speaks_while_the_spokesperson_is_away)
{
    struct world *w =
        world_started((struct world_settings){.rule = RULE_SPOKESPERSON}, "Fatima Wim Dirk");

    world_to(w, STEP_DECISION);
    world_away(w, "Fatima");
    world_decide(w, "Dirk", 'A'); /* Not he: Wim comes first. */
    world_decide(w, "Wim", 'B');
    world_expect(w, "[0:00] host > presence_set Fatima not present\n"
                    "       presence_changed Fatima not present\n"
                    "[0:00] Dirk > decision_make round 0 A\n"
                    "       rejected: not_spokesperson\n"
                    "[0:00] Wim > decision_make round 0 B\n"
                    "       room_decided round 0 B spokesperson\n"
                    "       step_begun round 0 consequence, spokesperson Fatima, until 5:00\n");
    world_close(w);
}

/* Nobody sat in room 1 when its round began. */
TEST(late_joiner_speaks_for_an_empty_room)
{
    struct world *w = world_open((struct world_settings){.rule = RULE_SPOKESPERSON, .rooms = 2});

    world_join(w, "Fatima", 0);
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    for (int i = 0; i < 3; i++)
        world_next(w);
    world_join(w, "Noor", 1);
    world_hush(w);
    world_decide(w, "Noor", 'B');
    world_expect(w, "[0:00] Noor > decision_make round 0 B\n"
                    "       room_decided room 1 round 0 B spokesperson\n"
                    "       step_begun room 1 round 0 consequence, until 5:00\n");
    world_close(w);
}

TEST(spokesperson_goes_round_and_skips_the_absent)
{
    struct world *w =
        world_started((struct world_settings){.rule = RULE_SPOKESPERSON}, "Fatima Wim Dirk");

    CHECK_EQ(session_room(world_session(w), 0)->rounds[0].spokesperson, world_seat(w, "Fatima"));
    world_away(w, "Wim");
    world_to(w, STEP_REFLECTION);
    world_hush(w);
    world_next(w);
    world_expect(w, "[0:00] Anna > room_next round 0 reflection\n"
                    "       step_begun round 1 situation, spokesperson Dirk, until 3:00\n");
    world_to(w, STEP_REFLECTION);
    world_next(w);
    CHECK_EQ(session_room(world_session(w), 0)->rounds[2].spokesperson, world_seat(w, "Fatima"));
    world_close(w);
}

TEST(trainer_decides_when_that_is_the_rule)
{
    struct world *w = world_started((struct world_settings){.rule = RULE_TRAINER}, "Fatima Wim");
    struct command decide = {.type = COMMAND_ROOM_DECIDE};

    world_to(w, STEP_DECISION);
    world_second(w, "Fatima", 'A');
    world_second(w, "Wim", 'A');
    decide.room_decide.option = 2;
    world_do(w, TRAINER, decide);
    world_do(w, TRAINER, decide); /* A second click. */
    world_expect(w, "[0:00] Fatima > second_cast round 0 A\n"
                    "       second_cast round 0 A\n"
                    "[0:00] Wim > second_cast round 0 A\n"
                    "       second_cast round 0 A\n"
                    "[0:00] Anna > room_decide round 0 C\n"
                    "       room_decided round 0 C trainer\n"
                    "       step_begun round 0 consequence, until 5:00\n"
                    "[0:00] Anna > room_decide round 0 C\n"
                    "       rejected: step_over\n");
    world_close(w);
}

/* Alone: no lobby, no gate, no trainer; the second vote decides, ready moves on, the end ends. */
TEST(solo_goes_at_its_own_pace_to_the_end)
{
    struct world *w = world_open((struct world_settings){.mode = MODE_SOLO});

    world_ready(w, TRAINER);
    world_vote(w, TRAINER, 'B');
    world_ready(w, TRAINER);
    world_second(w, TRAINER, 'A');
    world_ready(w, TRAINER);
    world_ready(w, TRAINER);
    world_expect(w, "[0:00] Anna > ready_set round 0 situation ready\n"
                    "       ready_set ready\n"
                    "       step_begun round 0 choice\n"
                    "[0:00] Anna > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "       step_begun round 0 discussion\n"
                    "[0:00] Anna > ready_set round 0 discussion ready\n"
                    "       ready_set ready\n"
                    "       step_begun round 0 decision\n"
                    "[0:00] Anna > second_cast round 0 A\n"
                    "       second_cast round 0 A\n"
                    "       room_decided round 0 A solo\n"
                    "       step_begun round 0 consequence\n"
                    "[0:00] Anna > ready_set round 0 consequence ready\n"
                    "       ready_set ready\n"
                    "       step_begun round 0 reflection\n"
                    "[0:00] Anna > ready_set round 0 reflection ready\n"
                    "       ready_set ready\n"
                    "       step_begun round 1 situation\n");
    for (int i = 0; i < 2; i++) {
        world_ready(w, TRAINER);
        world_vote(w, TRAINER, 'B');
        world_ready(w, TRAINER);
        world_second(w, TRAINER, 'A');
        world_ready(w, TRAINER);
        world_hush(w);
        world_ready(w, TRAINER);
    }
    world_expect(w, "[0:00] Anna > ready_set round 2 reflection ready\n"
                    "       ready_set ready\n"
                    "       step_begun round 2 debrief\n"
                    "       session_closed\n");
    world_close(w);
}
