/* sim_batch.c -- many teams, a block at a time. */
#include "sim/sim_batch.h"

#include "sim/sim_block.h"

void sim_batch_run(struct sim_team *teams, size_t count, const struct sim_catalogue *catalogue,
                   const struct sim_parameters *parameters, int32_t weeks)
{
    struct sim_block block;

    sim_block_open(&block, catalogue, parameters);
    for (size_t done = 0; done < count; done += block.teams_count) {
        struct sim_team *some[SIM_ABREAST];
        size_t some_count = count - done < SIM_ABREAST ? count - done : SIM_ABREAST;

        for (size_t t = 0; t < some_count; t++)
            some[t] = &teams[done + t];
        sim_block_play(&block, some, some_count, weeks, NULL);
    }
}

void sim_batch_run_each(struct sim_team *const *teams, size_t count,
                        const struct sim_catalogue *catalogue,
                        const struct sim_parameters *parameters, int32_t weeks)
{
    struct sim_block block;

    sim_block_open(&block, catalogue, parameters);
    for (size_t done = 0; done < count; done += block.teams_count)
        sim_block_play(&block, &teams[done], count - done, weeks, NULL);
}
