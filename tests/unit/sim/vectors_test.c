/* vectors_test.c -- the core agrees with the golden vectors, and the checker of vectors would say
 * so if it did not. */
#include "cli/cli.h"
#include "lab/vectors/vectors_reader.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int check_file(const char *path)
{
    const struct cli_vectors options = {.operands = {.items = &path, .count = 1}};

    return cli_vectors(&options);
}

/* Check the vectors with `change` made to the document, by what becomes of the exit code. */
static int check_changed(void (*change)(cJSON *document))
{
    char path[] = "/tmp/dk-vectors-XXXXXX";
    int fd = mkstemp(path), exit_code;
    char *text = test_read_file(SIM_VECTORS, NULL);
    cJSON *document = cJSON_Parse(text);
    char *changed;

    change(document);
    changed = cJSON_PrintUnformatted(document);
    CHECK(fd >= 0 && write(fd, changed, strlen(changed)) == (ssize_t)strlen(changed));
    close(fd);
    exit_code = check_file(path);
    unlink(path);
    cJSON_free(changed);
    cJSON_Delete(document);
    free(text);
    return exit_code;
}

static cJSON *at(cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static cJSON *last_round(cJSON *document)
{
    cJSON *rounds = at(cJSON_GetArrayItem(at(document, "runs"), 19), "rounds");

    return cJSON_GetArrayItem(rounds, cJSON_GetArraySize(rounds) - 1);
}

static void set(cJSON *number, double value)
{
    cJSON_SetNumberHelper(number, value);
}

TEST(golden_vectors_agree_in_every_round)
{
    CHECK_EQ(check_file(SIM_VECTORS), 0);
}

static void change_outcome(cJSON *document)
{
    cJSON *value = at(at(last_round(document), "outcomes"), "retention");

    set(value, value->valuedouble == 0 ? 1 : value->valuedouble - 1);
}

static void change_fingerprint(cJSON *document)
{
    cJSON_ReplaceItemInObjectCaseSensitive(last_round(document), "fingerprint",
                                           cJSON_CreateString("00000000"));
}

static void change_quality(cJSON *document)
{
    cJSON *run = cJSON_GetArrayItem(at(document, "runs"), 0);
    cJSON *choice = cJSON_GetArrayItem(at(run, "choices"), 0);

    set(at(choice, "quality"), at(choice, "quality")->valuedouble > 500 ? 10 : 900);
}

static void change_parameter(cJSON *document)
{
    set(at(at(document, "parameters"), "tau_ready"), 6);
}

static void change_random_sample(cJSON *document)
{
    set(at(cJSON_GetArrayItem(at(document, "rng"), 2), "bits"), 7);
}

TEST(a_file_that_differs_is_told_apart)
{
    CHECK_EQ(check_changed(change_outcome), 1);
    CHECK_EQ(check_changed(change_fingerprint), 1);
    CHECK_EQ(check_changed(change_quality), 1);
    CHECK_EQ(check_changed(change_parameter), 1);
    CHECK_EQ(check_changed(change_random_sample), 1);
}

static void break_range(cJSON *document)
{
    set(at(at(document, "parameters"), "mastery"), 0);
}

static void break_name(cJSON *document)
{
    cJSON_AddNumberToObject(at(document, "parameters"), "mystery", 3);
}

static void break_fraction(cJSON *document)
{
    set(at(cJSON_GetArrayItem(at(document, "catalogue"), 0), "fade"), 1.5);
}

static void break_missing(cJSON *document)
{
    cJSON_DeleteItemFromObjectCaseSensitive(last_round(document), "threat");
}

static void break_kind(cJSON *document)
{
    cJSON_ReplaceItemInObjectCaseSensitive(last_round(document), "factors",
                                           cJSON_CreateString("many"));
}

static void break_layer(cJSON *document)
{
    cJSON_ReplaceItemInObjectCaseSensitive(cJSON_GetArrayItem(at(document, "catalogue"), 3),
                                           "layer", cJSON_CreateString("moon"));
}

static void break_members(cJSON *document)
{
    cJSON *initial = at(cJSON_GetArrayItem(at(document, "runs"), 4), "initial");

    for (int i = 0; i < SIM_MEMBERS_MAX; i++)
        cJSON_AddItemToArray(at(initial, "members"), cJSON_CreateObject());
}

TEST(a_malformed_file_is_refused)
{
    CHECK_EQ(check_changed(break_range), 2);
    CHECK_EQ(check_changed(break_name), 2);
    CHECK_EQ(check_changed(break_fraction), 2);
    CHECK_EQ(check_changed(break_missing), 2);
    CHECK_EQ(check_changed(break_kind), 2);
    CHECK_EQ(check_changed(break_layer), 2);
    CHECK_EQ(check_changed(break_members), 2);
    CHECK_EQ(check_file("/nonexistent/vectors.json"), 2);
}
