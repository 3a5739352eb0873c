/* effect_value.c -- the value of a formula, and its error by leaving out one team at a time.
 *
 * A term keeps six sums per team; its value is a function of their totals:
 *
 *   mean    x / n             n: 1 per team for differences and team measures, else its members
 *   r       from n x y xx yy xy
 *   cv      from n x xx
 *   icc     from n x xx (members) and y = the sum over teams of x * x / n, with k teams */
#include "lab/evidence/effect_formula.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FAINT 0.02 /* A smaller effect counts as none, as FINDING_ANY. */

struct value_sums {
    double k, n, x, y, xx, yy, xy; /* k: teams */
};

struct series {
    struct value_sums *team; /* [teams] */
    struct value_sums total;
    uint32_t teams;
};

struct context {
    const struct effect_formula *formula;
    const struct lab_experiment *x;
    const struct lab_arm *const *arms;
    const struct lab_plan *const *plans;
    struct series series[EFFECT_TERMS_MAX];
    uint32_t teams; /* Of the largest series. */
};

static void sums_add(struct value_sums *to, const struct value_sums *s, double sign)
{
    to->k += sign * s->k, to->n += sign * s->n;
    to->x += sign * s->x, to->y += sign * s->y;
    to->xx += sign * s->xx, to->yy += sign * s->yy, to->xy += sign * s->xy;
}

/* --- who -------------------------------------------------------------------------------------- */

/* Bits of the members who joined the first action that people join. */
static uint32_t joined_mask(const struct context *c, int arm, uint32_t team)
{
    const struct lab_plan *plan = c->plans[arm];

    for (uint32_t i = 0; i < plan->count; i++)
        if (c->x->catalogue->pulses[plan->start[i].pulse].personal != 0)
            return c->arms[arm]->joined[team][i];
    return SIM_EVERYBODY;
}

static uint32_t tenure_mask(const struct lab_view *v, double least, double most)
{
    uint32_t mask = 0;

    for (int i = 0; i < LAB_SLOTS; i++)
        if (v->phase[i] >= 0 && v->value[LAB_TENURE][i] >= least && v->value[LAB_TENURE][i] < most)
            mask |= 1u << i;
    return mask;
}

static int compare_doubles(const void *a, const void *b)
{
    double p = *(const double *)a, q = *(const double *)b;

    return (p > q) - (p < q);
}

/* The skill in week 0 below which `thirds` / 3 of the members of an arm are. */
static double skill_mark(const struct lab_arm *arm, uint32_t thirds)
{
    double *all = malloc((size_t)arm->teams * LAB_SLOTS * sizeof *all), mark;
    uint32_t n = 0;

    assert(all != NULL);
    for (uint32_t s = 0; s < arm->teams; s++) {
        const struct lab_view *v = lab_view(arm, s, 0);

        for (int i = 0; i < LAB_SLOTS; i++)
            if (v->phase[i] >= 0)
                all[n++] = v->value[LAB_SKILL][i];
    }
    qsort(all, n, sizeof *all, compare_doubles);
    mark = n > 0 ? all[n * thirds / 3] : 0;
    free(all);
    return mark;
}

static uint32_t skill_mask(const struct lab_view *v, double mark, bool low)
{
    uint32_t mask = 0;

    for (int i = 0; i < LAB_SLOTS; i++)
        if (v->phase[i] >= 0 && (v->value[LAB_SKILL][i] < mark) == low)
            mask |= 1u << i;
    return mask;
}

/* effect_formula_read allows at most LAB_MEMBERS. */
static uint32_t first_slots(int32_t count)
{
    return (1u << count) - 1;
}

/* Bits of the members that a term is about, in one team of an arm. `mark`: skill_mark, if
 * needed. */
static uint32_t mask_of(const struct context *c, const struct effect_term *t, int arm,
                        uint32_t team, double mark)
{
    const struct lab_view *v = lab_view(c->arms[arm], team, t->seen[0].week);
    int base = t->minus >= 0 ? t->minus : t->arm;
    switch (t->who) {
    case EFFECT_EVERYBODY: return SIM_EVERYBODY;
    case EFFECT_JOINED: return joined_mask(c, t->arm, team);
    case EFFECT_STAYED: return tenure_mask(v, t->seen[0].week, INFINITY);
    case EFFECT_FIRST: return first_slots(t->who_number);
    case EFFECT_LAST: return first_slots(t->who_number) << (LAB_MEMBERS - t->who_number);
    case EFFECT_TENURE_UNDER: return tenure_mask(v, 0, t->who_number);
    case EFFECT_TENURE_OVER: return tenure_mask(v, t->who_number + 1, INFINITY);
    case EFFECT_SKILL_LOW:
    case EFFECT_SKILL_HIGH:
        return skill_mask(lab_view(c->arms[base], team, 0), mark, t->who == EFFECT_SKILL_LOW);
    }
    return 0;
}

/* --- terms ------------------------------------------------------------------------------------ */

static double of_slot(const struct context *c, const struct effect_seen *seen, int arm,
                      uint32_t team, int slot)
{
    const struct lab_view *v = lab_view(c->arms[arm], team, seen->week);
    const struct lab_view *before =
        seen->since >= 0 ? lab_view(c->arms[arm], team, seen->since) : NULL;

    return effect_measure_of_slot(seen->measure, v, before, seen->week - seen->since, slot);
}

/* Is the person of the earlier look still there? When leaving is measured, those who left count. */
static bool is_seen(const struct context *c, const struct effect_seen *seen, int arm, uint32_t team,
                    int slot)
{
    const struct lab_view *v = lab_view(c->arms[arm], team, seen->week), *before;

    if (seen->since < 0)
        return v->phase[slot] >= 0;
    before = lab_view(c->arms[arm], team, seen->since);
    if (seen->measure.kind == EFFECT_LEFT)
        return before->phase[slot] >= 0;
    return v->phase[slot] >= 0 && before->phase[slot] >= 0 &&
           v->value[LAB_TENURE][slot] >= before->value[LAB_TENURE][slot];
}

/* The sum over the members of one team in one arm. false: nobody counts. */
static bool sum_of_members(const struct context *c, const struct effect_seen *seen, int arm,
                           uint32_t team, uint32_t mask, double *sum, double *n)
{
    *sum = *n = 0;
    for (int i = 0; i < LAB_SLOTS; i++) {
        if ((mask >> i & 1) == 0 || !is_seen(c, seen, arm, team, i))
            continue;
        *sum += of_slot(c, seen, arm, team, i);
        *n += 1;
    }
    return *n > 0;
}

static double of_team(const struct context *c, const struct effect_seen *seen, int arm,
                      uint32_t team)
{
    const struct lab *lab = c->x->lab;
    double now =
        effect_measure_of_team(lab, seen->measure, lab_view(c->arms[arm], team, seen->week));

    if (seen->since >= 0)
        now -=
            effect_measure_of_team(lab, seen->measure, lab_view(c->arms[arm], team, seen->since));
    return now;
}

static struct value_sums mean_of_team(const struct context *c, const struct effect_term *t,
                                      uint32_t team, double mark)
{
    const struct effect_seen *seen = &t->seen[0];
    bool members = effect_measure_of_members(seen->measure);
    double p, q = 0, np = 1, nq = 1, scale;

    if (!members)
        p = of_team(c, seen, t->arm, team);
    else if (!sum_of_members(c, seen, t->arm, team, mask_of(c, t, t->arm, team, mark), &p, &np))
        return (struct value_sums){0};
    if (t->minus < 0)
        return (struct value_sums){.k = 1, .n = np, .x = p};
    if (!members)
        q = of_team(c, seen, t->minus, team);
    else if (!sum_of_members(c, seen, t->minus, team, mask_of(c, t, t->minus, team, mark), &q, &nq))
        return (struct value_sums){0};
    scale = effect_measure_scale(c->x->lab, seen->measure);
    return (struct value_sums){.k = 1, .n = 1, .x = (p / np - q / nq) / scale};
}

/* A comparison of two weeks must be about the same person. */
static bool is_same_person(const struct context *c, const struct effect_term *t, uint32_t team,
                           int slot)
{
    int32_t first = t->seen[0].week, second = t->seen[1].week;
    const struct lab_view *v, *w;

    if (t->kind != EFFECT_R || first == second || t->seen[1].measure.kind == EFFECT_LEFT)
        return true;
    v = lab_view(c->arms[t->arm], team, first < second ? first : second);
    w = lab_view(c->arms[t->arm], team, first < second ? second : first);
    return w->value[LAB_TENURE][slot] > v->value[LAB_TENURE][slot];
}

static struct value_sums spread_of_team(const struct context *c, const struct effect_term *t,
                                        uint32_t team, double mark)
{
    uint32_t mask = mask_of(c, t, t->arm, team, mark);
    struct value_sums s = {.k = 1};

    for (int i = 0; i < LAB_SLOTS; i++) {
        double x, y = 0;

        if ((mask >> i & 1) == 0 || !is_seen(c, &t->seen[0], t->arm, team, i) ||
            (t->kind == EFFECT_R && !is_seen(c, &t->seen[1], t->arm, team, i)) ||
            !is_same_person(c, t, team, i))
            continue;
        x = of_slot(c, &t->seen[0], t->arm, team, i);
        if (t->kind == EFFECT_R)
            y = of_slot(c, &t->seen[1], t->arm, team, i);
        s.n += 1, s.x += x, s.y += y;
        s.xx += x * x, s.yy += y * y, s.xy += x * y;
    }
    if (t->kind == EFFECT_ICC && s.n > 0)
        s.y = s.x * s.x / s.n;
    return s;
}

/* --- over teams, with others held equal ------------------------------------------------------- */

/* Remove from a column what a control explains (Gram-Schmidt, one control at a time). */
static void remove_from(double *column, const double *control, uint32_t n)
{
    double dot = 0, norm = 0;

    for (uint32_t i = 0; i < n; i++)
        dot += column[i] * control[i], norm += control[i] * control[i];
    for (uint32_t i = 0; i < n && norm > 0; i++)
        column[i] -= dot / norm * control[i];
}

static void centre(double *column, uint32_t n)
{
    double sum = 0;

    for (uint32_t i = 0; i < n; i++)
        sum += column[i];
    for (uint32_t i = 0; i < n; i++)
        column[i] -= sum / n;
}

static void over_teams(const struct context *c, const struct effect_term *t, struct series *out)
{
    uint32_t n = out->teams, columns = 2 + t->controls_count;
    double *all = malloc((size_t)n * columns * sizeof *all);

    assert(all != NULL);
    for (uint32_t k = 0; k < columns; k++) {
        /* The controls come first, because each is cleared of those before it. */
        struct effect_seen seen = t->seen[k < t->controls_count ? 0 : k - t->controls_count];

        if (k < t->controls_count)
            seen = (struct effect_seen){t->controls[k], t->seen[0].week, -1};
        for (uint32_t s = 0; s < n; s++)
            all[k * n + s] = of_team(c, &seen, t->arm, s);
        centre(&all[k * n], n);
        for (uint32_t j = 0; j < k && j < t->controls_count; j++)
            remove_from(&all[k * n], &all[j * n], n);
    }
    for (uint32_t s = 0; s < n; s++) {
        double x = all[(columns - 2) * n + s], y = all[(columns - 1) * n + s];

        out->team[s] = (struct value_sums){1, 1, x, y, x * x, y * y, x * y};
    }
    free(all);
}

static void fill_series(struct context *c, uint32_t index)
{
    const struct effect_term *t = &c->formula->terms[index];
    struct series *out = &c->series[index];
    bool by_skill = t->who == EFFECT_SKILL_LOW || t->who == EFFECT_SKILL_HIGH;
    double mark = by_skill ? skill_mark(c->arms[t->minus >= 0 ? t->minus : t->arm],
                                        t->who == EFFECT_SKILL_LOW ? 1 : 2)
                           : 0;

    out->teams = c->arms[t->arm]->teams;
    out->team = calloc(out->teams, sizeof *out->team);
    assert(out->team != NULL && (t->minus < 0 || c->arms[t->minus]->teams == out->teams));
    if (t->kind == EFFECT_R_TEAMS)
        over_teams(c, t, out);
    for (uint32_t s = 0; s < out->teams && t->kind != EFFECT_R_TEAMS; s++)
        out->team[s] =
            t->kind == EFFECT_MEAN ? mean_of_team(c, t, s, mark) : spread_of_team(c, t, s, mark);
    for (uint32_t s = 0; s < out->teams; s++)
        sums_add(&out->total, &out->team[s], 1);
    if (out->teams > c->teams)
        c->teams = out->teams;
}

/* --- values ----------------------------------------------------------------------------------- */

static double correlation(const struct value_sums *s)
{
    double xx = s->xx - s->x * s->x / s->n, yy = s->yy - s->y * s->y / s->n;

    return xx > 0 && yy > 0 ? (s->xy - s->x * s->y / s->n) / sqrt(xx * yy) : 0;
}

/* One-way analysis of variance; for teams of unequal size the mean size is used. */
static double between_teams(const struct value_sums *s)
{
    double size = s->n / s->k;
    double between = (s->y - s->x * s->x / s->n) / (s->k - 1);
    double within = (s->xx - s->y) / (s->n - s->k);

    return (between - within) / (between + (size - 1) * within);
}

static double term_value(const struct effect_term *t, const struct value_sums *s)
{
    double mean = s->n > 0 ? s->x / s->n : 0;

    switch (t->kind) {
    case EFFECT_MEAN: return mean;
    case EFFECT_R:
    case EFFECT_R_TEAMS: return correlation(s);
    case EFFECT_CV: return sqrt((s->xx - s->x * s->x / s->n) / (s->n - 1)) / mean;
    case EFFECT_ICC: return between_teams(s);
    }
    return 0;
}

/* left_out: a team, or -1. */
static double node_value(const struct context *c, int node, int32_t left_out)
{
    const struct effect_node *n = &c->formula->nodes[node];
    const struct series *series;
    struct value_sums sums;

    if (n->op == '|')
        return fabs(node_value(c, n->left, left_out));
    if (n->op == '-')
        return node_value(c, n->left, left_out) - node_value(c, n->right, left_out);
    if (n->op == '+')
        return node_value(c, n->left, left_out) + node_value(c, n->right, left_out);
    if (n->op == '/')
        return node_value(c, n->left, left_out) / node_value(c, n->right, left_out);
    series = &c->series[n->left];
    sums = series->total;
    if (left_out >= 0 && (uint32_t)left_out < series->teams)
        sums_add(&sums, &series->team[left_out], -1);
    return term_value(&c->formula->terms[n->left], &sums);
}

static double node_error(const struct context *c, int node)
{
    double sum = 0, squares = 0, n = c->teams;

    for (int32_t s = 0; s < (int32_t)c->teams; s++)
        sum += node_value(c, node, s);
    for (int32_t s = 0; s < (int32_t)c->teams; s++) {
        double off = node_value(c, node, s) - sum / n;

        squares += off * off;
    }
    return sqrt(squares * (n - 1) / n);
}

/* Is it a difference or a gain, and not a level? */
static bool is_effect(const struct effect_formula *f, int node)
{
    const struct effect_node *n = &f->nodes[node];

    if (n->op == '-' || n->op == '+' || n->op == '|')
        return true;
    if (n->op == '/')
        return is_effect(f, n->left) || is_effect(f, n->right);
    return f->terms[n->left].minus >= 0 ||
           (f->terms[n->left].seen[0].since >= 0 &&
            f->terms[n->left].seen[0].measure.kind != EFFECT_LEFT) ||
           f->terms[n->left].kind == EFFECT_R || f->terms[n->left].kind == EFFECT_R_TEAMS;
}

/* A ratio of late to early says nothing if the early effect is about zero. */
static bool divides_by_nothing(const struct context *c, int node)
{
    const struct effect_node *n = &c->formula->nodes[node];
    double value;

    if (n->op == 't')
        return false;
    if (divides_by_nothing(c, n->left) || (n->right >= 0 && divides_by_nothing(c, n->right)))
        return true;
    if (n->op != '/' || !is_effect(c->formula, n->right))
        return false;
    value = fabs(node_value(c, n->right, -1));
    return !(value >= FAINT && value > LAB_Z * node_error(c, n->right));
}

bool effect_formula_is_ratio(const struct effect_formula *f)
{
    return f->nodes[f->root].op == '/' && !is_effect(f, f->root);
}

struct effect_value effect_formula_value(const struct effect_formula *formula,
                                         const struct lab_experiment *x,
                                         const struct lab_arm *const arms[EFFECT_ARMS_MAX],
                                         const struct lab_plan *const plans[EFFECT_ARMS_MAX])
{
    struct context c = {.formula = formula, .x = x, .arms = arms, .plans = plans};
    struct effect_value v;

    for (uint32_t i = 0; i < formula->terms_count; i++)
        fill_series(&c, i);
    v.value = node_value(&c, formula->root, -1);
    v.se = node_error(&c, formula->root);
    v.teams = c.teams;
    v.weak = divides_by_nothing(&c, formula->root);
    for (uint32_t i = 0; i < formula->terms_count; i++)
        free(c.series[i].team);
    return v;
}
