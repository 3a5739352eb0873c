/* tune_suggest.h -- for an option that no number can mend: which other action would. Every
 * intervention of the catalogue is tried in place of each of its starts, and beside them; the few
 * that bring the dilemma nearest to holding are told to the author, who knows which of them the
 * text can tell. */
#ifndef DK_PLAYTEST_TUNE_SUGGEST_H
#define DK_PLAYTEST_TUNE_SUGGEST_H

#include "playtest/playtest.h"

#define TUNE_SUGGEST_BEST 5 /* Told of an option. */
#define TUNE_SUGGEST_MAX  (DILEMMAS_MAX * OPTIONS_MAX * TUNE_SUGGEST_BEST)
#define TUNE_ADDED        (-1)

struct tune_suggestion {
    uint8_t dilemma, option;
    int8_t start;             /* In place of which; or TUNE_ADDED. */
    uint16_t intervention;    /* In the catalogue; as it is usually started. */
    double fault;             /* Of the dilemma then; 0 is as it should be. */
    bool holds;               /* Is the dilemma as it should be then? */
    double best[OPTIONS_MAX]; /* The share of states in which each option is best then. */
};

struct tune_suggestions {
    struct tune_suggestion *items; /* By dilemma and option, the best first. */
    uint32_t count;
    uint32_t failing; /* Options that are at fault: best too often or too seldom, or dominated. */
};

/* `states` a dilemma. The scenario is as before when this returns. RESULT_OK or RESULT_NO_MEMORY;
 * tune_suggest_clear in either case. */
enum result tune_suggest(struct scenario *scenario, uint32_t states, uint32_t threads,
                         struct tune_suggestions *out);
void tune_suggest_clear(struct tune_suggestions *s);

#endif
