#include "person_inside.h"

#include "sea.h"
#include "witness.h"

#include <stdlib.h>

/* The page that was away comes back. */
static void comes_back(struct voyage *v, struct moment *m)
{
    const uint32_t person = m->who / TABS_MAX, tab = m->who % TABS_MAX;

    if (!tab_of(v, person, tab)->is_open && tab_of(v, person, tab)->times == m->times)
        tab_load(v, person, tab);
}

static void wakes(struct voyage *v, uint32_t person, uint32_t tab)
{
    struct tab *t = tab_of(v, person, tab);

    if (!t->is_open || !t->is_asleep)
        return;
    t->is_asleep = false;
    t->timer_planned_ms = t->again_planned_ms = 0;
    if (t->page.timer_ms != 0 && t->page.timer_ms < v->now_ms)
        t->page.timer_ms = v->now_ms; /* What was due while it slept is due now. */
    if (t->page.again_ms != 0 && t->page.again_ms < v->now_ms)
        t->page.again_ms = v->now_ms;
    page_wake(&t->page, v->now_ms);
    tab_plan(v, person, tab);
}

static void wakes_later(struct voyage *v, struct moment *m)
{
    if (tab_of(v, m->who / TABS_MAX, m->who % TABS_MAX)->times == m->times)
        wakes(v, m->who / TABS_MAX, m->who % TABS_MAX);
}

static void closes(struct voyage *v, uint32_t person, uint32_t tab, uint64_t ms)
{
    struct moment m = {.run = comes_back, .who = person * TABS_MAX + tab};

    tab_unload(v, person, tab);
    m.times = tab_of(v, person, tab)->times;
    agenda_add(v, v->now_ms + ms, &m);
}

static void sleeps(struct voyage *v, uint32_t person, uint32_t tab, uint64_t ms)
{
    struct tab *t = tab_of(v, person, tab);
    struct moment m = {.run = wakes_later, .who = person * TABS_MAX + tab, .times = t->times};

    t->is_asleep = true;
    agenda_add(v, v->now_ms + ms, &m);
}

static void opens_tab(struct voyage *v, uint32_t person, uint32_t from, bool duplicated)
{
    for (uint32_t i = 0; i < TABS_MAX; i++) {
        struct tab *t = tab_of(v, person, i);

        if (t->is_open)
            continue;
        t->shelf.is_there = false;
        if (duplicated)
            t->shelf = tab_of(v, person, from)->shelf;
        tab_load(v, person, i);
        return;
    }
}

static void taps(struct voyage *v, const struct plan_item *item, uint32_t times)
{
    for (uint32_t i = 0; i < times; i++)
        person_act(v, item->who, i < 2 ? item->r : chance_of(item->r, i, 'm'));
}

static uint64_t at_most(const struct voyage *v, uint64_t ms)
{
    const uint64_t left = VOYAGE_EPOCH_MS + v->plan->length_ms - v->now_ms;

    return ms < left ? ms : left;
}

void person_strike(struct voyage *v, const struct plan_item *item)
{
    struct person *p = person_of(v, item->who);
    const uint32_t tab = tab_some(v, item->who, item->r);
    const uint32_t ms = 500 + chance_below(chance_next(item->r), 40000);
    struct tab *t;

    if (p->standing != STANDING_IN || tab == TABS_MAX)
        return;
    t = tab_of(v, item->who, tab);
    voyage_strike(v, (enum mishap)item->kind);
    switch ((enum mishap)item->kind) {
    case MISHAP_RELOAD:
        tab_unload(v, item->who, tab);
        tab_load(v, item->who, tab);
        break;
    case MISHAP_CLOSED_A_WHILE: closes(v, item->who, tab, at_most(v, ms)); break;
    case MISHAP_SECOND_TAB: opens_tab(v, item->who, tab, false); break;
    case MISHAP_DUPLICATED_TAB: opens_tab(v, item->who, tab, true); break;
    case MISHAP_SLEEP: sleeps(v, item->who, tab, at_most(v, ms)); break;
    case MISHAP_WOKEN:
        page_wake(&t->page, v->now_ms);
        tab_plan(v, item->who, tab);
        break;
    case MISHAP_STORAGE_BLOCKED: p->keeps_nothing = true; break;
    case MISHAP_DOUBLE_TAP: taps(v, item, 2); break;
    case MISHAP_MANY_TAPS: taps(v, item, 30); break;
    case MISHAP_CLIENT_CLOCK: t->page.live_ms -= (item->r >> 33) - (1u << 30); break;
    case MISHAP_DELETED:
        person_ask(v, p->session == 0 ? 0 : v->plan->people_of[0], ASK_DELETE);
        break;
    default: break;
    }
}

void people_calm(struct voyage *v)
{
    for (uint32_t i = 0; i < v->plan->people; i++)
        for (uint32_t tab = 0; tab < TABS_MAX; tab++)
            wakes(v, i, tab);
}

void people_open(struct voyage *v)
{
    uint32_t at = 0;

    v->people = must(calloc(1, sizeof *v->people));
    for (uint32_t s = 0; s < v->plan->sessions; s++) {
        for (uint32_t i = 0; i < v->plan->people_of[s]; i++, at++) {
            struct person *p = person_of(v, at);

            p->session = s;
            p->role = i == 0 ? ROLE_TRAINER : i == 1 ? ROLE_PROJECTOR : ROLE_PARTICIPANT;
            person_new_token(v, at);
            for (uint32_t tab = 0; tab < TABS_MAX; tab++)
                p->tabs[tab].encoding =
                    (chance_of(v->plan->seed, 'e', at) & 7) == 0 ? ENCODING_JSON : ENCODING_MSGPACK;
        }
    }
}

void people_close(struct voyage *v)
{
    for (uint32_t i = 0; i < PEOPLE_MAX; i++)
        for (uint32_t tab = 0; tab < TABS_MAX; tab++)
            shown_clear(v->people->list[i].tabs[tab].shown);
    free(v->people);
    v->people = NULL;
}
