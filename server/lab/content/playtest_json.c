/* playtest_json.c -- the report as lines of JSON, for programs and for the page that shows them
 * (clients/report): the story, each of its dilemmas, each kind of leader. Sentences that were made
 * here stand in both languages; what a figure is called, the page knows. */
#include "cli/json_line.h"
#include "playtest/playtest_words.h"

#define SENTENCES_MAX (3 * WORDS_MAX)

static const char *const outcome_names[PLAYTEST_OUTCOMES] = {"learning", "wellbeing",
                                                             "performance"};

struct json_telling {
    const struct playtest *test;
    const struct report_texts *const *texts; /* By language. */
    FILE *out;
};

static const char *lang_key(uint32_t lang)
{
    return lang == TEXT_LANG_en ? "en" : "nl";
}

/* {"nl": ..., "en": ...} */
static void add_both(cJSON *line, const char *key, const struct text *text)
{
    cJSON *both = cJSON_AddObjectToObject(line, key);
    char words[WORDS_MAX];

    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++)
        cJSON_AddStringToObject(both, lang_key(lang), playtest_say_of(text_in(text, lang), words));
}

static void add_why(cJSON *line, const struct json_telling *t, uint32_t dilemma,
                    const struct playtest_verdict *v)
{
    cJSON *both = cJSON_AddObjectToObject(line, "why");
    char sentences[SENTENCES_MAX];

    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++) {
        const struct playtest_words w = {t->test, t->texts[lang], lang};

        cJSON_AddStringToObject(both, lang_key(lang),
                                playtest_say_split(&w, dilemma, v, sentences, sizeof sentences));
    }
}

static void add_outcomes(cJSON *line, const char *key, const double values[PLAYTEST_OUTCOMES])
{
    cJSON *outcomes = cJSON_AddObjectToObject(line, key);

    for (int k = 0; k < PLAYTEST_OUTCOMES; k++)
        cJSON_AddNumberToObject(outcomes, outcome_names[k], json_line_thousandths(values[k]));
}

static void add_option(cJSON *options, const struct scenario_dilemma *d,
                       const struct playtest_verdict *v, uint32_t o)
{
    cJSON *option = cJSON_CreateObject();
    char id[WORDS_MAX];

    cJSON_AddStringToObject(option, "id", playtest_say_of(d->options[o].id, id));
    add_both(option, "title", &d->options[o].title);
    cJSON_AddNumberToObject(option, "best", json_line_thousandths(v->best[o]));
    add_outcomes(option, "best_of", v->best_of[o]);
    cJSON_AddNumberToObject(option, "regret", json_line_thousandths(v->regret[o]));
    if (v->states > 0 && v->dominated_by[o] >= 0)
        cJSON_AddNumberToObject(option, "dominated_by", v->dominated_by[o]);
    else
        cJSON_AddNullToObject(option, "dominated_by");
    cJSON_AddItemToArray(options, option);
}

static void print_dilemma(const struct json_telling *t, uint32_t dilemma)
{
    const struct scenario *s = t->test->scenario;
    const struct scenario_dilemma *d = &s->dilemmas[dilemma];
    cJSON *line = cJSON_CreateObject(), *best, *dominated, *options;
    struct playtest_verdict v;
    char text[WORDS_MAX];

    playtest_judge(t->test, dilemma, &v);
    cJSON_AddStringToObject(line, "name", "playtest_dilemma");
    cJSON_AddStringToObject(line, "scenario", playtest_say_of(s->id, text));
    cJSON_AddStringToObject(line, "dilemma", playtest_say_of(d->id, text));
    cJSON_AddNumberToObject(line, "states", v.states);
    best = cJSON_AddArrayToObject(line, "best_share");
    dominated = cJSON_AddArrayToObject(line, "dominated");
    cJSON_AddStringToObject(line, "verdict",
                            v.states == 0 ? "unreached"
                            : v.holds     ? "holds"
                                          : "fails");
    add_both(line, "title", &d->title);
    options = cJSON_AddArrayToObject(line, "options");
    for (uint32_t o = 0; o < v.options; o++) {
        cJSON_AddItemToArray(best, cJSON_CreateNumber(json_line_thousandths(v.best[o])));
        if (v.states > 0 && v.dominated_by[o] >= 0)
            cJSON_AddItemToArray(dominated, cJSON_CreateNumber(o));
        add_option(options, d, &v, o);
    }
    add_why(line, t, dilemma, &v);
    json_line_print(t->out, line);
}

static void print_story(const struct json_telling *t)
{
    const struct scenario *s = t->test->scenario;
    cJSON *line = cJSON_CreateObject(), *endings;
    int32_t minutes[2];
    char id[WORDS_MAX];

    playtest_minutes(s, &minutes[0], &minutes[1]);
    cJSON_AddStringToObject(line, "name", "playtest_story");
    cJSON_AddStringToObject(line, "scenario", playtest_say_of(s->id, id));
    add_both(line, "title", &s->title);
    cJSON_AddNumberToObject(line, "plays", t->test->plays);
    cJSON_AddNumberToObject(line, "seconds", json_line_thousandths(t->test->seconds));
    cJSON_AddItemToObject(line, "minutes", cJSON_CreateIntArray(minutes, 2));
    cJSON_AddNumberToObject(line, "best_least", playtest_best_least(t->test) / 100.0);
    cJSON_AddNumberToObject(line, "best_most", PLAYTEST_BEST_MOST / 100.0);
    endings = cJSON_AddArrayToObject(line, "endings");
    for (uint32_t e = 0; e < s->endings_count; e++)
        cJSON_AddItemToArray(endings, cJSON_CreateString(playtest_say_of(s->endings[e].id, id)));
    json_line_print(t->out, line);
}

static void print_leader(const struct json_telling *t, int leader)
{
    const struct playtest *test = t->test;
    const struct scenario *s = test->scenario;
    const uint32_t plays = test->plays_of[leader];
    cJSON *line = cJSON_CreateObject(), *endings;
    double means[PLAYTEST_OUTCOMES];
    char id[WORDS_MAX];

    cJSON_AddStringToObject(line, "name", "playtest_leader");
    cJSON_AddStringToObject(line, "scenario", playtest_say_of(s->id, id));
    cJSON_AddStringToObject(line, "leader", playtest_leader_name(leader));
    cJSON_AddNumberToObject(line, "plays", plays);
    endings = cJSON_AddObjectToObject(line, "endings");
    for (uint32_t e = 0; e < s->endings_count; e++)
        cJSON_AddNumberToObject(endings, playtest_say_of(s->endings[e].id, id),
                                json_line_thousandths((double)test->endings[leader][e] / plays));
    for (int k = 0; k < PLAYTEST_OUTCOMES; k++)
        means[k] = (double)test->outcome_sum[leader][k] / plays;
    add_outcomes(line, "outcomes", means);
    json_line_print(t->out, line);
}

void playtest_print_json(const struct playtest *test,
                         const struct report_texts *const texts[TEXT_LANGS_COUNT], FILE *out)
{
    const struct json_telling t = {test, texts, out};

    print_story(&t);
    for (uint32_t d = 0; d < test->scenario->dilemmas_count; d++)
        print_dilemma(&t, d);
    for (int leader = 0; leader < LEADERS_COUNT; leader++)
        if (test->plays_of[leader] > 0)
            print_leader(&t, leader);
}
