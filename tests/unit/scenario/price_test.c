/* price_test.c -- what is asked of a leader is shown as it will be taken. */
#include "scenario/price.h"
#include "scenario/scenario_play.h"
#include "small.h"

#include "test.h"

static struct scenario *compile_small(void)
{
    static struct problem_list problems;

    memset(&problems, 0, sizeof problems);
    return small_compile(NULL, NULL, 0, false, &problems);
}

/* As the screen shows them. */
static int32_t hours_of(const struct scenario *s, const struct sim_team *team)
{
    return sim_team_plate(team, &s->catalogue->sim, &s->parameters).hours;
}

/* The hours on the screen are those that the team model takes in the week that comes. */
TEST(hours_shown_are_the_hours_taken)
{
    struct scenario *s = compile_small();

    for (uint32_t option = 0; option < s->dilemmas[0].options_count; option++) {
        struct sim_team team;
        scenario_team_make(s, 5, &team);
        scenario_start_pulses(s, 0, option, &team);
        for (uint32_t week = 0; week < 130; week++) {
            const int32_t shown = hours_of(s, &team);

            sim_team_step(&team, &s->catalogue->sim, &s->parameters);
            CHECK_EQ(shown, team.hours);
        }
    }
    scenario_free(s);
}

TEST(an_option_asks_the_sum_of_what_it_starts)
{
    struct scenario *s = compile_small();

    for (uint32_t i = 0; i < s->dilemmas[0].options_count; i++) {
        const struct scenario_option *option = &s->dilemmas[0].options[i];
        const struct scenario_price price = scenario_price_of(s, option);
        struct sim_team team;
        int32_t before;

        scenario_team_make(s, 5, &team);
        before = hours_of(s, &team);
        scenario_start_pulses(s, 0, i, &team);
        CHECK_EQ(hours_of(s, &team) - before, price.hours);
        CHECK(price.weeks > 0);
        CHECK(price.money >= PRICE_NONE && price.money <= PRICE_MUCH);
        CHECK(price.load >= PRICE_NONE && price.load <= PRICE_MUCH);
        while (scenario_weeks_left(s, &team, &team.running[team.running_count - 1]) > 1)
            team.week++;
        CHECK_EQ(scenario_weeks_left(s, &team, &team.running[team.running_count - 1]), 1);
        team.week++;
        CHECK_EQ(scenario_weeks_left(s, &team, &team.running[team.running_count - 1]), 0);
    }
    scenario_free(s);
}
