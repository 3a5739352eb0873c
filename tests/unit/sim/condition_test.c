/* condition_test.c -- compiled conditions hold when their written form does. */
#include "sim/sim_condition.h"
#include "test.h"

static struct sim_condition_node group(enum sim_condition_kind kind, uint8_t children)
{
    return (struct sim_condition_node){.kind = (uint8_t)kind, .children = children};
}

static struct sim_condition_node is(enum sim_condition_of of, int index, enum sim_condition_op op,
                                    int32_t value)
{
    return (struct sim_condition_node){.kind = SIM_CONDITION_COMPARE,
                                       .op = (uint8_t)op,
                                       .of = (uint8_t)of,
                                       .index = (uint8_t)index,
                                       .value = value};
}

static struct sim_condition_node member(int slot, enum sim_condition_of of, int index,
                                        enum sim_condition_op op, int32_t value)
{
    struct sim_condition_node n = is(of, index, op, value);

    n.slot = (uint8_t)slot;
    return n;
}

static struct sim_team a_team(void)
{
    struct sim_origin origin = sim_origin_default(5, 8, SIM_PROFILE_AVERAGE);
    struct sim_parameters p = sim_parameters_default();
    static const struct sim_catalogue none;
    struct sim_team team;

    origin.member[2].phase = SIM_ACT;
    sim_team_make(&team, &origin);
    sim_team_run(&team, &none, &p, 4);
    return team;
}

static bool holds(const struct sim_condition *c, const struct sim_team *team)
{
    struct sim_parameters p = sim_parameters_default();
    struct sim_outcomes o = sim_team_outcomes(team, &p);

    CHECK(sim_condition_check(c));
    return sim_condition_holds(c, team, &o);
}

/* {"all": [week == 4, {"any": [SAF < 2000, strain > 999]}, {"not": precondition:0 > 1000}]} */
TEST(the_example_of_the_reference_holds)
{
    struct sim_team team = a_team();
    struct sim_condition c = {
        .nodes_count = 7,
        .nodes = {group(SIM_CONDITION_ALL, 3), is(SIM_OF_WEEK, 0, SIM_OP_EQ, 4),
                  group(SIM_CONDITION_ANY, 2), is(SIM_OF_FACTOR, SIM_SAF, SIM_OP_LT, 2000),
                  is(SIM_OF_OUTCOME, SIM_OUTCOME_STRAIN, SIM_OP_GT, 999),
                  group(SIM_CONDITION_NOT, 1), is(SIM_OF_PRECONDITION, 0, SIM_OP_GT, 1000)}};

    CHECK(holds(&c, &team));
    c.nodes[1].value = 5;
    CHECK(!holds(&c, &team));
    c.nodes[1].value = 4;
    c.nodes[3].op = SIM_OP_GE;
    CHECK(!holds(&c, &team));
    c.nodes[4].op = SIM_OP_LE;
    CHECK(holds(&c, &team));
    c.nodes[6].op = SIM_OP_LE;
    CHECK(!holds(&c, &team));
}

TEST(an_empty_condition_holds_and_empty_groups_are_plain)
{
    struct sim_team team = a_team();
    struct sim_condition c = {0};

    CHECK(holds(&c, &team));
    c.nodes_count = 1;
    c.nodes[0] = group(SIM_CONDITION_ALL, 0);
    CHECK(holds(&c, &team));
    c.nodes[0] = group(SIM_CONDITION_ANY, 0);
    CHECK(!holds(&c, &team));
}

TEST(a_member_can_be_asked_and_an_empty_place_never_holds)
{
    struct sim_team team = a_team();
    int32_t durven = sim_team_stock(&team, 2, SIM_STOCK_DURVEN);
    struct sim_condition c = {.nodes_count = 1};

    c.nodes[0] = member(2, SIM_OF_MEMBER_STOCK, SIM_STOCK_DURVEN, SIM_OP_EQ, durven);
    CHECK(holds(&c, &team));
    c.nodes[0] = member(2, SIM_OF_MEMBER_TENURE, 0, SIM_OP_GE, 4);
    CHECK(holds(&c, &team));
    team.member.vacant[2] = 3;
    CHECK(!holds(&c, &team));
    c.nodes[0].op = SIM_OP_LT;
    CHECK(!holds(&c, &team));
    c.nodes[0] = member(2, SIM_OF_MEMBER_VACANT, 0, SIM_OP_EQ, 3);
    CHECK(holds(&c, &team));
    c.nodes[0] = member(11, SIM_OF_MEMBER_PHASE, 0, SIM_OP_GE, 0); /* The team has 8. */
    CHECK(!holds(&c, &team));
}

TEST(broken_trees_are_refused)
{
    struct sim_condition c = {.nodes_count = 1, .nodes = {group(SIM_CONDITION_ALL, 1)}};

    CHECK(!sim_condition_check(&c)); /* A child is missing. */
    c.nodes_count = 3;
    c.nodes[1] = c.nodes[2] = is(SIM_OF_WEEK, 0, SIM_OP_EQ, 4);
    CHECK(!sim_condition_check(&c)); /* One too many. */
    c.nodes_count = 2;
    CHECK(sim_condition_check(&c));
    c.nodes[1].index = SIM_OUTCOMES_COUNT;
    c.nodes[1].of = SIM_OF_OUTCOME;
    CHECK(!sim_condition_check(&c));
    c.nodes[1] = is(SIM_OF_COUNT, 0, SIM_OP_EQ, 4);
    CHECK(!sim_condition_check(&c));
    c.nodes[1] = is(SIM_OF_WEEK, 0, SIM_OPS_COUNT, 4);
    CHECK(!sim_condition_check(&c));
    c.nodes[0] = group(SIM_CONDITION_NOT, 0);
    c.nodes_count = 1;
    CHECK(!sim_condition_check(&c));
    c.nodes_count = SIM_CONDITION_NODES_MAX + 1;
    CHECK(!sim_condition_check(&c));
}
