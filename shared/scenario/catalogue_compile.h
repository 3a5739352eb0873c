/* catalogue_compile.h -- shared by the files that compile the catalogue. Private. */
#ifndef DK_SCENARIO_CATALOGUE_COMPILE_H
#define DK_SCENARIO_CATALOGUE_COMPILE_H

#include "scenario/content.h"

#define REFERENCES_MAX 512

struct catalogue_compile {
    struct content content;
    struct catalogue *out;
    const struct catalogue *today;                 /* NULL: this is today's. */
    uint32_t theories_count;                       /* The first of the references. */
    struct at sources;                             /* sources.json */
    struct index_list evidence_of[REFERENCES_MAX]; /* Interventions a finding is about. */
};

const char *catalogue_phase_name(uint32_t phase);
void catalogue_read_sources(struct catalogue_compile *c);
void catalogue_close_sources(struct catalogue_compile *c);
/* A short citation of the studies of an item, or else of the report that it comes from. */
struct text catalogue_cite(struct catalogue_compile *c, const struct at *at);
/* Today's, in the arena of this one: the sentence of a mechanism with where it comes from and how
 * certain it is; limits with their words. */
struct catalogue_cause catalogue_cause_of_today(struct catalogue_compile *c, int term,
                                                uint32_t side);
struct catalogue_words catalogue_words_of_today(struct catalogue_compile *c,
                                                const struct catalogue_words *today);
/* Read all texts for people. */
void catalogue_read_texts(struct catalogue_compile *c);

#endif
