/* effects.h -- plays and judges a published effect of scenarios/catalogue/effects.json.
 *
 *   {"id", "family", "source", "design", "sure", "checked", "published", "contested"?,
 *    "arms": {"a": words, "b": words, ...}      effect_arm.h
 *    "week": 26,
 *    "checks": [{"is": formula,                 effect_formula.h
 *                "d" | "ratio" | "r": [low, high]  or  "sign": "+" | "-",
 *                "at_null"?: true}]}            it also holds without any effect
 *
 * A check holds when its value is inside its band. If the band excludes the value without any
 * effect (0, or 1 for a ratio of levels) and the check is not marked at_null, the value must also
 * differ from that by more than chance. A sign is a band that begins at FINDING_ANY. A check that
 * divides by an effect of about zero never holds.
 *
 * A check is by construction when it measures only what its arms were made to differ in: a factor
 * that is set or lifted, a condition that is pushed, or an outcome computed from such a factor.
 *
 * A check that needs a mechanism or a measure that the model lacks names it, and the others are
 * judged without it. The first check is the main one.
 *
 * Source: the studies named in effects.json. A band is the part of the published size that may be
 * causal and reach an ordinary team, by design of the study: rct .4-1.25, quasi .3-1.2, lab .25-1,
 * followed in time .4-1.1, asked at one moment .3-.9. */
#ifndef DK_LAB_EVIDENCE_EFFECTS_H
#define DK_LAB_EVIDENCE_EFFECTS_H

#include "lab/evidence/lab.h"

#include <cJSON.h>

/* Play one. Returns NULL, and its checks are added to x (one that cannot be expressed with what it
 * lacks); or "test_malformed". Several threads may do this at once, each with its own x. */
const char *effects_run(const cJSON *effect, struct lab_experiment *x);

#endif
