#include "protocol/gen/json_schema.h"

#define KEY_BYTES_MAX 160

static const char *joined(char key[KEY_BYTES_MAX], const char *a, const char *b, const char *c)
{
    struct buffer out;

    buffer_init(&out, key, KEY_BYTES_MAX - 1);
    buffer_append_text(&out, a);
    buffer_append_text(&out, b);
    buffer_append_text(&out, c);
    key[out.size] = '\0';
    return key;
}

cJSON *gen_reference(const char *place, const char *prefix, const char *name)
{
    cJSON *reference = cJSON_CreateObject();
    char folder[KEY_BYTES_MAX], path[KEY_BYTES_MAX];

    joined(folder, "#/", place, "/");
    cJSON_AddStringToObject(reference, "$ref", joined(path, folder, prefix, name));
    return reference;
}

cJSON *gen_typed(const char *type, const char *doc)
{
    cJSON *schema = cJSON_CreateObject();

    cJSON_AddStringToObject(schema, "type", type);
    if (doc != NULL)
        cJSON_AddStringToObject(schema, "description", doc);
    return schema;
}

cJSON *gen_integer(int64_t min, int64_t max, const char *doc)
{
    cJSON *schema = gen_typed("integer", doc);

    cJSON_AddNumberToObject(schema, "minimum", (double)min);
    cJSON_AddNumberToObject(schema, "maximum", (double)max);
    return schema;
}

/* JSON Schema counts code points. The server counts bytes, and of what people write characters,
 * too; a code point has at least one byte, so maxLength is never less than what is allowed. */
cJSON *gen_text(size_t bytes_max, const char *doc)
{
    cJSON *schema = gen_typed("string", doc);

    if (bytes_max > 0) {
        cJSON_AddNumberToObject(schema, "maxLength", (double)bytes_max);
        cJSON_AddNumberToObject(schema, "x-bytes-max", (double)bytes_max);
    }
    return schema;
}

cJSON *gen_written(size_t chars_max, size_t bytes_max, const char *doc)
{
    cJSON *schema = gen_text(bytes_max, doc);

    cJSON_AddNumberToObject(schema, "x-chars-max", (double)chars_max);
    return schema;
}

cJSON *gen_word(const struct words *words, uint64_t mask, const char *doc)
{
    cJSON *schema = gen_typed("string", doc);
    cJSON *names = cJSON_AddArrayToObject(schema, "enum");

    for (uint32_t i = 0; i < words->count; i++) {
        if (mask == 0 || (mask >> i & 1) != 0)
            cJSON_AddItemToArray(names, cJSON_CreateString(words->names[i]));
    }
    return schema;
}

cJSON *gen_list(cJSON *items, const char *doc)
{
    cJSON *schema = gen_typed("array", doc);

    cJSON_AddItemToObject(schema, "items", items);
    return schema;
}

cJSON *gen_constant(const char *value)
{
    cJSON *schema = cJSON_CreateObject();

    cJSON_AddStringToObject(schema, "const", value);
    return schema;
}

cJSON *gen_or_null(cJSON *schema, const char *doc)
{
    cJSON *either = cJSON_CreateObject();
    cJSON *list = cJSON_AddArrayToObject(either, "oneOf");

    cJSON_AddItemToArray(list, schema);
    cJSON_AddItemToArray(list, gen_typed("null", NULL));
    if (doc != NULL)
        cJSON_AddStringToObject(either, "description", doc);
    return either;
}

struct gen_map gen_map(const char *doc)
{
    struct gen_map map = {.schema = gen_typed("object", doc)};

    map.properties = cJSON_AddObjectToObject(map.schema, "properties");
    map.required = cJSON_AddArrayToObject(map.schema, "required");
    return map;
}

void gen_property(struct gen_map *map, const char *name, cJSON *schema, bool required)
{
    cJSON_AddItemToObject(map->properties, name, schema);
    if (required)
        cJSON_AddItemToArray(map->required, cJSON_CreateString(name));
}

void gen_add(cJSON *to, const char *prefix, const char *name, cJSON *item)
{
    char key[KEY_BYTES_MAX];

    cJSON_AddItemToObject(to, joined(key, prefix, name, ""), item);
}

/* ---- printing --------------------------------------------------------------------------- */

static void new_line(struct buffer *out, uint32_t depth)
{
    buffer_append_byte(out, '\n');
    for (uint32_t i = 0; i < depth; i++)
        buffer_append_text(out, "  ");
}

/* Copy from the opening quote to the closing one; returns what follows it. */
static const char *copy_string(struct buffer *out, const char *at)
{
    const char *start = at++;

    while (*at != '"')
        at += *at == '\\' ? 2 : 1;
    at++;
    buffer_append(out, start, (size_t)(at - start));
    return at;
}

/* Lays out JSON that has no white space. cJSON itself would use tabs, which YAML tools refuse. */
static void lay_out(const char *at, struct buffer *out)
{
    uint32_t depth = 0;

    while (*at != '\0') {
        if (*at == '"') {
            at = copy_string(out, at);
            continue;
        }
        if (*at == '}' || *at == ']')
            new_line(out, --depth);
        buffer_append_byte(out, (uint8_t)*at);
        if (*at == ':')
            buffer_append_byte(out, ' ');
        if (*at == ',')
            new_line(out, depth);
        if (*at == '{' || *at == '[') {
            if (at[1] == '}' || at[1] == ']')
                buffer_append_byte(out, (uint8_t) * ++at);
            else
                new_line(out, ++depth);
        }
        at++;
    }
}

enum result gen_print(cJSON *root, struct buffer *out)
{
    char *printed = root != NULL ? cJSON_PrintUnformatted(root) : NULL;

    cJSON_Delete(root);
    if (printed == NULL)
        return RESULT_NO_MEMORY;
    lay_out(printed, out);
    buffer_append_text(out, "\n");
    cJSON_free(printed);
    return out->overflowed ? RESULT_FULL : RESULT_OK;
}
