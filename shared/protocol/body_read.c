/* body_read.c -- how requests are read from the tables of bodies.def. */
#include "protocol/body.h"

#include "protocol/flat.h"
#include "protocol/utf8.h"
#include "protocol/written.h"

static void fail(struct body_fault *fault, enum fault code, const char *field)
{
    if (fault->fault == FAULT_NONE)
        *fault = (struct body_fault){code, field};
}

static bool is_token(struct bytes text)
{
    for (size_t i = 0; i < text.size; i++) {
        const uint8_t c = text.data[i];

        if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') &&
            c != '-' && c != '_')
            return false;
    }
    return text.size == TOKEN_TEXT_BYTES;
}

static void set_standard(const struct body_field *field, void *at)
{
    const struct bytes none = {NULL, 0};
    const uint8_t word = (uint8_t)field->standard;
    const bool flag = false;

    switch (field->kind) {
    case BODY_NUMBER: memcpy(at, &field->standard, sizeof field->standard); break;
    case BODY_FLAG: memcpy(at, &flag, sizeof flag); break;
    case BODY_WORD: memcpy(at, &word, sizeof word); break;
    default: memcpy(at, &none, sizeof none); break;
    }
}

/* False: the value is not allowed in this field. */
static bool set_number(const struct body_field *field, const struct flat_item *item, void *at)
{
    const int64_t number = (int64_t)item->number;

    if (item->kind != FLAT_UINT || item->number > EXACT_MAX || number < field->min ||
        number > field->max)
        return false;
    memcpy(at, &number, sizeof number);
    return true;
}

static bool set_flag(const struct flat_item *item, void *at)
{
    const bool flag = item->number != 0;

    if (item->kind != FLAT_BOOL)
        return false;
    memcpy(at, &flag, sizeof flag);
    return true;
}

/* What somebody wrote: cleaned, and counted in characters. */
static bool set_written(const struct body_field *field, const struct flat_item *item,
                        struct buffer *scratch, void *at)
{
    struct bytes clean;

    if (item->kind != FLAT_TEXT || !written_clean(item->text, scratch, &clean) ||
        clean.size > (size_t)field->max || written_chars(clean) > (uint32_t)field->min)
        return false;
    memcpy(at, &clean, sizeof clean);
    return true;
}

static bool set_text(const struct body_field *field, const struct flat_item *item,
                     struct buffer *scratch, void *at)
{
    if (field->min > 0)
        return set_written(field, item, scratch, at);
    if (item->kind != FLAT_TEXT || item->text.size > (size_t)field->max ||
        !utf8_showable(item->text))
        return false;
    if (field->kind == BODY_TOKEN && !is_token(item->text))
        return false;
    memcpy(at, &item->text, sizeof item->text);
    return true;
}

static bool set_word(const struct body_field *field, const struct flat_item *item, void *at)
{
    uint8_t word;

    if (item->kind != FLAT_TEXT || !words_parse(field->words, item->text, &word) ||
        !body_has_word(field, word))
        return false;
    memcpy(at, &word, sizeof word);
    return true;
}

static bool set_value(const struct body_field *field, const struct flat_item *item,
                      struct buffer *scratch, void *at)
{
    switch (field->kind) {
    case BODY_NUMBER: return set_number(field, item, at);
    case BODY_FLAG: return set_flag(item, at);
    case BODY_TEXT:
    case BODY_TOKEN: return set_text(field, item, scratch, at);
    case BODY_WORD: return set_word(field, item, at);
    default: return false; /* Requests are flat. */
    }
}

bool body_read(const struct body_record *record, struct bytes json, struct buffer *scratch,
               void *out, struct body_fault *fault)
{
    struct flat flat = {.count = 0};

    *fault = (struct body_fault){FAULT_NONE, NULL};
    buffer_reset(scratch);
    if (!flat_read_json(json, scratch, &flat)) {
        fail(fault, FAULT_MALFORMED, NULL);
        flat.count = 0;
    }
    for (const struct body_field *field = record->fields(); field->name != NULL; field++) {
        const struct flat_item *item = flat_find(&flat, bytes_of(field->name));
        void *at = (char *)out + field->offset;

        set_standard(field, at);
        if (item == NULL && field->may == BODY_ALWAYS)
            fail(fault, FAULT_FIELD_MISSING, field->name);
        if (item != NULL && !set_value(field, item, scratch, at))
            fail(fault, FAULT_FIELD_WRONG, field->name);
    }
    return fault->fault == FAULT_NONE;
}
