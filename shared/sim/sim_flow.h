/* sim_flow.h -- the pulses of a block of teams, side by side. Internal to shared/sim.
 *
 * While a team is in a block, what is under way in it lies here, a lane per pulse, as arrays of
 * fields, with all that its definition asks already computed: so a week of all pulses is a few
 * plain loops without branches. A team's lanes begin at a multiple of 8, and lanes that nobody uses
 * are zero. A pulse that is over keeps its lane, without effect, until flow_scatter. */
#ifndef SIM_FLOW_H
#define SIM_FLOW_H

#include "sim/sim.h"
#include "sim/sim_math.h"

#define SIM_BLOCK_TEAMS  8
#define SIM_BLOCK_PULSES 256 /* A multiple of SIM_RUNNING_MAX: one team always fits. */
#define SIM_FLOW_ROW     (SIM_BLOCK_PULSES + 16) /* 1 KiB apart, rows would share cache sets. */

struct sim_rules;

/* A value per phase as its first value and the rises after it: all arithmetic, no memory access
 * and no branch per lane. */
struct sim_by_phase {
    int32_t first, rise[SIM_PHASES_COUNT - 1];
};

static inline struct sim_by_phase sim_by_phase_of(const int32_t *table)
{
    return (struct sim_by_phase){
        table[0],
        {table[1] - table[0], table[2] - table[1], table[3] - table[2], table[4] - table[3]}};
}

static inline int32_t sim_pick(struct sim_by_phase t, int32_t phase)
{
    return t.first + (t.rise[0] & -(phase > SIM_ONB)) + (t.rise[1] & -(phase > SIM_SEL)) +
           (t.rise[2] & -(phase > SIM_ACT)) + (t.rise[3] & -(phase > SIM_TOE));
}

/* What changes from week to week. */
#define SIM_FLOW_STATE(X)                                                                          \
    X(age)    /* weeks since it took effect; negative before */                                    \
    X(began)  /* all ones: attendance is settled */                                                \
    X(alive)  /* all ones: not over */                                                             \
    X(attend) /* a bit per slot */                                                                 \
    X(people) /* how many those are; of what is not personal, the size of the team */              \
    X(quality)                                                                                     \
    X(env_u)                                                                                       \
    X(pressure_u)                                                                                  \
    X(wake) /* not 0: somebody joins or drops out this week */                                     \
    X(env)  /* milli */                                                                            \
    X(strength)                                                                                    \
    X(dose)  /* strength * envelope */                                                             \
    X(lift)  /* the share of the dose that works on the factors */                                 \
    X(extra) /* workload of those who take part */

/* What does not. Masks are all ones or 0. */
#define SIM_FLOW_NATURE(X)                                                                         \
    X(ramp)                                                                                        \
    X(end)       /* ramp + hold */                                                                 \
    X(rise)      /* 1 000 000 / (ramp + 1), */                                                     \
    X(rest)      /* and what that division leaves */                                               \
    X(fade_half) /* half the time constant, for rounding */                                        \
    X(fresh)                                                                                       \
    X(up)                                                                                          \
    X(change)                                                                                      \
    X(imposed) /* change * coercion (M8) */                                                        \
    X(hours)                                                                                       \
    X(load)                                                                                        \
    X(layer)      /* its bit */                                                                    \
    X(initiative) /* mask: not a happening */                                                      \
    X(forced)     /* mask */                                                                       \
    X(personal)   /* mask */                                                                       \
    X(drops)      /* mask: participants may drop out */

struct sim_lift_item {
    uint8_t lane;   /* of the pulse */
    uint8_t target; /* the factor, + SIM_FACTORS_COUNT when it lowers it */
    int16_t size;   /* |amplitude| */
    int32_t embed;  /* per mille a week that settles */
};

struct sim_push_item {
    uint8_t lane;
    uint8_t what; /* enum sim_push */
    int16_t size; /* |amplitude| */
    int32_t sign; /* mask: it takes away */
};

struct sim_flow {
    uint32_t lanes_count;            /* A multiple of 8. */
    uint32_t first[SIM_BLOCK_TEAMS]; /* Lane of the team's first pulse, */
    uint32_t count[SIM_BLOCK_TEAMS]; /* and how many it has. */
#define X(name) int32_t name[SIM_FLOW_ROW];
    SIM_FLOW_STATE(X)
    SIM_FLOW_NATURE(X)
#undef X
    int32_t need[SIM_PRECONDITIONS_COUNT][SIM_FLOW_ROW];
    uint32_t ramp_reciprocal[SIM_FLOW_ROW], ramp_scale[SIM_FLOW_ROW];
    uint32_t fade_reciprocal[SIM_FLOW_ROW], fade_scale[SIM_FLOW_ROW];
    struct sim_by_phase fit[SIM_BLOCK_PULSES];
    uint32_t lifts_first[SIM_BLOCK_TEAMS + 1]; /* Where a team's items begin; then the end. */
    uint32_t embeds_first[SIM_BLOCK_TEAMS + 1];
    uint32_t pushes_first[SIM_BLOCK_TEAMS + 1];
    struct sim_lift_item lifts[SIM_BLOCK_PULSES * SIM_PULSE_LIFTS_MAX];
    struct sim_lift_item embeds[SIM_BLOCK_PULSES * SIM_PULSE_LIFTS_MAX]; /* Those that settle. */
    struct sim_push_item pushes[SIM_BLOCK_PULSES * SIM_PULSE_PUSHES_MAX];
};

/* Begin with no team; add team number `t` (0, 1, 2, ...), false when it does not fit any more; give
 * its pulses back. */
void sim_flow_clear(struct sim_flow *flow);
bool sim_flow_gather(struct sim_flow *flow, uint32_t t, const struct sim_team *team,
                     const struct sim_catalogue *catalogue, const struct sim_rules *rules);
void sim_flow_scatter(const struct sim_flow *flow, uint32_t t, struct sim_team *team);

#endif
