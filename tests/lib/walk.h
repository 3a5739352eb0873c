/* walk.h -- walks over the bytes of a message as a client would read them: a value is skipped
 * without being understood, so that its bytes stay as they came. JSON as our server writes it,
 * without white space. */
#ifndef DK_TESTS_WALK_H
#define DK_TESTS_WALK_H

#include "protocol/writer.h"

struct walk {
    const uint8_t *at, *end;
    enum encoding encoding;
    bool bad; /* What follows is not what was asked for. */
};

/* Enter a map or list, and go to its next entry; false: there is none. `begun` is false at
 * first. */
bool walk_map(struct walk *r, uint64_t *left, bool *begun);
bool walk_list(struct walk *r, uint64_t *left, bool *begun);
struct bytes walk_key(struct walk *r);
struct bytes walk_text(struct walk *r);
uint64_t walk_number(struct walk *r);
void walk_skip(struct walk *r);

#endif
