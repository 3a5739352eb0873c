/* event_read.c -- reads events from the journal, and commands in the same form. We wrote them, but
 * disks fail and programs change: everything is checked, and fields that a newer program added are
 * skipped. */
#include "protocol/codec.h"
#include "protocol/unpack.h"

static bool is_uint(const msgpack_object *value, uint64_t max)
{
    return value->type == MSGPACK_OBJECT_POSITIVE_INTEGER && value->via.u64 <= max;
}

static const struct message_field *field_named(const struct message_rule *rule, struct bytes name)
{
    for (const struct message_field *field = rule->fields; field->name != NULL; field++) {
        if (bytes_equal_text(name, field->name))
            return field;
    }
    return NULL;
}

/* What the fields are that an older journal lacks. */
static void set_standards(const struct message_rule *rule, uint8_t *body)
{
    for (const struct message_field *field = rule->fields; field->name != NULL; field++) {
        if (field->kind == FIELD_UINT)
            *(uint32_t *)(void *)(body + field->offset) = field->standard;
    }
}

static bool set_number(const struct message_field *field, const msgpack_object *value, void *at)
{
    if (!is_uint(value, field->max) || value->via.u64 < field->min)
        return false;
    if (field->kind == FIELD_TIME)
        *(uint64_t *)at = value->via.u64;
    else if (field->kind == FIELD_UINT)
        *(uint32_t *)at = (uint32_t)value->via.u64;
    else
        *(uint8_t *)at = (uint8_t)value->via.u64;
    return true;
}

static bool set_field(const struct message_field *field, const msgpack_object *value, void *at)
{
    switch (field->kind) {
    case FIELD_UINT:
    case FIELD_TIME:
    case FIELD_WORD: return set_number(field, value, at);
    case FIELD_BOOL:
        if (value->type != MSGPACK_OBJECT_BOOLEAN)
            return false;
        *(bool *)at = value->via.boolean;
        return true;
    case FIELD_TEXT:
        if (value->type != MSGPACK_OBJECT_STR || value->via.str.size > field->max)
            return false;
        *(struct bytes *)at = unpack_bytes(value);
        return true;
    case FIELD_BLOB:
        if (value->type != MSGPACK_OBJECT_BIN || value->via.bin.size != field->max)
            return false;
        *(struct bytes *)at = unpack_bytes(value);
        return true;
    }
    return false;
}

static bool read_fields(const msgpack_object *map, const struct message_rule *rule, uint8_t *body)
{
    if (map->type != MSGPACK_OBJECT_MAP)
        return false;
    for (uint32_t i = 0; i < map->via.map.size; i++) {
        const msgpack_object_kv *pair = &map->via.map.ptr[i];
        const struct message_field *field;

        if (pair->key.type != MSGPACK_OBJECT_STR)
            return false;
        field = field_named(rule, unpack_bytes(&pair->key));
        if (field != NULL && !set_field(field, &pair->val, body + field->offset))
            return false;
    }
    return true;
}

/* [type, at_ms, seat, command_id, fields], and then perhaps client and digest. */
struct event_parts {
    msgpack_object memory[EVENT_VALUES_MAX];
    const msgpack_object *list;
    bool counted;
};

static bool take_parts(struct bytes bytes, struct event_parts *out)
{
    const struct unpack_limits limits = {EVENT_DEPTH_MAX, EVENT_VALUES_MAX};
    const msgpack_object *list;
    msgpack_object root;

    if (!unpack_tree(bytes, limits, out->memory, &root) || root.type != MSGPACK_OBJECT_ARRAY ||
        (root.via.array.size != 5 && root.via.array.size != 7))
        return false;
    list = out->list = root.via.array.ptr;
    out->counted = root.via.array.size == 7;
    return is_uint(&list[0], EVENT_TYPE_MAX) && is_uint(&list[1], EXACT_MAX) &&
           is_uint(&list[2], SEAT_NONE) && is_uint(&list[3], EXACT_MAX) &&
           (!out->counted || (is_uint(&list[5], EXACT_MAX) && is_uint(&list[6], UINT32_MAX)));
}

static bool read_body(const struct event_parts *p, const struct message_rule *rule, void *body)
{
    if (rule == NULL)
        return false;
    set_standards(rule, body);
    return read_fields(&p->list[4], rule, body);
}

enum result codec_read_event(struct bytes bytes, struct event *out)
{
    struct event_parts p;

    memset(out, 0, sizeof *out);
    if (!take_parts(bytes, &p))
        return RESULT_INVALID;
    out->type = (enum event_type)p.list[0].via.u64;
    out->at_ms = p.list[1].via.u64;
    out->seat = (uint16_t)p.list[2].via.u64;
    out->command_id = p.list[3].via.u64;
    out->client = p.counted ? p.list[5].via.u64 : 0;
    out->digest = p.counted ? (uint32_t)p.list[6].via.u64 : 0;
    return read_body(&p, event_rule(out->type), &out->session_created) ? RESULT_OK : RESULT_INVALID;
}

enum result codec_read_asked(struct bytes bytes, struct command *out)
{
    struct event_parts p;

    memset(out, 0, sizeof *out);
    if (!take_parts(bytes, &p))
        return RESULT_INVALID;
    out->type = (enum command_type)p.list[0].via.u64;
    out->at_ms = p.list[1].via.u64;
    out->seat = (uint16_t)p.list[2].via.u64;
    out->id = p.list[3].via.u64;
    out->client = p.counted ? p.list[5].via.u64 : 0;
    out->digest = p.counted ? (uint32_t)p.list[6].via.u64 : 0;
    return read_body(&p, command_rule(out->type), &out->session_create) ? RESULT_OK
                                                                        : RESULT_INVALID;
}
