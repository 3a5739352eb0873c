/* told.h -- what are rooms told of each option, and in whose words? Random plays; after every round
 * the causes that why.h chooses. For authors: the causes told most are worth a sentence of their
 * own (`because`). */
#ifndef DK_PLAYTEST_TOLD_H
#define DK_PLAYTEST_TOLD_H

#include "scenario/scenario.h"

/* A mechanism that was told of an option, one way. */
struct told_cause {
    uint8_t dilemma;
    uint8_t option;
    uint16_t term; /* enum sim_term */
    bool helped;
    const struct text *own; /* The author's sentence; NULL: the catalogue's is told. */
    uint32_t count;         /* How often it was told. */
    uint32_t later;         /* How often in a round after that of the decision. */
    uint16_t members;       /* Bit per member of whom it was told. */
    uint8_t starts;         /* Bit per start of the option that it was told of. */
};

struct told {
    const struct scenario *scenario;
    uint32_t decided[DILEMMAS_MAX][OPTIONS_MAX]; /* How often this was chosen. */
    uint32_t of_options, own;                    /* Causes told of a decision; in its own words. */
    uint32_t others;                             /* Told of something else, or of what wears off. */
    uint32_t count;
    struct told_cause *causes; /* By dilemma and option, most often told first; owned. */
};

/* `threads`: 0 is one per core. false: no memory. told_clear in either case. */
bool told_make(struct told *told, const struct scenario *scenario, uint32_t plays,
               uint32_t threads);
void told_clear(struct told *told);

#endif
