/* report_summary.c -- the summary above the table: how much holds, by family; what the model lacks;
 * and with what it was calibrated. */
#include "lab/evidence/report.h"

#include "library/content_report.h"

#include <stdlib.h>
#include <string.h>

#define NAME_WIDTH   30
#define NUMBER_WIDTH 18
#define LACKS_MAX    128

static const char *word(const struct evidence_suite *suite, const char *id)
{
    return evidence_text(suite->source, "words", id);
}

static void print_words(FILE *out, const struct evidence_suite *suite, const char *id)
{
    report_pad(out, bytes_of(word(suite, id)), NUMBER_WIDTH);
}

static uint32_t per_cent(uint32_t part, uint32_t all)
{
    return all > 0 ? (100 * part + all / 2) / all : 0;
}

/* "12 / 20 (60%)" */
static void print_share(FILE *out, uint32_t part, uint32_t all)
{
    char text[48];

    snprintf(text, sizeof text, "%u / %u (%u%%)", part, all, per_cent(part, all));
    if (all == 0)
        snprintf(text, sizeof text, "-");
    report_pad(out, bytes_of(text), NUMBER_WIDTH);
}

static void print_score(FILE *out, const char *name, const struct suite_score *s)
{
    char size[16];

    report_pad(out, bytes_of(name), NAME_WIDTH);
    print_share(out, s->signs_right, s->signs_asked);
    print_share(out, s->bands_hold, s->bands_asked);
    snprintf(size, sizeof size, s->sizes > 0 ? "%.2f" : "-", s->size);
    report_pad(out, bytes_of(size), NUMBER_WIDTH);
    print_share(out, s->constructed_hold, s->constructed);
    fprintf(out, "%u\n", s->lacking);
}

static void print_families(FILE *out, const struct evidence_suite *suite, int kind)
{
    const char *family;

    for (uint32_t n = 0; (family = suite_family(suite, kind, n)) != NULL; n++) {
        struct suite_score score = suite_score(suite, kind, family);

        print_score(out, evidence_text(suite->source, "families", family), &score);
    }
}

static void print_scores(FILE *out, const struct evidence_suite *suite)
{
    struct suite_score effects = suite_score(suite, EVIDENCE_EFFECT, NULL);
    struct suite_score findings = suite_score(suite, EVIDENCE_FINDINGS, NULL);

    report_pad(out, bytes_of(""), NAME_WIDTH);
    print_words(out, suite, "score_signs");
    print_words(out, suite, "score_bands");
    print_words(out, suite, "score_size");
    print_words(out, suite, "score_construction");
    fprintf(out, "%s\n", word(suite, "score_lacking"));
    print_score(out, word(suite, "score_effects"), &effects);
    print_score(out, word(suite, "score_findings"), &findings);
    fputc('\n', out);
    print_families(out, suite, EVIDENCE_EFFECT);
    fputc('\n', out);
}

/* --- results ---------------------------------------------------------------------------------- */

static void print_kinds(FILE *out, const struct evidence_suite *suite)
{
    for (int k = 0; k < EVIDENCE_KINDS_COUNT; k++) {
        char id[32];
        const char *comma = "";

        if (suite_tally(suite, k, -1) == 0)
            continue;
        snprintf(id, sizeof id, "kind_%s", evidence_kind_name((enum evidence_kind)k));
        fprintf(out, "%s: ", word(suite, id));
        for (int v = 0; v < VERDICTS_COUNT; v++) {
            if (suite_tally(suite, k, v) == 0)
                continue;
            fprintf(out, "%s%u %s", comma, suite_tally(suite, k, v),
                    word(suite, evidence_verdict_name((enum evidence_verdict)v)));
            comma = ", ";
        }
        fputc('\n', out);
    }
}

/* --- what is lacking -------------------------------------------------------------------------- */

struct lacks {
    const char *name;
    uint32_t checks;
};

static int by_checks(const void *a, const void *b)
{
    const struct lacks *p = a, *q = b;

    return p->checks != q->checks ? (p->checks < q->checks) - (p->checks > q->checks)
                                  : strcmp(p->name, q->name);
}

static void count_lacks(struct lacks *all, uint32_t *count, const char *name)
{
    uint32_t i = 0;

    while (i < *count && strcmp(all[i].name, name) != 0)
        i++;
    if (i == LACKS_MAX)
        return;
    if (i == *count)
        all[(*count)++] = (struct lacks){name, 0};
    all[i].checks++;
}

static void print_lacks(FILE *out, const struct evidence_suite *suite)
{
    struct lacks all[LACKS_MAX];
    uint32_t count = 0;

    for (uint32_t i = 0; i < suite->count; i++)
        for (uint32_t k = 0; k < suite->results[i].checks_count; k++)
            if (suite->results[i].checks[k].lacks[0] != '\0')
                count_lacks(all, &count, suite->results[i].checks[k].lacks);
    if (count == 0)
        return;
    qsort(all, count, sizeof all[0], by_checks);
    fprintf(out, "%s\n", word(suite, "lacks_head"));
    for (uint32_t i = 0; i < count; i++)
        fprintf(out, "%s%s (%u)", i == 0 ? "  " : ", ", all[i].name, all[i].checks);
    fputs("\n\n", out);
}

void report_summary(FILE *out, const struct evidence_suite *suite)
{
    print_scores(out, suite);
    print_kinds(out, suite);
    fputc('\n', out);
    print_lacks(out, suite);
    fprintf(out, "%s\n%s\n\n", word(suite, "score_text"), word(suite, "calibration_text"));
}
