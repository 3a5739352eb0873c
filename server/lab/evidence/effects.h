/* effects.h -- a published effect of scenarios/catalogue/effects.json, played and judged.
 *
 *   {"id", "family", "source", "design", "sure", "checked", "published", "contested"?,
 *    "arms": {"a": words, "b": words, ...}      effect_arm.h
 *    "week": 26,
 *    "checks": [{"is": formula,                 effect_formula.h
 *                "d" | "ratio" | "r": [low, high]  or  "sign": "+" | "-",
 *                "at_null"?: true}]}            what no effect at all passes too
 *
 * A check holds inside its band; when the band leaves out what no effect at all would give (0, of
 * a ratio of levels 1), and the check is not marked at_null, it must also differ from that by more
 * than chance. A sign is a band from FINDING_ANY on. What divides by an effect that is not there
 * holds never.
 *
 * A check is by construction when all it measures is what its arms were made to differ in: a factor
 * that is set or lifted, a condition that is pushed, an outcome that is counted from such a factor.
 *
 * A check that asks for a mechanism or a measure the model lacks names it; the others are judged
 * without it. The first check is the main one.
 *
 * Source: the studies named in effects.json; bands as in effects.md of the knowledge base: what of
 * a published size may be a cause and reach an ordinary team (rct .4-1.25 of it, quasi .3-1.2, lab
 * .25-1, followed in time .4-1.1, asked at one moment .3-.9). */
#ifndef DK_LAB_EVIDENCE_EFFECTS_H
#define DK_LAB_EVIDENCE_EFFECTS_H

#include "lab/evidence/lab.h"

#include <cJSON.h>

/* Play one. NULL: its checks were added to x, of those that cannot be expressed with what they
 * lack; or "test_malformed". Several threads may do this at once, each with its own x. */
const char *effects_run(const cJSON *effect, struct lab_experiment *x);

#endif
