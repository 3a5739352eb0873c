#include "scenario/condition.h"

#include <assert.h>

struct scenario_moment scenario_moment_make(const struct sim_team *now,
                                            const struct sim_team *before,
                                            const struct sim_parameters *parameters)
{
    return (struct scenario_moment){
        .now = now,
        .before = before,
        .outcomes = sim_team_outcomes(now, parameters),
        .outcomes_before = sim_team_outcomes(before, parameters),
    };
}

/* Is the person gone (the place is empty or has somebody else)? Tenure only grows while one stays,
 * also while one is ill. */
static bool has_left(const struct scenario_moment *m, uint32_t slot)
{
    const struct sim_members *now = &m->now->member, *before = &m->before->member;

    if (now->vacant[slot] > 0)
        return !now->sick[slot];
    return (before->vacant[slot] > 0 && !before->sick[slot]) ||
           now->tenure[slot] - before->tenure[slot] < m->now->week - m->before->week;
}

/* How far along the spiral, in steps: a round has four, and after continuous comes selecting
 * again. */
static int32_t steps(const struct sim_members *m, uint32_t slot)
{
    return 4 * m->spiral[slot] + m->phase[slot];
}

int32_t scenario_member_moved(const struct scenario_moment *m, uint32_t slot, bool *left)
{
    const bool gone = has_left(m, slot);

    assert(slot < SIM_MEMBERS_MAX);
    if (left != NULL)
        *left = gone;
    return gone ? 0 : steps(&m->now->member, slot) - steps(&m->before->member, slot);
}

static int32_t moved_in_all(const struct scenario_moment *m)
{
    int32_t sum = 0;

    for (int32_t slot = 0; slot < m->now->members_count; slot++) {
        const int32_t moved = scenario_member_moved(m, (uint32_t)slot, NULL);

        sum += (moved > 0) - (moved < 0);
    }
    return sum;
}

/* The value of a member that follows from the team as it is now. */
static int32_t member_value(const struct sim_team *team, uint32_t slot, uint32_t index)
{
    const struct sim_members *m = &team->member;

    switch ((enum condition_member)index) {
    case CONDITION_MEMBER_WETEN: return m->weten_u[slot] / 1000;
    case CONDITION_MEMBER_WILLEN: return m->willen_u[slot] / 1000;
    case CONDITION_MEMBER_KUNNEN: return m->kunnen_u[slot] / 1000;
    case CONDITION_MEMBER_DURVEN: return m->durven_u[slot] / 1000;
    case CONDITION_MEMBER_MOGEN: return m->mogen_u[slot] / 1000;
    case CONDITION_MEMBER_STRAIN: return m->strain_u[slot] / 1000;
    case CONDITION_MEMBER_ENGAGEMENT: return m->eng_u[slot] / 1000;
    case CONDITION_MEMBER_TRUST: return m->trust_u[slot] / 1000;
    case CONDITION_MEMBER_SKILL: return m->skill_u[slot] / 1000;
    case CONDITION_MEMBER_READY: return m->ready_u[slot] / 1000;
    case CONDITION_MEMBER_LOAD: return m->load[slot];
    case CONDITION_MEMBER_CONTROL: return m->control[slot];
    case CONDITION_MEMBER_TENURE: return m->tenure[slot];
    case CONDITION_MEMBER_SPIRAL: return m->spiral[slot];
    case CONDITION_MEMBER_PHASE: return m->phase[slot];
    case CONDITION_MEMBER_VACANT: return m->vacant[slot] > 0;
    case CONDITION_MEMBER_MOVED:
    case CONDITION_MEMBER_LEFT:
    case CONDITION_MEMBERS_COUNT: break;
    }
    assert(false && "a value of a member");
    return 0;
}

bool scenario_comparison_value(const struct condition_node *n, const struct scenario_moment *m,
                               int32_t *value)
{
    const bool member = n->of == CONDITION_OF_MEMBER || n->of == CONDITION_OF_MEMBER_DELTA;

    if (n->of == CONDITION_OF_MEMBER && n->index == CONDITION_MEMBER_LEFT) {
        *value = has_left(m, n->slot);
        return true;
    }
    if (n->of == CONDITION_OF_MEMBER && n->index == CONDITION_MEMBER_VACANT) {
        *value = member_value(m->now, n->slot, n->index);
        return true;
    }
    if (member && has_left(m, n->slot))
        return false;
    switch ((enum condition_of)n->of) {
    case CONDITION_OF_WEEK: *value = m->now->week; break;
    case CONDITION_OF_OUTCOME: *value = m->outcomes.value[n->index]; break;
    case CONDITION_OF_FACTOR: *value = m->now->f[n->index]; break;
    case CONDITION_OF_PRECONDITION: *value = m->now->precondition[n->index]; break;
    case CONDITION_OF_DELTA_OUTCOME:
        *value = m->outcomes.value[n->index] - m->outcomes_before.value[n->index];
        break;
    case CONDITION_OF_DELTA_FACTOR: *value = m->now->f[n->index] - m->before->f[n->index]; break;
    case CONDITION_OF_MOVED: *value = moved_in_all(m); break;
    case CONDITION_OF_MEMBER:
        *value = n->index == CONDITION_MEMBER_MOVED ? scenario_member_moved(m, n->slot, NULL)
                                                    : member_value(m->now, n->slot, n->index);
        break;
    case CONDITION_OF_MEMBER_DELTA:
        *value =
            member_value(m->now, n->slot, n->index) - member_value(m->before, n->slot, n->index);
        break;
    case CONDITION_OF_COUNT: return false;
    }
    return true;
}

bool scenario_comparison_is(enum condition_op op, int32_t value, int32_t than)
{
    switch (op) {
    case CONDITION_OP_LT: return value < than;
    case CONDITION_OP_LE: return value <= than;
    case CONDITION_OP_GT: return value > than;
    case CONDITION_OP_GE: return value >= than;
    case CONDITION_OP_EQ: return value == than;
    case CONDITION_OPS_COUNT: break;
    }
    return false;
}

static bool comparison_holds(const struct condition_node *n, const struct scenario_moment *m)
{
    int32_t value = 0;

    assert(n->kind == CONDITION_COMPARE);
    return scenario_comparison_value(n, m, &value) &&
           scenario_comparison_is((enum condition_op)n->op, value, n->value);
}

/* Evaluate the tree at *at and move *at past it. The compiler has bounded its depth. */
static bool holds(const struct scenario_condition *c, uint32_t *at, const struct scenario_moment *m)
{
    const struct condition_node *n = &c->nodes[(*at)++];
    bool all = true, any = false;

    assert(*at <= c->nodes_count && n->kind <= CONDITION_COMPARE);
    if (n->kind == CONDITION_COMPARE)
        return comparison_holds(n, m);
    assert(n->kind != CONDITION_NOT || n->children == 1);
    for (uint32_t i = 0; i < n->children; i++) {
        const bool child = holds(c, at, m);

        all = all && child;
        any = any || child;
    }
    return n->kind == CONDITION_ALL ? all : n->kind == CONDITION_ANY ? any : !any;
}

bool scenario_condition_holds(const struct scenario_condition *condition,
                              const struct scenario_moment *moment)
{
    uint32_t at = 0;
    bool held;

    if (condition->nodes_count == 0)
        return true;
    held = holds(condition, &at, moment);
    assert(at == condition->nodes_count); /* Every node was a child of one before it. */
    return held;
}
