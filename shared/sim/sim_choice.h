/* sim_choice.h -- a pulse and the week in which it starts, as a value: what a recorded game of the
 * model consists of (vectors.json, `dilemma vectors`). */
#ifndef SIM_CHOICE_H
#define SIM_CHOICE_H

#include "sim/sim.h"

#define SIM_GIVEN (-1)

/* A pulse started in a week: an action as given to sim_team_give, or with a quality of its own as
 * given to sim_team_start_about. */
struct sim_choice {
    int32_t week; /* team.week at which it was started; those of a week in order of starting */
    uint32_t pulse;
    int32_t quality; /* 0..1000; SIM_GIVEN: it follows from `hours`. */
    int32_t hours;   /* A week, beyond what the action asks. */
    int32_t weeks;   /* How long it is kept up. */
    int32_t up;
    uint32_t mask;
    uint32_t about; /* whom the dilemma is about; 0: aimed at nobody */
    bool forced;
};

/* Returns as sim_team_start. */
bool sim_choice_start(const struct sim_choice *choice, struct sim_team *team,
                      const struct sim_catalogue *catalogue,
                      const struct sim_parameters *parameters);

#endif
