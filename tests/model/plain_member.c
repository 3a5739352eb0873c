/* plain_member.c -- a week of one member at work (shared/sim/README.md, "7.3 People"): load, what
 * can be learned, strain, engagement, the five conditions, skill, work. Where that leads, to
 * another phase or out of the team, is plain_moves.c. */
#include "plain_member.h"

/* How well a pulse suits a phase, against how well it suits people in general. */
int32_t plain_rel(const struct sim_parameters *p, const struct sim_pulse *d, int32_t phase)
{
    int32_t sum = 0;

    for (int k = 0; k < SIM_PHASES_COUNT; k++)
        sum += d->fit[k];
    return within(1000 + mul(p->fit_gain, d->fit[phase] - rdiv(sum, SIM_PHASES_COUNT)), -300, 2500);
}

#define MISFIT_MAX 200
#define RUT_MAX    400

struct touch plain_touch(const struct week *w, int32_t i)
{
    const struct sim_team *team = w->team;
    const struct sim_parameters *p = w->p;
    struct touch t = {{0}, 0, 0};

    for (uint32_t n = 0; n < team->running_count; n++) {
        const struct sim_running *r = &team->running[n];
        const struct sim_pulse *d = pulse_of(w, r);
        bool aside = !(r->about >> i & 1);
        int32_t focus = r->about == 0 ? 1000 : aside ? p->focus_far : p->focus_near;
        int32_t dose = w->dose[n], rel, x, ready, grates;

        if (r->env_u == 0 || !(r->attend >> i & 1))
            continue;
        t.extra += mul(d->load, w->env[n]);
        rel = plain_rel(p, d, team->member.phase[i]);
        x = least(DOSE_MAX, mul(mul(dose, most(0, rel)), focus));
        if (r->forced)
            x = mul(x, p->dutiful + mul(1000 - p->dutiful, team->member.willen_u[i] / 1000));
        ready = within(mul(mul(dose, mul(p->fit_ready, rel - 1000)), focus), -DOSE_MAX, DOSE_MAX);
        for (int k = 0; k < d->pushes_count; k++) {
            int32_t v = d->pushes[k].what, a = d->pushes[k].amplitude;

            if (v != SIM_PUSH_READY)
                a = plain_gained(a, p->push_gain);
            t.px[v] += mul(a, v == SIM_PUSH_READY ? ready : v < SIM_PUSHES_PHASED ? x : dose);
        }
        if (is_happening(d))
            continue;
        grates = mul(p->misfit_cost, most(0, p->misfit_bar - rel));
        grates = mul(r->forced ? mul(grates, p->misfit_forced) : grates, w->env[n]);
        t.misfit += aside ? mul(grates, p->misfit_aside) : grates;
    }
    t.misfit = least(t.misfit, MISFIT_MAX);
    return t;
}

int32_t plain_lesson(const struct touch *touch)
{
    return clamp(touch->px[SIM_PUSH_KUNNEN] + touch->px[SIM_PUSH_WETEN] / 2);
}

static void member_load(struct member *me)
{
    struct sim_members *m = me->m;
    const struct sim_parameters *p = me->w->p;
    const int32_t *f = me->w->team->f;
    int32_t i = me->i;
    int32_t need = clamp(m->t_sn[i] + most(0, p->novice - p->novice_rate * m->tenure[i]));
    int32_t over = most(0, f[SIM_RIC] - need - p->tolerance);
    int32_t ctl = clamp(me->s->ctl0 + m->t_ctl[i] - mul(over, p->over_cost));

    me->load =
        clamp(f[SIM_DEM] + me->s->vac + m->t_load[i] + me->touch.extra + p->learn_load[me->ph] +
              mul(most(0, m->strain_u[i] / 1000 - p->weary_from), p->weary));
    me->under = most(0, need - f[SIM_RIC]);
    me->ctl = clamp(ctl + mul(me->touch.px[SIM_PUSH_CONTROL], 1000 - ctl));
    m->load[i] = me->load;
    m->control[i] = me->ctl;
}

static void member_opportunity(struct member *me)
{
    struct sim_members *m = me->m;
    const struct sim_parameters *p = me->w->p;
    int32_t i = me->i, dev = me->load - (p->opt_base + mul(p->opt_slope, me->ctl));
    int32_t act = mul(most(0, 1000 - dev * dev / p->bell_width),
                      p->act_floor + mul(1000 - p->act_floor, me->ctl));

    act = mul(act, 1000 - mul(me->under, p->under_cost));
    me->act = mul(act, 1000 - most(0, m->strain_u[i] / 1000 - 500));
    me->rich = clamp(me->s->rich + mul(me->touch.px[SIM_PUSH_RICH], 1000 - me->s->rich));
    me->opp = mul(me->act, p->rich_floor + mul(1000 - p->rich_floor, me->rich));
    m->act[i] = me->act;
    m->opp[i] = me->opp;
}

/* Too little to do, or work below one's skill. */
static void member_boredom(struct member *me)
{
    const struct sim_parameters *p = me->w->p;
    const int32_t *f = me->w->team->f;
    int32_t dull = me->m->skill_u[me->i] / 1000 - rdiv(f[SIM_CHA] + f[SIM_VAR] + f[SIM_CMP], 3) -
                   p->bore_skill;

    me->idle = most(0, p->bore_load - me->load);
    me->dull = me->idle + most(0, dull);
}

/* What life brings a member, a season long. */
static int32_t season(const struct member *me, uint32_t which, int32_t scale)
{
    const struct sim_team *team = me->w->team;

    return sway(draw(team->seed, DRAW_LIFE, team->week / 13, 4 * (uint32_t)me->i + which),
                mul(scale, me->s->chance));
}

static void member_strain(struct member *me)
{
    struct sim_members *m = me->m;
    const struct sim_team *team = me->w->team;
    const struct sim_parameters *p = me->w->p;
    const struct shared *s = me->s;
    int32_t i = me->i, eased = 1000 - mul(p->buffer, (me->ctl + s->sup) / 2);
    int32_t target = m->t_str[i] - me->mood +
                     mul(mul(most(0, me->load - p->press_from), p->press_gain), eased) +
                     mul(team->threat, p->threat_strain) + s->glum + s->rift + me->in_way +
                     mul(me->under, p->ambiguity_strain) + most(0, -s->fbv) / 4 +
                     mul(me->idle, p->idle_strain) + mul(me->dull - me->idle, p->bore_strain) +
                     me->touch.misfit - s->ease - mul(m->trust_u[i] / 1000 - 500, p->ease[2]) +
                     mul(most(0, m->tired_u[i] / 1000 - p->tired_from), p->tired_cost) +
                     mul(s->around[i].strain - m->strain_u[i] / 1000, p->cross_strain);

    target = mul(clamp(target), 1000 - least(me->touch.px[SIM_PUSH_COPING], 600));
    m->strain_u[i] = relax(m->strain_u[i], target, p->tau_strain);
    me->strain = m->strain_u[i] / 1000;
    m->tired_u[i] = relax(m->tired_u[i], me->strain, p->tau_tired);
}

static void member_engagement(struct member *me)
{
    struct sim_members *m = me->m;
    const struct sim_team *team = me->w->team;
    const struct sim_parameters *p = me->w->p;
    const struct shared *s = me->s;
    int32_t i = me->i;
    int32_t eager = within(1000 + mul(p->need_growth, m->t_open[i]), 300, 1700);

    me->richness = 500 + mul(me->rich - 500, eager);

    int32_t joy = mul(me->ctl, p->joy[0]) + mul(s->sup, p->joy[1]) + mul(me->richness, p->joy[2]) +
                  mul(me->opp, p->joy[3]) + s->warm;
    /* Work that is a challenge. */
    int32_t dare = mul(least(me->load, p->work_load) - 500, s->dares);
    int32_t target = m->t_eng[i] + me->mood + joy + mul(joy - m->wont_u[i] / 1000, p->novelty) -
                     mul(most(0, me->strain - p->strain_drag_from), p->strain_drag) -
                     team->gap / 4 - mul(me->dull, p->bore_eng) - me->touch.misfit / 2 +
                     mul(s->around[i].eng - m->eng_u[i] / 1000, p->cross_eng) +
                     mul(m->trust_u[i] / 1000 - 500, p->eng_trust) + dare - me->in_way -
                     (s->unfair + s->glum) / 2;

    m->wont_u[i] = relax(m->wont_u[i], clamp(joy), p->tau_wont);
    m->eng_u[i] = relax(m->eng_u[i], clamp(target), p->tau_eng);
    m->trust_u[i] = relax(m->trust_u[i], clamp(s->trust0 + m->t_tru[i]), p->tau_trust);
    me->eng = m->eng_u[i] / 1000;
    me->trust = m->trust_u[i] / 1000;
    m->usual_u[i] = relax(m->usual_u[i], me->eng, p->tau_usual);
}

/* The five conditions. */
static void member_conditions(struct member *me)
{
    struct sim_members *m = me->m;
    const struct sim_parameters *p = me->w->p;
    const struct shared *s = me->s;
    const int32_t *f = me->w->team->f, *px = me->touch.px;
    int32_t i = me->i, skill = m->skill_u[i] / 1000;
    int32_t slack = clamp(1000 - 2 * most(0, me->load - 500)), target;

    target = rdiv(s->info, 8) + m->t_open[i] + p->know[me->ph] + px[SIM_PUSH_WETEN];
    m->weten_u[i] = relax(m->weten_u[i], clamp(target), p->tau_weten);
    target = rdiv(3 * me->eng + 2 * me->ctl + 2 * me->trust + s->role + f[SIM_VIS], 9) +
             m->t_open[i] + p->want[me->ph] + px[SIM_PUSH_WILLEN] - me->touch.misfit;
    m->willen_u[i] = relax(m->willen_u[i], clamp(target), p->tau_willen);
    target = rdiv(3 * me->opp + 2 * f[SIM_TRN] + s->peer + s->fbv + 2 * skill, 10) +
             p->practice[me->ph] + px[SIM_PUSH_KUNNEN];
    m->kunnen_u[i] = relax(m->kunnen_u[i], clamp(target), p->tau_kunnen);
    target = rdiv(4 * f[SIM_SAF] + 2 * me->trust + 3 * (m->kunnen_u[i] / 1000) + s->fbv, 10) +
             m->t_dare[i] - me->under / 4 + px[SIM_PUSH_DURVEN];
    m->durven_u[i] = relax(m->durven_u[i], clamp(target), p->tau_durven);
    target = weakest(rdiv(s->sup + f[SIM_REF] + me->ctl + 2 * slack, 5),
                     clamp(s->orgs + px[SIM_PUSH_MOGEN]));
    m->mogen_u[i] = relax(m->mogen_u[i], target, p->tau_mogen);
    me->we = m->weten_u[i] / 1000;
    me->wi = m->willen_u[i] / 1000;
    me->ku = m->kunnen_u[i] / 1000;
    me->du = m->durven_u[i] / 1000;
    me->mo = m->mogen_u[i] / 1000;
}

static void member_readiness(struct member *me)
{
    const int32_t we = me->we, wi = me->wi, ku = me->ku, du = me->du, mo = me->mo;
    const int32_t asks[SIM_PHASES_COUNT][3] = {
        {we, we, wi}, {wi, mo, ku}, {ku, mo, du}, {du, mo, wi}, {wi, we, mo}};
    const int32_t *a = asks[me->ph];
    int32_t target =
        rdiv(a[0] + a[1] + a[2] + least(a[0], least(a[1], a[2])), 4) + me->touch.px[SIM_PUSH_READY];

    me->m->ready_u[me->i] = relax(me->m->ready_u[me->i], clamp(target), me->w->p->tau_ready);
}

/* Skill, and what of it is used at work. */
static void member_skill(struct member *me)
{
    struct sim_members *m = me->m;
    const struct sim_parameters *p = me->w->p;
    const struct shared *s = me->s;
    int32_t i = me->i, skill = m->skill_u[i] / 1000, lesson = plain_lesson(&me->touch), target;

    lesson += mul(mul(most(0, s->around[i].lessons - lesson), s->near), p->told);
    m->skill_u[i] += p->teach * mul(lesson, 1000 - skill) +
                     mul(rdiv((int64_t)me->opp * p->grow[me->ph] * (1000 - skill), 1000),
                         most(0, 1000 + mul(m->t_able[i], p->quick))) -
                     p->obsolete * skill +
                     p->cross_skill * mul(most(0, s->around[i].skill - skill), s->near);
    m->skill_u[i] = within(m->skill_u[i], 0, 1000000);
    skill = m->skill_u[i] / 1000;
    target = clamp(
        mul(skill, p->use_base + mul(p->use_will, rdiv(me->ku + me->du + me->mo + me->wi, 4))) +
        mul(mul(lesson, p->fresh_use), s->sup));
    m->used_u[i] = relax(m->used_u[i], target, p->tau_used);
    m->tenure[i]++;
    m->routine_u[i] = relax(m->routine_u[i], 1000, p->tau_routine);
}

static void member_work(struct member *me, int32_t luck)
{
    struct sim_members *m = me->m;
    const struct sim_parameters *p = me->w->p;
    const struct shared *s = me->s;
    int32_t i = me->i, used = m->used_u[i] / 1000;
    int32_t effort = mul(least(me->load, p->work_load) - 500, p->work[4]) -
                     mul(most(0, me->load - p->work_load), p->work_over);
    int32_t rut = within(m->tenure[i] - p->rut_from, 0, RUT_MAX);
    int32_t able = 500 + used; /* drive does more for whoever can */

    m->work[i] =
        clamp(s->work0 + mul(used, p->work[0]) + mul(mul(me->eng - 500, p->work[2]), s->latitude) +
              mul(1000 - me->strain, p->work[3]) + effort + mul(me->richness - 500, p->work[5]) +
              mul(me->ctl - 500, p->work[6]) + mul(mul(me->wi - 500, p->work[7]), able) +
              mul(mul(me->du - 500, p->work[8]), able) -
              mul(mul(rut, p->work_rut), 1000 - me->w->team->f[SIM_EXT]) +
              mul(m->routine_u[i] / 1000, p->work_routine) +
              mul(m->t_able[i] + luck + s->fortune, s->scope));
}

void plain_member(struct week *w, int32_t i, const struct shared *s)
{
    struct member me = {.w = w,
                        .m = &w->team->member,
                        .s = s,
                        .i = i,
                        .ph = w->team->member.phase[i],
                        .touch = plain_touch(w, i)};

    me.mood = season(&me, 0, w->p->life_mood);
    member_load(&me);
    member_opportunity(&me);
    member_boredom(&me);
    me.in_way = mul(me.load, s->hinders);
    member_strain(&me);
    member_engagement(&me);
    member_conditions(&me);
    member_readiness(&me);
    member_skill(&me);
    member_work(&me, season(&me, 1, w->p->life_work));
    plain_move(&me);
    plain_leave(&me);
}
