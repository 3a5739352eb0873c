/* export_xapi.c -- what rooms decided as statements of the Experience API, version 1.0.3
 * (github.com/adlnet/xAPI-Spec), for a learning record store. Who acts is a group, the room, known
 * by an account whose name is a number made of the session's own secret id: it leads to nobody and
 * to no other session. Nothing is said of one person. An id is made of what its statement says, so
 * that the same session gives the same statements again. cJSON builds them; where memory runs out
 * the whole file fails. */
#include <stdio.h>

#include <cJSON.h>

#include "api/export_inside.h"
#include "base/hex.h"
#include "session/state.h"
#include "sys/clock.h"
#include "sys/sha256.h"

#define STORY_BYTES_MAX (ORIGIN_BYTES_MAX + ID_BYTES_MAX + 32)
#define IRI_BYTES_MAX   (STORY_BYTES_MAX + ID_BYTES_MAX + 32)
#define UUID_BYTES      36
#define VERBS           "http://adlnet.gov/expapi/verbs/"
#define ACTIVITY_TYPES  "http://adlnet.gov/expapi/activities/"

#define LANG_TAG_OF(lang) ((lang) == LANG_NL ? "nl" : "en")

struct xapi {
    const struct export *e;
    cJSON *statements;
    char registration[UUID_BYTES + 1];
    char story[STORY_BYTES_MAX]; /* The activity that the session as a whole is. */
};

/* ---- ids ------------------------------------------------------------------------------ */

/* Of a hash, in the shape of a UUID of version 4 (RFC 4122, 4.4). */
static void uuid_of_hash(uint8_t hash[SHA256_BYTES], char out[UUID_BYTES + 1])
{
    static const uint8_t parts[] = {4, 2, 2, 2, 6};
    size_t from = 0, at = 0;

    hash[6] = (uint8_t)((hash[6] & 0x0Fu) | 0x40u);
    hash[8] = (uint8_t)((hash[8] & 0x3Fu) | 0x80u);
    for (size_t i = 0; i < sizeof parts; i++) {
        if (i > 0)
            out[at++] = '-';
        hex_write(out + at, hash + from, parts[i]);
        at += 2u * parts[i];
        from += parts[i];
    }
    out[at] = '\0';
}

static void uuid_make(const struct xapi *x, struct bytes of, char out[UUID_BYTES + 1])
{
    uint8_t hash[SHA256_BYTES];
    struct sha256 sum;

    sha256_begin(&sum);
    sha256_add(&sum, bytes_of("xapi"));
    sha256_add(&sum,
               (struct bytes){(const uint8_t *)&x->e->session.value, sizeof x->e->session.value});
    sha256_add(&sum, of);
    sha256_end(&sum, hash);
    uuid_of_hash(hash, out);
}

static void time_put(cJSON *statement, uint64_t at_ms)
{
    char text[CLOCK_UTC_BYTES];

    if (at_ms == 0)
        return; /* Then the store says when it came in. */
    clock_write_utc(at_ms, text);
    cJSON_AddStringToObject(statement, "timestamp", text);
}

/* ---- pieces --------------------------------------------------------------------------- */

/* With a NUL behind it; "" when memory ran out, which the arena remembers. */
static const char *ended_of(const struct export *e, struct bytes text)
{
    char *ended = arena_take(e->arena, text.size + 1);

    if (ended == NULL)
        return "";
    memcpy(ended, text.data, text.size);
    return ended;
}

static void put_text(const struct export *e, cJSON *to, const char *key, struct bytes text)
{
    cJSON_AddStringToObject(to, key, ended_of(e, text));
}

/* {"nl": "..."} */
static void put_words(const struct export *e, cJSON *to, const char *key, struct bytes text)
{
    put_text(e, cJSON_AddObjectToObject(to, key), LANG_TAG_OF(e->lang), text);
}

static void put_extension(const struct xapi *x, cJSON *extensions, const char *name, cJSON *value)
{
    char iri[IRI_BYTES_MAX];

    snprintf(iri, sizeof iri, "%s/xapi/extensions/%s", x->e->origin, name);
    cJSON_AddItemToObject(extensions, iri, value);
}

static void put_actor(const struct xapi *x, cJSON *statement, uint32_t room)
{
    const uint8_t number = (uint8_t)room;
    cJSON *actor = cJSON_AddObjectToObject(statement, "actor"), *account;
    char name[UUID_BYTES + 1];

    uuid_make(x, (struct bytes){&number, 1}, name);
    cJSON_AddStringToObject(actor, "objectType", "Group");
    account = cJSON_AddObjectToObject(actor, "account");
    cJSON_AddStringToObject(account, "homePage", x->e->origin);
    cJSON_AddStringToObject(account, "name", name);
}

static void put_verb(const struct xapi *x, cJSON *statement, const char *verb)
{
    cJSON *object = cJSON_AddObjectToObject(statement, "verb");
    char text[128];

    snprintf(text, sizeof text, VERBS "%s", verb);
    cJSON_AddStringToObject(object, "id", text);
    snprintf(text, sizeof text, "export.verb_%s", verb);
    put_words(x->e, object, "display", export_sentence(x->e, text));
}

static void put_context(const struct xapi *x, cJSON *statement, bool is_part)
{
    cJSON *context = cJSON_AddObjectToObject(statement, "context"), *around, *parent;

    cJSON_AddStringToObject(context, "registration", x->registration);
    cJSON_AddStringToObject(context, "platform", "Dilemmakamer");
    put_text(x->e, context, "revision", x->e->scenario->version);
    cJSON_AddStringToObject(context, "language", LANG_TAG_OF(x->e->lang));
    if (!is_part)
        return;
    around = cJSON_AddObjectToObject(context, "contextActivities");
    parent = cJSON_CreateObject();
    cJSON_AddStringToObject(parent, "id", x->story);
    cJSON_AddItemToArray(cJSON_AddArrayToObject(around, "parent"), parent);
}

static cJSON *begin(const struct xapi *x, uint32_t room, const char *verb)
{
    cJSON *statement = cJSON_CreateObject();

    put_actor(x, statement, room);
    put_verb(x, statement, verb);
    return statement;
}

/* With its id, which is of all that it says. */
static void end(const struct xapi *x, cJSON *statement)
{
    char *said = cJSON_PrintUnformatted(statement);
    char id[UUID_BYTES + 1];

    if (said != NULL) {
        uuid_make(x, bytes_of(said), id);
        cJSON_AddStringToObject(statement, "id", id);
    }
    cJSON_free(said);
    cJSON_AddItemToArray(x->statements, statement);
}

/* ---- a decision ----------------------------------------------------------------------- */

static void put_dilemma(const struct xapi *x, cJSON *statement, const struct scenario_dilemma *d)
{
    cJSON *object = cJSON_AddObjectToObject(statement, "object"), *definition, *choices;
    char iri[IRI_BYTES_MAX];

    snprintf(iri, sizeof iri, "%s/dilemmas/%s", x->story, ended_of(x->e, d->id));
    cJSON_AddStringToObject(object, "objectType", "Activity");
    cJSON_AddStringToObject(object, "id", iri);
    definition = cJSON_AddObjectToObject(object, "definition");
    put_words(x->e, definition, "name", export_text(x->e, &d->title));
    cJSON_AddStringToObject(definition, "type", ACTIVITY_TYPES "cmi.interaction");
    cJSON_AddStringToObject(definition, "interactionType", "choice");
    choices = cJSON_AddArrayToObject(definition, "choices");
    for (uint32_t i = 0; i < d->options_count; i++) {
        cJSON *choice = cJSON_CreateObject();

        put_text(x->e, choice, "id", d->options[i].id);
        put_words(x->e, choice, "description", export_text(x->e, &d->options[i].title));
        cJSON_AddItemToArray(choices, choice);
    }
}

/* {"people": 6, "counts": {"samen": 4, ...}}; without counts where they are withheld. */
static cJSON *counts_of(const struct xapi *x, const struct scenario_dilemma *d,
                        const struct export_counts *counts)
{
    cJSON *object = cJSON_CreateObject(), *each;

    cJSON_AddNumberToObject(object, "people", counts->people);
    if (!counts->shown)
        return object;
    each = cJSON_AddObjectToObject(object, "counts");
    for (uint32_t i = 0; i < d->options_count; i++)
        cJSON_AddNumberToObject(each, ended_of(x->e, d->options[i].id), counts->counts[i]);
    return object;
}

static void tell_decision(const struct xapi *x, const struct export_round *round)
{
    const struct scenario_dilemma *d = export_dilemma(x->e, round);
    cJSON *statement = begin(x, round->room, "responded"), *result, *extensions;

    put_dilemma(x, statement, d);
    result = cJSON_AddObjectToObject(statement, "result");
    put_text(x->e, result, "response", d->options[round->decision].id);
    extensions = cJSON_AddObjectToObject(result, "extensions");
    put_extension(x, extensions, "round", cJSON_CreateNumber(round->round + 1));
    put_extension(x, extensions, "first-votes", counts_of(x, d, &round->first));
    put_extension(x, extensions, "second-votes", counts_of(x, d, &round->second));
    put_context(x, statement, true);
    time_put(statement, round->decided_ms);
    end(x, statement);
}

/* ---- a room at its end ---------------------------------------------------------------- */

static cJSON *outcomes_of(const struct export_outcomes *outcomes)
{
    cJSON *object = cJSON_CreateObject();

    cJSON_AddNumberToObject(object, "learning", outcomes->learning);
    cJSON_AddNumberToObject(object, "wellbeing", outcomes->wellbeing);
    cJSON_AddNumberToObject(object, "work", outcomes->work);
    return object;
}

static void tell_end(const struct xapi *x, uint32_t room)
{
    const struct export_team *team = &x->e->teams[room];
    cJSON *statement = begin(x, room, "completed"), *object, *definition, *result, *extensions;

    object = cJSON_AddObjectToObject(statement, "object");
    cJSON_AddStringToObject(object, "objectType", "Activity");
    cJSON_AddStringToObject(object, "id", x->story);
    definition = cJSON_AddObjectToObject(object, "definition");
    put_words(x->e, definition, "name", export_text(x->e, &x->e->scenario->title));
    cJSON_AddStringToObject(definition, "type", ACTIVITY_TYPES "simulation");
    result = cJSON_AddObjectToObject(statement, "result");
    cJSON_AddBoolToObject(result, "completion", true);
    if (team->told) {
        extensions = cJSON_AddObjectToObject(result, "extensions");
        put_extension(x, extensions, "team-at-the-start", outcomes_of(&team->start));
        put_extension(x, extensions, "team-at-the-end", outcomes_of(&team->now));
    }
    put_context(x, statement, false);
    time_put(statement, session_room(x->e->s, room)->began_ms);
    end(x, statement);
}

/* ---- all ------------------------------------------------------------------------------ */

static bool has_decided(const struct export *e, uint32_t room)
{
    return session_room(e->s, room)->rounds[0].decision != OPTION_NONE;
}

void export_write_xapi(const struct export *e, struct buffer *out)
{
    struct xapi x = {.e = e, .statements = cJSON_CreateArray()};
    char *printed;

    uuid_make(&x, bytes_of("session"), x.registration);
    snprintf(x.story, sizeof x.story, "%s/xapi/stories/%.*s", e->origin, (int)e->scenario->id.size,
             (const char *)e->scenario->id.data);
    for (uint32_t i = 0; i < e->rounds_count; i++) {
        if (e->rounds[i].room != ROOM_ALL)
            tell_decision(&x, &e->rounds[i]);
    }
    for (uint32_t room = 0; room < e->s->settings.rooms_count; room++) {
        if (session_room(e->s, room)->step == STEP_DEBRIEF && has_decided(e, room))
            tell_end(&x, room);
    }
    printed = cJSON_PrintUnformatted(x.statements);
    if (printed == NULL || arena_failed(e->arena))
        out->overflowed = true;
    else
        buffer_append_text(out, printed);
    cJSON_free(printed);
    cJSON_Delete(x.statements);
}
