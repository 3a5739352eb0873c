/* link.c -- one live link, whatever carries it. In: count, decode, give to the host. Out: take what
 * the host has for it, frame it, write it once a turn. What cannot be sent at once is at most one
 * flush (OUT_BYTES_MAX), held by libwebsockets, and the little that the kernel may take; until it
 * is gone the link asks the host for nothing, so that a slow link gets newer views instead of a
 * longer queue. */
#include <assert.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>

#include "edge/internal.h"
#include "protocol/codec.h"
#include "sys/log.h"

/* ---- out ------------------------------------------------------------------------------ */

void link_due(struct edge_link *link)
{
    due_add(&link->edge->due, &link->due_place, link->host_link.replies_count > 0);
}

static void on_wake(struct host_link *host_link, void *arg)
{
    struct edge_link *link = arg;

    (void)host_link;
    link_due(link);
}

/* How filling the buffer ended. */
enum filled { FILLED_ALL, FILLED_MORE_LEFT, FILLED_LAST };

static enum filled fill(struct edge_link *link, struct buffer *out)
{
    while (out->size < FLUSH_BYTES_SOFT) {
        const size_t mark = frame_begin(link->frame, out);
        switch (host_link_write(&link->host_link, out)) {
        case HOST_WRITE_MESSAGE: frame_end(link->frame, out, mark); break;
        case HOST_WRITE_LAST:
            frame_end(link->frame, out, mark);
            frame_close(link->frame, out, FRAME_CLOSE_NORMAL);
            return FILLED_LAST;
        case HOST_WRITE_NOTHING: frame_cancel(out, mark); return FILLED_ALL;
        case HOST_WRITE_FULL: frame_cancel(out, mark); return FILLED_MORE_LEFT;
        }
    }
    return FILLED_MORE_LEFT;
}

/* A socket stays open a while so that the other side can answer our close; a stream just ends. */
static void end_soon(struct edge_link *link)
{
    link->closing = true;
    if (link->kind == LINK_SOCKET)
        lws_set_timeout(link->wsi, PENDING_TIMEOUT_CLOSE_ACK, 5);
    else if (!link->blocked)
        lws_set_timeout(link->wsi, PENDING_TIMEOUT_CLOSE_SEND, LWS_TO_KILL_ASYNC);
}

enum fault link_token_fault(struct edge *edge, const struct guess_origin *origin)
{
    return guess_wrong_token(edge->guesses, origin) == GUESS_TOO_MANY ? FAULT_TOO_MANY_TRIES
                                                                      : FAULT_TOKEN_UNKNOWN;
}

const char *link_road(enum link_kind kind)
{
    static const char *const roads[LINK_KINDS_COUNT] = {
        [LINK_SOCKET] = "socket", [LINK_STREAM] = "stream", [LINK_POLL] = "poll"};

    assert(kind < LINK_KINDS_COUNT);
    return roads[kind];
}

/* Whoever came in is at an address; whoever has a token that nobody has may have guessed it. */
static void place(struct edge_link *link)
{
    struct host_link *host_link = &link->host_link;
    const bool is_open = host_link->state == HOST_LINK_OPEN;

    if (link->placed || !(is_open || host_link->state == HOST_LINK_ENDING))
        return;
    link->placed = true;
    if (is_open) {
        guess_in_use(link->edge->guesses, &link->origin, host_link->session);
        log_debug("edge", "link_in", log_id("link", link->id),
                  log_text("road", link_road(link->kind)),
                  log_id("session", host_link->session.value));
    } else if (host_link->ended_by == FAULT_TOKEN_UNKNOWN)
        host_link_end_as(host_link, link_token_fault(link->edge, &link->origin));
}

void link_flush(struct edge_link *link)
{
    struct edge *edge = link->edge;
    struct buffer out;
    enum filled filled;

    due_remove(&edge->due, &link->due_place);
    place(link);
    if (link->blocked || link->closing)
        return;
    buffer_init(&out, edge->out + LWS_PRE, OUT_BYTES_MAX);
    if (link->ping_due)
        frame_ping(link->frame, &out);
    link->ping_due = false;
    filled = fill(link, &out);
    assert(!out.overflowed);
    if (link->kind == LINK_POLL) {
        live_answer(link, buffer_bytes(&out), filled == FILLED_LAST);
        return;
    }
    if (out.size > 0) {
        const enum lws_write_protocol how =
            link->kind == LINK_SOCKET ? LWS_WRITE_RAW : LWS_WRITE_HTTP;
        if (lws_write(link->wsi, out.data, out.size, how) < 0) {
            link->closing = true;
            lws_set_timeout(link->wsi, PENDING_TIMEOUT_CLOSE_SEND, LWS_TO_KILL_ASYNC);
            return;
        }
        metric_add(edge->sent_bytes, (int64_t)out.size);
    }
    if (lws_partial_buffered(link->wsi) || filled == FILLED_MORE_LEFT) {
        link->blocked = true;
        lws_callback_on_writable(link->wsi);
    }
    if (filled == FILLED_LAST)
        end_soon(link);
}

bool link_writeable(struct edge_link *link)
{
    if (lws_partial_buffered(link->wsi)) {
        lws_callback_on_writable(link->wsi);
        return true;
    }
    link->blocked = false;
    if (link->closing)
        return link->kind == LINK_SOCKET;
    link_flush(link);
    return true;
}

/* ---- in ------------------------------------------------------------------------------- */

/* The error carries the command's id if that could be read, so that the outbox drops the
 * command. */
static void answer_fault(struct edge_link *link, const struct codec_fault *fault)
{
    metric_add(link->edge->faults[fault->fault], 1);
    log_debug("edge", "message_refused", log_id("link", link->id),
              log_text("fault", fault_name(fault->fault)));
    host_link_fault_command(&link->host_link, fault->id, fault->fault, fault->field);
}

static void take_hello(struct edge_link *link, const struct client_hello *hello)
{
    uint8_t hash[TOKEN_HASH_BYTES];

    if (hello->version != PROTOCOL_VERSION)
        host_link_fault(&link->host_link, FAULT_VERSION_UNKNOWN, NULL, true);
    else if (!token_hash(hello->token, hash))
        host_link_fault(&link->host_link, link_token_fault(link->edge, &link->origin), NULL, true);
    else {
        if (link->kind == LINK_SOCKET)
            alive_hear(&link->edge->alive, &link->alive_place, edge_now_ms(link->edge));
        if (hello->changes)
            host_link_take_changes(&link->host_link);
        host_link_hello(&link->host_link, hash, hello->lang_given ? hello->lang : LANG_COUNT,
                        hello->client);
    }
}

/* The error carries the command's id: the command stays in the outbox and is sent again later. */
static bool is_too_fast(struct edge_link *link, uint64_t id)
{
    const struct bucket_rule rule = LINK_MESSAGES;

    if (bucket_take(&link->rate, &rule, edge_now_ms(link->edge)))
        return false;
    if (++link->strikes > LIVE_STRIKES_MAX)
        host_link_bye(&link->host_link, BYE_MISBEHAVED);
    else
        host_link_fault_command(&link->host_link, id, FAULT_TOO_FAST, NULL);
    return true;
}

void link_message(struct edge_link *link, enum encoding encoding, struct bytes message)
{
    static uint8_t scratch_memory[CODEC_SCRATCH_BYTES];
    struct client_message decoded;
    struct codec_fault fault;
    struct buffer scratch;
    bool right;

    if (link->closing || link->host_link.is_replaced)
        return;
    link_heard(link);
    metric_add(link->edge->received, 1);
    buffer_init(&scratch, scratch_memory, sizeof scratch_memory);
    right = codec_read_client(encoding, message, &scratch, &decoded, &fault);
    if (is_too_fast(link, fault.id))
        return;
    if (!right) {
        answer_fault(link, &fault);
        return;
    }
    switch (decoded.type) {
    case CLIENT_HELLO: take_hello(link, &decoded.hello); break;
    case CLIENT_COMMAND: host_link_command(&link->host_link, &decoded.command); break;
    case CLIENT_PING: host_link_ping(&link->host_link); break;
    case CLIENT_TYPES_COUNT: break;
    }
}

/* ---- silence -------------------------------------------------------------------------- */

void link_heard(struct edge_link *link)
{
    if (link->alive_place.queue == ALIVE_HEARD || link->alive_place.queue == ALIVE_PINGED)
        alive_hear(&link->edge->alive, &link->alive_place, edge_now_ms(link->edge));
}

static void hang_up(struct edge_link *link)
{
    log_debug("edge", "link_silent", log_id("link", link->id));
    link->closing = true;
    lws_set_timeout(link->wsi, PENDING_TIMEOUT_CLOSE_SEND, LWS_TO_KILL_ASYNC);
}

void link_sweep(struct edge *edge)
{
    const uint64_t now_ms = edge_now_ms(edge);
    struct edge_link *link;

    for (;;) {
        switch (alive_look(&edge->alive, now_ms, &link)) {
        case ALIVE_NOTHING: return;
        case ALIVE_NO_HELLO:
            host_link_fault(&link->host_link, FAULT_HELLO_FIRST, NULL, true);
            break;
        case ALIVE_SILENT:
            link->ping_due = true;
            link_due(link);
            break;
        case ALIVE_GONE: hang_up(link); break;
        }
    }
}

/* ---- life ----------------------------------------------------------------------------- */

/* What was handed to the kernel cannot be taken back when something newer comes, and by itself it
 * takes megabytes for somebody who does not read. The screens' own files keep the usual queue. */
static void keep_queue_short(struct lws *wsi)
{
    const int fd = lws_get_socket_fd(wsi), unsent = KERNEL_UNSENT_BYTES, kept = KERNEL_KEPT_BYTES;

    setsockopt(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsent, sizeof unsent);
    setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &kept, sizeof kept);
}

void link_open(struct edge_link *link, struct edge *edge, struct lws *wsi, enum link_kind kind,
               enum encoding encoding, const struct guess_origin *origin)
{
    memset(link, 0, sizeof *link);
    link->edge = edge;
    link->due_place.link = link->alive_place.link = link;
    link->wsi = wsi;
    link->origin = *origin;
    link->kind = kind;
    link->id = edge_new_id(edge);
    link->frame = kind != LINK_SOCKET         ? FRAME_EVENT
                  : encoding == ENCODING_JSON ? FRAME_TEXT
                                              : FRAME_BINARY;
    if (wsi != NULL)
        keep_queue_short(wsi);
    host_link_init(&link->host_link, edge->parts.host, encoding, on_wake, link);
    link->opened = true;
    if (kind == LINK_SOCKET) {
        alive_await(&edge->alive, &link->alive_place, edge_now_ms(edge));
        edge_keep_sweep(edge);
    }
    metric_add(edge->links[kind], 1);
}

void link_close(struct edge_link *link)
{
    if (!link->opened)
        return;
    link->opened = false;
    log_debug("edge", "link_gone", log_id("link", link->id));
    due_remove(&link->edge->due, &link->due_place);
    alive_remove(&link->edge->alive, &link->alive_place);
    host_link_close(&link->host_link);
    free(link->pieces);
    link->pieces = NULL;
    metric_add(link->edge->links[link->kind], -1);
}
