/* internal.h -- what the files of the edge share. */
#ifndef DK_EDGE_INTERNAL_H
#define DK_EDGE_INTERNAL_H

#include <libwebsockets.h>
#include <uv.h>

#include "edge/alive.h"
#include "edge/due.h"
#include "edge/edge.h"
#include "edge/frame.h"
#include "edge/guess.h"
#include "edge/limit.h"
#include "edge/static.h"
#include "host/host.h"
#include "protocol/live.h"
#include "sys/clock.h"
#include "sys/metrics.h"

/* Per link and turn: past this many bytes no further message is begun. */
#define FLUSH_BYTES_SOFT  (64 * 1024)
#define OUT_BYTES_MAX     (FLUSH_BYTES_SOFT + HOST_ROOM_BYTES_MIN + 2 * FRAME_BYTES_MAX)
#define CHUNK_BYTES_MAX   (32 * 1024) /* Bytes of an HTTP body per write. */
#define HEADERS_BYTES_MAX 4096        /* Headers of an answer. */
/* Headers of a request; cookies of other sites on the same domain may be among them. */
#define REQUEST_HEADERS_BYTES_MAX 16384
#define BODY_MS                   15000 /* A body must be whole after this time ... */
#define BODY_BYTES_PER_MS         8     /* ... plus what its size takes at 8 kB a second. */
#define PEER_GONE_MS              45000 /* What was sent is not acknowledged: nobody is there. */
/* What the kernel may hold of one link: bytes that wait to be sent, and all that are not
 * acknowledged (for which Linux takes twice as much memory). So much can be on its way in one round
 * trip. */
#define KERNEL_UNSENT_BYTES (16 * 1024)
#define KERNEL_KEPT_BYTES   (32 * 1024)
#define STREAM_BUCKETS      1024
#define HTTP_CLASSES_COUNT  6 /* 2xx ... 5xx; the first two stay empty. */

/* Messages of one link. The burst leaves room for fast taps and for an outbox that is sent
 * again. */
#define LINK_MESSAGES                                                                              \
    ((struct bucket_rule){.burst = LIVE_MESSAGES_BURST, .per_minute = LIVE_MESSAGES_PER_MINUTE})

enum link_kind { LINK_SOCKET, LINK_STREAM, LINK_POLL, LINK_KINDS_COUNT };

struct stream;

/* One live link: a WebSocket (lives in its wsi's user space) or part of a stream (from malloc). */
struct edge_link {
    struct host_link host_link;
    struct edge *edge;
    struct lws *wsi;
    struct due_place due_place;
    struct alive_place alive_place; /* Of a socket. */
    struct bucket rate;
    struct guess_origin origin;
    uint64_t id;     /* Of the request that opened it, for the log. */
    uint8_t *pieces; /* A message that is arriving in pieces, or NULL. */
    uint16_t pieces_size;
    uint16_t strikes;
    enum link_kind kind;
    enum frame_kind frame;
    bool blocked;      /* It waits until its socket takes more. */
    bool closing;      /* Its last bytes are on the way; input is ignored. */
    bool opened;       /* host_link_init was called. */
    bool headers_sent; /* Of a stream. */
    bool ping_due;     /* It was silent for long. */
    bool placed;       /* That somebody came in, or failed to, was counted for their address. */
};

struct edge {
    struct edge_parts parts;
    struct lws_context *context;
    struct lws_vhost *vhost;
    struct lws_vhost *metrics_vhost; /* NULL: the metrics have no port of their own. */
    struct activated *activated;     /* NULL: we opened the port ourselves. */
    uv_prepare_t prepare;
    uv_timer_t memory;
    uv_timer_t beat;  /* While there is a connection, or somebody polls. */
    uv_timer_t sweep; /* While there is a socket: who of them is silent. */
    uv_check_t heard; /* Runs once after a sweep is due, when all that came was read. */
    struct static_files *files;
    struct guesses *guesses;
    struct due due;                         /* Links to flush in this turn. */
    struct alive alive;                     /* Sockets, by when they were last heard. */
    struct stream *streams[STREAM_BUCKETS]; /* By token hash, see live.c. */
    uint32_t polls_count;                   /* Of those streams, how many are polled. */
    uint32_t connections_count;
    uint32_t connections_max;
    uint64_t ids_salt, ids_count; /* Of requests and links. */
    bool closed;
    struct metric *connections, *received, *sent_bytes, *request_seconds;
    struct metric *links[LINK_KINDS_COUNT], *faults[FAULT_COUNT], *answers[HTTP_CLASSES_COUNT];
    char link_labels[LINK_KINDS_COUNT][METRIC_LABELS_BYTES_MAX];
    char fault_labels[FAULT_COUNT][METRIC_LABELS_BYTES_MAX];
    uint8_t out[LWS_PRE + OUT_BYTES_MAX];
};

/* What hangs on a connection that speaks HTTP. */
struct http_user {
    struct http_request *request;
    struct edge_link *stream;
};

struct edge *edge_of(struct lws *wsi);

/* It is one of several servers. */
static inline bool edge_has_name(const struct edge *edge)
{
    return edge->parts.node != NULL && edge->parts.node[0] != '\0';
}

/* From here on answers have the content security policy of what is at this path. Nothing may
 * compile WebAssembly but the worker whose file begins with CORE_WORKER (core/alone/worker.ts). */
#define CORE_WORKER "/assets/alone-"
void edge_policy_for(const char *path);
uint64_t edge_now_ms(const struct edge *edge);
/* May a page from this origin talk to us? True without an Origin header: no browser. */
bool edge_origin_allowed(struct lws *wsi);

/* Start what runs only while there is somebody. */
void edge_keep_beat(struct edge *edge);
void edge_keep_sweep(struct edge *edge);
/* May this new connection stay? */
bool edge_admits(const struct edge *edge, int fd);
/* The id under which a request or link stands in the log: another one each time. */
uint64_t edge_new_id(struct edge *edge);

/* activated.c: take connections from a listening socket that somebody else opened, such as systemd,
 * so that none is refused while one server stops and the next one starts. NULL: no memory, or it
 * does not listen. */
struct activated *activated_open(struct edge *edge, int listener);
/* Takes no more; what comes waits for the next server. Frees it in this turn; NULL is fine. */
void activated_close(struct activated *activated);

/* address.c: where a connection comes from, while the headers of its request are there; behind the
 * trusted proxy, from where the proxy says. */
struct guess_origin edge_origin(struct lws *wsi);
/* Does the request come from this machine itself, or from a proxy on it? */
bool edge_is_local(struct lws *wsi);

/* link.c */
void link_due(struct edge_link *link); /* Flush it in this turn. */
/* What log and metrics call this way of coming in. */
const char *link_road(enum link_kind kind);
void link_open(struct edge_link *link, struct edge *edge, struct lws *wsi, enum link_kind kind,
               enum encoding encoding, const struct guess_origin *origin);
void link_close(struct edge_link *link);
/* Something came from the other side. */
void link_heard(struct edge_link *link);
/* Who of the sockets says nothing? */
void link_sweep(struct edge *edge);
/* One whole message from the other side. */
void link_message(struct edge_link *link, enum encoding encoding, struct bytes message);
void link_flush(struct edge_link *link);
/* Count a token that nobody has; what to say of it. */
enum fault link_token_fault(struct edge *edge, const struct guess_origin *origin);
/* The socket takes more. False: close the connection now. */
bool link_writeable(struct edge_link *link);

/* live.c */
void live_handle(struct http_request *request);
bool live_is_path(const char *path);
void live_beat(struct edge *edge);
/* What a polled link has for its client: the answer to the request that waits. With `last`, the
 * link is given back and freed. */
void live_answer(struct edge_link *link, struct bytes events, bool last);
/* The edge closes: links that nobody polls at this moment are given back. */
void live_end(struct edge *edge);
/* The connection is gone: the stream is given back and freed. */
void live_closed(struct edge_link *link);

/* http.c */
int http_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
                  size_t size);
/* Turn the connection of a request into a stream: the headers of the answer go out, and the body
 * does not end. The request is gone afterwards. */
struct lws *http_become_stream(struct http_request *request, struct edge_link *stream);
struct edge *http_edge(struct http_request *request);
/* The answer may take long: no time-out until then. */
void http_wait(struct http_request *request);

/* ws.c */
int ws_callback_msgpack(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
                        size_t size);
int ws_callback_json(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
                     size_t size);

#endif
