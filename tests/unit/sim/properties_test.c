/* properties_test.c -- what holds of every team and every play: ranges, sameness, limits. */
#include "behaviours.inc"
#include "random_play.h"
#include "sim/sim_batch.h"
#include "sim/sim_signal.h"
#include "test.h"

#include <string.h>

#define WEEKS 104

/* Play a random game, a choice in about one week of seven. */
static void play_week(struct random_play *play)
{
    if (random_play_below(play, 100) < 15) {
        struct sim_choice choice = random_play_choice(play);

        random_play_start(play, &play->team, &choice);
    }
    sim_team_step(&play->team, random_play_catalogue(), &play->parameters);
}

static bool outcomes_in_range(const struct random_play *play)
{
    struct sim_outcomes o = sim_team_outcomes(&play->team, &play->parameters);

    for (int i = 0; i < SIM_OUTCOMES_COUNT; i++)
        if (o.value[i] < 0 || o.value[i] > 1000)
            return false;
    return true;
}

TEST(every_state_stays_in_range)
{
    struct random_play play;

    for (uint32_t seed = 0; seed < 120; seed++) {
        random_play_init(&play, seed, false);
        for (int w = 0; w < WEEKS; w++) {
            play_week(&play);
            CHECK(sim_team_check(&play.team, random_play_catalogue()));
            CHECK(outcomes_in_range(&play));
        }
    }
}

/* Whatever parameters the limits allow: no overflow (the sanitizer watches), every state in range.
 * This is what makes the limits of parameters.def more than a guess. */
TEST(any_parameters_within_limits_stay_in_range)
{
    struct random_play play;

    for (uint32_t seed = 1000; seed < 1200; seed++) {
        random_play_init(&play, seed, true);
        CHECK(sim_parameters_check(&play.parameters) == NULL);
        for (int w = 0; w < 60; w++) {
            play_week(&play);
            CHECK(sim_team_check(&play.team, random_play_catalogue()));
        }
    }
}

TEST(the_same_seed_and_choices_give_the_same_bytes)
{
    struct random_play a, b;

    for (uint32_t seed = 0; seed < 20; seed++) {
        random_play_init(&a, seed, false);
        random_play_init(&b, seed, false);
        for (int w = 0; w < WEEKS; w++) {
            play_week(&a);
            play_week(&b);
        }
        CHECK(memcmp(&a.team, &b.team, sizeof a.team) == 0);
        CHECK_EQ(sim_team_fingerprint(&a.team), sim_team_fingerprint(&b.team));
    }
}

TEST(a_copy_goes_on_like_the_original)
{
    struct random_play play;

    random_play_init(&play, 5, false);
    for (int w = 0; w < 30; w++)
        play_week(&play);

    struct sim_team copy = play.team;

    sim_team_run(&play.team, random_play_catalogue(), &play.parameters, 20);
    for (int w = 0; w < 20; w++)
        sim_team_step(&copy, random_play_catalogue(), &play.parameters);
    CHECK(memcmp(&copy, &play.team, sizeof copy) == 0);
}

/* Teams of different sizes and weeks, in blocks that are not full. */
TEST(a_batch_gives_the_bytes_of_single_teams)
{
    enum { TEAMS = 37 };
    static struct sim_team one[TEAMS], many[TEAMS];
    struct random_play play;

    for (uint32_t t = 0; t < TEAMS; t++) {
        random_play_init(&play, 300 + t, false);
        for (uint32_t w = 0; w < t; w++)
            play_week(&play);
        one[t] = many[t] = play.team;
    }
    for (int round = 0; round < 26; round++) {
        for (uint32_t t = 0; t < TEAMS; t++) {
            struct sim_choice choice = random_play_choice(&play);

            random_play_start(&play, &one[t], &choice);
            random_play_start(&play, &many[t], &choice);
            for (int w = 0; w < 4; w++)
                sim_team_step(&one[t], random_play_catalogue(), &play.parameters);
        }
        sim_batch_run(many, TEAMS, random_play_catalogue(), &play.parameters, 4);
        CHECK(memcmp(one, many, sizeof one) == 0);
    }
}

/* Batches of 1 to 20 teams, quiet and crowded ones side by side, with any parameters, over rounds
 * of any length; each team as it goes alone, week by week. */
TEST(any_batch_gives_the_bytes_of_single_teams)
{
    enum { TEAMS_MAX = 20 };
    static struct sim_team one[TEAMS_MAX], many[TEAMS_MAX];
    struct sim_team *each[TEAMS_MAX]; /* In another order. */
    struct random_play play, other;
    uint32_t most = 0, left = 0;

    for (uint32_t seed = 5000; seed < 5060; seed++) {
        uint32_t count;

        random_play_init(&play, seed, seed % 2 == 0);
        count = 1 + (uint32_t)random_play_below(&play, TEAMS_MAX);
        for (uint32_t t = 0; t < count; t++) {
            random_play_init(&other, seed * 100 + t, false);
            one[t] = many[t] = other.team;
            each[count - 1 - t] = &many[t];
        }
        for (int round = 0; round < 8; round++) {
            int32_t weeks = 1 + random_play_below(&play, 8);

            for (uint32_t t = 0; t < count; t++) {
                int32_t starts = random_play_below(&play, 1 + (int32_t)(t % 4) * 6);

                for (int32_t k = 0; k < starts; k++) {
                    struct sim_choice choice = random_play_choice(&play);

                    random_play_start(&play, &one[t], &choice);
                    random_play_start(&play, &many[t], &choice);
                }
                for (int32_t w = 0; w < weeks; w++)
                    sim_team_step(&one[t], random_play_catalogue(), &play.parameters);
                most = one[t].running_count > most ? one[t].running_count : most;
                left += one[t].filled < one[t].members_count;
            }
            if (round % 2 == 0)
                sim_batch_run(many, count, random_play_catalogue(), &play.parameters, weeks);
            else
                sim_batch_run_each(each, count, random_play_catalogue(), &play.parameters, weeks);
            CHECK(memcmp(one, many, count * sizeof one[0]) == 0);
        }
    }
    CHECK(most > 40 && left > 100); /* Crowds and vacancies were among them. */
}

TEST(the_65th_pulse_is_refused_and_uses_up_its_number)
{
    struct random_play play;
    struct sim_choice choice;
    struct sim_team before;

    random_play_init(&play, 8, false);
    choice = random_play_choice(&play);
    for (int i = 0; i < SIM_RUNNING_MAX; i++)
        CHECK(random_play_start(&play, &play.team, &choice));
    before = play.team;
    CHECK(!random_play_start(&play, &play.team, &choice));
    before.pulses_started++;
    CHECK(memcmp(&before, &play.team, sizeof before) == 0);
    for (int w = 0; w < 20; w++) {
        sim_team_step(&play.team, random_play_catalogue(), &play.parameters);
        CHECK(sim_team_check(&play.team, random_play_catalogue()));
    }
}

/* Every move tells the chance that it had, and its draw fits. */
TEST(moves_fit_their_chance_and_the_state)
{
    struct random_play play;
    int forward = 0, back = 0, left = 0;

    for (uint32_t seed = 0; seed < 60; seed++) {
        random_play_init(&play, seed, false);
        for (int w = 0; w < WEEKS; w++) {
            play_week(&play);
            for (uint32_t k = 0; k < play.team.moves_count; k++) {
                struct sim_move m = play.team.moves[k];
                bool on = m.to == m.from + 1 || (m.from == SIM_CON && m.to == SIM_SEL);

                if (m.to == SIM_LEFT)
                    CHECK(m.draw_ppm < m.chance_ppm);
                else if (on) /* What was built up, and what the step asked. */
                    CHECK(m.draw_ppm <= m.chance_ppm);
                else
                    CHECK(m.draw_ppm >= 1000000 - m.chance_ppm);
                if (m.to == SIM_LEFT)
                    CHECK_EQ(play.team.member.vacant[m.slot], play.parameters.vacancy);
                left += m.to == SIM_LEFT;
                forward += m.to != SIM_LEFT && on;
                back += m.to != SIM_LEFT && !on;
            }
        }
    }
    CHECK(forward > 500 && back > 150 && left > 50);
}

TEST(origins_out_of_range_are_refused)
{
    struct sim_origin o = sim_origin_default(1, 8, SIM_PROFILE_AVERAGE);

    CHECK(sim_origin_check(&o));
    o.members_count = SIM_MEMBERS_MAX + 1;
    CHECK(!sim_origin_check(&o));
    o = sim_origin_default(1, 8, SIM_PROFILE_AVERAGE);
    o.base[SIM_DEM] = 1001;
    CHECK(!sim_origin_check(&o));
    o = sim_origin_default(1, 8, SIM_PROFILE_AVERAGE);
    o.member[3].phase = SIM_PHASES_COUNT;
    CHECK(!sim_origin_check(&o));
    o.member[3].phase = SIM_TOE;
    o.member[3].tenure = 12;
    o.member[3].trait[7] = -200; /* t_dare */
    CHECK(sim_origin_check(&o));

    struct sim_team team;

    sim_team_make(&team, &o);
    CHECK_EQ(team.member.phase[3], SIM_TOE);
    CHECK_EQ(team.member.tenure[3], 12);
    CHECK_EQ(team.member.t_dare[3], -200);
}

static struct sim_running given(int32_t hours, int32_t weeks)
{
    const struct sim_catalogue *catalogue = random_play_catalogue();
    const struct sim_parameters p = sim_parameters_default();
    const struct sim_origin origin = sim_origin_default(5, 8, SIM_PROFILE_AVERAGE);
    struct sim_action action = {.hours = hours, .weeks = weeks, .up = 500, .mask = SIM_EVERYBODY};
    struct sim_team team;

    while (catalogue->pulses[action.pulse].hours < 2)
        action.pulse++;
    sim_team_make(&team, &origin);
    CHECK(sim_team_give(&team, catalogue, &p, &action));
    sim_team_step(&team, catalogue, &p);
    CHECK_EQ(team.hours, catalogue->pulses[action.pulse].hours + hours);
    return team.running[0];
}

/* How well an action goes follows from the time that its leader gives it, and that only: each hour
 * helps, and helps less than the one before. */
TEST(each_hour_given_helps_and_helps_less_than_the_one_before)
{
    int32_t before = 0, gain = 1000;

    for (int32_t hours = SIM_HOURS_LEAST; hours <= SIM_HOURS_MOST; hours++) {
        const int32_t quality = given(hours, 0).quality;

        CHECK(quality > before && quality - before <= gain);
        gain = hours > SIM_HOURS_LEAST ? quality - before : 1000;
        before = quality;
    }
}

TEST(an_action_takes_its_hours_for_as_long_as_it_is_kept_up)
{
    CHECK_EQ(given(1, 7).hold, 7);
    CHECK_EQ(given(1, SIM_ACTION_WEEKS_MAX).hold, SIM_ACTION_WEEKS_MAX);
    CHECK(given(0, 0).hold > 0);
    CHECK_EQ(given(0, 0).quality, given(0, 7).quality);
}

/* Nothing gets fewer hours than none. */
TEST(an_action_gives_up_no_more_hours_than_it_asks)
{
    CHECK_EQ(sim_hours_least(&(struct sim_pulse){.hours = 3}), -2);
    CHECK_EQ(sim_hours_least(&(struct sim_pulse){.hours = 1}), -1);
    CHECK_EQ(sim_hours_least(&(struct sim_pulse){.hours = 0}), 0);
    CHECK_EQ(sim_hours_least(&(struct sim_pulse){.hours = -6}), 0);
}

TEST(parameters_know_their_limits)
{
    struct sim_parameters p = sim_parameters_default();
    const struct sim_parameter_info *info = sim_parameter_find("tau_strain", 10);

    CHECK(sim_parameters_check(&p) == NULL);
    CHECK(info != NULL && sim_parameter_get(&p, info, 0) == 7);
    CHECK_EQ(sim_parameter_set(&p, info, 0, 0), -1);
    CHECK_EQ(sim_parameter_set(&p, info, 1, 5), -1);
    CHECK_EQ(sim_parameter_set(&p, info, 0, 5), 0);
    CHECK_EQ(p.tau_strain, 5);
    p.reset[3] = 1001;
    CHECK_TEXT(sim_parameters_check(&p)->name, "reset");
    CHECK(sim_parameter_find("tau", 3) == NULL);
    CHECK_EQ(sim_parameters_count(), 177);
}

TEST(pulses_out_of_range_are_refused)
{
    struct sim_pulse good = random_play_catalogue()->pulses[0], bad;

    CHECK_EQ(sim_pulse_check(&good), SIM_PULSE_OK);
    bad = good;
    bad.fade = 0;
    CHECK_EQ(sim_pulse_check(&bad), SIM_PULSE_BAD_TIME);
    bad = good;
    bad.lifts[0].what = SIM_FACTORS_COUNT;
    CHECK_EQ(sim_pulse_check(&bad), SIM_PULSE_BAD_LIFT);
    bad = good;
    bad.pushes_count = 1;
    bad.pushes[0] = (struct sim_effect){SIM_PUSH_COPING, -1};
    CHECK_EQ(sim_pulse_check(&bad), SIM_PULSE_BAD_PUSH);
    bad = good;
    bad.embed = 101;
    CHECK_EQ(sim_pulse_check(&bad), SIM_PULSE_BAD_AMOUNT);
}

TEST(looking_twice_shows_the_same_and_true_figures_have_no_noise)
{
    struct random_play play;
    uint32_t seen = 0;

    for (uint32_t seed = 0; seed < 30; seed++) {
        random_play_init(&play, seed, false);
        for (int w = 0; w < 12; w++)
            play_week(&play);

        struct sim_figures shown =
            sim_signal_figures(&play.team, random_play_catalogue(), &play.parameters);
        struct sim_figures real =
            sim_signal_figures_true(&play.team, random_play_catalogue(), &play.parameters);
        struct sim_outcomes o = sim_team_outcomes(&play.team, &play.parameters);

        CHECK(shown.workload % 50 == 0 && shown.mood % 50 == 0 && shown.output % 50 == 0);
        CHECK_EQ(real.workload, o.value[SIM_OUTCOME_LOAD]);
        CHECK_EQ(real.reported_errors, shown.reported_errors);
        CHECK(shown.mood - real.mood <= 90 && real.mood - shown.mood <= 140);
        for (int32_t slot = 0; slot < play.team.members_count; slot++) {
            if (play.team.member.vacant[slot] > 0)
                continue;
            for (uint32_t which = 0; which < 2; which++) {
                int32_t a = sim_signal_behaviour(&play.team, slot, which, behaviours_known,
                                                 BEHAVIOURS_KNOWN);

                CHECK(a >= 0 && a < BEHAVIOURS_KNOWN);
                CHECK_EQ(a, sim_signal_behaviour(&play.team, slot, which, behaviours_known,
                                                 BEHAVIOURS_KNOWN));
                seen |= 1u << a;
            }
        }
    }
    CHECK_EQ(seen, (1u << BEHAVIOURS_KNOWN) - 1);
    CHECK(sim_behaviours_check(behaviours_known, BEHAVIOURS_KNOWN));
}
