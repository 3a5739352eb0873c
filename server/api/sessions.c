/* sessions.c -- making sessions, for a group or for one, and coming in. Each starts a job that
 * waits for the host; the answer is given when what was asked is durable. */
#include <stdio.h>
#include <stdlib.h>

#include "api/internal.h"
#include "session/session.h"
#include "session/state.h"

/* ---- a session for a group ------------------------------------------------------------ */

static void reply_session(struct job *job, const struct token *token, const struct token *projector)
{
    struct http_request *request = job->request;
    char session[17];
    uint8_t memory[256];
    struct buffer out;
    struct writer w;

    snprintf(session, sizeof session, "%016llx", (unsigned long long)job->session.value);
    buffer_init(&out, memory, sizeof memory);
    writer_init(&w, &out, ENCODING_JSON);
    writer_map(&w, 5);
    writer_put_word(&w, "session", session);
    writer_put_word(&w, "code", job->code);
    writer_put_word(&w, "token", token->text);
    writer_put_word(&w, "projector_token", projector->text);
    writer_put_int(&w, "seat", job->seat);
    job_end(job);
    http_reply(request, 201, "application/json", buffer_bytes(&out));
}

static void on_projector(void *arg, const struct host_answer *answer)
{
    struct job *job = arg;

    if (job_is_done(job, answer))
        reply_session(job, &job->token, &job->second);
}

/* The session is there; its projector gets a seat of its own. */
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
    job->session = answer->session;
    job->seat = answer->seat;
    snprintf(job->code, sizeof job->code, "%s", answer->code);
    job_asked(job, host_request(job->api->parts.host, job->session, &command, on_projector, job));
}

#define STAFF_SEATS 20 /* For trainers, observers and projectors. */

/* A seat is not used again: who left, or lost the phone it was on, comes back on another. So there
 * are two for every chair, whatever was asked. */
static uint32_t enough_seats(const struct command_session_create *c)
{
    const uint32_t chairs = c->rooms_count * c->room_seats_max;
    const uint32_t least = chairs * 2 + STAFF_SEATS;
    const uint32_t seats = c->seats_max > least ? c->seats_max : least;

    return seats < SEATS_MAX ? seats : SEATS_MAX;
}

/* What a trainer need not say. */
static void set_defaults(struct command_session_create *c, enum lang lang)
{
    *c = (struct command_session_create){.mode = MODE_ONE_ROOM,
                                         .pace = PACE_TRAINER,
                                         .rule = RULE_MAJORITY,
                                         .close = CLOSE_EVERYONE,
                                         .quorum_percent = 100,
                                         .time_percent = 100,
                                         .lang = (uint8_t)lang,
                                         .rooms_count = 1,
                                         .room_seats_max = 40,
                                         .keep_days = 14};
}

static bool read_settings(struct job *job, struct command *command)
{
    static const char *const may_miss[] = {"scenario_version",
                                           "seed",
                                           "code",
                                           "mode",
                                           "pace",
                                           "rule",
                                           "close",
                                           "quorum_percent",
                                           "time_percent",
                                           "lang",
                                           "rooms_count",
                                           "seats_max",
                                           "room_seats_max",
                                           "keep_days",
                                           "token_hash",
                                           NULL};
    struct command_session_create *c = &command->session_create;
    struct codec_fault fault;

    set_defaults(c, job->lang);
    buffer_init(&job->body.scratch, job->body.scratch_memory, sizeof job->body.scratch_memory);
    if (!codec_read_fields(ENCODING_JSON, http_body(job->request), &job->body.scratch,
                           COMMAND_SESSION_CREATE, may_miss, command, &fault)) {
        job_fail(job, fault.fault, fault.field);
        return false;
    }
    c->seats_max = enough_seats(c);
    if (c->trainer_name.size == 0)
        c->trainer_name = bytes_of(sentences_get(job->lang, "name.trainer"));
    c->code = (struct bytes){NULL, 0};
    c->seed = 0; /* Made by the host. */
    c->token_hash = (struct bytes){job->token.hash, TOKEN_HASH_BYTES};
    return true;
}

static void create(struct job *job, struct command_session_create *c, host_done_fn *done)
{
    const struct scenario *scenario = api_scenario(job->api, c->scenario);

    if (scenario == NULL) {
        job_fail(job, c->scenario.size == 0 ? FAULT_FIELD_MISSING : FAULT_SCENARIO_UNKNOWN,
                 "scenario");
        return;
    }
    if (!limit_take(&job->api->creations, http_address(job->request), api_now_ms(job->api))) {
        job_fail(job, FAULT_TOO_FAST, NULL);
        return;
    }
    c->scenario_version = scenario->version;
    job_asked(job, host_create(job->api->parts.host, c, done, job));
}

void route_session_create(struct api *api, struct http_request *request, const char *part)
{
    struct job *job = job_begin(api, request);
    struct command command = {.type = COMMAND_SESSION_CREATE};

    (void)part;
    if (job == NULL)
        return;
    token_make(&job->token);
    token_make(&job->second);
    if (!read_settings(job, &command))
        return;
    if (command.session_create.mode == MODE_SOLO)
        job_fail(job, FAULT_FIELD_WRONG, "mode"); /* POST /api/solo makes those. */
    else
        create(job, &command.session_create, on_created);
}

/* ---- for one -------------------------------------------------------------------------- */

void route_solo(struct api *api, struct http_request *request, const char *part)
{
    struct job *job = job_begin(api, request);
    struct command_session_create c = {0};

    (void)part;
    if (job == NULL)
        return;
    body_read(&job->body, request);
    if (job->body.fault == FAULT_NONE) {
        set_defaults(&c, (enum lang)body_word(&job->body, "lang", &words_lang, (uint8_t)job->lang));
        http_speak(request, (enum lang)c.lang);
        c.scenario = body_text(&job->body, "scenario", ID_BYTES_MAX, true);
        c.trainer_name = body_text(&job->body, "name", NAME_BYTES_MAX, false);
    }
    if (job->body.fault != FAULT_NONE) {
        job_fail(job, job->body.fault, job->body.field);
        return;
    }
    if (c.trainer_name.size == 0)
        c.trainer_name = bytes_of(sentences_get((enum lang)c.lang, "name.solo"));
    c.mode = MODE_SOLO;
    c.pace = PACE_ROOM;
    c.seats_max = 1;
    c.room_seats_max = 1;
    c.keep_days = 30;
    token_make(&job->token);
    c.token_hash = (struct bytes){job->token.hash, TOKEN_HASH_BYTES};
    create(job, &c, job_reply_token);
}

/* ---- coming in ------------------------------------------------------------------------ */

/* The look found nothing for the code: that counts against the address. */
static bool code_found(struct job *job, const struct host_look *look)
{
    job->ticket = 0;
    if (look->fault == FAULT_NONE)
        return true;
    if (look->fault == FAULT_CODE_UNKNOWN)
        api_count_failure(job->api, job->request);
    job_fail(job, look->fault, look->fault == FAULT_CODE_UNKNOWN ? "code" : NULL);
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

/* Who asks for a seat may bring its token: random, made on the phone. Asked again because the
 * answer got lost, the same seat is given, not a second one. Without it we make one. */
static void take_token(struct job *job)
{
    const struct bytes text = body_text(&job->body, "token", TOKEN_TEXT_BYTES, false);

    if (text.size == 0) {
        token_make(&job->token);
        return;
    }
    if (!token_hash(text, job->token.hash))
        body_fail(&job->body, FAULT_FIELD_WRONG, "token");
    else
        memcpy(job->token.text, text.data, TOKEN_TEXT_BYTES);
}

static void on_known(void *arg, const struct host_look *look)
{
    struct job *job = arg;

    job->ticket = 0;
    if (look->fault == FAULT_NONE)
        job_reply_token(job, &(struct host_answer){.session = look->session, .seat = look->seat});
    else if (look->fault != FAULT_TOKEN_UNKNOWN)
        job_fail(job, look->fault, NULL);
    else
        job_asked(job, host_look_code(job->api->parts.host, bytes_of(job->code), on_code, job));
}

void route_join(struct api *api, struct http_request *request, const char *part)
{
    struct job *job;
    struct bytes code = {NULL, 0}, name = {NULL, 0};

    (void)part;
    if (!api_may_try(api, request) || (job = job_begin(api, request)) == NULL)
        return;
    if (body_read(&job->body, request)) {
        job->lang = (enum lang)body_word(&job->body, "lang", &words_lang, (uint8_t)job->lang);
        http_speak(request, job->lang);
        code = body_text(&job->body, "code", CODE_BYTES, true);
        name = body_text(&job->body, "name", NAME_BYTES_MAX, true);
        job->target = (uint16_t)body_uint(&job->body, "room", ROOMS_MAX - 1, ROOM_AUTO);
        take_token(job);
    }
    if (job->body.fault != FAULT_NONE) {
        job_fail(job, job->body.fault, job->body.field);
        return;
    }
    snprintf(job->name, sizeof job->name, "%.*s", (int)name.size, (const char *)name.data);
    snprintf(job->code, sizeof job->code, "%.*s", (int)code.size, (const char *)code.data);
    job_asked(job, host_look_token(api->parts.host, job->token.hash, on_known, job));
}

/* ---- who is behind a code ------------------------------------------------------------- */

static void write_doors(struct writer *w, const struct host_look *look, enum lang lang)
{
    const struct session *s = look->state;
    uint16_t taken[ROOMS_MAX];

    session_count_chairs(s, taken);
    writer_map(w, 5);
    writer_put_text(w, "title", (struct bytes){s->settings.title, s->settings.title_bytes});
    writer_put_text(w, "scenario", text_in(&look->scenario->title, (uint32_t)lang));
    writer_put_word(w, "lang", lang_name((enum lang)s->settings.lang));
    writer_put_word(w, "status", status_name((enum status)s->status));
    writer_key(w, "rooms");
    writer_list(w, s->settings.rooms_count);
    for (uint32_t room = 0; room < s->settings.rooms_count; room++) {
        writer_map(w, 3);
        writer_put_int(w, "room", room);
        writer_put_int(w, "taken", taken[room]);
        writer_put_int(w, "seats", s->settings.room_seats_max);
    }
}

static void on_doors(void *arg, const struct host_look *look)
{
    struct job *job = arg;
    struct http_request *request = job->request;
    uint8_t memory[8192];
    struct buffer out;
    struct writer w;

    if (!code_found(job, look))
        return;
    buffer_init(&out, memory, sizeof memory);
    writer_init(&w, &out, ENCODING_JSON);
    write_doors(&w, look, job->lang);
    job_end(job);
    http_reply(request, 200, "application/json", buffer_bytes(&out));
}

void route_doors(struct api *api, struct http_request *request, const char *part)
{
    struct job *job;

    if (!api_may_try(api, request) || (job = job_begin(api, request)) == NULL)
        return;
    job_asked(job, host_look_code(api->parts.host, bytes_of(part), on_doors, job));
}
