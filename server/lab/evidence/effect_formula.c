/* effect_formula.c -- reads a formula. effect_value.c computes its value. */
#include "lab/evidence/effect_formula.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct formula_reader {
    const char *at;
    int32_t week;
    struct effect_formula *out;
    enum effect_formula_error error;
};

static int read_sum(struct formula_reader *r);

static int fail(struct formula_reader *r, enum effect_formula_error error)
{
    if (r->error == EFFECT_FORMULA_OK)
        r->error = error;
    return -1;
}

static void skip(struct formula_reader *r)
{
    while (*r->at == ' ')
        r->at++;
}

static bool take(struct formula_reader *r, const char *token)
{
    skip(r);
    if (strncmp(r->at, token, strlen(token)) != 0)
        return false;
    r->at += strlen(token);
    return true;
}

static void expect(struct formula_reader *r, const char *token)
{
    if (!take(r, token))
        fail(r, EFFECT_FORMULA_MALFORMED);
}

static int32_t read_number(struct formula_reader *r)
{
    char *end;
    long value = strtol(r->at, &end, 10);

    if (end == r->at || value < 0 || value > 1000)
        return fail(r, EFFECT_FORMULA_MALFORMED);
    r->at = end;
    return (int32_t)value;
}

static size_t word_bytes(const char *text)
{
    size_t bytes = 0;

    while (isalnum((unsigned char)text[bytes]) || text[bytes] == '_')
        bytes++;
    return bytes;
}

static struct effect_measure read_measure(struct formula_reader *r)
{
    struct effect_measure measure = {EFFECT_MEMBER, 0};
    size_t bytes;

    skip(r);
    bytes = word_bytes(r->at);
    if (bytes == 0 || bytes >= sizeof r->out->unknown) {
        fail(r, EFFECT_FORMULA_MALFORMED);
    } else if (!effect_measure_find(r->at, bytes, &measure)) {
        memcpy(r->out->unknown, r->at, bytes);
        r->out->unknown[bytes] = '\0';
        fail(r, EFFECT_FORMULA_UNKNOWN);
    }
    r->at += bytes;
    return measure;
}

/* "@8" or "@0..8" or nothing. */
static void read_weeks(struct formula_reader *r, struct effect_seen *seen)
{
    seen->week = r->week;
    seen->since = -1;
    if (*r->at != '@')
        return;
    r->at++;
    seen->week = read_number(r);
    if (take(r, "..")) {
        seen->since = seen->week;
        seen->week = read_number(r);
    }
}

static int read_arm(struct formula_reader *r)
{
    skip(r);
    if (*r->at < 'a' || *r->at >= 'a' + EFFECT_ARMS_MAX)
        return fail(r, EFFECT_FORMULA_MALFORMED);
    return *r->at++ - 'a';
}

static void read_who(struct formula_reader *r, struct effect_term *term)
{
    static const struct {
        const char *word;
        enum effect_who who;
        bool number;
    } words[] = {
        {"joined", EFFECT_JOINED, false},        {"stayed", EFFECT_STAYED, false},
        {"first:", EFFECT_FIRST, true},          {"last:", EFFECT_LAST, true},
        {"skill:low", EFFECT_SKILL_LOW, false},  {"skill:high", EFFECT_SKILL_HIGH, false},
        {"tenure:<", EFFECT_TENURE_UNDER, true}, {"tenure:>", EFFECT_TENURE_OVER, true},
    };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (!take(r, words[i].word))
            continue;
        term->who = words[i].who;
        if (words[i].number)
            term->who_number = read_number(r);
        if ((term->who == EFFECT_FIRST || term->who == EFFECT_LAST) &&
            term->who_number > LAB_MEMBERS)
            fail(r, EFFECT_FORMULA_MALFORMED);
        return;
    }
    fail(r, EFFECT_FORMULA_MALFORMED);
}

/* --- terms ------------------------------------------------------------------------------------ */

static void read_controls(struct formula_reader *r, struct effect_term *term)
{
    skip(r);
    while (isupper((unsigned char)*r->at) && term->controls_count < EFFECT_CONTROLS_MAX) {
        term->controls[term->controls_count++] = read_measure(r);
        skip(r);
    }
}

/* After "r(", "rt(", "cv(" or "icc(". */
static void read_over_all(struct formula_reader *r, struct effect_term *term, int measures)
{
    for (int k = 0; k < measures; k++) {
        if (k > 0)
            expect(r, ",");
        term->seen[k].measure = read_measure(r);
        read_weeks(r, &term->seen[k]);
    }
    expect(r, ";");
    term->arm = read_arm(r);
    if (take(r, ";")) {
        if (term->kind == EFFECT_R_TEAMS)
            read_controls(r, term);
        else
            read_who(r, term);
    }
    expect(r, ")");
}

/* After "performance(". */
static void read_mean(struct formula_reader *r, struct effect_term *term)
{
    term->arm = read_arm(r);
    if (take(r, "-"))
        term->minus = read_arm(r);
    if (take(r, ";"))
        read_who(r, term);
    expect(r, ")");
    read_weeks(r, &term->seen[0]);
}

/* A term over members needs a measure that each member has; `left` needs two weeks to compare. */
static bool term_makes_sense(const struct effect_term *term)
{
    for (int k = 0; k < (term->kind == EFFECT_R || term->kind == EFFECT_R_TEAMS ? 2 : 1); k++) {
        struct effect_measure m = term->seen[k].measure;

        if (m.kind == EFFECT_LEFT && term->seen[k].since < 0)
            return false;
        if (term->seen[k].since >= term->seen[k].week)
            return false;
        if (term->kind == EFFECT_R && !effect_measure_of_members(m) && m.kind != EFFECT_FACTOR)
            return false;
        if ((term->kind == EFFECT_CV || term->kind == EFFECT_ICC) && m.kind != EFFECT_MEMBER)
            return false;
        if (term->who != EFFECT_EVERYBODY && term->kind == EFFECT_MEAN &&
            !effect_measure_of_members(m))
            return false;
    }
    return true;
}

static int add_node(struct formula_reader *r, struct effect_node node)
{
    if (r->out->nodes_count == EFFECT_NODES_MAX)
        return fail(r, EFFECT_FORMULA_MALFORMED);
    r->out->nodes[r->out->nodes_count] = node;
    return (int)r->out->nodes_count++;
}

static int read_term(struct formula_reader *r)
{
    static const struct {
        const char *word;
        enum effect_term_kind kind;
        int measures;
    } over_all[] = {{"rt(", EFFECT_R_TEAMS, 2},
                    {"r(", EFFECT_R, 2},
                    {"cv(", EFFECT_CV, 1},
                    {"icc(", EFFECT_ICC, 1}};
    struct effect_term term = {.kind = EFFECT_MEAN, .minus = -1};
    bool found = false;

    for (size_t i = 0; i < sizeof over_all / sizeof over_all[0] && !found; i++) {
        found = take(r, over_all[i].word);
        if (found) {
            term.kind = over_all[i].kind;
            read_over_all(r, &term, over_all[i].measures);
        }
    }
    if (!found) {
        term.seen[0].measure = read_measure(r);
        expect(r, "(");
        read_mean(r, &term);
    }
    if (r->error != EFFECT_FORMULA_OK)
        return -1;
    if (!term_makes_sense(&term) || r->out->terms_count == EFFECT_TERMS_MAX)
        return fail(r, EFFECT_FORMULA_MALFORMED);
    r->out->terms[r->out->terms_count] = term;
    return add_node(r, (struct effect_node){'t', (int)r->out->terms_count++, -1});
}

/* --- sums and ratios -------------------------------------------------------------------------- */

static int read_atom(struct formula_reader *r)
{
    int inner;

    if (take(r, "(")) {
        inner = read_sum(r);
        expect(r, ")");
        return inner;
    }
    if (take(r, "|")) {
        inner = read_sum(r);
        expect(r, "|");
        return add_node(r, (struct effect_node){'|', inner, -1});
    }
    return read_term(r);
}

static int read_ratio(struct formula_reader *r)
{
    int left = read_atom(r);

    while (r->error == EFFECT_FORMULA_OK && take(r, "/"))
        left = add_node(r, (struct effect_node){'/', left, read_atom(r)});
    return left;
}

static int read_sum(struct formula_reader *r)
{
    int left = read_ratio(r);

    while (r->error == EFFECT_FORMULA_OK) {
        char op = take(r, "-") ? '-' : take(r, "+") ? '+' : '\0';

        if (op == '\0')
            break;
        left = add_node(r, (struct effect_node){op, left, read_ratio(r)});
    }
    return left;
}

enum effect_formula_error effect_formula_read(const char *text, int32_t week,
                                              struct effect_formula *out)
{
    struct formula_reader r = {.at = text, .week = week, .out = out};

    memset(out, 0, sizeof *out);
    out->root = read_sum(&r);
    skip(&r);
    if (*r.at != '\0')
        fail(&r, EFFECT_FORMULA_MALFORMED);
    return r.error;
}

/* --- what it asks ----------------------------------------------------------------------------- */

static bool add_week(int32_t week, int32_t weeks[LAB_WEEKS_MAX + 1], uint32_t *count)
{
    uint32_t i = *count;

    for (uint32_t k = 0; k < *count; k++)
        if (weeks[k] == week)
            return true;
    if (week < 0)
        return true;
    if (*count == LAB_WEEKS_MAX)
        return false;
    for (; i > 0 && weeks[i - 1] > week; i--)
        weeks[i] = weeks[i - 1];
    weeks[i] = week;
    weeks[++*count] = -1;
    return true;
}

bool effect_formula_weeks(const struct effect_formula *f, int arm, int32_t weeks[LAB_WEEKS_MAX + 1],
                          uint32_t *count)
{
    for (uint32_t i = 0; i < f->terms_count; i++) {
        const struct effect_term *t = &f->terms[i];
        bool from_start = t->who == EFFECT_SKILL_LOW || t->who == EFFECT_SKILL_HIGH;

        if (t->arm != arm && t->minus != arm)
            continue;
        for (int k = 0; k < 2; k++) {
            bool used = k == 0 || t->kind == EFFECT_R || t->kind == EFFECT_R_TEAMS;

            if (used && (!add_week(t->seen[k].week, weeks, count) ||
                         !add_week(t->seen[k].since, weeks, count)))
                return false;
        }
        if (from_start && !add_week(0, weeks, count))
            return false;
    }
    return true;
}

bool effect_formula_uses(const struct effect_formula *f, int arm)
{
    for (uint32_t i = 0; i < f->terms_count; i++)
        if (f->terms[i].arm == arm || f->terms[i].minus == arm)
            return true;
    return false;
}
