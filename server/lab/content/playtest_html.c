/* playtest_html.c -- the report as one page: pictures are SVG, no scripts, nothing is fetched. Each
 * picture has its numbers as text beside it, so that nothing depends on seeing colours. */
#include "playtest/playtest_words.h"

#define CHART_WIDTH 640
#define LABEL_WIDTH 220
#define ROW_HEIGHT  22
#define GROUP_GAP   14

static const char style[] =
    "body{font:17px/1.5 Georgia,serif;max-width:760px;margin:2rem auto;padding:0 1rem;"
    "color:#24231f;background:#faf8f3}h1{font-size:1.7rem}h2{font-size:1.25rem;margin-top:2.4rem}"
    "svg{width:100%;height:auto}table{border-collapse:collapse;width:100%;font:15px/1.4 sans-serif}"
    "td,th{text-align:left;padding:.25rem .5rem;border-bottom:1px solid #d9d4c7}"
    "td.n,th.n{text-align:right}p.v{font-weight:bold}svg text{font:13px sans-serif;fill:#24231f}"
    "@media(prefers-color-scheme:dark){body{color:#ece8dd;background:#1f1e1b}"
    "td,th{border-color:#4a473f}svg text{fill:#ece8dd}}";
static const char *const fills[OPTIONS_MAX] = {"#2f5d62", "#b5651d", "#6b4e71", "#7a8b3c"};

static void write_text(FILE *out, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '<': fputs("&lt;", out); break;
        case '>': fputs("&gt;", out); break;
        case '&': fputs("&amp;", out); break;
        case '"': fputs("&quot;", out); break;
        default: fputc(*text, out);
        }
    }
}

static void tagged(FILE *out, const char *tag, const char *attributes, const char *text)
{
    fprintf(out, "<%s%s>", tag, attributes);
    write_text(out, text);
    fprintf(out, "</%s>\n", tag);
}

/* Share of a group: balance first (outcome -1), then the outcomes. */
static double share_of(const struct playtest_verdict *v, uint32_t option, int outcome)
{
    return outcome < 0 ? v->best[option] : v->best_of[option][outcome];
}

static void write_group(FILE *out, const struct playtest_words *w, const struct playtest_verdict *v,
                        int outcome, int *y)
{
    char key[32];

    snprintf(key, sizeof key, "playtest.outcome.%d", outcome);
    fprintf(out, "<text x=\"0\" y=\"%d\" font-weight=\"bold\">", *y + 12);
    write_text(out, report_text(w->texts, outcome < 0 ? "playtest.balance" : key));
    fputs("</text>\n", out);
    for (uint32_t o = 0; o < v->options; o++) {
        const double share = share_of(v, o, outcome);
        const int width = (int)(share * (CHART_WIDTH - LABEL_WIDTH - 60) + 0.5);

        fprintf(out,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%c</text>"
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>"
                "<text x=\"%d\" y=\"%d\">%.0f%%</text>\n",
                LABEL_WIDTH - 8, *y + 13, 'A' + (int)o, LABEL_WIDTH, *y, width < 1 ? 1 : width,
                ROW_HEIGHT - 6, fills[o], LABEL_WIDTH + width + 6, *y + 13, 100 * share);
        *y += ROW_HEIGHT;
    }
    *y += GROUP_GAP;
}

/* The two thresholds, as lines through the group of the balance. */
static void write_limits(FILE *out, uint32_t options)
{
    static const int limits[2] = {PLAYTEST_BEST_LEAST, PLAYTEST_BEST_MOST};

    for (int i = 0; i < 2; i++) {
        const int x = LABEL_WIDTH + limits[i] * (CHART_WIDTH - LABEL_WIDTH - 60) / 100;

        fprintf(out,
                "<line x1=\"%d\" x2=\"%d\" y1=\"0\" y2=\"%d\" stroke=\"#8a8474\" "
                "stroke-dasharray=\"4 3\"/>\n",
                x, x, (int)options * ROW_HEIGHT);
    }
}

static void write_chart(FILE *out, const struct playtest_words *w, const struct playtest_verdict *v)
{
    const int group = (int)v->options * ROW_HEIGHT + GROUP_GAP;
    int y = 0;

    fprintf(out, "<svg viewBox=\"0 0 %d %d\" role=\"img\"><title>", CHART_WIDTH,
            group * (PLAYTEST_OUTCOMES + 1));
    write_text(out, report_text(w->texts, "playtest.chart"));
    fputs("</title>\n", out);
    for (int outcome = -1; outcome < PLAYTEST_OUTCOMES; outcome++)
        write_group(out, w, v, outcome, &y);
    write_limits(out, v->options);
    fputs("</svg>\n", out);
}

static void write_table(FILE *out, const struct playtest_words *w, uint32_t dilemma,
                        const struct playtest_verdict *v)
{
    char text[WORDS_MAX], key[32];

    fputs("<table><thead><tr>", out);
    tagged(out, "th", "", report_text(w->texts, "playtest.option"));
    tagged(out, "th", " class=\"n\"", report_text(w->texts, "playtest.balance"));
    for (int k = 0; k < PLAYTEST_OUTCOMES; k++) {
        snprintf(key, sizeof key, "playtest.outcome.%d", k);
        tagged(out, "th", " class=\"n\"", report_text(w->texts, key));
    }
    tagged(out, "th", " class=\"n\"", report_text(w->texts, "playtest.regret"));
    fputs("<th></th></tr></thead><tbody>\n", out);
    for (uint32_t o = 0; o < v->options; o++) {
        fputs("<tr>", out);
        tagged(out, "td", "", playtest_say_option(w, dilemma, o, text));
        fprintf(out, "<td class=\"n\">%.0f%%</td>", 100 * v->best[o]);
        for (int k = 0; k < PLAYTEST_OUTCOMES; k++)
            fprintf(out, "<td class=\"n\">%.0f%%</td>", 100 * v->best_of[o][k]);
        fprintf(out, "<td class=\"n\">%s</td>", playtest_say_tenths(w, v->regret[o], text));
        tagged(out, "td", "", playtest_say_fault(w, dilemma, v, o, text));
        fputs("</tr>\n", out);
    }
    fputs("</tbody></table>\n", out);
}

static void write_dilemma(FILE *out, const struct playtest_words *w, uint32_t dilemma)
{
    struct playtest_verdict v;
    char text[WORDS_MAX], sentences[3 * WORDS_MAX];

    playtest_judge(w->test, dilemma, &v);
    tagged(out, "h2", "",
           playtest_say_of(text_in(&w->test->scenario->dilemmas[dilemma].title, w->lang), text));
    fputs("<p class=\"v\">", out);
    write_text(out, playtest_say_verdict(w, &v));
    fprintf(out, " (%u)</p>\n", v.states);
    if (v.states == 0)
        return;
    write_chart(out, w, &v);
    write_table(out, w, dilemma, &v);
    tagged(out, "p", "", playtest_say_split(w, dilemma, &v, sentences, sizeof sentences));
}

static void write_leaders(FILE *out, const struct playtest_words *w)
{
    const struct scenario *s = w->test->scenario;
    char key[48], text[WORDS_MAX];

    tagged(out, "h2", "", report_text(w->texts, "playtest.leaders"));
    fputs("<table><thead><tr>", out);
    tagged(out, "th", "", report_text(w->texts, "playtest.leader"));
    for (uint32_t e = 0; e < s->endings_count; e++)
        tagged(out, "th", " class=\"n\"", playtest_say_of(s->endings[e].id, text));
    for (int k = 0; k < PLAYTEST_OUTCOMES; k++) {
        snprintf(key, sizeof key, "playtest.outcome.%d", k);
        tagged(out, "th", " class=\"n\"", report_text(w->texts, key));
    }
    fputs("</tr></thead><tbody>\n", out);
    for (int leader = 0; leader < LEADERS_COUNT; leader++) {
        const uint32_t plays = w->test->plays_of[leader];

        if (plays == 0)
            continue;
        snprintf(key, sizeof key, "playtest.leader.%s", playtest_leader_name(leader));
        fputs("<tr>", out);
        tagged(out, "td", "", report_text(w->texts, key));
        for (uint32_t e = 0; e < s->endings_count; e++)
            fprintf(out, "<td class=\"n\">%.0f%%</td>",
                    100.0 * w->test->endings[leader][e] / plays);
        for (int k = 0; k < PLAYTEST_OUTCOMES; k++)
            fprintf(out, "<td class=\"n\">%lld</td>",
                    (long long)(w->test->outcome_sum[leader][k] / plays));
        fputs("</tr>\n", out);
    }
    fputs("</tbody></table>\n", out);
}

enum result playtest_write_html(const struct playtest *test, const struct report_texts *texts,
                                uint32_t lang, const char *path)
{
    const struct playtest_words w = {test, texts, lang};
    FILE *out = fopen(path, "w");
    char title[WORDS_MAX], text[WORDS_MAX], most[16], least[16];
    const char *values[REPORT_VALUES] = {most, least};
    bool written;

    if (out == NULL)
        return RESULT_IO;
    snprintf(most, sizeof most, "%d", PLAYTEST_BEST_MOST);
    snprintf(least, sizeof least, "%d", PLAYTEST_BEST_LEAST);
    playtest_say_of(text_in(&test->scenario->title, lang), title);
    report_fill(texts, "playtest.title", (const char *[REPORT_VALUES]){title}, text, sizeof text);
    fprintf(out,
            "<!doctype html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
            "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">",
            lang == TEXT_LANG_en ? "en" : "nl");
    tagged(out, "title", "", text);
    fprintf(out, "<style>%s</style></head><body>\n", style);
    tagged(out, "h1", "", text);
    tagged(out, "p", "", playtest_say_summary(&w, text, sizeof text));
    tagged(out, "p", "", report_fill(texts, "playtest.threshold", values, text, sizeof text));
    for (uint32_t d = 0; d < test->scenario->dilemmas_count; d++)
        write_dilemma(out, &w, d);
    write_leaders(out, &w);
    tagged(out, "p", "", report_text(texts, "playtest.help"));
    fputs("</body></html>\n", out);
    written = ferror(out) == 0;
    return fclose(out) == 0 && written ? RESULT_OK : RESULT_IO;
}
