/* trainer_story.c -- what a trainer does with the running session, and takes back. */
#include "test.h"
#include "world.h"

TEST(two_clicks_on_next_are_one)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    struct command next = {.type = COMMAND_ROOM_NEXT};

    next.room_next.room = ROOM_ALL;
    next.room_next.round = 0;
    next.room_next.step = STEP_SITUATION;
    world_do(w, TRAINER, next);
    world_do(w, TRAINER, next);
    world_expect(w, "[0:00] Anna > room_next round 0 situation\n"
                    "       step_begun round 0 choice, spokesperson Fatima, until 4:00\n"
                    "[0:00] Anna > room_next round 0 situation\n"
                    "       rejected: step_over\n");
    world_close(w);
}

TEST(undo_takes_back_one_step_and_keeps_its_votes)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");

    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_vote(w, "Wim", 'A');
    world_elapse_s(w, 60);
    world_undo(w);
    world_vote(w, "Wim", 'B'); /* All have voted, but the trainer asked for this time. */
    world_undo(w);
    world_next(w);
    world_expect(w, "[0:00] Fatima > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[0:00] Wim > vote_cast round 0 A\n"
                    "       vote_cast round 0 A\n"
                    "       step_begun round 0 discussion, spokesperson Fatima, until 10:00\n"
                    "[1:00] Anna > room_undo\n"
                    "       step_undone, until 5:00\n"
                    "[1:00] Wim > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[1:00] Anna > room_undo\n"
                    "       rejected: nothing_to_undo\n"
                    "[1:00] Anna > room_next round 0 choice\n"
                    "       step_begun round 0 discussion, spokesperson Fatima, until 11:00\n");
    CHECK_EQ(session_ballots(world_session(w), world_seat(w, "Fatima"))[0].first, 1);
    world_close(w);
}

static void check_undo_of(enum step step)
{
    struct world *w = world_started((struct world_settings){.with_diagnosis = true}, "Fatima Wim");
    const struct room *r = session_room(world_session(w), 0);
    static struct room before;

    world_to(w, STEP_REFLECTION); /* Of the first round, so that every step has one before it. */
    if (step != STEP_SITUATION) {
        world_to(w, STEP_SITUATION);
        world_to(w, STEP_REFLECTION);
        world_to(w, STEP_SITUATION);
        world_to(w, (enum step)(step - 1));
    }
    before = *r;
    world_to(w, step);
    CHECK_EQ(r->step, step);
    CHECK_EQ(world_undo(w), REJECT_NONE);
    CHECK_EQ(r->step, before.step);
    CHECK_EQ(r->round, before.round);
    CHECK_EQ(r->shown, before.shown);
    CHECK(memcmp(&r->team, &before.team, sizeof before.team) == 0);
    CHECK(memcmp(r->rounds, before.rounds, sizeof before.rounds) == 0);
    CHECK(memcmp(&r->start, &before.start, sizeof before.start) == 0);
    CHECK_EQ(world_undo(w), REJECT_NOTHING_TO_UNDO);
    world_to(w, step); /* And on again, as if nothing had been. */
    world_close(w);
}

TEST(undo_restores_the_step_before_each_step)
{
    for (int step = STEP_SITUATION; step <= STEP_DEBRIEF; step++)
        check_undo_of((enum step)step);
}

TEST(undone_consequence_comes_out_the_same_again)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    const struct room *r = session_room(world_session(w), 0);
    static struct sim_team first;

    world_to(w, STEP_CONSEQUENCE);
    first = r->team;
    world_undo(w);
    CHECK_EQ(r->rounds[0].decision, OPTION_NONE);
    CHECK_EQ(r->rounds[0].told, 0);
    world_to(w, STEP_CONSEQUENCE);
    CHECK(memcmp(&r->team, &first, sizeof first) == 0);
    world_close(w);
}

TEST(reopened_choice_keeps_the_votes_and_waits_for_the_trainer)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    struct command reopen = {.type = COMMAND_ROOM_REOPEN};

    world_to(w, STEP_DISCUSSION);
    reopen.room_reopen.room = ROOM_ALL;
    world_do(w, TRAINER, reopen);
    world_vote(w, "Wim", 'C');
    world_do(w, TRAINER, reopen);
    world_next(w);
    world_expect(w, "[0:00] Anna > room_reopen\n"
                    "       choice_reopened, until 4:00\n"
                    "[0:00] Wim > vote_cast round 0 C\n"
                    "       vote_cast round 0 C\n"
                    "[0:00] Anna > room_reopen\n"
                    "       rejected: nothing_to_reopen\n"
                    "[0:00] Anna > room_next round 0 choice\n"
                    "       step_begun round 0 discussion, spokesperson Fatima, until 10:00\n");
    world_close(w);
}

TEST(pause_keeps_what_is_left_of_the_time)
{
    struct world *w = world_started((struct world_settings){.pace = PACE_TIMED}, "Fatima Wim");
    struct command pause = {.type = COMMAND_SESSION_PAUSE};

    world_elapse_s(w, 60);
    pause.session_pause.paused = true;
    world_do(w, TRAINER, pause);
    world_elapse_s(w, 600);
    pause.session_pause.paused = false;
    world_do(w, TRAINER, pause);
    world_elapse_s(w, 119);
    CHECK_EQ(session_room(world_session(w), 0)->step, STEP_SITUATION);
    world_elapse_s(w, 1);
    world_expect(w, "[1:00] Anna > session_pause paused\n"
                    "       session_paused paused\n"
                    "[11:00] Anna > session_pause not paused\n"
                    "       session_paused not paused\n"
                    "[13:00] host > tick\n"
                    "       step_begun round 0 choice, spokesperson Fatima, until 17:00\n");
    world_close(w);
}

TEST(votes_cast_while_paused_count_when_it_goes_on)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    struct command pause = {.type = COMMAND_SESSION_PAUSE};

    world_to(w, STEP_CHOICE);
    pause.session_pause.paused = true;
    world_do(w, TRAINER, pause);
    world_vote(w, "Fatima", 'B');
    world_vote(w, "Wim", 'B');
    world_elapse_s(w, 60);
    pause.session_pause.paused = false;
    world_do(w, TRAINER, pause);
    world_expect(w, "[0:00] Anna > session_pause paused\n"
                    "       session_paused paused\n"
                    "[0:00] Fatima > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[0:00] Wim > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[1:00] Anna > session_pause not paused\n"
                    "       session_paused not paused\n"
                    "       step_begun round 0 discussion, spokesperson Fatima, until 11:00\n");
    world_close(w);
}

TEST(extending_adds_to_the_time_or_gives_some)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    struct command extend = {.type = COMMAND_ROOM_EXTEND};

    extend.room_extend.room = 0;
    extend.room_extend.seconds = 120;
    world_do(w, TRAINER, extend); /* 3:00 and 2 minutes. */
    world_elapse_s(w, 600);
    world_do(w, TRAINER, extend); /* From now. */
    world_to(w, STEP_REFLECTION);
    world_simply(w, TRAINER, COMMAND_SESSION_END);
    world_do(w, TRAINER, extend);
    world_expect(w, "[0:00] Anna > room_extend seconds 120\n"
                    "       deadline_set, until 5:00\n"
                    "[10:00] Anna > room_extend seconds 120\n"
                    "       deadline_set, until 12:00\n"
                    "[10:00] Anna > session_end\n"
                    "       session_closed\n"
                    "[10:00] Anna > room_extend seconds 120\n"
                    "       rejected: session_ended\n");
    world_close(w);
}

/* Room 1 is further by itself, room 2 stayed behind. */
TEST(next_for_all_lets_rooms_ahead_wait_and_rooms_behind_follow)
{
    struct world *w = world_open((struct world_settings){.rooms = 3});
    struct command next = {.type = COMMAND_ROOM_NEXT};

    world_join(w, "Fatima", 0);
    world_join(w, "Wim", 1);
    world_join(w, "Dirk", 2);
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    next.room_next.step = STEP_SITUATION;
    for (next.room_next.room = 0; next.room_next.room < 2; next.room_next.room++)
        world_do(w, TRAINER, next);
    world_vote(w, "Wim", 'B'); /* Closes the choice of room 1. */
    world_hush(w);
    world_next(w);
    world_expect(w,
                 "[0:00] Anna > room_next all rooms round 0 choice\n"
                 "       step_begun room 0 round 0 discussion, spokesperson Fatima, until 10:00\n"
                 "       step_begun room 2 round 0 choice, spokesperson Dirk, until 4:00\n");
    world_close(w);
}

TEST(doors_lock_start_and_end)
{
    struct world *w = world_open((struct world_settings){0});
    struct command lock = {.type = COMMAND_SESSION_LOCK};

    world_simply(w, TRAINER, COMMAND_SESSION_START);
    world_join(w, "Fatima", ROOM_AUTO);
    lock.session_lock.locked = true;
    world_do(w, TRAINER, lock);
    world_join(w, "Wim", ROOM_AUTO);
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    world_simply(w, TRAINER, COMMAND_SESSION_END);
    world_simply(w, TRAINER, COMMAND_SESSION_END);
    world_vote(w, "Fatima", 'A');
    world_expect(w, "[0:00] Anna > session_start\n"
                    "       rejected: nobody_there\n"
                    "[0:00] host > seat_take participant \"Fatima\" nl\n"
                    "       seat_taken Fatima participant \"Fatima\" nl\n"
                    "[0:00] host > presence_set Fatima present\n"
                    "       presence_changed Fatima present\n"
                    "[0:00] Anna > session_lock locked\n"
                    "       session_locked locked\n"
                    "[0:00] host > seat_take participant \"Wim\" nl\n"
                    "       rejected: session_locked\n"
                    "[0:00] Anna > session_start\n"
                    "       session_started\n"
                    "       step_begun round 0 situation, spokesperson Fatima, until 3:00\n"
                    "[0:00] Anna > session_start\n"
                    "       rejected: already_started\n"
                    "[0:00] Anna > session_end\n"
                    "       session_closed\n"
                    "[0:00] Anna > session_end\n"
                    "       rejected: session_ended\n"
                    "[0:00] Fatima > vote_cast round 0 A\n"
                    "       rejected: session_ended\n");
    world_close(w);
}

TEST(happening_befalls_the_team_with_the_consequence)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    struct world *calm = world_started((struct world_settings){0}, "Fatima Wim");
    struct command bring = {.type = COMMAND_HAPPENING_BRING};

    bring.happening_bring.room = ROOM_ALL;
    bring.happening_bring.pulse = bytes_of("drukte");
    world_do(w, TRAINER, bring);
    bring.happening_bring.pulse = bytes_of("buddy"); /* Is no happening. */
    world_do(w, TRAINER, bring);
    world_expect(w, "[0:00] Anna > happening_bring \"drukte\"\n"
                    "       happening_brought pulse 3\n"
                    "[0:00] Anna > happening_bring \"buddy\"\n"
                    "       rejected: happening_unknown\n");
    world_to(w, STEP_CONSEQUENCE);
    world_to(calm, STEP_CONSEQUENCE);
    CHECK(session_room(world_session(w), 0)->team.f[SIM_DEM] >
          session_room(world_session(calm), 0)->team.f[SIM_DEM]);
    world_close(calm);
    world_close(w);
}

TEST(what_is_expected_of_an_option_is_what_comes_of_it)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    const struct room *r = session_room(world_session(w), 0);

    for (int round = 0; round < 3; round++) {
        world_to(w, STEP_CONSEQUENCE);
        CHECK(memcmp(r->expectations[0].phases, r->rounds[round].after.phases,
                     sizeof r->rounds[round].after.phases) == 0);
        world_to(w, STEP_REFLECTION);
        world_next(w);
    }
    world_close(w);
}

TEST(rooms_share_their_luck)
{
    struct world *w = world_open((struct world_settings){.rooms = 2});

    world_join(w, "Fatima", 0);
    world_join(w, "Wim", 1);
    CHECK(memcmp(&session_room(world_session(w), 0)->team, &session_room(world_session(w), 1)->team,
                 sizeof(struct sim_team)) == 0);
    world_close(w);
}
