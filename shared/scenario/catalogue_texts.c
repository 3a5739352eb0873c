/* catalogue_texts.c -- the catalogue's texts for people, in every language: names, citations,
 * causes, generic sentences, words for figures, sentences of problems. */
#include "scenario/catalogue_compile.h"
#include "scenario/workplace.h"

#include "scenario/format.h"

#define ALL_LANGUAGES ((1u << TEXT_LANGS_COUNT) - 1)
#define CITED_MAX     2

/* A NUL-terminated copy of an id, as the key of a text. */
struct key {
    char text[ID_TEXT_MAX + 1];
};

static struct key key_of(struct bytes id)
{
    struct key key;

    format_text(key.text, sizeof key.text, "%b", id);
    return key;
}

/* --- citations ------------------------------------------------------------------------------- */

void catalogue_read_sources(struct catalogue_compile *c)
{
    c->sources = at_open_or_today(&c->content, "catalogue/sources.json");
}

void catalogue_close_sources(struct catalogue_compile *c)
{
    at_close(&c->sources);
}

static const cJSON *find_source(const struct catalogue_compile *c, const char *list, const char *id)
{
    const cJSON *items = cJSON_GetObjectItemCaseSensitive(c->sources.json, list);
    const cJSON *item;

    cJSON_ArrayForEach(item, items)
    {
        const char *its = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(item, "id"));

        if (its != NULL && strcmp(its, id) == 0)
            return item;
    }
    return NULL;
}

static void cite_one(const cJSON *source, const char *who, char *out, size_t capacity)
{
    const char *authors = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(source, who));
    const cJSON *year = cJSON_GetObjectItemCaseSensitive(source, "year");
    const size_t used = strlen(out);

    if (authors == NULL)
        return;
    if (cJSON_IsNumber(year))
        format_text(out + used, capacity - used, "%s%s %d", used > 0 ? "; " : "", authors,
                    year->valueint);
    else
        format_text(out + used, capacity - used, "%s%s", used > 0 ? "; " : "", authors);
}

/* "TNO 2023, par. 3.3": the report an item comes from. */
static void cite_report(struct catalogue_compile *c, const struct at *at, const char *paragraph,
                        char *out, size_t capacity)
{
    const cJSON *sources = cJSON_GetObjectItemCaseSensitive(at->json, "source");
    const cJSON *first = cJSON_GetArrayItem(sources, 0);
    const char *id = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(first, "id"));
    const char *ref = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(first, "ref"));
    const cJSON *report = id == NULL ? NULL : find_source(c, "documents", id);

    if (report == NULL)
        return;
    cite_one(report, "publisher", out, capacity);
    if (ref != NULL && ref[0] >= '0' && ref[0] <= '9')
        format_text(out + strlen(out), capacity - strlen(out), ", %s %s", paragraph, ref);
}

struct text catalogue_cite(struct catalogue_compile *c, const struct at *at)
{
    static const char *const paragraphs[TEXT_LANGS_COUNT] = {"par.", "section"};
    const cJSON *studies = cJSON_GetObjectItemCaseSensitive(at->json, "studies");
    struct text text = {0};

    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++) {
        char out[240] = "";
        int cited = 0;
        const cJSON *item;

        cJSON_ArrayForEach(item, studies)
        {
            const cJSON *study =
                cJSON_IsString(item) ? find_source(c, "studies", item->valuestring) : NULL;

            if (study != NULL && cited++ < CITED_MAX)
                cite_one(study, "authors", out, sizeof out);
        }
        if (out[0] == '\0')
            cite_report(c, at, paragraphs[lang], out, sizeof out);
        text.in[lang] = arena_copy(c->content.arena, bytes_of(out));
    }
    return text;
}

/* --- names ----------------------------------------------------------------------------------- */

static void read_pulse_texts(struct catalogue_compile *c)
{
    struct texts actions =
        texts_open(&c->content, "catalogue/%s/interventions.json", ALL_LANGUAGES);
    struct texts happenings = texts_open(&c->content, "catalogue/%s/pulses.json", ALL_LANGUAGES);
    struct catalogue_intervention *items =
        (struct catalogue_intervention *)(uintptr_t)c->out->interventions;

    for (uint32_t i = 0; i < c->out->interventions_count; i++) {
        const struct key key = key_of(items[i].id);

        items[i].name = texts_get(&actions, key.text, "name", NULL);
        items[i].text = texts_get(&actions, key.text, "text", NULL);
    }
    for (uint32_t i = 0; i < c->out->sim.pulses_count; i++) {
        struct catalogue_pulse *pulse = &c->out->pulses[i];
        const struct key key = key_of(pulse->key);

        if (pulse->intervention >= 0) {
            pulse->name = items[pulse->intervention].name;
            pulse->text = items[pulse->intervention].text;
        } else {
            pulse->name = texts_get(&happenings, key.text, "name", NULL);
            pulse->text = texts_get(&happenings, key.text, "text", NULL);
            pulse->does = texts_get_if(&happenings, key.text, "does", NULL);
        }
    }
    texts_close(&actions);
    texts_close(&happenings);
}

static void read_reference_texts(struct catalogue_compile *c)
{
    struct texts theory = texts_open(&c->content, "catalogue/%s/theory.json", ALL_LANGUAGES);
    struct texts evidence = texts_open(&c->content, "catalogue/%s/evidence.json", ALL_LANGUAGES);
    struct catalogue_reference *items = (struct catalogue_reference *)(uintptr_t)c->out->references;

    for (uint32_t i = 0; i < c->out->references_count; i++) {
        const struct key key = key_of(items[i].id);
        const bool is_theory = i < c->theories_count;
        struct texts *texts = is_theory ? &theory : &evidence;
        struct text cite;

        items[i].title = texts_get(texts, key.text, is_theory ? "name" : "short", NULL);
        items[i].text = texts_get(texts, key.text, is_theory ? "statement" : "claim", NULL);
        cite = texts_get_if(texts, key.text, "cite", NULL);
        if (cite.in[0].size > 0)
            items[i].source = cite;
    }
    texts_close(&theory);
    texts_close(&evidence);
}

static void read_card_texts(struct catalogue_compile *c)
{
    struct texts texts = texts_open(&c->content, "catalogue/%s/cards.json", ALL_LANGUAGES);

    for (uint32_t i = 0; i < c->out->cards_count; i++) {
        struct catalogue_card *card = &c->out->cards[i];
        const struct key key = key_of(card->id);

        card->name = texts_get(&texts, key.text, "name", NULL);
        card->goal = texts_get(&texts, key.text, "goal", NULL);
        for (uint32_t j = 0; card->suggestions != NULL && j < card->suggestions_count; j++) {
            struct catalogue_suggestion *s =
                (struct catalogue_suggestion *)(uintptr_t)&card->suggestions[j];
            char name[2 * ID_TEXT_MAX + 16];

            format_text(name, sizeof name, "%s.suggestion.%s", key.text, key_of(s->id).text);
            s->text = texts_get(&texts, name, "text", NULL);
        }
    }
    texts_close(&texts);
}

/* These sentences are for one kind of workplace. */
static void mark_kind(uint16_t *kinds, uint32_t count, uint32_t workplace)
{
    for (uint32_t i = 0; i < count; i++)
        kinds[i] = (uint16_t)(1u << workplace);
}

static void read_behaviour_texts(struct catalogue_compile *c)
{
    struct texts texts = texts_open(&c->content, "catalogue/%s/behaviours.json", ALL_LANGUAGES);

    for (uint32_t i = 0; i < c->out->behaviours_count; i++) {
        const struct key key = key_of(c->out->behaviour_ids[i]);

        uint32_t count = texts_list(&texts, 1, BEHAVIOUR_VARIANTS_MAX, c->out->behaviour_texts[i],
                                    key.text, "variants", NULL);

        for (uint32_t k = 0; k < WORKPLACES_COUNT; k++) {
            const uint32_t first = count;

            if (!texts_have(&texts, key.text, workplace_names[k], NULL))
                continue;
            count +=
                texts_list(&texts, 1, BEHAVIOUR_VARIANTS_MAX - count,
                           &c->out->behaviour_texts[i][count], key.text, workplace_names[k], NULL);
            mark_kind(&c->out->behaviour_kinds[i][first], count - first, k);
        }
        c->out->behaviour_texts_count[i] = (uint8_t)count;
    }
    texts_report_unused(&texts);
    texts_close(&texts);
}

static void read_phase_texts(struct catalogue_compile *c)
{
    struct texts phases = texts_open(&c->content, "catalogue/%s/phases.json", ALL_LANGUAGES);
    struct texts layers = texts_open(&c->content, "catalogue/%s/layers.json", ALL_LANGUAGES);

    for (uint32_t i = 0; i < SIM_PHASES_COUNT; i++)
        c->out->phases[i] = texts_get(&phases, catalogue_phase_name(i), "name", NULL);
    for (int i = 0; i < SIM_LAYERS_COUNT; i++)
        c->out->layers[i] = texts_get(&layers, sim_layer_name(i), "name", NULL);
    texts_close(&phases);
    texts_close(&layers);
}

/* --- causes ---------------------------------------------------------------------------------- */

/* causes.json gives for each term the reference that it rests on, or "assumption". */
static void read_cause_source(struct catalogue_compile *c, const struct at *at, const char *term,
                              struct catalogue_cause *out)
{
    const struct at place = at_key(at, term);
    const struct bytes id = at_string(at, term);
    const int32_t index = catalogue_find_reference(c->out, id);

    out->certainty = CERTAIN_ASSUMPTION;
    if (id.data == NULL || bytes_equal_text(id, "assumption"))
        return;
    if (index < 0) {
        struct nearest nearest = nearest_begin(id);

        for (uint32_t i = 0; i < c->out->references_count; i++)
            nearest_try(&nearest, c->out->references[i].id);
        at_problem_bytes(&place, PROBLEM_SOURCE_UNKNOWN, id, nearest.best);
        return;
    }
    out->certainty = c->out->references[index].certainty;
    out->source = c->out->references[index].source;
}

static void read_cause(struct texts *texts, const char *term, const char *side,
                       struct catalogue_cause *cause)
{
    if (!texts_have(texts, term, side, NULL))
        return;
    cause->title = texts_get(texts, term, side, "title", NULL);
    cause->text = cause->variants[0] = texts_get(texts, term, side, "text", NULL);
    cause->variants_count = 1;
    if (texts_have(texts, term, side, "also", NULL))
        cause->variants_count =
            (uint8_t)(1 + texts_list(texts, 1, CAUSE_VARIANTS_MAX - 1, &cause->variants[1], term,
                                     side, "also", NULL));
}

static const char *const sides[2] = {"held_back", "helped"};

static void read_term(struct catalogue_compile *c, const struct at *terms, struct texts *texts,
                      int term)
{
    const char *name = sim_term_name(term);
    struct catalogue_cause cause = {0};

    if (at_has(terms, name))
        read_cause_source(c, terms, name, &cause);
    for (uint32_t side = 0; side < 2; side++) {
        struct catalogue_cause *out = &c->out->causes[term][side];

        *out = cause;
        if (at_has(terms, name))
            read_cause(texts, name, sides[side], out);
        if (out->variants_count == 0 && c->today != NULL)
            *out = catalogue_cause_of_today(c, term, side);
    }
}

static void read_causes(struct catalogue_compile *c)
{
    struct at root = at_open_if(&c->content, "catalogue/causes.json");
    const struct at terms = c->today == NULL ? at_object(&root, "terms") : at_key(&root, "terms");
    struct texts texts = texts_open(&c->content, "catalogue/%s/causes.json", ALL_LANGUAGES);

    for (int term = SIM_TERM_NONE + 1; term < SIM_TERMS_COUNT; term++)
        read_term(c, &terms, &texts, term);
    for (uint32_t side = 0; side < 2; side++) {
        c->out->worn_off[side] = texts_get(&texts, "worn_off", sides[side], NULL);
        c->out->at_work[side] = texts_get(&texts, "at_work", sides[side], NULL);
    }
    c->out->of_round = texts_get(&texts, "of_round", NULL);
    c->out->of_work = texts_get(&texts, "of_work", NULL);
    c->out->came_back = texts_get(&texts, "came_back", NULL);
    texts_report_unused(&texts);
    texts_close(&texts);
    at_close(&root);
}

/* --- generic sentences, words ---------------------------------------------------------------- */

/* First those that fit everywhere, then those of a kind of workplace, below its name. */
static void read_movement(struct catalogue *out, struct texts *texts, uint32_t kind, uint32_t phase,
                          const char *name, const char *key)
{
    struct text *items = out->movements[kind][phase];
    uint32_t count = texts_list(texts, 1, STORY_VARIANTS_MAX, items, name, key, NULL);

    for (uint32_t k = 0; k < WORKPLACES_COUNT; k++) {
        const uint32_t first = count;

        if (!texts_have(texts, workplace_names[k], name, key, NULL))
            continue;
        count += texts_list(texts, 1, STORY_VARIANTS_MAX - count, &items[count], workplace_names[k],
                            name, key, NULL);
        mark_kind(&out->movement_kinds[kind][phase][first], count - first, k);
    }
    out->movements_count[kind][phase] = (uint8_t)count;
}

static void read_most(struct catalogue *out, struct texts *texts)
{
    static const char *const names[MOST_COUNT] = {
#define X(NAME, name) #name,
        CATALOGUE_MOST(X)
#undef X
    };

    for (uint32_t i = 0; i < MOST_COUNT; i++) {
        out->most[i][1] = texts_get(texts, "most", names[i], "up", NULL);
        if (i != MOST_LEFT && i != MOST_ROUND)
            out->most[i][0] = texts_get(texts, "most", names[i], "down", NULL);
    }
    out->little = texts_get(texts, "most", "little", NULL);
    out->fell_by_itself = texts_get(texts, "most", "step", "by_itself", NULL);
}

static void read_story(struct catalogue_compile *c)
{
    static const char *const kinds[MOVEMENTS_COUNT] = {"moved_on", "moved_back", "moved_around",
                                                       "left", "arrived"};
    struct texts texts = texts_open(&c->content, "catalogue/%s/story.json", ALL_LANGUAGES);
    struct catalogue *out = c->out;

    for (uint32_t kind = 0; kind < MOVEMENTS_COUNT; kind++) {
        for (uint32_t phase = 0; phase < SIM_PHASES_COUNT; phase++) {
            const char *key = catalogue_phase_name(phase);

            if ((kind == MOVED_ON && phase == SIM_ONB) || (kind == MOVED_BACK && phase == SIM_CON))
                continue; /* Nobody goes on to unaware, or back to continuous. */
            if (kind >= MOVED_AROUND)
                key = "any";
            read_movement(out, &texts, kind, phase, kinds[kind], key);
        }
    }
    read_most(out, &texts);
    out->own_names_count =
        texts_list(&texts, OWN_NAMES_MIN, OWN_NAMES_MAX, out->own_names, "own", "names", NULL);
    out->own_role = texts_get(&texts, "own", "role", NULL);
    out->own_story = texts_get(&texts, "own", "story", NULL);
    out->quiet_count = texts_list(&texts, 1, STORY_VARIANTS_MAX, out->quiet, "quiet", NULL);
    for (uint32_t weeks = 1; weeks < sizeof out->weeks_later / sizeof out->weeks_later[0];
         weeks++) {
        char key[12];

        format_text(key, sizeof key, "%u", weeks);
        out->weeks_later[weeks] = texts_get(&texts, "weeks_later", key, NULL);
    }
    texts_report_unused(&texts);
    texts_close(&texts);
}

/* The limits are in words.json, the words in the folders of the languages. */
static void read_words(struct at *root, struct texts *texts, const char *group, const char *name,
                       struct catalogue_words *out)
{
    const struct at groups = at_object(root, group);
    const struct at at = at_object(&groups, name);
    uint32_t limits;
    const struct at below = at_list(&at, "below", 1, FIGURE_LEVELS_MAX - 1, &limits);

    for (uint32_t i = 0; i < limits; i++) {
        const struct at item = at_number(&below, i);

        out->below[i] = at_int_here(&item, -1000, 100000);
    }
    out->bit = at_int(&at, "bit", 1, 1000);
    out->much = at_int(&at, "much", 1, 1000);
    out->levels_count = limits + 1;
    out->name = texts_get(texts, group, name, "name", NULL);
    texts_list(texts, limits + 1, limits + 1, out->level, group, name, "levels", NULL);
    texts_list(texts, 4, 4, out->change, group, name, "change", NULL);
}

/* Has an earlier catalogue both limits and words for this? */
static bool words_are_there(const struct at *groups, const struct texts *texts, const char *group,
                            const char *name)
{
    const struct at limits = at_key(groups, name);

    return at_has(&limits, "below") && at_has(&limits, "bit") && at_has(&limits, "much") &&
           texts_have(texts, group, name, "levels", NULL) &&
           texts_have(texts, group, name, "change", NULL);
}

static void read_words_or_todays(struct catalogue_compile *c, struct at *root, struct texts *texts,
                                 const char *group, const char *name, struct catalogue_words *out)
{
    const struct at groups = at_key(root, group);
    const size_t place = (size_t)((const char *)out - (const char *)c->out);

    if (c->today == NULL || words_are_there(&groups, texts, group, name))
        read_words(root, texts, group, name, out);
    else
        *out = catalogue_words_of_today(c, (const void *)((const char *)c->today + place));
}

static void read_all_words(struct catalogue_compile *c)
{
    static const char *const figures[FIGURES_COUNT] = {
#define X(NAME, name) #name,
        CATALOGUE_FIGURES(X)
#undef X
    };
    struct at root = at_open_if(&c->content, "catalogue/words.json");
    struct texts texts = texts_open(&c->content, "catalogue/%s/words.json", ALL_LANGUAGES);

    for (uint32_t i = 0; i < FIGURES_COUNT; i++)
        read_words_or_todays(c, &root, &texts, "figures", figures[i], &c->out->figures[i]);
    for (int i = 0; i < SIM_FACTORS_COUNT; i++)
        read_words_or_todays(c, &root, &texts, "factors", sim_factor_name(i), &c->out->factors[i]);
    texts_report_unused(&texts);
    texts_close(&texts);
    at_close(&root);
}

static void read_problems(struct catalogue_compile *c)
{
    struct texts texts = texts_open(&c->content, "catalogue/%s/problems.json", ALL_LANGUAGES);

    for (uint32_t i = 0; i < PROBLEM_IDS_COUNT; i++)
        c->out->problems[i] = texts_get(&texts, problem_name(i), NULL);
    texts_report_unused(&texts);
    texts_close(&texts);
}

void catalogue_read_texts(struct catalogue_compile *c)
{
    read_problems(c);
    read_pulse_texts(c);
    read_reference_texts(c);
    read_card_texts(c);
    read_behaviour_texts(c);
    read_phase_texts(c);
    read_causes(c);
    read_story(c);
    read_all_words(c);
}
