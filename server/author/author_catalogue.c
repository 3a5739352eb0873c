/* author_catalogue.c -- the words that an author chooses from: actions, happenings, cards,
 * sources, what a condition can be about, faces. Made once a language, when the server starts. */
#include "author/author_inside.h"

#include "protocol/message.h"
#include "protocol/writer.h"
#include "scenario/portraits.h"

#include <stdio.h>
#include <stdlib.h>

#define CATALOGUE_BYTES_MAX (512 * 1024)

struct making {
    struct writer *w;
    const struct catalogue *catalogue;
    const struct report_texts *texts;
    uint32_t lang;
};

static void write_words(struct writer *w, const char *key, uint32_t bits, uint32_t count,
                        const char *(*name)(uint32_t))
{
    writer_key(w, key);
    writer_list_open(w);
    for (uint32_t i = 0; i < count; i++) {
        if ((bits >> i & 1u) != 0)
            writer_word(w, name(i));
    }
    writer_list_close(w);
}

static const char *layer_word(uint32_t layer)
{
    return layer_name((enum layer)layer);
}

static const char *phase_word(uint32_t phase)
{
    return phase_name((enum phase)phase);
}

static void write_interventions(const struct making *m)
{
    const struct catalogue *k = m->catalogue;

    writer_key(m->w, "interventions");
    writer_list(m->w, k->interventions_count);
    for (uint32_t i = 0; i < k->interventions_count; i++) {
        const struct catalogue_intervention *one = &k->interventions[i];

        writer_map(m->w, 8);
        writer_put_text(m->w, "id", one->id);
        writer_put_text(m->w, "name", text_in(&one->name, m->lang));
        writer_put_text(m->w, "text", text_in(&one->text, m->lang));
        write_words(m->w, "layers", one->layers, LAYER_COUNT, layer_word);
        write_words(m->w, "phases", one->phases, SIM_PHASES_COUNT, phase_word);
        writer_put_word(m->w, "certainty", certainty_name((enum certainty)one->certainty));
        writer_put_int(m->w, "up", one->up);
        writer_put_bool(m->w, "forced", one->forced);
    }
}

/* Those that something can start by key: happenings, and pulses of interventions. */
static void write_pulses(const struct making *m)
{
    const struct catalogue *k = m->catalogue;

    writer_key(m->w, "pulses");
    writer_list(m->w, k->sim.pulses_count);
    for (uint32_t i = 0; i < k->sim.pulses_count; i++) {
        writer_map(m->w, 4);
        writer_put_text(m->w, "id", k->pulses[i].key);
        writer_put_text(m->w, "name", text_in(&k->pulses[i].name, m->lang));
        writer_put_text(m->w, "text", text_in(&k->pulses[i].text, m->lang));
        writer_put_bool(m->w, "happening", k->pulses[i].happening);
    }
}

static void write_cards(const struct making *m)
{
    const struct catalogue *k = m->catalogue;

    writer_key(m->w, "cards");
    writer_list(m->w, k->cards_count);
    for (uint32_t i = 0; i < k->cards_count; i++) {
        writer_map(m->w, 2);
        writer_put_text(m->w, "id", k->cards[i].id);
        writer_put_text(m->w, "name", text_in(&k->cards[i].name, m->lang));
    }
}

static void write_references(const struct making *m)
{
    const struct catalogue *k = m->catalogue;

    writer_key(m->w, "references");
    writer_list(m->w, k->references_count);
    for (uint32_t i = 0; i < k->references_count; i++) {
        writer_map(m->w, 2);
        writer_put_text(m->w, "id", k->references[i].id);
        writer_put_text(m->w, "name", text_in(&k->references[i].title, m->lang));
    }
}

static void write_variables(const struct making *m)
{
    char key[64];

    writer_key(m->w, "outcomes");
    writer_list(m->w, SIM_OUTCOMES_COUNT);
    for (int i = 0; i < SIM_OUTCOMES_COUNT; i++) {
        snprintf(key, sizeof key, "outcome.%s", sim_outcome_name(i));
        writer_map(m->w, 2);
        writer_put_word(m->w, "id", sim_outcome_name(i));
        writer_put_word(m->w, "name", report_text(m->texts, key));
    }
    writer_key(m->w, "factors");
    writer_list(m->w, SIM_FACTORS_COUNT);
    for (int i = 0; i < SIM_FACTORS_COUNT; i++) {
        writer_map(m->w, 2);
        writer_put_word(m->w, "id", sim_factor_name(i));
        writer_put_text(m->w, "name", text_in(&m->catalogue->factors[i].name, m->lang));
    }
}

static void write_faces(const struct making *m)
{
    writer_key(m->w, "portraits");
    writer_list(m->w, PORTRAITS_COUNT);
    for (uint32_t i = 0; i < PORTRAITS_COUNT; i++)
        writer_word(m->w, portrait_names[i]);
    writer_key(m->w, "expressions");
    writer_list(m->w, EXPRESSIONS_COUNT);
    for (uint32_t i = 0; i < EXPRESSIONS_COUNT; i++)
        writer_word(m->w, expression_names[i]);
}

struct bytes author_catalogue_make(const struct author_content *content, uint32_t lang)
{
    uint8_t *memory = malloc(CATALOGUE_BYTES_MAX), *fitting;
    struct buffer buffer;
    struct writer w;
    const struct making m = {&w, content->catalogue, content->texts[lang], lang};

    if (memory == NULL)
        return (struct bytes){NULL, 0};
    buffer_init(&buffer, memory, CATALOGUE_BYTES_MAX);
    writer_init(&w, &buffer, ENCODING_JSON);
    writer_map(&w, 8);
    write_interventions(&m);
    write_pulses(&m);
    write_cards(&m);
    write_references(&m);
    write_variables(&m);
    write_faces(&m);
    if (!writer_ok(&w)) {
        free(memory);
        return (struct bytes){NULL, 0};
    }
    fitting = realloc(memory, buffer.size);
    return (struct bytes){fitting != NULL ? fitting : memory, buffer.size};
}
