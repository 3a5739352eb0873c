/* version.c -- `dilemma version`: versions of the program, its protocol, journal and model. */
#include "main/version.h"

#include "cli/cli.h"
#include "journal/journal.h"
#include "protocol/limits.h"
#include "sim/sim.h"

#include <stdlib.h>

const char *version_text(char out[VERSION_TEXT_BYTES_MAX])
{
    snprintf(out, VERSION_TEXT_BYTES_MAX, "%s (%s)", DK_VERSION, DK_COMMIT);
    return out;
}

const char *version_labels(char out[VERSION_TEXT_BYTES_MAX])
{
    snprintf(out, VERSION_TEXT_BYTES_MAX, "version=\"%s\",commit=\"%s\"", DK_VERSION, DK_COMMIT);
    return out;
}

int cli_version(const struct cli_version *options)
{
    if (options->json)
        printf("{\"name\":\"dilemma\",\"version\":\"%s\",\"commit\":\"%s\",\"protocol\":%d,"
               "\"journal\":%d,\"model\":%d}\n",
               DK_VERSION, DK_COMMIT, PROTOCOL_VERSION, JOURNAL_FORMAT_VERSION, SIM_MODEL_VERSION);
    else
        printf("dilemma %s\ncommit %s\nprotocol %d\njournal %d\nmodel %d\n", DK_VERSION, DK_COMMIT,
               PROTOCOL_VERSION, JOURNAL_FORMAT_VERSION, SIM_MODEL_VERSION);
    return EXIT_SUCCESS;
}
