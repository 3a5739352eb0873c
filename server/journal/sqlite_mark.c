/* sqlite_mark.c -- the marks in memory: places by session, and what a transaction will make of
 * them. */
#include "journal/sqlite_mark.h"

#include "sys/log.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#define CAPACITY_MIN 64u

/* ---- from sessions to places ---------------------------------------------------------------- */

static uint32_t map_size(const struct mark *m)
{
    return m->capacity * 2; /* A power of two. */
}

/* Ids are random: their low bits will do, folded with the high ones. */
static uint32_t map_start(const struct mark *m, struct session_id session)
{
    return (uint32_t)(session.value ^ session.value >> 32) & (map_size(m) - 1);
}

static struct session_id session_of(const struct mark_item *item)
{
    return session_id_is_none(item->now.session) ? item->next.session : item->now.session;
}

/* Where the session is in the map, or would be put. */
static uint32_t map_at(const struct mark *m, struct session_id session)
{
    uint32_t at = map_start(m, session);

    while (m->map[at] != 0 && !session_id_equal(session_of(&m->items[m->map[at] - 1]), session))
        at = (at + 1) & (map_size(m) - 1);
    return at;
}

/* Close the gap: move back what was pushed past it. */
static void map_remove(struct mark *m, struct session_id session)
{
    const uint32_t mask = map_size(m) - 1;
    uint32_t gap = map_at(m, session);

    if (m->map[gap] == 0)
        return;
    for (uint32_t at = (gap + 1) & mask; m->map[at] != 0; at = (at + 1) & mask) {
        const uint32_t start = map_start(m, session_of(&m->items[m->map[at] - 1]));

        if (((at - start) & mask) < ((at - gap) & mask))
            continue;
        m->map[gap] = m->map[at];
        gap = at;
    }
    m->map[gap] = 0;
}

static void free_tables(const struct mark *m)
{
    free(m->items);
    free(m->staged);
    free(m->free);
    free(m->map);
}

/* Twice the places. What is there keeps its own. */
static enum result grow_memory(struct mark *m)
{
    const uint32_t capacity = m->capacity == 0 ? CAPACITY_MIN : m->capacity * 2;
    struct mark bigger = *m;

    bigger.capacity = capacity;
    bigger.items = calloc(capacity, sizeof *bigger.items);
    bigger.staged = calloc(capacity, sizeof *bigger.staged);
    bigger.free = calloc(capacity, sizeof *bigger.free);
    bigger.map = calloc((size_t)capacity * 2, sizeof *bigger.map);
    if (bigger.items == NULL || bigger.staged == NULL || bigger.free == NULL ||
        bigger.map == NULL) {
        free_tables(&bigger);
        return RESULT_NO_MEMORY;
    }
    if (m->capacity > 0) {
        memcpy(bigger.items, m->items, m->capacity * sizeof *m->items);
        memcpy(bigger.staged, m->staged, m->staged_count * sizeof *m->staged);
        memcpy(bigger.free, m->free, m->free_count * sizeof *m->free);
    }
    free_tables(m);
    *m = bigger;
    for (uint32_t i = 0; i < m->used; i++)
        if (!session_id_is_none(session_of(&m->items[i])))
            m->map[map_at(m, session_of(&m->items[i]))] = i + 1;
    return RESULT_OK;
}

struct mark_item *mark_find(struct mark *m, struct session_id session)
{
    const uint32_t index = m->capacity > 0 ? m->map[map_at(m, session)] : 0;

    return index != 0 ? &m->items[index - 1] : NULL;
}

/* ---- opening -------------------------------------------------------------------------------- */

/* A place of the file. A session that has two, which is not ours, keeps the later. */
static enum result take_place(struct mark *m, uint32_t index, const struct mark_place *place)
{
    enum result result = RESULT_OK;

    while (index >= m->capacity && result == RESULT_OK)
        result = grow_memory(m);
    if (result != RESULT_OK)
        return result;
    if (index >= m->used)
        m->used = index + 1;
    if (mark_find(m, place->session) != NULL)
        return RESULT_OK;
    m->items[index].now = *place;
    m->map[map_at(m, place->session)] = index + 1;
    return RESULT_OK;
}

enum result mark_open(struct mark *m, sqlite3_vfs *vfs, const char *path)
{
    enum result result;

    *m = (struct mark){.vfs = vfs};
    if (snprintf(m->path, sizeof m->path, "%s-mark", path) >= (int)sizeof m->path)
        return RESULT_INVALID;
    result = grow_memory(m);
    if (result == RESULT_OK)
        result = mark_file_open(m);
    if (result == RESULT_OK)
        result = mark_file_read(m, take_place);
    for (uint32_t i = m->used; i-- > 0 && result == RESULT_OK;)
        if (session_id_is_none(m->items[i].now.session))
            m->free[m->free_count++] = i;
    return result;
}

void mark_close(struct mark *m)
{
    mark_file_close(m);
    free_tables(m);
    *m = (struct mark){0};
}

/* ---- in a transaction ----------------------------------------------------------------------- */

static struct mark_item *take_free(struct mark *m, struct session_id session)
{
    struct mark_item *item;
    uint32_t index;

    if (m->free_count == 0 && m->used == m->capacity && grow_memory(m) != RESULT_OK)
        return NULL;
    index = m->free_count > 0 ? m->free[--m->free_count] : m->used++;
    item = &m->items[index];
    *item = (struct mark_item){.next = {.session = session}};
    m->map[map_at(m, session)] = index + 1;
    return item;
}

static void give_back(struct mark *m, struct mark_item *item)
{
    map_remove(m, session_of(item));
    *item = (struct mark_item){0};
    m->free[m->free_count++] = (uint32_t)(item - m->items);
}

static void stage(struct mark *m, struct mark_item *item)
{
    if (!item->is_staged)
        m->staged[m->staged_count++] = (uint32_t)(item - m->items);
    item->is_staged = true;
}

enum result mark_stage(struct mark *m, const struct mark_place *next)
{
    struct mark_item *item = mark_find(m, next->session);

    if (item == NULL)
        item = take_free(m, next->session);
    if (item == NULL)
        return RESULT_NO_MEMORY;
    item->next = *next;
    stage(m, item);
    return RESULT_OK;
}

void mark_stage_deletion(struct mark *m, struct session_id session)
{
    struct mark_item *item = mark_find(m, session);

    if (item == NULL)
        return;
    item->next = (struct mark_place){0};
    stage(m, item);
}

/* ---- the file ------------------------------------------------------------------------------- */

enum result mark_grow(struct mark *m)
{
    return mark_file_grow(m, m->used);
}

static enum result write_item(struct mark *m, struct mark_item *item,
                              const struct mark_place *place)
{
    enum result result = mark_file_write(m, (uint32_t)(item - m->items), place);

    item->is_behind = result == RESULT_NO_SPACE;
    m->is_behind = m->is_behind || item->is_behind;
    return result == RESULT_NO_SPACE ? RESULT_OK : result;
}

/* A session that the database has no more, although it was not deleted, would be missed. */
enum result mark_before_commit(struct mark *m)
{
    enum result result = RESULT_OK;
    bool any = false;

    for (uint32_t i = 0; i < m->staged_count && result == RESULT_OK; i++) {
        struct mark_item *item = &m->items[m->staged[i]];

        if (!session_id_is_none(item->next.session) || session_id_is_none(item->now.session))
            continue;
        item->now.is_going = any = true;
        result = write_item(m, item, &item->now);
    }
    return any && result == RESULT_OK ? mark_sync(m) : result;
}

void mark_rollback(struct mark *m)
{
    for (uint32_t i = 0; i < m->staged_count; i++) {
        struct mark_item *item = &m->items[m->staged[i]];

        item->is_staged = false;
        if (session_id_is_none(item->now.session)) {
            give_back(m, item);
        } else if (item->now.is_going) { /* It stays after all. */
            item->now.is_going = false;
            write_item(m, item, &item->now);
        }
    }
    m->staged_count = 0;
}

static enum result write_now(struct mark *m, struct mark_item *item)
{
    static const struct mark_place nothing;
    enum result result = write_item(m, item, item->is_gone ? &nothing : &item->now);

    if (result == RESULT_OK && item->is_gone && !item->is_behind)
        give_back(m, item);
    return result;
}

static void become_next(struct mark_item *item)
{
    item->is_staged = false;
    item->is_gone = session_id_is_none(item->next.session);
    if (!item->is_gone)
        item->now = item->next;
}

void mark_adopt(struct mark *m)
{
    for (uint32_t i = 0; i < m->staged_count; i++) {
        become_next(&m->items[m->staged[i]]);
        m->items[m->staged[i]].is_behind = m->is_behind = true;
    }
    m->staged_count = 0;
}

enum result mark_after_commit(struct mark *m)
{
    enum result result = RESULT_OK;

    for (uint32_t i = 0; i < m->staged_count && result == RESULT_OK; i++) {
        become_next(&m->items[m->staged[i]]);
        result = write_now(m, &m->items[m->staged[i]]);
    }
    m->staged_count = 0;
    return result;
}

enum result mark_catch_up(struct mark *m)
{
    enum result result = mark_grow(m);

    if (result != RESULT_OK || !m->is_behind)
        return result;
    m->is_behind = false;
    for (uint32_t i = 0; i < m->used && result == RESULT_OK; i++)
        if (m->items[i].is_behind)
            result = write_now(m, &m->items[i]);
    return m->is_behind && result == RESULT_OK ? RESULT_NO_SPACE : result;
}

enum result mark_sync(struct mark *m)
{
    return mark_file_sync(m);
}
