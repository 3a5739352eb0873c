#include "playtest/told.h"

#include "playtest/parallel.h"
#include "playtest/playtest_play.h"
#include "session/why.h"

#include <stdlib.h>

/* One play: what was decided, and what was told of each round. */
struct story_told {
    uint32_t rounds;
    bool failed; /* No memory. */
    struct why_decided decided[ROUNDS_MAX];
    uint8_t count[ROUNDS_MAX];
    struct room_cause causes[ROUNDS_MAX][CAUSES_SHOWN_MAX];
};

struct plays {
    const struct scenario *scenario;
    struct story_told *items;
};

/* --- playing --------------------------------------------------------------------------------- */

static void play_round(struct why_story *story, struct sim_why_trail *trail, struct sim_team *team,
                       struct why_decided chosen)
{
    const struct scenario *s = story->scenario;

    sim_why_begin(trail, team, &s->catalogue->sim, &s->parameters);
    scenario_start_option(s, chosen.dilemma, chosen.option, team);
    for (int32_t week = 0; week < s->dilemmas[chosen.dilemma].weeks; week++)
        sim_why_follow(trail, team, &s->catalogue->sim, &s->parameters);
    story->decided[story->decided_count++] = chosen;
}

static void play(void *arg, uint32_t number)
{
    const struct plays *plays = arg;
    const struct scenario *s = plays->scenario;
    struct story_told *told = &plays->items[number];
    struct sim_why_trail *trail = malloc(sizeof *trail);
    struct sim_team team, before;
    struct why_story story = {.scenario = s, .trail = trail, .before = &before, .after = &team};
    uint32_t played = 0;

    told->failed = trail == NULL;
    if (told->failed)
        return;
    told->rounds = s->rounds_count;
    scenario_team_make(s, playtest_mix(number, 0, 97), &team);
    for (uint32_t round = 0; round < s->rounds_count; round++) {
        const uint32_t dilemma = scenario_draw(s, round, &team, played);
        const uint32_t options = s->dilemmas[dilemma].options_count;
        const uint32_t option = playtest_mix(number, round, 101) % options;

        before = team;
        told->decided[round] = (struct why_decided){(uint8_t)dilemma, (uint8_t)option};
        play_round(&story, trail, &team, told->decided[round]);
        played |= 1u << dilemma;
        told->count[round] =
            (uint8_t)why_find(&story, s->dilemmas[dilemma].about, told->causes[round]);
    }
    free(trail);
}

/* --- counting -------------------------------------------------------------------------------- */

static struct told_cause *entry_of(struct told *told, struct why_decided of,
                                   const struct room_cause *cause)
{
    const struct scenario_option *option = &told->scenario->dilemmas[of.dilemma].options[of.option];
    const struct scenario_because *own = why_because(option, cause);

    for (uint32_t i = 0; i < told->count; i++) {
        struct told_cause *entry = &told->causes[i];

        if (entry->dilemma == of.dilemma && entry->option == of.option &&
            entry->term == cause->term && entry->helped == cause->helped)
            return entry;
    }
    told->causes[told->count] = (struct told_cause){.dilemma = of.dilemma,
                                                    .option = of.option,
                                                    .term = cause->term,
                                                    .helped = cause->helped,
                                                    .own = own == NULL ? NULL : &own->text};
    return &told->causes[told->count++];
}

static void count_cause(struct told *told, const struct story_told *one, uint32_t round,
                        const struct room_cause *cause)
{
    const struct scenario_option *option;
    struct told_cause *entry;
    struct why_decided of;

    if (cause->round == ROUND_NONE || (cause->marks & CAUSE_FADING) != 0) {
        told->others++;
        return;
    }
    of = one->decided[cause->round];
    option = &told->scenario->dilemmas[of.dilemma].options[of.option];
    entry = entry_of(told, of, cause);
    entry->count++;
    entry->later += cause->round != round;
    entry->members = (uint16_t)(entry->members | cause->members);
    for (uint32_t i = 0; i < option->starts_count; i++)
        if (option->starts[i].pulse == cause->pulse)
            entry->starts = (uint8_t)(entry->starts | 1u << i);
    told->of_options++;
    told->own += entry->own != NULL;
}

static void count_play(struct told *told, const struct story_told *one)
{
    for (uint32_t round = 0; round < one->rounds; round++) {
        told->decided[one->decided[round].dilemma][one->decided[round].option]++;
        for (uint32_t i = 0; i < one->count[round]; i++)
            count_cause(told, one, round, &one->causes[round][i]);
    }
}

static int by_option_and_count(const void *a, const void *b)
{
    const struct told_cause *x = a, *y = b;

    if (x->dilemma != y->dilemma)
        return x->dilemma - y->dilemma;
    if (x->option != y->option)
        return x->option - y->option;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return x->term != y->term ? x->term - y->term : x->helped - y->helped;
}

/* What an author wrote stands in the list even when it is never told. */
static void list_own(struct told *told)
{
    const struct scenario *s = told->scenario;

    for (uint32_t d = 0; d < s->dilemmas_count; d++)
        for (uint32_t o = 0; o < s->dilemmas[d].options_count; o++)
            for (uint32_t i = 0; i < s->dilemmas[d].options[o].because_count; i++) {
                const struct scenario_because *because = &s->dilemmas[d].options[o].because[i];
                const struct room_cause cause = {
                    .term = because->term, .helped = because->helped, .members = because->members};

                entry_of(told, (struct why_decided){(uint8_t)d, (uint8_t)o}, &cause);
            }
}

bool told_make(struct told *told, const struct scenario *s, uint32_t plays, uint32_t threads)
{
    struct plays all = {.scenario = s, .items = calloc(plays, sizeof *all.items)};
    bool fine = all.items != NULL;

    *told = (struct told){.scenario = s};
    told->causes =
        calloc((size_t)DILEMMAS_MAX * OPTIONS_MAX * SIM_TERMS_COUNT * 2, sizeof *told->causes);
    fine = fine && told->causes != NULL;
    if (fine) {
        list_own(told);
        parallel_run(plays, threads, play, &all);
    }
    for (uint32_t i = 0; fine && i < plays; i++) {
        fine = !all.items[i].failed;
        if (fine)
            count_play(told, &all.items[i]);
    }
    if (fine)
        qsort(told->causes, told->count, sizeof *told->causes, by_option_and_count);
    free(all.items);
    return fine;
}

void told_clear(struct told *told)
{
    free(told->causes);
    *told = (struct told){.scenario = NULL};
}
