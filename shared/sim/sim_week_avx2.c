/* sim_week_avx2.c -- the week once more, compiled for processors with 256-bit integer vectors. The
 * same code and the same results; sim_block_week chooses. */
#include "sim/sim_block.h"
#include "sim/sim_why.h"

#include <assert.h>
#include <string.h>

#if SIM_AVX2

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,popcnt"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,bmi,bmi2,popcnt")
#endif

#include "sim/sim_week.inc"

void sim_block_play_avx2(struct sim_block *block, struct sim_team *const *teams, size_t count,
                         int32_t weeks, struct sim_why_week *trace)
{
    block_play(block, teams, count, weeks, trace);
}

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

#endif
