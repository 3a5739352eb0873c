/* random_play.h -- random teams and random choices, from a seed, for properties that must hold of
 * every play. The catalogue is that of the golden vectors. */
#ifndef SIM_RANDOM_PLAY_H
#define SIM_RANDOM_PLAY_H

#include "sim/sim.h"
#include "sim/sim_choice.h"

struct random_play {
    uint32_t seed;
    uint32_t draws;
    struct sim_parameters parameters;
    struct sim_team team;
};

/* The pulses of the golden vectors, read once. */
const struct sim_catalogue *random_play_catalogue(void);

/* A team of 1..12, of any profile, sometimes with members as given instead of drawn; default
 * parameters, or any that the limits allow. */
void random_play_init(struct random_play *play, uint32_t seed, bool any_parameters);
/* 0..n-1 */
int32_t random_play_below(struct random_play *play, int32_t n);
struct sim_choice random_play_choice(struct random_play *play);
bool random_play_start(struct random_play *play, struct sim_team *team,
                       const struct sim_choice *choice);

#endif
