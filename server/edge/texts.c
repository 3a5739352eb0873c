#include "edge/texts.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include <cJSON.h>

/* Made by the build from shared/texts. */
extern const char texts_nl[], texts_en[];

static cJSON *catalogues[LANG_COUNT];

enum result sentences_open(void)
{
    catalogues[LANG_NL] = cJSON_Parse(texts_nl);
    catalogues[LANG_EN] = cJSON_Parse(texts_en);
    if (catalogues[LANG_NL] != NULL && catalogues[LANG_EN] != NULL)
        return RESULT_OK;
    sentences_close();
    return RESULT_INVALID;
}

void sentences_close(void)
{
    for (uint32_t lang = 0; lang < LANG_COUNT; lang++) {
        cJSON_Delete(catalogues[lang]);
        catalogues[lang] = NULL;
    }
}

const char *sentences_get(enum lang lang, const char *key)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(catalogues[lang], key);

    assert((uint32_t)lang < LANG_COUNT);
    if (!cJSON_IsString(item))
        item = cJSON_GetObjectItemCaseSensitive(catalogues[LANG_NL], key);
    return cJSON_IsString(item) ? item->valuestring : "";
}

static const char *prefixed(enum lang lang, const char *prefix, const char *name)
{
    char key[80];

    snprintf(key, sizeof key, "%s.%s", prefix, name);
    return sentences_get(lang, key);
}

const char *texts_reject(enum lang lang, enum reject code)
{
    return prefixed(lang, "reject", reject_name(code));
}

const char *texts_fault(enum lang lang, enum fault code)
{
    return prefixed(lang, "error", fault_name(code));
}

void texts_fault_field(enum lang lang, enum fault code, const char *field, char *out, size_t size)
{
    static const char hole[] = "{field}";
    const char *sentence = texts_fault(lang, code);
    const char *at = strstr(sentence, hole);
    const char *name;

    if (at == NULL || field == NULL) {
        snprintf(out, size, "%s", sentence);
        return;
    }
    name = prefixed(lang, "field", field);
    snprintf(out, size, "%.*s%s%s", (int)(at - sentence), sentence, name[0] != '\0' ? name : field,
             at + sizeof hole - 1);
}
