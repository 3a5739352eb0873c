/* scenario_library.h -- the scenarios a server offers: every folder with a scenario.json below the
 * folder of scenarios, compiled with the one catalogue. A broken one is told (file, path, reason)
 * and left out; the others work. */
#ifndef DK_LIBRARY_SCENARIO_LIBRARY_H
#define DK_LIBRARY_SCENARIO_LIBRARY_H

#include "scenario/scenario.h"

#define LIBRARY_SCENARIOS_MAX 64  /* Offered at once. */
#define LIBRARY_KEPT_MAX      320 /* With older versions, for the sessions that began with them. */

struct scenario_library {
    struct catalogue *catalogue;
    const struct scenario *offered[LIBRARY_SCENARIOS_MAX]; /* Now: ours, then those loaded here. */
    bool own[LIBRARY_SCENARIOS_MAX]; /* Loaded by an author of this server (scenario_own.h). */
    uint32_t count;
    uint32_t broken_count;
    /* All, with older versions (scenario_archive.h). Nothing is taken out or moved: sessions that
     * are under way hold on to what they began with. */
    struct scenario *kept[LIBRARY_KEPT_MAX];
    struct catalogue *catalogues[LIBRARY_KEPT_MAX]; /* Of an older version its own, else NULL. */
    uint32_t kept_count;
};

/* RESULT_OK, also when some or all scenarios are broken; otherwise the catalogue is, or `root`
 * cannot be read. Problems go to the log in English, errors only. */
enum result scenario_library_open(struct scenario_library *library, const char *root);
void scenario_library_close(struct scenario_library *library);
/* An older version with its catalogue; both are taken over. There is room for one. */
void scenario_library_add_archived(struct scenario_library *library, struct scenario *scenario,
                                   struct catalogue *catalogue);
/* One that was loaded here, compiled with the library's catalogue and taken over; it is offered in
 * place of an earlier one with its id. RESULT_FULL: there is no room, it stays the caller's. */
enum result scenario_library_add_own(struct scenario_library *library, struct scenario *scenario);
/* Offer an own one no more; who plays it keeps it. */
void scenario_library_withdraw(struct scenario_library *library, struct bytes id);
bool scenario_library_has_room(const struct scenario_library *library, struct bytes id);
/* Number among those offered, or -1. */
int32_t scenario_library_find(const struct scenario_library *library, struct bytes id);
/* For those who offer: count of them; for those who play: all that are kept. */
const struct scenario *const *scenario_library_items(const struct scenario_library *library);
const struct scenario *const *scenario_library_kept(const struct scenario_library *library);

#endif
