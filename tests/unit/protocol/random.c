#include "random.h"

#include "protocol/utf8.h"

/* splitmix64 (Vigna, public domain). */
uint64_t random_next(struct random *r)
{
    uint64_t z = r->state += UINT64_C(0x9E3779B97F4A7C15);

    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

uint64_t random_between(struct random *r, uint64_t min, uint64_t max)
{
    const uint64_t dice = random_next(r) % 8;

    if (dice == 0)
        return min;
    if (dice == 1)
        return max;
    return min + random_next(r) % (max - min + 1);
}

static uint32_t random_point(struct random *r)
{
    static const uint32_t edges[] = {'"',   '\\',   '\n',   '\t',   '/',     0x7E,     0x80,  0x7FF,
                                     0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF, 0x2028};

    if (random_next(r) % 3 == 0)
        return edges[random_next(r) % (sizeof edges / sizeof edges[0])];
    return (uint32_t)random_between(r, 0x20, 0x7E);
}

struct bytes random_text(struct random *r, size_t max)
{
    const size_t wanted = (size_t)random_between(r, 0, max);
    struct bytes text = {r->texts + r->used, 0};
    uint8_t utf8[4];

    for (;;) {
        const uint32_t size = utf8_encode(random_point(r), utf8);
        if (text.size + size > wanted)
            break;
        memcpy(r->texts + r->used, utf8, size);
        r->used += size;
        text.size += size;
    }
    return text;
}

/* As somebody may write it: nothing in it would be cleaned. */
static struct bytes random_written(struct random *r, size_t chars_max)
{
    static const uint32_t letters[] = {'"',  '\\',  '/',   'a',    'Z',
                                       0xE9, 0x416, 0x5D0, 0x4E00, 0x20AC};
    const size_t count = (size_t)random_between(r, 0, chars_max);
    struct bytes text = {r->texts + r->used, 0};

    for (size_t i = 0; i < count; i++) {
        const uint32_t point = letters[random_next(r) % (sizeof letters / sizeof letters[0])];
        const uint32_t size = utf8_encode(point, r->texts + r->used);

        r->used += size;
        text.size += size;
    }
    return text;
}

static struct bytes random_blob(struct random *r, size_t size)
{
    struct bytes blob = {r->texts + r->used, size};

    for (size_t i = 0; i < size; i++)
        r->texts[r->used++] = (uint8_t)random_next(r);
    return blob;
}

void random_fields(struct random *r, const struct message_rule *rule, uint8_t *body)
{
    r->used = 0;
    for (const struct message_field *field = rule->fields; field->name != NULL; field++) {
        void *at = body + field->offset;
        switch (field->kind) {
        case FIELD_UINT:
            *(uint32_t *)at = (uint32_t)random_between(r, field->min, field->max);
            break;
        case FIELD_TIME: *(uint64_t *)at = random_between(r, field->min, field->max); break;
        case FIELD_BOOL: *(bool *)at = random_next(r) % 2; break;
        case FIELD_WORD: *(uint8_t *)at = (uint8_t)random_between(r, field->min, field->max); break;
        case FIELD_TEXT:
            *(struct bytes *)at =
                field->min > 0 ? random_written(r, field->min) : random_text(r, field->max);
            break;
        case FIELD_BLOB: *(struct bytes *)at = random_blob(r, field->max); break;
        }
    }
}

bool fields_equal(const struct message_rule *rule, const uint8_t *a, const uint8_t *b, bool blobs)
{
    bool same = true;

    for (const struct message_field *field = rule->fields; field->name != NULL; field++) {
        const void *left = a + field->offset, *right = b + field->offset;
        switch (field->kind) {
        case FIELD_UINT: same &= *(const uint32_t *)left == *(const uint32_t *)right; break;
        case FIELD_TIME: same &= *(const uint64_t *)left == *(const uint64_t *)right; break;
        case FIELD_BOOL: same &= *(const bool *)left == *(const bool *)right; break;
        case FIELD_WORD: same &= *(const uint8_t *)left == *(const uint8_t *)right; break;
        case FIELD_BLOB:
            if (!blobs)
                break;
            /* fall through */
        case FIELD_TEXT:
            same &= bytes_equal(*(const struct bytes *)left, *(const struct bytes *)right);
            break;
        }
    }
    return same;
}
