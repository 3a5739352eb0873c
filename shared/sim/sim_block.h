/* sim_block.h -- the inside of a week: teams side by side in lanes. Internal to shared/sim.
 *
 * A block is 1..SIM_ABREAST teams in play. Three kinds of loops, all plain ones that compilers turn
 * into vector instructions:
 *
 *   lanes     the members, team after team, one lane each, as arrays of fields
 *   columns   what a team has one of, a column per team
 *   rows      the pulses (sim_flow.h)
 *
 * What a team gives to all its members is spread over their lanes. One week is
 *
 *   pulses_week    envelopes, strengths, factors and their levels (7.2)        sim_pulses.inc
 *   surroundings   per team: what all members share                            sim_week.inc
 *   pushes_week    per team: what its pulses do to people                      sim_pushes.inc
 *   people_week    all lanes: from workload to the chance to move (7.3)        sim_people.inc
 *   moves, end     per team: phase steps, leaving, newcomers; 7.4, 7.1         sim_week.inc
 *
 * The values that a week goes through stay in the lanes until the next one, where explanations
 * (sim_why.h) read them: recording costs nothing when nobody asks. */
#ifndef SIM_BLOCK_H
#define SIM_BLOCK_H

#include "sim/sim.h"
#include "sim/sim_flow.h"
#include "sim/sim_math.h"

#include <stddef.h>

#define SIM_ALWAYS_INLINE static inline __attribute__((always_inline))
/* A stage of the week, which stays a function of its own: then compilers believe its restrict. */
#define SIM_STAGE static __attribute__((noinline))

#define SIM_BLOCK_LANES (SIM_ABREAST * SIM_MEMBERS_MAX)
#define SIM_DOSE_MAX    2000 /* No dose, however well it suits, does more. */
#define SIM_MISFIT_MAX  200  /* What does not suit grates no more than this. */
#define SIM_LEAD_CALM   400  /* A leader with this strain has it in hand. */
#define SIM_LEAD_TEAM   500  /* So has a team with this strain. */
#define SIM_RIFT_CALM   500  /* Below this strain of the team its subgroups let each other be. */
#define SIM_FIRM_MAX    2000 /* However often practised, no lesson is forgotten slower than this. */
#define SIM_SICK_WEEK   50   /* Of the reserve spent, a week longer away for so much. */
#define SIM_ABLE_SKILL  500  /* Skill at the start per unit of ability, milli. */
#define SIM_RUT_MAX     400  /* Nobody gets further into a rut. */
#define SIM_BLOCK_SPARE 16   /* A team is written as 8 or 16 lanes, whatever its size. */

/* Parameters made ready: reciprocals of the divisors, weights as parts (sim_part_of). */
#define SIM_DIVISORS(X)                                                                            \
    X(bell_width)                                                                                  \
    X(threat_fade)                                                                                 \
    X(tau_strain)                                                                                  \
    X(tau_eng)                                                                                     \
    X(tau_trust)                                                                                   \
    X(tau_weten)                                                                                   \
    X(tau_willen)                                                                                  \
    X(tau_kunnen)                                                                                  \
    X(tau_durven)                                                                                  \
    X(tau_mogen)                                                                                   \
    X(tau_ready)                                                                                   \
    X(tau_fatigue)                                                                                 \
    X(tau_inv)                                                                                     \
    X(norm_tau)                                                                                    \
    X(fresh_blood_fade)                                                                            \
    X(tau_tired)                                                                                   \
    X(tau_wont)                                                                                    \
    X(tau_used)                                                                                    \
    X(tau_routine)                                                                                 \
    X(tau_safe)                                                                                    \
    X(tau_coord)                                                                                   \
    X(tau_usual)                                                                                   \
    X(tau_lead)                                                                                    \
    X(tau_unfair)                                                                                  \
    X(tau_rift)                                                                                    \
    X(loss_fade)

#define SIM_PARTS(X)                                                                               \
    X(opt_slope)                                                                                   \
    X(over_cost)                                                                                   \
    X(under_cost)                                                                                  \
    X(buffer)                                                                                      \
    X(ambiguity_strain)                                                                            \
    X(strain_drag)                                                                                 \
    X(bore_strain)                                                                                 \
    X(idle_strain)                                                                                 \
    X(bore_eng)                                                                                    \
    X(tired_cost)                                                                                  \
    X(weary)                                                                                       \
    X(press_gain)

/* What a member's phase brings along, from tables of the parameters. */
#define SIM_PHASED(X)                                                                              \
    X(learn_load)                                                                                  \
    X(know)                                                                                        \
    X(want)                                                                                        \
    X(practice)                                                                                    \
    X(grow)                                                                                        \
    X(forward) /* chance to move on, in thousands of ppm */                                        \
    X(relapse) /* chance to fall back, likewise; unaware: 0 */

struct sim_rules {
    const struct sim_parameters *p; /* The caller's. */
    struct {
#define X(name) struct sim_divisor name;
        SIM_DIVISORS(X)
#undef X
    } by;
    struct {
#define X(name) uint32_t name;
        SIM_PARTS(X)
#undef X
        uint32_t joy[4];
        uint32_t act, rich, unwilling; /* Above act_floor, rich_floor, dutiful. */
    } part;
    struct {
#define X(name) struct sim_by_phase name;
        SIM_PHASED(X)
#undef X
    } phased;
};

/* What a team has one of; carried from week to week, or as it was when it joined the block. */
#define SIM_TEAM_CARRIED(X)                                                                        \
    X(week)                                                                                        \
    X(hours)                                                                                       \
    X(inv_u)                                                                                       \
    X(fatigue_u)                                                                                   \
    X(blood_u)                                                                                     \
    X(threat)                                                                                      \
    X(gap)                                                                                         \
    X(coord_u)                                                                                     \
    X(loss_u)                                                                                      \
    X(lead_u)                                                                                      \
    X(unfair_u)                                                                                    \
    X(rift_u)                                                                                      \
    X(filled)                                                                                      \
    X(will)                                                                                        \
    X(trust)                                                                                       \
    X(peers)                                                                                       \
    X(strain)                                                                                      \
    X(eng)                                                                                         \
    X(skill)

#define SIM_TEAM_FIXED(X)                                                                          \
    X(members_count)                                                                               \
    X(leader_hours)                                                                                \
    X(trait_spread)

struct sim_columns {
#define X(name) int32_t name[SIM_ABREAST];
    SIM_TEAM_CARRIED(X)
    SIM_TEAM_FIXED(X)
#undef X
    uint32_t seed[SIM_ABREAST];
    int32_t sided[SIM_ABREAST];  /* 1: some belong to a subgroup. */
    int32_t each[SIM_ABREAST];   /* sim_each[filled] */
    int32_t lost_u[SIM_ABREAST]; /* The share of the team that left this week. */
    int32_t head[SIM_ABREAST];   /* To divide doses by the size of the team, see doses. */
    int32_t precondition[SIM_PRECONDITIONS_COUNT][SIM_ABREAST];
};

/* The factors, a row each: of several teams SIM_ABREAST columns wide, of one team just one, so that
 * those of one team lie side by side. Filled up with zeros to whole vectors. */
struct sim_ground {
    int32_t base_u[SIM_GROUND], norm[SIM_GROUND], f[SIM_GROUND];
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
    X(trust0)      /* rdiv(2 LEA + TRA + SAF + inv, 5) - threat / 2 - gap */                       \
    X(weten0)      /* rdiv(info, 8) */                                                             \
    X(willen0)     /* role + VIS */                                                                \
    X(kunnen0)     /* 2 TRN + peer + fbv */                                                        \
    X(durven0)     /* 4 SAF + fbv */                                                               \
    X(mogen0)      /* sup + REF */                                                                 \
    X(orgs)        /* rdiv(2 TRN + VIS + TRA, 4) */                                                \
    X(quit0)       /* quit_base + quit_mob * max(0, MOB - quit_mob_from) + loss_quit * loss */     \
    X(warm)        /* engagement that people give beyond the average */                            \
    X(ease)        /* relief that people give beyond the average */                                \
    X(scope)       /* how much the work lets ability show */                                       \
    X(latitude)    /* how much it leaves to one, twice: for zeal */                                \
    X(dull0)       /* rdiv(CHA + VAR + CMP, 3) + bore_skill */                                     \
    X(near)        /* (COL + INT) / 2: how near colleagues are */                                  \
    X(inward)      /* 1000 - EXT */                                                                \
    X(work0)       /* what all bring to the work of each */                                        \
    X(fortune)     /* what the season brings the whole team */                                     \
    X(glum)        /* strain that the leader spreads (M21) */                                      \
    X(unfair)      /* what is asked of some and not of others */                                   \
    X(hinders)     /* how much of the work is in the way (M19) */                                  \
    X(dares)       /* how much of the work is a challenge */                                       \
    X(life_stream) /* of this season */                                                            \
    X(life_mood)   /* how much a life sways this season */                                         \
    X(life_work)                                                                                   \
    X(market)     /* how easily other work is found */                                             \
    X(all_strain) /* means of the team, of last week */                                            \
    X(all_eng)                                                                                     \
    X(all_skill)                                                                                   \
    X(move_stream) /* of this week */                                                              \
    X(quit_stream)

struct sim_surroundings {
#define X(name) int32_t name[SIM_ABREAST];
    SIM_SURROUNDINGS(X)
#undef X
    /* Not spread over the lanes, but kept for explanations. */
    int32_t vac[SIM_ABREAST], mob[SIM_ABREAST], fbv[SIM_ABREAST], role[SIM_ABREAST];
    int32_t peer[SIM_ABREAST], threat[SIM_ABREAST];
};

/* What a week goes through, per member. */
#define SIM_COURSE(X)                                                                              \
    X(filled) /* 1: somebody is there at the start of the week; 0 also for unused lanes */         \
    X(used)   /* 1: the slot of a team */                                                          \
    X(slot)                                                                                        \
    X(pulse_load) /* extra workload from taking part */                                            \
    X(misfit)     /* what grates */                                                                \
    X(idle)       /* too little to do */                                                           \
    X(below)      /* work below one's skill: boredom */                                            \
    X(tired)      /* reserve spent, milli, at the start of the week */                             \
    X(joy)        /* what the surroundings give engagement */                                      \
    X(richness)   /* rich work, as far as one is open to it */                                     \
    X(mood)       /* from one's own life */                                                        \
    X(luck)       /* in one's work */                                                              \
    X(zeal)       /* engagement, as far as the work leaves it to one */                            \
    X(in_way)     /* what of the work is in the way */                                             \
    X(dare)       /* what of the work is a challenge */                                            \
    X(lessons)    /* what the team is being taught on average */                                   \
    X(lesson)     /* what this member is, also by colleagues */                                    \
    X(wont)       /* what was usual, milli, at the start of the week */                            \
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
    SIM_PHASED(X)
    SIM_COURSE(X)
#undef X
    int32_t push[SIM_PUSHES_COUNT][SIM_BLOCK_LANES + SIM_BLOCK_SPARE];
};

/* Parameters and definitions made ready. Making them costs as much as some weeks of play, so every
 * thread keeps those that it made last and takes them again wherever parameters and definition are
 * still the same, by content: whoever owns them may change them at any time. It changes no result.
 * A block is played out before its thread opens the next. */
struct sim_made {
    struct sim_parameters parameters;
    struct sim_rules rules;
    uint64_t opened;                        /* How often a block was opened. */
    uint64_t looked[SIM_PULSES_MAX];        /* `opened` when a definition was last compared. */
    uint8_t known[SIM_PULSES_MAX];          /* 1: it was made ready. */
    struct sim_pulse pulse[SIM_PULSES_MAX]; /* The definition that it was made ready from. */
    struct sim_ready ready[SIM_PULSES_MAX];
};

struct sim_block {
    const struct sim_catalogue *catalogue;
    const struct sim_rules *rules; /* Of `made`. */
    struct sim_made *made;
    struct sim_team *team[SIM_ABREAST]; /* The caller's; what changes of them is in the block. */
    uint32_t teams_count;
    uint32_t first[SIM_ABREAST]; /* Lane of slot 0. */
    uint32_t lanes_count;        /* Rounded up to a multiple of 8; the rest is empty. */
    struct sim_columns columns;
    uint32_t columns_count; /* SIM_ABREAST, or 1 if there is one team. */
    struct sim_ground ground;
    struct sim_surroundings around;
    struct sim_lanes lanes;
    struct sim_flow flow;
};

struct sim_why_week; /* sim_why.h; NULL where none is recorded */

/* Make a block ready to play with these rules; take teams in, as many of `count` as fit, play some
 * weeks of all and give them back. block->teams_count tells how many. `trace` only with one team
 * and one week. */
void sim_block_open(struct sim_block *block, const struct sim_catalogue *catalogue,
                    const struct sim_parameters *parameters);
void sim_block_play(struct sim_block *block, struct sim_team *const *teams, size_t count,
                    int32_t weeks, struct sim_why_week *trace);

/* Are there more versions, for processors with 256-bit vectors (sim_week_avx2.c) and with 512-bit
 * ones (sim_week_avx512.c)? */
#if defined(__x86_64__) && !defined(SIM_NO_AVX2)
#define SIM_AVX2 1
void sim_block_play_avx2(struct sim_block *block, struct sim_team *const *teams, size_t count,
                         int32_t weeks, struct sim_why_week *trace);
#else
#define SIM_AVX2 0
#endif
#if SIM_AVX2 && !defined(SIM_NO_AVX512)
#define SIM_AVX512 1
void sim_block_play_avx512(struct sim_block *block, struct sim_team *const *teams, size_t count,
                           int32_t weeks, struct sim_why_week *trace);
#else
#define SIM_AVX512 0
#endif

/* The aggregates (shared/sim/README.md, "7.1 Aggregates and preconditions") from sums over the
 * filled slots; loops over columns use it too. */
struct sim_crowd {
    int32_t filled;
    int32_t will_u, trust_u, load, settled; /* settled: how many are applying or continuous */
    int32_t strain_u, eng_u, skill_u;
    uint32_t each; /* sim_each[filled] */
};

struct sim_standing {
    int32_t will, trust, peers, strain, eng, skill;
    int32_t involvement, vision, readiness, room; /* The preconditions. */
};

/* To divide by the number of filled slots, or by 1 if there are none: 2^18 / filled, rounded up. */
extern const uint32_t sim_each[SIM_MEMBERS_MAX + 1];

/* x / filled rounded half up, 0 <= x <= 12 100. As sim_lane_quotient. */
static inline int32_t sim_per_head(int32_t x, int32_t filled, uint32_t each)
{
    return (int32_t)((uint32_t)(x + (filled >> 1)) * each >> 18);
}

/* A sum of micro over the filled slots to its mean in milli; as whole quotients nest,
 * (u + 500 k) / (1000 k) = ((u + 500 k) / 1000) / k. */
static inline int32_t sim_mean_milli(int32_t sum_u, int32_t filled, uint32_t each)
{
    return (int32_t)((uint32_t)sim_lane_thousandth(sum_u + 500 * filled) * each >> 18);
}

/* f: the factors, `step` apart; inv_u, fatigue_u of the team. */
SIM_ALWAYS_INLINE struct sim_standing sim_standing_of(struct sim_crowd c, const int32_t *f,
                                                      size_t step, int32_t inv_u, int32_t fatigue_u)
{
    struct sim_standing s;

    s.will = sim_mean_milli(c.will_u, c.filled, c.each);
    s.trust = sim_mean_milli(c.trust_u, c.filled, c.each);
    s.peers = sim_per_head(1000 * c.settled, c.filled, c.each);
    s.strain = sim_mean_milli(c.strain_u, c.filled, c.each);
    s.eng = sim_mean_milli(c.eng_u, c.filled, c.each);
    s.skill = sim_mean_milli(c.skill_u, c.filled, c.each);

    int32_t manage = sim_clamp(1000 - 2 * sim_max(0, sim_per_head(c.load, c.filled, c.each) - 500));

    s.involvement = sim_lane_milli(inv_u);
    s.vision = sim_lane_div(2 * f[SIM_VIS * step] + f[SIM_TRA * step], 3);
    s.readiness = sim_clamp(sim_udiv(f[SIM_TEC * step] + f[SIM_TRN * step] + 2 * s.will, 4) -
                            sim_lane_milli(fatigue_u));
    s.room = sim_link(f[SIM_SAF * step], manage);
    return s;
}

/* Dispositions of a slot from a TRAIT stream: in the order of SIM_MEMBER_TRAITS; spread
 * is how much of chance is in them, milli. */
void sim_traits_draw(uint32_t stream, int32_t slot, int32_t spread,
                     int32_t trait[SIM_TRAITS_COUNT]);
/* What is left of an action when `used` of the leader's hours, milli of what there is, are in use:
 * beyond a part of them less, beyond all in proportion. */
static inline int32_t sim_carried(int32_t used, const struct sim_parameters *p)
{
    int32_t left = 1000;

    if (used > p->carry_from)
        left -= sim_umul(sim_max(0, sim_min(used, 1000) - p->carry_from), p->carry_cost);
    return used > 1000 ? 1000 * left / used : left;
}

/* And when `busy` initiatives ask attention. What has become normal asks none. */
static inline int32_t sim_attention(int32_t busy, const struct sim_parameters *p)
{
    if (busy <= p->attention)
        return 1000;
    return 1000000 * p->attention /
           sim_max(1, 1000 * p->attention + p->scatter * (busy - p->attention));
}

/* An amplitude as strong as the parameters make it: 1000 at most. */
static inline int32_t sim_gained(int32_t amplitude, int32_t gain)
{
    return sim_min(1000, sim_max(-1000, sim_mul(amplitude, gain)));
}

/* Readiness alone is pushed as the catalogue says. */
static inline int32_t sim_push_amplitude(const struct sim_effect *push,
                                         const struct sim_parameters *p)
{
    return push->what == SIM_PUSH_READY ? push->amplitude
                                        : sim_gained(push->amplitude, p->push_gain);
}

/* How well a pulse suits a phase, against how well it suits people in general: -300..2500. */
static inline int32_t sim_fit(const struct sim_pulse *d, const struct sim_parameters *p,
                              int32_t phase)
{
    int32_t sum = 0;

    for (int k = 0; k < SIM_PHASES_COUNT; k++)
        sum += d->fit[k];
    return sim_min(
        sim_max(1000 + sim_mul(p->fit_gain, d->fit[phase] - sim_udiv(sum, SIM_PHASES_COUNT)), -300),
        2500);
}

/* Practised again (M23): does a pulse teach those who take part in it? */
static inline bool sim_is_lesson(const struct sim_pulse *d)
{
    bool teaches = false;

    for (int k = 0; k < d->pushes_count; k++)
        teaches |= d->pushes[k].what == SIM_PUSH_KUNNEN && d->pushes[k].amplitude > 0;
    return teaches && d->personal != 0;
}

/* What a pause of so many weeks adds, if `again` of those who attend did it before; a bit each. */
static inline int32_t sim_spaced(int32_t pause, uint32_t again, uint32_t attend,
                                 const struct sim_parameters *p)
{
    int32_t best = p->space_best, worth = 0;

    if (pause > 0)
        worth = 1000 * sim_min(pause, best) / sim_max(pause, best);
    worth = sim_umul(worth, 1000 * __builtin_popcount(again) / __builtin_popcount(attend));
    return sim_umul(worth, p->spacing);
}

/* How fresh it is then, */
static inline int32_t sim_refreshed(int32_t fresh, int32_t firm)
{
    return sim_min(1000, sim_umul(fresh, 1000 + firm));
}

/* and the time constant with which it fades. */
static inline int32_t sim_fade(const struct sim_pulse *d, int32_t firm)
{
    return sim_min(1000, d->fade + sim_umul(d->fade, firm));
}

/* What of a dose reaches one person (sim_pushes.inc computes the same in lanes). */
struct sim_reach {
    int32_t phased, pull;
};
static inline struct sim_reach sim_reach_of(const struct sim_pulse *d,
                                            const struct sim_parameters *p, int32_t phase,
                                            int32_t dose, int32_t focus)
{
    int32_t fit = sim_fit(d, p, phase);
    int32_t pull = sim_mul(sim_mul(dose, sim_mul(p->fit_ready, fit - 1000)), focus);

    return (struct sim_reach){
        sim_min(SIM_DOSE_MAX, sim_umul(sim_umul(dose, sim_max(0, fit)), focus)),
        sim_min(sim_max(pull, -SIM_DOSE_MAX), SIM_DOSE_MAX)};
}

/* What the next step asks of a member in this phase and round, micro. */
int32_t sim_hurdle(uint32_t seed, int32_t slot, int32_t phase, int32_t spiral, int32_t spread);
/* Where someone is on the way to it who was not followed so far: a part of the hurdle. */
int32_t sim_progress_draw(uint32_t seed, int32_t week, int32_t slot, int32_t hurdle_u);

#endif
