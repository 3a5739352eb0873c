/* report.h -- the results for people and programs: a table, JSON lines, and the comparison with
 * what held before. */
#ifndef DK_LAB_EVIDENCE_REPORT_H
#define DK_LAB_EVIDENCE_REPORT_H

#include "lab/evidence/suite.h"

#include <stdio.h>

/* The table leads with the summary. */
void report_summary(FILE *out, const struct evidence_suite *suite);
void report_table(FILE *out, const struct evidence_suite *suite);
/* One object per line: finding, kind, family, test ("sign", "band" or "construction"), verdict,
 * expected, observed, low, high (of the 95% interval; null where no error was computed) and n
 * (teams per arm) of the deciding check; the reason if it was not played; contested; then all
 * checks, each with its test, its band, whether its sign is right if one is asked, or what it
 * lacks. */
void report_json(FILE *out, const struct evidence_suite *suite);

/* holds.json has a list of ids for each verdict. Every result that differs is reported on stderr.
 * True: all are as listed, except contested ones, which never fail a build. */
bool baseline_check(const char *path, const struct evidence_suite *suite);
enum result baseline_write(const char *path, const struct evidence_suite *suite);

#endif
