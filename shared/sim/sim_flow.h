/* sim_flow.h -- the pulses of a block of teams, side by side. Internal to shared/sim.
 *
 * While a team is in a block, what is under way in it lies here, a lane per pulse, as arrays of
 * fields, with all that its definition asks already computed: so a week of all pulses is a few
 * plain loops without branches, a row of SIM_ABREAST lanes at a time.
 *
 *   several teams   a column each: in row k the k-th pulse of every team
 *   one team        its pulses one after the other, row after row
 *
 * Lanes of a row that nobody uses are zero. A pulse that is over keeps its lane, without effect,
 * until flow_scatter. */
#ifndef SIM_FLOW_H
#define SIM_FLOW_H

#include "sim/sim.h"
#include "sim/sim_math.h"

#define SIM_ABREAST    8
#define SIM_FLOW_LANES (SIM_RUNNING_MAX * SIM_ABREAST)
#define SIM_FLOW_ROW   (SIM_FLOW_LANES + 16) /* 2 KiB apart, fields would share cache sets. */

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
    X(suit)  /* how well it suits those whom it reaches; 1000 what befalls the team */             \
    X(extra) /* workload of those who take part */

/* What the definition says. Masks are all ones or 0; _part is a weight made ready (sim_part_of). */
#define SIM_FLOW_DEFINED(X)                                                                        \
    X(ramp)                                                                                        \
    X(news)      /* ramp + news_weeks: until then it asks attention */                             \
    X(rise)      /* 1 000 000 / (ramp + 1) */                                                      \
    X(rest)      /* what that division leaves */                                                   \
    X(fade_half) /* half the time constant, for rounding */                                        \
    X(ramp_reciprocal)                                                                             \
    X(ramp_scale)                                                                                  \
    X(fade_reciprocal)                                                                             \
    X(fade_scale)                                                                                  \
    X(need0_part) /* on each of the preconditions */                                               \
    X(need1_part)                                                                                  \
    X(need2_part)                                                                                  \
    X(need3_part)                                                                                  \
    X(change)                                                                                      \
    X(load_part)                                                                                   \
    X(load_sign)  /* mask: it takes work away */                                                   \
    X(layer)      /* its bit */                                                                    \
    X(initiative) /* mask: not a happening */                                                      \
    X(personal)   /* mask */                                                                       \
    X(drops)      /* mask: participants may drop out */

/* What was decided when it started. */
#define SIM_FLOW_DECIDED(X)                                                                        \
    X(hours)                                                                                       \
    X(end) /* ramp and weeks at full strength */                                                   \
    X(fresh_part)                                                                                  \
    X(up)                                                                                          \
    X(up_part)                                                                                     \
    X(imposed_part) /* change * coercion (M8) */                                                   \
    X(about)        /* a bit per slot: whom it is aimed at */                                      \
    X(near)         /* what it does to them; 1000: aimed at nobody */                              \
    X(far)          /* what it does to others; 1000: aimed at nobody */                            \
    X(aside)        /* for whom it is not about, what grates counts this much */                   \
    X(forced)       /* mask */                                                                     \
    X(uneven)       /* mask: imposed on some and not on others */                                  \
    X(firm)         /* practised again after a pause: forgotten slower */

/* Factors that a pulse lifts or lowers, an item each, as arrays of fields. */
#define SIM_FACTORS_ROW 24 /* SIM_FACTORS_COUNT, rounded up to whole vectors. */
#define SIM_GROUND      (SIM_FACTORS_ROW * SIM_ABREAST)
#define SIM_LIFT_ITEMS(count)                                                                      \
    struct {                                                                                       \
        uint32_t part[count];  /* of the size of the amplitude */                                  \
        int32_t embed[count];  /* per mille a week that settles */                                 \
        uint8_t target[count]; /* the factor, + SIM_FACTORS_ROW when it lowers it */               \
        uint16_t lane[count];  /* of the pulse */                                                  \
    }

/* Which part of a pulse works on what it pushes: all of its dose, what of it suits the phase, or
 * what of it makes ready for the next step. */
enum sim_dose_kind { SIM_DOSE_PLAIN, SIM_DOSE_PHASED, SIM_DOSE_PULL, SIM_DOSE_KINDS };

/* One condition that a pulse pushes. */
struct sim_push_item {
    uint32_t part; /* of |amplitude| */
    uint8_t what;  /* enum sim_push */
    uint8_t kind;  /* enum sim_dose_kind */
    int16_t sign;  /* -1: it takes away, else 0 */
};

/* How a pulse meets the phases (M5): by what the phase is, */
struct sim_meets {
    struct sim_by_phase
        fit; /* how well it suits, against how it suits in general; never negative */
    struct sim_by_phase pull;  /* what of its dose makes ready for the next step; may be negative */
    struct sim_by_phase grate; /* what strain it gives where it does not suit */
};

/* What a pulse does to people: how it meets the phases, and its push items. They lie with its
 * definition, which is made ready once (struct sim_ready). */
struct sim_touch {
    const struct sim_meets *meets;
    const struct sim_push_item *pushes;
    uint32_t pushes_count;
    int32_t grates; /* all ones: it does not suit everybody */
    int32_t picky;  /* all ones: it suits phases differently */
};

struct sim_flow {
    uint32_t rows;
    uint32_t team_step, pulse_step; /* From a team to the next, from a pulse to the next. */
    uint32_t count[SIM_ABREAST];    /* Of pulses, per team. */
#define X(name) int32_t name[SIM_FLOW_ROW];
    SIM_FLOW_STATE(X)
    SIM_FLOW_DEFINED(X)
    SIM_FLOW_DECIDED(X)
#undef X
    struct sim_touch touch[SIM_FLOW_LANES]; /* By lane. */
    uint32_t lifts_first[SIM_ABREAST + 1];  /* Where a team's items begin; then the end. */
    /* One pulse more than there are: those of a pulse are copied all, whatever their number. */
    SIM_LIFT_ITEMS((SIM_FLOW_LANES + 1) * SIM_PULSE_LIFTS_MAX) lift_item;
};

/* The lane of the k-th pulse of team t. */
static inline uint32_t sim_flow_lane(const struct sim_flow *flow, uint32_t t, uint32_t k)
{
    return t * flow->team_step + k * flow->pulse_step;
}

/* A definition made ready for a lane: the same for all teams. */
struct sim_ready {
#define X(name) int32_t name;
    SIM_FLOW_DEFINED(X)
#undef X
    struct sim_meets meets[2]; /* voluntary, imposed */
    int32_t grates, picky;
    uint32_t lifts_count, pushes_count;
    SIM_LIFT_ITEMS(SIM_PULSE_LIFTS_MAX) lift_item;
    struct sim_push_item push_item[SIM_PULSE_PUSHES_MAX];
};

#endif
