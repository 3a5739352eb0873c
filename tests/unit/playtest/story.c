#include "story.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>

struct content_loaded *story_load(const char *folder)
{
    struct content_loaded *loaded = malloc(sizeof *loaded);
    char path[512];

    snprintf(path, sizeof path, "%s/scenarios/%s", test_source_root(), folder);
    CHECK_EQ(content_load(loaded, path), RESULT_OK);
    CHECK_EQ(loaded->problems.count, 0);
    return loaded;
}

void story_unload(struct content_loaded *loaded)
{
    content_close(loaded);
    free(loaded);
}
