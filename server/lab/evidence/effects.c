/* effects.c -- plays a published effect: its arms once, then every check on them. */
#include "lab/evidence/effects.h"

#include "lab/evidence/effect_arm.h"
#include "lab/evidence/effect_formula.h"
#include "lab/evidence/findings.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EFFECT_CHECKS_MAX LAB_CHECKS_MAX

struct effect_side {
    struct effect_arm arm;
    char lacks[EFFECT_NAME_MAX]; /* Not empty: it cannot be played. */
    bool given;
    int32_t weeks[LAB_WEEKS_MAX + 1];
    uint32_t weeks_count;
};

struct judging {
    struct lab_experiment *x;
    const cJSON *effect;
    struct effect_side sides[EFFECT_ARMS_MAX];
    struct effect_formula formulas[EFFECT_CHECKS_MAX];
    char lacks[EFFECT_CHECKS_MAX][EFFECT_NAME_MAX]; /* What each check needs and lacks. */
    uint32_t checks_count;
    const struct lab_arm *arms[EFFECT_ARMS_MAX];
    const struct lab_plan *plans[EFFECT_ARMS_MAX];
};

/* --- reading ---------------------------------------------------------------------------------- */

static bool read_arms(struct judging *p)
{
    const cJSON *arm;

    cJSON_ArrayForEach(arm, cJSON_GetObjectItemCaseSensitive(p->effect, "arms"))
    {
        int index = arm->string[0] - 'a';
        struct effect_side *side = index >= 0 && index < EFFECT_ARMS_MAX ? &p->sides[index] : NULL;
        char word[EFFECT_NAME_MAX];

        if (side == NULL || arm->string[1] != '\0' || cJSON_GetStringValue(arm) == NULL)
            return false;
        side->given = true;
        switch (effect_arm_read(p->x, cJSON_GetStringValue(arm), &side->arm, word)) {
        case EFFECT_ARM_OK: break;
        case EFFECT_ARM_LACKS: memcpy(side->lacks, word, sizeof side->lacks); break;
        case EFFECT_ARM_MALFORMED:
            fprintf(stderr, "evidence: %s: arm %s: '%s' is not a word of an arm\n",
                    evidence_string(p->effect, "id"), arm->string, word);
            return false;
        }
    }
    return true;
}

/* Note what a check needs of each arm. If an arm lacks something, the check is impossible. */
static bool ask_arms(struct judging *p, uint32_t check)
{
    const struct effect_formula *f = &p->formulas[check];

    for (int i = 0; i < EFFECT_ARMS_MAX; i++) {
        if (!effect_formula_uses(f, i))
            continue;
        if (!p->sides[i].given)
            return false;
        if (p->sides[i].lacks[0] != '\0' && p->lacks[check][0] == '\0')
            memcpy(p->lacks[check], p->sides[i].lacks, EFFECT_NAME_MAX);
    }
    for (int i = 0; i < EFFECT_ARMS_MAX && p->lacks[check][0] == '\0'; i++)
        if (!effect_formula_weeks(f, i, p->sides[i].weeks, &p->sides[i].weeks_count))
            return false;
    return true;
}

static bool read_checks(struct judging *p)
{
    const cJSON *week = cJSON_GetObjectItemCaseSensitive(p->effect, "week"), *check;
    const char *id = evidence_string(p->effect, "id");

    if (!cJSON_IsNumber(week) || week->valueint < 0 || week->valueint > 1000)
        return false;
    cJSON_ArrayForEach(check, cJSON_GetObjectItemCaseSensitive(p->effect, "checks"))
    {
        struct effect_formula *f = &p->formulas[p->checks_count];
        const char *text = evidence_string(check, "is");
        enum effect_formula_error error;

        if (p->checks_count == EFFECT_CHECKS_MAX)
            return false;
        error = effect_formula_read(text, week->valueint, f);
        if (error == EFFECT_FORMULA_UNKNOWN)
            memcpy(p->lacks[p->checks_count], f->unknown, sizeof f->unknown);
        if (error == EFFECT_FORMULA_MALFORMED ||
            (error == EFFECT_FORMULA_OK && !ask_arms(p, p->checks_count))) {
            fprintf(stderr, "evidence: %s: '%s' is not a formula\n", id, text);
            return false;
        }
        p->checks_count++;
    }
    return p->checks_count > 0;
}

/* --- by construction -------------------------------------------------------------------------- */

static bool set_by_hand(const struct judging *p, const struct effect_term *t)
{
    uint32_t moves = p->sides[t->arm].arm.moves;

    if (t->minus >= 0)
        moves ^= p->sides[t->minus].arm.moves;
    return t->seen[0].measure.kind == EFFECT_MEMBER && (moves >> t->seen[0].measure.index & 1) != 0;
}

/* The arms that a term compares: its own two, or those of the ratio that it is part of. */
static bool term_is_moved(const struct judging *p, const struct effect_term *t, int other)
{
    struct measure_moved moved;

    if (t->kind != EFFECT_MEAN || other < 0)
        return false;
    moved = measure_moved(
        p->x, (const struct lab_setup[]){p->sides[t->arm].arm.setup, p->sides[other].arm.setup},
        (const struct lab_plan[]){p->sides[t->arm].arm.plan, p->sides[other].arm.plan});
    return effect_measure_is_moved(t->seen[0].measure, &moved) || set_by_hand(p, t);
}

static bool by_construction(const struct judging *p, const struct effect_formula *f)
{
    for (uint32_t i = 0; i < f->terms_count; i++) {
        const struct effect_term *t = &f->terms[i];
        int other = t->minus;

        for (uint32_t k = 0; k < f->terms_count && other < 0; k++)
            if (f->terms[k].arm != t->arm)
                other = f->terms[k].arm;
        if (!term_is_moved(p, t, other))
            return false;
    }
    return true;
}

/* --- judging ---------------------------------------------------------------------------------- */

static bool read_band(const cJSON *check, struct lab_check *out)
{
    static const char *const kinds[] = {"d", "ratio", "r"};
    const char *sign = evidence_string(check, "sign");

    for (int k = 0; k < 3; k++) {
        const cJSON *band = cJSON_GetObjectItemCaseSensitive(check, kinds[k]);

        if (cJSON_GetArraySize(band) != 2)
            continue;
        out->low = cJSON_GetArrayItem(band, 0)->valuedouble;
        out->high = cJSON_GetArrayItem(band, 1)->valuedouble;
        out->test = LAB_TEST_BAND;
        return out->low < out->high;
    }
    out->test = LAB_TEST_SIGN;
    out->low = strcmp(sign, "+") == 0 ? FINDING_ANY : -FINDING_LIMIT;
    out->high = strcmp(sign, "+") == 0 ? FINDING_LIMIT : -FINDING_ANY;
    return strcmp(sign, "+") == 0 || strcmp(sign, "-") == 0;
}

/* The direction, if it is beyond the bar and beyond chance. `none`: the value without any
 * effect. */
static int direction_of(const struct effect_value *v, double none)
{
    double off = v->value - none;

    if (fabs(off) < FINDING_ANY || fabs(off) <= LAB_Z * v->se)
        return 0;
    return off > 0 ? 1 : -1;
}

static void judge(struct judging *p, uint32_t index, const cJSON *check)
{
    const struct effect_formula *f = &p->formulas[index];
    struct lab_check *out = &p->x->checks[p->x->checks_count++];
    bool over_effect = cJSON_HasObjectItem(check, "ratio") && !effect_formula_is_ratio(f);
    double none = effect_formula_is_ratio(f) ? 1 : 0;
    struct effect_value v = effect_formula_value(f, p->x, p->arms, p->plans);
    bool away;

    read_band(check, out);
    out->value = v.value;
    out->se = v.se;
    out->none = none;
    out->has_none = !over_effect;
    out->n = v.teams;
    away = !over_effect && !out->at_null && (out->low >= none || out->high <= none);
    out->holds = !v.weak && v.value >= out->low && v.value <= out->high &&
                 (!away || fabs(v.value - none) > LAB_Z * v.se);
    if (away)
        out->sign =
            direction_of(&v, none) == (out->low >= none ? 1 : -1) ? LAB_SIGN_RIGHT : LAB_SIGN_WRONG;
    if (by_construction(p, f))
        out->test = LAB_TEST_CONSTRUCTION;
}

static bool judge_all(struct judging *p)
{
    const cJSON *checks = cJSON_GetObjectItemCaseSensitive(p->effect, "checks"), *check;
    uint32_t i = 0;

    cJSON_ArrayForEach(check, checks)
    {
        struct lab_check *out = &p->x->checks[p->x->checks_count];

        *out = (struct lab_check){.id = evidence_string(check, "is"),
                                  .at_null = cJSON_HasObjectItem(check, "at_null")};
        if (!read_band(check, out))
            return false;
        if (p->lacks[i][0] != '\0') {
            memcpy(out->lacks, p->lacks[i], sizeof out->lacks);
            p->x->checks_count++;
        } else {
            judge(p, i, check);
        }
        i++;
    }
    return true;
}

const char *effects_run(const cJSON *effect, struct lab_experiment *x)
{
    struct judging *p = calloc(1, sizeof *p);
    bool good = p != NULL;

    if (good) {
        p->x = x;
        p->effect = effect;
        good = read_arms(p) && read_checks(p);
    }
    for (int i = 0; i < EFFECT_ARMS_MAX && good; i++) {
        const struct effect_side *side = &p->sides[i];

        p->plans[i] = &side->arm.plan;
        if (side->weeks_count > 0)
            p->arms[i] = lab_arm_of(x, side->arm.setup, side->arm.plan, side->weeks,
                                    side->arm.burn_in, side->arm.teams);
    }
    good = good && judge_all(p);
    free(p);
    return good ? NULL : "test_malformed";
}
