/* merge.h -- makes a newer section of an older one and what differs (protocol/change.h), as
 * clients/core/merge.ts does, but byte for byte: what comes of it can be compared with the section
 * written anew. */
#ifndef DK_TESTS_MERGE_H
#define DK_TESTS_MERGE_H

#include "protocol/writer.h"

/* Append the newer section. false: the change does not fit on this section. */
bool merge_section(enum encoding encoding, struct bytes section, struct bytes change,
                   struct buffer *out);

#endif
