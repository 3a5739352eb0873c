/* condition_compile.c -- compiles {"all": [..]} in a file to nodes in reading order. */
#include "scenario/compile.h"

#include "scenario/format.h"

#include <string.h>

static const char *const ops[CONDITION_OPS_COUNT] = {"<", "<=", ">", ">=", "=="};
static const char *const member_names[CONDITION_MEMBERS_COUNT] = {
#define X(NAME, name) #name,
    CONDITION_MEMBERS(X)
#undef X
};

struct tree {
    struct compile *c;
    enum condition_scope scope;
    struct condition_node nodes[CONDITION_NODES_MAX];
    uint32_t count;
};

static void problem_variable(const struct at *at, enum problem_id id, struct bytes name,
                             const struct nearest *nearest)
{
    at_problem_bytes(at, id, name, nearest->best);
}

/* If a name begins with `prefix`, gives the rest of it. */
static bool after(struct bytes name, const char *prefix, struct bytes *rest)
{
    const size_t size = strlen(prefix);

    if (name.size < size || memcmp(name.data, prefix, size) != 0)
        return false;
    *rest = bytes_after(name, size);
    return true;
}

static bool find_member_value(struct bytes name, struct condition_node *node)
{
    for (uint32_t i = 0; i < CONDITION_MEMBERS_COUNT; i++) {
        if (bytes_equal_text(name, member_names[i])) {
            node->index = (uint8_t)i;
            return true;
        }
    }
    return false;
}

/* "member:yasmina.moved", "member:yasmina.delta:trust"; `rest` is after the first colon. */
static bool parse_member(struct tree *t, const struct at *at, struct bytes rest,
                         struct condition_node *node)
{
    const uint8_t *dot = memchr(rest.data, '.', rest.size);
    const struct bytes id = {rest.data, dot == NULL ? rest.size : (size_t)(dot - rest.data)};
    struct bytes what = {NULL, 0};
    struct nearest nearest;
    int32_t slot = compile_member(t->c, at, id);

    if (slot < 0)
        return false;
    if (dot != NULL)
        what = (struct bytes){dot + 1, rest.size - id.size - 1};
    node->slot = (uint8_t)slot;
    node->of = CONDITION_OF_MEMBER;
    if (after(what, "delta:", &what))
        node->of = CONDITION_OF_MEMBER_DELTA;
    nearest = nearest_begin(what);
    if (!find_member_value(what, node)) {
        for (uint32_t i = 0; i < CONDITION_MEMBERS_COUNT; i++)
            nearest_try(&nearest, bytes_of(member_names[i]));
        problem_variable(at, PROBLEM_VARIABLE_UNKNOWN, what, &nearest);
        return false;
    }
    if (node->of == CONDITION_OF_MEMBER_DELTA &&
        (node->index == CONDITION_MEMBER_MOVED || node->index == CONDITION_MEMBER_LEFT ||
         node->index == CONDITION_MEMBER_VACANT)) {
        problem_variable(at, PROBLEM_VARIABLE_UNKNOWN, what, &nearest);
        return false;
    }
    return true;
}

/* An outcome or a factor of the team; the two arguments say which kind of comparison it becomes. */
static bool parse_team(struct bytes name, uint8_t outcome, uint8_t factor,
                       struct condition_node *node)
{
    int index = sim_outcome_find((const char *)name.data, name.size);

    node->of = outcome;
    if (index < 0) {
        index = sim_factor_find((const char *)name.data, name.size);
        node->of = factor;
    }
    node->index = (uint8_t)index;
    return index >= 0;
}

static struct nearest nearest_variable(struct bytes name)
{
    struct nearest nearest = nearest_begin(name);

    for (int i = 0; i < SIM_OUTCOMES_COUNT; i++)
        nearest_try(&nearest, bytes_of(sim_outcome_name(i)));
    for (int i = 0; i < SIM_FACTORS_COUNT; i++)
        nearest_try(&nearest, bytes_of(sim_factor_name(i)));
    nearest_try(&nearest, bytes_of("week"));
    nearest_try(&nearest, bytes_of("moved"));
    return nearest;
}

static bool parse_variable(struct tree *t, const struct at *at, struct bytes name,
                           struct condition_node *node)
{
    struct bytes rest = name;
    struct nearest nearest;

    if (bytes_equal_text(name, "week")) {
        node->of = CONDITION_OF_WEEK;
        return true;
    }
    if (bytes_equal_text(name, "moved")) {
        node->of = CONDITION_OF_MOVED;
        return true;
    }
    if (after(name, "member:", &rest))
        return parse_member(t, at, rest, node);
    if (after(name, "precondition:", &rest) && rest.size == 1 && rest.data[0] >= '0' &&
        rest.data[0] < '0' + SIM_PRECONDITIONS_COUNT) {
        node->of = CONDITION_OF_PRECONDITION;
        node->index = (uint8_t)(rest.data[0] - '0');
        return true;
    }
    if (after(name, "delta:", &rest)) {
        if (parse_team(rest, CONDITION_OF_DELTA_OUTCOME, CONDITION_OF_DELTA_FACTOR, node))
            return true;
    } else if (parse_team(name, CONDITION_OF_OUTCOME, CONDITION_OF_FACTOR, node)) {
        return true;
    }
    nearest = nearest_variable(rest);
    problem_variable(at, PROBLEM_VARIABLE_UNKNOWN, name, &nearest);
    return false;
}

static bool is_about_change(const struct condition_node *n)
{
    return n->of == CONDITION_OF_DELTA_OUTCOME || n->of == CONDITION_OF_DELTA_FACTOR ||
           n->of == CONDITION_OF_MOVED || n->of == CONDITION_OF_MEMBER_DELTA ||
           (n->of == CONDITION_OF_MEMBER &&
            (n->index == CONDITION_MEMBER_MOVED || n->index == CONDITION_MEMBER_LEFT));
}

/* The values a variable can have. */
static void range_of(const struct condition_node *n, int32_t *least, int32_t *most)
{
    *least = 0;
    *most = 1000;
    switch ((enum condition_of)n->of) {
    case CONDITION_OF_WEEK: *most = SIM_WEEKS_MAX; break;
    case CONDITION_OF_DELTA_OUTCOME:
    case CONDITION_OF_DELTA_FACTOR:
    case CONDITION_OF_MEMBER_DELTA: *least = -1000; break;
    case CONDITION_OF_MOVED:
        *least = -SIM_MEMBERS_MAX;
        *most = SIM_MEMBERS_MAX;
        break;
    case CONDITION_OF_MEMBER:
        if (n->index == CONDITION_MEMBER_PHASE)
            *most = SIM_CON;
        else if (n->index == CONDITION_MEMBER_MOVED)
            *least = -SIM_CON;
        else if (n->index == CONDITION_MEMBER_TENURE)
            *most = SIM_WEEKS_MAX;
        else if (n->index == CONDITION_MEMBER_LEFT || n->index == CONDITION_MEMBER_VACANT)
            *most = 1;
        break;
    default: break;
    }
}

static bool may_hold(const struct condition_node *n)
{
    int32_t least, most;

    range_of(n, &least, &most);
    switch ((enum condition_op)n->op) {
    case CONDITION_OP_LT: return least < n->value;
    case CONDITION_OP_LE: return least <= n->value;
    case CONDITION_OP_GT: return most > n->value;
    case CONDITION_OP_GE: return most >= n->value;
    case CONDITION_OP_EQ: return least <= n->value && n->value <= most;
    case CONDITION_OPS_COUNT: break;
    }
    return false;
}

static void parse_compare(struct tree *t, const struct at *at, struct condition_node *node)
{
    const struct at place = at_key(at, "var");
    const struct bytes name = at_string(at, "var");

    at_only_keys(at, "var op value");
    node->kind = CONDITION_COMPARE;
    node->op = (uint8_t)at_word(at, "op", ops, CONDITION_OPS_COUNT);
    node->value = at_int(at, "value", -SIM_WEEKS_MAX, SIM_WEEKS_MAX);
    if (name.data == NULL || !parse_variable(t, &place, name, node))
        return;
    if (t->scope == CONDITION_NOW && is_about_change(node))
        problem_variable(&place, PROBLEM_VARIABLE_NOT_HERE, name, &(struct nearest){0});
    else if (!may_hold(node))
        at_problem(at, PROBLEM_CONDITION_NEVER, NULL, NULL, NULL);
}

static void parse(struct tree *t, const struct at *at, uint32_t depth);

static void parse_children(struct tree *t, const struct at *at, const char *key, uint32_t self,
                           uint32_t depth)
{
    uint32_t count;
    const struct at list = at_list(at, key, 1, CONDITION_NODES_MAX, &count);

    t->nodes[self].children = (uint8_t)count;
    for (uint32_t i = 0; i < count; i++) {
        const struct at child = at_number(&list, i);

        parse(t, &child, depth + 1);
    }
}

static void parse(struct tree *t, const struct at *at, uint32_t depth)
{
    const uint32_t self = t->count;
    char number[16];

    if (self == CONDITION_NODES_MAX || depth > CONDITION_DEPTH_MAX) {
        format_text(number, sizeof number, "%d",
                    depth > CONDITION_DEPTH_MAX ? CONDITION_DEPTH_MAX : CONDITION_NODES_MAX);
        at_problem(at, PROBLEM_CONDITION_LARGE, number, NULL, NULL);
        return;
    }
    t->nodes[t->count++] = (struct condition_node){.kind = CONDITION_ALL};
    if (at_has(at, "all")) {
        at_only_keys(at, "all");
        parse_children(t, at, "all", self, depth);
    } else if (at_has(at, "any")) {
        at_only_keys(at, "any");
        t->nodes[self].kind = CONDITION_ANY;
        parse_children(t, at, "any", self, depth);
    } else if (at_has(at, "not")) {
        const struct at child = at_key(at, "not");

        at_only_keys(at, "not");
        t->nodes[self].kind = CONDITION_NOT;
        t->nodes[self].children = 1;
        parse(t, &child, depth + 1);
    } else if (at_has(at, "var")) {
        parse_compare(t, at, &t->nodes[self]);
    } else {
        at_problem(at, PROBLEM_CONDITION_FORM, NULL, NULL, NULL);
    }
}

struct scenario_condition compile_condition(struct compile *c, const struct at *at, const char *key,
                                            enum condition_scope scope)
{
    struct tree tree = {.c = c, .scope = scope};
    const uint32_t errors = c->content->problems->errors;
    const struct at place = at_key(at, key);
    struct condition_node *nodes;

    if (place.json == NULL)
        return (struct scenario_condition){NULL, 0};
    parse(&tree, &place, 1);
    if (c->content->problems->errors != errors)
        return (struct scenario_condition){NULL, 0};
    nodes = arena_take(c->content->arena, tree.count * sizeof *nodes);
    if (nodes == NULL)
        return (struct scenario_condition){NULL, 0};
    memcpy(nodes, tree.nodes, tree.count * sizeof *nodes);
    return (struct scenario_condition){nodes, tree.count};
}
