/* tryout.c -- plays a draft thousands of times while its author waits: one at a time, on one thread
 * of the lowest priority, for at most a minute.
 *
 *   (none) --tryout_begin--> RUNNING --the thread--> DONE, FAILED or, asked to stop, CANCELLED
 *
 * The thread writes the report, then the state; the loop reads the state, then the report. */
#include "playtest/playtest_words.h"
#include "author/author_inside.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#define TRYOUT_STATES      1000 /* Per dilemma; shares are then right within three per cent. */
#define TRYOUT_SECONDS_MAX 60
#define TRYOUT_NICE        10

struct tryout {
    const struct author_content *content;
    uint32_t number; /* The newest; 0: none yet. */
    uint32_t lang;
    bool has_thread; /* To be joined. */
    pthread_t thread;
    uint8_t *body;
    struct draft draft;          /* Cut from body. */
    struct author_answer report; /* A JSON text, when DONE. */
    struct playtest_control control;
    atomic_int state; /* enum tryout_state; meaningful if number > 0. */
};

/* ---- the report ----------------------------------------------------------------------------- */

static int per_mille(double share)
{
    return (int)(share * 1000 + 0.5);
}

/* What the report is made of; its lists and sentences are in the arena. */
struct reporting {
    struct arena *arena;
    const struct playtest_words *words;
    const struct scenario *scenario;
};

static struct bytes kept(const struct reporting *r, const char *text)
{
    return arena_copy(r->arena, bytes_of(text));
}

static struct body_tryout_option option_of(const struct reporting *r, uint32_t dilemma,
                                           const struct playtest_verdict *v, uint32_t option)
{
    const struct scenario_option *o = &r->scenario->dilemmas[dilemma].options[option];
    struct body_tryout_option out = {.title = text_in(&o->title, r->words->lang),
                                     .best = per_mille(v->best[option])};
    char fault[WORDS_MAX];
    int64_t *best_of = arena_list(r->arena, PLAYTEST_OUTCOMES, sizeof *best_of, &out.best_of.count);

    for (uint32_t k = 0; k < out.best_of.count; k++)
        best_of[k] = per_mille(v->best_of[option][k]);
    out.best_of.items = best_of;
    out.fault = kept(r, playtest_say_fault(r->words, dilemma, v, option, fault));
    return out;
}

static struct body_tryout_dilemma dilemma_of(const struct reporting *r, uint32_t dilemma)
{
    const struct scenario_dilemma *d = &r->scenario->dilemmas[dilemma];
    struct body_tryout_dilemma out = {.id = d->id, .title = text_in(&d->title, r->words->lang)};
    struct body_tryout_option *options =
        arena_list(r->arena, d->options_count, sizeof *options, &out.options.count);
    struct playtest_verdict v;
    char sentences[3 * WORDS_MAX];

    playtest_judge(r->words->test, dilemma, &v);
    out.states = v.states;
    out.holds = v.holds;
    out.verdict = kept(r, playtest_say_verdict(r->words, &v));
    out.decides = kept(r, playtest_say_split(r->words, dilemma, &v, sentences, sizeof sentences));
    for (uint32_t o = 0; o < out.options.count; o++)
        options[o] = option_of(r, dilemma, &v, o);
    out.options.items = options;
    return out;
}

static void report_dilemmas(const struct reporting *r, struct body_tryout_report *out)
{
    struct body_tryout_dilemma *items =
        arena_list(r->arena, r->scenario->dilemmas_count, sizeof *items, &out->dilemmas.count);

    for (uint32_t d = 0; d < out->dilemmas.count; d++) {
        items[d] = dilemma_of(r, d);
        out->holding += items[d].holds;
    }
    out->dilemmas.items = items;
}

static struct body_tryout_ending ending_of(const struct reporting *r, uint32_t ending)
{
    const struct scenario_ending *e = &r->scenario->endings[ending];
    const struct text_blocks story = text_story_in(&e->story, r->words->lang);
    const struct playtest *test = r->words->test;
    struct body_tryout_ending out = {.id = e->id};
    uint32_t reached = 0;

    for (uint32_t leader = 0; leader < LEADERS_COUNT; leader++)
        reached += test->endings[leader][ending];
    if (story.count > 0)
        out.text = story.items[0].text;
    if (test->plays > 0)
        out.share = (int64_t)reached * 1000 / test->plays;
    return out;
}

static void report_endings(const struct reporting *r, struct body_tryout_report *out)
{
    struct body_tryout_ending *items =
        arena_list(r->arena, r->scenario->endings_count, sizeof *items, &out->endings.count);

    for (uint32_t e = 0; e < out->endings.count; e++)
        items[e] = ending_of(r, e);
    out->endings.items = items;
}

/* Something that was never told, by its path. */
static struct body_tryout_never never_of(const struct reporting *r, const char *path)
{
    const struct problem problem = {.id = PROBLEM_NEVER_TOLD};
    const struct catalogue *catalogue = r->scenario->catalogue;
    char sentence[WORDS_MAX];
    struct buffer b;

    buffer_init(&b, sentence, sizeof sentence);
    problem_write(&problem, text_in(&catalogue->problems[problem.id], r->words->lang), &b);
    return (struct body_tryout_never){kept(r, path), arena_copy(r->arena, buffer_bytes(&b))};
}

/* Add to the list, if there is one; returns the new count. */
static uint32_t add_never(const struct reporting *r, struct body_tryout_never *items,
                          uint32_t count, const char *path)
{
    if (items != NULL)
        items[count] = never_of(r, path);
    return count + 1;
}

static uint32_t add_untold(const struct reporting *r, uint32_t d, struct body_tryout_never *items,
                           uint32_t count)
{
    const struct playtest *test = r->words->test;
    const struct scenario_dilemma *dilemma = &r->scenario->dilemmas[d];
    char path[PROBLEM_PATH_MAX];

    for (uint32_t o = 0; o < dilemma->options_count; o++) {
        for (uint32_t p = 0; p < dilemma->options[o].paragraphs_count; p++) {
            snprintf(path, sizeof path, "dilemmas[%u].options[%u].consequences[%u]", d, o, p);
            if (test->told[d][o][p] == 0)
                count = add_never(r, items, count, path);
        }
    }
    for (uint32_t i = 0; i < dilemma->signals_count; i++) {
        snprintf(path, sizeof path, "dilemmas[%u].signals[%u]", d, i);
        if (test->seen[d][i] == 0)
            count = add_never(r, items, count, path);
    }
    return count;
}

/* The first pass counts, the second fills the list. */
static void report_never(const struct reporting *r, struct body_tryout_report *out)
{
    struct body_tryout_never *items;
    uint32_t count = 0;

    for (uint32_t d = 0; d < r->scenario->dilemmas_count; d++)
        count = add_untold(r, d, NULL, count);
    items = arena_list(r->arena, count, sizeof *items, &out->never.count);
    count = 0;
    for (uint32_t d = 0; items != NULL && d < r->scenario->dilemmas_count; d++)
        count = add_untold(r, d, items, count);
    out->never.items = items;
}

static void report(const struct playtest_words *words, struct author_answer *out)
{
    const struct playtest *test = words->test;
    const struct reporting r = {arena_open(), words, test->scenario};
    struct bytes outcomes[PLAYTEST_OUTCOMES];
    struct body_tryout_report body = {.plays = test->plays,
                                      .best_most = PLAYTEST_BEST_MOST,
                                      .best_least = PLAYTEST_BEST_LEAST,
                                      .outcomes = {outcomes, PLAYTEST_OUTCOMES}};
    int32_t least, most;
    char key[32];

    if (r.arena == NULL) {
        out->fault = FAULT_BUSY;
        return;
    }
    playtest_minutes(test->scenario, &least, &most);
    body.minutes_least = least;
    body.minutes_most = most;
    for (uint32_t k = 0; k < PLAYTEST_OUTCOMES; k++) {
        snprintf(key, sizeof key, "playtest.outcome.%u", k);
        outcomes[k] = bytes_of(report_text(words->texts, key));
    }
    report_dilemmas(&r, &body);
    report_endings(&r, &body);
    report_never(&r, &body);
    author_tell(out, r.arena, &body_tryout_report, &body);
    arena_close(r.arena);
}

/* ---- the thread ----------------------------------------------------------------------------- */

static enum tryout_state play(struct tryout *t, const struct scenario *scenario,
                              struct playtest *test)
{
    const struct playtest_words words = {test, t->content->texts[t->lang], t->lang};
    enum result result;

    test->scenario = scenario;
    test->states_wanted = TRYOUT_STATES;
    test->threads = 1;
    test->control = &t->control;
    result = playtest_run(test);
    if (result == RESULT_OK && !atomic_load(&t->control.cancelled))
        report(&words, &t->report);
    playtest_clear(test);
    if (atomic_load(&t->control.cancelled))
        return TRYOUT_STATE_CANCELLED;
    return t->report.json != NULL ? TRYOUT_STATE_DONE : TRYOUT_STATE_FAILED;
}

static void *run(void *arg)
{
    struct tryout *t = arg;
    const struct content_reader reader = draft_reader(&t->draft);
    struct problem_list *problems = calloc(1, sizeof *problems);
    struct playtest *test = calloc(1, sizeof *test);
    struct scenario *scenario = NULL;
    enum tryout_state state = TRYOUT_STATE_FAILED;

    setpriority(PRIO_PROCESS, (id_t)gettid(), TRYOUT_NICE); /* On Linux, this thread only. */
    if (problems != NULL && test != NULL &&
        scenario_compile(&reader, t->content->catalogue, t->draft.id, &scenario, problems) ==
            RESULT_OK)
        state = play(t, scenario, test);
    scenario_free(scenario);
    free(test);
    free(problems);
    atomic_store(&t->state, (int)state);
    return NULL;
}

/* ---- on the loop thread --------------------------------------------------------------------- */

static void join(struct tryout *t)
{
    if (t->has_thread)
        pthread_join(t->thread, NULL);
    t->has_thread = false;
    free(t->body);
    t->body = NULL;
}

struct tryout *tryout_open(const struct author_content *content)
{
    struct tryout *t = calloc(1, sizeof *t);

    if (t != NULL)
        t->content = content;
    return t;
}

void tryout_close(struct tryout *t)
{
    if (t == NULL)
        return;
    atomic_store(&t->control.cancelled, true);
    join(t);
    free(t->report.json);
    free(t);
}

static void tell_state(const struct tryout *t, struct author_answer *out)
{
    const int state = atomic_load(&t->state);
    const bool done = state == TRYOUT_STATE_DONE;
    struct body_tryout body = {.number = t->number,
                               .state = (uint8_t)state,
                               .percent = done ? 100 : atomic_load(&t->control.percent)};

    if (done)
        body.report = (struct bytes){t->report.json, t->report.size};
    author_tell(out, NULL, &body_tryout, &body);
}

void tryout_begin(struct tryout *t, struct bytes body, uint32_t lang, struct author_answer *out)
{
    struct draft draft;

    if (t->has_thread && atomic_load(&t->state) == TRYOUT_STATE_RUNNING) {
        out->fault = FAULT_BUSY;
        return;
    }
    if (!author_cut(body, &draft, out))
        return;
    join(t);
    free(t->report.json);
    t->report = (struct author_answer){.fault = FAULT_NONE};
    t->body = malloc(body.size);
    if (t->body == NULL) {
        out->fault = FAULT_BUSY;
        return;
    }
    memcpy(t->body, body.data, body.size);
    draft_cut((struct bytes){t->body, body.size}, &t->draft, &out->field);
    t->number++;
    t->lang = lang;
    t->control.seconds_max = TRYOUT_SECONDS_MAX;
    atomic_store(&t->control.cancelled, false);
    atomic_store(&t->control.percent, 0);
    atomic_store(&t->state, TRYOUT_STATE_RUNNING);
    if (pthread_create(&t->thread, NULL, run, t) != 0) {
        atomic_store(&t->state, TRYOUT_STATE_FAILED);
        out->fault = FAULT_BUSY;
        return;
    }
    t->has_thread = true;
    tell_state(t, out);
}

void tryout_look(struct tryout *t, uint32_t number, struct author_answer *out)
{
    if (number == 0 || number != t->number)
        out->fault = FAULT_NOT_FOUND;
    else
        tell_state(t, out);
}

void tryout_cancel(struct tryout *t, uint32_t number, struct author_answer *out)
{
    if (number != 0 && number == t->number)
        atomic_store(&t->control.cancelled, true);
    tryout_look(t, number, out);
}
