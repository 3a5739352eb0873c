/* plain_members.c -- a week of every member (shared/sim/README.md, "7.3 People"). */
#include "plain_week.h"

/* What all members share this week. */
struct shared {
    int32_t ctl0, sup, mob, rich, fbv, role, peer, info, orgs, trust0, vac;
    int32_t warm;     /* engagement that the surroundings give beyond the average */
    int32_t ease;     /* relief, likewise */
    int32_t scope;    /* how much the work lets ability show */
    int32_t latitude; /* how much it leaves to one, twice: for zeal */
    int32_t market;   /* how easily other work is found */
    int32_t fortune;  /* what the season brings the whole team */
    int32_t chance;   /* how much of what life brings is chance */
    int32_t lessons;  /* what the team is being taught */
    int32_t work0;    /* what all bring to the work of each */
    int32_t glum;     /* strain that the leader spreads */
    int32_t unfair;   /* indignation of all who see it */
    int32_t hinders;  /* how much of the work is in the way */
    int32_t dares;    /* how much of the work is a challenge */
    int32_t near;     /* how near colleagues are */
};

static struct shared shared_of(const struct week *w)
{
    const struct sim_team *team = w->team;
    const int32_t *f = team->f;
    int32_t t = team->threat, k = team->filled;
    struct shared s;

    s.ctl0 = rdiv(2 * f[SIM_AUT] + f[SIM_PAR] + f[SIM_CMP], 4) - t;
    s.sup = rdiv(3 * f[SIM_COL] + 2 * f[SIM_LEA] + f[SIM_INT], 6);
    s.mob = least(f[SIM_MOB], w->p->mob_useful);
    s.rich = rdiv(3 * f[SIM_VAR] + 3 * f[SIM_CHA] + 3 * f[SIM_CMP] + 2 * s.mob, 11);
    s.fbv = mul(f[SIM_FBK], within(3 * f[SIM_SAF] - 1000, -500, 1000));
    s.role = rdiv(f[SIM_ROL] + team->peers, 2);
    s.peer = rdiv(2 * f[SIM_COL] + f[SIM_INT] + f[SIM_DIV], 2);
    s.info = 2 * f[SIM_VIS] + f[SIM_TRA] + rdiv(2 * f[SIM_EXT] + s.mob, 3) + 2 * f[SIM_REF] +
             most(0, s.fbv) + s.role;
    s.orgs = rdiv(2 * f[SIM_TRN] + f[SIM_VIS] + f[SIM_TRA], 4);
    s.trust0 = rdiv(2 * f[SIM_LEA] + f[SIM_TRA] + f[SIM_SAF] + team->inv_u / 1000, 5) - t / 2 -
               team->gap - team->unfair_u / 1000;
    s.vac = rdiv(w->p->vacancy_load * (team->members_count - k), most(1, k));
    s.warm = mul(f[SIM_SAF] - 500, w->p->warm[0]) + mul(s.fbv - 210, w->p->warm[1]) +
             mul(f[SIM_VIS] - 450, w->p->warm[2]) + mul(f[SIM_TRA] - 430, w->p->warm[3]) +
             mul(f[SIM_ROL] - 400, w->p->warm[4]) + mul(f[SIM_TRN] - 450, w->p->warm[5]) +
             mul(f[SIM_PAR] - 430, w->p->warm[6]);
    s.ease = mul(f[SIM_SAF] - 500, w->p->ease[0]) + mul(f[SIM_REF] - 380, w->p->ease[1]) +
             mul(f[SIM_TRA] - 430, w->p->ease[3]) + mul(f[SIM_TEC] - 450, w->p->ease[4]) +
             mul(f[SIM_RIC] - 480, w->p->ease[5]);
    s.latitude = 2 * rdiv(f[SIM_CHA] + f[SIM_VAR] + f[SIM_AUT], 3);
    s.scope = w->p->able_plain + mul(w->p->able_rich, s.latitude / 2);
    s.chance = mul(team->trait_spread, team->trait_spread);
    s.work0 =
        w->p->work_base + mul(w->p->coord_mean, w->p->work[1]) +
        mul(mul(team->coord_u / 1000 - w->p->coord_mean, w->p->work[1]), 500 + f[SIM_INT]) +
        mul(mul(f[SIM_DIV] - 450, f[SIM_LEA] + f[SIM_VIS]), w->p->yield_div) +
        mul(mul(f[SIM_TEC] - 450, f[SIM_SAF] + f[SIM_PAR] - w->p->yield_from), w->p->yield_tec);
    s.fortune = sway(draw(team->seed, DRAW_LIFE, team->week / 13, 62),
                     mul(mul(w->p->life_team, s.chance), team->trait_spread));
    s.market =
        1000 + sway(draw(team->seed, DRAW_LIFE, team->week / 13, 61), mul(w->p->market, s.chance));
    s.glum = mul(most(0, team->lead_u / 1000 - LEAD_CALM), w->p->lead_spread);
    s.unfair = team->unfair_u / 1000;
    s.hinders = mul(most(0, w->p->hinder_from - rdiv(f[SIM_RIC] + f[SIM_TEC] + f[SIM_TRA], 3)),
                    w->p->hinder);
    s.dares = mul(f[SIM_CHA], w->p->dare);
    s.near = (f[SIM_COL] + f[SIM_INT]) / 2;
    return s;
}

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

/* What pulses do to this member: sums per variable, the extra work, and what grates. */
struct touch {
    int32_t px[SIM_PUSHES_COUNT];
    int32_t extra, misfit;
};

static struct touch touch_of(const struct week *w, int32_t i)
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

static void note(struct sim_team *team, int32_t slot, int32_t from, int32_t to, int32_t chance,
                 int32_t drawn)
{
    team->moves[team->moves_count++] =
        (struct sim_move){(int16_t)slot, (int8_t)from, (int8_t)to, chance, drawn};
}

/* The next step asks a hurdle that luck set, the same whenever it is tried: mean 1 000 000, the
 * mean of two exponential draws. */
static const int16_t hurdles[64] = {
    100,  117,  155,  187,  217,  244,  269,  294,  317,  340,  363,  385,  407,  429,  450,  471,
    493,  514,  535,  557,  578,  600,  622,  643,  666,  688,  711,  734,  757,  781,  805,  829,
    854,  880,  906,  933,  960,  988,  1017, 1047, 1078, 1109, 1142, 1177, 1212, 1249, 1288, 1329,
    1372, 1418, 1466, 1517, 1573, 1633, 1698, 1770, 1850, 1941, 2046, 2170, 2324, 2528, 2832, 3435};

int32_t plain_hurdle(const struct sim_team *team, int32_t slot)
{
    int32_t where = 8 * team->member.spiral[slot] + team->member.phase[slot];
    int32_t drawn = hurdles[draw(team->seed, DRAW_HURDLE, where, (uint32_t)slot) >> 26];

    return 1000 * (1000 + mul(drawn - 1000, team->trait_spread));
}

static void enter(struct sim_team *team, int32_t i, int32_t phase, int32_t ready)
{
    struct sim_members *m = &team->member;

    m->phase[i] = phase;
    m->ready_u[i] = 1000 * ready;
    m->progress_u[i] = 0;
    m->hurdle_u[i] = plain_hurdle(team, i);
}

static void step_forward(struct sim_team *team, int32_t i, const struct sim_parameters *p)
{
    struct sim_members *m = &team->member;
    int32_t phase = m->phase[i];

    if (phase == SIM_CON) {
        m->spiral[i]++;
        enter(team, i, SIM_SEL, 450);
        return;
    }
    if (phase == SIM_TOE)
        m->skill_u[i] += (1000000 - m->skill_u[i]) / p->mastery;
    enter(team, i, phase + 1, p->reset[phase]);
}

/* A slip costs progress; below none the phase is lost. */
static bool slip(struct sim_team *team, int32_t i, const struct sim_parameters *p)
{
    struct sim_members *m = &team->member;
    int32_t to = m->phase[i] - 1;

    m->progress_u[i] -= mul(m->hurdle_u[i] / 1000, p->slip_cost) * 1000;
    if (m->progress_u[i] >= 0)
        return false;
    if (m->phase[i] == SIM_TOE)
        to = below(team->seed, DRAW_FALLBACK, team->week, (uint32_t)i, 1000) < p->relapse_to_onb
                 ? SIM_ONB
                 : SIM_SEL;
    if (to == SIM_ONB && m->spiral[i] > 0)
        m->spiral[i]--;
    enter(team, i, to, 300);
    m->progress_u[i] = mul(m->hurdle_u[i] / 1000, p->slip_keep) * 1000;
    return true;
}

/* What somebody is being taught. */
static int32_t lesson_of(const struct touch *touch)
{
    return clamp(touch->px[SIM_PUSH_KUNNEN] + touch->px[SIM_PUSH_WETEN] / 2);
}

/* What the team is being taught, on average: an empty place learns nothing. */
static int32_t lessons(const struct week *w)
{
    int32_t sum = 0;

    for (int32_t i = 0; i < w->team->members_count; i++) {
        if (w->team->member.vacant[i] > 0)
            continue;
        struct touch touch = touch_of(w, i);

        sum += lesson_of(&touch);
    }
    return sum / w->team->members_count;
}

static void member(struct week *w, int32_t i, const struct shared *s)
{
    struct sim_team *team = w->team;
    struct sim_members *m = &team->member;
    const struct sim_parameters *p = w->p;
    const int32_t *f = team->f;
    int32_t ph = m->phase[i], t = team->threat, target;
    struct touch touch = touch_of(w, i);
    const int32_t *px = touch.px;

    /* workload, structure, control */
    int32_t load = clamp(f[SIM_DEM] + s->vac + m->t_load[i] + touch.extra + p->learn_load[ph] +
                         mul(most(0, m->strain_u[i] / 1000 - p->weary_from), p->weary));
    int32_t need = clamp(m->t_sn[i] + most(0, p->novice - p->novice_rate * m->tenure[i]));
    int32_t under = most(0, need - f[SIM_RIC]);
    int32_t over = most(0, f[SIM_RIC] - need - p->tolerance);
    int32_t ctl = clamp(s->ctl0 + m->t_ctl[i] - mul(over, p->over_cost));

    ctl = clamp(ctl + mul(px[SIM_PUSH_CONTROL], 1000 - ctl));
    m->load[i] = load;
    m->control[i] = ctl;

    /* opportunity to learn */
    int32_t dev = load - (p->opt_base + mul(p->opt_slope, ctl));
    int32_t act = mul(most(0, 1000 - dev * dev / p->bell_width),
                      p->act_floor + mul(1000 - p->act_floor, ctl));
    act = mul(act, 1000 - mul(under, p->under_cost));
    act = mul(act, 1000 - most(0, m->strain_u[i] / 1000 - 500));
    int32_t rich = clamp(s->rich + mul(px[SIM_PUSH_RICH], 1000 - s->rich));
    int32_t opp = mul(act, p->rich_floor + mul(1000 - p->rich_floor, rich));

    m->act[i] = act;
    m->opp[i] = opp;

    /* boredom: too little to do, or work below one's skill */
    int32_t skill = m->skill_u[i] / 1000;
    int32_t idle = most(0, p->bore_load - load);
    int32_t dull =
        idle + most(0, skill - rdiv(f[SIM_CHA] + f[SIM_VAR] + f[SIM_CMP], 3) - p->bore_skill);

    /* what life brings, a season long */
    int32_t mood = sway(draw(team->seed, DRAW_LIFE, team->week / 13, 4 * (uint32_t)i),
                        mul(p->life_mood, s->chance));
    int32_t luck = sway(draw(team->seed, DRAW_LIFE, team->week / 13, 4 * (uint32_t)i + 1),
                        mul(p->life_work, s->chance));

    /* work that is in the way, and work that is a challenge */
    int32_t in_way = mul(load, s->hinders);
    int32_t dare = mul(least(load, p->work_load) - 500, s->dares);

    /* strain, engagement, trust */
    target = m->t_str[i] - mood +
             mul(mul(most(0, load - p->press_from), p->press_gain),
                 1000 - mul(p->buffer, (ctl + s->sup) / 2)) +
             mul(t, p->threat_strain) + s->glum + in_way + mul(under, p->ambiguity_strain) +
             most(0, -s->fbv) / 4 + mul(idle, p->idle_strain) + mul(dull - idle, p->bore_strain) +
             touch.misfit - s->ease - mul(m->trust_u[i] / 1000 - 500, p->ease[2]) +
             mul(most(0, m->tired_u[i] / 1000 - p->tired_from), p->tired_cost) +
             mul(team->strain - m->strain_u[i] / 1000, p->cross_strain);
    target = mul(clamp(target), 1000 - least(px[SIM_PUSH_COPING], 600));
    m->strain_u[i] = relax(m->strain_u[i], target, p->tau_strain);

    int32_t strain = m->strain_u[i] / 1000;

    m->tired_u[i] = relax(m->tired_u[i], strain, p->tau_tired);

    int32_t eager = within(1000 + mul(p->need_growth, m->t_open[i]), 300, 1700);
    int32_t richness = 500 + mul(rich - 500, eager);
    int32_t joy = mul(ctl, p->joy[0]) + mul(s->sup, p->joy[1]) + mul(richness, p->joy[2]) +
                  mul(opp, p->joy[3]) + s->warm;

    target = m->t_eng[i] + mood + joy + mul(joy - m->wont_u[i] / 1000, p->novelty) -
             mul(most(0, strain - p->strain_drag_from), p->strain_drag) - team->gap / 4 -
             mul(dull, p->bore_eng) - touch.misfit / 2 +
             mul(team->eng - m->eng_u[i] / 1000, p->cross_eng) +
             mul(m->trust_u[i] / 1000 - 500, p->eng_trust) + dare - in_way -
             (s->unfair + s->glum) / 2;
    m->wont_u[i] = relax(m->wont_u[i], clamp(joy), p->tau_wont);
    m->eng_u[i] = relax(m->eng_u[i], clamp(target), p->tau_eng);
    m->trust_u[i] = relax(m->trust_u[i], clamp(s->trust0 + m->t_tru[i]), p->tau_trust);

    int32_t eng = m->eng_u[i] / 1000, trust = m->trust_u[i] / 1000;

    m->usual_u[i] = relax(m->usual_u[i], eng, p->tau_usual);

    /* the five conditions */
    target = rdiv(s->info, 8) + m->t_open[i] + p->know[ph] + px[SIM_PUSH_WETEN];
    m->weten_u[i] = relax(m->weten_u[i], clamp(target), p->tau_weten);
    target = rdiv(3 * eng + 2 * ctl + 2 * trust + s->role + f[SIM_VIS], 9) + m->t_open[i] +
             p->want[ph] + px[SIM_PUSH_WILLEN] - touch.misfit;
    m->willen_u[i] = relax(m->willen_u[i], clamp(target), p->tau_willen);
    target = rdiv(3 * opp + 2 * f[SIM_TRN] + s->peer + s->fbv + 2 * skill, 10) + p->practice[ph] +
             px[SIM_PUSH_KUNNEN];
    m->kunnen_u[i] = relax(m->kunnen_u[i], clamp(target), p->tau_kunnen);
    target = rdiv(4 * f[SIM_SAF] + 2 * trust + 3 * (m->kunnen_u[i] / 1000) + s->fbv, 10) +
             m->t_dare[i] - under / 4 + px[SIM_PUSH_DURVEN];
    m->durven_u[i] = relax(m->durven_u[i], clamp(target), p->tau_durven);

    int32_t slack = clamp(1000 - 2 * most(0, load - 500));

    target = weakest(rdiv(s->sup + f[SIM_REF] + ctl + 2 * slack, 5),
                     clamp(s->orgs + px[SIM_PUSH_MOGEN]));
    m->mogen_u[i] = relax(m->mogen_u[i], target, p->tau_mogen);

    /* readiness */
    int32_t we = m->weten_u[i] / 1000, wi = m->willen_u[i] / 1000, ku = m->kunnen_u[i] / 1000;
    int32_t du = m->durven_u[i] / 1000, mo = m->mogen_u[i] / 1000;
    const int32_t asks[SIM_PHASES_COUNT][3] = {
        {we, we, wi}, {wi, mo, ku}, {ku, mo, du}, {du, mo, wi}, {wi, we, mo}};
    const int32_t *a = asks[ph];

    target = rdiv(a[0] + a[1] + a[2] + least(a[0], least(a[1], a[2])), 4) + px[SIM_PUSH_READY];
    m->ready_u[i] = relax(m->ready_u[i], clamp(target), p->tau_ready);

    /* skill, and what of it is used at work */
    int32_t near = s->near, lesson = lesson_of(&touch);

    lesson += mul(mul(most(0, s->lessons - lesson), near), p->told);

    m->skill_u[i] += p->teach * mul(lesson, 1000 - skill) +
                     mul(rdiv((int64_t)opp * p->grow[ph] * (1000 - skill), 1000),
                         most(0, 1000 + mul(m->t_able[i], p->quick))) -
                     p->obsolete * skill + p->cross_skill * mul(most(0, team->skill - skill), near);
    m->skill_u[i] = within(m->skill_u[i], 0, 1000000);
    skill = m->skill_u[i] / 1000;
    target = clamp(mul(skill, p->use_base + mul(p->use_will, rdiv(ku + du + mo + wi, 4))) +
                   mul(mul(lesson, p->fresh_use), s->sup));
    m->used_u[i] = relax(m->used_u[i], target, p->tau_used);
    m->tenure[i]++;
    m->routine_u[i] = relax(m->routine_u[i], 1000, p->tau_routine);

    /* work */
    int32_t effort = mul(load - 500, p->work[4]);

    if (load > p->work_load)
        effort = mul(p->work_load - 500, p->work[4]) - mul(load - p->work_load, p->work_over);

    int32_t rut = within(m->tenure[i] - p->rut_from, 0, RUT_MAX);
    int32_t able = 500 + m->used_u[i] / 1000; /* drive does more for who can */

    m->work[i] =
        clamp(s->work0 + mul(m->used_u[i] / 1000, p->work[0]) +
              mul(mul(eng - 500, p->work[2]), s->latitude) + mul(1000 - strain, p->work[3]) +
              effort + mul(richness - 500, p->work[5]) + mul(ctl - 500, p->work[6]) +
              mul(mul(wi - 500, p->work[7]), able) + mul(mul(du - 500, p->work[8]), able) -
              mul(mul(rut, p->work_rut), 1000 - f[SIM_EXT]) +
              mul(m->routine_u[i] / 1000, p->work_routine) +
              mul(m->t_able[i] + luck + s->fortune, s->scope));

    /* moving */
    int32_t r = m->ready_u[i] / 1000;
    int32_t h = mul(p->forward[ph] / 1000 * mul(mul(r, r), r), 400 + 6 * act / 10);
    int32_t drawn = below(team->seed, DRAW_MOVE, team->week, (uint32_t)i, 1000000);

    h = mul(h, 1000 + least(p->loop_cap, p->loop_bonus * m->spiral[i]));
    m->progress_u[i] += h;
    if (m->progress_u[i] >= m->hurdle_u[i]) {
        int32_t reached = m->progress_u[i], asked = m->hurdle_u[i];

        step_forward(team, i, p);
        note(team, i, ph, m->phase[i], reached, asked);
    } else if (ph > SIM_ONB) {
        int32_t q = 1000 - rdiv(2 * mo + 2 * du + wi + 2 * s->sup, 7);
        int32_t g = p->relapse[ph] / 1000 * mul(mul(q, q), q);

        g = mul(g, 1000 + 2 * most(0, strain - 300));
        g = rdiv(1000 * (int64_t)g, 1000 + p->loop_guard * m->spiral[i]);
        if (drawn >= 1000000 - g && slip(team, i, p))
            note(team, i, ph, m->phase[i], g, drawn);
    }

    /* leaving */
    int32_t fall = most(0, m->usual_u[i] / 1000 - eng);
    int32_t v = clamp((strain + 2000 - eng - s->sup) / 3 + mul(fall, p->quit_fall) - p->quit_from);

    m->quit_ppm[i] = p->quit_base + mul((int32_t)((int64_t)p->quit_v * v * v / 1000), s->market) +
                     p->quit_mob * most(0, f[SIM_MOB] - p->quit_mob_from) +
                     p->loss_quit * (team->loss_u / 1000);

    /* falling ill */
    int32_t spent = most(0, m->tired_u[i] / 1000 - p->sick_from);

    m->sick_ppm[i] = p->sick_base + (int32_t)((int64_t)p->sick_v * spent * spent / 1000);
    drawn = below(team->seed, DRAW_QUIT, team->week, (uint32_t)i, 1000000);
    if (drawn < m->quit_ppm[i]) {
        m->vacant[i] = p->vacancy;
        m->work[i] = 0;
        w->left |= 1u << i;
        note(team, i, m->phase[i], SIM_LEFT, m->quit_ppm[i], drawn);
    } else if (drawn >= 1000000 - m->sick_ppm[i]) {
        m->vacant[i] = p->sick_weeks + m->tired_u[i] / 1000 / 50;
        m->sick[i] = 1;
        m->work[i] = 0;
    }
}

static int32_t less(int32_t u, int32_t share)
{
    return u - mul(u / 1000, share) * 1000;
}

/* Back from being ill: rested, but not as before, and out of practice. */
static void come_back(struct week *w, int32_t i)
{
    struct sim_members *m = &w->team->member;

    m->sick[i] = 0;
    m->strain_u[i] = less(m->strain_u[i], w->p->sick_rest);
    m->tired_u[i] = less(m->tired_u[i], w->p->sick_rest);
    m->routine_u[i] = less(m->routine_u[i], w->p->sick_rust);
    m->kunnen_u[i] = less(m->kunnen_u[i], w->p->sick_rust);
}

/* Somewhere on the way to the next step. */
void plain_progress(struct sim_team *team, int32_t i, int32_t week)
{
    struct sim_members *m = &team->member;

    m->hurdle_u[i] = plain_hurdle(team, i);
    m->progress_u[i] =
        m->hurdle_u[i] / 1000 * below(team->seed, DRAW_PROGRESS, week, (uint32_t)i, 1000);
}

static void newcomer(struct week *w, int32_t i)
{
    struct sim_team *team = w->team;
    struct sim_members *m = &team->member;
    int32_t roll = below(team->seed, DRAW_NEW, team->week, (uint32_t)i, 100);

    plain_traits(team, i, team->week + 1);
    m->phase[i] = roll < 30   ? SIM_ONB
                  : roll < 70 ? SIM_SEL
                  : roll < 90 ? SIM_ACT
                  : roll < 95 ? SIM_TOE
                              : SIM_CON;
    m->ready_u[i] = m->strain_u[i] = 300000;
    m->skill_u[i] = 1000 * clamp(300 + mul(m->t_able[i], ABLE_SKILL));
    m->weten_u[i] = m->mogen_u[i] = 450000;
    m->willen_u[i] = 550000;
    m->kunnen_u[i] = m->durven_u[i] = 350000;
    m->eng_u[i] = 600000;
    m->trust_u[i] = 500000;
    m->spiral[i] = m->tenure[i] = 0;
    m->load[i] = team->f[SIM_DEM];
    m->used_u[i] = 250000;
    m->tired_u[i] = m->strain_u[i];
    m->wont_u[i] = 480000;
    m->usual_u[i] = m->eng_u[i];
    m->routine_u[i] = 0;
    plain_progress(team, i, team->week + 1);
    team->blood_u = least(1000000, team->blood_u + 8000 * w->p->fresh_blood / team->members_count);
}

void plain_members(struct week *w)
{
    struct sim_team *team = w->team;
    struct shared s = shared_of(w);

    s.lessons = lessons(w);
    uint32_t moves_before = team->moves_count;

    team->moves_count = 0;
    w->left = 0;
    for (int32_t i = 0; i < team->members_count; i++) {
        if (team->member.vacant[i] == 0) {
            member(w, i, &s);
            continue;
        }
        team->member.tenure[i] += team->member.sick[i];
        if (--team->member.vacant[i] > 0)
            continue;
        if (team->member.sick[i])
            come_back(w, i);
        else
            newcomer(w, i);
    }
    for (uint32_t n = team->moves_count; n < moves_before; n++)
        team->moves[n] = (struct sim_move){0};
}
