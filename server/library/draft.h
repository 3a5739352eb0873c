/* draft.h -- a scenario in one piece of JSON, as the author's page sends it and as a loaded
 * scenario is kept on disk:
 *
 *   {"id": "my-story", "scenario": {...}, "nl": {...}, "en": {...}, "show": 2, "lang": "nl"}
 *
 * It comes from outside. Before anything is built from it, one pass over the bytes checks the
 * limits below, so that the compiler's work is bounded in time and memory. */
#ifndef DK_LIBRARY_DRAFT_H
#define DK_LIBRARY_DRAFT_H

#include "scenario/scenario.h"

#define DRAFT_DEPTH_MAX   24
#define DRAFT_ENTRIES_MAX 160   /* In one map or list. */
#define DRAFT_VALUES_MAX  20000 /* In all; our largest story has 5,000. */

enum draft_file { DRAFT_SCENARIO, DRAFT_NL, DRAFT_EN, DRAFT_FILES };

struct draft {
    char id[ID_BYTES_MAX + 1];
    struct bytes file[DRAFT_FILES]; /* Slices of the borrowed text. */
    int32_t show;                   /* The number of a dilemma to show; -1: none. */
    uint32_t show_lang;             /* In this language, enum text_lang. */
};

enum draft_fault { DRAFT_FINE, DRAFT_NO_JSON, DRAFT_TOO_LARGE, DRAFT_FIELD };

/* `json` is borrowed and must outlive the draft. DRAFT_FIELD: the field *field is missing or
 * wrong. */
enum draft_fault draft_cut(struct bytes json, struct draft *out, const char **field);

/* Reads "<id>/scenario.json", "<id>/nl.json" and "<id>/en.json" from a draft. */
struct content_reader draft_reader(struct draft *draft);
const char *draft_file_name(enum draft_file file); /* "scenario" */

#endif
