/* alive.h -- who is still there? A socket that says nothing is pinged, and closed when nothing
 * comes back; one that never says hello is ended. libwebsockets keeps such times in one sorted
 * list, in which each new one is walked past all others; here whoever was heard goes to the end of
 * a queue, so that only its head need be looked at, however many there are.
 *
 *   AWAITED --said hello--> HEARD --silent--> PINGED --silent--> gone
 *      |                      ^                  |
 *      |                      \---- heard -------/
 *      \--too late--> TOLD --its connection does not end--> gone */
#ifndef DK_EDGE_ALIVE_H
#define DK_EDGE_ALIVE_H

#include <stdbool.h>
#include <stdint.h>

struct edge_link;

enum alive_queue {
    ALIVE_NOWHERE,
    ALIVE_AWAITED,
    ALIVE_HEARD,
    ALIVE_PINGED,
    ALIVE_TOLD,
    ALIVE_QUEUES_COUNT
};

/* The place of one link; zeroed, with its link, it is in no queue. */
struct alive_place {
    struct edge_link *link;
    struct alive_place *next, *previous;
    uint64_t since_ms; /* When it came, was last heard, was pinged or was told. */
    enum alive_queue queue;
};

struct alive {
    struct {
        struct alive_place *first, *last;
    } queues[ALIVE_QUEUES_COUNT];
};

/* A socket came. */
void alive_await(struct alive *alive, struct alive_place *place, uint64_t now_ms);
/* It said hello, or something later. */
void alive_hear(struct alive *alive, struct alive_place *place, uint64_t now_ms);
/* Does nothing for one that is in no queue. */
void alive_remove(struct alive *alive, struct alive_place *place);
bool alive_is_empty(const struct alive *alive);

enum alive_news {
    ALIVE_NOTHING,
    ALIVE_NO_HELLO, /* To be told. */
    ALIVE_SILENT,   /* To be pinged. */
    ALIVE_GONE      /* In no queue from now on. */
};

/* What became of a link by now; ask again until there is nothing. */
enum alive_news alive_look(struct alive *alive, uint64_t now_ms, struct edge_link **link);

#endif
