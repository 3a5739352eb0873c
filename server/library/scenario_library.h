/* scenario_library.h -- the scenarios a server offers: every folder with a scenario.json below the
 * folder of scenarios, compiled with the one catalogue. A broken scenario is reported (file, path,
 * reason) and left out; the others work. */
#ifndef DK_LIBRARY_SCENARIO_LIBRARY_H
#define DK_LIBRARY_SCENARIO_LIBRARY_H

#include "scenario/scenario.h"

#define LIBRARY_SCENARIOS_MAX 64  /* Offered at once. */
#define LIBRARY_KEPT_MAX      320 /* With older versions, for sessions that began with them. */

/* Loaded here before, and not offered since the start: a version of the server that wants more of
 * it, or a file that cannot be read. */
struct scenario_refused {
    char id[ID_BYTES_MAX + 1];
    uint8_t reason; /* enum load_refusal */
    uint32_t errors;
};

struct scenario_library {
    struct catalogue *catalogue;
    const struct scenario *offered[LIBRARY_SCENARIOS_MAX]; /* Those it came with, then its own. */
    bool own[LIBRARY_SCENARIOS_MAX]; /* Loaded by an author of this server (scenario_own.h). */
    uint32_t count;
    uint32_t broken_count;
    struct scenario_refused refused[LIBRARY_SCENARIOS_MAX]; /* The first of them. */
    uint32_t refused_count;
    /* All, with older versions (scenario_archive.h). Nothing is ever taken out or moved, because
     * running sessions point to what they began with. */
    struct scenario *kept[LIBRARY_KEPT_MAX];
    struct catalogue *catalogues[LIBRARY_KEPT_MAX]; /* An older version's own; else NULL. */
    uint32_t kept_count;
};

/* RESULT_OK even when some or all scenarios are broken. Any other result: the catalogue is broken,
 * or `root` cannot be read. Errors are logged, in English. */
enum result scenario_library_open(struct scenario_library *library, const char *root);
void scenario_library_close(struct scenario_library *library);
/* Add an older version with its catalogue; takes ownership of both. There must be room. */
void scenario_library_add_archived(struct scenario_library *library, struct scenario *scenario,
                                   struct catalogue *catalogue);
/* Add a scenario that was loaded here, compiled with the library's catalogue. It is offered in
 * place of an earlier one with its id. Takes ownership, unless RESULT_FULL: there is no room. */
enum result scenario_library_add_own(struct scenario_library *library, struct scenario *scenario);
/* No longer offer an own scenario. Sessions that play it keep it. */
void scenario_library_withdraw(struct scenario_library *library, struct bytes id);
/* It is its author's to mend. */
void scenario_library_refuse(struct scenario_library *library, const char *id, uint8_t reason,
                             uint32_t errors);
/* NULL: not refused. */
const struct scenario_refused *scenario_library_refused(const struct scenario_library *library,
                                                        struct bytes id);
bool scenario_library_has_room(const struct scenario_library *library, struct bytes id);
/* Its index among those offered, or -1. */
int32_t scenario_library_find(const struct scenario_library *library, struct bytes id);
/* `count` scenarios on offer; and `kept_count` that can be played, older versions included. */
const struct scenario *const *scenario_library_items(const struct scenario_library *library);
const struct scenario *const *scenario_library_kept(const struct scenario_library *library);

#endif
