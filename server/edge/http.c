/* http.c -- the life of a request: its headers are copied at once (http_asked.c), the body is
 * collected, it goes to whoever handles its path, and the answer (http_answer.c) is written in
 * pieces as the socket takes them. */
#include "edge/http_inside.h"
#include "edge/strict.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- to whom it goes ------------------------------------------------------------------- */

void http_on_gone(struct http_request *request, http_gone_fn *gone, void *arg)
{
    request->gone = gone;
    request->gone_arg = arg;
}

/* /api/ itself is a page: clients/api. */
static bool is_handlers(const char *path)
{
    return (strncmp(path, "/api/", 5) == 0 && path[5] != '\0') || strcmp(path, "/healthz") == 0 ||
           strcmp(path, "/readyz") == 0 || strcmp(path, "/metrics") == 0;
}

/* Where metrics have a port of their own, they are nowhere else, and nothing else is there. */
static bool is_at_wrong_port(const struct http_request *request)
{
    const struct edge *edge = request->edge;
    const bool is_metrics = strcmp(request->path, "/metrics") == 0;

    if (edge->metrics_vhost == NULL)
        return false;
    if (lws_get_vhost(request->wsi) != edge->metrics_vhost)
        return is_metrics;
    return !is_metrics && strcmp(request->path, "/healthz") != 0 &&
           strcmp(request->path, "/readyz") != 0;
}

static void dispatch(struct http_request *request)
{
    request->dispatched = true;
    if (is_at_wrong_port(request)) {
        http_fail(request, FAULT_NOT_FOUND, NULL);
        return;
    }
    if (live_is_path(request->path))
        live_handle(request);
    else if (is_handlers(request->path))
        request->edge->parts.handler(request->edge->parts.handler_arg, request);
    else
        http_serve_screen(request);
}

/* ---- taking a request in -------------------------------------------------------------- */

/* Digits only, at most seven of them; -1 otherwise. */
static long content_length_of(struct lws *wsi)
{
    char text[9];
    long length = 0;

    if (lws_hdr_copy(wsi, text, sizeof text, WSI_TOKEN_HTTP_CONTENT_LENGTH) <= 0)
        return -1;
    for (const char *c = text; *c != '\0'; c++) {
        if (*c < '0' || *c > '9')
            return -1;
        length = length * 10 + (*c - '0');
    }
    return length;
}

static long body_max_of(const struct http_request *request)
{
    const struct edge_parts *parts = &request->edge->parts;

    return parts->body_max == NULL ? HTTP_BODY_BYTES_MAX
                                   : (long)parts->body_max(parts->handler_arg, request);
}

static void begin_body(struct http_request *request)
{
    const long length = content_length_of(request->wsi);
    enum fault fault;

    request->unread = true;
    if (lws_hdr_total_length(request->wsi, WSI_TOKEN_HTTP_TRANSFER_ENCODING) > 0 || length < 0) {
        request->dispatched = true;
        http_fail(request, FAULT_MALFORMED, NULL); /* A body without a length cannot be bounded. */
        return;
    }
    if (length > body_max_of(request)) {
        request->dispatched = true;
        http_fail(request, FAULT_TOO_LARGE, NULL);
        return;
    }
    fault = strict_change_fault(request->wsi, length > 0);
    if (fault != FAULT_NONE) {
        request->unread = length > 0;
        request->dispatched = true;
        http_fail(request, fault, NULL);
        return;
    }
    request->body_expected = (size_t)length;
    request->body = malloc(request->body_expected + 1);
    if (request->body == NULL) {
        request->dispatched = true;
        http_fail(request, FAULT_BUSY, NULL);
        return;
    }
    if (length == 0) {
        request->unread = false;
        dispatch(request);
        return;
    }
    lws_set_timer_usecs(request->wsi,
                        (BODY_MS + (lws_usec_t)length / BODY_BYTES_PER_MS) * (lws_usec_t)1000);
}

static int begin(struct lws *wsi, struct http_user *user, const char *path)
{
    struct http_request *request;

    if (user->request != NULL || user->stream != NULL)
        return -1; /* A second request while the first is under way. */
    request = http_request_new(edge_of(wsi), wsi, path);
    if (request == NULL)
        return -1;
    user->request = request;
    if (request->edge->closed || lws_hdr_total_length(wsi, WSI_TOKEN_UPGRADE) > 0 ||
        !strict_is_sound(wsi)) {
        request->unread = true;
        request->dispatched = true;
        http_fail(request, request->edge->closed ? FAULT_SHUTTING_DOWN : FAULT_MALFORMED, NULL);
    } else if (live_is_path(path) && strict_change_fault(wsi, false) != FAULT_NONE) {
        request->unread = true;
        request->dispatched = true;
        http_fail(request, FAULT_FORBIDDEN, NULL);
    } else if (request->method == HTTP_POST) {
        begin_body(request);
    } else {
        /* A request of another method may bring a body, which nobody reads. */
        request->unread = request->method == HTTP_OTHER || content_length_of(wsi) > 0;
        dispatch(request);
    }
    return 0;
}

/* The time-out of lws begins anew with every byte of a body; ours bounds the whole body. */
static int body_is_late(const struct http_request *request)
{
    return request != NULL && !request->dispatched ? -1 : 0;
}

static int add_body(struct http_request *request, struct bytes piece)
{
    if (request == NULL || request->dispatched)
        return 0; /* Already refused; the rest of the body is ignored. */
    if (piece.size > request->body_expected - request->body_size)
        return -1;
    memcpy(request->body + request->body_size, piece.data, piece.size);
    request->body_size += piece.size;
    return 0;
}

static void end_body(struct http_request *request)
{
    if (request == NULL || request->dispatched)
        return;
    request->unread = false;
    dispatch(request);
}

/* ---- writing the answer --------------------------------------------------------------- */

/* Has more come in than this request? A second request that is read from what was kept, and whose
 * first line has no version, is parsed by libwebsockets 4.1 without an end: one such packet would
 * stop the server. Nobody has a need to send a request before the answer to the last, so the
 * connection is closed then. (Asked of all connections at once, as there is no other question:
 * another one that waits closes this one, which costs its client a connection.) */
static bool has_read_ahead(struct lws *wsi)
{
    return lws_service_adjust_timeout(lws_get_context(wsi), 1, 0) == 0;
}

static int write_answer(struct lws *wsi, struct http_user *user)
{
    struct http_request *request = user->request;
    bool close;

    if (request->status == 0)
        return 0;
    if (!request->headers_sent && !http_write_headers(request))
        return -1;
    if (request->method != HTTP_HEAD && request->sent < request->answer.size) {
        if (!http_write_chunk(request))
            return -1;
        if (request->sent < request->answer.size) {
            lws_callback_on_writable(wsi);
            return 0;
        }
    }
    close = request->unread || has_read_ahead(wsi);
    metric_add(request->edge->answers[request->status / 100], 1);
    if (!live_is_path(request->path)) /* These wait on purpose. */
        metric_observe_us(request->edge->request_seconds,
                          clock_monotonic_us(request->edge->parts.clock) - request->began_us);
    http_log(request);
    user->request = NULL;
    http_request_free(request);
    return close || lws_http_transaction_completed(wsi) ? -1 : 0;
}

static int write_stream_headers(struct edge_link *link)
{
    unsigned char memory[LWS_PRE + HEADERS_BYTES_MAX];
    unsigned char *at = memory + LWS_PRE, *end = memory + sizeof memory;
    const struct {
        const char *name, *value;
    } headers[] = {{"content-type:", "text/event-stream"},
                   {"cache-control:", "no-store, no-transform"},
                   {"x-accel-buffering:", "no"}, /* Keeps a proxy from collecting the events. */
                   {"connection:", "close"},
                   {"x-dilemma-node:", link->edge->parts.node}}; /* Commands belong there. */
    const size_t count = sizeof headers / sizeof headers[0] - (edge_has_name(link->edge) ? 0u : 1u);

    if (lws_add_http_header_status(link->wsi, 200u | LWSAHH_FLAG_NO_SERVER_NAME, &at, end) != 0)
        return -1;
    for (size_t i = 0; i < count; i++) {
        if (lws_add_http_header_by_name(link->wsi, (const unsigned char *)headers[i].name,
                                        (const unsigned char *)headers[i].value,
                                        (int)strlen(headers[i].value), &at, end) != 0)
            return -1;
    }
    lws_set_timeout(link->wsi, NO_PENDING_TIMEOUT, 0);
    link->headers_sent = true;
    return lws_finalize_write_http_header(link->wsi, memory + LWS_PRE, &at, end) == 0 ? 0 : -1;
}

static int writeable(struct lws *wsi, struct http_user *user)
{
    if (user->stream == NULL)
        return user->request != NULL ? write_answer(wsi, user) : 0;
    if (!user->stream->headers_sent) {
        lws_callback_on_writable(wsi);
        return write_stream_headers(user->stream);
    }
    return link_writeable(user->stream) ? 0 : -1;
}

void http_wait(struct http_request *request)
{
    lws_set_timeout(request->wsi, NO_PENDING_TIMEOUT, 0);
}

struct lws *http_become_stream(struct http_request *request, struct edge_link *stream)
{
    struct lws *wsi = request->wsi;
    struct http_user *user = lws_wsi_user(wsi);

    assert(user->request == request && user->stream == NULL);
    user->request = NULL;
    user->stream = stream;
    http_request_free(request);
    lws_callback_on_writable(wsi);
    return wsi;
}

/* ---- the connection ------------------------------------------------------------------- */

static void connection_gone(struct http_user *user)
{
    struct http_request *request = user->request;
    struct edge_link *stream = user->stream;

    user->request = NULL;
    user->stream = NULL;
    if (request != NULL && request->gone != NULL)
        request->gone(request->gone_arg);
    if (request != NULL)
        http_log(request);
    http_request_free(request);
    if (stream != NULL)
        live_closed(stream);
}

/* Called before anything is upgraded. lws itself would accept h2c, for which none of our limits
 * hold, any version and key of WebSocket, and would hang up without an answer on a subprotocol it
 * does not know. */
static int confirm_upgrade(struct lws *wsi)
{
    unsigned status = strict_is_sound(wsi) ? strict_upgrade_status(wsi) : HTTP_STATUS_BAD_REQUEST;
    char asked[256];

    http_copy_header(wsi, WSI_TOKEN_PROTOCOL, asked, sizeof asked);
    if (status == 0 && lws_get_vhost(wsi) != edge_of(wsi)->vhost)
        status = HTTP_STATUS_NOT_FOUND;
    if (status == 0 && strstr(asked, "dilemmakamer.v1.") == NULL)
        status = HTTP_STATUS_BAD_REQUEST;
    if (status == 0)
        return 0;
    lws_return_http_status(wsi, status, NULL);
    return 1;
}

int http_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user_space, void *in,
                  size_t size)
{
    struct http_user *user = user_space;
    struct edge *edge;

    switch (reason) {
    case LWS_CALLBACK_FILTER_NETWORK_CONNECTION:
        return !edge_admits(lws_context_user(lws_get_context(wsi)), (int)(intptr_t)in);
    case LWS_CALLBACK_WSI_CREATE:
        edge = edge_of(wsi);
        edge->connections_count++;
        edge_keep_beat(edge);
        metric_set(edge->connections, edge->connections_count);
        return 0;
    case LWS_CALLBACK_WSI_DESTROY:
        edge = edge_of(wsi);
        edge->connections_count--;
        metric_set(edge->connections, edge->connections_count);
        return 0;
    case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE: return confirm_upgrade(wsi);
    case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION: /* An upgrade without one of our subprotocols. */
        lws_return_http_status(wsi, HTTP_STATUS_BAD_REQUEST, NULL);
        return -1;
    case LWS_CALLBACK_RAW_ADOPT: /* CONNECT: lws would let it stay for ever, as bytes for nobody. */
    case LWS_CALLBACK_RAW_RX: return -1;
    case LWS_CALLBACK_HTTP: return begin(wsi, user, in);
    case LWS_CALLBACK_HTTP_BODY: return add_body(user->request, (struct bytes){in, size});
    case LWS_CALLBACK_HTTP_BODY_COMPLETION: end_body(user->request); return 0;
    case LWS_CALLBACK_TIMER: return body_is_late(user->request);
    case LWS_CALLBACK_HTTP_WRITEABLE: return writeable(wsi, user);
    case LWS_CALLBACK_CLOSED_HTTP:
    case LWS_CALLBACK_HTTP_DROP_PROTOCOL:
        if (user != NULL)
            connection_gone(user);
        return 0;
    default: return 0;
    }
}
