/* codec_fuzz.c -- arbitrary bytes for every decoder. The first byte chooses the decoder; the rest
 * is the message. What is read is written and read again, and must be the same. */
#include <assert.h>
#include <stdlib.h>

#include "protocol/codec.h"
#include "protocol/json.h"
#include "protocol/schema.h"
#include "protocol/unpack.h"

#include <cJSON.h>
#include <msgpack/unpack.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fuzz_client(enum encoding encoding, struct bytes message)
{
    static uint8_t scratch_memory[CODEC_SCRATCH_BYTES], again_memory[4 * COMMAND_BYTES_MAX];
    static uint8_t again_scratch[CODEC_SCRATCH_BYTES];
    struct client_message first, second;
    struct codec_fault fault;
    struct buffer scratch, again;
    struct writer w;

    buffer_init(&scratch, scratch_memory, sizeof scratch_memory);
    if (!codec_read_client(encoding, message, &scratch, &first, &fault)) {
        assert(fault.fault != FAULT_NONE);
        return;
    }
    assert(fault.fault == FAULT_NONE);
    if (first.type != CLIENT_COMMAND)
        return;
    buffer_init(&again, again_memory, sizeof again_memory);
    writer_init(&w, &again, ENCODING_MSGPACK);
    codec_write_command(&w, &first.command);
    assert(writer_ok(&w));
    buffer_init(&scratch, again_scratch, sizeof again_scratch);
    assert(codec_read_client(ENCODING_MSGPACK, buffer_bytes(&again), &scratch, &second, &fault));
    assert(first.command.type == second.command.type && first.command.id == second.command.id);
}

static void fuzz_event(struct bytes bytes)
{
    uint8_t memory[EVENT_BYTES_MAX];
    struct event event, again;
    struct buffer out;

    if (codec_read_event(bytes, &event) != RESULT_OK)
        return;
    for (const struct message_field *field = event_rule(event.type)->fields; field->name != NULL;
         field++) {
        const struct bytes *blob =
            (const void *)((const uint8_t *)&event.session_created + field->offset);
        if (field->kind == FIELD_BLOB && blob->size == 0)
            return; /* A hash that is missing cannot be written again. */
    }
    buffer_init(&out, memory, sizeof memory);
    codec_write_event(&out, &event);
    assert(codec_read_event(buffer_bytes(&out), &again) == RESULT_OK);
    assert(event.type == again.type && event.command_id == again.command_id);
}

/* The library must read whatever passes the scan, to its end, in the memory that was counted. */
static void fuzz_unpack(struct bytes bytes)
{
    const struct unpack_limits limits = {UNPACK_DEPTH_MAX, COMMAND_VALUES_MAX};
    static msgpack_object memory[COMMAND_VALUES_MAX];
    msgpack_object ours;
    msgpack_unpacked theirs;
    size_t end = 0;

    if (bytes.size == 0 || unpack_scan(bytes, limits) != bytes.size) {
        assert(!unpack_tree(bytes, limits, memory, &ours));
        return;
    }
    assert(unpack_tree(bytes, limits, memory, &ours));
    msgpack_unpacked_init(&theirs);
    assert(msgpack_unpack_next(&theirs, (const char *)bytes.data, bytes.size, &end) ==
           MSGPACK_UNPACK_SUCCESS);
    assert(end == bytes.size);
    msgpack_unpacked_destroy(&theirs);
}

/* cJSON must read whatever passes the check. */
static void fuzz_document(struct bytes text)
{
    size_t wrong;
    cJSON *tree;

    if (!json_check(text, (struct json_limits){24, 2000}, &wrong)) {
        assert(wrong <= text.size);
        return;
    }
    tree = cJSON_ParseWithLength((const char *)text.data, text.size);
    assert(tree != NULL);
    cJSON_Delete(tree);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char why[64];

    if (size == 0)
        return 0;
    struct bytes rest = {data + 1, size - 1};
    switch (data[0] % 6) {
    case 0: fuzz_client(ENCODING_MSGPACK, rest); break;
    case 1: fuzz_client(ENCODING_JSON, rest); break;
    case 2: fuzz_event(rest); break;
    case 4: fuzz_unpack(rest); break;
    case 5: fuzz_document(rest); break;
    default:
        if (rest.size > 0)
            schema_check_section(section_at(rest.data[0] % SECTIONS_COUNT),
                                 (struct bytes){rest.data + 1, rest.size - 1}, why, sizeof why);
    }
    return 0;
}
