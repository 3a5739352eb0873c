/* price.h -- what an option asks, and what a leader's week already holds: hours, weeks, money, time
 * of the team. Backing for the leader is one of the three things the sources ask of an organisation
 * (direction, room, backing), so players see the price before they choose.
 *
 * The figures are what the catalogue's pulses ask (sim_pulse.h) and what the story gives them
 * beyond that; the simulation takes the same from the leader's hours, so that what is shown and
 * what happens cannot differ. How well an action is carried out follows from them. */
#ifndef DK_SCENARIO_PRICE_H
#define DK_SCENARIO_PRICE_H

#include "scenario/scenario.h"

/* How much, in three steps that a person can tell apart; 0: none worth telling. */
enum price_level { PRICE_NONE, PRICE_LITTLE, PRICE_SOME, PRICE_MUCH };

struct scenario_price {
    int32_t hours; /* Of the leader, per week; negative: it gives hours back. */
    int32_t weeks; /* Until the last of it ends; 0: nothing is started. */
    int32_t money; /* enum price_level, once */
    int32_t load;  /* enum price_level: time of the members who take part */
    int32_t less;  /* Hours a week fewer than it asks: not done as well as it could be. */
    int32_t more;  /* And more. Of several actions both may be. */
};

/* What an option asks when it is chosen. */
struct scenario_price scenario_price_of(const struct scenario *s,
                                        const struct scenario_option *option);

/* How many more weeks a pulse asks hours of the leader; 0: none. */
int32_t scenario_weeks_left(const struct scenario *s, const struct sim_team *team,
                            const struct sim_running *running);

#endif
