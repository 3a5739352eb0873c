/* typescript.c -- the types of the clients. A word list becomes a constant and a union with the
 * suffix Word, a record an interface with the suffix Record, a command an entry of CommandFields.
 */
#include "protocol/gen/typescript.h"

#include "protocol/schema.h"

static void text(struct buffer *out, const char *a)
{
    buffer_append_text(out, a);
}

void gen_doc(struct buffer *out, const char *indent, const char *doc)
{
    text(out, indent);
    text(out, "/** ");
    text(out, doc);
    text(out, strchr(".?!", doc[strlen(doc) - 1]) != NULL ? " */\n" : ". */\n");
}

static void type_name(struct buffer *out, const char *name, const char *suffix)
{
    gen_pascal(out, name);
    text(out, suffix);
}

/* ---- words and limits ----------------------------------------------------------------- */

static void write_words(struct buffer *out, const struct words *words)
{
    uint32_t column = 0;

    gen_doc(out, "", words->doc);
    text(out, "export const ");
    text(out, words->type);
    text(out, "_words = [");
    for (uint32_t i = 0; i < words->count; i++) {
        text(out, i == 0 ? "" : ",");
        text(out, column == 0 ? "\n  '" : " '");
        text(out, words->names[i]);
        text(out, "'");
        column = (column + 1) % 6;
    }
    text(out, ",\n] as const;\nexport type ");
    type_name(out, words->type, "Word");
    text(out, " = (typeof ");
    text(out, words->type);
    text(out, "_words)[number];\n\n");
}

static void write_limits(struct buffer *out)
{
    text(out, "export const PROTOCOL_VERSION = ");
    buffer_append_int(out, PROTOCOL_VERSION);
    text(out,
         ";\nexport const SUBPROTOCOLS = {\n  msgpack: 'dilemmakamer.v1.msgpack',\n"
         "  json: 'dilemmakamer.v1.json',\n} as const;\n\n"
         "/** Milliseconds: since the epoch, or a duration. */\n"
         "export type TimeMs = number & { readonly unit?: 'ms' };\n\n"
         "/** Bounds the server keeps to; _BYTES_ are of UTF-8. */\nexport const LIMITS = {\n");
    for (const struct named_limit *limit = named_limits; limit->name != NULL; limit++) {
        text(out, "  ");
        text(out, limit->name);
        text(out, ": ");
        buffer_append_int(out, limit->value);
        text(out, ",\n");
    }
    text(out, "} as const;\n\n");
}

/* ---- records and sections ------------------------------------------------------------- */

static void write_number(struct buffer *out, const char *name)
{
    const size_t size = strlen(name);

    text(out, size > 3 && strcmp(name + size - 3, "_ms") == 0 ? "TimeMs" : "number");
}

static void write_schema_type(struct buffer *out, const struct schema_field *field)
{
    switch (field->kind) {
    case SCHEMA_NUMBER: write_number(out, field->name); break;
    case SCHEMA_FLAG: text(out, "boolean"); break;
    case SCHEMA_STRING: text(out, "string"); break;
    case SCHEMA_CHOICE: type_name(out, field->words->type, "Word"); break;
    case SCHEMA_ONE: type_name(out, field->record->name, "Record"); break;
    case SCHEMA_MAYBE: type_name(out, field->record->name, "Record | null"); break;
    case SCHEMA_MANY: type_name(out, field->record->name, "Record[]"); break;
    case SCHEMA_NUMBERS: text(out, "number[]"); break;
    case SCHEMA_WORDS: type_name(out, field->words->type, "Word[]"); break;
    }
}

static bool is_list(const struct schema_field *field)
{
    return field->kind == SCHEMA_MANY || field->kind == SCHEMA_NUMBERS ||
           field->kind == SCHEMA_WORDS;
}

static void write_record(struct buffer *out, const struct schema_record *record)
{
    gen_doc(out, "", record->doc);
    text(out, "export interface ");
    type_name(out, record->name, "Record {\n");
    for (const struct schema_field *field = record->fields; field->name != NULL; field++) {
        gen_doc(out, "  ", field->doc);
        text(out, "  readonly ");
        text(out, field->name);
        text(out, is_list(field) ? ": readonly " : ": ");
        write_schema_type(out, field);
        text(out, ";\n");
    }
    text(out, "}\n\n");
}

static void write_sections(struct buffer *out)
{
    text(out, "/** What a view is made of; a message brings any of them, each whole. */\n"
              "export interface Sections {\n");
    for (uint32_t i = 0; i < SECTIONS_COUNT; i++) {
        gen_doc(out, "  ", schema_sections[i].doc);
        text(out, "  readonly ");
        text(out, schema_sections[i].name);
        text(out, ": ");
        type_name(out, schema_sections[i].record->name, "Record;\n");
    }
    text(out,
         "}\nexport type SectionName = keyof Sections;\n\n"
         "/** Of a section the fields that are others, each whole, but rows as RowsChange. */\n"
         "export type Changes = { readonly [S in SectionName]?: Readonly<Record<string, unknown>> "
         "};\n\n"
         "/** Rows that are new, whole; of those that differ their name and what differs. `order`: "
         "the "
         "names of all\n *  rows, when others are there than before, or in another order. */\n"
         "export interface RowsChange {\n"
         "  readonly rows: readonly Readonly<Record<string, unknown>>[];\n"
         "  readonly order?: readonly number[];\n}\n\n");
}

/* Lists of which a view may bring only the rows that changed. */
static void write_row_names(struct buffer *out)
{
    text(
        out,
        "/** The field that tells the rows of a list apart: of a section, of a field in it. */\n"
        "export const ROW_NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {\n");
    for (uint32_t i = 0; i < SECTIONS_COUNT; i++) {
        const struct schema_field *field = schema_sections[i].record->fields;

        for (; field->name != NULL; field++) {
            if (field->rows_by == NULL)
                continue;
            text(out, "  ");
            text(out, schema_sections[i].name);
            text(out, ": { ");
            text(out, field->name);
            text(out, ": '");
            text(out, field->rows_by);
            text(out, "' },\n");
        }
    }
    text(out, "};\n\n");
}

/* ---- commands ------------------------------------------------------------------------- */

static void write_field(struct buffer *out, const char *indent, const struct message_field *field)
{
    gen_doc(out, indent, field->doc);
    text(out, indent);
    text(out, "readonly ");
    text(out, field->name);
    /* A page says its flags and texts; numbers were added while pages were open. */
    text(out, field->may_miss && field->kind == FIELD_UINT ? "?: " : ": ");
    switch (field->kind) {
    case FIELD_UINT: text(out, "number"); break;
    case FIELD_TIME: text(out, "TimeMs"); break;
    case FIELD_BOOL: text(out, "boolean"); break;
    case FIELD_WORD: type_name(out, field->words->type, "Word"); break;
    case FIELD_TEXT:
    case FIELD_BLOB: text(out, "string"); break;
    }
    text(out, ";\n");
}

static void write_command(struct buffer *out, const struct message_rule *rule)
{
    gen_doc(out, "  ", rule->doc);
    text(out, "  readonly ");
    text(out, rule->name);
    if (rule->fields->name == NULL) {
        text(out, ": Record<never, never>;\n");
        return;
    }
    text(out, ": {\n");
    for (const struct message_field *field = rule->fields; field->name != NULL; field++)
        write_field(out, "    ", field);
    text(out, "  };\n");
}

static void write_commands(struct buffer *out)
{
    text(out, "/** The fields of each command. */\nexport interface CommandFields {\n");
    for (uint32_t type = 0; type <= COMMAND_TYPE_MAX; type++) {
        const struct message_rule *rule = command_rule(type);
        if (rule != NULL && rule->mask != BY_HOST)
            write_command(out, rule);
    }
    text(out, "}\nexport type CommandType = keyof CommandFields;\n"
              "export type Command = {\n"
              "  [T in CommandType]: { readonly type: T } & CommandFields[T];\n"
              "}[CommandType];\n\n");
}

/* ---- messages ------------------------------------------------------------------------- */

static void write_envelope(struct buffer *out, const struct envelope *envelope)
{
    const bool is_command = strcmp(envelope->name, "command") == 0;

    gen_doc(out, "", envelope->doc);
    text(out, is_command ? "export type " : "export interface ");
    type_name(out, envelope->name, is_command ? "Message = Command & {\n" : "Message {\n");
    text(out, "  readonly t: '");
    text(out, envelope->name);
    text(out, "';\n");
    for (const struct envelope_field *field = envelope->fields; field->name != NULL; field++) {
        gen_doc(out, "  ", field->doc);
        text(out, "  readonly ");
        text(out, field->name);
        text(out, field->optional ? "?: " : ": ");
        if (field->kind == ENVELOPE_NUMBER)
            write_number(out, field->name);
        else if (field->kind == ENVELOPE_WORD)
            type_name(out, field->words->type, "Word");
        else
            text(out, "string");
        text(out, ";\n");
    }
    if (strcmp(envelope->name, "view") == 0)
        text(out, "  readonly sections: Partial<Sections>;\n  readonly changes?: Changes;\n");
    text(out, is_command ? "};\n\n" : "}\n\n");
}

static void write_union(struct buffer *out, const char *name, bool from_client)
{
    text(out, "export type ");
    text(out, name);
    text(out, " =");
    for (const struct envelope *const *e = envelopes; *e != NULL; e++) {
        if ((*e)->from_client != from_client)
            continue;
        text(out, "\n  | ");
        type_name(out, (*e)->name, "Message");
    }
    text(out, ";\n");
}

enum result gen_typescript(struct buffer *out)
{
    text(out, "// Generated by `dilemma protocol --typescript` from shared/protocol/*.def.\n"
              "// Never edited: change the catalogue, then generate again.\n\n");
    write_limits(out);
    for (uint32_t i = 0; i < WORDS_COUNT; i++)
        write_words(out, words_all[i]);
    for (const struct schema_record *const *record = schema_records; *record != NULL; record++)
        write_record(out, *record);
    write_sections(out);
    write_row_names(out);
    write_commands(out);
    for (const struct envelope *const *envelope = envelopes; *envelope != NULL; envelope++)
        write_envelope(out, *envelope);
    write_union(out, "ClientMessage", true);
    write_union(out, "ServerMessage", false);
    gen_typescript_bodies(out);
    return out->overflowed ? RESULT_FULL : RESULT_OK;
}
