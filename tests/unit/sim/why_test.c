/* why_test.c -- explanations: recording changes nothing, and parts sum to the change. */
#include "random_play.h"
#include "sim/sim_math.h"
#include "sim/sim_why.h"
#include "test.h"

#include <string.h>

static int32_t sum(const struct sim_share *shares, uint32_t count)
{
    int32_t total = 0;

    for (uint32_t i = 0; i < count; i++)
        total += shares[i].amount;
    return total;
}

/* How a stock moves towards a target; 0 for those that do not. */
static int32_t tau_of(enum sim_quantity q, const struct sim_parameters *p)
{
    const int32_t tau[SIM_QUANTITIES_COUNT] = {
        [SIM_QUANTITY_STRAIN] = p->tau_strain, [SIM_QUANTITY_ENGAGEMENT] = p->tau_eng,
        [SIM_QUANTITY_TRUST] = p->tau_trust,   [SIM_QUANTITY_WETEN] = p->tau_weten,
        [SIM_QUANTITY_WILLEN] = p->tau_willen, [SIM_QUANTITY_KUNNEN] = p->tau_kunnen,
        [SIM_QUANTITY_DURVEN] = p->tau_durven, [SIM_QUANTITY_MOGEN] = p->tau_mogen,
        [SIM_QUANTITY_READY] = p->tau_ready,
    };

    return tau[q];
}

static const int32_t *stock_of(const struct sim_members *m, enum sim_quantity q)
{
    const int32_t *stock[SIM_QUANTITIES_COUNT] = {
        [SIM_QUANTITY_LOAD] = m->load,       [SIM_QUANTITY_CONTROL] = m->control,
        [SIM_QUANTITY_STRAIN] = m->strain_u, [SIM_QUANTITY_ENGAGEMENT] = m->eng_u,
        [SIM_QUANTITY_TRUST] = m->trust_u,   [SIM_QUANTITY_WETEN] = m->weten_u,
        [SIM_QUANTITY_WILLEN] = m->willen_u, [SIM_QUANTITY_KUNNEN] = m->kunnen_u,
        [SIM_QUANTITY_DURVEN] = m->durven_u, [SIM_QUANTITY_MOGEN] = m->mogen_u,
        [SIM_QUANTITY_READY] = m->ready_u,   [SIM_QUANTITY_SKILL] = m->skill_u,
        [SIM_QUANTITY_WORK] = m->work,
    };

    return stock[q];
}

static bool moved(const struct sim_team *team, int32_t slot)
{
    for (uint32_t k = 0; k < team->moves_count; k++)
        if (team->moves[k].slot == slot)
            return true;
    return team->member.sick[slot] != 0; /* Away from this week on. */
}

/* The stock is exactly where its ledger sends it. */
static bool ledger_tells_all(const struct sim_why_week *week, const struct sim_members *before,
                             const struct sim_team *team, const struct sim_parameters *p,
                             int32_t slot, enum sim_quantity q)
{
    int32_t target = 0, was = stock_of(before, q)[slot], is = stock_of(&team->member, q)[slot];
    int32_t tau = tau_of(q, p);

    for (int k = 0; k < SIM_LEDGER_TERMS_MAX; k++)
        target += week->ledger[slot][q][k];
    if (q == SIM_QUANTITY_SKILL)
        return is == was + target;
    return is == (tau > 0 ? was + sim_rdiv(1000 * target - was, tau) : target);
}

static void check_week(const struct sim_why_week *week, const struct sim_members *before,
                       const struct sim_team *team, const struct sim_parameters *p, int *checked)
{
    struct sim_share shares[SIM_SHARES_MAX];

    for (int32_t slot = 0; slot < team->members_count; slot++) {
        if (!week->present[slot] || moved(team, slot))
            continue;
        for (int q = 0; q < SIM_QUANTITIES_COUNT; q++)
            CHECK(ledger_tells_all(week, before, team, p, slot, (enum sim_quantity)q));
        for (int v = 0; v < SIM_PUSHES_PHASED; v++) { /* Pushes by pulse sum to their term. */
            static const enum sim_quantity of[] = {SIM_QUANTITY_WETEN,  SIM_QUANTITY_WILLEN,
                                                   SIM_QUANTITY_KUNNEN, SIM_QUANTITY_DURVEN,
                                                   SIM_QUANTITY_MOGEN,  SIM_QUANTITY_READY};
            int32_t pushed = 0;
            uint32_t n =
                sim_why_pushes(week, random_play_catalogue(), p, slot, (enum sim_push)v, shares);

            for (int k = 0; k < SIM_LEDGER_TERMS_MAX; k++)
                if (sim_why_terms[of[v]][k] == SIM_TERM_INTERVENTION)
                    pushed = week->ledger[slot][of[v]][k];
            if (v != SIM_PUSH_MOGEN) /* There the weakest link is in between. */
                CHECK_EQ(sum(shares, n), pushed);
        }
        ++*checked;
    }
}

TEST(a_recorded_week_leaves_the_same_bytes_and_its_ledgers_tell_all)
{
    static struct sim_why_week week;
    struct random_play play;
    int checked = 0;

    for (uint32_t seed = 0; seed < 40; seed++) {
        random_play_init(&play, seed, seed % 4 == 3);
        for (int w = 0; w < 60; w++) {
            struct sim_team plain;
            struct sim_members before;

            if (random_play_below(&play, 5) == 0) {
                struct sim_choice choice = random_play_choice(&play);

                random_play_start(&play, &play.team, &choice);
            }
            plain = play.team;
            before = play.team.member;
            sim_team_step(&plain, random_play_catalogue(), &play.parameters);
            sim_why_step(&play.team, random_play_catalogue(), &play.parameters, &week);
            CHECK(memcmp(&plain, &play.team, sizeof plain) == 0);
            check_week(&week, &before, &play.team, &play.parameters, &checked);
        }
    }
    CHECK(checked > 10000);
}

/* --- a round --------------------------------------------------------------------------------- */

struct tally {
    int64_t member_weeks;
    int wrong_members, unordered;
};

static void check_trail(const struct sim_why_trail *trail, struct tally *tally)
{
    struct sim_share shares[SIM_SHARES_MAX];

    for (int32_t slot = 0; slot < trail->members_count; slot++) {
        bool whole = trail->present_begin[slot] && trail->present_now[slot];

        for (int q = 0; q < SIM_QUANTITIES_COUNT; q++) {
            enum sim_quantity quantity = (enum sim_quantity)q;
            uint32_t n = sim_why_member(trail, slot, quantity, shares);
            int32_t scale = 1000;
            int32_t change = trail->now[slot][q] / scale - trail->begin[slot][q] / scale;

            tally->wrong_members += sum(shares, n) != (whole ? change : 0);
            for (uint32_t k = 1; k < n; k++)
                tally->unordered +=
                    shares[k].amount == 0 || shares[k].amount * shares[k].amount >
                                                 shares[k - 1].amount * shares[k - 1].amount;
        }
        tally->member_weeks += whole ? trail->weeks : 0;
    }
}

#define MEMBER_WEEKS 1000000

/* Random games in rounds of 1 to 8 weeks. */
TEST(parts_of_a_round_sum_to_the_change_of_every_quantity)
{
    static struct sim_why_trail trail;
    struct random_play play;
    struct tally tally = {0};

    for (uint32_t seed = 0; tally.member_weeks < MEMBER_WEEKS; seed++) {
        random_play_init(&play, seed, false);
        for (int round = 0; round < 13; round++) {
            int32_t weeks = 1 + random_play_below(&play, 8);

            sim_why_begin(&trail, &play.team, random_play_catalogue(), &play.parameters);
            for (int k = random_play_below(&play, 3); k > 0; k--) {
                struct sim_choice choice = random_play_choice(&play);

                random_play_start(&play, &play.team, &choice);
            }
            for (int32_t w = 0; w < weeks; w++)
                sim_why_follow(&trail, &play.team, random_play_catalogue(), &play.parameters);
            check_trail(&trail, &tally);
        }
    }
    CHECK_EQ(tally.wrong_members, 0);
    CHECK_EQ(tally.unordered, 0);
    CHECK(tally.member_weeks >= MEMBER_WEEKS);
}

/* Drift is what would have happened anyway: with constant surroundings the shares stay near 0, and
 * in the first week after a choice drift is exactly the move of the copy without it. */
TEST(drift_is_the_move_without_the_choice)
{
    static struct sim_why_trail trail;
    struct random_play play;

    for (uint32_t seed = 0; seed < 30; seed++) {
        struct sim_team without;

        random_play_init(&play, seed, false);
        sim_team_run(&play.team, random_play_catalogue(), &play.parameters, 13);
        without = play.team;
        sim_why_begin(&trail, &play.team, random_play_catalogue(), &play.parameters);

        struct sim_choice choice = random_play_choice(&play);

        random_play_start(&play, &play.team, &choice);
        sim_why_follow(&trail, &play.team, random_play_catalogue(), &play.parameters);
        sim_team_step(&without, random_play_catalogue(), &play.parameters);
        for (int32_t slot = 0; slot < play.team.members_count; slot++) {
            if (moved(&play.team, slot) || moved(&without, slot) || !trail.present_begin[slot])
                continue;
            for (int q = SIM_QUANTITY_STRAIN; q < SIM_QUANTITY_SKILL; q++) {
                int32_t expected =
                    stock_of(&without.member, (enum sim_quantity)q)[slot] - trail.begin[slot][q];
                int32_t off = trail.drift[slot][q] - expected;

                CHECK(off >= -SIM_LEDGER_TERMS_MAX && off <= SIM_LEDGER_TERMS_MAX); /* micro */
            }
        }
    }
}

static int find_pulse_by_lift(enum sim_factor factor, int32_t amplitude)
{
    const struct sim_catalogue *c = random_play_catalogue();

    for (uint32_t i = 0; i < c->pulses_count; i++)
        if (c->pulses[i].lifts_count > 0 && c->pulses[i].lifts[0].what == (int)factor &&
            c->pulses[i].lifts[0].amplitude == amplitude)
            return (int)i;
    CHECK(false);
    return 0;
}

/* What the terms of daring say of a member. */
static int32_t part_of(const struct sim_why_trail *trail, int32_t slot, enum sim_term term)
{
    struct sim_share shares[SIM_SHARES_MAX];
    const uint32_t count = sim_why_member(trail, slot, SIM_QUANTITY_DURVEN, shares);

    for (uint32_t k = 0; k < count; k++)
        if (shares[k].term == term)
            return shares[k].amount;
    return 0;
}

/* More safety (fouten_mogen: SAF +380, and it pushes daring) is what daring comes from. */
TEST(a_safety_pulse_is_named_as_the_cause_of_daring)
{
    static struct sim_why_trail trail;
    struct sim_parameters p = sim_parameters_default();
    struct sim_origin origin = sim_origin_default(3, 8, SIM_PROFILE_AVERAGE);
    int pulse = find_pulse_by_lift(SIM_SAF, 380);
    int32_t safety = 0, pushed = 0;
    struct sim_team team;

    sim_team_make(&team, &origin);
    sim_team_run(&team, random_play_catalogue(), &p, 13);
    sim_why_begin(&trail, &team, random_play_catalogue(), &p);
    sim_team_start(&team, random_play_catalogue(), &p, (uint32_t)pulse, 1000, 1000, false,
                   SIM_EVERYBODY);
    for (int w = 0; w < 16; w++)
        sim_why_follow(&trail, &team, random_play_catalogue(), &p);

    for (int32_t slot = 0; slot < team.members_count; slot++) {
        safety += part_of(&trail, slot, SIM_TERM_SAFETY);
        pushed += part_of(&trail, slot, SIM_TERM_INTERVENTION);
    }
    CHECK(safety > 20 * team.members_count && pushed > 20 * team.members_count);
    /* The week that was followed last says which pulse it was. */
    CHECK(trail.last.lifts_count > 0);
    for (uint32_t k = 0; k < trail.last.lifts_count; k++)
        CHECK_EQ(trail.last.lifts[k].pulse, pulse);
}
