/* bench_sim.c -- `dilemma bench sim`: how many weeks of a team the simulation plays in a second.
 *
 * The load is that of sim_load.h. Measured: a team at a time (sim_team_run, a round per call), by
 * team size; a batch (sim_batch_run, a round per call); and both without any pulse (idle). The time
 * includes starting the pulses but not making the teams. The best of five runs counts, because
 * noise can only make a run slower. --json: one {"name", "value", "unit"} object per line. */
#include "lab/bench/bench_sim.h"

#include "sim/sim_batch.h"
#include "lab/bench/sim_load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define TEAMS      256
#define TRIES      5
#define TEAM_WEEKS (TEAMS * SIM_LOAD_ROUNDS * SIM_LOAD_ROUND_WEEKS)

struct bench_teams {
    bool json;
    struct sim_parameters parameters;
    struct sim_catalogue catalogue;
    struct sim_team team[TEAMS];
    uint32_t fingerprint; /* Uses all results, so that the compiler leaves nothing out. */
};

static double seconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* What is measured. */
struct measured {
    int32_t members_count;
    bool batch;
    bool idle; /* No pulses at all: the members alone. */
};

static void play_round(struct bench_teams *b, int32_t round, struct measured way)
{
    for (uint32_t t = 0; t < TEAMS && !way.idle; t++)
        sim_load_start(&b->team[t], &b->catalogue, &b->parameters, t, round);
    if (way.batch) {
        sim_batch_run(b->team, TEAMS, &b->catalogue, &b->parameters, SIM_LOAD_ROUND_WEEKS);
        return;
    }
    for (uint32_t t = 0; t < TEAMS; t++)
        sim_team_run(&b->team[t], &b->catalogue, &b->parameters, SIM_LOAD_ROUND_WEEKS);
}

/* Nanoseconds per week of a team, the best of some tries. */
static double measure(struct bench_teams *b, struct measured way)
{
    double best = 1e9;

    for (int try = 0; try < TRIES; try++) {
        for (uint32_t t = 0; t < TEAMS; t++)
            sim_load_team(&b->team[t], t, way.members_count);

        double begin = seconds_now();

        for (int32_t round = 0; round < SIM_LOAD_ROUNDS; round++)
            play_round(b, round, way);

        double ns = (seconds_now() - begin) * 1e9 / TEAM_WEEKS;

        best = ns < best ? ns : best;
        for (uint32_t t = 0; t < TEAMS; t++)
            b->fingerprint = b->fingerprint * 31 + sim_team_fingerprint(&b->team[t]);
    }
    return best;
}

static void print(const struct bench_teams *b, const char *name, double value, const char *unit)
{
    if (b->json)
        printf("{\"name\":\"%s\",\"value\":%.1f,\"unit\":\"%s\"}\n", name, value, unit);
    else
        printf("%-36s %14.1f %s\n", name, value, unit);
}

static void print_rate(struct bench_teams *b, const char *name, struct measured way)
{
    print(b, name, 1e9 / measure(b, way), "team-weeks/s");
}

static void print_by_size(struct bench_teams *b, const char *prefix, bool batch)
{
    char name[64];

    for (int32_t members_count = 4; members_count <= SIM_MEMBERS_MAX; members_count += 2) {
        snprintf(name, sizeof name, "%s_%d_members", prefix, members_count);
        print(b, name, measure(b, (struct measured){members_count, batch, false}), "ns");
    }
}

int bench_sim(bool json)
{
    struct bench_teams *b = calloc(1, sizeof *b);

    if (b == NULL) {
        fprintf(stderr, "no memory\n");
        return 1;
    }
    b->json = json;
    b->parameters = sim_parameters_default();
    sim_load_catalogue(&b->catalogue);
    print_rate(b, "sim_team_weeks_per_second", (struct measured){8, false, false});
    print_rate(b, "sim_batch_team_weeks_per_second", (struct measured){8, true, false});
    print_rate(b, "sim_idle_team_weeks_per_second", (struct measured){8, false, true});
    print_rate(b, "sim_idle_batch_team_weeks_per_second", (struct measured){8, true, true});
    print_by_size(b, "sim_week", false);
    print_by_size(b, "sim_batch_week", true);
    fprintf(stderr, "fingerprint of all: %08x\n", (unsigned)b->fingerprint);
    free(b);
    return 0;
}
