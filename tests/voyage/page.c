/* page.c -- clients/core in C. The names are those of the TypeScript; where it says `become`, the
 * outbox is kept, and only then. */
#include "page.h"

#include <assert.h>

enum { OPEN_MS = 5000, PING_MS = 20000, ANSWER_MS = 2500, PONG_MS = 5000, YOUNG_MS = 5000 };
enum { DELAY_MIN_MS = 500, DELAY_MAX_MS = 15000, AGAIN_MS = 2500 };
enum { SOCKET_TRIES = 2, SOCKET_TRIES_PROVEN = 8 };
#define CLIENT_MAX ((UINT64_C(1) << 53) - 1)

/* ---- outbox.ts ------------------------------------------------------------------------------- */

static bool same_slot(const struct command *a, const struct command *b)
{
    if (a->type != b->type)
        return false;
    switch (a->type) {
    case COMMAND_VOTE_CAST: return a->vote_cast.round == b->vote_cast.round;
    case COMMAND_SECOND_CAST: return a->second_cast.round == b->second_cast.round;
    case COMMAND_DECISION_MAKE: return a->decision_make.round == b->decision_make.round;
    case COMMAND_REFLECTION_SHARE: return a->reflection_share.round == b->reflection_share.round;
    case COMMAND_OBJECTION_SET:
        return a->objection_set.round == b->objection_set.round &&
               a->objection_set.option == b->objection_set.option;
    case COMMAND_GUESS_CAST:
        return a->guess_cast.round == b->guess_cast.round &&
               a->guess_cast.member == b->guess_cast.member;
    case COMMAND_READY_SET:
        return a->ready_set.round == b->ready_set.round && a->ready_set.step == b->ready_set.step;
    case COMMAND_LANGUAGE_SET:
    case COMMAND_ROOM_CHOOSE: return true;
    default: return false;
    }
}

static void outbox_take_out(struct outbox *o, uint32_t i)
{
    memmove(&o->items[i], &o->items[i + 1], (o->count - i - 1) * sizeof o->items[0]);
    o->count--;
}

/* The text of a command, if it has one. */
static struct bytes *text_of(struct command *c)
{
    switch (c->type) {
    case COMMAND_VOTE_CAST: return &c->vote_cast.reason;
    case COMMAND_OBJECTION_SET: return &c->objection_set.reason;
    case COMMAND_REFLECTION_SHARE: return &c->reflection_share.text;
    case COMMAND_MESSAGE_SEND: return &c->message_send.text;
    default: return NULL;
    }
}

/* It has been copied: its text points into its own memory again. */
static void pending_own(struct pending *p)
{
    struct bytes *text = text_of(&p->command);

    if (text != NULL)
        text->data = (const uint8_t *)p->text;
}

static void pending_take(struct pending *p, const struct command *command)
{
    const struct bytes *text;

    p->command = *command;
    text = text_of(&p->command);
    if (text == NULL)
        return;
    assert(text->size < sizeof p->text);
    if (text->size > 0)
        memcpy(p->text, text->data, text->size);
    pending_own(p);
}

static void outbox_own(struct outbox *o)
{
    for (uint32_t i = 0; i < o->count; i++)
        pending_own(&o->items[i]);
}

static struct pending *outbox_find(struct outbox *o, uint64_t id)
{
    for (uint32_t i = 0; i < o->count; i++)
        if (o->items[i].id == id)
            return &o->items[i];
    return NULL;
}

static void copy_outbox(struct outbox *to, const struct outbox *from, bool only_unacked)
{
    to->count = 0;
    for (uint32_t i = 0; i < from->count; i++)
        if (!only_unacked || from->items[i].acked == PENDING_NOT)
            to->items[to->count++] = from->items[i];
    outbox_own(to);
}

/* ---- keeping it ------------------------------------------------------------------------------ */

static void keep(struct page *p)
{
    p->kept_on->is_there = true;
    p->kept_on->client = p->client;
    p->kept_on->last = p->last;
    copy_outbox(&p->kept_on->outbox, &p->outbox, true);
}

static uint64_t next_id(struct page *p)
{
    uint64_t kept = p->kept_on->is_there && p->kept_on->client == p->client ? p->kept_on->last : 0;

    p->last = (p->last > kept ? p->last : kept) + 1;
    return p->last;
}

static uint64_t new_client(struct page *p)
{
    /* In doubles, as there: the same numbers on every machine. */
    const double r = (double)p->parts->random(p) / 65536;

    return 1 + (uint64_t)(r * (double)(CLIENT_MAX - 1));
}

static void count_anew(struct page *p)
{
    p->client = new_client(p);
    for (uint32_t i = 0; i < p->outbox.count; i++)
        p->outbox.items[i].id = i + 1;
    p->last = p->outbox.count;
}

static void told_counted(struct page *p)
{
    for (uint32_t i = 0; i < p->outbox.count && p->parts->counted != NULL; i++)
        p->parts->counted(p, &p->outbox.items[i]);
}

static void settle(struct page *p, uint32_t i, const struct message_in *message)
{
    struct pending settled = p->outbox.items[i];

    pending_own(&settled);
    outbox_take_out(&p->outbox, i);
    outbox_own(&p->outbox);
    if (p->parts->settled != NULL)
        p->parts->settled(p, &settled, message);
}

static void settle_id(struct page *p, uint64_t id, const struct message_in *message)
{
    for (uint32_t i = 0; i < p->outbox.count; i++) {
        if (p->outbox.items[i].id == id) {
            settle(p, i, message);
            return;
        }
    }
}

static void outbox_seen(struct page *p, uint64_t seq, const struct message_in *message)
{
    bool changed = false;

    for (uint32_t i = 0; i < p->outbox.count;) {
        if (p->outbox.items[i].acked != PENDING_NOT && p->outbox.items[i].acked <= seq) {
            settle(p, i, message);
            changed = true;
        } else {
            i++;
        }
    }
    if (changed)
        keep(p);
}

/* ---- what faults and byes mean (screen.ts) --------------------------------------------------- */

static bool is_passing(uint8_t fault)
{
    return fault == FAULT_TOO_FAST || fault == FAULT_BUSY || fault == FAULT_JOURNAL_FAILED ||
           fault == FAULT_SHUTTING_DOWN;
}

static bool is_final(uint8_t fault)
{
    return fault == FAULT_TOKEN_UNKNOWN || fault == FAULT_FORBIDDEN ||
           fault == FAULT_VERSION_UNKNOWN || fault == FAULT_SESSION_OUTDATED ||
           fault == FAULT_SESSION_DAMAGED || fault == FAULT_SCENARIO_UNKNOWN;
}

static bool is_final_bye(uint8_t bye)
{
    return bye == BYE_MOVED_DEVICE || bye == BYE_REMOVED || bye == BYE_DELETED;
}

/* What a message does to the screen, as far as the outbox goes: receive() of screen.ts. */
static void receive(struct page *p, const struct message_in *m)
{
    struct pending *pending;

    switch (m->kind) {
    case MESSAGE_WELCOME:
        p->is_over = false;
        p->seq = -1;
        for (uint32_t i = 0; i < p->outbox.count; i++)
            if (p->outbox.items[i].acked != PENDING_NOT)
                p->outbox.items[i].acked = 0;
        keep(p);
        break;
    case MESSAGE_VIEW:
        if ((int64_t)m->seq < p->seq)
            break;
        p->seq = (int64_t)m->seq;
        outbox_seen(p, m->seq, m);
        break;
    case MESSAGE_ACK:
        pending = outbox_find(&p->outbox, m->id);
        if ((int64_t)m->seq <= p->seq)
            settle_id(p, m->id, m);
        else if (pending != NULL)
            pending->acked = m->seq;
        keep(p);
        break;
    case MESSAGE_REJECTED:
        settle_id(p, m->id, m);
        keep(p);
        break;
    case MESSAGE_ERROR:
        if (m->id == 0 && is_final(m->code)) {
            p->is_over = true;
            p->over_fault = m->code;
        } else if (m->id != 0 && !is_passing(m->code)) {
            settle_id(p, m->id, m);
            keep(p);
        }
        break;
    case MESSAGE_BYE:
        if (is_final_bye(m->code)) {
            p->is_over = true;
            p->over_bye = m->code;
        }
        break;
    case MESSAGE_PONG: outbox_seen(p, UINT64_MAX - 1, m); break;
    }
}

/* ---- live.ts --------------------------------------------------------------------------------- */

/* Write down who took this client up. */
static void take_up(struct page *p)
{
    struct taken_up list[TAKEN_UP_MAX] = {{p->client, p->last}};
    uint32_t count = 1;

    for (uint32_t i = 0; i < p->device->taken_count; i++) {
        const struct taken_up *taken = &p->device->taken[i];

        if (taken->client != p->client && count < TAKEN_UP_MAX)
            list[count++] = *taken;
        else if (taken->client == p->client && taken->last > list[0].last)
            list[0].last = taken->last;
    }
    memcpy(p->device->taken, list, sizeof list);
    p->device->taken_count = count;
}

/* Is there something without an answer that another page may ask, too? */
static bool is_shared(const struct page *p)
{
    uint64_t last = 0;

    for (uint32_t i = 0; i < p->device->taken_count && last == 0; i++)
        if (p->device->taken[i].client == p->client)
            last = p->device->taken[i].last;
    for (uint32_t i = 0; i < p->outbox.count; i++)
        if (p->outbox.items[i].acked == PENDING_NOT && p->outbox.items[i].id <= last)
            return true;
    return false;
}

/* Was something without an answer asked on a road that broke? */
static bool was_asked_before(const struct page *p)
{
    for (uint32_t i = 0; i < p->outbox.count; i++)
        if (p->outbox.items[i].acked == PENDING_NOT && p->outbox.items[i].id <= p->asked_before)
            return true;
    return false;
}

static void take_from_both(struct page *p)
{
    struct outbox *both = &p->kept_on->outbox;

    if (!p->kept_on->is_there || p->kept_on->client != p->client)
        return;
    for (uint32_t i = 0; i < both->count;) {
        if (outbox_find(&p->outbox, both->items[i].id) != NULL)
            outbox_take_out(both, i);
        else
            i++;
    }
    outbox_own(both);
}

static void count_on_alone(struct page *p)
{
    if (was_asked_before(p) || is_shared(p))
        return;
    take_from_both(p);
    p->asked_before = 0;
    count_anew(p);
    p->kept_on = p->tab;
    keep(p);
    told_counted(p);
}

static void ask_again(struct page *p, uint64_t id)
{
    struct pending again;
    const uint64_t fresh = next_id(p);

    for (uint32_t i = 0; i < p->outbox.count; i++) {
        if (p->outbox.items[i].id != id)
            continue;
        again = p->outbox.items[i];
        outbox_take_out(&p->outbox, i);
        again.id = fresh;
        p->outbox.items[p->outbox.count++] = again;
        outbox_own(&p->outbox);
        keep(p);
        if (p->parts->counted != NULL)
            p->parts->counted(p, &p->outbox.items[p->outbox.count - 1]);
        return;
    }
}

static void on_message(struct page *p, const struct message_in *m)
{
    receive(p, m);
    if (m->kind == MESSAGE_BYE && m->code == BYE_REPLACED) {
        p->replaced = true;
        count_on_alone(p);
    }
    if (m->kind == MESSAGE_ERROR && m->id != 0 && is_passing(m->code))
        ask_again(p, m->id);
}

/* ---- link.ts --------------------------------------------------------------------------------- */

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
    copy_outbox(&all, &p->outbox, true);
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
    on_message(p, m);
    if (m->kind == MESSAGE_WELCOME)
        send_all(p);
    if (m->kind == MESSAGE_ERROR && is_passing(m->code))
        p->again_ms = now_ms + AGAIN_MS;
    if (m->kind == MESSAGE_ERROR && m->id == 0 && is_final(m->code))
        page_close(p);
    if (m->kind != MESSAGE_BYE)
        return;
    if (is_final_bye(m->code))
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
    struct pending added = {.id = next_id(p), .wish = wish, .acked = PENDING_NOT};
    uint32_t rest = 0;

    pending_take(&added, command);
    for (uint32_t i = 0; i < p->outbox.count; i++)
        rest += !same_slot(&p->outbox.items[i].command, command);
    if (rest >= PAGE_OUTBOX_MAX)
        return false;
    for (uint32_t i = 0; i < p->outbox.count;) {
        if (same_slot(&p->outbox.items[i].command, command))
            settle(p, i, NULL);
        else
            i++;
    }
    p->outbox.items[p->outbox.count] = added;
    p->outbox.count++;
    outbox_own(&p->outbox);
    keep(p);
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
        copy_outbox(&p->outbox, &from->outbox, false);
    } else {
        p->client = new_client(p);
    }
    if (from->is_there)
        take_up(p);
    told_counted(p);
    open_road(p, now_ms);
}
