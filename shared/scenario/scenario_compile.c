/* scenario_compile.c -- compiles a scenario from its folder: head, team, happenings. Dilemmas are
 * in scenario_dilemma.c; arc, endings and debrief in scenario_arc.c. */
#include "scenario/compile.h"
#include "scenario/workplace.h"

#include "base/hash.h"
#include "scenario/format.h"
#include "scenario/portraits.h"

#include <stdlib.h>

#define UP_DEFAULT 500

#define LIST_OF(name) #name,
#define X(NAME, name) LIST_OF(name)
static const char *const theme_names[THEMES_COUNT] = {SCENARIO_THEMES(X)};
static const char *const level_names[LEVELS_COUNT] = {SCENARIO_LEVELS(X)};
static const char *const step_names[SCENARIO_STEPS_COUNT] = {SCENARIO_STEPS(X)};
#undef X
/* Whoever is written by an author has the dispositions that the author gave; what the seed adds to
 * them is smaller than between people met by chance. Milli. */
#define STORY_TRAIT_SPREAD 400

static const char *const lang_names[TEXT_LANGS_COUNT] = {
#define X(name) LIST_OF(name)
    TEXT_LANGS(X)
#undef X
};
static const char *const phase_names[SIM_PHASES_COUNT] = {"unaware", "selecting", "acting",
                                                          "applying", "continuous"};
static const char *const profile_names[3] = {"weak", "average", "strong"};
static const char *const trait_names[SIM_TRAITS_COUNT] = {
#define X(name) LIST_OF(name)
    SIM_MEMBER_TRAITS(X)
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

/* --- members --------------------------------------------------------------------------------- */

static int32_t scenario_find_member(const struct scenario *s, struct bytes id)
{
    for (uint32_t i = 0; i < s->members_count; i++) {
        if (bytes_equal(s->members[i].id, id))
            return (int32_t)i;
    }
    return -1;
}

int32_t scenario_find_dilemma(const struct scenario *s, struct bytes id)
{
    for (uint32_t i = 0; i < s->dilemmas_count; i++) {
        if (bytes_equal(s->dilemmas[i].id, id))
            return (int32_t)i;
    }
    return -1;
}

int32_t compile_member(struct compile *c, const struct at *at, struct bytes id)
{
    const int32_t index = scenario_find_member(c->scenario, id);
    struct nearest nearest = nearest_begin(id);

    if (index >= 0 || id.data == NULL)
        return index;
    for (uint32_t i = 0; i < c->scenario->members_count; i++)
        nearest_try(&nearest, c->scenario->members[i].id);
    at_problem_bytes(at, PROBLEM_MEMBER_UNKNOWN, id, nearest.best);
    return -1;
}

static void read_origin(const struct at *at, struct sim_member_origin *out, uint32_t phase)
{
    const struct at traits = at_key(at, "traits");

    out->phase = (int32_t)phase;
    out->tenure = at_int_or(at, "tenure", 0, 5000, SIM_DRAWN);
    out->side = at_int_or(at, "side", 1, SIM_SIDES, 0);
    for (uint32_t i = 0; i < SIM_TRAITS_COUNT; i++)
        out->trait[i] = at_int_or(&traits, trait_names[i], -1000, 1000, SIM_DRAWN);
    if (out->trait[SIM_TRAITS_COUNT - 1] == SIM_DRAWN) /* t_able: as good as most at the work */
        out->trait[SIM_TRAITS_COUNT - 1] = 0;
    if (traits.json != NULL)
        at_only_keys(&traits, "t_eng t_str t_load t_ctl t_tru t_sn t_open t_dare t_able");
}

/* Does anybody who was read so far have this face? */
static bool face_is_taken(const struct compile *c, struct bytes face)
{
    for (uint32_t i = 0; i < c->scenario->members_count; i++) {
        if (bytes_equal(c->scenario->members[i].face, face))
            return true;
    }
    for (uint32_t i = 0; i < c->others_count; i++) {
        if (bytes_equal(c->others[i].face, face))
            return true;
    }
    return false;
}

/* The drawn face of a member or another: `face`, or else the id. A person without a drawing is only
 * a warning (the screens show letters), and so are two who look alike. */
static struct bytes read_face(struct compile *c, const struct at *at, struct bytes id)
{
    const bool named = at_has(at, "face");
    const struct at place = named ? at_key(at, "face") : at_has(at, "id") ? at_key(at, "id") : *at;
    const struct bytes face = named ? at_id(at, "face") : id;
    struct bytes nearest;

    if (face.size == 0)
        return face;
    if (!portraits_have(portrait_names, PORTRAITS_COUNT, face, &nearest))
        at_problem_bytes(&place, PROBLEM_PORTRAIT_UNKNOWN, face, nearest);
    else if (face_is_taken(c, face))
        at_problem_bytes(&place, PROBLEM_PORTRAIT_TWICE, face, (struct bytes){NULL, 0});
    return face;
}

static void read_member(struct compile *c, const struct at *at, uint32_t index)
{
    struct scenario_member *out = &c->scenario->members[index];
    char id[ID_TEXT_MAX + 1];

    at_only_keys(at, "id face phase impression tenure side traits");
    out->id = at_id(at, "id");
    if (out->id.size > 0 && scenario_find_member(c->scenario, out->id) >= 0)
        at_problem_bytes(at, PROBLEM_ID_TWICE, out->id, (struct bytes){NULL, 0});
    out->face = read_face(c, at, out->id);
    out->phase = (uint8_t)at_word(at, "phase", phase_names, SIM_PHASES_COUNT);
    out->impression = (uint8_t)at_word(at, "impression", phase_names, SIM_PHASES_COUNT);
    read_origin(at, &c->scenario->origin.member[index], out->phase);
    c->scenario->members_count = index + 1;
    if (out->id.size == 0)
        return;
    format_text(id, sizeof id, "%b", out->id);
    out->name = texts_get(&c->texts, "members", id, "name", NULL);
    out->role = texts_get(&c->texts, "members", id, "role", NULL);
    out->story = texts_get(&c->texts, "members", id, "story", NULL);
}

/* Either "marga", who then has the face marga, or {"id": "karin", "face": "greet"}. */
static void read_other(struct compile *c, const struct at *at)
{
    struct compile_other *out = &c->others[c->others_count];
    const bool object = cJSON_IsObject(at->json);
    const struct bytes id = object ? at_id(at, "id") : at_id_here(at);
    char key[ID_TEXT_MAX + 1];

    if (object)
        at_only_keys(at, "id face");
    if (id.size == 0)
        return;
    out->face = read_face(c, at, id);
    format_text(key, sizeof key, "%b", id);
    out->name = texts_get(&c->texts, "others", key, NULL);
    c->others_count++;
}

static void read_others(struct compile *c, const struct at *root)
{
    uint32_t count;
    const struct at list = at_list_or_none(root, "others", OTHERS_MAX, &count);

    for (uint32_t i = 0; i < count; i++) {
        const struct at at = at_number(&list, i);

        read_other(c, &at);
    }
}

void scenario_keep_together(struct sim_parameters *p)
{
    p->quit_base = 0;
    p->quit_v = 0;
    p->quit_mob = 0;
    p->loss_quit = 0;
}

/* No story tells of somebody who is ill for weeks: who is in it is at work, or left. */
static void keep_well(struct sim_parameters *p)
{
    p->sick_base = 0;
    p->sick_v = 0;
}

static void read_team(struct compile *c, const struct at *root)
{
    struct scenario *s = c->scenario;
    const struct at team = at_object(root, "team");
    const struct at base = at_key(&team, "base");
    const uint32_t profile = at_word(&team, "profile", profile_names, 3);
    uint32_t count;
    const struct at members = at_list(&team, "members", 4, MEMBERS_MAX, &count);

    at_only_keys(&team, "profile base leader_hours seed stay own members running");
    s->origin = sim_origin_default(1, (int32_t)(count == 0 ? 4 : count), (enum sim_profile)profile);
    memcpy(s->origin.base, s->catalogue->profiles[profile], sizeof s->origin.base);
    for (const cJSON *item = base.json == NULL ? NULL : base.json->child; item != NULL;
         item = item->next) {
        const struct at place = at_key(&base, item->string);
        const int factor = sim_factor_find(item->string, strlen(item->string));

        if (factor < 0)
            at_problem(&place, PROBLEM_WORD_UNKNOWN, item->string, NULL, NULL);
        else
            s->origin.base[factor] = at_int_here(&place, 0, 1000);
    }
    s->origin.trait_spread = STORY_TRAIT_SPREAD;
    s->origin.leader_hours = at_int_or(&team, "leader_hours", 1, 40, 12);
    s->seed_fixed = at_has(&team, "seed");
    s->origin.seed = (uint32_t)at_int_or(&team, "seed", 1, INT32_MAX, 1);
    for (uint32_t i = 0; i < count; i++) {
        const struct at at = at_number(&members, i);

        read_member(c, &at, i);
    }
    s->own_team_refused = !at_bool_or(&team, "own", true);
    s->parameters = s->catalogue->parameters;
    keep_well(&s->parameters);
    if (at_bool_or(&team, "stay", false))
        scenario_keep_together(&s->parameters);
    if (sim_parameters_check(&s->parameters) != NULL)
        at_problem(&team, PROBLEM_PARAMETER_RANGE, "stay", NULL, NULL);
    s->running_count = compile_starts(c, &team, "running", false, 0, 0, s->running);
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
        struct nearest nearest = nearest_begin(key);

        for (uint32_t j = 0; j < k->sim.pulses_count; j++) {
            if (k->pulses[j].happening)
                nearest_try(&nearest, k->pulses[j].key);
        }
        if (pulse < 0)
            at_problem_bytes(&item, PROBLEM_PULSE_UNKNOWN, key, nearest.best);
        else if (!k->pulses[pulse].happening)
            at_problem_bytes(&item, PROBLEM_NOT_A_HAPPENING, key, nearest.best);
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
    read_team(c, root);
    read_others(c, root);
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
