/* sim_why.h -- why did this happen? Ledgers, exact for what they claim.
 * Source: shared/sim/README.md, "10. Why".
 *
 * Every target that a member's stock moves to is a sum of named terms. sim_why_step() is
 * sim_team_step() that also records those terms, and what each pulse did to factors and people. A
 * trail follows a team over a round and splits the change of any quantity of a member into parts
 * that sum exactly to that change.
 *
 *     sim_why_begin(&trail, &team, ...);                   before the choices of the round
 *     sim_team_start(&team, ...);                          the choices
 *     for (w = 0; w < 4; w++)
 *         sim_why_follow(&trail, &team, ..., &week);       steps the team a week
 *     n = sim_why_member(&trail, slot, SIM_QUANTITY_DURVEN, shares);
 *
 * How the parts of a stock are made. A stock relaxes, u += (1000 T - u) / tau, to a target T that
 * is a sum of terms c. Let r be those terms in the week that would have come without the choices
 * (the reference: one step of a copy). The step being linear, the change since the begin splits
 * into one share per term, x += (1000 (c - r) - x) / tau, and drift, where the stock was heading
 * anyway, d += (1000 sum(r) - u_begin - d) / tau; what integer division leaves over goes to drift.
 * Jumps (a reset on entering a phase) are a share of their own. Shares are kept in micro; shown in
 * milli they are rounded by largest remainder, so they still sum to the shown change.
 *
 * Nothing here allocates: weeks and trails are the caller's. No texts, ids only. */
#ifndef SIM_WHY_H
#define SIM_WHY_H

#include "sim/sim.h"

/* What can be explained of a member. LOAD, CONTROL and WORK are new each week, the rest
 * are stocks. */
enum sim_quantity {
    SIM_QUANTITY_LOAD,
    SIM_QUANTITY_CONTROL,
    SIM_QUANTITY_STRAIN,
    SIM_QUANTITY_ENGAGEMENT,
    SIM_QUANTITY_TRUST,
    SIM_QUANTITY_WETEN,
    SIM_QUANTITY_WILLEN,
    SIM_QUANTITY_KUNNEN,
    SIM_QUANTITY_DURVEN,
    SIM_QUANTITY_MOGEN,
    SIM_QUANTITY_READY,
    SIM_QUANTITY_SKILL,
    SIM_QUANTITY_WORK,
    SIM_QUANTITIES_COUNT
};

/* Causes. (ids for texts in the catalogues: sim_term_name) */
#define SIM_TERMS(X)                                                                               \
    X(NONE, none)                                                                                  \
    X(NATURE, nature)                         /* the member's own disposition */                   \
    X(DEMANDS, demands)                       /* factor DEM */                                     \
    X(VACANCIES, vacancies)                   /* work of empty places */                           \
    X(PARTICIPATION_LOAD, participation_load) /* taking part in pulses costs time */               \
    X(LEARNING_LOAD, learning_load)           /* learning itself costs time */                     \
    X(AUTONOMY, autonomy)                                                                          \
    X(PARTICIPATION, participation)                                                                \
    X(WHOLE_TASKS, whole_tasks)                                                                    \
    X(THREAT, threat)                   /* imposed change (M8) */                                  \
    X(OVER_STRUCTURE, over_structure)   /* more frames than needed (M10) */                        \
    X(UNDER_STRUCTURE, under_structure) /* fewer frames than needed (M10) */                       \
    X(WORKLOAD, workload)                                                                          \
    X(BUFFER, buffer)                   /* control and support take pressure away (M2) */          \
    X(UNSAFE_FEEDBACK, unsafe_feedback) /* M11 */                                                  \
    X(COPING, coping)                                                                              \
    X(CONTROL, control)                                                                            \
    X(SUPPORT, support)                                                                            \
    X(RICH_WORK, rich_work)                                                                        \
    X(OPPORTUNITY, opportunity) /* learning in the work (M1) */                                    \
    X(STRAIN, strain)                                                                              \
    X(GAP, gap) /* a promise not kept (M9) */                                                      \
    X(LEADER, leader)                                                                              \
    X(TRANSPARENCY, transparency)                                                                  \
    X(SAFETY, safety)                                                                              \
    X(INVOLVEMENT, involvement)                                                                    \
    X(VISION, vision)                                                                              \
    X(OUTSIDE, outside) /* outside contacts and mobility */                                        \
    X(REFLECTION, reflection)                                                                      \
    X(FEEDBACK, feedback)                                                                          \
    X(ROLE_MODELS, role_models)                                                                    \
    X(PHASE, phase)               /* what this phase brings along */                               \
    X(INTERVENTION, intervention) /* pushes; which: sim_why_pushes */                              \
    X(ENGAGEMENT, engagement)                                                                      \
    X(TRUST, trust)                                                                                \
    X(LEARNING_OFFER, learning_offer)                                                              \
    X(PEERS, peers)           /* learning from colleagues */                                       \
    X(BOREDOM, boredom)       /* too little to do, or below one's skill (M16) */                   \
    X(MISFIT, misfit)         /* an action that does not suit the phase (M5) */                    \
    X(TIRED, tired)           /* reserve spent by strain that lasted (M14) */                      \
    X(COLLEAGUES, colleagues) /* strain and mood that cross over (M15) */                          \
    X(NOVELTY, novelty)       /* better or worse than usual (M14) */                               \
    X(TECHNOLOGY, technology)                                                                      \
    X(COORDINATION, coordination) /* how well the work is tuned (M13) */                           \
    X(CLARITY, clarity)           /* knowing what is expected (RIC) */                             \
    X(ROUTINE, routine)           /* practice in this job (M13) */                                 \
    X(LUCK, luck)                 /* one's own life, the luck of the work (M13, M14) */            \
    X(SKILL, skill)                                                                                \
    X(SLACK, slack)               /* time that the workload leaves */                              \
    X(WEAKEST_LINK, weakest_link) /* organisation or team holds the other back (M4) */             \
    X(WETEN, weten)                                                                                \
    X(WILLEN, willen)                                                                              \
    X(KUNNEN, kunnen)                                                                              \
    X(DURVEN, durven)                                                                              \
    X(MOGEN, mogen)                                                                                \
    X(WEAKEST_CONDITION, weakest_condition)                                                        \
    X(OBSOLESCENCE, obsolescence) /* of skill */                                                   \
    X(CEILING, ceiling)           /* cut off at 0 or 1000 */                                       \
    X(STEP, step)                 /* entering another phase */                                     \
    X(PEOPLE, people)             /* somebody left or arrived */                                   \
    X(DRIFT, drift)               /* where it was heading anyway; rounding */                      \
    X(LITTLE_TIME, little_time) /* told for GAP: it got less of the leader's time than it asks */  \
    X(PULSE, pulse)             /* of a push: the pulse `number` */                                \
    X(OVERLOAD, overload)       /* told for LEADER: the leader's hours do not suffice */           \
    X(HINDRANCE, hindrance)     /* work that frames, tools and closed doors get in the way of */   \
    X(CHALLENGE, challenge)     /* and work that asks something (M19) */                           \
    X(UNFAIR, unfair)           /* asked of some and not of others (M22) */                        \
    X(CONFLICT, conflict)       /* between two subgroups (M24) */

enum sim_term {
#define X(NAME, name) SIM_TERM_##NAME,
    SIM_TERMS(X)
#undef X
        SIM_TERMS_COUNT
};

const char *sim_term_name(int term); /* identifier; NULL outside */

/* One part of an explanation. */
struct sim_share {
    uint16_t term;   /* enum sim_term */
    uint16_t pulse;  /* of PULSE: its index in the catalogue */
    uint32_t number; /* of PULSE: its number, as in sim_running */
    int32_t amount;  /* milli */
};
#define SIM_SHARES_MAX (2 * SIM_RUNNING_MAX + 8)

/* --- one week -------------------------------------------------------------------------------- */

#define SIM_LEDGER_TERMS_MAX 26
#define SIM_LIFTS_MAX        (SIM_RUNNING_MAX * SIM_PULSE_LIFTS_MAX)

/* What was recorded of one week. Read it with the functions below. */
struct sim_why_week {
    int32_t week; /* That was played. */
    int32_t members_count;
    int32_t present[SIM_MEMBERS_MAX];  /* 1: was there at the start of the week */
    int32_t phase[SIM_MEMBERS_MAX];    /* at the start of the week */
    int32_t willen_u[SIM_MEMBERS_MAX]; /* at the start of the week */
    /* Terms of the target (of SKILL: of the change, in micro), in the order of
     * sim_why_terms[quantity]; their sum is the target exactly. */
    int32_t ledger[SIM_MEMBERS_MAX][SIM_QUANTITIES_COUNT][SIM_LEDGER_TERMS_MAX];
    /* What pulses would lift. */
    uint32_t lifts_count;
    struct sim_why_lift {
        uint16_t factor;
        uint16_t pulse;
        uint32_t number;
        int32_t amount; /* milli of the factor; negative lowers */
    } lifts[SIM_LIFTS_MAX];
    /* The pulses that reached people. */
    uint32_t doses_count;
    struct sim_why_dose {
        uint16_t pulse;
        uint16_t attend;
        uint32_t number;
        uint16_t about; /* whom it is aimed at */
        uint16_t forced;
        int32_t dose;
    } doses[SIM_RUNNING_MAX];
};

/* Which terms the ledger of a quantity has; SIM_TERM_NONE fills up. */
extern const uint8_t sim_why_terms[SIM_QUANTITIES_COUNT][SIM_LEDGER_TERMS_MAX];

/* One week, as sim_team_step, recorded. Leaves the same state, bit for bit. */
void sim_why_step(struct sim_team *team, const struct sim_catalogue *catalogue,
                  const struct sim_parameters *parameters, struct sim_why_week *week);

/* Which pulse contributed how much to the INTERVENTION term of a push variable: out[] gets the
 * parts that are not 0, largest first. Returns how many. */
uint32_t sim_why_pushes(const struct sim_why_week *week, const struct sim_catalogue *catalogue,
                        const struct sim_parameters *parameters, int32_t slot, enum sim_push push,
                        struct sim_share out[SIM_SHARES_MAX]);

/* --- a round --------------------------------------------------------------------------------- */

struct sim_why_trail {
    struct sim_why_week reference; /* The week that would have come. */
    struct sim_why_week last;      /* The newest week followed. */
    int32_t weeks;                 /* Followed so far. */
    int32_t members_count;
    int32_t changed[SIM_MEMBERS_MAX]; /* 1: somebody left or arrived in this slot. */
    int32_t begin[SIM_MEMBERS_MAX][SIM_QUANTITIES_COUNT]; /* micro */
    int32_t now[SIM_MEMBERS_MAX][SIM_QUANTITIES_COUNT];
    int32_t present_begin[SIM_MEMBERS_MAX];
    int32_t present_now[SIM_MEMBERS_MAX];
    int32_t drift[SIM_MEMBERS_MAX][SIM_QUANTITIES_COUNT]; /* micro */
    int32_t step[SIM_MEMBERS_MAX][SIM_QUANTITIES_COUNT];
    int32_t share[SIM_MEMBERS_MAX][SIM_QUANTITIES_COUNT][SIM_LEDGER_TERMS_MAX];
};

/* Begin before the choices are started; then step the team by sim_why_follow only. */
void sim_why_begin(struct sim_why_trail *trail, const struct sim_team *team,
                   const struct sim_catalogue *catalogue, const struct sim_parameters *parameters);
void sim_why_follow(struct sim_why_trail *trail, struct sim_team *team,
                    const struct sim_catalogue *catalogue, const struct sim_parameters *parameters);

/* The change of a member since the begin, as shown (milli), and its parts, which sum to it exactly;
 * largest first, none 0; returns their number. A slot whose person changed has one part, PEOPLE; an
 * empty place none. */
int32_t sim_why_member_change(const struct sim_why_trail *trail, int32_t slot,
                              enum sim_quantity quantity);
uint32_t sim_why_member(const struct sim_why_trail *trail, int32_t slot, enum sim_quantity quantity,
                        struct sim_share out[SIM_SHARES_MAX]);

#endif
