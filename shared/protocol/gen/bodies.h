/* bodies.h -- the records of bodies.def as JSON Schemas. */
#ifndef DK_PROTOCOL_GEN_BODIES_H
#define DK_PROTOCOL_GEN_BODIES_H

#include "protocol/body.h"
#include "protocol/gen/json_schema.h"

/* One schema a record, under its name ("session_made" is SessionMade). */
void gen_body_schemas(cJSON *schemas);
/* A reference to the schema of this record. */
cJSON *gen_body_reference(const struct body_record *record);

#endif
