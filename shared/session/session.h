/* session.h -- one sitting as a value: decide, apply, view.
 *
 *     command --session_decide--> events --(journal)--> session_apply --> session_view
 *
 * Pure: no I/O, no clock, no allocation, no floating point. Time enters in commands and events,
 * luck as the seed in the first event. Applying the same events gives the same bytes, on every
 * machine (little endian, 64 bit or wasm32: the state holds no pointers but the one to the
 * scenario, which is neither hashed nor saved).
 *
 * Life of a session, as the host lives it:
 *
 *     memory = malloc(session_bytes(rooms_count, seats_max))     limits of the session_create
 *     session_init(memory, ...)
 *     session_decide(s, session_create) -> session_created, seat_taken, ...
 *     for each event: e.seq = session_seq(s) + 1; dirty = session_apply(s, &e)
 *
 * and after a restart: session_init with the limits of the first event, or session_restore from a
 * snapshot, then session_apply of what follows. The memory is relocatable: move it with
 * session_copy. The story stays as it came; a session that plays it with somebody's own team has
 * its own copy (scan.c).
 *
 * Threads: none; one session is used from one thread at a time.
 * Source: shared/README.md, "Decide, apply, view" and "How time and chance enter". */
#ifndef DK_SESSION_SESSION_H
#define DK_SESSION_SESSION_H

#include "protocol/message.h"
#include "protocol/writer.h"

struct scenario; /* scenario/scenario.h: compiled, immutable, outlives the session */
struct session;  /* state.h */

/* The version of the rules by which events change a state. Raise it when an event of an older
 * journal would now have another effect than when it was written. New events and fields are no such
 * change. */
#define SESSION_RULES_VERSION 1

/* ---- memory --------------------------------------------------------------------------------- */

/* Bytes of a session with this many rooms (1..ROOMS_MAX) and seats (1..SEATS_MAX); a multiple of
 * 8. */
size_t session_bytes(uint32_t rooms_count, uint32_t seats_max);
/* Make an empty session (seq 0) in `memory`, which has session_bytes bytes, is aligned to 8 and
 * stays the caller's. */
struct session *session_init(void *memory, const struct scenario *scenario, uint32_t rooms_count,
                             uint32_t seats_max);
/* The same session in other memory, of as many bytes. */
void session_copy(struct session *to, const struct session *from);

/* ---- decide and apply ----------------------------------------------------------------------- */

/* What a command leads to. Changes nothing. REJECT_NONE: `out` (emptied first) holds the events, in
 * order; there may be none, when the command changes nothing. Otherwise `out` is empty. `field`, if
 * not NULL, becomes the name of the field at fault, or NULL. The role mask of the command in
 * messages.def says who may send it; others are refused. Only a command that is COMMAND_NEW to
 * session_command_seen may be decided. */
enum reject session_decide(const struct session *s, const struct command *command,
                           struct event_list *out, const char **field);

/* What may have changed, and on which screens. */
struct dirty {
    uint32_t sections; /* Bits of enum section. 0: nothing. */
    uint8_t room;      /* For the audiences in this room, or ROOM_ALL. Audiences that see all rooms
                        * (trainers, projector) are always included. */
    bool seat_only;    /* Only for `seat`, which now belongs to another audience; all sections. */
    uint16_t seat;     /* SECTION_ME is of this seat; SEAT_NONE: of all seats of `room`, and
                        * of those who have played there (session_has_played_in). */
};

/* Of an event that is not applied yet: is the scan of the own team over with it? Then nobody needs
 * its single answers any more, in the journal either. */
bool session_ends_scan(const struct session *s, const struct event *e);

/* Has this seat cast something in this room? Then SECTION_ME of that room is also of this
 * seat, wherever it sits now. */
bool session_has_played_in(const struct session *s, uint16_t seat, uint8_t room);

/* Apply an event that was decided (or read from the journal). It cannot fail: an event that is out
 * of order, or that no session_decide could have made, is a defect and asserts. */
struct dirty session_apply(struct session *s, const struct event *event);

/* What became of a command before, by its seat, client, id and digest (known.c). */
enum command_seen {
    COMMAND_NEW,   /* It may be decided. So is every command without an id. */
    COMMAND_AGAIN, /* The very same has had its effect: acknowledge it once more. */
    COMMAND_USED   /* Another command had this id, or a later one: it must have no effect. */
};

/* A command that led to no events is not remembered here, because it has had no effect. */
enum command_seen session_command_seen(const struct session *s, const struct command *command);

/* When a tick is needed: the earliest deadline that closes a step; 0: none. */
uint64_t session_deadline_ms(const struct session *s);

/* ---- asking --------------------------------------------------------------------------------- */

uint64_t session_seq(const struct session *s);         /* Of the last event applied; 0: none yet. */
uint16_t session_seats_count(const struct session *s); /* Seats taken; numbers are below this. */
/* The chairs taken in each room, counted in one pass over all seats; 0 beyond rooms_count. */
void session_count_chairs(const struct session *s, uint16_t taken[ROOMS_MAX]);
/* May this seat have a link? It must be taken, not asked out and not left. */
bool session_seat_open(const struct session *s, uint16_t seat);
bool session_seat_present(const struct session *s, uint16_t seat);
/* By the rule of this session: can people object, can who speaks for a room end its decision? */
bool session_has_objections(const struct session *s);
bool session_speaker_ends(const struct session *s);

/* Who looks. All sections but `me` depend only on role, room and lang, so links that agree in these
 * share their bytes. */
struct audience {
    uint8_t role; /* enum role */
    uint8_t room; /* ROOM_NONE for trainers and projectors */
    uint8_t lang; /* enum lang */
    uint16_t seat;
};
struct audience session_audience(const struct session *s, uint16_t seat);

/* Write one section for one audience, a map as in sections.def. false: nothing was written, because
 * this audience has no such section. writer_ok tells whether it fitted. */
bool session_view(const struct session *s, const struct audience *audience, enum section section,
                  struct writer *out, uint64_t now_ms);

/* ---- versions -------------------------------------------------------------------------------
 *
 * session_created says with which model and rules a session began. When a program with another
 * model or other rules loads a session that nobody has played in, it goes on with those
 * (COMMAND_SESSION_RENEW, which the host gives after loading). A session that was played in is
 * *outdated*: its people, votes and decisions are as they were, but what those did to the teams
 * cannot be computed again, and other teams than people saw would be wrong. It can be exported and
 * deleted; every command is refused (REJECT_SESSION_OUTDATED), and nobody gets a view. */
bool session_is_outdated(const struct session *s);

/* ---- proofs and snapshots ------------------------------------------------------------------- */

/* A hash of everything but the scenario pointer and the layout: equal states have equal hashes, on
 * every machine and in every browser. */
uint64_t session_hash(const struct session *s);
/* Assert the invariants of state.h, after all events of a command. Slow, because it looks at
 * everything; for tests and debug builds. */
void session_check(const struct session *s);

/* The state's own bytes, to be stored with the seq of the last event. */
struct bytes session_snapshot(const struct session *s);
/* Bytes of memory that session_restore needs. 0: not a snapshot with this program's layout (an
 * older build, another machine, damage); then replay from the first event. */
size_t session_restore_bytes(struct bytes snapshot);
/* Restore into memory of that size, aligned to 8. The scenario must be the one it was made with.
 * NULL when session_restore_bytes gives 0. */
struct session *session_restore(void *memory, struct bytes snapshot,
                                const struct scenario *scenario);

#endif
