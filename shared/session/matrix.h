/* matrix.h -- what a room did, layer by layer and phase by phase, and where its team stood: the
 * matrix of the debrief and of the export. Of the simulated team only; nobody who plays is in
 * it. */
#ifndef DK_SESSION_MATRIX_H
#define DK_SESSION_MATRIX_H

#include "session/session.h"
#include "session/state.h"

/* The interventions a room started, in order; each as often as it was chosen. */
struct matrix_actions {
    uint16_t items[ROUNDS_MAX * STARTS_MAX];
    uint32_t count;
};

/* Of the rounds whose consequence has come. */
void matrix_find_actions(const struct session *s, const struct room *r, struct matrix_actions *out);
/* How many of them this layer does, and suit this phase. */
uint32_t matrix_count(const struct session *s, const struct matrix_actions *actions, uint32_t layer,
                      uint32_t phase);
/* How many members were in this phase at some moment. */
uint32_t matrix_stood(const struct session *s, const struct room *r, uint32_t phase);

#endif
