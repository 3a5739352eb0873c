/* lab.h -- a laboratory for the team model: the same teams in different worlds.
 *
 *   setup   the team as it starts: profile, factors, phases         lab_average, WITH, ...
 *   plan    what is started, and when                               GIVE, lab_up, lab_forced, ...
 *   arm     one setup under one plan, many seeds, looked at in some weeks          lab_arm
 *   moves   the same arm, but who went from which phase to which                   lab_moves
 *   effect  arm against arm, seed by seed, in standard deviations            lab_member_effect, ...
 *   check   an observed number against a band that was fixed beforehand      lab_check, lab_check_d
 *
 * Arms with one number of a seed share all their luck (sim_math.h), so differences are paired.
 * An effect d is the mean paired difference over the standard deviation between employees of a
 * varied population (200 teams whose factors differ, week 26); of what a team shares, over 150.
 * Floating point is allowed here: the simulation itself stays in integers.
 *
 * A `struct lab` is shared by threads and only read; a `struct lab_experiment` belongs to one
 * thread, owns its arms and moves and gives them back in lab_experiment_clear. Running out of
 * memory is an assertion: this is a command for developers, there is nothing to save.
 *
 * Source: run_experiments.py of the reference model. */
#ifndef DK_LAB_EVIDENCE_LAB_H
#define DK_LAB_EVIDENCE_LAB_H

#include "sim/sim.h"

#include <stdbool.h>
#include <stdint.h>

#define LAB_MEMBERS     8  /* In a team, unless an arm says otherwise. */
#define LAB_SLOTS       12 /* SIM_MEMBERS_MAX */
#define LAB_WEEKS_MAX   10 /* How often one arm is looked at. */
#define LAB_STARTS_MAX  16 /* Pulses of a plan. */
#define LAB_NUMBERS_MAX 32 /* Pulse numbers whose participants are kept. */
#define LAB_HOOKS_MAX   4
#define LAB_SHIFTS_MAX  8  /* Factors that change their level during a plan. */
#define LAB_ARMS_MAX    64 /* Of one experiment. */
#define LAB_CHECKS_MAX  16
#define LAB_TEAMS_MAX   4096 /* Of one arm. */
#define LAB_BURN_IN     13   /* Weeks before week 0 in which stocks adapt to the surroundings. */
#define LAB_SHARED_SD   150.0
#define LAB_Z           1.96

/* What is known of each member; milli, not rounded. */
/* clang-format off */
#define LAB_MEMBER_VALUES(X)                                                                       \
    X(STRAIN) X(ENGAGEMENT) X(TRUST) X(WETEN) X(WILLEN) X(KUNNEN) X(DURVEN) X(MOGEN) X(READY)      \
    X(SKILL) X(CONTROL) X(OPP) X(LOAD) X(PERFORMANCE) X(WELLBEING) X(TENURE) X(ABSENCE)
/* clang-format on */
enum lab_value {
#define X(NAME) LAB_##NAME,
    LAB_MEMBER_VALUES(X)
#undef X
        LAB_VALUES_COUNT
};

struct lab_experiment;

struct lab {
    const struct sim_catalogue *catalogue;
    const char *const *keys; /* Of the pulses, in the catalogue's order. */
    struct sim_parameters parameters;
    uint32_t teams;              /* Per arm, at least 2; the reference has 150. */
    uint32_t seed;               /* Of the first team. */
    double sd[LAB_VALUES_COUNT]; /* Between members of the varied population. */
    double strain_high;          /* A tenth of them is above this. */
    double wellbeing_middle;     /* Half of them is above this. */
};

/* Measure the population and fill it in; the other fields are the caller's. */
void lab_open(struct lab *lab);

/* --- setups --------------------------------------------------------------------------------- */

struct lab_setup {
    struct sim_origin origin;              /* Its seed is replaced by the team's. */
    int32_t spiral;                        /* Rounds of the spiral that everybody has completed. */
    int32_t trait_shift[SIM_TRAITS_COUNT]; /* Added to what the seed drew. */
    int32_t standing; /* Pulse that is there from before the burn-in; -1: none. */
    bool varied;      /* Each team has surroundings of its own, as in lab_climate. */
    uint32_t fixed;   /* With `varied`: bits of factors that stay as the origin says. */
    int32_t tenure_least, tenure_most; /* Drawn per member; most 0: as the origin says. */
    int32_t skill;                     /* Everybody's in week 0; -1: as the burn-in left it. */
    const struct sim_parameters *parameters; /* Instead of the lab's; NULL: the lab's. */
};

struct lab_factor {
    int32_t factor; /* enum sim_factor */
    int32_t value;
};

struct lab_setup lab_profile(enum sim_profile profile);
struct lab_setup lab_average(void);
/* WITH(lab_average(), {SIM_DEM, 800}, {SIM_AUT, 250}) */
#define WITH(setup, ...)                                                                           \
    lab_setup_with((setup), (const struct lab_factor[]){__VA_ARGS__, {SIM_FACTORS_COUNT, 0}})
struct lab_setup lab_setup_with(struct lab_setup setup, const struct lab_factor *factors);
/* Members take these phases in turn; twice the same for a team wholly in one. */
struct lab_setup lab_in_phases(struct lab_setup setup, enum sim_phase even, enum sim_phase odd);
struct lab_setup lab_in_phase(struct lab_setup setup, enum sim_phase phase);
struct lab_setup lab_with_tenure(struct lab_setup setup, int32_t weeks);
struct lab_setup lab_with_leader_hours(struct lab_setup setup, int32_t hours);

/* --- plans ---------------------------------------------------------------------------------- */

struct lab_start {
    uint32_t pulse;
    int32_t at;    /* The week. */
    int32_t every; /* Repeat after this many weeks; 0: do not. */
    int32_t until; /* Repeat only before this week. */
    int32_t quality, up;
    bool forced;
    uint16_t only; /* Bits: for whom; 0: for everybody. */
};

/* From this week on a factor has this level. */
struct lab_shift {
    int32_t week, factor, value;
};

/* Does anything else: called each week before the starts, with the phases of week 0. */
typedef void lab_hook_fn(struct lab_experiment *x, struct sim_team *team, int32_t week,
                         const int32_t *phases_first);

struct lab_plan {
    uint32_t count, shifts_count;
    struct lab_start start[LAB_STARTS_MAX];
    struct lab_shift shift[LAB_SHIFTS_MAX];
    lab_hook_fn *also[LAB_HOOKS_MAX]; /* The first NULL ends them. */
};

/* Pulses by key, all at week 0, quality 700, up 500, voluntary. Unknown keys are a fault. */
#define GIVE(x, ...) lab_plan_give((x), (const char *const[]){__VA_ARGS__, NULL})
struct lab_plan lab_plan_give(struct lab_experiment *x, const char *const *keys);
struct lab_plan lab_plan_pulse(uint32_t pulse);
struct lab_plan lab_nothing(void);
struct lab_plan lab_up(struct lab_plan plan, int32_t value);
struct lab_plan lab_quality(struct lab_plan plan, int32_t value);
struct lab_plan lab_forced(struct lab_plan plan);
struct lab_plan lab_at_week(struct lab_plan plan, int32_t week);
struct lab_plan lab_every(struct lab_plan plan, int32_t weeks, int32_t until);
struct lab_plan lab_and_then(struct lab_plan plan, struct lab_plan more);

/* --- experiments ---------------------------------------------------------------------------- */

/* A team in one week. */
struct lab_view {
    double value[LAB_VALUES_COUNT][LAB_SLOTS];
    int32_t phase[LAB_SLOTS]; /* -1: an empty place; its values mean nothing. */
    int32_t ill[LAB_SLOTS];   /* 1: whose place it is comes back. */
    int32_t factor[SIM_FACTORS_COUNT];
    int32_t precondition[SIM_PRECONDITIONS_COUNT];
    int32_t attend;             /* Bits of those who take part in pulse number 0. */
    double involvement;         /* Milli, not rounded. */
    int32_t strength;           /* Of the first running pulse that is not a happening; 0: none. */
    int32_t errors_made, ideas; /* sim_signal.h, without noise */
    struct sim_outcomes outcome;
};

struct lab_arm {
    uint32_t teams;
    int32_t weeks[LAB_WEEKS_MAX];
    uint32_t weeks_count;
    struct lab_view *views;              /* [team * weeks_count + look] */
    uint16_t (*joined)[LAB_NUMBERS_MAX]; /* [team][number]: bits of those who ever took part */
};

struct lab_move {
    int32_t week, slot, from, to; /* to may be SIM_LEFT */
};

struct lab_moves {
    uint32_t teams;
    int32_t (*start)[LAB_MEMBERS]; /* [team]: phases */
    uint32_t *first;               /* [team]: of its moves; [teams] is the end */
    struct lab_move *items;        /* In order of week and slot. */
    uint32_t items_max;
};

/* What a check can show. */
enum lab_test {
    LAB_TEST_SIGN,         /* Only the direction, beyond a small bar. */
    LAB_TEST_BAND,         /* The size, or that there is no effect. */
    LAB_TEST_CONSTRUCTION, /* It measures what the action was made to move. */
    LAB_TESTS_COUNT
};

/* Is the direction right, whatever the size? */
enum lab_sign { LAB_SIGN_NOT_ASKED, LAB_SIGN_RIGHT, LAB_SIGN_WRONG };

#define LAB_LACKS_MAX 64

struct lab_check {
    const char *id;   /* Of its label in the texts; for a published effect its formula. */
    double value, se; /* se 0: none computed (ratios, correlations) */
    double low, high; /* The band. */
    double none;      /* With has_none: the value without any effect. */
    bool has_none;
    uint32_t n; /* Teams per arm. */
    bool holds;
    enum lab_test test;
    enum lab_sign sign;
    bool at_null;              /* It also holds without any effect. */
    char lacks[LAB_LACKS_MAX]; /* What the model lacks, so that it was not played; or "". */
};

struct lab_experiment {
    const struct lab *lab;
    struct sim_catalogue *catalogue; /* A copy, which may have pulses of its own. */
    struct lab_arm *arms[LAB_ARMS_MAX];
    struct lab_moves *moves[LAB_ARMS_MAX];
    uint32_t arms_count, moves_count;
    uint32_t teams; /* Per arm, in the last run. */
    struct lab_check checks[LAB_CHECKS_MAX];
    uint32_t checks_count;
    uint16_t others[LAB_TEAMS_MAX]; /* Scratch: a mask per team. */
};

void lab_experiment_init(struct lab_experiment *x, const struct lab *lab);
void lab_experiment_clear(struct lab_experiment *x);
uint32_t lab_pulse(const struct lab_experiment *x, const char *key);
/* Add a pulse to this experiment only, checked. Returns its index. */
uint32_t lab_add_pulse(struct lab_experiment *x, const struct sim_pulse *pulse);
void lab_team(const struct lab_experiment *x, const struct lab_setup *setup, uint32_t seed,
              struct sim_team *team);
void lab_run(const struct lab_experiment *x, const struct lab_setup *setup, struct sim_team *team,
             int32_t weeks);
/* Read all that is known of a team now. */
void lab_look(const struct lab_experiment *x, const struct lab_setup *setup,
              const struct sim_team *team, struct lab_view *view);
const struct sim_parameters *lab_parameters(const struct lab_experiment *x,
                                            const struct lab_setup *setup);

#define WEEKS(...) ((const int32_t[]){__VA_ARGS__, -1})
/* Run an arm after the usual burn-in; `weeks` in rising order. */
const struct lab_arm *lab_arm(struct lab_experiment *x, struct lab_setup setup,
                              struct lab_plan plan, const int32_t *weeks);
const struct lab_arm *lab_arm_of(struct lab_experiment *x, struct lab_setup setup,
                                 struct lab_plan plan, const int32_t *weeks, int32_t burn_in,
                                 uint32_t teams);
const struct lab_moves *lab_moves(struct lab_experiment *x, struct lab_setup setup,
                                  struct lab_plan plan, int32_t weeks, int32_t burn_in);
/* Run teams whose factors share a climate (half the variance), while demands vary by themselves. */
const struct lab_arm *lab_climate(struct lab_experiment *x, uint32_t teams, int32_t weeks);

/* --- effects -------------------------------------------------------------------------------- */

struct lab_stat {
    double mean, se;
    uint32_t n;
};

const struct lab_view *lab_view(const struct lab_arm *arm, uint32_t team, int32_t week);
/* The mean over the members who are there and in the mask. false: there are none. */
bool lab_team_mean(const struct lab_view *view, enum lab_value value, uint32_t mask, double *mean);
/* Mean and standard error of n differences, over a scale. */
struct lab_stat lab_stat(const double *differences, uint32_t n, double scale);
double lab_correlation(const double *x, const double *y, uint32_t n);

/* The d of arm a over arm b. `masks`: bits of members per team; NULL: everybody. */
struct lab_stat lab_member_effect_of(struct lab_experiment *x, const struct lab_arm *a,
                                     const struct lab_arm *b, int32_t week, enum lab_value value,
                                     const uint16_t *masks);
struct lab_stat lab_member_effect(struct lab_experiment *x, const struct lab_arm *a,
                                  const struct lab_arm *b, int32_t week, enum lab_value value);
/* The same over those who took part in the first pulse of arm `took`. */
struct lab_stat lab_participants_effect(struct lab_experiment *x, const struct lab_arm *a,
                                        const struct lab_arm *b, int32_t week, enum lab_value value,
                                        const struct lab_arm *took);
struct lab_stat lab_factor_effect(const struct lab_arm *a, const struct lab_arm *b, int32_t week,
                                  enum sim_factor factor);
struct lab_stat lab_outcome_effect(const struct lab_arm *a, const struct lab_arm *b, int32_t week,
                                   enum sim_outcome outcome);
/* The same, not divided by a spread. */
struct lab_stat lab_outcome_difference(const struct lab_arm *a, const struct lab_arm *b,
                                       int32_t week, enum sim_outcome outcome);
/* Mean over the teams. */
double lab_outcome_mean(const struct lab_arm *arm, int32_t week, enum sim_outcome outcome);
double lab_value_mean(const struct lab_arm *arm, int32_t week, enum lab_value value);

/* --- moves ---------------------------------------------------------------------------------- */

/* The first move of a slot, or NULL. */
const struct lab_move *lab_first_move(const struct lab_moves *moves, uint32_t team, int32_t slot);
bool lab_ever_left(const struct lab_moves *moves, uint32_t team, int32_t slot, int32_t before);

typedef bool lab_move_fn(const struct lab_move *move);
bool lab_move_forward(const struct lab_move *move);
bool lab_move_back(const struct lab_move *move);
bool lab_move_any(const struct lab_move *move);
/* The share of members whose first move is `such`. Those who left first do not count. */
double lab_share(const struct lab_moves *moves, lab_move_fn *such);

/* --- checks --------------------------------------------------------------------------------- */

/* Add a check. It holds when the value is inside the band and, if there is a standard error and the
 * band excludes zero, differs from zero by more than 1.96 standard errors. */
void lab_check_se(struct lab_experiment *x, const char *id, double value, double low, double high,
                  double se);
void lab_check(struct lab_experiment *x, const char *id, double value, double low, double high);
void lab_check_d(struct lab_experiment *x, const char *id, struct lab_stat d, double low,
                 double high);
bool lab_check_holds(double value, double low, double high, double se);

#endif
