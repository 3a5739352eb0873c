/* effect_arm.h -- reads an arm of effects.json into a setup and a plan. An arm is a list of words,
 * separated by spaces:
 *
 *   DEM=700              level of a factor from before the first week; DEM=700@39 from that week on
 *   pulse:cursus         an action in week 0; @8 in week 8; @every8 in weeks 0, 8, 16, ...
 *   happening:verhuizing what befalls a team, with the same weeks; quality 1000 and top-down unless
 *                        the arm says otherwise
 *   forced               all of them are imposed
 *   quality=850 up=700   how well they are carried out and how bottom-up (850 and 700 if not said)
 *   trait:open+150       everybody's disposition, milli
 *   tenure=40            weeks that everybody has been there in week 0; tenure=0..150 drawn
 *   skill=300            everybody's skill in week 0
 *   phase=SEL            everybody starts in this phase, without weeks of running in
 *   size=12              members
 *   profile=zwak         instead of gemiddeld: zwak, sterk
 *   varied               every team has surroundings of its own (lab_climate), except for factors
 *                        that are given; twice as many teams
 *   new:NAME             see effect_bind.h
 *   average, none        nothing */
#ifndef DK_LAB_EVIDENCE_EFFECT_ARM_H
#define DK_LAB_EVIDENCE_EFFECT_ARM_H

#include "lab/evidence/measure.h"

#define EFFECT_NAME_MAX 64

struct effect_arm {
    struct lab_setup setup;
    struct lab_plan plan;
    int32_t burn_in;
    uint32_t teams;
    uint32_t moves; /* Bits of the enum lab_value that the arm sets. */
};

enum effect_arm_error { EFFECT_ARM_OK, EFFECT_ARM_MALFORMED, EFFECT_ARM_LACKS };

/* `word`: the word that is wrong, or the name that the model lacks (without `new:`). */
enum effect_arm_error effect_arm_read(const struct lab_experiment *x, const char *words,
                                      struct effect_arm *out, char word[EFFECT_NAME_MAX]);

#endif
