/* sitting.c -- see sitting.h. */
#include "sitting.h"

#include <stdio.h>
#include <string.h>

#include <cJSON.h>

#include "test.h"

#define KEY "Authorization: Bearer " SERVER_KEY "\r\n"
/* A step ends when all are done: the quiet moment before it is not what these tests are about. */
#define SETTINGS                                                                                   \
    "{\"scenario\":\"de-nieuwe-vrijheid\",\"trainer_name\":\"Ana\","                               \
    "\"title\":\"Team \\u00e9\",\"closing_seconds\":0}"

void sitting_text(const char *json, const char *field, char *out, size_t size)
{
    cJSON *root = cJSON_Parse(json);
    const cJSON *item = cJSON_GetObjectItem(root, field);

    snprintf(out, size, "%s", cJSON_IsString(item) ? item->valuestring : "?");
    cJSON_Delete(root);
}

int sitting_post(struct sitting *s, const char *path, const char *token, const char *body,
                 char *out)
{
    char bearer[100];
    struct client *c;
    int status;

    snprintf(bearer, sizeof bearer, "Authorization: Bearer %s\r\n", token);
    status = client_ask(&c, s->server.port, "POST", path, token != NULL ? bearer : NULL, body);
    snprintf(out, 1000, "%.999s", c->message);
    client_close(c);
    return status;
}

struct client *sitting_socket(const struct sitting *s)
{
    struct client *c = client_open(s->server.port);

    CHECK_EQ(client_upgrade(c, "/ws", "Sec-WebSocket-Protocol: dilemmakamer.v1.json\r\n"), 101);
    return c;
}

void sitting_hello(struct client *c, const char *token)
{
    char hello[100];

    snprintf(hello, sizeof hello, "{\"t\":\"hello\",\"token\":\"%s\",\"version\":1}", token);
    client_text(c, hello);
}

struct client *sitting_enter(const struct sitting *s, const char *token)
{
    struct client *c = sitting_socket(s);

    sitting_hello(c, token);
    return c;
}

void sitting_begin(struct sitting *s)
{
    struct client *c;

    memset(s, 0, sizeof *s);
    s->server = server_start(100);
    CHECK_EQ(client_ask(&c, s->server.port, "POST", "/api/sessions", KEY, SETTINGS), 201);
    sitting_text(c->message, "code", s->code, sizeof s->code);
    sitting_text(c->message, "token", s->token, sizeof s->token);
    sitting_text(c->message, "projector_token", s->projector, sizeof s->projector);
    client_close(c);
    CHECK_EQ(strlen(s->code), 6);
    CHECK_EQ(strlen(s->token), 22);
    s->trainer = sitting_enter(s, s->token);
    client_until(s->trainer, "\"t\":\"welcome\",\"seat\":0,\"role\":\"trainer\"");
    client_until(s->trainer, "\"title\":\"Team \xC3\xA9\"");
    client_text(s->trainer, "{\"t\":\"command\",\"id\":1,\"type\":\"doors_open\"}");
    client_until(s->trainer, "{\"t\":\"ack\",\"id\":1,");
}

void sitting_end(struct sitting *s)
{
    client_close(s->trainer);
    server_stop(&s->server);
}

void sitting_join(struct sitting *s, const char *name, char token[32])
{
    char body[200], answer[1000];

    snprintf(body, sizeof body, "{\"code\":\"%s\",\"name\":\"%s\"}", s->code, name);
    CHECK_EQ(sitting_post(s, "/api/join", "-", body, answer), 201);
    sitting_text(answer, "token", token, 32);
}

struct client *sitting_stream(const struct sitting *s, const char *token)
{
    struct client *c = client_open(s->server.port);
    char head[200];

    snprintf(head, sizeof head,
             "GET /live/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n", token);
    client_send_text(c, head);
    CHECK_EQ(client_response(c), 200);
    return c;
}
