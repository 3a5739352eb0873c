/* options.h -- the options that evidence, sensitivity and signals share; see evidence.c.
 */
#ifndef DK_LAB_EVIDENCE_OPTIONS_H
#define DK_LAB_EVIDENCE_OPTIONS_H

#include "lab/evidence/lab.h"
#include "lab/evidence/source.h"

#define EVIDENCE_SETS_MAX 64

struct evidence_options {
    bool json;
    const char *only, *check, *write, *root;
    uint32_t teams, seed, threads, lang;
    const char *set[EVIDENCE_SETS_MAX]; /* "name=value" */
    uint32_t sets_count;
};

/* false: an option is wrong, which is told on stderr. */
bool evidence_options_read(struct evidence_options *options, int argc, char **argv, uint32_t teams,
                           uint32_t seed);
/* The laboratory of these options, before lab_open. false: --set names no parameter, or a value out
 * of its limits. */
bool evidence_options_lab(const struct evidence_options *options,
                          const struct evidence_source *source, struct lab *lab);
/* "name=value" or "name.index=value". */
bool evidence_parameter_set(struct sim_parameters *parameters, const char *assignment);
/* A bar on stderr, if that is a terminal. */
void evidence_progress(uint32_t done, uint32_t all);

#endif
