#include "playtest/tune_inside.h"

#include <stddef.h>
#include <string.h>

/* Players see how bottom-up an action is, in the option's text and price (it takes longer to
 * begin). They do not see how well it is carried out. */
const struct tune_knob tune_knobs[] = {
    {"up", true, 0, 1000, 50, offsetof(struct scenario_start, up)},
    {"quality", false, 300, 950, 25, offsetof(struct scenario_start, quality)},
};
const uint32_t tune_knobs_count = sizeof tune_knobs / sizeof tune_knobs[0];

struct scenario_start *tune_start(struct tune *t, uint32_t dilemma, uint32_t option, uint32_t start)
{
    /* The memory of the arena may be written; it is const only for those who play the scenario. */
    struct scenario_dilemma *d = (struct scenario_dilemma *)&t->scenario->dilemmas[dilemma];

    return &d->options[option].starts[start];
}

int32_t *tune_value(struct scenario_start *start, uint32_t knob)
{
    return (int32_t *)(void *)((char *)start + tune_knobs[knob].offset);
}

static bool is_same_number(const struct tune_change *a, const struct tune_change *b)
{
    return memcmp(&a->place, &b->place, sizeof a->place) == 0 && a->start == b->start &&
           a->knob == b->knob;
}

void tune_note(struct tune *t, const struct tune_change *change)
{
    uint32_t i = 0;

    while (i < t->changes_count && !is_same_number(&t->changes[i], change))
        i++;
    if (i == t->changes_count) {
        assert(t->changes_count < TUNE_CHANGES_MAX);
        t->changes[t->changes_count++] = *change;
    } else {
        t->changes[i].now = change->now;
    }
    if (t->changes[i].was == t->changes[i].now)
        t->changes[i] = t->changes[--t->changes_count];
}

bool tune_fork_is_stuck(const struct fork *fork)
{
    const uint32_t plays = fork->holds + fork->fails;

    return fork->width < FORKS_LEAST_SD || 100 * fork->holds < TUNE_TOLD_LEAST * plays ||
           100 * fork->holds > TUNE_TOLD_MOST * plays;
}

enum result tune_run(struct tune *t)
{
    return tune_options(t) && (!t->forks || tune_forks(t)) ? RESULT_OK : RESULT_NO_MEMORY;
}

void tune_clear(struct tune *t)
{
    forks_clear(&t->forks_after);
}
