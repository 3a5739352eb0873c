/* export.c -- what a trainer may take home: decisions, votes as counted by session/export.h (no
 * figures about fewer than five people), and how the simulated teams fared. No names, no reasons,
 * nothing about one person; what a trainer told of the team in own words stands as it was told.
 * Here are the routes, and what all files have in common. */
#include "api/export_inside.h"
#include "session/export.h"
#include "session/session.h"
#include "session/state.h"

/* ---- words ---------------------------------------------------------------------------- */

struct bytes export_sentence(const struct export *e, const char *key)
{
    return bytes_of(sentences_get(e->lang, key));
}

struct bytes export_text(const struct export *e, const struct text *text)
{
    return text_in(text, (uint32_t)e->lang);
}

/* The n-th of "Keuken, Serre, ..."; 64 of them. */
static struct bytes room_name(enum lang lang, uint32_t room)
{
    const char *at = sentences_get(lang, "room.names");

    for (; room > 0; room--) {
        const char *comma = strstr(at, ", ");
        if (comma == NULL)
            break;
        at = comma + 2;
    }
    return (struct bytes){(const uint8_t *)at, strcspn(at, ",")};
}

struct bytes export_room_name(const struct export *e, uint32_t room)
{
    return room == ROOM_ALL ? export_sentence(e, "export.all_rooms") : room_name(e->lang, room);
}

const struct scenario_dilemma *export_dilemma(const struct export *e,
                                              const struct export_round *round)
{
    return &e->scenario->dilemmas[round->dilemma];
}

uint32_t export_participants(const struct export *e)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < e->s->seats_count; i++)
        count += role_plays(session_seat(e->s, i)->role);
    return count;
}

/* In an outdated session it is unknown. */
bool export_phases(const struct export *e, const struct export_round *round, uint32_t member,
                   uint8_t *before, uint8_t *after)
{
    const struct room *room;

    if (round->room == ROOM_ALL || session_is_outdated(e->s))
        return false;
    room = session_room(e->s, round->room);
    if (room->rounds[round->round].told == 0)
        return false;
    *before = round->round == 0 ? room->start.phases[member]
                                : room->rounds[round->round - 1].after.phases[member];
    *after = room->rounds[round->round].after.phases[member];
    return true;
}

bool export_happening(const struct export *e, const struct export_round *round, uint32_t i,
                      struct export_happening *out)
{
    const struct catalogue_pulse *pulses = e->scenario->catalogue->pulses, *pulse;
    const struct room_round *r;

    if (round->room == ROOM_ALL)
        return false;
    r = &session_room(e->s, round->room)->rounds[round->round];
    if (i < r->brought_count) {
        pulse = &pulses[r->brought[i]];
        *out = (struct export_happening){.key = pulse->key, .name = export_text(e, &pulse->name)};
        return true;
    }
    if (i > r->brought_count || r->written_bytes == 0)
        return false;
    pulse = &pulses[r->written_pulse];
    *out = (struct export_happening){
        .key = pulse->key, .name = export_text(e, &pulse->does), .words = round_written(r)};
    return true;
}

bool export_gather(struct export *e)
{
    struct export_round *rounds;
    struct export_team *teams;
    uint32_t rounds_max, teams_count;

    e->arena = arena_open();
    if (e->arena == NULL)
        return false;
    rounds = arena_list(e->arena, EXPORT_ROUNDS_MAX, sizeof *rounds, &rounds_max);
    teams = arena_list(e->arena, e->s->settings.rooms_count, sizeof *teams, &teams_count);
    if (arena_failed(e->arena))
        return false;
    for (uint32_t room = 0; room < teams_count; room++)
        export_team(e->s, room, &teams[room]);
    e->rounds_count = export_rounds(e->s, rounds, rounds_max);
    e->rounds = rounds;
    e->teams = teams;
    return true;
}

/* ---- files ---------------------------------------------------------------------------- */

enum export_kind { EXPORT_JSON, EXPORT_CSV, EXPORT_ODS, EXPORT_XLSX, EXPORT_XAPI };

static const struct export_file files[] = {
    [EXPORT_JSON] = {HTTP_TYPE_JSON, "attachment; filename=\"dilemmakamer.json\"",
                     export_write_json},
    [EXPORT_CSV] = {"text/csv; charset=utf-8", "attachment; filename=\"dilemmakamer.csv\"",
                    export_write_csv},
    [EXPORT_ODS] = {EXPORT_TYPE_ODS, "attachment; filename=\"dilemmakamer.ods\"", export_write_ods},
    [EXPORT_XLSX] = {EXPORT_TYPE_XLSX, "attachment; filename=\"dilemmakamer.xlsx\"",
                     export_write_xlsx},
    [EXPORT_XAPI] = {HTTP_TYPE_JSON, "attachment; filename=\"dilemmakamer.xapi.json\"",
                     export_write_xapi},
};

/* ---- routes --------------------------------------------------------------------------- */

static void on_trainer_for_export(void *arg, const struct host_look *look)
{
    struct job *job = arg;
    struct api *api = job->api;
    struct http_request *request = job->request;
    const struct export_file *file = &files[job->kind];
    const enum lang lang = job->lang;

    if (!job_seat_found(job, look))
        return;
    if (!look_is_trainer(look)) {
        job_fail(job, FAULT_FORBIDDEN, NULL);
        return;
    }
    job_end(job);
    export_begin(api, request, file, look, lang);
}

static void begin(struct api *api, struct http_request *request, enum export_kind kind)
{
    struct job *job = job_begin(api, request);

    if (job == NULL)
        return;
    job->kind = kind;
    job_look_up(job, on_trainer_for_export);
}

void route_export_json(struct api *api, struct http_request *request, const char *part)
{
    (void)part;
    begin(api, request, EXPORT_JSON);
}

void route_export_csv(struct api *api, struct http_request *request, const char *part)
{
    (void)part;
    begin(api, request, EXPORT_CSV);
}

void route_export_ods(struct api *api, struct http_request *request, const char *part)
{
    (void)part;
    begin(api, request, EXPORT_ODS);
}

void route_export_xlsx(struct api *api, struct http_request *request, const char *part)
{
    (void)part;
    begin(api, request, EXPORT_XLSX);
}

void route_export_xapi(struct api *api, struct http_request *request, const char *part)
{
    (void)part;
    begin(api, request, EXPORT_XAPI);
}
