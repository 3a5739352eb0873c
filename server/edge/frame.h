/* frame.h -- messages as they stand on the wire: WebSocket frames (RFC 6455, 5.2; from a server,
 * unmasked, whole) or events of a stream (HTML, "Server-sent events"). Several follow each other in
 * one buffer, so that a link is written to once a turn.
 *
 *     mark = frame_begin(kind, out); ... append the message ...; frame_end(kind, out, mark); */
#ifndef DK_EDGE_FRAME_H
#define DK_EDGE_FRAME_H

#include "base/buffer.h"
#include "protocol/live.h"

enum frame_kind { FRAME_TEXT, FRAME_BINARY, FRAME_EVENT };

#define FRAME_BYTES_MAX 10 /* What framing adds at most, in any kind. */

enum frame_close { FRAME_CLOSE_NORMAL = LIVE_CLOSE_CODE };

size_t frame_begin(enum frame_kind kind, struct buffer *out);
/* If the message overflowed the buffer, its bytes are as before frame_begin, and it still counts as
 * overflowed. */
void frame_end(enum frame_kind kind, struct buffer *out, size_t mark);
/* Undo frame_begin, when there was nothing to write. */
void frame_cancel(struct buffer *out, size_t mark);
/* Appends a WebSocket's ping, which browsers answer by themselves. */
void frame_ping(enum frame_kind kind, struct buffer *out);
/* Appends a WebSocket's close frame. A stream has none: it simply ends. */
void frame_close(enum frame_kind kind, struct buffer *out, enum frame_close code);

#endif
