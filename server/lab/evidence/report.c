/* report.c -- the table and the JSON lines. The page: report_html.c; what must keep holding:
 * baseline.c. */
#include "lab/evidence/report.h"

#include <stdlib.h>
#include <string.h>

void report_expected(const struct evidence_result *r, char *text, size_t size)
{
    const struct lab_check *c = suite_deciding(r);

    if (r->fact == NULL)
        snprintf(text, size, "%s", evidence_string(r->test, "expected_direction"));
    else if (c != NULL)
        snprintf(text, size, "%g..%g", c->low, c->high);
    else
        snprintf(text, size, "-");
}

const char *report_claim(const struct evidence_source *s, const struct evidence_result *r)
{
    if (r->fact == NULL)
        return evidence_string(
            cJSON_GetObjectItemCaseSensitive(s->claims, evidence_string(r->finding, "id")),
            "claim");
    return evidence_string(cJSON_GetObjectItemCaseSensitive(
                               cJSON_GetObjectItemCaseSensitive(s->texts, "facts"), r->id),
                           "claim");
}

/* --- table ------------------------------------------------------------------------------------ */

/* The first bytes_max bytes of a claim, cut between letters. */
static void print_cut(FILE *out, const char *text, size_t bytes_max)
{
    size_t bytes = strlen(text);

    if (bytes <= bytes_max) {
        fprintf(out, "%s\n", text);
        return;
    }
    bytes = bytes_max;
    while (bytes > 0 && ((unsigned char)text[bytes] & 0xC0) == 0x80)
        bytes--;
    fprintf(out, "%.*s…\n", (int)bytes, text);
}

static void print_row(FILE *out, const struct evidence_suite *suite,
                      const struct evidence_result *r)
{
    const struct evidence_source *s = suite->source;
    const struct lab_check *c = suite_deciding(r);
    const char *verdict = evidence_text(s, "words", evidence_verdict_name(r->verdict));
    char expected[48], observed[48] = "-";

    report_expected(r, expected, sizeof expected);
    if (c != NULL && c->se > 0)
        snprintf(observed, sizeof observed, "%.3f ±%.3f", c->value, LAB_Z * c->se);
    else if (c != NULL)
        snprintf(observed, sizeof observed, "%.3f", c->value);
    fprintf(out, "%-36s %-16s %-11s %-15s ", r->id, verdict, expected, observed);
    print_cut(out, r->reason != NULL ? evidence_text(s, "reasons", r->reason) : report_claim(s, r),
              96);
}

static void print_totals(FILE *out, const struct evidence_suite *suite)
{
    const struct evidence_source *s = suite->source;

    for (int k = 0; k < EVIDENCE_KINDS_COUNT; k++) {
        char word[32];

        if (suite_tally(suite, k, -1) == 0)
            continue;
        snprintf(word, sizeof word, "kind_%s", evidence_kind_name((enum evidence_kind)k));
        fprintf(out, "%s:", evidence_text(s, "words", word));
        for (int v = 0; v < VERDICTS_COUNT; v++)
            fprintf(out, " %u %s%s", suite_tally(suite, k, v),
                    evidence_text(s, "words", evidence_verdict_name((enum evidence_verdict)v)),
                    v + 1 < VERDICTS_COUNT ? "," : "\n");
    }
}

void report_table(FILE *out, const struct evidence_suite *suite)
{
    for (uint32_t i = 0; i < suite->count; i++)
        print_row(out, suite, &suite->results[i]);
    fputc('\n', out);
    print_totals(out, suite);
}

/* --- JSON ------------------------------------------------------------------------------------- */

static double rounded(double value)
{
    char text[48];

    snprintf(text, sizeof text, "%.4f", value);
    return strtod(text, NULL) + 0.0; /* No minus zero. */
}

static void add_interval(cJSON *line, const struct lab_check *c)
{
    if (c != NULL)
        cJSON_AddNumberToObject(line, "observed", rounded(c->value));
    else
        cJSON_AddNullToObject(line, "observed");
    if (c != NULL && c->se > 0) {
        cJSON_AddNumberToObject(line, "low", rounded(c->value - LAB_Z * c->se));
        cJSON_AddNumberToObject(line, "high", rounded(c->value + LAB_Z * c->se));
    } else {
        cJSON_AddNullToObject(line, "low");
        cJSON_AddNullToObject(line, "high");
    }
    cJSON_AddNumberToObject(line, "n", c != NULL ? c->n : 0);
}

static cJSON *line_of(const struct evidence_result *r)
{
    cJSON *line = cJSON_CreateObject(), *checks;
    char expected[48];

    report_expected(r, expected, sizeof expected);
    cJSON_AddStringToObject(line, "finding", r->id);
    cJSON_AddStringToObject(line, "kind", evidence_kind_name(r->kind));
    cJSON_AddStringToObject(line, "verdict", evidence_verdict_name(r->verdict));
    cJSON_AddStringToObject(line, "expected", expected);
    add_interval(line, suite_deciding(r));
    if (r->reason != NULL)
        cJSON_AddStringToObject(line, "reason", r->reason);
    else if (r->fact == NULL)
        cJSON_AddBoolToObject(line, "direct", r->direct);
    checks = cJSON_AddArrayToObject(line, "checks");
    for (uint32_t k = 0; k < r->checks_count; k++) {
        cJSON *check = cJSON_CreateObject();
        double band[2] = {r->checks[k].low, r->checks[k].high};

        cJSON_AddStringToObject(check, "check", r->checks[k].id);
        cJSON_AddBoolToObject(check, "holds", r->checks[k].holds);
        cJSON_AddItemToObject(check, "band", cJSON_CreateDoubleArray(band, 2));
        add_interval(check, &r->checks[k]);
        cJSON_AddItemToArray(checks, check);
    }
    return line;
}

void report_json(FILE *out, const struct evidence_suite *suite)
{
    for (uint32_t i = 0; i < suite->count; i++) {
        cJSON *line = line_of(&suite->results[i]);
        char *text = cJSON_PrintUnformatted(line);

        fprintf(out, "%s\n", text != NULL ? text : "{}");
        cJSON_free(text);
        cJSON_Delete(line);
    }
}
