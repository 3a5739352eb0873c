#include "scenario/catalogue.h"

int32_t catalogue_find_pulse(const struct catalogue *c, struct bytes key)
{
    for (uint32_t i = 0; i < c->sim.pulses_count; i++) {
        if (bytes_equal(c->pulses[i].key, key))
            return (int32_t)i;
    }
    return -1;
}

int32_t catalogue_find_intervention(const struct catalogue *c, struct bytes id)
{
    for (uint32_t i = 0; i < c->interventions_count; i++) {
        if (bytes_equal(c->interventions[i].id, id))
            return (int32_t)i;
    }
    return -1;
}

int32_t catalogue_find_reference(const struct catalogue *c, struct bytes id)
{
    for (uint32_t i = 0; i < c->references_count; i++) {
        if (bytes_equal(c->references[i].id, id))
            return (int32_t)i;
    }
    return -1;
}

int32_t catalogue_find_card(const struct catalogue *c, struct bytes id)
{
    for (uint32_t i = 0; i < c->cards_count; i++) {
        if (bytes_equal(c->cards[i].id, id))
            return (int32_t)i;
    }
    return -1;
}

struct bytes catalogue_level_word(const struct catalogue_words *words, int32_t now, uint32_t lang)
{
    uint32_t level = 0;

    assert(words->levels_count > 0);
    while (level + 1 < words->levels_count && now >= words->below[level])
        level++;
    return text_in(&words->level[level], lang);
}

struct bytes catalogue_word(const struct catalogue_words *words, int32_t now, int32_t before,
                            uint32_t lang)
{
    const int32_t change = now - before;

    if (change <= -words->much)
        return text_in(&words->change[0], lang);
    if (change <= -words->bit)
        return text_in(&words->change[1], lang);
    if (change >= words->much)
        return text_in(&words->change[3], lang);
    if (change >= words->bit)
        return text_in(&words->change[2], lang);
    return catalogue_level_word(words, now, lang);
}

int32_t catalogue_figure_value(const struct sim_figures *figures, enum catalogue_figure figure)
{
    switch (figure) {
#define X(NAME, name)                                                                              \
    case FIGURE_##NAME: return figures->name;
        CATALOGUE_FIGURES(X)
#undef X
    case FIGURES_COUNT: break;
    }
    assert(false && "a figure");
    return 0;
}
