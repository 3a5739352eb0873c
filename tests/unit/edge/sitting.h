/* sitting.h -- a session on a server of its own, with its trainer linked and its doors open. */
#ifndef DK_TESTS_UNIT_EDGE_SITTING_H
#define DK_TESTS_UNIT_EDGE_SITTING_H

#include <stddef.h>

#include "client.h"
#include "server.h"

struct sitting {
    struct server server;
    struct client *trainer;
    char code[16], token[32], projector[32];
};

void sitting_begin(struct sitting *s);
void sitting_end(struct sitting *s);
/* Somebody takes a seat: its token. */
void sitting_join(struct sitting *s, const char *name, char token[32]);
/* A WebSocket, before and after it said hello with a token. */
struct client *sitting_socket(const struct sitting *s);
void sitting_hello(struct client *c, const char *token);
struct client *sitting_enter(const struct sitting *s, const char *token);
/* An event stream, its head read. */
struct client *sitting_stream(const struct sitting *s, const char *token);
/* A request with a token, or without one (NULL): its status, and its answer (1,000 bytes). */
int sitting_post(struct sitting *s, const char *path, const char *token, const char *body,
                 char *out);
/* A text of an answer, or "?". */
void sitting_text(const char *json, const char *field, char *out, size_t size);

#endif
