/* sim_week.h -- one week of a block of teams: surroundings, moves, coming and going, levels.
 *
 * M11 Feedback needs safety (Kluger & DeNisi 1996; Edmondson 1999). Below a third of full safety
 *     feedback harms: fbv = FBK * clamp(3 SAF - 1000, -500, 1000).
 * M12 Coming and going (Park & Shaw 2013; Kleinknecht 2014). Leavers take skill, cohesion and
 *     continuity along; newcomers bring a fresh view, if there is contact and safety.
 *       quit_ppm = quit_base + quit_v * v^2 + quit_mob * (MOB - quit_mob_from),
 *       v = (strain + (1000 - engagement) + (1000 - sup)) / 3 - quit_from
 *
 * Source: simulation-model.md, sections 7.3 to 7.5.
 *
 * This file and those that it includes are compiled twice, for plain processors (sim_block.c) and
 * for those with 256-bit integer vectors (sim_week_avx2.c). */
#ifndef SIM_WEEK_H
#define SIM_WEEK_H

#include "sim/sim_block.h"
#include "sim/sim_people.h"
#include "sim/sim_pulses.h"
#include "sim/sim_pushes.h"
#include "sim/sim_why.h"

#include <assert.h>
#include <string.h>

/* --- what all members share (7.3, top) ------------------------------------------------------ */

static struct sim_surroundings surroundings(const struct sim_team *team,
                                            const struct sim_parameters *p)
{
    const int32_t *f = team->f;
    int32_t threat = team->threat, gap = team->gap;
    int32_t mob = sim_min(f[SIM_MOB], p->mob_useful);
    int32_t worth = sim_min(sim_max(3 * f[SIM_SAF] - 1000, -500), 1000);
    int32_t fbv = sim_mul(f[SIM_FBK], worth);
    int32_t sup = sim_udiv(3 * f[SIM_COL] + 2 * f[SIM_LEA] + f[SIM_INT], 6);
    int32_t role = sim_udiv(f[SIM_ROL] + team->peers, 2);
    int32_t peer = sim_udiv(2 * f[SIM_COL] + f[SIM_INT] + f[SIM_DIV], 2);
    int32_t info = 2 * f[SIM_VIS] + f[SIM_TRA] + sim_udiv(2 * f[SIM_EXT] + mob, 3) +
                   2 * f[SIM_REF] + sim_max(0, fbv) + role;
    int32_t vac =
        sim_udiv(p->vacancy_load * (team->members_count - team->filled), sim_max(1, team->filled));

    return (struct sim_surroundings){
        .load0 = f[SIM_DEM] + vac,
        .ric = f[SIM_RIC],
        .ctl0 = sim_udiv(2 * f[SIM_AUT] + f[SIM_PAR] + f[SIM_CMP], 4) - threat,
        .sup = sup,
        .rich = sim_udiv(3 * f[SIM_VAR] + 3 * f[SIM_CHA] + 3 * f[SIM_CMP] + 2 * mob, 11),
        .strain0 = sim_umul(threat, p->threat_strain) + sim_max(0, -fbv) / 4,
        .gap = gap,
        .trust0 = sim_udiv(2 * f[SIM_LEA] + f[SIM_TRA] + f[SIM_SAF] + sim_milli(team->inv_u), 5) -
                  threat / 2 - gap,
        .weten0 = sim_udiv(info, 8),
        .willen0 = role + f[SIM_VIS],
        .kunnen0 = 2 * f[SIM_TRN] + peer + fbv,
        .durven0 = 4 * f[SIM_SAF] + fbv,
        .mogen0 = sup + f[SIM_REF],
        .orgs = sim_udiv(2 * f[SIM_TRN] + f[SIM_VIS] + f[SIM_TRA], 4),
        .quit0 = p->quit_base + p->quit_mob * sim_max(0, f[SIM_MOB] - p->quit_mob_from),
        .vac = vac,
        .threat = threat,
        .mob = mob,
        .fbv = fbv,
        .role = role,
        .peer = peer,
    };
}

/* To the lanes of the team; what is written beyond them is the next team's, which comes later. */
static void spread_over(struct sim_lanes *restrict lanes, uint32_t first,
                        const struct sim_team *restrict team,
                        const struct sim_surroundings *restrict around)
{
    uint32_t move = sim_stream(team->seed, SIM_DRAW_MOVE, team->week);
    uint32_t quit = sim_stream(team->seed, SIM_DRAW_QUIT, team->week);

#define X(name)                                                                                    \
    for (uint32_t i = 0; i < SIM_MEMBERS_MAX; i++)                                                 \
        (lanes->name + first)[i] = around->name;
    SIM_SURROUNDINGS(X)
#undef X
    for (uint32_t i = 0; i < SIM_MEMBERS_MAX; i++) {
        (lanes->move_stream + first)[i] = move;
        (lanes->quit_stream + first)[i] = quit;
    }
}

static void presence(struct sim_lanes *lanes, uint32_t count)
{
    SIM_LANES_LOOP
    for (uint32_t i = 0; i < count; i++)
        lanes->filled[i] = lanes->used[i] & (lanes->vacant[i] == 0);
}

/* --- moving and leaving (7.3, bottom) ------------------------------------------------------- */

static void note_move(struct sim_team *team, int32_t slot, int32_t from, int32_t to,
                      int32_t chance_ppm, int32_t draw_ppm)
{
    assert(team->moves_count < SIM_MOVES_MAX);
    team->moves[team->moves_count++] =
        (struct sim_move){(int16_t)slot, (int8_t)from, (int8_t)to, chance_ppm, draw_ppm};
}

/* On to the next phase; from continuous to selecting, one round higher (M6). */
static void move_forward(struct sim_lanes *l, uint32_t i, const struct sim_parameters *p)
{
    switch (l->phase[i]) {
    case SIM_CON:
        l->ready_u[i] = 450000;
        l->phase[i] = SIM_SEL;
        l->spiral[i]++;
        l->weten_u[i] = l->weten_u[i] / 10 * 9;
        l->kunnen_u[i] = l->kunnen_u[i] / 10 * 8;
        return;
    case SIM_TOE: /* It has become habit. */
        l->skill_u[i] += (1000000 - l->skill_u[i]) / p->mastery;
        break;
    default: break;
    }
    l->ready_u[i] = 1000 * p->reset[l->phase[i]];
    l->phase[i]++;
}

static void move_back(struct sim_lanes *l, uint32_t i, const struct sim_team *team, int32_t slot,
                      const struct sim_parameters *p)
{
    switch (l->phase[i]) {
    case SIM_CON: l->phase[i] = SIM_TOE; break;
    case SIM_TOE: {
        uint32_t stream = sim_stream(team->seed, SIM_DRAW_FALLBACK, team->week);
        bool unaware = sim_below(stream, (uint32_t)slot, 1000) < p->relapse_to_onb;

        l->phase[i] = unaware ? SIM_ONB : SIM_SEL;
        break;
    }
    default: /* SEL to ONB, ACT to SEL; ONB does not fall back. */ l->phase[i]--;
    }
    l->ready_u[i] = 300000;
    if (l->phase[i] == SIM_ONB && l->spiral[i] > 0)
        l->spiral[i]--;
}

/* Whoever has to look closer: move on, fall back, leave. Returns 1 for a leaver. */
static uint32_t member_moves(struct sim_team *team, struct sim_lanes *l, uint32_t i, int32_t slot,
                             const struct sim_parameters *p)
{
    int32_t from = l->phase[i], draw = l->draw_ppm[i];
    int32_t back = sim_udiv(l->back_ppm[i] * 1000, 1000 + p->loop_guard * l->spiral[i]);

    if (draw < l->forward_ppm[i]) {
        move_forward(l, i, p);
        note_move(team, slot, from, l->phase[i], l->forward_ppm[i], draw);
    } else if (from != SIM_ONB && draw >= 1000000 - back) {
        move_back(l, i, team, slot, p);
        note_move(team, slot, from, l->phase[i], back, draw);
    }
    if (l->quit_draw[i] >= l->quit_ppm[i])
        return 0;
    l->vacant[i] = p->vacancy;
    note_move(team, slot, l->phase[i], SIM_LEFT, l->quit_ppm[i], l->quit_draw[i]);
    return 1;
}

/* A vacancy is filled: a newcomer with new eyes, little routine (7.5). */
static void newcomer(struct sim_team *team, struct sim_lanes *l, uint32_t i, int32_t slot,
                     const struct sim_parameters *p)
{
    uint32_t stream = sim_stream(team->seed, SIM_DRAW_NEW, team->week);
    int32_t roll = sim_below(stream, (uint32_t)slot, 100);
    int32_t trait[SIM_TRAITS_COUNT];
    int t = 0;

    sim_traits_draw(sim_stream(team->seed, SIM_DRAW_TRAIT, team->week + 1), slot, trait);
#define X(name) l->name[i] = trait[t++];
    SIM_MEMBER_TRAITS(X)
#undef X
    l->phase[i] = roll < 30   ? SIM_ONB
                  : roll < 70 ? SIM_SEL
                  : roll < 90 ? SIM_ACT
                  : roll < 95 ? SIM_TOE
                              : SIM_CON;
    l->ready_u[i] = l->skill_u[i] = l->strain_u[i] = 300000;
    l->weten_u[i] = l->mogen_u[i] = 450000;
    l->willen_u[i] = 550000;
    l->kunnen_u[i] = l->durven_u[i] = 350000;
    l->eng_u[i] = 600000;
    l->trust_u[i] = 500000;
    l->spiral[i] = l->tenure[i] = 0;
    l->load[i] = team->f[SIM_DEM];
    team->blood_u = sim_min(1000000, team->blood_u + 8000 * p->fresh_blood / team->members_count);
}

/* Is there anyone who may move or leave, or an empty place? */
static bool anyone_moves(const struct sim_lanes *l, uint32_t first, uint32_t count)
{
    int32_t any = 0;

    for (uint32_t i = first; i < first + count; i++)
        any |= l->stirs[i] | l->vacant[i];
    return any != 0;
}

/* Returns who left, a bit each. */
static uint32_t members_move(struct sim_team *team, struct sim_lanes *l, uint32_t first,
                             const struct sim_parameters *p)
{
    uint32_t left = 0, moves_before = team->moves_count;

    team->moves_count = 0;
    if (anyone_moves(l, first, (uint32_t)team->members_count)) {
        for (int32_t slot = 0; slot < team->members_count; slot++) {
            uint32_t i = first + (uint32_t)slot;

            if (!l->filled[i]) {
                if (--l->vacant[i] == 0)
                    newcomer(team, l, i, slot, p);
            } else if (l->stirs[i]) {
                left |= member_moves(team, l, i, slot, p) << slot;
            }
        }
    }
    for (uint32_t i = team->moves_count; i < moves_before; i++)
        team->moves[i] = (struct sim_move){0};
    return left;
}

/* --- the team at the end of the week (7.4) -------------------------------------------------- */

static void mourn(struct sim_team *team, struct sim_flow *flow, uint32_t t, uint32_t left,
                  const struct sim_parameters *p)
{
    int32_t n = team->members_count, leavers = __builtin_popcount(left);
    int32_t *col = &team->base_u[SIM_COL], *saf = &team->base_u[SIM_SAF];

    *col = sim_max(0, *col - 8000 * p->leave_col * leavers / n);
    *saf = sim_max(0, *saf - 8000 * p->leave_saf * leavers / n);
    pulses_leave(flow, t, left);
    pulses_disrupt(flow, t, p->leave_disrupt * leavers / n);
}

static void team_ends_week(struct sim_team *team, int32_t ups, const struct sim_rules *rules)
{
    const int32_t *f = team->f;
    int32_t below = ups >= 0 ? ups : f[SIM_PAR];
    int32_t involvement =
        sim_clamp(sim_udiv(2 * f[SIM_PAR] + f[SIM_TRA] + team->trust + 2 * below, 6) -
                  team->threat / 2 - team->gap);

    team->blood_u -= sim_divide_round(team->blood_u, rules->fresh_blood_fade);
    team->inv_u = sim_relax(team->inv_u, involvement, rules->tau_inv);
    team->week++;
}

/* --- the block ------------------------------------------------------------------------------- */

static void block_week(struct sim_block *block, const struct sim_catalogue *catalogue,
                       const struct sim_rules *rules, struct sim_why_week *trace)
{
    int32_t ups[SIM_BLOCK_TEAMS];
    struct sim_lanes *l = &block->lanes;

    assert(trace == NULL || block->teams_count == 1);
    presence(l, block->lanes_count);
    pulses_week(block, catalogue, rules, trace, ups);
    for (uint32_t t = 0; t < block->teams_count; t++) {
        struct sim_team *team = block->team[t];

        assert(team->week >= 0 && team->week < SIM_WEEKS_MAX);
        block->around[t] = surroundings(team, &rules->p);
        spread_over(l, block->first[t], team, &block->around[t]);
        pushes_week(block, t, rules->p.dutiful);
    }
    people_week(l, block->lanes_count, rules);
    for (uint32_t t = 0; t < block->teams_count; t++) {
        struct sim_team *team = block->team[t];
        uint32_t first = block->first[t];
        uint32_t left = members_move(team, l, first, &rules->p);

        if (left != 0)
            mourn(team, &block->flow, t, left, &rules->p);
        team_ends_week(team, ups[t], rules);
        sim_team_aggregate(team, &l->willen_u[first], &l->trust_u[first], &l->phase[first],
                           &l->load[first], &l->vacant[first]);
    }
}

#endif
