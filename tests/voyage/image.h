/* image.h -- what stands in a file, as a list of blocks; and changes of it that can be done in
 * part, as a disk does when its power goes. */
#ifndef DK_TESTS_VOYAGE_IMAGE_H
#define DK_TESTS_VOYAGE_IMAGE_H

#include "voyage.h"

#define SECTOR_BYTES 512 /* What a disk writes whole or not at all. */

struct image {
    uint8_t **blocks; /* NULL: zeros. */
    uint32_t blocks_count;
    int64_t size;
};

/* A write or, without data, a new size. */
struct change {
    struct change *next;
    int64_t offset; /* Or the size. */
    int size;
    bool is_size;
    uint8_t data[];
};

void image_resize(struct image *image, int64_t size);
void image_clear(struct image *image);
/* What was in `to` goes. */
void image_copy(struct image *to, const struct image *from);
void image_read(struct image *image, uint8_t *data, int size, int64_t offset);
void image_write(struct image *image, const uint8_t *data, int size, int64_t offset);
void image_change(struct image *image, const struct change *change);
/* Some sectors of it, by chance. */
void image_change_some(struct image *image, const struct change *change, uint64_t *r);

#endif
