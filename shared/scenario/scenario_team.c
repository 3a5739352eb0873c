/* scenario_team.c -- compiles the people of a scenario: the team as it begins, its members, and
 * others who speak. */
#include "scenario/compile.h"

#include "scenario/format.h"
#include "scenario/portraits.h"

/* Whoever is written by an author has the dispositions that the author gave; what the seed adds to
 * them is smaller than between people met by chance. Milli. */
#define STORY_TRAIT_SPREAD 400

static const char *const phase_names[SIM_PHASES_COUNT] = {"unaware", "selecting", "acting",
                                                          "applying", "continuous"};
static const char *const profile_names[3] = {"weak", "average", "strong"};
static const char *const trait_names[SIM_TRAITS_COUNT] = {
#define X(name) #name,
    SIM_MEMBER_TRAITS(X)
#undef X
};

static int32_t scenario_find_member(const struct scenario *s, struct bytes id)
{
    for (uint32_t i = 0; i < s->members_count; i++) {
        if (bytes_equal(s->members[i].id, id))
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

void compile_others(struct compile *c, const struct at *root)
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

void compile_team(struct compile *c, const struct at *root)
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
