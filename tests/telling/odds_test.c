/* odds_test.c -- do odds come true? "Soumaya durft meer, in 7 van de 10", said before a choice,
 * must come about in some seven of ten teams of which it is said. Plays stories, and in each round
 * tries every option on the true team with its true luck, which the odds do not know. */
#include "library/scenario_library.h"
#include "scenario/scenario_play.h"
#include "session/inside.h"
#include "test.h"
#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEAST 30  /* Milli; as the odds count it. */
#define FEW   100 /* Fewer claims say nothing of how often they come true. */
#define OFF   12  /* In a hundred. */
#define PLAYS 3

struct claims {
    uint32_t said[11], came[11], options, silent;
};

static bool comes_about(const struct session *s, const struct room *r, uint32_t option,
                        const struct room_odds *odds)
{
    const int32_t then = team_quality_u(&r->team, (enum quality)odds->quality, odds->member);
    struct sim_team team = r->team;
    int32_t change;

    team_start_option(s, room_running(r), option, &team);
    for (int32_t week = 0; week < room_dilemma(s, r)->weeks; week++)
        sim_team_step(&team, &s->scenario->catalogue->sim, &s->scenario->parameters);
    change = (team_quality_u(&team, (enum quality)odds->quality, odds->member) - then) / 1000;
    return odds->more ? change >= LEAST : change <= -LEAST;
}

static void tally_round(const struct session *s, const struct room *r, struct claims *claims)
{
    for (uint32_t option = 0; option < room_dilemma(s, r)->options_count; option++) {
        claims->options++;
        claims->silent += r->odds[option][0].quality == QUALITY_NONE;
        for (uint32_t i = 0; i < ODDS_MAX && r->odds[option][i].quality != QUALITY_NONE; i++) {
            const struct room_odds *odds = &r->odds[option][i];

            claims->said[odds->of_ten]++;
            claims->came[odds->of_ten] += comes_about(s, r, option, odds);
        }
    }
}

/* A path of its own for each seed; Fatima and Wim agree. */
static void play(const struct scenario *scenario, uint32_t seed, struct claims *claims)
{
    struct world *w =
        world_started((struct world_settings){.scenario = scenario, .seed = seed}, "Fatima Wim");

    for (uint32_t round = 0; round < scenario->rounds_count; round++) {
        const struct session *s = world_session(w);
        const struct room *r = session_room(s, 0);
        char option;

        world_to(w, STEP_CHOICE);
        tally_round(s, r, claims);
        option = (char)('A' + (seed * 7 + round * 3) % room_dilemma(s, r)->options_count);
        world_vote(w, "Fatima", option);
        world_vote(w, "Wim", option);
        while (r->step < STEP_DECISION)
            CHECK_EQ(world_next(w), REJECT_NONE);
        world_second(w, "Fatima", option);
        world_second(w, "Wim", option);
        CHECK_EQ(r->step, STEP_CONSEQUENCE);
    }
    world_abandon(w);
}

static uint32_t sum(const uint32_t of[11], uint32_t from, uint32_t to)
{
    uint32_t total = 0;

    for (uint32_t i = from; i <= to; i++)
        total += of[i];
    return total;
}

TEST(odds_come_true_as_often_as_they_say)
{
    static struct scenario_library library;
    const char *more = getenv("ODDS_PLAYS"); /* A look by hand: so many, and figures. */
    const uint32_t plays = more != NULL ? (uint32_t)strtoul(more, NULL, 10) : PLAYS;
    struct claims claims = {{0}, {0}, 0, 0};
    char folder[512];

    snprintf(folder, sizeof folder, "%s/scenarios", test_source_root());
    CHECK_EQ(scenario_library_open(&library, folder), RESULT_OK);
    for (uint32_t i = 0; i < library.count; i++)
        for (uint32_t seed = 1; seed <= plays; seed++)
            play(library.offered[i], seed, &claims);
    for (uint32_t i = 0; i <= 10 && more != NULL; i++)
        fprintf(stderr, "%2u of 10: said %5u, came %3u %%\n", i, claims.said[i],
                claims.said[i] > 0 ? claims.came[i] * 100 / claims.said[i] : 0);
    if (more != NULL)
        fprintf(stderr, "%u options, %u without odds\n", claims.options, claims.silent);
    for (uint32_t i = 0; i <= 10; i++)
        if (claims.said[i] >= FEW)
            CHECK(claims.came[i] * 100 / claims.said[i] + OFF >= i * 10 &&
                  claims.came[i] * 100 / claims.said[i] <= i * 10 + OFF);
    CHECK(sum(claims.said, 0, 9) > claims.said[10]);
    scenario_library_close(&library);
}
