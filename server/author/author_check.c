/* author_check.c -- a draft, compiled in memory: what is wrong with it, how it measures up, and how
 * one dilemma looks on a phone. The preview shows what the compiler made, so it is what players
 * will see. */
#include "playtest/playtest.h"
#include "author/author_inside.h"

#include "scenario/price.h"
#include "scenario/reading.h"

#include <stdlib.h>

#define SENTENCE_BYTES_MAX 512

/* ---- problems ------------------------------------------------------------------------------- */

/* An author knows "my-story/nl.json" as "nl". */
static uint8_t file_of(const struct problem *p)
{
    const char *slash = strrchr(p->file, '/');
    const char *start = slash != NULL ? slash + 1 : p->file;
    const char *dot = strrchr(start, '.');

    const struct bytes name = {(const uint8_t *)start,
                               dot != NULL ? (size_t)(dot - start) : strlen(start)};
    uint8_t file = STORY_FILE_SCENARIO;

    story_file_parse(name, &file);
    return file;
}

/* What was probably meant, if the problem knows that. */
static const char *meant_by(const struct problem *p)
{
    switch (p->id) {
    case PROBLEM_KEY_UNKNOWN:
    case PROBLEM_WORD_UNKNOWN:
    case PROBLEM_MEMBER_UNKNOWN:
    case PROBLEM_PULSE_UNKNOWN:
    case PROBLEM_INTERVENTION_UNKNOWN:
    case PROBLEM_DILEMMA_UNKNOWN:
    case PROBLEM_CARD_UNKNOWN:
    case PROBLEM_SOURCE_UNKNOWN:
    case PROBLEM_VARIABLE_UNKNOWN:
    case PROBLEM_FACE_UNKNOWN:
    case PROBLEM_PORTRAIT_UNKNOWN: return p->parameter[1];
    default: return "";
    }
}

static struct body_trouble trouble_of(struct arena *arena, const struct catalogue *catalogue,
                                      const struct problem *p, uint32_t lang)
{
    char sentence[SENTENCE_BYTES_MAX];
    struct buffer b;

    buffer_init(&b, sentence, sizeof sentence);
    problem_write(p, text_in(&catalogue->problems[p->id], lang), &b);
    return (struct body_trouble){.code = bytes_of(problem_name(p->id)),
                                 .level = p->level == PROBLEM_ERROR ? TROUBLE_LEVEL_ERROR
                                                                    : TROUBLE_LEVEL_WARNING,
                                 .file = file_of(p),
                                 .path = bytes_of(p->path),
                                 .message = arena_copy(arena, buffer_bytes(&b)),
                                 .meant = bytes_of(meant_by(p))};
}

struct body_troubles author_troubles(struct arena *arena, const struct catalogue *catalogue,
                                     const struct problem_list *problems, uint32_t lang)
{
    uint32_t room, count = 0;
    struct body_trouble *items = arena_list(arena, problems->count, sizeof *items, &room);

    for (int level = PROBLEM_ERROR; level <= PROBLEM_WARNING; level++) {
        for (uint32_t i = 0; i < room; i++) {
            if ((int)problems->items[i].level == level)
                items[count++] = trouble_of(arena, catalogue, &problems->items[i], lang);
        }
    }
    return (struct body_troubles){
        .errors = problems->errors, .warnings = problems->warnings, .problems = {items, count}};
}

/* ---- measures ------------------------------------------------------------------------------- */

static struct reading read_dilemma(const struct scenario_dilemma *d, uint32_t lang)
{
    struct reading r = {0};

    reading_add_story(&r, &d->situation, lang);
    for (uint32_t o = 0; o < d->options_count; o++) {
        reading_add(&r, d->options[o].text.in[lang], lang);
        for (uint32_t p = 0; p < d->options[o].paragraphs_count; p++)
            reading_add_story(&r, &d->options[o].paragraphs[p].story, lang);
    }
    return r;
}

static struct body_reading reading_of(const struct scenario *s, uint32_t lang)
{
    struct reading all = {0};

    for (uint32_t d = 0; d < s->dilemmas_count; d++) {
        const struct reading one = read_dilemma(&s->dilemmas[d], lang);

        all.words += one.words;
        all.sentences += one.sentences;
        all.syllables += one.syllables;
    }
    return (struct body_reading){.words = all.words, .ease = reading_ease(&all, lang) / 10};
}

static struct body_measures measures_of(const struct scenario *s, bool playable)
{
    struct body_measures out = {.dilemmas = s->dilemmas_count, .rounds = s->rounds_count};
    int32_t least = 0, most = 0;

    for (uint32_t d = 0; d < s->dilemmas_count; d++)
        out.options += s->dilemmas[d].options_count;
    if (playable)
        playtest_minutes(s, &least, &most);
    out.minutes_least = least;
    out.minutes_most = most;
    return out;
}

/* ---- as a participant sees it --------------------------------------------------------------- */

/* What is shown, in one language. */
struct showing {
    struct arena *arena;
    const struct scenario *scenario;
    uint32_t lang;
};

static struct body_story_block *blocks_of(const struct showing *v, const struct text_story *story,
                                          uint32_t *count)
{
    const struct text_blocks blocks = text_story_in(story, v->lang);
    struct body_story_block *items = arena_list(v->arena, blocks.count, sizeof *items, count);

    for (uint32_t i = 0; i < *count; i++) {
        const struct text_block *b = &blocks.items[i];

        items[i] = (struct body_story_block){.kind = b->speech ? BLOCK_SPEECH : BLOCK_PARAGRAPH,
                                             .member = b->member,
                                             .name = b->name,
                                             .face = b->face,
                                             .portrait = b->portrait,
                                             .text = b->text};
    }
    return items;
}

static struct body_draft_signal *signals_of(const struct showing *v,
                                            const struct scenario_dilemma *d, uint32_t *count)
{
    const struct scenario *s = v->scenario;
    struct body_draft_signal *items = arena_list(v->arena, d->signals_count, sizeof *items, count);

    for (uint32_t i = 0; i < *count; i++) {
        const struct scenario_signal *signal = &d->signals[i];

        items[i].text = text_in(&signal->text, v->lang);
        if (signal->member < s->members_count) {
            items[i].portrait = s->members[signal->member].face;
            items[i].name = text_in(&s->members[signal->member].name, v->lang);
        }
    }
    return items;
}

static struct body_told told_of(const struct showing *v, const struct scenario_condition *when,
                                const struct text_story *story)
{
    struct body_told told = {.conditional = when->nodes_count > 0};

    told.story.items = blocks_of(v, story, &told.story.count);
    return told;
}

static struct body_told *consequences_of(const struct showing *v, const struct scenario_option *o,
                                         uint32_t *count)
{
    struct body_told *items = arena_list(v->arena, o->paragraphs_count, sizeof *items, count);

    for (uint32_t p = 0; p < *count; p++)
        items[p] = told_of(v, &o->paragraphs[p].when, &o->paragraphs[p].story);
    return items;
}

static const struct body_draft_price *price_of(const struct showing *v,
                                               const struct scenario_option *option)
{
    const struct scenario_price price = scenario_price_of(v->scenario, option);
    uint32_t count;
    struct body_draft_price *out = arena_list(v->arena, 1, sizeof *out, &count);
    static const struct body_draft_price none;

    if (count == 0)
        return &none;
    *out = (struct body_draft_price){.hours = price.hours,
                                     .weeks = price.weeks,
                                     .money = price.money,
                                     .load = price.load,
                                     .less = price.less,
                                     .more = price.more};
    return out;
}

static struct body_draft_option *options_of(const struct showing *v,
                                            const struct scenario_dilemma *d, uint32_t *count)
{
    struct body_draft_option *items = arena_list(v->arena, d->options_count, sizeof *items, count);

    for (uint32_t o = 0; o < *count; o++) {
        const struct scenario_option *option = &d->options[o];

        items[o] = (struct body_draft_option){.title = text_in(&option->title, v->lang),
                                              .text = text_in(&option->text, v->lang),
                                              .argument = text_in(&option->argument, v->lang),
                                              .price = price_of(v, option)};
        items[o].consequences.items = consequences_of(v, option, &items[o].consequences.count);
    }
    return items;
}

static struct bytes *questions_of(const struct showing *v, const struct scenario_dilemma *d,
                                  uint32_t *count)
{
    struct bytes *items = arena_list(v->arena, d->questions_count, sizeof *items, count);

    for (uint32_t q = 0; q < *count; q++)
        items[q] = text_in(&d->questions[q], v->lang);
    return items;
}

static struct body_draft_dilemma dilemma_of(const struct showing *v, uint32_t number)
{
    const struct scenario_dilemma *d = &v->scenario->dilemmas[number];
    struct body_draft_dilemma out = {.number = number,
                                     .title = text_in(&d->title, v->lang),
                                     .moment = text_in(&d->moment, v->lang),
                                     .reflection = text_in(&d->reflection, v->lang)};

    out.situation.items = blocks_of(v, &d->situation, &out.situation.count);
    out.signals.items = signals_of(v, d, &out.signals.count);
    out.options.items = options_of(v, d, &out.options.count);
    out.questions.items = questions_of(v, d, &out.questions.count);
    return out;
}

static struct body_told *endings_of(const struct showing *v, uint32_t *count)
{
    const struct scenario *s = v->scenario;
    struct body_told *items = arena_list(v->arena, s->endings_count, sizeof *items, count);

    for (uint32_t e = 0; e < *count; e++)
        items[e] = told_of(v, &s->endings[e].when, &s->endings[e].story);
    return items;
}

/* ---- whole ---------------------------------------------------------------------------------- */

static void tell(const struct author_content *content, const struct showing *v,
                 const struct draft *draft, const struct problem_list *problems, uint32_t lang,
                 struct author_answer *out)
{
    const struct scenario *s = v->scenario;
    const bool shown = draft->show >= 0 && (uint32_t)draft->show < s->dilemmas_count;
    struct body_measures measures = measures_of(s, problems->errors == 0);
    const struct body_reading nl = reading_of(s, TEXT_LANG_nl), en = reading_of(s, TEXT_LANG_en);
    const struct body_troubles troubles =
        author_troubles(v->arena, content->catalogue, problems, lang);
    struct body_draft_dilemma preview;
    struct body_draft_checked body = {
        .troubles = &troubles, .id = bytes_of(draft->id), .measures = &measures};

    measures.nl = &nl;
    measures.en = &en;
    if (shown) {
        preview = dilemma_of(v, (uint32_t)draft->show);
        body.preview = &preview;
    }
    body.endings.items = endings_of(v, &body.endings.count);
    author_tell(out, v->arena, &body_draft_checked, &body);
}

static void answer(const struct author_content *content, const struct scenario *s,
                   const struct draft *draft, const struct problem_list *problems, uint32_t lang,
                   struct author_answer *out)
{
    const struct showing v = {arena_open(), s, draft->show_lang};

    if (v.arena == NULL)
        out->fault = FAULT_BUSY;
    else
        tell(content, &v, draft, problems, lang, out);
    arena_close(v.arena);
}

void author_check(const struct author_content *content, struct bytes body, uint32_t lang,
                  struct author_answer *out)
{
    struct problem_list *problems = calloc(1, sizeof *problems);
    struct scenario *scenario = NULL;
    struct draft draft;
    struct content_reader reader;

    out->fault = problems == NULL ? FAULT_BUSY : FAULT_NONE;
    if (problems != NULL && author_cut(body, &draft, out)) {
        reader = draft_reader(&draft);
        if (scenario_compile_draft(&reader, content->catalogue, draft.id, &scenario, problems) ==
            RESULT_NO_MEMORY)
            out->fault = FAULT_BUSY;
        else
            answer(content, scenario, &draft, problems, lang, out);
    }
    scenario_free(scenario);
    free(problems);
}
