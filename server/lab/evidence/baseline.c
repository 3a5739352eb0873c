/* baseline.c -- compares holds.json, the results that held when it was made, with those that hold
 * now. */
#include "lab/evidence/report.h"

#include <string.h>

/* The list of the baseline in which it is; -1: in none. */
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
        same &= r->contested;
        if (listed < 0)
            sentence = "baseline_new";
        else if (listed == VERDICT_HOLDS)
            sentence = "baseline_broken";
        else if (r->verdict == VERDICT_HOLDS)
            sentence = "baseline_better";
        tell(evidence_text(suite->source, "words", sentence), r->id,
             evidence_text(suite->source, "words", name), path);
    }
    if (same) /* Contested results do not count. */
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
