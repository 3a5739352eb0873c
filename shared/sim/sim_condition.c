/* sim_condition.c -- check and evaluate a compiled condition. */
#include "sim/sim_condition.h"

#include <assert.h>

/* --- checking -------------------------------------------------------------------------------- */

static bool index_ok(const struct sim_condition_node *n)
{
    switch ((enum sim_condition_of)n->of) {
    case SIM_OF_OUTCOME: return n->index < SIM_OUTCOMES_COUNT;
    case SIM_OF_FACTOR: return n->index < SIM_FACTORS_COUNT;
    case SIM_OF_PRECONDITION: return n->index < SIM_PRECONDITIONS_COUNT;
    case SIM_OF_MEMBER_STOCK: return n->index < SIM_STOCKS_COUNT && n->slot < SIM_MEMBERS_MAX;
    case SIM_OF_WEEK: return true;
    case SIM_OF_MEMBER_PHASE:
    case SIM_OF_MEMBER_SPIRAL:
    case SIM_OF_MEMBER_TENURE:
    case SIM_OF_MEMBER_LOAD:
    case SIM_OF_MEMBER_VACANT: return n->slot < SIM_MEMBERS_MAX;
    case SIM_OF_COUNT: break;
    }
    return false;
}

static bool node_ok(const struct sim_condition_node *n)
{
    switch ((enum sim_condition_kind)n->kind) {
    case SIM_CONDITION_ALL:
    case SIM_CONDITION_ANY: return true;
    case SIM_CONDITION_NOT: return n->children == 1;
    case SIM_CONDITION_COMPARE:
        return n->children == 0 && n->op < SIM_OPS_COUNT && n->of < SIM_OF_COUNT && index_ok(n);
    }
    return false;
}

/* In reading order a tree is whole when the number of nodes still wanted falls to 0 at the end
 * and not before. */
bool sim_condition_check(const struct sim_condition *condition)
{
    uint32_t wanted = 1;

    if (condition->nodes_count == 0)
        return true;
    if (condition->nodes_count > SIM_CONDITION_NODES_MAX)
        return false;
    for (uint32_t i = 0; i < condition->nodes_count; i++) {
        if (wanted == 0 || !node_ok(&condition->nodes[i]))
            return false;
        wanted += condition->nodes[i].children;
        wanted--;
    }
    return wanted == 0;
}

/* --- evaluating ------------------------------------------------------------------------------ */

static int32_t team_value(const struct sim_condition_node *n, const struct sim_team *team,
                          const struct sim_outcomes *outcomes)
{
    switch (n->of) {
    case SIM_OF_OUTCOME: return outcomes->value[n->index];
    case SIM_OF_FACTOR: return team->f[n->index];
    case SIM_OF_PRECONDITION: return team->precondition[n->index];
    default: return team->week;
    }
}

static int32_t member_value(const struct sim_condition_node *n, const struct sim_team *team)
{
    const struct sim_members *m = &team->member;

    switch (n->of) {
    case SIM_OF_MEMBER_PHASE: return m->phase[n->slot];
    case SIM_OF_MEMBER_SPIRAL: return m->spiral[n->slot];
    case SIM_OF_MEMBER_TENURE: return m->tenure[n->slot];
    case SIM_OF_MEMBER_LOAD: return m->load[n->slot];
    case SIM_OF_MEMBER_STOCK: return sim_team_stock(team, n->slot, (enum sim_stock)n->index);
    default: return m->vacant[n->slot];
    }
}

static bool compare(const struct sim_condition_node *n, const struct sim_team *team,
                    const struct sim_outcomes *outcomes)
{
    bool about_member = n->of >= SIM_OF_MEMBER_PHASE;
    int32_t a;

    if (about_member && n->slot >= team->members_count)
        return false;
    if (about_member && n->of != SIM_OF_MEMBER_VACANT && team->member.vacant[n->slot] > 0)
        return false;
    a = about_member ? member_value(n, team) : team_value(n, team, outcomes);
    switch ((enum sim_condition_op)n->op) {
    case SIM_OP_LT: return a < n->value;
    case SIM_OP_LE: return a <= n->value;
    case SIM_OP_GT: return a > n->value;
    case SIM_OP_GE: return a >= n->value;
    case SIM_OP_EQ: return a == n->value;
    case SIM_OPS_COUNT: break;
    }
    assert(false);
    return false;
}

/* From the last node to the first: the children of a node have been judged before it, and lie on
 * top of the stack. */
bool sim_condition_holds(const struct sim_condition *condition, const struct sim_team *team,
                         const struct sim_outcomes *outcomes)
{
    bool held[SIM_CONDITION_NODES_MAX];
    uint32_t depth = 0;

    assert(sim_condition_check(condition));
    for (uint32_t i = condition->nodes_count; i-- > 0;) {
        const struct sim_condition_node *n = &condition->nodes[i];
        bool all = true, any = false;

        for (uint32_t k = 0; k < n->children; k++) {
            bool child = held[--depth];

            all &= child;
            any |= child;
        }
        held[depth++] = n->kind == SIM_CONDITION_COMPARE ? compare(n, team, outcomes)
                        : n->kind == SIM_CONDITION_ALL   ? all
                        : n->kind == SIM_CONDITION_ANY   ? any
                                                         : !all;
    }
    return condition->nodes_count == 0 || held[0];
}
