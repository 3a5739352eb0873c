/* look_back.c -- "with B: ...": for each round that was told, what would have moved most
 * with each option, with the same luck. Found once, when a room comes to its debrief: the story is
 * played again from its start with what was decided, and each round also with the other options. At
 * most ROUNDS_MAX * OPTIONS_MAX rounds of a few weeks. */
#include "session/inside.h"

static void play_option(const struct session *s, const struct room_round *round, uint32_t option,
                        struct sim_team *team)
{
    team_start_option(s, round, option, team);
    scenario_run(s->scenario, round->dilemma, team);
}

void team_look_back(const struct session *s, struct room *r)
{
    const struct scenario *scenario = s->scenario;
    struct sim_team before = s->start, after;

    memset(r->looked_back, 0, sizeof r->looked_back);
    if (!session_is_of_today(s))
        return;
    for (uint32_t i = 0; i < ROUNDS_MAX && r->rounds[i].told; i++) {
        const struct room_round *round = &r->rounds[i];
        const struct sim_team from = before;
        const struct scenario_dilemma *dilemma = scenario_dilemma_at(scenario, round->dilemma);

        for (uint32_t option = 0; option < dilemma->options_count; option++) {
            struct scenario_moment moment;

            after = from;
            play_option(s, round, option, &after);
            moment = scenario_moment_make(&after, &from, &scenario->parameters);
            r->looked_back[i][option] = scenario_most_find(scenario, round->dilemma, &moment);
            if (option == round->decision)
                before = after;
        }
    }
}
