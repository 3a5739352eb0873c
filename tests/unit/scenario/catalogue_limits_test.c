/* catalogue_limits_test.c -- every list of the catalogue takes as many as it may, and of one more
 * its place is told. What is said of a mistake is as long as there is place for, and cut at a
 * letter. */
#include "small.h"

#include "scenario/catalogue_compile.h"
#include "scenario/content.h"

#include "test.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct list {
    const char *file, *at; /* As its place is told. */
    uint32_t most;
} lists[] = {
    {"interventions.json", "interventions", INTERVENTIONS_MAX},
    {"pulses.json", "pulses", SIM_PULSES_MAX},
    {"pulses.json", "pulses[0].lifts", SIM_PULSE_LIFTS_MAX},
    {"pulses.json", "pulses[0].push", SIM_PULSE_PUSHES_MAX},
    {"model.json", "behaviours", SIM_BEHAVIOURS_MAX},
    {"theory.json", "theories", REFERENCES_MAX / 2},
    {"evidence.json", "evidence", REFERENCES_MAX / 2},
    {"cards.json", "cards[0].suggestions", CARD_SUGGESTIONS_MAX},
    {"words.json", "figures.workload.below", FIGURE_LEVELS_MAX - 1},
    {"nl/story.json", "quiet", STORY_VARIANTS_MAX},
    {"nl/story.json", "own.names", OWN_NAMES_MAX},
    {"nl/behaviours.json", "postpones_talk.variants", BEHAVIOUR_VARIANTS_MAX},
    {"nl/causes.json", "demands.helped.also", CAUSE_VARIANTS_MAX - 1},
};

static cJSON *find(cJSON *root, const char *path)
{
    char copy[64], *rest = copy;
    cJSON *at = root;

    snprintf(copy, sizeof copy, "%s", path);
    for (char *part; at != NULL && (part = strsep(&rest, ".[]")) != NULL;)
        if (part[0] != '\0')
            at = cJSON_IsArray(at) ? cJSON_GetArrayItem(at, atoi(part))
                                   : cJSON_GetObjectItemCaseSensitive(at, part);
    return at;
}

static cJSON *parsed(const char *file)
{
    char path[1024];
    size_t size;
    char *text;
    cJSON *root;

    snprintf(path, sizeof path, "%s/scenarios/catalogue/%s", test_source_root(), file);
    text = test_read_file(path, &size);
    root = cJSON_ParseWithLength(text, size);
    free(text);
    return root;
}

static struct problem_list problems;

/* With so many times its last entry in the list: is its length a problem, there? */
static bool is_too_long(const struct list *of, uint32_t count)
{
    cJSON *root = parsed(of->file), *list = find(root, of->at);
    char file[64], *changed;
    bool too_long = false;

    CHECK(cJSON_GetArraySize(list) > 0 && cJSON_GetArraySize(list) <= (int)of->most);
    while (cJSON_GetArraySize(list) < (int)count)
        cJSON_AddItemToArray(
            list, cJSON_Duplicate(cJSON_GetArrayItem(list, cJSON_GetArraySize(list) - 1), true));
    changed = cJSON_PrintUnformatted(root);
    snprintf(file, sizeof file, "catalogue/%s", of->file);
    memset(&problems, 0, sizeof problems);
    small_catalogue_with(file, changed, strlen(changed), &problems);
    for (uint32_t i = 0; i < problems.count; i++)
        if (problems.items[i].id == PROBLEM_LIST_LENGTH &&
            strcmp(problems.items[i].file, file) == 0 &&
            strcmp(problems.items[i].path, of->at) == 0)
            too_long = true;
    cJSON_free(changed);
    cJSON_Delete(root);
    return too_long;
}

TEST(every_list_of_the_catalogue_takes_as_many_as_it_may_and_not_one_more)
{
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        if (is_too_long(&lists[i], lists[i].most))
            test_fail(__FILE__, __LINE__, "%s: not as many as it may", lists[i].at);
        if (!is_too_long(&lists[i], lists[i].most + 1))
            test_fail(__FILE__, __LINE__, "%s: one more than it may", lists[i].at);
    }
}

/* One finding may name an intervention again and again: it counts once for it. */
TEST(findings_that_name_the_same_intervention_again_and_again_do_no_harm)
{
    cJSON *root = parsed("evidence.json"), *list = find(root, "evidence"), *item;
    char *changed;

    while (cJSON_GetArraySize(list) < REFERENCES_MAX / 2)
        cJSON_AddItemToArray(list, cJSON_Duplicate(cJSON_GetArrayItem(list, 0), true));
    cJSON_ArrayForEach(item, list)
    {
        cJSON *again = cJSON_CreateArray();

        for (uint32_t i = 0; i < 4; i++)
            cJSON_AddItemToArray(
                again, cJSON_CreateString(cJSON_GetStringValue(find(list, "0.interventions.0"))));
        cJSON_ReplaceItemInObject(item, "interventions", again);
    }
    changed = cJSON_PrintUnformatted(root);
    memset(&problems, 0, sizeof problems);
    small_catalogue_with("catalogue/evidence.json", changed, strlen(changed), &problems);
    cJSON_free(changed);
    cJSON_Delete(root);
}

static const char *told_path(size_t bytes)
{
    static char path[2 * PROBLEM_PATH_MAX];

    memset(path, 'p', bytes);
    path[bytes] = '\0';
    memset(&problems, 0, sizeof problems);
    problem_add(&problems, PROBLEM_FILE_MISSING, "nl.json", path, path, NULL, NULL);
    return path;
}

TEST(what_is_said_of_a_mistake_is_as_long_as_there_is_place_for)
{
    static const char euro[] = "\xE2\x82\xAC"; /* Three bytes, and none of them alone. */
    char path[PROBLEM_PATH_MAX + 4];

    CHECK_TEXT(problems.items[0].path, told_path(PROBLEM_PATH_MAX - 1));
    CHECK_EQ(strlen(problems.items[0].path), PROBLEM_PATH_MAX - 1);
    told_path(PROBLEM_PATH_MAX);
    CHECK_EQ(strlen(problems.items[0].path), PROBLEM_PATH_MAX - 1);
    told_path(PROBLEM_PARAMETER_MAX - 1);
    CHECK_EQ(strlen(problems.items[0].parameter[0]), PROBLEM_PARAMETER_MAX - 1);
    told_path(PROBLEM_PARAMETER_MAX);
    CHECK_EQ(strlen(problems.items[0].parameter[0]), PROBLEM_PARAMETER_MAX - 1);
    memset(path, 'p', sizeof path);
    strcpy(path + PROBLEM_PATH_MAX - 2, euro);
    problem_add(&problems, PROBLEM_FILE_MISSING, "nl.json", path, NULL, NULL, NULL);
    CHECK_EQ(strlen(problems.items[1].path), PROBLEM_PATH_MAX - 2);
}
