/* sim_block.c -- teams into lanes and back; which version of the week this processor gets. */
#include "sim/sim_block.h"

#include "sim/sim_week.h"

#include <assert.h>
#include <string.h>

/* Means over the filled slots and the four preconditions (7.1). */
void sim_team_aggregate(struct sim_team *team, const int32_t *willen_u, const int32_t *trust_u,
                        const int32_t *phase, const int32_t *load, const int32_t *vacant)
{
    int32_t will = 0, trust = 0, peers = 0, loads = 0, filled = 0;
    const int32_t *f = team->f;

    for (int32_t i = 0; i < team->members_count; i++) {
        int32_t here = vacant[i] == 0 ? -1 : 0; /* A mask. */

        filled -= here;
        will += willen_u[i] & here;
        trust += trust_u[i] & here;
        loads += load[i] & here;
        peers += (phase[i] >= SIM_TOE) & here;
    }
    int32_t k = sim_max(1, filled);
    int32_t manage;

    team->filled = filled;
    team->will = sim_udiv(will, 1000 * k);
    team->trust = sim_udiv(trust, 1000 * k);
    team->peers = sim_udiv(1000 * peers, k);
    manage = sim_clamp(1000 - 2 * sim_max(0, sim_udiv(loads, k) - 500));
    team->precondition[SIM_P1_INVOLVEMENT] = sim_milli(team->inv_u);
    team->precondition[SIM_P2_VISION] = sim_udiv(2 * f[SIM_VIS] + f[SIM_TRA], 3);
    team->precondition[SIM_P3_READINESS] = sim_clamp(
        sim_udiv(f[SIM_TEC] + f[SIM_TRN] + 2 * team->will, 4) - sim_milli(team->fatigue_u));
    team->precondition[SIM_P4_ROOM] = sim_link(f[SIM_SAF], manage);
}

struct sim_rules sim_rules_of(const struct sim_parameters *parameters)
{
    const struct sim_parameters *p = parameters;

    return (struct sim_rules){.p = *p,
#define X(name) .name = sim_divisor_of(p->name),
                              X(bell_width) X(threat_fade) X(tau_strain) X(tau_eng) X(tau_trust)
                                  X(tau_weten) X(tau_willen) X(tau_kunnen) X(tau_durven)
                                      X(tau_mogen) X(tau_ready) X(tau_fatigue) X(tau_inv)
                                          X(norm_tau) X(fresh_blood_fade)
#undef X
    };
}

void sim_block_gather(struct sim_block *block, struct sim_team *teams, size_t count,
                      const struct sim_catalogue *catalogue, const struct sim_rules *rules)
{
    struct sim_lanes *l = &block->lanes;
    uint32_t lane = 0, t;

    assert(count > 0);
    sim_flow_clear(&block->flow);
    for (t = 0; t < count && t < SIM_BLOCK_TEAMS; t++) {
        uint32_t n = (uint32_t)teams[t].members_count;

        assert(n > 0 && n <= SIM_MEMBERS_MAX);
        if (!sim_flow_gather(&block->flow, t, &teams[t], catalogue, rules))
            break;
        block->team[t] = &teams[t];
        block->first[t] = lane;
#define X(name) memcpy(&l->name[lane], teams[t].member.name, sizeof teams[t].member.name);
        SIM_MEMBER_FIELDS(X)
#undef X
        for (uint32_t i = 0; i < n; i++) {
            l->slot[lane + i] = (int32_t)i;
            l->used[lane + i] = 1;
        }
        lane += n;
    }
    assert(t > 0);
    block->teams_count = t;
    /* Lanes that nobody uses hold zeros: computed along with the rest, without effect. */
    block->lanes_count = (lane + 7) & ~7u;
    for (uint32_t i = lane; i < block->lanes_count + SIM_BLOCK_SPARE - 8; i++) {
#define X(name) l->name[i] = 0;
        SIM_MEMBER_FIELDS(X)
        SIM_SURROUNDINGS(X)
        SIM_COURSE(X)
        X(move_stream)
        X(quit_stream)
#undef X
        for (int v = 0; v < SIM_PUSHES_COUNT; v++)
            l->push[v][i] = 0;
    }
}

void sim_block_scatter(struct sim_block *block)
{
    for (uint32_t t = 0; t < block->teams_count; t++) {
        struct sim_team *team = block->team[t];
        size_t n = (size_t)team->members_count;

#define X(name)                                                                                    \
    memcpy(team->member.name, &block->lanes.name[block->first[t]], n * sizeof team->member.name[0]);
        SIM_MEMBER_FIELDS(X)
#undef X
        sim_flow_scatter(&block->flow, t, team);
    }
}

void sim_block_week(struct sim_block *block, const struct sim_catalogue *catalogue,
                    const struct sim_rules *rules, struct sim_why_week *trace)
{
#if SIM_AVX2
    if (__builtin_cpu_supports("avx2")) {
        sim_block_week_avx2(block, catalogue, rules, trace);
        return;
    }
#endif
    block_week(block, catalogue, rules, trace);
}
