/* body.c -- the tables of bodies.def, and how answers are written from them. */
#include "protocol/body.h"

#include <assert.h>
#include <stddef.h>

/* One function per record, so that `self` can be its struct, which the field lines cannot name. */
#define RECORD(name, doc)                                                                          \
    static const struct body_field *fields_##name(void)                                            \
    {                                                                                              \
        typedef struct body_##name self;                                                           \
        static const struct body_field fields[] = {
#define RECORD_END(name)                                                                           \
    {                                                                                              \
        NULL, BODY_FLAG, BODY_ALWAYS, NULL, NULL, 0, 0, 0, NULL, sizeof(self)                      \
    }                                                                                              \
    }                                                                                              \
    ;                                                                                              \
    return fields;                                                                                 \
    }
#define FIELD(declaration, field, kind, may, words, record, min, max, standard, doc)               \
    {#field, kind, may, words, record, min, max, standard, doc, offsetof(self, field)},
#include "protocol/bodies.def"

#define RECORD(name, doc)                                                                          \
    const struct body_record body_##name = {#name, doc, sizeof(struct body_##name), fields_##name};
#define RECORD_END(name)
#define FIELD(declaration, field, kind, may, words, record, min, max, standard, doc)
#include "protocol/bodies.def"

const struct body_record *const body_records[] = {
#define RECORD(name, doc) &body_##name,
#define RECORD_END(name)
#define FIELD(declaration, field, kind, may, words, record, min, max, standard, doc)
#include "protocol/bodies.def"
    NULL};

/* ---- what stands in a struct ------------------------------------------------------------ */

/* Every list is a pointer and a count, whatever it points to. */
struct list {
    const void *items;
    uint32_t count;
};

#define GETTER(type, name)                                                                         \
    static type name(const void *at)                                                               \
    {                                                                                              \
        type value;                                                                                \
        memcpy(&value, at, sizeof value);                                                          \
        return value;                                                                              \
    }
GETTER(int64_t, number_at)
GETTER(bool, flag_at)
GETTER(struct bytes, text_at)
GETTER(uint8_t, word_at)
GETTER(struct list, list_at)
GETTER(const void *, pointer_at)

/* Is the field left out, or null? */
static bool is_absent(const struct body_field *field, const void *at)
{
    switch (field->kind) {
    case BODY_NUMBER: return number_at(at) == BODY_NONE;
    case BODY_WORD: return word_at(at) == BODY_NO_WORD;
    case BODY_TEXT:
    case BODY_TOKEN:
    case BODY_CODE:
    case BODY_MADE:
    case BODY_ANY: return text_at(at).data == NULL;
    case BODY_ONE:
    case BODY_ALL_OF: return pointer_at(at) == NULL;
    case BODY_NUMBERS:
    case BODY_SQUARE: return list_at(at).items == NULL;
    case BODY_FLAG:
    case BODY_MANY:
    case BODY_TEXTS:
    case BODY_WORDS: return false;
    }
    return false;
}

/* ---- writing ---------------------------------------------------------------------------- */

static void write_fields(struct writer *w, const struct body_record *record, const char *value);

static void write_word(struct writer *w, const struct body_field *field, uint8_t word)
{
    assert(word < field->words->count && body_has_word(field, word));
    writer_word(w, field->words->names[word]);
}

static void write_numbers(struct writer *w, const int64_t *items, uint32_t count)
{
    writer_list(w, count);
    for (uint32_t i = 0; i < count; i++)
        writer_int(w, items[i]);
}

static void write_list(struct writer *w, const struct body_field *field, struct list list)
{
    const bool square = field->kind == BODY_SQUARE;

    if (field->kind == BODY_NUMBERS) {
        write_numbers(w, list.items, list.count);
        return;
    }
    writer_list(w, list.count);
    for (uint32_t i = 0; i < list.count; i++) {
        if (square)
            write_numbers(w, (const int64_t *)list.items + i * list.count, list.count);
        else if (field->kind == BODY_TEXTS)
            writer_text(w, ((const struct bytes *)list.items)[i]);
        else if (field->kind == BODY_WORDS)
            write_word(w, field, ((const uint8_t *)list.items)[i]);
        else
            body_write(w, field->record, (const char *)list.items + i * field->record->size);
    }
}

static void write_value(struct writer *w, const struct body_field *field, const void *at)
{
    switch (field->kind) {
    case BODY_NUMBER: writer_int(w, number_at(at)); break;
    case BODY_FLAG: writer_bool(w, flag_at(at)); break;
    case BODY_TEXT:
    case BODY_TOKEN:
    case BODY_CODE: writer_text(w, text_at(at)); break;
    case BODY_WORD: write_word(w, field, word_at(at)); break;
    case BODY_ONE: body_write(w, field->record, pointer_at(at)); break;
    case BODY_ANY:
    case BODY_MADE: writer_raw(w, text_at(at)); break;
    case BODY_MANY:
    case BODY_NUMBERS:
    case BODY_SQUARE:
    case BODY_TEXTS:
    case BODY_WORDS: write_list(w, field, list_at(at)); break;
    case BODY_ALL_OF: write_fields(w, field->record, pointer_at(at)); break;
    }
}

static void write_fields(struct writer *w, const struct body_record *record, const char *value)
{
    for (const struct body_field *field = record->fields(); field->name != NULL; field++) {
        const void *at = value + field->offset;
        const bool absent = field->may != BODY_ALWAYS && is_absent(field, at);

        if (absent && field->may == BODY_MAY_MISS)
            continue;
        if (field->kind != BODY_ALL_OF)
            writer_key(w, field->name);
        if (absent)
            writer_null(w);
        else
            write_value(w, field, at);
    }
}

static uint32_t count_fields(const struct body_record *record, const char *value)
{
    uint32_t count = 0;

    for (const struct body_field *field = record->fields(); field->name != NULL; field++) {
        const void *at = value + field->offset;

        if (field->kind == BODY_ALL_OF)
            count += count_fields(field->record, pointer_at(at));
        else
            count += field->may != BODY_MAY_MISS || !is_absent(field, at);
    }
    return count;
}

void body_write(struct writer *w, const struct body_record *record, const void *value)
{
    assert(value != NULL);
    writer_map(w, count_fields(record, value));
    write_fields(w, record, value);
}
