#include "sea.h"

#include "edge/token.h"
#include "harbour.h"
#include "person.h"
#include "protocol/codec.h"
#include "protocol/live.h"
#include "witness.h"

#include <stdlib.h>

#define FLUSH_BYTES_SOFT  (64 * 1024)
#define HANGUP_MS         45000 /* Nobody answers what the server sends: it gives up. */
#define READ_BYTES_PER_MS 6     /* Of a slow reader. */
#define LATE_MS_MAX       6000  /* A slow reader is not later than this, and what is on its way. */

static struct conn *conn_find(struct voyage *v, uint32_t number)
{
    struct conn *c = &v->sea->conns[number % CONNS_MAX];

    return number != 0 && c->number == number ? c : NULL;
}

static struct weather *weather_of(struct voyage *v, const struct conn *c)
{
    return &v->sea->weather[c->person];
}

/* Pages of an older kind get every section whole. */
static bool takes_changes(const struct conn *c)
{
    return c->person % 4 != 3;
}

static uint64_t draw(struct voyage *v)
{
    return chance_of(v->plan->seed, 'n', ++v->sea->messages);
}

uint64_t sea_delay(struct voyage *v, uint32_t person)
{
    const uint64_t r = draw(v);
    uint64_t ms = v->plan->delay_ms / 2 + chance_below(r, v->plan->delay_ms + 1);

    if (v->sea->weather[person].delayed_ms > v->now_ms) {
        voyage_strike(v, MISHAP_DELAY);
        ms += 300 + chance_below(chance_next(r), 4000);
    }
    return ms;
}

static uint64_t later(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

static void free_place(struct voyage *v, struct conn *c)
{
    (void)v;
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

static void add(struct voyage *v, const struct conn *c, uint64_t at_ms,
                void (*run)(struct voyage *, struct moment *), uint64_t number, struct bytes bytes)
{
    struct moment m = {.run = run, .who = c->number, .number = number, .size = bytes.size};

    if (bytes.size > 0) {
        m.data = must(malloc(bytes.size));
        memcpy(m.data, bytes.data, bytes.size);
    }
    agenda_add(v, at_ms, &m);
}

/* ---- the server's end ------------------------------------------------------------------------ */

static void down_closed(struct voyage *v, struct moment *m);

static void server_closes(struct voyage *v, struct conn *c, bool says_so)
{
    if (!c->server_open)
        return;
    if (c->link.is_replaced && !c->client_open && c->up_ms > v->now_ms)
        voyage_strike(v, MISHAP_LATE_BYTES_REPLACED);
    host_link_close(&c->link);
    c->server_open = false;
    c->is_due = false;
    if (says_so && !c->down_lost && c->client_open) {
        c->down_ms = later(c->down_ms, v->now_ms + sea_delay(v, c->person));
        add(v, c, c->down_ms, down_closed, 0, (struct bytes){NULL, 0});
    }
    free_place(v, c);
}

static void due_add(struct voyage *v, struct conn *c)
{
    if (c->is_due)
        return;
    c->is_due = true;
    v->sea->due[v->sea->due_count++] = c->number;
}

static void on_wake(struct host_link *link, void *arg)
{
    struct voyage *v = arg;

    due_add(v, (struct conn *)(void *)((char *)link - offsetof(struct conn, link)));
}

static void down_message(struct voyage *v, struct moment *m);

static void send_down(struct voyage *v, struct conn *c, struct bytes bytes)
{
    c->on_its_way += bytes.size;
    voyage_note_bytes(v, bytes);
    if (c->down_lost)
        return;
    c->down_ms = later(c->down_ms, v->now_ms + sea_delay(v, c->person));
    if (c->down_held_ms > c->down_ms) {
        voyage_strike(v, MISHAP_HOLD_DOWN);
        c->down_ms = c->down_held_ms;
    }
    if (c->slow_until_ms > v->now_ms) {
        voyage_strike(v, MISHAP_SLOW_READER);
        if (c->down_ms < v->now_ms + LATE_MS_MAX)
            c->down_ms += bytes.size / READ_BYTES_PER_MS;
    }
    add(v, c, c->down_ms, down_message, bytes.size, bytes);
}

/* What link_flush does: one message after the other, until nothing is due or enough is on its way.
 */
static void flush_link(struct voyage *v, struct conn *c)
{
    for (size_t bytes = 0; bytes < FLUSH_BYTES_SOFT;) {
        struct buffer out;
        enum host_write done;

        buffer_init(&out, v->sea->out, sizeof v->sea->out);
        done = host_link_write(&c->link, &out);
        if (done == HOST_WRITE_NOTHING)
            break;
        if (done == HOST_WRITE_FULL)
            voyage_fail(v, "a message does not fit into the largest room");
        witness_sends(v, c, buffer_bytes(&out));
        send_down(v, c, buffer_bytes(&out));
        bytes += out.size;
        if (done == HOST_WRITE_LAST) {
            server_closes(v, c, true);
            return;
        }
        if (bytes >= FLUSH_BYTES_SOFT)
            due_add(v, c);
    }
    c->is_blocked = c->on_its_way > WINDOW_BYTES;
}

void sea_flush(void *arg)
{
    struct voyage *v = arg;
    uint32_t due[CONNS_MAX], count = v->sea->due_count;

    memcpy(due, v->sea->due, count * sizeof due[0]);
    v->sea->due_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct conn *c = conn_find(v, due[i]);

        if (c == NULL || !c->is_due)
            continue;
        c->is_due = false;
        if (!c->server_open)
            continue;
        if (c->is_blocked)
            c->missed_view = true; /* When there is room again. */
        else
            flush_link(v, c);
    }
}

static void take_hello(struct voyage *v, struct conn *c, const struct client_hello *hello)
{
    uint8_t hash[TOKEN_HASH_BYTES];

    c->hello = ++v->sea->hellos;
    if (hello->version != PROTOCOL_VERSION)
        host_link_fault(&c->link, FAULT_VERSION_UNKNOWN, NULL, true);
    else if (!token_hash(hello->token, hash))
        host_link_fault(&c->link, FAULT_TOKEN_UNKNOWN, NULL, true);
    else {
        if (hello->changes)
            host_link_take_changes(&c->link);
        host_link_hello(&c->link, hash, hello->lang_given ? hello->lang : LANG_COUNT,
                        hello->client);
    }
}

static void take_command(struct voyage *v, struct conn *c, const struct command *command)
{
    const uint32_t before = c->link.commands_count;

    v->commands_taken++;
    if (c->road != ROAD_SOCKET)
        voyage_strike(v, MISHAP_OVER_STREAM);
    witness_hears(v, c, command);
    host_link_command(&c->link, command);
    if (c->link.commands_count > before)
        witness_took(v, c, command);
}

static bool is_too_fast(struct voyage *v, struct conn *c, uint64_t id)
{
    const struct bucket_rule rule = {.burst = LIVE_MESSAGES_BURST,
                                     .per_minute = LIVE_MESSAGES_PER_MINUTE};

    if (bucket_take(&c->rate, &rule, v->now_ms))
        return false;
    if (++c->strikes > LIVE_STRIKES_MAX)
        host_link_bye(&c->link, BYE_MISBEHAVED);
    else
        host_link_fault_command(&c->link, id, FAULT_TOO_FAST, NULL);
    return true;
}

static void server_hears(struct voyage *v, struct conn *c, struct bytes bytes)
{
    static uint8_t memory[CODEC_SCRATCH_BYTES];
    struct client_message decoded;
    struct codec_fault fault;
    struct buffer scratch;
    bool right;

    voyage_note_bytes(v, bytes);
    if (!c->client_open)
        voyage_strike(v, MISHAP_LATE_BYTES);
    if (c->link.is_replaced || c->link.state == HOST_LINK_ENDING)
        return;
    buffer_init(&scratch, memory, sizeof memory);
    right = codec_read_client(c->encoding, bytes, &scratch, &decoded, &fault);
    if (is_too_fast(v, c, fault.id))
        return;
    if (!right)
        voyage_fail(v, "the server does not read what a page wrote: %s", fault_name(fault.fault));
    switch (decoded.type) {
    case CLIENT_HELLO: take_hello(v, c, &decoded.hello); break;
    case CLIENT_COMMAND: take_command(v, c, &decoded.command); break;
    case CLIENT_PING: host_link_ping(&c->link); break;
    case CLIENT_TYPES_COUNT: break;
    }
}

void sea_server_gone(struct voyage *v, bool with_fin)
{
    for (uint32_t i = 0; i < CONNS_MAX; i++) {
        struct conn *c = &v->sea->conns[i];

        if (c->number == 0 || !c->server_open)
            continue;
        if (!with_fin)
            c->down_lost = true;
        server_closes(v, c, with_fin);
    }
    v->sea->due_count = 0;
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
    add(v, c, v->now_ms + sea_delay(v, c->person), down_closed, 0, (struct bytes){NULL, 0});
}

static void up_message(struct voyage *v, struct moment *m)
{
    struct conn *c = conn_find(v, m->who);

    if (c == NULL || waits(v, m))
        return;
    if (!c->server_open) {
        reset_client(v, c);
        return;
    }
    server_hears(v, c, (struct bytes){m->data, m->size});
    harbour_touch(v);
}

static void up_closed(struct voyage *v, struct moment *m)
{
    struct conn *c = conn_find(v, m->who);

    if (c == NULL || waits(v, m))
        return;
    server_closes(v, c, false);
    harbour_touch(v);
}

/* Its socket takes more: what link_writeable does. */
static void unblocks(struct voyage *v, struct moment *m)
{
    struct conn *c = conn_find(v, m->who);

    if (c == NULL || !c->server_open || !c->is_blocked || waits(v, m))
        return;
    if (c->missed_view)
        voyage_strike(v, MISHAP_BLOCKED_VIEW);
    c->is_blocked = c->missed_view = false;
    flush_link(v, c);
    harbour_touch(v);
}

static void down_message(struct voyage *v, struct moment *m)
{
    struct conn *c = conn_find(v, m->who);

    if (c == NULL)
        return;
    c->on_its_way -= m->size < c->on_its_way ? m->size : c->on_its_way;
    if (c->is_blocked && c->on_its_way <= WINDOW_BYTES && c->server_open)
        add(v, c, v->now_ms, unblocks, 0, (struct bytes){NULL, 0});
    if (c->client_open)
        tab_hears(v, c->person, c->tab, c->number, (struct bytes){m->data, m->size}, c->encoding);
}

static void down_closed(struct voyage *v, struct moment *m)
{
    struct conn *c = conn_find(v, m->who);
    uint32_t person, tab, number;

    if (c == NULL || !c->client_open || c->down_lost)
        return;
    person = c->person;
    tab = c->tab;
    number = c->number;
    c->client_open = false;
    free_place(v, c);
    tab_is_lost(v, person, tab, number);
}

static void gives_up(struct voyage *v, struct moment *m)
{
    struct conn *c = conn_find(v, m->who);

    if (c == NULL || !c->server_open || waits(v, m))
        return;
    server_closes(v, c, false);
    harbour_touch(v);
}

static void down_opened(struct voyage *v, struct moment *m)
{
    const struct conn *c = conn_find(v, m->who);

    if (c != NULL && c->client_open)
        tab_is_open(v, c->person, c->tab, c->number);
}

/* ---- connecting ------------------------------------------------------------------------------ */

static void says_no_hello(struct voyage *v, struct moment *m)
{
    struct conn *c = conn_find(v, m->who);

    if (c == NULL || !c->server_open || c->link.state != HOST_LINK_NEW || waits(v, m))
        return;
    host_link_fault(&c->link, FAULT_HELLO_FIRST, NULL, true);
    harbour_touch(v);
}

static void up_connects(struct voyage *v, struct moment *m)
{
    struct conn *c = conn_find(v, m->who);
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
    host_link_init(&c->link, v->harbour->host, c->encoding, on_wake, v);
    c->hello = c->road != ROAD_SOCKET ? ++v->sea->hellos : 0;
    if (c->road != ROAD_SOCKET && token_hash((struct bytes){m->data, m->size}, hash)) {
        if (takes_changes(c))
            host_link_take_changes(&c->link);
        host_link_hello(&c->link, hash, LANG_COUNT, c->client);
    } else
        add(v, c, v->now_ms + LIVE_HELLO_MS, says_no_hello, 0, (struct bytes){NULL, 0});
    c->down_ms = v->now_ms + sea_delay(v, c->person);
    add(v, c, c->down_ms, down_opened, 0, (struct bytes){NULL, 0});
    harbour_touch(v);
}

/* Does somebody on the way forbid it? */
static bool is_forbidden(struct voyage *v, struct conn *c, uint64_t ms)
{
    const struct weather *w = weather_of(v, c);
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
    add(v, c, v->now_ms + ms, down_closed, 0, (struct bytes){NULL, 0});
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
    if (weather_of(v, c)->slow_ms > v->now_ms) {
        voyage_strike(v, MISHAP_CONNECT_SLOW);
        ms += 2000 + chance_below(draw(v), 4000);
    }
    if (is_forbidden(v, c, ms))
        return c->number;
    c->up_ms = v->now_ms + ms;
    add(v, c, c->up_ms, up_connects, 0, bytes_of(token));
    return c->number;
}

/* ---- a page's end ---------------------------------------------------------------------------- */

static uint64_t up_arrives(struct voyage *v, struct conn *c)
{
    c->up_ms = later(c->up_ms, v->now_ms + sea_delay(v, c->person));
    if (c->up_held_ms > c->up_ms) {
        voyage_strike(v, MISHAP_HOLD_UP);
        c->up_ms = c->up_held_ms;
    }
    return c->up_ms;
}

static void post_next(struct voyage *v, struct conn *c);

static void post_failed(struct voyage *v, struct moment *m)
{
    struct conn *c = conn_find(v, m->who);

    if (c == NULL || !c->client_open)
        return;
    voyage_note(v, 'p');
    sea_hang_up(v, m->who);
    tab_is_lost(v, c->person, c->tab, m->who);
}

static void post_answered(struct voyage *v, struct moment *m)
{
    struct conn *c = conn_find(v, m->who);

    if (c == NULL || !c->client_open)
        return;
    c->post_under_way = false;
    post_next(v, c);
}

static void post_arrives(struct voyage *v, struct moment *m)
{
    struct conn *c = conn_find(v, m->who);
    uint64_t back_ms;
    bool taken;

    if (c == NULL || waits(v, m))
        return;
    back_ms = v->now_ms + sea_delay(v, c->person);
    taken = c->server_open && !c->link.is_replaced && c->link.state != HOST_LINK_ENDING;
    if (taken)
        server_hears(v, c, (struct bytes){m->data, m->size});
    else
        voyage_strike(v, MISHAP_POST_TOO_LATE);
    harbour_touch(v);
    if (weather_of(v, c)->post_answer_lost) {
        weather_of(v, c)->post_answer_lost = false;
        voyage_strike(v, MISHAP_POST_ANSWER_LOST);
        add(v, c, v->now_ms + 3000, post_failed, 0, (struct bytes){NULL, 0});
    } else if (!taken) {
        add(v, c, back_ms, post_failed, 0, (struct bytes){NULL, 0});
    } else {
        add(v, c, back_ms, post_answered, 0, (struct bytes){NULL, 0});
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
    if (c->up_lost || weather_of(v, c)->post_lost) {
        weather_of(v, c)->post_lost = false;
        voyage_strike(v, MISHAP_POST_LOST);
        add(v, c, v->now_ms + 2500, post_failed, 0, (struct bytes){NULL, 0});
    } else {
        add(v, c, up_arrives(v, c), post_arrives, 0, (struct bytes){post.data, post.size});
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
        add(v, c, up_arrives(v, c), up_message, 0, bytes);
}

void sea_say_hello(struct voyage *v, uint32_t number, const char *token, uint64_t client)
{
    struct conn *c = conn_find(v, number);
    uint8_t memory[256];
    struct buffer out;
    struct writer w;

    if (c == NULL || c->road != ROAD_SOCKET)
        return; /* The request of a stream says who it is. */
    buffer_init(&out, memory, sizeof memory);
    writer_init(&w, &out, c->encoding);
    codec_write_hello(&w, bytes_of(token), NULL, client, takes_changes(c));
    say(v, c, buffer_bytes(&out));
}

void sea_say_ping(struct voyage *v, uint32_t number)
{
    struct conn *c = conn_find(v, number);
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
    struct conn *c = conn_find(v, number);
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
    struct conn *c = conn_find(v, number);

    if (c == NULL || !c->client_open)
        return;
    c->client_open = false;
    for (uint32_t i = 0; i < c->posts_count; i++)
        free(c->posts[i].data);
    c->posts_count = 0;
    if (c->server_open && !c->up_lost)
        add(v, c, up_arrives(v, c), up_closed, 0, (struct bytes){NULL, 0});
    else if (c->server_open)
        add(v, c, v->now_ms + HANGUP_MS, gives_up, 0, (struct bytes){NULL, 0});
    free_place(v, c);
}

/* ---- weather --------------------------------------------------------------------------------- */

static uint64_t until(const struct voyage *v, uint64_t r, uint32_t from_ms, uint32_t more_ms)
{
    const uint64_t end_ms = VOYAGE_EPOCH_MS + v->plan->length_ms;
    const uint64_t at_ms = v->now_ms + from_ms + chance_below(r, more_ms);

    return at_ms < end_ms ? at_ms : end_ms;
}

static void cut(struct voyage *v, struct conn *c, enum mishap how)
{
    const struct bytes none = {NULL, 0};

    voyage_strike(v, how);
    switch (how) {
    case MISHAP_CUT: /* What was sent before still comes. */
        add(v, c, later(c->up_ms, v->now_ms) + 1, gives_up, 0, none);
        add(v, c, later(c->down_ms, v->now_ms) + 1, down_closed, 0, none);
        break;
    case MISHAP_CUT_MIDWAY:
        add(v, c, v->now_ms, gives_up, 0, none);
        add(v, c, v->now_ms, down_closed, 0, none);
        break;
    case MISHAP_CUT_SERVER_NOTICES:
        c->down_lost = c->up_lost = true;
        add(v, c, v->now_ms + 1, gives_up, 0, (struct bytes){NULL, 0});
        break;
    case MISHAP_CUT_CLIENT_NOTICES:
        c->down_lost = c->up_lost = true;
        add(v, c, v->now_ms + HANGUP_MS, gives_up, 0, (struct bytes){NULL, 0});
        c->down_lost = false;
        add(v, c, v->now_ms + 1, down_closed, 0, (struct bytes){NULL, 0});
        break;
    default: break;
    }
}

static void cut_all(struct voyage *v, uint32_t person, enum mishap how)
{
    for (uint32_t i = 0; i < CONNS_MAX; i++) {
        struct conn *c = &v->sea->conns[i];

        if (c->number != 0 && c->person == person && c->client_open && c->server_open)
            cut(v, c, how);
    }
}

static void outage(struct voyage *v, const struct plan_item *item)
{
    for (uint32_t i = 0; i < v->plan->people; i++) {
        struct weather *w = &v->sea->weather[i];

        if (chance_below(chance_of(item->r, i, 'o'), 10) == 0)
            continue; /* On a network of their own. */
        cut_all(v, i, (item->r & 1) == 0 ? MISHAP_CUT_SERVER_NOTICES : MISHAP_CUT_CLIENT_NOTICES);
        w->swallowed_ms = until(v, item->r, 3000, 20000);
    }
    voyage_strike(v, MISHAP_OUTAGE);
}

void sea_strike(struct voyage *v, const struct plan_item *item)
{
    struct weather *w = &v->sea->weather[item->who];

    switch ((enum mishap)item->kind) {
    case MISHAP_CONNECT_REFUSED:
        w->refused_ms = until(v, item->r, 1000, 8000);
        cut_all(v, item->who, MISHAP_CUT);
        break;
    case MISHAP_CONNECT_SWALLOWED:
        w->swallowed_ms = until(v, item->r, 1000, 15000);
        cut_all(v, item->who, MISHAP_CUT);
        break;
    case MISHAP_CONNECT_SLOW:
        w->slow_ms = until(v, item->r, 1000, 12000);
        cut_all(v, item->who, MISHAP_CUT);
        break;
    case MISHAP_DELAY: w->delayed_ms = until(v, item->r, 2000, 20000); break;
    case MISHAP_SOCKET_FORBIDDEN:
        w->forbidden_ms = until(v, item->r, 20000, 120000);
        w->forbidden_silently = (item->r >> 40 & 1) != 0;
        cut_all(v, item->who, MISHAP_CUT);
        break;
    case MISHAP_POST_LOST: w->post_lost = true; break;
    case MISHAP_POST_ANSWER_LOST: w->post_answer_lost = true; break;
    case MISHAP_ASK_LOST: w->ask_lost = true; break;
    case MISHAP_ASK_ANSWER_LOST: w->ask_answer_lost = true; break;
    case MISHAP_OUTAGE: outage(v, item); break;
    case MISHAP_CUT:
    case MISHAP_CUT_MIDWAY:
    case MISHAP_CUT_SERVER_NOTICES:
    case MISHAP_CUT_CLIENT_NOTICES: cut_all(v, item->who, (enum mishap)item->kind); break;
    default:
        for (uint32_t i = 0; i < CONNS_MAX; i++) {
            struct conn *c = &v->sea->conns[i];

            if (c->number == 0 || c->person != item->who || !c->client_open)
                continue;
            if (item->kind == MISHAP_HOLD_UP)
                c->up_held_ms = until(v, item->r, 1000, 15000);
            else if (item->kind == MISHAP_HOLD_DOWN)
                c->down_held_ms = until(v, item->r, 1000, 12000);
            else
                c->slow_until_ms = until(v, item->r, 5000, 40000);
        }
        break;
    }
}

void sea_calm(struct voyage *v)
{
    memset(v->sea->weather, 0, sizeof v->sea->weather);
}

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
