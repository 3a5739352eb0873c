/* effect_measure.c -- the names of measures, and how they are read from a team. */
#include "lab/evidence/effect_measure.h"

#include <ctype.h>
#include <string.h>

static const char *const value_names[LAB_VALUES_COUNT] = {
#define X(NAME) #NAME,
    LAB_MEMBER_VALUES(X)
#undef X
};

static const struct {
    const char *name;
    enum effect_measure_kind kind;
} others[] = {
    {"left", EFFECT_LEFT},           {"turnover", EFFECT_TURNOVER},
    {"errors_made", EFFECT_ERRORS},  {"ideas", EFFECT_IDEAS},
    {"absence_long", EFFECT_MEMBER}, {"share_high_strain", EFFECT_HIGH_STRAIN},
    {"share_well", EFFECT_WELL},
};

/* Lower case against upper case: strain is STRAIN. */
static bool is_value(const char *name, size_t bytes, const char *value)
{
    if (strlen(value) != bytes)
        return false;
    for (size_t i = 0; i < bytes; i++)
        if (!islower((unsigned char)name[i]) || toupper((unsigned char)name[i]) != value[i])
            return false;
    return true;
}

bool effect_measure_find(const char *name, size_t bytes, struct effect_measure *out)
{
    int found;

    for (int v = 0; v < LAB_VALUES_COUNT; v++) {
        if (is_value(name, bytes, value_names[v])) {
            *out = (struct effect_measure){EFFECT_MEMBER, v};
            return true;
        }
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (strlen(others[i].name) == bytes && memcmp(others[i].name, name, bytes) == 0) {
            *out = (struct effect_measure){others[i].kind,
                                           others[i].kind == EFFECT_MEMBER ? LAB_ABSENCE : 0};
            return true;
        }
    }
    found = sim_factor_find(name, bytes);
    if (found >= 0) {
        *out = (struct effect_measure){EFFECT_FACTOR, found};
        return true;
    }
    found = sim_outcome_find(name, bytes);
    if (found >= 0) {
        *out = (struct effect_measure){EFFECT_OUTCOME, found};
        return true;
    }
    return false;
}

bool effect_measure_of_members(struct effect_measure m)
{
    return m.kind == EFFECT_MEMBER || m.kind == EFFECT_LEFT;
}

double effect_measure_scale(const struct lab *lab, struct effect_measure m)
{
    return m.kind == EFFECT_MEMBER ? lab->sd[m.index] : LAB_SHARED_SD;
}

/* --- reading ---------------------------------------------------------------------------------- */

/* As the member experiences it. */
static double factor_of_slot(const struct lab_view *v, int factor, int slot)
{
    if (factor == SIM_AUT)
        return v->value[LAB_CONTROL][slot];
    if (factor == SIM_DEM)
        return v->value[LAB_LOAD][slot];
    return v->factor[factor];
}

static double of_slot(struct effect_measure m, const struct lab_view *v, int slot)
{
    switch (m.kind) {
    case EFFECT_MEMBER: return v->value[m.index][slot];
    case EFFECT_FACTOR: return factor_of_slot(v, m.index, slot);
    default: return effect_measure_of_team(NULL, m, v);
    }
}

double effect_measure_of_slot(struct effect_measure m, const struct lab_view *v,
                              const struct lab_view *before, int32_t weeks_between, int slot)
{
    if (m.kind == EFFECT_LEFT) /* The place is empty, or has somebody who came later. */
        return (v->phase[slot] < 0 && !v->ill[slot]) ||
               v->value[LAB_TENURE][slot] < before->value[LAB_TENURE][slot] + weeks_between;
    return before != NULL ? of_slot(m, v, slot) - of_slot(m, before, slot) : of_slot(m, v, slot);
}

static double share_above(const struct lab_view *v, enum lab_value value, double mark)
{
    double here = 0, above = 0;

    for (int i = 0; i < LAB_SLOTS; i++) {
        here += v->phase[i] >= 0;
        above += v->phase[i] >= 0 && v->value[value][i] > mark;
    }
    return here > 0 ? above / here : 0;
}

double effect_measure_of_team(const struct lab *lab, struct effect_measure m,
                              const struct lab_view *v)
{
    double mean = 0;

    switch (m.kind) {
    case EFFECT_MEMBER: lab_team_mean(v, (enum lab_value)m.index, SIM_EVERYBODY, &mean); break;
    case EFFECT_FACTOR: return v->factor[m.index];
    case EFFECT_OUTCOME: return v->outcome.value[m.index];
    case EFFECT_TURNOVER: return 1 - v->outcome.value[SIM_OUTCOME_RETENTION] / 1000.0;
    case EFFECT_ERRORS: return v->errors_made;
    case EFFECT_IDEAS: return v->ideas;
    case EFFECT_HIGH_STRAIN: return share_above(v, LAB_STRAIN, lab->strain_high);
    case EFFECT_WELL: return share_above(v, LAB_WELLBEING, lab->wellbeing_middle);
    case EFFECT_LEFT: break;
    }
    return mean;
}

/* --- by construction? ------------------------------------------------------------------------- */

/* Is an outcome computed from one of these factors (sim.h)? */
static bool counted_from(int outcome, const bool factor[SIM_FACTORS_COUNT])
{
    switch (outcome) {
    case SIM_OUTCOME_LEARNING_CLIMATE: return factor[SIM_SAF] || factor[SIM_COL] || factor[SIM_LEA];
    case SIM_OUTCOME_INNOVATIVE_CLIMATE:
        return factor[SIM_PAR] || factor[SIM_DIV] || factor[SIM_EXT] || factor[SIM_VIS] ||
               factor[SIM_VAR] || factor[SIM_CHA] || factor[SIM_INT];
    case SIM_OUTCOME_DEVELOP: return factor[SIM_INT] || factor[SIM_COL] || factor[SIM_TRN];
    default: return false;
    }
}

bool effect_measure_is_moved(struct effect_measure m, const struct measure_moved *moved)
{
    switch (m.kind) {
    case EFFECT_MEMBER: return measure_moved_value(moved, (enum lab_value)m.index);
    case EFFECT_FACTOR: return moved->factor[m.index];
    case EFFECT_OUTCOME: return counted_from(m.index, moved->factor);
    case EFFECT_HIGH_STRAIN: return measure_moved_value(moved, LAB_STRAIN);
    default: return false;
    }
}
