#include "edge/alive.h"

#include "protocol/live.h"

#include <stddef.h>

/* For an answer to a ping, and for a connection to end. It counts from the ping: a server that was
 * stopped for minutes finds all of them silent, and must not end those who were never asked. */
#define ANSWER_MS ((LIVE_HANGUP_SECONDS - LIVE_PING_SECONDS) * UINT64_C(1000))

void alive_remove(struct alive *alive, struct alive_place *place)
{
    if (place->queue == ALIVE_NOWHERE)
        return;
    if (place->next != NULL)
        place->next->previous = place->previous;
    else
        alive->queues[place->queue].last = place->previous;
    if (place->previous != NULL)
        place->previous->next = place->next;
    else
        alive->queues[place->queue].first = place->next;
    place->queue = ALIVE_NOWHERE;
}

static void move(struct alive *alive, struct alive_place *place, enum alive_queue queue)
{
    struct alive_place *last;

    alive_remove(alive, place); /* It may be the last. */
    last = alive->queues[queue].last;
    place->queue = queue;
    place->next = NULL;
    place->previous = last;
    if (last != NULL)
        last->next = place;
    else
        alive->queues[queue].first = place;
    alive->queues[queue].last = place;
}

void alive_await(struct alive *alive, struct alive_place *place, uint64_t now_ms)
{
    place->since_ms = now_ms;
    move(alive, place, ALIVE_AWAITED);
}

void alive_hear(struct alive *alive, struct alive_place *place, uint64_t now_ms)
{
    place->since_ms = now_ms;
    move(alive, place, ALIVE_HEARD);
}

bool alive_is_empty(const struct alive *alive)
{
    for (uint32_t queue = 0; queue < ALIVE_QUEUES_COUNT; queue++)
        if (alive->queues[queue].first != NULL)
            return false;
    return true;
}

/* The first of a queue, if it was silent for so long. */
static struct alive_place *silent(const struct alive *alive, enum alive_queue queue,
                                  uint64_t for_ms, uint64_t now_ms)
{
    struct alive_place *first = alive->queues[queue].first;

    return first != NULL && first->since_ms + for_ms <= now_ms ? first : NULL;
}

/* Within a queue the one that was silent longest stands first. */
enum alive_news alive_look(struct alive *alive, uint64_t now_ms, struct edge_link **link)
{
    static const struct {
        enum alive_queue from, to;
        uint64_t after_ms;
        enum alive_news news;
    } ways[] = {
        {ALIVE_AWAITED, ALIVE_TOLD, LIVE_HELLO_MS, ALIVE_NO_HELLO},
        {ALIVE_HEARD, ALIVE_PINGED, LIVE_PING_SECONDS * UINT64_C(1000), ALIVE_SILENT},
        {ALIVE_PINGED, ALIVE_NOWHERE, ANSWER_MS, ALIVE_GONE},
        {ALIVE_TOLD, ALIVE_NOWHERE, ANSWER_MS, ALIVE_GONE},
    };

    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct alive_place *place = silent(alive, ways[i].from, ways[i].after_ms, now_ms);

        if (place == NULL)
            continue;
        place->since_ms = now_ms;
        if (ways[i].to == ALIVE_NOWHERE)
            alive_remove(alive, place);
        else
            move(alive, place, ways[i].to);
        *link = place->link;
        return ways[i].news;
    }
    return ALIVE_NOTHING;
}
