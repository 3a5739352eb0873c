/* sea_server.c -- the server's end of the connections: what edge/link.c, ws.c and live.c do. */
#include "sea_inside.h"

#include "edge/token.h"
#include "protocol/codec.h"
#include "protocol/live.h"
#include "memory.h"
#include "witness.h"

#define FLUSH_BYTES_SOFT  (64 * 1024)
#define READ_BYTES_PER_MS 6    /* Of a slow reader. */
#define LATE_MS_MAX       6000 /* A slow reader is not later than this, and what is on its way. */

void sea_server_closes(struct voyage *v, struct conn *c, bool says_so)
{
    if (!c->server_open)
        return;
    if (c->link.is_replaced && !c->client_open && c->up_ms > v->now_ms)
        voyage_strike(v, MISHAP_LATE_BYTES_REPLACED);
    host_link_close(&c->link);
    c->server_open = false;
    c->is_due = false;
    if (says_so && !c->down_lost && c->client_open) {
        c->down_ms = sea_later(c->down_ms, v->now_ms + sea_delay(v, c->person));
        sea_add(v, c, c->down_ms, sea_down_closed, 0, (struct bytes){NULL, 0});
    }
    sea_free_place(c);
}

static void due_add(struct voyage *v, struct conn *c)
{
    if (c->is_due)
        return;
    c->is_due = true;
    v->sea->due[v->sea->due_count++] = c->number;
}

void sea_on_wake(struct host_link *link, void *arg)
{
    struct voyage *v = arg;

    due_add(v, (struct conn *)(void *)((char *)link - offsetof(struct conn, link)));
}

static void send_down(struct voyage *v, struct conn *c, struct bytes bytes)
{
    c->on_its_way += bytes.size;
    voyage_note_bytes(v, bytes);
    if (c->down_lost)
        return;
    c->down_ms = sea_later(c->down_ms, v->now_ms + sea_delay(v, c->person));
    if (c->down_held_ms > c->down_ms) {
        voyage_strike(v, MISHAP_HOLD_DOWN);
        c->down_ms = c->down_held_ms;
    }
    if (c->slow_until_ms > v->now_ms) {
        voyage_strike(v, MISHAP_SLOW_READER);
        if (c->down_ms < v->now_ms + LATE_MS_MAX)
            c->down_ms += bytes.size / READ_BYTES_PER_MS;
    }
    sea_add(v, c, c->down_ms, sea_down_message, bytes.size, bytes);
}

void sea_flush_link(struct voyage *v, struct conn *c)
{
    for (size_t bytes = 0; bytes < FLUSH_BYTES_SOFT;) {
        struct buffer out;
        enum host_write done;
        bool before;

        buffer_init(&out, v->sea->out, sizeof v->sea->out);
        before = memory_is_servers(true);
        done = host_link_write(&c->link, &out);
        memory_is_servers(before);
        if (done == HOST_WRITE_NOTHING)
            break;
        if (done == HOST_WRITE_FULL)
            voyage_fail(v, "a message does not fit into the largest room");
        witness_sends(v, c, buffer_bytes(&out));
        send_down(v, c, buffer_bytes(&out));
        bytes += out.size;
        if (done == HOST_WRITE_LAST) {
            sea_server_closes(v, c, true);
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
    const bool before = memory_is_servers(false);

    memcpy(due, v->sea->due, count * sizeof due[0]);
    v->sea->due_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct conn *c = sea_find(v, due[i]);

        if (c == NULL || !c->is_due)
            continue;
        c->is_due = false;
        if (!c->server_open)
            continue;
        if (c->is_blocked)
            c->missed_view = true; /* When there is room again. */
        else
            sea_flush_link(v, c);
    }
    memory_is_servers(before);
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
        memory_is_servers(true);
        host_link_hello(&c->link, hash, hello->lang_given ? hello->lang : LANG_COUNT,
                        hello->client);
        memory_is_servers(false);
    }
}

static void take_command(struct voyage *v, struct conn *c, const struct command *command)
{
    const uint32_t before = c->link.commands_count;

    v->commands_taken++;
    if (c->road != ROAD_SOCKET)
        voyage_strike(v, MISHAP_OVER_STREAM);
    witness_hears(v, c, command);
    memory_is_servers(true);
    host_link_command(&c->link, command);
    memory_is_servers(false);
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

void sea_server_hears(struct voyage *v, struct conn *c, struct bytes bytes)
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
        sea_server_closes(v, c, with_fin);
    }
    v->sea->due_count = 0;
}
