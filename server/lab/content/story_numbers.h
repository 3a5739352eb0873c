/* story_numbers.h -- change numbers in a scenario.json and leave every other byte as its author
 * wrote it. The text is one that compiled: it is JSON, and of the shape of a scenario. */
#ifndef DK_LAB_CONTENT_STORY_NUMBERS_H
#define DK_LAB_CONTENT_STORY_NUMBERS_H

#include "playtest/tune.h"

#include <stdio.h>

struct story_edit {
    size_t offset;
    size_t length; /* Bytes that go. */
    char text[64]; /* What comes in their place. */
};

/* Where the number of a change stands in the text, and what comes there. A key that is not there
 * yet is put at the end of its object. false: the text has no such place. */
bool story_numbers_edit(const char *text, const struct tune_change *change, struct story_edit *out);
/* The text with these edits made, which are sorted by it; NULL: no memory. free() it. */
char *story_numbers_apply(const char *text, struct story_edit *edits, uint32_t count);
/* What `patch -p1` and `git apply --unidiff-zero` take. Texts of equally many lines. */
void story_numbers_diff(const char *path, const char *before, const char *after, FILE *out);

#endif
