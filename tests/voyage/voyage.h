/* voyage.h -- one voyage: the real core, host and SQLite journal, with people, network, disk and
 * clock simulated around them, in one thread, from one seed. The same seed gives the same voyage,
 * byte for byte, with every compiler.
 *
 *   plan.c      what will be wished and what will go wrong, drawn from the seed; parts can be left
 *               out, so that a voyage that fails can be made short
 *   agenda.c    what happens next
 *   disk.c      a disk under SQLite, of image.c; journal_disk.c runs the journal's writer on it
 *   harbour.c   the server: host, clock, starts and ends
 *   sea*.c      connections between pages and the server, and the weather on them
 *   page*.c     what a page of clients/core does, in C; the same test vectors hold for both
 *   person*.c   people: what they wish, their devices and tabs
 *   witness*.c  looks at everything that is committed, sent and shown, and says what must not be
 *   voyage.c    ties them together; check of liveness at the end
 *   main.c      many seeds, and shrink.c: the shortest story that still fails
 *
 * Nothing here may depend on an address, on padding, on the time of day or on what ran before. */
#ifndef DK_TESTS_VOYAGE_H
#define DK_TESTS_VOYAGE_H

#include "base/bytes.h"
#include "journal/session_id.h"
#include "sys/clock.h"

#define VOYAGE_EPOCH_MS UINT64_C(1790000000000)
#define QUIET_MS        30000 /* After the last mishap; then every screen must be right. */
#define PEOPLE_MAX      16    /* In all sessions. */
#define SESSIONS_MAX    2
#define PLAN_ITEMS_MAX  1024

enum mishap {
#define MISHAP(NAME, text) MISHAP_##NAME,
#include "mishaps.def"
    MISHAPS_COUNT
};
enum { MISHAPS_PLANNED = MISHAP_FLIPPED_BYTE + 1 };
const char *mishap_name(enum mishap mishap);
const char *mishap_text(enum mishap mishap);

/* ---- chance ---------------------------------------------------------------------------------- */

/* A number that depends on these three and nothing else. */
uint64_t chance_of(uint64_t seed, uint64_t a, uint64_t b);
/* 0 .. below - 1 of the lower half of such a number. */
static inline uint32_t chance_below(uint64_t r, uint32_t below)
{
    return (uint32_t)((r & 0xFFFFFFFFu) * below >> 32);
}
/* Others from the same number. */
static inline uint64_t chance_next(uint64_t r)
{
    return chance_of(r, 0x9E37, 0x79B9);
}

/* ---- the plan -------------------------------------------------------------------------------- */

enum { PLAN_WISH = MISHAPS_PLANNED }; /* Item kinds are planned mishaps, and this. */

struct plan_item {
    uint32_t at_ms; /* Since the start. */
    uint8_t kind;
    uint8_t who; /* A person. */
    bool left_out;
    uint64_t r; /* What it depends on further. */
};

struct plan {
    uint64_t seed;
    uint32_t length_ms; /* Until the quiet. */
    uint32_t wishes_per_hour;
    uint32_t sessions, people, people_of[SESSIONS_MAX];
    uint32_t delay_ms, disk_ms; /* The usual. */
    uint32_t snapshot_every, idle_ms;
    uint32_t count;
    struct plan_item items[PLAN_ITEMS_MAX];
};
void plan_make(struct plan *plan, uint64_t seed);

/* ---- the agenda ------------------------------------------------------------------------------ */

struct voyage;
struct moment {
    uint64_t at_ms, order; /* At the same time: in the order in which they were added. */
    void (*run)(struct voyage *v, struct moment *m);
    uint32_t who;   /* Index of what it is about. */
    uint32_t times; /* Of that: a generation, so that a moment may be too late. */
    uint64_t number;
    uint8_t *data; /* Owned; or NULL. */
    size_t size;
};

struct agenda {
    struct moment *heap; /* Owned. */
    uint32_t count, capacity;
    uint64_t order;
};
void agenda_add(struct voyage *v, uint64_t at_ms, const struct moment *m);
/* Take the first. false: there is none. */
bool agenda_take(struct agenda *agenda, struct moment *out);
void agenda_clear(struct agenda *agenda);

/* ---- the voyage ------------------------------------------------------------------------------ */

struct harbour;
struct sea;
struct witness;
struct people;

struct voyage {
    struct plan *plan;
    uint64_t now_ms;
    uint64_t hash;
    uint64_t random; /* Of the server. */
    bool is_quiet;   /* Nothing goes wrong any more. */
    bool tells;      /* On stderr, what happens. */
    uint32_t strikes[MISHAPS_COUNT];
    uint64_t commands_taken;
    uint64_t session_ms; /* Simulated, over all sessions. */
    struct agenda agenda;
    struct harbour *harbour;
    struct sea *sea;
    struct witness *witness;
    struct people *people;
};

/* Play the whole. Never returns when something is wrong: it says what, and the process ends with
 * VOYAGE_FAILED or a little more. */
void voyage_run(struct voyage *v, struct plan *plan, bool tells);
#define VOYAGE_FAILED 3

/* Something is wrong. */
_Noreturn void voyage_fail(struct voyage *v, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* A line of the story. */
void voyage_tell(struct voyage *v, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* It has struck. */
void voyage_strike(struct voyage *v, enum mishap mishap);
/* Into the hash. */
void voyage_note(struct voyage *v, uint64_t number);
void voyage_note_bytes(struct voyage *v, struct bytes bytes);

/* Memory; there is no voyage without. */
void *must(void *memory);

#endif
