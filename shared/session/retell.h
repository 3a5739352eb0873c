/* retell.h -- what one room played, told as the events of a session of its own: for looking at
 * other ways through it (ways.h) where nobody may see who did what. In it are the seed, what the
 * room decided in which dilemma and what was brought into its team, in the trainer's words where
 * it has those; no person, no vote, no word of somebody who played, no code. Its only seat is a
 * trainer without a name.
 *
 * A session that applies them comes to the same team in its room 0, byte for byte: all rooms share
 * the team's luck, and a team changes by decisions alone. Threads: none. */
#ifndef DK_SESSION_RETELL_H
#define DK_SESSION_RETELL_H

#include "session/session.h"

/* Limits of that session, for session_init. */
#define RETOLD_ROOMS 1
#define RETOLD_SEATS 1

/* Borrowed, valid during the call; seq is left 0. */
typedef void retell_fn(void *arg, const struct event *event);

/* `lang`: of whoever looks. The session must be of today (session_is_outdated). */
void session_retell(const struct session *s, uint32_t room, enum lang lang, retell_fn *tell,
                    void *arg);

#endif
