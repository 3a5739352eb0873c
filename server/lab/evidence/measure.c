/* measure.c -- reads a measure from a team, part by part. */
#include "lab/evidence/measure.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define PARTS_MAX 8

/* One part of a measure: what to read, its weight, and its spread. */
struct measure_part {
    enum {
        PART_MEMBER,
        PART_FACTOR,
        PART_OUTCOME,
        PART_PRECONDITION,
        PART_RICH,
        PART_STRENGTH,
        PART_REACH
    } kind;
    int index;     /* enum lab_value, sim_factor, sim_outcome or sim_precondition */
    double weight; /* Signed. */
};

/* What members have of their own, by the names of the model. */
static const struct {
    const char *name;
    enum lab_value value;
    int sign;
} member_values[] = {
    {"weten", LAB_WETEN, 1},           {"willen", LAB_WILLEN, 1},
    {"kunnen", LAB_KUNNEN, 1},         {"durven", LAB_DURVEN, 1},
    {"mogen", LAB_MOGEN, 1},           {"ready", LAB_READY, 1},
    {"control", LAB_CONTROL, 1},       {"coping", LAB_STRAIN, -1},
    {"AUT", LAB_CONTROL, 1},           {"DEM", LAB_LOAD, 1}, /* As people experience them. */
    {"outcome:strain", LAB_STRAIN, 1}, {"outcome:engagement", LAB_ENGAGEMENT, 1},
    {"outcome:trust", LAB_TRUST, 1},   {"outcome:control", LAB_CONTROL, 1},
    {"outcome:load", LAB_LOAD, 1},     {"outcome:opp", LAB_OPP, 1},
    {"outcome:skill", LAB_SKILL, 1},   {"outcome:performance", LAB_PERFORMANCE, 1},
    {"member:skill", LAB_SKILL, 1},
};

static bool part_of_member(const char *model, struct measure_part *part)
{
    for (size_t i = 0; i < sizeof member_values / sizeof member_values[0]; i++) {
        if (strcmp(member_values[i].name, model) != 0)
            continue;
        part->kind = PART_MEMBER;
        part->index = (int)member_values[i].value;
        part->weight *= member_values[i].sign;
        return true;
    }
    return false;
}

static bool part_find(const char *model, struct measure_part *part)
{
    if (part_of_member(model, part))
        return true;
    part->index = sim_factor_find(model, strlen(model));
    part->kind = PART_FACTOR;
    if (part->index >= 0)
        return true;
    if (strncmp(model, "outcome:", 8) == 0) {
        part->index = sim_outcome_find(model + 8, strlen(model + 8));
        part->kind = PART_OUTCOME;
        return part->index >= 0;
    }
    if (strncmp(model, "precondition:", 13) == 0) {
        part->index = atoi(model + 13);
        part->kind = PART_PRECONDITION;
        return part->index >= 0 && part->index < SIM_PRECONDITIONS_COUNT;
    }
    part->kind = strcmp(model, "rich") == 0            ? PART_RICH
                 : strcmp(model, "start:quality") == 0 ? PART_STRENGTH
                                                       : PART_REACH;
    return part->kind != PART_REACH || strcmp(model, "pulse:drop_ppm") == 0;
}

/* The parts of a measure; 0 when one of them cannot be seen. */
static uint32_t parts_of(const struct evidence_source *source, const char *id,
                         struct measure_part parts[PARTS_MAX])
{
    const cJSON *factor = evidence_factor(source, id), *item;
    uint32_t count = 0;

    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(factor, "maps_to"))
    {
        const char *model = evidence_string(item, "model");
        double weight = cJSON_GetObjectItemCaseSensitive(item, "weight")->valuedouble;

        if (count == PARTS_MAX)
            return 0;
        parts[count].weight = strcmp(evidence_string(item, "sign"), "-") == 0 ? -weight : weight;
        if (!part_find(model, &parts[count]))
            return 0;
        if (strcmp(model, "pulse:drop_ppm") ==
            0) /* What is read is reach: less drop-out is more reach. */
            parts[count].weight = weight;
        count++;
    }
    return count;
}

bool measure_known(const struct evidence_source *source, const char *id)
{
    struct measure_part parts[PARTS_MAX];

    return parts_of(source, id, parts) > 0;
}

static double part_read(const struct measure_part *part, const struct lab_view *v, uint32_t mask)
{
    double mean;

    switch (part->kind) {
    case PART_MEMBER: lab_team_mean(v, (enum lab_value)part->index, mask, &mean); return mean;
    case PART_FACTOR: return v->factor[part->index];
    case PART_OUTCOME: return v->outcome.value[part->index];
    case PART_PRECONDITION: return v->precondition[part->index];
    case PART_RICH: return (v->factor[SIM_VAR] + v->factor[SIM_CHA] + v->factor[SIM_CMP]) / 3.0;
    case PART_STRENGTH: return v->strength;
    case PART_REACH: return 1000.0 * __builtin_popcount((unsigned)v->attend) / LAB_MEMBERS;
    }
    assert(false);
    return 0;
}

/* Is any of these members there in both arms? */
static bool somebody(const struct lab_view *v, const struct lab_view *w, uint32_t mask)
{
    double unused;

    return lab_team_mean(v, LAB_STRAIN, mask, &unused) &&
           lab_team_mean(w, LAB_STRAIN, mask, &unused);
}

struct lab_stat measure_effect(const struct evidence_source *source, const char *id,
                               struct lab_experiment *x, const struct lab_arm *a,
                               const struct lab_arm *b, int32_t week, const uint16_t *masks,
                               bool *untouched)
{
    struct measure_part parts[PARTS_MAX];
    uint32_t count = parts_of(source, id, parts), n = 0;
    double differences[LAB_TEAMS_MAX], whole = 0;

    assert(count > 0 && a->teams == b->teams && a->teams <= LAB_TEAMS_MAX);
    *untouched = true;
    for (uint32_t k = 0; k < count; k++)
        whole += parts[k].weight < 0 ? -parts[k].weight : parts[k].weight;
    for (uint32_t s = 0; s < a->teams; s++) {
        const struct lab_view *v = lab_view(a, s, week), *w = lab_view(b, s, week);
        uint32_t mask = masks != NULL ? masks[s] : SIM_EVERYBODY;
        double sum = 0;

        if (!somebody(v, w, mask))
            continue;
        for (uint32_t k = 0; k < count; k++) {
            const struct measure_part *p = &parts[k];
            double spread = p->kind == PART_MEMBER ? x->lab->sd[p->index] : LAB_SHARED_SD;
            double more = part_read(p, v, mask) - part_read(p, w, mask);

            *untouched &= !(more < 0 || more > 0);
            sum += p->weight * more / spread / whole;
        }
        differences[n++] = sum;
    }
    x->teams = n;
    return lab_stat(differences, n, 1);
}

/* --- made to move it? ------------------------------------------------------------------------- */

static void note_pulse(struct measure_moved *moved, const struct sim_pulse *p)
{
    for (uint8_t i = 0; i < p->lifts_count; i++)
        moved->factor[p->lifts[i].what] = true;
    for (uint8_t i = 0; i < p->pushes_count; i++)
        moved->push[p->pushes[i].what] = true;
}

struct measure_moved measure_moved(const struct lab_experiment *x, const struct lab_setup setups[2],
                                   const struct lab_plan plans[2])
{
    struct measure_moved moved = {0};

    for (int f = 0; f < SIM_FACTORS_COUNT; f++)
        moved.factor[f] = setups[0].origin.base[f] != setups[1].origin.base[f];
    for (int k = 0; k < 2; k++) {
        const struct lab_plan *plan = &plans[k], *other = &plans[1 - k];

        for (uint32_t i = 0; i < plan->count; i++) {
            bool shared = false;

            for (uint32_t j = 0; j < other->count; j++)
                shared |= other->start[j].pulse == plan->start[i].pulse;
            if (!shared)
                note_pulse(&moved, &x->catalogue->pulses[plan->start[i].pulse]);
        }
        if (setups[k].standing >= 0 && setups[0].standing != setups[1].standing)
            note_pulse(&moved, &x->catalogue->pulses[setups[k].standing]);
    }
    return moved;
}

bool measure_moved_value(const struct measure_moved *moved, enum lab_value value)
{
    static const int pushes[LAB_VALUES_COUNT] = {
        [LAB_WETEN] = 1 + SIM_PUSH_WETEN,   [LAB_WILLEN] = 1 + SIM_PUSH_WILLEN,
        [LAB_KUNNEN] = 1 + SIM_PUSH_KUNNEN, [LAB_DURVEN] = 1 + SIM_PUSH_DURVEN,
        [LAB_MOGEN] = 1 + SIM_PUSH_MOGEN,   [LAB_READY] = 1 + SIM_PUSH_READY,
        [LAB_STRAIN] = 1 + SIM_PUSH_COPING, [LAB_CONTROL] = 1 + SIM_PUSH_CONTROL};

    return (pushes[value] > 0 && moved->push[pushes[value] - 1]) ||
           (value == LAB_CONTROL && moved->factor[SIM_AUT]) ||
           (value == LAB_LOAD && moved->factor[SIM_DEM]);
}

static bool part_is_moved(const struct measure_part *part, const struct measure_moved *moved)
{
    switch (part->kind) {
    case PART_MEMBER: return measure_moved_value(moved, (enum lab_value)part->index);
    case PART_FACTOR: return moved->factor[part->index];
    case PART_RICH:
        return moved->factor[SIM_VAR] || moved->factor[SIM_CHA] || moved->factor[SIM_CMP];
    default: return false;
    }
}

bool measure_is_direct(const struct evidence_source *source, const char *id,
                       const struct lab_experiment *x, const struct lab_setup setups[2],
                       const struct lab_plan plans[2])
{
    struct measure_moved moved = measure_moved(x, setups, plans);
    struct measure_part parts[PARTS_MAX];
    uint32_t count = parts_of(source, id, parts);

    for (uint32_t k = 0; k < count; k++)
        if (part_is_moved(&parts[k], &moved))
            return true;
    return false;
}
