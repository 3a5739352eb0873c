/* most.c -- the one thing that moved most with a decision, as a sentence.
 *
 * Candidates are people whom the dilemma is about (their five conditions, tension, energy, and
 * steps on the stairs), anybody who left, and the team's work and learning. They are weighed in
 * milli of a person's scale; a team's mean moves less than one person does, so it counts more.
 * Below a floor it is said that nothing big changed: small steps within a phase stand beside it. */
#include "scenario/scenario_play.h"

#include <assert.h>

#define FLOOR       50  /* Milli of a person. */
#define STEP_WEIGHT 180 /* What a step on the stairs counts as. */
#define LEFT_WEIGHT 900 /* What somebody who left counts as. */
#define TEAM_TIMES  3   /* A team's mean, against a person. */

struct most {
    int32_t weight;
    enum catalogue_most what;
    bool up;
    int32_t slot; /* -1: the team. */
};

static void weigh(struct most *most, enum catalogue_most what, int32_t change, int32_t weight,
                  int32_t slot)
{
    if (weight > most->weight)
        *most = (struct most){weight, what, change > 0, slot};
}

static void weigh_change(struct most *most, enum catalogue_most what, int32_t change, int32_t slot)
{
    weigh(most, what, change, change < 0 ? -change : change, slot);
}

static void weigh_conditions(struct most *most, const struct scenario_moment *m, int32_t slot)
{
    const struct sim_members *now = &m->now->member, *then = &m->before->member;

#define MOVED(NAME, field)                                                                         \
    weigh_change(most, MOST_##NAME, (now->field[slot] - then->field[slot]) / 1000, slot)
    MOVED(WETEN, weten_u);
    MOVED(WILLEN, willen_u);
    MOVED(KUNNEN, kunnen_u);
    MOVED(DURVEN, durven_u);
    MOVED(MOGEN, mogen_u);
    MOVED(STRAIN, strain_u);
    MOVED(ENGAGEMENT, eng_u);
#undef MOVED
}

/* Whoever finished a round begins to choose again, knowing less of what is new: that is no loss. */
static void weigh_member(struct most *most, const struct scenario_moment *m, int32_t slot,
                         bool about)
{
    bool left;
    const int32_t moved = scenario_member_moved(m, (uint32_t)slot, &left);

    if (left) {
        if (m->now->member.vacant[slot] > 0)
            weigh(most, MOST_LEFT, 1, LEFT_WEIGHT, slot);
        return;
    }
    if (!about || m->now->member.vacant[slot] > 0)
        return;
    if (m->now->member.spiral[slot] > m->before->member.spiral[slot]) {
        weigh(most, MOST_ROUND, 1, STEP_WEIGHT, slot);
        return;
    }
    if (moved != 0)
        weigh(most, MOST_STEP, moved, STEP_WEIGHT, slot);
    weigh_conditions(most, m, slot);
}

static void weigh_team(struct most *most, const struct scenario *s, const struct scenario_moment *m)
{
    const struct sim_outcomes now = sim_team_outcomes(m->now, &s->parameters);
    const struct sim_outcomes then = sim_team_outcomes(m->before, &s->parameters);
    const int32_t work = now.value[SIM_OUTCOME_PERFORMANCE] - then.value[SIM_OUTCOME_PERFORMANCE];
    const int32_t learning =
        now.value[SIM_OUTCOME_LEARNING_CLIMATE] - then.value[SIM_OUTCOME_LEARNING_CLIMATE];

    weigh_change(most, MOST_WORK, work * TEAM_TIMES, -1);
    weigh_change(most, MOST_LEARNING, learning * TEAM_TIMES, -1);
}

struct scenario_moved scenario_most_find(const struct scenario *s, uint32_t dilemma,
                                         const struct scenario_moment *moment)
{
    const uint32_t about = scenario_dilemma_at(s, dilemma)->about;
    struct most most = {.weight = FLOOR - 1, .slot = -1};

    for (uint32_t slot = 0; slot < s->members_count; slot++)
        weigh_member(&most, moment, (int32_t)slot, (about >> slot & 1u) != 0);
    weigh_team(&most, s, moment);
    if (most.weight < FLOOR)
        return (struct scenario_moved){.what = MOST_COUNT, .member = MOVED_TEAM};
    return (struct scenario_moved){.what = (uint8_t)most.what,
                                   .up = most.up,
                                   .member =
                                       most.slot < 0 ? (uint8_t)MOVED_TEAM : (uint8_t)most.slot};
}

struct bytes scenario_most_said(const struct scenario *s, struct scenario_moved moved,
                                uint32_t lang, struct buffer *texts)
{
    assert(moved.what <= MOST_COUNT);
    assert(moved.member == MOVED_TEAM || moved.member < s->members_count);
    if (moved.what == MOST_COUNT)
        return text_in(&s->catalogue->little, lang);
    if (moved.member == MOVED_TEAM)
        return text_in(&s->catalogue->most[moved.what][moved.up], lang);
    return scenario_named(text_in(&s->catalogue->most[moved.what][moved.up], lang),
                          text_in(&s->members[moved.member].name, lang), texts);
}
