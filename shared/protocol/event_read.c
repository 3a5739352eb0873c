/* event_read.c -- events back from the journal. Written by us, but disks lie and programs change:
 * everything is checked, and what a newer program added is skipped. */
#include <assert.h>

#include "protocol/codec.h"
#include "protocol/msgpack.h"
#include "protocol/utf8.h"

#define EVENT_DEPTH_MAX 4

static bool next_uint(struct msgpack_cursor *c, uint64_t max, uint64_t *out)
{
    struct msgpack_token token;

    if (!msgpack_next(c, &token) || token.kind != MSGPACK_UINT || token.number > max)
        return false;
    *out = token.number;
    return true;
}

static const struct message_field *field_named(const struct message_rule *rule, struct bytes name)
{
    for (const struct message_field *field = rule->fields; field->name != NULL; field++) {
        if (bytes_equal_text(name, field->name))
            return field;
    }
    return NULL;
}

/* A journal older than a field: its least value. */
static void set_defaults(const struct message_rule *rule, uint8_t *body)
{
    for (const struct message_field *field = rule->fields; field->name != NULL; field++) {
        if (field->kind == FIELD_UINT)
            *(uint32_t *)(void *)(body + field->offset) = (uint32_t)field->min;
    }
}

static bool set_field(const struct message_field *field, const struct msgpack_token *token,
                      void *at)
{
    const bool number =
        token->kind == MSGPACK_UINT && token->number >= field->min && token->number <= field->max;

    switch (field->kind) {
    case FIELD_UINT: *(uint32_t *)at = (uint32_t)token->number; return number;
    case FIELD_TIME: *(uint64_t *)at = token->number; return number;
    case FIELD_WORD: *(uint8_t *)at = (uint8_t)token->number; return number;
    case FIELD_BOOL: *(bool *)at = token->number != 0; return token->kind == MSGPACK_BOOL;
    case FIELD_TEXT:
        *(struct bytes *)at = token->bytes;
        return token->kind == MSGPACK_TEXT && token->bytes.size <= field->max &&
               utf8_valid(token->bytes);
    case FIELD_BLOB:
        *(struct bytes *)at = token->bytes;
        return token->kind == MSGPACK_BLOB && token->bytes.size == field->max;
    }
    return false;
}

static bool read_fields(struct msgpack_cursor *c, const struct message_rule *rule, uint8_t *body)
{
    struct msgpack_token map, key, value;

    if (!msgpack_next(c, &map) || map.kind != MSGPACK_MAP)
        return false;
    for (uint64_t left = map.number; left > 0; left -= 2) {
        const struct message_field *field;
        if (!msgpack_next(c, &key) || key.kind != MSGPACK_TEXT || !msgpack_next(c, &value))
            return false;
        field = field_named(rule, key.bytes);
        if (field == NULL ? !msgpack_skip(c, &value, EVENT_DEPTH_MAX)
                          : !set_field(field, &value, body + field->offset))
            return false;
    }
    return c->at == c->size;
}

enum result codec_read_event(struct bytes bytes, struct event *out)
{
    struct msgpack_cursor c = msgpack_cursor_of(bytes);
    const struct message_rule *rule;
    struct msgpack_token list;
    uint64_t type, at_ms, seat, command_id;

    memset(out, 0, sizeof *out);
    if (!msgpack_next(&c, &list) || list.kind != MSGPACK_LIST || list.number != 5 ||
        !next_uint(&c, EVENT_TYPE_MAX, &type) || !next_uint(&c, CODEC_ID_MAX, &at_ms) ||
        !next_uint(&c, SEAT_NONE, &seat) || !next_uint(&c, CODEC_ID_MAX, &command_id))
        return RESULT_INVALID;
    rule = event_rule((uint32_t)type);
    if (rule == NULL)
        return RESULT_INVALID;
    out->type = (enum event_type)type;
    out->at_ms = at_ms;
    out->seat = (uint16_t)seat;
    out->command_id = command_id;
    set_defaults(rule, (uint8_t *)&out->session_created);
    return read_fields(&c, rule, (uint8_t *)&out->session_created) ? RESULT_OK : RESULT_INVALID;
}
