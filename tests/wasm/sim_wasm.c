/* sim_wasm.c -- the simulation as a module of its own: to check that WebAssembly computes what the
 * native build does, and how fast. (Solo play uses the whole core, not this module.)
 *
 * JavaScript writes whole numbers into the stage, an array of 32-bit integers in the module's
 * memory, and calls a function, which documents the order of the numbers. One team at a time. */
#include "lab/bench/sim_load.h"
#include "sim/sim_batch.h"
#include "sim/sim_signal.h"
#include "sim/sim_choice.h"

#define EXPORT(name)    __attribute__((export_name(#name)))
#define STAGE_MAX       1024
#define BENCH_TEAMS_MAX 64

static struct {
    struct sim_parameters parameters;
    struct sim_catalogue catalogue;
    struct sim_team team[BENCH_TEAMS_MAX]; /* Checks use the first. */
    int32_t stage[STAGE_MAX];
} module;

EXPORT(stage) int32_t *sim_wasm_stage(void)
{
    return module.stage;
}

/* Default parameters, no pulses. */
EXPORT(reset) void sim_wasm_reset(void)
{
    module.parameters = sim_parameters_default();
    module.catalogue.pulses_count = 0;
}

/* Stage: all values of struct sim_parameters, in the order of parameters.def. How many there are,
 * or -1 if one is out of limits. */
EXPORT(parameters) int32_t sim_wasm_parameters(void)
{
    memcpy(&module.parameters, module.stage, sizeof module.parameters);
    return sim_parameters_check(&module.parameters) == NULL ? (int32_t)SIM_PARAMETER_VALUES : -1;
}

/* Stage: layer, personal, delay, ramp, hold, fade, lead, change, embed, hours, load, money,
 * drop_ppm, disrupt; fit (5); need (4); number of lifts, then factor and amplitude of each; number
 * of pushes, likewise. Returns enum sim_pulse_fault, or -1 if there is room for no more. */
EXPORT(pulse) int32_t sim_wasm_pulse(void)
{
    struct sim_pulse *d = &module.catalogue.pulses[module.catalogue.pulses_count];
    const int32_t *s = module.stage;

    if (module.catalogue.pulses_count == SIM_PULSES_MAX)
        return -1;
    *d = (struct sim_pulse){.layer = (uint8_t)s[0],
                            .personal = (uint8_t)s[1],
                            .delay = s[2],
                            .ramp = s[3],
                            .hold = s[4],
                            .fade = s[5],
                            .lead = s[6],
                            .change = s[7],
                            .embed = s[8],
                            .hours = s[9],
                            .load = s[10],
                            .money = s[11],
                            .drop_ppm = s[12],
                            .disrupt = s[13]};
    memcpy(d->fit, &s[14], sizeof d->fit);
    memcpy(d->need, &s[19], sizeof d->need);
    s += 23;
    d->lifts_count = (uint8_t)*s++;
    for (int i = 0; i < d->lifts_count && i < SIM_PULSE_LIFTS_MAX; i++, s += 2)
        d->lifts[i] = (struct sim_effect){(int16_t)s[0], (int16_t)s[1]};
    d->pushes_count = (uint8_t)*s++;
    for (int i = 0; i < d->pushes_count && i < SIM_PULSE_PUSHES_MAX; i++, s += 2)
        d->pushes[i] = (struct sim_effect){(int16_t)s[0], (int16_t)s[1]};
    module.catalogue.pulses_count++;
    return (int32_t)sim_pulse_check(d);
}

/* Stage: base (21); then per member its state, traits and ties in the order of the fingerprint. */
EXPORT(team) void sim_wasm_team(uint32_t seed, int32_t members_count, int32_t leader_hours)
{
    struct sim_team *team = &module.team[0];
    const int32_t *s = module.stage + SIM_FACTORS_COUNT;

    sim_team_init(team, seed, members_count, leader_hours, module.stage);
    for (int32_t i = 0; i < members_count; i++) {
#define X(name) team->member.name[i] = *s++;
        SIM_MEMBER_STATE(X)
        SIM_MEMBER_TRAITS(X)
        SIM_MEMBER_TIES(X)
#undef X
    }
    sim_team_settle(team);
}

EXPORT(start)
int32_t sim_wasm_start(uint32_t pulse, int32_t quality, int32_t hours, int32_t weeks, int32_t up,
                       int32_t forced, uint32_t mask, uint32_t about)
{
    const struct sim_choice choice = {0,  pulse, quality, hours,      weeks,
                                      up, mask,  about,   forced != 0};

    return sim_choice_start(&choice, &module.team[0], &module.catalogue, &module.parameters);
}

EXPORT(step) void sim_wasm_step(void)
{
    sim_team_step(&module.team[0], &module.catalogue, &module.parameters);
}

EXPORT(fingerprint) uint32_t sim_wasm_fingerprint(void)
{
    return sim_team_fingerprint(&module.team[0]);
}

EXPORT(outcome) int32_t sim_wasm_outcome(int32_t outcome)
{
    return sim_team_outcomes(&module.team[0], &module.parameters).value[outcome];
}

/* In the order of struct sim_figures. */
EXPORT(figure) int32_t sim_wasm_figure(int32_t figure)
{
    struct sim_figures figures =
        sim_signal_figures(&module.team[0], &module.catalogue, &module.parameters);
    int32_t values[sizeof figures / sizeof(int32_t)];

    memcpy(values, &figures, sizeof values);
    return values[figure];
}

/* Play the load of sim_load.h, or its teams without any pulse (idle), with `teams` teams: one at a
 * time, or as a batch. Returns what was played: team-weeks; the fingerprints are in stage[0]. */
EXPORT(bench)
int32_t sim_wasm_bench(int32_t teams, int32_t members_count, int32_t batch, int32_t idle)
{
    uint32_t all = 0, count = (uint32_t)teams;

    module.parameters = sim_parameters_default();
    sim_load_catalogue(&module.catalogue);
    for (uint32_t t = 0; t < count; t++)
        sim_load_team(&module.team[t], t, members_count);
    for (int32_t round = 0; round < SIM_LOAD_ROUNDS; round++) {
        for (uint32_t t = 0; t < count && !idle; t++)
            sim_load_start(&module.team[t], &module.catalogue, &module.parameters, t, round);
        if (batch)
            sim_batch_run(module.team, count, &module.catalogue, &module.parameters,
                          SIM_LOAD_ROUND_WEEKS);
        for (uint32_t t = 0; t < count && !batch; t++)
            sim_team_run(&module.team[t], &module.catalogue, &module.parameters,
                         SIM_LOAD_ROUND_WEEKS);
    }
    for (uint32_t t = 0; t < count; t++)
        all = all * 31 + sim_team_fingerprint(&module.team[t]);
    module.stage[0] = (int32_t)all;
    return teams * SIM_LOAD_ROUNDS * SIM_LOAD_ROUND_WEEKS;
}
