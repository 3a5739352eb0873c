/* seen.c -- see seen.h. */
#include "seen.h"

#include "looks.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>

cJSON *seen(struct world *w, const char *who, enum section section)
{
    struct audience a = session_audience(world_session(w), world_seat(w, who));
    struct bytes json = look(world_session(w), &a, section, ENCODING_JSON, world_now_ms(w));
    cJSON *tree = cJSON_ParseWithLength((const char *)json.data, json.size);

    CHECK(tree != NULL);
    return tree;
}

const cJSON *seen_at(const cJSON *tree, const char *path)
{
    while (tree != NULL && *path != '\0') {
        char key[40];
        size_t size = strcspn(path, ".");

        memcpy(key, path, size);
        key[size] = '\0';
        tree = key[0] >= '0' && key[0] <= '9' ? cJSON_GetArrayItem(tree, atoi(key))
                                              : cJSON_GetObjectItem(tree, key);
        path += size + (path[size] == '.');
    }
    return tree;
}

int seen_number(const cJSON *tree, const char *path)
{
    const cJSON *item = seen_at(tree, path);

    return item == NULL ? -999 : item->valueint;
}

const char *seen_text(const cJSON *tree, const char *path)
{
    const cJSON *item = seen_at(tree, path);

    return item == NULL || item->valuestring == NULL ? "(none)" : item->valuestring;
}

int seen_length(const cJSON *tree, const char *path)
{
    return cJSON_GetArraySize(seen_at(tree, path));
}
