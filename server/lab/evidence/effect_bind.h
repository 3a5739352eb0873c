/* effect_bind.h -- what `new:NAME` in an arm of effects.json stands for in the model.
 *
 * One line per name (effect_bind.c): words of the grammar that say the same, a hook that changes
 * the state of the team, and for whom the actions of the arm are. A name without a line asks for a
 * mechanism that the model lacks, and checks that need it are counted as not expressible. When the
 * model gets the mechanism, add the line; nothing else has to change. Bind a name only to what it
 * says, not to something else with a similar outcome. */
#ifndef DK_LAB_EVIDENCE_EFFECT_BIND_H
#define DK_LAB_EVIDENCE_EFFECT_BIND_H

#include "lab/evidence/lab.h"

struct effect_binding {
    const char *name;
    const char *words; /* Further words of the arm (effect_arm.h); NULL: none. */
    lab_hook_fn *hook; /* NULL: none. */
    uint16_t only;     /* Bits of members for whom its actions are; 0: all. */
    uint32_t moves;    /* Bits of enum lab_value that the hook itself sets. */
};

/* NULL: the model lacks it. */
const struct effect_binding *effect_bind(const char *name, size_t bytes);
/* The names of the table, by index; NULL after the last. */
const char *effect_bind_name(uint32_t index);

#endif
