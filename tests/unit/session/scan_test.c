/* scan_test.c -- what people see of a scan, and of the team that it makes. */
#include "looks.h"
#include "session/inside.h"
#include "session/retell.h"
#include "session/solo.h"
#include "test.h"
#include "watch.h"
#include "world.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const names[] = {"Fatima", "Wim", "Dirk", "Noor", "Aad", "Bo"};
/* As long, as in the journal. The means of the first five are the same. */
static const char *const said[2][6] = {
    {"1111111111111111ebbbba", "1555555555555555ebbbba", "1333333333333333eaaaaa",
     "1333333333333333eeaaaa", "1333333333333333eabcaa", "1000000000000000eaaaaa"},
    {"1555555555555555ebbbba", "1111111111111111ebbbba", "1333333333333333eabcaa",
     "1333333333333333eaaaaa", "1333333333333333eeaaaa", "1222222222222222mcccca"}};

static struct command answer_of(uint16_t seat, const char *answers)
{
    return (struct command){.type = COMMAND_SCAN_ANSWER,
                            .seat = seat,
                            .id = 7,
                            .at_ms = 1767000000000u,
                            .scan_answer.answers = bytes_of(answers)};
}

static struct command by_trainer(enum command_type type)
{
    return (struct command){.type = type, .seat = 0, .id = 9, .at_ms = 1767000000000u};
}

static struct world *lobby(uint32_t people)
{
    struct world *w = world_open((struct world_settings){.scan = SCAN_USE_ROOM});

    for (uint32_t i = 0; i < people; i++)
        world_join(w, names[i], 0);
    watch_take(w, ROLE_COTRAINER, "Chris");
    watch_take(w, ROLE_OBSERVER, "Olga");
    watch_take(w, ROLE_PROJECTOR, "");
    return w;
}

static bool sees(const struct session *s, uint16_t seat, const char *words)
{
    const struct audience a = session_audience(s, seat);
    const struct bytes json = look(s, &a, SECTION_SCAN, ENCODING_JSON, 0);

    return memmem(json.data, json.size, words, strlen(words)) != NULL;
}

TEST(nobody_can_tell_by_watching_what_somebody_answered)
{
    struct world *w = lobby(6);
    struct session *of[2] = {watch_clone(world_session(w)), watch_clone(world_session(w))};
    uint64_t own = 0;

    for (uint16_t i = 0; i < 5; i++) {
        for (int k = 0; k < 2; k++)
            watch_run(of[k], answer_of((uint16_t)(i + 1), said[k][i]));
        own |= UINT64_C(1) << (i + 1);
        watch_same_for_everybody(of[0], of[1], own, "while it is open");
    }
    CHECK(sees(of[0], 1, "\"answered\":5") && sees(of[0], 0, "\"answered\":5"));
    for (int k = 0; k < 2; k++)
        watch_run(of[k], by_trainer(COMMAND_SCAN_CLOSE));
    watch_same_for_everybody(of[0], of[1], 0, "the same mean"); /* Nor who said it. */
    free(of[0]);
    free(of[1]);
    world_close(w);
}

TEST(below_five_answers_nothing_but_their_number_is_shown)
{
    struct world *w = lobby(5);
    struct session *s = watch_clone(world_session(w));

    for (uint16_t i = 0; i < 4; i++)
        watch_run(s, answer_of((uint16_t)(i + 1), said[0][0]));
    for (uint16_t i = 0; i < session_seats_count(s); i++)
        CHECK(sees(s, i,
                   "\"open\":true,\"answered\":4,\"least\":5,\"own_team\":\"\",\"team\":null}"));
    free(s);
    world_close(w);
}

TEST(what_the_scan_made_is_for_trainers_and_for_all_when_they_look_back)
{
    struct world *w = lobby(5);
    struct session *s = watch_clone(world_session(w));

    for (uint16_t i = 0; i < 5; i++)
        watch_run(s, answer_of((uint16_t)(i + 1), said[0][i]));
    watch_run(s, by_trainer(COMMAND_SCAN_CLOSE));
    for (uint16_t i = 0; i < session_seats_count(s); i++) {
        const bool leads = role_leads(session_seat(s, i)->role);

        CHECK_EQ(sees(s, i, "\"own_team\":\"1"), leads);
        CHECK_EQ(sees(s, i, "\"assumed\""), leads);
        CHECK_EQ(sees(s, i, "\"team\":null"), !leads);
        CHECK(sees(s, i, "\"answered\":0"));
    }
    look_at_everything(s, 1767000000000u); /* Each view has its shape. */
    watch_run(s, by_trainer(COMMAND_SESSION_START));
    CHECK(sees(s, 1, "\"team\":null"));
    watch_run(s, by_trainer(COMMAND_SESSION_END));
    look_at_everything(s, 1767000000000u);
    for (uint16_t i = 0; i < session_seats_count(s); i++) {
        CHECK(sees(s, i, "\"level\":\"task\",\"mean\":300"));
        CHECK_EQ(sees(s, i, "\"own_team\":\"1"), role_leads(session_seat(s, i)->role));
    }
    free(s);
    world_close(w);
}

TEST(the_team_of_a_scan_is_another_than_that_of_the_story)
{
    struct world *w = world_open((struct world_settings){.own_team = "1555555555555555eaaaae"}),
                 *story = world_open((struct world_settings){0});
    const struct session *s = world_session(w), *plain = world_session(story);

    for (uint32_t i = 0; i < s->scenario->members_count; i++)
        CHECK_EQ(s->scenario->members[i].phase, PHASE_CONTINUOUS);
    CHECK(memcmp(&s->start, &plain->start, sizeof s->start) != 0);
    CHECK(plain->scenario == plain->story);
    world_close(w);
    world_close(story);
}

static void take(void *arg, const struct event *event)
{
    struct event e = *event;

    e.seq = session_seq(arg) + 1;
    session_apply(arg, &e);
}

TEST(a_room_with_an_own_team_is_told_again_with_that_team)
{
    struct world *w =
        world_started((struct world_settings){.own_team = "1155555555555555ebbbba"}, "Fatima Wim");
    const struct session *s = world_session(w);
    struct session *again = session_init(malloc(session_bytes(RETOLD_ROOMS, RETOLD_SEATS)),
                                         s->story, RETOLD_ROOMS, RETOLD_SEATS);

    world_to(w, STEP_REFLECTION);
    world_simply(w, TRAINER, COMMAND_SESSION_END);
    session_retell(s, 0, LANG_NL, take, again);
    CHECK(memcmp(&session_room(again, 0)->team, &session_room(s, 0)->team,
                 sizeof(struct sim_team)) == 0);
    free(again);
    world_close(w);
}

/* It is moved in memory, and the old memory is used for something else. */
TEST(a_session_with_an_own_team_lives_on_in_other_memory)
{
    struct world *w =
        world_started((struct world_settings){.own_team = "1155555555555555ebbbba"}, "Fatima Wim");
    struct session *s = world_session(w), *moved = malloc(s->bytes);

    session_copy(moved, s);
    session_check(moved);
    CHECK(moved->scenario == &moved->cast_story);
    CHECK(session_hash(moved) == session_hash(s));
    free(moved);
    world_close(w);
}

TEST(a_story_that_is_not_for_an_own_team_takes_none)
{
    static const struct {
        enum scan_use scan;
        const char *own_team;
        enum mode mode;
    } wrong[] = {{SCAN_USE_ROOM, "1155555555555555ebbbba", MODE_ONE_ROOM},
                 {SCAN_USE_ROOM, "", MODE_SOLO},
                 {SCAN_USE_NONE, "1155555555555555ebbbb", MODE_SOLO},
                 {SCAN_USE_NONE, "2155555555555555ebbbba", MODE_ONE_ROOM}};
    struct world *w = world_open((struct world_settings){0});
    const struct scenario *story = world_session(w)->story;
    static struct event_list list;

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        static uint8_t hash[TOKEN_HASH_BYTES];
        struct session *s = session_init(malloc(session_bytes(1, 1)), story, 1, 1);
        struct command c = {.type = COMMAND_SESSION_CREATE, .seat = SEAT_NONE};
        const char *field;

        c.session_create =
            solo_create(story->id, bytes_of("Jij"), LANG_NL, (struct bytes){hash, sizeof hash});
        c.session_create.scenario_version = story->version;
        c.session_create.code = bytes_of("ABC234");
        c.session_create.mode = (uint8_t)wrong[i].mode;
        c.session_create.scan = (uint8_t)wrong[i].scan;
        c.session_create.own_team = bytes_of(wrong[i].own_team);
        CHECK_EQ(session_decide(s, &c, &list, &field), REJECT_FIELD_INVALID);
        CHECK(strcmp(field, wrong[i].scan != SCAN_USE_NONE ? "scan" : "own_team") == 0);
        free(s);
    }
    world_close(w);
}
