/* report.c -- the table, the JSON lines and the baseline. The page: html.c. */
#include "lab/evidence/report.h"

#include <stdlib.h>
#include <string.h>

void report_expected(const struct evidence_result *r, char *text, size_t size)
{
    const struct lab_check *c = result_deciding(r);

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
    const struct lab_check *c = result_deciding(r);
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
    add_interval(line, result_deciding(r));
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

/* --- baseline --------------------------------------------------------------------------------- */

/* In which list the baseline has it; -1: in none. */
static int listed_as(const cJSON *baseline, const char *id)
{
    for (int v = 0; v < VERDICTS_COUNT; v++) {
        const char *name = evidence_verdict_name((enum evidence_verdict)v);
        const cJSON *list = cJSON_GetObjectItemCaseSensitive(baseline, name), *item;

        cJSON_ArrayForEach(item, list)
        {
            if (cJSON_IsString(item) && strcmp(cJSON_GetStringValue(item), id) == 0)
                return v;
        }
    }
    return -1;
}

/* A sentence with {id}, {verdict} and {file} filled in. */
static void tell(const char *text, const char *id, const char *verdict, const char *file)
{
    for (; *text != '\0'; text++) {
        if (strncmp(text, "{id}", 4) == 0)
            fputs(id, stderr), text += 3;
        else if (strncmp(text, "{verdict}", 9) == 0)
            fputs(verdict, stderr), text += 8;
        else if (strncmp(text, "{file}", 6) == 0)
            fputs(file, stderr), text += 5;
        else
            fputc(*text, stderr);
    }
    fputc('\n', stderr);
}

bool baseline_check(const char *path, const struct evidence_suite *suite)
{
    cJSON *baseline = evidence_json_read(NULL, path);
    bool same = baseline != NULL;

    for (uint32_t i = 0; baseline != NULL && i < suite->count; i++) {
        const struct evidence_result *r = &suite->results[i];
        const char *name = evidence_verdict_name(r->verdict), *sentence = "baseline_changed";
        int listed = listed_as(baseline, r->id);

        if (listed == (int)r->verdict)
            continue;
        same = false;
        if (listed < 0)
            sentence = "baseline_new";
        else if (listed == VERDICT_HOLDS)
            sentence = "baseline_broken";
        else if (r->verdict == VERDICT_HOLDS)
            sentence = "baseline_better";
        tell(evidence_text(suite->source, "words", sentence), r->id,
             evidence_text(suite->source, "words", name), path);
    }
    if (same)
        tell(evidence_text(suite->source, "words", "baseline_same"), "", "", path);
    cJSON_Delete(baseline);
    return same;
}

enum result baseline_write(const char *path, const struct evidence_suite *suite)
{
    FILE *out = fopen(path, "w");

    if (out == NULL)
        return RESULT_IO;
    for (int v = 0; v < VERDICTS_COUNT; v++) {
        const char *comma = "";

        fprintf(out, "%s  \"%s\": [", v == 0 ? "{\n" : ",\n",
                evidence_verdict_name((enum evidence_verdict)v));
        for (uint32_t i = 0; i < suite->count; i++) {
            if (suite->results[i].verdict != (enum evidence_verdict)v)
                continue;
            fprintf(out, "%s\n    \"%s\"", comma, suite->results[i].id);
            comma = ",";
        }
        fprintf(out, "\n  ]");
    }
    fprintf(out, "\n}\n");
    return fclose(out) == 0 ? RESULT_OK : RESULT_IO;
}
