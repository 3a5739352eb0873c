/* scenarios.c -- what can be played: a list for everybody, a preview with all dilemmas for trainers
 * (who plays must not know them). */
#include <stdlib.h>

#include "api/internal.h"

static void write_card(struct writer *w, const struct scenario *s, uint32_t lang, uint32_t more)
{
    writer_map(w, 11 + more);
    writer_put_text(w, "id", s->id);
    writer_put_text(w, "version", s->version);
    writer_put_text(w, "title", text_in(&s->title, lang));
    writer_put_text(w, "subtitle", text_in(&s->subtitle, lang));
    writer_put_text(w, "intro", text_in(&s->intro, lang));
    writer_put_word(w, "theme", s->themes_count > 0 ? scenario_theme_name(s->themes[0]) : "");
    writer_key(w, "themes");
    writer_list(w, s->themes_count);
    for (uint32_t i = 0; i < s->themes_count; i++)
        writer_word(w, scenario_theme_name(s->themes[i]));
    writer_put_word(w, "level", scenario_level_name(s->level));
    writer_put_int(w, "minutes", s->minutes);
    writer_put_int(w, "rounds", s->rounds_count);
    writer_key(w, "members");
    writer_list(w, s->members_count);
    for (uint32_t i = 0; i < s->members_count; i++) {
        writer_map(w, 2);
        writer_put_text(w, "id", s->members[i].face);
        writer_put_text(w, "name", text_in(&s->members[i].name, lang));
    }
}

static void write_dilemma(struct writer *w, const struct scenario_dilemma *d, uint32_t lang)
{
    writer_map(w, 4);
    writer_put_text(w, "id", d->id);
    writer_put_text(w, "title", text_in(&d->title, lang));
    writer_put_text(w, "question",
                    d->questions_count > 0 ? text_in(&d->questions[0], lang)
                                           : (struct bytes){NULL, 0});
    writer_key(w, "options");
    writer_list(w, d->options_count);
    for (uint32_t i = 0; i < d->options_count; i++) {
        writer_map(w, 2);
        writer_put_text(w, "title", text_in(&d->options[i].title, lang));
        writer_put_text(w, "text", text_in(&d->options[i].text, lang));
    }
}

static void write_preview(struct writer *w, const struct scenario *s, uint32_t lang)
{
    write_card(w, s, lang, 2);
    writer_key(w, "aims");
    writer_list(w, s->aims_count);
    for (uint32_t i = 0; i < s->aims_count; i++)
        writer_text(w, text_in(&s->aims[i], lang));
    writer_key(w, "dilemmas");
    writer_list(w, s->dilemmas_count);
    for (uint32_t i = 0; i < s->dilemmas_count; i++)
        write_dilemma(w, &s->dilemmas[i], lang);
}

static bool begin(struct http_request *request, struct buffer *out, struct writer *w)
{
    uint8_t *memory = malloc(ANSWER_BYTES_MAX);

    if (memory == NULL) {
        http_fail(request, FAULT_BUSY, NULL);
        return false;
    }
    buffer_init(out, memory, ANSWER_BYTES_MAX);
    writer_init(w, out, ENCODING_JSON);
    return true;
}

void route_scenarios(struct api *api, struct http_request *request, const char *part)
{
    struct buffer out;
    struct writer w;

    (void)part;
    if (!begin(request, &out, &w))
        return;
    writer_map(&w, 1);
    writer_key(&w, "scenarios");
    writer_list(&w, api->parts.scenarios_count);
    for (uint32_t i = 0; i < api->parts.scenarios_count; i++)
        write_card(&w, api->parts.scenarios[i], (uint32_t)http_lang(request), 0);
    reply_json(request, 200, &out);
}

void route_scenario(struct api *api, struct http_request *request, const char *part)
{
    const struct scenario *scenario = api_scenario(api, bytes_of(part));
    struct buffer out;
    struct writer w;

    if (scenario == NULL) {
        http_fail(request, FAULT_SCENARIO_UNKNOWN, NULL);
        return;
    }
    if (!begin(request, &out, &w))
        return;
    write_preview(&w, scenario, (uint32_t)http_lang(request));
    reply_json(request, 200, &out);
}
