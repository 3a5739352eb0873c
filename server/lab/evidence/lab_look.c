/* lab_look.c -- what is seen of a team in one week. */
#include "lab/evidence/lab.h"

#include "sim/sim_signal.h"

#include <string.h>

_Static_assert(LAB_SLOTS == SIM_MEMBERS_MAX, "a view has a place for every slot");

/* The performance of one member is that of a team of one. */
static double performance_of(struct sim_team *one, const struct sim_team *team, int32_t slot,
                             const struct sim_parameters *parameters)
{
    one->members_count = 1;
#define X(name) one->member.name[0] = team->member.name[slot];
    SIM_MEMBER_FIELDS(X)
#undef X
    return sim_team_outcomes(one, parameters).value[SIM_OUTCOME_PERFORMANCE];
}

static void look_at_member(struct lab_view *v, const struct sim_team *team, int32_t slot)
{
    const struct sim_members *m = &team->member;

    v->phase[slot] = m->vacant[slot] > 0 ? -1 : m->phase[slot];
    v->ill[slot] = m->sick[slot];
#define STOCK(NAME, name) v->value[LAB_##NAME][slot] = m->name[slot] / 1000.0
    STOCK(STRAIN, strain_u), STOCK(ENGAGEMENT, eng_u), STOCK(TRUST, trust_u);
    STOCK(WETEN, weten_u), STOCK(WILLEN, willen_u), STOCK(KUNNEN, kunnen_u);
    STOCK(DURVEN, durven_u), STOCK(MOGEN, mogen_u), STOCK(READY, ready_u), STOCK(SKILL, skill_u);
#undef STOCK
    v->value[LAB_CONTROL][slot] = m->control[slot];
    v->value[LAB_OPP][slot] = m->opp[slot];
    v->value[LAB_LOAD][slot] = m->load[slot];
    v->value[LAB_TENURE][slot] = m->tenure[slot];
    v->value[LAB_ABSENCE][slot] = m->sick_ppm[slot];
    v->value[LAB_WELLBEING][slot] =
        (v->value[LAB_ENGAGEMENT][slot] + 1000 - v->value[LAB_STRAIN][slot]) / 2;
}

static void look_at_pulses(const struct lab_experiment *x, struct lab_view *v,
                           const struct sim_team *team)
{
    bool found = false;

    for (uint32_t i = 0; i < team->running_count; i++) {
        const struct sim_running *r = &team->running[i];

        if (x->catalogue->pulses[r->pulse].layer == SIM_LAYER_HAPPENING || found)
            continue;
        found = true;
        v->attend = r->attend;
        v->strength = r->strength;
    }
}

void lab_look(const struct lab_experiment *x, const struct lab_setup *setup,
              const struct sim_team *team, struct lab_view *v)
{
    struct sim_team one = *team;
    struct sim_figures figures;

    for (int32_t i = 0; i < team->members_count; i++) {
        look_at_member(v, team, i);
        v->value[LAB_PERFORMANCE][i] = performance_of(&one, team, i, lab_parameters(x, setup));
    }
    for (int32_t i = team->members_count; i < LAB_SLOTS; i++)
        v->phase[i] = -1;
    memcpy(v->factor, team->f, sizeof v->factor);
    v->involvement = team->inv_u / 1000.0;
    memcpy(v->precondition, team->precondition, sizeof v->precondition);
    look_at_pulses(x, v, team);
    v->outcome = sim_team_outcomes(team, lab_parameters(x, setup));
    figures = sim_signal_figures_true(team, x->catalogue, lab_parameters(x, setup));
    v->errors_made = figures.made_errors;
    v->ideas = figures.ideas;
}
