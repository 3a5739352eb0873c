/* bodies.h -- the records of bodies.def as JSON Schemas. */
#ifndef DK_PROTOCOL_GEN_BODIES_H
#define DK_PROTOCOL_GEN_BODIES_H

#include "protocol/body.h"
#include "protocol/gen/json_schema.h"

/* One schema a record, under its name ("session_made" is SessionMade). */
void gen_body_schemas(cJSON *schemas);
/* The same as a document of its own for this record: JSON Schema 2020-12, with the records that it
 * has in it. */
enum result gen_body_document(const struct body_record *record, const char *id, struct buffer *out);
/* A reference to the schema of this record. */
cJSON *gen_body_reference(const struct body_record *record);

#endif
