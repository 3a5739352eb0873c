/* sim_batch.c -- many teams, a block at a time. */
#include "sim/sim_batch.h"

#include "sim/sim_block.h"

void sim_batch_run(struct sim_team *teams, size_t count, const struct sim_catalogue *catalogue,
                   const struct sim_parameters *parameters, int32_t weeks)
{
    struct sim_rules rules = sim_rules_of(parameters);
    struct sim_block block;

    for (size_t done = 0; done < count; done += block.teams_count) {
        sim_block_gather(&block, &teams[done], count - done, catalogue, &rules);
        for (int32_t w = 0; w < weeks; w++)
            sim_block_week(&block, catalogue, &rules, NULL);
        sim_block_scatter(&block);
    }
}
