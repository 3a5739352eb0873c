/* edge.h -- where the network ends: HTTP, WebSocket and event streams on one port.
 *
 *   /ws                    links, subprotocols dilemmakamer.v1.msgpack and .json     ws.c
 *   /live/events, /poll,   the same messages where WebSocket is blocked, or streams  live.c
 *     /command             too are held back
 *   /api/..., /healthz ... given to the handler                                      server/api
 *   everything else        the built screens, from memory                            static.c
 *
 * What anybody can guess at is counted in guess.c, for all of these together.
 *
 * Only the files of this folder include libwebsockets. Everything runs on the loop thread.
 *
 * Going down, in this order: host_stop and turns until it is quiet; edge_close (no new input, all
 * connections closed, all links given back); host_close; loop_finish; edge_free; loop_close. */
#ifndef DK_EDGE_EDGE_H
#define DK_EDGE_EDGE_H

#include "base/result.h"
#include "edge/http.h"

struct clock;
struct dress;
struct host;
struct loop;
struct metrics;
struct edge;

struct edge_parts {
    struct loop *loop;
    const struct clock *clock;
    struct host *host;
    struct metrics *metrics; /* May be NULL. */
    const char *address;     /* To listen on; "0.0.0.0" and "::" mean all. */
    uint16_t port;
    int listener; /* Take connections from this socket, which somebody else opened; 0: open one. */
    const char *metrics_address;  /* To listen on for metrics_port. */
    uint16_t metrics_port;        /* /metrics is only there; 0: it is on the port of all. */
    const char *public_origin;    /* As origin_read writes it; "": what the Host header says. */
    const char *trusted_proxy;    /* Its X-Forwarded-For is believed; "": nobody's is. */
    const char *security_contact; /* "mailto:..." for whoever finds a hole; "": nothing is said. */
    const char *node;             /* Of several servers this one's name; "": it is alone. */
    const char *clients;          /* Folder of the built screens. */
    const struct dress *dress;    /* Their house style; NULL: ours. */
    uint32_t connections_max;     /* Lowered to what the limit of open files leaves. */
    http_handler_fn *handler;     /* For everything below /api/ and the operator's pages. */
    http_body_max_fn *body_max;   /* NULL: HTTP_BODY_BYTES_MAX for every request. */
    void *handler_arg;            /* Passed to handler and body_max. */
};

/* Listen. RESULT_IO: the port is taken, or the address is not ours (logged). Sets the host's flush.
 * All texts are borrowed. Even after a failure *out must be closed and freed, if it is not NULL. */
enum result edge_open(struct edge **out, const struct edge_parts *parts);
void edge_close(struct edge *edge);
/* After loop_finish. NULL is fine. */
void edge_free(struct edge *edge);

#endif
