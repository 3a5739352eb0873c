/* tryout.c -- a draft played thousands of times while its author waits: one at a
 * time, on one thread of the lowest priority, not longer than a minute.
 *
 *   NONE --tryout_begin--> RUNNING --the thread--> DONE, FAILED or, asked to stop, CANCELLED
 *
 * The thread writes the report, then the state; the loop reads the state, then the report. */
#include "playtest/playtest_words.h"
#include "author/author_inside.h"

#include "protocol/writer.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#define TRYOUT_STATES      1000 /* Per dilemma: shares are right within three per cent. */
#define TRYOUT_SECONDS_MAX 60
#define TRYOUT_NICE        10

enum tryout_state { TRYOUT_NONE, TRYOUT_RUNNING, TRYOUT_DONE, TRYOUT_FAILED, TRYOUT_CANCELLED };

static const char *const state_names[] = {"none", "running", "done", "failed", "cancelled"};

struct tryout {
    const struct author_content *content;
    uint32_t number; /* Of the newest; 0: none yet. */
    uint32_t lang;
    bool has_thread; /* To be joined. */
    pthread_t thread;
    uint8_t *body;
    struct draft draft;          /* Cut from body. */
    struct author_answer report; /* A JSON text, when DONE. */
    struct playtest_control control;
    atomic_int state;
};

/* ---- the report ----------------------------------------------------------------------------- */

static int per_mille(double share)
{
    return (int)(share * 1000 + 0.5);
}

static void write_option(struct writer *w, const struct playtest_words *words, uint32_t dilemma,
                         const struct playtest_verdict *v, uint32_t option)
{
    const struct scenario_option *o = &words->test->scenario->dilemmas[dilemma].options[option];
    char fault[WORDS_MAX];

    writer_map(w, 4);
    writer_put_text(w, "title", text_in(&o->title, words->lang));
    writer_put_int(w, "best", per_mille(v->best[option]));
    writer_key(w, "best_of");
    writer_list(w, PLAYTEST_OUTCOMES);
    for (uint32_t k = 0; k < PLAYTEST_OUTCOMES; k++)
        writer_int(w, per_mille(v->best_of[option][k]));
    writer_put_word(w, "fault", playtest_say_fault(words, dilemma, v, option, fault));
}

static bool write_dilemma(struct writer *w, const struct playtest_words *words, uint32_t dilemma)
{
    const struct scenario_dilemma *d = &words->test->scenario->dilemmas[dilemma];
    struct playtest_verdict v;
    char sentences[3 * WORDS_MAX];

    playtest_judge(words->test, dilemma, &v);
    writer_map(w, 7);
    writer_put_text(w, "id", d->id);
    writer_put_text(w, "title", text_in(&d->title, words->lang));
    writer_put_int(w, "states", v.states);
    writer_put_bool(w, "holds", v.holds);
    writer_put_word(w, "verdict", playtest_say_verdict(words, &v));
    writer_put_word(w, "decides",
                    playtest_say_split(words, dilemma, &v, sentences, sizeof sentences));
    writer_key(w, "options");
    writer_list(w, d->options_count);
    for (uint32_t o = 0; o < d->options_count; o++)
        write_option(w, words, dilemma, &v, o);
    return v.holds;
}

static void write_endings(struct writer *w, const struct playtest *test, uint32_t lang)
{
    writer_key(w, "endings");
    writer_list(w, test->scenario->endings_count);
    for (uint32_t e = 0; e < test->scenario->endings_count; e++) {
        const struct text_blocks story = text_story_in(&test->scenario->endings[e].story, lang);
        uint32_t reached = 0;

        for (uint32_t leader = 0; leader < LEADERS_COUNT; leader++)
            reached += test->endings[leader][e];
        writer_map(w, 3);
        writer_put_text(w, "id", test->scenario->endings[e].id);
        writer_put_text(w, "text", story.count > 0 ? story.items[0].text : (struct bytes){NULL, 0});
        writer_put_int(w, "share", test->plays > 0 ? (int64_t)reached * 1000 / test->plays : 0);
    }
}

/* A path, and what stands there was never told. */
static void write_never(struct writer *w, const struct catalogue *catalogue, enum problem_id id,
                        const char *path, uint32_t lang)
{
    const struct problem problem = {.id = id};
    char sentence[WORDS_MAX];
    struct buffer b;

    buffer_init(&b, sentence, sizeof sentence);
    problem_write(&problem, text_in(&catalogue->problems[id], lang), &b);
    writer_map(w, 2);
    writer_put_word(w, "path", path);
    writer_put_text(w, "message", buffer_bytes(&b));
}

static void write_untold(struct writer *w, const struct playtest *test, uint32_t d, uint32_t lang)
{
    const struct scenario_dilemma *dilemma = &test->scenario->dilemmas[d];
    const struct catalogue *catalogue = test->scenario->catalogue;
    char path[PROBLEM_PATH_MAX];

    for (uint32_t o = 0; o < dilemma->options_count; o++) {
        for (uint32_t p = 0; p < dilemma->options[o].paragraphs_count; p++) {
            snprintf(path, sizeof path, "dilemmas[%u].options[%u].consequences[%u]", d, o, p);
            if (test->told[d][o][p] == 0)
                write_never(w, catalogue, PROBLEM_NEVER_TOLD, path, lang);
        }
    }
    for (uint32_t i = 0; i < dilemma->signals_count; i++) {
        snprintf(path, sizeof path, "dilemmas[%u].signals[%u]", d, i);
        if (test->seen[d][i] == 0)
            write_never(w, catalogue, PROBLEM_NEVER_TOLD, path, lang);
    }
}

static void write_report(const struct playtest_words *words, struct author_answer *out)
{
    const struct playtest *test = words->test;
    const struct scenario *s = test->scenario;
    int32_t least, most;
    uint32_t holding = 0;
    struct buffer buffer;
    struct writer w;

    if (!author_begin(&buffer, &w, out))
        return;
    playtest_minutes(s, &least, &most);
    writer_map(&w, 10);
    writer_put_int(&w, "plays", test->plays);
    writer_put_int(&w, "best_most", PLAYTEST_BEST_MOST);
    writer_put_int(&w, "best_least", PLAYTEST_BEST_LEAST);
    writer_put_int(&w, "minutes_least", least);
    writer_put_int(&w, "minutes_most", most);
    writer_key(&w, "outcomes");
    writer_list(&w, PLAYTEST_OUTCOMES);
    writer_word(&w, report_text(words->texts, "playtest.outcome.0"));
    writer_word(&w, report_text(words->texts, "playtest.outcome.1"));
    writer_word(&w, report_text(words->texts, "playtest.outcome.2"));
    writer_key(&w, "dilemmas");
    writer_list(&w, s->dilemmas_count);
    for (uint32_t d = 0; d < s->dilemmas_count; d++)
        holding += write_dilemma(&w, words, d);
    writer_put_int(&w, "holding", holding);
    write_endings(&w, test, words->lang);
    writer_key(&w, "never");
    writer_list_open(&w);
    for (uint32_t d = 0; d < s->dilemmas_count; d++)
        write_untold(&w, test, d, words->lang);
    writer_list_close(&w);
    author_end(&buffer, out);
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
        write_report(&words, &t->report);
    playtest_clear(test);
    if (atomic_load(&t->control.cancelled))
        return TRYOUT_CANCELLED;
    return t->report.json != NULL ? TRYOUT_DONE : TRYOUT_FAILED;
}

static void *run(void *arg)
{
    struct tryout *t = arg;
    const struct content_reader reader = draft_reader(&t->draft);
    struct problem_list *problems = calloc(1, sizeof *problems);
    struct playtest *test = calloc(1, sizeof *test);
    struct scenario *scenario = NULL;
    enum tryout_state state = TRYOUT_FAILED;

    setpriority(PRIO_PROCESS, (id_t)gettid(), TRYOUT_NICE); /* Of this thread only, on Linux. */
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

static void write_state(const struct tryout *t, struct author_answer *out)
{
    const int state = atomic_load(&t->state);
    struct buffer buffer;
    struct writer w;

    if (!author_begin(&buffer, &w, out))
        return;
    writer_map(&w, 4);
    writer_put_int(&w, "number", t->number);
    writer_put_word(&w, "state", state_names[state]);
    writer_put_int(&w, "percent", state == TRYOUT_DONE ? 100 : atomic_load(&t->control.percent));
    writer_key(&w, "report");
    if (state == TRYOUT_DONE)
        writer_raw(&w, (struct bytes){t->report.json, t->report.size});
    else
        writer_null(&w);
    author_end(&buffer, out);
}

void tryout_begin(struct tryout *t, struct bytes body, uint32_t lang, struct author_answer *out)
{
    struct draft draft;

    if (atomic_load(&t->state) == TRYOUT_RUNNING) {
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
    atomic_store(&t->state, TRYOUT_RUNNING);
    if (pthread_create(&t->thread, NULL, run, t) != 0) {
        atomic_store(&t->state, TRYOUT_FAILED);
        out->fault = FAULT_BUSY;
        return;
    }
    t->has_thread = true;
    write_state(t, out);
}

void tryout_look(struct tryout *t, uint32_t number, struct author_answer *out)
{
    if (number == 0 || number != t->number)
        out->fault = FAULT_NOT_FOUND;
    else
        write_state(t, out);
}

void tryout_cancel(struct tryout *t, uint32_t number, struct author_answer *out)
{
    if (number != 0 && number == t->number)
        atomic_store(&t->control.cancelled, true);
    tryout_look(t, number, out);
}
