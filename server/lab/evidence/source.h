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
    char *keys[SIM_PULSES_MAX]; /* Of the pulses, closed with a zero. */
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

/* What cannot be read is told on stderr: RESULT_NOT_FOUND, RESULT_INVALID or RESULT_NO_MEMORY.
 * Close in either case. */
enum result evidence_source_open(struct evidence_source *source, const char *root, uint32_t lang);
void evidence_source_close(struct evidence_source *source);

/* A JSON file below root (NULL: the path as it is); NULL (and a line on stderr) when there is none
 * or it is broken. */
cJSON *evidence_json_read(const char *root, const char *path);

/* Of a list of objects, the one with this id. NULL: none. */
const cJSON *evidence_item(const cJSON *list, const char *id);
/* What a factor or outcome of the knowledge base is in the model. NULL: unknown. */
const cJSON *evidence_factor(const struct evidence_source *source, const char *id);
/* A string member, or "" when there is none. */
const char *evidence_string(const cJSON *object, const char *key);
/* A text below texts.<group>.<id>; the id itself when it is missing, so that it can be seen. */
const char *evidence_text(const struct evidence_source *source, const char *group, const char *id);

#endif
