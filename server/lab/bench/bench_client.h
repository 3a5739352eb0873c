/* bench_client.h -- the load of `dilemma bench`: many raw WebSocket links on one epoll, and HTTP
 * requests one after another. The network code is not shared with the server, so that a mistake in
 * it cannot hide. Loopback only. When the other side misbehaves the process ends with a message,
 * because the figures would be wrong. */
#ifndef DK_LAB_BENCH_BENCH_CLIENT_H
#define DK_LAB_BENCH_BENCH_CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BENCH_TOKEN_BYTES 24
#define BENCH_LINKS_MAX   6000

_Noreturn void bench_die(const char *format, ...) __attribute__((format(printf, 1, 2)));
uint64_t bench_now_us(void);

/* ---- links ---------------------------------------------------------------------------------- */

enum bench_link_state { LINK_CLOSED, LINK_CONNECTING, LINK_UPGRADING, LINK_TALKING };

struct bench_link {
    int socket;
    enum bench_link_state state;
    char token[BENCH_TOKEN_BYTES];
    uint32_t room; /* Links of one room share a number. */
    /* Reading: frames are skipped but for their first bytes. */
    uint8_t frame[14]; /* Header so far. */
    uint32_t frame_bytes;
    uint64_t payload_left;
    char head[96]; /* First bytes of the payload. */
    uint32_t head_bytes;
    uint32_t upgraded_bytes; /* How much was seen of the \r\n\r\n that ends the upgrade. */
    /* What it has seen. */
    uint64_t view_seq, views_count, bytes_count;
    uint64_t ack_seq;
    uint64_t sent_us;        /* When the current command was sent; 0: none. */
    uint64_t next_us;        /* When to send the next one. */
    uint32_t commands_count; /* Sent so far; also the id of the last one. */
    uint32_t acks_count;
};

struct bench_load {
    int epoll;
    uint16_t port;
    bool whole; /* Links do not ask for changes: every section comes whole. */
    uint32_t count;
    struct bench_link links[BENCH_LINKS_MAX];
    /* Called for every ack. */
    void (*on_ack)(struct bench_load *load, struct bench_link *link, uint64_t took_us);
    void *arg;
};

void bench_load_init(struct bench_load *load, uint16_t port);
/* Begin to connect and say hello with the link's token. */
void bench_link_open(struct bench_load *load, struct bench_link *link);
void bench_link_close(struct bench_link *link);
/* A command; `fields` is the rest of the JSON map, beginning with a comma. */
void bench_link_command(struct bench_link *link, const char *type, const char *fields);
/* Read what there is; waits at most `timeout_ms` for something. */
void bench_load_poll(struct bench_load *load, int timeout_ms);
/* Poll until every link has seen a view; ends the process after `seconds`. */
void bench_load_until_viewed(struct bench_load *load, uint32_t seconds);
/* Send a command and poll until it is acknowledged. */
void bench_link_do(struct bench_load *load, struct bench_link *link, const char *type,
                   const char *fields);

/* ---- HTTP ----------------------------------------------------------------------------------- */

/* Send one request on a connection that is kept. Returns the body of the answer, NUL-terminated,
 * valid until the next request. A status other than 2xx ends the process. `token` and `body` may be
 * NULL. */
const char *bench_http(uint16_t port, const char *method, const char *path, const char *token,
                       const char *body);
void bench_http_close(void);
/* Copy the text of "key":"..." out of a JSON answer. */
void bench_json_text(const char *json, const char *key, char *out, size_t size);

#endif
