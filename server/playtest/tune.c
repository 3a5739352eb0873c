#include "playtest/tune_inside.h"

#include <stddef.h>
#include <string.h>

/* Players see them all: how bottom-up an action is in the option's text and price (it takes longer
 * to begin), what their leader gives it and for how long in the price. */
const struct tune_knob tune_knobs[] = {
    {"up", 0, 1000, 50, offsetof(struct scenario_start, up)},
    {"hours", SIM_HOURS_LEAST, SIM_HOURS_MOST, 1, offsetof(struct scenario_start, hours)},
    {"weeks", 2, 52, 2, offsetof(struct scenario_start, weeks)},
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

int32_t tune_within(struct tune *t, const struct scenario_start *start, uint32_t knob,
                    int32_t value)
{
    const struct sim_pulse *pulse = &t->scenario->catalogue->sim.pulses[start->pulse];
    int32_t least = tune_knobs[knob].least;

    if (tune_knobs[knob].offset == offsetof(struct scenario_start, hours))
        least = sim_hours_least(pulse);
    return value < least ? least : value > tune_knobs[knob].most ? tune_knobs[knob].most : value;
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

    return fork->width < TUNE_FORK_LEAST || 100 * fork->holds < TUNE_TOLD_LEAST * plays ||
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
