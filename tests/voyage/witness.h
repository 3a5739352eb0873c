/* witness.h -- looks at everything that is committed, sent and shown. It has sessions of its own,
 * which it plays from what was committed; nothing that the host says about itself is believed.
 *
 *  (1) What a client was told, by an ack, an answer or the number of a view, is durable: after
 *      every end of the process, however it came, it is there, in the same bytes.
 *  (2) A wish of a person has at most one effect, however often and under whatever id it was sent;
 *      one that was acknowledged has had it, or changed nothing. Nobody hears that one is refused
 *      which has had it, as long as it is among the last commands of the seat.
 *  (3) No older wish has an effect after a newer one of the same tab about the same thing.
 *  (4) Every view is what the core shows this audience at its number, and numbers never go back on
 *      a link. A batch is committed whole or not at all.
 *  (5) Nobody is sent a reason of somebody else before the room has chosen; and what is sent to
 *      others does not depend on what was voted before it may be seen.
 *  (6) Nobody has two seats.
 *  (7) What a full disk refused is not there; what is damaged is told.
 *  (8) A step has the time that its story gives it.
 *  (9) Nothing is taken on a link when its page has a newer one. */
#ifndef DK_TESTS_VOYAGE_WITNESS_H
#define DK_TESTS_VOYAGE_WITNESS_H

#include "journal/journal_job.h"
#include "page.h"
#include "sea.h"
#include "session/session.h"
#include "session/state.h"
#include "voyage.h"

void witness_open(struct voyage *v);
void witness_close(struct voyage *v);

/* A job was run on the database. */
void witness_ran(struct voyage *v, const struct journal_job *job);
/* After a start: is everything there? false: the journal cannot be read now. */
bool witness_reads_back(struct voyage *v, struct journal *journal);
/* The same on files that were changed: what is not there, or is other than it was, must be told. */
void witness_sees_loss(struct voyage *v, struct journal *journal);
/* A message leaves the server; a command has come in. */
void witness_sends(struct voyage *v, struct conn *c, struct bytes bytes);
void witness_hears(struct voyage *v, const struct conn *c, const struct command *command);
/* The host goes on with this command. */
void witness_took(struct voyage *v, const struct conn *c, const struct command *command);
/* A page gives a wish this id. */
void witness_counted(struct voyage *v, uint32_t person, uint64_t client, uint64_t id,
                     uint64_t wish);
/* A person wishes something new; the number of the wish. */
uint64_t witness_wish(struct voyage *v, uint32_t person, uint32_t tab,
                      const struct command *command);
/* A page has heard that it is safe. */
void witness_acked(struct voyage *v, uint32_t person, const struct pending *pending, uint64_t seq);
/* An answer to a request says that it is durable. */
void witness_answered(struct voyage *v, struct session_id session, uint64_t seq);
/* Has this tab the number of what is committed? */
bool witness_is_up_to_date(struct voyage *v, uint32_t person, uint32_t tab);
/* At the end: does this tab show what is? */
void witness_compares(struct voyage *v, uint32_t person, uint32_t tab);

/* The session as it is committed; NULL: there is none. */
const struct session *witness_session(struct voyage *v, struct session_id id);
/* The seat of a person, or SEAT_NONE. */
uint16_t witness_seat(struct voyage *v, uint32_t person);
bool witness_is_deleted(struct voyage *v, struct session_id id);

#endif
