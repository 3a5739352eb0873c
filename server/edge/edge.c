#include "edge/internal.h"

#include <assert.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "edge/dress.h"
#include "edge/rewrite.h"
#include "edge/waiting.h"
#include "sys/log.h"
#include "sys/loop.h"
#include "sys/origin.h"

#define SWEEP_MS       1000
#define FILES_RESERVED 64 /* Open files that are no connections: journal, listener, loop. */

struct edge *edge_of(struct lws *wsi)
{
    return lws_context_user(lws_get_context(wsi));
}

uint64_t edge_now_ms(const struct edge *edge)
{
    return clock_now_ms(edge->parts.clock);
}

/* Counted, and made unlike those of an earlier run of the server. */
uint64_t edge_new_id(struct edge *edge)
{
    return edge->ids_salt ^ ++edge->ids_count;
}

/* Allowed are pages of the host they talk to, and of the public origin (a proxy may call us by
 * another name). A hostile page that reaches us under a host name of its own passes this check, but
 * gains nothing: there are no cookies, and every request must bring its token. */
bool edge_origin_allowed(struct lws *wsi)
{
    const struct edge *edge = edge_of(wsi);
    const char *public = edge->parts.public_origin;
    const size_t public_size = (size_t)(origin_path(public) - public);
    char origin[256], host[256];
    const char *behind_scheme;

    if (lws_hdr_total_length(wsi, WSI_TOKEN_ORIGIN) <= 0)
        return true;
    if (lws_hdr_copy(wsi, origin, sizeof origin, WSI_TOKEN_ORIGIN) <= 0)
        return false;
    if (public_size > 0 && strlen(origin) == public_size &&
        strncmp(origin, public, public_size) == 0)
        return true;
    behind_scheme = strstr(origin, "://");
    return behind_scheme != NULL && lws_hdr_copy(wsi, host, sizeof host, WSI_TOKEN_HOST) > 0 &&
           strcmp(behind_scheme + 3, host) == 0;
}

/* A phone that leaves the wifi says nothing. Only we write to a stream, and the kernel would repeat
 * the last bytes for a quarter of an hour; all that time the seat would count as present. */
bool edge_admits(const struct edge *edge, int fd)
{
    const unsigned gone_ms = PEER_GONE_MS;

    setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &gone_ms, sizeof gone_ms);
    return !edge->closed && edge->connections_count < edge->connections_max;
}

/* ---- writing, once a turn ------------------------------------------------------------- */

/* Write to all links that have something due. */
static void edge_flush(struct edge *edge)
{
    struct edge_link *link;

    while ((link = due_next(&edge->due)) != NULL)
        link_flush(link); /* Takes it off its list. */
}

static void flush_for_host(void *arg)
{
    edge_flush(arg);
}

/* Before the loop sleeps, write what became due after the host's own flush (a pong, a refusal). */
static void on_prepare(uv_prepare_t *prepare)
{
    edge_flush(prepare->data);
    waiting_look(prepare->data);
}

/* Nobody is woken for nobody. */
static void on_beat(uv_timer_t *timer)
{
    struct edge *edge = timer->data;

    live_beat(edge);
    if (edge->connections_count == 0 && edge->polls_count == 0)
        uv_timer_stop(timer);
}

void edge_keep_beat(struct edge *edge)
{
    if (!edge->closed && !uv_is_active((uv_handle_t *)&edge->beat))
        uv_timer_start(&edge->beat, on_beat, LIVE_STREAM_BEAT_MS, LIVE_STREAM_BEAT_MS);
}

/* Timers go first, so after a time in which the loop stood still they come before what was said. */
static void on_heard(uv_check_t *check)
{
    struct edge *edge = check->data;

    uv_check_stop(check);
    link_sweep(edge);
    if (alive_is_empty(&edge->alive))
        uv_timer_stop(&edge->sweep);
}

static void on_sweep(uv_timer_t *timer)
{
    struct edge *edge = timer->data;

    uv_check_start(&edge->heard, on_heard);
}

void edge_keep_sweep(struct edge *edge)
{
    if (!edge->closed && !uv_is_active((uv_handle_t *)&edge->sweep))
        uv_timer_start(&edge->sweep, on_sweep, SWEEP_MS, SWEEP_MS);
}

/* ---- libwebsockets -------------------------------------------------------------------- */

static void on_lws_log(int level, const char *line)
{
    const int size = (int)strcspn(line, "\n");

    log_write(level & LLL_ERR ? LOG_ERROR : LOG_WARNING, "lws", "said",
              LOG_FIELDS(log_bytes("text", (struct bytes){(const uint8_t *)line, (size_t)size})));
}

#define POLICY(scripts)                                                                            \
    "default-src 'none'; script-src 'self'" scripts "; style-src 'self'; img-src 'self' data:; "   \
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "                  \
    "form-action 'self'; frame-ancestors 'none'"

/* Sent with every answer, those that libwebsockets makes by itself included. */
static struct lws_protocol_vhost_options headers[] = {
    {&headers[1], NULL, "content-security-policy:", POLICY("")},
    {&headers[2], NULL, "x-content-type-options:", "nosniff"},
    {&headers[3], NULL, "referrer-policy:", "no-referrer"},
    {&headers[4], NULL, "x-frame-options:", "DENY"},
    {&headers[5], NULL, "cross-origin-opener-policy:", "same-origin"},
    {&headers[6], NULL, "cross-origin-resource-policy:", "same-origin"},
    {NULL, NULL, "permissions-policy:", "camera=(), microphone=(), geolocation=(), payment=()"},
};

void edge_policy_for(const char *path)
{
    const bool compiles = strncmp(path, CORE_WORKER, strlen(CORE_WORKER)) == 0;

    headers[0].value = compiles ? POLICY(" 'wasm-unsafe-eval'") : POLICY("");
}

static const struct lws_protocols protocols[] = {
    {"http", http_callback, sizeof(struct http_user), 1024, 0, NULL, CHUNK_BYTES_MAX},
    {"dilemmakamer.v1.msgpack", ws_callback_msgpack, sizeof(struct edge_link), 512, 0, NULL,
     OUT_BYTES_MAX},
    {"dilemmakamer.v1.json", ws_callback_json, sizeof(struct edge_link), 512, 0, NULL,
     OUT_BYTES_MAX},
    {NULL, NULL, 0, 0, 0, NULL, 0},
};

/* Who is silent is told by alive.h. libwebsockets would keep a time of its own for every socket, in
 * one sorted list that each new one walks along; with zeros here it keeps none. */
static const lws_retry_bo_t no_times = {0};

/* For what is for operators alone. */
static const struct lws_protocols protocols_http[] = {
    {"http", http_callback, sizeof(struct http_user), 1024, 0, NULL, CHUNK_BYTES_MAX},
    {NULL, NULL, 0, 0, 0, NULL, 0},
};

/* NULL: it cannot listen there (logged). */
static struct lws_vhost *listen_at(struct edge *edge, struct lws_context_creation_info *info,
                                   const char *address, int port)
{
    const bool all = strcmp(address, "0.0.0.0") == 0 || strcmp(address, "::") == 0;
    struct lws_vhost *vhost;

    info->options = LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_EXPLICIT_VHOSTS |
                    LWS_SERVER_OPTION_FAIL_UPON_UNABLE_TO_BIND |
                    (strchr(address, ':') == NULL ? LWS_SERVER_OPTION_DISABLE_IPV6 : 0);
    info->port = port;
    info->iface = all || port == CONTEXT_PORT_NO_LISTEN_SERVER ? NULL : address;
    vhost = lws_create_vhost(edge->context, info);
    if (vhost == NULL)
        log_error("edge", "not_listening", log_text("address", address), log_signed("port", port));
    return vhost;
}

static bool listen_for_metrics(struct edge *edge, struct lws_context_creation_info *info)
{
    if (edge->parts.metrics_port == 0)
        return true;
    info->vhost_name = "metrics";
    info->protocols = protocols_http;
    edge->metrics_vhost =
        listen_at(edge, info, edge->parts.metrics_address, edge->parts.metrics_port);
    return edge->metrics_vhost != NULL;
}

static bool listen_for_all(struct edge *edge, struct lws_context_creation_info *info)
{
    const int listener = edge->parts.listener;

    edge->vhost = listen_at(edge, info, edge->parts.address,
                            listener == 0 ? edge->parts.port : CONTEXT_PORT_NO_LISTEN_SERVER);
    if (edge->vhost == NULL)
        return false;
    if (listener != 0)
        edge->activated = activated_open(edge, listener);
    return listener == 0 || edge->activated != NULL;
}

static enum result listen_there(struct edge *edge)
{
    struct lws_context_creation_info info = {0};
    void *loops[] = {loop_uv(edge->parts.loop)};

    waiting_begin();
    lws_set_log_level(LLL_ERR | LLL_WARN, on_lws_log);
    info.options = LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_EXPLICIT_VHOSTS;
    info.foreign_loops = loops;
    info.user = edge;
    info.protocols = protocols;
    info.headers = headers;
    info.timeout_secs = 15;
    info.keepalive_timeout = 30;
    info.max_http_header_data = REQUEST_HEADERS_BYTES_MAX;
    info.retry_and_idle_policy = &no_times;
    info.alpn = "http/1.1";
    edge->context = lws_create_context(&info);
    if (edge->context == NULL) {
        log_error("edge", "no_context", log_text("hint", "is libwebsockets-evlib-uv installed?"));
        return RESULT_IO;
    }
    return listen_for_all(edge, &info) && listen_for_metrics(edge, &info) ? RESULT_OK : RESULT_IO;
}

/* ---- life ----------------------------------------------------------------------------- */

/* As many as asked for, but fewer than the limit of open files: at that limit lws would spin. */
static uint32_t connections_allowed(uint32_t wanted)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return wanted;
    if (limit.rlim_cur < limit.rlim_max && limit.rlim_cur < wanted + FILES_RESERVED) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
        getrlimit(RLIMIT_NOFILE, &limit);
    }
    if (limit.rlim_cur >= wanted + FILES_RESERVED)
        return wanted;
    log_warning("edge", "fewer_connections", log_count("wanted", wanted),
                log_count("open_files", limit.rlim_cur));
    return limit.rlim_cur > 2 * FILES_RESERVED ? (uint32_t)limit.rlim_cur - FILES_RESERVED
                                               : FILES_RESERVED;
}

static void make_metrics(struct edge *edge)
{
    struct metrics *m = edge->parts.metrics;

    static const char *const classes[HTTP_CLASSES_COUNT] = {
        [2] = "code=\"2xx\"", [3] = "code=\"3xx\"", [4] = "code=\"4xx\"", [5] = "code=\"5xx\""};

    edge->connections = metrics_gauge(m, "connections", "Open TCP connections");
    for (int kind = 0; kind < LINK_KINDS_COUNT; kind++) {
        snprintf(edge->link_labels[kind], METRIC_LABELS_BYTES_MAX, "road=\"%s\"",
                 link_road((enum link_kind)kind));
        edge->links[kind] =
            metrics_gauge_of(m, "links", "Open links of clients", edge->link_labels[kind]);
    }
    edge->received = metrics_counter(m, "messages_received_total", "Messages from links");
    edge->sent_bytes = metrics_counter(m, "sent_bytes_total", "Bytes written, before TLS");
    for (int of = 2; of < HTTP_CLASSES_COUNT; of++)
        edge->answers[of] =
            metrics_counter_of(m, "http_requests_total", "Answered HTTP requests", classes[of]);
    edge->request_seconds = metrics_seconds(
        m, "http_request_seconds", "From the headers of a request to the end of its answer");
    for (int fault = 1; fault < FAULT_COUNT; fault++) {
        snprintf(edge->fault_labels[fault], METRIC_LABELS_BYTES_MAX, "fault=\"%s\"",
                 fault_name((enum fault)fault));
        edge->faults[fault] =
            metrics_counter_of(m, "faults_total", "Messages and requests that were not taken",
                               edge->fault_labels[fault]);
    }
}

static enum result open_screens(struct edge *edge)
{
    const struct edge_parts *parts = &edge->parts;
    enum result result = static_open(&edge->files, parts->clients);

    if (result == RESULT_OK && parts->dress != NULL)
        result = static_dress(edge->files, parts->dress);
    if (result == RESULT_OK && parts->public_origin[0] != '\0')
        result = rewrite_origin(edge->files, parts->public_origin);
    return result;
}

enum result edge_open(struct edge **out, const struct edge_parts *parts)
{
    struct edge *edge = calloc(1, sizeof *edge);
    enum result result;

    *out = NULL;
    if (edge == NULL)
        return RESULT_NO_MEMORY;
    edge->parts = *parts;
    edge->connections_max = connections_allowed(parts->connections_max);
    make_metrics(edge);
    uv_random(NULL, NULL, &edge->ids_salt, sizeof edge->ids_salt, 0, NULL);
    uv_prepare_init(loop_uv(parts->loop), &edge->prepare);
    uv_timer_init(loop_uv(parts->loop), &edge->beat);
    uv_timer_init(loop_uv(parts->loop), &edge->memory);
    uv_timer_init(loop_uv(parts->loop), &edge->sweep);
    uv_check_init(loop_uv(parts->loop), &edge->heard);
    edge->prepare.data = edge->beat.data = edge->memory.data = edge->sweep.data = edge;
    edge->heard.data = edge;
    *out = edge;
    edge->guesses = guesses_open(parts->clock);
    result = edge->guesses != NULL ? open_screens(edge) : RESULT_NO_MEMORY;
    if (result == RESULT_OK)
        result = listen_there(edge);
    if (result != RESULT_OK)
        return result;
    uv_prepare_start(&edge->prepare, on_prepare);
    host_set_flush(parts->host, flush_for_host, edge);
    log_info("edge", "listening", log_text("address", parts->address),
             log_count("port", parts->port), log_count("screens", static_count(edge->files)),
             log_count("connections_max", edge->connections_max));
    *out = edge;
    return RESULT_OK;
}

void edge_close(struct edge *edge)
{
    if (edge == NULL || edge->closed)
        return;
    edge->closed = true;
    activated_close(edge->activated);
    edge_flush(edge);
    live_end(edge);
    if (edge->parts.host != NULL)
        host_set_flush(edge->parts.host, NULL, NULL);
    uv_close((uv_handle_t *)&edge->prepare, NULL);
    uv_close((uv_handle_t *)&edge->beat, NULL);
    uv_close((uv_handle_t *)&edge->memory, NULL);
    uv_close((uv_handle_t *)&edge->sweep, NULL);
    uv_close((uv_handle_t *)&edge->heard, NULL);
    if (edge->context != NULL)
        lws_context_destroy(edge->context);
}

void edge_free(struct edge *edge)
{
    if (edge == NULL)
        return;
    assert(edge->closed && due_next(&edge->due) == NULL);
    if (edge->context != NULL)
        lws_context_destroy(edge->context); /* The second of two calls that lws needs: loop.h. */
    static_close(edge->files);
    guesses_close(edge->guesses);
    free(edge);
}
