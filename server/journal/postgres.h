/* postgres.h -- inside the PostgreSQL journal only: what its files share.
 *
 *   journal_postgres.c   the front: opening, the loop, waiting, closing
 *   postgres_link.c      the connection: coming, going, its own timers
 *   postgres_hosts.c     which of several hosts
 *   postgres_greet.c     what is said to the database on each new connection
 *   postgres_sql.c       tables and statements
 *   postgres_group.c     jobs that are committed together
 *   postgres_jobs.c      what each job sends, and what comes back
 *   postgres_forget.c    whoever leaves takes along what they wrote
 *   postgres_own.c       whose a session is
 *   postgres_tail.c      how far each session is
 *
 *   AWAY --due--> CONNECTING --> GREETING --> READY --lost, or no answer in time--> AWAY
 *
 * One thread, the loop's. A group is one round trip: everything up to the Sync is one transaction,
 * and only the answer to the Sync says that it is durable.
 *
 * Who may write: one server at a time, or several that have a name (`node`) and share the sessions.
 * Each has a row in `node`. When it comes it adds one to the *epoch* there, and every group that
 * writes first sets that row's `turn` where the epoch is still its own; without that the whole
 * group fails. So whoever slept, or was cut off and replaced, writes nothing more. See
 * postgres_own.c.
 *
 * An answer that never came: on the new connection the epoch is raised, which waits for what the
 * old one was doing or shuts it out; then `turn` says whether the group was committed. */
#ifndef DK_JOURNAL_POSTGRES_H
#define DK_JOURNAL_POSTGRES_H

#include "journal/chain.h"
#include "journal/journal_job.h"
#include "sys/clock.h"

#include <libpq-fe.h>

#define POSTGRES_FORMAT           3       /* Of the tables; raised with every step of the schema. */
#define POSTGRES_VERSION_MIN      140000  /* Pipelines with checks of the link: PostgreSQL 14. */
#define POSTGRES_CONNECT_US       5000000 /* To be connected. */
#define POSTGRES_CONNECT_EACH_US  2000000 /* To each of several hosts. */
#define POSTGRES_ANSWER_US        5000000 /* Of silence, while an answer is due. */
#define POSTGRES_RETRY_FIRST_US   50000
#define POSTGRES_RETRY_MAX_US     1000000
#define POSTGRES_LOCK_RETRY_US    20000
#define POSTGRES_FULL_US          1000000          /* For how long a full disk counts as full. */
#define POSTGRES_LEASE            "interval '5 s'" /* A node that was silent this long is dead. */
#define POSTGRES_RENEW_US         1000000          /* It is heard of at least this often. */
#define POSTGRES_GROUP_JOBS_MAX   1024
#define POSTGRES_GROUP_BYTES_MAX  (8 * 1024 * 1024)
#define POSTGRES_OWNER_BYTES_MAX  48
#define POSTGRES_REASON_BYTES_MAX 200
#define POSTGRES_HOST_BYTES_MAX   256
/* What an acknowledgement is worth: a number of enum journal_kept, as the database has it set. */
#define POSTGRES_KEPT                                                                              \
    "CASE WHEN current_setting('fsync') = 'off' OR current_setting('synchronous_commit') = 'off'"  \
    " THEN 1 WHEN current_setting('synchronous_standby_names') = ''"                               \
    " OR current_setting('synchronous_commit') = 'local' THEN 2 ELSE 3 END"

enum postgres_state { POSTGRES_AWAY, POSTGRES_CONNECTING, POSTGRES_GREETING, POSTGRES_READY };

/* What is said to a new connection, in this order. */
enum postgres_greeting {
    GREET_SETTINGS, /* How this connection is to behave; may it write? */
    GREET_LOCK,     /* Nobody else is connected as the server of this journal. */
    GREET_FORMAT,   /* Are there tables? */
    GREET_VERSION,  /* Of which format. */
    GREET_CREATE,   /* None yet. */
    GREET_UPGRADE,  /* They are of an older format. */
    GREET_OWN,      /* The epoch is raised; which turn was committed last? */
    GREET_PREPARE   /* The statements. */
};

/* ---- how far each session is ---------------------------------------------------------------- */

struct postgres_tail {
    uint64_t session; /* 0: a free place. */
    uint64_t seq;     /* Of its last event; 0: there is no such session. */
    struct chain chain;
    bool is_damaged; /* Its entry is not what was written. */
    bool is_others;  /* It is of another node. */
};

struct postgres_tails {
    struct postgres_tail *items;
    uint32_t capacity, count; /* A power of two, at most half full. */
};

struct postgres_tail *tails_find(const struct postgres_tails *t, struct session_id session);
/* NULL: no memory. Valid until the next call. */
struct postgres_tail *tails_put(struct postgres_tails *t, struct session_id session);
void tails_remove(struct postgres_tails *t, struct session_id session);
void tails_clear(struct postgres_tails *t);

/* ---- which host ------------------------------------------------------------------------------ */

struct postgres_hosts {
    char *hosts, *addresses, *ports; /* As the URL lists them; NULL: it does not. */
    uint32_t count, index;           /* How many; the one that is tried now. */
    uint32_t tried;                  /* How often the next one was taken. */
};

void hosts_read(struct postgres_hosts *h, const char *url);
/* Begin to connect to the host of now. NULL: no memory. */
PGconn *hosts_connect(struct postgres_hosts *h, const char *url, const char *owner);
/* The next one is tried. false: that was the last, and they begin again. */
bool hosts_next(struct postgres_hosts *h);
void hosts_clear(struct postgres_hosts *h);

/* ---- statements ----------------------------------------------------------------------------- */

enum postgres_statement {
    PG_FENCE,
    PG_SESSION_READ,
    PG_SESSION_INSERT,
    PG_SESSION_TIP,
    PG_SESSION_REWRITTEN,
    PG_SESSIONS_LIST,
    PG_EVENT_INSERT,
    PG_EVENT_REWRITE,
    PG_EVENTS_READ,
    PG_EVENTS_ALL,
    PG_SNAPSHOT_READ,
    PG_SNAPSHOT_WRITE,
    PG_TOKEN_INSERT,
    PG_TOKEN_FIND,
    PG_TOKEN_USE,
    PG_TOKENS_DROP,
    PG_EVENTS_DELETE,
    PG_TOKENS_DELETE,
    PG_SNAPSHOT_DELETE,
    PG_SESSION_DELETE,
    PG_SESSION_GUARD,
    PG_SESSION_CLAIM,
    PG_CODE_FIND,
    PG_NODE_CUT,
    PG_NODE_BURY,
    PG_NODE_LEAVE,
    PG_STATEMENTS_COUNT
};

#define POSTGRES_PARAMETERS_MAX 12

/* Values of one statement, in binary; what is added must outlive the sending. */
struct postgres_values {
    int count;
    const char *values[POSTGRES_PARAMETERS_MAX];
    int lengths[POSTGRES_PARAMETERS_MAX], formats[POSTGRES_PARAMETERS_MAX];
    uint8_t numbers[POSTGRES_PARAMETERS_MAX][8];
};

void values_add_number(struct postgres_values *v, uint64_t number);
void values_add_bytes(struct postgres_values *v, struct bytes bytes);
void values_add_chain(struct postgres_values *v, const struct chain *chain);

uint64_t row_number(const PGresult *rows, int row, int column);
struct bytes row_bytes(const PGresult *rows, int row, int column);
/* false: that is no chain. */
bool row_chain(const PGresult *rows, int row, int column, struct chain *out);

/* All tables, with the format of today; several statements, one transaction. */
extern const char postgres_schema[];
/* From the previous format to that of today. */
extern const char postgres_upgrade[];
/* Ask for all statements to be prepared. false: it could not be sent. */
bool postgres_prepare(PGconn *conn);
bool postgres_send(PGconn *conn, enum postgres_statement statement,
                   const struct postgres_values *values);

/* ---- the journal ---------------------------------------------------------------------------- */

/* A statement whose answer is to come. */
struct postgres_asked {
    struct journal_job *job; /* NULL: the fence. */
    enum postgres_statement statement;
};

/* Where a group is. */
enum postgres_phase {
    GROUP_IDLE,
    GROUP_LOOKS,       /* How far are its sessions? */
    GROUP_RUNS,        /* Its one transaction. */
    GROUP_READS_AGAIN, /* Reads whose snapshot could not be used. */
};

struct postgres_error {
    char state[6]; /* SQLSTATE; empty: none. */
    struct postgres_asked at;
    char text[POSTGRES_REASON_BYTES_MAX];
};

/* What is known of the session that is being read. */
struct postgres_reading {
    enum result result;
    struct journal_entry entry;
    uint64_t rewritten, last_seq;
    struct chain chain, last_chain; /* Of the entry; of the last event. */
    uint64_t node;                  /* Whose it is. */
    char node_name[JOURNAL_NODE_BYTES_MAX];
    PGresult *snapshot; /* NULL: none. */
};

struct postgres_group {
    enum postgres_phase phase;
    struct journal_jobs jobs;
    bool was_sent; /* With this turn; whether it was committed is not known until it is told. */
    uint64_t began_us;
    struct postgres_asked *asked; /* First in, first out. */
    uint32_t asked_first, asked_count, asked_capacity;
    struct postgres_error error; /* The first one since the last Sync. */
    struct postgres_reading reading;
    PGresult *events_all; /* Of the session that somebody leaves, who is alone in the group. */
    struct postgres_reading leaving;
};

struct postgres {
    struct journal base;
    const struct clock *clock;
    char *url;
    struct postgres_hosts hosts;
    char owner[POSTGRES_OWNER_BYTES_MAX]; /* This process, to the database. */
    char name[JOURNAL_NODE_BYTES_MAX];    /* Among those that share it; empty: it is alone. */
    void (*wake)(void *arg);
    void *wake_arg;
    /* The socket is about to change or to close: stop watching it. May be NULL. */
    void (*let_go)(struct postgres *p);

    enum postgres_state state;
    enum postgres_greeting greeting;
    PGconn *conn;
    bool wants_write;       /* Else it waits to read. */
    bool is_lock_waited;    /* Somebody else has the lock: it is tried again. */
    bool is_doubted;        /* The server warned: what it calls committed may not be. */
    uint64_t due_us;        /* When something is to be done though nothing came; 0: never. */
    uint64_t away_since_us; /* When not READY. */
    uint32_t retry_us;
    PGresult *greeted; /* The last rows of a greeting. */
    char reason[POSTGRES_REASON_BYTES_MAX];
    enum result refused; /* Why this journal cannot be used at all; RESULT_OK: it can. */

    uint64_t node;       /* The id of our row; 1 when alone. */
    uint64_t renew_us;   /* When to be heard of again; 0: never. */
    bool is_leaving;     /* The next group lets go of all sessions. */
    uint64_t epoch;      /* 0: it never was ours. */
    uint64_t turn;       /* The last that was committed. */
    uint64_t turn_found; /* By the newest connection. */
    bool is_poisoned, is_away_told;
    uint64_t full_until_us; /* 0: the disk is not full. */
    enum journal_kept kept; /* As of the last commit. */
    struct postgres_tails tails;
    struct postgres_group group;
    struct journal_jobs queue, done;
    struct journal_figures figures;
};

/* Something may be read or written (`is_ready`), or time has passed: go on. */
void postgres_step(struct postgres *p, bool is_ready);
/* -1: there is none now. */
int postgres_socket(const struct postgres *p);

/* postgres_link.c */
void postgres_lose(struct postgres *p, const char *reason);
void postgres_poison(struct postgres *p, const char *event);
void postgres_close_link(struct postgres *p);
/* What an acknowledgement is worth from now on: a number of POSTGRES_KEPT. */
void postgres_take_kept(struct postgres *p, uint64_t kept);
/* Something came or went: silence is counted from now. */
void postgres_heard(struct postgres *p);

/* postgres_greet.c */
void greet_begin(struct postgres *p);
void greet_go_on(struct postgres *p);

/* postgres_group.c */
/* Take what was asked for, if nothing is under way. */
void group_begin(struct postgres *p);
void group_go_on(struct postgres *p);
/* The connection is new: `turn` is that of the last commit. */
void group_resolve(struct postgres *p, uint64_t turn);
/* The connection is gone, or the journal is closed: forget what was to come. */
void group_interrupt(struct postgres *p);
/* All that was asked for gets RESULT_IO. */
void group_fail(struct postgres *p);
bool group_ask(struct postgres *p, struct journal_job *job, enum postgres_statement statement,
               const struct postgres_values *values);

/* postgres_jobs.c */
#define JOB_AGAIN RESULT_FULL /* Of a read only: without the snapshot. */
bool job_writes(const struct journal_job *job);
/* Send what it takes; false: it could not be sent. The job may have its result already. */
bool job_send(struct postgres *p, struct journal_job *job);
bool job_send_read(struct postgres *p, struct journal_job *job);
/* An answer with rows to one of its statements; may keep it: then *rows becomes NULL. */
void job_take(struct postgres *p, const struct postgres_asked *asked, PGresult **rows);
void reading_clear(struct postgres_reading *r);
/* For postgres_forget.c: one event more; and what follows the events of a batch. */
bool job_send_event(struct postgres *p, struct journal_job *job, struct postgres_tail *tail,
                    struct bytes event);
bool job_send_rest(struct postgres *p, struct journal_job *job, const struct postgres_tail *tail);

/* postgres_own.c */
static inline bool is_shared(const struct postgres *p)
{
    return p->name[0] != '\0';
}
/* Is it time to be heard of, though nothing was asked for? */
bool own_is_due(const struct postgres *p);
void own_greet_lock(const struct postgres *p, char *text, size_t bytes);
void own_greet_take(const struct postgres *p, char *text, size_t bytes);
bool own_ask_fence(struct postgres *p);
/* What is asked before a session is read or deleted. */
bool own_claim(struct postgres *p, struct journal_job *job, struct session_id session);
bool own_guard(struct postgres *p, struct journal_job *job, struct session_id session);
/* Did a job fail because its session is of another node? */
bool own_is_fenced(const struct postgres *p, const struct postgres_error *error);
/* A session that is read turned out to be of another node, or to be further than we left it. */
void own_look(struct postgres *p, struct journal_job *job, const struct postgres_reading *r);

/* postgres_forget.c */
bool forget_look(struct postgres *p, struct journal_job *job);
bool forget_send(struct postgres *p, struct journal_job *job, struct postgres_tail *tail);

#endif
