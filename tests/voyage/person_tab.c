/* person_tab.c -- tabs: a page in each, its timers, and the roads that it asks for. */
#include "person_inside.h"

#include "sea.h"
#include "witness.h"

/* Which person and tab a page belongs to. */
struct place {
    struct voyage *v;
    uint32_t person, tab;
};
static struct place places[PEOPLE_MAX][TABS_MAX];

/* ---- a tab ----------------------------------------------------------------------------------- */

static void tab_timer(struct voyage *v, struct moment *m);
static void tab_again(struct voyage *v, struct moment *m);

void tab_plan(struct voyage *v, uint32_t person, uint32_t tab)
{
    struct tab *t = tab_of(v, person, tab);
    struct moment m = {.who = person * TABS_MAX + tab, .times = t->times};

    if (t->is_asleep)
        return;
    if (t->page.timer_ms != 0 && t->page.timer_ms != t->timer_planned_ms) {
        t->timer_planned_ms = t->page.timer_ms;
        m.run = tab_timer;
        m.number = t->page.timer_ms;
        agenda_add(v, t->page.timer_ms, &m);
    }
    if (t->page.again_ms != 0 && t->page.again_ms != t->again_planned_ms) {
        t->again_planned_ms = t->page.again_ms;
        m.run = tab_again;
        m.number = t->page.again_ms;
        agenda_add(v, t->page.again_ms, &m);
    }
}

static struct tab *tab_of_moment(struct voyage *v, const struct moment *m)
{
    struct tab *t = tab_of(v, m->who / TABS_MAX, m->who % TABS_MAX);

    return t->is_open && !t->is_asleep && t->times == m->times ? t : NULL;
}

static void tab_timer(struct voyage *v, struct moment *m)
{
    struct tab *t = tab_of_moment(v, m);

    if (t == NULL || t->page.timer_ms != m->number)
        return;
    page_timer(&t->page, v->now_ms);
    tab_plan(v, m->who / TABS_MAX, m->who % TABS_MAX);
}

static void tab_again(struct voyage *v, struct moment *m)
{
    struct tab *t = tab_of_moment(v, m);

    if (t == NULL || t->page.again_ms != m->number)
        return;
    page_again(&t->page, v->now_ms);
    tab_plan(v, m->who / TABS_MAX, m->who % TABS_MAX);
}

/* ---- what a page asks for -------------------------------------------------------------------- */

static void ask_open(struct page *page, enum road road)
{
    const struct place *at = page->owner;
    struct tab *t = tab_of(at->v, at->person, at->tab);

    sea_hang_up(at->v, t->conn);
    t->conn = sea_connect(at->v, at->person, at->tab, road, t->encoding, page->client,
                          person_of(at->v, at->person)->token);
}

static void ask_close(struct page *page)
{
    const struct place *at = page->owner;
    struct tab *t = tab_of(at->v, at->person, at->tab);

    sea_hang_up(at->v, t->conn);
    t->conn = 0;
}

static void ask_hello(struct page *page)
{
    const struct place *at = page->owner;

    sea_say_hello(at->v, tab_of(at->v, at->person, at->tab)->conn,
                  person_of(at->v, at->person)->token, page->client);
}

static void ask_ping(struct page *page)
{
    const struct place *at = page->owner;

    sea_say_ping(at->v, tab_of(at->v, at->person, at->tab)->conn);
}

static void ask_send(struct page *page, const struct pending *pending)
{
    const struct place *at = page->owner;
    struct command command = pending->command;

    command.id = pending->id;
    sea_say_command(at->v, tab_of(at->v, at->person, at->tab)->conn, &command);
}

static uint32_t ask_random(struct page *page)
{
    const struct place *at = page->owner;
    struct tab *t = tab_of(at->v, at->person, at->tab);

    return (uint32_t)(chance_of(at->v->plan->seed, at->person * TABS_MAX + at->tab + 1000u,
                                ++t->draws) >>
                      20) &
           0xFFFF;
}

static void ask_counted(struct page *page, const struct pending *pending)
{
    const struct place *at = page->owner;

    witness_counted(at->v, at->person, page->client, pending->id, pending->wish);
}

static const struct page_parts parts = {ask_open, ask_close,  ask_hello,   ask_ping,
                                        ask_send, ask_random, ask_counted, NULL};

/* ---- pages ----------------------------------------------------------------------------------- */

static void tab_forget_shown(struct tab *t)
{
    for (uint32_t i = 0; i < SECTIONS_COUNT; i++)
        t->shown[i].is_there = false;
}

void tab_load(struct voyage *v, uint32_t person, uint32_t tab)
{
    struct person *p = person_of(v, person);
    struct tab *t = tab_of(v, person, tab);

    t->is_open = true;
    t->is_asleep = false;
    t->times++;
    t->timer_planned_ms = t->again_planned_ms = 0;
    tab_forget_shown(t);
    places[person][tab] = (struct place){v, person, tab};
    page_open(&t->page, &parts, &places[person][tab], &p->device, &t->shelf, v->now_ms);
    tab_plan(v, person, tab);
}

void tab_unload(struct voyage *v, uint32_t person, uint32_t tab)
{
    struct tab *t = tab_of(v, person, tab);

    if (!t->is_open)
        return;
    page_close(&t->page);
    t->is_open = false;
    t->times++;
    if (person_of(v, person)->keeps_nothing) {
        person_of(v, person)->device.is_there = false;
        person_of(v, person)->device.taken_count = 0;
        t->shelf.is_there = false;
    }
}

void tab_is_open(struct voyage *v, uint32_t person, uint32_t tab, uint32_t conn)
{
    struct tab *t = tab_of(v, person, tab);

    if (!t->is_open || t->conn != conn)
        return;
    page_opened(&t->page, v->now_ms);
    tab_plan(v, person, tab);
}

static void tab_keep(struct voyage *v, uint32_t person, struct tab *t, const struct message_in *m,
                     enum encoding encoding)
{
    const char *wrong;

    if (m->since > 0 && (int64_t)m->since > t->page.seq)
        voyage_fail(v, "person %u is sent what differs from %llu and is at %lld", person,
                    (unsigned long long)m->since, (long long)t->page.seq);
    t->shown_encoding = encoding;
    wrong = message_in_show(m, encoding, t->shown);
    if (wrong != NULL)
        voyage_fail(v, "person %u cannot make the newest %s of what is sent", person, wrong);
}

static bool is_acked(const struct page *page, uint64_t id, struct pending *out)
{
    for (uint32_t i = 0; i < page->outbox.count; i++) {
        if (page->outbox.items[i].id == id && page->outbox.items[i].acked == PENDING_NOT) {
            *out = page->outbox.items[i];
            return true;
        }
    }
    return false;
}

void tab_hears(struct voyage *v, uint32_t person, uint32_t tab, uint32_t conn, struct bytes bytes,
               enum encoding encoding)
{
    struct tab *t = tab_of(v, person, tab);
    struct pending acked;
    struct message_in m;

    if (!t->is_open || t->conn != conn)
        return;
    if (!message_in_read(bytes, encoding, &m))
        voyage_fail(v, "person %u cannot read a message of the server", person);
    if (m.kind == MESSAGE_VIEW && (int64_t)m.seq < t->page.seq)
        voyage_fail(v, "person %u is shown %llu after %lld", person, (unsigned long long)m.seq,
                    (long long)t->page.seq);
    if (m.kind == MESSAGE_VIEW)
        tab_keep(v, person, t, &m, encoding);
    if (m.kind == MESSAGE_ACK && is_acked(&t->page, m.id, &acked))
        witness_acked(v, person, &acked, m.seq);
    if (m.kind == MESSAGE_BYE && m.code == BYE_REPLACED)
        voyage_strike(v, MISHAP_REPLACED);
    if (m.kind == MESSAGE_ERROR && m.code == FAULT_STORAGE_FULL)
        voyage_strike(v, MISHAP_STORAGE_REFUSED);
    page_heard(&t->page, &m, v->now_ms);
    tab_plan(v, person, tab);
}

void tab_is_lost(struct voyage *v, uint32_t person, uint32_t tab, uint32_t conn)
{
    struct tab *t = tab_of(v, person, tab);

    if (!t->is_open || t->conn != conn)
        return;
    t->conn = 0;
    page_lost(&t->page, v->now_ms);
    tab_plan(v, person, tab);
}

uint32_t tab_some(struct voyage *v, uint32_t person, uint64_t r)
{
    const uint32_t from = chance_below(chance_next(r), TABS_MAX);

    for (uint32_t i = 0; i < TABS_MAX; i++) {
        const struct tab *t = tab_of(v, person, (from + i) % TABS_MAX);

        if (t->is_open && !t->is_asleep && t->page.state != PAGE_CLOSED)
            return (from + i) % TABS_MAX;
    }
    return TABS_MAX;
}
