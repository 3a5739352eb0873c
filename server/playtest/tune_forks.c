/* tune_forks.c -- sets thresholds of conditions on texts.
 *
 * A text for more than a threshold says that something rose, one for less that it fell. For a
 * change, the threshold must be on that side of no change, at least FORKS_LEAST_SD from it. If one
 * option has texts for both sides of a threshold, these move together and stay on their side of no
 * change: one of them tells of a change, and the other that there was little. */
#include "playtest/tune_inside.h"

#include <math.h>
#include <stdlib.h>

struct group {
    uint32_t first;   /* Fork. */
    uint32_t members; /* Forks that share its number and so move with it. */
    bool both_sides;
};

static bool is_above(const struct condition_node *n)
{
    return n->op == CONDITION_OP_GT || n->op == CONDITION_OP_GE;
}

static bool is_below(const struct condition_node *n)
{
    return n->op == CONDITION_OP_LT || n->op == CONDITION_OP_LE;
}

/* Are both of the same option, about the same value, at the same threshold? */
static bool move_together(const struct fork *a, const struct fork *b)
{
    return a->place.ending < 0 && b->place.ending < 0 && a->place.dilemma == b->place.dilemma &&
           a->place.option == b->place.option && a->node->of == b->node->of &&
           a->node->index == b->node->index && a->node->slot == b->node->slot &&
           a->node->value == b->node->value;
}

static struct group group_of(const struct forks *forks, uint32_t first)
{
    struct group group = {.first = first};

    for (uint32_t i = 0; i < forks->count; i++) {
        if (!move_together(&forks->items[first], &forks->items[i]))
            continue;
        group.members++;
        group.both_sides = group.both_sides ||
                           is_above(forks->items[first].node) != is_above(forks->items[i].node);
    }
    return group;
}

/* Does an earlier fork move this one? */
static bool is_led(const struct forks *forks, uint32_t number)
{
    for (uint32_t i = 0; i < number; i++) {
        if (move_together(&forks->items[i], &forks->items[number]))
            return true;
    }
    return false;
}

/* --- one threshold --------------------------------------------------------------------------- */

static bool on_its_side(const struct fork *fork, bool both_sides, int32_t threshold)
{
    if (!forks_is_change(fork->node))
        return true;
    if (both_sides)
        return fork->node->value == 0 || (threshold > 0) == (fork->node->value > 0);
    return is_above(fork->node) ? threshold > 0 : threshold < 0;
}

struct choice {
    int32_t threshold;
    double distance; /* From the share told to the middle. */
};

static void consider(const struct forks *forks, const struct group *group, int32_t threshold,
                     struct choice *best)
{
    const struct fork *fork = &forks->items[group->first];
    struct fork as_it_would_be = *fork;
    double distance;

    if (!on_its_side(fork, group->both_sides, threshold))
        return;
    forks_measure(forks, group->first, threshold, &as_it_would_be);
    if (tune_fork_is_stuck(&as_it_would_be))
        return;
    distance =
        fabs(as_it_would_be.holds / (double)(as_it_would_be.holds + as_it_would_be.fails) - 0.5);
    if (distance < best->distance)
        *best = (struct choice){threshold, distance};
}

static int compare(const void *a, const void *b)
{
    return *(const int16_t *)a - *(const int16_t *)b;
}

/* Candidates are the values seen, in steps of a hundredth of them, and the thresholds nearest to no
 * change that are wide enough. */
static bool find_threshold(const struct forks *forks, const struct group *group, int32_t *out)
{
    const struct fork *fork = &forks->items[group->first];
    const int32_t near = (int32_t)ceil(TUNE_FORK_LEAST * fork->deviation);
    int16_t *seen = calloc(forks->plays + 1, sizeof *seen);
    struct choice best = {.distance = 1};
    uint32_t count = 0;

    for (uint32_t i = 0; seen != NULL && i < forks->plays; i++) {
        const int16_t value = forks->value[(size_t)i * forks->count + group->first];

        if (value != FORKS_NO_VALUE)
            seen[count++] = value;
    }
    if (count > 0)
        qsort(seen, count, sizeof *seen, compare);
    for (uint32_t i = 1; count > 0 && i < 100; i++)
        consider(forks, group, seen[(uint64_t)i * count / 100], &best);
    consider(forks, group, near, &best);
    consider(forks, group, -near, &best);
    free(seen);
    *out = best.threshold;
    return best.distance < 1;
}

static void set_threshold(struct tune *t, const struct fork *fork, int32_t threshold)
{
    /* The arena's memory is the scenario's own; it is const for those who play it. */
    struct condition_node *node = (struct condition_node *)fork->node;
    const struct tune_change change = {
        .place = fork->place, .start = -1, .knob = -1, .was = node->value, .now = threshold};

    tune_note(t, &change);
    node->value = threshold;
}

/* --- all ------------------------------------------------------------------------------------- */

static bool needs_it(const struct forks *forks, uint32_t number)
{
    for (uint32_t i = 0; i < forks->count; i++) {
        if ((i == number || move_together(&forks->items[number], &forks->items[i])) &&
            tune_fork_is_stuck(&forks->items[i]))
            return true;
    }
    return false;
}

bool tune_forks(struct tune *t)
{
    struct forks *forks = calloc(1, sizeof *forks);
    int32_t *threshold = calloc(FORKS_MAX, sizeof *threshold);
    bool fine = forks != NULL && threshold != NULL &&
                forks_find(forks, t->scenario, TUNE_FORK_PLAYS, t->threads);

    /* All are chosen before any is set, because the old thresholds say which forks move
     * together. */
    for (uint32_t i = 0; fine && i < forks->count; i++) {
        const struct group group = group_of(forks, i);

        threshold[i] = forks->items[i].node->value;
        if (is_led(forks, i) || !needs_it(forks, i) ||
            !(is_above(forks->items[i].node) || is_below(forks->items[i].node)) ||
            !find_threshold(forks, &group, &threshold[i]))
            threshold[i] = forks->items[i].node->value;
    }
    for (uint32_t i = 0; fine && i < forks->count; i++) {
        for (uint32_t j = 0; j < i && is_led(forks, i); j++) {
            if (move_together(&forks->items[j], &forks->items[i]) && !is_led(forks, j))
                threshold[i] = threshold[j];
        }
    }
    for (uint32_t i = 0; fine && i < forks->count; i++) {
        if (threshold[i] != forks->items[i].node->value)
            set_threshold(t, &forks->items[i], threshold[i]);
    }
    fine = fine && forks_find(&t->forks_after, t->scenario, TUNE_FORK_PLAYS, t->threads);
    if (forks != NULL) {
        t->thin_before = forks->thin;
        forks_clear(forks);
    }
    free(forks);
    free(threshold);
    return fine;
}
