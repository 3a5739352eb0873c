/* bench_ceiling.h -- what the machine could do at best, measured in the same run: bare
 * libwebsockets sending the same frames without a game, bare SQLite committing without a server. */
#ifndef DK_LAB_BENCH_BENCH_CEILING_H
#define DK_LAB_BENCH_BENCH_CEILING_H

#include <stdint.h>
#include <sys/types.h>

struct bench_ceiling {
    pid_t process;
    uint16_t port;
    uint32_t room_links;  /* Links in a room: every message of one is shown to all of it. */
    uint32_t hello_bytes; /* Size of the view that answers a hello, */
    uint32_t vote_bytes;  /* and of the one that shows a vote. */
};

/* A process of its own, on the server's core, that answers as the server would. Rooms are made in
 * the order of arrival. What comes within a millisecond is answered together, the newest view of it
 * counts: as with the server, which waits about that long for its commit. */
void bench_ceiling_start(struct bench_ceiling *ceiling);
void bench_ceiling_stop(struct bench_ceiling *ceiling);

/* Commits of one small row each, as the journal's: WAL, synchronous=FULL. Microseconds each. */
void bench_ceiling_commits(const char *folder, uint32_t count, uint64_t *took_us);

#endif
