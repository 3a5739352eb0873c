/* page_live.c -- live.ts, and what screen.ts does to the outbox. The names are those of the
 * TypeScript; where it says `become`, the outbox is kept, and only then. */
#include "page_inside.h"

#define CLIENT_MAX ((UINT64_C(1) << 53) - 1)

/* ---- keeping it ------------------------------------------------------------------------------ */

void page_keep(struct page *p)
{
    p->kept_on->is_there = true;
    p->kept_on->client = p->client;
    p->kept_on->last = p->last;
    outbox_copy(&p->kept_on->outbox, &p->outbox, true);
}

uint64_t page_next_id(struct page *p)
{
    uint64_t kept = p->kept_on->is_there && p->kept_on->client == p->client ? p->kept_on->last : 0;

    p->last = (p->last > kept ? p->last : kept) + 1;
    return p->last;
}

uint64_t page_new_client(struct page *p)
{
    /* In doubles, as there: the same numbers on every machine. */
    const double r = (double)p->parts->random(p) / 65536;

    return 1 + (uint64_t)(r * (double)(CLIENT_MAX - 1));
}

static void count_anew(struct page *p)
{
    p->client = page_new_client(p);
    for (uint32_t i = 0; i < p->outbox.count; i++)
        p->outbox.items[i].id = i + 1;
    p->last = p->outbox.count;
}

void page_told_counted(struct page *p)
{
    for (uint32_t i = 0; i < p->outbox.count && p->parts->counted != NULL; i++)
        p->parts->counted(p, &p->outbox.items[i]);
}

void page_settle(struct page *p, uint32_t i, const struct message_in *message)
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
            page_settle(p, i, message);
            return;
        }
    }
}

static void outbox_seen(struct page *p, uint64_t seq, const struct message_in *message)
{
    bool changed = false;

    for (uint32_t i = 0; i < p->outbox.count;) {
        if (p->outbox.items[i].acked != PENDING_NOT && p->outbox.items[i].acked <= seq) {
            page_settle(p, i, message);
            changed = true;
        } else {
            i++;
        }
    }
    if (changed)
        page_keep(p);
}

/* ---- what faults and byes mean (screen.ts) --------------------------------------------------- */

bool page_is_passing(uint8_t fault)
{
    return fault == FAULT_TOO_FAST || fault == FAULT_BUSY || fault == FAULT_JOURNAL_FAILED ||
           fault == FAULT_SHUTTING_DOWN;
}

bool page_is_final(uint8_t fault)
{
    return fault == FAULT_TOKEN_UNKNOWN || fault == FAULT_FORBIDDEN ||
           fault == FAULT_VERSION_UNKNOWN || fault == FAULT_SESSION_OUTDATED ||
           fault == FAULT_SESSION_DAMAGED || fault == FAULT_SCENARIO_UNKNOWN;
}

bool page_is_final_bye(uint8_t bye)
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
        page_keep(p);
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
        page_keep(p);
        break;
    case MESSAGE_REJECTED:
        settle_id(p, m->id, m);
        page_keep(p);
        break;
    case MESSAGE_ERROR:
        if (m->id == 0 && page_is_final(m->code)) {
            p->is_over = true;
            p->over_fault = m->code;
        } else if (m->id != 0 && !page_is_passing(m->code)) {
            settle_id(p, m->id, m);
            page_keep(p);
        }
        break;
    case MESSAGE_BYE:
        if (page_is_final_bye(m->code)) {
            p->is_over = true;
            p->over_bye = m->code;
        }
        break;
    case MESSAGE_PONG: outbox_seen(p, UINT64_MAX - 1, m); break;
    }
}

/* ---- live.ts --------------------------------------------------------------------------------- */

void page_take_up(struct page *p)
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
    page_keep(p);
    page_told_counted(p);
}

static void ask_again(struct page *p, uint64_t id)
{
    struct pending again;
    const uint64_t fresh = page_next_id(p);

    for (uint32_t i = 0; i < p->outbox.count; i++) {
        if (p->outbox.items[i].id != id)
            continue;
        again = p->outbox.items[i];
        outbox_take_out(&p->outbox, i);
        again.id = fresh;
        p->outbox.items[p->outbox.count++] = again;
        outbox_own(&p->outbox);
        page_keep(p);
        if (p->parts->counted != NULL)
            p->parts->counted(p, &p->outbox.items[p->outbox.count - 1]);
        return;
    }
}

void page_receive(struct page *p, const struct message_in *m)
{
    receive(p, m);
    if (m->kind == MESSAGE_BYE && m->code == BYE_REPLACED) {
        p->replaced = true;
        count_on_alone(p);
    }
    if (m->kind == MESSAGE_ERROR && m->id != 0 && page_is_passing(m->code))
        ask_again(p, m->id);
}
