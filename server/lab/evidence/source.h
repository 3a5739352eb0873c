/* source.h -- what the evidence suite reads: the catalogue for the model, the findings with their
 * tests, the published effects, what each factor is in the model, the translations of special
 * comparisons, texts.
 *
 * All below the root of the source tree. Read once, then shared by threads and never changed. */
#ifndef DK_LAB_EVIDENCE_SOURCE_H
#define DK_LAB_EVIDENCE_SOURCE_H

#include "library/content_files.h"
#include "scenario/catalogue.h"

#include <cJSON.h>

struct evidence_source {
    struct content_files files;
    struct catalogue *catalogue;
    char *keys[SIM_PULSES_MAX]; /* Of the pulses, NUL-terminated. */
    cJSON *findings;            /* scenarios/catalogue/evidence.json */
    cJSON *effects;             /* scenarios/catalogue/effects.json */
    cJSON *factors;             /* scenarios/catalogue/factors.json */
    cJSON *translations;        /* tests/evidence/translations.json */
    cJSON *texts;               /* tests/evidence/texts/<lang>.json */
    cJSON *claims;              /* scenarios/catalogue/<lang>/evidence.json */
    cJSON *effect_claims;       /* scenarios/catalogue/<lang>/effects.json */
    cJSON *names;               /* scenarios/catalogue/<lang>/factors.json */
    uint32_t lang;              /* enum text_lang */
};

/* RESULT_NOT_FOUND, RESULT_INVALID or RESULT_NO_MEMORY: stderr says what could not be read. Close
 * in any case. */
enum result evidence_source_open(struct evidence_source *source, const char *root, uint32_t lang);
void evidence_source_close(struct evidence_source *source);

/* Read a JSON file below `root` (if NULL: at `path`). NULL, and a line on stderr, when it is
 * missing or broken. */
cJSON *evidence_json_read(const char *root, const char *path);

/* What a factor or outcome of the knowledge base is in the model, or NULL. */
const cJSON *evidence_factor(const struct evidence_source *source, const char *id);
/* A string member, or "" when there is none. */
const char *evidence_string(const cJSON *object, const char *key);
/* The text at texts.<group>.<id>. When it is missing, the id, so that somebody notices. */
const char *evidence_text(const struct evidence_source *source, const char *group, const char *id);

#endif
