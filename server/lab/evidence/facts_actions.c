/* facts_actions.c -- facts D: known interventions. */
#include "lab/evidence/facts.h"

#include "sim/sim_math.h"

void fact_D1(struct lab_experiment *x)
{
    const struct lab_arm *a = lab_arm(x, lab_average(), GIVE(x, "stressprogramma"), WEEKS(40));
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(40));

    lab_check_d(x, "strain", lab_member_effect(x, a, b, 40, LAB_STRAIN), -0.6, -0.15);
    lab_check(x, "load", lab_member_effect(x, a, b, 40, LAB_LOAD).mean, -0.1, 0.1);
    lab_check(x, "control", lab_member_effect(x, a, b, 40, LAB_CONTROL).mean, -0.1, 0.1);
    lab_check(x, "support_colleagues", lab_factor_effect(a, b, 40, SIM_COL).mean, -0.1, 0.1);
}

void fact_D2(struct lab_experiment *x)
{
    const struct lab_arm *a = lab_arm(x, lab_average(), GIVE(x, "mindfulness"), WEEKS(11, 22, 50));
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(11, 22, 50));
    double end = lab_participants_effect(x, a, b, 11, LAB_STRAIN, a).mean;

    lab_check(x, "strain_end", end, -0.8, -0.3);
    lab_check(x, "left_12", lab_participants_effect(x, a, b, 22, LAB_STRAIN, a).mean / end, 0.4, 1);
    lab_check(x, "left_40", lab_participants_effect(x, a, b, 50, LAB_STRAIN, a).mean / end, -0.1,
              0.4);
}

void fact_D3(struct lab_experiment *x)
{
    const struct lab_arm *a = lab_arm(x, lab_average(), GIVE(x, "job_crafting"), WEEKS(14));
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(14));

    lab_check_d(x, "engagement", lab_participants_effect(x, a, b, 14, LAB_ENGAGEMENT, a), 0.15,
                0.55);
    lab_check_d(x, "performance", lab_participants_effect(x, a, b, 14, LAB_PERFORMANCE, a), 0.03,
                0.5);
}

static uint32_t attending(const struct sim_team *team)
{
    return team->running_count > 0 ? team->running[0].attend : 0;
}

/* How many stopped within eight weeks. */
static double dropped_out(struct lab_experiment *x, uint32_t pulse)
{
    struct lab_setup setup = lab_average();
    double left = 0;

    for (uint32_t s = 0; s < x->lab->teams; s++) {
        struct sim_team team;
        uint32_t seen = 0;

        lab_team(x, &setup, x->lab->seed + s, &team);
        lab_run(x, &setup, &team, LAB_BURN_IN);
        sim_team_start(&team, x->catalogue, &x->lab->parameters, pulse, 700, 500, false,
                       SIM_EVERYBODY);
        for (int week = 0; week < 8; week++) {
            lab_run(x, &setup, &team, 1);
            seen |= attending(&team);
        }
        left += __builtin_popcount(seen) - __builtin_popcount(attending(&team));
    }
    return left;
}

void fact_D4(struct lab_experiment *x)
{
    const struct lab_arm *online =
        lab_arm(x, lab_average(), GIVE(x, "job_crafting_online"), WEEKS(8, 34));
    const struct lab_arm *group = lab_arm(x, lab_average(), GIVE(x, "job_crafting"), WEEKS(8, 34));
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(8, 34));
    double starters = 0, e[2], h[2];

    for (uint32_t s = 0; s < online->teams; s++)
        starters += __builtin_popcount(online->joined[s][0]);
    for (int k = 0; k < 2; k++) {
        int32_t week = k == 0 ? 8 : 34;

        e[k] = lab_participants_effect(x, online, b, week, LAB_CONTROL, online).mean;
        h[k] = lab_participants_effect(x, group, b, week, LAB_CONTROL, group).mean;
    }
    lab_check(x, "dropped_out",
              dropped_out(x, lab_pulse(x, "job_crafting_online")) / (starters > 1 ? starters : 1),
              0.3, 0.7);
    lab_check(x, "control_8", e[0], 0.08, 0.8);
    lab_check(x, "online_left_34", e[1] / e[0], -0.2, 0.3);
    lab_check(x, "group_left_34", h[1] / h[0], 0.3, 1);
}

void fact_D5(struct lab_experiment *x)
{
    const struct lab_arm *a =
        lab_arm(x, lab_average(), lab_up(GIVE(x, "taakherontwerp"), 800), WEEKS(52, 78));
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(52, 78));
    struct lab_stat control = lab_member_effect(x, a, b, 52, LAB_CONTROL);

    lab_check_d(x, "control", control, 0.3, 2.5);
    lab_check_d(x, "performance", lab_member_effect(x, a, b, 52, LAB_PERFORMANCE), 0.05, 0.8);
    lab_check(x, "control_left_half_year",
              lab_member_effect(x, a, b, 78, LAB_CONTROL).mean / control.mean, 0.8, 1.5);
}

void fact_D6(struct lab_experiment *x)
{
    const struct lab_arm *a =
        lab_arm(x, lab_average(), lab_quality(GIVE(x, "leiderschapstraining"), 850), WEEKS(39));
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(39));

    lab_check_d(x, "support_leader", lab_factor_effect(a, b, 39, SIM_LEA), 0.2, 1);
    lab_check_d(x, "trust", lab_member_effect(x, a, b, 39, LAB_TRUST), 0.1, 3);
}

void fact_D7(struct lab_experiment *x)
{
    struct lab_setup busy = lab_with_leader_hours(lab_average(), 6);
    struct lab_plan own = GIVE(x, "ontwikkelgesprek", "steungroepen", "evaluaties");
    struct lab_plan trained = GIVE(x, "leiderschapstraining");
    struct lab_plan freed = GIVE(x, "leiderschapstraining", "leider_vrijspelen");
    const struct lab_arm *b = lab_arm(x, busy, own, WEEKS(30));
    const struct lab_arm *a = lab_arm(x, busy, lab_and_then(trained, own), WEEKS(30));
    const struct lab_arm *c = lab_arm(x, busy, lab_and_then(freed, own), WEEKS(30));

    lab_check_d(x, "support_both", lab_factor_effect(c, b, 30, SIM_LEA), 0.2, 2);
    lab_check_d(x, "support_freed", lab_factor_effect(c, a, 30, SIM_LEA), 0.05, 2);
    lab_check_d(x, "innovative_both", lab_outcome_effect(c, b, 30, SIM_OUTCOME_INNOVATIVE_CLIMATE),
                0.1, 1);
}

void fact_D8(struct lab_experiment *x)
{
    struct lab_setup busy = lab_with_leader_hours(lab_average(), 3);
    struct lab_plan poor = lab_quality(lab_up(GIVE(x, "leiderschapstraining"), 200), 150);
    const struct lab_arm *a = lab_arm(x, busy, poor, WEEKS(26));
    const struct lab_arm *b = lab_arm(x, busy, lab_nothing(), WEEKS(26));

    lab_check(x, "support_leader", lab_factor_effect(a, b, 26, SIM_LEA).mean, -0.3, 0.15);
    lab_check(x, "engagement", lab_member_effect(x, a, b, 26, LAB_ENGAGEMENT).mean, -0.15, 0.1);
    lab_check(x, "learning_climate",
              lab_outcome_effect(a, b, 26, SIM_OUTCOME_LEARNING_CLIMATE).mean, -0.15, 0.15);
}

static bool fell_back_from_applying(const struct lab_move *move)
{
    return lab_move_back(move) && move->from == SIM_TOE;
}

static bool became_habit(const struct lab_move *move)
{
    return move->to == SIM_CON;
}

/* The weeks in half a year in which members were applying, in a later phase or in a later round of
 * the spiral, added up. */
static double weeks_applying(struct lab_experiment *x, const struct lab_setup *setup, uint32_t seed)
{
    struct sim_team team;
    double weeks = 0;

    lab_team(x, setup, seed, &team);
    for (int week = 0; week < 26; week++) {
        lab_run(x, setup, &team, 1);
        for (int i = 0; i < LAB_MEMBERS; i++)
            weeks += team.member.vacant[i] == 0 &&
                     (team.member.phase[i] >= SIM_TOE || team.member.spiral[i] > 0);
    }
    return weeks;
}

/* A factor between 200 and 800. */
static int32_t drawn_factor(struct lab_experiment *x, uint32_t team, int32_t stream)
{
    return 200 + sim_below(sim_stream(x->lab->seed + team, SIM_DRAW_NOISE, stream), 0, 601);
}

#define TRANSFER_TEAMS 800
void fact_D9(struct lab_experiment *x)
{
    struct lab_setup applying = lab_in_phase(lab_average(), SIM_TOE);
    const struct lab_moves *a = lab_moves(x, applying, GIVE(x, "transfersteun"), 26, 0);
    const struct lab_moves *b = lab_moves(x, applying, lab_nothing(), 26, 0);
    double support[TRANSFER_TEAMS], weeks[TRANSFER_TEAMS];

    for (uint32_t s = 0; s < TRANSFER_TEAMS; s++) {
        int32_t v = drawn_factor(x, s, 9);
        struct lab_setup setup = WITH(applying, {SIM_LEA, v});

        support[s] = v;
        weeks[s] = weeks_applying(x, &setup, x->lab->seed + 3000 + s);
    }
    lab_check(x, "fall_back_with_without",
              lab_share(a, fell_back_from_applying) / lab_share(b, fell_back_from_applying), 0.4,
              0.95);
    lab_check(x, "habit_with_without", lab_share(a, became_habit) / lab_share(b, became_habit), 1.1,
              3);
    x->teams = TRANSFER_TEAMS;
    lab_check(x, "r_leader_transfer", lab_correlation(support, weeks, TRANSFER_TEAMS), 0.1, 0.5);
}

void fact_D10(struct lab_experiment *x)
{
    struct lab_setup applying = lab_in_phase(lab_average(), SIM_TOE);
    struct sim_pulse cut = x->catalogue->pulses[lab_pulse(x, "transfersteun")];
    uint8_t kept = 0;
    double all, without, none;

    for (uint8_t i = 0; i < cut.pushes_count; i++)
        if (cut.pushes[i].what != SIM_PUSH_WILLEN)
            cut.pushes[kept++] = cut.pushes[i];
    cut.pushes_count = kept;
    all = lab_share(lab_moves(x, applying, GIVE(x, "transfersteun"), 26, 0), became_habit);
    without = lab_share(lab_moves(x, applying, lab_plan_pulse(lab_add_pulse(x, &cut)), 26, 0),
                        became_habit);
    none = lab_share(lab_moves(x, applying, lab_nothing(), 26, 0), became_habit);
    lab_check(x, "effect_lost", 1 - (without - none) / (all - none), 0.5, 1);
}

static int32_t learns_from_feedback(struct lab_experiment *x, const struct lab_setup *setup,
                                    uint32_t seed, bool feedback)
{
    struct sim_team team;
    struct sim_outcomes o;

    lab_team(x, setup, seed, &team);
    lab_run(x, setup, &team, 4);
    if (feedback)
        sim_team_start(&team, x->catalogue, &x->lab->parameters, lab_pulse(x, "feedback"), 700, 500,
                       false, SIM_EVERYBODY);
    lab_run(x, setup, &team, 16);
    o = sim_team_outcomes(&team, &x->lab->parameters);
    return o.value[SIM_OUTCOME_DURVEN] + o.value[SIM_OUTCOME_KUNNEN] - o.value[SIM_OUTCOME_STRAIN];
}

#define FEEDBACK_TEAMS 300
void fact_D11(struct lab_experiment *x)
{
    struct lab_stat effect[2];
    double not_helped = 0;

    for (uint32_t s = 0; s < FEEDBACK_TEAMS; s++) {
        uint32_t noise = sim_stream(x->lab->seed + s, SIM_DRAW_NOISE, 11);
        struct lab_setup setup = WITH(lab_average(), {SIM_SAF, 50 + sim_below(noise, 0, 901)});
        uint32_t seed = x->lab->seed + 5000 + s;

        not_helped += learns_from_feedback(x, &setup, seed, true) <=
                      learns_from_feedback(x, &setup, seed, false);
    }
    for (int k = 0; k < 2; k++) {
        struct lab_setup setup = WITH(lab_average(), {SIM_SAF, k == 0 ? 150 : 750});
        const struct lab_arm *a = lab_arm(x, setup, GIVE(x, "feedback"), WEEKS(16));

        effect[k] =
            lab_member_effect(x, a, lab_arm(x, setup, lab_nothing(), WEEKS(16)), 16, LAB_DURVEN);
    }
    x->teams = FEEDBACK_TEAMS;
    lab_check(x, "share_not_helped", not_helped / FEEDBACK_TEAMS, 0.15, 0.5);
    x->teams = x->lab->teams;
    lab_check_d(x, "durven_unsafe", effect[0], -1, 0);
    lab_check_d(x, "durven_safe", effect[1], 0.05, 1);
}

/* Frames compared with freedom, for a team with this tenure. */
static struct lab_stat frames_over_freedom(struct lab_experiment *x, int32_t tenure)
{
    struct lab_setup setup = lab_with_tenure(lab_average(), tenure);
    const struct lab_arm *frames =
        lab_arm_of(x, setup, lab_quality(GIVE(x, "kaders"), 900), WEEKS(16), 0, x->lab->teams);
    const struct lab_arm *freedom =
        lab_arm_of(x, setup, lab_quality(GIVE(x, "loslaten"), 900), WEEKS(16), 0, x->lab->teams);

    return lab_member_effect(x, frames, freedom, 16, LAB_OPP);
}

void fact_D12(struct lab_experiment *x)
{
    lab_check_d(x, "newcomers_frames", frames_over_freedom(x, 0), 0.2, 2);
    lab_check_d(x, "experienced_frames", frames_over_freedom(x, 200), -2, -0.2);
}

void fact_D13(struct lab_experiment *x)
{
    const struct lab_arm *a = lab_arm(x, lab_average(), GIVE(x, "steungroepen"), WEEKS(14));
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(14));

    lab_check_d(x, "support_colleagues", lab_factor_effect(a, b, 14, SIM_COL), 0.15, 1);
    lab_check_d(x, "develop", lab_outcome_effect(a, b, 14, SIM_OUTCOME_DEVELOP), 0.05, 1);
}

void fact_D14(struct lab_experiment *x)
{
    struct lab_plan approach = lab_quality(lab_up(GIVE(x, "werkdruk_aanpak"), 800), 800);
    const struct lab_arm *a = lab_arm(x, lab_average(), approach, WEEKS(26, 52));
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(26, 52));

    lab_check_d(x, "control_26", lab_member_effect(x, a, b, 26, LAB_CONTROL), 0.1, 1.5);
    lab_check_d(x, "learning_climate_26",
                lab_outcome_effect(a, b, 26, SIM_OUTCOME_LEARNING_CLIMATE), 0.05, 0.6);
    lab_check_d(x, "control_52", lab_member_effect(x, a, b, 52, LAB_CONTROL), 0.1, 1.5);
    lab_check_d(x, "learning_climate_52",
                lab_outcome_effect(a, b, 52, SIM_OUTCOME_LEARNING_CLIMATE), 0.05, 0.6);
    lab_check_d(x, "load", lab_member_effect(x, a, b, 26, LAB_LOAD), -2, -0.1);
    lab_check_d(x, "engagement", lab_member_effect(x, a, b, 52, LAB_ENGAGEMENT), 0.05, 0.6);
    lab_check_d(x, "innovative_climate",
                lab_outcome_effect(a, b, 52, SIM_OUTCOME_INNOVATIVE_CLIMATE), 0.05, 0.6);
}

void fact_D15(struct lab_experiment *x)
{
    static const char *const keys[] = {
        "uitdagende_taken", "autonomie",          "taakverrijking",       "inspraak",
        "steungroepen",     "fouten_mogen",       "leiderschapstraining", "taakherontwerp",
        "werkdruk_aanpak",  "experimenteerruimte"};
    const int count = sizeof keys / sizeof keys[0];
    const struct lab_arm *b = lab_arm(x, lab_average(), lab_nothing(), WEEKS(26));
    double sum = 0, largest = -1;

    for (int k = 0; k < count; k++) {
        const struct lab_arm *a = lab_arm(x, lab_average(), GIVE(x, keys[k]), WEEKS(26));
        double d = lab_member_effect(x, a, b, 26, LAB_ENGAGEMENT).mean;

        sum += d;
        largest = d > largest ? d : largest;
    }
    lab_check(x, "mean", sum / count, 0.05, 0.35);
    lab_check(x, "largest", largest, 0.1, 0.8);
}

#define PEERS_TEAMS 1200
void fact_F6(struct lab_experiment *x)
{
    struct lab_setup applying = lab_in_phase(lab_average(), SIM_TOE);
    double peers[PEERS_TEAMS], leader[PEERS_TEAMS], weeks[PEERS_TEAMS], r;

    for (uint32_t s = 0; s < PEERS_TEAMS; s++) {
        int32_t u = drawn_factor(x, s, 20), v = drawn_factor(x, s, 21);
        struct lab_setup setup = WITH(applying, {SIM_COL, u}, {SIM_LEA, v});

        peers[s] = u;
        leader[s] = v;
        weeks[s] = weeks_applying(x, &setup, x->lab->seed + 9000 + s);
    }
    r = lab_correlation(peers, weeks, PEERS_TEAMS);
    x->teams = PEERS_TEAMS;
    lab_check(x, "r_peers_transfer", r, 0.05, 0.5);
    lab_check(x, "peers_minus_leader", r - lab_correlation(leader, weeks, PEERS_TEAMS), -0.05, 0.5);
}
