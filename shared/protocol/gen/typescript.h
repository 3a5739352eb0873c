/* typescript.h -- what the two files that write TypeScript share. */
#ifndef DK_PROTOCOL_GEN_TYPESCRIPT_H
#define DK_PROTOCOL_GEN_TYPESCRIPT_H

#include "protocol/gen/gen.h"

/* A line of documentation. */
void gen_doc(struct buffer *out, const char *indent, const char *doc);
void gen_typescript_bodies(struct buffer *out);

#endif
