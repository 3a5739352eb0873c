/* effect_formula.h -- the formulas of effects.json: what is compared, and its value with its error.
 *
 *   performance(a-b)@39                      arm a against arm b in week 39, in standard deviations
 *   performance(a-b; joined)                 some members only; without @: the week of the effect
 *   turnover(a) / turnover(b)                ratio of two levels
 *   performance(a-b) - performance(c-d)      does c and d differ less?
 *   strain(a-b)@104 / strain(a-b)@26         late over early
 *   performance(a)@4..8                      what was gained between two weeks
 *   |engagement(a-b)@104| / |engagement(a-b)@13|
 *   r(AUT, engagement; a)                    correlation over the members of all teams of an arm
 *   r(kunnen@0..8, performance@0..26; a; joined)
 *   rt(COL, performance; a)                  over teams
 *   rt(regie, performance; a; AUT LEA DEM)   over teams, with these three held equal
 *   cv(performance; a)                       spread over members, as a share of the mean
 *   icc(strain; a)                           share of the variance that is between teams
 *
 * After a semicolon comes who counts: joined, those who took part in the first action of the arm
 * that people join; stayed, those who were there in week 0; first:N and last:N, slots; skill:low
 * and skill:high, the lowest and highest third in week 0 of the second arm (of a lone arm: its
 * own); tenure:<52 and tenure:>200, weeks by then.
 *
 * Every value is a function of sums over teams, and teams share their luck between arms, so its
 * error is the jackknife over teams. For a mean of paired differences that is the usual error. */
#ifndef DK_LAB_EVIDENCE_EFFECT_FORMULA_H
#define DK_LAB_EVIDENCE_EFFECT_FORMULA_H

#include "lab/evidence/effect_measure.h"

#define EFFECT_ARMS_MAX     12
#define EFFECT_TERMS_MAX    8
#define EFFECT_NODES_MAX    24
#define EFFECT_CONTROLS_MAX 4

enum effect_who {
    EFFECT_EVERYBODY,
    EFFECT_JOINED,
    EFFECT_STAYED,
    EFFECT_FIRST, /* a number of slots */
    EFFECT_LAST,
    EFFECT_SKILL_LOW,
    EFFECT_SKILL_HIGH,
    EFFECT_TENURE_UNDER, /* a number of weeks */
    EFFECT_TENURE_OVER
};

enum effect_term_kind { EFFECT_MEAN, EFFECT_R, EFFECT_R_TEAMS, EFFECT_CV, EFFECT_ICC };

struct effect_seen {
    struct effect_measure measure;
    int32_t week, since; /* since -1: the value in that week */
};

struct effect_term {
    enum effect_term_kind kind;
    struct effect_seen seen[2]; /* Both for correlations, else the first. */
    int arm, minus;             /* minus -1: no other arm */
    enum effect_who who;
    int32_t who_number;
    struct effect_measure controls[EFFECT_CONTROLS_MAX];
    uint32_t controls_count;
};

struct effect_node {
    char op; /* '-' '/' '|' or 't', a term */
    int left, right;
};

struct effect_formula {
    struct effect_term terms[EFFECT_TERMS_MAX];
    struct effect_node nodes[EFFECT_NODES_MAX];
    uint32_t terms_count, nodes_count;
    int root;
    char unknown[64]; /* The measure that the model lacks. */
};

enum effect_formula_error {
    EFFECT_FORMULA_OK,
    EFFECT_FORMULA_MALFORMED,
    EFFECT_FORMULA_UNKNOWN /* a measure: formula->unknown */
};

/* `week` is for terms that name none. */
enum effect_formula_error effect_formula_read(const char *text, int32_t week,
                                              struct effect_formula *out);
/* Add the weeks in which the formula looks at an arm to a list in rising order. false: that would
 * be more than LAB_WEEKS_MAX. */
bool effect_formula_weeks(const struct effect_formula *formula, int arm,
                          int32_t weeks[LAB_WEEKS_MAX + 1], uint32_t *count);
bool effect_formula_uses(const struct effect_formula *formula, int arm);
/* Is it a ratio of two levels? Without any effect its value is 1 and not 0. */
bool effect_formula_is_ratio(const struct effect_formula *formula);

struct effect_value {
    double value, se;
    uint32_t teams;
    bool weak; /* It divides by an effect that is about zero. */
};

/* arms[i] and plans[i] are by letter; those that the formula uses must have been played. */
struct effect_value effect_formula_value(const struct effect_formula *formula,
                                         const struct lab_experiment *x,
                                         const struct lab_arm *const arms[EFFECT_ARMS_MAX],
                                         const struct lab_plan *const plans[EFFECT_ARMS_MAX]);

#endif
