/* facts_change.c -- facts C: how change is brought. */
#include "lab/evidence/facts.h"

void fact_C1(struct lab_experiment *x)
{
    struct lab_plan both = GIVE(x, "taakherontwerp", "werkdruk_aanpak");
    const struct lab_arm *a = lab_arm(x, lab_average(), lab_up(both, 900), WEEKS(52));
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_forced(lab_up(both, 100)), WEEKS(52));
    const struct lab_arm *c = lab_arm(x, lab_average(), lab_up(both, 100), WEEKS(52));
    double involved = 0;

    for (uint32_t s = 0; s < a->teams; s++)
        involved += lab_view(a, s, 52)->involvement - lab_view(b, s, 52)->involvement;
    lab_check_d(x, "willen", lab_member_effect(x, a, b, 52, LAB_WILLEN), 0.2, 2.5);
    lab_check_d(x, "willen_not_imposed", lab_member_effect(x, a, c, 52, LAB_WILLEN), 0.05, 2);
    lab_check_d(x, "control", lab_member_effect(x, a, b, 52, LAB_CONTROL), 0.2, 4);
    lab_check_d(x, "learning_climate", lab_outcome_effect(a, b, 52, SIM_OUTCOME_LEARNING_CLIMATE),
                0.1, 2);
    lab_check(x, "involvement_difference", involved / a->teams, 60, 500);
}

void fact_C2(struct lab_experiment *x)
{
    struct lab_plan redesign = GIVE(x, "taakherontwerp");
    const struct lab_arm *a = lab_arm(x, lab_average(), lab_up(redesign, 100), WEEKS(14));
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_up(redesign, 900), WEEKS(14));

    lab_check_d(x, "whole_tasks_14", lab_factor_effect(a, b, 14, SIM_CMP), 0.05, 1);
}

void fact_C3(struct lab_experiment *x)
{
    const struct lab_arm *a =
        lab_arm(x, lab_average(), lab_forced(lab_up(GIVE(x, "nieuwe_werken"), 0)), WEEKS(52));
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(52));

    lab_check_d(x, "load", lab_member_effect(x, a, b, 52, LAB_LOAD), -3, -0.2);
    lab_check_d(x, "control", lab_member_effect(x, a, b, 52, LAB_CONTROL), -3, -0.15);
    lab_check_d(x, "develop", lab_outcome_effect(a, b, 52, SIM_OUTCOME_DEVELOP), -1, -0.1);
    lab_check(x, "engagement", lab_member_effect(x, a, b, 52, LAB_ENGAGEMENT).mean, -0.2, 0.2);
    lab_check(x, "strain", lab_member_effect(x, a, b, 52, LAB_STRAIN).mean, -0.3, 0.3);
    lab_check(x, "support_colleagues", lab_factor_effect(a, b, 52, SIM_COL).mean, -0.1, 0.1);
    lab_check(x, "support_leader", lab_factor_effect(a, b, 52, SIM_LEA).mean, -0.1, 0.1);
}

void fact_C4(struct lab_experiment *x)
{
    const struct lab_arm *a =
        lab_arm(x, lab_average(), lab_up(GIVE(x, "nieuwe_werken"), 900), WEEKS(52));
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(52));

    lab_check_d(x, "control", lab_member_effect(x, a, b, 52, LAB_CONTROL), 0, 3);
}

void fact_C5(struct lab_experiment *x)
{
    const struct lab_arm *a =
        lab_arm(x, lab_average(), lab_forced(lab_up(GIVE(x, "nieuwe_werken"), 0)), WEEKS(3));
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(3));

    lab_check_d(x, "control_3", lab_member_effect(x, a, b, 3, LAB_CONTROL), -4, -0.2);
    lab_check_d(x, "trust_3", lab_member_effect(x, a, b, 3, LAB_TRUST), -2, -0.02);
}

void fact_C6(struct lab_experiment *x)
{
    struct lab_plan promised = lab_quality(lab_up(GIVE(x, "werkdruk_aanpak"), 950), 150);
    const struct lab_arm *a = lab_arm(x, lab_average(), promised, WEEKS(26));
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(26));

    lab_check_d(x, "engagement", lab_member_effect(x, a, b, 26, LAB_ENGAGEMENT), -0.35, -0.01);
    lab_check_d(x, "trust", lab_member_effect(x, a, b, 26, LAB_TRUST), -2.5, -0.1);
    lab_check(x, "strain_none", lab_member_effect(x, a, b, 26, LAB_STRAIN).mean, -0.2, 0.2);
}

/* Members who ever took part in the first pulse. */
static double took_part(const struct lab_arm *arm)
{
    double people = 0;

    for (uint32_t s = 0; s < arm->teams; s++)
        people += __builtin_popcount(arm->joined[s][0]);
    return people;
}

void fact_C7(struct lab_experiment *x)
{
    const struct lab_arm *a = lab_arm(x, lab_average(), GIVE(x, "cursus"), WEEKS(10));
    const struct lab_arm *f = lab_arm(x, lab_average(), lab_forced(GIVE(x, "cursus")), WEEKS(10));
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(10));
    double voluntary = lab_participants_effect(x, a, b, 10, LAB_KUNNEN, a).mean;
    double imposed = lab_participants_effect(x, f, b, 10, LAB_KUNNEN, a).mean;

    lab_check(x, "reach_voluntary", took_part(a) / (LAB_MEMBERS * a->teams), 0.4, 0.8);
    lab_check(x, "per_participant_imposed_voluntary", imposed / voluntary, 0.6, 0.95);
    lab_check(x, "team_imposed_minus_voluntary", lab_member_effect(x, f, a, 10, LAB_KUNNEN).mean,
              0.02, 1);
}

void fact_C8(struct lab_experiment *x)
{
    struct lab_plan training = GIVE(x, "leiderschapstraining");
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(26));
    const struct lab_arm *well = lab_arm(x, lab_average(), lab_quality(training, 900), WEEKS(26));
    const struct lab_arm *badly = lab_arm(x, lab_average(), lab_quality(training, 350), WEEKS(26));

    lab_check(x, "ratio_quality",
              lab_factor_effect(well, b, 26, SIM_LEA).mean /
                  lab_factor_effect(badly, b, 26, SIM_LEA).mean,
              2, 4);
}

void fact_C9(struct lab_experiment *x)
{
    struct lab_plan praise = GIVE(x, "waardering");
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(6, 32));
    const struct lab_arm *one = lab_arm(x, lab_average(), praise, WEEKS(6));
    const struct lab_arm *two = lab_arm(x, lab_average(), lab_every(praise, 13, 20), WEEKS(32));
    const struct lab_arm *three = lab_arm(x, lab_average(), lab_every(praise, 13, 27), WEEKS(32));
    double first = lab_member_effect(x, one, b, 6, LAB_WILLEN).mean;
    double third = lab_member_effect(x, three, two, 32, LAB_WILLEN).mean;

    lab_check(x, "third_first_gain", third / first, 0.1, 0.8);
}

void fact_C10(struct lab_experiment *x)
{
    struct lab_plan once = GIVE(x, "informeren", "waardering", "talenten");
    const struct lab_arm *a = lab_arm(x, lab_average(), once, WEEKS(6, 52));
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(6, 52));
    double peak = lab_outcome_effect(a, b, 6, SIM_OUTCOME_CONDITIONS).mean;

    lab_check(x, "peak", peak, 0.1, 2);
    lab_check(x, "left_after_year",
              lab_outcome_effect(a, b, 52, SIM_OUTCOME_CONDITIONS).mean / peak, -0.2, 0.35);
}

void fact_C11(struct lab_experiment *x)
{
    static const char *const rows[3][3] = {
        {"uitdagende_taken", "inspraak", "reflectietijd"},
        {"steungroepen", "fouten_mogen", "evaluaties"},
        {"leiderschapstraining", "pop", "tijd_en_geld"},
    };
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(40));
    double single = 0, mixed = 0;

    for (int i = 0; i < 3; i++) {
        struct lab_plan layer = GIVE(x, rows[i][0], rows[i][1], rows[i][2]);
        struct lab_plan mix = GIVE(x, rows[0][i], rows[1][(i + 1) % 3], rows[2][(i + 2) % 3]);

        single += lab_outcome_effect(lab_arm(x, lab_average(), layer, WEEKS(40)), b, 40,
                                     SIM_OUTCOME_LEARNING_CLIMATE)
                      .mean;
        mixed += lab_outcome_effect(lab_arm(x, lab_average(), mix, WEEKS(40)), b, 40,
                                    SIM_OUTCOME_LEARNING_CLIMATE)
                     .mean;
    }
    lab_check(x, "mixed_single_layer", mixed / single, 1.05, 2);
}

void fact_C12(struct lab_experiment *x)
{
    struct lab_plan redesign = lab_up(GIVE(x, "taakherontwerp"), 900);
    double effect[2];

    for (int k = 0; k < 2; k++) {
        int32_t o = k == 0 ? 650 : 150;
        struct lab_setup setup =
            WITH(lab_average(), {SIM_VIS, o}, {SIM_TRA, o}, {SIM_TRN, o}, {SIM_TEC, o});
        const struct lab_arm *a = lab_arm(x, setup, redesign, WEEKS(52));

        effect[k] = lab_outcome_effect(a, lab_arm(x, setup, lab_nothing(), WEEKS(52)), 52,
                                       SIM_OUTCOME_CONDITIONS)
                        .mean;
    }
    lab_check(x, "open_organisation", effect[0], 0.1, 2);
    lab_check(x, "blocked_open", effect[1] / effect[0], -0.5, 0.6);
}

void fact_C13(struct lab_experiment *x)
{
    static const enum sim_factor near[] = {SIM_VAR, SIM_CHA, SIM_CMP, SIM_AUT,
                                           SIM_REF, SIM_LEA, SIM_PAR, SIM_SAF};
    double effect[2];

    for (int k = 0; k < 2; k++) {
        struct lab_setup setup = lab_average();

        for (size_t i = 0; i < sizeof near / sizeof near[0]; i++)
            setup.origin.base[near[i]] += k == 0 ? 150 : -200;
        const struct lab_arm *a = lab_arm(x, setup, GIVE(x, "tijd_en_geld", "visie"), WEEKS(26));

        effect[k] = lab_outcome_effect(a, lab_arm(x, setup, lab_nothing(), WEEKS(26)), 26,
                                       SIM_OUTCOME_CONDITIONS)
                        .mean;
    }
    lab_check(x, "poor_rich", effect[1] / effect[0], -0.2, 0.85);
}

void fact_C14(struct lab_experiment *x)
{
    struct lab_plan few = GIVE(x, "ontwikkelgesprek", "steungroepen", "inspraak", "tijd_en_geld");
    struct lab_plan more = GIVE(x, "pop", "werkplekcoaching", "talenten", "leerwens", "evaluaties",
                                "reflectietijd", "cursus", "leercommunity");
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(20));
    const struct lab_arm *four = lab_arm(x, lab_average(), few, WEEKS(20));
    const struct lab_arm *twelve = lab_arm(x, lab_average(), lab_and_then(few, more), WEEKS(20));

    lab_check(x, "climate_twelve_minus_four",
              lab_outcome_effect(twelve, b, 20, SIM_OUTCOME_LEARNING_CLIMATE).mean -
                  lab_outcome_effect(four, b, 20, SIM_OUTCOME_LEARNING_CLIMATE).mean,
              -2, 0.05);
    lab_check_d(x, "strain_twelve_over_four", lab_member_effect(x, twelve, four, 20, LAB_STRAIN),
                0.05, 3);
}

void fact_C15(struct lab_experiment *x)
{
    double effect[2];

    for (int k = 0; k < 2; k++) {
        int32_t v = k == 0 ? 750 : 200;
        struct lab_setup setup = WITH(lab_average(), {SIM_VIS, v}, {SIM_TRA, v});
        const struct lab_arm *a =
            lab_arm(x, setup, GIVE(x, "taakherontwerp", "steungroepen"), WEEKS(40));

        effect[k] = lab_outcome_effect(a, lab_arm(x, setup, lab_nothing(), WEEKS(40)), 40,
                                       SIM_OUTCOME_DEVELOP)
                        .mean;
    }
    lab_check(x, "with_without_vision", effect[0] / effect[1], 1.1, 3);
}
