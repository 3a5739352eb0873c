/* sea_inside.h -- between the files of the sea: connections and their moments (sea.c), the server's
 * end (sea_server.c) and the weather (sea_weather.c). */
#ifndef DK_TESTS_VOYAGE_SEA_INSIDE_H
#define DK_TESTS_VOYAGE_SEA_INSIDE_H

#include "sea.h"

#define HANGUP_MS 45000 /* Nobody answers what the server sends: it gives up. */

static inline struct weather *sea_weather(struct voyage *v, const struct conn *c)
{
    return &v->sea->weather[c->person];
}

/* Pages of an older kind get every section whole. */
static inline bool sea_takes_changes(const struct conn *c)
{
    return c->person % 4 != 3;
}

static inline uint64_t sea_later(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

/* Chance of the sea: another number each time. */
uint64_t sea_draw(struct voyage *v);

/* NULL: it is gone. */
struct conn *sea_find(struct voyage *v, uint32_t number);
/* When both ends have closed. */
void sea_free_place(struct conn *c);
/* A moment of this connection, with a copy of these bytes. */
void sea_add(struct voyage *v, const struct conn *c, uint64_t at_ms,
             void (*run)(struct voyage *, struct moment *), uint64_t number, struct bytes bytes);

/* Moments: bytes or the end arrive at the page; the server gives up. */
void sea_down_message(struct voyage *v, struct moment *m);
void sea_down_closed(struct voyage *v, struct moment *m);
void sea_gives_up(struct voyage *v, struct moment *m);

/* What link_flush does: messages until nothing is due or enough is on its way. */
void sea_flush_link(struct voyage *v, struct conn *c);
void sea_server_hears(struct voyage *v, struct conn *c, struct bytes bytes);
void sea_server_closes(struct voyage *v, struct conn *c, bool says_so);
/* Of a link's host: something is due on it. */
void sea_on_wake(struct host_link *link, void *arg);

#endif
