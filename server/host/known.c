/* known.c -- the sessions that exist, by id and by join code: read from the journal at the start,
 * kept up with every creation and deletion. A fixed number of places, and two hash maps (open
 * addressing). */
#include "host/host_inside.h"

#include <assert.h>
#include <stdlib.h>

/* ---- the map -------------------------------------------------------------------------------- */

static bool map_open(struct map *map, uint32_t count_max)
{
    uint32_t capacity = 16;

    while (capacity < count_max * 2)
        capacity *= 2;
    map->keys = calloc(capacity, sizeof *map->keys);
    map->values = calloc(capacity, sizeof *map->values);
    map->capacity = capacity;
    return map->keys != NULL && map->values != NULL;
}

static void map_close(struct map *map)
{
    free(map->keys);
    free(map->values);
    *map = (struct map){0};
}

static uint32_t map_home(const struct map *map, uint64_t key)
{
    /* Fibonacci hashing: the high bits of a product with 2^64 / phi. */
    return (uint32_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & (map->capacity - 1);
}

/* The place where the key is, or would be put. */
static uint32_t map_place(const struct map *map, uint64_t key)
{
    uint32_t place = map_home(map, key);

    while (map->keys[place] != 0 && map->keys[place] != key)
        place = (place + 1) & (map->capacity - 1);
    return place;
}

static void map_put(struct map *map, uint64_t key, uint32_t value)
{
    uint32_t place = map_place(map, key);

    map->keys[place] = key;
    map->values[place] = value;
}

/* Close the gap: move back entries that collisions had pushed past it. */
static void map_remove(struct map *map, uint64_t key)
{
    uint32_t gap = map_place(map, key), mask = map->capacity - 1;

    if (map->keys[gap] == 0)
        return;
    for (uint32_t place = (gap + 1) & mask; map->keys[place] != 0; place = (place + 1) & mask) {
        uint32_t home = map_home(map, map->keys[place]);

        if (((place - home) & mask) < ((place - gap) & mask))
            continue; /* Its own place lies between the gap and here. */
        map->keys[gap] = map->keys[place];
        map->values[gap] = map->values[place];
        gap = place;
    }
    map->keys[gap] = 0;
}

/* ---- the table ------------------------------------------------------------------------------ */

enum result known_open(struct known_table *t, uint32_t count_max)
{
    *t = (struct known_table){.count_max = count_max, .free_count = count_max};
    t->items = calloc(count_max, sizeof *t->items);
    t->free = calloc(count_max, sizeof *t->free);
    if (!map_open(&t->by_id, count_max) || !map_open(&t->by_code, count_max) || t->items == NULL ||
        t->free == NULL) {
        known_close(t);
        return RESULT_NO_MEMORY;
    }
    for (uint32_t i = 0; i < count_max; i++)
        t->free[i] = count_max - 1 - i;
    return RESULT_OK;
}

void known_close(struct known_table *t)
{
    map_close(&t->by_id);
    map_close(&t->by_code);
    free(t->items);
    free(t->free);
    *t = (struct known_table){0};
}

uint8_t known_code_letter(uint8_t letter)
{
    return letter >= 'a' && letter <= 'z' ? (uint8_t)(letter - 'a' + 'A') : letter;
}

/* A code as a number, whatever its case; 0: not a code. */
static uint64_t code_key(struct bytes code)
{
    uint64_t key = 1;

    if (code.size != CODE_BYTES)
        return 0;
    for (size_t i = 0; i < code.size; i++)
        key = key << 8 | known_code_letter(code.data[i]);
    return key;
}

struct known_session *known_add(struct known_table *t, struct session_id id, const char *code)
{
    uint64_t key = code_key(bytes_of(code));
    struct known_session *known;
    uint32_t place;

    assert(id.value != 0 && strlen(code) <= CODE_BYTES);
    if (t->free_count == 0 || known_find(t, id) != NULL ||
        (key != 0 && known_find_code(t, bytes_of(code)) != NULL))
        return NULL;
    place = t->free[--t->free_count];
    known = &t->items[place];
    *known = (struct known_session){.id = id};
    strcpy(known->code, code);
    map_put(&t->by_id, id.value, place);
    if (key != 0)
        map_put(&t->by_code, key, place);
    return known;
}

bool known_set_code(struct known_table *t, struct known_session *known, const char *code)
{
    const uint64_t key = code_key(bytes_of(code));

    assert(known->code[0] == '\0' && strlen(code) <= CODE_BYTES);
    if (key == 0)
        return true;
    if (known_find_code(t, bytes_of(code)) != NULL)
        return false;
    strcpy(known->code, code);
    map_put(&t->by_code, key, (uint32_t)(known - t->items));
    return true;
}

void known_remove(struct known_table *t, struct known_session *known)
{
    uint64_t key = code_key(bytes_of(known->code));

    map_remove(&t->by_id, known->id.value);
    if (key != 0)
        map_remove(&t->by_code, key);
    t->free[t->free_count++] = (uint32_t)(known - t->items);
    t->aside_count -= known->is_aside;
    *known = (struct known_session){0};
}

void known_set_aside(struct known_table *t, struct known_session *known)
{
    t->aside_count += !known->is_aside;
    known->is_aside = true;
}

static struct known_session *find(struct known_table *t, const struct map *map, uint64_t key)
{
    uint32_t place;

    if (key == 0)
        return NULL;
    place = map_place(map, key);
    return map->keys[place] == key ? &t->items[map->values[place]] : NULL;
}

struct known_session *known_find(struct known_table *t, struct session_id id)
{
    return find(t, &t->by_id, id.value);
}

struct known_session *known_find_code(struct known_table *t, struct bytes code)
{
    return find(t, &t->by_code, code_key(code));
}
