/* ties_test.c -- what few teams have: lessons practised again (M23), and two subgroups (M24). */
#include "random_play.h"
#include "sim/sim_block.h"
#include "test.h"

#include <string.h>

static struct sim_parameters usual;

/* ---- practised again ------------------------------------------------------------------------ */

static uint32_t lesson(void)
{
    const struct sim_catalogue *c = random_play_catalogue();

    for (uint32_t i = 0; i < c->pulses_count; i++)
        if (sim_is_lesson(&c->pulses[i]) && c->pulses[i].delay == 0)
            return i;
    CHECK(false);
    return 0;
}

/* A team in which `mask` was taught in week 0, and `again` once more after a pause. */
static struct sim_team taught(uint32_t mask, int32_t pause, uint32_t again, int32_t weeks)
{
    const struct sim_catalogue *c = random_play_catalogue();
    struct sim_origin origin = sim_origin_default(7, 8, SIM_PROFILE_AVERAGE);
    struct sim_team team;

    sim_team_make(&team, &origin);
    sim_team_start(&team, c, &usual, lesson(), 850, 700, true, mask);
    for (int32_t w = 0; w < weeks; w++) {
        if (w == pause)
            sim_team_start(&team, c, &usual, lesson(), 850, 700, true, again);
        sim_team_step(&team, c, &usual);
    }
    return team;
}

static int32_t firm(const struct sim_team *team)
{
    return team->running[team->running_count - 1].firm;
}

TEST(a_lesson_practised_again_after_a_pause_is_forgotten_slower)
{
    usual = sim_parameters_default();

    const struct sim_team once = taught(0xFF, 99, 0xFF, 10);
    const struct sim_team at_once = taught(0xFF, 1, 0xFF, 10);
    const struct sim_team spaced = taught(0xFF, usual.space_best, 0xFF, 10);

    CHECK_EQ(firm(&once), 0);
    CHECK(firm(&at_once) > 0 && firm(&at_once) < firm(&spaced) / 3);
    CHECK_EQ(firm(&spaced), usual.spacing);
}

TEST(long_after_it_is_nearly_a_lesson_for_the_first_time)
{
    usual = sim_parameters_default();

    const struct sim_team late = taught(0xFF, 4 * usual.space_best, 0xFF, 4 * usual.space_best + 2);

    CHECK_EQ(firm(&late), usual.spacing / 4);
}

TEST(only_who_practises_again_counts)
{
    usual = sim_parameters_default();

    const int32_t pause = usual.space_best;
    const struct sim_team half = taught(0xFF, pause, 0xF0, 10);
    const struct sim_team others = taught(0x0F, pause, 0xF0, 10);
    const struct sim_team some = taught(0x0F, pause, 0xFF, 10);

    CHECK_EQ(firm(&half), usual.spacing);
    CHECK_EQ(firm(&others), 0);
    CHECK_EQ(firm(&some), usual.spacing / 2);
}

TEST(a_lesson_that_is_not_practised_again_fades_as_its_kind_does)
{
    const struct sim_pulse *d = &random_play_catalogue()->pulses[lesson()];

    CHECK_EQ(sim_fade(d, 0), d->fade);
    CHECK_EQ(sim_fade(d, 1000), 2 * d->fade);
    usual = sim_parameters_default();
    usual.spacing = 0;

    const struct sim_team again = taught(0xFF, 6, 0xFF, 10);

    CHECK_EQ(firm(&again), 0); /* Without spacing nothing is otherwise. */
    CHECK_EQ(sim_refreshed(667, 0), 667);
    CHECK_EQ(sim_refreshed(667, 1500), 1000);
}

/* ---- two subgroups -------------------------------------------------------------------------- */

static struct sim_team sided(const int32_t side[8], int32_t weeks)
{
    struct sim_origin origin = sim_origin_default(3, 8, SIM_PROFILE_AVERAGE);
    struct sim_team team;

    usual = sim_parameters_default();
    for (int i = 0; i < 8; i++)
        origin.member[i].side = side[i];
    sim_team_make(&team, &origin);
    sim_team_run(&team, random_play_catalogue(), &usual, weeks);
    return team;
}

static const int32_t nobody[8] = {0}, halves[8] = {1, 1, 1, 1, 2, 2, 2, 2};
static const int32_t alone[8] = {1, 1, 1, 1, 0, 0, 0, 0}, uneven[8] = {1, 1, 1, 1, 1, 1, 1, 2};

TEST(across_the_line_people_meet_less_most_when_it_splits_the_team_in_halves)
{
    const struct sim_team one = sided(nobody, 1), two = sided(halves, 1), odd = sided(uneven, 1);

    CHECK(two.f[SIM_INT] < odd.f[SIM_INT] && odd.f[SIM_INT] < one.f[SIM_INT]);
    CHECK(two.f[SIM_COL] < one.f[SIM_COL]);
    CHECK_EQ(two.f[SIM_AUT], one.f[SIM_AUT]);
}

/* Nothing but the mark: to whom nobody stands opposite, no line runs. */
TEST(one_side_alone_changes_nothing)
{
    struct sim_team one = sided(nobody, 30), side = sided(alone, 30);

    memset(side.member.side, 0, sizeof side.member.side);
    CHECK(memcmp(&one, &side, sizeof one) == 0);
}

/* Four tense people: who is on their side gets more of it. */
TEST(what_crosses_over_comes_from_ones_own_side)
{
    const struct sim_catalogue *c = random_play_catalogue();
    struct sim_team one = sided(nobody, 0), two = sided(halves, 0);

    for (int i = 0; i < 8; i++)
        one.member.strain_u[i] = two.member.strain_u[i] = i < 4 ? 900000 : 200000;
    sim_team_settle(&one), sim_team_settle(&two);
    usual.line_base = 0;
    sim_team_step(&one, c, &usual), sim_team_step(&two, c, &usual);
    CHECK(two.member.strain_u[0] > one.member.strain_u[0]);
    CHECK(two.member.strain_u[7] < one.member.strain_u[7]);
}

TEST(conflict_grows_where_support_is_lost_and_settles_when_it_is_back)
{
    const struct sim_catalogue *c = random_play_catalogue();
    struct sim_team team = sided(halves, 8);
    const int32_t calm = team.rift_u;

    team.base_u[SIM_COL] = 100000;
    sim_team_run(&team, c, &usual, 12);
    CHECK(team.rift_u > calm + 100000);

    const int32_t heated = team.rift_u, met = team.f[SIM_INT];

    team.base_u[SIM_COL] = 1000 * team.norm[SIM_COL];
    sim_team_run(&team, c, &usual, 40);
    CHECK(team.rift_u < heated / 2 && team.f[SIM_INT] > met);
}

TEST(a_shared_aim_bridges)
{
    struct sim_team plain = sided(halves, 0), aimed = plain;

    aimed.base_u[SIM_VIS] = 900000;
    sim_team_step(&plain, random_play_catalogue(), &usual);
    sim_team_step(&aimed, random_play_catalogue(), &usual);
    CHECK(aimed.f[SIM_INT] > plain.f[SIM_INT]);
}

TEST(somebody_new_belongs_to_no_side)
{
    struct sim_team team = sided(halves, 2);

    team.member.vacant[2] = 1;
    sim_team_settle(&team);
    sim_team_step(&team, random_play_catalogue(), &usual);
    CHECK_EQ(team.member.vacant[2], 0);
    CHECK_EQ(team.member.side[2], 0);
}

/* The comparisons of the fast and the plain model meet both. */
TEST(random_plays_have_subgroups_and_lessons_practised_again)
{
    int32_t rifts = 0, firms = 0;

    for (uint32_t seed = 0; seed < 60; seed++) {
        struct random_play play;

        random_play_init(&play, seed, false);
        for (int w = 0; w < 60; w++) {
            const struct sim_choice c = random_play_choice(&play);

            random_play_start(&play, &play.team, &c);
            sim_team_step(&play.team, random_play_catalogue(), &play.parameters);
            for (uint32_t i = 0; i < play.team.running_count; i++)
                firms += play.team.running[i].firm > 0;
        }
        rifts += play.team.rift_u > 0;
    }
    CHECK(rifts >= 10 && firms >= 100);
}
