/* sim_block.h -- the inside of a week: teams side by side in lanes. Internal to shared/sim.
 *
 * A block is 1..SIM_BLOCK_TEAMS teams in play. Its members lie side by side, team after team, one
 * lane each, as arrays of fields: the people of a week are computed by plain loops over lanes that
 * compilers turn into vector instructions. What a team gives to all its members is spread over
 * their lanes. One week is
 *
 *   pulses_week    all pulses and teams: envelopes, strengths, factors (7.2)   sim_pulses.h
 *   surroundings   per team: what all members share                            sim_week.h
 *   pushes_week    per team: what its pulses do to people                      sim_pushes.h
 *   people_week    all lanes: from workload to the chance to move (7.3)        sim_people.h
 *   moves, levels  per team: phase steps, leaving, newcomers; 7.4, 7.1         sim_week.h
 *
 * The values that a week goes through stay in the lanes until the next one, where explanations
 * (sim_why.h) read them: recording costs nothing when nobody asks. */
#ifndef SIM_BLOCK_H
#define SIM_BLOCK_H

#include "sim/sim.h"
#include "sim/sim_flow.h"
#include "sim/sim_math.h"

#include <stddef.h>

#define SIM_BLOCK_LANES (SIM_BLOCK_TEAMS * SIM_MEMBERS_MAX)
#define SIM_BLOCK_SPARE 16 /* A team is written as 8 or 16 lanes, whatever its size. */

/* Parameters made ready: reciprocals of the divisors. */
struct sim_rules {
    struct sim_parameters p;
    struct sim_divisor bell_width, threat_fade;
    struct sim_divisor tau_strain, tau_eng, tau_trust;
    struct sim_divisor tau_weten, tau_willen, tau_kunnen, tau_durven, tau_mogen, tau_ready;
    struct sim_divisor tau_fatigue, tau_inv, norm_tau, fresh_blood_fade;
};

/* What a team gives to every member this week. */
#define SIM_SURROUNDINGS(X)                                                                        \
    X(load0)   /* DEM + work of empty places */                                                    \
    X(ric)     /* RIC */                                                                           \
    X(ctl0)    /* rdiv(2 AUT + PAR + CMP, 4) - threat */                                           \
    X(sup)     /* rdiv(3 COL + 2 LEA + INT, 6) */                                                  \
    X(rich)    /* rdiv(3 VAR + 3 CHA + 3 CMP + 2 mob, 11) */                                       \
    X(strain0) /* mul(threat, threat_strain) + max(0, -fbv) / 4 */                                 \
    X(gap)                                                                                         \
    X(trust0)  /* rdiv(2 LEA + TRA + SAF + inv, 5) - threat / 2 - gap */                           \
    X(weten0)  /* rdiv(info, 8) */                                                                 \
    X(willen0) /* role + VIS */                                                                    \
    X(kunnen0) /* 2 TRN + peer + fbv */                                                            \
    X(durven0) /* 4 SAF + fbv */                                                                   \
    X(mogen0)  /* sup + REF */                                                                     \
    X(orgs)    /* rdiv(2 TRN + VIS + TRA, 4) */                                                    \
    X(quit0)   /* quit_base + quit_mob * max(0, MOB - quit_mob_from) */

struct sim_surroundings {
#define X(name) int32_t name;
    SIM_SURROUNDINGS(X)
#undef X
    /* Not spread over the lanes, but kept for explanations. */
    int32_t vac, threat, mob, fbv, role, peer;
};

/* What a week goes through, per member. */
#define SIM_COURSE(X)                                                                              \
    X(filled) /* 1: somebody is there at the start of the week; 0 also for unused lanes */         \
    X(used)   /* 1: the slot of a team */                                                          \
    X(slot)                                                                                        \
    X(pulse_load) /* extra workload from taking part */                                            \
    X(under)      /* structure missed */                                                           \
    X(over)       /* structure too much */                                                         \
    X(rich_work)  /* rich with pushes */                                                           \
    X(strain)     /* milli, new, as those below */                                                 \
    X(eng)                                                                                         \
    X(trust)                                                                                       \
    X(weten)                                                                                       \
    X(willen)                                                                                      \
    X(kunnen)                                                                                      \
    X(durven)                                                                                      \
    X(mogen)                                                                                       \
    X(forward_ppm) /* chance to move on */                                                         \
    X(back_ppm)    /* chance to fall back, before rounds done make it smaller */                   \
    X(draw_ppm)                                                                                    \
    X(quit_draw)                                                                                   \
    X(stirs) /* 1: a move or leaving is possible, look closer */

struct sim_lanes {
#define X(name) int32_t name[SIM_BLOCK_LANES + SIM_BLOCK_SPARE];
    SIM_MEMBER_FIELDS(X)
    SIM_SURROUNDINGS(X)
    SIM_COURSE(X)
#undef X
    int32_t push[SIM_PUSHES_COUNT][SIM_BLOCK_LANES + SIM_BLOCK_SPARE];
    uint32_t move_stream[SIM_BLOCK_LANES + SIM_BLOCK_SPARE];
    uint32_t quit_stream[SIM_BLOCK_LANES + SIM_BLOCK_SPARE];
};

struct sim_block {
    struct sim_team *team[SIM_BLOCK_TEAMS]; /* The caller's; their members are in the lanes. */
    uint32_t teams_count;
    uint32_t first[SIM_BLOCK_TEAMS]; /* Lane of slot 0. */
    uint32_t lanes_count;            /* Rounded up to a multiple of 8; the rest is empty. */
    struct sim_surroundings around[SIM_BLOCK_TEAMS];
    struct sim_lanes lanes;
    struct sim_flow flow;
};

struct sim_why_week; /* sim_why.h; NULL where none is recorded */

struct sim_rules sim_rules_of(const struct sim_parameters *parameters);

/* Take teams in, as many of `count` as fit, at least one; play a week of all; give members and
 * pulses back. Between gather and scatter those of the teams are stale. `trace` only with one
 * team. */
void sim_block_gather(struct sim_block *block, struct sim_team *teams, size_t count,
                      const struct sim_catalogue *catalogue, const struct sim_rules *rules);
void sim_block_week(struct sim_block *block, const struct sim_catalogue *catalogue,
                    const struct sim_rules *rules, struct sim_why_week *trace);
void sim_block_scatter(struct sim_block *block);

/* Is there a second version for processors with 256-bit vectors? (sim_week_avx2.c) */
#if defined(__x86_64__) && !defined(SIM_NO_AVX2)
#define SIM_AVX2 1
void sim_block_week_avx2(struct sim_block *block, const struct sim_catalogue *catalogue,
                         const struct sim_rules *rules, struct sim_why_week *trace);
#else
#define SIM_AVX2 0
#endif

/* Changes of people loosen the implementation of whatever runs, happenings excepted. */
void sim_pulses_disrupt(struct sim_team *team, const struct sim_catalogue *catalogue,
                        int32_t share);

/* Section 7.1. */
void sim_team_aggregate(struct sim_team *team, const int32_t *willen_u, const int32_t *trust_u,
                        const int32_t *phase, const int32_t *load, const int32_t *vacant);

/* Dispositions of a slot (section 9) from a TRAIT stream: in the order of SIM_MEMBER_TRAITS. */
void sim_traits_draw(uint32_t stream, int32_t slot, int32_t trait[SIM_TRAITS_COUNT]);

#endif
