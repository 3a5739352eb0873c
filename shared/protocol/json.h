/* json.h -- is this JSON, strictly (RFC 8259), and within limits? Asked of a document from outside
 * before cJSON makes a tree of it. cJSON is lenient (bytes behind the value, 01, tabs in texts) and
 * takes memory for every value; what passes here it reads the same way as everybody else.
 *
 * Messages of clients do not go through cJSON: what reads them (flat_read_json) is made of the same
 * rules of grammar. DECISIONS.md says why there are two. */
#ifndef DK_PROTOCOL_JSON_H
#define DK_PROTOCOL_JSON_H

#include "base/bytes.h"

struct json_limits {
    uint32_t depth_max;  /* Lists and maps in each other, the outermost one included. */
    uint32_t values_max; /* The value and all in it; keys are values, too. */
};

/* All of `text` is one JSON value within these limits. If not, *wrong is the number of bytes up to
 * what does not fit.
 *
 * A text with the escape \u0000 does not pass: cJSON would end it there. Whether texts are UTF-8 is
 * not looked at: who reads the document can say in which of them it is wrong. */
bool json_check(struct bytes text, struct json_limits limits, size_t *wrong);

#endif
