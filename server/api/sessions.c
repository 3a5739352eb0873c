/* sessions.c -- making sessions, for a group or for one person, and joining them. Each starts a job
 * that waits for the host; the answer comes when what was asked is durable. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "api/internal.h"
#include "rehearse/rehearse.h"
#include "session/session.h"
#include "session/solo.h"
#include "session/state.h"

/* ---- a session for a group ------------------------------------------------------------ */

static void reply_session(struct job *job)
{
    struct http_request *request = job->request;
    const struct token token = job->token, projector = job->second;
    const uint16_t seat = job->seat;
    char session[17], code[CODE_BYTES + 1];

    snprintf(session, sizeof session, "%016llx", (unsigned long long)job->session.value);
    memcpy(code, job->code, sizeof code);
    job_end(job);
    reply_body(request, 201, &body_session_made,
               &(struct body_session_made){.session = bytes_of(session),
                                           .code = bytes_of(code),
                                           .token = bytes_of(token.text),
                                           .projector_token = bytes_of(projector.text),
                                           .seat = seat},
               NULL, ANSWER_BYTES_MAX);
}

/* The people of a rehearsal come when the doors open. */
static bool begin_rehearsal(const struct job *job)
{
    const struct rehearsal_asked *asked = &job->rehearsal;
    const struct rehearse_wish wish = {.session = job->session,
                                       .code = job->code,
                                       .rooms = asked->rooms,
                                       .people = asked->people,
                                       .lang = asked->lang,
                                       .quick = asked->quick,
                                       .names =
                                           sentences_get((enum lang)asked->lang, "name.simulated")};

    return asked->people == 0 || rehearse_begin(job->api->parts.rehearse, &wish) == RESULT_OK;
}

static void on_projector(void *arg, const struct host_answer *answer)
{
    struct job *job = arg;

    if (!job_is_done(job, answer))
        return;
    if (begin_rehearsal(job))
        reply_session(job);
    else
        job_fail(job, FAULT_BUSY, NULL);
}

/* The session exists; now its projector gets a seat. */
static void on_created(void *arg, const struct host_answer *answer)
{
    struct job *job = arg;
    const struct command command = {
        .type = COMMAND_SEAT_TAKE,
        .seat = SEAT_NONE,
        .seat_take = {.role = ROLE_PROJECTOR,
                      .room = ROOM_NONE,
                      .lang = (uint8_t)job->lang,
                      .token_hash = {job->second.hash, TOKEN_HASH_BYTES}}};

    if (!job_is_done(job, answer))
        return;
    guess_in_use(http_guesses(job->request), http_origin(job->request), answer->session);
    job->session = answer->session;
    job->seat = answer->seat;
    snprintf(job->code, sizeof job->code, "%s", answer->code);
    job_asked(job, host_request(job->api->parts.host, job->session, &command, on_projector, job));
}

#define STAFF_SEATS 20 /* For trainers, observers and projectors. */

/* A seat is not used again: somebody who left, or lost their phone, gets a new one. So there are
 * two seats for every chair, whatever was asked. */
static uint32_t enough_seats(const struct command_session_create *c)
{
    const uint32_t chairs = c->rooms_count * c->room_seats_max;
    const uint32_t least = chairs * 2 + STAFF_SEATS;
    const uint32_t seats = c->seats_max > least ? c->seats_max : least;

    return seats < SEATS_MAX ? seats : SEATS_MAX;
}

/* The trainer's settings, without what the server itself fills in. */
static struct command_session_create settings_of(const struct job *job,
                                                 const struct body_session_settings *wish)
{
    struct command_session_create c = {.scenario = wish->scenario,
                                       .title = wish->title,
                                       .mode = wish->mode,
                                       .pace = wish->pace,
                                       .rule = wish->rule,
                                       .close = wish->close,
                                       .quorum_percent = (uint32_t)wish->quorum_percent,
                                       .time_percent = (uint32_t)wish->time_percent,
                                       .gate = wish->gate,
                                       .names_shown = wish->names_shown,
                                       .diagnosis_skipped = wish->diagnosis_skipped,
                                       .lang = wish->lang != BODY_NO_WORD ? wish->lang
                                                                          : (uint8_t)job->lang,
                                       .rooms_count = (uint32_t)wish->rooms_count,
                                       .seats_max = (uint32_t)wish->seats_max,
                                       .room_seats_max = (uint32_t)wish->room_seats_max,
                                       .keep_days = (uint32_t)wish->keep_days,
                                       .closing_seconds = (uint32_t)wish->closing_seconds,
                                       .rehearsal = wish->rehearse > 0,
                                       .own_team = wish->own_team,
                                       .scan = wish->scan,
                                       .trainer_name = wish->trainer_name,
                                       .token_hash = {job->token.hash, TOKEN_HASH_BYTES}};

    c.seats_max = enough_seats(&c);
    if (wish->rehearse > 0 && wish->rehearse_quick)
        c.closing_seconds = 1; /* Three minutes have no seconds to spare. */
    if (c.trainer_name.size == 0)
        c.trainer_name = bytes_of(sentences_get(job->lang, "name.trainer"));
    return c;
}

/* False: there is no place for so many simulated people now. */
static bool ask_rehearsal(struct job *job, const struct body_session_settings *wish,
                          const struct command_session_create *c)
{
    job->rehearsal = (struct rehearsal_asked){.rooms = c->rooms_count,
                                              .people = (uint32_t)wish->rehearse,
                                              .lang = c->lang,
                                              .quick = wish->rehearse_quick};
    return rehearse_has_place(job->api->parts.rehearse, c->rooms_count, job->rehearsal.people);
}

static void create(struct job *job, struct command_session_create *c, host_done_fn *done)
{
    const struct scenario *scenario = api_scenario(job->api, c->scenario);

    if (scenario == NULL) {
        job_fail(job, c->scenario.size == 0 ? FAULT_FIELD_MISSING : FAULT_SCENARIO_UNKNOWN,
                 "scenario");
        return;
    }
    if (!api_may(job->api, &job->api->creations, job->request)) {
        job_fail(job, FAULT_TOO_FAST, NULL);
        return;
    }
    c->scenario_version = scenario->version;
    job_asked(job, host_create(job->api->parts.host, c, job->owner, done, job));
}

void route_session_create(struct api *api, struct http_request *request, const char *part)
{
    struct job *job = job_begin(api, request);
    struct body_session_settings wish;
    struct command_session_create c;
    struct key_holder holder;

    (void)part;
    if (job == NULL)
        return;
    if (api_key(api, request, &holder))
        job->owner = holder.owner;
    token_make(&job->token);
    token_make(&job->second);
    if (!job_read(job, &body_session_settings, &wish)) {
        job_wrong(job);
        return;
    }
    c = settings_of(job, &wish);
    if (wish.rehearse > 0 && !ask_rehearsal(job, &wish, &c)) {
        job_fail(job, FAULT_BUSY, NULL);
        return;
    }
    create(job, &c, on_created);
}

/* ---- for one -------------------------------------------------------------------------- */

void route_solo(struct api *api, struct http_request *request, const char *part)
{
    struct job *job = job_begin(api, request);
    struct command_session_create c;
    struct body_solo wish;
    struct bytes name;
    bool right;

    (void)part;
    if (job == NULL)
        return;
    right = job_read(job, &body_solo, &wish);
    job_speak(job, wish.lang);
    if (!right) {
        job_wrong(job);
        return;
    }
    token_make(&job->token);
    name = wish.name.size > 0 ? wish.name : bytes_of(sentences_get(job->lang, "name.solo"));
    c = solo_create(wish.scenario, name, (uint8_t)job->lang,
                    (struct bytes){job->token.hash, TOKEN_HASH_BYTES});
    create(job, &c, job_reply_token);
}

/* ---- a scan by a link ------------------------------------------------------------------ */

static void reply_scan(void *arg, const struct host_answer *answer)
{
    struct job *job = arg;
    struct http_request *request = job->request;
    const struct token token = job->token;
    char code[CODE_BYTES + 1];

    if (!job_is_done(job, answer))
        return;
    guess_in_use(http_guesses(request), http_origin(request), answer->session);
    snprintf(code, sizeof code, "%s", answer->code);
    job_end(job);
    reply_body(request, 201, &body_scan_made,
               &(struct body_scan_made){.code = bytes_of(code),
                                        .token = bytes_of(token.text),
                                        .answers_max = SCAN_LINK_ANSWERS_MAX,
                                        .keep_days = SCAN_LINK_KEEP_DAYS},
               NULL, ANSWER_BYTES_MAX);
}

void route_scan(struct api *api, struct http_request *request, const char *part)
{
    struct job *job = job_begin(api, request);
    struct command_session_create c;
    struct body_scan_wish wish;
    bool right;

    (void)part;
    if (job == NULL)
        return;
    right = job_read(job, &body_scan_wish, &wish);
    job_speak(job, wish.lang);
    if (!right) {
        job_wrong(job);
        return;
    }
    token_make(&job->token);
    c = scan_link_create(wish.scenario, bytes_of(sentences_get(job->lang, "name.trainer")),
                         (uint8_t)job->lang, (struct bytes){job->token.hash, TOKEN_HASH_BYTES});
    create(job, &c, reply_scan);
}

/* ---- coming in ------------------------------------------------------------------------ */

/* May the session of this code be looked at? False: the request was answered. */
static bool code_passes(struct job *job, struct bytes code)
{
    struct session_id session;
    const enum fault fault = host_find_code(job->api->parts.host, code, &session);
    enum guess guess = GUESS_PASSES;

    if (fault == FAULT_NONE || fault == FAULT_CODE_UNKNOWN)
        guess = guess_code(http_guesses(job->request), http_origin(job->request), session);
    if (guess == GUESS_PASSES) /* If nothing can be looked up now, the look will say so. */
        return true;
    if (guess == GUESS_TOO_MANY)
        job_fail(job, FAULT_TOO_MANY_TRIES, NULL);
    else
        job_fail(job, FAULT_CODE_UNKNOWN, "code");
    return false;
}

static void on_learnt(void *arg, const struct host_look *look)
{
    struct job *job = arg;
    const struct bytes code = bytes_of(job->code);

    job->ticket = 0;
    if (look->fault == FAULT_MOVED)
        job_fail(job, FAULT_MOVED, look->node);
    else if (code_passes(job, code))
        job_asked(job, host_look_code(job->api->parts.host, code, job->then, job));
}

/* As long as another node may have made this code, nobody can tell whether it is a guess. */
static void look_at_code(struct job *job, struct bytes code, host_look_fn *then)
{
    struct host *host = job->api->parts.host;

    if (host_may_learn_code(host, code)) {
        job->then = then;
        memmove(job->code, code.data, CODE_BYTES);
        job_asked(job, host_look_code(host, bytes_of(job->code), on_learnt, job));
    } else if (code_passes(job, code)) {
        job_asked(job, host_look_code(host, code, then, job));
    }
}

static bool code_found(struct job *job, const struct host_look *look)
{
    job->ticket = 0;
    if (look->fault == FAULT_NONE)
        return true;
    job_fail(job, look->fault, look->fault == FAULT_CODE_UNKNOWN ? "code" : look->node);
    return false;
}

static void on_code(void *arg, const struct host_look *look)
{
    struct job *job = arg;
    const struct command command = {
        .type = COMMAND_SEAT_TAKE,
        .seat = SEAT_NONE,
        .seat_take = {.role = ROLE_PARTICIPANT,
                      .room = job->target,
                      .name = bytes_of(job->name),
                      .lang = (uint8_t)job->lang,
                      .token_hash = {job->token.hash, TOKEN_HASH_BYTES}}};

    if (!code_found(job, look))
        return;
    job_asked(job,
              host_request(job->api->parts.host, look->session, &command, job_reply_token, job));
}

/* A request for a seat may bring a token, which the phone made at random. If the phone asks again
 * because the answer got lost, the same token gives the same seat and not a second one. Without a
 * token, we make one. */
static void take_token(struct job *job, struct bytes text)
{
    bool is_token;

    if (text.size == 0) {
        token_make(&job->token);
        return;
    }
    memcpy(job->token.text, text.data, TOKEN_TEXT_BYTES);
    is_token = token_hash(text, job->token.hash);
    assert(is_token); /* body_read refuses anything else. */
}

/* A token that opens nothing is new; or its session is missing, and then its code says so. */
static bool is_new(const struct host_look *look)
{
    return look->fault == FAULT_TOKEN_UNKNOWN ||
           (look->fault == FAULT_SESSION_DAMAGED && session_id_is_none(look->session));
}

static void on_known(void *arg, const struct host_look *look)
{
    struct job *job = arg;

    job->ticket = 0;
    if (look->fault == FAULT_NONE)
        job_reply_token(job, &(struct host_answer){.session = look->session, .seat = look->seat});
    else if (!is_new(look))
        job_fail(job, look->fault, look->node);
    else
        look_at_code(job, bytes_of(job->code), on_code);
}

static void join(struct job *job, const struct body_join *wish)
{
    take_token(job, wish->token);
    job->target = wish->room != BODY_NONE ? (uint16_t)wish->room : ROOM_AUTO;
    snprintf(job->name, sizeof job->name, "%.*s", (int)wish->name.size,
             (const char *)wish->name.data);
    snprintf(job->code, sizeof job->code, "%.*s", (int)wish->code.size,
             (const char *)wish->code.data);
    job_asked(job, host_look_token(job->api->parts.host, job->token.hash, on_known, job));
}

void route_join(struct api *api, struct http_request *request, const char *part)
{
    struct body_join wish;
    struct job *job;
    bool right;

    (void)part;
    job = job_begin(api, request);
    if (job == NULL)
        return;
    right = job_read(job, &body_join, &wish);
    job_speak(job, wish.lang);
    if (right)
        join(job, &wish);
    else
        job_wrong(job);
}

/* ---- who is behind a code ------------------------------------------------------------- */

static void reply_doors(struct http_request *request, const struct host_look *look, enum lang lang)
{
    const struct session *s = look->state;
    struct body_door rooms[ROOMS_MAX];
    uint16_t taken[ROOMS_MAX];

    session_count_chairs(s, taken);
    for (uint32_t room = 0; room < s->settings.rooms_count; room++)
        rooms[room] = (struct body_door){
            .room = room, .taken = taken[room], .seats = s->settings.room_seats_max};
    reply_body(request, 200, &body_doors,
               &(struct body_doors){.title = {s->settings.title, s->settings.title_bytes},
                                    .scenario = text_in(&look->scenario->title, (uint32_t)lang),
                                    .lang = (uint8_t)s->settings.lang,
                                    .status = (uint8_t)s->status,
                                    .scan = s->scan,
                                    .rooms = {rooms, s->settings.rooms_count}},
               NULL, ANSWER_BYTES_MAX);
}

static void on_doors(void *arg, const struct host_look *look)
{
    struct job *job = arg;
    struct http_request *request = job->request;
    const enum lang lang = job->lang;

    if (!code_found(job, look))
        return;
    job_end(job);
    reply_doors(request, look, lang);
}

void route_doors(struct api *api, struct http_request *request, const char *part)
{
    struct job *job = job_begin(api, request);

    if (job != NULL)
        look_at_code(job, bytes_of(part), on_doors);
}
