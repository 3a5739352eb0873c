/* sim_block.c -- parameters made ready; which version of the week this processor gets. */
#include "sim/sim_block.h"

#include "sim/sim_week.inc"

#include <string.h>

#define EACH(filled) ((1u << 18) / (filled) + 1)
const uint32_t sim_each[SIM_MEMBERS_MAX + 1] = {
    EACH(1), EACH(1), EACH(2), EACH(3),  EACH(4),  EACH(5),  EACH(6),
    EACH(7), EACH(8), EACH(9), EACH(10), EACH(11), EACH(12),
};
#undef EACH

static void rules_make(struct sim_rules *r, const struct sim_parameters *p)
{
    int32_t forward[SIM_PHASES_COUNT], relapse[SIM_PHASES_COUNT];

    r->p = p;
    for (int phase = 0; phase < SIM_PHASES_COUNT; phase++) {
        forward[phase] = p->forward[phase] / 1000;
        relapse[phase] = phase == SIM_ONB ? 0 : p->relapse[phase] / 1000;
    }
    r->phased.forward = sim_by_phase_of(forward);
    r->phased.relapse = sim_by_phase_of(relapse);
    r->phased.learn_load = sim_by_phase_of(p->learn_load);
    r->phased.know = sim_by_phase_of(p->know);
    r->phased.want = sim_by_phase_of(p->want);
    r->phased.practice = sim_by_phase_of(p->practice);
    r->phased.grow = sim_by_phase_of(p->grow);
#define X(name) r->by.name = sim_divisor_of(p->name);
    SIM_DIVISORS(X)
#undef X
#define X(name) r->part.name = sim_part_of(p->name);
    SIM_PARTS(X)
#undef X
    for (int k = 0; k < 4; k++)
        r->part.joy[k] = sim_part_of(p->joy[k]);
    r->part.act = sim_part_of(1000 - p->act_floor);
    r->part.rich = sim_part_of(1000 - p->rich_floor);
    r->part.unwilling = sim_part_of(1000 - p->dutiful);
}

void sim_block_open(struct sim_block *block, const struct sim_catalogue *catalogue,
                    const struct sim_parameters *parameters)
{
#if defined(__wasm__) &&                                                                           \
    !defined(_REENTRANT) /* A module without threads has no storage for them. */
    static struct sim_made made;
#else
    static _Thread_local struct sim_made made;
#endif

    block->catalogue = catalogue;
    block->made = &made;
    block->rules = &made.rules;
    made.opened++;
    if (made.rules.p != NULL && memcmp(&made.parameters, parameters, sizeof *parameters) == 0)
        return;
    made.parameters = *parameters;
    rules_make(&made.rules, &made.parameters);
    memset(made.known, 0, sizeof made.known);
}

void sim_block_play(struct sim_block *block, struct sim_team *const *teams, size_t count,
                    int32_t weeks, struct sim_why_week *trace)
{
#if SIM_AVX512
    if (__builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq")) {
        sim_block_play_avx512(block, teams, count, weeks, trace);
        return;
    }
#endif
#if SIM_AVX2
    if (__builtin_cpu_supports("avx2")) {
        sim_block_play_avx2(block, teams, count, weeks, trace);
        return;
    }
#endif
    block_play(block, teams, count, weeks, trace);
}
