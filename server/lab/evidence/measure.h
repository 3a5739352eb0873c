/* measure.h -- what a measure of the knowledge base is in the model, and how far two arms
 * differ in it. The rules: findings.h. */
#ifndef DK_LAB_EVIDENCE_MEASURE_H
#define DK_LAB_EVIDENCE_MEASURE_H

#include "lab/evidence/lab.h"
#include "lab/evidence/source.h"

/* What the arms of a comparison move by assumption: factors whose level differs or that an action
 * of one arm alone lifts, conditions that such an action pushes. */
struct measure_moved {
    bool factor[SIM_FACTORS_COUNT];
    bool push[SIM_PUSHES_COUNT];
};
struct measure_moved measure_moved(const struct lab_experiment *x, const struct lab_setup setups[2],
                                   const struct lab_plan plans[2]);
bool measure_moved_value(const struct measure_moved *moved, enum lab_value value);

/* Can every part of it be seen in a team? */
bool measure_known(const struct evidence_source *source, const char *id);
/* d of arm a over arm b in a known measure; *untouched: exactly equal in every team. masks: whose
 * own values count, bits per team (a team with nobody drops out); NULL for everybody's. */
struct lab_stat measure_effect(const struct evidence_source *source, const char *id,
                               struct lab_experiment *x, const struct lab_arm *a,
                               const struct lab_arm *b, int32_t week, const uint16_t *masks,
                               bool *untouched);

/* Was the action made to move this? true: something it lifts or pushes, or a state in which the
 * arms differ, is itself a part of the measure; the size then rests on an assumed strength. false:
 * what is found comes from the mechanisms. */
bool measure_is_direct(const struct evidence_source *source, const char *id,
                       const struct lab_experiment *x, const struct lab_setup setups[2],
                       const struct lab_plan plans[2]);

#endif
