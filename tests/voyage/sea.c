#include "sea_inside.h"

#include "edge/token.h"
#include "harbour.h"
#include "person.h"
#include "protocol/codec.h"
#include "protocol/live.h"

#include <stdlib.h>

/* ---- places ---------------------------------------------------------------------------------- */

struct conn *sea_find(struct voyage *v, uint32_t number)
{
    struct conn *c = &v->sea->conns[number % CONNS_MAX];

    return number != 0 && c->number == number ? c : NULL;
}

void sea_free_place(struct conn *c)
{
    if (c->client_open || c->server_open)
        return;
    for (uint32_t i = 0; i < c->posts_count; i++)
        free(c->posts[i].data);
    c->posts_count = 0;
    shown_clear(c->shown);
    c->number = 0;
}

static struct conn *take_place(struct voyage *v)
{
    for (;;) {
        struct conn *c = &v->sea->conns[++v->sea->number % CONNS_MAX];

        if (c->number == 0) {
            memset(c, 0, sizeof *c);
            c->number = v->sea->number;
            return c;
        }
    }
}

void sea_add(struct voyage *v, const struct conn *c, uint64_t at_ms,
             void (*run)(struct voyage *, struct moment *), uint64_t number, struct bytes bytes)
{
    struct moment m = {.run = run, .who = c->number, .number = number, .size = bytes.size};

    if (bytes.size > 0) {
        m.data = must(malloc(bytes.size));
        memcpy(m.data, bytes.data, bytes.size);
    }
    agenda_add(v, at_ms, &m);
}

/* ---- on its way ------------------------------------------------------------------------------ */

/* A moment of the server's has to wait while it is frozen. */
static bool waits(struct voyage *v, struct moment *m)
{
    if (!harbour_is_frozen(v))
        return false;
    agenda_add(v, v->harbour->frozen_until_ms, m);
    m->data = NULL; /* It has been handed on. */
    return true;
}

/* Somebody spoke to a connection that is not there: the kernel says so, if there is one. */
static void reset_client(struct voyage *v, struct conn *c)
{
    if (!c->client_open || v->harbour->state == HARBOUR_DARK)
        return;
    c->down_lost = false;
    sea_add(v, c, v->now_ms + sea_delay(v, c->person), sea_down_closed, 0, (struct bytes){NULL, 0});
}

static void up_message(struct voyage *v, struct moment *m)
{
    struct conn *c = sea_find(v, m->who);

    if (c == NULL || waits(v, m))
        return;
    if (!c->server_open) {
        reset_client(v, c);
        return;
    }
    sea_server_hears(v, c, (struct bytes){m->data, m->size});
    harbour_touch(v);
}

static void up_closed(struct voyage *v, struct moment *m)
{
    struct conn *c = sea_find(v, m->who);

    if (c == NULL || waits(v, m))
        return;
    sea_server_closes(v, c, false);
    harbour_touch(v);
}

/* Its socket takes more: what link_writeable does. */
static void unblocks(struct voyage *v, struct moment *m)
{
    struct conn *c = sea_find(v, m->who);

    if (c == NULL || !c->server_open || !c->is_blocked || waits(v, m))
        return;
    if (c->missed_view)
        voyage_strike(v, MISHAP_BLOCKED_VIEW);
    c->is_blocked = c->missed_view = false;
    sea_flush_link(v, c);
    harbour_touch(v);
}

void sea_down_message(struct voyage *v, struct moment *m)
{
    struct conn *c = sea_find(v, m->who);

    if (c == NULL)
        return;
    c->on_its_way -= m->size < c->on_its_way ? m->size : c->on_its_way;
    if (c->is_blocked && c->on_its_way <= WINDOW_BYTES && c->server_open)
        sea_add(v, c, v->now_ms, unblocks, 0, (struct bytes){NULL, 0});
    if (c->client_open)
        tab_hears(v, c->person, c->tab, c->number, (struct bytes){m->data, m->size}, c->encoding);
}

void sea_down_closed(struct voyage *v, struct moment *m)
{
    struct conn *c = sea_find(v, m->who);
    uint32_t person, tab, number;

    if (c == NULL || !c->client_open || c->down_lost)
        return;
    person = c->person;
    tab = c->tab;
    number = c->number;
    c->client_open = false;
    sea_free_place(c);
    tab_is_lost(v, person, tab, number);
}

void sea_gives_up(struct voyage *v, struct moment *m)
{
    struct conn *c = sea_find(v, m->who);

    if (c == NULL || !c->server_open || waits(v, m))
        return;
    sea_server_closes(v, c, false);
    harbour_touch(v);
}

static void down_opened(struct voyage *v, struct moment *m)
{
    const struct conn *c = sea_find(v, m->who);

    if (c != NULL && c->client_open)
        tab_is_open(v, c->person, c->tab, c->number);
}

/* ---- connecting ------------------------------------------------------------------------------ */

static void says_no_hello(struct voyage *v, struct moment *m)
{
    struct conn *c = sea_find(v, m->who);

    if (c == NULL || !c->server_open || c->link.state != HOST_LINK_NEW || waits(v, m))
        return;
    host_link_fault(&c->link, FAULT_HELLO_FIRST, NULL, true);
    harbour_touch(v);
}

static void up_connects(struct voyage *v, struct moment *m)
{
    struct conn *c = sea_find(v, m->who);
    uint8_t hash[TOKEN_HASH_BYTES];

    if (c == NULL)
        return;
    if (!harbour_is_up(v)) {
        reset_client(v, c);
        return;
    }
    if (!c->client_open || waits(v, m))
        return;
    c->server_open = true;
    host_link_init(&c->link, v->harbour->host, c->encoding, sea_on_wake, v);
    c->hello = c->road != ROAD_SOCKET ? ++v->sea->hellos : 0;
    if (c->road != ROAD_SOCKET && token_hash((struct bytes){m->data, m->size}, hash)) {
        if (sea_takes_changes(c))
            host_link_take_changes(&c->link);
        host_link_hello(&c->link, hash, LANG_COUNT, c->client);
    } else
        sea_add(v, c, v->now_ms + LIVE_HELLO_MS, says_no_hello, 0, (struct bytes){NULL, 0});
    c->down_ms = v->now_ms + sea_delay(v, c->person);
    sea_add(v, c, c->down_ms, down_opened, 0, (struct bytes){NULL, 0});
    harbour_touch(v);
}

/* Does somebody on the way forbid it? */
static bool is_forbidden(struct voyage *v, struct conn *c, uint64_t ms)
{
    const struct weather *w = sea_weather(v, c);
    const bool by_venue = c->road == ROAD_SOCKET && w->forbidden_ms > v->now_ms;

    if (by_venue)
        voyage_strike(v, MISHAP_SOCKET_FORBIDDEN);
    if (w->swallowed_ms > v->now_ms || (by_venue && w->forbidden_silently)) {
        if (!by_venue)
            voyage_strike(v, MISHAP_CONNECT_SWALLOWED);
        return true;
    }
    if (w->refused_ms <= v->now_ms && !by_venue)
        return false;
    if (!by_venue)
        voyage_strike(v, MISHAP_CONNECT_REFUSED);
    sea_add(v, c, v->now_ms + ms, sea_down_closed, 0, (struct bytes){NULL, 0});
    return true;
}

uint32_t sea_connect(struct voyage *v, uint32_t person, uint32_t tab, enum road road,
                     enum encoding encoding, uint64_t client, const char *token)
{
    struct conn *c = take_place(v);
    uint64_t ms = sea_delay(v, person);

    c->person = person;
    c->tab = tab;
    c->road = road;
    c->encoding = road != ROAD_SOCKET ? ENCODING_JSON : encoding;
    c->client = client;
    c->client_open = true;
    c->since_ms = v->now_ms;
    if (sea_weather(v, c)->slow_ms > v->now_ms) {
        voyage_strike(v, MISHAP_CONNECT_SLOW);
        ms += 2000 + chance_below(sea_draw(v), 4000);
    }
    if (is_forbidden(v, c, ms))
        return c->number;
    c->up_ms = v->now_ms + ms;
    sea_add(v, c, c->up_ms, up_connects, 0, bytes_of(token));
    return c->number;
}

/* ---- a page's end ---------------------------------------------------------------------------- */

static uint64_t up_arrives(struct voyage *v, struct conn *c)
{
    c->up_ms = sea_later(c->up_ms, v->now_ms + sea_delay(v, c->person));
    if (c->up_held_ms > c->up_ms) {
        voyage_strike(v, MISHAP_HOLD_UP);
        c->up_ms = c->up_held_ms;
    }
    return c->up_ms;
}

static void post_next(struct voyage *v, struct conn *c);

static void post_failed(struct voyage *v, struct moment *m)
{
    struct conn *c = sea_find(v, m->who);

    if (c == NULL || !c->client_open)
        return;
    voyage_note(v, 'p');
    sea_hang_up(v, m->who);
    tab_is_lost(v, c->person, c->tab, m->who);
}

static void post_answered(struct voyage *v, struct moment *m)
{
    struct conn *c = sea_find(v, m->who);

    if (c == NULL || !c->client_open)
        return;
    c->post_under_way = false;
    post_next(v, c);
}

static void post_arrives(struct voyage *v, struct moment *m)
{
    struct conn *c = sea_find(v, m->who);
    uint64_t back_ms;
    bool taken;

    if (c == NULL || waits(v, m))
        return;
    back_ms = v->now_ms + sea_delay(v, c->person);
    taken = c->server_open && !c->link.is_replaced && c->link.state != HOST_LINK_ENDING;
    if (taken)
        sea_server_hears(v, c, (struct bytes){m->data, m->size});
    else
        voyage_strike(v, MISHAP_POST_TOO_LATE);
    harbour_touch(v);
    if (sea_weather(v, c)->post_answer_lost) {
        sea_weather(v, c)->post_answer_lost = false;
        voyage_strike(v, MISHAP_POST_ANSWER_LOST);
        sea_add(v, c, v->now_ms + 3000, post_failed, 0, (struct bytes){NULL, 0});
    } else if (!taken) {
        sea_add(v, c, back_ms, post_failed, 0, (struct bytes){NULL, 0});
    } else {
        sea_add(v, c, back_ms, post_answered, 0, (struct bytes){NULL, 0});
    }
}

/* Posts go one after another. */
static void post_next(struct voyage *v, struct conn *c)
{
    struct post post;

    if (c->post_under_way || c->posts_count == 0)
        return;
    post = c->posts[0];
    memmove(c->posts, c->posts + 1, --c->posts_count * sizeof c->posts[0]);
    c->post_under_way = true;
    if (c->up_lost || sea_weather(v, c)->post_lost) {
        sea_weather(v, c)->post_lost = false;
        voyage_strike(v, MISHAP_POST_LOST);
        sea_add(v, c, v->now_ms + 2500, post_failed, 0, (struct bytes){NULL, 0});
    } else {
        sea_add(v, c, up_arrives(v, c), post_arrives, 0, (struct bytes){post.data, post.size});
    }
    free(post.data);
}

static void post(struct voyage *v, struct conn *c, struct bytes bytes)
{
    if (c->posts_count == POSTS_MAX)
        voyage_fail(v, "a stream has more than %d posts to send", POSTS_MAX);
    c->posts[c->posts_count].data = must(malloc(bytes.size));
    memcpy(c->posts[c->posts_count].data, bytes.data, bytes.size);
    c->posts[c->posts_count++].size = bytes.size;
    post_next(v, c);
}

static void say(struct voyage *v, struct conn *c, struct bytes bytes)
{
    if (c->road != ROAD_SOCKET)
        post(v, c, bytes);
    else if (!c->up_lost)
        sea_add(v, c, up_arrives(v, c), up_message, 0, bytes);
}

void sea_say_hello(struct voyage *v, uint32_t number, const char *token, uint64_t client)
{
    struct conn *c = sea_find(v, number);
    uint8_t memory[256];
    struct buffer out;
    struct writer w;

    if (c == NULL || c->road != ROAD_SOCKET)
        return; /* The request of a stream says who it is. */
    buffer_init(&out, memory, sizeof memory);
    writer_init(&w, &out, c->encoding);
    codec_write_hello(&w, bytes_of(token), NULL, client, sea_takes_changes(c));
    say(v, c, buffer_bytes(&out));
}

void sea_say_ping(struct voyage *v, uint32_t number)
{
    struct conn *c = sea_find(v, number);
    uint8_t memory[32];
    struct buffer out;
    struct writer w;

    if (c == NULL)
        return;
    buffer_init(&out, memory, sizeof memory);
    writer_init(&w, &out, c->encoding);
    writer_map(&w, 1);
    writer_put_word(&w, "t", "ping");
    say(v, c, buffer_bytes(&out));
}

void sea_say_command(struct voyage *v, uint32_t number, const struct command *command)
{
    static uint8_t memory[COMMAND_BYTES_MAX];
    struct conn *c = sea_find(v, number);
    struct buffer out;
    struct writer w;

    if (c == NULL)
        return;
    buffer_init(&out, memory, sizeof memory);
    writer_init(&w, &out, c->encoding);
    codec_write_command(&w, command);
    say(v, c, buffer_bytes(&out));
}

void sea_hang_up(struct voyage *v, uint32_t number)
{
    struct conn *c = sea_find(v, number);

    if (c == NULL || !c->client_open)
        return;
    c->client_open = false;
    for (uint32_t i = 0; i < c->posts_count; i++)
        free(c->posts[i].data);
    c->posts_count = 0;
    if (c->server_open && !c->up_lost)
        sea_add(v, c, up_arrives(v, c), up_closed, 0, (struct bytes){NULL, 0});
    else if (c->server_open)
        sea_add(v, c, v->now_ms + HANGUP_MS, sea_gives_up, 0, (struct bytes){NULL, 0});
    sea_free_place(c);
}

/* ---- life ------------------------------------------------------------------------------------ */

void sea_open(struct voyage *v)
{
    v->sea = must(calloc(1, sizeof *v->sea));
}

void sea_close(struct voyage *v)
{
    for (uint32_t i = 0; i < CONNS_MAX; i++) {
        for (uint32_t p = 0; p < v->sea->conns[i].posts_count; p++)
            free(v->sea->conns[i].posts[p].data);
        shown_clear(v->sea->conns[i].shown);
    }
    free(v->sea);
    v->sea = NULL;
}
