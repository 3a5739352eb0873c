/* plain.h -- the team model once more: slow, plain and readable, straight from its specification
 * (shared/sim/README.md). One team, one loop after the other, no vectors and no tricks.
 *
 * It plays the same `struct sim_team` as shared/sim, so that the two can be compared byte by byte;
 * the golden vectors are made with it. */
#ifndef PLAIN_H
#define PLAIN_H

#include "sim/sim.h"
#include "sim/sim_choice.h"

/* What sim_team_make, sim_choice_start and sim_team_step do. */
void plain_make(struct sim_team *team, const struct sim_origin *origin);
bool plain_choose(struct sim_team *team, const struct sim_catalogue *catalogue,
                  const struct sim_parameters *parameters, const struct sim_choice *choice);
void plain_step(struct sim_team *team, const struct sim_catalogue *catalogue,
                const struct sim_parameters *parameters);

#endif
