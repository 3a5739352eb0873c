/* portraits_test.c -- the compiler and the screens know the same people and expressions: the lists
 * of portraits.h, in the order of the recipe that the drawings are made from. */
#include "scenario/portraits.h"

#include "test.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>

static void check_keys(const cJSON *recipe, const char *key, const char *const *names, int count)
{
    const cJSON *items = cJSON_GetObjectItemCaseSensitive(recipe, key);
    int index = 0;

    CHECK_EQ(cJSON_GetArraySize(items), count);
    for (const cJSON *item = items->child; item != NULL; item = item->next, index++) {
        if (index >= count || strcmp(item->string, names[index]) != 0)
            test_fail(key, 0, "people.json has '%s', portraits.h has '%s'", item->string,
                      index < count ? names[index] : "nobody");
    }
}

TEST(the_recipe_and_the_lists_name_the_same)
{
    char path[1024];
    size_t size;
    char *text;
    cJSON *recipe;

    snprintf(path, sizeof path, "%s/clients/ui/faces/people.json", test_source_root());
    text = test_read_file(path, &size);
    recipe = cJSON_ParseWithLength(text, size);
    CHECK(recipe != NULL);
    check_keys(recipe, "people", portrait_names, PORTRAITS_COUNT);
    check_keys(recipe, "expressions", expression_names, EXPRESSIONS_COUNT);
    cJSON_Delete(recipe);
    free(text);
}

TEST(who_is_not_drawn_gets_the_nearest_who_is)
{
    struct bytes nearest;

    CHECK(portraits_have(portrait_names, PORTRAITS_COUNT, bytes_of("greet"), &nearest));
    CHECK(!portraits_have(portrait_names, PORTRAITS_COUNT, bytes_of("great"), &nearest));
    CHECK(bytes_equal_text(nearest, "greet"));
    CHECK(!portraits_have(portrait_names, PORTRAITS_COUNT, bytes_of("zwaanhilde"), &nearest));
    CHECK_EQ(nearest.size, 0);
}
