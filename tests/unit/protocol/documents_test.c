/* Generated documents are committed for people without a build; these tests compare them with their
 * source. */
#include <stdio.h>
#include <stdlib.h>

#include <cJSON.h>

#include "protocol/gen/gen.h"
#include "protocol/live.h"
#include "test.h"

static char *source_file(const char *name, size_t *size)
{
    char path[1024];

    snprintf(path, sizeof path, "%s/%s", test_source_root(), name);
    return test_read_file(path, size);
}

static void compare(const char *name, enum result (*generate)(struct buffer *out))
{
    uint8_t *memory = malloc(GEN_BYTES_MAX);
    size_t size = 0;
    char *committed = source_file(name, &size);
    struct buffer out;

    buffer_init(&out, memory, GEN_BYTES_MAX);
    CHECK_EQ(generate(&out), RESULT_OK);
    if (committed != NULL &&
        !bytes_equal(buffer_bytes(&out), (struct bytes){(uint8_t *)committed, size}))
        test_fail(name, 0, "is not what `dilemma protocol` prints: generate it again");
    free(committed);
    free(memory);
}

TEST(the_committed_typescript_is_what_the_catalogue_says)
{
    compare("clients/core/generated/protocol.ts", gen_typescript);
}

TEST(the_committed_asyncapi_document_is_what_the_catalogue_says)
{
    compare("shared/protocol/asyncapi.json", gen_asyncapi);
}

TEST(a_document_that_does_not_fit_is_an_error)
{
    uint8_t memory[100];
    struct buffer out;

    buffer_init(&out, memory, sizeof memory);
    CHECK_EQ(gen_typescript(&out), RESULT_FULL);
    buffer_init(&out, memory, sizeof memory);
    CHECK_EQ(gen_asyncapi(&out), RESULT_FULL);
}

/* Does every reference lead somewhere? */
static void check_references(const cJSON *root, const cJSON *value)
{
    const cJSON *child;

    cJSON_ArrayForEach(child, value)
    {
        if (child->string != NULL && strcmp(child->string, "$ref") == 0) {
            const cJSON *at = root;
            char path[160];
            snprintf(path, sizeof path, "%s", child->valuestring + 2);
            for (char *part = strtok(path, "/"); part != NULL; part = strtok(NULL, "/"))
                at = cJSON_GetObjectItemCaseSensitive(at, part);
            if (at == NULL)
                test_fail("asyncapi.json", 0, "%s leads nowhere", child->valuestring);
        }
        check_references(root, child);
    }
}

TEST(every_reference_in_the_asyncapi_document_leads_somewhere)
{
    char *text = source_file("shared/protocol/asyncapi.json", NULL);
    cJSON *root = cJSON_Parse(text);

    CHECK(root != NULL);
    CHECK_TEXT(cJSON_GetObjectItem(root, "asyncapi")->valuestring, "3.0.0");
    check_references(root, root);
    cJSON_Delete(root);
    free(text);
}

/* People who write a client have only this document. */
TEST(the_asyncapi_document_tells_what_a_client_must_know)
{
    static const char *const told[] = {"ROOM_ALL (254)",       "version 1,",
                                       "within 10000 ms",      "60 messages at once and 600",
                                       "the last 16 commands", "silent for 45 s"};
    char *text = source_file("shared/protocol/asyncapi.json", NULL);
    cJSON *root = cJSON_Parse(text);
    const cJSON *limits = cJSON_GetObjectItem(root, "x-limits");
    const char *words =
        cJSON_GetObjectItem(cJSON_GetObjectItem(root, "info"), "description")->valuestring;

    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
        if (strstr(words, told[i]) == NULL)
            test_fail("asyncapi.json", 0, "does not say: %s", told[i]);
    }
    CHECK(strchr(words, '{') == NULL); /* Every name of a limit was known. */
    CHECK_EQ(cJSON_GetObjectItem(limits, "ROOM_ALL")->valueint, ROOM_ALL);
    CHECK_EQ(cJSON_GetObjectItem(limits, "LIVE_STRIKES_MAX")->valueint, LIVE_STRIKES_MAX);
    CHECK_EQ(cJSON_GetObjectItem(limits, "LIVE_CLOSE_CODE")->valueint, LIVE_CLOSE_CODE);
    CHECK(strstr(text, "\"a room or ROOM_ALL (254)\"") != NULL);
    CHECK(strchr(text, '\t') == NULL); /* Readers of YAML warn about each. */
    cJSON_Delete(root);
    free(text);
}

/* Every refusal has its sentence, in both languages. */
TEST(every_reject_and_fault_has_a_sentence_in_every_language)
{
    static const struct {
        const char *prefix;
        const struct words *words;
    } kinds[] = {{"reject", &words_reject}, {"error", &words_fault}};

    for (uint32_t lang = 0; lang < LANG_COUNT; lang++) {
        char name[64];
        char *text;
        cJSON *root;
        snprintf(name, sizeof name, "shared/texts/%s.json", lang_name((enum lang)lang));
        text = source_file(name, NULL);
        root = cJSON_Parse(text);
        CHECK(root != NULL);
        for (size_t kind = 0; kind < sizeof kinds / sizeof kinds[0]; kind++) {
            for (uint32_t i = 0; i < kinds[kind].words->count; i++) {
                char key[80];
                snprintf(key, sizeof key, "%s.%s", kinds[kind].prefix, kinds[kind].words->names[i]);
                if (!cJSON_IsString(cJSON_GetObjectItemCaseSensitive(root, key)))
                    test_fail(name, 0, "no %s", key);
            }
        }
        cJSON_Delete(root);
        free(text);
    }
}
