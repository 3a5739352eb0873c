/* condition_test.c -- compiled conditions hold when their written form does. */
#include "scenario/condition.h"
#include "test.h"

#define NODES_MAX 8

/* A tree that grows node by node, in reading order. */
struct tree {
    struct condition_node nodes[NODES_MAX];
    uint32_t count;
};

static struct condition_node *put(struct tree *t, struct condition_node node)
{
    CHECK(t->count < NODES_MAX);
    t->nodes[t->count] = node;
    return &t->nodes[t->count++];
}

static void group(struct tree *t, enum condition_kind kind, uint8_t children)
{
    put(t, (struct condition_node){.kind = (uint8_t)kind, .children = children});
}

static struct condition_node *is(struct tree *t, enum condition_of of, int index,
                                 enum condition_op op, int32_t value)
{
    return put(t, (struct condition_node){.kind = CONDITION_COMPARE,
                                          .op = (uint8_t)op,
                                          .of = (uint8_t)of,
                                          .index = (uint8_t)index,
                                          .value = value});
}

/* The same team at its start and four weeks later. */
struct two_moments {
    struct sim_team before, now;
};

static struct two_moments four_weeks(void)
{
    struct sim_origin origin = sim_origin_default(5, 8, SIM_PROFILE_AVERAGE);
    struct sim_parameters p = sim_parameters_default();
    static const struct sim_catalogue none;
    struct two_moments m;

    origin.member[2].phase = SIM_ACT;
    sim_team_make(&m.before, &origin);
    m.now = m.before;
    sim_team_run(&m.now, &none, &p, 4);
    return m;
}

static bool holds(const struct tree *t, const struct two_moments *m)
{
    struct sim_parameters p = sim_parameters_default();
    struct scenario_condition c = {t->nodes, t->count};
    struct scenario_moment moment = scenario_moment_make(&m->now, &m->before, &p);

    return scenario_condition_holds(&c, &moment);
}

/* {"all": [week == 4, {"any": [SAF < 2000, strain > 999]}, {"not": precondition:0 > 1000}]} */
TEST(a_tree_holds_as_it_is_written)
{
    struct two_moments m = four_weeks();
    struct tree t = {.count = 0};
    struct condition_node *week, *saf, *strain, *precondition;

    group(&t, CONDITION_ALL, 3);
    week = is(&t, CONDITION_OF_WEEK, 0, CONDITION_OP_EQ, 4);
    group(&t, CONDITION_ANY, 2);
    saf = is(&t, CONDITION_OF_FACTOR, SIM_SAF, CONDITION_OP_LT, 2000);
    strain = is(&t, CONDITION_OF_OUTCOME, SIM_OUTCOME_STRAIN, CONDITION_OP_GT, 999);
    group(&t, CONDITION_NOT, 1);
    precondition = is(&t, CONDITION_OF_PRECONDITION, 0, CONDITION_OP_GT, 1000);

    CHECK(holds(&t, &m));
    week->value = 5;
    CHECK(!holds(&t, &m));
    week->value = 4;
    saf->op = CONDITION_OP_GE;
    CHECK(!holds(&t, &m));
    strain->op = CONDITION_OP_LE;
    CHECK(holds(&t, &m));
    precondition->op = CONDITION_OP_LE;
    CHECK(!holds(&t, &m));
}

TEST(an_empty_condition_holds_and_empty_groups_are_plain)
{
    struct two_moments m = four_weeks();
    struct tree t = {.count = 0};

    CHECK(holds(&t, &m));
    group(&t, CONDITION_ALL, 0);
    CHECK(holds(&t, &m));
    t.count = 0;
    group(&t, CONDITION_ANY, 0);
    CHECK(!holds(&t, &m));
}

TEST(what_changed_is_told_from_the_moment_before)
{
    struct two_moments m = four_weeks();
    struct tree t = {.count = 0};
    struct condition_node *asked = is(&t, CONDITION_OF_DELTA_FACTOR, SIM_SAF, CONDITION_OP_EQ,
                                      m.now.f[SIM_SAF] - m.before.f[SIM_SAF]);

    CHECK(holds(&t, &m));
    m.before.f[SIM_SAF] -= 10;
    CHECK(!holds(&t, &m));
    asked->of = CONDITION_OF_MEMBER_DELTA;
    asked->slot = 2;
    asked->index = CONDITION_MEMBER_TENURE;
    asked->value = 4;
    CHECK(holds(&t, &m));
    m.before = m.now; /* Then nothing changed. */
    CHECK(!holds(&t, &m));
}
