/* flat_msgpack.c -- a message in MessagePack as a flat map: see flat.h. */
#include "protocol/flat.h"
#include "protocol/unpack.h"

static void set_value(struct flat_item *item, const msgpack_object *value)
{
    item->kind = FLAT_OTHER;
    item->number = 0;
    item->text = (struct bytes){NULL, 0};
    switch (value->type) {
    case MSGPACK_OBJECT_POSITIVE_INTEGER:
        item->kind = FLAT_UINT;
        item->number = value->via.u64;
        break;
    case MSGPACK_OBJECT_BOOLEAN:
        item->kind = FLAT_BOOL;
        item->number = value->via.boolean;
        break;
    case MSGPACK_OBJECT_STR:
        item->kind = FLAT_TEXT;
        item->text = unpack_bytes(value);
        break;
    case MSGPACK_OBJECT_BIN:
        item->kind = FLAT_BLOB;
        item->text = unpack_bytes(value);
        break;
    default: break;
    }
}

bool flat_read_msgpack(struct bytes message, struct flat *out)
{
    const struct unpack_limits limits = {COMMAND_DEPTH_MAX, COMMAND_VALUES_MAX};
    msgpack_object memory[COMMAND_VALUES_MAX], root;

    out->count = 0;
    if (!unpack_tree(message, limits, memory, &root) || root.type != MSGPACK_OBJECT_MAP ||
        root.via.map.size > COMMAND_KEYS_MAX)
        return false;
    for (uint32_t i = 0; i < root.via.map.size; i++) {
        const msgpack_object_kv *pair = &root.via.map.ptr[i];
        struct flat_item *item = &out->items[out->count];

        if (pair->key.type != MSGPACK_OBJECT_STR)
            return false;
        item->key = unpack_bytes(&pair->key);
        if (flat_find(out, item->key) != NULL)
            return false;
        set_value(item, &pair->val);
        out->count++;
    }
    return true;
}
