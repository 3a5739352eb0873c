/* plain_test.c -- the fast model is the plain one: two implementations of one text, compared byte
 * by byte on random teams, and the golden vectors are what the plain one plays. */
#include "plain.h"
#include "random_play.h"
#include "test.h"

#include "lab/vectors/vectors_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WEEKS 60

static void compare_play(uint32_t seed, bool any_parameters)
{
    struct random_play play;
    struct sim_team plain;

    random_play_init(&play, seed, any_parameters);
    plain = play.team;
    for (int w = 0; w < WEEKS; w++) {
        for (int32_t k = random_play_below(&play, 3); w % 3 == 0 && k > 0; k--) {
            const struct sim_choice c = random_play_choice(&play);

            CHECK_EQ(random_play_start(&play, &play.team, &c),
                     plain_choose(&plain, random_play_catalogue(), &play.parameters, &c));
        }
        sim_team_step(&play.team, random_play_catalogue(), &play.parameters);
        plain_step(&plain, random_play_catalogue(), &play.parameters);
        if (memcmp(&plain, &play.team, sizeof plain) != 0) {
            fprintf(stderr, "seed %u, week %d\n", seed, w);
            CHECK(memcmp(&plain, &play.team, sizeof plain) == 0);
            return;
        }
    }
}

TEST(the_fast_model_plays_what_the_plain_one_plays)
{
    for (uint32_t seed = 0; seed < 120; seed++)
        compare_play(seed, false);
}

/* Also at the ends of what parameters may be, where overflow would show. */
TEST(the_two_models_agree_with_any_parameters)
{
    for (uint32_t seed = 0; seed < 120; seed++)
        compare_play(seed, true);
}

TEST(a_team_is_made_alike_by_both)
{
    for (uint32_t seed = 0; seed < 200; seed++) {
        struct sim_origin origin = sim_origin_default(seed, 1 + (int32_t)(seed % SIM_MEMBERS_MAX),
                                                      (enum sim_profile)(seed % 3));
        struct sim_team fast, plain;

        origin.trait_spread = (int32_t)(seed * 5);
        origin.member[0].trait[seed % SIM_TRAITS_COUNT] = 111;
        sim_team_make(&fast, &origin);
        plain_make(&plain, &origin);
        CHECK(memcmp(&fast, &plain, sizeof fast) == 0);
    }
}

static int32_t key_find(const struct vectors_keys *keys, uint32_t count, const char *key)
{
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(keys->key[i], key) == 0)
            return (int32_t)i;
    return -1;
}

static int32_t number(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key)->valueint;
}

static void start_week(struct sim_team *team, const cJSON *choices,
                       const struct sim_catalogue *catalogue, const struct vectors_keys *keys,
                       const struct sim_parameters *p)
{
    const cJSON *c;

    cJSON_ArrayForEach(c, choices)
    {
        const char *key = cJSON_GetObjectItemCaseSensitive(c, "pulse")->valuestring;

        const struct sim_choice choice = {
            .pulse = (uint32_t)key_find(keys, catalogue->pulses_count, key),
            .quality = number(c, "quality"),
            .hours = number(c, "hours"),
            .weeks = number(c, "weeks"),
            .up = number(c, "up"),
            .mask = (uint32_t)number(c, "mask"),
            .about = (uint32_t)number(c, "about"),
            .forced = number(c, "forced") != 0};

        if (number(c, "week") == team->week)
            CHECK(plain_choose(team, catalogue, p, &choice));
    }
}

TEST(the_golden_vectors_are_what_the_plain_model_plays)
{
    static struct vectors_reader in;
    static struct sim_catalogue catalogue;
    static struct vectors_keys keys;
    char *text = test_read_file(SIM_VECTORS, NULL);
    cJSON *document = cJSON_Parse(text);
    struct sim_parameters p = sim_parameters_default();
    const cJSON *run, *round;
    int rounds = 0;

    vectors_read_catalogue(&in, document, &catalogue, &keys);
    cJSON_ArrayForEach(run, cJSON_GetObjectItemCaseSensitive(document, "runs"))
    {
        struct sim_team team;

        vectors_read_team(&in, cJSON_GetObjectItemCaseSensitive(run, "initial"), &team);
        cJSON_ArrayForEach(round, cJSON_GetObjectItemCaseSensitive(run, "rounds"))
        {
            const char *expected =
                cJSON_GetObjectItemCaseSensitive(round, "fingerprint")->valuestring;

            while (team.week < number(round, "week")) {
                start_week(&team, cJSON_GetObjectItemCaseSensitive(run, "choices"), &catalogue,
                           &keys, &p);
                plain_step(&team, &catalogue, &p);
            }
            CHECK_EQ(sim_team_fingerprint(&team), strtoul(expected, NULL, 16));
            rounds++;
        }
    }
    CHECK(vectors_ok(&in) && rounds > 150);
    cJSON_Delete(document);
    free(text);
}
