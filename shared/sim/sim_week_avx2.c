/* sim_week_avx2.c -- the week once more, compiled for processors with 256-bit integer vectors. The
 * same code and the same results; sim_block_week chooses. */
#include "sim/sim_block.h"
#include "sim/sim_why.h"

#include <assert.h>
#include <string.h>

#if SIM_AVX2

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,bmi,bmi2")
#endif

#include "sim/sim_week.h"

void sim_block_week_avx2(struct sim_block *block, const struct sim_catalogue *catalogue,
                         const struct sim_rules *rules, struct sim_why_week *trace)
{
    block_week(block, catalogue, rules, trace);
}

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

#endif
