/* asyncapi.c -- the live protocol as an AsyncAPI 3.0 document, with JSON Schema for every message.
 * Built with cJSON; a failed allocation makes the whole document fail, once, at the end. */
#include "protocol/gen/gen.h"

#include "protocol/gen/asyncapi_told.h"
#include "protocol/gen/json_schema.h"
#include "protocol/schema.h"

static cJSON *word_reference(const struct words *words)
{
    return gen_reference("components/schemas", "word_", words->type);
}

static cJSON *view_reference(const struct schema_record *record)
{
    return gen_reference("components/schemas", "view_", record->name);
}

/* ---- sections ------------------------------------------------------------------------- */

static cJSON *schema_of(const struct schema_field *field)
{
    switch (field->kind) {
    case SCHEMA_NUMBER: return gen_typed("integer", field->doc);
    case SCHEMA_FLAG: return gen_typed("boolean", field->doc);
    case SCHEMA_STRING: return gen_typed("string", field->doc);
    case SCHEMA_CHOICE: return word_reference(field->words);
    case SCHEMA_ONE: return view_reference(field->record);
    case SCHEMA_MAYBE: return gen_or_null(view_reference(field->record), field->doc);
    case SCHEMA_MANY: return gen_list(view_reference(field->record), field->doc);
    case SCHEMA_NUMBERS: return gen_list(gen_typed("integer", NULL), field->doc);
    case SCHEMA_WORDS: return gen_list(word_reference(field->words), field->doc);
    }
    return NULL;
}

/* What a view brings of a field that changed. */
static cJSON *change_of(const struct schema_field *field)
{
    struct gen_map rows;

    if (field->rows_by == NULL)
        return schema_of(field);
    rows = gen_map(field->doc);
    gen_property(&rows, "rows",
                 gen_list(gen_reference("components/schemas", "change_", field->record->name),
                          "rows that are new, whole, and of those that differ what differs"),
                 true);
    gen_property(&rows, "order",
                 gen_list(gen_typed("integer", NULL),
                          "the names of all rows, when others are there than before, or in another "
                          "order"),
                 false);
    return rows.schema;
}

/* `name`: the field that tells the rows apart, or NULL: it is a section. */
static void add_change(cJSON *schemas, const struct schema_record *record, const char *name)
{
    struct gen_map o = gen_map("Of it, the fields that are others");

    for (const struct schema_field *field = record->fields; field->name != NULL; field++)
        gen_property(&o, field->name, change_of(field),
                     name != NULL && strcmp(field->name, name) == 0);
    gen_add(schemas, "change_", record->name, o.schema);
}

static void add_changes(cJSON *schemas)
{
    struct gen_map changes = gen_map("Of any of the other sections, what differs");

    for (uint32_t i = 0; i < SECTIONS_COUNT; i++) {
        const struct schema_section *section = &schema_sections[i];

        add_change(schemas, section->record, NULL);
        for (const struct schema_field *f = section->record->fields; f->name != NULL; f++) {
            if (f->rows_by != NULL)
                add_change(schemas, f->record, f->rows_by);
        }
        gen_property(&changes, section->name,
                     gen_reference("components/schemas", "change_", section->record->name), false);
    }
    cJSON_AddItemToObject(schemas, "changes", changes.schema);
}

/* Words that only HTTP uses are in openapi.json. */
static bool is_live(const struct words *words)
{
    bool found = false;

    for (const struct schema_record *const *record = schema_records; *record != NULL; record++) {
        for (const struct schema_field *field = (*record)->fields; field->name != NULL; field++)
            found = found || field->words == words;
    }
    for (const struct envelope *const *e = envelopes; *e != NULL; e++) {
        for (const struct envelope_field *field = (*e)->fields; field->name != NULL; field++)
            found = found || field->words == words;
    }
    for (uint32_t type = 0; type <= COMMAND_TYPE_MAX; type++) {
        const struct message_rule *rule = command_rule(type);
        if (rule == NULL || rule->mask == BY_HOST)
            continue;
        for (const struct message_field *field = rule->fields; field->name != NULL; field++)
            found = found || field->words == words;
    }
    return found;
}

static void add_schemas(cJSON *schemas)
{
    struct gen_map sections = gen_map("Any of the sections, each whole");

    for (uint32_t i = 0; i < WORDS_COUNT; i++) {
        if (is_live(words_all[i]))
            gen_add(schemas, "word_", words_all[i]->type,
                    gen_word(words_all[i], 0, words_all[i]->doc));
    }
    for (const struct schema_record *const *record = schema_records; *record != NULL; record++) {
        struct gen_map o = gen_map((*record)->doc);
        for (const struct schema_field *field = (*record)->fields; field->name != NULL; field++)
            gen_property(&o, field->name, schema_of(field), true);
        gen_add(schemas, "view_", (*record)->name, o.schema);
    }
    for (uint32_t i = 0; i < SECTIONS_COUNT; i++)
        gen_property(&sections, schema_sections[i].name, view_reference(schema_sections[i].record),
                     false);
    cJSON_AddItemToObject(schemas, "sections", sections.schema);
    add_changes(schemas);
}

/* ---- messages ------------------------------------------------------------------------- */

static cJSON *envelope_field_schema(const struct envelope_field *field)
{
    cJSON *schema;

    switch (field->kind) {
    case ENVELOPE_NUMBER:
        schema = gen_typed("integer", field->doc);
        if (strcmp(field->name, "version") == 0)
            cJSON_AddNumberToObject(schema, "const", PROTOCOL_VERSION);
        return schema;
    case ENVELOPE_STRING: return gen_typed("string", field->doc);
    case ENVELOPE_WORD: return word_reference(field->words);
    }
    return NULL;
}

static struct gen_map envelope_schema(const struct envelope *envelope, const char *doc)
{
    struct gen_map o = gen_map(doc);

    gen_property(&o, "t", gen_constant(envelope->name), true);
    for (const struct envelope_field *field = envelope->fields; field->name != NULL; field++)
        gen_property(&o, field->name, envelope_field_schema(field), !field->optional);
    return o;
}

static cJSON *number_schema(const struct message_field *field, const char *doc)
{
    cJSON *schema = gen_integer((int64_t)field->min, (int64_t)field->max, doc);

    if (field->may_miss)
        cJSON_AddNumberToObject(schema, "default", field->standard);
    return schema;
}

static cJSON *message_field_schema(const struct message_field *field)
{
    char doc[512];
    struct buffer out;

    buffer_init(&out, doc, sizeof doc - 1);
    asyncapi_say(&out, field->doc);
    doc[out.size] = '\0';
    switch (field->kind) {
    case FIELD_UINT:
    case FIELD_TIME: return number_schema(field, doc);
    case FIELD_BOOL: return gen_typed("boolean", doc);
    case FIELD_WORD: return word_reference(field->words);
    case FIELD_TEXT:
        if (field->min > 0)
            return gen_written((size_t)field->min, (size_t)field->max, doc);
        return gen_text((size_t)field->max, doc);
    case FIELD_BLOB: return gen_text((size_t)field->max, doc);
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
    struct gen_map o = envelope_schema(envelope, rule->doc);
    cJSON *roles = cJSON_CreateArray();
    cJSON *message;

    gen_property(&o, "type", gen_constant(rule->name), true);
    for (const struct message_field *field = rule->fields; field->name != NULL; field++)
        gen_property(&o, field->name, message_field_schema(field), !field->may_miss);
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
            gen_add(messages, "command_", rule->name, command_message(envelope, rule));
    }
}

static void add_messages(cJSON *messages)
{
    for (const struct envelope *const *e = envelopes; *e != NULL; e++) {
        struct gen_map o;
        if (strcmp((*e)->name, "command") == 0) {
            add_commands(messages, *e);
            continue;
        }
        o = envelope_schema(*e, (*e)->doc);
        if (strcmp((*e)->name, "view") == 0) {
            gen_property(&o, "sections", gen_reference("components/schemas", "", "sections"), true);
            gen_property(&o, "changes", gen_reference("components/schemas", "", "changes"), false);
        }
        cJSON_AddItemToObject(messages, (*e)->name, message_of((*e)->name, (*e)->doc, o.schema));
    }
}

/* ---- the document --------------------------------------------------------------------- */

static cJSON *operation(const char *action, const char *summary, const char *doc,
                        const cJSON *messages, bool from_client)
{
    cJSON *op = cJSON_CreateObject();
    cJSON *list;

    cJSON_AddStringToObject(op, "action", action);
    cJSON_AddItemToObject(op, "channel", gen_reference("channels", "", "live"));
    cJSON_AddStringToObject(op, "summary", summary);
    cJSON_AddStringToObject(op, "description", doc);
    list = cJSON_AddArrayToObject(op, "messages");
    for (const cJSON *message = messages->child; message != NULL; message = message->next) {
        bool client = strncmp(message->string, "command_", 8) == 0;
        for (const struct envelope *const *e = envelopes; *e != NULL; e++)
            client = client || ((*e)->from_client && strcmp((*e)->name, message->string) == 0);
        if (client == from_client)
            cJSON_AddItemToArray(list,
                                 gen_reference("channels/live/messages", "", message->string));
    }
    return op;
}

static void add_tag(cJSON *info)
{
    cJSON *tag = cJSON_CreateObject();

    cJSON_AddStringToObject(tag, "name", "live");
    cJSON_AddStringToObject(tag, "description", "Messages between a screen and its session");
    cJSON_AddItemToArray(cJSON_AddArrayToObject(info, "tags"), tag);
}

static void add_server(cJSON *root)
{
    cJSON *server = cJSON_AddObjectToObject(cJSON_AddObjectToObject(root, "servers"), "here");

    cJSON_AddStringToObject(server, "host", "localhost:8080");
    cJSON_AddStringToObject(server, "protocol", "ws");
    cJSON_AddStringToObject(server, "description",
                            "Where this document comes from; wss behind a proxy that ends TLS");
}

static void add_info(cJSON *root)
{
    static char told[16384];
    struct buffer out;
    cJSON *info, *license;

    buffer_init(&out, told, sizeof told - 1);
    asyncapi_say_all(&out);
    told[out.size] = '\0';
    cJSON_AddStringToObject(root, "asyncapi", "3.0.0");
    info = cJSON_AddObjectToObject(root, "info");
    cJSON_AddStringToObject(info, "title", "Dilemmakamer, live protocol");
    cJSON_AddStringToObject(info, "version", "1.0.0");
    cJSON_AddStringToObject(info, "description", out.overflowed ? "" : told);
    license = cJSON_AddObjectToObject(info, "license");
    cJSON_AddStringToObject(license, "name", "EUPL-1.2");
    add_tag(info);
    add_server(root);
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
                              gen_reference("components/messages", "", message->string));
    cJSON_AddItemToObject(
        operations, "fromClient",
        operation("receive", "What the server takes in",
                  "First hello, then commands as the seat's role allows (x-roles), "
                  "and pings.",
                  messages, true));
    cJSON_AddItemToObject(operations, "toClient",
                          operation("send", "What the server sends",
                                    "Welcome, views of what this role may see, an answer to every "
                                    "command, and bye.",
                                    messages, false));
}

enum result gen_asyncapi(struct buffer *out)
{
    cJSON *root = cJSON_CreateObject();
    cJSON *components = cJSON_CreateObject();
    cJSON *messages = cJSON_AddObjectToObject(components, "messages");
    cJSON *schemas = cJSON_AddObjectToObject(components, "schemas");

    if (root == NULL || messages == NULL || schemas == NULL) {
        cJSON_Delete(components);
        cJSON_Delete(root);
        return RESULT_NO_MEMORY;
    }
    add_messages(messages);
    add_schemas(schemas);
    add_info(root);
    add_channel(root, messages);
    asyncapi_add_limits(root);
    cJSON_AddItemToObject(root, "components", components);
    return gen_print(root, out);
}
