/* typescript_bodies.c -- the bodies of HTTP as types of the clients: a record becomes an interface
 * with the suffix Body; what may be missing is optional, and the fields of a record that stand in
 * another are inherited. */
#include "protocol/gen/typescript.h"

#include "protocol/body.h"

static void text(struct buffer *out, const char *a)
{
    buffer_append_text(out, a);
}

static void body_name(struct buffer *out, const struct body_record *record)
{
    gen_pascal(out, record->name);
    text(out, "Body");
}

static void word_name(struct buffer *out, const struct words *words)
{
    gen_pascal(out, words->type);
    text(out, "Word");
}

/* 'observer' | 'cotrainer': not every word of the enum. */
static void write_some_words(struct buffer *out, const struct body_field *field)
{
    bool first = true;

    for (uint8_t i = 0; i < field->words->count; i++) {
        if (!body_has_word(field, i))
            continue;
        text(out, first ? "'" : " | '");
        text(out, field->words->names[i]);
        text(out, "'");
        first = false;
    }
}

static void write_type(struct buffer *out, const struct body_field *field)
{
    switch (field->kind) {
    case BODY_NUMBER: text(out, "number"); break;
    case BODY_FLAG: text(out, "boolean"); break;
    case BODY_TEXT:
    case BODY_TOKEN: text(out, "string"); break;
    case BODY_CODE: text(out, "FaultWord | RejectWord"); break;
    case BODY_WORD:
        if (field->max == BODY_ANY_WORD)
            word_name(out, field->words);
        else
            write_some_words(out, field);
        break;
    case BODY_ONE:
    case BODY_MADE: body_name(out, field->record); break;
    case BODY_MANY:
        text(out, "readonly ");
        body_name(out, field->record);
        text(out, "[]");
        break;
    case BODY_NUMBERS: text(out, "readonly number[]"); break;
    case BODY_SQUARE: text(out, "readonly (readonly number[])[]"); break;
    case BODY_TEXTS: text(out, "readonly string[]"); break;
    case BODY_WORDS:
        text(out, "readonly ");
        word_name(out, field->words);
        text(out, "[]");
        break;
    case BODY_ANY: text(out, "object"); break;
    case BODY_ALL_OF: break;
    }
}

static void write_field(struct buffer *out, const struct body_field *field)
{
    gen_doc(out, "  ", field->doc);
    text(out, "  readonly ");
    text(out, field->name);
    text(out, field->may == BODY_MAY_MISS ? "?: " : ": ");
    write_type(out, field);
    text(out, field->may == BODY_MAY_BE_NULL ? " | null;\n" : ";\n");
}

static void write_parents(struct buffer *out, const struct body_record *record)
{
    bool first = true;

    for (const struct body_field *field = record->fields(); field->name != NULL; field++) {
        if (field->kind != BODY_ALL_OF)
            continue;
        text(out, first ? " extends " : ", ");
        body_name(out, field->record);
        first = false;
    }
}

void gen_typescript_bodies(struct buffer *out)
{
    for (const struct body_record *const *record = body_records; *record != NULL; record++) {
        text(out, "\n");
        gen_doc(out, "", (*record)->doc);
        text(out, "export interface ");
        body_name(out, *record);
        write_parents(out, *record);
        text(out, " {\n");
        for (const struct body_field *field = (*record)->fields(); field->name != NULL; field++) {
            if (field->kind != BODY_ALL_OF)
                write_field(out, field);
        }
        text(out, "}\n");
    }
}
