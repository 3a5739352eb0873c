/* What the edge promises to those who are in a session, over a socket or a stream. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cJSON.h>

#include "client.h"
#include "protocol/codec.h"
#include "server.h"
#include "test.h"

#define KEY "Authorization: Bearer " SERVER_KEY "\r\n"
/* A step ends when all are done: the quiet moment before it is not what these tests are about. */
#define SETTINGS                                                                                   \
    "{\"scenario\":\"de-nieuwe-vrijheid\",\"trainer_name\":\"Ana\","                               \
    "\"title\":\"Team \\u00e9\",\"closing_seconds\":0}"

struct sitting {
    struct server server;
    struct client *trainer;
    char code[16], token[32], projector[32];
};

static void text_of(const char *json, const char *field, char *out, size_t size)
{
    cJSON *root = cJSON_Parse(json);
    const cJSON *item = cJSON_GetObjectItem(root, field);

    snprintf(out, size, "%s", cJSON_IsString(item) ? item->valuestring : "?");
    cJSON_Delete(root);
}

static int post(struct sitting *s, const char *path, const char *token, const char *body, char *out)
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

static struct client *socket_open(const struct sitting *s)
{
    struct client *c = client_open(s->server.port);

    CHECK_EQ(client_upgrade(c, "/ws", "Sec-WebSocket-Protocol: dilemmakamer.v1.json\r\n"), 101);
    return c;
}

static struct client *enter(const struct sitting *s, const char *token)
{
    struct client *c = socket_open(s);
    char hello[100];

    snprintf(hello, sizeof hello, "{\"t\":\"hello\",\"token\":\"%s\",\"version\":1}", token);
    client_text(c, hello);
    return c;
}

static void begin(struct sitting *s)
{
    struct client *c;

    memset(s, 0, sizeof *s);
    s->server = server_start(100);
    CHECK_EQ(client_ask(&c, s->server.port, "POST", "/api/sessions", KEY, SETTINGS), 201);
    text_of(c->message, "code", s->code, sizeof s->code);
    text_of(c->message, "token", s->token, sizeof s->token);
    text_of(c->message, "projector_token", s->projector, sizeof s->projector);
    client_close(c);
    CHECK_EQ(strlen(s->code), 6);
    CHECK_EQ(strlen(s->token), 22);
    s->trainer = enter(s, s->token);
    client_until(s->trainer, "\"t\":\"welcome\",\"seat\":0,\"role\":\"trainer\"");
    client_until(s->trainer, "\"title\":\"Team \xC3\xA9\"");
    client_text(s->trainer, "{\"t\":\"command\",\"id\":1,\"type\":\"doors_open\"}");
    client_until(s->trainer, "{\"t\":\"ack\",\"id\":1,");
}

static void end(struct sitting *s)
{
    client_close(s->trainer);
    server_stop(&s->server);
}

static void join(struct sitting *s, const char *name, char token[32])
{
    char body[200], answer[1000];

    snprintf(body, sizeof body, "{\"code\":\"%s\",\"name\":\"%s\"}", s->code, name);
    CHECK_EQ(post(s, "/api/join", "-", body, answer), 201);
    text_of(answer, "token", token, 32);
}

TEST(a_participant_comes_in_and_everybody_sees_it)
{
    struct sitting s;
    struct client *jo;
    char token[32], path[40];

    begin(&s);
    snprintf(path, sizeof path, "/api/join/%s", s.code);
    CHECK_EQ(client_ask(&jo, s.server.port, "GET", path, NULL, NULL), 200);
    CHECK(strstr(jo->message,
                 "\"status\":\"lobby\",\"rooms\":[{\"room\":0,\"taken\":0,\"seats\":40}]"));
    client_close(jo);
    join(&s, "Xanthippe", token);
    jo = enter(&s, token);
    client_until(jo, "\"role\":\"participant\"");
    client_until(jo, "\"sections\"");
    CHECK(strstr(jo->message, "\"name\":\"Xanthippe\"") != NULL);
    client_until(s.trainer, "\"name\":\"Xanthippe\"");
    client_text(jo, "{\"t\":\"ping\"}");
    client_until(jo, "\"t\":\"pong\"");
    client_close(jo);
    end(&s);
}

/* The answer to joining got lost: the phone asks again with the token it made, and has its seat. */
TEST(joining_twice_with_one_token_is_one_seat)
{
    struct sitting s;
    char body[200], first[1000], second[1000];

    begin(&s);
    snprintf(body, sizeof body,
             "{\"code\":\"%s\",\"name\":\"Xanthippe\",\"token\":\"jojojojojojojojojojojo\"}",
             s.code);
    CHECK_EQ(post(&s, "/api/join", "-", body, first), 201);
    CHECK_TEXT(first, "{\"token\":\"jojojojojojojojojojojo\",\"seat\":2}");
    CHECK_EQ(post(&s, "/api/join", "-", body, second), 201);
    CHECK_TEXT(second, first);
    snprintf(body, sizeof body, "{\"code\":\"%s\",\"name\":\"Xanthippe\"}", s.code);
    CHECK_EQ(post(&s, "/api/join", "-", body, second), 409);
    CHECK(strstr(second, "\"code\":\"name_taken\"") != NULL);
    snprintf(body, sizeof body, "{\"code\":\"%s\",\"name\":\"Bo\",\"token\":\"short\"}", s.code);
    CHECK_EQ(post(&s, "/api/join", "-", body, second), 400);
    end(&s);
}

TEST(a_command_is_acknowledged_or_refused_and_always_by_its_id)
{
    struct sitting s;
    struct client *jo;
    char token[32];

    begin(&s);
    join(&s, "Xanthippe", token);
    jo = enter(&s, token);
    client_until(jo, "\"sections\"");
    client_text(jo, "{\"t\":\"command\",\"id\":5,\"type\":\"vote_cast\",\"round\":0,\"option\":1,"
                    "\"confidence\":2}");
    client_until(jo, "\"t\":\"rejected\",\"id\":5,\"code\":\"");
    client_text(jo, "{\"t\":\"command\",\"id\":6,\"type\":\"doors_open\"}");
    client_until(jo, "{\"t\":\"rejected\",\"id\":6,\"code\":\"not_allowed\"");
    client_text(jo, "{\"t\":\"command\",\"id\":7,\"type\":\"vote_cast\",\"round\":\"x\"}");
    client_until(jo, "{\"t\":\"error\",\"id\":7,\"code\":\"field_wrong\",\"field\":\"round\"}");
    client_text(jo, "{\"t\":\"command\",\"id\":8,\"type\":\"language_set\",\"lang\":\"en\"}");
    client_until(jo, "{\"t\":\"ack\",\"id\":8,");
    /* The same again: it counts once, and is acknowledged again. */
    client_text(jo, "{\"t\":\"command\",\"id\":8,\"type\":\"language_set\",\"lang\":\"en\"}");
    client_until(jo, "{\"t\":\"ack\",\"id\":8,");
    client_text(jo, "{\"t\":\"shout\"}");
    client_until(jo, "{\"t\":\"error\",\"code\":\"type_unknown\",\"field\":\"t\"}");
    client_text(jo, "{\"t\":");
    client_until(jo, "{\"t\":\"error\",\"code\":\"malformed\"}");
    client_close(jo);
    end(&s);
}

TEST(a_message_may_come_in_pieces_with_pings_between)
{
    struct sitting s;

    begin(&s);
    client_frame(s.trainer, 0x01, "{\"t\":\"command\",\"id\":2,", 22);
    client_frame(s.trainer, 0x89, "beat", 4);
    client_frame(s.trainer, 0x00, "\"type\":\"session_lo", 18);
    for (const char *rest = "ck\",\"locked\":true}"; *rest != '\0'; rest++)
        client_frame(s.trainer, rest[1] == '\0' ? 0x80 : 0x00, rest, 1);
    client_until(s.trainer, "{\"t\":\"ack\",\"id\":2,");
    /* Byte by byte over the wire, too. */
    {
        const char *text = "{\"t\":\"ping\"}";
        uint8_t frame[32] = {0x81, (uint8_t)(0x80 | strlen(text)), 0, 0, 0, 0};
        memcpy(frame + 6, text, strlen(text));
        for (size_t i = 0; i < 6 + strlen(text); i++)
            client_send(s.trainer, frame + i, 1);
        client_until(s.trainer, "pong");
    }
    end(&s);
}

TEST(what_breaks_the_rules_of_a_link_ends_that_link_only)
{
    static char large[5000];
    struct sitting s;
    struct client *c;

    begin(&s);
    memset(large, ' ', sizeof large);
    c = enter(&s, s.token);
    client_until(c, "\"sections\"");
    client_frame(c, 0x81, large, sizeof large);
    client_until(c, "{\"t\":\"error\",\"code\":\"too_large\"}");
    CHECK_EQ(client_next_frame(c), 8);
    client_close(c);

    c = enter(&s, s.token);
    client_until(c, "\"sections\"");
    client_frame(c, 0x82, "\x81\xA1t\xA4ping", 8); /* MessagePack on a link of JSON. */
    client_until(c, "{\"t\":\"error\",\"code\":\"malformed\"}");
    client_close(c);

    c = enter(&s, "AAAAAAAAAAAAAAAAAAAAAA");
    client_until(c, "{\"t\":\"error\",\"code\":\"token_unknown\"}");
    CHECK_EQ(client_next_frame(c), 8);
    client_frame(c, 0x88, "\x03\xE8", 2); /* We answer the close; that was the last of it. */
    CHECK_EQ(client_next_frame(c), -1);
    CHECK_EQ(c->size, 0);
    client_close(c);

    c = socket_open(&s);
    client_text(c, "{\"t\":\"hello\",\"token\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"version\":9}");
    client_until(c, "version_unknown");
    client_close(c);

    c = socket_open(&s);
    client_text(c, "{\"t\":\"command\",\"id\":1,\"type\":\"doors_open\"}");
    client_until(c, "hello_first");
    client_close(c);

    client_text(s.trainer, "{\"t\":\"ping\"}");
    client_until(s.trainer, "pong");
    end(&s);
}

/* Each ping gets one answer, so this goes exactly as fast as the server answers. */
static bool ping_until(struct client *client, const char *part)
{
    for (int i = 0; i < 1000; i++) {
        client_text(client, "{\"t\":\"ping\"}");
        if (client_next_frame(client) < 0)
            return false;
        if (strstr(client->message, part) != NULL)
            return true;
    }
    return false;
}

TEST(who_sends_too_fast_is_told_and_then_sent_away)
{
    struct sitting s;
    struct client *jo;
    char token[32];

    begin(&s);
    join(&s, "Xanthippe", token);
    jo = enter(&s, token);
    client_until(jo, "\"sections\"");
    CHECK(ping_until(jo, "\"code\":\"too_fast\""));
    CHECK(ping_until(jo, "misbehaved"));
    CHECK_TEXT(jo->message, "{\"t\":\"bye\",\"code\":\"misbehaved\"}");
    client_close(jo);
    client_text(s.trainer, "{\"t\":\"ping\"}");
    client_until(s.trainer, "pong");
    end(&s);
}

TEST(msgpack_links_speak_the_same)
{
    struct sitting s;
    struct client *c;
    uint8_t memory[100];
    struct buffer out;
    struct writer w;

    begin(&s);
    c = client_open(s.server.port);
    CHECK_EQ(client_upgrade(c, "/ws", "Sec-WebSocket-Protocol: dilemmakamer.v1.msgpack\r\n"), 101);
    CHECK(client_has_header(c, "sec-websocket-protocol: dilemmakamer.v1.msgpack"));
    buffer_init(&out, memory, sizeof memory);
    writer_init(&w, &out, ENCODING_MSGPACK);
    codec_write_hello(&w, bytes_of(s.projector), NULL, 0, false);
    client_frame(c, 0x82, out.data, out.size);
    CHECK_EQ(client_next_frame(c), 2);
    CHECK(memcmp(c->message, "\x85\xA1t\xA7welcome", 11) == 0);
    CHECK_EQ(client_next_frame(c), 2);
    CHECK(memcmp(c->message, "\x84\xA1t\xA4view", 8) == 0);
    client_close(c);
    end(&s);
}

/* ---- where WebSocket is blocked ------------------------------------------------------- */

static struct client *stream_open(const struct sitting *s, const char *token)
{
    struct client *c = client_open(s->server.port);
    char head[200];

    snprintf(head, sizeof head,
             "GET /live/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n", token);
    client_send_text(c, head);
    CHECK_EQ(client_response(c), 200);
    return c;
}

TEST(a_stream_keeps_the_same_promises)
{
    struct sitting s;
    struct client *jo;
    char token[32], answer[1000];

    begin(&s);
    join(&s, "Xanthippe", token);
    CHECK_EQ(post(&s, "/live/command", token, "{\"t\":\"ping\"}", answer), 409);
    CHECK_TEXT(answer, "{\"t\":\"error\",\"code\":\"hello_first\"}");
    jo = stream_open(&s, token);
    CHECK(client_has_header(jo, "content-type: text/event-stream"));
    client_until(jo, "\"t\":\"welcome\"");
    client_until(jo, "\"sections\"");
    CHECK_EQ(post(&s, "/live/command", token,
                  "{\"t\":\"command\",\"id\":5,\"type\":\"language_set\",\"lang\":\"en\"}", answer),
             202);
    client_until(jo, "{\"t\":\"ack\",\"id\":5,");
    CHECK_EQ(post(&s, "/live/command", token,
                  "{\"t\":\"command\",\"id\":6,\"type\":\"vote_cast\",\"round\":77}", answer),
             202);
    client_until(jo, "{\"t\":\"error\",\"id\":6,\"code\":\"field_wrong\",\"field\":\"round\"}");
    client_text(s.trainer, "{\"t\":\"command\",\"id\":3,\"type\":\"message_send\",\"room\":254,"
                           "\"text\":\"Hallo\"}");
    client_until(jo, "\"message\":\"Hallo\"");
    client_close(jo);
    jo = stream_open(&s, "AAAAAAAAAAAAAAAAAAAAAA");
    client_until(jo, "{\"t\":\"error\",\"code\":\"token_unknown\"}");
    CHECK(!client_next_event(jo)); /* And then the stream ends. */
    client_close(jo);
    CHECK_EQ(post(&s, "/live/command", "short", "{}", answer), 401);
    end(&s);
}

/* Where streams are held back until they end: each request is answered whole. */
static int poll(const struct sitting *s, const char *token, const char *query, struct client **out)
{
    char path[100], bearer[100];

    snprintf(path, sizeof path, "/live/poll?%s", query);
    snprintf(bearer, sizeof bearer, "Authorization: Bearer %s\r\n", token);
    return client_ask(out, s->server.port, "GET", path, bearer, NULL);
}

static void poll_until(const struct sitting *s, const char *token, const char *query,
                       const char *part)
{
    struct client *c;
    bool found = false;

    for (int i = 0; i < 10 && !found; i++) {
        if (poll(s, token, query, &c) != 200)
            test_fail(__FILE__, __LINE__, "poll: %d %.200s", c->status, c->message);
        found = strstr(c->message, part) != NULL;
        client_close(c);
    }
    CHECK(found);
}

TEST(a_link_that_is_polled_keeps_the_same_promises)
{
    struct sitting s;
    struct client *c, *waiting[3];
    char token[32], query[40], answer[1000];

    begin(&s);
    join(&s, "Jo", token);
    CHECK_EQ(poll(&s, token, "link=5", &c), 409); /* Nobody opened it. */
    CHECK_TEXT(c->message, "{\"t\":\"error\",\"code\":\"hello_first\"}");
    client_close(c);
    CHECK_EQ(poll(&s, token, "open=1", &c), 400);
    client_close(c);
    CHECK_EQ(poll(&s, token, "open=1&client=7&link=5", &c), 200);
    CHECK(strstr(c->message, "data: {\"t\":\"welcome\"") == c->message);
    client_close(c);
    CHECK_EQ(post(&s, "/live/command?link=5", token,
                  "{\"t\":\"command\",\"id\":1,\"type\":\"language_set\",\"lang\":\"en\"}", answer),
             202);
    poll_until(&s, token, "link=5", "{\"t\":\"ack\",\"id\":1,");
    client_text(s.trainer, "{\"t\":\"command\",\"id\":3,\"type\":\"message_send\",\"room\":254,"
                           "\"text\":\"Hallo\"}");
    poll_until(&s, token, "link=5", "\"message\":\"Hallo\"");
    /* The same client says hello again: the older link says bye, and is gone. */
    CHECK_EQ(poll(&s, token, "open=1&client=7&link=6", &c), 200);
    client_close(c);
    poll_until(&s, token, "link=5", "{\"t\":\"bye\",\"code\":\"replaced\"}");
    CHECK_EQ(poll(&s, token, "link=5", &c), 409);
    client_close(c);
    CHECK_EQ(poll(&s, "AAAAAAAAAAAAAAAAAAAAAA", "open=1&link=5", &c), 200);
    CHECK_TEXT(c->message, "data: {\"t\":\"error\",\"code\":\"token_unknown\"}\n\n");
    client_close(c);
    /* One waits and leaves, one waits while the server stops, and for the third nobody asks. */
    for (int i = 0; i < 3; i++) {
        snprintf(query, sizeof query, "open=1&link=%d", 10 + i);
        CHECK_EQ(poll(&s, token, query, &c), 200);
        client_close(c);
        waiting[i] = client_open(s.server.port);
        snprintf(answer, sizeof answer,
                 "GET /live/poll?link=%d HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n",
                 10 + i, token);
        if (i < 2)
            client_send_text(waiting[i], answer);
    }
    client_close(waiting[0]);
    end(&s);
    client_close(waiting[1]);
    client_close(waiting[2]);
}

/* ---- other devices, other roles, the end ----------------------------------------------- */

TEST(a_seat_moves_to_another_device_and_the_old_one_is_told)
{
    struct sitting s;
    struct client *old, *new;
    char token[32], next[32], answer[1000];

    begin(&s);
    join(&s, "Xanthippe", token);
    old = enter(&s, token);
    client_until(old, "\"sections\"");
    CHECK_EQ(post(&s, "/api/seats/0/link", token, "{}", answer), 403);
    CHECK_EQ(post(&s, "/api/seats/9999/link", token, "{}", answer), 400);
    CHECK_EQ(post(&s, "/api/seats/2/link", token, "{}", answer), 201);
    text_of(answer, "token", next, sizeof next);
    new = enter(&s, next);
    client_until(new, "\"seat\":2,\"role\":\"participant\"");
    client_until(old, "{\"t\":\"bye\",\"code\":\"moved_device\"}");
    client_close(old);
    client_close(new);
    end(&s);
}

TEST(trainers_make_links_for_other_roles_and_nobody_else_does)
{
    struct sitting s;
    struct client *c;
    char token[32], answer[1000];

    begin(&s);
    join(&s, "Xanthippe", token);
    CHECK_EQ(post(&s, "/api/links", token, "{\"role\":\"cotrainer\"}", answer), 403);
    CHECK_EQ(post(&s, "/api/links", s.token, "{\"role\":\"trainer\"}", answer), 400);
    CHECK_EQ(post(&s, "/api/links", s.token, "{\"role\":\"cotrainer\"}", answer), 201);
    CHECK_EQ(post(&s, "/api/links", s.token, "{\"role\":\"cotrainer\"}", answer), 201);
    text_of(answer, "token", token, sizeof token);
    c = enter(&s, token);
    client_until(c, "\"role\":\"cotrainer\"");
    client_until(c, "Co-trainer 2");
    client_close(c);
    CHECK_EQ(post(&s, "/api/links", s.token, "{\"role\":\"observer\"}", answer), 201);
    CHECK_EQ(post(&s, "/api/links", s.token, "{\"role\":\"projector\"}", answer), 201);
    end(&s);
}

TEST(an_export_is_for_trainers_and_a_deleted_session_is_gone)
{
    struct sitting s;
    struct client *c;
    char token[32], answer[1000], bearer[100];

    begin(&s);
    join(&s, "Xanthippe", token);
    snprintf(bearer, sizeof bearer, "Authorization: Bearer %s\r\n", token);
    CHECK_EQ(client_ask(&c, s.server.port, "GET", "/api/export.json", bearer, NULL), 403);
    client_close(c);
    snprintf(bearer, sizeof bearer, "Authorization: Bearer %s\r\n", s.token);
    CHECK_EQ(client_ask(&c, s.server.port, "GET", "/api/export.json", bearer, NULL), 200);
    CHECK(strstr(c->message, "\"participants\":1,") != NULL);
    CHECK(strstr(c->message, "Xanthippe") == NULL);
    CHECK(client_has_header(c, "content-disposition: attachment; filename=\"dilemmakamer.json\""));
    client_close(c);
    CHECK_EQ(client_ask(&c, s.server.port, "GET", "/api/export.csv?lang=en", bearer, NULL), 200);
    CHECK(strstr(c->message, "\"room\",\"round\",\"dilemma\"") != NULL);
    client_close(c);
    CHECK_EQ(post(&s, "/api/delete", token, "{}", answer), 403);
    CHECK_EQ(post(&s, "/api/delete", s.token, "{}", answer), 200);
    client_until(s.trainer, "{\"t\":\"bye\",\"code\":\"deleted\"}");
    CHECK_EQ(post(&s, "/api/delete", s.token, "{}", answer), 401);
    end(&s);
}

static void command(struct client *c, int id, const char *type, const char *fields)
{
    char text[400];

    snprintf(text, sizeof text, "{\"t\":\"command\",\"id\":%d,\"type\":\"%s\"%s}", id, type,
             fields);
    client_text(c, text);
    snprintf(text, sizeof text, "\"id\":%d,", id);
    client_until(c, text);
}

/* Six people vote, talk and vote again; what the trainer takes home says how many, not who. */
TEST(an_export_has_the_votes_of_a_round)
{
    struct sitting s;
    struct client *people[6], *c;
    char token[32], name[2] = "A", bearer[100];

    begin(&s);
    for (int i = 0; i < 6; i++, name[0]++) {
        join(&s, name, token);
        people[i] = enter(&s, token);
        client_until(people[i], "\"sections\"");
    }
    command(s.trainer, 10, "session_start", "");
    command(s.trainer, 11, "room_next", ",\"room\":254,\"round\":0,\"step\":\"situation\"");
    command(s.trainer, 12, "room_next", ",\"room\":254,\"round\":0,\"step\":\"diagnosis\"");
    for (int i = 0; i < 6; i++)
        command(people[i], 20, "vote_cast",
                i < 4 ? ",\"round\":0,\"option\":0,\"confidence\":1,\"reason\":\"geheim\""
                      : ",\"round\":0,\"option\":2,\"confidence\":3");
    command(s.trainer, 13, "room_next", ",\"room\":254,\"round\":0,\"step\":\"discussion\"");
    for (int i = 0; i < 6; i++)
        command(people[i], 21, "second_cast", ",\"round\":0,\"option\":2");
    client_until(people[0], "\"step\":\"consequence\"");
    snprintf(bearer, sizeof bearer, "Authorization: Bearer %s\r\n", s.token);
    CHECK_EQ(client_ask(&c, s.server.port, "GET", "/api/export.json", bearer, NULL), 200);
    CHECK(strstr(c->message, "\"first\":{\"people\":6,\"counts\":[4,0,2") != NULL);
    CHECK(strstr(c->message, "\"second\":{\"people\":6,\"counts\":[0,0,6") != NULL);
    CHECK(strstr(c->message, "\"decision\":2,\"decided_by\":\"majority\"") != NULL);
    CHECK(strstr(c->message, "\"phase\":\"") != NULL);
    CHECK(strstr(c->message, "geheim") == NULL);
    client_close(c);
    CHECK_EQ(client_ask(&c, s.server.port, "GET", "/api/export.csv", bearer, NULL), 200);
    CHECK(strstr(c->message, "\"Keuken\";1;\"") != NULL);
    CHECK(strstr(c->message, "\";4;0;0\r\n") != NULL);
    CHECK(strstr(c->message, "\";2;6;1\r\n") != NULL);
    client_close(c);
    for (int i = 0; i < 6; i++)
        client_close(people[i]);
    end(&s);
}

TEST(solo_is_open_to_everybody_and_starts_at_once)
{
    struct sitting s;
    struct client *c;
    char token[32], answer[1000];

    begin(&s);
    CHECK_EQ(post(&s, "/api/solo", "-",
                  "{\"scenario\":\"de-nieuwe-vrijheid\",\"lang\":\"en\",\"name\":\"\"}", answer),
             201);
    text_of(answer, "token", token, sizeof token);
    c = enter(&s, token);
    client_until(c, "\"role\":\"participant\"");
    client_until(c, "\"mode\":\"solo\"");
    client_close(c);
    end(&s);
}

TEST(scenarios_are_listed_for_all_and_previewed_for_trainers)
{
    struct server server = server_start(100);
    struct client *c;

    CHECK_EQ(client_ask(&c, server.port, "GET", "/api/scenarios?lang=en", NULL, NULL), 200);
    CHECK(strstr(c->message, "\"id\":\"de-nieuwe-vrijheid\"") != NULL);
    CHECK(strstr(c->message, "\"dilemmas\"") == NULL);
    client_close(c);
    CHECK_EQ(client_ask(&c, server.port, "GET", "/api/scenarios/de-nieuwe-vrijheid", NULL, NULL),
             403);
    client_close(c);
    CHECK_EQ(client_ask(&c, server.port, "GET", "/api/scenarios/de-nieuwe-vrijheid", KEY, NULL),
             200);
    CHECK(strstr(c->message, "\"dilemmas\":[{\"id\":") != NULL);
    client_close(c);
    CHECK_EQ(client_ask(&c, server.port, "GET", "/api/scenarios/nope", KEY, NULL), 404);
    client_close(c);
    server_stop(&server);
}

/* A link that never reads: the trainer is not slowed, and the server takes no more memory for it.
 */
TEST(a_link_that_does_not_read_slows_nobody)
{
    struct sitting s;
    struct client *jo;
    char token[32], command[600];

    begin(&s);
    join(&s, "Xanthippe", token);
    jo = enter(&s, token);
    for (int i = 0; i < 50; i++) {
        snprintf(command, sizeof command,
                 "{\"t\":\"command\",\"id\":%d,\"type\":\"message_send\",\"room\":254,"
                 "\"text\":\"%0*d\"}",
                 10 + i, 200, i);
        client_text(s.trainer, command);
        snprintf(command, sizeof command, "{\"t\":\"ack\",\"id\":%d,", 10 + i);
        client_until(s.trainer, command);
    }
    /* When it reads at last, the newest is there. */
    client_until(jo, "\"message\":\"00000000");
    client_until(jo, "0049\"");
    client_close(jo);
    end(&s);
}

TEST(a_server_that_stops_says_so_to_everybody)
{
    struct sitting s;
    struct client *c;

    begin(&s);
    c = stream_open(&s, s.projector);
    client_until(c, "\"sections\"");
    server_stop(&s.server);
    client_until(s.trainer, "{\"t\":\"bye\",\"code\":\"restarting\"}");
    client_until(c, "{\"t\":\"bye\",\"code\":\"restarting\"}");
    client_close(c);
    client_close(s.trainer);
}
