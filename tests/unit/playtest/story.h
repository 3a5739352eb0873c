/* story.h -- a story that we ship, for tests that play it. */
#ifndef DK_TESTS_PLAYTEST_STORY_H
#define DK_TESTS_PLAYTEST_STORY_H

#include "library/content_files.h"

/* Load a folder below scenarios; it compiles without a problem. Close with story_unload. */
struct content_loaded *story_load(const char *folder);
void story_unload(struct content_loaded *loaded);

#endif
