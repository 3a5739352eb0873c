/* plain_moves.c -- moving to another phase, leaving and falling ill (shared/sim/README.md, "7.3
 * People"). */
#include "plain_member.h"

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

void plain_move(struct member *me)
{
    struct sim_team *team = me->w->team;
    struct sim_members *m = me->m;
    const struct sim_parameters *p = me->w->p;
    int32_t i = me->i, r = m->ready_u[i] / 1000;
    int32_t h = mul(p->forward[me->ph] / 1000 * mul(mul(r, r), r), 400 + 6 * me->act / 10);

    h = mul(h, 1000 + least(p->loop_cap, p->loop_bonus * m->spiral[i]));
    m->progress_u[i] += h;
    if (m->progress_u[i] >= m->hurdle_u[i]) {
        int32_t reached = m->progress_u[i], asked = m->hurdle_u[i];

        step_forward(team, i, p);
        note(team, i, me->ph, m->phase[i], reached, asked);
    } else if (me->ph > SIM_ONB) {
        int32_t drawn = below(team->seed, DRAW_MOVE, team->week, (uint32_t)i, 1000000);
        int32_t q = 1000 - rdiv(2 * me->mo + 2 * me->du + me->wi + 2 * me->s->sup, 7);
        int32_t g = p->relapse[me->ph] / 1000 * mul(mul(q, q), q);

        g = mul(g, 1000 + 2 * most(0, me->strain - 300));
        g = rdiv(1000 * (int64_t)g, 1000 + p->loop_guard * m->spiral[i]);
        if (drawn >= 1000000 - g && slip(team, i, p))
            note(team, i, me->ph, m->phase[i], g, drawn);
    }
}

/* Who leaves for good, and who falls ill. */
void plain_leave(struct member *me)
{
    struct sim_team *team = me->w->team;
    struct sim_members *m = me->m;
    const struct sim_parameters *p = me->w->p;
    int32_t i = me->i, fall = most(0, m->usual_u[i] / 1000 - me->eng);
    int32_t v = clamp((me->strain + 2000 - me->eng - me->s->sup) / 3 + mul(fall, p->quit_fall) -
                      p->quit_from);
    int32_t spent = most(0, m->tired_u[i] / 1000 - p->sick_from);
    int32_t drawn = below(team->seed, DRAW_QUIT, team->week, (uint32_t)i, 1000000);

    m->quit_ppm[i] = p->quit_base +
                     mul((int32_t)((int64_t)p->quit_v * v * v / 1000), me->s->market) +
                     p->quit_mob * most(0, team->f[SIM_MOB] - p->quit_mob_from) +
                     p->loss_quit * (team->loss_u / 1000);
    m->sick_ppm[i] = p->sick_base + (int32_t)((int64_t)p->sick_v * spent * spent / 1000);
    if (drawn < m->quit_ppm[i]) {
        m->vacant[i] = p->vacancy;
        m->work[i] = 0;
        me->w->left |= 1u << i;
        note(team, i, m->phase[i], SIM_LEFT, m->quit_ppm[i], drawn);
    } else if (drawn >= 1000000 - m->sick_ppm[i]) {
        m->vacant[i] = p->sick_weeks + m->tired_u[i] / 1000 / 50;
        m->sick[i] = 1;
        m->work[i] = 0;
    }
}
