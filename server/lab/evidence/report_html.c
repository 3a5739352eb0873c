/* report_html.c -- the results as one page that stands on its own: no script, no request, light
 * and dark, every picture also in words. */
#include "lab/evidence/report.h"

#include <string.h>

#define PICTURE_WIDTH  220
#define PICTURE_HEIGHT 22

static const char style[] =
    ":root{color-scheme:light dark;--ink:#1d2733;--soft:#5b6773;--line:#d5dbe1;--paper:#fff;"
    "--band:#bfe3c8;--dot:#1d2733;--good:#17643a;--bad:#a3261c;--no:#5b6773}"
    "@media(prefers-color-scheme:dark){:root{--ink:#e8edf2;--soft:#a3aeb9;--line:#3a444e;"
    "--paper:#161b20;--band:#24573a;--dot:#e8edf2;--good:#7fd6a0;--bad:#ff9c92;--no:#a3aeb9}}"
    "body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);"
    "max-width:72rem;margin:0 auto;padding:1rem}"
    "table{border-collapse:collapse;width:100%;margin:1rem 0}"
    "th,td{text-align:left;vertical-align:top;padding:.45rem .6rem;border-bottom:1px solid "
    "var(--line)}th{font-weight:600}.n{text-align:right;font-variant-numeric:tabular-nums}"
    "small{color:var(--soft);display:block}.holds{color:var(--good)}.fails{color:var(--bad)}"
    ".not_expressible{color:var(--no)}.scroll{overflow-x:auto}td svg{display:block}"
    ".check{display:flex;flex-wrap:wrap;gap:.2rem .8rem;align-items:center;margin-bottom:.4rem}"
    ".check span:first-child{flex:1 1 11rem}.check span:last-child{flex:0 0 10rem;"
    "font-variant-numeric:tabular-nums}";

/* --- words ------------------------------------------------------------------------------------ */

static void put(FILE *out, const char *text, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        switch (text[i]) {
        case '&': fputs("&amp;", out); break;
        case '<': fputs("&lt;", out); break;
        case '>': fputs("&gt;", out); break;
        case '"': fputs("&quot;", out); break;
        default: fputc(text[i], out);
        }
    }
}

static void put_text(FILE *out, const char *text)
{
    put(out, text, strlen(text));
}

static void put_tag(FILE *out, const char *tag, const char *text)
{
    fprintf(out, "<%s>", tag);
    put_text(out, text);
    fprintf(out, "</%.*s>\n", (int)strcspn(tag, " "), tag);
}

static const char *word(const struct evidence_suite *suite, const char *id)
{
    return evidence_text(suite->source, "words", id);
}

/* "{weeks}" of a text as a number. */
static void put_number_text(FILE *out, const char *text, const char *key, int number)
{
    const char *at = strstr(text, key);

    if (at == NULL) {
        put_text(out, text);
        return;
    }
    put(out, text, (size_t)(at - text));
    fprintf(out, "%d", number);
    put_text(out, at + strlen(key));
}

/* --- pictures --------------------------------------------------------------------------------- */

struct scale {
    double from, to;
};

static double x_of(const struct scale *s, double value)
{
    double x = (value - s->from) / (s->to - s->from) * PICTURE_WIDTH;

    return x < 0 ? 0 : x > PICTURE_WIDTH ? PICTURE_WIDTH : x;
}

/* From a bit before to a bit after everything; an open band shows as far as it matters. */
static struct scale scale_of(const struct lab_check *c)
{
    double reach = LAB_Z * c->se, low = c->value - reach, high = c->value + reach, room;

    low = low > 0 ? 0 : low;
    high = high < 0 ? 0 : high;
    if (c->low > -FINDING_LIMIT && c->low < low)
        low = c->low;
    if (c->high < FINDING_LIMIT && c->high > high)
        high = c->high;
    if (c->high >= FINDING_LIMIT && high < 0.3)
        high = 0.3;
    if (c->low <= -FINDING_LIMIT && low > -0.3)
        low = -0.3;
    room = 0.05 * (high - low);
    return (struct scale){low - room, high + room};
}

static void put_picture(FILE *out, const struct evidence_suite *suite,
                        const struct evidence_result *r, const struct lab_check *c)
{
    struct scale s = scale_of(c);
    double from = x_of(&s, c->low), to = x_of(&s, c->high), zero = x_of(&s, 0);
    double left = x_of(&s, c->value - LAB_Z * c->se), right = x_of(&s, c->value + LAB_Z * c->se);

    fprintf(out, "<svg role=\"img\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" aria-label=\"",
            PICTURE_WIDTH, PICTURE_HEIGHT, PICTURE_WIDTH, PICTURE_HEIGHT);
    put_text(out, word(suite, "expected"));
    if (r->fact != NULL)
        fprintf(out, " %.4g..%.4g, ", c->low, c->high);
    else
        fprintf(out, " %s, ", word(suite, evidence_string(r->test, "expected_direction")));
    put_text(out, word(suite, "observed"));
    fprintf(out,
            " %.3f\"><rect x=\"%.1f\" y=\"3\" width=\"%.1f\" height=\"16\" rx=\"3\" "
            "fill=\"var(--band)\"/>"
            "<path d=\"M%.1f 0V22\" stroke=\"var(--soft)\" stroke-width=\"1\"/>"
            "<path d=\"M%.1f 11H%.1f\" stroke=\"var(--dot)\" stroke-width=\"3\"/>"
            "<circle cx=\"%.1f\" cy=\"11\" r=\"4\" fill=\"var(--dot)\"/></svg>",
            c->value, from, to - from > 1 ? to - from : 1, zero, left, right, x_of(&s, c->value));
}

static void put_check(FILE *out, const struct evidence_suite *suite,
                      const struct evidence_result *r, const struct lab_check *c)
{
    fprintf(out, "<div class=\"check %s\"><span>", c->holds ? "" : "fails");
    if (r->fact != NULL)
        put_text(out, evidence_text(suite->source, "checks", c->id));
    else
        put_text(out, word(suite, evidence_string(r->test, "expected_direction")));
    fputs("</span>", out);
    put_picture(out, suite, r, c);
    fprintf(out, "<span>%.3f", c->value);
    if (c->se > 0)
        fprintf(out, " ± %.3f", LAB_Z * c->se);
    if (r->fact != NULL)
        fprintf(out, "<small>%g .. %g · n %u</small>", c->low, c->high, c->n);
    else
        fprintf(out, "<small>n %u</small>", c->n);
    fputs("</span></div>\n", out);
}

/* --- rows ------------------------------------------------------------------------------------- */

static const char *source_of(const struct evidence_suite *suite, const struct evidence_result *r)
{
    const struct evidence_source *s = suite->source;
    const cJSON *facts_texts = cJSON_GetObjectItemCaseSensitive(s->texts, "facts");

    if (r->fact != NULL)
        return evidence_string(cJSON_GetObjectItemCaseSensitive(facts_texts, r->id), "source");
    return evidence_string(
        cJSON_GetObjectItemCaseSensitive(s->claims, evidence_string(r->finding, "id")), "cite");
}

/* A text of the catalogue: context.care_team, compare.with_vs_without. */
static void put_catalogue_text(FILE *out, const struct evidence_suite *suite, const char *group,
                               const char *id)
{
    char key[128];
    const char *text;

    snprintf(key, sizeof key, "%s.%s", group, id);
    text = evidence_string(cJSON_GetObjectItemCaseSensitive(suite->source->claims, key), "text");
    put_text(out, *text != '\0' ? text : id);
}

static void put_actions(FILE *out, const struct evidence_suite *suite, const cJSON *test)
{
    const struct catalogue *c = suite->source->catalogue;
    const char *between = "";
    const cJSON *item;

    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(test, "interventions"))
    {
        const char *id = cJSON_GetStringValue(item);
        int32_t found = id != NULL ? catalogue_find_intervention(c, bytes_of(id)) : -1;

        fputs(between, out);
        if (found >= 0) {
            struct bytes name = text_in(&c->interventions[found].name, suite->source->lang);

            put(out, (const char *)name.data, name.size);
        }
        between = " + ";
    }
    if (*between != '\0')
        fputs(": ", out);
}

static void put_played(FILE *out, const struct evidence_suite *suite, const cJSON *test)
{
    const char *measure = evidence_string(test, "measure");
    const char *name =
        evidence_string(cJSON_GetObjectItemCaseSensitive(suite->source->names, measure), "name");

    fputs("<small>", out);
    put_actions(out, suite, test);
    put_catalogue_text(out, suite, "compare", evidence_string(test, "compare"));
    fputs(". ", out);
    put_catalogue_text(out, suite, "context", evidence_string(test, "context"));
    fputs(". ", out);
    put_text(out, *name != '\0' ? name : measure);
    fputs(": ", out);
    put_text(out, word(suite, evidence_string(test, "expected_direction")));
    fputs(", ", out);
    put_number_text(out, word(suite, "weeks"), "{weeks}",
                    cJSON_GetObjectItemCaseSensitive(test, "horizon_weeks")->valueint);
    fputs(".</small>", out);
}

static void put_claim(FILE *out, const struct evidence_suite *suite,
                      const struct evidence_result *r)
{
    put_text(out, report_claim(suite->source, r));
    fputs("<small>", out);
    put_text(out, source_of(suite, r));
    fputs("</small>", out);
    if (r->fact != NULL) {
        const cJSON *all = cJSON_GetObjectItemCaseSensitive(suite->source->texts, "facts");

        fputs("<small>", out);
        put_text(out, evidence_string(cJSON_GetObjectItemCaseSensitive(all, r->id), "setup"));
        fputs("</small>", out);
    } else {
        put_played(out, suite, r->test);
    }
}

static void put_note(FILE *out, const struct evidence_suite *suite, const struct evidence_result *r)
{
    if (r->fact != NULL) {
        char id[] = {'c', 'a', 'l', 'i', 'b', 'r', 'a', 't', 'i', 'o', 'n', '_', r->fact->kind, 0};

        put_tag(out, "small", word(suite, id));
    } else {
        char id[32];

        snprintf(id, sizeof id, "kind_%s", evidence_kind_name(r->kind));
        put_tag(out, "small", word(suite, id));
    }
    if (r->fact == NULL && r->reason == NULL && !r->untouched)
        put_tag(out, "small", word(suite, r->direct ? "direct" : "indirect"));
    if (r->untouched && r->reason == NULL)
        put_tag(out, "small", word(suite, "untouched"));
}

static void put_row(FILE *out, const struct evidence_suite *suite, const struct evidence_result *r,
                    bool anchor)
{
    const char *verdict = evidence_verdict_name(r->verdict);

    fputs("<tr", out);
    if (anchor)
        fprintf(out, " id=\"%s\"", r->id);
    fputs("><td>", out);
    put_claim(out, suite, r);
    fputs("</td><td>", out);
    if (r->reason != NULL)
        put_text(out, evidence_text(suite->source, "reasons", r->reason));
    for (uint32_t k = 0; k < r->checks_count && r->reason == NULL; k++)
        put_check(out, suite, r, &r->checks[k]);
    fprintf(out, "</td><td class=\"%s\"><strong>", verdict);
    put_text(out, word(suite, verdict));
    fputs("</strong>", out);
    put_note(out, suite, r);
    fprintf(out, "<small>%s</small></td></tr>\n", r->id);
}

static void put_table(FILE *out, const struct evidence_suite *suite, bool facts_only, bool trouble)
{
    fputs("<div class=\"scroll\"><table><thead><tr>", out);
    put_tag(out, "th scope=\"col\"", word(suite, "finding"));
    put_tag(out, "th scope=\"col\"", word(suite, "picture"));
    put_tag(out, "th scope=\"col\"", word(suite, "verdict"));
    fputs("</tr></thead><tbody>\n", out);
    for (uint32_t i = 0; i < suite->count; i++) {
        const struct evidence_result *r = &suite->results[i];

        if (trouble ? r->verdict != VERDICT_HOLDS : (r->fact != NULL) == facts_only)
            put_row(out, suite, r, !trouble); /* An id stands once on a page. */
    }
    fputs("</tbody></table></div>\n", out);
}

/* --- sections --------------------------------------------------------------------------------- */

static void put_totals_row(FILE *out, const struct evidence_suite *suite, int kind)
{
    char id[32] = "all";

    if (kind >= 0)
        snprintf(id, sizeof id, "kind_%s", evidence_kind_name((enum evidence_kind)kind));
    fputs("<tr>", out);
    put_tag(out, "th scope=\"row\"", word(suite, id));
    for (int v = 0; v < VERDICTS_COUNT; v++)
        fprintf(out, "<td class=\"n\">%u</td>", suite_tally(suite, kind, v));
    fprintf(out, "<td class=\"n\">%u</td></tr>\n", suite_tally(suite, kind, -1));
}

static void put_totals(FILE *out, const struct evidence_suite *suite)
{
    put_tag(out, "h2", word(suite, "totals"));
    fputs("<table><thead><tr>", out);
    put_tag(out, "th scope=\"col\"", word(suite, "kind"));
    for (int v = 0; v < VERDICTS_COUNT; v++)
        put_tag(out, "th scope=\"col\" class=\"n\"",
                word(suite, evidence_verdict_name((enum evidence_verdict)v)));
    put_tag(out, "th scope=\"col\" class=\"n\"", word(suite, "all"));
    fputs("</tr></thead><tbody>\n", out);
    for (int k = 0; k < EVIDENCE_KINDS_COUNT; k++)
        put_totals_row(out, suite, k);
    put_totals_row(out, suite, -1);
    fputs("</tbody></table>\n", out);
}

/* How many values are not the catalogue's. */
static int parameters_changed(const struct evidence_suite *suite)
{
    const struct sim_parameters *usual = &suite->source->catalogue->parameters;
    int changed = 0;

    for (size_t i = 0; i < sim_parameters_count(); i++) {
        const struct sim_parameter_info *info = sim_parameter_at(i);

        for (size_t k = 0; k < info->count; k++)
            changed += sim_parameter_get(usual, info, k) !=
                       sim_parameter_get(&suite->lab.parameters, info, k);
    }
    return changed;
}

/* "{teams} .. {seed} .. {parameters}", in that order. */
static void put_run(FILE *out, const struct evidence_suite *suite)
{
    const char *text = word(suite, "run"), *open, *end;
    const int numbers[] = {(int)suite->lab.teams, (int)suite->lab.seed, parameters_changed(suite)};

    fputs("<p>", out);
    for (int k = 0;
         k < 3 && (open = strchr(text, '{')) != NULL && (end = strchr(open, '}')) != NULL; k++) {
        put(out, text, (size_t)(open - text));
        fprintf(out, "%d", numbers[k]);
        text = end + 1;
    }
    put_text(out, text);
    fputs("</p>\n", out);
}

static void put_untested(FILE *out, const struct evidence_suite *suite)
{
    const struct evidence_source *s = suite->source;
    const cJSON *finding;

    put_tag(out, "h2", word(suite, "untested_head"));
    put_tag(out, "p", word(suite, "untested_text"));
    fputs("<ul>\n", out);
    cJSON_ArrayForEach(finding, cJSON_GetObjectItemCaseSensitive(s->findings, "evidence"))
    {
        const char *why = evidence_string(finding, "not_testable");

        if (*why == '\0')
            continue;
        fputs("<li>", out);
        put_text(out, evidence_string(cJSON_GetObjectItemCaseSensitive(
                                          s->claims, evidence_string(finding, "id")),
                                      "claim"));
        fputs("<small>", out);
        put_catalogue_text(out, suite, "not_testable", why);
        fputs("</small></li>\n", out);
    }
    fputs("</ul>\n", out);
}

static void put_head(FILE *out, const struct evidence_suite *suite)
{
    fprintf(out,
            "<!doctype html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
            "<meta name=\"viewport\" content=\"width=device-width\"><title>",
            suite->source->lang == TEXT_LANG_en ? "en" : "nl");
    put_text(out, word(suite, "title"));
    fprintf(out, "</title><style>%s</style></head><body><main>\n", style);
    put_tag(out, "h1", word(suite, "title"));
    put_tag(out, "p", word(suite, "intro"));
    put_run(out, suite);
}

enum result report_html(const char *path, const struct evidence_suite *suite)
{
    FILE *out = fopen(path, "w");
    bool trouble = suite_tally(suite, -1, VERDICT_HOLDS) < suite->count;

    if (out == NULL)
        return RESULT_IO;
    put_head(out, suite);
    put_totals(out, suite);
    put_tag(out, "p", word(suite, "legend"));
    put_tag(out, "p", word(suite, "effect"));
    put_tag(out, "h2", word(suite, "trouble_head"));
    put_tag(out, "p", word(suite, trouble ? "trouble_text" : "trouble_none"));
    if (trouble)
        put_table(out, suite, false, true);
    put_tag(out, "h2", word(suite, "facts_head"));
    put_tag(out, "p", word(suite, "facts_text"));
    put_table(out, suite, true, false);
    put_tag(out, "h2", word(suite, "findings_head"));
    put_tag(out, "p", word(suite, "findings_text"));
    put_tag(out, "p", word(suite, "rules_after"));
    put_table(out, suite, false, false);
    put_untested(out, suite);
    fputs("</main></body></html>\n", out);
    return fclose(out) == 0 ? RESULT_OK : RESULT_IO;
}
