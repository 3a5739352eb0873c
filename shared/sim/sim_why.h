/* sim_why.h -- why did this happen? Two answers, both exact for what they claim.
 * Source: shared/sim/README.md, "10. Why".
 *
 * THROUGH WHAT: ledgers. Every target that a member's stock moves to is a sum of named terms; every
 * factor is its base plus what each pulse adds. sim_why_step() is sim_team_step() that also records
 * those terms. A trail follows a team over a round and splits the change of any shown quantity into
 * parts that sum exactly to that change.
 *
 *     sim_why_begin(&trail, &team, ...);                   before the choices of the round
 *     sim_team_start(&team, ...);                          the choices
 *     for (w = 0; w < 4; w++)
 *         sim_why_follow(&trail, &team, ..., &week);       steps the team a week
 *     n = sim_why_member(&trail, slot, SIM_QUANTITY_DURVEN, shares);
 *
 * BECAUSE OF WHICH CHOICE: replay without it, same seed (sim_why_replay).
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
    X(BASE, base)                 /* of a factor: its slow level */                                \
    X(PULSE, pulse)               /* of a factor: the pulse `number` */                            \
    X(OVERLOAD, overload)         /* of LEA: the leader's hours do not suffice */                  \
    X(NEWCOMERS, newcomers)       /* of EXT: their fresh view (M12) */

enum sim_term {
#define X(NAME, name) SIM_TERM_##NAME,
    SIM_TERMS(X)
#undef X
        SIM_TERMS_COUNT
};

const char *sim_term_name(int term);         /* identifier; NULL outside */
const char *sim_quantity_name(int quantity); /* identifier; NULL outside */

/* One part of an explanation. */
struct sim_share {
    uint16_t term;   /* enum sim_term */
    uint16_t pulse;  /* of PULSE: its index in the catalogue */
    uint32_t number; /* of PULSE: its number, as in sim_running */
    int32_t amount;  /* milli */
};
#define SIM_SHARES_MAX (2 * SIM_RUNNING_MAX + 8)

/* --- one week -------------------------------------------------------------------------------- */

#define SIM_LEDGER_TERMS_MAX 20
#define SIM_LIFTS_MAX        (SIM_RUNNING_MAX * SIM_PULSE_LIFTS_MAX)

/* What was recorded of one week. Read it with the functions below. */
struct sim_why_week {
    int32_t week; /* That was played. */
    int32_t members_count;
    int32_t present[SIM_MEMBERS_MAX];     /* 1: was there at the start of the week */
    int32_t phase[SIM_MEMBERS_MAX];       /* at the start of the week, */
    int32_t willen_u[SIM_MEMBERS_MAX];    /* and this */
    int32_t forward_ppm[SIM_MEMBERS_MAX]; /* The chance to move on, to fall back, */
    int32_t back_ppm[SIM_MEMBERS_MAX];
    int32_t draw_ppm[SIM_MEMBERS_MAX]; /* and what was drawn (see struct sim_move). */
    /* Terms of the target (of SKILL: of the change, in micro), in the order of
     * sim_why_terms[quantity]; their sum is the target exactly. */
    int32_t ledger[SIM_MEMBERS_MAX][SIM_QUANTITIES_COUNT][SIM_LEDGER_TERMS_MAX];
    /* The factors: base, what pulses would lift each, and what else happened to it. */
    int32_t f[SIM_FACTORS_COUNT];
    int32_t base[SIM_FACTORS_COUNT];
    int32_t overload;
    int32_t newcomers;
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

/* Readers of a week. Each fills out[] with the parts that are not 0, largest first, and returns
 * how many. Sums are exact: of ledger, to the target of that week (for SKILL: to its change,
 * rounded to milli); of factor, to the effective factor.
 * pushes: which pulse contributed how much to the INTERVENTION term of a push variable. */
uint32_t sim_why_ledger(const struct sim_why_week *week, int32_t slot, enum sim_quantity quantity,
                        struct sim_share out[SIM_SHARES_MAX]);
uint32_t sim_why_factor(const struct sim_why_week *week, enum sim_factor factor,
                        struct sim_share out[SIM_SHARES_MAX]);
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
    int32_t f_begin[SIM_FACTORS_COUNT];
    int32_t drift[SIM_MEMBERS_MAX][SIM_QUANTITIES_COUNT]; /* micro */
    int32_t step[SIM_MEMBERS_MAX][SIM_QUANTITIES_COUNT];
    int32_t share[SIM_MEMBERS_MAX][SIM_QUANTITIES_COUNT][SIM_LEDGER_TERMS_MAX];
};

/* Begin before the choices are started; then step the team by sim_why_follow only. */
void sim_why_begin(struct sim_why_trail *trail, const struct sim_team *team,
                   const struct sim_catalogue *catalogue, const struct sim_parameters *parameters);
void sim_why_follow(struct sim_why_trail *trail, struct sim_team *team,
                    const struct sim_catalogue *catalogue, const struct sim_parameters *parameters);

/* The change since the begin, as shown (milli), and its parts, which sum to it exactly; largest
 * first, none 0. Each returns the number of parts.
 *
 * member  of one slot; a slot whose person changed has one part, PEOPLE; an empty place none
 * team    of the mean over the filled slots; comings and goings are the part PEOPLE
 * factor  of an effective factor: BASE, each PULSE, OVERLOAD, NEWCOMERS, CEILING, DRIFT */
int32_t sim_why_member_change(const struct sim_why_trail *trail, int32_t slot,
                              enum sim_quantity quantity);
uint32_t sim_why_member(const struct sim_why_trail *trail, int32_t slot, enum sim_quantity quantity,
                        struct sim_share out[SIM_SHARES_MAX]);
int32_t sim_why_team_change(const struct sim_why_trail *trail, enum sim_quantity quantity);
uint32_t sim_why_team(const struct sim_why_trail *trail, enum sim_quantity quantity,
                      struct sim_share out[SIM_SHARES_MAX]);
int32_t sim_why_factor_change(const struct sim_why_trail *trail, enum sim_factor factor);
uint32_t sim_why_factor_parts(const struct sim_why_trail *trail, enum sim_factor factor,
                              struct sim_share out[SIM_SHARES_MAX]);

/* --- replay ---------------------------------------------------------------------------------- */

#define SIM_WHY_CHOICES_MAX 64

#define SIM_GIVEN (-1)

/* A pulse started in a week: an action as given to sim_team_give, or with a quality of its own as
 * given to sim_team_start_about. */
struct sim_choice {
    int32_t week; /* team.week at which it was started; those of a week in order of starting */
    uint32_t pulse;
    int32_t quality; /* 0..1000; or SIM_GIVEN: */
    int32_t hours;   /* it follows from these, */
    int32_t weeks;   /* and it is kept up for these. */
    int32_t up;
    uint32_t mask;
    uint32_t about; /* whom the dilemma is about; 0: aimed at nobody */
    bool forced;
};

bool sim_choice_start(const struct sim_choice *choice, struct sim_team *team,
                      const struct sim_catalogue *catalogue,
                      const struct sim_parameters *parameters);

struct sim_why_replayed {
    struct sim_outcomes full;    /* with all choices */
    struct sim_outcomes without; /* with none */
    /* full minus the outcome without this one choice: its effect, through every feedback. */
    struct sim_outcomes effect[SIM_WHY_CHOICES_MAX];
    /* Joint effect (full - without) minus the sum of the single ones: "coherence". */
    struct sim_outcomes coherence;
    /* Where each slot ended: phase, or SIM_LEFT if empty. */
    int8_t phase_full[SIM_MEMBERS_MAX];
    int8_t phase_without[SIM_MEMBERS_MAX];
    int8_t phase_but[SIM_WHY_CHOICES_MAX][SIM_MEMBERS_MAX]; /* without this one choice */
};

/* Play `weeks` from `team` (as it was before the choices) with all of them, with none, and without
 * each in turn: choices_count + 2 short runs. A left-out choice still uses up its pulse number, so
 * all other draws stay in step. choices are sorted by week; at most SIM_WHY_CHOICES_MAX. */
void sim_why_replay(const struct sim_team *team, const struct sim_catalogue *catalogue,
                    const struct sim_parameters *parameters, const struct sim_choice *choices,
                    uint32_t choices_count, int32_t weeks, struct sim_why_replayed *out);

#endif
