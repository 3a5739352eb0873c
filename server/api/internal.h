/* internal.h -- what the files of the API share. */
#ifndef DK_API_INTERNAL_H
#define DK_API_INTERNAL_H

#include "api/api.h"
#include "edge/limit.h"
#include "edge/texts.h"
#include "host/host.h"
#include "protocol/flat.h"
#include "scenario/scenario.h"
#include "sys/clock.h"

#define ANSWER_BYTES_MAX (256 * 1024) /* Of scenario previews; exports have their own. */

/* Wrong codes and keys, per address: enough for three hundred people behind one address, of whom
 * every third mistypes (who does it right is stopped, too, once they have used it up); hopeless for
 * guessing among 31^6 codes, a day of it has one chance in ten thousand per open session. */
#define LIMIT_FAILURES ((struct bucket_rule){.burst = 120, .per_minute = 60})
/* New sessions, per address: a school doing solo practice at once is one address. In the long run a
 * session lives for weeks, so that one address cannot fill the house in a night. */
#define LIMIT_CREATIONS ((struct bucket_rule){.burst = 600, .per_minute = 6})
/* New links to a seat or for a role, per address: each is an event in the journal. */
#define LIMIT_LINKS ((struct bucket_rule){.burst = 300, .per_minute = 60})

struct api {
    struct api_parts parts;
    struct limit failures, creations, links;
};

/* ---- a request under way -------------------------------------------------------------- */

/* A flat JSON body; the first thing that is wrong sticks. */
struct body {
    struct flat flat;
    struct buffer scratch;
    uint8_t scratch_memory[COMMAND_BYTES_MAX];
    enum fault fault;
    const char *field;
};

bool body_read(struct body *body, struct http_request *request);
/* Missing is "" unless required. */
struct bytes body_text(struct body *body, const char *field, size_t bytes_max, bool required);
/* Missing is the default. */
uint8_t body_word(struct body *body, const char *field, const struct words *words,
                  uint8_t standard);
uint32_t body_uint(struct body *body, const char *field, uint32_t max, uint32_t standard);
/* Something else is wrong with it. */
void body_fail(struct body *body, enum fault fault, const char *field);

/* Something asked of the host for a request; freed with job_end, or when the asker goes away. */
struct job {
    struct api *api;
    struct http_request *request;
    uint32_t ticket; /* At the host; 0: none. */
    struct session_id session;
    uint16_t seat;
    uint16_t target;
    enum lang lang;
    uint32_t kind; /* For the handler's own use. */
    char name[NAME_BYTES_MAX + 16];
    char code[CODE_BYTES + 1];
    struct token token, second;
    struct body body;
};

/* NULL: there is no memory, and the request has its answer. */
struct job *job_begin(struct api *api, struct http_request *request);
/* The host is asked; 0: it is too busy, and job and request are at their end. */
bool job_asked(struct job *job, uint32_t ticket);
void job_end(struct job *job); /* Frees it; the request is answered by now, or about to be. */
void job_fail(struct job *job, enum fault fault, const char *field);
/* True: the host did it. False: the request has its answer and the job has ended. */
bool job_is_done(struct job *job, const struct host_answer *answer);
/* A host_done_fn: {"token", "seat"} of the job, the usual end. */
void job_reply_token(void *arg, const struct host_answer *answer);
/* The role of the token in the header, as far as a look found it. */
enum role look_role(const struct host_look *look);
bool look_is_trainer(const struct host_look *look);
/* The look found a seat; else the request has its answer and the job has ended. */
bool job_seat_found(struct job *job, const struct host_look *look);
/* Look up whose token the request has, then go on with `then`. */
void job_look_up(struct job *job, host_look_fn *then);

/* Answer with what the writer has put in the buffer; the buffer's memory is from malloc and taken
 * over. */
void reply_json(struct http_request *request, int status, struct buffer *out);
uint64_t api_now_ms(const struct api *api);
/* Wrong code or key from this address. */
void api_count_failure(struct api *api, struct http_request *request);
bool api_may_try(struct api *api, struct http_request *request);
const struct scenario *api_scenario(const struct api *api, struct bytes id);

/* ---- handlers; `part` is what stood for {...} in the path ------------------------------ */

typedef void route_fn(struct api *api, struct http_request *request, const char *part);

route_fn route_scenarios, route_scenario;
route_fn route_session_create, route_solo, route_join, route_doors;
route_fn route_seat_link, route_role_link, route_delete;
route_fn route_export_json, route_export_csv;
route_fn route_qr, route_health, route_ready, route_metrics;
route_fn route_author_catalogue, route_author_list, route_author_open;
route_fn route_author_check, route_author_load, route_author_withdraw;
route_fn route_author_playtest, route_author_playtest_look, route_author_playtest_cancel;

enum route_who { WHO_ANYONE, WHO_KEY, WHO_SEAT, WHO_TRAINER, WHO_OPERATOR };

struct route {
    enum http_method method;
    const char *pattern; /* At most one {part}: one segment, not empty. */
    enum route_who who;
    route_fn *handle;
    size_t body_bytes_max; /* More than HTTP_BODY_BYTES_MAX is for WHO_KEY only. */
};

extern const struct route api_routes[];
extern const uint32_t api_routes_count;

#endif
