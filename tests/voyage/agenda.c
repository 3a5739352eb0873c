/* agenda.c -- a binary heap of moments, by time and then by the order in which they were added. */
#include "voyage.h"

#include <stdlib.h>

static bool is_before(const struct moment *a, const struct moment *b)
{
    return a->at_ms != b->at_ms ? a->at_ms < b->at_ms : a->order < b->order;
}

void agenda_add(struct voyage *v, uint64_t at_ms, const struct moment *m)
{
    struct agenda *agenda = &v->agenda;
    uint32_t at = agenda->count++;
    struct moment added = *m;

    if (agenda->count > agenda->capacity) {
        agenda->capacity = agenda->capacity * 2 + 256;
        agenda->heap = must(realloc(agenda->heap, agenda->capacity * sizeof *agenda->heap));
    }
    added.at_ms = at_ms > v->now_ms ? at_ms : v->now_ms;
    added.order = ++agenda->order;
    while (at > 0 && is_before(&added, &agenda->heap[(at - 1) / 2])) {
        agenda->heap[at] = agenda->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    agenda->heap[at] = added;
}

bool agenda_take(struct agenda *agenda, struct moment *out)
{
    struct moment last;
    uint32_t at = 0;

    if (agenda->count == 0)
        return false;
    *out = agenda->heap[0];
    last = agenda->heap[--agenda->count];
    for (;;) {
        uint32_t child = at * 2 + 1;

        if (child + 1 < agenda->count && is_before(&agenda->heap[child + 1], &agenda->heap[child]))
            child++;
        if (child >= agenda->count || !is_before(&agenda->heap[child], &last))
            break;
        agenda->heap[at] = agenda->heap[child];
        at = child;
    }
    agenda->heap[at] = last;
    return true;
}

void agenda_clear(struct agenda *agenda)
{
    for (uint32_t i = 0; i < agenda->count; i++)
        free(agenda->heap[i].data);
    free(agenda->heap);
    *agenda = (struct agenda){0};
}
