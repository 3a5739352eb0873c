/* inbox.h -- commands that wait for their session's turn: first in, first out, bounded in number
 * and bytes. Texts are copied behind their command; memory grows when needed and goes when empty.
 */
#ifndef DK_HOST_INBOX_H
#define DK_HOST_INBOX_H

#include "protocol/message.h"

struct inbox {
    uint8_t *data; /* Owned. */
    size_t head, tail, capacity;
    uint32_t count;
};

struct inbox_item {
    uint64_t link_number; /* The link that gets the reply, or 0. */
    uint32_t ticket;      /* The ticket that gets it, or 0. */
    uint32_t bytes;       /* With the texts that follow it. */
    uint64_t taken_us;    /* When it came in. */
    struct command command;
};

/* Zeroed memory is an empty inbox. */
void inbox_clear(struct inbox *inbox);
/* Copies item and texts. false: full (HOST_INBOX_COMMANDS_MAX, _BYTES_MAX) or no memory. */
bool inbox_push(struct inbox *inbox, const struct inbox_item *item);
/* The oldest one, or NULL; valid until the next push or pop. */
struct inbox_item *inbox_pop(struct inbox *inbox);

#endif
