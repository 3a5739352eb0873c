/* options.h -- what the options of evidence, sensitivity and signals mean for the laboratory. */
#ifndef DK_LAB_EVIDENCE_OPTIONS_H
#define DK_LAB_EVIDENCE_OPTIONS_H

#include "cli/cli.h"
#include "lab/evidence/lab.h"
#include "lab/evidence/source.h"

struct evidence_options {
    const char *only;
    uint32_t teams, seed, threads; /* threads 0: one for each core. */
    const struct flag_list *set;   /* "name=value"; NULL: none. */
};

/* The number of threads to use. */
uint32_t evidence_threads(uint32_t threads);
/* The laboratory of these options, before lab_open. false: --set has an unknown parameter, or a
 * value outside its limits. */
bool evidence_options_lab(const struct evidence_options *options,
                          const struct evidence_source *source, struct lab *lab);
/* "name=value" or "name.index=value". */
bool evidence_parameter_set(struct sim_parameters *parameters, const char *assignment);
/* Draw a progress bar on stderr, if that is a terminal. */
void evidence_progress(uint32_t done, uint32_t all);

#endif
