/* ws.c -- links over WebSocket. A message may come in pieces of any size: they are collected, up to
 * COMMAND_BYTES_MAX. Text frames for JSON, binary ones for MessagePack. */
#include <stdlib.h>

#include "edge/internal.h"

static int refuse(struct lws *wsi, unsigned status)
{
    lws_return_http_status(wsi, status, NULL);
    return -1;
}

/* The last moment at which an upgrade can be refused with a status. */
static int filter(struct lws *wsi, bool named)
{
    char uri[8] = "";

    lws_hdr_copy(wsi, uri, sizeof uri, WSI_TOKEN_GET_URI);
    if (strcmp(uri, "/ws") != 0)
        return refuse(wsi, HTTP_STATUS_NOT_FOUND);
    /* Without a known subprotocol lws would choose the first of its table. */
    if (!named || lws_hdr_total_length(wsi, WSI_TOKEN_PROTOCOL) <= 0)
        return refuse(wsi, HTTP_STATUS_BAD_REQUEST);
    if (!edge_origin_allowed(wsi))
        return refuse(wsi, HTTP_STATUS_FORBIDDEN);
    return 0;
}

/* Add a piece. False: the message is too large, and the link ends. */
static bool collect(struct edge_link *link, struct bytes piece)
{
    if (piece.size > (size_t)COMMAND_BYTES_MAX - link->pieces_size) {
        host_link_fault(&link->host_link, FAULT_TOO_LARGE, NULL, true);
        return false;
    }
    if (link->pieces == NULL)
        link->pieces = malloc(COMMAND_BYTES_MAX);
    if (link->pieces == NULL) {
        host_link_fault(&link->host_link, FAULT_BUSY, NULL, true);
        return false;
    }
    if (piece.size > 0)
        memcpy(link->pieces + link->pieces_size, piece.data, piece.size);
    link->pieces_size = (uint16_t)(link->pieces_size + piece.size);
    return true;
}

static void receive(struct edge_link *link, enum encoding encoding, struct bytes piece)
{
    const bool final =
        lws_is_final_fragment(link->wsi) && lws_remaining_packet_payload(link->wsi) == 0;
    const bool binary = lws_frame_is_binary(link->wsi);

    if (link->closing || link->host_link.state == HOST_LINK_ENDING)
        return;
    if (binary != (encoding == ENCODING_MSGPACK)) {
        host_link_fault(&link->host_link, FAULT_MALFORMED, NULL, true);
        return;
    }
    if (link->pieces == NULL && final && piece.size <= COMMAND_BYTES_MAX) {
        link_message(link, encoding, piece);
        return;
    }
    if (!collect(link, piece) || !final)
        return;
    link_message(link, encoding, (struct bytes){link->pieces, link->pieces_size});
    free(link->pieces);
    link->pieces = NULL;
    link->pieces_size = 0;
}

static int ws_callback(struct lws *wsi, enum lws_callback_reasons reason, struct edge_link *link,
                       enum encoding encoding, struct bytes in)
{
    struct guess_origin origin;

    switch (reason) {
    case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION: return filter(wsi, true);
    case LWS_CALLBACK_ESTABLISHED:
        origin = edge_origin(wsi);
        link_open(link, edge_of(wsi), wsi, LINK_SOCKET, encoding, &origin);
        return 0;
    case LWS_CALLBACK_RECEIVE_PONG:
        if (link->opened)
            link_heard(link);
        return 0;
    case LWS_CALLBACK_RECEIVE:
        if (link->opened)
            receive(link, encoding, in);
        return 0;
    case LWS_CALLBACK_SERVER_WRITEABLE: return !link->opened || link_writeable(link) ? 0 : -1;
    case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE:
        /* This answers our own close frame, which lws does not know we sent: it must not send
         * another. */
        return link->opened && link->closing ? -1 : 0;
    case LWS_CALLBACK_CLOSED: link_close(link); return 0;
    default: return 0;
    }
}

int ws_callback_msgpack(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
                        size_t size)
{
    return ws_callback(wsi, reason, user, ENCODING_MSGPACK, (struct bytes){in, size});
}

int ws_callback_json(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
                     size_t size)
{
    return ws_callback(wsi, reason, user, ENCODING_JSON, (struct bytes){in, size});
}
