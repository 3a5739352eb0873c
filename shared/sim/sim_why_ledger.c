/* sim_why_ledger.c -- a recorded week: of which terms was every target made?
 *
 * The week is played as always; what it went through is still in the lanes of the block, and the
 * terms are taken from there, with the formulas of sim_people.c. Each ledger sums to its target. */
#include "sim/sim_block.h"
#include "sim/sim_why_shares.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#define T(NAME) SIM_TERM_##NAME

const uint8_t sim_why_terms[SIM_QUANTITIES_COUNT][SIM_LEDGER_TERMS_MAX] = {
    [SIM_QUANTITY_LOAD] = {T(DEMANDS), T(VACANCIES), T(NATURE), T(PARTICIPATION_LOAD),
                           T(LEARNING_LOAD), T(STRAIN), T(CEILING)},
    [SIM_QUANTITY_CONTROL] = {T(AUTONOMY), T(PARTICIPATION), T(WHOLE_TASKS), T(THREAT), T(NATURE),
                              T(OVER_STRUCTURE), T(INTERVENTION), T(CEILING)},
    [SIM_QUANTITY_STRAIN] =
        {T(NATURE),          T(WORKLOAD),     T(BUFFER),     T(THREAT),    T(UNDER_STRUCTURE),
         T(UNSAFE_FEEDBACK), T(BOREDOM),      T(MISFIT),     T(SAFETY),    T(REFLECTION),
         T(TRUST),           T(TRANSPARENCY), T(TECHNOLOGY), T(CLARITY),   T(TIRED),
         T(COLLEAGUES),      T(LUCK),         T(LEADER),     T(HINDRANCE), T(CONFLICT),
         T(COPING),          T(CEILING)},
    [SIM_QUANTITY_ENGAGEMENT] =
        {T(NATURE),         T(CONTROL),       T(SUPPORT),    T(RICH_WORK),    T(OPPORTUNITY),
         T(SAFETY),         T(FEEDBACK),      T(VISION),     T(TRANSPARENCY), T(ROLE_MODELS),
         T(LEARNING_OFFER), T(PARTICIPATION), T(NOVELTY),    T(STRAIN),       T(GAP),
         T(BOREDOM),        T(MISFIT),        T(COLLEAGUES), T(LUCK),         T(CHALLENGE),
         T(HINDRANCE),      T(UNFAIR),        T(LEADER),     T(TRUST),        T(CEILING)},
    [SIM_QUANTITY_TRUST] = {T(LEADER), T(TRANSPARENCY), T(SAFETY), T(INVOLVEMENT), T(THREAT),
                            T(GAP), T(UNFAIR), T(NATURE), T(CEILING)},
    [SIM_QUANTITY_WETEN] = {T(VISION), T(TRANSPARENCY), T(OUTSIDE), T(REFLECTION), T(FEEDBACK),
                            T(ROLE_MODELS), T(NATURE), T(PHASE), T(INTERVENTION), T(CEILING)},
    [SIM_QUANTITY_WILLEN] = {T(ENGAGEMENT), T(CONTROL), T(TRUST), T(ROLE_MODELS), T(VISION),
                             T(NATURE), T(PHASE), T(INTERVENTION), T(MISFIT), T(CEILING)},
    [SIM_QUANTITY_KUNNEN] = {T(OPPORTUNITY), T(LEARNING_OFFER), T(PEERS), T(FEEDBACK), T(SKILL),
                             T(PHASE), T(INTERVENTION), T(CEILING)},
    [SIM_QUANTITY_DURVEN] = {T(SAFETY), T(TRUST), T(KUNNEN), T(FEEDBACK), T(NATURE),
                             T(UNDER_STRUCTURE), T(INTERVENTION), T(CEILING)},
    [SIM_QUANTITY_MOGEN] = {T(SUPPORT), T(REFLECTION), T(CONTROL), T(SLACK), T(WEAKEST_LINK),
                            T(INTERVENTION)},
    [SIM_QUANTITY_READY] = {T(WETEN), T(WILLEN), T(KUNNEN), T(DURVEN), T(MOGEN),
                            T(WEAKEST_CONDITION), T(INTERVENTION), T(CEILING)},
    [SIM_QUANTITY_SKILL] = {T(OPPORTUNITY), T(PEERS), T(INTERVENTION), T(OBSOLESCENCE), T(CEILING)},
    [SIM_QUANTITY_WORK] = {T(SKILL), T(COORDINATION), T(ENGAGEMENT), T(STRAIN), T(WORKLOAD),
                           T(RICH_WORK), T(CONTROL), T(WILLEN), T(DURVEN), T(OUTSIDE), T(ROUTINE),
                           T(NATURE), T(LUCK), T(CEILING)},
};

/* The place of one member in a week that was just played. */
struct scene {
    const struct sim_parameters *p;
    const struct sim_team *before; /* the team at the start of the week */
    const struct sim_team *team;   /* the team now */
    const struct sim_lanes *l;
    const struct sim_surroundings *around;
    struct sim_why_week *week;
    int32_t slot;
    int32_t phase; /* at the start */
};

/* Write term after term of one quantity. */
struct pen {
    struct scene *scene;
    enum sim_quantity quantity;
    uint32_t next;
    int32_t sum;
};

static void put(struct pen *pen, enum sim_term term, int32_t amount)
{
    struct sim_why_week *week = pen->scene->week;

    assert(pen->next < SIM_LEDGER_TERMS_MAX);
    assert(sim_why_terms[pen->quantity][pen->next] == term);
    week->ledger[pen->scene->slot][pen->quantity][pen->next++] = amount;
    pen->sum += amount;
}

/* What clamping to 0..1000 takes off or adds. Returns the target. */
static int32_t put_ceiling(struct pen *pen)
{
    put(pen, T(CEILING), sim_clamp(pen->sum) - pen->sum);
    return pen->sum;
}

static struct pen pen_for(struct scene *s, enum sim_quantity quantity)
{
    return (struct pen){s, quantity, 0, 0};
}

static void ledger_load(struct scene *s)
{
    struct pen pen = pen_for(s, SIM_QUANTITY_LOAD);

    put(&pen, T(DEMANDS), s->team->f[SIM_DEM]);
    put(&pen, T(VACANCIES), s->around->vac[0]);
    put(&pen, T(NATURE), s->before->member.t_load[s->slot]);
    put(&pen, T(PARTICIPATION_LOAD), s->l->pulse_load[s->slot]);
    put(&pen, T(LEARNING_LOAD), s->p->learn_load[s->phase]);
    put(&pen, T(STRAIN),
        sim_umul(sim_max(0, sim_milli(s->before->member.strain_u[s->slot]) - s->p->weary_from),
                 s->p->weary));
    put_ceiling(&pen);
}

static void ledger_control(struct scene *s)
{
    const int32_t *f = s->team->f;
    struct pen pen = pen_for(s, SIM_QUANTITY_CONTROL);
    struct sim_cut cut = {.divisor = 4};
    int32_t plain;

    put(&pen, T(AUTONOMY), sim_cut_next(&cut, 2 * f[SIM_AUT]));
    put(&pen, T(PARTICIPATION), sim_cut_next(&cut, f[SIM_PAR]));
    put(&pen, T(WHOLE_TASKS), sim_cut_next(&cut, f[SIM_CMP]));
    put(&pen, T(THREAT), -s->around->threat[0]);
    put(&pen, T(NATURE), s->before->member.t_ctl[s->slot]);
    put(&pen, T(OVER_STRUCTURE), -sim_umul(s->l->over[s->slot], s->p->over_cost));
    plain = sim_clamp(pen.sum);
    put(&pen, T(INTERVENTION), sim_mul(s->l->push[SIM_PUSH_CONTROL][s->slot], 1000 - plain));
    put(&pen, T(CEILING), s->l->control[s->slot] - pen.sum);
}

static void ledger_strain(struct scene *s)
{
    const struct sim_parameters *p = s->p;
    const int32_t *f = s->team->f;
    int32_t i = s->slot, ctl = s->l->control[i];
    int32_t press = sim_umul(sim_max(0, s->l->load[i] - p->press_from), p->press_gain);
    int32_t relief = sim_umul(p->buffer, (ctl + s->around->sup[0]) / 2);
    int32_t coping = sim_min(s->l->push[SIM_PUSH_COPING][i], 600);
    int32_t away = s->l->all_strain[i] - sim_milli(s->before->member.strain_u[i]);
    struct pen pen = pen_for(s, SIM_QUANTITY_STRAIN);
    int32_t before;

    put(&pen, T(NATURE), s->before->member.t_str[i]);
    put(&pen, T(WORKLOAD), press);
    put(&pen, T(BUFFER), sim_umul(press, 1000 - relief) - press);
    put(&pen, T(THREAT), sim_umul(s->around->threat[0], p->threat_strain));
    put(&pen, T(UNDER_STRUCTURE), sim_umul(s->l->under[i], p->ambiguity_strain));
    put(&pen, T(UNSAFE_FEEDBACK), sim_max(0, -s->around->fbv[0]) / 4);
    put(&pen, T(BOREDOM),
        sim_umul(s->l->idle[i], p->idle_strain) + sim_umul(s->l->below[i], p->bore_strain));
    put(&pen, T(MISFIT), s->l->misfit[i]);
    put(&pen, T(SAFETY), -sim_mul(f[SIM_SAF] - 500, p->ease[0]));
    put(&pen, T(REFLECTION), -sim_mul(f[SIM_REF] - 380, p->ease[1]));
    put(&pen, T(TRUST), -sim_mul(sim_milli(s->before->member.trust_u[i]) - 500, p->ease[2]));
    put(&pen, T(TRANSPARENCY), -sim_mul(f[SIM_TRA] - 430, p->ease[3]));
    put(&pen, T(TECHNOLOGY), -sim_mul(f[SIM_TEC] - 450, p->ease[4]));
    put(&pen, T(CLARITY), -sim_mul(f[SIM_RIC] - 480, p->ease[5]));
    put(&pen, T(TIRED), sim_umul(sim_max(0, s->l->tired[i] - p->tired_from), p->tired_cost));
    put(&pen, T(COLLEAGUES), sim_mul(away, p->cross_strain));
    put(&pen, T(LUCK), -s->l->mood[i]);
    put(&pen, T(LEADER), s->around->glum[0]);
    put(&pen, T(HINDRANCE), s->l->in_way[i]);
    put(&pen, T(CONFLICT), sim_umul(sim_milli(s->team->rift_u), p->rift_strain));
    before = sim_clamp(pen.sum);
    put(&pen, T(COPING), sim_umul(before, 1000 - coping) - before);
    put(&pen, T(CEILING), sim_umul(before, 1000 - coping) - pen.sum);
}

static void ledger_engagement(struct scene *s)
{
    const struct sim_parameters *p = s->p;
    const int32_t *f = s->team->f;
    int32_t i = s->slot;
    int32_t strain = sim_max(0, s->l->strain[i] - p->strain_drag_from);
    int32_t away = s->l->all_eng[i] - sim_milli(s->before->member.eng_u[i]);
    struct pen pen = pen_for(s, SIM_QUANTITY_ENGAGEMENT);

    put(&pen, T(NATURE), s->before->member.t_eng[i]);
    put(&pen, T(CONTROL), sim_umul(s->l->control[i], p->joy[0]));
    put(&pen, T(SUPPORT), sim_umul(s->around->sup[0], p->joy[1]));
    put(&pen, T(RICH_WORK), sim_mul(s->l->richness[i], p->joy[2]));
    put(&pen, T(OPPORTUNITY), sim_umul(s->l->opp[i], p->joy[3]));
    put(&pen, T(SAFETY), sim_mul(f[SIM_SAF] - 500, p->warm[0]));
    put(&pen, T(FEEDBACK), sim_mul(s->around->fbv[0] - 210, p->warm[1]));
    put(&pen, T(VISION), sim_mul(f[SIM_VIS] - 450, p->warm[2]));
    put(&pen, T(TRANSPARENCY), sim_mul(f[SIM_TRA] - 430, p->warm[3]));
    put(&pen, T(ROLE_MODELS), sim_mul(f[SIM_ROL] - 400, p->warm[4]));
    put(&pen, T(LEARNING_OFFER), sim_mul(f[SIM_TRN] - 450, p->warm[5]));
    put(&pen, T(PARTICIPATION), sim_mul(f[SIM_PAR] - 430, p->warm[6]));
    put(&pen, T(NOVELTY), sim_mul(s->l->joy[i] - s->l->wont[i], p->novelty));
    put(&pen, T(STRAIN), -sim_umul(strain, p->strain_drag));
    put(&pen, T(GAP), -(s->around->gap[0] / 4));
    put(&pen, T(BOREDOM), -sim_umul(s->l->idle[i] + s->l->below[i], p->bore_eng));
    put(&pen, T(MISFIT), -(s->l->misfit[i] / 2));
    put(&pen, T(COLLEAGUES), sim_mul(away, p->cross_eng));
    put(&pen, T(LUCK), s->l->mood[i]);
    put(&pen, T(CHALLENGE), s->l->dare[i]);
    put(&pen, T(HINDRANCE), -s->l->in_way[i]);
    put(&pen, T(UNFAIR), -(s->around->unfair[0] / 2));
    put(&pen, T(LEADER),
        s->around->unfair[0] / 2 - (s->around->unfair[0] + s->around->glum[0]) / 2);
    put(&pen, T(TRUST), sim_mul(sim_milli(s->before->member.trust_u[i]) - 500, p->eng_trust));
    put_ceiling(&pen);
}

static void ledger_trust(struct scene *s)
{
    const int32_t *f = s->team->f;
    struct pen pen = pen_for(s, SIM_QUANTITY_TRUST);
    struct sim_cut cut = {.divisor = 5};

    put(&pen, T(LEADER), sim_cut_next(&cut, 2 * f[SIM_LEA]));
    put(&pen, T(TRANSPARENCY), sim_cut_next(&cut, f[SIM_TRA]));
    put(&pen, T(SAFETY), sim_cut_next(&cut, f[SIM_SAF]));
    put(&pen, T(INVOLVEMENT), sim_cut_next(&cut, sim_milli(s->before->inv_u)));
    put(&pen, T(THREAT), -(s->around->threat[0] / 2));
    put(&pen, T(GAP), -s->around->gap[0]);
    put(&pen, T(UNFAIR), -s->around->unfair[0]);
    put(&pen, T(NATURE), s->before->member.t_tru[s->slot]);
    put_ceiling(&pen);
}

static int32_t ledger_weten(struct scene *s)
{
    const int32_t *f = s->team->f;
    struct pen pen = pen_for(s, SIM_QUANTITY_WETEN);
    struct sim_cut cut = {.divisor = 8};

    put(&pen, T(VISION), sim_cut_next(&cut, 2 * f[SIM_VIS]));
    put(&pen, T(TRANSPARENCY), sim_cut_next(&cut, f[SIM_TRA]));
    put(&pen, T(OUTSIDE), sim_cut_next(&cut, sim_udiv(2 * f[SIM_EXT] + s->around->mob[0], 3)));
    put(&pen, T(REFLECTION), sim_cut_next(&cut, 2 * f[SIM_REF]));
    put(&pen, T(FEEDBACK), sim_cut_next(&cut, sim_max(0, s->around->fbv[0])));
    put(&pen, T(ROLE_MODELS), sim_cut_next(&cut, s->around->role[0]));
    put(&pen, T(NATURE), s->before->member.t_open[s->slot]);
    put(&pen, T(PHASE), s->p->know[s->phase]);
    put(&pen, T(INTERVENTION), s->l->push[SIM_PUSH_WETEN][s->slot]);
    return put_ceiling(&pen);
}

static void ledger_willen(struct scene *s)
{
    int32_t i = s->slot;
    struct pen pen = pen_for(s, SIM_QUANTITY_WILLEN);
    struct sim_cut cut = {.divisor = 9};

    put(&pen, T(ENGAGEMENT), sim_cut_next(&cut, 3 * sim_milli(s->l->eng_u[i])));
    put(&pen, T(CONTROL), sim_cut_next(&cut, 2 * s->l->control[i]));
    put(&pen, T(TRUST), sim_cut_next(&cut, 2 * sim_milli(s->l->trust_u[i])));
    put(&pen, T(ROLE_MODELS), sim_cut_next(&cut, s->around->role[0]));
    put(&pen, T(VISION), sim_cut_next(&cut, s->team->f[SIM_VIS]));
    put(&pen, T(NATURE), s->before->member.t_open[i]);
    put(&pen, T(PHASE), s->p->want[s->phase]);
    put(&pen, T(INTERVENTION), s->l->push[SIM_PUSH_WILLEN][i]);
    put(&pen, T(MISFIT), -s->l->misfit[i]);
    put_ceiling(&pen);
}

static int32_t ledger_kunnen(struct scene *s)
{
    int32_t i = s->slot;
    struct pen pen = pen_for(s, SIM_QUANTITY_KUNNEN);
    struct sim_cut cut = {.divisor = 10};

    put(&pen, T(OPPORTUNITY), sim_cut_next(&cut, 3 * s->l->opp[i]));
    put(&pen, T(LEARNING_OFFER), sim_cut_next(&cut, 2 * s->team->f[SIM_TRN]));
    put(&pen, T(PEERS), sim_cut_next(&cut, s->around->peer[0]));
    put(&pen, T(FEEDBACK), sim_cut_next(&cut, s->around->fbv[0]));
    put(&pen, T(SKILL), sim_cut_next(&cut, 2 * sim_milli(s->before->member.skill_u[i])));
    put(&pen, T(PHASE), s->p->practice[s->phase]);
    put(&pen, T(INTERVENTION), s->l->push[SIM_PUSH_KUNNEN][i]);
    return put_ceiling(&pen);
}

static void ledger_durven(struct scene *s, int32_t kunnen)
{
    int32_t i = s->slot;
    struct pen pen = pen_for(s, SIM_QUANTITY_DURVEN);
    struct sim_cut cut = {.divisor = 10};

    put(&pen, T(SAFETY), sim_cut_next(&cut, 4 * s->team->f[SIM_SAF]));
    put(&pen, T(TRUST), sim_cut_next(&cut, 2 * sim_milli(s->l->trust_u[i])));
    put(&pen, T(KUNNEN), sim_cut_next(&cut, 3 * kunnen));
    put(&pen, T(FEEDBACK), sim_cut_next(&cut, s->around->fbv[0]));
    put(&pen, T(NATURE), s->before->member.t_dare[i]);
    put(&pen, T(UNDER_STRUCTURE), -(s->l->under[i] / 4));
    put(&pen, T(INTERVENTION), s->l->push[SIM_PUSH_DURVEN][i]);
    put_ceiling(&pen);
}

static void ledger_mogen(struct scene *s)
{
    int32_t i = s->slot, orgs = s->around->orgs[0];
    int32_t slack = sim_clamp(1000 - 2 * sim_max(0, s->l->load[i] - 500));
    int32_t pushed = sim_clamp(orgs + s->l->push[SIM_PUSH_MOGEN][i]);
    struct pen pen = pen_for(s, SIM_QUANTITY_MOGEN);
    struct sim_cut cut = {.divisor = 5};
    int32_t team_side;

    put(&pen, T(SUPPORT), sim_cut_next(&cut, s->around->sup[0]));
    put(&pen, T(REFLECTION), sim_cut_next(&cut, s->team->f[SIM_REF]));
    put(&pen, T(CONTROL), sim_cut_next(&cut, s->l->control[i]));
    put(&pen, T(SLACK), sim_cut_next(&cut, 2 * slack));
    team_side = pen.sum;
    put(&pen, T(WEAKEST_LINK), sim_link(team_side, orgs) - team_side);
    put(&pen, T(INTERVENTION), sim_link(team_side, pushed) - sim_link(team_side, orgs));
}

/* How often each condition counts for the next step, by phase: weten, willen, kunnen, durven,
 * mogen. */
static const uint8_t ready_weights[SIM_PHASES_COUNT][5] = {
    [SIM_ONB] = {2, 1, 0, 0, 0}, [SIM_SEL] = {0, 1, 1, 0, 1}, [SIM_ACT] = {0, 0, 1, 1, 1},
    [SIM_TOE] = {0, 1, 0, 1, 1}, [SIM_CON] = {1, 1, 0, 0, 1},
};

static void ledger_ready(struct scene *s, const int32_t condition[5])
{
    const uint8_t *weight = ready_weights[s->phase];
    struct pen pen = pen_for(s, SIM_QUANTITY_READY);
    struct sim_cut cut = {.divisor = 4};
    int32_t lowest = 1000;

    for (int k = 0; k < 5; k++) {
        put(&pen, (enum sim_term)(T(WETEN) + k), sim_cut_next(&cut, weight[k] * condition[k]));
        if (weight[k] > 0)
            lowest = sim_min(lowest, condition[k]);
    }
    put(&pen, T(WEAKEST_CONDITION), sim_cut_next(&cut, lowest));
    put(&pen, T(INTERVENTION), s->l->push[SIM_PUSH_READY][s->slot]);
    put_ceiling(&pen);
}

static void ledger_skill(struct scene *s)
{
    int32_t i = s->slot, skill = sim_milli(s->before->member.skill_u[i]);
    int32_t seen = sim_umul(sim_max(0, s->l->all_skill[i] - skill), s->around->near[0]);
    int32_t lesson = sim_clamp(s->l->push[SIM_PUSH_KUNNEN][i] + s->l->push[SIM_PUSH_WETEN][i] / 2);
    struct pen pen = pen_for(s, SIM_QUANTITY_SKILL);
    int32_t next;

    int32_t taught = s->p->teach * sim_umul(lesson, 1000 - skill);
    int32_t learned = s->p->teach * sim_umul(s->l->lesson[i], 1000 - skill);

    int32_t quicker = sim_mul(s->before->member.t_able[i], s->p->quick);
    int32_t found = sim_umul(s->l->opp[i] * s->p->grow[s->phase], 1000 - skill);

    put(&pen, T(OPPORTUNITY), sim_umul(found, sim_max(0, 1000 + quicker)));
    put(&pen, T(PEERS), s->p->cross_skill * seen + learned - taught);
    put(&pen, T(INTERVENTION), taught);
    put(&pen, T(OBSOLESCENCE), -s->p->obsolete * skill);
    next = s->before->member.skill_u[i] + pen.sum;
    put(&pen, T(CEILING), sim_min(sim_max(next, 0), 1000000) - next);
}

static void ledger_work(struct scene *s)
{
    const struct sim_parameters *p = s->p;
    int32_t i = s->slot, load = s->l->load[i], over = sim_max(0, load - p->work_load);
    int32_t effort = sim_mul(sim_min(load, p->work_load) - 500, p->work[4]);
    struct pen pen = pen_for(s, SIM_QUANTITY_WORK);
    int32_t can = 500 + sim_milli(s->l->used_u[i]);
    int32_t rut = sim_min(SIM_RUT_MAX, sim_max(0, s->l->tenure[i] - p->rut_from));
    int32_t able;

    put(&pen, T(SKILL), sim_mul(sim_milli(s->l->used_u[i]), p->work[0]));
    put(&pen, T(COORDINATION), s->around->work0[0]);
    put(&pen, T(ENGAGEMENT), s->l->zeal[i]);
    put(&pen, T(STRAIN), sim_mul(1000 - s->l->strain[i], p->work[3]));
    put(&pen, T(WORKLOAD), effort - sim_umul(over, p->work_over));
    put(&pen, T(RICH_WORK), sim_mul(s->l->richness[i] - 500, p->work[5]));
    put(&pen, T(CONTROL), sim_mul(s->l->control[i] - 500, p->work[6]));
    put(&pen, T(WILLEN), sim_mul(sim_mul(s->l->willen[i] - 500, p->work[7]), can));
    put(&pen, T(DURVEN), sim_mul(sim_mul(s->l->durven[i] - 500, p->work[8]), can));
    put(&pen, T(OUTSIDE), -sim_umul(sim_umul(rut, p->work_rut), s->around->inward[0]));
    put(&pen, T(ROUTINE), sim_umul(sim_milli(s->l->routine_u[i]), p->work_routine));
    able = sim_mul(s->before->member.t_able[i], s->around->scope[0]);
    put(&pen, T(NATURE), able);
    put(&pen, T(LUCK),
        sim_mul(s->before->member.t_able[i] + s->l->luck[i] + s->around->fortune[0],
                s->around->scope[0]) -
            able);
    put_ceiling(&pen);
}

/* All ledgers of a member. Entering a phase changes weten and kunnen after they were used: what
 * they were in between follows from the stock before and its target. */
static void ledgers(struct scene *s, const struct sim_rules *rules)
{
    const struct sim_members *before = &s->before->member;
    int32_t i = s->slot, condition[5];

    ledger_load(s);
    ledger_control(s);
    ledger_strain(s);
    ledger_engagement(s);
    ledger_trust(s);
    condition[0] = sim_milli(sim_relax(before->weten_u[i], ledger_weten(s), rules->by.tau_weten));
    ledger_willen(s);
    condition[1] = sim_milli(s->l->willen_u[i]);
    condition[2] =
        sim_milli(sim_relax(before->kunnen_u[i], ledger_kunnen(s), rules->by.tau_kunnen));
    ledger_durven(s, condition[2]);
    condition[3] = sim_milli(s->l->durven_u[i]);
    ledger_mogen(s);
    condition[4] = sim_milli(s->l->mogen_u[i]);
    ledger_ready(s, condition);
    ledger_skill(s);
    ledger_work(s);
}

void sim_why_step(struct sim_team *team, const struct sim_catalogue *catalogue,
                  const struct sim_parameters *parameters, struct sim_why_week *week)
{
    struct sim_team before = *team;
    struct sim_block block;
    struct scene scene = {.p = parameters,
                          .before = &before,
                          .team = team,
                          .l = &block.lanes,
                          .around = &block.around,
                          .week = week};

    memset(week, 0, sizeof *week);
    week->week = team->week;
    week->members_count = team->members_count;
    sim_block_open(&block, catalogue, parameters);
    sim_block_play(&block, &team, 1, 1, week);
    for (int32_t slot = 0; slot < team->members_count; slot++) {
        if (before.member.vacant[slot] > 0)
            continue;
        scene.slot = slot;
        scene.phase = before.member.phase[slot];
        week->present[slot] = 1;
        week->phase[slot] = scene.phase;
        week->willen_u[slot] = before.member.willen_u[slot];
        ledgers(&scene, block.rules);
    }
}

/* --- reading --------------------------------------------------------------------------------- */

uint32_t sim_why_pushes(const struct sim_why_week *week, const struct sim_catalogue *catalogue,
                        const struct sim_parameters *parameters, int32_t slot, enum sim_push push,
                        struct sim_share out[SIM_SHARES_MAX])
{
    int32_t dutiful = parameters->dutiful, duty;
    uint32_t count = 0;

    assert(slot >= 0 && slot < week->members_count);
    duty = dutiful + sim_umul(1000 - dutiful, sim_milli(week->willen_u[slot]));
    for (uint32_t i = 0; i < week->doses_count; i++) {
        const struct sim_why_dose *dose = &week->doses[i];
        const struct sim_pulse *d = &catalogue->pulses[dose->pulse];
        struct sim_reach x;

        if (!(dose->attend >> slot & 1) || !week->present[slot])
            continue;
        x = sim_reach_of(d, parameters, week->phase[slot], dose->dose,
                         dose->about == 0          ? 1000
                         : dose->about >> slot & 1 ? parameters->focus_near
                                                   : parameters->focus_far);
        x.phased = dose->forced ? sim_umul(x.phased, duty) : x.phased;
        for (int k = 0; k < d->pushes_count; k++)
            if (d->pushes[k].what == (int)push)
                sim_shares_add(out, &count,
                               (struct sim_share){
                                   .term = T(PULSE),
                                   .pulse = dose->pulse,
                                   .number = dose->number,
                                   .amount = sim_mul(sim_push_amplitude(&d->pushes[k], parameters),
                                                     push == SIM_PUSH_READY     ? x.pull
                                                     : push < SIM_PUSHES_PHASED ? x.phased
                                                                                : dose->dose)});
    }
    return sim_shares_finish(out, count);
}
