/* client.h -- a small honest client over plain sockets, for tests: HTTP/1.1 requests and WebSocket
 * frames, byte by byte as the standards say, and every misbehaviour one asks for. */
#ifndef DK_TESTS_EDGE_CLIENT_H
#define DK_TESTS_EDGE_CLIENT_H

#include "base/bytes.h"

#define CLIENT_BYTES_MAX (1024 * 1024)

struct client {
    int fd;
    size_t size; /* Received and not yet looked at. */
    uint8_t data[CLIENT_BYTES_MAX + 1];
    char message[CLIENT_BYTES_MAX + 1]; /* The last frame, event or body, with a NUL. */
    char head[8192];                    /* The last response's status line and headers. */
    int status;
};

/* Waits up to two seconds for anything; a test that must wait for nothing says so itself. */
struct client *client_open(uint16_t port);
/* Only its socket. */
int client_connect(uint16_t port);
void client_close(struct client *client);
void client_send(struct client *client, const void *data, size_t size);
void client_send_text(struct client *client, const char *text);
/* Receive more; false: closed, or nothing came. */
bool client_receive(struct client *client);
/* One response; the body is in `message`. Returns the status, 0: none came. */
int client_response(struct client *client);
/* A whole request on a connection of its own; `more` are header lines with CRLF. */
int client_ask(struct client **out, uint16_t port, const char *method, const char *path,
               const char *more, const char *body);
bool client_has_header(const struct client *client, const char *line);

/* WebSocket upgrade with these extra header lines; returns the status. */
int client_upgrade(struct client *client, const char *path, const char *more);
void client_frame(struct client *client, uint8_t first, const void *data, size_t size);
void client_text(struct client *client, const char *text);
/* The next frame (or event of a stream); returns its opcode (1 for an event), -1: none came. */
int client_next_frame(struct client *client);
bool client_next_event(struct client *client);
/* Read messages until one contains `part`; it is in `message`. */
bool client_until(struct client *client, const char *part);

#endif
