/* workplace_test.c -- stock sentences fit the place where a story plays: no desk for a gardener, no
 * roster for a class. */
#include "scenario/workplace.h"
#include "small.h"

#include "test.h"

#include <string.h>

/* Words that only fit some places; a sentence with one of them must say which. Lower case. */
static const struct {
    const char *word;
    enum workplace kind;
} only_at[] = {
    {"bureau", WORKPLACE_DESK},
    {"desk", WORKPLACE_DESK},
    {"dossier", WORKPLACE_DESK},
    {"files", WORKPLACE_DESK},
    {"toetsenbord", WORKPLACE_DESK},
    {"keyboard", WORKPLACE_DESK},
    {"agenda", WORKPLACE_DESK},
    {"diary", WORKPLACE_DESK},
    {"calendar", WORKPLACE_DESK},
    {"formulier", WORKPLACE_DESK},
    {"version of a form", WORKPLACE_DESK},
    {"dropping a form", WORKPLACE_DESK},
    {"de mail", WORKPLACE_DESK},
    {"the mail", WORKPLACE_DESK},
    {"la liggen", WORKPLACE_DESK},
    {"drawer", WORKPLACE_DESK},
    {"dienst", WORKPLACE_SHIFTS},
    {"shift", WORKPLACE_SHIFTS},
    {"klant", WORKPLACE_CLIENTS},
    {"customer", WORKPLACE_CLIENTS},
    {"klus", WORKPLACE_HANDS},
    {"handgre", WORKPLACE_HANDS},
    {"gereedschap", WORKPLACE_HANDS},
    {"tools", WORKPLACE_HANDS},
};
#define WORDS_COUNT (sizeof only_at / sizeof only_at[0])

static bool contains(struct bytes text, const char *word)
{
    const size_t size = strlen(word);

    for (size_t i = 0; i + size <= text.size; i++)
        if (memcmp(text.data + i, word, size) == 0)
            return true;
    return false;
}

/* A sentence that a story with these kinds of workplace may be told. */
static void check_sentence(const char *where, const struct text *text, uint16_t kind,
                           uint16_t workplaces)
{
    if (!workplace_fits(kind, workplaces))
        return;
    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++)
        for (size_t w = 0; w < WORDS_COUNT; w++)
            if (contains(text_in(text, lang), only_at[w].word) &&
                ((unsigned)workplaces >> only_at[w].kind & 1u) == 0)
                test_fail(__FILE__, __LINE__, "%s: '%.*s' does not fit (%s)", where,
                          (int)text_in(text, lang).size, (const char *)text_in(text, lang).data,
                          only_at[w].word);
}

static void check_setting(const struct catalogue *c, uint32_t setting)
{
    const char *name = workplace_setting_names[setting];
    const uint16_t workplaces = workplace_kinds(setting);

    for (uint32_t b = 0; b < c->behaviours_count; b++)
        for (uint32_t i = 0; i < c->behaviour_texts_count[b]; i++)
            check_sentence(name, &c->behaviour_texts[b][i], c->behaviour_kinds[b][i], workplaces);
    for (uint32_t kind = 0; kind < MOVEMENTS_COUNT; kind++)
        for (uint32_t phase = 0; phase < SIM_PHASES_COUNT; phase++)
            for (uint32_t i = 0; i < c->movements_count[kind][phase]; i++)
                check_sentence(name, &c->movements[kind][phase][i],
                               c->movement_kinds[kind][phase][i], workplaces);
    for (uint32_t i = 0; i < c->quiet_count; i++)
        check_sentence(name, &c->quiet[i], 0, workplaces);
}

/* All 24 stories have one of these settings: the compiler refuses any other. */
TEST(no_stock_sentence_misfits_a_setting)
{
    const struct catalogue *c = small_catalogue();

    for (uint32_t setting = 0; c != NULL && setting < WORKPLACE_SETTINGS_COUNT; setting++)
        check_setting(c, setting);
}

static bool one_fits_everywhere(const uint16_t *kinds, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (kinds[i] == 0)
            return true;
    return false;
}

TEST(one_of_each_list_of_stock_sentences_fits_everywhere)
{
    const struct catalogue *c = small_catalogue();

    for (uint32_t b = 0; c != NULL && b < c->behaviours_count; b++)
        CHECK(one_fits_everywhere(c->behaviour_kinds[b], c->behaviour_texts_count[b]));
    for (uint32_t kind = 0; c != NULL && kind < MOVEMENTS_COUNT; kind++)
        for (uint32_t phase = 0; phase < SIM_PHASES_COUNT; phase++)
            CHECK(c->movements_count[kind][phase] == 0 ||
                  one_fits_everywhere(c->movement_kinds[kind][phase],
                                      c->movements_count[kind][phase]));
}
