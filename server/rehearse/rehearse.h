/* rehearse.h -- simulated people, so that a trainer practises a whole session alone. They are seats
 * like any other: each joins, has a link within this process, and sends commands over it that the
 * host takes, refuses and journals as it does those of a phone.
 *
 *   begin --doors open--> they come in --start--> they read, choose, argue, vote --> debrief
 *
 * A rehearsal is over when its session is gone; and the session is deleted here when no trainer was
 * there for a while. After a restart of the server nobody plays on in it, and it deletes itself
 * within REHEARSAL_HOURS. What somebody does follows from a seed, the round and the step, so that
 * some rooms agree and say nothing, some are split, and somebody is always slow.
 *
 * Everything is called on the loop thread. */
#ifndef DK_REHEARSE_REHEARSE_H
#define DK_REHEARSE_REHEARSE_H

#include "host/host.h"

struct rehearse;

#define REHEARSALS_MAX   8
#define REHEARSED_MAX    520              /* People in one rehearsal. */
#define REHEARSE_GONE_MS (10 * 60 * 1000) /* Without a trainer: then it is deleted. */

enum result rehearse_open(struct rehearse **out, struct host *host, const struct clock *clock);
/* Ends all of them, for good; their sessions stay as they are. */
void rehearse_stop(struct rehearse *rehearse);
/* Before host_close. NULL is fine. */
void rehearse_close(struct rehearse *rehearse);

struct rehearse_wish {
    struct session_id session;
    const char *code;
    uint32_t rooms, people; /* People in each room. */
    uint32_t lang;          /* enum lang */
    bool quick;             /* All rounds in three minutes, if the trainer keeps up. */
    const char *names;      /* First names with a space between them. */
};

/* False: there are REHEARSALS_MAX, or they have more people than fit. Ask before making one. */
bool rehearse_has_place(const struct rehearse *rehearse, uint32_t rooms, uint32_t people);
/* People come to this session, which was just made. RESULT_FULL, RESULT_NO_MEMORY. */
enum result rehearse_begin(struct rehearse *rehearse, const struct rehearse_wish *wish);
/* Before every turn of the host. Returns when the next is needed, epoch ms; 0: nobody plays. */
uint64_t rehearse_turn(struct rehearse *rehearse);

#endif
