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
    uint32_t hello_bytes; /* Size of the view that answers a hello. */
    uint32_t vote_bytes;  /* Size of the view that shows a vote. */
};

/* Start a process on the server's core that answers as the server would. Rooms are filled in the
 * order of arrival. What arrives within a millisecond is answered together with one view, because
 * the server waits about that long for its commit. */
void bench_ceiling_start(struct bench_ceiling *ceiling);
void bench_ceiling_stop(struct bench_ceiling *ceiling);

/* Time commits of one small row, with the journal's settings: WAL, synchronous=FULL. */
void bench_ceiling_commits(const char *folder, uint32_t count, uint64_t *took_us);

#endif
