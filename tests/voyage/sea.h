/* sea.h -- what is between pages and the server: connections that take time, hold things back, are
 * cut at one end or both, and bring late what was sent. One road of a page is one connection.
 *
 * Bytes of one direction arrive in their order, or not at all. A stream's posts travel beside it; a
 * link that is polled is a stream here.
 * The server's end does what edge/link.c, ws.c and live.c do. */
#ifndef DK_TESTS_VOYAGE_SEA_H
#define DK_TESTS_VOYAGE_SEA_H

#include "edge/limit.h"
#include "host/host.h"
#include "page.h"
#include "voyage.h"

#define CONNS_MAX    96
#define POSTS_MAX    160  /* Two bursts of taps on a road that carries one post at a time. */
#define WINDOW_BYTES 1024 /* More than this on its way: the server waits. */

struct post {
    uint8_t *data;
    size_t size;
};

struct conn {
    uint32_t number; /* Never used twice; 0: this place is free. */
    uint32_t person, tab;
    enum road road;
    enum encoding encoding;
    uint64_t client; /* Of a stream: in its request. */
    uint32_t hello;  /* Counted as the server hears them; 0: not yet. */
    bool client_open, server_open;
    bool up_lost, down_lost; /* What is sent from now on never arrives. */
    uint64_t up_ms, down_ms; /* Nothing arrives before: the order is kept. */
    uint64_t up_held_ms, down_held_ms;
    uint64_t slow_until_ms;
    uint64_t since_ms;
    /* The server's end. */
    struct host_link link;
    struct bucket rate;
    uint32_t strikes;
    bool is_due, is_blocked, missed_view;
    size_t on_its_way;
    struct shown shown[SECTIONS_COUNT]; /* What a screen makes of all that was sent. */
    /* A stream's posts. */
    struct post posts[POSTS_MAX];
    uint32_t posts_count;
    bool post_under_way;
};

/* What the weather is for a person; times until when. */
struct weather {
    uint64_t refused_ms, swallowed_ms, slow_ms, delayed_ms, forbidden_ms;
    bool forbidden_silently, post_lost, post_answer_lost, ask_lost, ask_answer_lost;
};

struct sea {
    struct conn conns[CONNS_MAX];
    uint32_t number, messages, hellos;
    uint32_t due[CONNS_MAX], due_count;
    struct weather weather[PEOPLE_MAX];
    uint8_t out[HOST_ROOM_BYTES_MIN + 64 * 1024];
};

void sea_open(struct voyage *v);
void sea_close(struct voyage *v);

/* ---- a page's end: calls are answered through tab_* of person.h ------------------------------ */
uint32_t sea_connect(struct voyage *v, uint32_t person, uint32_t tab, enum road road,
                     enum encoding encoding, uint64_t client, const char *token);
void sea_say_hello(struct voyage *v, uint32_t number, const char *token, uint64_t client);
void sea_say_ping(struct voyage *v, uint32_t number);
void sea_say_command(struct voyage *v, uint32_t number, const struct command *command);
void sea_hang_up(struct voyage *v, uint32_t number);

/* ---- the server's end ------------------------------------------------------------------------ */
void sea_flush(void *arg);
/* The process is gone; its kernel says so, or there is no kernel either. */
void sea_server_gone(struct voyage *v, bool with_fin);

/* ---- weather --------------------------------------------------------------------------------- */
/* How long something takes for this person now. */
uint64_t sea_delay(struct voyage *v, uint32_t person);
void sea_strike(struct voyage *v, const struct plan_item *item);
/* Everything that was to go wrong has: what is held back is let go. */
void sea_calm(struct voyage *v);

#endif
