/* world.h -- a session with people around it, for stories: a fake clock, a host that journals,
 * links that may lose an ack. Everything that happens becomes a trace that a trainer can read.
 *
 *     struct world *w = world_started((struct world_settings){0}, "Fatima Wim");
 *     world_vote(w, "Fatima", 'B');
 *     world_expect(w, "[0:00] Fatima > vote_cast B\n"
 *                     "       vote_cast B\n");
 *     world_close(w);
 *
 * After every command the invariants are asserted. Closing replays the journal, and a snapshot
 * halfway with the rest of the journal, and compares hashes: every story proves the replay as well.
 */
#ifndef DK_TESTS_WORLD_H
#define DK_TESTS_WORLD_H

#include "session/session.h"
#include "session/state.h"

#define TRAINER "Anna" /* Seat 0. */

/* All zero is the simplest: one room, pace trainer, rule majority, close rule everyone. */
struct world_settings {
    const struct scenario *scenario; /* NULL: the fixture */
    enum mode mode;
    enum pace pace;
    enum rule rule;
    enum close close;
    uint32_t quorum_percent; /* 0: 60 */
    uint32_t rooms;          /* 0: 1 */
    uint32_t seats_max;      /* 0: 40 */
    uint32_t room_seats_max; /* 0: 12 */
    uint32_t seed;
    uint32_t closing_s; /* Of quiet before a step ends; 0: it ends with the last tap. */
    bool gate;
    bool names_shown;
    bool with_diagnosis; /* Stories skip the diagnosis unless they are about it. */
    enum lang lang;
    enum scan_use scan;
    const char *own_team; /* NULL: the story's own people. */
};

struct world;

/* A session with open doors. Nothing of it is in the trace. */
struct world *world_open(struct world_settings settings);
/* The same, started, with these people in room 0 (names separated by spaces). Not in the trace. */
struct world *world_started(struct world_settings settings, const char *names);
/* Checks the replay and frees. */
void world_close(struct world *w);
/* Frees without that check: for tests that changed the session behind the journal's back. */
void world_abandon(struct world *w);

struct session *world_session(struct world *w);
uint16_t world_seat(struct world *w, const char *name);
uint64_t world_now_ms(const struct world *w);

/* Give a command as the host would take it in. Seat, id and time are filled in if they are 0; the
 * seat is that of `who`, or NULL for the host. Returns what was decided. */
enum reject world_do(struct world *w, const char *who, struct command command);
/* The same for a seat number, or SEAT_NONE. */
enum reject world_send(struct world *w, uint16_t seat, struct command command);
/* What the last command led to: its events, and what each made dirty. */
const struct dirty *world_dirty(const struct world *w, uint32_t *count);
const enum event_type *world_events(const struct world *w, uint32_t *count);
/* Be told after every command that was taken, ticks and joins included. One at a time. */
typedef void world_taken_fn(struct world *w);
void world_watch(struct world *w, world_taken_fn *taken);
/* Be told of every command that was decided, refused ones included, after its events. */
typedef void world_decided_fn(struct world *w, const struct command *c, enum reject reject);
void world_listen(struct world *w, world_decided_fn *decided);
/* All events so far as the journal has them, each after its length (four bytes in this machine's
 * byte order). Valid until the next command. */
struct bytes world_journal(const struct world *w);
/* Compare the trace since the last look, and empty it. */
void world_expect_at(const char *file, int line, struct world *w, const char *trace);
#define world_expect(w, trace) world_expect_at(__FILE__, __LINE__, w, trace)
/* Empty the trace: what came before belongs to another story. */
void world_hush(struct world *w);

/* The clock goes on; ticks come when the session asked for them. */
void world_elapse_s(struct world *w, uint32_t seconds);

/* People, in the round and step that they see. */
enum reject world_join(struct world *w, const char *name, uint32_t room);
enum reject world_vote(struct world *w, const char *who, char option);
enum reject world_second(struct world *w, const char *who, char option);
enum reject world_guess(struct world *w, const char *who, uint32_t member, enum phase phase);
enum reject world_object(struct world *w, const char *who, char option, bool objects);
enum reject world_decide(struct world *w, const char *who, char option); /* spokesperson */
enum reject world_ready(struct world *w, const char *who);
/* "Wait for me", where votes end the step; else "not yet after all". */
enum reject world_not_ready(struct world *w, const char *who);
/* As world_vote, with why. */
enum reject world_vote_why(struct world *w, const char *who, char option, const char *reason);
void world_away(struct world *w, const char *who);
void world_back(struct world *w, const char *who);
/* The trainer. */
enum reject world_next(struct world *w);
enum reject world_undo(struct world *w);
enum reject world_simply(struct world *w, const char *who, enum command_type type);
/* Go on to this step of the running round, without a trace; everybody votes 'A' if votes are
 * needed. */
void world_to(struct world *w, enum step step);

/* While a person is cut off, no ack reaches them; after world_mend they send the same again. */
void world_cut(struct world *w, const char *who);
void world_mend(struct world *w, const char *who);

#endif
