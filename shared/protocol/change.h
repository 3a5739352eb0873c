/* change.h -- what differs between two writings of one section, so that a screen that holds the
 * first can make the second of it. A change is a map of the fields whose value differs, each whole;
 * but a list of rows (ROWS in sections.def) that differs is
 *
 *     {"rows": [...], "order": [...]}
 *
 * `rows` has the new rows, whole, and of each row that differs the field that tells it apart and
 * the fields that changed. `order` has the value of that field for each row of the whole list; it
 * is left out when the list has the same rows as before, in the same order.
 *
 * Applied to the section that it was made from it gives the newer one; applied to the newer one it
 * changes nothing. The bytes are compared, so both writings have one encoding. */
#ifndef DK_PROTOCOL_CHANGE_H
#define DK_PROTOCOL_CHANGE_H

#include "protocol/writer.h"

/* A section as it was written, with its marks (writer_mark). */
struct written_section {
    struct bytes bytes;
    const struct writer_mark *marks;
    uint32_t marks_count;
};

enum change {
    CHANGE_NONE,  /* They are equal: nothing was written. */
    CHANGE_PARTS, /* What differs was written, one value, as far as there was room. */
    CHANGE_WHOLE  /* They have other fields: nothing was written, the newer one is to be sent. */
};

enum change change_write(struct writer *w, const struct written_section *before,
                         const struct written_section *now);

/* Write only the fields whose bit is set in `fields`, of a map without rows. That is a change as
 * well. */
void change_pick(struct writer *w, const struct written_section *now, uint32_t fields);

#endif
