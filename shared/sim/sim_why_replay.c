/* sim_why_replay.c -- because of which choice? Play it again without, with the same luck.
 *
 * Luck is fixed to (seed, purpose, week, slot), so the difference between two runs is the effect of
 * the choice that differs and nothing else, through every feedback and including phase steps. */
#include "sim/sim_math.h"
#include "sim/sim_why.h"

#include <assert.h>

/* Which choices are left out. */
enum { LEAVE_NONE = -1, LEAVE_ALL = -2 };

struct play {
    const struct sim_team *from;
    const struct sim_catalogue *catalogue;
    const struct sim_parameters *parameters;
    const struct sim_choice *choices;
    uint32_t choices_count;
    int32_t weeks;
};

bool sim_choice_start(const struct sim_choice *c, struct sim_team *team,
                      const struct sim_catalogue *catalogue,
                      const struct sim_parameters *parameters)
{
    const struct sim_action action = {c->pulse, c->hours, c->weeks, c->up,
                                      c->mask,  c->about, c->forced};

    if (c->quality == SIM_GIVEN)
        return sim_team_give(team, catalogue, parameters, &action);
    return sim_team_start_about(team, catalogue, parameters, c->pulse, c->quality, c->up, c->forced,
                                c->mask, c->about);
}

static void start(const struct play *play, struct sim_team *team, uint32_t k, int32_t leave_out)
{
    const struct sim_choice *c = &play->choices[k];

    if (leave_out == LEAVE_ALL || leave_out == (int32_t)k)
        team->pulses_started++; /* Keeps the numbering, and so the draws, in step. */
    else
        sim_choice_start(c, team, play->catalogue, play->parameters);
}

static struct sim_outcomes play_without(const struct play *play, int32_t leave_out,
                                        int8_t phase[SIM_MEMBERS_MAX])
{
    struct sim_team team = *play->from;
    int32_t end = team.week + play->weeks;
    uint32_t k = 0;

    while (team.week < end) {
        int32_t until = end;

        for (; k < play->choices_count && play->choices[k].week == team.week; k++)
            start(play, &team, k, leave_out);
        if (k < play->choices_count) {
            assert(play->choices[k].week > team.week);
            until = sim_min(until, play->choices[k].week);
        }
        sim_team_run(&team, play->catalogue, play->parameters, until - team.week);
    }
    for (int32_t slot = 0; slot < SIM_MEMBERS_MAX; slot++)
        phase[slot] = (int8_t)(slot < team.members_count && team.member.vacant[slot] == 0
                                   ? team.member.phase[slot]
                                   : SIM_LEFT);
    return sim_team_outcomes(&team, play->parameters);
}

static void subtract(struct sim_outcomes *a, const struct sim_outcomes *b)
{
    for (int i = 0; i < SIM_OUTCOMES_COUNT; i++)
        a->value[i] -= b->value[i];
}

void sim_why_replay(const struct sim_team *team, const struct sim_catalogue *catalogue,
                    const struct sim_parameters *parameters, const struct sim_choice *choices,
                    uint32_t choices_count, int32_t weeks, struct sim_why_replayed *out)
{
    const struct play play = {team, catalogue, parameters, choices, choices_count, weeks};

    assert(choices_count <= SIM_WHY_CHOICES_MAX);
    out->full = play_without(&play, LEAVE_NONE, out->phase_full);
    out->without = play_without(&play, LEAVE_ALL, out->phase_without);
    out->coherence = out->full;
    subtract(&out->coherence, &out->without);
    for (uint32_t k = 0; k < choices_count; k++) {
        struct sim_outcomes but = play_without(&play, (int32_t)k, out->phase_but[k]);

        out->effect[k] = out->full;
        subtract(&out->effect[k], &but);
        subtract(&out->coherence, &out->effect[k]);
    }
}
