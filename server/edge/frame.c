#include "edge/frame.h"

#include <assert.h>

static const char event_head[] = "data: ", event_tail[] = "\n\n";

size_t frame_begin(enum frame_kind kind, struct buffer *out)
{
    static const uint8_t room[FRAME_BYTES_MAX];
    const size_t mark = out->size;

    if (kind == FRAME_EVENT)
        buffer_append(out, event_head, sizeof event_head - 1);
    else
        buffer_append(out, room, FRAME_BYTES_MAX);
    return mark;
}

static uint32_t write_head(uint8_t head[FRAME_BYTES_MAX], uint8_t opcode, uint64_t size)
{
    const uint32_t bytes = size < 126 ? 0 : size <= UINT16_MAX ? 2 : 8;

    head[0] = (uint8_t)(0x80 | opcode); /* The whole message in one frame. */
    head[1] = (uint8_t)(bytes == 0 ? size : bytes == 2 ? 126 : 127);
    for (uint32_t i = 0; i < bytes; i++)
        head[2 + i] = (uint8_t)(size >> 8 * (bytes - 1 - i));
    return 2 + bytes;
}

void frame_end(enum frame_kind kind, struct buffer *out, size_t mark)
{
    uint8_t head[FRAME_BYTES_MAX];
    size_t payload, head_size;

    if (kind == FRAME_EVENT)
        buffer_append(out, event_tail, sizeof event_tail - 1);
    if (out->overflowed) {
        out->size = mark;
        return;
    }
    if (kind == FRAME_EVENT)
        return;
    assert(out->size >= mark + FRAME_BYTES_MAX);
    payload = out->size - mark - FRAME_BYTES_MAX;
    head_size = write_head(head, kind == FRAME_TEXT ? 0x1 : 0x2, payload);
    memmove(out->data + mark + head_size, out->data + mark + FRAME_BYTES_MAX, payload);
    memcpy(out->data + mark, head, head_size);
    out->size = mark + head_size + payload;
}

void frame_cancel(struct buffer *out, size_t mark)
{
    out->size = mark;
}

void frame_ping(enum frame_kind kind, struct buffer *out)
{
    /* Of an answer without content libwebsockets does not tell, so the ping has a byte of it. */
    static const uint8_t frame[] = {0x89, 1, '?'};

    if (kind != FRAME_EVENT)
        buffer_append(out, frame, sizeof frame);
}

void frame_close(enum frame_kind kind, struct buffer *out, enum frame_close code)
{
    const uint8_t frame[] = {0x88, 2, (uint8_t)(code >> 8), (uint8_t)code};

    if (kind != FRAME_EVENT)
        buffer_append(out, frame, sizeof frame);
}
