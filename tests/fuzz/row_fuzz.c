/* row_fuzz.c -- arbitrary bytes as an event in a row of the journal. A row is only believed when
 * its chain is right, so this is what is left when an older program, or somebody with all files,
 * wrote one that makes no sense: it is read and can be written, shown and forgotten, or it is
 * refused. */
#include <assert.h>

#include "protocol/codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A hash that is missing cannot be written again. */
static bool has_all_blobs(const struct event *event)
{
    const uint8_t *at = (const uint8_t *)&event->session_created;

    for (const struct message_field *field = event_rule(event->type)->fields; field->name != NULL;
         field++) {
        const struct bytes *blob = (const void *)(at + field->offset);

        if (field->kind == FIELD_BLOB && blob->size == 0)
            return false;
    }
    return true;
}

/* Whoever leaves is written out of it, once: then nothing is left to write out. */
static void check_forgetting(struct bytes bytes, uint16_t seat)
{
    static uint8_t first[EVENT_BYTES_MAX], second[EVENT_BYTES_MAX];
    struct event event;
    struct buffer out, again;

    buffer_init(&out, first, sizeof first);
    if (!codec_forget_seat(bytes, seat, &out))
        return;
    assert(codec_read_event(buffer_bytes(&out), &event) == RESULT_OK);
    buffer_init(&again, second, sizeof second);
    if (codec_forget_seat(buffer_bytes(&out), seat, &again))
        assert(bytes_equal(buffer_bytes(&out), buffer_bytes(&again)));
}

static void check_shown(const struct event *event, enum encoding encoding)
{
    static uint8_t memory[4 * EVENT_BYTES_MAX];
    struct buffer out;
    struct writer w;

    buffer_init(&out, memory, sizeof memory);
    writer_init(&w, &out, encoding);
    codec_write_event_map(&w, event);
    assert(writer_ok(&w) && out.size > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static uint8_t memory[EVENT_BYTES_MAX];
    struct event event, again;
    struct buffer out;

    if (codec_read_event((struct bytes){data, size}, &event) != RESULT_OK)
        return 0;
    check_shown(&event, ENCODING_JSON);
    check_shown(&event, ENCODING_MSGPACK);
    if (!has_all_blobs(&event))
        return 0;
    buffer_init(&out, memory, sizeof memory);
    codec_write_event(&out, &event);
    assert(codec_read_event(buffer_bytes(&out), &again) == RESULT_OK);
    assert(event.type == again.type && event.command_id == again.command_id);
    check_forgetting(buffer_bytes(&out), event.seat);
    return 0;
}
