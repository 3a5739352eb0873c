/* inside.h -- what the files of the session core share: the outlook that decide looks at, the
 * decide_ and apply_ functions behind the tables of session.c, and what one file asks of another.
 * Internal to shared/session.
 *
 * A command may lead to several events: the last vote closes the step. Deciding the second event
 * needs the state after the first, but decide changes nothing. So it looks at an outlook: the
 * session as it is, with one seat (and its ballot of the running round) as it will be. One seat is
 * enough, as no command changes two seats in a way that anything waits for. */
#ifndef DK_SESSION_INSIDE_H
#define DK_SESSION_INSIDE_H

#include "session/role.h"
#include "session/session.h"
#include "session/state.h"

struct outlook {
    const struct session *s;
    const struct command *command;
    struct event_list *out;
    const char *field;    /* At fault, when it is refused. */
    uint16_t seat_index;  /* The seat that changes, or SEAT_NONE. */
    struct seat seat;     /* As it will be. */
    struct ballot ballot; /* Of the round its room is in. */
    bool paused;          /* As it will be. */
};

/* ---- outlook.c: looking -----------------------------------------------------------------------
 */

/* Nothing changed yet. command and out may be NULL: only to look. */
void outlook_init(struct outlook *o, const struct session *s, const struct command *command,
                  struct event_list *out);
/* From now on this seat is as the caller makes o->seat and o->ballot, which start as they are. */
void outlook_change(struct outlook *o, uint16_t seat);
const struct seat *outlook_seat(const struct outlook *o, uint16_t seat);
const struct ballot *outlook_ballot(const struct outlook *o, uint16_t seat, uint32_t round);
struct event *outlook_push(struct outlook *o, enum event_type type);

/* Sits in this room and takes part: a participant, not asked out, not left. */
bool outlook_takes_part(const struct outlook *o, uint16_t seat, uint32_t room);
/* Has done what the running step asks of them: voted, guessed, said ready. */
bool outlook_done(const struct outlook *o, uint16_t seat, uint32_t room);

/* Who a room waits for. */
struct room_count {
    uint32_t seats;    /* take part */
    uint32_t present;  /* of them connected */
    uint32_t done;     /* of them done with the step */
    uint32_t expected; /* present, or done: nobody waits for somebody who is away */
};
struct room_count outlook_count(const struct outlook *o, uint32_t room);

/* The spokesperson in force: this round's, or while they are away the next one who is present.
 * SEAT_NONE: nobody. */
uint16_t outlook_spokesperson(const struct outlook *o, uint32_t room);

/* Votes of a room in a round, first or second ones. Those of somebody asked out do not count, those
 * of somebody who left do. */
struct tally {
    uint16_t votes[OPTIONS_MAX];
    uint16_t count;
    uint8_t leading; /* The one option with most votes; OPTION_NONE: no votes, or a tie. */
    uint8_t tied;    /* Bit per option with most votes, if there are votes. */
};
struct tally outlook_tally(const struct outlook *o, uint32_t room, uint32_t round, bool second);

/* ---- step.c: the table of steps --------------------------------------------------------------
 * An entry for each word of steps.def; a step without one does not compile. */

enum step_end {
    STEP_STAYS,   /* Nothing in the room ends it. */
    STEP_IS_READ, /* When all who are present have said that they are ready. */
    STEP_CLOSES,  /* When the close rule says that enough have done it. */
    STEP_DECIDES, /* When the decision rule comes to a verdict. */
};

struct step_entry {
    enum step_end end;
    /* Has this seat done what the step asks? */
    bool (*done)(const struct outlook *o, uint32_t room, uint16_t seat);
    /* For apply: what its beginning makes, and taking that back when it is undone. */
    void (*begin)(const struct session *s, struct room *r, const struct event_step_begun *e);
    void (*unmake)(struct room *r);
};

const struct step_entry *step_entry(uint32_t step);

/* ---- decision.c: the table of rules ----------------------------------------------------------
 * An entry for each word of rules.def; a rule without one does not compile. */

/* What the votes of the decision step come to. */
struct verdict {
    uint8_t option; /* OPTION_NONE: nothing yet */
    uint8_t how;    /* enum decided_by */
    bool asked;     /* The room is asked first whether all can live with it (consent.c). */
};

/* What the spokesperson of a round may do beyond telling the others what the room thinks. */
enum speaker {
    SPEAKER_NONE,       /* The room has none. */
    SPEAKER_SPEAKS,     /* Nothing. */
    SPEAKER_BREAKS_TIE, /* Choose one of the tied. */
    SPEAKER_DECIDES,    /* Choose. The second votes of the others are advice. */
};

struct rule_entry {
    /* What the second votes come to once the close rule says that enough are in. */
    struct verdict (*verdict)(const struct outlook *o, uint32_t room,
                              const struct room_count *count, const struct tally *second);
    enum speaker speaker;
    bool time_decides;   /* When time is over the majority decides; else the trainer has to. */
    bool objections;     /* An objection to the leading option holds the decision up. */
    bool tie_is_settled; /* Somebody in the room can end a tie, so the room is told of it. */
};

/* The entry of the rule that this session decides by; alone one needs no rule. */
const struct rule_entry *rule_entry(const struct session *s);

/* By itself, because enough have voted. */
struct verdict decision_verdict(const struct outlook *o, uint32_t room);
/* Because the time is over or the trainer goes on: by majority. */
struct verdict decision_forced(const struct outlook *o, uint32_t room);
/* All have voted and it is a tie that nobody has broken. */
bool decision_is_tie(const struct outlook *o, uint32_t room);
/* In the decision step: nobody voted in this round, or all are gone at a tie. Going on is refused,
 * somebody has to say where to. */
bool decision_needs_trainer(const struct outlook *o, uint32_t room);

/* ---- room.c: steps -------------------------------------------------------------------------- */

/* The steps of a round of this dilemma: includes this one? */
bool room_has_step(const struct session *s, uint32_t dilemma, enum step step);
/* Does the deadline of a running step close it, or is it a guide? */
bool room_deadline_closes(const struct session *s);
/* Everybody is done, but the gate holds the room until the trainer lets it on. */
bool room_waiting(const struct outlook *o, uint32_t room);
bool room_can_undo(const struct session *s, uint32_t room);
/* What is left of a deadline at a moment; 0: nothing, or none. While paused nothing goes off it. */
uint64_t room_rest_ms(const struct session *s, uint64_t deadline_ms, uint64_t at_ms);
/* The moment of the command; while paused that of the pause, as all clocks stand still. */
uint64_t room_clock_ms(const struct outlook *o);
/* After something changed: if the step is complete, push what that leads to. */
void room_settle(struct outlook *o, uint32_t room);
/* Push the first situation of a room. */
void room_push_start(struct outlook *o, uint32_t room);
/* Push the decision and the consequence. */
void room_push_decision(struct outlook *o, uint32_t room, struct verdict verdict);
/* Rooms that a trainer's command is about: first .. first + count. REJECT_ROOM_UNKNOWN. */
enum reject room_range(struct outlook *o, uint32_t room, uint32_t *first, uint32_t *count);
/* Take part of a running room: the checks that all participants' commands share. */
enum reject room_of_sender(struct outlook *o, uint32_t round, uint32_t *room);

/* ---- vote.c --------------------------------------------------------------------------------- */

/* By the session's close rule: have enough people done what the step asks? */
bool vote_closes(const struct outlook *o, const struct room_count *count);
/* Somebody in the room objects to this option. */
bool vote_objected(const struct outlook *o, uint32_t room, uint32_t option);
/* As room_of_sender, and the room is in this step. */
enum reject vote_in_step(struct outlook *o, uint32_t round, enum step step, uint32_t *room);
/* Is it an option of the running dilemma? */
bool vote_option_known(const struct outlook *o, uint32_t room, uint32_t option);

/* ---- consent.c ------------------------------------------------------------------------------ */

/* Has a room that came to this verdict to wait before it decides? Pushes the question, or that it
 * is not asked any more. With nothing to decide it waits, too. */
bool consent_waits(struct outlook *o, uint32_t room, struct verdict verdict);
/* Nobody objected in time. */
void consent_time_over(struct outlook *o, uint32_t room);
/* More time to object. */
void consent_extend(struct outlook *o, uint32_t room, uint64_t more_ms);
/* For apply: the room goes to another step. */
void consent_clear(struct room *r);

/* ---- seat.c --------------------------------------------------------------------------------- */

/* A number for a reason that does not tell whose it is, 0..SEATS_MAX-1, one for each seat. */
uint32_t reason_number(const struct session *s, uint16_t seat);
struct event *seat_push_taken(struct outlook *o, uint16_t seat, enum role role, uint32_t room,
                              struct bytes name, enum lang lang, struct bytes token_hash);

/* ---- play.c: the team ----------------------------------------------------------------------- */

/* What events set going in the simulation. Called by apply only. */
void play_start_session(struct session *s);
void play_begin_round(const struct session *s, struct room *r);
void play_expect(const struct session *s, struct room *r);
void play_consequence(const struct session *s, struct room *r);
void play_undo_consequence(struct room *r);
/* The team as it is now, and as it was a round ago, as marked. */
const struct room_mark *play_mark(const struct room *r);
const struct room_mark *play_mark_before(const struct room *r);
extern const enum sim_factor play_series[SERIES_COUNT];
/* The phase a view may show, and how much that is. */
enum known play_known(const struct outlook *o, const struct audience *audience, uint32_t room,
                      uint32_t member, uint8_t *phase);
/* Where this room puts a member: mode of its guesses (ties: the lower); before any guess the
 * scenario's impression. Guesses of a running diagnosis do not count yet. */
uint8_t play_estimate(const struct outlook *o, uint32_t room, uint32_t member);

/* ---- for apply only ------------------------------------------------------------------------- */

/* The one that all rooms go by: the first in which somebody sits, as an empty one may stay behind.
 */
uint32_t room_leading(const struct session *s);

static inline struct room *room_at(struct session *s, uint32_t room)
{
    return (struct room *)(uintptr_t)session_room(s, room);
}

static inline struct seat *seat_at(struct session *s, uint32_t seat)
{
    return (struct seat *)(uintptr_t)session_seat(s, seat);
}

static inline struct ballot *ballot_at(struct session *s, uint32_t seat, uint32_t round)
{
    assert(round < ROUNDS_MAX);
    return (struct ballot *)(uintptr_t)session_ballots(s, seat) + round;
}

static inline struct seat_texts *texts_at(struct session *s, uint32_t seat)
{
    return (struct seat_texts *)(uintptr_t)session_texts(s, seat);
}

#define BALLOT_EMPTY                                                                               \
    ((struct ballot){ROOM_NONE, OPTION_NONE, OPTION_NONE, 0, {PHASE_NONE, PHASE_NONE}, 0})

/* Remember a line of "what just happened". */
void session_note(struct session *s, uint64_t at_ms, enum happened kind, uint16_t seat,
                  uint8_t room);
/* Keep at most `size` bytes of a text in the state. */
static inline uint16_t text_keep(uint8_t *to, size_t size, struct bytes text)
{
    assert(text.size <= size);
    memset(to, 0, size);
    if (text.size > 0)
        memcpy(to, text.data, text.size);
    return (uint16_t)text.size;
}

/* One function per command and event. */
#define COMMAND(NAME, name, id, roles, doc)                                                        \
    enum reject decide_##name(struct outlook *o, const struct command_##name *c);
#define COMMAND_END(name)
#define EVENT(NAME, name, id, sections, doc)                                                       \
    struct dirty apply_##name(struct session *s, const struct event *e);
#define EVENT_END(name)
#include "protocol/messages.def"

#endif
