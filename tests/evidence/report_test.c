/* report_test.c -- reports about the results: texts, JSON and baseline. */
#include "lab/evidence/report.h"
#include "evidence_fixture.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const langs[] = {"nl", "en"};

static bool has_text(const cJSON *texts, const char *group, const char *id, const char *field)
{
    const cJSON *text =
        cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(texts, group), id);

    if (field != NULL)
        text = cJSON_GetObjectItemCaseSensitive(text, field);
    return cJSON_IsString(text) && *cJSON_GetStringValue(text) != '\0';
}

static struct evidence_suite *played(const char *only, uint32_t teams)
{
    struct evidence_suite *suite = calloc(1, sizeof *suite);

    CHECK(suite_list(suite, fixture_source(), only));
    suite->lab = fixture_lab(teams);
    suite_run(suite, 2, NULL);
    return suite;
}

TEST(everything_has_its_texts_in_both_languages)
{
    struct evidence_suite *suite = played(NULL, 2);

    for (int l = 0; l < 2; l++) {
        char path[64];
        cJSON *texts;

        snprintf(path, sizeof path, "tests/evidence/texts/%s.json", langs[l]);
        texts = evidence_json_read(test_source_root(), path);
        for (uint32_t i = 0; i < suite->count; i++) {
            const struct evidence_result *r = &suite->results[i];

            if (r->reason != NULL && !has_text(texts, "reasons", r->reason, NULL))
                test_fail(path, 0, "no reason %s", r->reason);
            if (r->effect != NULL)
                CHECK(has_text(texts, "families", r->family, NULL));
            if (r->fact == NULL)
                continue;
            CHECK(has_text(texts, "facts", r->id, "claim"));
            CHECK(has_text(texts, "facts", r->id, "source"));
            CHECK(has_text(texts, "facts", r->id, "setup"));
            for (uint32_t k = 0; k < r->checks_count; k++)
                if (!has_text(texts, "checks", r->checks[k].id, NULL))
                    test_fail(path, 0, "no label %s", r->checks[k].id);
        }
        cJSON_Delete(texts);
    }
    free(suite);
}

/* *text gets what a function prints; to be freed. */
static void printed(void (*print)(FILE *, const struct evidence_suite *),
                    const struct evidence_suite *suite, char **text)
{
    size_t size;
    FILE *out = open_memstream(text, &size);

    CHECK(out != NULL);
    print(out, suite);
    CHECK_EQ(fclose(out), 0); /* Only now is the text whole. */
}

TEST(a_line_of_json_has_the_agreed_fields)
{
    static const char *const families[] = {"work_control_support", "llo-quickscan", "tno-2023"};
    static const char *const tests[] = {"band", "sign", "construction"};
    struct evidence_suite *suite = played("A1,psych_safety_edmondson_1999.t3,mbsr_overall.t1", 20);
    char *text, *line, *next;
    int lines = 0;

    printed(report_json, suite, &text);
    for (line = text; *line != '\0'; line = next + 1, lines++) {
        next = strchr(line, '\n');
        *next = '\0';
        cJSON *json = cJSON_Parse(line);

        CHECK_TEXT(evidence_string(json, "finding"), suite->results[lines].id);
        CHECK_TEXT(evidence_string(json, "kind"), lines == 0 ? "fact" : "stated");
        CHECK_TEXT(evidence_string(json, "family"), families[lines]);
        CHECK_TEXT(evidence_string(json, "test"), tests[lines]);
        CHECK_TEXT(evidence_string(json, "verdict"), lines == 1 ? "not_expressible" : "holds");
        CHECK_TEXT(evidence_string(json, "expected"), lines == 0   ? "0.8..4"
                                                      : lines == 1 ? "up"
                                                                   : "down");
        CHECK_EQ(cJSON_IsNumber(cJSON_GetObjectItem(json, "observed")), lines != 1);
        CHECK_EQ(cJSON_IsNumber(cJSON_GetObjectItem(json, "low")), lines != 1);
        CHECK_EQ(cJSON_IsNumber(cJSON_GetObjectItem(json, "high")), lines != 1);
        CHECK(cJSON_IsNumber(cJSON_GetObjectItem(json, "n")));
        cJSON_Delete(json);
    }
    CHECK_EQ(lines, 3);
    free(text);
    free(suite);
}

static void temporary(char path[32])
{
    strcpy(path, "/tmp/evidence-XXXXXX");
    int file = mkstemp(path);

    CHECK(file >= 0);
    close(file);
}

TEST(a_finding_that_no_longer_holds_is_noticed)
{
    struct evidence_suite *suite = played("A1,F11,mbsr_overall.t1", 20);
    char path[32];

    temporary(path);
    CHECK_EQ(baseline_write(path, suite), RESULT_OK);
    CHECK(baseline_check(path, suite));
    suite->results[0].verdict = VERDICT_FAILS; /* It held, but no longer does. */
    CHECK(!baseline_check(path, suite));
    suite->results[0].verdict = VERDICT_HOLDS;
    suite->results[1].verdict = VERDICT_HOLDS; /* It failed and now holds: the list is old. */
    CHECK(!baseline_check(path, suite));
    suite->results[1].verdict = VERDICT_FAILS;
    strcpy(suite->results[2].id, "new_finding.t1"); /* It is not in the list. */
    CHECK(!baseline_check(path, suite));
    unlink(path);
    CHECK(!baseline_check(path, suite)); /* There is no list. */
    free(suite);
}

TEST(what_is_contested_never_fails_a_build)
{
    struct evidence_suite *suite = played("A1,fenizia2022_manager", 20);
    char path[32];

    temporary(path);
    CHECK_EQ(baseline_write(path, suite), RESULT_OK);
    suite->results[1].verdict = VERDICT_FAILS;
    CHECK(suite->results[1].contested);
    CHECK(baseline_check(path, suite));
    suite->results[1].contested = false;
    CHECK(!baseline_check(path, suite));
    unlink(path);
    free(suite);
}

TEST(the_table_leads_with_its_summary)
{
    struct evidence_suite *suite = played("A1,fenizia2022_manager,mbsr_overall.t1", 20);
    const char *summary, *row;
    char *text;

    printed(report_table, suite, &text);
    summary = strstr(text, "direction right");
    row = strstr(text, "\nA1 ");
    CHECK(summary != NULL && row != NULL && summary < row);
    CHECK(strstr(text, "calibrated") != NULL && strstr(text, "calibrated") < row);
    free(text);
    free(suite);
}
