/* outbox.h -- commands of a page that have no answer yet: outbox.ts of clients/core. */
#ifndef DK_TESTS_VOYAGE_OUTBOX_H
#define DK_TESTS_VOYAGE_OUTBOX_H

#include "protocol/message.h"

#define PAGE_OUTBOX_MAX COMMANDS_KNOWN_MAX

/* A command with the id that makes it count once. */
struct pending {
    uint64_t id;
    uint64_t wish;  /* Which wish of a person it is: for the witness. */
    uint64_t acked; /* PENDING_NOT, or the view that will show it. */
    struct command command;
    char text[48]; /* Of the command, if it has one. */
};
#define PENDING_NOT UINT64_MAX

struct outbox {
    uint32_t count;
    struct pending items[PAGE_OUTBOX_MAX];
};

/* Are both about the same thing, so that only the newer one counts? */
bool outbox_same_slot(const struct command *a, const struct command *b);
/* Copy this command into it, with its text. */
void pending_take(struct pending *pending, const struct command *command);
/* It has been copied: its text points into its own memory again. */
void pending_own(struct pending *pending);

struct pending *outbox_find(struct outbox *outbox, uint64_t id);
void outbox_take_out(struct outbox *outbox, uint32_t i);
void outbox_copy(struct outbox *to, const struct outbox *from, bool only_unacked);
/* All in it have been moved or copied (pending_own). */
void outbox_own(struct outbox *outbox);

#endif
