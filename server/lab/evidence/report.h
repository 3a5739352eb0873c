/* report.h -- the results for people and programs: a table, JSON lines, a page, and the
 * comparison with what held before. */
#ifndef DK_LAB_EVIDENCE_REPORT_H
#define DK_LAB_EVIDENCE_REPORT_H

#include "lab/evidence/suite.h"

#include <stdio.h>

/* "up", "down", "none", or the band of the deciding check, "0.8..4". */
void report_expected(const struct evidence_result *result, char *text, size_t size);
/* What it says: the claim in the language of the source. */
const char *report_claim(const struct evidence_source *source,
                         const struct evidence_result *result);

/* The table leads with the summary. */
void report_summary(FILE *out, const struct evidence_suite *suite);
void report_table(FILE *out, const struct evidence_suite *suite);
/* One object a line: finding, kind, family, test ("sign", "band" or "construction"), verdict,
 * expected, observed, low, high (of the 95% interval, null where no error was computed), n (teams
 * per arm) of the deciding check; the reason when it was not played; contested; then all checks,
 * each with its test, its band, whether its sign is right where one is asked, or what it lacks. */
void report_json(FILE *out, const struct evidence_suite *suite);

/* holds.json: for each verdict a list of ids. Every result that differs is told on stderr. true:
 * all are as listed, or contested: these never fail a build. */
bool baseline_check(const char *path, const struct evidence_suite *suite);
enum result baseline_write(const char *path, const struct evidence_suite *suite);

#endif
