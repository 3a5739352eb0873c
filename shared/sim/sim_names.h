/* sim_names.h -- the words of the team model: factors, phases, layers, pushes, outcomes.
 *
 * Each list is written once, as (NAME, name): the enum follows from it, and so do the names with
 * which scenarios, vectors and reports speak of its items (sim_names.c). Names are identifiers,
 * never text for a screen. The order is part of the format: fingerprints depend on it.
 *
 * Source: shared/sim/README.md, "2. Names and units" and "8. Looking"; factors of the Learning and
 * Innovative Organisation (TNO 2019, TNO 2023), phases of the maturity model. */
#ifndef SIM_NAMES_H
#define SIM_NAMES_H

#include <stddef.h>

/* Everything is 0..1000, higher is more; only DEM is a burden and MOB is good in moderation. */
#define SIM_FACTORS(X)                                                                             \
    X(VAR) /* task: variation */                                                                   \
    X(CHA) /* task: challenge */                                                                   \
    X(CMP) /* task: whole tasks, minimal division of labour */                                     \
    X(AUT) /* task: autonomy */                                                                    \
    X(REF) /* task: time to reflect */                                                             \
    X(DEM) /* task: demands */                                                                     \
    X(SAF) /* colleagues: trust and safety */                                                      \
    X(COL) /* colleagues: support */                                                               \
    X(FBK) /* colleagues: feedback */                                                              \
    X(INT) /* colleagues: interaction */                                                           \
    X(DIV) /* colleagues: multidisciplinarity */                                                   \
    X(ROL) /* colleagues: role models */                                                           \
    X(LEA) /* leader: support */                                                                   \
    X(PAR) /* leader: participation */                                                             \
    X(RIC) /* leader: direction and frames */                                                      \
    X(VIS) /* organisation: long-term, shared vision */                                            \
    X(TRA) /* organisation: transparency */                                                        \
    X(TRN) /* organisation: learning offer, formal and informal */                                 \
    X(TEC) /* organisation: supporting technology */                                               \
    X(EXT) /* environment: outside contacts */                                                     \
    X(MOB) /* environment: mobility */

enum sim_factor {
#define X(NAME) SIM_##NAME,
    SIM_FACTORS(X)
#undef X
        SIM_FACTORS_COUNT
};

/* Phases: unaware, selecting, acting, applying, continuous. */
enum sim_phase { SIM_ONB, SIM_SEL, SIM_ACT, SIM_TOE, SIM_CON, SIM_PHASES_COUNT };

/* Who acts; a happening befalls the team. */
#define SIM_LAYERS(X)                                                                              \
    X(TASK, task)                                                                                  \
    X(COLLEAGUES, colleagues)                                                                      \
    X(LEADER, leader)                                                                              \
    X(HR, hr)                                                                                      \
    X(MANAGEMENT, management)                                                                      \
    X(EDUCATION, education)                                                                        \
    X(ENVIRONMENT, environment)                                                                    \
    X(HAPPENING, happening)

enum sim_layer {
#define X(NAME, name) SIM_LAYER_##NAME,
    SIM_LAYERS(X)
#undef X
        SIM_LAYERS_COUNT
};

/* What a pulse can do to the people whom it reaches. The first six also depend on how well it
 * suits their phase. */
#define SIM_PUSHES(X)                                                                              \
    X(WETEN, weten)                                                                                \
    X(WILLEN, willen)                                                                              \
    X(KUNNEN, kunnen)                                                                              \
    X(DURVEN, durven)                                                                              \
    X(MOGEN, mogen)                                                                                \
    X(READY, ready)                                                                                \
    X(COPING, coping)                                                                              \
    X(CONTROL, control)                                                                            \
    X(RICH, rich)

enum sim_push {
#define X(NAME, name) SIM_PUSH_##NAME,
    SIM_PUSHES(X)
#undef X
        SIM_PUSHES_COUNT
};
#define SIM_PUSHES_PHASED SIM_PUSH_COPING /* Those before it depend on the phase. */

/* The four preconditions of a pulse. */
enum sim_precondition {
    SIM_P1_INVOLVEMENT, /* of the work floor */
    SIM_P2_VISION,      /* integral, shared */
    SIM_P3_READINESS,   /* of people and organisation */
    SIM_P4_ROOM,        /* safety and manageable workload */
    SIM_PRECONDITIONS_COUNT
};

/* Outcomes, 0..1000 each; formulas in sim_team_outcomes (sim.h). */
#define SIM_OUTCOMES(X)                                                                            \
    X(PHASE, phase)                                                                                \
    X(REGIE, regie)                                                                                \
    X(LEARNING_CLIMATE, learning_climate)                                                          \
    X(INNOVATIVE_CLIMATE, innovative_climate)                                                      \
    X(WELLBEING, wellbeing)                                                                        \
    X(ENGAGEMENT, engagement)                                                                      \
    X(STRAIN, strain)                                                                              \
    X(PERFORMANCE, performance)                                                                    \
    X(SKILL, skill)                                                                                \
    X(CONTROL, control)                                                                            \
    X(LOAD, load)                                                                                  \
    X(OPP, opp)                                                                                    \
    X(CONDITIONS, conditions)                                                                      \
    X(INVOLVEMENT, involvement)                                                                    \
    X(TRUST, trust)                                                                                \
    X(DEVELOP, develop)                                                                            \
    X(WETEN, weten)                                                                                \
    X(WILLEN, willen)                                                                              \
    X(KUNNEN, kunnen)                                                                              \
    X(DURVEN, durven)                                                                              \
    X(MOGEN, mogen)                                                                                \
    X(RETENTION, retention)

enum sim_outcome {
#define X(NAME, name) SIM_OUTCOME_##NAME,
    SIM_OUTCOMES(X)
#undef X
        SIM_OUTCOMES_COUNT
};

/* The state of one slot, in the order of the fingerprint. Units: _u is micro
 * (0..1 000 000), others as told. The t_ are fixed dispositions, the others change. */
#define SIM_MEMBER_STATE(X)                                                                        \
    X(phase)    /* enum sim_phase */                                                               \
    X(ready_u)  /* readiness for the next step */                                                  \
    X(spiral)   /* completed rounds */                                                             \
    X(tenure)   /* weeks since joining */                                                          \
    X(skill_u)  /* craftsmanship */                                                                \
    X(weten_u)  /* the five conditions: knowing */                                                 \
    X(willen_u) /* wanting */                                                                      \
    X(kunnen_u) /* being able */                                                                   \
    X(durven_u) /* daring */                                                                       \
    X(mogen_u)  /* being allowed, having the room */                                               \
    X(strain_u)                                                                                    \
    X(eng_u)      /* engagement */                                                                 \
    X(trust_u)    /* trust in the leader */                                                        \
    X(load)       /* milli: experienced workload of last week */                                   \
    X(vacant)     /* weeks until the place is filled; 0: somebody is there */                      \
    X(progress_u) /* built up within this phase */                                                 \
    X(hurdle_u)   /* what the next step asks: 100 000 .. 3 000 000 */                              \
    X(used_u)     /* skill put to use at work */                                                   \
    X(tired_u)    /* the slow reserve: strain that has settled */                                  \
    X(wont_u)     /* what of the surroundings has become normal */                                 \
    X(routine_u)  /* practice in this job */                                                       \
    X(usual_u)    /* engagement that one is used to */                                             \
    X(sick)       /* 1: away for being worn out, until the place is filled again */

#define SIM_MEMBER_TRAITS(X)                                                                       \
    X(t_eng)  /* engagement; all traits in milli */                                                \
    X(t_str)  /* strain */                                                                         \
    X(t_load) /* experienced workload */                                                           \
    X(t_ctl)  /* experienced control */                                                            \
    X(t_tru)  /* trust */                                                                          \
    X(t_sn)   /* need of structure */                                                              \
    X(t_open) /* openness */                                                                       \
    X(t_dare) /* daring */                                                                         \
    X(t_able) /* ability: makes the work good, whatever the mood */
#define SIM_TRAITS_COUNT 9

/* To whom somebody is tied; in the fingerprint of teams only that have subgroups. */
#define SIM_MEMBER_TIES(X) X(side) /* 1 or 2: of which of two subgroups; 0: of none (M24) */
#define SIM_SIDES          2

/* Derived each week and shown by outcomes; not in the fingerprint. */
#define SIM_MEMBER_DERIVED(X)                                                                      \
    X(control)  /* milli: experienced control */                                                   \
    X(act)      /* milli: what workload and control let one learn (M1) */                          \
    X(opp)      /* milli: opportunity to learn */                                                  \
    X(quit_ppm) /* chance to leave, per week */                                                    \
    X(sick_ppm) /* and to fall ill, when the reserve is spent */                                   \
    X(work)     /* milli: what the work of this member comes to */

#define SIM_MEMBER_FIELDS(X)                                                                       \
    SIM_MEMBER_STATE(X) SIM_MEMBER_TRAITS(X) SIM_MEMBER_TIES(X) SIM_MEMBER_DERIVED(X)

/* Look a name up, or name an index. find: the index, or -1 for an unknown name. name: a static
 * string, or NULL for an index out of range. `bytes` is the length, without a closing zero. */
int sim_factor_find(const char *name, size_t bytes);
int sim_layer_find(const char *name, size_t bytes);
int sim_push_find(const char *name, size_t bytes);
int sim_outcome_find(const char *name, size_t bytes);
const char *sim_factor_name(int factor);
const char *sim_layer_name(int layer);
const char *sim_outcome_name(int outcome);

#endif
