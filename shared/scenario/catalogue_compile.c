/* catalogue_compile.c -- the catalogue from its files: what the simulation needs (pulses,
 * parameters, profiles, behaviours), then what people read about it. Texts: catalogue_texts.c. */
#include "scenario/catalogue_compile.h"

#include "base/hash.h"
#include "protocol/limits.h"

#include <stdlib.h>

static const char *const certainty_names[CERTAINTIES_COUNT] = {"review", "study",    "theory",
                                                               "case",   "practice", "assumption"};
static const char *const phase_names[SIM_PHASES_COUNT] = {"unaware", "selecting", "acting",
                                                          "applying", "continuous"};
static const char *const stock_names[SIM_STOCKS_COUNT] = {"weten", "willen", "kunnen",     "durven",
                                                          "mogen", "strain", "engagement", "trust",
                                                          "skill", "ready"};
static const char *const profile_names[3] = {"zwak", "gemiddeld", "sterk"};

const char *catalogue_phase_name(uint32_t phase)
{
    assert(phase < SIM_PHASES_COUNT);
    return phase_names[phase];
}

/* --- pulses ---------------------------------------------------------------------------------- */

/* [["AUT", 350], ..] */
static uint8_t read_effects(const struct at *at, const char *key, uint32_t most,
                            int (*find)(const char *, size_t), struct sim_effect *out)
{
    uint32_t count;
    const struct at list = at_list(at, key, 0, most, &count);

    for (uint32_t i = 0; i < count; i++) {
        const struct at pair = at_number(&list, i);
        const struct at name = at_number(&pair, 0), amount = at_number(&pair, 1);
        const struct bytes word = at_string_here(&name);
        const int what = word.data == NULL ? -1 : find((const char *)word.data, word.size);

        if (what < 0)
            at_problem_bytes(&name, PROBLEM_WORD_UNKNOWN, word, (struct bytes){NULL, 0});
        out[i] = (struct sim_effect){(int16_t)what, (int16_t)at_int_here(&amount, -1000, 1000)};
    }
    return (uint8_t)count;
}

static void read_ints(const struct at *at, const char *key, int32_t *out, uint32_t count)
{
    uint32_t given;
    const struct at list = at_list(at, key, count, count, &given);

    for (uint32_t i = 0; i < given; i++) {
        const struct at item = at_number(&list, i);

        out[i] = at_int_here(&item, 0, 1000000);
    }
}

static uint32_t layer_of(const struct at *at, const char *key)
{
    const char *names[SIM_LAYERS_COUNT];

    for (int i = 0; i < SIM_LAYERS_COUNT; i++)
        names[i] = sim_layer_name(i);
    return at_word(at, key, names, SIM_LAYERS_COUNT);
}

static void read_pulse(const struct at *at, struct sim_pulse *p)
{
    const int32_t big = 1000000;

    p->layer = (uint8_t)layer_of(at, "layer");
    p->personal = at_bool_or(at, "personal", false);
    p->lifts_count = read_effects(at, "lifts", SIM_PULSE_LIFTS_MAX, sim_factor_find, p->lifts);
    p->pushes_count = read_effects(at, "push", SIM_PULSE_PUSHES_MAX, sim_push_find, p->pushes);
    read_ints(at, "fit", p->fit, SIM_PHASES_COUNT);
    read_ints(at, "need", p->need, SIM_PRECONDITIONS_COUNT);
    p->delay = at_int(at, "delay", 0, big);
    p->ramp = at_int(at, "ramp", 0, big);
    p->hold = at_int(at, "hold", 0, big);
    p->fade = at_int(at, "fade", 0, big);
    p->lead = at_int(at, "lead", 0, big);
    p->change = at_int(at, "change", 0, big);
    p->embed = at_int(at, "embed", 0, big);
    p->hours = at_int(at, "hours", -big, big);
    p->load = at_int(at, "load", -big, big);
    p->money = at_int(at, "money", 0, big);
    p->drop_ppm = at_int(at, "drop_ppm", 0, big);
    p->disrupt = at_int(at, "disrupt", 0, big);
}

static const char *fault_field(enum sim_pulse_fault fault)
{
    static const char *const fields[] = {"",     "layer", "lifts",  "push",  "fit",
                                         "need", "delay", "change", "pulses"};

    return fields[fault];
}

static void read_pulses(struct catalogue_compile *c)
{
    struct at root = at_open(&c->content, "catalogue/pulses.json");
    uint32_t count;
    const struct at list = at_list(&root, "pulses", 1, SIM_PULSES_MAX, &count);
    struct catalogue *out = c->out;

    out->sim.pulses_count = count;
    for (uint32_t i = 0; i < count; i++) {
        const struct at at = at_number(&list, i);
        struct catalogue_pulse *pulse = &out->pulses[i];
        enum sim_pulse_fault fault;

        *pulse = (struct catalogue_pulse){.key = at_id(&at, "key"), .intervention = -1};
        for (uint32_t j = 0; j < i; j++) {
            if (pulse->key.size > 0 && bytes_equal(out->pulses[j].key, pulse->key))
                at_problem_bytes(&at, PROBLEM_ID_TWICE, pulse->key, (struct bytes){NULL, 0});
        }
        read_pulse(&at, &out->sim.pulses[i]);
        pulse->happening = out->sim.pulses[i].layer == SIM_LAYER_HAPPENING;
        fault = sim_pulse_check(&out->sim.pulses[i]);
        if (fault != SIM_PULSE_OK)
            at_problem_bytes(&at, PROBLEM_PULSE_RANGE, pulse->key, bytes_of(fault_field(fault)));
    }
    at_close(&root);
}

/* --- the model ------------------------------------------------------------------------------- */

static void read_parameters(struct catalogue_compile *c, const struct at *root)
{
    const struct at at = at_object(root, "parameters");
    const struct sim_parameter_info *bad;

    c->out->parameters = sim_parameters_default();
    for (const cJSON *item = at.json == NULL ? NULL : at.json->child; item != NULL;
         item = item->next) {
        const struct at place = at_key(&at, item->string);
        const struct sim_parameter_info *info =
            sim_parameter_find(item->string, strlen(item->string));

        if (info == NULL) {
            at_problem(&place, PROBLEM_KEY_UNKNOWN, item->string, NULL, NULL);
            continue;
        }
        for (uint32_t i = 0; i < info->count; i++) {
            const struct at value = info->count == 1 ? place : at_number(&place, i);
            const int32_t number = at_int_here(&value, INT32_MIN, INT32_MAX);

            if (sim_parameter_set(&c->out->parameters, info, i, number) != 0)
                at_problem(&place, PROBLEM_PARAMETER_RANGE, info->name, NULL, NULL);
        }
    }
    bad = sim_parameters_check(&c->out->parameters);
    if (bad != NULL)
        at_problem(&at, PROBLEM_PARAMETER_RANGE, bad->name, NULL, NULL);
}

static void read_behaviours(struct catalogue_compile *c, const struct at *root)
{
    static const char *const signs[2] = {"+", "-"};
    struct catalogue *out = c->out;
    const struct at list =
        at_list(root, "behaviours", 1, SIM_BEHAVIOURS_MAX, &out->behaviours_count);

    for (uint32_t i = 0; i < out->behaviours_count; i++) {
        const struct at at = at_number(&list, i);
        int32_t weights[SIM_PHASES_COUNT] = {0};

        out->behaviour_ids[i] = at_id(&at, "id");
        read_ints(&at, "weights", weights, SIM_PHASES_COUNT);
        for (uint32_t phase = 0; phase < SIM_PHASES_COUNT; phase++)
            out->behaviours[i].weight[phase] =
                (int16_t)(weights[phase] <= 1000 ? weights[phase] : 0);
        out->behaviours[i].stock =
            (uint8_t)at_word(&at, "condition", stock_names, SIM_STOCKS_COUNT);
        out->behaviours[i].inverse = (uint8_t)at_word(&at, "sign", signs, 2);
    }
    if (out->behaviours_count > 0 && !sim_behaviours_check(out->behaviours, out->behaviours_count))
        at_problem(&list, PROBLEM_PARAMETER_RANGE, "weights", NULL, NULL);
}

static void read_model(struct catalogue_compile *c)
{
    struct at root = at_open(&c->content, "catalogue/model.json");
    const struct at profiles = at_object(&root, "profiles");

    read_parameters(c, &root);
    read_behaviours(c, &root);
    for (uint32_t i = 0; i < 3; i++)
        read_ints(&profiles, profile_names[i], c->out->profiles[i], SIM_FACTORS_COUNT);
    at_close(&root);
}

/* --- interventions --------------------------------------------------------------------------- */

static uint8_t read_phases(const struct at *at)
{
    uint32_t count;
    uint8_t bits = 0;
    const struct at list = at_list(at, "phases", 0, SIM_PHASES_COUNT, &count);

    for (uint32_t i = 0; i < count; i++) {
        const struct at item = at_number(&list, i);

        bits |= (uint8_t)(1u << at_word_here(&item, phase_names, SIM_PHASES_COUNT));
    }
    return bits;
}

static void read_layers(const struct at *at, struct catalogue_intervention *out)
{
    uint32_t count;
    const struct at list = at_list(at, "layer_entries", 1, 8, &count);

    for (uint32_t i = 0; i < count; i++) {
        const struct at entry = at_number(&list, i);
        const uint32_t layer = layer_of(&entry, "layer");

        if (layer >= SIM_LAYER_HAPPENING)
            continue;
        out->layers |= (uint8_t)(1u << layer);
        out->layer_phases[layer] |= read_phases(&entry);
        out->phases |= out->layer_phases[layer];
    }
}

/* How certain an intervention is by the kind of its source. link_evidence makes this more
 * precise. */
static uint8_t certainty_of_kind(const struct at *at)
{
    static const char *const kinds[4] = {"scientific", "grey", "worksession", "case"};
    static const uint8_t certain[4] = {CERTAIN_STUDY, CERTAIN_PRACTICE, CERTAIN_PRACTICE,
                                       CERTAIN_CASE};

    return certain[at_word(at, "evidence", kinds, 4)];
}

static void read_intervention(struct catalogue_compile *c, const struct at *at,
                              struct catalogue_intervention *out)
{
    const struct at pulse = at_key(at, "pulse"), start = at_object(at, "start");
    const struct bytes key = at_string(at, "pulse");
    const int32_t index = catalogue_find_pulse(c->out, key);

    out->id = at_id(at, "id");
    if (index < 0)
        at_problem_bytes(&pulse, PROBLEM_PULSE_UNKNOWN, key, (struct bytes){NULL, 0});
    out->pulse = (uint16_t)(index < 0 ? 0 : index);
    read_layers(at, out);
    out->certainty = certainty_of_kind(at);
    out->up = at_int(&start, "up", 0, 1000);
    out->forced = at_bool_or(&start, "forced", false);
    out->source = catalogue_cite(c, at);
}

/* An intervention names its first pulse. Any other pulse of it names the intervention. */
static void link_pulses(struct catalogue_compile *c)
{
    struct at root = at_open(&c->content, "catalogue/pulses.json");
    uint32_t count;
    const struct at list = at_list(&root, "pulses", 1, SIM_PULSES_MAX, &count);
    const cJSON *item = list.json == NULL ? NULL : list.json->child;

    for (uint32_t i = 0; item != NULL && i < c->out->sim.pulses_count; i++, item = item->next) {
        const char *id =
            cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(item, "intervention"));

        if (id != NULL && c->out->pulses[i].intervention < 0)
            c->out->pulses[i].intervention =
                (int16_t)catalogue_find_intervention(c->out, bytes_of(id));
    }
    at_close(&root);
}

static void read_interventions(struct catalogue_compile *c)
{
    struct at root = at_open(&c->content, "catalogue/interventions.json");
    uint32_t count;
    const struct at list = at_list(&root, "interventions", 1, INTERVENTIONS_MAX, &count);
    struct catalogue_intervention *items = arena_take(c->content.arena, count * sizeof *items);

    c->out->interventions = items;
    for (uint32_t i = 0; items != NULL && i < count; i++) {
        const struct at at = at_number(&list, i);

        read_intervention(c, &at, &items[i]);
        if (catalogue_find_intervention(c->out, items[i].id) >= 0)
            at_problem_bytes(&at, PROBLEM_ID_TWICE, items[i].id, (struct bytes){NULL, 0});
        c->out->interventions_count = i + 1;
        if (c->out->pulses[items[i].pulse].intervention < 0)
            c->out->pulses[items[i].pulse].intervention = (int16_t)i;
    }
    at_close(&root);
}

/* --- references and cards -------------------------------------------------------------------- */

/* The indexes of the ids under `key`. Unknown ids are left out; check.mjs of the catalogue reports
 * them. */
static struct index_list catalogue_indexes(struct catalogue_compile *c, const struct at *at,
                                           const char *key,
                                           int32_t (*find)(const struct catalogue *, struct bytes))
{
    uint32_t count, found = 0;
    const struct at list = at_list_or_none(at, key, INTERVENTIONS_MAX, &count);
    uint16_t *items = count == 0 ? NULL : arena_take(c->content.arena, count * sizeof *items);

    for (uint32_t i = 0; items != NULL && i < count; i++) {
        const struct at item = at_number(&list, i);
        const int32_t index = find(c->out, at_string_here(&item));

        if (index >= 0)
            items[found++] = (uint16_t)index;
    }
    return (struct index_list){items, found};
}

static void read_reference_list(struct catalogue_compile *c, const struct at *list, uint32_t count,
                                struct catalogue_reference *items, bool evidence)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct at at = at_number(list, i);
        struct catalogue_reference *out = &items[c->out->references_count];

        out->id = at_id(&at, "id");
        out->certainty = (uint8_t)at_word(&at, "certainty", certainty_names, CERTAINTIES_COUNT);
        out->source = catalogue_cite(c, &at);
        c->out->references_count++;
        if (evidence)
            c->evidence_of[c->out->references_count - 1] =
                catalogue_indexes(c, &at, "interventions", catalogue_find_intervention);
    }
}

static void read_references(struct catalogue_compile *c)
{
    struct at theory = at_open_or_today(&c->content, "catalogue/theory.json");
    struct at evidence = at_open_or_today(&c->content, "catalogue/evidence.json");
    uint32_t theories, findings;
    const struct at first = at_list(&theory, "theories", 1, REFERENCES_MAX / 2, &theories);
    const struct at second = at_list(&evidence, "evidence", 1, REFERENCES_MAX / 2, &findings);
    struct catalogue_reference *items =
        arena_take(c->content.arena, (theories + findings) * sizeof *items);

    c->out->references = items;
    if (items != NULL) {
        read_reference_list(c, &first, theories, items, false);
        c->theories_count = c->out->references_count;
        read_reference_list(c, &second, findings, items, true);
    }
    at_close(&theory);
    at_close(&evidence);
}

/* Give each intervention its findings; the most certain of them says how certain it is. */
static void link_evidence(struct catalogue_compile *c)
{
    struct catalogue_intervention *items =
        (struct catalogue_intervention *)(uintptr_t)c->out->interventions;

    for (uint32_t i = 0; i < c->out->interventions_count; i++) {
        uint16_t found[REFERENCES_MAX], *copy;
        uint32_t count = 0;

        for (uint32_t r = 0; r < c->out->references_count; r++) {
            for (uint32_t k = 0; k < c->evidence_of[r].count; k++) {
                if (c->evidence_of[r].items[k] == i) {
                    found[count++] = (uint16_t)r;
                    break; /* A finding counts once, however often it names it. */
                }
            }
        }
        copy = count == 0 ? NULL : arena_take(c->content.arena, count * sizeof *copy);
        if (copy == NULL)
            continue;
        memcpy(copy, found, count * sizeof *copy);
        items[i].evidence = (struct index_list){copy, count};
        for (uint32_t k = 0; k < count; k++) {
            const struct catalogue_reference *r = &c->out->references[found[k]];

            if (r->certainty < items[i].certainty || k == 0) {
                items[i].certainty = r->certainty;
                if (r->source.in[0].size > 0)
                    items[i].source = r->source;
            }
        }
    }
}

static void read_card(struct catalogue_compile *c, const struct at *at, struct catalogue_card *out)
{
    const struct at list =
        at_list(at, "suggestions", 1, CARD_SUGGESTIONS_MAX, &out->suggestions_count);
    struct catalogue_suggestion *items =
        arena_take(c->content.arena, out->suggestions_count * sizeof *items);

    out->id = at_id(at, "id");
    out->number = (uint32_t)at_int(at, "number", 1, CARDS_MAX);
    out->interventions = catalogue_indexes(c, at, "interventions", catalogue_find_intervention);
    out->suggestions = items;
    for (uint32_t i = 0; items != NULL && i < out->suggestions_count; i++) {
        const struct at item = at_number(&list, i);

        items[i].id = at_id(&item, "id");
        items[i].interventions =
            catalogue_indexes(c, &item, "interventions", catalogue_find_intervention);
    }
}

static void read_cards(struct catalogue_compile *c)
{
    struct at root = at_open_or_today(&c->content, "catalogue/cards.json");
    const struct at list = at_list(&root, "cards", 1, CARDS_MAX, &c->out->cards_count);

    for (uint32_t i = 0; i < c->out->cards_count; i++) {
        const struct at at = at_number(&list, i);

        read_card(c, &at, &c->out->cards[i]);
    }
    at_close(&root);
}

/* --- whole ----------------------------------------------------------------------------------- */

/* The version of every story that was kept depends on the order in which files are read: those
 * that are read stay in this order for ever, also when nothing is needed from them any more. */
static void read_all(struct catalogue_compile *c)
{
    catalogue_read_sources(c);
    read_pulses(c);
    read_model(c);
    read_interventions(c);
    link_pulses(c);
    read_references(c);
    link_evidence(c);
    read_cards(c);
    catalogue_read_texts(c);
    catalogue_close_sources(c);
    c->out->hash = c->content.hash;
}

static enum result compile(struct catalogue_compile *c, struct catalogue **out)
{
    struct problem_list *problems = c->content.problems;
    struct arena *arena = arena_open();
    const uint32_t errors = problems->errors;
    enum result result = RESULT_NO_MEMORY;

    c->content.arena = arena;
    c->out = arena == NULL ? NULL : arena_take(arena, sizeof *c->out);
    if (c->out != NULL) {
        c->out->arena = arena;
        read_all(c);
        result = arena_failed(arena)          ? RESULT_NO_MEMORY
                 : problems->errors == errors ? RESULT_OK
                                              : RESULT_INVALID;
    }
    if (result == RESULT_OK)
        *out = c->out;
    else
        arena_close(arena);
    return result;
}

enum result catalogue_compile_earlier(const struct content_reader *reader,
                                      const struct content_reader *today_reader,
                                      const struct catalogue *today, struct catalogue **out,
                                      struct problem_list *problems)
{
    struct catalogue_compile *c = calloc(1, sizeof *c);
    enum result result = RESULT_NO_MEMORY;

    assert((today_reader == NULL) == (today == NULL));
    *out = NULL;
    if (c != NULL) {
        c->content = (struct content){reader, NULL, problems, HASH64_START, today_reader};
        c->today = today;
        result = compile(c, out);
    }
    free(c);
    return result;
}

enum result catalogue_compile(const struct content_reader *reader, struct catalogue **out,
                              struct problem_list *problems)
{
    return catalogue_compile_earlier(reader, NULL, NULL, out, problems);
}

void catalogue_free(struct catalogue *catalogue)
{
    if (catalogue != NULL)
        arena_close(catalogue->arena);
}
