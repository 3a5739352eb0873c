/* random_play.c -- random teams and random choices, from a seed. */
#include "random_play.h"

#include "lab/vectors/vectors_reader.h"
#include "sim/sim_math.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>

const struct sim_catalogue *random_play_catalogue(void)
{
    static struct sim_catalogue catalogue;
    static struct vectors_reader in;
    struct vectors_keys keys;
    size_t bytes = 0;
    char *text;
    cJSON *document;

    if (catalogue.pulses_count > 0)
        return &catalogue;
    text = test_read_file(SIM_VECTORS, &bytes);
    document = cJSON_Parse(text);
    vectors_read_catalogue(&in, document, &catalogue, &keys);
    CHECK(vectors_ok(&in));
    cJSON_Delete(document);
    free(text);
    return &catalogue;
}

int32_t random_play_below(struct random_play *play, int32_t n)
{
    return sim_below(sim_stream(play->seed, SIM_DRAW_NOISE, 77), play->draws++, n);
}

static void any_parameters(struct random_play *play)
{
    for (size_t i = 0; i < sim_parameters_count(); i++) {
        const struct sim_parameter_info *info = sim_parameter_at(i);

        for (size_t item = 0; item < info->count; item++) {
            int32_t span = info->value_max - info->value_min + 1;
            /* Mostly the very ends, where overflow would show. */
            int32_t roll = random_play_below(play, 4);
            int32_t value = roll == 0   ? info->value_min
                            : roll == 1 ? info->value_max
                                        : info->value_min + random_play_below(play, span);

            CHECK_EQ(sim_parameter_set(&play->parameters, info, item, value), 0);
        }
    }
}

void random_play_init(struct random_play *play, uint32_t seed, bool any)
{
    struct sim_origin origin;
    bool sides;

    memset(play, 0, sizeof *play);
    play->seed = seed;
    play->parameters = sim_parameters_default();
    if (any)
        any_parameters(play);
    origin = sim_origin_default(seed, 1 + random_play_below(play, SIM_MEMBERS_MAX),
                                (enum sim_profile)random_play_below(play, 3));
    origin.leader_hours = 1 + random_play_below(play, 30);
    origin.trait_spread = random_play_below(play, 1001);
    if (random_play_below(play, 3) == 0)
        for (int i = 0; i < SIM_FACTORS_COUNT; i++)
            origin.base[i] = random_play_below(play, 1001);
    sides = random_play_below(play, 3) == 0;
    for (int32_t i = 0; i < origin.members_count; i++) {
        if (random_play_below(play, 3) == 0)
            origin.member[i].phase = random_play_below(play, SIM_PHASES_COUNT);
        if (random_play_below(play, 3) == 0)
            origin.member[i].tenure = random_play_below(play, 5001);
        if (sides)
            origin.member[i].side = random_play_below(play, SIM_SIDES + 1);
        if (random_play_below(play, 8) == 0)
            origin.member[i].trait[random_play_below(play, SIM_TRAITS_COUNT)] =
                random_play_below(play, 2001) - 1000;
    }
    CHECK(sim_origin_check(&origin));
    sim_team_make(&play->team, &origin);
}

struct sim_choice random_play_choice(struct random_play *play)
{
    const struct sim_catalogue *catalogue = random_play_catalogue();
    const uint32_t pulse = (uint32_t)random_play_below(play, (int32_t)catalogue->pulses_count);
    const int32_t least = sim_hours_least(&catalogue->pulses[pulse]);
    const bool given =
        catalogue->pulses[pulse].layer != SIM_LAYER_HAPPENING && random_play_below(play, 3) > 0;

    return (struct sim_choice){
        .week = play->team.week,
        .pulse = pulse,
        .quality = given ? SIM_GIVEN : random_play_below(play, 1001),
        .hours = least + random_play_below(play, SIM_HOURS_MOST - least + 1),
        .weeks = random_play_below(play, SIM_ACTION_WEEKS_MAX + 1),
        .up = random_play_below(play, 1001),
        .forced = random_play_below(play, 10) < 3,
        .mask = random_play_below(play, 10) < 7 ? SIM_EVERYBODY
                                                : (uint32_t)random_play_below(play, 65536),
        .about = random_play_below(play, 2) == 0 ? 0 : (uint32_t)random_play_below(play, 65536),
    };
}

bool random_play_start(struct random_play *play, struct sim_team *team, const struct sim_choice *c)
{
    return sim_choice_start(c, team, random_play_catalogue(), &play->parameters);
}
