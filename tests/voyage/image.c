#include "image.h"

#include <stdlib.h>

#define BLOCK_BYTES 4096

static uint8_t *block_at(struct image *image, int64_t offset, bool make)
{
    const uint32_t i = (uint32_t)(offset / BLOCK_BYTES);

    if (i >= image->blocks_count) {
        const uint32_t count = i + 16;

        if (!make)
            return NULL;
        image->blocks = must(realloc(image->blocks, count * sizeof *image->blocks));
        memset(image->blocks + image->blocks_count, 0,
               (count - image->blocks_count) * sizeof *image->blocks);
        image->blocks_count = count;
    }
    if (image->blocks[i] == NULL && make)
        image->blocks[i] = must(calloc(1, BLOCK_BYTES));
    return image->blocks[i];
}

static int piece_of(int64_t offset, int size)
{
    const int room = BLOCK_BYTES - (int)(offset % BLOCK_BYTES);

    return size < room ? size : room;
}

void image_write(struct image *image, const uint8_t *data, int size, int64_t offset)
{
    while (size > 0) {
        const int piece = piece_of(offset, size);

        memcpy(block_at(image, offset, true) + offset % BLOCK_BYTES, data, (size_t)piece);
        data += piece;
        offset += piece;
        size -= piece;
    }
    if (offset > image->size)
        image->size = offset;
}

void image_read(struct image *image, uint8_t *data, int size, int64_t offset)
{
    while (size > 0) {
        const int piece = piece_of(offset, size);
        const uint8_t *block = block_at(image, offset, false);

        if (block != NULL)
            memcpy(data, block + offset % BLOCK_BYTES, (size_t)piece);
        else
            memset(data, 0, (size_t)piece);
        data += piece;
        offset += piece;
        size -= piece;
    }
}

void image_resize(struct image *image, int64_t size)
{
    for (uint32_t i = (uint32_t)((size + BLOCK_BYTES - 1) / BLOCK_BYTES); i < image->blocks_count;
         i++) {
        free(image->blocks[i]);
        image->blocks[i] = NULL;
    }
    if (size % BLOCK_BYTES != 0 && size < image->size) {
        uint8_t *block = block_at(image, size, false);

        if (block != NULL)
            memset(block + size % BLOCK_BYTES, 0, (size_t)(BLOCK_BYTES - size % BLOCK_BYTES));
    }
    image->size = size;
}

void image_clear(struct image *image)
{
    for (uint32_t i = 0; i < image->blocks_count; i++)
        free(image->blocks[i]);
    free(image->blocks);
    *image = (struct image){0};
}

void image_copy(struct image *to, const struct image *from)
{
    image_clear(to);
    for (uint32_t i = 0; i < from->blocks_count; i++)
        if (from->blocks[i] != NULL)
            memcpy(block_at(to, (int64_t)i * BLOCK_BYTES, true), from->blocks[i], BLOCK_BYTES);
    to->size = from->size;
}

void image_change(struct image *image, const struct change *change)
{
    if (change->is_size)
        image_resize(image, change->offset);
    else
        image_write(image, change->data, change->size, change->offset);
}

void image_change_some(struct image *image, const struct change *change, uint64_t *r)
{
    if (change->is_size) {
        *r = chance_next(*r);
        if (chance_below(*r, 2) == 0)
            image_resize(image, change->offset);
        return;
    }
    for (int64_t at = change->offset, end = change->offset + change->size; at < end;) {
        int64_t next = (at / SECTOR_BYTES + 1) * SECTOR_BYTES;

        next = next < end ? next : end;
        *r = chance_next(*r);
        if (chance_below(*r, 3) != 0)
            image_write(image, change->data + (at - change->offset), (int)(next - at), at);
        at = next;
    }
}
