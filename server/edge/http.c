/* http.c -- requests: what was asked is copied out of the headers at once, the body is collected,
 * the request goes to whoever handles its path, and the answer is written in pieces as the socket
 * takes them. The screens' own files are answered here. */
#include "edge/http.h"

#include <assert.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>

#include "edge/internal.h"
#include "edge/texts.h"

#define EXTRA_HEADERS_MAX     6
#define EXTRA_VALUE_BYTES_MAX 160

struct http_request {
    struct edge *edge;
    struct lws *wsi;
    enum http_method method;
    char path[HTTP_PATH_BYTES_MAX];
    char query[HTTP_QUERY_BYTES_MAX]; /* "name=value" NUL "name=value" NUL */
    size_t query_size;
    char authorization[64];
    char if_none_match[64];
    char address[HTTP_ADDRESS_BYTES_MAX];
    char host[128];
    enum lang lang;
    bool gzip, forwarded;

    uint8_t *body;
    size_t body_size, body_expected;
    bool dispatched;
    bool unread; /* Body bytes may still come: close after the answer. */

    http_gone_fn *gone;
    void *gone_arg;

    int status; /* 0: no answer yet. */
    const char *type;
    struct bytes answer;
    uint8_t *owned; /* To be freed: the answer, or NULL. */
    size_t sent;
    bool headers_sent;
    uint32_t headers_count;
    struct {
        const char *name; /* "retry-after:" */
        char value[EXTRA_VALUE_BYTES_MAX];
    } headers[EXTRA_HEADERS_MAX];
};

/* ---- what was asked ------------------------------------------------------------------- */

enum http_method http_method(const struct http_request *request)
{
    return request->method;
}

const char *http_path(const struct http_request *request)
{
    return request->path;
}

struct bytes http_body(const struct http_request *request)
{
    return (struct bytes){request->body, request->body_size};
}

struct bytes http_query(const struct http_request *request, const char *name)
{
    const size_t name_size = strlen(name);

    for (size_t at = 0; at < request->query_size;) {
        const char *argument = request->query + at;
        const size_t size = strlen(argument);
        if (size > name_size && memcmp(argument, name, name_size) == 0 &&
            argument[name_size] == '=')
            return (struct bytes){(const uint8_t *)argument + name_size + 1, size - name_size - 1};
        at += size + 1;
    }
    return (struct bytes){NULL, 0};
}

enum lang http_lang(const struct http_request *request)
{
    uint8_t lang;

    return lang_parse(http_query(request, "lang"), &lang) ? (enum lang)lang : request->lang;
}

void http_speak(struct http_request *request, enum lang lang)
{
    request->lang = lang;
}

bool http_bearer(const struct http_request *request, uint8_t hash[TOKEN_HASH_BYTES])
{
    static const char scheme[] = "Bearer ";

    return strncasecmp(request->authorization, scheme, sizeof scheme - 1) == 0 &&
           token_hash(bytes_of(request->authorization + sizeof scheme - 1), hash);
}

const char *http_address(const struct http_request *request)
{
    return request->address;
}

/* `text` begins with a and then b, and after that comes a path. */
static bool is_below(struct bytes text, const char *a, const char *b)
{
    const size_t a_size = strlen(a), b_size = strlen(b);

    return text.size > a_size + b_size && a_size + b_size > 0 &&
           memcmp(text.data, a, a_size) == 0 && memcmp(text.data + a_size, b, b_size) == 0 &&
           text.data[a_size + b_size] == '/';
}

bool http_is_own_address(const struct http_request *request, struct bytes text)
{
    if (is_below(text, request->edge->parts.public_origin, ""))
        return true;
    return request->host[0] != '\0' &&
           (is_below(text, "http://", request->host) || is_below(text, "https://", request->host));
}

bool http_is_forwarded(const struct http_request *request)
{
    return request->forwarded;
}

struct edge *http_edge(struct http_request *request)
{
    return request->edge;
}

static void copy_header(struct lws *wsi, enum lws_token_indexes token, char *out, int size)
{
    if (lws_hdr_copy(wsi, out, size, token) < 0)
        out[0] = '\0'; /* Longer than anything we understand. */
}

static enum http_method method_of(struct lws *wsi)
{
    if (lws_hdr_total_length(wsi, WSI_TOKEN_GET_URI) > 0)
        return HTTP_GET;
    if (lws_hdr_total_length(wsi, WSI_TOKEN_POST_URI) > 0)
        return HTTP_POST;
    if (lws_hdr_total_length(wsi, WSI_TOKEN_HEAD_URI) > 0)
        return HTTP_HEAD;
    return HTTP_OTHER;
}

static void copy_query(struct http_request *request)
{
    char *out = request->query;
    int left = (int)sizeof request->query;

    for (int i = 0;; i++) {
        const int size = lws_hdr_copy_fragment(request->wsi, out, left, WSI_TOKEN_HTTP_URI_ARGS, i);
        if (size < 0 || size + 1 >= left)
            break; /* No more of them, or no more room. */
        out[size] = '\0';
        out += size + 1;
        left -= size + 1;
        request->query_size = (size_t)(out - request->query);
    }
}

/* The first of our languages that Accept-Language names; people's browsers put the best first. */
static enum lang lang_of(struct lws *wsi)
{
    char accepted[128];

    copy_header(wsi, WSI_TOKEN_HTTP_ACCEPT_LANGUAGE, accepted, sizeof accepted);
    for (const char *at = accepted; *at != '\0'; at++) {
        if (at != accepted && at[-1] != ',' && at[-1] != ' ')
            continue;
        for (uint32_t lang = 0; lang < LANG_COUNT; lang++) {
            if (strncasecmp(at, lang_name((enum lang)lang), 2) == 0)
                return (enum lang)lang;
        }
    }
    return LANG_NL;
}

/* Where we listen on "::", "::ffff:192.0.2.1" is who the operator and the proxy call 192.0.2.1. */
static void unmap(char *address)
{
    static const char mapped[] = "::ffff:";
    const size_t size = sizeof mapped - 1;

    if (strncasecmp(address, mapped, size) == 0 && strchr(address, '.') != NULL)
        memmove(address, address + size, strlen(address + size) + 1);
}

/* Behind the trusted proxy the last entry of X-Forwarded-For is who talked to the proxy; entries
 * before it are whatever that one wrote. */
static void copy_address(struct http_request *request)
{
    const char *trusted = request->edge->parts.trusted_proxy;
    char forwarded[256];
    const char *last;

    lws_get_peer_simple(request->wsi, request->address, sizeof request->address);
    unmap(request->address);
    copy_header(request->wsi, WSI_TOKEN_X_FORWARDED_FOR, forwarded, sizeof forwarded);
    request->forwarded = lws_hdr_total_length(request->wsi, WSI_TOKEN_X_FORWARDED_FOR) > 0;
    if (forwarded[0] == '\0' || trusted[0] == '\0' || strcmp(request->address, trusted) != 0)
        return;
    last = strrchr(forwarded, ',');
    last = last != NULL ? last + 1 : forwarded;
    while (*last == ' ')
        last++;
    snprintf(request->address, sizeof request->address, "%.*s", HTTP_ADDRESS_BYTES_MAX - 1, last);
    unmap(request->address);
}

static struct http_request *request_new(struct edge *edge, struct lws *wsi, const char *path)
{
    struct http_request *request = calloc(1, sizeof *request);
    char accepted[128];

    if (request == NULL)
        return NULL;
    request->edge = edge;
    request->wsi = wsi;
    request->method = method_of(wsi);
    snprintf(request->path, sizeof request->path, "%s", path);
    copy_query(request);
    copy_header(wsi, WSI_TOKEN_HTTP_AUTHORIZATION, request->authorization,
                sizeof request->authorization);
    copy_header(wsi, WSI_TOKEN_HTTP_IF_NONE_MATCH, request->if_none_match,
                sizeof request->if_none_match);
    copy_header(wsi, WSI_TOKEN_HOST, request->host, sizeof request->host);
    copy_header(wsi, WSI_TOKEN_HTTP_ACCEPT_ENCODING, accepted, sizeof accepted);
    request->gzip = strstr(accepted, "gzip") != NULL;
    request->lang = lang_of(wsi);
    copy_address(request);
    return request;
}

static void request_free(struct http_request *request)
{
    if (request == NULL)
        return;
    free(request->body);
    free(request->owned);
    free(request);
}

/* ---- answering ------------------------------------------------------------------------ */

void http_on_gone(struct http_request *request, http_gone_fn *gone, void *arg)
{
    request->gone = gone;
    request->gone_arg = arg;
}

void http_header(struct http_request *request, const char *name, const char *value)
{
    const size_t size = strlen(value) + 1;

    assert(request->headers_count < EXTRA_HEADERS_MAX && size <= EXTRA_VALUE_BYTES_MAX);
    request->headers[request->headers_count].name = name;
    memcpy(request->headers[request->headers_count].value, value, size);
    request->headers_count++;
}

void http_reply_static(struct http_request *request, int status, const char *type,
                       struct bytes body)
{
    assert(request->status == 0);
    request->gone = NULL;
    request->status = status;
    request->type = type;
    request->answer = body;
    lws_callback_on_writable(request->wsi);
}

void http_reply_owned(struct http_request *request, int status, const char *type, uint8_t *body,
                      size_t size)
{
    request->owned = body;
    http_reply_static(request, status, type, (struct bytes){body, size});
}

void http_reply(struct http_request *request, int status, const char *type, struct bytes body)
{
    uint8_t *copy = malloc(body.size + 1);

    if (copy == NULL) {
        http_reply_static(request, 503, type, (struct bytes){NULL, 0});
        return;
    }
    if (body.size > 0)
        memcpy(copy, body.data, body.size);
    http_reply_owned(request, status, type, copy, body.size);
}

static int status_of(enum fault fault)
{
    switch (fault) {
    case FAULT_TOO_LARGE: return 413;
    case FAULT_TOKEN_UNKNOWN: return 401;
    case FAULT_FORBIDDEN: return 403;
    case FAULT_CODE_UNKNOWN:
    case FAULT_NOT_FOUND:
    case FAULT_SCENARIO_UNKNOWN: return 404;
    case FAULT_METHOD: return 405;
    case FAULT_TOO_FAST:
    case FAULT_TOO_MANY_TRIES: return 429;
    case FAULT_BUSY:
    case FAULT_JOURNAL_FAILED:
    case FAULT_SHUTTING_DOWN: return 503;
    case FAULT_SCENARIO_BROKEN: return 500;
    default: return 400;
    }
}

static void reply_error(struct http_request *request, int status, const char *code,
                        const char *message, const char *field)
{
    uint8_t memory[1024];
    struct buffer out;
    struct writer w;

    buffer_init(&out, memory, sizeof memory);
    writer_init(&w, &out, ENCODING_JSON);
    writer_map(&w, 1);
    writer_key(&w, "error");
    writer_map(&w, field != NULL ? 3 : 2);
    writer_put_word(&w, "code", code);
    writer_put_word(&w, "message", message);
    if (field != NULL)
        writer_put_word(&w, "field", field);
    assert(writer_ok(&w));
    if (status == 429)
        http_header(request, "retry-after:", "60");
    if (status == 503)
        http_header(request, "retry-after:", "2");
    http_reply(request, status, "application/json", buffer_bytes(&out));
}

void http_fail(struct http_request *request, enum fault fault, const char *field)
{
    char message[400];

    texts_fault_field(http_lang(request), fault, field, message, sizeof message);
    metric_add(request->edge->refused, 1);
    reply_error(request, status_of(fault), fault_name(fault), message, field);
}

void http_refuse(struct http_request *request, enum reject reject, const char *field)
{
    reply_error(request, 409, reject_name(reject), texts_reject(http_lang(request), reject), field);
}

/* ---- the screens ---------------------------------------------------------------------- */

static bool is_known(const struct http_request *request, const char *etag)
{
    return strstr(request->if_none_match, etag) != NULL;
}

static void serve_file(struct http_request *request, const struct static_file *file)
{
    const bool gzip = request->gzip && file->gzip.size > 0;
    const char *etag = gzip ? file->etag_gzip : file->etag;

    http_header(request, "etag:", etag);
    http_header(request, "vary:", "accept-encoding");
    http_header(request, "cache-control:",
                file->immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (is_known(request, etag)) {
        http_reply_static(request, 304, NULL, (struct bytes){NULL, 0});
        return;
    }
    if (gzip)
        http_header(request, "content-encoding:", "gzip");
    http_reply_static(request, 200, file->type, gzip ? file->gzip : file->plain);
}

/* "/trainer" means "/trainer/", as relative links in the page do. */
static bool redirect_to_folder(struct http_request *request)
{
    char folder[HTTP_PATH_BYTES_MAX + 1];

    snprintf(folder, sizeof folder, "%s/", request->path);
    if (static_find(request->edge->files, folder) == NULL)
        return false;
    http_header(request, "location:", folder);
    http_reply_static(request, 308, NULL, (struct bytes){NULL, 0});
    return true;
}

static void serve_screen(struct http_request *request)
{
    const struct static_file *file = static_find(request->edge->files, request->path);

    if (request->method != HTTP_GET && request->method != HTTP_HEAD)
        http_fail(request, FAULT_METHOD, NULL);
    else if (file != NULL)
        serve_file(request, file);
    else if (!redirect_to_folder(request))
        http_fail(request, FAULT_NOT_FOUND, NULL);
}

static bool is_handlers(const char *path)
{
    return strncmp(path, "/api/", 5) == 0 || strcmp(path, "/healthz") == 0 ||
           strcmp(path, "/readyz") == 0 || strcmp(path, "/metrics") == 0;
}

static void dispatch(struct http_request *request)
{
    request->dispatched = true;
    metric_add(request->edge->requests, 1);
    if (live_is_path(request->path))
        live_handle(request);
    else if (is_handlers(request->path))
        request->edge->parts.handler(request->edge->parts.handler_arg, request);
    else
        serve_screen(request);
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

    request->unread = true;
    if (lws_hdr_total_length(request->wsi, WSI_TOKEN_HTTP_TRANSFER_ENCODING) > 0 || length < 0) {
        request->dispatched = true;
        http_fail(request, FAULT_MALFORMED, NULL); /* No length: not a body we can bound. */
        return;
    }
    if (length > body_max_of(request)) {
        request->dispatched = true;
        http_fail(request, FAULT_TOO_LARGE, NULL);
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
    request = request_new(edge_of(wsi), wsi, path);
    if (request == NULL)
        return -1;
    user->request = request;
    if (request->edge->closed || lws_hdr_total_length(wsi, WSI_TOKEN_UPGRADE) > 0) {
        request->unread = true;
        request->dispatched = true;
        http_fail(request, request->edge->closed ? FAULT_SHUTTING_DOWN : FAULT_MALFORMED, NULL);
    } else if (request->method == HTTP_POST) {
        begin_body(request);
    } else {
        /* Other methods may bring a body that nobody reads. */
        request->unread = request->method == HTTP_OTHER || content_length_of(wsi) > 0;
        dispatch(request);
    }
    return 0;
}

/* lws waits for the next byte of a body as often as one comes; we wait for the last one once. */
static int body_is_late(const struct http_request *request)
{
    return request != NULL && !request->dispatched ? -1 : 0;
}

static int add_body(struct http_request *request, struct bytes piece)
{
    if (request == NULL || request->dispatched)
        return 0; /* Refused already; what still comes is not looked at. */
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

static bool add_header(struct http_request *request, const char *name, const char *value,
                       unsigned char **at, unsigned char *end)
{
    return lws_add_http_header_by_name(request->wsi, (const unsigned char *)name,
                                       (const unsigned char *)value, (int)strlen(value), at,
                                       end) == 0;
}

static bool write_headers(struct http_request *request)
{
    unsigned char memory[LWS_PRE + HEADERS_BYTES_MAX];
    unsigned char *at = memory + LWS_PRE, *end = memory + sizeof memory;
    bool cached = false, ok;

    ok = lws_add_http_header_status(
             request->wsi, (unsigned)request->status | LWSAHH_FLAG_NO_SERVER_NAME, &at, end) == 0;
    if (request->type != NULL)
        ok = ok && add_header(request, "content-type:", request->type, &at, end);
    for (uint32_t i = 0; i < request->headers_count; i++) {
        cached = cached || strcmp(request->headers[i].name, "cache-control:") == 0;
        ok = ok &&
             add_header(request, request->headers[i].name, request->headers[i].value, &at, end);
    }
    if (!cached)
        ok = ok && add_header(request, "cache-control:", "no-store", &at, end);
    if (request->unread)
        ok = ok && add_header(request, "connection:", "close", &at, end);
    if (request->status != 304)
        ok = ok &&
             lws_add_http_header_content_length(request->wsi, request->answer.size, &at, end) == 0;
    request->headers_sent = true;
    return ok && lws_finalize_write_http_header(request->wsi, memory + LWS_PRE, &at, end) == 0;
}

static bool write_chunk(struct http_request *request)
{
    unsigned char memory[LWS_PRE + CHUNK_BYTES_MAX];
    size_t size = request->answer.size - request->sent;

    if (size > CHUNK_BYTES_MAX)
        size = CHUNK_BYTES_MAX;
    memcpy(memory + LWS_PRE, request->answer.data + request->sent, size);
    request->sent += size;
    metric_add(request->edge->sent_bytes, (int64_t)size);
    return lws_write(request->wsi, memory + LWS_PRE, size,
                     request->sent == request->answer.size ? LWS_WRITE_HTTP_FINAL
                                                           : LWS_WRITE_HTTP) >= 0;
}

static int write_answer(struct lws *wsi, struct http_user *user)
{
    struct http_request *request = user->request;
    bool close;

    if (request->status == 0)
        return 0;
    if (!request->headers_sent && !write_headers(request))
        return -1;
    if (request->method != HTTP_HEAD && request->sent < request->answer.size) {
        if (!write_chunk(request))
            return -1;
        if (request->sent < request->answer.size) {
            lws_callback_on_writable(wsi);
            return 0;
        }
    }
    close = request->unread;
    user->request = NULL;
    request_free(request);
    return close || lws_http_transaction_completed(wsi) ? -1 : 0;
}

static int write_stream_headers(struct edge_link *link)
{
    unsigned char memory[LWS_PRE + HEADERS_BYTES_MAX];
    unsigned char *at = memory + LWS_PRE, *end = memory + sizeof memory;
    static const struct {
        const char *name, *value;
    } headers[] = {{"content-type:", "text/event-stream"},
                   {"cache-control:", "no-store, no-transform"},
                   {"x-accel-buffering:", "no"}, /* Proxies that would collect the events. */
                   {"connection:", "close"}};

    if (lws_add_http_header_status(link->wsi, 200u | LWSAHH_FLAG_NO_SERVER_NAME, &at, end) != 0)
        return -1;
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
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

struct lws *http_become_stream(struct http_request *request, struct edge_link *stream)
{
    struct lws *wsi = request->wsi;
    struct http_user *user = lws_wsi_user(wsi);

    assert(user->request == request && user->stream == NULL);
    user->request = NULL;
    user->stream = stream;
    request_free(request);
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
    request_free(request);
    if (stream != NULL)
        live_closed(stream);
}

/* Before anything is upgraded. lws itself would take h2c, with which none of our limits hold, and
 * hang up without a word on a subprotocol it does not know. */
static int confirm_upgrade(struct lws *wsi)
{
    char upgrade[16], asked[256];

    copy_header(wsi, WSI_TOKEN_UPGRADE, upgrade, sizeof upgrade);
    copy_header(wsi, WSI_TOKEN_PROTOCOL, asked, sizeof asked);
    if (strcasecmp(upgrade, "websocket") == 0 && strstr(asked, "dilemmakamer.v1.") != NULL)
        return 0;
    lws_return_http_status(wsi, HTTP_STATUS_BAD_REQUEST, NULL);
    return 1;
}

/* A phone that left the wifi says nothing: of a stream, which only we write to, the kernel would
 * repeat the last bytes for a quarter of an hour, and all that time its seat would count as there.
 */
static void notice_dead_peers(int fd)
{
    const unsigned gone_ms = PEER_GONE_MS;

    setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &gone_ms, sizeof gone_ms);
}

int http_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user_space, void *in,
                  size_t size)
{
    struct http_user *user = user_space;
    struct edge *edge;

    switch (reason) {
    case LWS_CALLBACK_FILTER_NETWORK_CONNECTION:
        edge = lws_context_user(lws_get_context(wsi));
        notice_dead_peers((int)(intptr_t)in);
        return edge->closed || edge->connections_count >= edge->connections_max;
    case LWS_CALLBACK_WSI_CREATE:
        edge = edge_of(wsi);
        edge->connections_count++;
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
