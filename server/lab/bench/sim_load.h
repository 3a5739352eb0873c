/* sim_load.h -- the load with which the simulation is measured, natively and as WebAssembly.
 *
 * Average teams; 12 rounds of 4 weeks. At the start of a round one or two pulses begin (three in
 * two rounds), taken in turn from the twelve below, which are those of the reference catalogue
 * (scenarios/catalogue/pulses_reference.json): personal and common, quick and slow, one happening.
 * By the end about ten run at a time. Fixed, so that figures can be compared over the years. */
#ifndef SIM_LOAD_H
#define SIM_LOAD_H

#include "sim/sim.h"

#include <string.h>

#define SIM_LOAD_PULSES      12
#define SIM_LOAD_ROUNDS      12
#define SIM_LOAD_ROUND_WEEKS 4

#define SIM_LOAD_LIFTS(...)  .lifts = {__VA_ARGS__}
#define SIM_LOAD_PUSHES(...) .pushes = {__VA_ARGS__}
#define SIM_LOAD_ALL                                                                               \
    {                                                                                              \
        1000, 1000, 1000, 1000, 1000                                                               \
    }

static const struct sim_pulse sim_load_pulses[SIM_LOAD_PULSES] = {
    /* werkdruk_aanpak */
    {.layer = SIM_LAYER_TASK,
     .lifts_count = 6,
     .fit = SIM_LOAD_ALL,
     .need = {400, 200, 300, 0},
     SIM_LOAD_LIFTS({SIM_DEM, -350}, {SIM_AUT, 180}, {SIM_PAR, 160}, {SIM_COL, 130}, {SIM_LEA, 100},
                    {SIM_TRA, 60}),
     .delay = 6,
     .ramp = 6,
     .hold = 26,
     .fade = 52,
     .lead = 3,
     .embed = 4,
     .hours = 2,
     .load = 10,
     .money = 3},
    /* job_crafting */
    {.layer = SIM_LAYER_TASK,
     .personal = 1,
     .lifts_count = 1,
     .pushes_count = 5,
     SIM_LOAD_LIFTS({SIM_COL, 80}),
     SIM_LOAD_PUSHES({SIM_PUSH_CONTROL, 290}, {SIM_PUSH_RICH, 360}, {SIM_PUSH_WILLEN, 120},
                     {SIM_PUSH_KUNNEN, 80}, {SIM_PUSH_READY, 70}),
     .fit = {600, 1000, 1000, 1000, 1000},
     .need = {250, 100, 150, 200},
     .ramp = 2,
     .hold = 8,
     .fade = 26,
     .lead = 1,
     .embed = 3,
     .hours = 1,
     .load = 40,
     .money = 4},
    /* visie */
    {.layer = SIM_LAYER_MANAGEMENT,
     .lifts_count = 3,
     .pushes_count = 2,
     .fit = SIM_LOAD_ALL,
     SIM_LOAD_LIFTS({SIM_VIS, 450}, {SIM_TRA, 190}, {SIM_PAR, 130}),
     SIM_LOAD_PUSHES({SIM_PUSH_WETEN, 140}, {SIM_PUSH_READY, 70}),
     .need = {200, 0, 150, 100},
     .delay = 2,
     .ramp = 6,
     .hold = 26,
     .fade = 60,
     .lead = 3,
     .embed = 10,
     .hours = 1,
     .load = 5,
     .money = 3},
    /* buddy */
    {.layer = SIM_LAYER_COLLEAGUES,
     .personal = 1,
     .lifts_count = 2,
     .pushes_count = 3,
     SIM_LOAD_LIFTS({SIM_COL, 260}, {SIM_INT, 130}),
     SIM_LOAD_PUSHES({SIM_PUSH_KUNNEN, 170}, {SIM_PUSH_DURVEN, 140}, {SIM_PUSH_READY, 80}),
     .fit = {600, 1000, 1000, 600, 300},
     .need = {150, 0, 100, 250},
     .ramp = 2,
     .hold = 20,
     .fade = 10,
     .hours = 1,
     .load = 15},
    /* feedback */
    {.layer = SIM_LAYER_COLLEAGUES,
     .lifts_count = 1,
     .pushes_count = 1,
     .fit = SIM_LOAD_ALL,
     SIM_LOAD_LIFTS({SIM_FBK, 510}),
     SIM_LOAD_PUSHES({SIM_PUSH_KUNNEN, 60}),
     .need = {200, 50, 100, 0},
     .ramp = 3,
     .hold = 20,
     .fade = 16,
     .hours = 1,
     .load = 15,
     .money = 2},
    /* piekdruk */
    {.layer = SIM_LAYER_HAPPENING,
     .lifts_count = 1,
     .fit = SIM_LOAD_ALL,
     SIM_LOAD_LIFTS({SIM_DEM, 500}),
     .ramp = 1,
     .hold = 6,
     .fade = 3},
    /* cursus */
    {.layer = SIM_LAYER_HR,
     .personal = 1,
     .pushes_count = 3,
     SIM_LOAD_PUSHES({SIM_PUSH_KUNNEN, 310}, {SIM_PUSH_WETEN, 80}, {SIM_PUSH_READY, 170}),
     .fit = {600, 1000, 1000, 600, 300},
     .need = {150, 100, 100, 250},
     .delay = 2,
     .ramp = 2,
     .hold = 6,
     .fade = 12,
     .load = 50,
     .money = 5},
    /* fouten_mogen */
    {.layer = SIM_LAYER_COLLEAGUES,
     .lifts_count = 1,
     .pushes_count = 1,
     SIM_LOAD_LIFTS({SIM_SAF, 380}),
     SIM_LOAD_PUSHES({SIM_PUSH_DURVEN, 210}),
     .fit = {300, 600, 1000, 1000, 600},
     .need = {200, 100, 100, 150},
     .ramp = 4,
     .hold = 26,
     .fade = 26,
     .embed = 4,
     .hours = 1},
    /* taakherontwerp */
    {.layer = SIM_LAYER_MANAGEMENT,
     .lifts_count = 5,
     .fit = SIM_LOAD_ALL,
     SIM_LOAD_LIFTS({SIM_CMP, 510}, {SIM_AUT, 380}, {SIM_CHA, 290}, {SIM_VAR, 220}, {SIM_DEM, -50}),
     .need = {450, 300, 350, 150},
     .delay = 6,
     .ramp = 8,
     .hold = 104,
     .fade = 104,
     .lead = 4,
     .change = 220,
     .embed = 12,
     .hours = 3,
     .money = 8},
    /* transfersteun */
    {.layer = SIM_LAYER_LEADER,
     .lifts_count = 1,
     .pushes_count = 2,
     SIM_LOAD_LIFTS({SIM_LEA, 130}),
     SIM_LOAD_PUSHES({SIM_PUSH_WILLEN, 390}, {SIM_PUSH_MOGEN, 80}),
     .fit = {300, 300, 600, 1000, 600},
     .need = {100, 50, 50, 200},
     .ramp = 1,
     .hold = 26,
     .fade = 10,
     .hours = 3},
    /* elearning */
    {.layer = SIM_LAYER_HR,
     .personal = 1,
     .pushes_count = 3,
     SIM_LOAD_PUSHES({SIM_PUSH_KUNNEN, 220}, {SIM_PUSH_WETEN, 110}, {SIM_PUSH_READY, 130}),
     .fit = {600, 1000, 1000, 600, 300},
     .need = {150, 100, 100, 250},
     .ramp = 2,
     .hold = 6,
     .fade = 8,
     .load = 25,
     .money = 2,
     .drop_ppm = 60000},
    /* leiderschapstraining */
    {.layer = SIM_LAYER_HR,
     .lifts_count = 4,
     .fit = SIM_LOAD_ALL,
     .need = {150, 150, 200, 0},
     SIM_LOAD_LIFTS({SIM_LEA, 380}, {SIM_PAR, 220}, {SIM_SAF, 170}, {SIM_FBK, 80}),
     .delay = 2,
     .ramp = 8,
     .hold = 30,
     .fade = 40,
     .embed = 4,
     .hours = 2,
     .money = 4},
};

static inline void sim_load_catalogue(struct sim_catalogue *out)
{
    memset(out, 0, sizeof *out);
    out->pulses_count = SIM_LOAD_PULSES;
    for (uint32_t i = 0; i < SIM_LOAD_PULSES; i++)
        out->pulses[i] = sim_load_pulses[i];
}

static inline void sim_load_team(struct sim_team *out, uint32_t seed, int32_t members_count)
{
    struct sim_origin origin = sim_origin_default(seed, members_count, SIM_PROFILE_AVERAGE);

    sim_team_make(out, &origin);
}

/* Before round `round` (0..SIM_LOAD_ROUNDS-1) of the team made from `seed`. */
static inline void sim_load_start(struct sim_team *team, const struct sim_catalogue *catalogue,
                                  const struct sim_parameters *parameters, uint32_t seed,
                                  int32_t round)
{
    int32_t count = 1 + (round & 1);

    for (int32_t k = 0; k < count; k++) {
        uint32_t turn = seed + (uint32_t)(round * 3 / 2 + k);

        sim_team_start(team, catalogue, parameters, turn % SIM_LOAD_PULSES, 700,
                       (int32_t)(turn * 7 % 11) * 100, turn % 4 == 0, SIM_EVERYBODY);
    }
}

#endif
