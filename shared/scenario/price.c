/* price.c -- sums over what an option starts and over what runs. */
#include "scenario/price.h"

#include <assert.h>

/* From which amount each price_level begins. The catalogue gives money as 0, 2, 4 or 9 for an
 * intervention, once; load in thousandths of a week's work of those who take part: 18 is a
 * programme of some hours, 36 two of them. */
static const int32_t money_from[] = {1, 4, 8};
static const int32_t load_from[] = {2, 16, 36};

static int32_t level_of(int32_t amount, const int32_t from[3])
{
    int32_t level = PRICE_NONE;

    for (int32_t i = 0; i < 3 && amount >= from[i]; i++)
        level = i + 1;
    return level;
}

/* A pulse asks hours from its first week to the end of its full strength; one that comes from below
 * takes longer to begin. */
static int32_t weeks_of(const struct sim_pulse *pulse, int32_t up, int32_t held)
{
    return pulse->delay + pulse->lead * up / 1000 + pulse->ramp + held;
}

struct scenario_price scenario_price_of(const struct scenario *s,
                                        const struct scenario_option *option)
{
    struct scenario_price price = {0, 0, 0, 0, 0, 0};
    int32_t money = 0, load = 0;

    assert(option->starts_count <= STARTS_MAX);
    for (uint32_t i = 0; i < option->starts_count; i++) {
        const struct scenario_start *start = &option->starts[i];
        const struct sim_pulse *pulse = &s->catalogue->sim.pulses[start->pulse];
        const int32_t held = start->weeks > 0 ? start->weeks : pulse->hold;
        const int32_t weeks = weeks_of(pulse, start->up, held);

        assert(start->pulse < s->catalogue->sim.pulses_count);
        price.hours += pulse->hours + start->hours;
        price.less += start->hours < 0 ? -start->hours : 0;
        price.more += start->hours > 0 ? start->hours : 0;
        price.weeks = weeks > price.weeks ? weeks : price.weeks;
        money += pulse->money;
        load += pulse->load > 0 ? pulse->load : 0;
    }
    price.money = level_of(money, money_from);
    price.load = level_of(load, load_from);
    return price;
}

int32_t scenario_weeks_left(const struct scenario *s, const struct sim_team *team,
                            const struct sim_running *running)
{
    const struct sim_pulse *pulse = &s->catalogue->sim.pulses[running->pulse];
    const int32_t left = running->start + weeks_of(pulse, running->up, running->hold) - team->week;

    assert(running->pulse < s->catalogue->sim.pulses_count);
    return left > 0 ? left : 0;
}
