/* json_schema.h -- what the JSON documents have in common: the pieces of a JSON Schema, and how a
 * document is printed. Built with cJSON; a failed allocation leaves a gap, for which gen_print then
 * refuses the whole document. */
#ifndef DK_PROTOCOL_GEN_JSON_SCHEMA_H
#define DK_PROTOCOL_GEN_JSON_SCHEMA_H

#include <cJSON.h>

#include "base/buffer.h"
#include "base/result.h"
#include "protocol/message.h"

/* {"$ref": "#/<place>/<prefix><name>"} */
cJSON *gen_reference(const char *place, const char *prefix, const char *name);
cJSON *gen_typed(const char *type, const char *doc /* or NULL */);
cJSON *gen_integer(int64_t min, int64_t max, const char *doc);
/* A text of at most bytes_max bytes; 0: no bound. */
cJSON *gen_text(size_t bytes_max, const char *doc);
/* What somebody writes. */
cJSON *gen_written(size_t chars_max, size_t bytes_max, const char *doc);
/* One of these words. `mask`: only those whose bit is set; 0: all. */
cJSON *gen_word(const struct words *words, uint64_t mask, const char *doc);
cJSON *gen_list(cJSON *items, const char *doc);
cJSON *gen_constant(const char *value);
cJSON *gen_or_null(cJSON *schema, const char *doc);

/* The schema of a map, with its parts. */
struct gen_map {
    cJSON *schema, *properties, *required;
};
struct gen_map gen_map(const char *doc);
void gen_property(struct gen_map *map, const char *name, cJSON *schema, bool required);

/* Add an item to `to` under the key prefix + name. */
void gen_add(cJSON *to, const char *prefix, const char *name, cJSON *item);

/* Append the document, laid out with two spaces a level, and delete it. RESULT_NO_MEMORY,
 * RESULT_FULL. */
enum result gen_print(cJSON *root, struct buffer *out);

#endif
