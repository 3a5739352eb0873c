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

#define WEEKS_PLAYED 130

/* Play one option for more than two years. */
static void play(const struct scenario *s, uint32_t dilemma, uint32_t option)
{
    const struct scenario_price price = scenario_price_of(s, &s->dilemmas[dilemma].options[option]);
    struct sim_team team;
    int32_t before;

    scenario_team_make(s, 5, &team);
    before = hours_of(s, &team);
    scenario_start_pulses(s, dilemma, option, &team);
    for (int32_t week = 0; week < WEEKS_PLAYED; week++) {
        const int32_t shown = hours_of(s, &team);

        CHECK(week > 0 || shown - before == price.hours);
        CHECK(week < price.weeks || shown == before);
        sim_team_step(&team, &s->catalogue->sim, &s->parameters);
        CHECK_EQ(shown, team.hours);
    }
}

/* The hours on the screen are those that the team model takes in the week that comes, from the
 * first week of an option until the last that its price says. */
TEST(hours_shown_are_the_hours_taken)
{
    struct scenario *s = compile_small();

    for (uint32_t d = 0; d < s->dilemmas_count; d++)
        for (uint32_t option = 0; option < s->dilemmas[d].options_count; option++)
            play(s, d, option);
    scenario_free(s);
}

/* Whatever a story gives an action, its price and the leader's week tell the truth about it. */
TEST(hours_and_weeks_that_a_story_gives_are_in_its_price)
{
    static const int32_t weeks[] = {1, 9, SIM_ACTION_WEEKS_MAX};
    struct scenario *s = compile_small();
    /* The scenario is ours: its numbers may change. */
    struct scenario_option *option = (struct scenario_option *)&s->dilemmas[0].options[1];
    struct scenario_start *start = &option->starts[0];
    const struct sim_pulse *pulse = &s->catalogue->sim.pulses[start->pulse];

    for (int32_t hours = sim_hours_least(pulse); hours <= SIM_HOURS_MOST; hours++) {
        for (uint32_t i = 0; i < sizeof weeks / sizeof weeks[0]; i++) {
            start->hours = hours;
            start->weeks = weeks[i];
            play(s, 0, 1);

            const struct scenario_price price = scenario_price_of(s, option);
            CHECK_EQ(price.hours, pulse->hours + hours);
            CHECK_EQ(price.less, hours < 0 ? -hours : 0);
            CHECK_EQ(price.more, hours > 0 ? hours : 0);
            CHECK_EQ(price.weeks,
                     pulse->delay + pulse->lead * start->up / 1000 + pulse->ramp + weeks[i]);
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
