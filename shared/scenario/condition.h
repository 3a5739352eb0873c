/* condition.h -- when does something in a scenario apply? A small compiled tree of comparisons, on
 * the team as it is now and on what changed since an earlier moment. condition_compile.c makes it
 * from the author's JSON.
 *
 *   {"all": [..]}  {"any": [..]}  {"not": c}
 *   {"var": name, "op": one of "<" "<=" ">" ">=" "==", "value": n}
 *
 *   name                       what
 *   week                       weeks since the story began
 *   phase, wellbeing, ...      an outcome of the team (sim_names.h), 0..1000
 *   AUT, DEM, ...              a factor, 0..1000
 *   precondition:0 .. 3        a precondition
 *   delta:strain, delta:AUT    how much an outcome or a factor rose since before
 *   moved                      members who went a step on since before, minus those who fell back
 *   member:yasmina.phase       0..4
 *   member:yasmina.moved       steps on since before; back is negative; choosing again counts as on
 *   member:yasmina.left        1 when they left since before, or their place is empty
 *   member:yasmina.strain ...  a stock (weten willen kunnen durven mogen strain engagement trust
 *                              skill ready), load, control, tenure, spiral, vacant
 *   member:yasmina.delta:trust how much that rose since before
 *
 * For somebody who left, no comparison holds but those on left and vacant. */
#ifndef DK_SCENARIO_CONDITION_H
#define DK_SCENARIO_CONDITION_H

#include "base/bytes.h"
#include "sim/sim.h"

#define CONDITION_NODES_MAX 32
#define CONDITION_DEPTH_MAX 6

enum condition_kind {
    CONDITION_ALL, /* Every child holds; with no children: holds. */
    CONDITION_ANY, /* Some child holds; with no children: does not hold. */
    CONDITION_NOT, /* Its one child does not hold. */
    CONDITION_COMPARE,
};

enum condition_op {
    CONDITION_OP_LT,
    CONDITION_OP_LE,
    CONDITION_OP_GT,
    CONDITION_OP_GE,
    CONDITION_OP_EQ,
    CONDITION_OPS_COUNT
};

/* What is compared; `index` says which. */
enum condition_of {
    CONDITION_OF_WEEK,
    CONDITION_OF_OUTCOME,
    CONDITION_OF_FACTOR,
    CONDITION_OF_PRECONDITION,
    CONDITION_OF_DELTA_OUTCOME,
    CONDITION_OF_DELTA_FACTOR,
    CONDITION_OF_MOVED,
    CONDITION_OF_MEMBER, /* From here on about `slot`; index: enum condition_member. */
    CONDITION_OF_MEMBER_DELTA,
    CONDITION_OF_COUNT
};

/* clang-format off */
#define CONDITION_MEMBERS(X)       \
    X(WETEN, weten)                \
    X(WILLEN, willen)              \
    X(KUNNEN, kunnen)              \
    X(DURVEN, durven)              \
    X(MOGEN, mogen)                \
    X(STRAIN, strain)              \
    X(ENGAGEMENT, engagement)      \
    X(TRUST, trust)                \
    X(SKILL, skill)                \
    X(READY, ready)                \
    X(LOAD, load)                  \
    X(CONTROL, control)            \
    X(TENURE, tenure)              \
    X(SPIRAL, spiral)              \
    X(PHASE, phase)                \
    X(VACANT, vacant)              \
    X(MOVED, moved)                \
    X(LEFT, left)
/* clang-format on */
enum condition_member {
#define X(NAME, name) CONDITION_MEMBER_##NAME,
    CONDITION_MEMBERS(X)
#undef X
        CONDITION_MEMBERS_COUNT
};

struct condition_node {
    uint8_t kind;     /* enum condition_kind */
    uint8_t children; /* How many: of ALL and ANY any number, of NOT 1, of COMPARE 0. */
    uint8_t op;       /* enum condition_op */
    uint8_t of;       /* enum condition_of */
    uint8_t index;
    uint8_t slot;
    uint16_t unused; /* 0 */
    int32_t value;
};

/* No nodes: always holds. */
struct scenario_condition {
    const struct condition_node *nodes; /* In reading order, a parent before its children. */
    uint32_t nodes_count;
};

/* A team now and before; the outcomes of both are computed once. */
struct scenario_moment {
    const struct sim_team *now;
    const struct sim_team *before; /* May be `now`: then nothing changed. */
    struct sim_outcomes outcomes;
    struct sim_outcomes outcomes_before;
};

struct scenario_moment scenario_moment_make(const struct sim_team *now,
                                            const struct sim_team *before,
                                            const struct sim_parameters *parameters);
/* Does it hold? The compiler made the tree, so it is whole and every index is in range
 * (asserted). */
bool scenario_condition_holds(const struct scenario_condition *condition,
                              const struct scenario_moment *moment);

/* Is `value` what the operator asks, beside `than`? */
bool scenario_comparison_is(enum condition_op op, int32_t value, int32_t than);
/* For tools that weigh conditions: the value that one comparison looks at, in *value. false: it is
 * about somebody who left, so the comparison does not hold. */
bool scenario_comparison_value(const struct condition_node *node,
                               const struct scenario_moment *moment, int32_t *value);

/* How many steps the member in `slot` went on since before (negative: back; selecting again counts
 * as one on). *left, if not NULL: is the place empty or somebody else's? */
int32_t scenario_member_moved(const struct scenario_moment *moment, uint32_t slot, bool *left);

#endif
