/* author_check.c -- a draft, compiled in memory: what is wrong with it, how it measures up,
 * and how one dilemma looks on a phone. The preview is what the compiler made, not what a page
 * thinks. */
#include "playtest/playtest.h"
#include "author/author_inside.h"

#include "protocol/writer.h"
#include "scenario/reading.h"

#include <stdlib.h>

#define SENTENCE_BYTES_MAX 512

/* ---- problems ------------------------------------------------------------------------------- */

/* "my-story/nl.json" is "nl" to its author. */
static struct bytes file_of(const struct problem *p)
{
    const char *slash = strrchr(p->file, '/');
    const char *start = slash != NULL ? slash + 1 : p->file;
    const char *dot = strrchr(start, '.');

    return (struct bytes){(const uint8_t *)start,
                          dot != NULL ? (size_t)(dot - start) : strlen(start)};
}

/* What was probably meant, of those problems that know. */
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

static void write_problem(struct writer *w, const struct catalogue *catalogue,
                          const struct problem *p, uint32_t lang)
{
    char sentence[SENTENCE_BYTES_MAX];
    struct buffer b;

    buffer_init(&b, sentence, sizeof sentence);
    problem_write(p, text_in(&catalogue->problems[p->id], lang), &b);
    writer_map(w, 6);
    writer_put_word(w, "code", problem_name(p->id));
    writer_put_word(w, "level", p->level == PROBLEM_ERROR ? "error" : "warning");
    writer_put_text(w, "file", file_of(p));
    writer_put_word(w, "path", p->path);
    writer_put_text(w, "message", buffer_bytes(&b));
    writer_put_word(w, "meant", meant_by(p));
}

void author_write_problems(struct writer *w, const struct catalogue *catalogue,
                           const struct problem_list *problems, uint32_t lang)
{
    writer_put_int(w, "errors", problems->errors);
    writer_put_int(w, "warnings", problems->warnings);
    writer_key(w, "problems");
    writer_list(w, problems->count);
    for (int level = PROBLEM_ERROR; level <= PROBLEM_WARNING; level++) {
        for (uint32_t i = 0; i < problems->count; i++) {
            if ((int)problems->items[i].level == level)
                write_problem(w, catalogue, &problems->items[i], lang);
        }
    }
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

static void write_reading(struct writer *w, const struct scenario *s, uint32_t lang)
{
    struct reading all = {0};

    for (uint32_t d = 0; d < s->dilemmas_count; d++) {
        const struct reading one = read_dilemma(&s->dilemmas[d], lang);

        all.words += one.words;
        all.sentences += one.sentences;
        all.syllables += one.syllables;
    }
    writer_map(w, 2);
    writer_put_int(w, "words", all.words);
    writer_put_int(w, "ease", reading_ease(&all, lang) / 10);
}

static void write_measures(struct writer *w, const struct scenario *s, bool playable)
{
    int32_t least = 0, most = 0;
    uint32_t options = 0;

    for (uint32_t d = 0; d < s->dilemmas_count; d++)
        options += s->dilemmas[d].options_count;
    if (playable)
        playtest_minutes(s, &least, &most);
    writer_map(w, 7);
    writer_put_int(w, "dilemmas", s->dilemmas_count);
    writer_put_int(w, "rounds", s->rounds_count);
    writer_put_int(w, "options", options);
    writer_put_int(w, "minutes_least", least);
    writer_put_int(w, "minutes_most", most);
    writer_key(w, "nl");
    write_reading(w, s, TEXT_LANG_nl);
    writer_key(w, "en");
    write_reading(w, s, TEXT_LANG_en);
}

/* ---- as a participant sees it --------------------------------------------------------------- */

static void write_story(struct writer *w, const struct text_story *story, uint32_t lang)
{
    const struct text_blocks blocks = text_story_in(story, lang);

    writer_list(w, blocks.count);
    for (uint32_t i = 0; i < blocks.count; i++) {
        const struct text_block *b = &blocks.items[i];

        writer_map(w, 6);
        writer_put_word(w, "kind", b->speech ? "speech" : "paragraph");
        writer_put_int(w, "member", b->member);
        writer_put_text(w, "name", b->name);
        writer_put_text(w, "face", b->face);
        writer_put_text(w, "portrait", b->portrait);
        writer_put_text(w, "text", b->text);
    }
}

static void write_signals(struct writer *w, const struct scenario *s,
                          const struct scenario_dilemma *d, uint32_t lang)
{
    writer_key(w, "signals");
    writer_list(w, d->signals_count);
    for (uint32_t i = 0; i < d->signals_count; i++) {
        const struct scenario_signal *signal = &d->signals[i];
        const struct scenario_member *member =
            signal->member < s->members_count ? &s->members[signal->member] : NULL;
        const struct bytes none = {NULL, 0};

        writer_map(w, 3);
        writer_put_text(w, "portrait", member != NULL ? member->face : none);
        writer_put_text(w, "name", member != NULL ? text_in(&member->name, lang) : none);
        writer_put_text(w, "text", text_in(&signal->text, lang));
    }
}

static void write_told(struct writer *w, const struct scenario_condition *when,
                       const struct text_story *story, uint32_t lang)
{
    writer_map(w, 2);
    writer_put_bool(w, "conditional", when->nodes_count > 0);
    writer_key(w, "story");
    write_story(w, story, lang);
}

static void write_option(struct writer *w, const struct scenario_option *o, uint32_t lang)
{
    writer_map(w, 4);
    writer_put_text(w, "title", text_in(&o->title, lang));
    writer_put_text(w, "text", text_in(&o->text, lang));
    writer_put_text(w, "argument", text_in(&o->argument, lang));
    writer_key(w, "consequences");
    writer_list(w, o->paragraphs_count);
    for (uint32_t p = 0; p < o->paragraphs_count; p++)
        write_told(w, &o->paragraphs[p].when, &o->paragraphs[p].story, lang);
}

static void write_dilemma(struct writer *w, const struct scenario *s, uint32_t number,
                          uint32_t lang)
{
    const struct scenario_dilemma *d = &s->dilemmas[number];

    writer_map(w, 8);
    writer_put_int(w, "number", number);
    writer_put_text(w, "title", text_in(&d->title, lang));
    writer_put_text(w, "moment", text_in(&d->moment, lang));
    writer_key(w, "situation");
    write_story(w, &d->situation, lang);
    write_signals(w, s, d, lang);
    writer_key(w, "options");
    writer_list(w, d->options_count);
    for (uint32_t o = 0; o < d->options_count; o++)
        write_option(w, &d->options[o], lang);
    writer_key(w, "questions");
    writer_list(w, d->questions_count);
    for (uint32_t q = 0; q < d->questions_count; q++)
        writer_text(w, text_in(&d->questions[q], lang));
    writer_put_text(w, "reflection", text_in(&d->reflection, lang));
}

static void write_preview(struct writer *w, const struct scenario *s, const struct draft *draft)
{
    writer_key(w, "preview");
    if (draft->show >= 0 && (uint32_t)draft->show < s->dilemmas_count)
        write_dilemma(w, s, (uint32_t)draft->show, draft->show_lang);
    else
        writer_null(w);
}

static void write_endings(struct writer *w, const struct scenario *s, uint32_t lang)
{
    writer_key(w, "endings");
    writer_list(w, s->endings_count);
    for (uint32_t e = 0; e < s->endings_count; e++)
        write_told(w, &s->endings[e].when, &s->endings[e].story, lang);
}

/* ---- whole ---------------------------------------------------------------------------------- */

static void answer(const struct author_content *content, const struct scenario *s,
                   const struct draft *draft, const struct problem_list *problems, uint32_t lang,
                   struct author_answer *out)
{
    struct buffer buffer;
    struct writer w;

    if (!author_begin(&buffer, &w, out))
        return;
    writer_map(&w, 7);
    writer_put_word(&w, "id", draft->id);
    author_write_problems(&w, content->catalogue, problems, lang);
    writer_key(&w, "measures");
    write_measures(&w, s, problems->errors == 0);
    write_preview(&w, s, draft);
    write_endings(&w, s, draft->show_lang);
    author_end(&buffer, out);
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
