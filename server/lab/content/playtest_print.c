/* playtest_print.c -- the report on the terminal. */
#include "playtest/playtest_words.h"

#include <inttypes.h>
#include <stdlib.h>

#define BAR              24
#define TOLD_LEAST       10 /* Per cent of the plays of its option. */
#define TOLD_MOST        90
#define TOLD_PLAYS_LEAST 50 /* Fewer say nothing. */

static void print_bar(FILE *out, double share)
{
    const int filled = (int)(share * BAR + 0.5);

    for (int i = 0; i < BAR; i++)
        fputs(i < filled ? "█" : "·", out);
}

static void print_options(const struct playtest_words *w, uint32_t dilemma,
                          const struct playtest_verdict *v, FILE *out)
{
    char text[WORDS_MAX], key[32];

    fputs("    ", out);
    report_pad(out, bytes_of(report_text(w->texts, "playtest.option")), 36);
    report_pad(out, bytes_of(report_text(w->texts, "playtest.balance")), BAR + 7);
    for (int k = 0; k < PLAYTEST_OUTCOMES; k++) {
        snprintf(key, sizeof key, "playtest.outcome.%d", k);
        report_pad(out, bytes_of(report_text(w->texts, key)), 10);
    }
    fprintf(out, "%s\n", report_text(w->texts, "playtest.regret"));
    for (uint32_t o = 0; o < v->options; o++) {
        fputs("    ", out);
        report_pad(out, bytes_of(playtest_say_option(w, dilemma, o, text)), 36);
        print_bar(out, v->best[o]);
        fprintf(out, " %3.0f%%  ", 100 * v->best[o]);
        for (int k = 0; k < PLAYTEST_OUTCOMES; k++)
            fprintf(out, "%3.0f%%%6s", 100 * v->best_of[o][k], "");
        fputs(playtest_say_tenths(w, v->regret[o], text), out);
        if (playtest_say_fault(w, dilemma, v, o, text)[0] != '\0')
            fprintf(out, "  <- %s", text);
        fputc('\n', out);
    }
}

/* A text with a condition that hardly ever or nearly always holds has a weak condition. */
static void print_share(const struct playtest_words *w, struct bytes option, struct bytes id,
                        uint32_t times, uint32_t of, FILE *out)
{
    const uint32_t share = of > 0 ? 100 * times / of : 0;
    char path[2 * WORDS_MAX], of_option[WORDS_MAX], of_text[WORDS_MAX], percent[16];
    const char *const values[REPORT_VALUES] = {path, percent};

    if (of < TOLD_PLAYS_LEAST || (share >= TOLD_LEAST && share <= TOLD_MOST))
        return;
    snprintf(path, sizeof path, "%s%s%s", playtest_say_of(option, of_option),
             option.size > 0 ? "/" : "", playtest_say_of(id, of_text));
    snprintf(percent, sizeof percent, "%u", share);
    fputs("    ", out);
    report_print(out, w->texts,
                 share < TOLD_LEAST ? "playtest.told_seldom" : "playtest.told_mostly", values);
}

static void print_told(const struct playtest_words *w, uint32_t dilemma, FILE *out)
{
    const struct scenario_dilemma *d = &w->test->scenario->dilemmas[dilemma];

    for (uint32_t i = 0; i < d->signals_count; i++) {
        if (d->signals[i].when.nodes_count > 0)
            print_share(w, (struct bytes){NULL, 0}, d->signals[i].id, w->test->seen[dilemma][i],
                        w->test->reached[dilemma], out);
    }
    for (uint32_t o = 0; o < d->options_count; o++) {
        uint32_t taken = 0;

        for (uint32_t leader = 0; leader < LEADERS_COUNT; leader++)
            taken += w->test->taken[leader][dilemma][o];
        for (uint32_t i = 0; i < d->options[o].paragraphs_count; i++) {
            const struct scenario_paragraph *p = &d->options[o].paragraphs[i];

            if (p->when.nodes_count > 0)
                print_share(w, d->options[o].id, p->id, w->test->told[dilemma][o][i], taken, out);
        }
    }
}

static void print_dilemma(const struct playtest_words *w, uint32_t dilemma, FILE *out)
{
    struct playtest_verdict v;
    char text[WORDS_MAX], sentences[3 * WORDS_MAX];

    playtest_judge(w->test, dilemma, &v);
    fprintf(out, "\n  %s: %s (%u)\n",
            playtest_say_of(text_in(&w->test->scenario->dilemmas[dilemma].title, w->lang), text),
            playtest_say_verdict(w, &v), v.states);
    if (v.states == 0)
        return;
    print_options(w, dilemma, &v, out);
    fprintf(out, "    %s\n", playtest_say_split(w, dilemma, &v, sentences, sizeof sentences));
    print_told(w, dilemma, out);
}

static void print_leaders(const struct playtest_words *w, FILE *out)
{
    const struct scenario *s = w->test->scenario;
    char key[48], text[WORDS_MAX];

    fprintf(out, "\n  %s\n", report_text(w->texts, "playtest.leaders"));
    for (int leader = 0; leader < LEADERS_COUNT; leader++) {
        const uint32_t plays = w->test->plays_of[leader];

        snprintf(key, sizeof key, "playtest.leader.%s", playtest_leader_name(leader));
        fputs("    ", out);
        report_pad(out, bytes_of(report_text(w->texts, key)), 32);
        for (uint32_t e = 0; e < s->endings_count && plays > 0; e++)
            fprintf(out, "%s %2.0f%%   ", playtest_say_of(s->endings[e].id, text),
                    100.0 * w->test->endings[leader][e] / plays);
        for (int k = 0; k < PLAYTEST_OUTCOMES && plays > 0; k++) {
            snprintf(key, sizeof key, "playtest.outcome.%d", k);
            fprintf(out, "%s %lld  ", report_text(w->texts, key),
                    (long long)(w->test->outcome_sum[leader][k] / plays));
        }
        fputc('\n', out);
    }
}

void playtest_print_brief(const struct playtest *test, const struct report_texts *texts,
                          uint32_t lang, FILE *out)
{
    char title[WORDS_MAX], dilemmas[16], states[16];
    uint32_t least = UINT32_MAX;

    for (uint32_t d = 0; d < test->scenario->dilemmas_count; d++) {
        struct playtest_verdict v;

        playtest_judge(test, d, &v);
        least = v.states < least ? v.states : least;
    }
    playtest_say_of(text_in(&test->scenario->title, lang), title);
    snprintf(dilemmas, sizeof dilemmas, "%u", test->scenario->dilemmas_count);
    snprintf(states, sizeof states, "%u", least);
    report_print(out, texts, "playtest.brief",
                 (const char *[REPORT_VALUES]){title, dilemmas, states});
}

void playtest_print(const struct playtest *test, const struct report_texts *texts, uint32_t lang,
                    FILE *out)
{
    const struct playtest_words w = {test, texts, lang};
    char title[WORDS_MAX], text[WORDS_MAX], most[16], least[16];

    playtest_say_of(text_in(&test->scenario->title, lang), title);
    report_print(out, texts, "playtest.title", (const char *[REPORT_VALUES]){title});
    fprintf(out, "%s\n", playtest_say_summary(&w, text, sizeof text));
    snprintf(most, sizeof most, "%d", PLAYTEST_BEST_MOST);
    snprintf(least, sizeof least, "%" PRIu32, playtest_best_least(test));
    report_print(out, texts, "playtest.threshold", (const char *[REPORT_VALUES]){most, least});
    for (uint32_t d = 0; d < test->scenario->dilemmas_count; d++)
        print_dilemma(&w, d, out);
    print_leaders(&w, out);
    fprintf(out, "\n  %s\n", report_text(texts, "playtest.help"));
}
