/* effect_measure.h -- what a published effect is measured in, by the names of effects.json.
 *
 *   of a member   strain engagement trust weten willen kunnen durven mogen ready skill control opp
 *                 load performance wellbeing tenure left absence
 *   of a team     the factors (AUT, DEM, ...), the outcomes of the model (learning_climate, regie,
 *                 ...), turnover (expected share that leaves in a year), errors_made, ideas,
 *                 share_high_strain (above the 90th percentile of the population),
 *                 share_well (wellbeing above its median)
 *
 * Studies ask people, so in a correlation over members AUT and DEM are what each of them
 * experiences (control, load). `left`: the person who was there in an earlier week is gone. To add
 * a measure, add a line in `others` (effect_measure.c), or a value of members in lab.h. */
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
/* Does each member have a value of its own? */
bool effect_measure_of_members(struct effect_measure measure);
/* The size of one unit of d. */
double effect_measure_scale(const struct lab *lab, struct effect_measure measure);
/* The value for a filled slot; of a team measure, that of the team. `before` is NULL or an earlier
 * look at the same team: then the value is the change since. */
double effect_measure_of_slot(struct effect_measure measure, const struct lab_view *view,
                              const struct lab_view *before, int32_t weeks_between, int slot);
double effect_measure_of_team(const struct lab *lab, struct effect_measure measure,
                              const struct lab_view *view);
/* Is it what the arms were made to differ in, or computed from that? */
bool effect_measure_is_moved(struct effect_measure measure, const struct measure_moved *moved);

#endif
