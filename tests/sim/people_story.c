/* people_story.c -- coming in, changing device or room, being asked out, leaving. */
#include "test.h"
#include "world.h"

TEST(names_rooms_and_chairs_are_refused_with_a_reason)
{
    struct world *w =
        world_open((struct world_settings){.rooms = 2, .room_seats_max = 2, .seats_max = 5});

    world_join(w, "Fatima", ROOM_AUTO);
    world_join(w, "fatima", ROOM_AUTO);
    world_join(w, "  ", ROOM_AUTO);
    world_join(w, "\u200b\u3164", ROOM_AUTO); /* Nothing to see, either. */
    world_join(w, "Fatima\u00a0", ROOM_AUTO);
    world_join(w, "\u202eamitaF", ROOM_AUTO); /* Reads from right to left: Fatima. */
    world_join(w, "Wim", ROOM_AUTO);          /* The emptiest room. */
    world_join(w, "Dirk", 0);
    world_join(w, "Noor", 0);
    world_join(w, "Noor", 7);
    world_join(w, "Noor", 1);
    world_join(w, "Ali", ROOM_AUTO);
    world_expect(w, "[0:00] host > seat_take participant \"Fatima\" nl\n"
                    "       seat_taken Fatima participant room 0 \"Fatima\" nl\n"
                    "[0:00] host > presence_set Fatima present\n"
                    "       presence_changed Fatima present\n"
                    "[0:00] host > seat_take participant \"fatima\" nl\n"
                    "       rejected: name_taken\n"
                    "[0:00] host > seat_take participant \"  \" nl\n"
                    "       rejected: name_empty\n"
                    "[0:00] host > seat_take participant \"\u200b\u3164\" nl\n"
                    "       rejected: name_empty\n"
                    "[0:00] host > seat_take participant \"Fatima\u00a0\" nl\n"
                    "       rejected: name_taken\n"
                    "[0:00] host > seat_take participant \"\u202eamitaF\" nl\n"
                    "       rejected: field_invalid name\n"
                    "[0:00] host > seat_take participant \"Wim\" nl\n"
                    "       seat_taken Wim participant room 1 \"Wim\" nl\n"
                    "[0:00] host > presence_set Wim present\n"
                    "       presence_changed Wim present\n"
                    "[0:00] host > seat_take participant room 0 \"Dirk\" nl\n"
                    "       seat_taken Dirk participant room 0 \"Dirk\" nl\n"
                    "[0:00] host > presence_set Dirk present\n"
                    "       presence_changed Dirk present\n"
                    "[0:00] host > seat_take participant room 0 \"Noor\" nl\n"
                    "       rejected: room_full\n"
                    "[0:00] host > seat_take participant \"Noor\" nl\n"
                    "       rejected: room_unknown\n"
                    "[0:00] host > seat_take participant room 1 \"Noor\" nl\n"
                    "       seat_taken Noor participant room 1 \"Noor\" nl\n"
                    "[0:00] host > presence_set Noor present\n"
                    "       presence_changed Noor present\n"
                    "[0:00] host > seat_take participant \"Ali\" nl\n"
                    "       rejected: seats_full\n");
    world_close(w);
}

TEST(seat_goes_along_to_another_device)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    uint8_t hash[TOKEN_HASH_BYTES] = {9};
    struct command issue = {.type = COMMAND_TOKEN_ISSUE}, use = {.type = COMMAND_TOKEN_USE};

    issue.token_issue.target = use.token_use.target = world_seat(w, "Fatima");
    issue.token_issue.token_hash = use.token_use.token_hash = (struct bytes){hash, sizeof hash};
    world_do(w, NULL, issue);
    hash[0] = 8;
    world_do(w, NULL, use); /* Not the one that was issued. */
    hash[0] = 9;
    world_do(w, NULL, use);
    world_do(w, NULL, use); /* Works once. */
    world_expect(w, "[0:00] host > token_issue Fatima\n"
                    "       token_issued Fatima\n"
                    "[0:00] host > token_use Fatima\n"
                    "       rejected: field_invalid token_hash\n"
                    "[0:00] host > token_use Fatima\n"
                    "       token_used Fatima\n"
                    "[0:00] host > token_use Fatima\n"
                    "       rejected: field_invalid token_hash\n");
    CHECK_EQ(session_texts(world_session(w), world_seat(w, "Fatima"))->token[0], 9);
    world_close(w);
}

TEST(removed_person_neither_counts_nor_blocks_and_may_come_back)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim Dirk");
    struct command out = {.type = COMMAND_SEAT_REMOVE};

    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'A');
    world_vote(w, "Dirk", 'B');
    out.seat_remove.target = world_seat(w, "Wim");
    out.seat_remove.removed = true;
    world_do(w, TRAINER, out); /* The last one missing. */
    world_vote(w, "Wim", 'A');
    out.seat_remove.removed = false;
    out.id = 0;
    world_do(w, TRAINER, out);
    world_back(w, "Wim");
    out.seat_remove.target = world_seat(w, TRAINER);
    out.seat_remove.removed = true;
    world_do(w, TRAINER, out); /* Not oneself. */
    world_expect(w, "[0:00] Fatima > vote_cast round 0 A\n"
                    "       vote_cast round 0 A\n"
                    "[0:00] Dirk > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[0:00] Anna > seat_remove Wim removed\n"
                    "       seat_removed Wim removed\n"
                    "       step_begun round 0 discussion, spokesperson Fatima, until 10:00\n"
                    "[0:00] Wim > vote_cast round 0 A\n"
                    "       rejected: seat_removed\n"
                    "[0:00] Anna > seat_remove Wim not removed\n"
                    "       seat_removed Wim not removed\n"
                    "[0:00] host > presence_set Wim present\n"
                    "       presence_changed Wim present\n"
                    "[0:00] Anna > seat_remove Anna removed\n"
                    "       rejected: not_allowed\n");
    world_close(w);
}

/* Two for B, one for A: with one of the two asked out, and Wim for A, it is A. */
TEST(vote_of_somebody_asked_out_decides_nothing)
{
    struct world *w =
        world_started((struct world_settings){.rule = RULE_TRAINER}, "Fatima Wim Dirk Noor Ali");
    const struct room *r = session_room(world_session(w), 0);
    struct command out = {.type = COMMAND_SEAT_REMOVE};

    world_to(w, STEP_CHOICE);
    for (const char *who = "FWDNA"; *who != '\0'; who++)
        world_vote(w,
                   *who == 'F'   ? "Fatima"
                   : *who == 'W' ? "Wim"
                   : *who == 'D' ? "Dirk"
                   : *who == 'N' ? "Noor"
                                 : "Ali",
                   'A');
    world_to(w, STEP_DECISION);
    world_second(w, "Fatima", 'B');
    world_second(w, "Wim", 'B');
    world_second(w, "Dirk", 'B');
    world_second(w, "Noor", 'A');
    world_second(w, "Ali", 'A');
    out.seat_remove.removed = true;
    out.seat_remove.target = world_seat(w, "Fatima");
    world_do(w, TRAINER, out);
    out.seat_remove.target = world_seat(w, "Wim");
    world_do(w, TRAINER, out);
    world_hush(w);
    world_next(w);
    world_expect(w, "[0:00] Anna > room_next round 0 decision\n"
                    "       room_decided round 0 A majority\n"
                    "       step_begun round 0 consequence, until 5:00\n");
    CHECK_EQ(r->rounds[0].changed, 1); /* Dirk. */
    world_close(w);
}

TEST(moving_to_another_room_carries_no_vote_along)
{
    struct world *w = world_open((struct world_settings){.rooms = 2});
    struct command move = {.type = COMMAND_SEAT_MOVE};

    world_join(w, "Fatima", 0);
    world_join(w, "Wim", 0);
    world_join(w, "Dirk", 1);
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    world_next(w);
    world_vote(w, "Fatima", 'B');
    world_hush(w);
    move.seat_move.target = world_seat(w, "Fatima");
    move.seat_move.room = 1;
    world_do(w, TRAINER, move);
    CHECK_EQ(session_ballots(world_session(w), world_seat(w, "Fatima"))[0].first, OPTION_NONE);
    world_vote(w, "Wim", 'A');  /* Alone in room 0 now: it goes on. */
    world_vote(w, "Dirk", 'A'); /* Room 1 waits for her. */
    world_vote(w, "Fatima", 'C');
    world_expect(w,
                 "[0:00] Anna > seat_move Fatima room 1\n"
                 "       seat_moved Fatima room 1\n"
                 "[0:00] Wim > vote_cast round 0 A\n"
                 "       vote_cast round 0 A\n"
                 "       step_begun room 0 round 0 discussion, spokesperson Fatima, until 10:00\n"
                 "[0:00] Dirk > vote_cast round 0 A\n"
                 "       vote_cast round 0 A\n"
                 "[0:00] Fatima > vote_cast round 0 C\n"
                 "       vote_cast round 0 C\n"
                 "       step_begun room 1 round 0 discussion, spokesperson Dirk, until 10:00\n");
    world_close(w);
}

TEST(last_one_missing_who_moves_away_does_not_block)
{
    struct world *w = world_open((struct world_settings){.rooms = 2});
    struct command move = {.type = COMMAND_SEAT_MOVE};

    world_join(w, "Fatima", 0);
    world_join(w, "Wim", 0);
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    world_next(w);
    world_vote(w, "Wim", 'B');
    world_hush(w);
    move.seat_move.target = world_seat(w, "Fatima");
    move.seat_move.room = 1;
    world_do(w, TRAINER, move);
    world_expect(w,
                 "[0:00] Anna > seat_move Fatima room 1\n"
                 "       seat_moved Fatima room 1\n"
                 "       step_begun room 0 round 0 discussion, spokesperson Fatima, until 10:00\n");
    world_close(w);
}

TEST(who_leaves_takes_the_name_along_and_leaves_the_vote)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");

    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_simply(w, "Fatima", COMMAND_SEAT_LEAVE);
    world_vote(w, "Wim", 'B');
    world_vote(w, "Fatima", 'A'); /* Her seat is no more. */
    world_expect(w, "[0:00] Fatima > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[0:00] Fatima > seat_leave\n"
                    "       seat_left\n"
                    "[0:00] Wim > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "       step_begun round 0 discussion, spokesperson Fatima, until 10:00\n"
                    "[0:00] Fatima > vote_cast round 0 A\n"
                    "       rejected: seat_unknown\n");
    CHECK_EQ(session_ballots(world_session(w), 1)[0].first, 1);
    CHECK_EQ(seat_name(world_session(w), 1).size, 0);
    world_close(w);
}

TEST(participants_change_tables_in_the_lobby_only)
{
    struct world *w = world_open((struct world_settings){.rooms = 2});
    struct command choose = {.type = COMMAND_ROOM_CHOOSE};

    world_join(w, "Fatima", 0);
    world_join(w, "Wim", 0);
    world_hush(w);
    choose.room_choose.room = 1;
    world_do(w, "Wim", choose);
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    choose.room_choose.room = 0;
    world_do(w, "Wim", choose);
    world_expect(w, "[0:00] Wim > room_choose room 1\n"
                    "       seat_moved Wim room 1\n"
                    "[0:00] Anna > session_start\n"
                    "       session_started\n"
                    "       step_begun room 0 round 0 situation, spokesperson Fatima, until 3:00\n"
                    "       step_begun room 1 round 0 situation, spokesperson Wim, until 3:00\n"
                    "[0:00] Wim > room_choose room 0\n"
                    "       rejected: already_started\n");
    world_close(w);
}

TEST(trainer_hands_over_to_the_cotrainer)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima");
    struct command take = {.type = COMMAND_SEAT_TAKE}, over = {.type = COMMAND_HAND_OVER};
    uint8_t hash[TOKEN_HASH_BYTES] = {5};

    take.seat_take.role = ROLE_COTRAINER;
    take.seat_take.room = ROOM_NONE;
    take.seat_take.name = bytes_of("Kees");
    take.seat_take.token_hash = (struct bytes){hash, sizeof hash};
    world_do(w, NULL, take);
    over.hand_over.target = world_seat(w, TRAINER);
    world_do(w, "Kees", over); /* Only the lead may. */
    over.hand_over.target = world_seat(w, "Fatima");
    world_do(w, TRAINER, over); /* Only to a co-trainer. */
    over.hand_over.target = world_seat(w, "Kees");
    world_do(w, TRAINER, over);
    world_expect(w, "[0:00] host > seat_take cotrainer \"Kees\" nl\n"
                    "       seat_taken Kees cotrainer \"Kees\" nl\n"
                    "[0:00] Kees > hand_over Anna\n"
                    "       rejected: not_allowed\n"
                    "[0:00] Anna > hand_over Fatima\n"
                    "       rejected: not_allowed\n"
                    "[0:00] Anna > hand_over Kees\n"
                    "       handed_over Kees\n");
    CHECK_EQ(session_seat(world_session(w), 0)->role, ROLE_COTRAINER);
    world_close(w);
}
