/* why.h -- the causes told after a consequence, chosen from the simulation's exact ledgers. */
#ifndef DK_SESSION_WHY_H
#define DK_SESSION_WHY_H

#include "session/state.h"
#include "sim/sim_why.h"

/* The heaviest causes of what changed for the members in `about` (bit per slot; when none of them
 * is still there: for all), heaviest first. Returns how many, at most CAUSES_SHOWN_MAX. `trail` has
 * been followed to `team`. */
uint32_t why_find(const struct sim_why_trail *trail, const struct scenario *scenario,
                  const struct sim_team *team, uint32_t about,
                  struct room_cause out[CAUSES_SHOWN_MAX]);

#endif
