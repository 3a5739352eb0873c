/* facts_later.c -- facts E: safety, turnover and signals; F and G: written later, to test the model
 * as it was (G1 is with the phases, F6 with the interventions). */
#include "lab/evidence/facts.h"

#include "sim/sim_signal.h"

/* --- E: safety, turnover, signals ------------------------------------------------------------- */

#define CLIMATE_TEAMS   300
#define CLIMATE_MEMBERS (CLIMATE_TEAMS * LAB_MEMBERS)

/* The values of all members who are there, and for each the factor of its team. */
static uint32_t gather(const struct lab_arm *arm, enum lab_value value, enum sim_factor factor,
                       double *values, double *factors)
{
    uint32_t n = 0;

    for (uint32_t s = 0; s < arm->teams; s++) {
        const struct lab_view *v = lab_view(arm, s, 52);

        for (int i = 0; i < LAB_MEMBERS; i++) {
            if (v->phase[i] < 0)
                continue;
            values[n] = v->value[value][i];
            factors[n++] = v->factor[factor];
        }
    }
    return n;
}

static double safety_with(const struct lab_arm *arm, enum lab_value value)
{
    double values[CLIMATE_MEMBERS], safety[CLIMATE_MEMBERS];
    uint32_t n = gather(arm, value, SIM_SAF, values, safety);

    return lab_correlation(safety, values, n);
}

void fact_E1(struct lab_experiment *x)
{
    const struct lab_arm *a = lab_climate(x, CLIMATE_TEAMS, 52);
    double safety[CLIMATE_TEAMS], active[CLIMATE_TEAMS];

    for (uint32_t s = 0; s < CLIMATE_TEAMS; s++) {
        safety[s] = lab_view(a, s, 52)->factor[SIM_SAF];
        active[s] = lab_view(a, s, 52)->outcome.value[SIM_OUTCOME_REGIE];
    }
    lab_check(x, "r_safety_durven", safety_with(a, LAB_DURVEN), 0.4, 0.8);
    lab_check(x, "r_safety_kunnen", safety_with(a, LAB_KUNNEN), 0.2, 0.7);
    lab_check(x, "r_safety_engagement", safety_with(a, LAB_ENGAGEMENT), 0.1, 0.55);
    lab_check(x, "r_safety_active", lab_correlation(safety, active, CLIMATE_TEAMS), 0.15, 0.8);
}

static double left_in_a_year(struct lab_experiment *x, enum sim_profile which)
{
    const struct lab_moves *m = lab_moves(x, lab_profile(which), lab_nothing(), 52, 8);
    double left = 0;

    for (uint32_t k = 0; k < m->first[m->teams]; k++)
        left += m->items[k].to == SIM_LEFT;
    return left / (LAB_MEMBERS * m->teams);
}

void fact_E2(struct lab_experiment *x)
{
    double ordinary = left_in_a_year(x, SIM_PROFILE_AVERAGE);

    lab_check(x, "left_average", ordinary, 0.1, 0.2);
    lab_check(x, "left_strong_average", left_in_a_year(x, SIM_PROFILE_STRONG) / ordinary, 0.3,
              0.85);
}

void fact_E3(struct lab_experiment *x)
{
    const struct lab_arm *none = lab_arm_of(x, WITH(lab_average(), {SIM_MOB, 0}), lab_nothing(),
                                            WEEKS(104), 0, x->lab->teams);
    const struct lab_arm *some = lab_arm_of(x, WITH(lab_average(), {SIM_MOB, 300}), lab_nothing(),
                                            WEEKS(104), 0, x->lab->teams);
    const struct lab_arm *much = lab_arm_of(x, WITH(lab_average(), {SIM_MOB, 1000}), lab_nothing(),
                                            WEEKS(104), 0, x->lab->teams);

    lab_check_d(x, "weten_some_none", lab_member_effect(x, some, none, 104, LAB_WETEN), 0, 1);
    lab_check_d(x, "performance_much_some",
                lab_outcome_effect(much, some, 104, SIM_OUTCOME_PERFORMANCE), -2, -0.05);
    lab_check_d(x, "innovative_some_none",
                lab_outcome_effect(some, none, 104, SIM_OUTCOME_INNOVATIVE_CLIMATE), 0, 1);
    lab_check_d(x, "skill_much_some", lab_member_effect(x, much, some, 104, LAB_SKILL), -3, -0.1);
}

/* Replace two people: their places become free and are filled within a week. */
static void replace_two(struct lab_experiment *x, struct sim_team *team, int32_t week,
                        const int32_t *phases_first)
{
    (void)x, (void)phases_first;
    if (week != 0)
        return;
    team->member.vacant[0] = team->member.vacant[1] = 1;
    sim_team_settle(team);
}

void fact_E4(struct lab_experiment *x)
{
    struct lab_plan swap = {.also = {replace_two}};
    uint16_t *others = x->others;
    double effect[2];

    for (uint32_t s = 0; s < x->lab->teams; s++)
        others[s] = 0xFC;
    for (int k = 0; k < 2; k++) {
        int32_t v = k == 0 ? 750 : 200;
        struct lab_setup setup = WITH(lab_average(), {SIM_INT, v}, {SIM_SAF, v});
        const struct lab_arm *a = lab_arm(x, setup, swap, WEEKS(10));
        const struct lab_arm *b = lab_arm(x, setup, lab_nothing(), WEEKS(10));

        effect[k] = lab_member_effect_of(x, a, b, 10, LAB_WETEN, others).mean;
    }
    lab_check(x, "open_team", effect[0], 0.02, 1);
    lab_check(x, "closed_open", effect[1] / effect[0], -1, 0.6);
}

void fact_E5(struct lab_experiment *x)
{
    const struct lab_arm *a =
        lab_arm(x, WITH(lab_average(), {SIM_COL, 750}, {SIM_LEA, 750}, {SIM_INT, 750}),
                lab_nothing(), WEEKS(40));
    const struct lab_arm *b =
        lab_arm(x, WITH(lab_average(), {SIM_COL, 300}, {SIM_LEA, 300}, {SIM_INT, 300}),
                lab_nothing(), WEEKS(40));

    lab_check(x, "turnover_supported",
              (1 - lab_outcome_mean(a, 40, SIM_OUTCOME_RETENTION) / 1000) /
                  (1 - lab_outcome_mean(b, 40, SIM_OUTCOME_RETENTION) / 1000),
              0.4, 0.92);
}

void fact_E6(struct lab_experiment *x)
{
    double reported[2] = {0, 0}, made[2] = {0, 0};

    for (int k = 0; k < 2; k++) {
        struct lab_setup setup = WITH(lab_average(), {SIM_SAF, k == 0 ? 800 : 200});

        for (uint32_t s = 0; s < x->lab->teams; s++) {
            struct sim_team team;
            struct sim_figures figures;

            lab_team(x, &setup, x->lab->seed + s, &team);
            lab_run(x, &setup, &team, 26);
            figures = sim_signal_figures(&team, x->catalogue, &x->lab->parameters);
            reported[k] += figures.reported_errors;
            made[k] += figures.made_errors;
        }
    }
    x->teams = x->lab->teams;
    lab_check(x, "errors_reported", reported[0] / reported[1], 1.2, 4);
    lab_check(x, "errors_made", made[0] / made[1], 0.6, 1.05);
}

/* --- F: first held-out set -------------------------------------------------------------------- */

/* A happening that lasts: these factors move and stay. */
static uint32_t lasting(struct lab_experiment *x, const struct sim_effect *lifts, uint8_t count)
{
    struct sim_pulse p = {
        .layer = SIM_LAYER_HAPPENING, .lifts_count = count, .ramp = 2, .hold = 60, .fade = 10};

    for (uint8_t i = 0; i < count; i++)
        p.lifts[i] = lifts[i];
    for (int i = 0; i < SIM_PHASES_COUNT; i++)
        p.fit[i] = 1000;
    return lab_add_pulse(x, &p);
}

void fact_F1(struct lab_experiment *x)
{
    struct lab_setup calm =
        WITH(lab_average(), {SIM_DEM, 350}, {SIM_AUT, 300}, {SIM_PAR, 300}, {SIM_CMP, 300});
    uint32_t harder = lasting(x, (const struct sim_effect[]){{SIM_DEM, 550}}, 1);
    const struct lab_arm *a = lab_arm(x, calm, lab_plan_pulse(harder), WEEKS(26));
    const struct lab_arm *b = lab_arm(x, calm, lab_nothing(), WEEKS(26));

    lab_check_d(x, "opportunity", lab_member_effect(x, a, b, 26, LAB_OPP), -3, -0.3);
    lab_check_d(x, "kunnen", lab_member_effect(x, a, b, 26, LAB_KUNNEN), -3, -0.1);
}

void fact_F2(struct lab_experiment *x)
{
    static const struct sim_effect backed[] = {{SIM_DEM, 100}, {SIM_AUT, 250}, {SIM_PAR, 140}};
    struct lab_setup setup = WITH(lab_average(), {SIM_DEM, 420});
    const struct lab_arm *a = lab_arm(x, setup, lab_plan_pulse(lasting(x, backed, 3)), WEEKS(26));
    const struct lab_arm *b = lab_arm(x, setup, lab_nothing(), WEEKS(26));

    lab_check_d(x, "kunnen", lab_member_effect(x, a, b, 26, LAB_KUNNEN), 0.02, 1);
}

static double with_kunnen(const struct lab_arm *arm, enum lab_value value)
{
    double values[CLIMATE_MEMBERS], kunnen[CLIMATE_MEMBERS], unused[CLIMATE_MEMBERS];
    uint32_t n = gather(arm, value, SIM_SAF, values, unused);

    gather(arm, LAB_KUNNEN, SIM_SAF, kunnen, unused);
    return lab_correlation(values, kunnen, n);
}

void fact_F3(struct lab_experiment *x)
{
    const struct lab_arm *a = lab_climate(x, CLIMATE_TEAMS, 52);

    lab_check(x, "r_load_kunnen", with_kunnen(a, LAB_LOAD), -0.6, -0.02);
    lab_check(x, "r_control_kunnen", with_kunnen(a, LAB_CONTROL), 0.1, 0.8);
}

void fact_F4(struct lab_experiment *x)
{
    struct lab_plan reorganised = lab_forced(GIVE(x, "reorganisatie"));
    const struct lab_arm *a = lab_arm(x, lab_average(), lab_up(reorganised, 800), WEEKS(12));
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_up(reorganised, 0), WEEKS(12));

    lab_check_d(x, "control", lab_member_effect(x, a, b, 12, LAB_CONTROL), 0.2, 3);
    lab_check_d(x, "strain", lab_member_effect(x, a, b, 12, LAB_STRAIN), -1.5, -0.05);
}

/* Every eight weeks, give those in each of the two most common phases the package for their
 * phase. */
static void tailor(struct lab_experiment *x, struct sim_team *team, int32_t week,
                   const int32_t *phases)
{
    static const char *const package[SIM_PHASES_COUNT] = {
        "talenten", "leerwens", "werkplekcoaching", "transfersteun", "leren_delen"};
    uint32_t mask[SIM_PHASES_COUNT] = {0};

    if (week % 8 != 0)
        return;
    for (int i = 0; i < LAB_MEMBERS; i++)
        mask[phases[i]] |= 1u << i;
    for (int k = 0; k < 2; k++) {
        int most = 0;

        for (int p = 1; p < SIM_PHASES_COUNT; p++)
            if (__builtin_popcount(mask[p]) > __builtin_popcount(mask[most]))
                most = p;
        if (mask[most] != 0)
            sim_team_start(team, x->catalogue, &x->lab->parameters, lab_pulse(x, package[most]),
                           700, 700, false, mask[most]);
        mask[most] = 0;
    }
}

static void tailor_anew(struct lab_experiment *x, struct sim_team *team, int32_t week,
                        const int32_t *phases_first)
{
    (void)phases_first;
    tailor(x, team, week, team->member.phase);
}

void fact_F5(struct lab_experiment *x)
{
    uint32_t teams = 2 * x->lab->teams;
    struct lab_plan anew = {.also = {tailor_anew}}, once = {.also = {tailor}};
    const struct lab_arm *a = lab_arm_of(x, lab_average(), anew, WEEKS(48), LAB_BURN_IN, teams);
    const struct lab_arm *c = lab_arm_of(x, lab_average(), once, WEEKS(48), LAB_BURN_IN, teams);
    const struct lab_arm *b =
        lab_arm_of(x, lab_average(), lab_nothing(), WEEKS(48), LAB_BURN_IN, teams);

    lab_check_d(x, "gain_once", lab_outcome_difference(c, b, 48, SIM_OUTCOME_PHASE), 0, 500);
    lab_check_d(x, "anew_minus_once", lab_outcome_difference(a, c, 48, SIM_OUTCOME_PHASE), 5, 300);
}

void fact_F7(struct lab_experiment *x)
{
    struct lab_plan approach = lab_up(GIVE(x, "werkdruk_aanpak"), 800);
    double effect[2];

    for (int k = 0; k < 2; k++) {
        struct lab_setup setup = WITH(lab_average(), {SIM_TRA, k == 0 ? 700 : 200});
        const struct lab_arm *a = lab_arm(x, setup, approach, WEEKS(26));

        effect[k] =
            lab_member_effect(x, a, lab_arm(x, setup, lab_nothing(), WEEKS(26)), 26, LAB_CONTROL)
                .mean;
    }
    lab_check(x, "good_poor_communication", effect[0] / effect[1], 1.05, 3);
}

void fact_F8(struct lab_experiment *x)
{
    struct lab_plan approach = lab_up(GIVE(x, "werkdruk_aanpak"), 800);
    struct lab_plan change = lab_at_week(GIVE(x, "leiderwissel"), 4);
    const struct lab_arm *calm = lab_arm(x, lab_average(), approach, WEEKS(20));
    const struct lab_arm *none = lab_arm(x, lab_average(), lab_nothing(), WEEKS(20));
    const struct lab_arm *swap =
        lab_arm(x, lab_average(), lab_and_then(approach, change), WEEKS(20));
    const struct lab_arm *only = lab_arm(x, lab_average(), change, WEEKS(20));

    lab_check(x, "with_without_change_of_leader",
              lab_member_effect(x, swap, only, 20, LAB_CONTROL).mean /
                  lab_member_effect(x, calm, none, 20, LAB_CONTROL).mean,
              0.3, 0.97);
}

void fact_F9(struct lab_experiment *x)
{
    double stay[2][2];

    for (int k = 0; k < 2; k++) {
        int32_t v = k == 0 ? 650 : 350;
        struct lab_setup social = WITH(lab_average(), {SIM_COL, v}, {SIM_LEA, v}, {SIM_INT, v});
        struct lab_setup task = WITH(lab_average(), {SIM_AUT, v}, {SIM_PAR, v}, {SIM_VAR, v},
                                     {SIM_CHA, v}, {SIM_CMP, v});

        stay[0][k] = lab_outcome_mean(lab_arm(x, social, lab_nothing(), WEEKS(40)), 40,
                                      SIM_OUTCOME_RETENTION);
        stay[1][k] =
            lab_outcome_mean(lab_arm(x, task, lab_nothing(), WEEKS(40)), 40, SIM_OUTCOME_RETENTION);
    }
    lab_check(x, "social_task", (stay[0][0] - stay[0][1]) / (stay[1][0] - stay[1][1]), 1, 20);
}

void fact_F10(struct lab_experiment *x)
{
    const struct lab_arm *a = lab_arm(x, lab_average(), GIVE(x, "job_crafting"), WEEKS(0, 14));
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(0, 14));
    double effect[2];

    for (int k = 0; k < 2; k++) {
        for (uint32_t s = 0; s < a->teams; s++) {
            const struct lab_view *v = lab_view(a, s, 0);

            x->others[s] = 0;
            for (int i = 0; i < LAB_MEMBERS; i++)
                if (v->phase[i] >= 0 && (v->value[LAB_CONTROL][i] < 450) == (k == 0))
                    x->others[s] |= (uint16_t)(a->joined[s][0] & 1u << i);
        }
        effect[k] = lab_member_effect_of(x, a, b, 14, LAB_ENGAGEMENT, x->others).mean;
    }
    lab_check(x, "low_minus_high_control", effect[0] - effect[1], 0.01, 0.6);
}

void fact_F11(struct lab_experiment *x)
{
    double effect[2];

    for (int k = 0; k < 2; k++) {
        struct lab_setup setup = WITH(lab_average(), {SIM_DEM, k == 0 ? 700 : 400});
        const struct lab_arm *a = lab_arm(x, setup, GIVE(x, "job_crafting"), WEEKS(14));
        const struct lab_arm *b = lab_arm(x, setup, lab_nothing(), WEEKS(14));

        effect[k] = lab_participants_effect(x, a, b, 14, LAB_ENGAGEMENT, a).mean;
    }
    lab_check(x, "high_low_workload", effect[0] / effect[1], 1.02, 3);
}

/* --- G: second held-out set ------------------------------------------------------------------- */

void fact_G2(struct lab_experiment *x)
{
    struct lab_setup choosing = lab_in_phase(lab_average(), SIM_SEL);
    struct lab_plan both =
        lab_and_then(GIVE(x, "cursus"), lab_at_week(GIVE(x, "transfersteun"), 8));
    uint32_t teams = 2 * x->lab->teams;
    const struct lab_arm *a = lab_arm_of(x, choosing, both, WEEKS(40), 0, teams);
    const struct lab_arm *c =
        lab_arm_of(x, choosing, lab_quality(GIVE(x, "cursus"), 1000), WEEKS(40), 0, teams);

    lab_check_d(x, "active_more", lab_outcome_difference(a, c, 40, SIM_OUTCOME_REGIE), 0, 300);
}

void fact_G3(struct lab_experiment *x)
{
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(11, 26, 56));
    const struct lab_arm *coping = lab_arm(x, lab_average(), GIVE(x, "mindfulness"), WEEKS(11, 56));
    const struct lab_arm *work =
        lab_arm(x, lab_average(), lab_up(GIVE(x, "werkdruk_aanpak"), 800), WEEKS(26, 56));

    lab_check(x, "left_work",
              lab_member_effect(x, work, b, 56, LAB_STRAIN).mean /
                  lab_member_effect(x, work, b, 26, LAB_STRAIN).mean,
              0.4, 1.5);
    lab_check(x, "left_coping",
              lab_member_effect(x, coping, b, 56, LAB_STRAIN).mean /
                  lab_member_effect(x, coping, b, 11, LAB_STRAIN).mean,
              -0.1, 0.35);
}

void fact_G4(struct lab_experiment *x)
{
    struct lab_plan both = lab_up(GIVE(x, "mindfulness", "werkdruk_aanpak"), 800);
    const struct lab_arm *a = lab_arm(x, lab_average(), both, WEEKS(40));
    const struct lab_arm *b =
        lab_arm(x, lab_average(), lab_up(GIVE(x, "mindfulness"), 800), WEEKS(40));

    lab_check_d(x, "strain", lab_member_effect(x, a, b, 40, LAB_STRAIN), -1.5, -0.1);
}

void fact_G5(struct lab_experiment *x)
{
    struct lab_setup newcomers = lab_with_tenure(lab_in_phases(lab_average(), SIM_SEL, SIM_ACT), 0);
    const struct lab_arm *a =
        lab_arm_of(x, newcomers, GIVE(x, "buddy"), WEEKS(13), 0, x->lab->teams);
    const struct lab_arm *b = lab_arm_of(x, newcomers, lab_nothing(), WEEKS(13), 0, x->lab->teams);

    lab_check_d(x, "durven", lab_member_effect(x, a, b, 13, LAB_DURVEN), 0.05, 1);
    lab_check_d(x, "kunnen", lab_member_effect(x, a, b, 13, LAB_KUNNEN), 0.05, 1);
}

void fact_G6(struct lab_experiment *x)
{
    struct lab_setup applying = lab_in_phase(lab_average(), SIM_TOE);
    struct lab_plan punished = GIVE(x, "fout_afgestraft");
    const struct lab_arm *a = lab_arm_of(x, applying, punished, WEEKS(6), 0, x->lab->teams);
    const struct lab_arm *b = lab_arm_of(x, applying, lab_nothing(), WEEKS(6), 0, x->lab->teams);

    lab_check_d(x, "durven", lab_member_effect(x, a, b, 6, LAB_DURVEN), -2, -0.2);
    lab_check(x, "fall_back_with_without",
              lab_share(lab_moves(x, applying, punished, 26, 0), lab_move_back) /
                  lab_share(lab_moves(x, applying, lab_nothing(), 26, 0), lab_move_back),
              1.1, 2.5);
}

void fact_G7(struct lab_experiment *x)
{
    const struct lab_arm *a = lab_arm(x, lab_average(), GIVE(x, "piekdruk"), WEEKS(7, 32));
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(7, 32));

    lab_check_d(x, "strain_7", lab_member_effect(x, a, b, 7, LAB_STRAIN), 0.2, 2);
    lab_check(x, "strain_32", lab_member_effect(x, a, b, 32, LAB_STRAIN).mean, -0.1, 0.1);
}

void fact_G8(struct lab_experiment *x)
{
    struct lab_plan imposed = lab_forced(lab_up(GIVE(x, "nieuwe_werken"), 0));
    double fall[2];

    for (int k = 0; k < 2; k++) {
        int32_t v = k == 0 ? 700 : 200;
        struct lab_setup setup = WITH(lab_average(), {SIM_TRA, v}, {SIM_VIS, v});
        const struct lab_arm *a = lab_arm(x, setup, imposed, WEEKS(16));

        fall[k] =
            lab_member_effect(x, a, lab_arm(x, setup, lab_nothing(), WEEKS(16)), 16, LAB_TRUST)
                .mean;
    }
    lab_check(x, "fall_open_closed", fall[0] / fall[1], 0.2, 0.95);
}

void fact_G9(struct lab_experiment *x)
{
    const struct lab_arm *a =
        lab_arm(x, lab_average(), lab_quality(GIVE(x, "leiderschapstraining"), 800), WEEKS(30));
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(30));

    lab_check_d(x, "engagement", lab_member_effect(x, a, b, 30, LAB_ENGAGEMENT), 0.03, 0.5);
}
