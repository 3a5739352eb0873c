/* scenario_dilemma.c -- the dilemmas of a scenario: situation, signals, options, consequences. */
#include "scenario/compile.h"

#include "scenario/scenario_play.h"

#include "scenario/format.h"
#include "scenario/reading.h"

static const char *const axis_names[AXES_COUNT] = {
#define X(NAME, name) #name,
    SCENARIO_AXES(X)
#undef X
};

struct id_key {
    char text[ID_TEXT_MAX + 1];
};

static struct id_key key_of(struct bytes id)
{
    struct id_key key;

    format_text(key.text, sizeof key.text, "%b", id);
    return key;
}

void compile_length(struct compile *c, const struct text *text, const char *path, uint32_t least,
                    uint32_t most)
{
    if (c->content->problems->errors_only)
        return;
    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++) {
        const uint32_t words = reading_words(text->in[lang]);
        char texts[2][16];

        if (words == 0 || (words >= least && words <= most))
            continue;
        format_text(texts[0], sizeof texts[0], "%u", words);
        format_text(texts[1], sizeof texts[1], "%u", words < least ? least : most);
        compile_text_problem(c, lang, path, words < least ? PROBLEM_TEXT_SHORT : PROBLEM_TEXT_LONG,
                             texts[0], texts[1]);
    }
}

/* --- who it is about, signals ---------------------------------------------------------------- */

static void read_about(struct compile *c, const struct at *at, struct scenario_dilemma *d)
{
    uint32_t count;
    struct at list = at_list(at, "about", 1, MEMBERS_MAX, &count);

    for (uint32_t i = 0; i < count; i++) {
        const struct at item = at_number(&list, i);
        const int32_t member = compile_member(c, &item, at_string_here(&item));

        if (member >= 0)
            d->about |= (uint16_t)(1u << member);
    }
    list = at_list_or_none(at, "diagnose", DIAGNOSES_MAX, &count);
    for (uint32_t i = 0; i < count; i++) {
        const struct at item = at_number(&list, i);
        const struct bytes id = at_string_here(&item);
        const int32_t member = compile_member(c, &item, id);

        if (member < 0)
            continue;
        if ((d->about >> member & 1) == 0)
            at_problem_bytes(&item, PROBLEM_MEMBER_NOT_ABOUT, id, (struct bytes){NULL, 0});
        d->diagnose[d->diagnose_count++] = (uint8_t)member;
    }
}

static void read_signals(struct compile *c, const struct at *at, struct scenario_dilemma *d,
                         const char *dilemma)
{
    const struct at list = at_list_or_none(at, "signals", SIGNALS_MAX, &d->signals_count);
    struct scenario_signal *items =
        d->signals_count == 0 ? NULL
                              : arena_take(c->content->arena, d->signals_count * sizeof *items);

    d->signals = items;
    if (items == NULL)
        d->signals_count = 0;
    for (uint32_t i = 0; i < d->signals_count; i++) {
        const struct at item = at_number(&list, i);
        const struct at member = at_key(&item, "member");
        int32_t index;

        at_only_keys(&item, "id member when");
        items[i].id = at_id(&item, "id");
        index = compile_member(c, &member, at_string(&item, "member"));
        items[i].member = (uint8_t)(index < 0 ? 0 : index);
        items[i].when = compile_condition(c, &item, "when", CONDITION_NOW);
        if (items[i].id.size > 0)
            items[i].text = texts_get(&c->texts, "dilemmas", dilemma, "signals",
                                      key_of(items[i].id).text, NULL);
    }
}

/* --- options --------------------------------------------------------------------------------- */

static void read_axes(const struct at *at, struct scenario_option *o)
{
    const struct at axes = at_object(at, "axes");

    for (uint32_t i = 0; i < AXES_COUNT; i++)
        o->axes[i] = (int8_t)at_int(&axes, axis_names[i], -2, 2);
    if (axes.json != NULL)
        at_only_keys(&axes, "direction room backing");
}

static void read_paragraph(struct compile *c, const struct at *at, const char *dilemma,
                           const char *option, struct scenario_paragraph *out)
{
    struct text text;
    char path[PROBLEM_PATH_MAX];

    at_only_keys(at, "id when");
    out->id = at_id(at, "id");
    out->when = compile_condition(c, at, "when", CONDITION_CHANGE);
    if (out->id.size == 0)
        return;
    text = texts_get(&c->texts, "dilemmas", dilemma, "options", option, "consequences",
                     key_of(out->id).text, NULL);
    format_text(path, sizeof path, "dilemmas.%s.options.%s.consequences.%s", dilemma, option,
                key_of(out->id).text);
    out->story = compile_story(c, &text, path);
    compile_length(c, &text, path, 4, 90);
}

/* What may be told together after an option: with all of them, if every condition holds. */
static void check_told(struct compile *c, const struct scenario_option *o, const char *dilemma,
                       const char *option)
{
    char path[PROBLEM_PATH_MAX];

    format_text(path, sizeof path, "dilemmas.%s.options.%s.consequences", dilemma, option);
    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++) {
        uint32_t given = 0;

        for (uint32_t i = 0; i < o->paragraphs_count; i++)
            given += text_story_in(&o->paragraphs[i].story, lang).count;
        compile_paragraphs(c, lang, path, given, TOLD_BLOCKS_MAX);
    }
}

static void read_paragraphs(struct compile *c, const struct at *at, const char *dilemma,
                            const char *option, struct scenario_option *o)
{
    const struct at list = at_list(at, "consequences", 1, PARAGRAPHS_MAX, &o->paragraphs_count);
    struct scenario_paragraph *items =
        o->paragraphs_count == 0
            ? NULL
            : arena_take(c->content->arena, o->paragraphs_count * sizeof *items);
    bool always = false;

    o->paragraphs = items;
    if (items == NULL)
        o->paragraphs_count = 0;
    for (uint32_t i = 0; i < o->paragraphs_count; i++) {
        const struct at item = at_number(&list, i);

        read_paragraph(c, &item, dilemma, option, &items[i]);
        always = always || !at_has(&item, "when");
        for (uint32_t j = 0; j < i; j++) {
            if (items[i].id.size > 0 && bytes_equal(items[i].id, items[j].id))
                at_problem_bytes(&item, PROBLEM_ID_TWICE, items[i].id, (struct bytes){NULL, 0});
        }
    }
    if (list.json != NULL && !always)
        at_problem(&list, PROBLEM_STORY_MAY_BE_EMPTY, NULL, NULL, NULL);
    check_told(c, o, dilemma, option);
}

/* Only what is told has words, for one way or for both. */
static bool is_told(const struct catalogue *catalogue, int term)
{
    return catalogue->causes[term][0].title.in[0].size > 0 ||
           catalogue->causes[term][1].title.in[0].size > 0;
}

/* A mechanism by its name in the list of terms (sim_why.h), and the sentence for it. */
static void read_because(struct compile *c, const struct at *at, const struct scenario_dilemma *d,
                         const char *dilemma, const char *option, struct scenario_option *o)
{
    uint32_t count;
    const struct at list = at_list_or_none(at, "because", BECAUSE_MAX, &count);
    const char *terms[SIM_TERMS_COUNT];

    for (int i = 0; i < SIM_TERMS_COUNT; i++)
        terms[i] = is_told(c->scenario->catalogue, i) ? sim_term_name(i) : "";
    for (uint32_t i = 0; i < count; i++) {
        const struct at item = at_number(&list, i);
        struct scenario_because *because = &o->because[i];
        struct bytes id;
        char path[PROBLEM_PATH_MAX];

        at_only_keys(&item, "id by helped members");
        id = at_id(&item, "id");
        because->term = (uint16_t)at_word(&item, "by", terms, SIM_TERMS_COUNT);
        because->helped = at_bool_or(&item, "helped", true);
        because->members = compile_members(c, &item, d->about);
        if (id.size == 0)
            continue;
        because->text = texts_get(&c->texts, "dilemmas", dilemma, "options", option, "because",
                                  key_of(id).text, NULL);
        format_text(path, sizeof path, "dilemmas.%s.options.%s.because.%s", dilemma, option,
                    key_of(id).text);
        compile_length(c, &because->text, path, 4, 30);
    }
    o->because_count = count;
}

static void read_option(struct compile *c, const struct at *at, const struct scenario_dilemma *d,
                        const char *dilemma, struct scenario_option *o)
{
    char path[PROBLEM_PATH_MAX];
    struct id_key key;

    at_only_keys(at, "id start axes consequences because");
    o->id = at_id(at, "id");
    key = key_of(o->id);
    o->starts_count = compile_starts(c, at, "start", false, 1, d->about, o->starts);
    read_axes(at, o);
    if (o->id.size == 0)
        return;
    o->title = texts_get(&c->texts, "dilemmas", dilemma, "options", key.text, "title", NULL);
    o->text = texts_get(&c->texts, "dilemmas", dilemma, "options", key.text, "text", NULL);
    o->argument = texts_get(&c->texts, "dilemmas", dilemma, "options", key.text, "argument", NULL);
    read_paragraphs(c, at, dilemma, key.text, o);
    read_because(c, at, d, dilemma, key.text, o);
    format_text(path, sizeof path, "dilemmas.%s.options.%s.title", dilemma, key.text);
    compile_length(c, &o->title, path, 1, 6);
    format_text(path, sizeof path, "dilemmas.%s.options.%s.text", dilemma, key.text);
    compile_length(c, &o->text, path, 5, 30);
    format_text(path, sizeof path, "dilemmas.%s.options.%s.argument", dilemma, key.text);
    compile_length(c, &o->argument, path, 5, 40);
}

static bool starts_same(const struct scenario_option *a, const struct scenario_option *b)
{
    if (a->starts_count != b->starts_count || a->starts_count == 0)
        return false;
    for (uint32_t i = 0; i < a->starts_count; i++) {
        const struct scenario_start *x = &a->starts[i], *y = &b->starts[i];

        if (x->pulse != y->pulse || x->mask != y->mask || x->hours != y->hours ||
            x->weeks != y->weeks || x->up != y->up || x->forced != y->forced)
            return false;
    }
    return true;
}

static void read_options(struct compile *c, const struct at *at, struct scenario_dilemma *d,
                         const char *dilemma)
{
    const struct at list = at_list(at, "options", 3, OPTIONS_MAX, &d->options_count);

    for (uint32_t i = 0; i < d->options_count; i++) {
        const struct at item = at_number(&list, i);

        read_option(c, &item, d, dilemma, &d->options[i]);
        for (uint32_t j = 0; j < i; j++) {
            if (d->options[i].id.size > 0 && bytes_equal(d->options[i].id, d->options[j].id))
                at_problem_bytes(&item, PROBLEM_ID_TWICE, d->options[i].id,
                                 (struct bytes){NULL, 0});
            else if (starts_same(&d->options[i], &d->options[j]))
                at_problem_bytes(&item, PROBLEM_OPTION_SAME, d->options[j].id, d->options[i].id);
        }
    }
}

/* --- a dilemma ------------------------------------------------------------------------------- */

static void read_background(struct compile *c, const struct at *at, struct scenario_dilemma *d)
{
    const struct catalogue *k = c->scenario->catalogue;
    uint32_t count;
    const struct at list = at_list(at, "background", 1, BACKGROUNDS_MAX, &count);

    for (uint32_t i = 0; i < count; i++) {
        const struct at item = at_number(&list, i);
        const struct bytes id = at_string_here(&item);
        const int32_t index = catalogue_find_reference(k, id);
        struct nearest nearest = nearest_begin(id);

        if (index >= 0) {
            d->backgrounds[d->backgrounds_count++] = (uint16_t)index;
            continue;
        }
        for (uint32_t j = 0; j < k->references_count; j++)
            nearest_try(&nearest, k->references[j].id);
        if (id.data != NULL)
            at_problem_bytes(&item, PROBLEM_SOURCE_UNKNOWN, id, nearest.best);
    }
}

static void read_dilemma_texts(struct compile *c, struct scenario_dilemma *d, const char *id)
{
    struct text situation;
    char path[PROBLEM_PATH_MAX];

    d->title = texts_get(&c->texts, "dilemmas", id, "title", NULL);
    d->moment = texts_get(&c->texts, "dilemmas", id, "moment", NULL);
    situation = texts_get(&c->texts, "dilemmas", id, "situation", NULL);
    format_text(path, sizeof path, "dilemmas.%s.situation", id);
    d->situation = compile_story(c, &situation, path);
    compile_length(c, &situation, path, 60, 130);
    format_text(path, sizeof path, "dilemmas.%s.title", id);
    compile_length(c, &d->title, path, 1, 7);
    d->questions_count = texts_list(&c->texts, QUESTIONS_MIN, QUESTIONS_MAX, d->questions,
                                    "dilemmas", id, "questions", NULL);
    d->reflection = texts_get(&c->texts, "dilemmas", id, "reflection", NULL);
}

static void read_dilemma(struct compile *c, const struct at *at, struct scenario_dilemma *d)
{
    struct id_key key;

    at_only_keys(at, "id when weeks about diagnose happenings signals options background");
    d->id = at_id(at, "id");
    if (d->id.size > 0 && scenario_find_dilemma(c->scenario, d->id) >= 0)
        at_problem_bytes(at, PROBLEM_ID_TWICE, d->id, (struct bytes){NULL, 0});
    d->weeks = at_int_or(at, "weeks", 1, 12, c->scenario->weeks_per_round);
    read_about(c, at, d);
    d->when = compile_condition(c, at, "when", CONDITION_NOW);
    d->happenings_count = compile_starts(c, at, "happenings", true, 0, d->about, d->happenings);
    read_background(c, at, d);
    key = key_of(d->id);
    if (d->id.size == 0)
        return;
    read_dilemma_texts(c, d, key.text);
    read_signals(c, at, d, key.text);
    read_options(c, at, d, key.text);
}

void compile_dilemmas(struct compile *c, const struct at *root)
{
    uint32_t count;
    const struct at list = at_list(root, "dilemmas", 1, DILEMMAS_MAX, &count);
    struct scenario_dilemma *items =
        count == 0 ? NULL : arena_take(c->content->arena, count * sizeof *items);

    c->scenario->dilemmas = items;
    for (uint32_t i = 0; items != NULL && i < count; i++) {
        const struct at at = at_number(&list, i);

        read_dilemma(c, &at, &items[i]);
        c->scenario->dilemmas_count = i + 1;
    }
}

/* --- reading level --------------------------------------------------------------------------- */

#define EASE_WANTED 600 /* Tenths: 60 is plain language. */

static struct reading read_all(const struct scenario_dilemma *d, uint32_t lang)
{
    struct reading r = {0};

    reading_add_story(&r, &d->situation, lang);
    for (uint32_t i = 0; i < d->options_count; i++) {
        const struct scenario_option *o = &d->options[i];

        reading_add(&r, o->text.in[lang], lang);
        reading_add(&r, o->argument.in[lang], lang);
        for (uint32_t p = 0; p < o->paragraphs_count; p++)
            reading_add_story(&r, &o->paragraphs[p].story, lang);
    }
    for (uint32_t i = 0; i < d->questions_count; i++)
        reading_add(&r, d->questions[i].in[lang], lang);
    return r;
}

void compile_reading(struct compile *c)
{
    if (c->content->problems->errors_only)
        return;
    for (uint32_t i = 0; i < c->scenario->dilemmas_count; i++) {
        for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++) {
            const struct reading r = read_all(&c->scenario->dilemmas[i], lang);
            const int32_t ease = reading_ease(&r, lang);
            char path[PROBLEM_PATH_MAX], texts[2][16];

            if (ease >= EASE_WANTED)
                continue;
            format_text(path, sizeof path, "dilemmas.%s", key_of(c->scenario->dilemmas[i].id).text);
            format_text(texts[0], sizeof texts[0], "%d", ease / 10);
            format_text(texts[1], sizeof texts[1], "%d", EASE_WANTED / 10);
            compile_text_problem(c, lang, path, PROBLEM_TEXT_HARD, texts[0], texts[1]);
        }
    }
}
