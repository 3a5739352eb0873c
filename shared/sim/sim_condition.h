/* sim_condition.h -- when does something apply? A small compiled tree of comparisons.
 *
 * Scenario content writes {"all": [..]}, {"any": [..]}, {"not": c} or {"var", "op", "value"}; its
 * compiler flattens that into nodes in reading order (a parent before its children). The tree is a
 * value of fixed size: no pointers, no allocation, at most SIM_CONDITION_NODES_MAX nodes.
 *
 * Source: simulation-model.md, section 13; hooks.py of the reference. */
#ifndef SIM_CONDITION_H
#define SIM_CONDITION_H

#include "sim/sim.h"
#include "sim/sim_signal.h"

#define SIM_CONDITION_NODES_MAX 32

enum sim_condition_kind {
    SIM_CONDITION_ALL, /* every child holds; with no children: holds */
    SIM_CONDITION_ANY, /* some child holds; with no children: does not hold */
    SIM_CONDITION_NOT, /* its one child does not hold */
    SIM_CONDITION_COMPARE
};

enum sim_condition_op { SIM_OP_LT, SIM_OP_LE, SIM_OP_GT, SIM_OP_GE, SIM_OP_EQ, SIM_OPS_COUNT };

/* What is compared; `index` says which. The last six are about the member in `slot`; about an
 * empty place no comparison holds, except on vacant. */
enum sim_condition_of {
    SIM_OF_WEEK,
    SIM_OF_OUTCOME,      /* enum sim_outcome */
    SIM_OF_FACTOR,       /* enum sim_factor */
    SIM_OF_PRECONDITION, /* enum sim_precondition */
    SIM_OF_MEMBER_PHASE,
    SIM_OF_MEMBER_SPIRAL, /* completed rounds */
    SIM_OF_MEMBER_TENURE, /* weeks */
    SIM_OF_MEMBER_LOAD,
    SIM_OF_MEMBER_STOCK,  /* enum sim_stock: conditions, strain, engagement, trust, ... */
    SIM_OF_MEMBER_VACANT, /* weeks until filled, 0 if somebody is there */
    SIM_OF_COUNT
};

struct sim_condition_node {
    uint8_t kind;     /* enum sim_condition_kind */
    uint8_t children; /* of ALL, ANY; 1 for NOT; 0 for COMPARE */
    uint8_t op;       /* of COMPARE, as the rest */
    uint8_t of;
    uint8_t index;
    uint8_t slot;
    uint16_t unused; /* 0 */
    int32_t value;
};

/* No nodes at all: always holds. */
struct sim_condition {
    uint32_t nodes_count;
    struct sim_condition_node nodes[SIM_CONDITION_NODES_MAX];
};

/* Is the tree whole and every index in range? Ask before using content. */
bool sim_condition_check(const struct sim_condition *condition);

/* Does it hold of this team? The condition passed the check (asserted). `outcomes` are those of
 * the team, computed once by the caller who asks many. */
bool sim_condition_holds(const struct sim_condition *condition, const struct sim_team *team,
                         const struct sim_outcomes *outcomes);

#endif
