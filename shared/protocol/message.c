#include "protocol/message.h"

#include "base/hash.h"

#include <assert.h>

/* ---- words ---------------------------------------------------------------------------- */

#define ENUM(TYPE, type, doc)           static const char *const names_##type[] = {
#define VALUE(TYPE, NAME, name, number) [number] = #name,
#define ENUM_END(TYPE, type)                                                                       \
    }                                                                                              \
    ;
#include "protocol/enums.def"

#define ENUM(TYPE, type, doc)                                                                      \
    const struct words words_##type = {#type, doc, names_##type, TYPE##_COUNT};                    \
    _Static_assert(sizeof names_##type / sizeof names_##type[0] == TYPE##_COUNT, "0..count-1");    \
    const char *type##_name(enum type value)                                                       \
    {                                                                                              \
        return words_name(&words_##type, (uint32_t)value);                                         \
    }                                                                                              \
    bool type##_parse(struct bytes word, uint8_t *out)                                             \
    {                                                                                              \
        return words_parse(&words_##type, word, out);                                              \
    }
#include "protocol/enums.def"

const struct words *const words_all[WORDS_COUNT] = {
#define ENUM(TYPE, type, doc) &words_##type,
#include "protocol/enums.def"
};

const char *words_name(const struct words *words, uint32_t value)
{
    return value < words->count ? words->names[value] : "?";
}

bool words_parse(const struct words *words, struct bytes word, uint8_t *out)
{
    for (uint8_t i = 0; i < words->count; i++) {
        if (bytes_equal_text(word, words->names[i])) {
            *out = i;
            return true;
        }
    }
    return false;
}

/* ---- sections ------------------------------------------------------------------------- */

static const char *const section_names[SECTIONS_COUNT] = {
#define SECTION(NAME, name, bit, record, doc) [bit] = #name,
#include "protocol/sections.def"
};

uint32_t section_index(enum section section)
{
    uint32_t index = 0;

    assert(section != 0 && ((uint32_t)section & ((uint32_t)section - 1)) == 0);
    while (((uint32_t)section >> index) != 1)
        index++;
    assert(index < SECTIONS_COUNT);
    return index;
}

enum section section_at(uint32_t index)
{
    assert(index < SECTIONS_COUNT);
    return (enum section)(1u << index);
}

const char *section_name(enum section section)
{
    return section_names[section_index(section)];
}

bool section_parse(struct bytes word, enum section *out)
{
    for (uint32_t i = 0; i < SECTIONS_COUNT; i++) {
        if (bytes_equal_text(word, section_names[i])) {
            *out = section_at(i);
            return true;
        }
    }
    return false;
}

/* ---- rules ---------------------------------------------------------------------------- */

/* One function per message makes its rule; inside it `self` is the message's struct, which the
 * lines of the fields cannot name in another way. */
#define RULE_BEGIN(kind, name, id, mask, doc)                                                      \
    static const struct message_rule *kind##_rule_##name(void)                                     \
    {                                                                                              \
        typedef struct kind##_##name self;                                                         \
        enum { rule_id = (id), rule_mask = (mask) };                                               \
        static const char rule_doc[] = doc;                                                        \
        static const struct message_field fields[] = {
#define RULE_END(name)                                                                             \
    {                                                                                              \
        NULL, FIELD_BOOL, 0, 0, NULL, offsetof(self, unused), true, 0, NULL                        \
    }                                                                                              \
    }                                                                                              \
    ;                                                                                              \
    static const struct message_rule rule = {#name, rule_id, rule_mask, rule_doc, fields};         \
    return &rule;                                                                                  \
    }
#define COMMAND(NAME, name, id, roles, doc)  RULE_BEGIN(command, name, id, roles, doc)
#define COMMAND_END(name)                    RULE_END(name)
#define EVENT(NAME, name, id, sections, doc) RULE_BEGIN(event, name, id, sections, doc)
#define EVENT_END(name)                      RULE_END(name)
#define ROW(field, kind, min, max, words, may_miss, standard, doc)                                 \
    {#field, kind, min, max, words, offsetof(self, field), may_miss, standard, doc},
#define UINT(field, min, max, doc) ROW(field, FIELD_UINT, min, max, NULL, false, min, doc)
#define MAY_UINT(field, min, max, standard, doc)                                                   \
    ROW(field, FIELD_UINT, min, max, NULL, true, standard, doc)
#define TIME(field, doc) ROW(field, FIELD_TIME, 0, EXACT_MAX, NULL, false, 0, doc)
#define BOOL(field, doc) ROW(field, FIELD_BOOL, 0, 1, NULL, true, 0, doc)
#define WORD(field, TYPE, type, doc)                                                               \
    ROW(field, FIELD_WORD, 0, TYPE##_COUNT - 1, &words_##type, false, 0, doc)
#define TEXT(field, bytes_max, doc) ROW(field, FIELD_TEXT, 0, bytes_max, NULL, true, 0, doc)
#define WRITTEN(field, chars_max, doc)                                                             \
    ROW(field, FIELD_TEXT, chars_max, WRITTEN_BYTES(chars_max), NULL, true, 0, doc)
#define BLOB(field, blob_bytes, doc)                                                               \
    ROW(field, FIELD_BLOB, blob_bytes, blob_bytes, NULL, false, 0, doc)
#include "protocol/messages.def"

typedef const struct message_rule *rule_fn(void);

static rule_fn *const command_rules[COMMAND_TYPE_MAX + 1] = {
#define COMMAND(NAME, name, id, roles, doc) [id] = command_rule_##name,
#define COMMAND_END(name)
#include "protocol/messages.def"
};

static rule_fn *const event_rules[EVENT_TYPE_MAX + 1] = {
#define EVENT(NAME, name, id, sections, doc) [id] = event_rule_##name,
#define EVENT_END(name)
#include "protocol/messages.def"
};

const struct message_rule *command_rule(uint32_t type)
{
    return type <= COMMAND_TYPE_MAX && command_rules[type] != NULL ? command_rules[type]() : NULL;
}

const struct message_rule *event_rule(uint32_t type)
{
    return type <= EVENT_TYPE_MAX && event_rules[type] != NULL ? event_rules[type]() : NULL;
}

const struct message_rule *command_rule_named(struct bytes name)
{
    for (uint32_t type = 0; type <= COMMAND_TYPE_MAX; type++) {
        const struct message_rule *rule = command_rule(type);
        if (rule != NULL && bytes_equal_text(name, rule->name))
            return rule;
    }
    return NULL;
}

/* ---- digests -------------------------------------------------------------------------- */

static uint64_t digest_field(uint64_t digest, const struct message_field *field, const void *at)
{
    const struct bytes *text = at;
    uint64_t number;

    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_BLOB:
        number = text->size;
        digest = hash64(digest, &number, sizeof number);
        return text->size > 0 ? hash64(digest, text->data, text->size) : digest;
    case FIELD_UINT: number = *(const uint32_t *)at; break;
    case FIELD_TIME: number = *(const uint64_t *)at; break;
    case FIELD_BOOL: number = *(const bool *)at; break;
    default: number = *(const uint8_t *)at; break;
    }
    return hash64(digest, &number, sizeof number);
}

static bool is_standard(const struct message_field *field, const void *at)
{
    return field->kind == FIELD_UINT && field->may_miss && *(const uint32_t *)at == field->standard;
}

uint32_t message_digest(const struct message_rule *rule, const void *body)
{
    const uint64_t type = rule->id;
    const struct message_field *end = rule->fields;
    const uint8_t *at = body;
    uint64_t digest = hash64(HASH64_START, &type, sizeof type);

    for (const struct message_field *field = rule->fields; field->name != NULL; field++)
        end = is_standard(field, at + field->offset) ? end : field + 1;
    for (const struct message_field *field = rule->fields; field != end; field++)
        digest = digest_field(digest, field, at + field->offset);
    digest ^= digest >> 32;
    return (uint32_t)digest != 0 ? (uint32_t)digest : 1;
}

uint32_t command_digest(const struct command *command)
{
    const struct message_rule *rule = command_rule(command->type);

    assert(rule != NULL);
    return message_digest(rule, &command->session_create);
}

/* ---- event list ----------------------------------------------------------------------- */

struct event *event_push(struct event_list *list, enum event_type type,
                         const struct command *command)
{
    struct event *event = &list->items[list->count];

    assert(list->count <= EVENTS_PER_COMMAND_MAX);
    if (list->count == EVENTS_PER_COMMAND_MAX)
        list->overflowed = true;
    else
        list->count++;
    memset(event, 0, sizeof *event);
    event->type = type;
    event->seat = command->seat;
    event->at_ms = command->at_ms;
    event->command_id = command->id;
    event->client = command->client;
    event->digest = command->digest;
    return event;
}
