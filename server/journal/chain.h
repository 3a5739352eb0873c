/* chain.h -- inside the journal only: what makes changed, missing and added rows
 * show. Every event has a hash over the one before it and its own bytes; the first goes on from a
 * hash over the entry of its session. So one hash stands for a whole session up to there.
 *
 *   entry --> event 1 --> event 2 --> ... --> event n
 *                            \--> snapshot up to 2
 *
 * SHA-256, of which 16 bytes are kept: for another content with the same hash 2^128 tries
 * would be needed. It shows damage and changes by hand; whoever can write all files can
 * compute it as well. */
#ifndef DK_JOURNAL_CHAIN_H
#define DK_JOURNAL_CHAIN_H

#include "journal/journal.h"

#define CHAIN_BYTES 16

struct chain {
    uint8_t bytes[CHAIN_BYTES];
};

static inline bool chain_equal(const struct chain *a, const struct chain *b)
{
    return memcmp(a->bytes, b->bytes, CHAIN_BYTES) == 0;
}

/* false: the bytes are no chain. */
bool chain_read(struct bytes bytes, struct chain *out);

/* `rewritten`: how often its events were written again, because somebody left. */
struct chain chain_of_entry(const struct journal_entry *entry, uint64_t rewritten);
struct chain chain_next(const struct chain *previous, struct bytes event);
/* `at`: of its last event. */
struct chain chain_of_snapshot(const struct chain *at, struct bytes snapshot);

/* A row of the tokens, and `seq`, of the last event of the batch that wrote it. */
struct chain_token {
    struct bytes hash;
    uint64_t session, seat, waiting, seq;
};
struct chain chain_of_token(const struct chain_token *token);
/* Over all tokens of a session, in the order of seats and hashes. */
struct chain chain_of_list(const struct chain *previous, const struct chain *item);

#endif
