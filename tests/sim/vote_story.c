/* vote_story.c -- choosing: what closes the step, and which vote counts. */
#include "test.h"
#include "world.h"

TEST(last_vote_closes_the_choice)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");

    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_elapse_s(w, 5);
    world_vote(w, "Wim", 'A');
    world_expect(w, "[0:00] Fatima > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[0:05] Wim > vote_cast round 0 A\n"
                    "       vote_cast round 0 A\n"
                    "       step_begun round 0 discussion, spokesperson Fatima, until 10:05\n");
    world_close(w);
}

TEST(vote_may_be_changed_until_the_step_closes)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");

    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_vote(w, "Fatima", 'C');
    world_vote(w, "Fatima", 'C'); /* Nothing new: nothing happens. */
    world_vote(w, "Fatima", 'D'); /* This dilemma has three. */
    world_vote(w, "Wim", 'A');
    world_vote(w, "Fatima", 'A'); /* Too late. */
    world_expect(w, "[0:00] Fatima > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[0:00] Fatima > vote_cast round 0 C\n"
                    "       vote_cast round 0 C\n"
                    "[0:00] Fatima > vote_cast round 0 C\n"
                    "[0:00] Fatima > vote_cast round 0 D\n"
                    "       rejected: option_unknown\n"
                    "[0:00] Wim > vote_cast round 0 A\n"
                    "       vote_cast round 0 A\n"
                    "       step_begun round 0 discussion, spokesperson Fatima, until 10:00\n"
                    "[0:00] Fatima > vote_cast round 0 A\n"
                    "       rejected: round_over\n");
    CHECK_EQ(session_ballots(world_session(w), world_seat(w, "Fatima"))[0].first, 2);
    world_close(w);
}

/* An ack that got lost makes the phone send the same command again: the vote counts once. */
TEST(vote_sent_twice_counts_once)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");

    world_to(w, STEP_CHOICE);
    world_cut(w, "Fatima");
    world_vote(w, "Fatima", 'B');
    world_elapse_s(w, 3);
    world_mend(w, "Fatima");
    world_expect(w, "[0:00] Fatima > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "       ack lost\n"
                    "[0:03] Fatima > vote_cast round 0 B\n"
                    "       known: acked again\n");
    world_close(w);
}

/* She voted in a tunnel; when it arrives the room is in its next dilemma. */
TEST(late_tap_cannot_vote_on_the_next_dilemma)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    struct command late = {.type = COMMAND_VOTE_CAST};

    world_to(w, STEP_REFLECTION);
    world_to(w, STEP_SITUATION);
    world_to(w, STEP_CHOICE);
    late.vote_cast.round = 0;
    late.vote_cast.option = 1;
    world_do(w, "Fatima", late);
    world_expect(w, "[0:00] Fatima > vote_cast round 0 B\n"
                    "       rejected: round_over\n");
    world_close(w);
}

TEST(quorum_closes_when_enough_have_chosen)
{
    struct world *w =
        world_started((struct world_settings){.close = CLOSE_QUORUM, .quorum_percent = 60},
                      "Fatima Wim Dirk Noor Ali");

    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_vote(w, "Wim", 'B');
    world_vote(w, "Noor", 'A');
    world_expect(w, "[0:00] Fatima > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[0:00] Wim > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[0:00] Noor > vote_cast round 0 A\n"
                    "       vote_cast round 0 A\n"
                    "       step_begun round 0 discussion, spokesperson Fatima, until 10:00\n");
    world_close(w);
}

TEST(trainer_alone_closes_when_asked_to)
{
    struct world *w = world_started((struct world_settings){.close = CLOSE_TRAINER}, "Fatima Wim");

    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_vote(w, "Wim", 'B');
    world_next(w);
    world_expect(w, "[0:00] Fatima > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[0:00] Wim > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[0:00] Anna > room_next round 0 choice\n"
                    "       step_begun round 0 discussion, spokesperson Fatima, until 10:00\n");
    world_close(w);
}

TEST(absent_person_is_not_waited_for)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim Dirk");

    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_vote(w, "Wim", 'A');
    world_elapse_s(w, 20);
    world_away(w, "Dirk"); /* The last one missing. */
    world_expect(w, "[0:00] Fatima > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[0:00] Wim > vote_cast round 0 A\n"
                    "       vote_cast round 0 A\n"
                    "[0:20] host > presence_set Dirk not present\n"
                    "       presence_changed Dirk not present\n"
                    "       step_begun round 0 discussion, spokesperson Fatima, until 10:20\n");
    world_close(w);
}

/* The venue's wifi falls out: the room is not rushed on while nobody is there. */
TEST(room_without_anybody_present_stands_still)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");

    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_away(w, "Fatima");
    world_away(w, "Wim");
    world_back(w, "Wim");
    world_vote(w, "Wim", 'B');
    world_expect(w, "[0:00] Fatima > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[0:00] host > presence_set Fatima not present\n"
                    "       presence_changed Fatima not present\n"
                    "[0:00] host > presence_set Wim not present\n"
                    "       presence_changed Wim not present\n"
                    "[0:00] host > presence_set Wim present\n"
                    "       presence_changed Wim present\n"
                    "[0:00] Wim > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "       step_begun round 0 discussion, spokesperson Fatima, until 10:00\n");
    world_close(w);
}

TEST(vote_of_somebody_away_counts)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");

    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_away(w, "Fatima");
    world_vote(w, "Wim", 'A');
    world_expect(w, "[0:00] Fatima > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[0:00] host > presence_set Fatima not present\n"
                    "       presence_changed Fatima not present\n"
                    "[0:00] Wim > vote_cast round 0 A\n"
                    "       vote_cast round 0 A\n"
                    "       step_begun round 0 discussion, spokesperson Fatima, until 10:00\n");
    world_close(w);
}

TEST(late_joiner_takes_part_in_the_running_step)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");

    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    world_join(w, "Noor", ROOM_AUTO);
    world_vote(w, "Wim", 'A');
    world_vote(w, "Noor", 'C');
    world_expect(w, "[0:00] Fatima > vote_cast round 0 B\n"
                    "       vote_cast round 0 B\n"
                    "[0:00] host > seat_take participant \"Noor\" nl\n"
                    "       seat_taken Noor participant \"Noor\" nl\n"
                    "[0:00] host > presence_set Noor present\n"
                    "       presence_changed Noor present\n"
                    "[0:00] Wim > vote_cast round 0 A\n"
                    "       vote_cast round 0 A\n"
                    "[0:00] Noor > vote_cast round 0 C\n"
                    "       vote_cast round 0 C\n"
                    "       step_begun round 0 discussion, spokesperson Fatima, until 10:00\n");
    world_close(w);
}

TEST(diagnosis_closes_when_all_have_placed_everybody)
{
    struct world *w = world_started((struct world_settings){.with_diagnosis = true}, "Fatima Wim");

    world_to(w, STEP_DIAGNOSIS);
    world_guess(w, "Fatima", 0, PHASE_ACTING);
    world_guess(w, "Fatima", 3, PHASE_ACTING); /* Is not asked about. */
    world_guess(w, "Fatima", 1, PHASE_UNAWARE);
    world_guess(w, "Wim", 0, PHASE_SELECTING);
    world_guess(w, "Wim", 1, PHASE_UNAWARE);
    world_expect(w, "[0:00] Fatima > guess_cast round 0 member 0 acting\n"
                    "       guess_cast round 0 member 0 acting\n"
                    "[0:00] Fatima > guess_cast round 0 member 3 acting\n"
                    "       rejected: member_unknown\n"
                    "[0:00] Fatima > guess_cast round 0 member 1 unaware\n"
                    "       guess_cast round 0 member 1 unaware\n"
                    "[0:00] Wim > guess_cast round 0 member 0 selecting\n"
                    "       guess_cast round 0 member 0 selecting\n"
                    "[0:00] Wim > guess_cast round 0 member 1 unaware\n"
                    "       guess_cast round 0 member 1 unaware\n"
                    "       step_begun round 0 choice, spokesperson Fatima, until 4:00\n");
    world_close(w);
}

/* Who is too late hears that it does not count, with the second ballot as with the first; who is
 * too early does not hear that it is closed. */
TEST(late_second_ballot_hears_that_it_does_not_count)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");

    world_to(w, STEP_DISCUSSION);
    world_second(w, "Fatima", 'A');
    world_to(w, STEP_CONSEQUENCE);
    world_second(w, "Wim", 'B');
    world_expect(w, "[0:00] Fatima > second_cast round 0 A\n"
                    "       rejected: step_over\n"
                    "[0:00] Wim > second_cast round 0 B\n"
                    "       rejected: round_over\n");
    world_close(w);
}

TEST(who_moved_is_guessed_once_after_the_decision)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    struct command c = {.type = COMMAND_MOVER_CAST};

    world_to(w, STEP_DECISION);
    c.mover_cast.member = 1;
    world_do(w, "Fatima", c); /* Nothing has moved yet. */
    world_to(w, STEP_CONSEQUENCE);
    world_do(w, "Fatima", c);
    c.mover_cast.member = 2;
    world_do(w, "Fatima", c); /* She has looked by now. */
    c.mover_cast.member = MEMBERS_MAX - 1;
    world_do(w, "Wim", c);
    world_expect(w, "[0:00] Fatima > mover_cast round 0 member 1\n"
                    "       rejected: step_over\n"
                    "[0:00] Fatima > mover_cast round 0 member 1\n"
                    "       mover_cast round 0 member 1\n"
                    "[0:00] Fatima > mover_cast round 0 member 2\n"
                    "[0:00] Wim > mover_cast round 0 member 11\n"
                    "       rejected: member_unknown\n");
    world_close(w);
}

TEST(reason_with_control_characters_is_refused)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    struct command c = {.type = COMMAND_VOTE_CAST};

    world_to(w, STEP_CHOICE);
    c.vote_cast.reason = bytes_of("a\x1b[2Jb");
    CHECK_EQ(world_do(w, "Fatima", c), REJECT_FIELD_INVALID);
    c.id = 0;
    c.vote_cast.reason = bytes_of("Omdat zij het kan.");
    world_hush(w);
    world_do(w, "Fatima", c);
    world_expect(w, "[0:00] Fatima > vote_cast round 0 A \"Omdat zij het kan.\"\n"
                    "       vote_cast round 0 A \"Omdat zij het kan.\"\n");
    world_close(w);
}
