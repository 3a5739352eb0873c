/* bench_sim.h -- `dilemma bench sim`: how many weeks of a team in a second. */
#ifndef DK_LAB_BENCH_BENCH_SIM_H
#define DK_LAB_BENCH_BENCH_SIM_H

#include <stdbool.h>

/* Prints the figures; an exit code. */
int bench_sim(bool json);

#endif
