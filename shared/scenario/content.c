#include "scenario/content.h"

#include "base/hash.h"
#include "protocol/json.h"
#include "protocol/limits.h"
#include "scenario/format.h"

#include <stdlib.h>

/* --- files ------------------------------------------------------------------------------------ */

static int32_t line_of(struct bytes bytes, size_t place)
{
    int32_t line = 1;

    for (size_t i = 0; i < place; i++)
        line += bytes.data[i] == '\n';
    return line;
}

static void number_text(char out[16], int32_t value)
{
    format_text(out, 16, "%d", value);
}

/* Some editors put a byte order mark at the start of a file. */
static struct bytes without_mark(struct bytes bytes)
{
    static const uint8_t mark[] = {0xEF, 0xBB, 0xBF};

    if (bytes.size < sizeof mark || memcmp(bytes.data, mark, sizeof mark) != 0)
        return bytes;
    return bytes_after(bytes, sizeof mark);
}

/* The bytes of a file, parsed. What is wrong with them is a problem. */
static void parse(struct at *at, struct bytes bytes)
{
    size_t wrong = 0;
    char number[16];

    if (bytes.size > CONTENT_FILE_BYTES_MAX) {
        number_text(number, CONTENT_FILE_BYTES_MAX);
        at_problem(at, PROBLEM_FILE_TOO_LARGE, number, NULL, NULL);
        return;
    }
    bytes = without_mark(bytes);
    if (json_check(bytes, (struct json_limits){CONTENT_DEPTH_MAX, CONTENT_VALUES_MAX}, &wrong)) {
        at->json = cJSON_ParseWithLength((const char *)bytes.data, bytes.size);
        if (at->json == NULL) { /* It is JSON, so there was no memory for it. */
            arena_fail(at->content->arena);
            return;
        }
    }
    if (!cJSON_IsObject(at->json)) {
        number_text(number, at->json != NULL ? 1 : line_of(bytes, wrong));
        at_problem(at, PROBLEM_JSON_BROKEN, number, NULL, NULL);
        at_close(at);
    }
}

static enum result open_from(struct content *content, const struct content_reader *reader,
                             const char *file, struct at *at)
{
    struct bytes bytes = {NULL, 0};
    enum result result;

    *at = (struct at){.content = content};
    format_text(at->file, sizeof at->file, "%s", file);
    result = reader->read(reader->arg, file, &bytes);
    if (result != RESULT_OK)
        return result;
    if (reader == content->reader && bytes.size <= CONTENT_FILE_BYTES_MAX) {
        content->hash = hash64(content->hash, file, strlen(file));
        content->hash = hash64(content->hash, bytes.data, bytes.size);
    }
    parse(at, bytes);
    return RESULT_OK;
}

struct at at_open(struct content *content, const char *file)
{
    struct at at;

    if (open_from(content, content->reader, file, &at) != RESULT_OK)
        at_problem(&at, PROBLEM_FILE_MISSING, NULL, NULL, NULL);
    return at;
}

struct at at_open_if(struct content *content, const char *file)
{
    struct at at;
    const enum result result = open_from(content, content->reader, file, &at);

    if (result != RESULT_OK && (content->today == NULL || result != RESULT_NOT_FOUND))
        at_problem(&at, PROBLEM_FILE_MISSING, NULL, NULL, NULL);
    return at;
}

struct at at_open_today(struct content *content, const char *file)
{
    struct at at;

    assert(content->today != NULL && content->today != content->reader);
    if (open_from(content, content->today, file, &at) != RESULT_OK)
        at_problem(&at, PROBLEM_FILE_MISSING, NULL, NULL, NULL);
    return at;
}

struct at at_open_or_today(struct content *content, const char *file)
{
    const uint32_t errors = content->problems->errors;
    const struct at at = at_open_if(content, file);
    const bool is_missing =
        at.json == NULL && content->problems->errors == errors && !arena_failed(content->arena);

    return is_missing ? at_open_today(content, file) : at;
}

void at_close(struct at *root)
{
    cJSON_Delete((cJSON *)(uintptr_t)root->json);
    root->json = NULL;
}

/* --- problems -------------------------------------------------------------------------------- */

void at_problem(const struct at *at, enum problem_id id, const char *parameter0,
                const char *parameter1, const char *parameter2)
{
    problem_add(at->content->problems, id, at->file, at->path, parameter0, parameter1, parameter2);
}

void at_problem_bytes(const struct at *at, enum problem_id id, struct bytes parameter0,
                      struct bytes parameter1)
{
    char texts[2][PROBLEM_PARAMETER_MAX];

    format_text(texts[0], sizeof texts[0], "%b", parameter0);
    format_text(texts[1], sizeof texts[1], "%b", parameter1);
    at_problem(at, id, texts[0], texts[1], NULL);
}

static void problem_type(const struct at *at, const char *type)
{
    at_problem(at, PROBLEM_TYPE_WRONG, type, NULL, NULL);
}

static void problem_range(const struct at *at, enum problem_id id, int32_t least, int32_t most,
                          int32_t given)
{
    char texts[3][16];

    number_text(texts[0], least);
    number_text(texts[1], most);
    number_text(texts[2], given);
    at_problem(at, id, texts[0], texts[1], texts[2]);
}

/* --- places ---------------------------------------------------------------------------------- */

static void path_append(char path[PROBLEM_PATH_MAX], const char *format, const char *part)
{
    const size_t used = strlen(path);

    format_text(path + used, PROBLEM_PATH_MAX - used, format, part);
}

static const cJSON *item_of(const cJSON *json, const char *key)
{
    return cJSON_IsObject(json) ? cJSON_GetObjectItemCaseSensitive(json, key) : NULL;
}

struct at at_key(const struct at *at, const char *key)
{
    struct at below = *at;

    below.json = item_of(at->json, key);
    path_append(below.path, at->path[0] == '\0' ? "%s" : ".%s", key);
    return below;
}

struct at at_number(const struct at *at, uint32_t number)
{
    struct at below = *at;
    char digits[16];

    number_text(digits, (int32_t)number);
    below.json = cJSON_GetArrayItem(at->json, (int)number);
    path_append(below.path, "[%s]", digits);
    return below;
}

bool at_has(const struct at *at, const char *key)
{
    return item_of(at->json, key) != NULL;
}

uint32_t at_count(const struct at *at)
{
    return at->json == NULL ? 0 : (uint32_t)cJSON_GetArraySize(at->json);
}

/* The next word of a list separated by spaces; size 0 at the end. */
static struct bytes word_next(const char **words)
{
    const char *start = *words + strspn(*words, " ");
    const size_t size = strcspn(start, " ");

    *words = start + size;
    return (struct bytes){(const uint8_t *)start, size};
}

static bool word_is_in(struct bytes word, const char *words)
{
    for (struct bytes next = word_next(&words); next.size > 0; next = word_next(&words)) {
        if (bytes_equal(next, word))
            return true;
    }
    return false;
}

void at_only_keys(const struct at *at, const char *keys)
{
    const cJSON *item;

    if (!cJSON_IsObject(at->json))
        return; /* A list has no keys; asking for one reports that it is missing. */
    cJSON_ArrayForEach(item, at->json)
    {
        const struct bytes key = bytes_of(item->string);
        const struct at here = at_key(at, item->string);

        if (here.json != item) {
            at_problem_bytes(&here, PROBLEM_KEY_TWICE, key, (struct bytes){NULL, 0});
        } else if (!word_is_in(key, keys)) {
            struct nearest nearest = nearest_begin(key);
            const char *rest = keys;

            for (struct bytes next = word_next(&rest); next.size > 0; next = word_next(&rest))
                nearest_try(&nearest, next);
            at_problem_bytes(&here, PROBLEM_KEY_UNKNOWN, key, nearest.best);
        }
    }
}

/* --- typed values ---------------------------------------------------------------------------- */

/* Report a missing value, unless the value that should contain it is missing, too. */
static void problem_missing(const struct at *at, const char *key)
{
    if (at->json != NULL)
        at_problem(at, PROBLEM_VALUE_MISSING, key, NULL, NULL);
}

struct at at_object(const struct at *at, const char *key)
{
    struct at below = at_key(at, key);

    if (below.json == NULL) {
        problem_missing(at, key);
    } else if (!cJSON_IsObject(below.json)) {
        problem_type(&below, "object");
        below.json = NULL;
    }
    return below;
}

struct at at_list_or_none(const struct at *at, const char *key, uint32_t most, uint32_t *count)
{
    *count = 0;
    if (!at_has(at, key)) {
        struct at below = at_key(at, key);

        below.json = NULL;
        return below;
    }
    return at_list(at, key, 0, most, count);
}

struct at at_list(const struct at *at, const char *key, uint32_t least, uint32_t most,
                  uint32_t *count)
{
    struct at below = at_key(at, key);

    *count = 0;
    if (below.json == NULL) {
        problem_missing(at, key);
        return below;
    }
    if (!cJSON_IsArray(below.json)) {
        problem_type(&below, "list");
        below.json = NULL;
        return below;
    }
    *count = at_count(&below);
    if (*count < least || *count > most)
        problem_range(&below, PROBLEM_LIST_LENGTH, (int32_t)least, (int32_t)most, (int32_t)*count);
    if (*count > most)
        *count = most;
    return below;
}

int32_t at_int_here(const struct at *at, int32_t least, int32_t most)
{
    if (!cJSON_IsNumber(at->json)) {
        problem_type(at, "number");
        return least;
    }
    if (at->json->valuedouble != (double)at->json->valueint) {
        at_problem(at, PROBLEM_NUMBER_WHOLE, NULL, NULL, NULL);
        return least;
    }
    if (at->json->valueint < least || at->json->valueint > most) {
        problem_range(at, PROBLEM_NUMBER_RANGE, least, most, at->json->valueint);
        return least;
    }
    return at->json->valueint;
}

int32_t at_int(const struct at *at, const char *key, int32_t least, int32_t most)
{
    const struct at below = at_key(at, key);

    if (below.json != NULL)
        return at_int_here(&below, least, most);
    if (at->content->today == NULL)
        problem_missing(at, key);
    else if (least <= 0 && most >= 0)
        return 0;
    return least;
}

int32_t at_int_or(const struct at *at, const char *key, int32_t least, int32_t most,
                  int32_t fallback)
{
    return at_has(at, key) ? at_int(at, key, least, most) : fallback;
}

bool at_bool_or(const struct at *at, const char *key, bool fallback)
{
    const struct at below = at_key(at, key);

    if (below.json == NULL)
        return fallback;
    if (!cJSON_IsBool(below.json))
        problem_type(&below, "yes_no");
    return cJSON_IsTrue(below.json);
}

struct bytes at_string_here(const struct at *at)
{
    if (!cJSON_IsString(at->json)) {
        problem_type(at, "text");
        return (struct bytes){NULL, 0};
    }
    return bytes_of(at->json->valuestring);
}

struct bytes at_string(const struct at *at, const char *key)
{
    const struct at below = at_key(at, key);

    if (below.json == NULL) {
        problem_missing(at, key);
        return (struct bytes){NULL, 0};
    }
    return at_string_here(&below);
}

static bool id_is_well_formed(struct bytes id)
{
    if (id.size == 0 || id.size > ID_BYTES_MAX)
        return false;
    for (size_t i = 0; i < id.size; i++) {
        const uint8_t c = id.data[i];

        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_' && c != '-')
            return false;
    }
    return true;
}

struct bytes at_id_here(const struct at *at)
{
    const struct bytes id = at_string_here(at);

    if (id.data != NULL && !id_is_well_formed(id)) {
        at_problem_bytes(at, PROBLEM_ID_FORM, id, (struct bytes){NULL, 0});
        return (struct bytes){NULL, 0};
    }
    return arena_copy(at->content->arena, id);
}

struct bytes at_id(const struct at *at, const char *key)
{
    const struct at below = at_key(at, key);

    if (below.json == NULL) {
        problem_missing(at, key);
        return (struct bytes){NULL, 0};
    }
    return at_id_here(&below);
}

uint32_t at_word_here(const struct at *at, const char *const *words, uint32_t count)
{
    const struct bytes word = at_string_here(at);
    struct nearest nearest;

    if (word.data == NULL)
        return 0;
    for (uint32_t i = 0; i < count; i++)
        if (bytes_equal_text(word, words[i]))
            return i;
    nearest = nearest_begin(word);
    for (uint32_t i = 0; i < count; i++)
        nearest_try(&nearest, bytes_of(words[i]));
    at_problem_bytes(at, PROBLEM_WORD_UNKNOWN, word, nearest.best);
    return 0;
}

uint32_t at_word(const struct at *at, const char *key, const char *const *words, uint32_t count)
{
    const struct at below = at_key(at, key);

    if (below.json == NULL) {
        problem_missing(at, key);
        return 0;
    }
    return at_word_here(&below, words, count);
}
