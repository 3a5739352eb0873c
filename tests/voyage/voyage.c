#include "voyage.h"

#include "disk.h"
#include "harbour.h"
#include "memory.h"
#include "person.h"
#include "sea.h"
#include "witness.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define LATEST_MS 3000 /* So long a view may be on its way when the quiet is over. */

const char *mishap_name(enum mishap mishap)
{
    static const char *const names[] = {
#define MISHAP(NAME, text) #NAME,
#include "mishaps.def"
    };

    return names[mishap];
}

const char *mishap_text(enum mishap mishap)
{
    static const char *const texts[] = {
#define MISHAP(NAME, text) text,
#include "mishaps.def"
    };

    return texts[mishap];
}

/* SplitMix64, three times. */
static uint64_t mix(uint64_t x)
{
    x += UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

uint64_t chance_of(uint64_t seed, uint64_t a, uint64_t b)
{
    return mix(mix(mix(seed) ^ a) ^ b);
}

void *must(void *memory)
{
    if (memory == NULL)
        abort();
    return memory;
}

/* ---- saying ---------------------------------------------------------------------------------- */

static void say_time(const struct voyage *v)
{
    const uint64_t ms = v->now_ms - VOYAGE_EPOCH_MS;

    fprintf(stderr, "  %2llu:%02llu.%03llu  ", (unsigned long long)(ms / 60000),
            (unsigned long long)(ms / 1000 % 60), (unsigned long long)(ms % 1000));
}

void voyage_tell(struct voyage *v, const char *format, ...)
{
    va_list list;

    if (!v->tells)
        return;
    say_time(v);
    va_start(list, format);
    vfprintf(stderr, format, list);
    va_end(list);
    fputc('\n', stderr);
}

void voyage_fail(struct voyage *v, const char *format, ...)
{
    va_list list;
    uint32_t kind = 0;

    say_time(v);
    va_start(list, format);
    vfprintf(stderr, format, list);
    va_end(list);
    fprintf(stderr, " (seed %llu)\n", (unsigned long long)v->plan->seed);
    fflush(stderr);
    /* The same failure ends in the same way: shrink.c looks for that. */
    for (const char *at = format; *at != '\0'; at++)
        kind = kind * 31 + (unsigned char)*at;
    _exit(VOYAGE_FAILED + (int)(kind % 200));
}

void voyage_strike(struct voyage *v, enum mishap mishap)
{
    v->strikes[mishap]++;
    voyage_note(v, mishap);
    voyage_tell(v, "* %s", mishap_text(mishap));
}

void voyage_note(struct voyage *v, uint64_t number)
{
    v->hash = mix(v->hash ^ number);
}

void voyage_note_bytes(struct voyage *v, struct bytes bytes)
{
    uint64_t word;

    for (size_t at = 0; at < bytes.size; at += sizeof word) {
        const size_t left = bytes.size - at;

        word = 0;
        memcpy(&word, bytes.data + at, left < sizeof word ? left : sizeof word);
        v->hash = (v->hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        v->hash ^= v->hash >> 29;
    }
    voyage_note(v, bytes.size);
}

/* ---- what goes wrong ------------------------------------------------------------------------- */

static void clock_is_right(struct voyage *v, struct moment *m)
{
    (void)m;
    v->harbour->wall_ahead_ms = -v->harbour->followed_ms;
}

static void set_clock(struct voyage *v, const struct plan_item *item)
{
    static const int64_t by_ms[] = {5000, 60000, 7200000, 86400000, INT64_C(315360000000)};
    const int64_t ms = by_ms[chance_below(item->r, 5)];

    v->harbour->wall_ahead_ms = item->kind == MISHAP_WALL_AHEAD ? ms : -ms;
    agenda_add(v, v->now_ms + 1000 + chance_below(chance_next(item->r), 90000),
               &(struct moment){.run = clock_is_right});
}

static void disk_has_space(struct voyage *v, struct moment *m)
{
    (void)v, (void)m;
    disk_fill(false);
}

static void disk_fills(struct voyage *v, const struct plan_item *item)
{
    disk_fill(true);
    agenda_add(v, v->now_ms + 1000 + chance_below(item->r, 30000),
               &(struct moment){.run = disk_has_space});
}

static void server_strike(struct voyage *v, const struct plan_item *item)
{
    const uint32_t ms = 500 + chance_below(chance_next(item->r), 4500);

    if (!harbour_is_up(v))
        return;
    switch ((enum mishap)item->kind) {
    case MISHAP_KILLED:
        voyage_strike(v, MISHAP_KILLED);
        harbour_kill(v, ms);
        break;
    case MISHAP_POWER_CUT:
    case MISHAP_POWER_CUT_TORN:
        voyage_strike(v, (enum mishap)item->kind);
        harbour_cut_power(v, item->kind == MISHAP_POWER_CUT_TORN, ms, item->r);
        break;
    case MISHAP_STOPPED:
        voyage_strike(v, MISHAP_STOPPED);
        harbour_stop(v);
        break;
    case MISHAP_FROZEN:
        voyage_strike(v, MISHAP_FROZEN);
        harbour_freeze(v, ms * 4);
        break;
    case MISHAP_WALL_AHEAD:
    case MISHAP_WALL_BACK:
        voyage_strike(v, (enum mishap)item->kind);
        set_clock(v, item);
        break;
    case MISHAP_DISK_FULL: disk_fills(v, item); break;
    case MISHAP_NO_MEMORY: memory_arm(v, chance_below(item->r, 200)); break;
    case MISHAP_FLIPPED_BYTE: harbour_flip(v, ms, item->r); break;
    case MISHAP_DISK_SLOW: v->harbour->slow_until_ms = v->now_ms + ms * 4; break;
    default: disk_arm((enum mishap)item->kind, chance_below(item->r, 12)); break;
    }
}

static void play(struct voyage *v, struct moment *m)
{
    const struct plan_item *item = &v->plan->items[m->who];

    if (item->kind == PLAN_WISH)
        person_wishes(v, item);
    else if (item->kind <= MISHAP_OUTAGE)
        sea_strike(v, item);
    else if (item->kind <= MISHAP_CLIENT_CLOCK || item->kind == MISHAP_DELETED)
        person_strike(v, item);
    else
        server_strike(v, item);
}

/* ---- the end --------------------------------------------------------------------------------- */

/* From here on nothing goes wrong, and nobody wishes anything. */
static void calm(struct voyage *v, struct moment *m)
{
    (void)m;
    voyage_tell(v, "it is quiet");
    v->is_quiet = true;
    disk_disarm();
    memory_disarm();
    disk_fill(false);
    v->harbour->slow_until_ms = 0;
    if (v->harbour->frozen_until_ms > v->now_ms)
        v->harbour->frozen_until_ms = v->now_ms;
    sea_calm(v);
    people_calm(v);
}

static void compare(struct voyage *v)
{
    for (uint32_t i = 0; i < v->plan->people; i++)
        for (uint32_t tab = 0; tab < TABS_MAX; tab++)
            witness_compares(v, i, tab);
}

/* A step may have closed just now, and the screens hear of it in a moment. */
static bool is_under_way(struct voyage *v, uint64_t end_ms)
{
    bool settled = true;

    for (uint32_t i = 0; i < v->plan->people && settled; i++)
        for (uint32_t tab = 0; tab < TABS_MAX; tab++)
            settled = settled && witness_is_up_to_date(v, i, tab);
    return !settled && v->now_ms < end_ms + LATEST_MS;
}

static void open_all(struct voyage *v)
{
    sea_open(v);
    people_open(v);
    witness_open(v);
    harbour_open(v);
    for (uint32_t i = 0; i < v->plan->count; i++)
        if (!v->plan->items[i].left_out)
            agenda_add(v, VOYAGE_EPOCH_MS + v->plan->items[i].at_ms,
                       &(struct moment){.run = play, .who = i});
    agenda_add(v, VOYAGE_EPOCH_MS + v->plan->length_ms, &(struct moment){.run = calm});
}

void voyage_run(struct voyage *v, struct plan *plan, bool tells)
{
    const uint64_t end_ms = VOYAGE_EPOCH_MS + plan->length_ms + QUIET_MS;
    struct moment m;
    uint64_t steps = 0;

    *v = (struct voyage){.plan = plan,
                         .now_ms = VOYAGE_EPOCH_MS,
                         .random = chance_of(plan->seed, 'r', 'n'),
                         .tells = tells};
    open_all(v);
    while (agenda_take(&v->agenda, &m) && (m.at_ms <= end_ms || is_under_way(v, end_ms))) {
        v->now_ms = m.at_ms;
        m.run(v, &m);
        free(m.data);
        m.data = NULL;
        if (++steps % 256 == 0 && v->harbour->host != NULL)
            host_check(v->harbour->host);
    }
    free(m.data);
    voyage_note(v, steps);
    compare(v);
    v->session_ms = (uint64_t)plan->sessions * (plan->length_ms + QUIET_MS);
    harbour_close(v);
    witness_close(v);
    people_close(v);
    sea_close(v);
    agenda_clear(&v->agenda);
}
