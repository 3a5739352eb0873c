/* report.c -- the table and the JSON lines. The summary above the table is in report_summary.c, the
 * comparison with earlier results in baseline.c. */
#include "lab/evidence/report.h"

#include "cli/json_line.h"

#include <stdlib.h>
#include <string.h>

/* "up", "down", "none", or the band of the deciding check, "0.8..4". */
static void report_expected(const struct evidence_result *r, char *text, size_t size)
{
    const struct lab_check *c = suite_deciding(r);

    if (r->test != NULL)
        snprintf(text, size, "%s", evidence_string(r->test, "expected_direction"));
    else if (c != NULL)
        snprintf(text, size, "%g..%g", c->low, c->high);
    else
        snprintf(text, size, "-");
}

/* The claim in the language of the source. */
static const char *report_claim(const struct evidence_source *s, const struct evidence_result *r)
{
    if (r->effect != NULL)
        return evidence_string(cJSON_GetObjectItemCaseSensitive(s->effect_claims, r->id), "claim");
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
    fprintf(out, "%-36s %-16s %-12s %-11s %-15s ", r->id, verdict,
            evidence_test_name(suite_test(r)), expected, observed);
    print_cut(out, r->reason != NULL ? evidence_text(s, "reasons", r->reason) : report_claim(s, r),
              96);
}

void report_table(FILE *out, const struct evidence_suite *suite)
{
    report_summary(out, suite);
    for (uint32_t i = 0; i < suite->count; i++)
        print_row(out, suite, &suite->results[i]);
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

static cJSON *check_of(const struct lab_check *c)
{
    cJSON *check = cJSON_CreateObject();
    double band[2] = {c->low, c->high};

    cJSON_AddStringToObject(check, "check", c->id);
    cJSON_AddStringToObject(check, "test", evidence_test_name(c->test));
    cJSON_AddItemToObject(check, "band", cJSON_CreateDoubleArray(band, 2));
    if (c->lacks[0] != '\0') {
        cJSON_AddStringToObject(check, "lacks", c->lacks);
        return check;
    }
    cJSON_AddBoolToObject(check, "holds", c->holds);
    if (c->sign != LAB_SIGN_NOT_ASKED)
        cJSON_AddBoolToObject(check, "sign_right", c->sign == LAB_SIGN_RIGHT);
    if (c->has_none)
        cJSON_AddNumberToObject(check, "none", c->none);
    if (c->at_null)
        cJSON_AddBoolToObject(check, "at_null", true);
    add_interval(check, c);
    return check;
}

static cJSON *line_of(const struct evidence_result *r)
{
    cJSON *line = cJSON_CreateObject(), *checks;
    char expected[48];

    report_expected(r, expected, sizeof expected);
    cJSON_AddStringToObject(line, "finding", r->id);
    cJSON_AddStringToObject(line, "kind", evidence_kind_name(r->kind));
    cJSON_AddStringToObject(line, "family", r->family);
    cJSON_AddStringToObject(line, "test", evidence_test_name(suite_test(r)));
    cJSON_AddStringToObject(line, "verdict", evidence_verdict_name(r->verdict));
    cJSON_AddStringToObject(line, "expected", expected);
    add_interval(line, suite_deciding(r));
    if (r->reason != NULL)
        cJSON_AddStringToObject(line, "reason", r->reason);
    if (r->contested)
        cJSON_AddBoolToObject(line, "contested", true);
    checks = cJSON_AddArrayToObject(line, "checks");
    for (uint32_t k = 0; k < r->checks_count; k++) {
        cJSON_AddItemToArray(checks, check_of(&r->checks[k]));
    }
    return line;
}

void report_json(FILE *out, const struct evidence_suite *suite)
{
    for (uint32_t i = 0; i < suite->count; i++)
        json_line_print(out, line_of(&suite->results[i]));
}
