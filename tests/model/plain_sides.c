/* plain_sides.c -- a team of two subgroups (shared/sim/README.md, "7.6 Two subgroups"). */
#include "plain_member.h"

#define RIFT_CALM 500

static bool is_there(const struct sim_team *team, int32_t i)
{
    return i < team->members_count && team->member.vacant[i] == 0;
}

static int32_t people_on(const struct sim_team *team, int32_t side)
{
    int32_t count = 0;

    for (int32_t i = 0; i < team->members_count; i++)
        count += is_there(team, i) && team->member.side[i] == side;
    return count;
}

/* Conflict between them a week further, and what the line takes from contact and support. */
void plain_rift(struct week *w)
{
    struct sim_team *team = w->team;
    const struct sim_parameters *p = w->p;
    int32_t one = people_on(team, 1), two = people_on(team, 2),
            all = one + two + people_on(team, 0);
    int32_t split = all > 0 ? rdiv(4000 * one * two, all * all) : 0;
    int32_t heat = clamp(most(0, team->norm[SIM_COL] - team->f[SIM_COL]) +
                         most(0, team->strain - RIFT_CALM) + team->unfair_u / 1000 + team->threat);

    team->rift_u =
        relax(team->rift_u, least(1000, mul(mul(split, heat), p->rift_gain)), p->tau_rift);

    int32_t line = mul(split, clamp(p->line_base + mul(team->rift_u / 1000, p->line_rift) -
                                    mul(most(0, team->f[SIM_VIS] - 500), p->line_aim)));

    team->f[SIM_INT] -= mul(team->f[SIM_INT], line);
    team->f[SIM_COL] -= mul(team->f[SIM_COL], line) / 2;
}

/* How much member k counts for member i, who is on a side. */
static int64_t weight(const struct week *w, int32_t i, int32_t k)
{
    int32_t mine = w->team->member.side[i];
    int32_t other = is_there(w->team, k) ? w->team->member.side[k] : 0;

    return other == 0 || other == mine ? 1000 : w->p->across;
}

struct near plain_near(const struct week *w, int32_t i, const int32_t lesson[SIM_MEMBERS_MAX])
{
    const struct sim_team *team = w->team;
    const struct sim_members *m = &team->member;
    int64_t strain = 0, eng = 0, skill = 0, taught = 0, heads = 0, places = 0;

    for (int32_t k = 0; k < team->members_count; k++) {
        int64_t counts = weight(w, i, k);

        places += counts;
        if (!is_there(team, k))
            continue;
        heads += counts;
        strain += counts * m->strain_u[k];
        eng += counts * m->eng_u[k];
        skill += counts * m->skill_u[k];
        taught += counts * lesson[k];
    }
    return (struct near){rdiv(strain, 1000 * heads), rdiv(eng, 1000 * heads),
                         rdiv(skill, 1000 * heads), (int32_t)(taught / places)};
}
