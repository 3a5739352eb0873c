/* due.h -- the links that have something to write in this turn. Whoever asked something is answered
 * before anybody is shown what that changed: in a room of ten an answer that waits for nine screens
 * comes ten writes later. Within each kind the first come is the first served. */
#ifndef DK_EDGE_DUE_H
#define DK_EDGE_DUE_H

#include <stdbool.h>

struct edge_link;

/* The place of one link; zeroed, with its link, it is on no list. */
struct due_place {
    struct edge_link *link;
    struct due_place *next, *previous;
    bool listed;
    bool asked; /* Of the list it is on. */
};

struct due_list {
    struct due_place *first, *last;
};

struct due {
    struct due_list answers, views;
};

/* A link that is due already stays where it is. */
void due_add(struct due *due, struct due_place *place, bool asked);
/* Does nothing for one that is not due. */
void due_remove(struct due *due, struct due_place *place);
/* The link to write to now; NULL: none is due. It stays due. */
struct edge_link *due_next(const struct due *due);

#endif
