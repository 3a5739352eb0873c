/* sim_people.h -- a week of every member, from workload to the chance to move (section 7.3).
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
 * computes 4 or 8 members at once. Lanes of empty places are computed too and thrown away. Within
 * a member every line uses the newest values of that member. */
#ifndef SIM_PEOPLE_H
#define SIM_PEOPLE_H

#include "sim/sim_block.h"

/* A vacant place keeps what its last occupant had. */
#define KEEP(field, value) l->field[i] = l->filled[i] ? (value) : l->field[i]

/* Experienced workload, structure and control; opportunity to learn (M1, M10). */
static void work(struct sim_lanes *restrict l, const struct sim_rules *restrict r, uint32_t count)
{
    const struct sim_parameters p = r->p;
    const struct sim_divisor bell_width = r->bell_width;
    const struct sim_by_phase learn_load = sim_by_phase_of(p.learn_load);

    SIM_LANES_LOOP
    for (uint32_t i = 0; i < count; i++) {
        int32_t load = sim_clamp(l->load0[i] + l->t_load[i] + l->pulse_load[i] +
                                 sim_pick(learn_load, l->phase[i]));
        int32_t need = sim_clamp(l->t_sn[i] + sim_max(0, p.novice - p.novice_rate * l->tenure[i]));
        int32_t under = sim_max(0, need - l->ric[i]);
        int32_t over = sim_max(0, l->ric[i] - need - p.tolerance);
        int32_t ctl = sim_clamp(l->ctl0[i] + l->t_ctl[i] - sim_lane_mul(over, p.over_cost));

        ctl = sim_clamp(ctl + sim_lane_mul_signed(l->push[SIM_PUSH_CONTROL][i], 1000 - ctl));
        l->under[i] = under;
        l->over[i] = over;

        int32_t off = load - (p.opt_base + sim_lane_mul(p.opt_slope, ctl));
        int32_t bell = 1000 - sim_lane_divide(sim_min(off * off, 1000 * p.bell_width), bell_width);
        int32_t act = sim_lane_mul(bell, p.act_floor + sim_lane_mul(1000 - p.act_floor, ctl));

        act = sim_lane_mul(act, 1000 - sim_lane_mul(under, p.under_cost));
        act = sim_lane_mul(act, 1000 - sim_max(0, sim_lane_milli(l->strain_u[i]) - 500));

        int32_t rich = sim_clamp(l->rich[i] +
                                 sim_lane_mul_signed(l->push[SIM_PUSH_RICH][i], 1000 - l->rich[i]));

        l->rich_work[i] = rich;
        KEEP(load, load);
        KEEP(control, ctl);
        KEEP(act, act);
        KEEP(opp, sim_lane_mul(act, p.rich_floor + sim_lane_mul(1000 - p.rich_floor, rich)));
    }
}

/* Strain, engagement, trust (M2). */
static void feeling(struct sim_lanes *restrict l, const struct sim_rules *restrict r,
                    uint32_t count)
{
    const struct sim_parameters p = r->p;
    const struct sim_divisor tau_strain = r->tau_strain, tau_eng = r->tau_eng;
    const struct sim_divisor tau_trust = r->tau_trust;

    SIM_LANES_LOOP
    for (uint32_t i = 0; i < count; i++) {
        int32_t ctl = l->control[i], sup = l->sup[i];
        int32_t press = sim_max(0, l->load[i] - p.press_from);
        int32_t relief = sim_lane_mul(p.buffer, (int32_t)((uint32_t)(ctl + sup) / 2));
        int32_t target = l->t_str[i] + sim_lane_mul(press, 1000 - relief) + l->strain0[i] +
                         sim_lane_mul(l->under[i], p.ambiguity_strain);

        target = sim_lane_mul(sim_clamp(target), 1000 - sim_min(l->push[SIM_PUSH_COPING][i], 600));

        int32_t strain_u = sim_lane_relax(l->strain_u[i], target, tau_strain);
        int32_t strain = sim_lane_milli(strain_u);

        target = l->t_eng[i] +
                 sim_lane_div(3 * ctl + 3 * sup + 2 * l->rich_work[i] + 2 * l->opp[i], 10) -
                 sim_lane_mul(sim_max(0, strain - p.strain_drag_from), p.strain_drag) -
                 (int32_t)((uint32_t)l->gap[i] / 4);

        int32_t eng_u = sim_lane_relax(l->eng_u[i], sim_clamp(target), tau_eng);
        int32_t trust_u =
            sim_lane_relax(l->trust_u[i], sim_clamp(l->trust0[i] + l->t_tru[i]), tau_trust);

        l->strain[i] = strain;
        l->eng[i] = sim_lane_milli(eng_u);
        l->trust[i] = sim_lane_milli(trust_u);
        KEEP(strain_u, strain_u);
        KEEP(eng_u, eng_u);
        KEEP(trust_u, trust_u);
    }
}

/* weten, willen, kunnen (M3). */
static void conditions(struct sim_lanes *restrict l, const struct sim_rules *restrict r,
                       uint32_t count)
{
    const struct sim_parameters p = r->p;
    const struct sim_divisor tau_weten = r->tau_weten, tau_willen = r->tau_willen;
    const struct sim_divisor tau_kunnen = r->tau_kunnen;
    const struct sim_by_phase know = sim_by_phase_of(p.know), want = sim_by_phase_of(p.want);
    const struct sim_by_phase practice = sim_by_phase_of(p.practice);

    SIM_LANES_LOOP
    for (uint32_t i = 0; i < count; i++) {
        int32_t eng = l->eng[i], trust = l->trust[i];
        int32_t weten =
            l->weten0[i] + l->t_open[i] + sim_pick(know, l->phase[i]) + l->push[SIM_PUSH_WETEN][i];
        int32_t willen = sim_lane_div(3 * eng + 2 * l->control[i] + 2 * trust + l->willen0[i], 9) +
                         l->t_open[i] + sim_pick(want, l->phase[i]) + l->push[SIM_PUSH_WILLEN][i];
        int32_t kunnen =
            sim_lane_div_signed(3 * l->opp[i] + l->kunnen0[i] + 2 * sim_lane_milli(l->skill_u[i]),
                                10) +
            sim_pick(practice, l->phase[i]) + l->push[SIM_PUSH_KUNNEN][i];

        weten = sim_lane_relax(l->weten_u[i], sim_clamp(weten), tau_weten);
        willen = sim_lane_relax(l->willen_u[i], sim_clamp(willen), tau_willen);
        kunnen = sim_lane_relax(l->kunnen_u[i], sim_clamp(kunnen), tau_kunnen);
        l->weten[i] = sim_lane_milli(weten);
        l->willen[i] = sim_lane_milli(willen);
        l->kunnen[i] = sim_lane_milli(kunnen);
        KEEP(weten_u, weten);
        KEEP(willen_u, willen);
        KEEP(kunnen_u, kunnen);
    }
}

/* durven and mogen (M3, M4), which use the conditions above. */
static void room(struct sim_lanes *restrict l, const struct sim_rules *restrict r, uint32_t count)
{
    const struct sim_divisor tau_durven = r->tau_durven, tau_mogen = r->tau_mogen;

    SIM_LANES_LOOP
    for (uint32_t i = 0; i < count; i++) {
        int32_t durven =
            sim_lane_div_signed(l->durven0[i] + 2 * l->trust[i] + 3 * l->kunnen[i], 10) +
            l->t_dare[i] - (int32_t)((uint32_t)l->under[i] / 4) + l->push[SIM_PUSH_DURVEN][i];
        int32_t slack = sim_clamp(1000 - 2 * sim_max(0, l->load[i] - 500));
        int32_t team_side = sim_lane_div(l->mogen0[i] + l->control[i] + 2 * slack, 5);
        int32_t mogen = sim_link(team_side, sim_clamp(l->orgs[i] + l->push[SIM_PUSH_MOGEN][i]));

        durven = sim_lane_relax(l->durven_u[i], sim_clamp(durven), tau_durven);
        mogen = sim_lane_relax(l->mogen_u[i], mogen, tau_mogen);
        l->durven[i] = sim_lane_milli(durven);
        l->mogen[i] = sim_lane_milli(mogen);
        KEEP(durven_u, durven);
        KEEP(mogen_u, mogen);
    }
}

/* Readiness for the next step, out of the conditions that this phase asks (M5); skill; time.
 *   unaware 2 we + wi, selecting wi + mo + ku, acting ku + mo + du, applying du + mo + wi,
 *   continuous wi + we + mo; and once more the lowest of them (M4). */
static void growth(struct sim_lanes *restrict l, const struct sim_rules *restrict r, uint32_t count)
{
    const struct sim_parameters p = r->p;
    const struct sim_divisor tau_ready = r->tau_ready;
    const struct sim_by_phase grow = sim_by_phase_of(p.grow);

    SIM_LANES_LOOP
    for (uint32_t i = 0; i < count; i++) {
        int32_t we = l->weten[i], wi = l->willen[i], ku = l->kunnen[i];
        int32_t du = l->durven[i], mo = l->mogen[i], phase = l->phase[i];
        int32_t onb = -(phase == SIM_ONB), sel = -(phase == SIM_SEL), act = -(phase == SIM_ACT);
        int32_t toe = -(phase == SIM_TOE), con = -(phase == SIM_CON);
        int32_t a = (we & onb) | (wi & (sel | con)) | (ku & act) | (du & toe);
        int32_t b = (wi & onb) | (mo & (sel | act | toe)) | (we & con);
        int32_t c = (we & onb) | (ku & sel) | (du & act) | (wi & toe) | (mo & con);
        int32_t lowest = sim_min(a, sim_min(b, c));
        int32_t ready = sim_clamp(sim_udiv(a + b + c + lowest, 4) + l->push[SIM_PUSH_READY][i]);
        int32_t skill = sim_lane_milli(l->skill_u[i]);
        int32_t learned = sim_lane_mul_wide(l->opp[i] * sim_pick(grow, phase), 1000 - skill);

        KEEP(ready_u, sim_lane_relax(l->ready_u[i], ready, tau_ready));
        KEEP(skill_u, l->skill_u[i] + learned - p.obsolete * skill);
        l->tenure[i] += l->filled[i];
    }
}

/* The chances to move on, to fall back and to leave, and the draws (M5, M6, M12). The divisor for
 * rounds done is left to the few who might fall back (sim_week.h): without it the chance is only
 * larger. */
static void chances(struct sim_lanes *restrict l, const struct sim_rules *restrict r,
                    uint32_t count)
{
    const struct sim_parameters p = r->p;
    int32_t on[SIM_PHASES_COUNT], off[SIM_PHASES_COUNT];

    for (int phase = 0; phase < SIM_PHASES_COUNT; phase++) {
        on[phase] = p.forward[phase] / 1000;
        off[phase] = phase == SIM_ONB ? 0 : p.relapse[phase] / 1000;
    }
    const struct sim_by_phase forward = sim_by_phase_of(on);
    const struct sim_by_phase relapse = sim_by_phase_of(off);

    SIM_LANES_LOOP
    for (uint32_t i = 0; i < count; i++) {
        int32_t ready = sim_lane_milli(l->ready_u[i]), phase = l->phase[i];
        int32_t cube = sim_lane_mul(sim_lane_mul(ready, ready), ready);
        int32_t bonus = sim_min(p.loop_cap, p.loop_bonus * l->spiral[i]);
        int32_t learning = 400 + sim_lane_quotient(6 * l->act[i], 10);
        int32_t go = sim_lane_mul_wide(sim_lane_mul_wide(sim_pick(forward, phase) * cube, learning),
                                       1000 + bonus);
        int32_t shaky =
            1000 -
            sim_lane_div(2 * l->mogen[i] + 2 * l->durven[i] + l->willen[i] + 2 * l->sup[i], 7);
        int32_t shaky3 = sim_lane_mul(sim_lane_mul(shaky, shaky), shaky);
        int32_t back = sim_lane_mul_wide(sim_pick(relapse, phase) * shaky3,
                                         1000 + 2 * sim_max(0, l->strain[i] - 300));
        int32_t discontent = sim_lane_quotient(l->strain[i] + 2000 - l->eng[i] - l->sup[i], 3);
        int32_t v = sim_max(0, discontent - p.quit_from);
        int32_t quit = l->quit0[i] + sim_lane_thousandth(p.quit_v * v * v);
        uint32_t key = (uint32_t)l->slot[i] * SIM_INDEX_STRIDE;
        int32_t draw = sim_millionth(sim_mix(l->move_stream[i] + key));
        int32_t quit_draw = sim_millionth(sim_mix(l->quit_stream[i] + key));

        l->forward_ppm[i] = go;
        l->back_ppm[i] = back;
        l->draw_ppm[i] = draw;
        l->quit_draw[i] = quit_draw;
        l->stirs[i] = l->filled[i] & ((draw < go) | (draw >= 1000000 - back) | (quit_draw < quit));
        KEEP(quit_ppm, quit);
    }
}

static void people_week(struct sim_lanes *restrict l, uint32_t count,
                        const struct sim_rules *restrict r)
{
    work(l, r, count);
    feeling(l, r, count);
    conditions(l, r, count);
    room(l, r, count);
    growth(l, r, count);
    chances(l, r, count);
}

#endif
