/* measure.h -- what a measure of the knowledge base is in the model, and how far two arms differ in
 * it. The rules are in findings.h. */
#ifndef DK_LAB_EVIDENCE_MEASURE_H
#define DK_LAB_EVIDENCE_MEASURE_H

#include "lab/evidence/lab.h"
#include "lab/evidence/source.h"

/* What the arms of a comparison move by assumption: factors whose level differs or that an action
 * of only one arm lifts, and conditions that such an action pushes. */
struct measure_moved {
    bool factor[SIM_FACTORS_COUNT];
    bool push[SIM_PUSHES_COUNT];
};
struct measure_moved measure_moved(const struct lab_experiment *x, const struct lab_setup setups[2],
                                   const struct lab_plan plans[2]);
bool measure_moved_value(const struct measure_moved *moved, enum lab_value value);

/* Can every part of this measure be read from a team? */
bool measure_known(const struct evidence_source *source, const char *id);
/* The d of arm a over arm b in a known measure. *untouched: both are equal in every team. `masks`:
 * bits of the members that count, per team (a team without any is left out); NULL: everybody. */
struct lab_stat measure_effect(const struct evidence_source *source, const char *id,
                               struct lab_experiment *x, const struct lab_arm *a,
                               const struct lab_arm *b, int32_t week, const uint16_t *masks,
                               bool *untouched);

/* Was the action made to move this? True: something that it lifts or pushes, or a state in which
 * the arms differ, is a part of the measure, so the size rests on an assumed strength. False: what
 * is found follows from the mechanisms. */
bool measure_is_direct(const struct evidence_source *source, const char *id,
                       const struct lab_experiment *x, const struct lab_setup setups[2],
                       const struct lab_plan plans[2]);

#endif
