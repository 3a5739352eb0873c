/* views_test.c -- what the sections say, at every step of a session. Their shape is checked here
 * and in the random sessions; who may see what in privacy_test.c; what the
 * trainer sees in trainer_views_test.c. */
#include "looks.h"
#include "seen.h"
#include "session/state.h"
#include "test.h"
#include "world.h"

#include "sim/sim_why.h"

#include <cJSON.h>
#include <stdio.h>
#include <stdlib.h>

TEST(every_view_has_its_shape_at_every_step)
{
    struct world *w =
        world_started((struct world_settings){.with_diagnosis = true}, "Fatima Wim Dirk");

    for (int round = 0; round < 3; round++) {
        for (int step = STEP_SITUATION; step <= STEP_REFLECTION; step++) {
            if (round == 1 && step == STEP_DIAGNOSIS)
                continue;
            world_to(w, (enum step)step);
            CHECK(look_at_everything(world_session(w), world_now_ms(w)) == 2 * (3 * 11 + 12));
        }
    }
    world_to(w, STEP_DEBRIEF);
    look_at_everything(world_session(w), world_now_ms(w));
    world_close(w);
}

/* The phones find the drawing of whoever speaks by this id, and need no name for it. */
TEST(who_speaks_comes_with_a_drawn_face_and_an_expression)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima");
    cJSON *round = seen(w, "Fatima", SECTION_ROUND);

    CHECK_TEXT(seen_text(round, "dilemma.situation.0.kind"), "paragraph");
    CHECK_TEXT(seen_text(round, "dilemma.situation.0.portrait"), "");
    CHECK_TEXT(seen_text(round, "dilemma.situation.1.kind"), "speech");
    CHECK_TEXT(seen_text(round, "dilemma.situation.1.portrait"), "yasmina");
    CHECK_TEXT(seen_text(round, "dilemma.situation.1.face"), "moe");
    cJSON_Delete(round);
    world_close(w);
}

TEST(estimate_is_what_most_guess_and_of_a_tie_the_lower)
{
    struct world *w =
        world_started((struct world_settings){.with_diagnosis = true}, "Fatima Wim Dirk");
    cJSON *team;

    world_to(w, STEP_DIAGNOSIS);
    team = seen(w, "Fatima", SECTION_TEAM);
    CHECK_TEXT(seen_text(team, "rooms.0.members.0.known"), "estimated");
    CHECK_EQ(seen_number(team, "rooms.0.members.0.phase"), 2); /* The impression. */
    cJSON_Delete(team);
    world_guess(w, "Fatima", 0, PHASE_APPLYING);
    world_guess(w, "Wim", 0, PHASE_UNAWARE);
    world_guess(w, "Dirk", 0, PHASE_APPLYING);
    world_guess(w, "Fatima", 1, PHASE_ACTING);
    world_guess(w, "Wim", 1, PHASE_CONTINUOUS);
    team = seen(w, "Fatima", SECTION_TEAM);
    CHECK_EQ(seen_number(team, "rooms.0.members.0.phase"), 2); /* Not before the step ends. */
    cJSON_Delete(team);
    world_next(w);
    team = seen(w, "Fatima", SECTION_TEAM);
    CHECK_EQ(seen_number(team, "rooms.0.members.0.phase"), PHASE_APPLYING);
    CHECK_EQ(seen_number(team, "rooms.0.members.1.phase"), PHASE_ACTING);
    cJSON_Delete(team);
    world_close(w);
}

TEST(members_a_dilemma_was_about_are_revealed_from_its_consequence_on)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    cJSON *team;

    world_to(w, STEP_DECISION);
    team = seen(w, "Fatima", SECTION_TEAM);
    CHECK_TEXT(seen_text(team, "rooms.0.members.0.known"), "estimated");
    cJSON_Delete(team);
    world_to(w, STEP_CONSEQUENCE);
    team = seen(w, "Fatima", SECTION_TEAM);
    CHECK_TEXT(seen_text(team, "rooms.0.members.0.known"), "revealed");
    CHECK_EQ(seen_number(team, "rooms.0.members.0.phase"),
             session_room(world_session(w), 0)->team.member.phase[0]);
    CHECK_TEXT(seen_text(team, "rooms.0.members.2.known"), "estimated");
    cJSON_Delete(team);
    world_undo(w); /* Taken back with everything else. */
    team = seen(w, "Fatima", SECTION_TEAM);
    CHECK_TEXT(seen_text(team, "rooms.0.members.0.known"), "estimated");
    cJSON_Delete(team);
    world_to(w, STEP_REFLECTION);
    world_simply(w, TRAINER, COMMAND_SESSION_END);
    team = seen(w, "Fatima", SECTION_TEAM);
    CHECK_TEXT(seen_text(team, "rooms.0.members.2.known"), "open");
    cJSON_Delete(team);
    world_close(w);
}

/* Yasmina left in the first round and somebody else has her place: what was known was about her. */
TEST(of_somebody_new_nothing_is_known_until_the_room_has_an_idea)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    struct room *r = (struct room *)(uintptr_t)session_room(world_session(w), 0);
    struct ballot *b;
    cJSON *team;

    world_to(w, STEP_REFLECTION);
    r->rounds[0].after.changed[0] = 1;
    team = seen(w, "Fatima", SECTION_TEAM);
    CHECK_TEXT(seen_text(team, "rooms.0.members.0.known"), "nothing");
    CHECK_EQ(seen_number(team, "rooms.0.members.0.phase"), -1);
    CHECK(cJSON_IsTrue(seen_at(team, "rooms.0.members.0.newcomer")));
    CHECK_TEXT(seen_text(team, "rooms.0.members.1.known"), "revealed");
    cJSON_Delete(team);
    team = seen(w, TRAINER, SECTION_TEAM);
    CHECK_TEXT(seen_text(team, "rooms.0.members.0.known"), "open");
    cJSON_Delete(team);
    /* The next dilemma to ask about this place is played as round 1, and Wim makes a guess. */
    r->rounds[1].dilemma = 0;
    r->round = 1;
    r->step = STEP_CHOICE;
    b = (struct ballot *)(uintptr_t)&session_ballots(world_session(w), world_seat(w, "Wim"))[1];
    b->room = 0;
    b->guess[0] = PHASE_APPLYING;
    team = seen(w, "Fatima", SECTION_TEAM);
    CHECK_TEXT(seen_text(team, "rooms.0.members.0.known"), "estimated");
    CHECK_EQ(seen_number(team, "rooms.0.members.0.phase"), PHASE_APPLYING);
    cJSON_Delete(team);
    world_abandon(w);
}

TEST(result_opens_with_the_discussion_and_names_two_that_oppose)
{
    static const struct {
        const char *who, *reason;
        uint32_t option;
    } votes[] = {{"Fatima", "Kort", 0}, {"Wim", "Een langere reden", 0}, {"Dirk", "Juist niet", 2}};
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim Dirk");
    cJSON *result;

    world_to(w, STEP_CHOICE);
    for (size_t i = 0; i < 3; i++) {
        struct command c = {.type = COMMAND_VOTE_CAST};

        result = seen(w, "Fatima", SECTION_RESULT);
        CHECK_EQ(seen_length(result, "rooms.0.first"), 0);
        CHECK_EQ(seen_length(result, "rooms.0.reasons"), 0);
        cJSON_Delete(result);
        c.vote_cast.option = votes[i].option;
        c.vote_cast.reason = bytes_of(votes[i].reason);
        world_do(w, votes[i].who, c);
    }
    result = seen(w, "Fatima", SECTION_RESULT);
    CHECK_EQ(seen_number(result, "rooms.0.first.0"), 2);
    CHECK_EQ(seen_number(result, "rooms.0.first.2"), 1);
    CHECK_EQ(seen_length(result, "rooms.0.reasons"), 3);
    CHECK_TEXT(seen_text(result, "rooms.0.reasons.0.text"), "Een langere reden");
    CHECK_TEXT(seen_text(result, "rooms.0.reasons.1.text"), "Juist niet");
    CHECK(cJSON_IsTrue(seen_at(result, "rooms.0.reasons.1.featured")));
    CHECK(cJSON_IsFalse(seen_at(result, "rooms.0.reasons.2.featured")));
    CHECK_EQ(seen_length(result, "rooms.0.second"), 0);
    cJSON_Delete(result);
    world_close(w);
}

TEST(shifts_are_told_once_the_room_has_decided)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim Dirk");
    cJSON *result;

    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'A');
    world_vote(w, "Wim", 'B');
    world_vote(w, "Dirk", 'B');
    world_to(w, STEP_DECISION);
    world_second(w, "Fatima", 'B');
    result = seen(w, "Wim", SECTION_RESULT);
    CHECK_EQ(seen_length(result, "rooms.0.shifts"), 0);
    cJSON_Delete(result);
    world_second(w, "Wim", 'B');
    world_second(w, "Dirk", 'B');
    result = seen(w, "Wim", SECTION_RESULT);
    CHECK_EQ(seen_number(result, "rooms.0.shifts.0.from"), 0);
    CHECK_EQ(seen_number(result, "rooms.0.shifts.0.to"), 1);
    CHECK_EQ(seen_number(result, "rooms.0.shifts.0.count"), 1);
    CHECK_EQ(seen_number(result, "rooms.0.shifts.1.count"), 2);
    CHECK_EQ(seen_number(result, "rooms.0.decision"), 1);
    cJSON_Delete(result);
    world_close(w);
}

TEST(consequence_tells_a_story_and_at_most_five_causes_heaviest_first)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    cJSON *c;

    world_to(w, STEP_DECISION);
    c = seen(w, "Fatima", SECTION_CONSEQUENCE);
    CHECK_EQ(seen_length(c, "rooms"), 0);
    cJSON_Delete(c);
    world_to(w, STEP_CONSEQUENCE);
    c = seen(w, "Fatima", SECTION_CONSEQUENCE);
    CHECK_TEXT(seen_text(c, "rooms.0.title"), "Weken later");
    CHECK_TEXT(seen_text(c, "rooms.0.story.0.text"), "Yasmina opent de map.");
    CHECK(seen_length(c, "rooms.0.why") >= 1 && seen_length(c, "rooms.0.why") <= 5);
    CHECK_EQ(seen_number(c, "rooms.0.why.0.weight"), 3);
    for (int i = 1; i < seen_length(c, "rooms.0.why"); i++) {
        char path[2][40];

        snprintf(path[0], sizeof path[0], "rooms.0.why.%d.weight", i - 1);
        snprintf(path[1], sizeof path[1], "rooms.0.why.%d.weight", i);
        CHECK(seen_number(c, path[0]) >= seen_number(c, path[1]));
    }
    cJSON_Delete(c);
    world_close(w);
}

/* A buddy for everybody: that option is among what helped those it was about, by what it moved. */
TEST(cause_of_a_push_is_told_by_the_option_that_started_it)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    const struct room *r = session_room(world_session(w), 0);
    bool found = false;

    world_to(w, STEP_CONSEQUENCE); /* Option A: the buddy, pulse 0. */
    for (uint32_t i = 0; i < r->causes_count; i++) {
        found |= r->causes[i].round == 0 && r->causes[i].pulse == 0 && r->causes[i].helped;
        CHECK(r->causes[i].term != SIM_TERM_PULSE && r->causes[i].term != SIM_TERM_INTERVENTION);
        CHECK_EQ(r->causes[i].helped, r->causes[i].amount > 0);
        CHECK_EQ(r->causes[i].members & ~3u, 0); /* The dilemma is about 0 and 1. */
        CHECK(r->causes[i].members != 0);
    }
    CHECK(found);
    world_close(w);
}

TEST(own_path_shows_votes_beside_the_rooms_and_guesses_beside_the_truth)
{
    struct world *w = world_started((struct world_settings){.with_diagnosis = true}, "Fatima Wim");
    uint32_t truth = session_room(world_session(w), 0)->start.phases[0];
    cJSON *me;

    world_to(w, STEP_DIAGNOSIS);
    world_guess(w, "Fatima", 0, PHASE_CONTINUOUS);
    world_to(w, STEP_CHOICE);
    world_vote(w, "Fatima", 'B');
    me = seen(w, "Fatima", SECTION_ME);
    CHECK_EQ(seen_number(me, "vote"), 1);
    CHECK_EQ(seen_number(me, "guesses.0.phase"), PHASE_CONTINUOUS);
    CHECK_EQ(seen_length(me, "path"), 0);
    cJSON_Delete(me);
    world_vote(w, "Wim", 'A');
    world_to(w, STEP_DECISION);
    world_second(w, "Fatima", 'C');
    world_second(w, "Wim", 'C');
    me = seen(w, "Fatima", SECTION_ME);
    CHECK_EQ(seen_number(me, "path.0.first"), 1);
    CHECK_EQ(seen_number(me, "path.0.second"), 2);
    CHECK_EQ(seen_number(me, "path.0.decision"), 2);
    CHECK_TEXT(seen_text(me, "path.0.first_title"), "Loslaten");
    CHECK_EQ(seen_number(me, "path.0.guesses.0.guess"), PHASE_CONTINUOUS);
    CHECK_EQ(seen_number(me, "path.0.guesses.0.truth"), truth);
    cJSON_Delete(me);
    world_close(w);
}

TEST(who_comes_in_is_not_back_before_being_away)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    cJSON *t = seen(w, TRAINER, SECTION_TRAINER);

    for (int i = 0; i < seen_length(t, "happened"); i++) {
        char path[32];

        snprintf(path, sizeof path, "happened.%d.kind", i);
        CHECK(strcmp(seen_text(t, path), "back") != 0);
    }
    cJSON_Delete(t);
    world_away(w, "Wim");
    world_back(w, "Wim");
    t = seen(w, TRAINER, SECTION_TRAINER);
    CHECK_TEXT(seen_text(t, "happened.0.kind"), "back");
    CHECK_TEXT(seen_text(t, "happened.1.kind"), "away");
    cJSON_Delete(t);
    world_close(w);
}

TEST(debrief_looks_back_and_offers_cards)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    cJSON *d;

    world_to(w, STEP_REFLECTION);
    d = seen(w, "Fatima", SECTION_DEBRIEF);
    CHECK_EQ(seen_length(d, "rooms") + seen_length(d, "cards") + seen_length(d, "aims"), 0);
    cJSON_Delete(d);
    world_simply(w, TRAINER, COMMAND_SESSION_END);
    d = seen(w, "Fatima", SECTION_DEBRIEF);
    CHECK_EQ(seen_length(d, "rooms.0.decisions"), 1);
    CHECK_EQ(seen_length(d, "rooms.0.members.0.phases"), 2);
    CHECK_EQ(seen_length(d, "rooms.0.matrix"), LAYER_COUNT);
    CHECK_EQ(seen_number(d, "rooms.0.matrix.1.actions.1"),
             1); /* The buddy, for whoever is selecting. */
    CHECK_TEXT(seen_text(d, "rooms.0.ending"), "Zo gaat het verder.");
    CHECK_TEXT(seen_text(d, "cards.0.suggestions.0.text"), "Laat twee mensen samen kijken.");
    cJSON_Delete(d);
    world_close(w);
}

TEST(texts_come_in_the_language_of_each_seat)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    struct command english = {.type = COMMAND_LANGUAGE_SET};
    cJSON *round;

    english.language_set.lang = LANG_EN;
    world_do(w, "Wim", english);
    round = seen(w, "Wim", SECTION_ROUND);
    CHECK_TEXT(seen_text(round, "dilemma.title"), "The folder");
    cJSON_Delete(round);
    round = seen(w, "Fatima", SECTION_ROUND);
    CHECK_TEXT(seen_text(round, "dilemma.title"), "De map");
    cJSON_Delete(round);
    world_close(w);
}

/* Deadlines as told to screens: a guide in the trainer's pace; while paused what is left. */
TEST(timer_tells_the_deadline_or_while_paused_what_is_left)
{
    struct world *w = world_started((struct world_settings){.pace = PACE_TIMED}, "Fatima");
    struct command pause = {.type = COMMAND_SESSION_PAUSE};
    cJSON *timer = seen(w, "Fatima", SECTION_TIMER);

    CHECK(seen_at(timer, "rooms.0.deadline_ms")->valuedouble == (double)(world_now_ms(w) + 180000));
    CHECK(cJSON_IsTrue(seen_at(timer, "rooms.0.closes")));
    cJSON_Delete(timer);
    world_elapse_s(w, 60);
    pause.session_pause.paused = true;
    world_do(w, TRAINER, pause);
    world_elapse_s(w, 500);
    timer = seen(w, "Fatima", SECTION_TIMER);
    CHECK_EQ(seen_number(timer, "rooms.0.deadline_ms"), 0);
    CHECK_EQ(seen_number(timer, "rooms.0.remaining_ms"), 120000);
    cJSON_Delete(timer);
    world_close(w);
}

/* All that a trainer can bring into a round of every room, in the longest words. */
static void bring_all(struct world *w, const char *text)
{
    struct command bring = {.type = COMMAND_HAPPENING_BRING},
                   write = {.type = COMMAND_HAPPENING_WRITE};

    bring.happening_bring.room = write.happening_write.room = ROOM_ALL;
    bring.happening_bring.pulse = write.happening_write.pulse = bytes_of("drukte");
    write.happening_write.text = bytes_of(text);
    for (uint32_t i = 0; i < HAPPENINGS_BROUGHT_MAX; i++)
        CHECK_EQ(world_do(w, TRAINER, bring), REJECT_NONE);
    CHECK_EQ(world_do(w, TRAINER, write), REJECT_NONE);
}

/* The fullest session there can be: its views fit their limit, SECTION_BYTES_MAX. */
TEST(views_of_the_fullest_session_fit)
{
    struct world *w = world_open((struct world_settings){.rooms = ROOMS_MAX,
                                                         .seats_max = SEATS_MAX,
                                                         .room_seats_max = 10,
                                                         .names_shown = true,
                                                         .rule = RULE_CONSENSUS});
    struct audience trainer = session_audience(world_session(w), 0);
    static char reason[REASON_BYTES_MAX + 1], note[NOTE_BYTES_MAX + 1];
    const char *const longest = "\xE2\x82\xAC"; /* Three bytes a character. */
    char name[16];

    for (size_t i = 0; i < NOTE_BYTES_MAX; i++) {
        note[i] = longest[i % 3];
        reason[i % REASON_BYTES_MAX] = longest[i % 3];
    }
    for (uint32_t i = 0; i < SEATS_MAX - 1; i++) {
        snprintf(name, sizeof name, "Deelnemer %u", i);
        CHECK_EQ(world_join(w, name, ROOM_AUTO), REJECT_NONE);
    }
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    bring_all(w, reason);
    world_next(w);
    for (uint16_t i = 1; i < SEATS_MAX; i++) {
        struct command c = {.type = COMMAND_VOTE_CAST};

        c.vote_cast.option = i % 3;
        c.vote_cast.reason = bytes_of(reason);
        CHECK_EQ(world_send(w, i, c), REJECT_NONE);
    }
    for (uint32_t i = 0; i < SECTIONS_COUNT; i++)
        CHECK(look(world_session(w), &trainer, section_at(i), ENCODING_JSON, 0).size > 0);
    world_next(w);
    for (uint16_t i = 1; i < SEATS_MAX; i++) {
        struct command c = {.type = COMMAND_OBJECTION_SET};

        c.objection_set.objects = true;
        c.objection_set.reason = bytes_of(reason);
        CHECK_EQ(world_send(w, i, c), REJECT_NONE);
    }
    CHECK(look(world_session(w), &trainer, SECTION_RESULT, ENCODING_JSON, 0).size > 0);
    for (uint32_t i = 0; i < ROOMS_MAX; i++) {
        struct command c = {.type = COMMAND_ROOM_DECIDE};

        c.room_decide.room = i;
        world_do(w, TRAINER, c);
    }
    for (uint16_t i = 1; i < SEATS_MAX; i++) {
        struct command c = {.type = COMMAND_REFLECTION_SHARE};

        c.reflection_share.text = bytes_of(note);
        CHECK_EQ(world_send(w, i, c), REJECT_NONE);
    }
    for (uint32_t i = 0; i < SECTIONS_COUNT; i++)
        CHECK(look(world_session(w), &trainer, section_at(i), ENCODING_JSON, 0).size > 0);
    world_simply(w, TRAINER, COMMAND_SESSION_END);
    CHECK(look(world_session(w), &trainer, SECTION_DEBRIEF, ENCODING_JSON, 0).size > 0);
    world_close(w);
}
