#include "sim/sim_choice.h"

bool sim_choice_start(const struct sim_choice *c, struct sim_team *team,
                      const struct sim_catalogue *catalogue,
                      const struct sim_parameters *parameters)
{
    const struct sim_action action = {c->pulse, c->hours, c->weeks, c->up,
                                      c->mask,  c->about, c->forced};

    if (c->quality == SIM_GIVEN)
        return sim_team_give(team, catalogue, parameters, &action);
    return sim_team_start_about(team, catalogue, parameters, c->pulse, c->quality, c->up, c->forced,
                                c->mask, c->about);
}
