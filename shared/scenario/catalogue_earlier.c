/* catalogue_earlier.c -- what an earlier catalogue lacks and takes from today's as a whole, because
 * its parts belong together. Single texts are taken by content_texts.c. */
#include "scenario/catalogue_compile.h"

static struct text copy_of(struct catalogue_compile *c, const struct text *text)
{
    struct text copy;

    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++)
        copy.in[lang] = arena_copy(c->content.arena, text->in[lang]);
    return copy;
}

static void copy_texts(struct catalogue_compile *c, struct text *texts, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        texts[i] = copy_of(c, &texts[i]);
}

struct catalogue_cause catalogue_cause_of_today(struct catalogue_compile *c, int term,
                                                uint32_t side)
{
    struct catalogue_cause cause = c->today->causes[term][side];

    copy_texts(c, &cause.title, 1);
    copy_texts(c, &cause.text, 1);
    copy_texts(c, cause.variants, CAUSE_VARIANTS_MAX);
    copy_texts(c, &cause.source, 1);
    return cause;
}

struct catalogue_words catalogue_words_of_today(struct catalogue_compile *c,
                                                const struct catalogue_words *today)
{
    struct catalogue_words words = *today;

    copy_texts(c, &words.name, 1);
    copy_texts(c, words.level, FIGURE_LEVELS_MAX);
    copy_texts(c, words.change, 4);
    return words;
}
