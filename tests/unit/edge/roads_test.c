/* roads_test.c -- what the edge promises where WebSocket is blocked: over a stream, and when asked
 * again and again. */
#include <stdio.h>
#include <string.h>

#include "client.h"
#include "sitting.h"
#include "test.h"

TEST(a_stream_keeps_the_same_promises)
{
    struct sitting s;
    struct client *jo;
    char token[32], answer[1000];

    sitting_begin(&s);
    sitting_join(&s, "Xanthippe", token);
    CHECK_EQ(sitting_post(&s, "/live/command", token, "{\"t\":\"ping\"}", answer), 409);
    CHECK_TEXT(answer, "{\"t\":\"error\",\"code\":\"hello_first\"}");
    jo = sitting_stream(&s, token);
    CHECK(client_has_header(jo, "content-type: text/event-stream"));
    client_until(jo, "\"t\":\"welcome\"");
    client_until(jo, "\"sections\"");
    CHECK_EQ(sitting_post(&s, "/live/command", token,
                          "{\"t\":\"command\",\"id\":5,\"type\":\"language_set\",\"lang\":\"en\"}",
                          answer),
             202);
    client_until(jo, "{\"t\":\"ack\",\"id\":5,");
    CHECK_EQ(sitting_post(&s, "/live/command", token,
                          "{\"t\":\"command\",\"id\":6,\"type\":\"vote_cast\",\"round\":77}",
                          answer),
             202);
    client_until(jo, "{\"t\":\"error\",\"id\":6,\"code\":\"field_wrong\",\"field\":\"round\"}");
    client_text(s.trainer, "{\"t\":\"command\",\"id\":3,\"type\":\"message_send\",\"room\":254,"
                           "\"text\":\"Hallo\"}");
    client_until(jo, "\"message\":\"Hallo\"");
    client_close(jo);
    jo = sitting_stream(&s, "AAAAAAAAAAAAAAAAAAAAAA");
    client_until(jo, "{\"t\":\"error\",\"code\":\"token_unknown\"}");
    CHECK(!client_next_event(jo)); /* And then the stream ends. */
    client_close(jo);
    CHECK_EQ(sitting_post(&s, "/live/command", "short", "{}", answer), 401);
    sitting_end(&s);
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

    sitting_begin(&s);
    sitting_join(&s, "Jo", token);
    CHECK_EQ(poll(&s, token, "link=5", &c), 409); /* Nobody opened it. */
    CHECK_TEXT(c->message, "{\"t\":\"error\",\"code\":\"hello_first\"}");
    client_close(c);
    CHECK_EQ(poll(&s, token, "open=1", &c), 400);
    client_close(c);
    CHECK_EQ(poll(&s, token, "open=1&client=7&link=5", &c), 200);
    CHECK(strstr(c->message, "data: {\"t\":\"welcome\"") == c->message);
    client_close(c);
    CHECK_EQ(sitting_post(&s, "/live/command?link=5", token,
                          "{\"t\":\"command\",\"id\":1,\"type\":\"language_set\",\"lang\":\"en\"}",
                          answer),
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
    sitting_end(&s);
    client_close(waiting[1]);
    client_close(waiting[2]);
}
