/* page.c -- link.ts, and how a page opens and closes. The names are those of the TypeScript. */
#include "page_inside.h"

#include <assert.h>

enum { OPEN_MS = 5000, PING_MS = 20000, ANSWER_MS = 2500, PONG_MS = 5000, YOUNG_MS = 5000 };
enum { DELAY_MIN_MS = 500, DELAY_MAX_MS = 15000, AGAIN_MS = 2500 };
enum { SOCKET_TRIES = 2, SOCKET_TRIES_PROVEN = 8 };

static void set_timer(struct page *p, uint64_t at_ms, enum page_timer timer)
{
    p->timer_ms = at_ms;
    p->timer = timer;
}

static void open_road(struct page *p, uint64_t now_ms)
{
    p->state = PAGE_OPENING;
    p->unanswered_count = 0;
    set_timer(p, now_ms + OPEN_MS, TIMER_OPEN);
    p->has_road = true;
    p->parts->open(p, p->road);
}

static void choose_road(struct page *p, bool grown, bool silent)
{
    const uint32_t tries = p->proven ? SOCKET_TRIES_PROVEN : SOCKET_TRIES;

    if (grown) {
        p->proven = p->proven || p->road == ROAD_SOCKET;
        p->socket_failures = 0;
    } else if (p->road == ROAD_STREAM && silent) {
        p->road = ROAD_POLL;
    } else if (p->road != ROAD_SOCKET) {
        p->road = ROAD_SOCKET;
        p->socket_failures = p->proven ? 0 : tries - 1;
    } else {
        p->socket_failures += silent ? SOCKET_TRIES : 1;
        if (p->socket_failures >= tries)
            p->road = ROAD_STREAM;
    }
}

static uint64_t delay(struct page *p)
{
    uint64_t whole = (uint64_t)DELAY_MIN_MS << (p->failures < 10 ? p->failures : 10);

    p->failures++;
    whole = whole < DELAY_MAX_MS ? whole : DELAY_MAX_MS;
    return whole * (65536 + (uint64_t)p->parts->random(p)) / 131072;
}

static void lose(struct page *p, bool silent, uint64_t now_ms)
{
    const bool grown = p->state == PAGE_LIVE && now_ms - p->live_ms < UINT64_MAX / 2 &&
                       now_ms - p->live_ms >= YOUNG_MS;

    if (p->state == PAGE_CLOSED || p->state == PAGE_WAITING)
        return;
    p->state = PAGE_WAITING;
    p->asking = false;
    p->has_road = false;
    p->parts->close(p);
    choose_road(p, grown, silent);
    if (!p->replaced)
        p->asked_before = p->last;
    p->replaced = false;
    set_timer(p, now_ms + delay(p), TIMER_RETURN);
}

static bool is_unanswered(const struct page *p, uint64_t id)
{
    for (uint32_t i = 0; i < p->unanswered_count; i++)
        if (p->unanswered[i] == id)
            return true;
    return false;
}

static void answered(struct page *p, uint64_t id)
{
    for (uint32_t i = 0; i < p->unanswered_count; i++) {
        if (p->unanswered[i] == id) {
            p->unanswered[i] = p->unanswered[--p->unanswered_count];
            return;
        }
    }
}

static void send_now(struct page *p, const struct pending *pending)
{
    if (is_unanswered(p, pending->id))
        return;
    assert(p->unanswered_count < sizeof p->unanswered / sizeof p->unanswered[0]);
    p->unanswered[p->unanswered_count++] = pending->id;
    if (p->has_road)
        p->parts->send(p, pending);
}

static void send_all(struct page *p)
{
    struct outbox all;

    if (p->state != PAGE_LIVE)
        return;
    outbox_copy(&all, &p->outbox, true);
    for (uint32_t i = 0; i < all.count; i++)
        send_now(p, &all.items[i]);
}

static void ping(struct page *p, uint64_t now_ms)
{
    if (p->has_road)
        p->parts->ping(p);
    set_timer(p, now_ms + PONG_MS, TIMER_PONG);
}

void page_opened(struct page *p, uint64_t now_ms)
{
    (void)now_ms;
    if (p->has_road)
        p->parts->hello(p);
}

void page_heard(struct page *p, const struct message_in *m, uint64_t now_ms)
{
    p->asking = false;
    if (m->kind == MESSAGE_WELCOME) {
        p->state = PAGE_LIVE;
        p->live_ms = now_ms;
        p->failures = 0;
        set_timer(p, now_ms + PING_MS, TIMER_PING);
    } else if (p->state == PAGE_LIVE) {
        set_timer(p, now_ms + PING_MS, TIMER_PING);
    }
    if (m->id != 0)
        answered(p, m->id);
    page_receive(p, m);
    if (m->kind == MESSAGE_WELCOME)
        send_all(p);
    if (m->kind == MESSAGE_ERROR && page_is_passing(m->code))
        p->again_ms = now_ms + AGAIN_MS;
    if (m->kind == MESSAGE_ERROR && m->id == 0 && page_is_final(m->code))
        page_close(p);
    if (m->kind != MESSAGE_BYE)
        return;
    if (page_is_final_bye(m->code))
        page_close(p);
    else
        lose(p, false, now_ms);
}

void page_lost(struct page *p, uint64_t now_ms)
{
    lose(p, false, now_ms);
}

void page_timer(struct page *p, uint64_t now_ms)
{
    p->timer_ms = 0;
    switch (p->timer) {
    case TIMER_OPEN: lose(p, true, now_ms); break;
    case TIMER_PING: ping(p, now_ms); break;
    case TIMER_PONG: lose(p, false, now_ms); break;
    case TIMER_RETURN: open_road(p, now_ms); break;
    }
}

void page_again(struct page *p, uint64_t now_ms)
{
    (void)now_ms;
    p->again_ms = 0;
    send_all(p);
}

bool page_command(struct page *p, const struct command *command, uint64_t wish, uint64_t now_ms)
{
    struct pending added = {.id = page_next_id(p), .wish = wish, .acked = PENDING_NOT};
    uint32_t rest = 0;

    pending_take(&added, command);
    for (uint32_t i = 0; i < p->outbox.count; i++)
        rest += !outbox_same_slot(&p->outbox.items[i].command, command);
    if (rest >= PAGE_OUTBOX_MAX)
        return false;
    for (uint32_t i = 0; i < p->outbox.count;) {
        if (outbox_same_slot(&p->outbox.items[i].command, command))
            page_settle(p, i, NULL);
        else
            i++;
    }
    p->outbox.items[p->outbox.count] = added;
    p->outbox.count++;
    outbox_own(&p->outbox);
    page_keep(p);
    if (p->parts->counted != NULL)
        p->parts->counted(p, &p->outbox.items[p->outbox.count - 1]);
    if (p->state != PAGE_LIVE)
        return true;
    send_now(p, &p->outbox.items[p->outbox.count - 1]);
    if (!p->asking)
        set_timer(p, now_ms + ANSWER_MS, TIMER_PING);
    p->asking = true;
    return true;
}

void page_wake(struct page *p, uint64_t now_ms)
{
    if (p->state == PAGE_WAITING) {
        p->failures = 0;
        open_road(p, now_ms);
    } else if (p->state == PAGE_LIVE) {
        ping(p, now_ms);
    }
}

void page_close(struct page *p)
{
    p->state = PAGE_CLOSED;
    p->timer_ms = p->again_ms = 0;
    if (p->has_road)
        p->parts->close(p);
    p->has_road = false;
}

/* openLive, then openLink. */
void page_open(struct page *p, const struct page_parts *parts, void *owner, struct shelf *device,
               struct shelf *tab, uint64_t now_ms)
{
    const struct shelf *from = tab->is_there ? tab : device;

    *p = (struct page){.parts = parts,
                       .owner = owner,
                       .device = device,
                       .tab = tab,
                       .kept_on = tab->is_there ? tab : device,
                       .over_bye = -1,
                       .over_fault = -1,
                       .seq = -1};
    if (from->is_there) {
        p->client = from->client;
        p->last = from->last;
        outbox_copy(&p->outbox, &from->outbox, false);
    } else {
        p->client = page_new_client(p);
    }
    if (from->is_there)
        page_take_up(p);
    page_told_counted(p);
    open_road(p, now_ms);
}
