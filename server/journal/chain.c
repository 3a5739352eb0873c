#include "journal/chain.h"

#include "sys/sha256.h"

/* Nothing of one kind can pass for another. */
enum chain_kind { CHAIN_ENTRY, CHAIN_EVENT, CHAIN_SNAPSHOT, CHAIN_TOKEN, CHAIN_LIST };

static void begin(struct sha256 *s, enum chain_kind kind)
{
    const uint8_t byte = (uint8_t)kind;

    sha256_begin(s);
    sha256_add(s, (struct bytes){&byte, 1});
}

static void add_number(struct sha256 *s, uint64_t number)
{
    uint8_t bytes[8];

    for (int i = 0; i < 8; i++)
        bytes[i] = (uint8_t)(number >> 8 * i);
    sha256_add(s, (struct bytes){bytes, sizeof bytes});
}

/* With its size, so that texts beside each other have one reading. */
static void add_bytes(struct sha256 *s, struct bytes bytes)
{
    add_number(s, bytes.size);
    sha256_add(s, bytes);
}

static struct chain end(struct sha256 *s)
{
    uint8_t hash[SHA256_BYTES];
    struct chain chain;

    sha256_end(s, hash);
    memcpy(chain.bytes, hash, CHAIN_BYTES);
    return chain;
}

static struct chain link_of(enum chain_kind kind, const struct chain *previous, struct bytes data)
{
    struct sha256 s;

    begin(&s, kind);
    sha256_add(&s, (struct bytes){previous->bytes, CHAIN_BYTES});
    sha256_add(&s, data);
    return end(&s);
}

bool chain_read(struct bytes bytes, struct chain *out)
{
    if (bytes.size != CHAIN_BYTES)
        return false;
    memcpy(out->bytes, bytes.data, CHAIN_BYTES);
    return true;
}

struct chain chain_of_entry(const struct journal_entry *entry, uint64_t rewritten)
{
    struct sha256 s;

    begin(&s, CHAIN_ENTRY);
    add_number(&s, entry->session.value);
    add_number(&s, entry->created_ms);
    add_number(&s, entry->delete_at_ms);
    add_number(&s, rewritten);
    add_bytes(&s, bytes_of(entry->code));
    add_bytes(&s, bytes_of(entry->scenario));
    add_bytes(&s, bytes_of(entry->scenario_version));
    if (entry->owner != 0) /* Entries from before there were owners keep their chain. */
        add_number(&s, entry->owner);
    return end(&s);
}

struct chain chain_next(const struct chain *previous, struct bytes event)
{
    return link_of(CHAIN_EVENT, previous, event);
}

struct chain chain_of_snapshot(const struct chain *at, struct bytes snapshot)
{
    return link_of(CHAIN_SNAPSHOT, at, snapshot);
}

struct chain chain_of_token(const struct chain_token *token)
{
    struct sha256 s;

    begin(&s, CHAIN_TOKEN);
    add_number(&s, token->session);
    add_number(&s, token->seat);
    add_number(&s, token->waiting);
    add_number(&s, token->seq);
    add_bytes(&s, token->hash);
    return end(&s);
}

struct chain chain_of_list(const struct chain *previous, const struct chain *item)
{
    return link_of(CHAIN_LIST, previous, (struct bytes){item->bytes, CHAIN_BYTES});
}
