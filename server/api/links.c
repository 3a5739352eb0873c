/* links.c -- for those who already have a seat: a URL that takes it to another device, URLs for
 * other roles, and deleting the session. The host knows whose token it is; this file says what its
 * role may do. */
#include <stdio.h>
#include <stdlib.h>

#include "api/internal.h"
#include "session/session.h"
#include "session/state.h"

/* The role of the seat that a look found. */
static enum role look_role(const struct host_look *look)
{
    return (enum role)session_audience(look->state, look->seat).role;
}

bool look_is_trainer(const struct host_look *look)
{
    const enum role role = look_role(look);

    return role_leads(role);
}

bool job_seat_found(struct job *job, const struct host_look *look)
{
    job->ticket = 0;
    if (look->fault == FAULT_NONE)
        return true;
    if (look->fault == FAULT_TOKEN_UNKNOWN)
        job_fail_token(job);
    else
        job_fail(job, look->fault, look->node);
    return false;
}

void job_look_up(struct job *job, host_look_fn *then)
{
    uint8_t hash[TOKEN_HASH_BYTES];

    if (!http_bearer(job->request, hash))
        job_fail_token(job);
    else
        job_asked(job, host_look_token(job->api->parts.host, hash, then, job));
}

/* A job for a new URL. NULL: the request was answered. */
static struct job *begin(struct api *api, struct http_request *request)
{
    if (api_may(api, &api->links, request))
        return job_begin(api, request);
    http_fail(request, FAULT_TOO_FAST, NULL);
    return NULL;
}

/* ---- to another device ---------------------------------------------------------------- */

/* Who may get a URL to a seat? Everybody to their own. Trainers to the seats of participants, whose
 * phone may be empty, and the lead trainer to those of co-trainers. Nobody else to the lead
 * trainer's, because whoever sits there may delete the session. */
static bool may_link(const struct host_look *look, uint16_t target)
{
    enum role role;

    if (look->seat == target)
        return true;
    if (!look_is_trainer(look) || target >= session_seats_count(look->state))
        return look_is_trainer(look); /* No such seat: the core will refuse it. */
    role = (enum role)session_audience(look->state, target).role;
    return role != ROLE_TRAINER && (role != ROLE_COTRAINER || look_role(look) == ROLE_TRAINER);
}

static void on_seat_for_link(void *arg, const struct host_look *look)
{
    struct job *job = arg;
    const struct command command = {
        .type = COMMAND_TOKEN_ISSUE,
        .seat = SEAT_NONE,
        .token_issue = {.target = job->target, .token_hash = {job->token.hash, TOKEN_HASH_BYTES}}};

    if (!job_seat_found(job, look))
        return;
    if (!may_link(look, job->target))
        job_fail(job, FAULT_FORBIDDEN, NULL);
    else
        job_asked(
            job, host_request(job->api->parts.host, look->session, &command, job_reply_token, job));
}

static bool seat_number(const char *part, uint16_t *out)
{
    char *end;
    const unsigned long number = strtoul(part, &end, 10);

    if (part[0] < '0' || part[0] > '9' || *end != '\0' || number >= SEATS_MAX)
        return false;
    *out = (uint16_t)number;
    return true;
}

void route_seat_link(struct api *api, struct http_request *request, const char *part)
{
    struct job *job = begin(api, request);

    if (job == NULL)
        return;
    token_make(&job->token);
    if (!seat_number(part, &job->target))
        job_fail(job, FAULT_FIELD_WRONG, "seat");
    else
        job_look_up(job, on_seat_for_link);
}

/* ---- for a browser that forgot -------------------------------------------------------- */

/* Whose sessions the key of this request may see: its own, or with the first one all. */
static uint64_t owner_seen(const struct api *api, const struct http_request *request)
{
    struct key_holder holder;

    if (!api_key(api, request, &holder))
        return HOST_OF_NOBODY;
    return holder.is_first ? HOST_OF_ANYBODY : holder.owner;
}

void route_sessions(struct api *api, struct http_request *request, const char *part)
{
    struct host_listed listed[SESSIONS_LISTED_MAX];
    struct body_listed_session sessions[SESSIONS_LISTED_MAX];
    const uint32_t count =
        host_list(api->parts.host, owner_seen(api, request), listed, SESSIONS_LISTED_MAX);

    (void)part;
    for (uint32_t i = 0; i < count; i++)
        sessions[i] = (struct body_listed_session){.code = bytes_of(listed[i].code),
                                                   .made_ms = (int64_t)listed[i].created_ms,
                                                   .delete_at_ms = (int64_t)listed[i].delete_at_ms};
    reply_body(request, 200, &body_sessions, &(struct body_sessions){.sessions = {sessions, count}},
               NULL, ANSWER_BYTES_MAX);
}

static void on_session_for_link(void *arg, const struct host_look *look)
{
    struct job *job = arg;
    struct command command = {.type = COMMAND_TOKEN_ISSUE, .seat = SEAT_NONE};

    job->ticket = 0;
    if (look->fault != FAULT_NONE) {
        job_fail(job, look->fault, look->fault == FAULT_CODE_UNKNOWN ? "code" : look->node);
        return;
    }
    if (!host_is_of(job->api->parts.host, look->session, job->owner)) {
        job_fail(job, FAULT_CODE_UNKNOWN, "code"); /* As if there were none. */
        return;
    }
    while (job->target < session_seats_count(look->state) &&
           session_audience(look->state, job->target).role != ROLE_TRAINER)
        job->target++; /* A session for a group has exactly one: state.h, invariant 2. */
    command.token_issue.target = job->target;
    command.token_issue.token_hash = (struct bytes){job->token.hash, TOKEN_HASH_BYTES};
    job_asked(job,
              host_request(job->api->parts.host, look->session, &command, job_reply_token, job));
}

void route_session_link(struct api *api, struct http_request *request, const char *part)
{
    struct job *job = begin(api, request);

    if (job == NULL)
        return;
    job->owner = owner_seen(api, request);
    token_make(&job->token);
    job_asked(job, host_look_code(api->parts.host, bytes_of(part), on_session_for_link, job));
}

/* ---- for another role ----------------------------------------------------------------- */

/* "Co-trainer", "Co-trainer 2", ...: names are unique in a session. */
static void name_role(struct job *job, const struct session *s, enum role role)
{
    const char *name =
        sentences_get(job->lang, role == ROLE_COTRAINER ? "name.cotrainer" : "name.observer");
    uint32_t count = 1;

    for (uint32_t i = 0; i < s->seats_count; i++)
        count += session_seat(s, i)->role == role;
    if (count == 1)
        snprintf(job->name, sizeof job->name, "%s", name);
    else
        snprintf(job->name, sizeof job->name, "%s %u", name, count);
}

static void on_trainer_for_role(void *arg, const struct host_look *look)
{
    struct job *job = arg;
    const enum role role = (enum role)job->kind;
    struct command command = {.type = COMMAND_SEAT_TAKE, .seat = SEAT_NONE};

    if (!job_seat_found(job, look))
        return;
    if (!look_is_trainer(look)) {
        job_fail(job, FAULT_FORBIDDEN, NULL);
        return;
    }
    if (job->name[0] == '\0' && role != ROLE_PROJECTOR)
        name_role(job, look->state, role);
    command.seat_take =
        (struct command_seat_take){.role = (uint8_t)role,
                                   .room = role == ROLE_OBSERVER ? job->target : ROOM_NONE,
                                   .name = bytes_of(job->name),
                                   .lang = (uint8_t)job->lang,
                                   .token_hash = {job->token.hash, TOKEN_HASH_BYTES}};
    job_asked(job,
              host_request(job->api->parts.host, look->session, &command, job_reply_token, job));
}

void route_role_link(struct api *api, struct http_request *request, const char *part)
{
    struct job *job = begin(api, request);
    struct body_role_link wish;

    (void)part;
    if (job == NULL)
        return;
    if (!job_read(job, &body_role_link, &wish)) {
        job_wrong(job);
        return;
    }
    job->kind = wish.role;
    job->target = wish.room != BODY_NONE ? (uint16_t)wish.room : ROOM_AUTO;
    if (wish.name.size > 0)
        snprintf(job->name, sizeof job->name, "%.*s", (int)wish.name.size,
                 (const char *)wish.name.data);
    token_make(&job->token);
    job_look_up(job, on_trainer_for_role);
}

/* ---- deleting ------------------------------------------------------------------------- */

static void on_deleted(void *arg, const struct host_answer *answer)
{
    struct job *job = arg;
    struct http_request *request = job->request;

    if (!job_is_done(job, answer))
        return;
    job_end(job);
    reply_body(request, 200, &body_deleted, &(struct body_deleted){true}, NULL, ANSWER_BYTES_MAX);
}

/* The lead trainer may delete; in solo, the one who plays. */
static bool may_delete(const struct host_look *look)
{
    return look_role(look) == ROLE_TRAINER || look->state->settings.mode == MODE_SOLO;
}

static void on_trainer_for_delete(void *arg, const struct host_look *look)
{
    struct job *job = arg;

    /* Who leads a session that cannot be read, or whose story is gone, is not known, but seat 0
     * made it. */
    if ((look->fault == FAULT_SESSION_DAMAGED || look->fault == FAULT_SCENARIO_UNKNOWN) &&
        look->seat == 0) {
        job_asked(job, host_delete(job->api->parts.host, look->session, on_deleted, job));
        return;
    }
    if (!job_seat_found(job, look))
        return;
    if (!may_delete(look))
        job_fail(job, FAULT_FORBIDDEN, NULL);
    else
        job_asked(job, host_delete(job->api->parts.host, look->session, on_deleted, job));
}

void route_delete(struct api *api, struct http_request *request, const char *part)
{
    struct job *job = job_begin(api, request);

    (void)part;
    if (job != NULL)
        job_look_up(job, on_trainer_for_delete);
}
