/* sim_why_shares.h -- lists of parts that sum exactly. Internal to the explanations. */
#ifndef SIM_WHY_SHARES_H
#define SIM_WHY_SHARES_H

#include "sim/sim_math.h"
#include "sim/sim_why.h"

/* Cut a rounded quotient, rdiv(a + b + .., divisor), into one part per summand: each part is the
 * growth of the rounded prefix, so that all of them sum to the quotient itself. */
struct sim_cut {
    int32_t divisor;
    int32_t sum;
    int32_t given;
};

static inline int32_t sim_cut_next(struct sim_cut *cut, int32_t summand)
{
    int32_t before = cut->given;

    cut->sum += summand;
    cut->given = sim_rdiv(cut->sum, cut->divisor);
    return cut->given - before;
}

/* Add a part; parts of the same term (and pulse number) are taken together. */
void sim_shares_add(struct sim_share *out, uint32_t *count, struct sim_share part);
/* Drop what is 0 and put the largest first (in size; ties keep their order). */
uint32_t sim_shares_finish(struct sim_share *out, uint32_t count);
/* The amounts are micro: make them milli that sum to `total`, by largest remainder. At least one
 * part unless total is 0. */
void sim_shares_round(struct sim_share *out, uint32_t count, int32_t total);

#endif
