/* server.h -- a whole server in a child process, with a journal in memory and the scenarios of the
 * source tree; stopped with SIGTERM, after which it must have left nothing behind (the sanitizers
 * look). */
#ifndef DK_TESTS_EDGE_SERVER_H
#define DK_TESTS_EDGE_SERVER_H

#include <stdint.h>
#include <sys/types.h>

#define SERVER_KEY "trainerkeytrainerkey12"

struct server {
    pid_t pid;
    uint16_t port;
    char folder[64]; /* Of its screens: /, /trainer/ and one hashed script. */
};

struct server server_start(uint32_t connections_max);
/* In a thread of this process, until this ends. */
struct server server_start_here(uint32_t connections_max);
/* For every server of this test so much time has passed, as limits and silence count it. */
void server_later(uint64_t ms);
/* Sends SIGTERM and waits; the exit status must be 0. */
void server_stop(struct server *server);

#endif
