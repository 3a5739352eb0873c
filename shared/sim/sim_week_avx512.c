/* sim_week_avx512.c -- and once more for processors with 512-bit vectors, masks and 32 registers
 * (sim_week_avx2.c). The same code and the same results. */
#include "sim/sim_block.h"
#include "sim/sim_why.h"

#include <assert.h>
#include <string.h>

#if SIM_AVX512

#if defined(__clang__)
#pragma clang attribute push(                                                                      \
    __attribute__((target("avx2,bmi,bmi2,popcnt,avx512f,avx512vl,avx512bw,avx512dq"))),            \
    apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,bmi,bmi2,popcnt,avx512f,avx512vl,avx512bw,avx512dq")
#pragma GCC target("prefer-vector-width=512")
#endif

#include "sim/sim_week.inc"

void sim_block_play_avx512(struct sim_block *block, struct sim_team *const *teams, size_t count,
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
