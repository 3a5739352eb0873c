/* leverage_rooms.c -- two rooms of one seed take different options in one round: what can players
 * see of it? The code that shows things to a room is the same as in a session. */
#include "playtest/leverage_inside.h"
#include "playtest/parallel.h"
#include "session/why.h"

#include <stdlib.h>
#include <string.h>

/* The reasons are ordered by weight, so they differ in nearly every round. They do not count as
 * something that can be seen. */
#define ON_THE_TEAM ((1 << LEVERAGE_SIGHT_WHY) - 1)

/* What a room sees when a round is over. */
struct room_sight {
    int16_t step[MEMBERS_MAX]; /* Steps along the spiral; -1: the place is empty. */
    const char *face[MEMBERS_MAX];
    struct bytes figure[FIGURES_COUNT];
    int32_t next; /* The next dilemma; -1: none. */
    struct scenario_seen signal[SEEN_SIGNALS_MAX];
    uint32_t signals_count;
    struct room_cause cause[CAUSES_SHOWN_MAX];
    uint32_t causes_count;
};

/* A room of which its causes are asked. */
struct path {
    uint32_t count;
    struct why_decided decided[ROUNDS_MAX];
};

struct sights {
    const struct leverage *l;
    uint32_t rounds; /* Of every play. */
    uint8_t *seen;   /* [play * rounds + round]: bit per enum leverage_sight. */
};

/* --- one room -------------------------------------------------------------------------------- */

static void view_team(struct room_sight *view, const struct scenario *s, const struct sim_team *now,
                      const struct sim_team *before)
{
    const struct catalogue *c = s->catalogue;
    const struct sim_figures figures = scenario_figures(s, now);
    const struct sim_figures figures_before = scenario_figures(s, before);

    for (uint32_t m = 0; m < s->members_count; m++) {
        const bool vacant = now->member.vacant[m] > 0;

        view->step[m] = vacant ? -1 : (int16_t)(4 * now->member.spiral[m] + now->member.phase[m]);
        view->face[m] = vacant ? "" : scenario_face(now, m);
    }
    for (int f = 0; f < FIGURES_COUNT; f++)
        view->figure[f] = catalogue_word(
            &c->figures[f], catalogue_figure_value(&figures, (enum catalogue_figure)f),
            catalogue_figure_value(&figures_before, (enum catalogue_figure)f), TEXT_LANG_nl);
}

/* Play the round of a room that takes `option` after `path`; `team` is then as at its end. */
static void play_round(const struct scenario *s, const struct path *path, uint32_t dilemma,
                       uint32_t option, struct sim_team *team, struct room_sight *view)
{
    const struct sim_team before = *team;
    struct sim_why_trail trail;
    struct why_story story = {.scenario = s,
                              .trail = &trail,
                              .before = &before,
                              .after = team,
                              .decided_count = path->count + 1};

    memset(view, 0, sizeof *view);
    sim_why_begin(&trail, team, &s->catalogue->sim, &s->parameters);
    scenario_start_option(s, dilemma, option, team);
    for (int32_t week = 0; week < s->dilemmas[dilemma].weeks; week++)
        sim_why_follow(&trail, team, &s->catalogue->sim, &s->parameters);
    memcpy(story.decided, path->decided, sizeof story.decided);
    story.decided[path->count] = (struct why_decided){(uint8_t)dilemma, (uint8_t)option};
    view->causes_count = why_find(&story, s->dilemmas[dilemma].about, view->cause);
    view_team(view, s, team, &before);
}

static void view_next(struct room_sight *view, const struct scenario *s, uint32_t round,
                      uint32_t played, const struct sim_team *team)
{
    view->next = -1;
    if (round >= s->rounds_count)
        return;
    view->next = (int32_t)scenario_draw(s, round, team, played);
    view->signals_count =
        scenario_signals(s, (uint32_t)view->next, team, TEXT_LANG_nl, view->signal);
}

/* --- two rooms ------------------------------------------------------------------------------- */

static bool same_signals(const struct room_sight *a, const struct room_sight *b)
{
    if (a->next != b->next || a->signals_count != b->signals_count)
        return false;
    for (uint32_t i = 0; i < a->signals_count; i++) {
        if (a->signal[i].member != b->signal[i].member ||
            !bytes_equal(a->signal[i].text, b->signal[i].text))
            return false;
    }
    return true;
}

static bool same_why(const struct room_sight *a, const struct room_sight *b)
{
    if (a->causes_count != b->causes_count)
        return false;
    for (uint32_t i = 0; i < a->causes_count; i++) {
        const struct room_cause *x = &a->cause[i], *y = &b->cause[i];

        if (x->term != y->term || x->helped != y->helped || x->members != y->members)
            return false; /* By which mechanism: the names only say what was chosen. */
    }
    return true;
}

static uint8_t compare(const struct room_sight *a, const struct room_sight *b)
{
    bool faces = false, figures = false;

    for (uint32_t m = 0; m < MEMBERS_MAX; m++)
        faces = faces || (a->face[m] != NULL && strcmp(a->face[m], b->face[m]) != 0);
    for (int f = 0; f < FIGURES_COUNT; f++)
        figures = figures || !bytes_equal(a->figure[f], b->figure[f]);
    return (uint8_t)((memcmp(a->step, b->step, sizeof a->step) != 0) << LEVERAGE_SIGHT_STEPS |
                     faces << LEVERAGE_SIGHT_FACES | figures << LEVERAGE_SIGHT_FIGURES |
                     !same_signals(a, b) << LEVERAGE_SIGHT_SIGNALS |
                     !same_why(a, b) << LEVERAGE_SIGHT_WHY);
}

/* Play a random path. In every round, a second room that chose the same until then branches off. */
static void play_pair(void *arg, uint32_t number)
{
    const struct sights *sights = arg;
    const struct scenario *s = sights->l->scenario;
    struct sim_team team, other;
    struct room_sight here, there;
    struct path path = {.count = 0};
    uint32_t played = 0;

    scenario_team_make(s, leverage_seed(number), &team);
    for (uint32_t round = 0; round < s->rounds_count; round++) {
        const uint32_t dilemma = scenario_draw(s, round, &team, played);
        const struct scenario_dilemma *d = &s->dilemmas[dilemma];
        const uint32_t a = leverage_path_option(s, number, round, dilemma);
        const uint32_t b =
            (a + 1 + playtest_mix(number, round, 53) % (d->options_count - 1)) % d->options_count;

        other = team;
        played |= 1u << dilemma;
        play_round(s, &path, dilemma, a, &team, &here);
        play_round(s, &path, dilemma, b, &other, &there);
        path.decided[path.count++] = (struct why_decided){(uint8_t)dilemma, (uint8_t)a};
        view_next(&here, s, round + 1, played, &team);
        view_next(&there, s, round + 1, played, &other);
        sights->seen[number * sights->rounds + round] = compare(&here, &there);
    }
}

bool leverage_find_rooms(struct leverage *l)
{
    struct sights sights = {.l = l, .rounds = l->scenario->rounds_count};
    const uint32_t count = l->seeds * sights.rounds;

    sights.seen = calloc(count, 1);
    if (sights.seen == NULL)
        return false;
    parallel_run(l->seeds, l->threads, play_pair, &sights);
    for (uint32_t i = 0; i < count; i++) {
        for (int k = 0; k < LEVERAGE_SIGHTS_COUNT; k++)
            l->sees[k] += (sights.seen[i] >> k & 1) / (double)count;
        l->sees_something += ((sights.seen[i] & ON_THE_TEAM) != 0) / (double)count;
    }
    free(sights.seen);
    return true;
}
