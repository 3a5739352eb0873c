/* asyncapi.c -- the live protocol as an AsyncAPI 3.0 document, with JSON Schema for every message.
 * Built with cJSON; a failed allocation makes the whole document fail, once, at the end. */
#include "protocol/gen/gen.h"

#include <cJSON.h>

#include "protocol/schema.h"

/* "#/components/schemas/", then the kind and the name. */
static cJSON *reference(const char *kind, const char *prefix, const char *name)
{
    cJSON *ref = cJSON_CreateObject();
    char path[128];
    struct buffer out;

    buffer_init(&out, path, sizeof path - 1);
    buffer_append_text(&out, "#/");
    buffer_append_text(&out, kind);
    buffer_append_text(&out, "/");
    buffer_append_text(&out, prefix);
    buffer_append_text(&out, name);
    path[out.size] = '\0';
    cJSON_AddStringToObject(ref, "$ref", path);
    return ref;
}

static cJSON *typed(const char *type, const char *doc)
{
    cJSON *schema = cJSON_CreateObject();

    cJSON_AddStringToObject(schema, "type", type);
    if (doc != NULL)
        cJSON_AddStringToObject(schema, "description", doc);
    return schema;
}

static cJSON *word_schema(const struct words *words)
{
    cJSON *schema = typed("string", words->doc);

    cJSON_AddItemToObject(schema, "enum", cJSON_CreateStringArray(words->names, words->count));
    return schema;
}

static cJSON *word_reference(const struct words *words)
{
    return reference("components/schemas", "word_", words->type);
}

static cJSON *list_of(cJSON *items, const char *doc)
{
    cJSON *schema = typed("array", doc);

    cJSON_AddItemToObject(schema, "items", items);
    return schema;
}

static cJSON *constant(const char *value)
{
    cJSON *schema = cJSON_CreateObject();

    cJSON_AddStringToObject(schema, "const", value);
    return schema;
}

/* An object schema with its parts: properties, required. */
struct object {
    cJSON *schema, *properties, *required;
};

static struct object object_schema(const char *doc)
{
    struct object o = {.schema = typed("object", doc)};

    o.properties = cJSON_AddObjectToObject(o.schema, "properties");
    o.required = cJSON_AddArrayToObject(o.schema, "required");
    return o;
}

static void add_property(struct object *o, const char *name, cJSON *schema, bool required)
{
    cJSON_AddItemToObject(o->properties, name, schema);
    if (required)
        cJSON_AddItemToArray(o->required, cJSON_CreateString(name));
}

/* ---- sections ------------------------------------------------------------------------- */

static cJSON *maybe(cJSON *schema)
{
    cJSON *either = cJSON_CreateObject();
    cJSON *list = cJSON_AddArrayToObject(either, "oneOf");

    cJSON_AddItemToArray(list, schema);
    cJSON_AddItemToArray(list, typed("null", NULL));
    return either;
}

static cJSON *schema_of(const struct schema_field *field)
{
    switch (field->kind) {
    case SCHEMA_NUMBER: return typed("integer", field->doc);
    case SCHEMA_FLAG: return typed("boolean", field->doc);
    case SCHEMA_STRING: return typed("string", field->doc);
    case SCHEMA_CHOICE: return word_reference(field->words);
    case SCHEMA_ONE: return reference("components/schemas", "view_", field->record->name);
    case SCHEMA_MAYBE: return maybe(reference("components/schemas", "view_", field->record->name));
    case SCHEMA_MANY:
        return list_of(reference("components/schemas", "view_", field->record->name), field->doc);
    case SCHEMA_NUMBERS: return list_of(typed("integer", NULL), field->doc);
    case SCHEMA_WORDS: return list_of(word_reference(field->words), field->doc);
    }
    return NULL;
}

static void add_named(cJSON *to, const char *prefix, const char *name, cJSON *item)
{
    char key[96];
    struct buffer out;

    buffer_init(&out, key, sizeof key - 1);
    buffer_append_text(&out, prefix);
    buffer_append_text(&out, name);
    key[out.size] = '\0';
    cJSON_AddItemToObject(to, key, item);
}

static void add_schemas(cJSON *schemas)
{
    struct object sections = object_schema("Any of the sections, each whole");

    for (uint32_t i = 0; i < WORDS_COUNT; i++)
        add_named(schemas, "word_", words_all[i]->type, word_schema(words_all[i]));
    for (const struct schema_record *const *record = schema_records; *record != NULL; record++) {
        struct object o = object_schema((*record)->doc);
        for (const struct schema_field *field = (*record)->fields; field->name != NULL; field++)
            add_property(&o, field->name, schema_of(field), true);
        add_named(schemas, "view_", (*record)->name, o.schema);
    }
    for (uint32_t i = 0; i < SECTIONS_COUNT; i++)
        add_property(&sections, schema_sections[i].name,
                     reference("components/schemas", "view_", schema_sections[i].record->name),
                     false);
    cJSON_AddItemToObject(schemas, "sections", sections.schema);
}

/* ---- messages ------------------------------------------------------------------------- */

static cJSON *envelope_field_schema(const struct envelope_field *field)
{
    switch (field->kind) {
    case ENVELOPE_NUMBER: return typed("integer", field->doc);
    case ENVELOPE_STRING: return typed("string", field->doc);
    case ENVELOPE_WORD: return word_reference(field->words);
    }
    return NULL;
}

static struct object envelope_schema(const struct envelope *envelope, const char *doc)
{
    struct object o = object_schema(doc);

    add_property(&o, "t", constant(envelope->name), true);
    for (const struct envelope_field *field = envelope->fields; field->name != NULL; field++)
        add_property(&o, field->name, envelope_field_schema(field), !field->optional);
    return o;
}

static cJSON *message_field_schema(const struct message_field *field)
{
    cJSON *schema;

    switch (field->kind) {
    case FIELD_UINT:
    case FIELD_TIME:
        schema = typed("integer", field->doc);
        cJSON_AddNumberToObject(schema, "minimum", (double)field->min);
        cJSON_AddNumberToObject(schema, "maximum", (double)field->max);
        return schema;
    case FIELD_BOOL: return typed("boolean", field->doc);
    case FIELD_WORD: return word_reference(field->words);
    case FIELD_TEXT:
    case FIELD_BLOB:
        schema = typed("string", field->doc);
        /* Characters are at least one byte: an upper bound; the server counts bytes. */
        cJSON_AddNumberToObject(schema, "maxLength", (double)field->max);
        return schema;
    }
    return NULL;
}

static cJSON *message_of(const char *name, const char *doc, cJSON *payload)
{
    cJSON *message = cJSON_CreateObject();

    cJSON_AddStringToObject(message, "name", name);
    cJSON_AddStringToObject(message, "summary", doc);
    cJSON_AddItemToObject(message, "payload", payload);
    return message;
}

static cJSON *command_message(const struct envelope *envelope, const struct message_rule *rule)
{
    struct object o = envelope_schema(envelope, rule->doc);
    cJSON *roles = cJSON_CreateArray();
    cJSON *message;

    add_property(&o, "type", constant(rule->name), true);
    for (const struct message_field *field = rule->fields; field->name != NULL; field++)
        add_property(&o, field->name, message_field_schema(field),
                     field->kind != FIELD_BOOL && field->kind != FIELD_TEXT);
    for (uint32_t role = 0; role < ROLE_COUNT; role++) {
        if (rule->mask & 1u << role)
            cJSON_AddItemToArray(roles, cJSON_CreateString(role_name((enum role)role)));
    }
    message = message_of(rule->name, rule->doc, o.schema);
    cJSON_AddItemToObject(message, "x-roles", roles);
    return message;
}

static void add_commands(cJSON *messages, const struct envelope *envelope)
{
    for (uint32_t type = 0; type <= COMMAND_TYPE_MAX; type++) {
        const struct message_rule *rule = command_rule(type);
        if (rule != NULL && rule->mask != BY_HOST)
            add_named(messages, "command_", rule->name, command_message(envelope, rule));
    }
}

static void add_messages(cJSON *messages)
{
    for (const struct envelope *const *e = envelopes; *e != NULL; e++) {
        struct object o;
        if (strcmp((*e)->name, "command") == 0) {
            add_commands(messages, *e);
            continue;
        }
        o = envelope_schema(*e, (*e)->doc);
        if (strcmp((*e)->name, "view") == 0)
            add_property(&o, "sections", reference("components/schemas", "", "sections"), true);
        cJSON_AddItemToObject(messages, (*e)->name, message_of((*e)->name, (*e)->doc, o.schema));
    }
}

/* ---- the document --------------------------------------------------------------------- */

static cJSON *operation(const char *action, const char *summary, const cJSON *messages,
                        bool from_client)
{
    cJSON *op = cJSON_CreateObject();
    cJSON *list;

    cJSON_AddStringToObject(op, "action", action);
    cJSON_AddItemToObject(op, "channel", reference("channels", "", "live"));
    cJSON_AddStringToObject(op, "summary", summary);
    list = cJSON_AddArrayToObject(op, "messages");
    for (const cJSON *message = messages->child; message != NULL; message = message->next) {
        bool client = strncmp(message->string, "command_", 8) == 0;
        for (const struct envelope *const *e = envelopes; *e != NULL; e++)
            client = client || ((*e)->from_client && strcmp((*e)->name, message->string) == 0);
        if (client == from_client)
            cJSON_AddItemToArray(list, reference("channels/live/messages", "", message->string));
    }
    return op;
}

static void add_info(cJSON *root)
{
    cJSON *info;

    cJSON_AddStringToObject(root, "asyncapi", "3.0.0");
    info = cJSON_AddObjectToObject(root, "info");
    cJSON_AddStringToObject(info, "title", "Dilemmakamer, live protocol");
    cJSON_AddStringToObject(info, "version", "1.0.0");
    cJSON_AddStringToObject(
        info, "description",
        "WebSocket on /ws, subprotocols dilemmakamer.v1.msgpack (binary frames) and "
        "dilemmakamer.v1.json (text frames): the same messages. Where WebSocket is blocked: GET "
        "/live/events (a text/event-stream, one JSON message an event) and POST /live/command "
        "(one JSON message a request), both with the token in Authorization: Bearer. The first "
        "message on a WebSocket is hello. Unknown fields are ignored. Generated by `dilemma "
        "protocol --asyncapi` from shared/protocol/*.def.");
    cJSON_AddStringToObject(root, "defaultContentType", "application/json");
}

static void add_channel(cJSON *root, const cJSON *messages)
{
    cJSON *channels = cJSON_AddObjectToObject(root, "channels");
    cJSON *live = cJSON_AddObjectToObject(channels, "live");
    cJSON *operations = cJSON_AddObjectToObject(root, "operations");
    cJSON *list;

    cJSON_AddStringToObject(live, "address", "/ws");
    cJSON_AddStringToObject(live, "description", "One link of one device to its seat");
    list = cJSON_AddObjectToObject(live, "messages");
    for (const cJSON *message = messages->child; message != NULL; message = message->next)
        cJSON_AddItemToObject(list, message->string,
                              reference("components/messages", "", message->string));
    cJSON_AddItemToObject(operations, "fromClient",
                          operation("receive", "What the server takes in", messages, true));
    cJSON_AddItemToObject(operations, "toClient",
                          operation("send", "What the server sends", messages, false));
}

enum result gen_asyncapi(struct buffer *out)
{
    cJSON *root = cJSON_CreateObject();
    cJSON *components = cJSON_CreateObject();
    cJSON *messages = cJSON_AddObjectToObject(components, "messages");
    cJSON *schemas = cJSON_AddObjectToObject(components, "schemas");
    char *printed = NULL;
    enum result result = RESULT_NO_MEMORY;

    if (root == NULL || messages == NULL || schemas == NULL) {
        cJSON_Delete(components);
        goto done;
    }
    add_messages(messages);
    add_schemas(schemas);
    add_info(root);
    add_channel(root, messages);
    cJSON_AddItemToObject(root, "components", components);
    printed = cJSON_Print(root);
    if (printed == NULL)
        goto done;
    buffer_append_text(out, printed);
    buffer_append_text(out, "\n");
    result = out->overflowed ? RESULT_FULL : RESULT_OK;
done:
    cJSON_free(printed);
    cJSON_Delete(root);
    return result;
}
