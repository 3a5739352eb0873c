/* random.h -- random commands and events for property tests: every field within its bounds, often
 * at an edge. */
#ifndef DK_TESTS_PROTOCOL_RANDOM_H
#define DK_TESTS_PROTOCOL_RANDOM_H

#include "protocol/message.h"

struct random {
    uint64_t state;
    uint8_t texts[8192]; /* What the texts of the last message point into. */
    size_t used;
};

uint64_t random_next(struct random *r);
/* min..max, both included; one in four times one of the two. */
uint64_t random_between(struct random *r, uint64_t min, uint64_t max);
/* At most `max` bytes of UTF-8, often what needs an escape; it points into r->texts. */
struct bytes random_text(struct random *r, size_t max);
void random_fields(struct random *r, const struct message_rule *rule, uint8_t *body);
/* Are two messages of this rule the same in every field? */
bool fields_equal(const struct message_rule *rule, const uint8_t *a, const uint8_t *b, bool blobs);

#endif
