/* plain_members.c -- a week of all members: what they share, and who comes (shared/sim/README.md,
 * "7.3 People"). */
#include "plain_member.h"

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
    s.rift = mul(team->rift_u / 1000, w->p->rift_strain);
    return s;
}

/* An empty place learns nothing. */
static void look_around(const struct week *w, struct near around[SIM_MEMBERS_MAX])
{
    const struct sim_team *team = w->team;
    int32_t lesson[SIM_MEMBERS_MAX] = {0}, sum = 0;

    for (int32_t i = 0; i < team->members_count; i++) {
        if (team->member.vacant[i] > 0)
            continue;
        struct touch touch = plain_touch(w, i);

        lesson[i] = plain_lesson(&touch);
        sum += lesson[i];
    }
    for (int32_t i = 0; i < team->members_count; i++) {
        around[i] = (struct near){team->strain, team->eng, team->skill, sum / team->members_count};
        if (team->member.side[i] != 0 && team->member.vacant[i] == 0)
            around[i] = plain_near(w, i, lesson);
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
    m->spiral[i] = m->tenure[i] = m->side[i] = 0;
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

    uint32_t moves_before = team->moves_count;

    look_around(w, s.around);

    team->moves_count = 0;
    w->left = 0;
    for (int32_t i = 0; i < team->members_count; i++) {
        if (team->member.vacant[i] == 0) {
            plain_member(w, i, &s);
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
