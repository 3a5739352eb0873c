/* gen.h -- the catalogue as documents for others: TypeScript types for the clients, AsyncAPI for
 * everybody else. Both are committed; a test compares them with what comes out here. */
#ifndef DK_PROTOCOL_GEN_H
#define DK_PROTOCOL_GEN_H

#include "base/buffer.h"
#include "base/result.h"
#include "protocol/message.h"

#define GEN_BYTES_MAX (512 * 1024)

/* Append the document. RESULT_FULL: the buffer is too small (GEN_BYTES_MAX is enough);
 * RESULT_NO_MEMORY. */
enum result gen_typescript(struct buffer *out);
enum result gen_asyncapi(struct buffer *out);

/* ---- for the generators: envelopes.def as tables -------------------------------------- */

enum envelope_kind { ENVELOPE_NUMBER, ENVELOPE_WORD, ENVELOPE_STRING };

struct envelope_field {
    const char *name; /* NULL: end of the list. */
    enum envelope_kind kind;
    const struct words *words;
    bool optional;
    const char *doc;
};

struct envelope {
    const char *name;
    const char *doc;
    bool from_client;
    const struct envelope_field *fields;
};

extern const struct envelope *const envelopes[]; /* Ends with NULL. */

struct named_limit {
    const char *name;
    uint32_t value;
};

extern const struct named_limit named_limits[]; /* What a client needs; ends with a NULL name. */

/* "seat_state" -> "SeatState". */
void gen_pascal(struct buffer *out, const char *name);

#endif
