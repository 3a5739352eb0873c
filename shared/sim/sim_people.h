/* sim_people.h -- a week of every member, from workload to the chance to move.
 * Source: shared/sim/README.md, "7.3 People".
 *
 * M1  Learning surface (Karasek 1979; Van Ruysseveldt & Van Dijke 2011). Learning peaks at a
 *     moderate workload, and the peak is higher and further up with more control:
 *       act = (1000 - (load - (opt_base + opt_slope * ctl))^2 / bell_width)
 *             * (act_floor + (1000 - act_floor) * ctl)
 * M2  Two processes (Karasek & Theorell 1990; JD-R). Demands strain unless control and support
 *     buffer; resources engage:
 *       strain -> t_str + (load - press_from) * (1 - buffer * (ctl + sup) / 2) + ...
 *       engagement -> t_eng + (3 ctl + 3 sup + 2 rich + 2 opp) / 10 - drag of strain - gap / 4
 * M3  Five conditions (TNO/maturity report; self-determination theory; Edmondson) drift towards
 *     what the surroundings allow: the targets in `conditions` below.
 * M4  Weakest link (TNO 2019 ch. 4): link() of team and organisation side in mogen; the lowest
 *     condition counts double in readiness.
 * M5  Phase steps (Prochaska & DiClemente 1983; Dijkstra 2006; Saks & Belcourt 2006). The chance to
 *     move grows with the cube of readiness, the chance to fall back with that of instability.
 * M6  Spiral (Prochaska et al. 1992). Rounds done make the next quicker and steadier.
 * M10 Structure fit (Tetzlaff 2025; TNO 2019). Too little hampers newcomers (under), too much the
 *     experienced (over).
 * M11 Feedback needs safety (Kluger & DeNisi 1996; Edmondson 1999): fbv, in sim_week.h.
 *
 * One loop per stage over all lanes; a loop body has no branch, only selects, so that the compiler
 * computes 4 or 8 members at once. Stages are short on purpose: within one every value waits for
 * the value before, and the shorter it is, the more of the next vectors a processor works at
 * meanwhile. Lanes of empty places are computed too and thrown away. Within a member every line
 * uses the newest values of that member. */
#ifndef SIM_PEOPLE_H
#define SIM_PEOPLE_H

#include "sim/sim_block.h"

/* What comes with the phase of a lane. Whoever changes the phase calls it. */
SIM_ALWAYS_INLINE void phase_enter(struct sim_lanes *restrict l, size_t i,
                                   const struct sim_rules *restrict r)
{
#define X(name) l->name[i] = sim_pick(r->phased.name, l->phase[i]);
    SIM_PHASED(X)
#undef X
}

/* A vacant place keeps what its last occupant had. */
#define KEEP(field, value) l->field[i] = l->filled[i] ? (value) : l->field[i]

/* Experienced workload, structure and control (M10). */
SIM_STAGE void work(struct sim_lanes *restrict l, const struct sim_rules *restrict r, size_t count)
{
    const struct sim_parameters p = *r->p;
    const uint32_t over_cost = r->part.over_cost, weary = r->part.weary;

    SIM_LANES_LOOP
    for (size_t i = 0; i < (count & ~(size_t)7); i++) {
        int32_t worn = sim_max(0, sim_lane_milli(l->strain_u[i]) - p.weary_from);
        int32_t load = sim_clamp(l->load0[i] + l->t_load[i] + l->pulse_load[i] + l->learn_load[i] +
                                 sim_lane_part(worn, weary));
        int32_t need = sim_clamp(l->t_sn[i] + sim_max(0, p.novice - p.novice_rate * l->tenure[i]));
        int32_t over = sim_max(0, l->ric[i] - need - p.tolerance);
        int32_t ctl = sim_clamp(l->ctl0[i] + l->t_ctl[i] - sim_lane_part(over, over_cost));

        ctl = sim_clamp(ctl + sim_lane_mul_signed(l->push[SIM_PUSH_CONTROL][i], 1000 - ctl));
        l->under[i] = sim_max(0, need - l->ric[i]);
        l->over[i] = over;
        l->rich_work[i] = sim_clamp(
            l->rich[i] + sim_lane_mul_signed(l->push[SIM_PUSH_RICH][i], 1000 - l->rich[i]));
        KEEP(load, load);
        KEEP(control, ctl);
    }
}

/* Opportunity to learn (M1). */
SIM_STAGE void learning(struct sim_lanes *restrict l, const struct sim_rules *restrict r,
                        size_t count)
{
    const struct sim_parameters p = *r->p;
    const struct sim_divisor bell_width = r->by.bell_width;
    const uint32_t opt_slope = r->part.opt_slope, under_cost = r->part.under_cost;
    const uint32_t act_part = r->part.act, rich_part = r->part.rich;

    SIM_LANES_LOOP
    for (size_t i = 0; i < (count & ~(size_t)7); i++) {
        int32_t ctl = l->control[i];
        int32_t off = l->load[i] - (p.opt_base + sim_lane_part(ctl, opt_slope));
        int32_t bell = 1000 - sim_lane_divide(sim_min(off * off, 1000 * p.bell_width), bell_width);
        int32_t act = sim_lane_mul(bell, p.act_floor + sim_lane_part(ctl, act_part));

        act = sim_lane_mul(act, 1000 - sim_lane_part(l->under[i], under_cost));
        act = sim_lane_mul(act, 1000 - sim_max(0, sim_lane_milli(l->strain_u[i]) - 500));
        KEEP(act, act);
        KEEP(opp, sim_lane_mul(act, p.rich_floor + sim_lane_part(l->rich_work[i], rich_part)));
        l->dull[i] = sim_max(0, p.bore_load - l->load[i]) +
                     sim_max(0, sim_lane_milli(l->skill_u[i]) - l->dull0[i]);
    }
}

/* What life brings, a season long, to mood and work. */
SIM_STAGE void life(struct sim_lanes *restrict l, size_t count)
{
    SIM_LANES_LOOP
    for (size_t i = 0; i < (count & ~(size_t)7); i++) {
        uint32_t stream = (uint32_t)l->life_stream[i], index = 4 * (uint32_t)l->slot[i];
        uint32_t mood = sim_bits(stream, index), luck = sim_bits(stream, index + 1);

        l->mood[i] = sim_sway(mood, l->life_mood[i]);
        l->luck[i] = sim_sway(luck, l->life_work[i]);
    }
}

/* Strain, and the reserve that it eats (M2, M14). */
SIM_STAGE void strain(struct sim_lanes *restrict l, const struct sim_rules *restrict r,
                      size_t count)
{
    const struct sim_parameters p = *r->p;
    const struct sim_divisor tau_strain = r->by.tau_strain, tau_tired = r->by.tau_tired;
    const uint32_t buffer = r->part.buffer, ambiguity_strain = r->part.ambiguity_strain;
    const uint32_t bore_strain = r->part.bore_strain, tired_cost = r->part.tired_cost;
    const uint32_t press_gain = r->part.press_gain;

    SIM_LANES_LOOP
    for (size_t i = 0; i < (count & ~(size_t)7); i++) {
        int32_t press = sim_lane_part(sim_max(0, l->load[i] - p.press_from), press_gain);
        int32_t means = (int32_t)((uint32_t)(l->control[i] + l->sup[i]) / 2);
        int32_t tired = sim_lane_milli(l->tired_u[i]);
        int32_t away = l->all_strain[i] - sim_lane_milli(l->strain_u[i]);
        int32_t target = l->t_str[i] - l->mood[i] +
                         sim_lane_mul(press, 1000 - sim_lane_part(means, buffer)) + l->strain0[i] +
                         sim_lane_part(l->under[i], ambiguity_strain) +
                         sim_lane_part(l->dull[i], bore_strain) + l->misfit[i] - l->ease[i] -
                         sim_lane_mul_signed(sim_lane_milli(l->trust_u[i]) - 500, p.ease[2]) +
                         sim_lane_part(sim_max(0, tired - p.tired_from), tired_cost) +
                         sim_lane_mul_signed(away, p.cross_strain);

        target = sim_lane_mul(sim_clamp(target), 1000 - sim_min(l->push[SIM_PUSH_COPING][i], 600));

        int32_t strain_u = sim_lane_relax(l->strain_u[i], target, tau_strain);

        l->tired[i] = tired;
        l->strain[i] = sim_lane_milli(strain_u);
        KEEP(tired_u, sim_lane_relax(l->tired_u[i], sim_lane_milli(strain_u), tau_tired));
        KEEP(strain_u, strain_u);
    }
}

/* What the surroundings give engagement (M2): rich work does more for who is open to growth. */
SIM_STAGE void pleasure(struct sim_lanes *restrict l, const struct sim_rules *restrict r,
                        size_t count)
{
    const int32_t need_growth = r->p->need_growth;
    const struct sim_divisor tau_wont = r->by.tau_wont;

    SIM_LANES_LOOP
    for (size_t i = 0; i < (count & ~(size_t)7); i++) {
        int32_t eager = 1000 + sim_lane_mul_signed(need_growth, l->t_open[i]);
        int32_t rich =
            500 + sim_lane_mul_signed(l->rich_work[i] - 500, sim_min(sim_max(eager, 300), 1700));
        int32_t parts = 3 * l->control[i] + 3 * l->sup[i] + 2 * rich + 2 * l->opp[i];
        int32_t joy = sim_lane_div_signed(parts, 10) + l->warm[i];

        l->joy[i] = joy;
        l->richness[i] = rich;
        l->wont[i] = sim_lane_milli(l->wont_u[i]);
        KEEP(wont_u, sim_lane_relax(l->wont_u[i], sim_clamp(joy), tau_wont));
    }
}

/* Engagement, trust (M2). What is better than usual lifts for a while (M14). */
SIM_STAGE void feeling(struct sim_lanes *restrict l, const struct sim_rules *restrict r,
                       size_t count)
{
    const int32_t drag_from = r->p->strain_drag_from, novelty = r->p->novelty;
    const int32_t cross_eng = r->p->cross_eng;
    const struct sim_divisor tau_eng = r->by.tau_eng, tau_trust = r->by.tau_trust;
    const uint32_t strain_drag = r->part.strain_drag, bore_eng = r->part.bore_eng;

    SIM_LANES_LOOP
    for (size_t i = 0; i < (count & ~(size_t)7); i++) {
        int32_t away = l->all_eng[i] - sim_lane_milli(l->eng_u[i]);
        int32_t target = l->t_eng[i] + l->mood[i] + l->joy[i] +
                         sim_lane_mul_signed(l->joy[i] - l->wont[i], novelty) -
                         sim_lane_part(sim_max(0, l->strain[i] - drag_from), strain_drag) -
                         (int32_t)((uint32_t)l->gap[i] / 4) - sim_lane_part(l->dull[i], bore_eng) -
                         (int32_t)((uint32_t)l->misfit[i] / 2) +
                         sim_lane_mul_signed(away, cross_eng);
        int32_t eng_u = sim_lane_relax(l->eng_u[i], sim_clamp(target), tau_eng);
        int32_t trust_u =
            sim_lane_relax(l->trust_u[i], sim_clamp(l->trust0[i] + l->t_tru[i]), tau_trust);

        l->eng[i] = sim_lane_milli(eng_u);
        l->trust[i] = sim_lane_milli(trust_u);
        KEEP(eng_u, eng_u);
        KEEP(trust_u, trust_u);
    }
}

/* The five conditions (M3, M4), each from those above. */
SIM_STAGE void weten(struct sim_lanes *restrict l, const struct sim_rules *restrict r, size_t count)
{
    const struct sim_divisor tau = r->by.tau_weten;

    SIM_LANES_LOOP
    for (size_t i = 0; i < (count & ~(size_t)7); i++) {
        int32_t target = l->weten0[i] + l->t_open[i] + l->know[i] + l->push[SIM_PUSH_WETEN][i];
        int32_t weten_u = sim_lane_relax(l->weten_u[i], sim_clamp(target), tau);

        l->weten[i] = sim_lane_milli(weten_u);
        KEEP(weten_u, weten_u);
    }
}

SIM_STAGE void willen(struct sim_lanes *restrict l, const struct sim_rules *restrict r,
                      size_t count)
{
    const struct sim_divisor tau = r->by.tau_willen;

    SIM_LANES_LOOP
    for (size_t i = 0; i < (count & ~(size_t)7); i++) {
        int32_t drive = 3 * l->eng[i] + 2 * l->control[i] + 2 * l->trust[i] + l->willen0[i];
        int32_t target = sim_lane_div(drive, 9) + l->t_open[i] + l->want[i] +
                         l->push[SIM_PUSH_WILLEN][i] - l->misfit[i];
        int32_t willen_u = sim_lane_relax(l->willen_u[i], sim_clamp(target), tau);

        l->willen[i] = sim_lane_milli(willen_u);
        KEEP(willen_u, willen_u);
    }
}

SIM_STAGE void kunnen(struct sim_lanes *restrict l, const struct sim_rules *restrict r,
                      size_t count)
{
    const struct sim_divisor tau = r->by.tau_kunnen;

    SIM_LANES_LOOP
    for (size_t i = 0; i < (count & ~(size_t)7); i++) {
        int32_t means = 3 * l->opp[i] + l->kunnen0[i] + 2 * sim_lane_milli(l->skill_u[i]);
        int32_t target =
            sim_lane_div_signed(means, 10) + l->practice[i] + l->push[SIM_PUSH_KUNNEN][i];
        int32_t kunnen_u = sim_lane_relax(l->kunnen_u[i], sim_clamp(target), tau);

        l->kunnen[i] = sim_lane_milli(kunnen_u);
        KEEP(kunnen_u, kunnen_u);
    }
}

SIM_STAGE void durven(struct sim_lanes *restrict l, const struct sim_rules *restrict r,
                      size_t count)
{
    const struct sim_divisor tau = r->by.tau_durven;

    SIM_LANES_LOOP
    for (size_t i = 0; i < (count & ~(size_t)7); i++) {
        int32_t ground = l->durven0[i] + 2 * l->trust[i] + 3 * l->kunnen[i];
        int32_t target = sim_lane_div_signed(ground, 10) + l->t_dare[i] -
                         (int32_t)((uint32_t)l->under[i] / 4) + l->push[SIM_PUSH_DURVEN][i];
        int32_t durven_u = sim_lane_relax(l->durven_u[i], sim_clamp(target), tau);

        l->durven[i] = sim_lane_milli(durven_u);
        KEEP(durven_u, durven_u);
    }
}

SIM_STAGE void mogen(struct sim_lanes *restrict l, const struct sim_rules *restrict r, size_t count)
{
    const struct sim_divisor tau = r->by.tau_mogen;

    SIM_LANES_LOOP
    for (size_t i = 0; i < (count & ~(size_t)7); i++) {
        int32_t slack = sim_clamp(1000 - 2 * sim_max(0, l->load[i] - 500));
        int32_t team_side = sim_lane_div(l->mogen0[i] + l->control[i] + 2 * slack, 5);
        int32_t target = sim_link(team_side, sim_clamp(l->orgs[i] + l->push[SIM_PUSH_MOGEN][i]));
        int32_t mogen_u = sim_lane_relax(l->mogen_u[i], target, tau);

        l->mogen[i] = sim_lane_milli(mogen_u);
        KEEP(mogen_u, mogen_u);
    }
}

/* Readiness for the next step, out of the conditions that this phase asks (M5).
 *   unaware 2 we + wi, selecting wi + mo + ku, acting ku + mo + du, applying du + mo + wi,
 *   continuous wi + we + mo; and once more the lowest of them (M4). */
SIM_STAGE void readiness(struct sim_lanes *restrict l, const struct sim_rules *restrict r,
                         size_t count)
{
    const struct sim_divisor tau = r->by.tau_ready;

    SIM_LANES_LOOP
    for (size_t i = 0; i < (count & ~(size_t)7); i++) {
        int32_t we = l->weten[i], wi = l->willen[i], ku = l->kunnen[i];
        int32_t du = l->durven[i], mo = l->mogen[i], phase = l->phase[i];
        int32_t onb = -(phase == SIM_ONB), sel = -(phase == SIM_SEL), act = -(phase == SIM_ACT);
        int32_t toe = -(phase == SIM_TOE), con = -(phase == SIM_CON);
        int32_t a = (we & onb) | (wi & (sel | con)) | (ku & act) | (du & toe);
        int32_t b = (wi & onb) | (mo & (sel | act | toe)) | (we & con);
        int32_t c = (we & onb) | (ku & sel) | (du & act) | (wi & toe) | (mo & con);
        int32_t lowest = sim_min(a, sim_min(b, c));
        int32_t ready = sim_clamp(sim_udiv(a + b + c + lowest, 4) + l->push[SIM_PUSH_READY][i]);

        KEEP(ready_u, sim_lane_relax(l->ready_u[i], ready, tau));
    }
}

/* Skill and time. Who knows less learns from who knows more, as far as they are near (M15). */
SIM_STAGE void growth(struct sim_lanes *restrict l, const struct sim_rules *restrict r,
                      size_t count)
{
    const int32_t obsolete = r->p->obsolete, cross_skill = r->p->cross_skill, teach = r->p->teach;
    const struct sim_divisor tau_routine = r->by.tau_routine;

    SIM_LANES_LOOP
    for (size_t i = 0; i < (count & ~(size_t)7); i++) {
        int32_t skill = sim_lane_milli(l->skill_u[i]);
        int32_t learned = sim_lane_mul_wide(l->opp[i] * l->grow[i], 1000 - skill);
        int32_t seen = sim_lane_mul(sim_max(0, l->all_skill[i] - skill), l->near[i]);
        int32_t lesson = sim_clamp(l->push[SIM_PUSH_KUNNEN][i] + l->push[SIM_PUSH_WETEN][i] / 2);
        int32_t next = l->skill_u[i] + learned - obsolete * skill + cross_skill * seen +
                       teach * sim_lane_mul(lesson, 1000 - skill);

        l->lesson[i] = lesson;

        KEEP(skill_u, sim_min(sim_max(next, 0), 1000000));
        KEEP(routine_u, sim_lane_relax(l->routine_u[i], 1000, tau_routine));
        l->tenure[i] += l->filled[i];
    }
}

/* Skill put to use, and the work that comes of it (M13). */
SIM_STAGE void output(struct sim_lanes *restrict l, const struct sim_rules *restrict r,
                      size_t count)
{
    const struct sim_parameters p = *r->p;
    const struct sim_divisor tau_used = r->by.tau_used;

    SIM_LANES_LOOP
    for (size_t i = 0; i < (count & ~(size_t)7); i++) {
        int32_t mean = sim_lane_div(l->kunnen[i] + l->durven[i] + l->mogen[i] + l->willen[i], 4);
        int32_t share = p.use_base + sim_lane_mul_wide(p.use_will, mean);
        int32_t fresh = sim_lane_mul_wide(sim_lane_mul_wide(l->lesson[i], p.fresh_use), l->sup[i]);
        int32_t target =
            sim_min(1000, sim_lane_mul_wide(sim_lane_milli(l->skill_u[i]), share) + fresh);
        int32_t used_u = sim_lane_relax(l->used_u[i], target, tau_used);
        int32_t load = l->load[i], over = sim_max(0, load - p.work_load);
        int32_t effort = sim_lane_mul_signed(sim_min(load, p.work_load) - 500, p.work[4]) -
                         sim_lane_mul_wide(over, p.work_over);
        int32_t work = l->work0[i] + sim_lane_mul_signed(sim_lane_milli(used_u), p.work[0]) +
                       sim_lane_mul_signed(l->eng[i], p.work[2]) +
                       sim_lane_mul_signed(1000 - l->strain[i], p.work[3]) + effort +
                       sim_lane_mul_signed(l->richness[i] - 500, p.work[5]) +
                       sim_lane_mul_signed(l->control[i] - 500, p.work[6]) +
                       sim_lane_mul(sim_lane_milli(l->routine_u[i]), p.work_routine) +
                       sim_lane_mul_signed(l->t_able[i] + l->luck[i], l->scope[i]);

        KEEP(used_u, used_u);
        KEEP(work, sim_clamp(work));
    }
}

/* What is built up towards the next step, and the chance to slip (M5, M6). The divisor for rounds
 * done is left to the few who might slip (sim_week.h): without it the chance is only larger. */
SIM_STAGE void chances(struct sim_lanes *restrict l, const struct sim_rules *restrict r,
                       size_t count)
{
    const int32_t loop_cap = r->p->loop_cap, loop_bonus = r->p->loop_bonus;

    SIM_LANES_LOOP
    for (size_t i = 0; i < (count & ~(size_t)7); i++) {
        int32_t ready = sim_lane_milli(l->ready_u[i]);
        int32_t cube = sim_lane_mul(sim_lane_mul(ready, ready), ready);
        int32_t bonus = sim_min(loop_cap, loop_bonus * l->spiral[i]);
        int32_t learns = 400 + sim_lane_quotient(6 * l->act[i], 10);
        int32_t firm = 2 * l->mogen[i] + 2 * l->durven[i] + l->willen[i] + 2 * l->sup[i];
        int32_t shaky = 1000 - sim_lane_div(firm, 7);
        int32_t shaky3 = sim_lane_mul(sim_lane_mul(shaky, shaky), shaky);

        int32_t forward =
            sim_lane_mul_wide(sim_lane_mul_wide(l->forward[i] * cube, learns), 1000 + bonus);

        l->forward_ppm[i] = forward;
        KEEP(progress_u, l->progress_u[i] + forward);
        l->back_ppm[i] =
            sim_lane_mul_wide(l->relapse[i] * shaky3, 1000 + 2 * sim_max(0, l->strain[i] - 300));
    }
}

/* The chance to leave (M12), the draws, and whom to look at closer. */
SIM_STAGE void draws(struct sim_lanes *restrict l, const struct sim_rules *restrict r, size_t count)
{
    const int32_t quit_from = r->p->quit_from, quit_v = r->p->quit_v;

    SIM_LANES_LOOP
    for (size_t i = 0; i < (count & ~(size_t)7); i++) {
        int32_t discontent = sim_lane_quotient(l->strain[i] + 2000 - l->eng[i] - l->sup[i], 3);
        int32_t v = sim_max(0, discontent - quit_from);
        int32_t quit = l->quit0[i] + sim_lane_thousandth(quit_v * v * v);
        uint32_t key = (uint32_t)l->slot[i] * SIM_INDEX_STRIDE;
        int32_t draw = sim_millionth(sim_mix((uint32_t)l->move_stream[i] + key));
        int32_t quit_draw = sim_millionth(sim_mix((uint32_t)l->quit_stream[i] + key));

        l->draw_ppm[i] = draw;
        l->quit_draw[i] = quit_draw;
        l->stirs[i] = l->filled[i] & ((l->progress_u[i] >= l->hurdle_u[i]) |
                                      (draw >= 1000000 - l->back_ppm[i]) | (quit_draw < quit));
        KEEP(quit_ppm, quit);
    }
}

static void people_week(struct sim_lanes *restrict l, size_t count,
                        const struct sim_rules *restrict r)
{
    work(l, r, count);
    learning(l, r, count);
    life(l, count);
    strain(l, r, count);
    pleasure(l, r, count);
    feeling(l, r, count);
    weten(l, r, count);
    willen(l, r, count);
    kunnen(l, r, count);
    durven(l, r, count);
    mogen(l, r, count);
    readiness(l, r, count);
    growth(l, r, count);
    output(l, r, count);
    chances(l, r, count);
    draws(l, r, count);
}

#endif
