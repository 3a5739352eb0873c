/* What the edge promises to those who are in a session, over a socket; over other
 * roads: roads_test.c. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cJSON.h>

#include "client.h"
#include "protocol/codec.h"
#include "protocol/live.h"
#include "server.h"
#include "sitting.h"
#include "test.h"

#define KEY "Authorization: Bearer " SERVER_KEY "\r\n"

TEST(a_participant_comes_in_and_everybody_sees_it)
{
    struct sitting s;
    struct client *jo;
    char token[32], path[40];

    sitting_begin(&s);
    snprintf(path, sizeof path, "/api/join/%s", s.code);
    CHECK_EQ(client_ask(&jo, s.server.port, "GET", path, NULL, NULL), 200);
    CHECK(strstr(jo->message, "\"rooms\":[{\"room\":0,\"taken\":0,\"seats\":40}]"));
    client_close(jo);
    sitting_join(&s, "Xanthippe", token);
    jo = sitting_enter(&s, token);
    client_until(jo, "\"role\":\"participant\"");
    client_until(jo, "\"sections\"");
    CHECK(strstr(jo->message, "\"name\":\"Xanthippe\"") != NULL);
    client_until(s.trainer, "\"name\":\"Xanthippe\"");
    client_text(jo, "{\"t\":\"ping\"}");
    client_until(jo, "\"t\":\"pong\"");
    client_close(jo);
    sitting_end(&s);
}

/* The answer to joining got lost: the phone asks again with the token it made, and has its seat. */
TEST(joining_twice_with_one_token_is_one_seat)
{
    struct sitting s;
    char body[200], first[1000], second[1000];

    sitting_begin(&s);
    snprintf(body, sizeof body,
             "{\"code\":\"%s\",\"name\":\"Xanthippe\",\"token\":\"jojojojojojojojojojojo\"}",
             s.code);
    CHECK_EQ(sitting_post(&s, "/api/join", "-", body, first), 201);
    CHECK_TEXT(first, "{\"token\":\"jojojojojojojojojojojo\",\"seat\":2}");
    CHECK_EQ(sitting_post(&s, "/api/join", "-", body, second), 201);
    CHECK_TEXT(second, first);
    snprintf(body, sizeof body, "{\"code\":\"%s\",\"name\":\"Xanthippe\"}", s.code);
    CHECK_EQ(sitting_post(&s, "/api/join", "-", body, second), 409);
    CHECK(strstr(second, "\"code\":\"name_taken\"") != NULL);
    snprintf(body, sizeof body, "{\"code\":\"%s\",\"name\":\"Bo\",\"token\":\"short\"}", s.code);
    CHECK_EQ(sitting_post(&s, "/api/join", "-", body, second), 400);
    sitting_end(&s);
}

TEST(a_command_is_acknowledged_or_refused_and_always_by_its_id)
{
    struct sitting s;
    struct client *jo;
    char token[32];

    sitting_begin(&s);
    sitting_join(&s, "Xanthippe", token);
    jo = sitting_enter(&s, token);
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
    sitting_end(&s);
}

TEST(a_message_may_come_in_pieces_with_pings_between)
{
    struct sitting s;

    sitting_begin(&s);
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
    sitting_end(&s);
}

TEST(what_breaks_the_rules_of_a_link_ends_that_link_only)
{
    static char large[5000];
    struct sitting s;
    struct client *c;

    sitting_begin(&s);
    memset(large, ' ', sizeof large);
    c = sitting_enter(&s, s.token);
    client_until(c, "\"sections\"");
    client_frame(c, 0x81, large, sizeof large);
    client_until(c, "{\"t\":\"error\",\"code\":\"too_large\"}");
    CHECK_EQ(client_next_frame(c), 8);
    client_close(c);

    c = sitting_enter(&s, s.token);
    client_until(c, "\"sections\"");
    client_frame(c, 0x82, "\x81\xA1t\xA4ping", 8); /* MessagePack on a link of JSON. */
    client_until(c, "{\"t\":\"error\",\"code\":\"malformed\"}");
    client_close(c);

    c = sitting_enter(&s, "AAAAAAAAAAAAAAAAAAAAAA");
    client_until(c, "{\"t\":\"error\",\"code\":\"token_unknown\"}");
    CHECK_EQ(client_next_frame(c), 8);
    client_frame(c, 0x88, "\x03\xE8", 2); /* We answer the close; that was the last of it. */
    CHECK_EQ(client_next_frame(c), -1);
    CHECK_EQ(c->size, 0);
    client_close(c);

    c = sitting_socket(&s);
    client_text(c, "{\"t\":\"hello\",\"token\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"version\":9}");
    client_until(c, "version_unknown");
    client_close(c);

    c = sitting_socket(&s);
    client_text(c, "{\"t\":\"command\",\"id\":1,\"type\":\"doors_open\"}");
    client_until(c, "hello_first");
    client_close(c);

    client_text(s.trainer, "{\"t\":\"ping\"}");
    client_until(s.trainer, "pong");
    sitting_end(&s);
}

/* Each ping gets one answer, so this goes exactly as fast as the server answers. How many were sent
 * until one has this in its answer; `told` of those before were too fast. */
static int pings_until(struct client *client, const char *part, int *told)
{
    *told = 0;
    for (int i = 1; i < 20000; i++) {
        client_text(client, "{\"t\":\"ping\"}");
        if (client_next_frame(client) < 0)
            return 0;
        if (strstr(client->message, part) != NULL)
            return i;
        *told += strstr(client->message, "\"code\":\"too_fast\"") != NULL;
    }
    return 0;
}

TEST(who_sends_too_fast_is_told_and_then_sent_away)
{
    struct sitting s;
    struct client *jo;
    char token[32];
    int told;

    sitting_begin(&s);
    sitting_join(&s, "Xanthippe", token);
    jo = sitting_enter(&s, token);
    client_until(jo, "\"sections\"");
    /* LIVE_MESSAGES_BURST with the hello, and what LIVE_MESSAGES_PER_MINUTE gives meanwhile
     * (LINK_MESSAGES; to the message: unit.edge_parts). */
    CHECK(pings_until(jo, "\"code\":\"too_fast\"", &told) >= LIVE_MESSAGES_BURST);
    CHECK(pings_until(jo, "misbehaved", &told) > 0);
    CHECK_EQ(told, LIVE_STRIKES_MAX - 1); /* After the first. */
    CHECK_TEXT(jo->message, "{\"t\":\"bye\",\"code\":\"misbehaved\"}");
    client_close(jo);
    client_text(s.trainer, "{\"t\":\"ping\"}");
    client_until(s.trainer, "pong");
    sitting_end(&s);
}

TEST(msgpack_links_speak_the_same)
{
    struct sitting s;
    struct client *c;
    uint8_t memory[100];
    struct buffer out;
    struct writer w;

    sitting_begin(&s);
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
    sitting_end(&s);
}

/* ---- other devices, other roles, the end ----------------------------------------------- */

TEST(a_seat_moves_to_another_device_and_the_old_one_is_told)
{
    struct sitting s;
    struct client *old, *new;
    char token[32], next[32], answer[1000];

    sitting_begin(&s);
    sitting_join(&s, "Xanthippe", token);
    old = sitting_enter(&s, token);
    client_until(old, "\"sections\"");
    CHECK_EQ(sitting_post(&s, "/api/seats/0/link", token, "{}", answer), 403);
    CHECK_EQ(sitting_post(&s, "/api/seats/9999/link", token, "{}", answer), 400);
    CHECK_EQ(sitting_post(&s, "/api/seats/2/link", token, "{}", answer), 201);
    sitting_text(answer, "token", next, sizeof next);
    new = sitting_enter(&s, next);
    client_until(new, "\"seat\":2,\"role\":\"participant\"");
    client_until(old, "{\"t\":\"bye\",\"code\":\"moved_device\"}");
    client_close(old);
    client_close(new);
    sitting_end(&s);
}

TEST(trainers_make_links_for_other_roles_and_nobody_else_does)
{
    struct sitting s;
    struct client *c;
    char token[32], answer[1000];

    sitting_begin(&s);
    sitting_join(&s, "Xanthippe", token);
    CHECK_EQ(sitting_post(&s, "/api/links", token, "{\"role\":\"cotrainer\"}", answer), 403);
    CHECK_EQ(sitting_post(&s, "/api/links", s.token, "{\"role\":\"trainer\"}", answer), 400);
    CHECK_EQ(sitting_post(&s, "/api/links", s.token, "{\"role\":\"cotrainer\"}", answer), 201);
    CHECK_EQ(sitting_post(&s, "/api/links", s.token, "{\"role\":\"cotrainer\"}", answer), 201);
    sitting_text(answer, "token", token, sizeof token);
    c = sitting_enter(&s, token);
    client_until(c, "\"role\":\"cotrainer\"");
    client_until(c, "Co-trainer 2");
    client_close(c);
    CHECK_EQ(sitting_post(&s, "/api/links", s.token, "{\"role\":\"observer\"}", answer), 201);
    CHECK_EQ(sitting_post(&s, "/api/links", s.token, "{\"role\":\"projector\"}", answer), 201);
    sitting_end(&s);
}

TEST(an_export_is_for_trainers_and_a_deleted_session_is_gone)
{
    struct sitting s;
    struct client *c;
    char token[32], answer[1000], bearer[100];

    sitting_begin(&s);
    sitting_join(&s, "Xanthippe", token);
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
    CHECK_EQ(sitting_post(&s, "/api/delete", token, "{}", answer), 403);
    CHECK_EQ(sitting_post(&s, "/api/delete", s.token, "{}", answer), 200);
    client_until(s.trainer, "{\"t\":\"bye\",\"code\":\"deleted\"}");
    CHECK_EQ(sitting_post(&s, "/api/delete", s.token, "{}", answer), 401);
    sitting_end(&s);
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

    sitting_begin(&s);
    for (int i = 0; i < 6; i++, name[0]++) {
        sitting_join(&s, name, token);
        people[i] = sitting_enter(&s, token);
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
    sitting_end(&s);
}

TEST(solo_is_open_to_everybody_and_starts_at_once)
{
    struct sitting s;
    struct client *c;
    char token[32], answer[1000];

    sitting_begin(&s);
    CHECK_EQ(sitting_post(&s, "/api/solo", "-",
                          "{\"scenario\":\"de-nieuwe-vrijheid\",\"lang\":\"en\",\"name\":\"\"}",
                          answer),
             201);
    sitting_text(answer, "token", token, sizeof token);
    c = sitting_enter(&s, token);
    client_until(c, "\"role\":\"participant\"");
    client_until(c, "\"mode\":\"solo\"");
    client_close(c);
    sitting_end(&s);
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

    sitting_begin(&s);
    sitting_join(&s, "Xanthippe", token);
    jo = sitting_enter(&s, token);
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
    sitting_end(&s);
}

TEST(a_server_that_stops_says_so_to_everybody)
{
    struct sitting s;
    struct client *c;

    sitting_begin(&s);
    c = sitting_stream(&s, s.projector);
    client_until(c, "\"sections\"");
    server_stop(&s.server);
    client_until(s.trainer, "{\"t\":\"bye\",\"code\":\"restarting\"}");
    client_until(c, "{\"t\":\"bye\",\"code\":\"restarting\"}");
    client_close(c);
    client_close(s.trainer);
}
