/* bodies.c -- the records of bodies.def as JSON Schemas, for openapi.json. */
#include "protocol/gen/bodies.h"

#include "protocol/gen/gen.h"

#define NAME_MAX_BYTES 64

/* "session_made" -> "SessionMade" */
static const char *name_of(const struct body_record *record, char name[NAME_MAX_BYTES])
{
    struct buffer out;

    buffer_init(&out, name, NAME_MAX_BYTES - 1);
    gen_pascal(&out, record->name);
    name[out.size] = '\0';
    return name;
}

/* Where a document has its schemas. */
#define OPENAPI_PLACE "components/schemas"
#define SCHEMA_PLACE  "$defs"

static cJSON *reference_at(const char *place, const struct body_record *record)
{
    char name[NAME_MAX_BYTES];

    return gen_reference(place, "", name_of(record, name));
}

cJSON *gen_body_reference(const struct body_record *record)
{
    return reference_at(OPENAPI_PLACE, record);
}

static cJSON *token(const char *doc)
{
    cJSON *schema = gen_typed("string", doc);

    cJSON_AddStringToObject(schema, "pattern", "^[A-Za-z0-9_-]{22}$");
    return schema;
}
_Static_assert(TOKEN_TEXT_BYTES == 22, "as the pattern says");

/* A word that says nothing is wrong is none of them; one may be a fault and a refusal. */
static void add_words(cJSON *names, const struct words *words, const struct words *already)
{
    uint8_t ignored;

    for (uint32_t i = 1; i < words->count; i++) {
        if (already == NULL || !words_parse(already, bytes_of(words->names[i]), &ignored))
            cJSON_AddItemToArray(names, cJSON_CreateString(words->names[i]));
    }
}

static cJSON *code(const char *doc)
{
    cJSON *schema = gen_typed("string", doc);
    cJSON *names = cJSON_AddArrayToObject(schema, "enum");

    add_words(names, &words_fault, NULL);
    add_words(names, &words_reject, &words_fault);
    return schema;
}

static cJSON *described(cJSON *schema, const char *doc)
{
    cJSON_AddStringToObject(schema, "description", doc);
    return schema;
}

static cJSON *plain_schema(const struct body_field *field, const char *doc, const char *place)
{
    switch (field->kind) {
    case BODY_NUMBER: return gen_integer(field->min, field->max, doc);
    case BODY_FLAG: return gen_typed("boolean", doc);
    case BODY_TEXT:
        return field->min > 0 ? gen_written((size_t)field->min, (size_t)field->max, doc)
                              : gen_text((size_t)field->max, doc);
    case BODY_TOKEN: return token(doc);
    case BODY_CODE: return code(doc);
    case BODY_WORD: return gen_word(field->words, (uint64_t)field->max, doc);
    case BODY_ONE:
    case BODY_MADE:
        return doc == NULL ? reference_at(place, field->record)
                           : described(reference_at(place, field->record), doc);
    case BODY_MANY: return gen_list(reference_at(place, field->record), doc);
    case BODY_NUMBERS: return gen_list(gen_typed("integer", NULL), doc);
    case BODY_SQUARE: return gen_list(gen_list(gen_typed("integer", NULL), NULL), doc);
    case BODY_TEXTS: return gen_list(gen_typed("string", NULL), doc);
    case BODY_WORDS: return gen_list(gen_word(field->words, 0, NULL), doc);
    case BODY_ANY: return gen_typed("object", doc);
    case BODY_ALL_OF: break;
    }
    return NULL;
}

/* What a missing field of a request counts as. */
static void add_standard(cJSON *schema, const struct body_field *field)
{
    if (field->kind == BODY_FLAG)
        cJSON_AddBoolToObject(schema, "default", false);
    else if (field->kind == BODY_NUMBER && field->standard != BODY_NONE)
        cJSON_AddNumberToObject(schema, "default", (double)field->standard);
    else if (field->kind == BODY_WORD && field->standard != BODY_NO_WORD)
        cJSON_AddStringToObject(schema, "default", field->words->names[field->standard]);
}

static void add_fields(struct gen_map *map, const struct body_record *record, const char *place)
{
    for (const struct body_field *field = record->fields(); field->name != NULL; field++) {
        cJSON *schema;

        if (field->kind == BODY_ALL_OF) {
            add_fields(map, field->record, place);
            continue;
        }
        schema = field->may == BODY_MAY_BE_NULL
                     ? gen_or_null(plain_schema(field, NULL, place), field->doc)
                     : plain_schema(field, field->doc, place);
        if (field->may == BODY_MAY_MISS)
            add_standard(schema, field);
        gen_property(map, field->name, schema, field->may != BODY_MAY_MISS);
    }
}

/* Its fields stand in those of others, and nowhere by themselves. */
static bool is_only_a_part(const struct body_record *part)
{
    uint32_t parts = 0, others = 0;

    for (const struct body_record *const *record = body_records; *record != NULL; record++) {
        for (const struct body_field *field = (*record)->fields(); field->name != NULL; field++) {
            if (field->record == part && field->kind == BODY_ALL_OF)
                parts++;
            else if (field->record == part)
                others++;
        }
    }
    return parts > 0 && others == 0;
}

void gen_body_schemas(cJSON *schemas)
{
    for (const struct body_record *const *record = body_records; *record != NULL; record++) {
        struct gen_map map = gen_map((*record)->doc);
        char name[NAME_MAX_BYTES];

        if (is_only_a_part(*record)) {
            cJSON_Delete(map.schema);
            continue;
        }
        add_fields(&map, *record, OPENAPI_PLACE);
        cJSON_AddItemToObject(schemas, name_of(*record, name), map.schema);
    }
}

/* This record, and every one that it has in it. */
static void add_definition(cJSON *definitions, const struct body_record *record)
{
    struct gen_map map;
    char name[NAME_MAX_BYTES];

    if (cJSON_GetObjectItemCaseSensitive(definitions, name_of(record, name)) != NULL)
        return;
    map = gen_map(record->doc);
    cJSON_AddItemToObject(definitions, name, map.schema);
    add_fields(&map, record, SCHEMA_PLACE);
    for (const struct body_field *field = record->fields(); field->name != NULL; field++) {
        if (field->record != NULL)
            add_definition(definitions, field->record);
    }
}

enum result gen_body_document(const struct body_record *record, const char *id, struct buffer *out)
{
    cJSON *root = cJSON_CreateObject();
    char name[NAME_MAX_BYTES], path[NAME_MAX_BYTES + sizeof "#/" SCHEMA_PLACE "/"];
    struct buffer to;

    cJSON_AddStringToObject(root, "$schema", "https://json-schema.org/draft/2020-12/schema");
    cJSON_AddStringToObject(root, "$id", id);
    cJSON_AddStringToObject(root, "title", record->doc);
    buffer_init(&to, path, sizeof path - 1);
    buffer_append_text(&to, "#/" SCHEMA_PLACE "/");
    buffer_append_text(&to, name_of(record, name));
    path[to.size] = '\0';
    cJSON_AddStringToObject(root, "$ref", path);
    add_definition(cJSON_AddObjectToObject(root, SCHEMA_PLACE), record);
    return gen_print(root, out);
}
