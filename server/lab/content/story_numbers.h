/* story_numbers.h -- changes numbers in a scenario.json and leaves every other byte as its author
 * wrote it. The text must have compiled, so that it is JSON with the shape of a scenario. */
#ifndef DK_LAB_CONTENT_STORY_NUMBERS_H
#define DK_LAB_CONTENT_STORY_NUMBERS_H

#include "playtest/tune.h"

#include <stdio.h>

struct story_edit {
    size_t offset;
    size_t length; /* Bytes to be replaced. */
    char text[64]; /* What replaces them. */
};

/* Find where the number of a change is in the text, and what replaces it. A key that is missing is
 * added at the end of its object. false: the text has no such place. */
bool story_numbers_edit(const char *text, const struct tune_change *change, struct story_edit *out);
/* The text with these edits made; sorts `edits`. NULL: no memory. To be freed with free(). */
char *story_numbers_apply(const char *text, struct story_edit *edits, uint32_t count);
/* Print a diff for `patch -p1` or `git apply --unidiff-zero`. Both texts have as many lines. */
void story_numbers_diff(const char *path, const char *before, const char *after, FILE *out);

#endif
