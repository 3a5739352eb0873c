/* broken_test.c -- one thing broken at a time: fixtures/broken.json lists changes to the small good
 * scenario, and for each the file, the path and the reason that the compiler must give. */
#include "small.h"

#include "test.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *string_of(const cJSON *c, const char *key)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(c, key));
}

static bool is_number(const char *part)
{
    return part[strspn(part, "0123456789")] == '\0';
}

/* Walk to the parent of the last part of "a.0.b"; *last is that part. */
static cJSON *parent_of(cJSON *root, char *path, char **last)
{
    cJSON *at = root;

    *last = path;
    for (char *dot = strchr(*last, '.'); dot != NULL && at != NULL; dot = strchr(*last, '.')) {
        *dot = '\0';
        at = cJSON_IsArray(at) ? cJSON_GetArrayItem(at, atoi(*last))
                               : cJSON_GetObjectItemCaseSensitive(at, *last);
        *last = dot + 1;
    }
    return at;
}

static void change(cJSON *root, const cJSON *c)
{
    char path[256], *last;
    cJSON *parent;
    const cJSON *set = cJSON_GetObjectItemCaseSensitive(c, "set");

    snprintf(path, sizeof path, "%s", string_of(c, "at"));
    parent = parent_of(root, path, &last);
    if (parent == NULL) {
        test_fail(string_of(c, "name"), 0, "the fixture has no place '%s'", string_of(c, "at"));
        return;
    }
    if (cJSON_IsArray(parent) && is_number(last)) {
        if (set == NULL)
            cJSON_DeleteItemFromArray(parent, atoi(last));
        else
            cJSON_ReplaceItemInArray(parent, atoi(last), cJSON_Duplicate(set, true));
        return;
    }
    cJSON_DeleteItemFromObjectCaseSensitive(parent, last);
    if (set != NULL)
        cJSON_AddItemToObject(parent, last, cJSON_Duplicate(set, true));
}

/* The changed file; free() it. */
static char *changed_file(const cJSON *c, const char *file)
{
    const char *raw = string_of(c, "raw");
    char *text, *out;
    cJSON *root;

    if (raw != NULL)
        return strdup(raw);
    text = small_file(file, NULL);
    root = cJSON_Parse(text);
    free(text);
    if (!cJSON_HasObjectItem(c, "missing"))
        change(root, c);
    out = cJSON_Print(root);
    cJSON_Delete(root);
    return out;
}

static bool says(const struct problem *p, const char *what)
{
    if (what == NULL)
        return true;
    for (int i = 0; i < PROBLEM_PARAMETERS_MAX; i++) {
        if (strcmp(p->parameter[i], what) == 0)
            return true;
    }
    return false;
}

static void check_told(const cJSON *c, const char *file, const struct problem_list *problems)
{
    char whole[128];

    snprintf(whole, sizeof whole, "klein/%s", file);
    for (uint32_t i = 0; i < problems->count; i++) {
        const struct problem *p = &problems->items[i];

        if (strcmp(problem_name(p->id), string_of(c, "problem")) == 0 &&
            strcmp(p->file, whole) == 0 && strcmp(p->path, string_of(c, "path")) == 0 &&
            says(p, string_of(c, "say")))
            return;
    }
    test_fail(string_of(c, "name"), 0, "not told: %s at %s: %s (%s)", string_of(c, "problem"),
              whole, string_of(c, "path"), string_of(c, "say") == NULL ? "" : string_of(c, "say"));
    for (uint32_t i = 0; i < problems->count; i++)
        fprintf(stderr, "      told: %s at %s: %s (%s, %s)\n", problem_name(problems->items[i].id),
                problems->items[i].file, problems->items[i].path, problems->items[i].parameter[0],
                problems->items[i].parameter[1]);
}

static void run_case(const cJSON *c)
{
    static struct problem_list problems;
    const char *file = string_of(c, "file") == NULL ? "scenario.json" : string_of(c, "file");
    char *bytes = changed_file(c, file);
    struct scenario *scenario;

    if (cJSON_HasObjectItem(c, "broken_utf8"))
        *strchr(bytes, '\x01') = (char)0xC3;
    memset(&problems, 0, sizeof problems);
    scenario =
        small_compile(file, bytes, strlen(bytes), cJSON_HasObjectItem(c, "missing"), &problems);
    check_told(c, file, &problems);
    /* An error is refused; a warning is not. */
    if ((scenario == NULL) != (problems.errors > 0))
        test_fail(string_of(c, "name"), 0, "%u errors, but %s", problems.errors,
                  scenario == NULL ? "refused" : "accepted");
    scenario_free(scenario);
    free(bytes);
}

TEST(the_small_scenario_is_good)
{
    static struct problem_list problems;
    struct scenario *scenario = small_compile(NULL, NULL, 0, false, &problems);

    CHECK(scenario != NULL);
    CHECK_EQ(problems.count, 0);
    scenario_free(scenario);
}

TEST(what_a_trainer_prepares_and_where_facts_come_from_are_read_and_may_be_left_out)
{
    static struct problem_list problems;
    struct scenario *scenario = small_compile(NULL, NULL, 0, false, &problems);

    CHECK_EQ(scenario->prepare_count, 1);
    CHECK_EQ(scenario->sources_count, 1);
    CHECK(scenario->prepare[0].in[TEXT_LANG_nl].size > 0);
    CHECK(scenario->sources[0].in[TEXT_LANG_en].size > 0);
    scenario_free(scenario);
}

/* As some editors write it. */
TEST(a_file_may_begin_with_a_byte_order_mark)
{
    static struct problem_list problems;
    size_t size = 0;
    char *text = small_file("scenario.json", &size), *marked = malloc(size + 3);
    struct scenario *scenario;

    memcpy(marked, "\xEF\xBB\xBF", 3);
    memcpy(marked + 3, text, size);
    memset(&problems, 0, sizeof problems);
    scenario = small_compile("scenario.json", marked, size + 3, false, &problems);
    CHECK(scenario != NULL);
    CHECK_EQ(problems.count, 0);
    scenario_free(scenario);
    free(marked);
    free(text);
}

TEST(each_broken_scenario_is_refused_with_file_path_and_reason)
{
    char whole[1024];
    char *text;
    cJSON *cases;
    const cJSON *c;

    snprintf(whole, sizeof whole, "%s/tests/unit/scenario/fixtures/broken.json",
             test_source_root());
    text = test_read_file(whole, NULL);
    cases = cJSON_Parse(text);
    CHECK(cJSON_GetArraySize(cases) >= 40);
    cJSON_ArrayForEach(c, cases) run_case(c);
    cJSON_Delete(cases);
    free(text);
}

/* Whatever is cut off, the compiler says so and stays standing. */
TEST(a_file_cut_anywhere_never_harms)
{
    static const char *const files[] = {"scenario.json", "nl.json"};
    static struct problem_list problems;

    for (uint32_t f = 0; f < 2; f++) {
        size_t size = 0;
        char *text = small_file(files[f], &size);

        for (size_t cut = 0; text != NULL && cut + 1 < size; cut += 97) {
            struct scenario *scenario;

            memset(&problems, 0, sizeof problems);
            scenario = small_compile(files[f], text, cut, false, &problems);
            CHECK(scenario == NULL || cut + 2 >= size);
            CHECK(problems.errors > 0 || scenario != NULL);
            scenario_free(scenario);
        }
        free(text);
    }
}

/* ---- memory ----------------------------------------------------------------------------- */

static uint32_t allocations_left;

static void *allocate(size_t size)
{
    return allocations_left > 0 && --allocations_left == 0 ? NULL : malloc(size);
}

TEST(what_cannot_be_read_for_want_of_memory_is_not_called_wrong)
{
    cJSON_Hooks hooks = {allocate, free};

    CHECK(small_catalogue() != NULL);
    cJSON_InitHooks(&hooks);
    for (uint32_t call = 1; call < 2000; call += 37) {
        static struct problem_list problems;
        struct scenario *scenario;

        memset(&problems, 0, sizeof problems);
        allocations_left = call;
        scenario = small_compile(NULL, NULL, 0, false, &problems);
        if (allocations_left > 0) {
            CHECK(scenario != NULL);
            scenario_free(scenario);
            break;
        }
        CHECK(scenario == NULL);
        for (uint32_t i = 0; i < problems.count; i++)
            CHECK(problems.items[i].id != PROBLEM_JSON_BROKEN);
    }
    allocations_left = 0;
    cJSON_InitHooks(NULL);
}
