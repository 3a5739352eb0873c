/* scenario_library.h -- the scenarios a server offers: every folder with a scenario.json below the
 * folder of scenarios, compiled with the one catalogue. A broken one is told (file, path, reason)
 * and left out; the others work. */
#ifndef DK_CLI_SCENARIO_LIBRARY_H
#define DK_CLI_SCENARIO_LIBRARY_H

#include "scenario/scenario.h"

#define LIBRARY_SCENARIOS_MAX 64

struct scenario_library {
    struct catalogue *catalogue;
    struct scenario *scenarios[LIBRARY_SCENARIOS_MAX]; /* By folder name. */
    uint32_t count, broken_count;
};

/* RESULT_OK, also when some or all scenarios are broken; otherwise the catalogue is, or `root`
 * cannot be read. Problems go to the log in English, errors only. */
enum result scenario_library_open(struct scenario_library *library, const char *root);
void scenario_library_close(struct scenario_library *library);
/* For host_parts. */
const struct scenario *const *scenario_library_items(const struct scenario_library *library);

#endif
