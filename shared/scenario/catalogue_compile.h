/* catalogue_compile.h -- shared by the files that compile the catalogue. Private. */
#ifndef DK_SCENARIO_CATALOGUE_COMPILE_H
#define DK_SCENARIO_CATALOGUE_COMPILE_H

#include "scenario/content.h"

#define REFERENCES_MAX 512

struct catalogue_compile {
    struct content content;
    struct catalogue *out;
    struct at sources;                             /* sources.json */
    struct index_list evidence_of[REFERENCES_MAX]; /* Interventions a finding is about. */
};

const char *catalogue_phase_name(uint32_t phase);
void catalogue_read_sources(struct catalogue_compile *c);
void catalogue_close_sources(struct catalogue_compile *c);
/* A short citation of the studies of an item, or else of the report that it comes from. */
struct text catalogue_cite(struct catalogue_compile *c, const struct at *at);
/* Read all texts for people. */
void catalogue_read_texts(struct catalogue_compile *c);

#endif
