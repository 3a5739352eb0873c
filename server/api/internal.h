/* internal.h -- what the files of the API share. */
#ifndef DK_API_INTERNAL_H
#define DK_API_INTERNAL_H

#include "api/api.h"
#include "edge/limit.h"
#include "edge/texts.h"
#include "host/host.h"
#include "keys/keys.h"
#include "protocol/body.h"
#include "scenario/arena.h"
#include "scenario/scenario.h"
#include "sys/clock.h"

#define SESSIONS_LISTED_MAX 200
#define ANSWER_BYTES_MAX    (256 * 1024) /* For previews of scenarios; exports have more. */

/* New sessions, per address. The burst is for a school that starts solo practice all at once from
 * one address. The rate is low because sessions live for weeks: one address must not fill the
 * server in a night. */
#define LIMIT_CREATIONS ((struct bucket_rule){.burst = 600, .per_minute = 6})
/* New URLs to a seat or for a role, per address. Each is an event in the journal. */
#define LIMIT_LINKS ((struct bucket_rule){.burst = 300, .per_minute = 60})

struct documents;

struct api {
    struct api_parts parts;
    struct limit creations, links;
    struct documents *documents;
    uint32_t exports_count; /* Being made. */
    bool draining;
};

/* ---- a request under way -------------------------------------------------------------- */

/* Simulated people for a new session. */
struct rehearsal_asked {
    uint32_t rooms, people, lang; /* People in each room; 0: it is no rehearsal. */
    bool quick;
};

/* What was asked of the host for a request. Freed with job_end, or when the connection is gone. */
struct job {
    struct api *api;
    struct http_request *request;
    uint32_t ticket; /* The host's ticket; 0: none. */
    struct session_id session;
    uint16_t seat;
    uint16_t target;
    enum lang lang;
    uint32_t kind;  /* For the handler's own use. */
    uint64_t owner; /* Of a key: whose session it makes, or may look at (HOST_OF_ANYBODY). */
    char name[NAME_BYTES_MAX + 16];
    char code[CODE_BYTES + 1];
    host_look_fn *then; /* When the code is known. */
    struct token token, second;
    struct rehearsal_asked rehearsal;
    struct body_fault wrong; /* What job_read found wrong with the body. */
    struct buffer scratch;
    uint8_t scratch_memory[CODEC_SCRATCH_BYTES];
};

/* NULL: no memory; the request was answered. */
struct job *job_begin(struct api *api, struct http_request *request);
/* Read the request's body into a struct of this record, as body_read does. False: the body is
 * wrong; answer with job_wrong. */
bool job_read(struct job *job, const struct body_record *record, void *out);
void job_wrong(struct job *job);
/* The body named the person's language (or BODY_NO_WORD): from here on, answers are in it. */
void job_speak(struct job *job, uint8_t lang);
/* Keep the host's ticket. False if it is 0: the host is too busy, the request was answered so, and
 * the job has ended. */
bool job_asked(struct job *job, uint32_t ticket);
void job_end(struct job *job); /* Free it; the request must be answered, or is next. */
void job_fail(struct job *job, enum fault fault, const char *field);
void job_fail_token(struct job *job); /* As http_fail_token. */
/* True: the host did it. False: the request was answered, and the job has ended. */
bool job_is_done(struct job *job, const struct host_answer *answer);
/* A host_done_fn that answers with the body seat_made and the token of the job. */
void job_reply_token(void *arg, const struct host_answer *answer);
/* Did a look find a seat of a trainer or co-trainer? */
bool look_is_trainer(const struct host_look *look);
/* True: the look found a seat. False: the request was answered, and the job has ended; an unknown
 * token was counted. */
bool job_seat_found(struct job *job, const struct host_look *look);
/* Look up the seat of the request's token, then call `then`. */
void job_look_up(struct job *job, host_look_fn *then);

/* Answer with this body. `arena` holds what it points to (NULL: it is elsewhere). If the arena ran
 * out of memory or the body is larger than bytes_max, the answer is a fault instead. */
void reply_body(struct http_request *request, int status, const struct body_record *record,
                const void *body, const struct arena *arena, size_t bytes_max);
/* Whose key does the request bring? false: none that is valid. */
bool api_key(const struct api *api, const struct http_request *request, struct key_holder *out);
/* Take one from the budget of the asker's address; false: it is empty. */
bool api_may(struct api *api, struct limit *limit, struct http_request *request);
const struct scenario *api_scenario(const struct api *api, struct bytes id);

/* ---- handlers; `part` is the segment of the path that {...} stands for ----------------- */

typedef void route_fn(struct api *api, struct http_request *request, const char *part);

route_fn route_scenarios, route_scenario;
route_fn route_sessions, route_session_link, route_session_create;
route_fn route_solo, route_scan, route_join, route_doors;
route_fn route_key, route_keys, route_key_make, route_key_revoke;
route_fn route_seat_link, route_role_link, route_delete;
route_fn route_export_json, route_export_csv, route_export_ods, route_export_xlsx;
route_fn route_export_xapi, route_ways;
route_fn route_document_openapi, route_document_asyncapi;
route_fn route_document_export;
route_fn route_qr, route_addresses, route_health, route_ready, route_metrics;
route_fn route_author_catalogue, route_author_list, route_author_open;
route_fn route_author_check, route_author_load, route_author_withdraw;
route_fn route_author_playtest, route_author_playtest_look, route_author_playtest_cancel;

#define ROUTE_PART_BYTES_MAX 16

#define EXPORT_TYPE_ODS    "application/vnd.oasis.opendocument.spreadsheet"
#define EXPORT_TYPE_XLSX   "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#define EXPORT_SCHEMA_PATH "/api/export.schema.json"

enum route_who { WHO_ANYONE, WHO_KEY, WHO_FIRST, WHO_SEAT, WHO_TRAINER, WHO_OPERATOR };

enum route_spends { SPENDS_NOTHING, SPENDS_CREATION, SPENDS_LINK };

struct route {
    enum http_method method;
    const char *pattern; /* With at most one {part}: a segment, not empty. */
    enum route_who who;
    route_fn *handle;
    size_t body_bytes_max; /* 0: HTTP_BODY_BYTES_MAX. More is for WHO_KEY only. */
    /* For those who ask, and for tests: openapi.json is made of it. */
    const struct body_record *request; /* NULL: no body is read. */
    bool asks_text;                    /* It reads ?text=. */
    int status;                        /* When all is well. */
    const struct body_record *answer;  /* NULL: of answer_type. */
    const char *answer_type;
    bool answers_list;        /* The JSON of answer_type is a list. */
    uint32_t faults;          /* Bit per enum fault. */
    bool refuses;             /* The game may say no. */
    enum route_spends spends; /* What too_fast is about. */
    const char *tag, *name, *summary, *doc;
};

extern const struct route api_routes[];
extern const uint32_t api_routes_count;

/* ---- documents.c: openapi.json and asyncapi.json, made once ------------------------------ */

enum result documents_open(struct documents **out);
void documents_close(struct documents *documents); /* NULL is fine. */

#endif
