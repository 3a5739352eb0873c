#include "protocol/schema.h"

#include "base/buffer.h"
#include "protocol/unpack.h"

#include <msgpack/unpack.h>

/* ---- tables --------------------------------------------------------------------------- */

/* Records refer to each other in any order, so all are declared first. */
#define WITHOUT_FIELDS
#define RECORD(name, doc) static const struct schema_record record_##name;
#include "protocol/sections.def"

#define RECORD(name, doc)                                                                          \
    static const char doc_##name[] = doc;                                                          \
    static const struct schema_field fields_##name[] = {
#define RECORD_END(name)                                                                           \
    {                                                                                              \
        NULL, SCHEMA_NUMBER, NULL, NULL, NULL, NULL                                                \
    }                                                                                              \
    }                                                                                              \
    ;                                                                                              \
    static const struct schema_record record_##name = {#name, doc_##name, fields_##name};
#define NUMBER(field, doc)           {#field, SCHEMA_NUMBER, NULL, NULL, doc, NULL},
#define FLAG(field, doc)             {#field, SCHEMA_FLAG, NULL, NULL, doc, NULL},
#define STRING(field, doc)           {#field, SCHEMA_STRING, NULL, NULL, doc, NULL},
#define CHOICE(field, type, doc)     {#field, SCHEMA_CHOICE, &words_##type, NULL, doc, NULL},
#define ONE(field, record, doc)      {#field, SCHEMA_ONE, NULL, &record_##record, doc, NULL},
#define MAYBE(field, record, doc)    {#field, SCHEMA_MAYBE, NULL, &record_##record, doc, NULL},
#define MANY(field, record, doc)     {#field, SCHEMA_MANY, NULL, &record_##record, doc, NULL},
#define ROWS(field, by, record, doc) {#field, SCHEMA_MANY, NULL, &record_##record, doc, #by},
#define NUMBERS(field, doc)          {#field, SCHEMA_NUMBERS, NULL, NULL, doc, NULL},
#define WORDS(field, type, doc)      {#field, SCHEMA_WORDS, &words_##type, NULL, doc, NULL},
#include "protocol/sections.def"

const struct schema_section schema_sections[SECTIONS_COUNT] = {
#define SECTION(NAME, name, bit, record, doc)                                                      \
    [bit] = {#name, SECTION_##NAME, &record_##record, doc},
#include "protocol/sections.def"
};

const struct schema_record *const schema_records[] = {
#define WITHOUT_FIELDS
#define RECORD(name, doc) &record_##name,
#include "protocol/sections.def"
    NULL};

/* ---- the check ------------------------------------------------------------------------ */

#define PATH_BYTES_MAX 200

/* The place in the value, as text; what is wrong is appended to it. */
struct schema_check {
    struct buffer path;
    char *why;
    size_t why_size;
};

static bool wrong(struct schema_check *k, const char *what)
{
    struct buffer out;

    if (k->why_size == 0)
        return false;
    buffer_init(&out, k->why, k->why_size - 1);
    buffer_append(&out, k->path.data, k->path.size);
    buffer_append_text(&out, ": ");
    buffer_append_text(&out, what);
    k->why[out.size] = '\0';
    return false;
}

static bool check_record(struct schema_check *k, const struct schema_record *record,
                         const msgpack_object *map);

static bool is_integer(const msgpack_object *value)
{
    return value->type == MSGPACK_OBJECT_POSITIVE_INTEGER ||
           value->type == MSGPACK_OBJECT_NEGATIVE_INTEGER;
}

static bool check_word(struct schema_check *k, const struct words *words,
                       const msgpack_object *value)
{
    uint8_t ignored;

    if (value->type != MSGPACK_OBJECT_STR || !words_parse(words, unpack_bytes(value), &ignored))
        return wrong(k, "not one of its words");
    return true;
}

static bool check_items(struct schema_check *k, const struct schema_field *field,
                        const msgpack_object *list)
{
    const size_t path_size = k->path.size;

    if (list->type != MSGPACK_OBJECT_ARRAY)
        return wrong(k, "not a list");
    for (uint32_t i = 0; i < list->via.array.size; i++) {
        const msgpack_object *item = &list->via.array.ptr[i];

        k->path.size = path_size;
        buffer_append_byte(&k->path, '[');
        buffer_append_int(&k->path, i);
        buffer_append_byte(&k->path, ']');
        if (field->kind == SCHEMA_NUMBERS && !is_integer(item))
            return wrong(k, "not an integer");
        if (field->kind == SCHEMA_WORDS && !check_word(k, field->words, item))
            return false;
        if (field->kind == SCHEMA_MANY && !check_record(k, field->record, item))
            return false;
    }
    return true;
}

static bool check_value(struct schema_check *k, const struct schema_field *field,
                        const msgpack_object *value)
{
    switch (field->kind) {
    case SCHEMA_NUMBER: return is_integer(value) || wrong(k, "not an integer");
    case SCHEMA_FLAG: return value->type == MSGPACK_OBJECT_BOOLEAN || wrong(k, "not a boolean");
    case SCHEMA_STRING: return value->type == MSGPACK_OBJECT_STR || wrong(k, "not a text");
    case SCHEMA_CHOICE: return check_word(k, field->words, value);
    case SCHEMA_MAYBE:
        if (value->type == MSGPACK_OBJECT_NIL)
            return true;
        return check_record(k, field->record, value);
    case SCHEMA_ONE: return check_record(k, field->record, value);
    case SCHEMA_MANY:
    case SCHEMA_NUMBERS:
    case SCHEMA_WORDS: return check_items(k, field, value);
    }
    return false;
}

static const struct schema_field *field_named(const struct schema_record *record, struct bytes name)
{
    for (const struct schema_field *field = record->fields; field->name != NULL; field++) {
        if (bytes_equal_text(name, field->name))
            return field;
    }
    return NULL;
}

static bool check_missing(struct schema_check *k, const struct schema_record *record, uint32_t seen)
{
    for (uint32_t i = 0; record->fields[i].name != NULL; i++) {
        if (seen & 1u << i)
            continue;
        buffer_append_byte(&k->path, '.');
        buffer_append_text(&k->path, record->fields[i].name);
        return wrong(k, "missing");
    }
    return true;
}

static bool check_record(struct schema_check *k, const struct schema_record *record,
                         const msgpack_object *map)
{
    const size_t path_size = k->path.size;
    uint32_t seen = 0;

    if (map->type != MSGPACK_OBJECT_MAP)
        return wrong(k, "not a map");
    for (uint32_t i = 0; i < map->via.map.size; i++) {
        const msgpack_object_kv *pair = &map->via.map.ptr[i];
        const struct schema_field *field;

        k->path.size = path_size;
        if (pair->key.type != MSGPACK_OBJECT_STR)
            return wrong(k, "a key that is no text");
        buffer_append_byte(&k->path, '.');
        buffer_append(&k->path, pair->key.via.str.ptr, pair->key.via.str.size);
        field = field_named(record, unpack_bytes(&pair->key));
        if (field == NULL)
            return wrong(k, "unknown");
        if (seen & 1u << (field - record->fields))
            return wrong(k, "twice");
        seen |= 1u << (field - record->fields);
        if (!check_value(k, field, &pair->val))
            return false;
    }
    k->path.size = path_size;
    return check_missing(k, record, seen);
}

static bool check_whole(const char *name, const struct schema_record *record, struct bytes value,
                        char *why, size_t size)
{
    const struct unpack_limits limits = {UNPACK_DEPTH_MAX, UINT32_MAX};
    struct schema_check k = {.why = why, .why_size = size};
    const size_t used = unpack_scan(value, limits);
    uint8_t path[PATH_BYTES_MAX];
    msgpack_unpacked tree;
    bool right;

    buffer_init(&k.path, path, sizeof path);
    buffer_append_text(&k.path, name);
    if (used != value.size)
        return wrong(&k, used == 0 ? "malformed" : "bytes behind it");
    msgpack_unpacked_init(&tree);
    right = msgpack_unpack_next(&tree, (const char *)value.data, value.size, NULL) ==
                    MSGPACK_UNPACK_SUCCESS
                ? check_record(&k, record, &tree.data)
                : wrong(&k, "malformed");
    msgpack_unpacked_destroy(&tree);
    return right;
}

bool schema_check_section(enum section section, struct bytes value, char *why, size_t size)
{
    const struct schema_section *schema = &schema_sections[section_index(section)];

    return check_whole(schema->name, schema->record, value, why, size);
}

bool schema_check_record(const char *record, struct bytes value, char *why, size_t size)
{
    uint32_t i = 0;

    while (schema_records[i] != NULL && strcmp(schema_records[i]->name, record) != 0)
        i++;
    assert(schema_records[i] != NULL);
    return check_whole(record, schema_records[i], value, why, size);
}
