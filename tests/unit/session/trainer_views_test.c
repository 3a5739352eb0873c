/* trainer_views_test.c -- what the trainer reads of the rooms. */
#include "seen.h"
#include "session/state.h"
#include "test.h"
#include "world.h"

#include <stdio.h>

TEST(trainer_expects_from_the_choice_to_the_decision)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    cJSON *t = seen(w, TRAINER, SECTION_TRAINER);

    CHECK_EQ(seen_length(t, "rooms.0.what_if"), 0);
    cJSON_Delete(t);
    world_to(w, STEP_CHOICE);
    t = seen(w, TRAINER, SECTION_TRAINER);
    CHECK_EQ(seen_length(t, "rooms.0.what_if"), 3);
    CHECK_EQ(seen_length(t, "rooms.0.what_if.0.phases"), 4);
    CHECK_TEXT(seen_text(t, "happened.0.kind"), "step");
    CHECK_TEXT(seen_text(t, "happened.0.step"), "choice");
    CHECK_TEXT(seen_text(t, "dilemmas.0.background.0.source"), "Karasek 1979");
    cJSON_Delete(t);
    world_close(w);
}

TEST(trainer_reads_what_each_option_asks_and_how_full_the_leaders_week_is)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    cJSON *t = seen(w, TRAINER, SECTION_TRAINER), *round = seen(w, "Fatima", SECTION_ROUND);

    for (int i = 0; i < 3; i++) {
        char path[48], same[48];

        snprintf(path, sizeof path, "dilemmas.0.options.%d.price.hours", i);
        snprintf(same, sizeof same, "dilemma.options.%d.price.hours", i);
        CHECK_EQ(seen_number(t, path), seen_number(round, same));
        snprintf(path, sizeof path, "dilemmas.0.options.%d.price.weeks", i);
        snprintf(same, sizeof same, "dilemma.options.%d.price.weeks", i);
        CHECK_EQ(seen_number(t, path), seen_number(round, same));
    }
    CHECK(seen_number(t, "rooms.0.load.hours") > 0);
    CHECK_EQ(seen_number(t, "rooms.0.load.hours"), seen_number(round, "week.hours"));
    CHECK_EQ(seen_number(t, "rooms.0.load.used"), seen_number(round, "week.used"));
    cJSON_Delete(round);
    cJSON_Delete(t);
    world_close(w);
}

/* Rooms that go their own way: of each the trainer reads its own options, questions, background. */
TEST(trainer_reads_of_each_room_the_dilemma_that_it_is_at)
{
    struct world *w = world_open((struct world_settings){.rooms = 2, .pace = PACE_ROOM});
    struct command next = {.type = COMMAND_ROOM_NEXT, .room_next = {.room = 1, .round = 0}};
    cJSON *t;

    world_join(w, "Fatima", 0);
    world_join(w, "Wim", 1);
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    t = seen(w, TRAINER, SECTION_TRAINER);
    CHECK_EQ(seen_length(t, "dilemmas"), 1);
    CHECK_EQ(seen_number(t, "rooms.1.dilemma"), seen_number(t, "rooms.0.dilemma"));
    cJSON_Delete(t);
    for (int step = STEP_SITUATION; step <= STEP_REFLECTION; step++) {
        if (step == STEP_CHOICE)
            world_vote(w, "Wim", 'A'); /* The last vote closes the choice. */
        next.room_next.step = (uint8_t)step;
        if (session_room(world_session(w), 1)->step == step)
            world_do(w, TRAINER, next);
    }
    t = seen(w, TRAINER, SECTION_TRAINER);
    CHECK_EQ(seen_length(t, "dilemmas"), 2);
    for (int i = 0; i < 2; i++) {
        const struct scenario *story = world_session(w)->scenario;
        char path[64];
        int64_t at;

        snprintf(path, sizeof path, "dilemmas.%d.dilemma", i);
        at = seen_number(t, path);
        snprintf(path, sizeof path, "dilemmas.%d.title", i);
        CHECK_TEXT(seen_text(t, path),
                   (const char *)text_in(&story->dilemmas[at].title, LANG_NL).data);
        snprintf(path, sizeof path, "dilemmas.%d.options", i);
        CHECK_EQ(seen_length(t, path), story->dilemmas[at].options_count);
        snprintf(path, sizeof path, "dilemmas.%d.reflection", i);
        CHECK_TEXT(seen_text(t, path),
                   (const char *)text_in(&story->dilemmas[at].reflection, LANG_NL).data);
    }
    CHECK(seen_number(t, "rooms.1.dilemma") != seen_number(t, "rooms.0.dilemma"));
    cJSON_Delete(t);
    world_close(w);
}

static void room_to(struct world *w, uint8_t room, enum step step)
{
    struct command next = {.type = COMMAND_ROOM_NEXT, .room_next = {.room = room, .round = 0}};

    while (session_room(world_session(w), room)->step < step) {
        next.room_next.step = session_room(world_session(w), room)->step;
        if (world_do(w, TRAINER, next) != REJECT_NONE)
            break;
    }
    CHECK_EQ(session_room(world_session(w), room)->step, step);
}

/* Her room has decided, so her ballot stays when she is moved. When she votes in the other room it
 * is emptied, and her estimate is missed where she was. */
TEST(who_votes_after_a_move_takes_the_estimate_out_of_the_room_that_was_left)
{
    struct world *w =
        world_open((struct world_settings){.rooms = 2, .pace = PACE_ROOM, .with_diagnosis = true});
    struct command move = {.type = COMMAND_SEAT_MOVE, .seat_move.room = 1};
    const struct dirty *dirty;
    uint32_t count, told = 0;

    world_join(w, "Fatima", 0);
    world_join(w, "Wim", 0);
    world_join(w, "Dirk", 1);
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    room_to(w, 0, STEP_DIAGNOSIS);
    world_guess(w, "Fatima", world_session(w)->scenario->dilemmas[0].diagnose[0], PHASE_ACTING);
    room_to(w, 0, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    room_to(w, 0, STEP_CONSEQUENCE);
    room_to(w, 1, STEP_CHOICE);
    move.seat_move.target = world_seat(w, "Fatima");
    CHECK_EQ(world_do(w, TRAINER, move), REJECT_NONE);
    CHECK_EQ(world_vote(w, "Fatima", 'A'), REJECT_NONE);
    dirty = world_dirty(w, &count);
    for (uint32_t i = 0; i < count; i++)
        told |= dirty[i].room == ROOM_ALL ? dirty[i].sections : 0;
    CHECK((told & SECTION_TEAM) != 0);
    CHECK((told & SECTION_RESULT) != 0);
    world_close(w);
}

/* Else `next` is refused and nobody sees what to do: an empty room would hold the others. */
TEST(trainer_is_told_that_a_room_where_nobody_voted_needs_a_decision)
{
    struct world *w = world_open((struct world_settings){.rooms = 2});
    struct command next = {.type = COMMAND_ROOM_NEXT, .room_next.room = ROOM_ALL},
                   decide = {.type = COMMAND_ROOM_DECIDE};
    cJSON *result;

    world_join(w, "Fatima", 1);
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    for (enum step step = STEP_SITUATION; step < STEP_DECISION;
         step = session_room(world_session(w), 0)->step) {
        next.room_next.step = (uint8_t)step;
        CHECK_EQ(world_do(w, TRAINER, next), REJECT_NONE);
    }
    next.room_next.step = STEP_DECISION;
    CHECK_EQ(world_do(w, TRAINER, next), REJECT_TIE_NEEDS_TRAINER);
    result = seen(w, TRAINER, SECTION_RESULT);
    CHECK(cJSON_IsTrue(seen_at(result, "rooms.0.tie")));
    CHECK(cJSON_IsTrue(seen_at(result, "rooms.1.tie")));
    cJSON_Delete(result);
    result = seen(w, "Fatima", SECTION_RESULT);
    CHECK(cJSON_IsFalse(seen_at(result, "rooms.0.tie"))); /* Her own, she can just vote. */
    cJSON_Delete(result);
    world_second(w, "Fatima", 'B');
    CHECK_EQ(world_do(w, TRAINER, decide), REJECT_NONE);
    result = seen(w, TRAINER, SECTION_RESULT);
    CHECK(cJSON_IsFalse(seen_at(result, "rooms.0.tie")));
    cJSON_Delete(result);
    world_close(w);
}

/* A line for each who goes away and comes back; the newest stands first. */
TEST(as_many_lines_of_what_happened_are_told_as_may_be_and_then_the_oldest_goes)
{
    struct world *w = world_open((struct world_settings){.room_seats_max = HAPPENED_MAX + 1});
    cJSON *t;
    char name[16];

    for (uint32_t i = 0; i < HAPPENED_MAX; i++) {
        snprintf(name, sizeof name, "P%u", i);
        world_join(w, name, 0);
    }
    t = seen(w, TRAINER, SECTION_TRAINER);
    CHECK_EQ(seen_length(t, "happened"), HAPPENED_MAX);
    CHECK_TEXT(seen_text(t, "happened.11.name"), "P0");
    cJSON_Delete(t);
    world_join(w, "Nog een", 0);
    t = seen(w, TRAINER, SECTION_TRAINER);
    CHECK_EQ(seen_length(t, "happened"), HAPPENED_MAX);
    CHECK_TEXT(seen_text(t, "happened.0.name"), "Nog een");
    CHECK_TEXT(seen_text(t, "happened.11.name"), "P1");
    cJSON_Delete(t);
    world_close(w);
}

static int spirals_shown(int32_t spirals)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    struct room *r;
    cJSON *t;
    int shown;

    world_to(w, STEP_CHOICE);
    r = (struct room *)(uintptr_t)session_room(world_session(w), 0);
    r->team.member.spiral[0] = spirals;
    world_to(w, STEP_CONSEQUENCE);
    t = seen(w, TRAINER, SECTION_TEAM);
    shown = seen_number(t, "rooms.0.members.0.spiral");
    cJSON_Delete(t);
    world_abandon(w);
    return shown;
}

/* Nobody goes round so often in a play; a member who did is counted as having gone so often. */
TEST(turns_of_the_spiral_are_counted_up_to_their_bound)
{
    CHECK_EQ(spirals_shown(SPIRALS_MAX - 1), SPIRALS_MAX - 1);
    CHECK_EQ(spirals_shown(SPIRALS_MAX), SPIRALS_MAX);
    CHECK_EQ(spirals_shown(SPIRALS_MAX + 1), SPIRALS_MAX);
}

/* How it came about is kept with the decision: how it was said in the event is not looked up. */
static void check_decided_by(const char *expected, bool by_trainer)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    struct command decide = {.type = COMMAND_ROOM_DECIDE};
    cJSON *t;

    world_to(w, STEP_DECISION);
    if (by_trainer) {
        decide.room_decide.option = 1;
        world_do(w, TRAINER, decide);
    } else {
        world_second(w, "Fatima", 'B');
        world_second(w, "Wim", 'B');
    }
    t = seen(w, "Fatima", SECTION_RESULT);
    CHECK_EQ(seen_number(t, "rooms.0.decision"), 1);
    CHECK_TEXT(seen_text(t, "rooms.0.decided_by"), expected);
    cJSON_Delete(t);
    world_close(w);
}

TEST(everybody_is_told_who_decided)
{
    check_decided_by("majority", false);
    check_decided_by("trainer", true);
}
