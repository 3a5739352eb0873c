/* scenarios.c -- what can be played: a list for everybody, and a preview with all dilemmas for
 * trainers only, because players must not know them beforehand. */
#include <stdlib.h>

#include "api/internal.h"
#include "scenario/own_team.h"

static struct body_face *faces_of(struct arena *arena, const struct scenario *s, uint32_t lang,
                                  uint32_t *count)
{
    struct body_face *items = arena_list(arena, s->members_count, sizeof *items, count);

    for (uint32_t i = 0; i < *count; i++)
        items[i] = (struct body_face){s->members[i].face, text_in(&s->members[i].name, lang)};
    return items;
}

static struct body_scenario_card card_of(struct arena *arena, const struct scenario *s,
                                         uint32_t lang)
{
    struct body_scenario_card card = {.id = s->id,
                                      .version = s->version,
                                      .title = text_in(&s->title, lang),
                                      .subtitle = text_in(&s->subtitle, lang),
                                      .intro = text_in(&s->intro, lang),
                                      .level = bytes_of(scenario_level_name(s->level)),
                                      .minutes = s->minutes,
                                      .rounds = s->rounds_count,
                                      .own_team = own_team_fits(s) == OWN_TEAM_FITS};
    struct bytes *themes = arena_list(arena, s->themes_count, sizeof *themes, &card.themes.count);

    for (uint32_t i = 0; i < card.themes.count; i++)
        themes[i] = bytes_of(scenario_theme_name(s->themes[i]));
    if (card.themes.count > 0)
        card.theme = themes[0];
    card.themes.items = themes;
    card.members.items = faces_of(arena, s, lang, &card.members.count);
    return card;
}

static struct body_preview_option *options_of(struct arena *arena, const struct scenario_dilemma *d,
                                              uint32_t lang, uint32_t *count)
{
    struct body_preview_option *items = arena_list(arena, d->options_count, sizeof *items, count);

    for (uint32_t i = 0; i < *count; i++)
        items[i] = (struct body_preview_option){text_in(&d->options[i].title, lang),
                                                text_in(&d->options[i].text, lang)};
    return items;
}

static struct body_preview_dilemma *dilemmas_of(struct arena *arena, const struct scenario *s,
                                                uint32_t lang, uint32_t *count)
{
    struct body_preview_dilemma *items = arena_list(arena, s->dilemmas_count, sizeof *items, count);

    for (uint32_t i = 0; i < *count; i++) {
        const struct scenario_dilemma *d = &s->dilemmas[i];

        items[i] = (struct body_preview_dilemma){.id = d->id, .title = text_in(&d->title, lang)};
        if (d->questions_count > 0)
            items[i].question = text_in(&d->questions[0], lang);
        items[i].options.items = options_of(arena, d, lang, &items[i].options.count);
    }
    return items;
}

static struct bytes *lines_of(struct arena *arena, const struct text *texts, uint32_t texts_count,
                              uint32_t lang, uint32_t *count)
{
    struct bytes *items = arena_list(arena, texts_count, sizeof *items, count);

    for (uint32_t i = 0; i < *count; i++)
        items[i] = text_in(&texts[i], lang);
    return items;
}

/* NULL: the request was answered. */
static struct arena *begin(struct http_request *request)
{
    struct arena *arena = arena_open();

    if (arena == NULL)
        http_fail(request, FAULT_BUSY, NULL);
    return arena;
}

void route_scenarios(struct api *api, struct http_request *request, const char *part)
{
    struct arena *arena = begin(request);
    struct body_scenario_card *cards;
    uint32_t count;

    (void)part;
    if (arena == NULL)
        return;
    cards = arena_list(arena, api->parts.scenarios_count, sizeof *cards, &count);
    for (uint32_t i = 0; i < count; i++)
        cards[i] = card_of(arena, api->parts.scenarios[i], (uint32_t)http_lang(request));
    reply_body(request, 200, &body_scenarios, &(struct body_scenarios){{cards, count}}, arena,
               ANSWER_BYTES_MAX);
    arena_close(arena);
}

void route_scenario(struct api *api, struct http_request *request, const char *part)
{
    const struct scenario *scenario = api_scenario(api, bytes_of(part));
    const uint32_t lang = (uint32_t)http_lang(request);
    struct body_scenario_preview body = {.card = NULL};
    struct body_scenario_card card;
    struct arena *arena;

    if (scenario == NULL) {
        http_fail(request, FAULT_SCENARIO_UNKNOWN, NULL);
        return;
    }
    arena = begin(request);
    if (arena == NULL)
        return;
    card = card_of(arena, scenario, lang);
    body.card = &card;
    body.aims.items = lines_of(arena, scenario->aims, scenario->aims_count, lang, &body.aims.count);
    body.prepare.items =
        lines_of(arena, scenario->prepare, scenario->prepare_count, lang, &body.prepare.count);
    body.sources.items =
        lines_of(arena, scenario->sources, scenario->sources_count, lang, &body.sources.count);
    body.dilemmas.items = dilemmas_of(arena, scenario, lang, &body.dilemmas.count);
    reply_body(request, 200, &body_scenario_preview, &body, arena, ANSWER_BYTES_MAX);
    arena_close(arena);
}
