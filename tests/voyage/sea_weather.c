/* sea_weather.c -- how long things take for somebody, and what strikes on the way. */
#include "sea_inside.h"

uint64_t sea_draw(struct voyage *v)
{
    return chance_of(v->plan->seed, 'n', ++v->sea->messages);
}

uint64_t sea_delay(struct voyage *v, uint32_t person)
{
    const uint64_t r = sea_draw(v);
    uint64_t ms = v->plan->delay_ms / 2 + chance_below(r, v->plan->delay_ms + 1);

    if (v->sea->weather[person].delayed_ms > v->now_ms) {
        voyage_strike(v, MISHAP_DELAY);
        ms += 300 + chance_below(chance_next(r), 4000);
    }
    return ms;
}

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
        sea_add(v, c, sea_later(c->up_ms, v->now_ms) + 1, sea_gives_up, 0, none);
        sea_add(v, c, sea_later(c->down_ms, v->now_ms) + 1, sea_down_closed, 0, none);
        break;
    case MISHAP_CUT_MIDWAY:
        sea_add(v, c, v->now_ms, sea_gives_up, 0, none);
        sea_add(v, c, v->now_ms, sea_down_closed, 0, none);
        break;
    case MISHAP_CUT_SERVER_NOTICES:
        c->down_lost = c->up_lost = true;
        sea_add(v, c, v->now_ms + 1, sea_gives_up, 0, (struct bytes){NULL, 0});
        break;
    case MISHAP_CUT_CLIENT_NOTICES:
        c->down_lost = c->up_lost = true;
        sea_add(v, c, v->now_ms + HANGUP_MS, sea_gives_up, 0, (struct bytes){NULL, 0});
        c->down_lost = false;
        sea_add(v, c, v->now_ms + 1, sea_down_closed, 0, (struct bytes){NULL, 0});
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
