/* person.h -- people: each has a device with up to three tabs, and wishes. */
#ifndef DK_TESTS_VOYAGE_PERSON_H
#define DK_TESTS_VOYAGE_PERSON_H

#include "page.h"
#include "voyage.h"

#define TABS_MAX 3

struct tab {
    bool is_open, is_asleep;
    uint32_t times; /* Pages so far, so that moments of an older one are not played. */
    uint32_t conn;  /* Number of its road, or 0. */
    uint64_t timer_planned_ms, again_planned_ms;
    uint64_t draws;
    enum encoding encoding, shown_encoding;
    struct shelf shelf;
    struct page page;
    struct shown shown[SECTIONS_COUNT];
};

enum standing {
    STANDING_OUT, /* Has no seat yet. */
    STANDING_ASKING,
    STANDING_IN,
    STANDING_GONE /* Will not come back. */
};

struct person {
    uint32_t session; /* Which sitting: an index. */
    enum role role;
    enum standing standing;
    char token[TOKEN_TEXT_BYTES + 1];
    uint8_t hash[TOKEN_HASH_BYTES];
    bool keeps_nothing; /* Storage is blocked. */
    uint32_t ask;       /* Number of the request that is under way. */
    struct shelf device;
    struct tab tabs[TABS_MAX];
};

struct people {
    struct person list[PEOPLE_MAX];
    struct session_id session[SESSIONS_MAX]; /* Once its trainer knows. */
    char code[SESSIONS_MAX][CODE_BYTES + 1];
    uint64_t wishes;
    uint32_t asks;
};

void people_open(struct voyage *v);
void people_close(struct voyage *v);
/* What a planned item does to a person. */
void person_wishes(struct voyage *v, const struct plan_item *item);
void person_strike(struct voyage *v, const struct plan_item *item);
/* Whoever sleeps or is away comes back. */
void people_calm(struct voyage *v);

/* Of a tab's road. */
void tab_is_open(struct voyage *v, uint32_t person, uint32_t tab, uint32_t conn);
void tab_hears(struct voyage *v, uint32_t person, uint32_t tab, uint32_t conn, struct bytes bytes,
               enum encoding encoding);
void tab_is_lost(struct voyage *v, uint32_t person, uint32_t tab, uint32_t conn);

#endif
