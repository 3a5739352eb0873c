/* limits_test.c -- every list of a story takes as many as it may, and not one more. */
#include "small.h"

#include "scenario/compile.h"
#include "scenario/condition.h"
#include "scenario/content.h"
#include "scenario/scenario_play.h"

#include "test.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct list {
    const char *at; /* "dilemmas.0.options" */
    uint32_t most;
    const char *file; /* NULL: scenario.json */
} lists[] = {
    {"themes", THEMES_MAX, NULL},
    {"others", OTHERS_MAX, NULL},
    {"happenings", HAPPENINGS_MAX, NULL},
    {"team.members", MEMBERS_MAX, NULL},
    {"dilemmas", DILEMMAS_MAX, NULL},
    {"dilemmas.0.about", MEMBERS_MAX, NULL},
    {"dilemmas.0.diagnose", DIAGNOSES_MAX, NULL},
    {"dilemmas.0.signals", SIGNALS_MAX, NULL},
    {"dilemmas.0.background", BACKGROUNDS_MAX, NULL},
    {"dilemmas.0.options", OPTIONS_MAX, NULL},
    {"dilemmas.0.options.0.start", STARTS_MAX, NULL},
    {"dilemmas.0.options.0.consequences", PARAGRAPHS_MAX, NULL},
    {"dilemmas.0.options.0.because", BECAUSE_MAX, NULL},
    {"acts", ACTS_MAX, NULL},
    {"acts.0.rounds", ROUNDS_MAX, NULL},
    {"acts.0.rounds.1.draw", DECK_MAX, NULL},
    {"endings", ENDINGS_MAX, NULL},
    {"debrief.cards", CARDS_MAX, NULL},
    {"prepare", PREPARE_MAX, "nl.json"},
    {"sources", SOURCES_MAX, "nl.json"},
    {"dilemmas.balie.questions", QUESTIONS_MAX, "nl.json"},
    {"debrief.aims", DEBRIEF_QUESTIONS_MAX, "nl.json"},
    {"debrief.single_loop", DEBRIEF_QUESTIONS_MAX, "nl.json"},
    {"debrief.double_loop", DEBRIEF_QUESTIONS_MAX, "nl.json"},
};

static cJSON *find(cJSON *root, const char *path)
{
    char copy[64];
    cJSON *at = root;

    snprintf(copy, sizeof copy, "%s", path);
    for (char *part = strtok(copy, "."); part != NULL && at != NULL; part = strtok(NULL, "."))
        at = cJSON_IsArray(at) ? cJSON_GetArrayItem(at, atoi(part))
                               : cJSON_GetObjectItemCaseSensitive(at, part);
    return at;
}

static struct problem_list problems;

/* A file of the fixture; cJSON_Delete it. */
static cJSON *parsed(const char *file)
{
    char *text = small_file(file, NULL);
    cJSON *root = cJSON_Parse(text);

    free(text);
    return root;
}

/* Compile with this file, which is given back: how often is this told? */
static uint32_t times_told(const char *file, cJSON *root, enum problem_id id)
{
    char *changed = cJSON_PrintUnformatted(root);
    uint32_t times = 0;

    memset(&problems, 0, sizeof problems);
    scenario_free(small_compile(file, changed, strlen(changed), false, &problems));
    for (uint32_t i = 0; i < problems.count; i++)
        times += problems.items[i].id == id ? 1 : 0;
    cJSON_free(changed);
    cJSON_Delete(root);
    return times;
}

/* With so many times its first entry in the list: is its length a problem? */
static bool is_too_long(const struct list *of, uint32_t count)
{
    const char *file = of->file != NULL ? of->file : "scenario.json";
    cJSON *root = parsed(file), *list = find(root, of->at);

    CHECK(cJSON_IsArray(list));
    while (cJSON_GetArraySize(list) > (int)count)
        cJSON_DeleteItemFromArray(list, cJSON_GetArraySize(list) - 1);
    while (cJSON_GetArraySize(list) < (int)count)
        cJSON_AddItemToArray(list, cJSON_Duplicate(cJSON_GetArrayItem(list, 0), true));
    return times_told(file, root, PROBLEM_LIST_LENGTH) > 0;
}

TEST(every_list_of_a_story_takes_as_many_as_it_may_and_not_one_more)
{
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        if (is_too_long(&lists[i], lists[i].most))
            test_fail(__FILE__, __LINE__, "%s: not as many as it may", lists[i].at);
        if (!is_too_long(&lists[i], lists[i].most + 1))
            test_fail(__FILE__, __LINE__, "%s: one more than it may", lists[i].at);
    }
}

/* The condition of an ending, with so many parts on so many levels: is it too large? The last level
 * has only comparisons; the others are groups, one inside the other. */
static bool is_too_large(uint32_t parts, uint32_t levels)
{
    const uint32_t groups = levels - 1;
    cJSON *root = parsed("scenario.json"), *ending = find(root, "endings.0");
    cJSON *leaf = cJSON_DetachItemFromObject(ending, "when"), *tree, *all;

    tree = all = cJSON_CreateArray();
    for (uint32_t i = 0; i + groups < parts; i++)
        cJSON_AddItemToArray(all, cJSON_Duplicate(leaf, true));
    for (uint32_t i = 0; i < groups; i++) {
        cJSON *group = cJSON_CreateObject();

        cJSON_AddItemToObject(group, "all", tree);
        tree = group;
        if (i + 1 < groups) {
            cJSON *around = cJSON_CreateArray();

            cJSON_AddItemToArray(around, tree);
            tree = around;
        }
    }
    cJSON_AddItemToObject(ending, "when", tree);
    cJSON_Delete(leaf);
    return times_told("scenario.json", root, PROBLEM_CONDITION_LARGE) > 0;
}

TEST(a_condition_has_as_many_parts_and_levels_as_it_may_and_not_one_more)
{
    CHECK(!is_too_large(CONDITION_NODES_MAX, 2));
    CHECK(is_too_large(CONDITION_NODES_MAX + 1, 2));
    CHECK(!is_too_large(CONDITION_NODES_MAX, CONDITION_DEPTH_MAX));
    CHECK(is_too_large(CONDITION_NODES_MAX, CONDITION_DEPTH_MAX + 1));
}

/* The title, of so many bytes: is it too long? */
static bool has_too_many_bytes(size_t bytes)
{
    cJSON *root = parsed("nl.json");
    char *text = malloc(bytes + 1);

    memset(text, 'a', bytes);
    text[bytes] = '\0';
    cJSON_ReplaceItemInObject(root, "title", cJSON_CreateString(text));
    free(text);
    return times_told("nl.json", root, PROBLEM_TEXT_BYTES) > 0;
}

TEST(a_text_has_as_many_bytes_as_it_may_and_not_one_more)
{
    CHECK(!has_too_many_bytes(TEXT_BYTES_MAX));
    CHECK(has_too_many_bytes(TEXT_BYTES_MAX + 1));
}

static void check_unknown_keys(uint32_t count)
{
    cJSON *root = parsed("scenario.json");
    char key[24];

    for (uint32_t i = 0; i < count; i++) {
        snprintf(key, sizeof key, "onbekend_%u", i);
        cJSON_AddItemToObject(root, key, cJSON_CreateNull());
    }
    CHECK_EQ(times_told("scenario.json", root, PROBLEM_KEY_UNKNOWN),
             count < PROBLEMS_MAX ? count : PROBLEMS_MAX);
    CHECK_EQ(problems.warnings, count);
}

TEST(of_more_problems_than_are_listed_the_others_are_counted)
{
    check_unknown_keys(PROBLEMS_MAX);
    check_unknown_keys(PROBLEMS_MAX + 1);
}

/* How often is this told of these bytes of a file? */
static uint32_t times_told_of(const char *bytes, size_t size, enum problem_id id)
{
    uint32_t times = 0;

    memset(&problems, 0, sizeof problems);
    scenario_free(small_compile("nl.json", bytes, size, false, &problems));
    for (uint32_t i = 0; i < problems.count; i++)
        times += problems.items[i].id == id ? 1 : 0;
    return times;
}

static bool has_too_large_a_file(size_t size)
{
    char *text = malloc(size);
    bool too_large;

    memset(text, ' ', size);
    memcpy(text, "{}", 2);
    too_large = times_told_of(text, size, PROBLEM_FILE_TOO_LARGE) > 0;
    free(text);
    return too_large;
}

TEST(a_file_of_a_story_has_as_many_bytes_as_it_may_and_not_one_more)
{
    CHECK(!has_too_large_a_file(CONTENT_FILE_BYTES_MAX));
    CHECK(has_too_large_a_file(CONTENT_FILE_BYTES_MAX + 1));
}

/* A file that is a map, with lists in it, one inside the other: is it broken? */
static bool is_broken_with_levels(uint32_t levels)
{
    char text[2 * CONTENT_DEPTH_MAX + 16];
    const uint32_t nested = levels - 1;
    const size_t before = (size_t)sprintf(text, "{\"x\":");

    memset(text + before, '[', nested);
    memset(text + before + nested, ']', nested);
    text[before + 2 * nested] = '}';
    return times_told_of(text, before + 2 * nested + 1, PROBLEM_JSON_BROKEN) > 0;
}

TEST(a_file_of_a_story_is_as_deep_as_it_may_be_and_no_deeper)
{
    CHECK(!is_broken_with_levels(CONTENT_DEPTH_MAX));
    CHECK(is_broken_with_levels(CONTENT_DEPTH_MAX + 1));
}

/* The map, its key and the list are three values. */
static bool is_broken_with_values(uint32_t values)
{
    char *text = malloc(2 * (size_t)values + 16), *at = text + sprintf(text, "{\"x\":[1");
    bool broken;

    for (uint32_t i = 4; i < values; i++)
        at += sprintf(at, ",1");
    at += sprintf(at, "]}");
    broken = times_told_of(text, (size_t)(at - text), PROBLEM_JSON_BROKEN) > 0;
    free(text);
    return broken;
}

TEST(a_file_of_a_story_has_as_many_values_as_it_may_and_not_one_more)
{
    CHECK(!is_broken_with_values(CONTENT_VALUES_MAX));
    CHECK(is_broken_with_values(CONTENT_VALUES_MAX + 1));
}

/* ---- paragraphs, weeks, versions --------------------------------------------------------- */

/* A text of so many paragraphs, `key` of a place in nl.json: how often is it said that there are
 * too many? */
static uint32_t times_paragraphs(const char *at, const char *key, uint32_t count)
{
    cJSON *root = parsed("nl.json"), *parent = find(root, at);
    char text[8 * 64] = "Zo.";

    CHECK(cJSON_HasObjectItem(parent, key) && count < 64);
    for (uint32_t i = 1; i < count; i++)
        strcat(text, "\n\nZo.");
    cJSON_ReplaceItemInObject(parent, key, cJSON_CreateString(text));
    return times_told("nl.json", root, PROBLEM_TEXT_PARAGRAPHS);
}

TEST(a_text_has_as_many_paragraphs_as_are_told_and_of_more_the_author_is_warned)
{
    CHECK_EQ(times_paragraphs("dilemmas.balie", "situation", 32), 0); /* BLOCKS_MAX of story.c */
    CHECK_EQ(times_paragraphs("dilemmas.balie", "situation", 33), 1);
}

TEST(what_is_told_after_an_option_fits_and_of_more_the_author_is_warned)
{
    static const char at[] = "dilemmas.balie.options.ruimte.consequences"; /* One more beside it. */

    CHECK_EQ(times_paragraphs(at, "basis", TOLD_BLOCKS_MAX - 1), 0);
    CHECK_EQ(times_paragraphs(at, "basis", TOLD_BLOCKS_MAX), 1);
}

static uint32_t times_weeks(int weeks)
{
    cJSON *root = parsed("scenario.json"), *start = find(root, "dilemmas.0.options.1.start.0");

    cJSON_DeleteItemFromObject(start, "weeks");
    cJSON_AddNumberToObject(start, "weeks", weeks);
    return times_told("scenario.json", root, PROBLEM_NUMBER_RANGE);
}

TEST(an_action_is_kept_up_for_as_many_weeks_as_it_may_and_not_one_more)
{
    CHECK_EQ(times_weeks(SIM_ACTION_WEEKS_MAX), 0);
    CHECK_EQ(times_weeks(SIM_ACTION_WEEKS_MAX + 1), 1);
}

/* Eight digits of the content's hash follow what the author wrote. */
static uint32_t times_version(size_t bytes)
{
    cJSON *root = parsed("scenario.json");
    char version[VERSION_BYTES_MAX + 2];

    memset(version, '1', bytes);
    version[bytes] = '\0';
    cJSON_ReplaceItemInObject(root, "version", cJSON_CreateString(version));
    return times_told("scenario.json", root, PROBLEM_ID_FORM);
}

TEST(a_version_has_as_many_bytes_as_it_may_and_not_one_more)
{
    CHECK_EQ(times_version(VERSION_BYTES_MAX - 9), 0);
    CHECK_EQ(times_version(VERSION_BYTES_MAX - 8), 1);
}
