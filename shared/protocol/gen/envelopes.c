/* envelopes.c -- envelopes.def as tables, for the generators of documents. */
#include "protocol/gen/gen.h"

#define CLIENT(name, doc)                                                                          \
    static const char doc_##name[] = doc;                                                          \
    enum { from_client_##name = 1 };                                                               \
    static const struct envelope_field fields_##name[] = {
#define SERVER(name, doc)                                                                          \
    static const char doc_##name[] = doc;                                                          \
    enum { from_client_##name = 0 };                                                               \
    static const struct envelope_field fields_##name[] = {
#define NUMBER(field, doc)           {#field, ENVELOPE_NUMBER, NULL, false, doc},
#define WORD(field, type, doc)       {#field, ENVELOPE_WORD, &words_##type, false, doc},
#define STRING(field, doc)           {#field, ENVELOPE_STRING, NULL, false, doc},
#define MAYBE_NUMBER(field, doc)     {#field, ENVELOPE_NUMBER, NULL, true, doc},
#define MAYBE_WORD(field, type, doc) {#field, ENVELOPE_WORD, &words_##type, true, doc},
#define MAYBE_STRING(field, doc)     {#field, ENVELOPE_STRING, NULL, true, doc},
#define MESSAGE_END(name)                                                                          \
    {                                                                                              \
        NULL, ENVELOPE_NUMBER, NULL, false, NULL                                                   \
    }                                                                                              \
    }                                                                                              \
    ;                                                                                              \
    static const struct envelope envelope_##name = {#name, doc_##name, from_client_##name,         \
                                                    fields_##name};
#include "protocol/envelopes.def"

const struct envelope *const envelopes[] = {
#define CLIENT(name, doc) &envelope_##name,
#define SERVER(name, doc) &envelope_##name,
#define NUMBER(field, doc)
#define WORD(field, type, doc)
#define STRING(field, doc)
#define MAYBE_NUMBER(field, doc)
#define MAYBE_WORD(field, type, doc)
#define MAYBE_STRING(field, doc)
#define MESSAGE_END(name)
#include "protocol/envelopes.def"
    NULL};

#define LIMIT(name)                                                                                \
    {                                                                                              \
#name, name                                                                                \
    }
const struct named_limit named_limits[] = {
    LIMIT(ROOMS_MAX),
    LIMIT(SEATS_MAX),
    LIMIT(ROUNDS_MAX),
    LIMIT(OPTIONS_MAX),
    LIMIT(MEMBERS_MAX),
    LIMIT(PHASES_COUNT),
    LIMIT(COMMANDS_KNOWN_MAX),
    LIMIT(NAME_CHARS_MAX),
    LIMIT(REASON_CHARS_MAX),
    LIMIT(MESSAGE_CHARS_MAX),
    LIMIT(HAPPENING_CHARS_MAX),
    LIMIT(NOTE_CHARS_MAX),
    LIMIT(TITLE_CHARS_MAX),
    LIMIT(CODE_BYTES),
    LIMIT(COMMAND_BYTES_MAX),
    LIMIT(ROOM_ALL),
    LIMIT(ROOM_AUTO),
    LIMIT(ROOM_NONE),
    LIMIT(CLIENTS_PER_SEAT_MAX),
    {NULL, 0},
};

void gen_pascal(struct buffer *out, const char *name)
{
    bool upper = true;

    for (; *name != '\0'; name++) {
        if (*name == '_')
            upper = true;
        else if (upper && *name >= 'a' && *name <= 'z') {
            buffer_append_byte(out, (uint8_t)(*name - 'a' + 'A'));
            upper = false;
        } else {
            buffer_append_byte(out, (uint8_t)*name);
            upper = false;
        }
    }
}
