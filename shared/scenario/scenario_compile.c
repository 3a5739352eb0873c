/* scenario_compile.c -- compiles a scenario from its folder: head, pulses to start, happenings.
 * Its people are in scenario_team.c, dilemmas in scenario_dilemma.c; arc, endings and debrief in
 * scenario_arc.c. */
#include "scenario/compile.h"
#include "scenario/workplace.h"

#include "base/hash.h"
#include "scenario/format.h"

#include <stdlib.h>

#define UP_DEFAULT 500

#define LIST_OF(name) #name,
#define X(NAME, name) LIST_OF(name)
static const char *const theme_names[THEMES_COUNT] = {SCENARIO_THEMES(X)};
static const char *const level_names[LEVELS_COUNT] = {SCENARIO_LEVELS(X)};
static const char *const step_names[SCENARIO_STEPS_COUNT] = {SCENARIO_STEPS(X)};
#undef X

static const char *const lang_names[TEXT_LANGS_COUNT] = {
#define X(name) LIST_OF(name)
    TEXT_LANGS(X)
#undef X
};

const char *scenario_theme_name(int theme)
{
    return theme >= 0 && theme < THEMES_COUNT ? theme_names[theme] : NULL;
}

const char *scenario_level_name(int level)
{
    return level >= 0 && level < LEVELS_COUNT ? level_names[level] : NULL;
}

int32_t scenario_find_dilemma(const struct scenario *s, struct bytes id)
{
    for (uint32_t i = 0; i < s->dilemmas_count; i++) {
        if (bytes_equal(s->dilemmas[i].id, id))
            return (int32_t)i;
    }
    return -1;
}

/* --- pulses to start ------------------------------------------------------------------------- */

static int32_t find_named_pulse(struct compile *c, const struct at *at)
{
    const struct catalogue *k = c->scenario->catalogue;
    const struct at place = at_key(at, "pulse");
    const struct bytes key = at_string(at, "pulse");
    const int32_t pulse = catalogue_find_pulse(k, key);
    struct nearest nearest = nearest_begin(key);

    if (pulse >= 0 || key.data == NULL)
        return pulse;
    for (uint32_t i = 0; i < k->sim.pulses_count; i++)
        nearest_try(&nearest, k->pulses[i].key);
    at_problem_bytes(&place, PROBLEM_PULSE_UNKNOWN, key, nearest.best);
    return -1;
}

/* Find the pulse of an intervention, and how it is usually started. */
static int32_t find_intervention_pulse(struct compile *c, const struct at *at,
                                       struct scenario_start *out)
{
    const struct catalogue *k = c->scenario->catalogue;
    const struct at place = at_key(at, "intervention");
    const struct bytes id = at_string(at, "intervention");
    const int32_t index = catalogue_find_intervention(k, id);
    struct nearest nearest = nearest_begin(id);

    if (index >= 0) {
        out->intervention = (int16_t)index;
        out->up = k->interventions[index].up;
        out->forced = k->interventions[index].forced;
        return k->interventions[index].pulse;
    }
    for (uint32_t i = 0; i < k->interventions_count; i++)
        nearest_try(&nearest, k->interventions[i].id);
    if (id.data != NULL)
        at_problem_bytes(&place, PROBLEM_INTERVENTION_UNKNOWN, id, nearest.best);
    return -1;
}

uint16_t compile_members(struct compile *c, const struct at *at, uint16_t about)
{
    static const char *const words[2] = {"all", "about"};
    const struct at place = at_key(at, "members");
    uint16_t mask = 0;
    uint32_t count;
    struct at list;

    if (place.json == NULL)
        return (uint16_t)SIM_EVERYBODY;
    if (cJSON_IsString(place.json))
        return at_word_here(&place, words, 2) == 1 ? about : (uint16_t)SIM_EVERYBODY;
    list = at_list(at, "members", 1, MEMBERS_MAX, &count);
    for (uint32_t i = 0; i < count; i++) {
        const struct at item = at_number(&list, i);
        const int32_t member = compile_member(c, &item, at_string_here(&item));

        if (member >= 0)
            mask |= (uint16_t)(1u << member);
    }
    return mask;
}

/* What the leader gives an action. Its time is all that says how well it is carried out. */
static void read_given(struct compile *c, const struct at *at, int32_t pulse,
                       struct scenario_start *out)
{
    const struct at place = at_key(at, "hours");
    const struct sim_pulse *d = &c->scenario->catalogue->sim.pulses[pulse < 0 ? 0 : pulse];
    char asked[16];

    out->hours = at_int_or(at, "hours", SIM_HOURS_LEAST, SIM_HOURS_MOST, 0);
    out->weeks = at_int_or(at, "weeks", 1, SIM_ACTION_WEEKS_MAX,
                           d->hold <= SIM_ACTION_WEEKS_MAX ? d->hold : 0);
    if (pulse < 0 || out->hours >= sim_hours_least(d))
        return;
    format_text(asked, sizeof asked, "%d", d->hours > 0 ? d->hours : 0);
    if (place.json->valueint == out->hours) /* Else it is out of range altogether, and said. */
        at_problem(&place, PROBLEM_HOURS_BELOW_NONE, asked, NULL, NULL);
    out->hours = 0;
}

/* A pulse to start. `happening`: it must be a happening; else it must not. false: it is
 * unusable. */
static bool compile_start(struct compile *c, const struct at *at, bool happening, uint16_t about,
                          struct scenario_start *out)
{
    int32_t pulse;

    *out = (struct scenario_start){.intervention = -1, .up = happening ? 0 : UP_DEFAULT};
    /* Nobody gives a happening time: it always strikes in full (shared/sim/README.md, 7.2). */
    at_only_keys(at,
                 happening ? "pulse members" : "pulse intervention hours weeks up forced members");
    pulse =
        at_has(at, "intervention") ? find_intervention_pulse(c, at, out) : find_named_pulse(c, at);
    if (!happening) {
        read_given(c, at, pulse, out);
        out->up = at_int_or(at, "up", 0, 1000, out->up);
        out->forced = at_bool_or(at, "forced", out->forced);
    }
    out->mask = compile_members(c, at, about);
    if (pulse < 0)
        return false;
    out->pulse = (uint16_t)pulse;
    if (out->intervention < 0)
        out->intervention = c->scenario->catalogue->pulses[pulse].intervention;
    if (c->scenario->catalogue->pulses[pulse].happening != happening) {
        at_problem_bytes(at, happening ? PROBLEM_NOT_A_HAPPENING : PROBLEM_IS_A_HAPPENING,
                         c->scenario->catalogue->pulses[pulse].key, (struct bytes){NULL, 0});
        return false;
    }
    return true;
}

uint32_t compile_starts(struct compile *c, const struct at *at, const char *key, bool happening,
                        uint32_t least, uint16_t about, struct scenario_start out[STARTS_MAX])
{
    uint32_t count, found = 0;
    const struct at list = least > 0 ? at_list(at, key, least, STARTS_MAX, &count)
                                     : at_list_or_none(at, key, STARTS_MAX, &count);

    for (uint32_t i = 0; i < count; i++) {
        const struct at item = at_number(&list, i);

        found += compile_start(c, &item, happening, about, &out[found]);
    }
    return found;
}

/* --- head ------------------------------------------------------------------------------------ */

static uint32_t read_languages(const struct at *root)
{
    uint32_t count, bits = 0;
    const struct at list = at_list(root, "languages", 1, TEXT_LANGS_COUNT, &count);

    for (uint32_t i = 0; i < count; i++) {
        const struct at item = at_number(&list, i);

        bits |= 1u << at_word_here(&item, lang_names, TEXT_LANGS_COUNT);
    }
    for (uint32_t lang = 0; lang < TEXT_LANGS_COUNT; lang++) {
        if (list.json != NULL && (bits >> lang & 1) == 0)
            at_problem(&list, PROBLEM_LANGUAGE_MISSING, lang_names[lang], NULL, NULL);
    }
    return (1u << TEXT_LANGS_COUNT) - 1;
}

static void read_head(struct compile *c, const struct at *root, const char *folder)
{
    struct scenario *s = c->scenario;
    const struct at minutes = at_object(root, "step_minutes"), id = at_key(root, "id");
    uint32_t count;
    const struct at themes = at_list(root, "themes", 1, THEMES_MAX, &count);

    at_only_keys(root, "$schema id version languages themes level minutes weeks_per_round "
                       "warm_up_weeks step_minutes setting team others happenings dilemmas acts "
                       "endings debrief");
    s->id = at_id(root, "id");
    if (s->id.size > 0 && !bytes_equal_text(s->id, folder))
        at_problem_bytes(&id, PROBLEM_ID_FOLDER, s->id, bytes_of(folder));
    for (uint32_t i = 0; i < count; i++) {
        const struct at item = at_number(&themes, i);

        s->themes[i] = (uint8_t)at_word_here(&item, theme_names, THEMES_COUNT);
    }
    s->themes_count = count;
    s->level = (uint8_t)at_word(root, "level", level_names, LEVELS_COUNT);
    s->minutes = at_int(root, "minutes", 5, 240);
    s->weeks_per_round = at_int(root, "weeks_per_round", 1, 12);
    s->warm_up_weeks = at_int_or(root, "warm_up_weeks", 0, 26, 10);
    s->setting = at_id(root, "setting");
    s->workplaces = workplace_kinds(
        at_word(root, "setting", workplace_setting_names, WORKPLACE_SETTINGS_COUNT));
    for (uint32_t i = 0; i < SCENARIO_STEPS_COUNT; i++)
        s->step_minutes[i] = at_int(&minutes, step_names[i], 0, 60);
    s->title = texts_get(&c->texts, "title", NULL);
    s->subtitle = texts_get(&c->texts, "subtitle", NULL);
    s->intro = texts_get(&c->texts, "intro", NULL);
    s->leader = texts_get(&c->texts, "leader", NULL);
    compile_length(c, &s->title, "title", 1, 6);
    compile_length(c, &s->intro, "intro", 10, 80);
}

/* What only the trainer reads. A story may do without. */
static void read_notes(struct compile *c)
{
    struct scenario *s = c->scenario;

    if (texts_have(&c->texts, "prepare", NULL))
        s->prepare_count = texts_list(&c->texts, 1, PREPARE_MAX, s->prepare, "prepare", NULL);
    if (texts_have(&c->texts, "sources", NULL))
        s->sources_count = texts_list(&c->texts, 1, SOURCES_MAX, s->sources, "sources", NULL);
}

static struct bytes nearest_happening(const struct catalogue *k, struct bytes key)
{
    struct nearest nearest = nearest_begin(key);

    for (uint32_t i = 0; i < k->sim.pulses_count; i++) {
        if (k->pulses[i].happening)
            nearest_try(&nearest, k->pulses[i].key);
    }
    return nearest.best;
}

static void read_happenings(struct compile *c, const struct at *root)
{
    struct scenario *s = c->scenario;
    uint32_t count;
    const struct at list = at_list_or_none(root, "happenings", HAPPENINGS_MAX, &count);
    const struct catalogue *k = s->catalogue;

    for (uint32_t i = 0; i < count; i++) {
        const struct at item = at_number(&list, i);
        const struct bytes key = at_string_here(&item);
        const int32_t pulse = catalogue_find_pulse(k, key);

        if (pulse < 0)
            at_problem_bytes(&item, PROBLEM_PULSE_UNKNOWN, key, nearest_happening(k, key));
        else if (!k->pulses[pulse].happening)
            at_problem_bytes(&item, PROBLEM_NOT_A_HAPPENING, key, nearest_happening(k, key));
        else
            s->happenings[s->happenings_count++] = (uint16_t)pulse;
    }
}

/* "1.2.0" and eight digits of the content hash: by this a session finds its scenario again. */
static void read_version(struct compile *c, const struct at *root)
{
    struct scenario *s = c->scenario;
    const struct at place = at_key(root, "version");
    const struct bytes written = at_string(root, "version");
    char out[VERSION_BYTES_MAX + 1];
    uint64_t hash = s->catalogue->hash;

    hash = hash64(hash, &c->content->hash, sizeof c->content->hash);
    s->hash = hash;
    if (written.size < 1 || written.size > VERSION_BYTES_MAX - 9) {
        if (written.data != NULL)
            at_problem_bytes(&place, PROBLEM_ID_FORM, written, (struct bytes){NULL, 0});
        return;
    }
    format_text(out, sizeof out, "%b-%x", written, (uint32_t)(hash >> 32) ^ (uint32_t)hash);
    s->version = arena_copy(c->content->arena, bytes_of(out));
}

/* --- whole ----------------------------------------------------------------------------------- */

static void compile_all(struct compile *c, const struct at *root, const char *folder)
{
    read_head(c, root, folder);
    read_notes(c);
    compile_team(c, root);
    compile_others(c, root);
    read_happenings(c, root);
    compile_dilemmas(c, root);
    compile_arc(c, root);
    compile_endings(c, root);
    compile_debrief(c, root);
    compile_reading(c);
    read_version(c, root);
    texts_report_unused(&c->texts);
}

enum result scenario_compile_draft(const struct content_reader *reader,
                                   const struct catalogue *catalogue, const char *folder,
                                   struct scenario **out, struct problem_list *problems)
{
    const uint32_t errors = problems->errors;
    struct content content = {reader, arena_open(), problems, HASH64_START, NULL};
    struct compile *c = calloc(1, sizeof *c);
    enum result result = RESULT_NO_MEMORY;
    char file[PROBLEM_FILE_MAX];
    struct at root;

    *out = NULL;
    if (c == NULL || content.arena == NULL ||
        (c->scenario = arena_take(content.arena, sizeof *c->scenario)) == NULL)
        goto done;
    c->content = &content;
    c->scenario->catalogue = catalogue;
    c->scenario->arena = content.arena;
    format_text(file, sizeof file, "%s/scenario.json", folder);
    root = at_open(&content, file);
    if (root.json != NULL) {
        format_text(file, sizeof file, "%s/%%s.json", folder);
        c->scenario->languages = read_languages(&root);
        c->texts = texts_open(&content, file, c->scenario->languages);
        compile_all(c, &root, folder);
        texts_close(&c->texts);
        at_close(&root);
    }
    result = arena_failed(content.arena)  ? RESULT_NO_MEMORY
             : problems->errors == errors ? RESULT_OK
                                          : RESULT_INVALID;
    if (result != RESULT_NO_MEMORY)
        *out = c->scenario;
done:
    if (result == RESULT_NO_MEMORY)
        arena_close(content.arena);
    free(c);
    return result;
}

enum result scenario_compile(const struct content_reader *reader, const struct catalogue *catalogue,
                             const char *folder, struct scenario **out,
                             struct problem_list *problems)
{
    const enum result result = scenario_compile_draft(reader, catalogue, folder, out, problems);

    if (result != RESULT_OK) {
        scenario_free(*out);
        *out = NULL;
    }
    return result;
}

void scenario_free(struct scenario *scenario)
{
    if (scenario != NULL)
        arena_close(scenario->arena);
}
