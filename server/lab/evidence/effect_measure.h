/* effect_measure.h -- what a published effect was measured in, by the names of effects.json.
 *
 *   of a member   strain engagement trust weten willen kunnen durven mogen ready skill control opp
 *                 load performance wellbeing tenure left
 *   of a team     the factors (AUT, DEM, ...), the outcomes of the model (learning_climate, regie,
 *                 ...), turnover (expected share that leaves in a year), errors_made, ideas,
 *                 share_high_strain (above the 90th percentile of the population),
 *                 share_well (wellbeing above its median)
 *
 * Studies ask people: in a correlation over members AUT and DEM are those they experience (control,
 * load). `left`: no longer the person who was there in an earlier week. A measure that the model
 * gets later is a line in `others` (effect_measure.c), or a value of members in lab.h. */
#ifndef DK_LAB_EVIDENCE_EFFECT_MEASURE_H
#define DK_LAB_EVIDENCE_EFFECT_MEASURE_H

#include "lab/evidence/measure.h"

enum effect_measure_kind {
    EFFECT_MEMBER,  /* index: enum lab_value */
    EFFECT_LEFT,    /* of a member */
    EFFECT_FACTOR,  /* index: enum sim_factor */
    EFFECT_OUTCOME, /* index: enum sim_outcome */
    EFFECT_TURNOVER,
    EFFECT_ERRORS,
    EFFECT_IDEAS,
    EFFECT_HIGH_STRAIN,
    EFFECT_WELL
};

struct effect_measure {
    enum effect_measure_kind kind;
    int index;
};

/* false: the model has no such measure. */
bool effect_measure_find(const char *name, size_t bytes, struct effect_measure *out);
/* Has every member one of its own? */
bool effect_measure_of_members(struct effect_measure measure);
/* What one unit of d is. */
double effect_measure_scale(const struct lab *lab, struct effect_measure measure);
/* Of a filled slot; of a team measure the team's. `before`: an earlier look at the same team, or
 * NULL; then the value is what was added since. */
double effect_measure_of_slot(struct effect_measure measure, const struct lab_view *view,
                              const struct lab_view *before, int32_t weeks_between, int slot);
double effect_measure_of_team(const struct lab *lab, struct effect_measure measure,
                              const struct lab_view *view);
/* Is it the very thing that the arms were made to differ in, or counted from it? */
bool effect_measure_is_moved(struct effect_measure measure, const struct measure_moved *moved);

#endif
