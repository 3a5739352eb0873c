/* postgres_fixture.h -- a PostgreSQL of the test's own (tests/lib/postgres): started when it is
 * first asked for, taken away at the end; and a proxy before it that loses what it is told to. */
#ifndef DK_TESTS_POSTGRES_FIXTURE_H
#define DK_TESTS_POSTGRES_FIXTURE_H

#include "journal/journal.h"

/* Where it is; and the same through the proxy. */
const char *postgres_url(void);
const char *postgres_proxy_url(void);
/* No tables of ours are in it. */
void postgres_fresh(void);
/* A journal on it, which must open. */
struct journal *postgres_journal(const char *url);
/* What an administrator types; and the number that it answers. */
void postgres_say(const char *statement);
uint64_t postgres_number(const char *question);
/* stop, crash, start: tests/lib/postgres. */
void postgres_command(const char *command);
/* End the connections of all journals. */
void postgres_cut(void);

enum proxy_loss {
    PROXY_LOSES_NOTHING,
    PROXY_LOSES_ANSWER,  /* The next thing that the server says, and the connection. */
    PROXY_LOSES_QUESTION /* The next thing that is said to it, and the connection. */
};
/* From now on. It is done once. */
void proxy_lose(enum proxy_loss loss);
bool proxy_has_lost(void);

/* postgres_proxy.c: a process of its own, until it is killed. Returns its id. */
int proxy_start(const char *from, const char *to);

#endif
