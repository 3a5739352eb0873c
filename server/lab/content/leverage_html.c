/* leverage_html.c -- the page of the leverage: a picture for each thing measured, in which every
 * story is a dot and the bar a line; below it the numbers, so that nothing depends on seeing. */
#include "lab/content/leverage_report.h"

#include <math.h>

#define CHART_WIDTH  640
#define CHART_HEIGHT 46
#define MARGIN       14
#define LINE_Y       22

static const char style[] =
    "body{font:17px/1.5 Georgia,serif;max-width:760px;margin:2rem auto;padding:0 1rem;"
    "color:#24231f;background:#faf8f3}h1{font-size:1.7rem}h2{font-size:1.25rem;margin-top:2.4rem}"
    "h3{font:bold 15px sans-serif;margin:1.2rem 0 0}svg{width:100%;height:auto}"
    "table{border-collapse:collapse;width:100%;font:15px/1.4 sans-serif}"
    "td{padding:.15rem .5rem;border-bottom:1px solid #d9d4c7}td.n{text-align:right}"
    "tr.no td{font-weight:bold;color:#a3331f}svg text{font:12px sans-serif;fill:#24231f}"
    "@media(prefers-color-scheme:dark){body{color:#ece8dd;background:#1f1e1b}"
    "td{border-color:#4a473f}svg text{fill:#ece8dd}tr.no td{color:#f0917d}}";

static void put_text(FILE *out, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '<': fputs("&lt;", out); break;
        case '>': fputs("&gt;", out); break;
        case '&': fputs("&amp;", out); break;
        default: fputc(*text, out);
        }
    }
}

static void put_tagged(FILE *out, const char *open, const char *text, const char *close)
{
    fputs(open, out);
    put_text(out, text);
    fputs(close, out);
}

/* Rows about the same thing as `row`. */
static bool is_same(const struct leverage_row *a, const struct leverage_row *row)
{
    return a->measure == row->measure && strcmp(a->outcome, row->outcome) == 0;
}

static bool is_of_all(const struct leverage_row *row)
{
    return strcmp(row->story, "all") == 0;
}

static bool was_before(const struct leverage_rows *rows, uint32_t at)
{
    for (uint32_t i = 0; i < at; i++) {
        if (is_same(&rows->items[i], &rows->items[at]))
            return true;
    }
    return false;
}

/* The values of one thing, from the least to the most, 0 and the bars among them. */
struct scale {
    double least, most;
};

static struct scale scale_of(const struct leverage_rows *rows, const struct leverage_row *row)
{
    struct scale scale = {0, 0};

    for (uint32_t i = 0; i < rows->count; i++) {
        const struct leverage_row *r = &rows->items[i];

        if (!is_same(r, row) || is_of_all(r))
            continue;
        scale.least = fmin(scale.least, r->value);
        scale.most = fmax(scale.most, isnan(r->bar) ? r->value : fmax(r->bar, r->value));
    }
    scale.most = scale.most - scale.least < 1e-6 ? scale.least + 1 : scale.most;
    return scale;
}

static double x_of(const struct scale *scale, double value)
{
    return MARGIN +
           (value - scale->least) / (scale->most - scale->least) * (CHART_WIDTH - 2 * MARGIN);
}

static void put_dot(FILE *out, const struct scale *scale, const struct leverage_row *row,
                    const struct report_texts *texts)
{
    char value[LEVERAGE_VALUE_TEXT];

    fprintf(out,
            "<circle cx=\"%.1f\" cy=\"%d\" r=\"5\" fill=\"%s\" fill-opacity=\".75\"><title>%s %s"
            "</title></circle>",
            x_of(scale, row->value), LINE_Y, row->holds ? "#2f5d62" : "#a3331f", row->story,
            leverage_say_value(texts, row->measure, row->value, value));
}

static void put_mark(FILE *out, const struct scale *scale, enum leverage_measure measure,
                     double value, const char *stroke, const struct report_texts *texts)
{
    char text[LEVERAGE_VALUE_TEXT];
    const double x = x_of(scale, value);

    fprintf(out,
            "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"8\" y2=\"34\" stroke=\"%s\"/>"
            "<text x=\"%.1f\" y=\"45\" text-anchor=\"middle\">%s</text>",
            x, x, stroke, x, leverage_say_value(texts, measure, value, text));
}

static void put_picture(FILE *out, const struct leverage_rows *rows, const struct leverage_row *row,
                        const struct report_texts *texts)
{
    const struct scale scale = scale_of(rows, row);
    bool barred = false;

    fprintf(out,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\"><line x1=\"%d\" x2=\"%d\" y1=\"%d\" "
            "y2=\"%d\" stroke=\"#8a8474\"/>",
            CHART_WIDTH, CHART_HEIGHT, MARGIN, CHART_WIDTH - MARGIN, LINE_Y, LINE_Y);
    put_mark(out, &scale, row->measure, 0, "#8a8474", texts);
    for (uint32_t i = 0; i < rows->count; i++) {
        const struct leverage_row *r = &rows->items[i];

        if (!is_same(r, row) || is_of_all(r))
            continue;
        if (!isnan(r->bar) && !barred && r->bar != 0)
            put_mark(out, &scale, row->measure, r->bar, "#b5651d", texts);
        barred = barred || !isnan(r->bar);
        put_dot(out, &scale, r, texts);
    }
    fputs("</svg>\n", out);
}

static void put_table_row(FILE *out, const struct leverage_row *row,
                          const struct report_texts *texts)
{
    char value[LEVERAGE_VALUE_TEXT];

    fputs(row->holds ? "<tr>" : "<tr class=\"no\">", out);
    put_tagged(out, "<td>", is_of_all(row) ? report_text(texts, "leverage.all") : row->story,
               "</td>");
    put_tagged(out, "<td class=\"n\">", leverage_say_value(texts, row->measure, row->value, value),
               "</td>");
    put_tagged(out, "<td class=\"n\">",
               isnan(row->bar) ? "" : leverage_say_value(texts, row->measure, row->bar, value),
               "</td></tr>\n");
}

static void put_thing(FILE *out, const struct leverage_rows *rows, const struct leverage_row *row,
                      const struct report_texts *texts)
{
    if (row->outcome[0] != '\0')
        put_tagged(out, "<h3>", leverage_say_outcome(texts, row), "</h3>\n");
    put_picture(out, rows, row, texts);
    put_tagged(out, "<details><summary>", report_text(texts, "leverage.numbers"),
               "</summary><table>\n");
    for (uint32_t i = 0; i < rows->count; i++) {
        if (is_same(&rows->items[i], row))
            put_table_row(out, &rows->items[i], texts);
    }
    fputs("</table></details>\n", out);
}

/* Thin forks are a list, not a picture. */
static void put_forks(FILE *out, const struct leverage_rows *rows, const struct report_texts *texts)
{
    char value[LEVERAGE_VALUE_TEXT];

    put_tagged(out, "<h2>", leverage_say_measure(texts, LEVERAGE_MEASURE_FORK), "</h2>\n<table>\n");
    for (uint32_t i = 0; i < rows->count; i++) {
        const struct leverage_row *row = &rows->items[i];

        if (row->measure != LEVERAGE_MEASURE_FORK)
            continue;
        put_tagged(out, "<tr><td>", row->story, "</td>");
        put_tagged(out, "<td>", row->outcome, "</td>");
        put_tagged(out, "<td class=\"n\">",
                   leverage_say_value(texts, row->measure, row->value, value), "</td></tr>\n");
    }
    fputs("</table>\n", out);
}

static void put_all(FILE *out, const struct leverage_rows *rows, const struct report_texts *texts)
{
    for (int m = 0; m < LEVERAGE_MEASURE_FORK; m++) {
        bool headed = false;

        for (uint32_t i = 0; i < rows->count; i++) {
            const struct leverage_row *row = &rows->items[i];

            if ((int)row->measure != m || was_before(rows, i))
                continue;
            if (!headed)
                put_tagged(out, "<h2>", leverage_say_measure(texts, row->measure), "</h2>\n");
            headed = true;
            put_thing(out, rows, row, texts);
        }
    }
    put_forks(out, rows, texts);
}

enum result leverage_write_html(const struct leverage_rows *rows, const struct report_texts *texts,
                                uint32_t lang, const char *path)
{
    const char *title = report_text(texts, "leverage.title");
    FILE *out = fopen(path, "w");
    bool written;

    if (out == NULL)
        return RESULT_IO;
    fprintf(out,
            "<!doctype html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
            "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">",
            lang == TEXT_LANG_en ? "en" : "nl");
    put_tagged(out, "<title>", title, "</title>");
    fprintf(out, "<style>%s</style></head><body>\n", style);
    put_tagged(out, "<h1>", title, "</h1>\n");
    put_tagged(out, "<p>", report_text(texts, "leverage.help"), "</p>\n");
    put_all(out, rows, texts);
    fputs("</body></html>\n", out);
    written = ferror(out) == 0;
    return fclose(out) == 0 && written ? RESULT_OK : RESULT_IO;
}
