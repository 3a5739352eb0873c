#include "edge/due.h"

#include <stddef.h>

static struct due_list *list_of(struct due *due, const struct due_place *place)
{
    return place->asked ? &due->answers : &due->views;
}

void due_add(struct due *due, struct due_place *place, bool asked)
{
    struct due_list *list;

    if (place->listed)
        return;
    place->listed = true;
    place->asked = asked;
    list = list_of(due, place);
    place->next = NULL;
    place->previous = list->last;
    if (list->last != NULL)
        list->last->next = place;
    else
        list->first = place;
    list->last = place;
}

void due_remove(struct due *due, struct due_place *place)
{
    struct due_list *list = list_of(due, place);

    if (!place->listed)
        return;
    place->listed = false;
    if (place->next != NULL)
        place->next->previous = place->previous;
    else
        list->last = place->previous;
    if (place->previous != NULL)
        place->previous->next = place->next;
    else
        list->first = place->next;
}

struct edge_link *due_next(const struct due *due)
{
    const struct due_place *place =
        due->answers.first != NULL ? due->answers.first : due->views.first;

    return place != NULL ? place->link : NULL;
}
