/* odds_test.c -- what is said of options before the choice, and of the other ones afterwards. */
#include "looks.h"
#include "session/inside.h"
#include "test.h"
#include "world.h"

#include <cJSON.h>

#define PLAYS 80
#define LEAST 30

/* Does it come about in this team, when the option is chosen? */
static bool comes_about(const struct session *s, const struct room *r, uint32_t option,
                        const struct room_odds *odds, const struct sim_team *before)
{
    const int32_t then = team_quality_u(before, (enum quality)odds->quality, odds->member);
    struct sim_team team = *before;
    int32_t change;

    team_start_option(s, room_running(r), option, &team);
    for (int32_t week = 0; week < room_dilemma(s, r)->weeks; week++)
        sim_team_step(&team, &s->scenario->catalogue->sim, &s->scenario->parameters);
    change = (team_quality_u(&team, (enum quality)odds->quality, odds->member) - then) / 1000;
    return odds->more ? change >= LEAST : change <= -LEAST;
}

/* In so many of PLAYS teams that look like it. */
static uint32_t plays_with(const struct session *s, const struct room *r, uint32_t option,
                           const struct room_odds *odds)
{
    uint32_t count = 0;

    for (uint32_t play = 0; play < PLAYS; play++) {
        struct sim_team team;

        team_lookalike(&r->team, play, &team);
        CHECK(team.seed != r->team.seed); /* Never its own luck. */
        CHECK(sim_team_check(&team, &s->scenario->catalogue->sim));
        count += comes_about(s, r, option, odds, &team);
    }
    return count;
}

TEST(odds_are_what_eighty_teams_that_look_alike_come_to)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
    const struct session *s = world_session(w);
    const struct room *r = session_room(s, 0);
    uint32_t told = 0;

    CHECK_EQ(r->odds[0][0].quality, QUALITY_NONE); /* Not while the situation is told. */
    world_to(w, STEP_CHOICE);
    for (uint32_t option = 0; option < room_dilemma(s, r)->options_count; option++)
        for (uint32_t i = 0; i < ODDS_MAX; i++) {
            const struct room_odds *odds = &r->odds[option][i];

            if (odds->quality == QUALITY_NONE)
                continue;
            told++;
            CHECK(((uint32_t)room_dilemma(s, r)->about >> odds->member & 1u) != 0);
            CHECK_EQ(odds->of_ten, (plays_with(s, r, option, odds) * 10 + PLAYS / 2) / PLAYS);
        }
    CHECK(told > 0);
    world_close(w);
}

/* ---- afterwards ----------------------------------------------------------------------------- */

static bool same(struct scenario_moved a, struct scenario_moved b)
{
    return a.what == b.what && a.up == b.up && a.member == b.member;
}

static struct scenario_moved came_of(const struct session *s, uint32_t room)
{
    const struct room *r = session_room(s, room);
    const struct scenario_moment moment =
        scenario_moment_make(&r->team, &r->team_before, &s->scenario->parameters);

    return scenario_most_find(s->scenario, room_running(r)->dilemma, &moment);
}

/* Rooms share their luck: what would have come of B here is what came of it where B was chosen. */
TEST(with_another_option_it_would_have_gone_as_where_that_was_chosen)
{
    static const char *const names[] = {"Fatima", "Wim", "Dirk"};
    struct world *w = world_open((struct world_settings){.rooms = 3});
    const struct session *s = world_session(w);
    struct scenario_moved came[3];

    for (uint32_t i = 0; i < 3; i++)
        world_join(w, names[i], i);
    world_simply(w, TRAINER, COMMAND_SESSION_START);
    world_next(w);
    for (uint32_t i = 0; i < 3; i++)
        world_vote(w, names[i], (char)('A' + i));
    world_next(w);
    for (uint32_t i = 0; i < 3; i++)
        world_second(w, names[i], (char)('A' + i));
    for (uint32_t i = 0; i < 3; i++)
        came[i] = came_of(s, i);
    world_simply(w, TRAINER, COMMAND_SESSION_END);
    for (uint32_t room = 0; room < 3; room++)
        for (uint32_t option = 0; option < 3; option++)
            CHECK(same(session_room(s, room)->looked_back[0][option], came[option]));
    world_close(w);
}

TEST(what_would_have_come_is_shown_in_the_debrief_only)
{
    struct world *w = world_started((struct world_settings){0}, "Fatima Wim");

    for (int i = 0; i < 2; i++) {
        const struct audience fatima = session_audience(world_session(w), world_seat(w, "Fatima"));
        struct bytes json;
        cJSON *tree;
        const cJSON *decided;

        world_to(w, i == 0 ? STEP_CONSEQUENCE : STEP_DEBRIEF);
        json = look(world_session(w), &fatima, SECTION_DEBRIEF, ENCODING_JSON, world_now_ms(w));
        tree = cJSON_ParseWithLength((const char *)json.data, json.size);
        decided = cJSON_GetArrayItem(cJSON_GetObjectItem(tree, "rooms"), 0);
        if (i == 0)
            CHECK(decided == NULL);
        else {
            const cJSON *first = cJSON_GetArrayItem(cJSON_GetObjectItem(decided, "decisions"), 0);
            const cJSON *options = cJSON_GetObjectItem(first, "options");

            CHECK_EQ(cJSON_GetArraySize(options), 3);
            for (int k = 0; k < 3; k++)
                CHECK(cJSON_GetObjectItem(cJSON_GetArrayItem(options, k), "most")->valuestring[0] !=
                      0);
        }
        cJSON_Delete(tree);
    }
    world_close(w);
}
