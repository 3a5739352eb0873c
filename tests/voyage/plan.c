/* plan.c -- what will be wished and what will go wrong, from the seed alone. Each item depends on
 * its own number and on nothing before it, so that others can be left out. */
#include "voyage.h"

#include <stdlib.h>

/* How often it happens to somebody in an hour, when everything goes wrong. */
static const uint16_t per_hour[MISHAPS_PLANNED] = {
    [MISHAP_CONNECT_REFUSED] = 20,
    [MISHAP_CONNECT_SWALLOWED] = 20,
    [MISHAP_CONNECT_SLOW] = 20,
    [MISHAP_DELAY] = 30,
    [MISHAP_CUT] = 40,
    [MISHAP_CUT_SERVER_NOTICES] = 25,
    [MISHAP_CUT_CLIENT_NOTICES] = 25,
    [MISHAP_CUT_MIDWAY] = 40,
    [MISHAP_HOLD_UP] = 40,
    [MISHAP_HOLD_DOWN] = 30,
    [MISHAP_SLOW_READER] = 20,
    [MISHAP_SOCKET_FORBIDDEN] = 25,
    [MISHAP_POST_LOST] = 40,
    [MISHAP_POST_ANSWER_LOST] = 40,
    [MISHAP_ASK_LOST] = 20,
    [MISHAP_ASK_ANSWER_LOST] = 20,
    [MISHAP_OUTAGE] = 6,
    [MISHAP_RELOAD] = 40,
    [MISHAP_CLOSED_A_WHILE] = 20,
    [MISHAP_SECOND_TAB] = 15,
    [MISHAP_DUPLICATED_TAB] = 15,
    [MISHAP_SLEEP] = 20,
    [MISHAP_WOKEN] = 20,
    [MISHAP_STORAGE_BLOCKED] = 5,
    [MISHAP_DOUBLE_TAP] = 40,
    [MISHAP_MANY_TAPS] = 20,
    [MISHAP_CLIENT_CLOCK] = 10,
    [MISHAP_KILLED] = 20,
    [MISHAP_POWER_CUT] = 15,
    [MISHAP_POWER_CUT_TORN] = 20,
    [MISHAP_POWER_CUT_AT_WRITE] = 20,
    [MISHAP_STOPPED] = 15,
    [MISHAP_FROZEN] = 15,
    [MISHAP_WALL_AHEAD] = 10,
    [MISHAP_WALL_BACK] = 10,
    [MISHAP_DELETED] = 2,
    [MISHAP_NO_MEMORY] = 40,
    [MISHAP_WRITE_ERROR] = 10,
    [MISHAP_SHORT_WRITE] = 10,
    [MISHAP_SYNC_ERROR] = 10,
    [MISHAP_READ_ERROR] = 10,
    [MISHAP_DISK_FULL] = 15,
    [MISHAP_DISK_SLOW] = 15,
    [MISHAP_FLIPPED_BYTE] = 25,
};

#define WISHES_PER_HOUR 90 /* Of one person. */
#define COMING_IN_MS    25000

static int by_time(const void *a, const void *b)
{
    const struct plan_item *x = a, *y = b;

    if (x->at_ms != y->at_ms)
        return x->at_ms < y->at_ms ? -1 : 1;
    return x->r < y->r ? -1 : x->r > y->r;
}

static void add(struct plan *plan, uint32_t at_ms, uint32_t kind, uint32_t who, uint64_t r)
{
    if (plan->count < PLAN_ITEMS_MAX)
        plan->items[plan->count++] = (struct plan_item){
            .at_ms = at_ms, .kind = (uint8_t)kind, .who = (uint8_t)who, .r = chance_next(r)};
}

static void add_wishes(struct plan *plan, uint32_t who, bool leads)
{
    const uint32_t count = plan->length_ms / 1000 * plan->wishes_per_hour * (leads ? 2 : 1) / 3600;

    /* First they come in; whoever asks in vain asks again. */
    for (uint32_t i = 0; i < 8; i++) {
        const uint64_t r = chance_of(plan->seed, 'i' + who, i);

        add(plan, (leads ? 0 : 3000) + i * 3000 + chance_below(r, 3000), PLAN_WISH, who, r);
    }
    for (uint32_t i = 0; i < count; i++) {
        const uint64_t r = chance_of(plan->seed, 1000 + who, i);

        add(plan, COMING_IN_MS + chance_below(r, plan->length_ms - COMING_IN_MS), PLAN_WISH, who,
            r);
    }
}

static void add_mishaps(struct plan *plan, uint32_t kind, uint32_t percent)
{
    const uint64_t r = chance_of(plan->seed, 'k', kind);
    const uint64_t hundredths =
        (uint64_t)per_hour[kind] * percent * (plan->length_ms / 1000) / 3600;
    const uint32_t count =
        (uint32_t)(hundredths / 100) + (chance_below(r, 100) < hundredths % 100 ? 1 : 0);

    for (uint32_t i = 0; i < count; i++) {
        const uint64_t draw = chance_of(plan->seed, 2000 + kind, i);

        add(plan, chance_below(draw, plan->length_ms), kind,
            chance_below(chance_next(draw), plan->people), draw);
    }
}

/* One in four is a long day on which little goes wrong. */
static void draw_kind(struct plan *plan, uint64_t r, uint32_t *sea, uint32_t *server)
{
    static const uint16_t percents[] = {0, 30, 60, 100, 100, 200, 300};

    *sea = percents[chance_below(chance_of(r, 0, 1), 7)];
    *server = percents[chance_below(chance_of(r, 0, 2), 7)];
    plan->length_ms = 180000 + chance_below(r, 420000);
    plan->wishes_per_hour = WISHES_PER_HOUR;
    if (plan->seed % 4 != 0)
        return;
    *sea = *sea / 20;
    *server = *server / 20;
    plan->length_ms *= 15;
    plan->wishes_per_hour = WISHES_PER_HOUR / 3;
}

void plan_make(struct plan *plan, uint64_t seed)
{
    const uint64_t r = chance_of(seed, 'p', 'l');
    uint32_t sea, server;

    *plan = (struct plan){.seed = seed,
                          .sessions = 1 + chance_below(chance_of(r, 1, 0), 2),
                          .delay_ms = 10 + chance_below(chance_of(r, 1, 1), 150),
                          .disk_ms = 1 + chance_below(chance_of(r, 1, 2), 60),
                          .snapshot_every = 16 + chance_below(chance_of(r, 1, 3), 100),
                          .idle_ms = 5000 + chance_below(chance_of(r, 1, 4), 60000)};
    draw_kind(plan, r, &sea, &server);
    for (uint32_t s = 0; s < plan->sessions; s++) {
        plan->people_of[s] = 4 + chance_below(chance_of(r, 2, s), 4);
        for (uint32_t i = 0; i < plan->people_of[s]; i++, plan->people++)
            add_wishes(plan, plan->people, i == 0);
    }
    for (uint32_t kind = 0; kind < MISHAPS_PLANNED; kind++)
        add_mishaps(plan, kind, kind < MISHAP_KILLED ? sea : server);
    qsort(plan->items, plan->count, sizeof plan->items[0], by_time);
}
