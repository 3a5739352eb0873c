/* scan_story.c -- the people answer a scan of their own team before the start. */
#include "test.h"
#include "world.h"

#define SIX   "Fatima Wim Dirk Noor Aad Bo"
#define LOW   "1111111111111111ebbbba" /* Weak in all, one in each of the first four phases. */
#define HIGH  "1555555555555555ebbbba"
#define MEAN  "1333333333333333ebbbba" /* Of three of each. */
#define RIGHT "1333333333333335ecbbaa"

static const char *const names[] = {"Fatima", "Wim", "Dirk", "Noor", "Aad", "Bo"};

static void answer(struct world *w, const char *who, const char *answers)
{
    world_do(
        w, who,
        (struct command){.type = COMMAND_SCAN_ANSWER, .scan_answer.answers = bytes_of(answers)});
}

static struct world *lobby(enum scan_use scan, uint32_t people)
{
    struct world *w = world_open((struct world_settings){.scan = scan});

    for (uint32_t i = 0; i < people; i++)
        world_join(w, names[i], 0);
    world_hush(w);
    return w;
}

TEST(a_session_starts_with_the_mean_of_what_five_or_more_answered)
{
    struct world *w = lobby(SCAN_USE_ROOM, 6);

    for (uint32_t i = 0; i < 4; i++)
        answer(w, names[i], i % 2 == 0 ? LOW : HIGH);
    world_simply(w, TRAINER, COMMAND_SCAN_CLOSE); /* Four make no team. */
    answer(w, "Aad", LOW);
    answer(w, "Bo", LOW);
    answer(w, "Bo", HIGH); /* It may be changed as long as it is open. */
    answer(w, "Bo", HIGH);
    world_simply(w, TRAINER, COMMAND_SCAN_CLOSE);
    world_simply(w, TRAINER, COMMAND_SCAN_CLOSE); /* Two trainers may press the same button. */
    answer(w, "Wim", LOW);
    world_expect(w, "[0:00] Fatima > scan_answer \"1111111111111111ebbbba\"\n"
                    "       scan_answered \"1111111111111111ebbbba\"\n"
                    "[0:00] Wim > scan_answer \"1555555555555555ebbbba\"\n"
                    "       scan_answered \"1555555555555555ebbbba\"\n"
                    "[0:00] Dirk > scan_answer \"1111111111111111ebbbba\"\n"
                    "       scan_answered \"1111111111111111ebbbba\"\n"
                    "[0:00] Noor > scan_answer \"1555555555555555ebbbba\"\n"
                    "       scan_answered \"1555555555555555ebbbba\"\n"
                    "[0:00] Anna > scan_close\n"
                    "       rejected: scan_too_few\n"
                    "[0:00] Aad > scan_answer \"1111111111111111ebbbba\"\n"
                    "       scan_answered \"1111111111111111ebbbba\"\n"
                    "[0:00] Bo > scan_answer \"1111111111111111ebbbba\"\n"
                    "       scan_answered \"1111111111111111ebbbba\"\n"
                    "[0:00] Bo > scan_answer \"1555555555555555ebbbba\"\n"
                    "       scan_answered \"1555555555555555ebbbba\"\n"
                    "[0:00] Bo > scan_answer \"1555555555555555ebbbba\"\n"
                    "[0:00] Anna > scan_close\n"
                    "       own_team_set \"1333333333333333ebbbba\"\n"
                    "[0:00] Anna > scan_close\n"
                    "[0:00] Wim > scan_answer \"1111111111111111ebbbba\"\n"
                    "       rejected: scan_closed\n");
    CHECK(bytes_equal_text(session_own_team(world_session(w)), MEAN));
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    world_to(w, STEP_CONSEQUENCE);
    world_hush(w);
    world_close(w);
}

TEST(a_trainer_sets_right_what_the_scan_assumed_until_the_start)
{
    struct world *w = lobby(SCAN_USE_ROOM, 5);
    struct command right = {.type = COMMAND_OWN_TEAM_SET, .own_team_set.own_team = bytes_of(RIGHT)};

    world_do(w, TRAINER, right); /* There is nothing yet to set right. */
    for (uint32_t i = 0; i < 5; i++)
        answer(w, names[i], MEAN);
    world_simply(w, TRAINER, COMMAND_SCAN_CLOSE);
    world_hush(w);
    world_do(w, TRAINER, right);
    right.own_team_set.own_team = bytes_of("1");
    world_do(w, TRAINER, right);
    world_do(w, "Wim", right);
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    right.own_team_set.own_team = bytes_of(MEAN);
    world_do(w, TRAINER, right);
    world_expect(w, "[0:00] Anna > own_team_set \"1333333333333335ecbbaa\"\n"
                    "       own_team_set \"1333333333333335ecbbaa\"\n"
                    "[0:00] Anna > own_team_set \"1\"\n"
                    "       rejected: field_invalid own_team\n"
                    "[0:00] Wim > own_team_set \"1\"\n"
                    "       rejected: not_allowed\n"
                    "[0:00] Anna > session_start\n"
                    "       session_started\n"
                    "       step_begun round 0 situation, spokesperson Fatima, until 3:00\n"
                    "[0:00] Anna > own_team_set \"1333333333333333ebbbba\"\n"
                    "       rejected: already_started\n");
    world_close(w);
}

TEST(with_fewer_than_five_answers_the_story_s_own_people_play)
{
    struct world *w = lobby(SCAN_USE_ROOM, 5);
    struct world *without = lobby(SCAN_USE_NONE, 5);

    for (uint32_t i = 0; i < 4; i++)
        answer(w, names[i], HIGH);
    answer(without, "Wim", HIGH); /* Nobody asked. */
    world_hush(w);
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    answer(w, "Aad", HIGH);
    world_expect(w, "[0:00] Anna > session_start\n"
                    "       session_started\n"
                    "       step_begun round 0 situation, spokesperson Fatima, until 3:00\n"
                    "[0:00] Aad > scan_answer \"1555555555555555ebbbba\"\n"
                    "       rejected: scan_closed\n");
    world_expect(without, "[0:00] Wim > scan_answer \"1555555555555555ebbbba\"\n"
                          "       rejected: scan_closed\n");
    CHECK(world_session(w)->scenario == world_session(without)->scenario);
    CHECK_EQ(session_texts(world_session(w), world_seat(w, "Wim"))->scan_bytes, 0);
    world_close(w);
    world_close(without);
}

TEST(who_leaves_or_is_asked_out_takes_the_answers_along)
{
    struct world *w = lobby(SCAN_USE_ROOM, 6);
    struct command out = {.type = COMMAND_SEAT_REMOVE, .seat_remove.removed = true};

    for (uint32_t i = 0; i < 6; i++)
        answer(w, names[i], MEAN);
    out.seat_remove.target = world_seat(w, "Dirk");
    world_hush(w);
    world_do(w, TRAINER, out);
    world_simply(w, "Wim", COMMAND_SEAT_LEAVE);
    world_simply(w, TRAINER, COMMAND_SCAN_CLOSE); /* Four are left. */
    world_expect(w, "[0:00] Anna > seat_remove Dirk removed\n"
                    "       seat_removed Dirk removed\n"
                    "[0:00] Wim > seat_leave\n"
                    "       seat_left\n"
                    "[0:00] Anna > scan_close\n"
                    "       rejected: scan_too_few\n");
    world_close(w);
}

TEST(a_scan_by_a_link_asks_for_no_name_and_is_not_played)
{
    struct world *w = world_open((struct world_settings){.scan = SCAN_USE_LINK});

    struct command come = {
        .type = COMMAND_SEAT_TAKE,
        .seat_take = {.role = ROLE_PARTICIPANT,
                      .room = ROOM_AUTO,
                      .name = bytes_of("Fatima"),
                      .token_hash = bytes_of("0123456789abcdef0123456789abcdef")}};

    world_hush(w);
    world_do(w, NULL, come);
    come.seat_take.name.size = 0;
    world_do(w, NULL, come);
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    world_expect(w, "[0:00] host > seat_take participant \"Fatima\" nl\n"
                    "       seat_taken host participant nl\n"
                    "[0:00] host > seat_take participant nl\n"
                    "       seat_taken host participant nl\n"
                    "[0:00] Anna > session_start\n"
                    "       rejected: not_allowed\n");
    world_close(w);
}

TEST(a_session_may_begin_with_a_team_that_was_asked_beforehand)
{
    struct world *w = world_started((struct world_settings){.own_team = MEAN}, "Fatima Wim");

    CHECK(world_session(w)->scenario == &world_session(w)->cast_story);
    world_to(w, STEP_CONSEQUENCE);
    world_close(w);
}
