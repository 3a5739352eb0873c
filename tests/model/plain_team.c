/* plain_team.c -- a team: made, settled, and the end of its week (shared/sim/README.md, "5. State",
 * "7.1 Aggregates and preconditions", "7.4 The team" and "9. Making a team"). */
#include "plain_week.h"

#include <string.h>

void plain_settle(struct sim_team *team)
{
    const struct sim_members *m = &team->member;
    int64_t will = 0, trust = 0, load = 0, strain = 0, eng = 0, skill = 0;
    int32_t settled = 0, k = 0, manage;

    for (int32_t i = 0; i < team->members_count; i++) {
        if (m->vacant[i] > 0)
            continue;
        k++;
        will += m->willen_u[i];
        trust += m->trust_u[i];
        load += m->load[i];
        strain += m->strain_u[i];
        eng += m->eng_u[i];
        skill += m->skill_u[i];
        settled += m->phase[i] >= SIM_TOE;
    }
    team->filled = k;
    k = most(1, k);
    team->will = rdiv(will, 1000 * k);
    team->trust = rdiv(trust, 1000 * k);
    team->peers = rdiv(1000 * settled, k);
    team->strain = rdiv(strain, 1000 * k);
    team->eng = rdiv(eng, 1000 * k);
    team->skill = rdiv(skill, 1000 * k);
    manage = clamp(1000 - 2 * most(0, rdiv(load, k) - 500));
    team->precondition[SIM_P1_INVOLVEMENT] = team->inv_u / 1000;
    team->precondition[SIM_P2_VISION] = rdiv(2 * team->f[SIM_VIS] + team->f[SIM_TRA], 3);
    team->precondition[SIM_P3_READINESS] = clamp(
        rdiv(team->f[SIM_TEC] + team->f[SIM_TRN] + 2 * team->will, 4) - team->fatigue_u / 1000);
    team->precondition[SIM_P4_ROOM] = weakest(team->f[SIM_SAF], manage);
}

static const struct {
    int16_t middle, half;
} nature[SIM_TRAITS_COUNT] = {{130, 400}, {110, 320}, {0, 220}, {0, 220}, {0, 240},
                              {300, 200}, {0, 120},   {0, 220}, {0, 250}};

static int32_t trait_drawn(uint32_t seed, int32_t slot, int32_t week, uint32_t t, int32_t share)
{
    int32_t away = spread(seed, DRAW_TRAIT, week, (uint32_t)slot * 16 + t, nature[t].half);

    return nature[t].middle + mul(away, share);
}

void plain_traits(struct sim_team *team, int32_t slot, int32_t week)
{
    uint32_t t = 0;

#define X(name)                                                                                    \
    team->member.name[slot] = trait_drawn(team->seed, slot, week, t++, team->trait_spread);
    SIM_MEMBER_TRAITS(X)
#undef X
}

/* --- making a team --------------------------------------------------------------------------- */

static int32_t phase_drawn(uint32_t seed, uint32_t slot)
{
    int32_t roll = below(seed, DRAW_PHASE, 0, slot, 100);

    return roll < 35   ? SIM_ONB
           : roll < 65 ? SIM_SEL
           : roll < 80 ? SIM_ACT
           : roll < 92 ? SIM_TOE
                       : SIM_CON;
}

static void make_member(struct sim_team *team, int32_t i, const struct sim_origin *origin)
{
    const struct sim_member_origin *from = &origin->member[i];
    struct sim_members *m = &team->member;
    uint32_t seed = team->seed, index = (uint32_t)i, t = 0;

#define X(name)                                                                                    \
    m->name[i] = from->trait[t] == SIM_DRAWN ? trait_drawn(seed, i, 0, t, origin->trait_spread)    \
                                             : from->trait[t];                                     \
    t++;
    SIM_MEMBER_TRAITS(X)
#undef X
    m->side[i] = from->side;
    m->phase[i] = from->phase == SIM_DRAWN ? phase_drawn(seed, index) : from->phase;
    m->tenure[i] =
        from->tenure == SIM_DRAWN ? 26 + below(seed, DRAW_PHASE, 1, index, 235) : from->tenure;
    m->ready_u[i] = 300000;
    m->skill_u[i] = 1000 * clamp(350 + 25 * m->phase[i] + below(seed, DRAW_PHASE, 2, index, 200) +
                                 mul(m->t_able[i], ABLE_SKILL));
    m->weten_u[i] = 1000 * clamp(380 + 40 * m->phase[i] + m->t_open[i]);
    m->willen_u[i] = 1000 * clamp(430 + 30 * m->phase[i] + m->t_open[i]);
    m->kunnen_u[i] = 1000 * (400 + 30 * m->phase[i]);
    m->durven_u[i] = m->mogen_u[i] = 450000;
    m->strain_u[i] = 1000 * clamp(m->t_str[i] + 210);
    m->eng_u[i] = 1000 * clamp(m->t_eng[i] + 440);
    m->trust_u[i] = 1000 * clamp(480 + m->t_tru[i]);
    m->load[i] = team->norm[SIM_DEM];
    m->used_u[i] = m->skill_u[i] / 1000 * 900;
    m->tired_u[i] = m->strain_u[i];
    m->wont_u[i] = 480000;
    m->usual_u[i] = m->eng_u[i];
    m->routine_u[i] = 1000 * rdiv(1000 * m->tenure[i], m->tenure[i] + 35);
    plain_progress(team, i, 0);
}

void plain_make(struct sim_team *team, const struct sim_origin *origin)
{
    memset(team, 0, sizeof *team);
    team->seed = origin->seed;
    team->members_count = origin->members_count;
    team->leader_hours = origin->leader_hours;
    team->trait_spread = origin->trait_spread;
    for (int k = 0; k < SIM_FACTORS_COUNT; k++) {
        team->base_u[k] = 1000 * origin->base[k];
        team->norm[k] = team->f[k] = origin->base[k];
    }
    team->inv_u =
        1000 * rdiv(2 * origin->base[SIM_PAR] + origin->base[SIM_TRA] + origin->base[SIM_SAF], 4);
    team->coord_u = 400000;
    team->lead_u = 1000 * LEAD_CALM;
    for (int32_t i = 0; i < origin->members_count; i++)
        make_member(team, i, origin);
    plain_settle(team);
}

/* --- the end of a week ----------------------------------------------------------------------- */

/* How well the work is tuned: from how people deal with each other, at its own pace. */
static int32_t coordination(const struct sim_team *team, const struct sim_parameters *p)
{
    const int32_t *f = team->f;
    int32_t fbv = mul(f[SIM_FBK], within(3 * f[SIM_SAF] - 1000, -500, 1000));
    int32_t mean = rdiv(3 * fbv + 6 * f[SIM_RIC] + 2 * f[SIM_REF] + f[SIM_INT] + f[SIM_COL] +
                            f[SIM_TEC] + f[SIM_ROL],
                        15);
    int32_t unseen = 1000 - (f[SIM_FBK] + f[SIM_CMP]) / 2;

    return clamp(p->coord_mean + mul(mean - p->coord_mean, p->coord_gain) -
                 mul((team->filled - 8) * p->loaf, unseen) -
                 mul(team->loss_u / 1000, p->loss_coord) - mul(team->threat, p->relearn));
}

/* Where safety goes: up or down from its norm with the trust in the leader, against the trust that
 * the surroundings of old give. */
static int32_t safe_norm(const struct sim_team *team, const struct sim_parameters *p)
{
    const int32_t *norm = team->norm;
    int32_t involved = rdiv(2 * norm[SIM_PAR] + norm[SIM_TRA] + norm[SIM_SAF], 4);
    int32_t usual = rdiv(2 * norm[SIM_LEA] + norm[SIM_TRA] + norm[SIM_SAF] + involved, 5);

    return clamp(norm[SIM_SAF] + mul(team->trust - usual, p->safe_trust));
}

static void end_of_week(struct week *w)
{
    struct sim_team *team = w->team;
    const struct sim_parameters *p = w->p;
    int32_t leavers = __builtin_popcount(w->left), n = team->members_count;
    int32_t vision = team->precondition[SIM_P2_VISION];
    int32_t ups = w->ups < 0 ? team->f[SIM_PAR] : w->ups;

    for (uint32_t e = 0; e < w->embeds; e++) {
        int32_t *base = &team->base_u[w->embed_factor[e]];

        *base = within(*base + mul(w->embed_u[e], vision), 0, 1000000);
    }
    for (int k = 0; k < SIM_FACTORS_COUNT; k++)
        team->base_u[k] = k == SIM_SAF ? relax(team->base_u[k], safe_norm(team, p), p->tau_safe)
                                       : relax(team->base_u[k], team->norm[k], p->norm_tau);
    if (leavers > 0) {
        team->base_u[SIM_COL] = most(0, team->base_u[SIM_COL] - 8000 * p->leave_col * leavers / n);
        team->base_u[SIM_SAF] = most(0, team->base_u[SIM_SAF] - 8000 * p->leave_saf * leavers / n);
        for (uint32_t i = 0; i < team->running_count; i++) {
            struct sim_running *r = &team->running[i];

            if (pulse_of(w, r)->personal)
                r->attend &= (uint16_t)~w->left;
            if (!is_happening(pulse_of(w, r)))
                r->quality = mul(r->quality, 1000 - p->leave_disrupt * leavers / n);
        }
    }
    team->loss_u =
        least(1000000, team->loss_u - rdiv(team->loss_u, p->loss_fade) + 1000000 * leavers / n);
    team->coord_u = relax(team->coord_u, coordination(team, p), p->tau_coord);
    team->blood_u -= rdiv(team->blood_u, p->fresh_blood_fade);
    team->inv_u =
        relax(team->inv_u,
              clamp(rdiv(2 * team->f[SIM_PAR] + team->f[SIM_TRA] + team->trust + 2 * ups, 6) -
                    team->threat / 2 - team->gap),
              p->tau_inv);
    team->week++;
}

void plain_step(struct sim_team *team, const struct sim_catalogue *catalogue,
                const struct sim_parameters *parameters)
{
    static _Thread_local struct week w;

    w.team = team;
    w.catalogue = catalogue;
    w.p = parameters;
    plain_pulses(&w);
    plain_members(&w);
    end_of_week(&w);
    plain_settle(team);
}
