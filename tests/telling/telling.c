/* telling.c -- is what a room is told about its decision true? Plays stories at random, as a room
 * would, and holds every cause against what happened: teams before and after, what was decided,
 * what runs (telling_facts.c).
 *
 *     telling [--plays N] [--print N] [--seed N] [--lang nl|en] [--scenarios FOLDER]
 *
 * `--print` shows of the first N plays one round each, as a room sees it, to be read.
 * Plays are spread over the stories and over the cores. Exit 1 when a cause is false; each is
 * printed with its story, round and number of the play; when a text is told twice running though
 * there are others; when what the work itself taught is told beside what somebody did; when two
 * causes of a list contradict each other; and when too little of what is told of decisions is told
 * in their authors' words. */
#include "telling_facts.h"
#include "telling_print.h"

#include "library/scenario_library.h"
#include "playtest/parallel.h"
#include "scenario/scenario_play.h"
#include "session/why.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct job {
    const struct scenario_library *library;
    uint32_t seed;
    uint32_t print, lang;
    atomic_uint rounds, causes, silent, false_ones, at_work, twice_running, beside, torn, luck,
        minor_luck;
    atomic_uint told[SIM_TERMS_COUNT][2], alone[SIM_TERMS_COUNT];
    atomic_uint of_option, of_other, of_nothing, in_own_words, fading, again;
};

#define OWN_WORDS_PERCENT 70

static uint32_t mix(uint32_t x)
{
    x ^= x >> 16;
    x *= 0x7feb352du;
    x ^= x >> 15;
    x *= 0x846ca68bu;
    return x ^ x >> 16;
}

/* ---- a play --------------------------------------------------------------------------------- */

/* There are words for it, in both languages. */
static bool has_words(const struct why_story *t, const struct room_cause *c)
{
    const struct catalogue_cause words = why_words(t->scenario, c, t->decided, t->decided_count);

    return text_in(&words.title, TEXT_LANG_nl).size > 0 &&
           text_in(&words.title, TEXT_LANG_en).size > 0 &&
           text_in(&words.text, TEXT_LANG_nl).size > 0 &&
           text_in(&words.text, TEXT_LANG_en).size > 0;
}

/* Told of a decision, in none of the sentences of the catalogue. */
static bool in_own_words(const struct why_story *t, const struct room_cause *c)
{
    const struct catalogue_cause *stock = &t->scenario->catalogue->causes[c->term][c->helped];
    const struct catalogue_cause words = why_words(t->scenario, c, t->decided, t->decided_count);
    const struct bytes told = text_in(&words.text, TEXT_LANG_nl);
    bool own = !bytes_equal(told, text_in(&stock->text, TEXT_LANG_nl));

    for (uint32_t i = 0; i < stock->variants_count; i++)
        own = own && !bytes_equal(told, text_in(&stock->variants[i], TEXT_LANG_nl));
    return own;
}

/* "Ook het werk ging er beter door": then the work of these people did. */
static bool work_is_true(const struct why_story *t, const struct room_cause *c)
{
    int32_t work = 0;

    for (int32_t m = 0; m < t->after->members_count; m++)
        if ((c->members >> m & 1) != 0)
            work += t->after->member.work[m] - t->before->member.work[m];
    return !c->at_work || (c->helped ? work > 0 : work < 0);
}

static void check_cause(struct job *job, const struct why_story *t, const struct room_cause *c,
                        uint32_t number)
{
    bool good = telling_is_of_its_round(t, c) && c->members != 0 && has_words(t, c) &&
                work_is_true(t, c) && telling_marks_are_true(t, c);

    for (int32_t m = 0; m < t->after->members_count; m++)
        if ((c->members >> m & 1) != 0)
            good = good && t->after->member.vacant[m] == 0 && telling_is_true(t, c, m);
    job->causes++;
    job->told[c->term][c->helped]++;
    job->at_work += c->at_work;
    job->again += (c->marks & CAUSE_AGAIN) != 0;
    if ((c->marks & CAUSE_FADING) != 0) {
        job->fading++;
    } else if (c->round != ROUND_NONE) {
        job->of_option++;
        job->in_own_words += in_own_words(t, c);
    } else if (c->pulse != PULSE_NONE) {
        job->of_other++;
    } else {
        job->of_nothing++;
        job->alone[c->term]++;
    }
    if (good)
        return;
    job->false_ones++;
    fprintf(stderr, "false: play %u, %.*s, round %u: %s %s, pulse %u, round %u\n", number,
            (int)t->scenario->id.size, (const char *)t->scenario->id.data, t->decided_count,
            sim_term_name(c->term), c->helped ? "helped" : "held back", c->pulse, c->round);
}

/* Of what has several texts, none is told in two rounds running. */
static void check_variety(struct job *job, const struct why_story *t, const struct room_cause *last,
                          uint32_t last_count, const struct room_cause *now, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t variants =
            t->scenario->catalogue->causes[now[i].term][now[i].helped].variants_count;

        for (uint32_t k = 0; k < last_count && variants > 1; k++)
            job->twice_running += last[k].term == now[i].term && last[k].helped == now[i].helped &&
                                  last[k].variant == now[i].variant;
    }
}

/* Fortune is told beside others where it weighed about as much, and only there. */
static void check_luck(struct job *job, const struct room_cause *causes, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        job->luck += causes[i].term == SIM_TERM_LUCK;
        job->minor_luck += causes[i].term == SIM_TERM_LUCK && causes[i].weight < 3;
    }
}

/* No two causes are of the same decision that wears off, and none is that people were tense or keen
 * beside what says the reverse. */
static void check_torn(struct job *job, const struct room_cause *causes, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t k = 0; k < count; k++) {
            const struct room_cause *a = &causes[i], *b = &causes[k];

            job->torn += i < k && a->round != ROUND_NONE && a->round == b->round &&
                         (a->marks & b->marks & CAUSE_FADING) != 0;
            job->torn += a->term == SIM_TERM_STRAIN && b->term == SIM_TERM_DEMANDS &&
                         a->helped != b->helped && (a->members & b->members) != 0;
        }
    }
}

/* What the work itself taught is told only where nothing weighed more. */
static void check_of_work(struct job *job, const struct room_cause *causes, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++)
        job->beside += why_of_work(&causes[i]);
}

static void play(void *arg, uint32_t number)
{
    struct job *job = arg;
    const struct scenario *s = job->library->offered[number % job->library->count];
    struct sim_why_trail *trail = malloc(sizeof *trail);
    struct why_story t = {.scenario = s, .trail = trail};
    struct room_cause causes[CAUSES_SHOWN_MAX], last[CAUSES_SHOWN_MAX];
    struct sim_team team, before;
    uint32_t played = 0, last_count = 0;

    if (trail == NULL)
        abort();
    scenario_team_make(s, mix(job->seed ^ number * 2654435761u), &team);
    t.before = &before;
    t.after = &team;
    for (uint32_t round = 0; round < s->rounds_count; round++) {
        const uint32_t dilemma = scenario_draw(s, round, &team, played);
        const struct scenario_dilemma *d = &s->dilemmas[dilemma];
        const uint32_t option = mix(job->seed + number * 64 + round) % d->options_count;
        uint32_t count;

        before = team;
        sim_why_begin(trail, &team, &s->catalogue->sim, &s->parameters);
        scenario_start_option(s, dilemma, option, &team);
        for (int32_t week = 0; week < d->weeks; week++)
            sim_why_follow(trail, &team, &s->catalogue->sim, &s->parameters);
        played |= 1u << dilemma;
        t.decided[t.decided_count++] = (struct why_decided){(uint8_t)dilemma, (uint8_t)option};
        count = why_find(&t, d->about, causes);
        check_variety(job, &t, last, last_count, causes, count);
        check_of_work(job, causes, count);
        check_torn(job, causes, count);
        check_luck(job, causes, count);
        memcpy(last, causes, sizeof last);
        last_count = count;
        job->rounds++;
        job->silent += count == 0;
        for (uint32_t i = 0; i < count; i++)
            check_cause(job, &t, &causes[i], number);
        if (number < job->print && round == mix(number) % s->rounds_count)
            telling_print(&t, causes, count, number, job->lang);
    }
    free(trail);
}

/* ---- the program ---------------------------------------------------------------------------- */

static void print_sums(const struct job *job)
{
    for (int term = 0; term < SIM_TERMS_COUNT; term++)
        if (job->told[term][0] + job->told[term][1] > 0)
            printf("%-20s helped %7u, held back %7u, of nothing done %7u\n", sim_term_name(term),
                   job->told[term][1], job->told[term][0], job->alone[term]);
    printf(
        "%u rounds, %u causes: %u of a decision, of which %u in its author's words, %u of "
        "something else that runs, %u of what wears off, %u of neither; %u of a lesson that came "
        "back; %u rounds without; %u showed in the work; %u told twice running; %u of the work "
        "itself beside others; %u torn; luck beside others %u, "
        "%u of it minor; "
        "%u false\n",
        job->rounds, job->causes, job->of_option, job->in_own_words, job->of_other, job->fading,
        job->of_nothing, job->again, job->silent, job->at_work, job->twice_running, job->beside,
        job->torn, job->luck, job->minor_luck, job->false_ones);
}

int main(int argc, char **argv)
{
    static struct scenario_library library;
    static struct job job = {.library = &library, .seed = 1};
    const char *root = "scenarios";
    uint32_t plays = 10000;

    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--plays") == 0)
            plays = (uint32_t)strtoul(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--print") == 0)
            job.print = (uint32_t)strtoul(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--seed") == 0)
            job.seed = (uint32_t)strtoul(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--lang") == 0)
            job.lang = strcmp(argv[i + 1], "en") == 0 ? TEXT_LANG_en : TEXT_LANG_nl;
        else if (strcmp(argv[i], "--scenarios") == 0)
            root = argv[i + 1];
    }
    if (scenario_library_open(&library, root) != RESULT_OK || library.broken_count > 0 ||
        library.count == 0) {
        fprintf(stderr, "telling: the stories in %s do not all compile\n", root);
        return 1;
    }
    parallel_run(plays, 0, play, &job);
    print_sums(&job);
    scenario_library_close(&library);
    return job.false_ones > 0 || job.twice_running > 0 || job.beside > 0 || job.torn > 0 ||
           job.luck == 0 || job.minor_luck > 0 || job.causes == 0 || job.at_work == 0 ||
           100 * job.in_own_words < OWN_WORDS_PERCENT * job.of_option;
}
