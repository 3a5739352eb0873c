/* evidence.c -- `dilemma evidence`: are the published findings still there in the team model?
 *
 *   --json             a line of JSON per finding, instead of a table
 *   --only ID,...      only these facts or findings
 *   --teams N          per arm (150)
 *   --seed N           of the first team (100000)
 *   --set NAME=VALUE   a parameter of the model, or NAME.INDEX=VALUE of a list; may be repeated
 *   --check FILE       exit 1 unless every finding is as listed there (tests/evidence/holds.json)
 *   --write FILE       make that list
 *   --lang nl|en       of the texts
 *   --threads N        all cores
 *   --root DIR         of the source tree; the current folder
 *
 * Exit: 0; 1 when --check found a difference; 2 for a wrong option or a file that cannot be read.
 * Progress goes to stderr. Finding a finding that fails is no failure of the command. */
#include "lab/evidence/report.h"
#include "lab/evidence/options.h"

#include <stdlib.h>

int cli_evidence(int argc, char **argv);

static int report(const struct evidence_options *o, const struct evidence_suite *suite)
{
    if (o->json)
        report_json(stdout, suite);
    else
        report_table(stdout, suite);
    if (o->write != NULL && baseline_write(o->write, suite) != RESULT_OK) {
        fprintf(stderr, "evidence: cannot write %s\n", o->write);
        return 2;
    }
    return o->check == NULL || baseline_check(o->check, suite) ? 0 : 1;
}

int cli_evidence(int argc, char **argv)
{
    struct evidence_suite *suite = calloc(1, sizeof *suite);
    struct evidence_source *source = calloc(1, sizeof *source);
    struct evidence_options options;
    int exit_code = 2;

    if (suite != NULL && source != NULL &&
        evidence_options_read(&options, argc, argv, 150, 100000) &&
        evidence_source_open(source, options.root, options.lang) == RESULT_OK &&
        suite_list(suite, source, options.only) &&
        evidence_options_lab(&options, source, &suite->lab)) {
        lab_open(&suite->lab);
        suite_run(suite, options.threads, evidence_progress);
        exit_code = report(&options, suite);
    }
    if (source != NULL)
        evidence_source_close(source);
    free(source);
    free(suite);
    return exit_code;
}
