/* vectors_reader.h -- reads golden vectors of the team model: JSON into the core's structs.
 *
 * Every read checks kind and range. The first fault is kept, with its path in the document
 * ("runs[3].choices[0].mask"). After it, reads return harmless values, so that a caller has to
 * check only once. */
#ifndef DK_LAB_VECTORS_VECTORS_READER_H
#define DK_LAB_VECTORS_VECTORS_READER_H

#include "sim/sim.h"

#include <cJSON.h>

struct vectors_reader {
    char path[256]; /* The current path, or that of the fault. */
    size_t path_bytes;
    char fault[128]; /* Empty: none. */
};

bool vectors_ok(const struct vectors_reader *in);
void vectors_fault(struct vectors_reader *in, const char *fault);

/* Step into a named member or an item. Returns the depth to which vectors_leave goes back. */
size_t vectors_enter(struct vectors_reader *in, const char *key);
size_t vectors_enter_item(struct vectors_reader *in, int index);
void vectors_leave(struct vectors_reader *in, size_t depth);

/* A whole number within limits. */
int64_t vectors_number(struct vectors_reader *in, const cJSON *value, int64_t low, int64_t high);
int32_t vectors_int(struct vectors_reader *in, const cJSON *object, const char *key, int32_t low,
                    int32_t high);
const char *vectors_text(struct vectors_reader *in, const cJSON *object, const char *key);
const cJSON *vectors_object(struct vectors_reader *in, const cJSON *object, const char *key);
/* An array of count_min..count_max items. */
const cJSON *vectors_array(struct vectors_reader *in, const cJSON *object, const char *key,
                           int count_min, int count_max);
/* An array of exactly count whole numbers. */
void vectors_ints(struct vectors_reader *in, const cJSON *object, const char *key, int32_t *out,
                  int count, int32_t low, int32_t high);

/* The keys of the catalogue, in its order; valid as long as the document. */
struct vectors_keys {
    const char *key[SIM_PULSES_MAX];
};

void vectors_read_parameters(struct vectors_reader *in, const cJSON *document,
                             struct sim_parameters *out);
void vectors_read_catalogue(struct vectors_reader *in, const cJSON *document,
                            struct sim_catalogue *out, struct vectors_keys *keys);
/* The team as a run starts. */
void vectors_read_team(struct vectors_reader *in, const cJSON *initial, struct sim_team *out);

#endif
