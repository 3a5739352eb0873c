/* seen.h -- a section as somebody sees it, as a tree. */
#ifndef DK_TESTS_UNIT_SESSION_SEEN_H
#define DK_TESTS_UNIT_SESSION_SEEN_H

#include "world.h"

#include <cJSON.h>

/* cJSON_Delete it. */
cJSON *seen(struct world *w, const char *who, enum section section);
/* A path such as "rooms.0.members.2.known". NULL: not there. */
const cJSON *seen_at(const cJSON *tree, const char *path);
/* -999: not there. */
int seen_number(const cJSON *tree, const char *path);
const char *seen_text(const cJSON *tree, const char *path);
int seen_length(const cJSON *tree, const char *path);

#endif
