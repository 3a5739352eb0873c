/* live.c -- links where WebSocket is blocked: an event stream down, POST up, JSON both ways. The
 * token stands in Authorization on both; a POST belongs to the newest stream with the same token
 * and the same ?link=, a number that the client draws for each of its streams. So what was posted
 * for a stream that is gone is taken by no other.
 * Every answer, acks included, comes down the stream; a POST only hears that it was taken in.
 *
 * Where something on the way keeps a stream until it ends, the link is polled: it lives from
 * request to request, and each is answered, whole, with what there is, or empty at the next beat.
 *
 *   ?open -> request waits -> answered -> nobody asks -> next request waits -> ...
 *            ends when its connection goes, when its last message was given, or when nobody asked
 *            for two beats */
#include <stdlib.h>

#include "edge/internal.h"
#include "protocol/codec.h"

static const char type_json[] = "application/json";

bool live_is_path(const char *path)
{
    return strncmp(path, "/live/", 6) == 0;
}

/* A fault in the same form as over a WebSocket, so that the client reads both in one way. */
static void fail(struct http_request *request, int status, enum fault fault)
{
    uint8_t memory[128];
    struct buffer out;
    struct writer w;

    buffer_init(&out, memory, sizeof memory);
    writer_init(&w, &out, ENCODING_JSON);
    codec_write_error(&w, 0, fault, NULL);
    http_reply(request, status, type_json, buffer_bytes(&out));
}

static void fail_token(struct http_request *request)
{
    const enum fault fault = link_token_fault(http_edge(request), http_origin(request));

    if (fault == FAULT_TOO_MANY_TRIES)
        http_header(request, "retry-after:", HTTP_RETRY_LATER);
    fail(request, http_status_of(fault), fault);
}

/* A link with the hash of its token, in a list per bucket of the edge, newest first. */
struct stream {
    struct edge_link link; /* First: a stream is a link. */
    struct stream *next, *previous;
    uint8_t hash[TOKEN_HASH_BYTES];
    uint64_t number; /* ?link= of the request; 0: none. */
    /* When it is polled: */
    struct http_request *waiting;
    uint32_t silent_beats; /* In which nobody asked. */
};

static struct stream **bucket_of(struct edge *edge, const uint8_t hash[TOKEN_HASH_BYTES])
{
    return &edge->streams[(hash[0] | hash[1] << 8) % STREAM_BUCKETS];
}

static void stream_add(struct stream *stream, const uint8_t hash[TOKEN_HASH_BYTES])
{
    struct stream **first = bucket_of(stream->link.edge, hash);

    memcpy(stream->hash, hash, TOKEN_HASH_BYTES);
    stream->previous = NULL;
    stream->next = *first;
    if (*first != NULL)
        (*first)->previous = stream;
    *first = stream;
}

static void stream_remove(struct stream *stream)
{
    if (stream->next != NULL)
        stream->next->previous = stream->previous;
    if (stream->previous != NULL)
        stream->previous->next = stream->next;
    else
        *bucket_of(stream->link.edge, stream->hash) = stream->next;
}

/* Does it take messages? Not when it ends, or when its client has a newer one. */
static bool stream_reads(const struct stream *stream)
{
    const struct host_link *link = &stream->link.host_link;

    return !stream->link.closing && !link->is_replaced && link->state != HOST_LINK_ENDING;
}

static struct edge_link *stream_find(struct edge *edge, const uint8_t hash[TOKEN_HASH_BYTES],
                                     uint64_t number)
{
    struct stream *stream = *bucket_of(edge, hash);

    while (stream != NULL && (!stream_reads(stream) || stream->number != number ||
                              !token_hash_equal(stream->hash, hash)))
        stream = stream->next;
    return stream != NULL ? &stream->link : NULL;
}

/* A number 1 .. EXACT_MAX from the query; 0 when it is not there. false: it is something else. */
static bool query_number(const struct http_request *request, const char *name, uint64_t *out)
{
    const struct bytes text = http_query(request, name);

    *out = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9' || *out > (uint64_t)EXACT_MAX / 10)
            return false;
        *out = *out * 10 + (uint64_t)(text.data[i] - '0');
    }
    return text.size == 0 || (*out >= 1 && *out <= (uint64_t)EXACT_MAX);
}

/* What a hello says, and the number of the link, behind the `?`. */
struct wish {
    uint64_t client, number, changes;
    uint8_t lang;
};

static bool read_wish(const struct http_request *request, struct wish *out)
{
    out->lang = LANG_COUNT;
    lang_parse(http_query(request, "lang"), &out->lang);
    return query_number(request, "client", &out->client) &&
           query_number(request, "link", &out->number) &&
           query_number(request, "changes", &out->changes);
}

static void say_hello(struct stream *stream, const struct wish *wish,
                      const uint8_t hash[TOKEN_HASH_BYTES])
{
    stream->number = wish->number;
    stream_add(stream, hash);
    if (wish->changes > 0)
        host_link_take_changes(&stream->link.host_link);
    host_link_hello(&stream->link.host_link, hash, wish->lang, wish->client);
}

static void open_stream(struct http_request *request, const uint8_t hash[TOKEN_HASH_BYTES])
{
    struct edge *edge = http_edge(request);
    struct stream *stream = calloc(1, sizeof *stream);
    const uint64_t id = http_id(request);
    struct guess_origin origin;
    struct wish wish;
    struct lws *wsi;

    if (!read_wish(request, &wish)) {
        free(stream);
        fail(request, 400, FAULT_FIELD_WRONG);
        return;
    }
    if (stream == NULL) {
        fail(request, 503, FAULT_BUSY);
        return;
    }
    origin = *http_origin(request);
    wsi = http_become_stream(request, &stream->link);
    link_open(&stream->link, edge, wsi, LINK_STREAM, ENCODING_JSON, &origin);
    stream->link.id = id;
    stream->link.blocked = true; /* Until the headers are out. */
    say_hello(stream, &wish, hash);
}

/* ---- polled --------------------------------------------------------------------------- */

/* As stream_find, but it also finds one that is ending, as its last message is still to be
 * fetched. */
static struct stream *poll_find(struct edge *edge, const uint8_t hash[TOKEN_HASH_BYTES],
                                uint64_t number)
{
    struct stream *stream = *bucket_of(edge, hash);

    while (stream != NULL && (stream->link.kind != LINK_POLL || stream->number != number ||
                              !token_hash_equal(stream->hash, hash)))
        stream = stream->next;
    return stream;
}

static struct stream *poll_open(struct http_request *request, const uint8_t hash[TOKEN_HASH_BYTES],
                                const struct wish *wish)
{
    struct edge *edge = http_edge(request);
    struct stream *stream =
        edge->polls_count < edge->connections_max ? calloc(1, sizeof *stream) : NULL;

    if (stream == NULL)
        return NULL;
    link_open(&stream->link, edge, NULL, LINK_POLL, ENCODING_JSON, http_origin(request));
    edge->polls_count++;
    say_hello(stream, wish, hash);
    return stream;
}

static void answer_poll(struct stream *stream, struct bytes events)
{
    struct http_request *request = stream->waiting;

    stream->waiting = NULL;
    stream->silent_beats = 0;
    stream->link.blocked = true; /* Until somebody asks again. */
    http_on_gone(request, NULL, NULL);
    if (edge_has_name(stream->link.edge))
        http_header(request, "x-dilemma-node:", stream->link.edge->parts.node);
    http_reply(request, 200, "text/plain; charset=utf-8", events);
}

void live_answer(struct edge_link *link, struct bytes events, bool last)
{
    struct stream *stream = (struct stream *)(void *)link;

    if (events.size == 0)
        return;
    metric_add(link->edge->sent_bytes, (int64_t)events.size);
    answer_poll(stream, events);
    if (last)
        live_closed(link);
}

/* Whoever asked is gone, and what was on its way may be lost: the client makes a new link. */
static void poll_gone(void *arg)
{
    struct stream *stream = arg;

    stream->waiting = NULL;
    live_closed(&stream->link);
}

static void take_poll(struct http_request *request, const uint8_t hash[TOKEN_HASH_BYTES])
{
    const bool opens = http_query(request, "open").size > 0;
    struct stream *stream;
    struct wish wish;

    if (!read_wish(request, &wish) || wish.number == 0) {
        fail(request, 400, FAULT_FIELD_WRONG);
        return;
    }
    stream = poll_find(http_edge(request), hash, wish.number);
    if (stream == NULL && !opens) {
        fail(request, 409, FAULT_HELLO_FIRST);
        return;
    }
    if (stream == NULL)
        stream = poll_open(request, hash, &wish);
    if (stream == NULL) {
        fail(request, 503, FAULT_BUSY);
        return;
    }
    if (stream->waiting != NULL)
        answer_poll(stream, (struct bytes){NULL, 0}); /* The newest of two takes what comes. */
    stream->waiting = request;
    http_wait(request);
    http_on_gone(request, poll_gone, stream);
    stream->link.blocked = false;
    link_due(&stream->link);
}

static void beat_poll(struct stream *stream)
{
    if (stream->waiting != NULL)
        answer_poll(stream, (struct bytes){NULL, 0});
    else if (++stream->silent_beats > 2)
        live_closed(&stream->link);
}

void live_end(struct edge *edge)
{
    for (uint32_t i = 0; i < STREAM_BUCKETS; i++) {
        for (struct stream *stream = edge->streams[i], *next; stream != NULL; stream = next) {
            next = stream->next;
            if (stream->link.kind == LINK_POLL && stream->waiting == NULL)
                live_closed(&stream->link);
        }
    }
}

/* ---- requests ------------------------------------------------------------------------- */

static void take_command(struct http_request *request, const uint8_t hash[TOKEN_HASH_BYTES])
{
    struct edge_link *stream;
    uint64_t number;

    if (!query_number(request, "link", &number)) {
        fail(request, 400, FAULT_FIELD_WRONG);
        return;
    }
    stream = stream_find(http_edge(request), hash, number);
    if (stream == NULL) {
        fail(request, 409, FAULT_HELLO_FIRST);
        return;
    }
    link_message(stream, ENCODING_JSON, http_body(request));
    http_reply(request, 202, type_json, (struct bytes){NULL, 0});
}

void live_handle(struct http_request *request)
{
    const char *path = http_path(request);
    const bool events = strcmp(path, "/live/events") == 0, poll = strcmp(path, "/live/poll") == 0;
    uint8_t hash[TOKEN_HASH_BYTES];

    if (!events && !poll && strcmp(path, "/live/command") != 0)
        fail(request, 404, FAULT_NOT_FOUND);
    else if (http_method(request) != (events || poll ? HTTP_GET : HTTP_POST))
        fail(request, 405, FAULT_METHOD);
    else if (!http_bearer(request, hash))
        fail_token(request);
    else if (events)
        open_stream(request, hash);
    else if (poll)
        take_poll(request, hash);
    else
        take_command(request, hash);
}

/* A comment line keeps proxies between us and the phone from closing a silent stream. */
static void beat(struct edge_link *link)
{
    uint8_t memory[LWS_PRE + 4];

    if (link->blocked || link->closing)
        return;
    memcpy(memory + LWS_PRE, ":\n\n", 3);
    if (lws_write(link->wsi, memory + LWS_PRE, 3, LWS_WRITE_HTTP) < 0) {
        link->closing = true;
        lws_set_timeout(link->wsi, PENDING_TIMEOUT_CLOSE_SEND, LWS_TO_KILL_ASYNC);
    }
}

void live_beat(struct edge *edge)
{
    for (uint32_t i = 0; i < STREAM_BUCKETS; i++) {
        for (struct stream *stream = edge->streams[i], *next; stream != NULL; stream = next) {
            next = stream->next;
            if (stream->link.kind == LINK_POLL)
                beat_poll(stream);
            else
                beat(&stream->link);
        }
    }
}

void live_closed(struct edge_link *link)
{
    struct stream *stream = (struct stream *)(void *)link;

    if (link->kind == LINK_POLL)
        link->edge->polls_count--;
    stream_remove(stream);
    link_close(link);
    free(stream);
}
