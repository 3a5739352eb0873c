/* sim_week.h -- one week of a block of teams: surroundings, moves, coming and going, levels.
 *
 * M11 Feedback needs safety (Kluger & DeNisi 1996; Edmondson 1999). Below a third of full safety
 *     feedback harms: fbv = FBK * clamp(3 SAF - 1000, -500, 1000).
 * M12 Coming and going (Park & Shaw 2013; Kleinknecht 2014). Leavers take skill, cohesion and
 *     continuity along; newcomers bring a fresh view, if there is contact and safety.
 *       quit_ppm = quit_base + quit_v * v^2 + quit_mob * (MOB - quit_mob_from),
 *       v = (strain + (1000 - engagement) + (1000 - sup)) / 3 - quit_from
 *
 * Source: shared/sim/README.md, "7.3 People", "7.4 The team" and "7.5 A newcomer".
 *
 * This file and those that it includes are compiled twice, for plain processors (sim_block.c) and
 * for those with 256-bit integer vectors (sim_week_avx2.c). */
#ifndef SIM_WEEK_H
#define SIM_WEEK_H

#include "sim/sim_block.h"
#include "sim/sim_gather.h"
#include "sim/sim_people.h"
#include "sim/sim_pulses.h"
#include "sim/sim_pushes.h"
#include "sim/sim_why.h"

#include <assert.h>
#include <string.h>

/* --- what all members share (7.3, top) ------------------------------------------------------ */

#define F(factor) f[(factor)*columns + j]
SIM_ALWAYS_INLINE void surroundings_of(struct sim_block *restrict block,
                                       const struct sim_parameters *restrict p,
                                       const size_t columns)
{
    struct sim_surroundings *restrict a = &block->around;
    const struct sim_columns *restrict c = &block->columns;
    const int32_t *restrict f = block->ground.f;

    SIM_ROW_LOOP
    for (size_t j = 0; j < columns; j++) {
        int32_t threat = c->threat[j], gap = c->gap[j], filled = c->filled[j];
        int32_t mob = sim_min(F(SIM_MOB), p->mob_useful);
        int32_t worth = sim_min(sim_max(3 * F(SIM_SAF) - 1000, -500), 1000);
        int32_t fbv = sim_lane_mul_signed(F(SIM_FBK), worth);
        int32_t sup = sim_lane_div(3 * F(SIM_COL) + 2 * F(SIM_LEA) + F(SIM_INT), 6);
        int32_t role = sim_udiv(F(SIM_ROL) + c->peers[j], 2);
        int32_t peer = sim_udiv(2 * F(SIM_COL) + F(SIM_INT) + F(SIM_DIV), 2);
        int32_t info = 2 * F(SIM_VIS) + F(SIM_TRA) + sim_lane_div(2 * F(SIM_EXT) + mob, 3) +
                       2 * F(SIM_REF) + sim_max(0, fbv) + role;
        int32_t vac = sim_per_head(p->vacancy_load * (c->members_count[j] - filled), filled,
                                   (uint32_t)c->each[j]);
        int32_t trust =
            sim_lane_div(2 * F(SIM_LEA) + F(SIM_TRA) + F(SIM_SAF) + sim_lane_milli(c->inv_u[j]), 5);

        a->load0[j] = F(SIM_DEM) + vac;
        a->ric[j] = F(SIM_RIC);
        a->ctl0[j] = sim_udiv(2 * F(SIM_AUT) + F(SIM_PAR) + F(SIM_CMP), 4) - threat;
        a->sup[j] = sup;
        a->rich[j] = sim_lane_div(3 * F(SIM_VAR) + 3 * F(SIM_CHA) + 3 * F(SIM_CMP) + 2 * mob, 11);
        a->strain0[j] =
            sim_lane_mul(threat, p->threat_strain) + (int32_t)((uint32_t)sim_max(0, -fbv) / 4);
        a->gap[j] = gap;
        a->trust0[j] = trust - (int32_t)((uint32_t)threat / 2) - gap;
        a->weten0[j] = sim_udiv(info, 8);
        a->willen0[j] = role + F(SIM_VIS);
        a->kunnen0[j] = 2 * F(SIM_TRN) + peer + fbv;
        a->durven0[j] = 4 * F(SIM_SAF) + fbv;
        a->mogen0[j] = sup + F(SIM_REF);
        a->orgs[j] = sim_udiv(2 * F(SIM_TRN) + F(SIM_VIS) + F(SIM_TRA), 4);
        a->quit0[j] = p->quit_base + p->quit_mob * sim_max(0, F(SIM_MOB) - p->quit_mob_from) +
                      p->loss_quit * sim_lane_milli(c->loss_u[j]);
        a->warm[j] = sim_mul(F(SIM_SAF) - 500, p->warm[0]) + sim_mul(fbv - 210, p->warm[1]) +
                     sim_mul(F(SIM_VIS) - 450, p->warm[2]) + sim_mul(F(SIM_TRA) - 430, p->warm[3]) +
                     sim_mul(F(SIM_ROL) - 400, p->warm[4]) + sim_mul(F(SIM_TRN) - 450, p->warm[5]) +
                     sim_mul(F(SIM_PAR) - 430, p->warm[6]);
        a->ease[j] = sim_mul(F(SIM_SAF) - 500, p->ease[0]) + sim_mul(F(SIM_REF) - 380, p->ease[1]) +
                     sim_mul(F(SIM_TRA) - 430, p->ease[3]) + sim_mul(F(SIM_TEC) - 450, p->ease[4]) +
                     sim_mul(F(SIM_RIC) - 480, p->ease[5]);
        a->scope[j] = p->able_plain +
                      sim_umul(p->able_rich, sim_lane_div(F(SIM_CHA) + F(SIM_VAR) + F(SIM_AUT), 3));
        a->dull0[j] = sim_lane_div(F(SIM_CHA) + F(SIM_VAR) + F(SIM_CMP), 3) + p->bore_skill;
        a->near[j] = (int32_t)((uint32_t)(F(SIM_COL) + F(SIM_INT)) / 2);
        int32_t tuned = sim_lane_milli(c->coord_u[j]) - p->coord_mean;
        int32_t apart = sim_mul(F(SIM_DIV) - 450, F(SIM_LEA) + F(SIM_VIS));
        int32_t tools = sim_mul(F(SIM_TEC) - 450, F(SIM_SAF) + F(SIM_PAR));
        uint32_t season = sim_stream(c->seed[j], SIM_DRAW_LIFE, c->week[j] / 13);
        int32_t spread = c->trait_spread[j], chance = sim_umul(spread, spread);
        int32_t fortune =
            sim_sway(sim_bits(season, 62), sim_umul(sim_umul(p->life_team, chance), spread));

        a->work0[j] = p->work_base + sim_mul(p->coord_mean, p->work[1]) +
                      sim_mul(sim_mul(tuned, p->work[1]), 500 + F(SIM_INT)) +
                      sim_mul(apart, p->yield_div) + sim_mul(tools, p->yield_tec) + fortune;
        a->fortune[j] = fortune;
        a->life_stream[j] = (int32_t)season;
        a->life_mood[j] = sim_umul(p->life_mood, chance);
        a->life_work[j] = sim_umul(p->life_work, chance);
        a->all_strain[j] = c->strain[j];
        a->all_eng[j] = c->eng[j];
        a->all_skill[j] = c->skill[j];
        a->move_stream[j] = (int32_t)sim_stream(c->seed[j], SIM_DRAW_MOVE, c->week[j]);
        a->quit_stream[j] = (int32_t)sim_stream(c->seed[j], SIM_DRAW_QUIT, c->week[j]);
        a->vac[j] = vac;
        a->threat[j] = threat;
        a->mob[j] = mob;
        a->fbv[j] = fbv;
        a->role[j] = role;
        a->peer[j] = peer;
    }
}
#undef F

SIM_STAGE void surroundings_of_one(struct sim_block *block)
{
    surroundings_of(block, block->rules.p, 1);
}

SIM_STAGE void surroundings_of_all(struct sim_block *block)
{
    surroundings_of(block, block->rules.p, SIM_ABREAST);
}

SIM_ALWAYS_INLINE void spread(int32_t *restrict to, int32_t value, const size_t width)
{
    SIM_ROW_LOOP
    for (size_t i = 0; i < width; i++)
        to[i] = value;
}

/* To the lanes of the team; what is written beyond them is the next team's, which comes later. */
SIM_STAGE void spread_lanes(struct sim_block *restrict block, uint32_t t, const size_t width)
{
    struct sim_lanes *restrict lanes = &block->lanes;
    const struct sim_surroundings *restrict around = &block->around;
    size_t first = block->first[t];

#define X(name) spread(lanes->name + first, around->name[t], width);
    SIM_SURROUNDINGS(X)
#undef X
}

static void spread_over(struct sim_block *block, uint32_t t)
{
    if (block->columns.members_count[t] <= 8)
        spread_lanes(block, t, 8);
    else
        spread_lanes(block, t, 16);
}

SIM_STAGE void presence(struct sim_lanes *lanes, uint32_t count)
{
    SIM_LANES_LOOP
    for (uint32_t i = 0; i < (count & ~7u); i++)
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

/* Into a phase, with all of its way still to go. */
static void lane_enter(struct sim_lanes *l, uint32_t i, int32_t slot, int32_t phase, int32_t ready,
                       const struct sim_team *team)
{
    l->phase[i] = phase;
    l->ready_u[i] = 1000 * ready;
    l->progress_u[i] = 0;
    l->hurdle_u[i] = sim_hurdle(team->seed, slot, phase, l->spiral[i], team->trait_spread);
}

/* On to the next phase; from continuous to selecting, one round higher (M6). */
static void move_forward(struct sim_lanes *l, uint32_t i, int32_t slot, const struct sim_team *team,
                         const struct sim_parameters *p)
{
    int32_t phase = l->phase[i];

    if (phase == SIM_CON) {
        l->spiral[i]++;
        lane_enter(l, i, slot, SIM_SEL, 450, team);
        return;
    }
    if (phase == SIM_TOE) /* It has become habit. */
        l->skill_u[i] += (1000000 - l->skill_u[i]) / p->mastery;
    lane_enter(l, i, slot, phase + 1, p->reset[phase], team);
}

/* A slip costs progress; below none the phase is lost. Returns whether it is. */
static bool slip(struct sim_lanes *l, uint32_t i, int32_t slot, int32_t week,
                 const struct sim_team *team, const struct sim_parameters *p)
{
    uint32_t stream = sim_stream(team->seed, SIM_DRAW_FALLBACK, week);
    int32_t to = l->phase[i] - 1;

    l->progress_u[i] -= sim_umul(l->hurdle_u[i] / 1000, p->slip_cost) * 1000;
    if (l->progress_u[i] >= 0)
        return false;
    if (l->phase[i] == SIM_TOE)
        to = sim_below(stream, (uint32_t)slot, 1000) < p->relapse_to_onb ? SIM_ONB : SIM_SEL;
    if (to == SIM_ONB && l->spiral[i] > 0)
        l->spiral[i]--;
    lane_enter(l, i, slot, to, 300, team);
    l->progress_u[i] = sim_umul(l->hurdle_u[i] / 1000, p->slip_keep) * 1000;
    return true;
}

/* Whoever has to look closer: move on, slip, leave. Returns 1 for a leaver. */
static uint32_t member_moves(struct sim_team *team, int32_t week, struct sim_lanes *l, uint32_t i,
                             int32_t slot, const struct sim_rules *rules)
{
    const struct sim_parameters *p = rules->p;
    int32_t from = l->phase[i], draw = l->draw_ppm[i];
    int32_t reached = l->progress_u[i], asked = l->hurdle_u[i];
    int32_t back = sim_udiv(l->back_ppm[i] * 1000, 1000 + p->loop_guard * l->spiral[i]);

    if (reached >= asked) {
        move_forward(l, i, slot, team, p);
        note_move(team, slot, from, l->phase[i], reached, asked);
    } else if (from != SIM_ONB && draw >= 1000000 - back && slip(l, i, slot, week, team, p)) {
        note_move(team, slot, from, l->phase[i], back, draw);
    }
    phase_enter(l, i, rules);
    if (l->quit_draw[i] >= l->quit_ppm[i])
        return 0;
    l->vacant[i] = p->vacancy;
    l->work[i] = 0;
    note_move(team, slot, l->phase[i], SIM_LEFT, l->quit_ppm[i], l->quit_draw[i]);
    return 1;
}

/* A vacancy is filled: a newcomer with new eyes, little routine (7.5). */
static void newcomer(struct sim_block *block, uint32_t t, int32_t slot,
                     const struct sim_rules *rules)
{
    const struct sim_team *team = block->team[t];
    struct sim_lanes *l = &block->lanes;
    struct sim_columns *c = &block->columns;
    uint32_t i = block->first[t] + (uint32_t)slot;
    uint32_t stream = sim_stream(team->seed, SIM_DRAW_NEW, c->week[t]);
    int32_t roll = sim_below(stream, (uint32_t)slot, 100);
    int32_t trait[SIM_TRAITS_COUNT];
    int k = 0;

    sim_traits_draw(sim_stream(team->seed, SIM_DRAW_TRAIT, c->week[t] + 1), slot,
                    team->trait_spread, trait);
#define X(name) l->name[i] = trait[k++];
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
    l->load[i] = block->ground.f[SIM_DEM * block->columns_count + t];
    l->used_u[i] = 250000;
    l->tired_u[i] = l->strain_u[i];
    l->wont_u[i] = 480000;
    l->routine_u[i] = 0;
    l->hurdle_u[i] = sim_hurdle(team->seed, slot, l->phase[i], 0, team->trait_spread);
    l->progress_u[i] = sim_progress_draw(team->seed, c->week[t] + 1, slot, l->hurdle_u[i]);
    phase_enter(l, i, rules);
    c->blood_u[t] =
        sim_min(1000000, c->blood_u[t] + 8000 * rules->p->fresh_blood / c->members_count[t]);
}

/* Is there anyone who may move or leave, or an empty place? Asked of 8 or 16 lanes: of the next
 * team, too, which does no harm. */
static bool anyone_moves(const struct sim_lanes *l, size_t first, int32_t members_count)
{
    int32_t any = 0;

    SIM_ROW_LOOP
    for (size_t i = 0; i < 8; i++)
        any |= l->stirs[first + i] | l->vacant[first + i];
    for (size_t i = 8; members_count > 8 && i < 16; i++)
        any |= l->stirs[first + i] | l->vacant[first + i];
    return any != 0;
}

/* Returns who left, a bit each. */
static uint32_t members_move(struct sim_block *block, uint32_t t, const struct sim_rules *rules)
{
    struct sim_team *team = block->team[t];
    struct sim_lanes *l = &block->lanes;
    uint32_t first = block->first[t], left = 0, moves_before = team->moves_count;
    bool arrived = false;

    team->moves_count = 0;
    block->columns.lost_u[t] = 0;
    if (anyone_moves(l, first, team->members_count)) {
        for (int32_t slot = 0; slot < team->members_count; slot++) {
            uint32_t i = first + (uint32_t)slot;

            if (!l->filled[i]) {
                if (--l->vacant[i] == 0) {
                    newcomer(block, t, slot, rules);
                    arrived = true;
                }
            } else if (l->stirs[i]) {
                left |= member_moves(team, block->columns.week[t], l, i, slot, rules) << slot;
            }
        }
        block->columns.lost_u[t] = 1000000 * __builtin_popcount(left) / team->members_count;
        if (arrived || team->moves_count > 0)
            pulses_suit(block, t);
    }
    for (uint32_t i = team->moves_count; i < moves_before; i++)
        team->moves[i] = (struct sim_move){0};
    return left;
}

/* --- the team at the end of the week (7.4) -------------------------------------------------- */

static void mourn(struct sim_block *block, uint32_t t, uint32_t left,
                  const struct sim_parameters *p)
{
    int32_t n = block->columns.members_count[t], leavers = __builtin_popcount(left);
    int32_t *base_u = &block->ground.base_u[t];
    int32_t *col = &base_u[SIM_COL * block->columns_count];
    int32_t *saf = &base_u[SIM_SAF * block->columns_count];

    *col = sim_max(0, *col - 8000 * p->leave_col * leavers / n);
    *saf = sim_max(0, *saf - 8000 * p->leave_saf * leavers / n);
    pulses_leave(&block->flow, t, left);
    pulses_suit(block, t);
    pulses_disrupt(&block->flow, t, p->leave_disrupt * leavers / n);
}

SIM_STAGE void teams_end_week(struct sim_columns *restrict c, const int32_t *restrict f,
                              const int32_t *restrict ups, const struct sim_rules *restrict rules,
                              const size_t columns)
{
    SIM_ROW_LOOP
    for (size_t j = 0; j < columns; j++) {
        int32_t par = f[SIM_PAR * columns + j], below = ups[j] >= 0 ? ups[j] : par;
        int32_t involvement = sim_clamp(
            sim_lane_div(2 * par + f[SIM_TRA * columns + j] + c->trust[j] + 2 * below, 6) -
            (int32_t)((uint32_t)c->threat[j] / 2) - c->gap[j]);

        int32_t worth = sim_min(sim_max(3 * f[SIM_SAF * columns + j] - 1000, -500), 1000);
        int32_t fbv = sim_mul(f[SIM_FBK * columns + j], worth);
        int32_t tuned = sim_lane_div_signed(
            3 * fbv + 3 * f[SIM_RIC * columns + j] + 2 * f[SIM_REF * columns + j] +
                f[SIM_INT * columns + j] + f[SIM_COL * columns + j] + f[SIM_TEC * columns + j] +
                f[SIM_ROL * columns + j],
            12);
        int32_t seen =
            (int32_t)((uint32_t)(f[SIM_FBK * columns + j] + f[SIM_CMP * columns + j]) / 2);
        int32_t loss = c->loss_u[j];

        loss = sim_min(
            1000000, loss - sim_lane_divide(loss + rules->by.loss_fade.half, rules->by.loss_fade) +
                         c->lost_u[j]);
        c->loss_u[j] = loss;
        c->coord_u[j] =
            sim_lane_relax(c->coord_u[j],
                           sim_clamp(rules->p->coord_mean +
                                     sim_mul(tuned - rules->p->coord_mean, rules->p->coord_gain) -
                                     sim_mul((c->filled[j] - 8) * rules->p->loaf, 1000 - seen) -
                                     sim_umul(sim_lane_milli(loss), rules->p->loss_coord) -
                                     sim_umul(c->threat[j], rules->p->relearn)),
                           rules->by.tau_coord);
        c->blood_u[j] -= sim_lane_divide(c->blood_u[j] + rules->by.fresh_blood_fade.half,
                                         rules->by.fresh_blood_fade);
        c->inv_u[j] = sim_lane_relax(c->inv_u[j], involvement, rules->by.tau_inv);
        c->week[j]++;
    }
}

/* Sums over the filled slots, a column per team. */
struct crowds {
    int32_t filled[SIM_ABREAST], will_u[SIM_ABREAST], trust_u[SIM_ABREAST];
    int32_t load[SIM_ABREAST], settled[SIM_ABREAST];
    int32_t strain_u[SIM_ABREAST], eng_u[SIM_ABREAST], skill_u[SIM_ABREAST];
    uint32_t each[SIM_ABREAST];
};

static void crowd_none(struct crowds *crowds, uint32_t t)
{
    crowds->filled[t] = crowds->will_u[t] = crowds->trust_u[t] = 0;
    crowds->load[t] = crowds->settled[t] = 0;
    crowds->strain_u[t] = crowds->eng_u[t] = crowds->skill_u[t] = 0;
    crowds->each[t] = sim_each[0];
}

SIM_STAGE void crowd_sum(struct crowds *restrict crowds, uint32_t t,
                         const struct sim_lanes *restrict l, size_t first, int32_t members_count,
                         const size_t width)
{
    int32_t filled = 0, will_u = 0, trust_u = 0, load = 0, settled = 0;
    int32_t strain_u = 0, eng_u = 0, skill_u = 0;

    SIM_ROW_LOOP
    for (size_t i = 0; i < width; i++) {
        int32_t here = -((int32_t)i < members_count) & -((l->vacant + first)[i] == 0);

        filled -= here;
        will_u += (l->willen_u + first)[i] & here;
        trust_u += (l->trust_u + first)[i] & here;
        load += (l->load + first)[i] & here;
        settled -= -((l->phase + first)[i] >= SIM_TOE) & here;
        strain_u += (l->strain_u + first)[i] & here;
        eng_u += (l->eng_u + first)[i] & here;
        skill_u += (l->skill_u + first)[i] & here;
    }
    crowds->filled[t] = filled;
    crowds->will_u[t] = will_u;
    crowds->trust_u[t] = trust_u;
    crowds->load[t] = load;
    crowds->settled[t] = settled;
    crowds->strain_u[t] = strain_u;
    crowds->eng_u[t] = eng_u;
    crowds->skill_u[t] = skill_u;
    crowds->each[t] = sim_each[filled];
}

/* The aggregates of the team. */
SIM_STAGE void standings(struct sim_columns *restrict c, const int32_t *restrict f,
                         const struct crowds *restrict crowds, const size_t columns)
{
    SIM_ROW_LOOP
    for (size_t j = 0; j < columns; j++) {
        struct sim_crowd crowd = {crowds->filled[j], crowds->will_u[j],  crowds->trust_u[j],
                                  crowds->load[j],   crowds->settled[j], crowds->strain_u[j],
                                  crowds->eng_u[j],  crowds->skill_u[j], crowds->each[j]};
        struct sim_standing s =
            sim_standing_of(crowd, f + j, columns, c->inv_u[j], c->fatigue_u[j]);

        c->filled[j] = crowd.filled;
        c->each[j] = (int32_t)crowd.each;
        c->will[j] = s.will;
        c->trust[j] = s.trust;
        c->peers[j] = s.peers;
        c->strain[j] = s.strain;
        c->eng[j] = s.eng;
        c->skill[j] = s.skill;
        c->precondition[SIM_P1_INVOLVEMENT][j] = s.involvement;
        c->precondition[SIM_P2_VISION][j] = s.vision;
        c->precondition[SIM_P3_READINESS][j] = s.readiness;
        c->precondition[SIM_P4_ROOM][j] = s.room;
    }
}

static void moves_week(struct sim_block *block, const struct sim_rules *rules)
{
    for (uint32_t t = 0; t < block->teams_count; t++) {
        uint32_t left = members_move(block, t, rules);

        if (left != 0)
            mourn(block, t, left, rules->p);
    }
}

static void teams_end(struct sim_block *block, const int32_t ups[SIM_ABREAST],
                      const struct sim_rules *rules)
{
    struct sim_columns *c = &block->columns;
    struct crowds crowds;

    for (uint32_t t = block->teams_count; t < block->columns_count; t++)
        crowd_none(&crowds, t);
    for (uint32_t t = 0; t < block->teams_count; t++) {
        if (c->members_count[t] <= 8)
            crowd_sum(&crowds, t, &block->lanes, block->first[t], c->members_count[t], 8);
        else
            crowd_sum(&crowds, t, &block->lanes, block->first[t], c->members_count[t], 16);
    }
    if (block->teams_count > 1) {
        teams_end_week(c, block->ground.f, ups, rules, SIM_ABREAST);
        standings(c, block->ground.f, &crowds, SIM_ABREAST);
    } else {
        teams_end_week(c, block->ground.f, ups, rules, 1);
        standings(c, block->ground.f, &crowds, 1);
    }
}

/* --- the block ------------------------------------------------------------------------------- */

static void block_week(struct sim_block *block, struct sim_why_week *trace)
{
    const struct sim_rules *rules = &block->rules;
    int32_t ups[SIM_ABREAST];

    assert(trace == NULL || block->teams_count == 1);
    for (uint32_t t = 0; t < block->teams_count; t++)
        assert(block->columns.week[t] >= 0 && block->columns.week[t] < SIM_WEEKS_MAX);
    presence(&block->lanes, block->lanes_count);
    pulses_week(block, trace, ups);
    if (block->columns_count > 1)
        surroundings_of_all(block);
    else
        surroundings_of_one(block);
    for (uint32_t t = 0; t < block->teams_count; t++) {
        spread_over(block, t);
        pushes_week(block, t, rules);
    }
    people_week(&block->lanes, block->lanes_count, rules);
    moves_week(block, rules);
    teams_end(block, ups, rules);
}

static void block_play(struct sim_block *block, struct sim_team *const *teams, size_t count,
                       int32_t weeks, struct sim_why_week *trace)
{
    block_gather(block, teams, count, block->catalogue, &block->rules);
    for (int32_t w = 0; w < weeks; w++)
        block_week(block, trace);
    block_scatter(block);
}

#endif
