/* postgres_sql.c -- what the database has, and what it is asked. Numbers are int8, hashes and
 * events bytea; all goes and comes in binary, numbers with the highest byte first.
 *
 *   format     version: of these tables; program: the one that made them
 *   node       each server that writes: its name (empty: alone), its epoch, which process it is
 *              (empty: it let go, or is dead), the last turn that it committed, until when it lives
 *   session    what sqlite_store.h has, and how far it is: seq and chain of its last event; node:
 *              which server writes it; owner: whose it is
 *   event      session, seq -> data (the journal's form, protocol/codec.h), chain
 *   token      hash -> session, seat, waiting, seq, chain; chain_used: the chain when no longer
 *              waiting
 *   snapshot   session -> seq, data, chain */
#include "journal/postgres.h"

#include <assert.h>

#define INDEXES                                                                                    \
    "CREATE UNIQUE INDEX IF NOT EXISTS session_by_code ON dilemma.session(code) WHERE code <> '';" \
    "CREATE UNIQUE INDEX IF NOT EXISTS node_by_name ON dilemma.node(name);"

const char postgres_schema[] =
    "CREATE SCHEMA IF NOT EXISTS dilemma;"
    "CREATE TABLE dilemma.format(version int8 NOT NULL, program text NOT NULL);"
    "CREATE TABLE dilemma.node(id int8 PRIMARY KEY, epoch int8 NOT NULL, owner text NOT NULL,"
    " turn int8 NOT NULL, name text NOT NULL DEFAULT '',"
    " lease timestamptz NOT NULL DEFAULT '-infinity') WITH (fillfactor=50);"
    "CREATE TABLE dilemma.session(id int8 PRIMARY KEY, code text NOT NULL,"
    " created_ms int8 NOT NULL, delete_at_ms int8 NOT NULL, scenario text NOT NULL,"
    " scenario_version text NOT NULL, rewritten int8 NOT NULL, chain bytea NOT NULL,"
    " last_seq int8 NOT NULL, last_chain bytea NOT NULL, node int8 NOT NULL DEFAULT 1,"
    " owner int8 NOT NULL DEFAULT 0) WITH (fillfactor=50);" INDEXES
    "CREATE TABLE dilemma.event(session int8 NOT NULL, seq int8 NOT NULL, data bytea NOT NULL,"
    " chain bytea NOT NULL, PRIMARY KEY(session, seq));"
    "CREATE TABLE dilemma.token(hash bytea PRIMARY KEY, session int8 NOT NULL, seat int8 NOT NULL,"
    " waiting int8 NOT NULL, seq int8 NOT NULL, chain bytea NOT NULL, chain_used bytea NOT NULL);"
    "CREATE INDEX token_by_seat ON dilemma.token(session, seat);"
    "CREATE TABLE dilemma.snapshot(session int8 PRIMARY KEY, seq int8 NOT NULL,"
    " data bytea NOT NULL, chain bytea NOT NULL);"
    "INSERT INTO dilemma.node VALUES(1, 0, '', 0);"
    "INSERT INTO dilemma.format VALUES(3, '" DK_PROGRAM_VERSION "');";
_Static_assert(POSTGRES_FORMAT == 3, "as written above");

const char postgres_upgrade[] =
    "ALTER TABLE dilemma.node ADD COLUMN IF NOT EXISTS name text NOT NULL DEFAULT '',"
    " ADD COLUMN IF NOT EXISTS lease timestamptz NOT NULL DEFAULT '-infinity';"
    "ALTER TABLE dilemma.session ADD COLUMN IF NOT EXISTS node int8 NOT NULL DEFAULT 1,"
    " ADD COLUMN IF NOT EXISTS owner int8 NOT NULL DEFAULT 0;" INDEXES
    "UPDATE dilemma.format SET version = 3, program = '" DK_PROGRAM_VERSION "';";

#define SESSION_COLUMNS                                                                            \
    "id, code, created_ms, delete_at_ms, scenario, scenario_version, rewritten, chain, last_seq, " \
    "last_chain, node, owner"
/* An update of exactly one row, or the transaction fails: 22012, division by zero. */
#define ONE_ROW_AND(update, more)                                                                  \
    "WITH changed AS (" update " RETURNING 1) SELECT 1 / count(*)::int" more " FROM changed"
#define ONE_ROW(update) ONE_ROW_AND(update, "")

static const char *const texts[PG_STATEMENTS_COUNT] = {
    [PG_FENCE] =
        ONE_ROW_AND("UPDATE dilemma.node SET turn = $2, lease = clock_timestamp() + " POSTGRES_LEASE
                    " WHERE id = $3 AND epoch = $1",
                    ", " POSTGRES_KEPT),
    [PG_SESSION_READ] = "SELECT " SESSION_COLUMNS ", (SELECT n.name FROM dilemma.node n"
                        " WHERE n.id = session.node) FROM dilemma.session WHERE id = $1",
    [PG_SESSION_INSERT] = "INSERT INTO dilemma.session(" SESSION_COLUMNS
                          ") VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    [PG_SESSION_TIP] = ONE_ROW("UPDATE dilemma.session SET last_seq = $3, last_chain = $4"
                               " WHERE id = $1 AND last_seq = $2 AND node = $5"),
    [PG_SESSION_REWRITTEN] =
        ONE_ROW("UPDATE dilemma.session SET rewritten = $2, chain = $3 WHERE id = $1"),
    [PG_SESSIONS_LIST] = "SELECT " SESSION_COLUMNS " FROM dilemma.session"
                         " WHERE id > $1 AND delete_at_ms <= $2 ORDER BY id LIMIT $3",
    [PG_EVENT_INSERT] = "INSERT INTO dilemma.event VALUES($1, $2, $3, $4)",
    [PG_EVENT_REWRITE] = ONE_ROW("UPDATE dilemma.event SET data = $3, chain = $4"
                                 " WHERE session = $1 AND seq = $2"),
    /* From the one before the first, whose chain it goes on from. With a snapshot ($3) that is the
     * last event in it. */
    [PG_EVENTS_READ] =
        "SELECT seq, data, chain FROM dilemma.event WHERE session = $1 AND seq >="
        " CASE WHEN $3::int8 = 0 THEN $2::int8 - 1 ELSE coalesce("
        "(SELECT s.seq FROM dilemma.snapshot s WHERE s.session = $1), $2::int8 - 1) END"
        " ORDER BY seq LIMIT $4",
    [PG_EVENTS_ALL] = "SELECT seq, data, chain FROM dilemma.event WHERE session = $1 ORDER BY seq",
    [PG_SNAPSHOT_READ] = "SELECT seq, data, chain FROM dilemma.snapshot WHERE session = $1",
    [PG_SNAPSHOT_WRITE] =
        "INSERT INTO dilemma.snapshot VALUES($1, $2, $3, $4) ON CONFLICT(session) DO UPDATE"
        " SET seq = excluded.seq, data = excluded.data, chain = excluded.chain",
    [PG_TOKEN_INSERT] = "INSERT INTO dilemma.token VALUES($1, $2, $3, $4, $5, $6, $7)",
    [PG_TOKEN_FIND] =
        "SELECT session, seat, waiting, seq, chain FROM dilemma.token WHERE hash = $1",
    [PG_TOKEN_USE] = "UPDATE dilemma.token SET waiting = 0, chain = chain_used"
                     " WHERE session = $1 AND seat = $2 AND waiting = 1",
    /* Those that are as $3 says, or, with 2, all. */
    [PG_TOKENS_DROP] = "DELETE FROM dilemma.token WHERE session = $1 AND seat = $2"
                       " AND ($3::int8 = 2 OR waiting = $3::int8)",
    [PG_EVENTS_DELETE] = "DELETE FROM dilemma.event WHERE session = $1",
    [PG_TOKENS_DELETE] = "DELETE FROM dilemma.token WHERE session = $1",
    [PG_SNAPSHOT_DELETE] = "DELETE FROM dilemma.snapshot WHERE session = $1",
    [PG_SESSION_DELETE] = "DELETE FROM dilemma.session WHERE id = $1",
    /* Division by zero when it is of another node. */
    [PG_SESSION_GUARD] =
        "SELECT 1 / (count(*) = 0)::int FROM dilemma.session WHERE id = $1 AND node <> $2",
    [PG_SESSION_CLAIM] = "UPDATE dilemma.session SET node = $2 WHERE id = $1 AND node <> $2"
                         " AND NOT EXISTS (SELECT 1 FROM dilemma.node n"
                         " WHERE n.id = session.node AND n.owner <> '')",
    [PG_CODE_FIND] = "SELECT id FROM dilemma.session WHERE code = $1 AND code <> ''",
    /* The node that has this session, if it is not us and was silent too long. It may have stopped
     * in the middle of a group: its connection is cut first, or its row would stay locked. */
    [PG_NODE_CUT] = "SELECT count(pg_terminate_backend(a.pid)) FROM dilemma.node n"
                    " JOIN pg_stat_activity a ON a.application_name = n.owner WHERE n.id <> $2"
                    " AND n.id = (SELECT s.node FROM dilemma.session s WHERE s.id = $1)"
                    " AND n.owner <> '' AND n.lease < clock_timestamp()",
    [PG_NODE_BURY] = "UPDATE dilemma.node SET epoch = epoch + 1, owner = '' WHERE id <> $2"
                     " AND id = (SELECT s.node FROM dilemma.session s WHERE s.id = $1)"
                     " AND owner <> '' AND lease < clock_timestamp()",
    [PG_NODE_LEAVE] =
        "UPDATE dilemma.node SET epoch = epoch + 1, owner = '' WHERE id = $2 AND epoch = $1",
};

static void name_of(enum postgres_statement statement, char name[4])
{
    name[0] = 's';
    name[1] = (char)('a' + statement);
    name[2] = '\0';
    assert(statement < 26);
}

bool postgres_prepare(PGconn *conn)
{
    char name[4];

    for (enum postgres_statement s = 0; s < PG_STATEMENTS_COUNT; s++) {
        name_of(s, name);
        if (PQsendPrepare(conn, name, texts[s], 0, NULL) == 0)
            return false;
    }
    return PQpipelineSync(conn) != 0;
}

bool postgres_send(PGconn *conn, enum postgres_statement statement,
                   const struct postgres_values *values)
{
    char name[4];

    name_of(statement, name);
    return PQsendQueryPrepared(conn, name, values->count, values->values, values->lengths,
                               values->formats, 1) != 0;
}

/* ---- values and rows ------------------------------------------------------------------------ */

void values_add_bytes(struct postgres_values *v, struct bytes bytes)
{
    assert(v->count < POSTGRES_PARAMETERS_MAX);
    v->values[v->count] = bytes.size > 0 ? (const char *)bytes.data : "";
    v->lengths[v->count] = (int)bytes.size;
    v->formats[v->count++] = 1;
}

void values_add_number(struct postgres_values *v, uint64_t number)
{
    uint8_t *bytes = v->numbers[v->count];

    assert(number <= INT64_MAX);
    for (int i = 0; i < 8; i++)
        bytes[i] = (uint8_t)(number >> (56 - 8 * i));
    values_add_bytes(v, (struct bytes){bytes, 8});
}

void values_add_chain(struct postgres_values *v, const struct chain *chain)
{
    values_add_bytes(v, (struct bytes){chain->bytes, CHAIN_BYTES});
}

struct bytes row_bytes(const PGresult *rows, int row, int column)
{
    return (struct bytes){(const uint8_t *)PQgetvalue(rows, row, column),
                          (size_t)PQgetlength(rows, row, column)};
}

uint64_t row_number(const PGresult *rows, int row, int column)
{
    const struct bytes bytes = row_bytes(rows, row, column);
    uint64_t number = 0;

    for (size_t i = 0; i < bytes.size && i < 8; i++)
        number = number << 8 | bytes.data[i];
    return number;
}

bool row_chain(const PGresult *rows, int row, int column, struct chain *out)
{
    return chain_read(row_bytes(rows, row, column), out);
}
