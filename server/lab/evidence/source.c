/* source.c -- reading the files of the evidence suite. */
#include "lab/evidence/source.h"

#include "protocol/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const lang_names[] = {"nl", "en"};

static char *read_whole(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    long size;

    if (file == NULL)
        return NULL;
    if (fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) >= 0 &&
        size <= CONTENT_FILE_BYTES_MAX) {
        rewind(file);
        text = calloc((size_t)size + 1, 1);
        if (text != NULL && fread(text, 1, (size_t)size, file) != (size_t)size) {
            free(text);
            text = NULL;
        }
    }
    fclose(file);
    return text;
}

cJSON *evidence_json_read(const char *root, const char *path)
{
    char whole[1024];
    char *text;
    size_t wrong = 0;
    cJSON *json = NULL;

    snprintf(whole, sizeof whole, "%s%s%s", root != NULL ? root : "", root != NULL ? "/" : "",
             path);
    text = read_whole(whole);
    if (text == NULL) {
        fprintf(stderr, "evidence: cannot read %s\n", whole);
        return NULL;
    }
    if (json_check(bytes_of(text), (struct json_limits){CONTENT_DEPTH_MAX, CONTENT_VALUES_MAX},
                   &wrong))
        json = cJSON_Parse(text);
    if (json == NULL)
        fprintf(stderr, "evidence: %s is not JSON, or has more in it than a file may: byte %zu\n",
                whole, wrong);
    free(text);
    return json;
}

static enum result compile_catalogue(struct evidence_source *s)
{
    struct problem_list *problems = calloc(1, sizeof *problems);
    struct content_reader reader = content_files_reader(&s->files);
    enum result result;

    if (problems == NULL)
        return RESULT_NO_MEMORY;
    result = catalogue_compile(&reader, &s->catalogue, problems);
    if (result != RESULT_OK)
        fprintf(stderr,
                "evidence: the catalogue in %s does not compile; `dilemma check` tells why\n",
                s->files.root);
    free(problems);
    for (uint32_t i = 0; result == RESULT_OK && i < s->catalogue->sim.pulses_count; i++) {
        struct bytes key = s->catalogue->pulses[i].key;

        s->keys[i] = strndup((const char *)key.data, key.size);
        if (s->keys[i] == NULL)
            result = RESULT_NO_MEMORY;
    }
    return result;
}

enum result evidence_source_open(struct evidence_source *s, const char *root, uint32_t lang)
{
    char path[128];
    enum result result;

    *s = (struct evidence_source){.lang = lang};
    if (snprintf(s->files.root, sizeof s->files.root, "%s/scenarios", root) >=
        (int)sizeof s->files.root)
        return RESULT_INVALID;
    result = compile_catalogue(s);
    if (result != RESULT_OK)
        return result;
    s->findings = evidence_json_read(root, "scenarios/catalogue/evidence.json");
    s->effects = evidence_json_read(root, "scenarios/catalogue/effects.json");
    s->factors = evidence_json_read(root, "scenarios/catalogue/factors.json");
    s->translations = evidence_json_read(root, "tests/evidence/translations.json");
    snprintf(path, sizeof path, "tests/evidence/texts/%s.json", lang_names[lang]);
    s->texts = evidence_json_read(root, path);
    snprintf(path, sizeof path, "scenarios/catalogue/%s/evidence.json", lang_names[lang]);
    s->claims = evidence_json_read(root, path);
    snprintf(path, sizeof path, "scenarios/catalogue/%s/effects.json", lang_names[lang]);
    s->effect_claims = evidence_json_read(root, path);
    snprintf(path, sizeof path, "scenarios/catalogue/%s/factors.json", lang_names[lang]);
    s->names = evidence_json_read(root, path);
    if (s->findings == NULL || s->factors == NULL || s->translations == NULL || s->texts == NULL ||
        s->claims == NULL || s->names == NULL || s->effects == NULL || s->effect_claims == NULL)
        return RESULT_NOT_FOUND;
    return RESULT_OK;
}

void evidence_source_close(struct evidence_source *s)
{
    for (uint32_t i = 0; i < SIM_PULSES_MAX; i++)
        free(s->keys[i]);
    cJSON_Delete(s->findings);
    cJSON_Delete(s->effects);
    cJSON_Delete(s->effect_claims);
    cJSON_Delete(s->factors);
    cJSON_Delete(s->translations);
    cJSON_Delete(s->texts);
    cJSON_Delete(s->claims);
    cJSON_Delete(s->names);
    catalogue_free(s->catalogue);
    content_files_close(&s->files);
    *s = (struct evidence_source){0};
}

/* The object with this id in a list of objects, or NULL. */
static const cJSON *evidence_item(const cJSON *list, const char *id)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, list)
    {
        if (strcmp(evidence_string(item, "id"), id) == 0)
            return item;
    }
    return NULL;
}

const cJSON *evidence_factor(const struct evidence_source *s, const char *id)
{
    const cJSON *found = evidence_item(cJSON_GetObjectItemCaseSensitive(s->factors, "factors"), id);

    if (found == NULL)
        found = evidence_item(cJSON_GetObjectItemCaseSensitive(s->factors, "outcomes"), id);
    return found;
}

const char *evidence_string(const cJSON *object, const char *key)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));

    return text != NULL ? text : "";
}

const char *evidence_text(const struct evidence_source *s, const char *group, const char *id)
{
    const char *text = evidence_string(cJSON_GetObjectItemCaseSensitive(s->texts, group), id);

    return *text != '\0' ? text : id;
}
