/* apart_test.c -- three rooms, the same team: what sets them apart is in the views of whoever sees
 * more than one of them, and nowhere else. */
#include "looks.h"
#include "session/inside.h"
#include "test.h"
#include "world.h"

#include <cJSON.h>
#include <stdio.h>
#include <stdlib.h>

static cJSON *team_for(struct world *w, enum role role, uint16_t seat, uint8_t room)
{
    const struct audience a = {(uint8_t)role, room, LANG_NL, seat};
    struct bytes json = look(world_session(w), &a, SECTION_TEAM, ENCODING_JSON, world_now_ms(w));
    cJSON *tree = cJSON_ParseWithLength((const char *)json.data, json.size);

    CHECK(tree != NULL);
    return tree;
}

static const cJSON *room_of(const cJSON *team, int room)
{
    return cJSON_GetArrayItem(cJSON_GetObjectItem(team, "rooms"), room);
}

/* What is said to set a member apart, and by how much. */
static const char *apart(const cJSON *team, int room, int member, int *change)
{
    const cJSON *one =
        cJSON_GetArrayItem(cJSON_GetObjectItem(room_of(team, room), "members"), member);

    *change = cJSON_GetObjectItem(one, "apart_change")->valueint;
    return cJSON_GetObjectItem(one, "apart")->valuestring;
}

/* Three rooms that went with these options in round one. */
static struct world *decided(const char options[3])
{
    static const char *const names[] = {"Fatima", "Wim", "Dirk"};
    struct world *w = world_open((struct world_settings){.rooms = 3});

    for (uint32_t i = 0; i < 3; i++)
        world_join(w, names[i], i);
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    world_next(w);
    for (uint32_t i = 0; i < 3; i++)
        world_vote(w, names[i], options[i]);
    world_next(w);
    for (uint32_t i = 0; i < 3; i++)
        world_second(w, names[i], options[i]);
    for (uint32_t i = 0; i < 3; i++)
        CHECK_EQ(session_room(world_session(w), i)->step, STEP_CONSEQUENCE);
    return w;
}

TEST(rooms_that_chose_otherwise_are_told_apart_after_one_round)
{
    struct world *w = decided("ABC");
    cJSON *wall = team_for(w, ROLE_PROJECTOR, SEAT_NONE, ROOM_NONE);
    int told = 0;

    for (int member = 0; member < 2; member++) { /* Whom the dilemma is about. */
        int changes[3];
        const char *quality = apart(wall, 0, member, &changes[0]);

        CHECK_TEXT(apart(wall, 1, member, &changes[1]), quality);
        CHECK_TEXT(apart(wall, 2, member, &changes[2]), quality);
        if (strcmp(quality, "none") == 0)
            continue;
        CHECK(changes[0] != changes[1] || changes[1] != changes[2]);
        told++;
    }
    CHECK(told > 0);
    for (int room = 0; room < 3; room++)
        CHECK_EQ(cJSON_GetArraySize(cJSON_GetObjectItem(room_of(wall, room), "against_start")), 3);
    cJSON_Delete(wall);
    world_close(w);
}

/* It is the true change of that quality, in this room. */
TEST(what_sets_somebody_apart_is_what_changed_in_them)
{
    struct world *w = decided("ABC");
    const struct session *s = world_session(w);

    for (uint32_t room = 0; room < 3; room++)
        for (uint32_t member = 0; member < 4; member++) {
            const struct room *r = session_room(s, room);
            const struct team_apart found = team_apart(s, room, member);

#define CHANGED(field) ((r->team.member.field[member] - r->team_before.member.field[member]) / 1000)
            switch (found.quality) {
            case QUALITY_WETEN: CHECK_EQ(found.change, CHANGED(weten_u)); break;
            case QUALITY_WILLEN: CHECK_EQ(found.change, CHANGED(willen_u)); break;
            case QUALITY_KUNNEN: CHECK_EQ(found.change, CHANGED(kunnen_u)); break;
            case QUALITY_DURVEN: CHECK_EQ(found.change, CHANGED(durven_u)); break;
            case QUALITY_MOGEN: CHECK_EQ(found.change, CHANGED(mogen_u)); break;
            case QUALITY_STRAIN: CHECK_EQ(found.change, CHANGED(strain_u)); break;
            case QUALITY_ENERGY: CHECK_EQ(found.change, CHANGED(eng_u)); break;
            default: CHECK_EQ(found.change, 0);
            }
#undef CHANGED
        }
    world_close(w);
}

TEST(rooms_that_chose_alike_are_not_told_apart)
{
    struct world *w = decided("BBB");
    cJSON *wall = team_for(w, ROLE_PROJECTOR, SEAT_NONE, ROOM_NONE);

    for (int room = 0; room < 3; room++)
        for (int member = 0; member < 4; member++) {
            int change;

            CHECK_TEXT(apart(wall, room, member, &change), "none");
            CHECK_EQ(change, 0);
        }
    cJSON_Delete(wall);
    world_close(w);
}

/* Whoever sees one room has nothing to compare; and of whom nothing is known, nothing is told. */
TEST(only_who_sees_more_rooms_is_told_what_sets_them_apart)
{
    struct world *w = decided("ABC");
    cJSON *own = team_for(w, ROLE_PARTICIPANT, world_seat(w, "Wim"), 1);
    cJSON *wall = team_for(w, ROLE_PROJECTOR, SEAT_NONE, ROOM_NONE);
    int change;

    CHECK_EQ(cJSON_GetArraySize(cJSON_GetObjectItem(own, "rooms")), 1);
    for (int member = 0; member < 4; member++)
        CHECK_TEXT(apart(own, 0, member, &change), "none");
    CHECK_EQ(cJSON_GetArraySize(cJSON_GetObjectItem(room_of(own, 0), "against_start")), 0);
    for (int member = 2; member < 4; member++) /* Not revealed: the dilemma was not about them. */
        CHECK_TEXT(apart(wall, 0, member, &change), "none");
    cJSON_Delete(own);
    cJSON_Delete(wall);
    world_close(w);
}

/* A room that is further, or behind, played other weeks. */
TEST(rooms_in_other_rounds_are_not_compared)
{
    struct world *w = decided("ABC");
    const struct session *s = world_session(w);
    struct session *changed = world_session(w);

    ((struct room *)(uintptr_t)session_room(changed, 1))->rounds[0].told = 0;
    ((struct room *)(uintptr_t)session_room(changed, 2))->rounds[0].told = 0;
    for (uint32_t member = 0; member < 4; member++)
        CHECK_EQ(team_apart(s, 0, member).quality, QUALITY_NONE);
    world_abandon(w);
}

/* Rooms that all decided the same but for the last: are they told apart? */
static bool are_compared(uint32_t rooms)
{
    struct world *w = world_open((struct world_settings){.rooms = rooms});
    bool told = false;
    char name[16];

    for (uint32_t i = 0; i < rooms; i++) {
        snprintf(name, sizeof name, "P%u", i);
        world_join(w, name, i);
    }
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    world_next(w);
    for (uint32_t step = 0; step < 2; step++) {
        for (uint32_t i = 0; i < rooms; i++) {
            const char option = i + 1 < rooms ? 'A' : 'C';

            snprintf(name, sizeof name, "P%u", i);
            if (step == 0)
                world_vote(w, name, option);
            else
                world_second(w, name, option);
        }
        if (step == 0)
            world_next(w);
    }
    CHECK_EQ(session_room(world_session(w), rooms - 1)->step, STEP_CONSEQUENCE);
    for (uint32_t member = 0; member < 4; member++)
        told = told || team_apart(world_session(w), 0, member).quality != QUALITY_NONE;
    world_close(w);
    return told;
}

TEST(as_many_rooms_are_told_apart_as_may_be_and_of_more_people_are_counted)
{
    const uint32_t most = 12; /* ROOMS_COMPARED_MAX of apart.c. */

    CHECK(are_compared(most));
    CHECK(!are_compared(most + 1));
}
