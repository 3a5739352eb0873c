/* evidence.c -- `dilemma evidence`: are the published findings still there in the team model?
 *
 * Exit: 0; 1 when --check found a difference; 2 for a wrong option or a file that cannot be read.
 * Progress goes to stderr. The command succeeds even when findings do not hold. */
#include "lab/evidence/report.h"
#include "lab/evidence/options.h"

#include <stdlib.h>

static int report(const struct cli_evidence *o, const struct evidence_suite *suite)
{
    if (o->json)
        report_json(stdout, suite);
    else
        report_table(stdout, suite);
    if (o->write != NULL && baseline_write(o->write, suite) != RESULT_OK) {
        fprintf(stderr, "dilemma evidence: cannot write %s\n", o->write);
        return CLI_WRONG;
    }
    return o->check == NULL || baseline_check(o->check, suite) ? EXIT_SUCCESS : CLI_NO;
}

int cli_evidence(const struct cli_evidence *o)
{
    struct evidence_suite *suite = calloc(1, sizeof *suite);
    struct evidence_source *source = calloc(1, sizeof *source);
    const struct evidence_options options = {
        .only = o->only, .teams = o->teams, .seed = o->seed, .set = &o->set};
    int exit_code = CLI_WRONG;

    if (suite != NULL && source != NULL &&
        evidence_source_open(source, o->root, o->lang) == RESULT_OK &&
        suite_list(suite, source, o->only) && evidence_options_lab(&options, source, &suite->lab)) {
        lab_open(&suite->lab);
        suite_run(suite, evidence_threads(o->threads), evidence_progress);
        exit_code = report(o, suite);
    }
    if (source != NULL)
        evidence_source_close(source);
    free(source);
    free(suite);
    return exit_code;
}
