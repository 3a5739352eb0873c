/* desk_story.c -- what a trainer says and brings, and how it goes again; what the desk shows of a
 * room's silence. */
#include "looks.h"
#include "session/inside.h"
#include "test.h"
#include "world.h"

#include <stdio.h>
#include <string.h>

/* Does this text stand in a section, as this seat sees it? */
static bool shows(struct world *w, const char *who, enum section section, const char *text)
{
    const struct session *s = world_session(w);
    struct audience audience =
        who == NULL
            ? (struct audience){.role = ROLE_PROJECTOR, .room = ROOM_NONE, .seat = SEAT_NONE}
            : session_audience(s, world_seat(w, who));
    struct bytes seen = look(s, &audience, section, ENCODING_JSON, world_now_ms(w));
    size_t size = strlen(text);

    for (size_t i = 0; i + size <= seen.size; i++) {
        if (memcmp(seen.data + i, text, size) == 0)
            return true;
    }
    return false;
}

static void say(struct world *w, const char *text)
{
    struct command c = {.type = COMMAND_MESSAGE_SEND};

    c.message_send.room = ROOM_ALL;
    c.message_send.text = bytes_of(text);
    CHECK_EQ(world_do(w, TRAINER, c), REJECT_NONE);
}

TEST(message_says_who_wrote_it_and_goes_with_the_step)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");

    say(w, "Nog even");
    CHECK(
        shows(w, "Fatima", SECTION_SESSION, "\"message\":\"Nog even\",\"message_from\":\"Anna\""));
    world_to(w, STEP_CHOICE);
    CHECK(shows(w, "Fatima", SECTION_SESSION, "\"message\":\"\",\"message_from\":\"\""));
    say(w, "Kies maar");
    CHECK(shows(w, TRAINER, SECTION_SESSION, "\"message\":\"Kies maar\""));
    world_next(w);
    CHECK(!shows(w, TRAINER, SECTION_SESSION, "Kies maar"));
    world_close(w);
}

static void say_to(struct world *w, uint32_t room, const char *text)
{
    struct command c = {.type = COMMAND_MESSAGE_SEND};

    c.message_send.room = room;
    c.message_send.text = bytes_of(text);
    CHECK_EQ(world_do(w, TRAINER, c), REJECT_NONE);
}

TEST(wall_shows_a_message_to_all_and_that_of_the_room_it_shows)
{
    struct world *w = world_started((struct world_settings){.rooms = 2}, "Fatima Wim");
    struct command c = {.type = COMMAND_PROJECTOR_SHOW};

    say_to(w, 1, "Alleen hier");
    CHECK(shows(w, TRAINER, SECTION_SESSION, "Alleen hier"));
    CHECK(!shows(w, NULL, SECTION_SESSION, "Alleen hier"));
    c.projector_show.room = 1;
    world_do(w, TRAINER, c);
    CHECK(shows(w, NULL, SECTION_SESSION, "Alleen hier"));
    c.projector_show.room = ROOM_ALL;
    world_do(w, TRAINER, c);
    say_to(w, ROOM_ALL, "Over vijf minuten pauze");
    CHECK(shows(w, NULL, SECTION_SESSION, "Over vijf minuten pauze"));
    world_close(w);
}

static struct command light(struct world *w, const char *who, bool lit)
{
    const struct session *s = world_session(w);
    uint16_t seat = world_seat(w, who);

    return (struct command){
        .type = COMMAND_REASON_LIGHT,
        .reason_light = {.reason = reason_number(s, seat, session_seat(s, seat)->reason_round),
                         .lit = lit}};
}

/* One at a time; another text, or the next dilemma, is not what the trainer held up. */
TEST(one_reason_is_held_up_on_the_wall_until_it_is_another_text)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim Noor");
    const char *const lit = "\"hidden\":false,\"lit\":true";
    struct command hide = {.type = COMMAND_REASON_HIDE};

    world_to(w, STEP_CHOICE);
    CHECK_EQ(world_do(w, TRAINER, light(w, "Fatima", true)), REJECT_FIELD_INVALID);
    world_vote_why(w, "Fatima", 'A', "Zij kan het");
    world_vote_why(w, "Wim", 'B', "Nog niet");
    world_do(w, TRAINER, light(w, "Fatima", true));
    CHECK(!shows(w, NULL, SECTION_RESULT, "Zij kan het")); /* Not before the room may see it. */
    world_vote_why(w, "Noor", 'A', "");
    CHECK(shows(w, NULL, SECTION_RESULT, "\"text\":\"Zij kan het\",\"name\":\"\""));
    CHECK(shows(w, NULL, SECTION_RESULT, lit));
    world_do(w, TRAINER, light(w, "Wim", true));
    CHECK(!reason_is_lit(world_session(w), world_seat(w, "Fatima")));
    CHECK(reason_is_lit(world_session(w), world_seat(w, "Wim")));
    hide.reason_hide.reason = light(w, "Wim", true).reason_light.reason;
    hide.reason_hide.hidden = true;
    world_do(w, TRAINER, hide);
    CHECK(!shows(w, NULL, SECTION_RESULT, lit));
    world_do(w, TRAINER, light(w, "Wim", false));
    CHECK(!reason_is_lit(world_session(w), world_seat(w, "Wim")));
    world_do(w, TRAINER, light(w, "Fatima", true));
    world_do(w, TRAINER, (struct command){.type = COMMAND_ROOM_REOPEN});
    world_vote_why(w, "Fatima", 'A', "Iets anders");
    CHECK(!reason_is_lit(world_session(w), world_seat(w, "Fatima")));
    world_close(w);
}

static enum reject happening(struct world *w, enum command_type type, const char *pulse)
{
    struct command c = {.type = type};

    if (type == COMMAND_HAPPENING_BRING) {
        c.happening_bring.room = ROOM_ALL;
        c.happening_bring.pulse = bytes_of(pulse);
    } else {
        c.happening_drop.room = ROOM_ALL;
        c.happening_drop.pulse = bytes_of(pulse);
    }
    return world_do(w, TRAINER, c);
}

TEST(happening_that_is_taken_back_leaves_no_trace_in_the_team)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    struct world *calm = world_started((struct world_settings){0}, "Fatima Wim");
    const struct room *r = session_room(world_session(w), 0);

    world_to(w, STEP_CHOICE);
    world_to(calm, STEP_CHOICE);
    CHECK_EQ(happening(w, COMMAND_HAPPENING_BRING, "drukte"), REJECT_NONE);
    CHECK(shows(w, TRAINER, SECTION_TRAINER, "\"brought\":[{\"pulse\":\"drukte\""));
    CHECK_EQ(happening(w, COMMAND_HAPPENING_DROP, "drukte"), REJECT_NONE);
    CHECK_EQ(happening(w, COMMAND_HAPPENING_DROP, "drukte"), REJECT_NONE); /* A second click. */
    CHECK_EQ(happening(w, COMMAND_HAPPENING_DROP, "buddy"), REJECT_HAPPENING_UNKNOWN);
    CHECK(shows(w, TRAINER, SECTION_TRAINER, "\"brought\":[]"));
    CHECK(memcmp(r->expectations, session_room(world_session(calm), 0)->expectations,
                 sizeof r->expectations) == 0);
    world_to(w, STEP_CONSEQUENCE);
    world_to(calm, STEP_CONSEQUENCE);
    CHECK(memcmp(&r->team, &session_room(world_session(calm), 0)->team, sizeof r->team) == 0);
    CHECK_EQ(happening(w, COMMAND_HAPPENING_DROP, "drukte"), REJECT_NONE); /* Has come: stays. */
    world_close(calm);
    world_close(w);
}

/* In all rooms, in own words. */
static enum reject write_happening(struct world *w, const char *pulse, const char *text)
{
    struct command c = {.type = COMMAND_HAPPENING_WRITE};

    c.happening_write.room = ROOM_ALL;
    c.happening_write.pulse = bytes_of(pulse);
    c.happening_write.text = bytes_of(text);
    return world_do(w, TRAINER, c);
}

static enum reject erase_happening(struct world *w)
{
    return world_do(
        w, TRAINER,
        (struct command){.type = COMMAND_HAPPENING_ERASE, .happening_erase = {.room = ROOM_ALL}});
}

#define STAIRS_BROKEN "De trap is stuk"

TEST(happening_in_own_words_does_what_was_picked_and_is_told_with_the_consequence)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    struct world *same = world_started((struct world_settings){0}, "Fatima Wim");
    struct world *calm = world_started((struct world_settings){0}, "Fatima Wim");
    const struct room *r = session_room(world_session(w), 0);
    const char *told =
        "\"befell\":[{\"name\":\"Er komt meer werk\",\"text\":\"" STAIRS_BROKEN "\",\"own\":true}]";

    world_to(w, STEP_CHOICE);
    CHECK(shows(w, TRAINER, SECTION_TRAINER, "\"effects\":[{\"pulse\":\"drukte\""));
    CHECK_EQ(write_happening(w, "drukte", STAIRS_BROKEN), REJECT_NONE);
    CHECK(shows(w, TRAINER, SECTION_TRAINER, "\"written\":{\"name\":\"Er komt meer werk\""));
    CHECK(!shows(w, "Fatima", SECTION_CONSEQUENCE, STAIRS_BROKEN)); /* Not before it has come. */
    CHECK_EQ(happening(same, COMMAND_HAPPENING_BRING, "drukte"), REJECT_NONE);
    world_to(w, STEP_CONSEQUENCE);
    world_to(same, STEP_CONSEQUENCE);
    world_to(calm, STEP_CONSEQUENCE);
    CHECK(shows(w, "Fatima", SECTION_CONSEQUENCE, told));
    CHECK(shows(w, NULL, SECTION_CONSEQUENCE, told));
    CHECK(shows(same, "Fatima", SECTION_CONSEQUENCE,
                "\"befell\":[{\"name\":\"drukte\",\"text\":\"drukte\",\"own\":false}]"));
    CHECK(shows(calm, "Fatima", SECTION_CONSEQUENCE, "\"befell\":[]"));
    CHECK(memcmp(&r->team, &session_room(world_session(same), 0)->team, sizeof r->team) == 0);
    CHECK(memcmp(&r->team, &session_room(world_session(calm), 0)->team, sizeof r->team) != 0);
    world_simply(w, TRAINER, COMMAND_SESSION_END);
    CHECK(shows(w, "Fatima", SECTION_DEBRIEF,
                "\"befell\":[{\"round\":0,\"rooms\":[0],\"name\":\"Er komt meer werk\",\"text\":"
                "\"" STAIRS_BROKEN "\",\"own\":true}]"));
    world_close(calm);
    world_close(same);
    world_close(w);
}

TEST(happening_in_own_words_that_is_taken_back_leaves_no_trace_in_the_team)
{
    struct world *w = world_started((struct world_settings){.rooms = 2}, "Fatima Wim");
    struct world *calm = world_started((struct world_settings){.rooms = 2}, "Fatima Wim");
    const struct room *r = session_room(world_session(w), 0);

    CHECK_EQ(write_happening(w, "buddy", STAIRS_BROKEN), REJECT_HAPPENING_UNKNOWN);
    CHECK_EQ(write_happening(w, "drukte", ""), REJECT_TEXT_EMPTY);
    CHECK_EQ(write_happening(w, "drukte", STAIRS_BROKEN), REJECT_NONE);
    CHECK_EQ(write_happening(w, "drukte", "Nog iets"), REJECT_TOO_MANY); /* One a round. */
    CHECK_EQ(erase_happening(w), REJECT_NONE);
    CHECK_EQ(erase_happening(w), REJECT_NONE); /* A second click. */
    CHECK(shows(w, TRAINER, SECTION_TRAINER, "\"written\":null"));
    CHECK(memcmp(r->expectations, session_room(world_session(calm), 0)->expectations,
                 sizeof r->expectations) == 0);
    world_to(w, STEP_CONSEQUENCE);
    world_to(calm, STEP_CONSEQUENCE);
    CHECK(memcmp(&r->team, &session_room(world_session(calm), 0)->team, sizeof r->team) == 0);
    CHECK_EQ(write_happening(w, "drukte", STAIRS_BROKEN), REJECT_NONE); /* For the next round. */
    CHECK(!shows(w, "Fatima", SECTION_CONSEQUENCE, STAIRS_BROKEN));
    world_close(calm);
    world_close(w);
}

TEST(why_list_names_what_own_words_did_and_not_a_happening_of_another_story)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    struct world *named = world_started((struct world_settings){0}, "Fatima Wim");

    CHECK_EQ(write_happening(w, "drukte", STAIRS_BROKEN), REJECT_NONE);
    CHECK_EQ(happening(named, COMMAND_HAPPENING_BRING, "drukte"), REJECT_NONE);
    world_to(w, STEP_CONSEQUENCE);
    world_to(named, STEP_CONSEQUENCE);
    CHECK(shows(w, "Fatima", SECTION_CONSEQUENCE, "\"title\":\"Er komt meer werk\""));
    CHECK(!shows(w, "Fatima", SECTION_CONSEQUENCE, "\"title\":\"drukte\""));
    CHECK(shows(named, "Fatima", SECTION_CONSEQUENCE, "\"title\":\"drukte\""));
    world_close(named);
    world_close(w);
}

TEST(wall_is_told_that_its_picture_is_frozen_or_dark)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima");
    struct command c = {.type = COMMAND_PROJECTOR_CURTAIN};

    c.projector_curtain.curtain = CURTAIN_FROZEN;
    world_do(w, TRAINER, c);
    world_do(w, TRAINER, c);
    CHECK(shows(w, NULL, SECTION_SESSION, "\"projector_curtain\":\"frozen\""));
    c.projector_curtain.curtain = CURTAIN_OPEN;
    world_do(w, TRAINER, c);
    CHECK(shows(w, NULL, SECTION_SESSION, "\"projector_curtain\":\"open\""));
    world_expect(w, "[0:00] Anna > projector_curtain frozen\n"
                    "       projector_curtained frozen\n"
                    "[0:00] Anna > projector_curtain frozen\n"
                    "[0:00] Anna > projector_curtain\n"
                    "       projector_curtained\n");
    world_close(w);
}

TEST(wall_is_told_which_moment_and_which_other_way_it_shows)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima");
    struct command c = {.type = COMMAND_PROJECTOR_SHOW};

    c.projector_show = (struct command_projector_show){
        .view = PROJECTOR_VIEW_TIMELINE, .room = 0, .moment = 2, .turn = 1, .option = 3};
    world_do(w, TRAINER, c);
    CHECK(shows(w, NULL, SECTION_SESSION, "\"projector_view\":\"timeline\""));
    CHECK(shows(w, NULL, SECTION_SESSION, "\"projector_moment\":2"));
    CHECK(shows(w, NULL, SECTION_SESSION, "\"projector_turn\":1"));
    CHECK(shows(w, NULL, SECTION_SESSION, "\"projector_option\":3"));
    world_close(w);
}

/* How often it stands in what the trainer sees of one section. */
static uint32_t trainer_sees(struct world *w, enum section section, const char *word)
{
    struct audience audience = session_audience(world_session(w), world_seat(w, TRAINER));
    struct bytes seen = look(world_session(w), &audience, section, ENCODING_JSON, world_now_ms(w));
    const size_t bytes = strlen(word);
    uint32_t count = 0;

    for (size_t i = 0; i + bytes <= seen.size; i++)
        count += memcmp(seen.data + i, word, bytes) == 0;
    return count;
}

TEST(tie_that_stays_a_tie_is_told_once)
{
    struct world *w =
        world_started((struct world_settings){.rule = RULE_SPOKESPERSON}, "Fatima Wim Dirk Els");

    world_to(w, STEP_DECISION);
    world_second(w, "Fatima", 'A');
    world_second(w, "Wim", 'B');
    world_second(w, "Dirk", 'A');
    world_second(w, "Els", 'B');
    world_second(w, "Els", 'C');
    world_second(w, "Els", 'B');
    CHECK(trainer_sees(w, SECTION_TRAINER, "\"kind\":\"tie\"") <= 1);
    world_close(w);
}

#define TIE "\"tie\":true"

TEST(even_votes_keep_consensus_from_a_decision_and_the_trainer_is_told_so)
{
    struct world *w =
        world_started((struct world_settings){.rule = RULE_CONSENSUS}, "Fatima Wim Dirk Els");

    world_to(w, STEP_DECISION);
    world_second(w, "Fatima", 'A'); /* The spokesperson: her vote is among those that are even. */
    world_second(w, "Wim", 'B');
    world_second(w, "Dirk", 'A');
    CHECK_EQ(trainer_sees(w, SECTION_RESULT, TIE), 0);
    world_second(w, "Els", 'B');
    CHECK_EQ(trainer_sees(w, SECTION_RESULT, TIE), 1);
    world_second(w, "Els", 'A');
    CHECK_EQ(trainer_sees(w, SECTION_RESULT, TIE), 0);
    world_close(w);
}

TEST(desk_knows_since_when_a_room_is_silent_and_a_phone_is_gone)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    const struct room *r = session_room(world_session(w), 0);
    uint64_t then;
    char away[64];

    world_to(w, STEP_CHOICE);
    world_elapse_s(w, 30);
    then = world_now_ms(w);
    world_vote(w, "Fatima", 'B');
    world_elapse_s(w, 90);
    CHECK_EQ(r->stirred_ms, then);
    world_away(w, "Wim");
    snprintf(away, sizeof away, "\"away_ms\":%llu", (unsigned long long)world_now_ms(w));
    CHECK(shows(w, TRAINER, SECTION_PEOPLE, away));
    CHECK(!shows(w, "Fatima", SECTION_PEOPLE, away)); /* Of others a phone only shows that. */
    world_back(w, "Wim");
    CHECK(!shows(w, TRAINER, SECTION_PEOPLE, away));
    CHECK_EQ(r->stirred_ms, then); /* Coming and going is no answer. */
    world_close(w);
}
