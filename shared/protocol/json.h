/* json.h -- is this strictly JSON (RFC 8259), and within limits? Asked of a document from outside
 * before cJSON makes a tree of it. cJSON is lenient (bytes after the value, 01, tabs in texts) and
 * allocates for every value. What passes this check, cJSON reads as any other parser would.
 *
 * Messages of clients do not go through cJSON. Their reader (flat_read_json) uses the same grammar
 * functions as this check.
 * Source: DECISIONS.md, "2026-12-01: JSON has two readers, one of them our own". */
#ifndef DK_PROTOCOL_JSON_H
#define DK_PROTOCOL_JSON_H

#include "base/bytes.h"

struct json_limits {
    uint32_t depth_max;  /* Nested lists and maps, the outermost included. */
    uint32_t values_max; /* The value and all in it; keys count, too. */
};

/* True if all of `text` is one JSON value within these limits. If not, *wrong is the number of
 * bytes before the first that does not fit.
 *
 * The escape \u0000 does not pass, because cJSON would end the text there. UTF-8 is not checked:
 * whoever reads the document can say which text is wrong. */
bool json_check(struct bytes text, struct json_limits limits, size_t *wrong);

#endif
