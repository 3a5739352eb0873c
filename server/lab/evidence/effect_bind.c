/* effect_bind.c -- the table of names, and the hooks. */
#include "lab/evidence/effect_bind.h"

#include "sim/sim_math.h"

#include <string.h>

#define BIT(NAME) (1u << LAB_##NAME)

/* Add `milli` to a stock of the first `members` members, within its limits. */
static void add_to(int32_t *stock_u, int32_t members, int32_t milli)
{
    for (int32_t i = 0; i < members; i++)
        stock_u[i] = sim_min(1000000, sim_max(0, stock_u[i] + milli * 1000));
}

static void strain_up_once(struct lab_experiment *x, struct sim_team *team, int32_t week,
                           const int32_t *phases_first)
{
    (void)x, (void)phases_first;
    if (week == 0)
        add_to(team->member.strain_u, team->members_count, 300);
}

static void engagement_up(struct lab_experiment *x, struct sim_team *team, int32_t week,
                          const int32_t *phases_first)
{
    (void)x, (void)phases_first;
    if (week == 0)
        add_to(team->member.eng_u, team->members_count, 150);
}

static void engagement_down(struct lab_experiment *x, struct sim_team *team, int32_t week,
                            const int32_t *phases_first)
{
    (void)x, (void)phases_first;
    if (week == 0)
        add_to(team->member.eng_u, team->members_count, -150);
}

static void seven_more_skilled(struct lab_experiment *x, struct sim_team *team, int32_t week,
                               const int32_t *phases_first)
{
    (void)x, (void)phases_first;
    if (week == 0)
        add_to(team->member.skill_u, 7, 150);
}

/* Seven people are more strained and stay so, because it is their disposition. */
static void seven_more_strained(struct lab_experiment *x, struct sim_team *team, int32_t week,
                                const int32_t *phases_first)
{
    (void)x, (void)phases_first;
    for (int32_t i = 0; i < 7 && week == 0; i++)
        team->member.t_str[i] = sim_min(1000, team->member.t_str[i] + 200);
}

/* Set engagement to 600 in the first week, coming from 100 above or 100 below, as they were used
 * to. */
static void set_usual(struct sim_team *team, int32_t milli)
{
    for (int32_t i = 0; i < team->members_count; i++)
        team->member.usual_u[i] = milli * 1000;
}

static void set_engagement(struct sim_team *team, int32_t milli)
{
    for (int32_t i = 0; i < team->members_count; i++)
        team->member.eng_u[i] = milli * 1000;
}

static void engagement_fell(struct lab_experiment *x, struct sim_team *team, int32_t week,
                            const int32_t *phases_first)
{
    (void)x, (void)phases_first;
    if (week <= 1)
        set_engagement(team, week == 0 ? 700 : 600);
    if (week == 0)
        set_usual(team, 700);
}

static void engagement_rose(struct lab_experiment *x, struct sim_team *team, int32_t week,
                            const int32_t *phases_first)
{
    (void)x, (void)phases_first;
    if (week <= 1)
        set_engagement(team, week == 0 ? 500 : 600);
    if (week == 0)
        set_usual(team, 500);
}

/* The places stay empty: nobody comes in for as long as a study lasts. */
static void three_places_gone(struct lab_experiment *x, struct sim_team *team, int32_t week,
                              const int32_t *phases_first)
{
    (void)x, (void)phases_first;
    if (week != 0)
        return;
    for (int32_t i = 5; i < 8; i++)
        team->member.vacant[i] = 1000;
    sim_team_settle(team);
}

/* A leader who is strained, or rested, all along, whatever the week asks of them. */
static void leader_strained(struct lab_experiment *x, struct sim_team *team, int32_t week,
                            const int32_t *phases_first)
{
    (void)x, (void)week, (void)phases_first;
    team->lead_u = 700000;
}

static void leader_rested(struct lab_experiment *x, struct sim_team *team, int32_t week,
                          const int32_t *phases_first)
{
    (void)x, (void)week, (void)phases_first;
    team->lead_u = 300000;
}

/* Something that some get and others do not, with no reason that people can see: as strong as the
 * model takes an action that is imposed on some at full strength. */
static void unequal_treatment(struct lab_experiment *x, struct sim_team *team, int32_t week,
                              const int32_t *phases_first)
{
    const struct sim_parameters p = sim_parameters_default();
    int32_t hidden = sim_max(0, p.fair_seen - team->f[SIM_TRA]);

    (void)x, (void)week, (void)phases_first;
    team->unfair_u = sim_max(team->unfair_u, 1000 * sim_min(1000, sim_umul(hidden, p.unfair)));
}

/* The same people, now with a line between the first four and the others. */
static void two_subgroups(struct lab_experiment *x, struct sim_team *team, int32_t week,
                          const int32_t *phases_first)
{
    (void)x, (void)phases_first;
    for (int32_t i = 0; i < team->members_count && week == 0; i++)
        team->member.side[i] = i < 4 ? 1 : 2;
}

static void two_go(struct sim_team *team, int32_t week)
{
    if (week != 0)
        return;
    for (int32_t i = 6; i < 8; i++)
        team->member.vacant[i] = 6;
    team->loss_u = sim_min(1000000, team->loss_u + 250000);
    sim_team_settle(team);
}

static void two_leave(struct lab_experiment *x, struct sim_team *team, int32_t week,
                      const int32_t *phases_first)
{
    (void)x, (void)phases_first;
    two_go(team, week);
}

static void two_dismissed(struct lab_experiment *x, struct sim_team *team, int32_t week,
                          const int32_t *phases_first)
{
    two_go(team, week);
    if (week < 2) /* All of it, as nobody can say why them. */
        unequal_treatment(x, team, week, phases_first);
}

static const struct effect_binding bindings[] = {
    {"leader_strained", .hook = leader_strained},
    {"leader_rested", .hook = leader_rested},
    {"unequal_treatment", .hook = unequal_treatment},
    {"two_dismissed_at_random", .hook = two_dismissed},
    {"two_leave_by_own_wish", .hook = two_leave},
    {"strain_raised_300_once", .hook = strain_up_once, .moves = BIT(STRAIN)},
    {"engagement_raised_150", .hook = engagement_up, .moves = BIT(ENGAGEMENT)},
    {"engagement_lowered_150", .hook = engagement_down, .moves = BIT(ENGAGEMENT)},
    {"engagement_fell_100_to_600", .hook = engagement_fell, .moves = BIT(ENGAGEMENT)},
    {"engagement_rose_100_to_600", .hook = engagement_rose, .moves = BIT(ENGAGEMENT)},
    {"seven_of_eight_skill+150", .hook = seven_more_skilled},
    {"seven_of_eight_strain+200", .hook = seven_more_strained},
    {"four_of_eight_trained", .only = 0x0F},
    {"two_subgroups_of_four", .hook = two_subgroups},
    {"same_traits_mixed", .words = "average"}, /* What the seed draws is mixed. */
    /* What the model calls a promise not kept: people were asked along, and little came of it. */
    {"promise_made_and_broken", .words = "pulse:inspraak up=900 quality=150"},
    {"three_of_eight_places_gone", .hook = three_places_gone},
};

const struct effect_binding *effect_bind(const char *name, size_t bytes)
{
    for (size_t i = 0; i < sizeof bindings / sizeof bindings[0]; i++)
        if (strlen(bindings[i].name) == bytes && memcmp(bindings[i].name, name, bytes) == 0)
            return &bindings[i];
    return NULL;
}

const char *effect_bind_name(uint32_t index)
{
    return index < sizeof bindings / sizeof bindings[0] ? bindings[index].name : NULL;
}
