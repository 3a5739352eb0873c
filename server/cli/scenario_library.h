/* scenario_library.h -- the scenarios a server offers: every folder with a scenario.json below the
 * folder of scenarios, compiled with the one catalogue. A broken one is told (file, path, reason)
 * and left out; the others work. */
#ifndef DK_CLI_SCENARIO_LIBRARY_H
#define DK_CLI_SCENARIO_LIBRARY_H

#include "scenario/scenario.h"

#define LIBRARY_SCENARIOS_MAX 64
#define LIBRARY_ARCHIVED_MAX  256

struct scenario_library {
    struct catalogue *catalogue;
    uint32_t count; /* Offered now. */
    uint32_t archived_count, broken_count;
    /* First those offered, by folder name; behind them older versions, for sessions that began
     * with them (scenario_archive.h). */
    struct scenario *scenarios[LIBRARY_SCENARIOS_MAX + LIBRARY_ARCHIVED_MAX];
    struct catalogue *catalogues[LIBRARY_ARCHIVED_MAX]; /* Of the older versions. */
};

/* RESULT_OK, also when some or all scenarios are broken; otherwise the catalogue is, or `root`
 * cannot be read. Problems go to the log in English, errors only. */
enum result scenario_library_open(struct scenario_library *library, const char *root);
void scenario_library_close(struct scenario_library *library);
/* An older version with its catalogue; both are taken over. There is room for one. */
void scenario_library_add_archived(struct scenario_library *library, struct scenario *scenario,
                                   struct catalogue *catalogue);
/* For host_parts: count + archived_count of them; for those who offer: count. */
const struct scenario *const *scenario_library_items(const struct scenario_library *library);

#endif
