/* inside.h -- what the files of the session core share: the outlook that decide looks at, the
 * decide_ and apply_ functions behind the tables of session.c, and what one file asks of another.
 * Internal to shared/session.
 *
 * A command may lead to several events: the last vote closes the step. Deciding the second event
 * needs the state after the first, but decide changes nothing. So it looks at an outlook: the
 * session as it is, with one seat (and its ballot of the running round) as it will be. One seat is
 * enough, because no command changes two seats in a way that another event depends on. */
#ifndef DK_SESSION_INSIDE_H
#define DK_SESSION_INSIDE_H

#include "session/role.h"
#include "session/session.h"
#include "session/state.h"

struct outlook {
    const struct session *s;
    const struct command *command;
    struct event_list *out;
    const char *field;    /* The field at fault, when it is refused. */
    uint16_t seat_index;  /* The seat that changes, or SEAT_NONE. */
    struct seat seat;     /* As it will be. */
    struct ballot ballot; /* Of the round its room is in. */
    bool paused;          /* As it will be. */
    bool let_go;          /* Rooms that were held no longer are. */
};

/* ---- outlook.c: looking --------------------------------------------------------------------- */

/* An outlook in which nothing has changed yet. `command` and `out` may be NULL, only to look. */
void outlook_init(struct outlook *o, const struct session *s, const struct command *command,
                  struct event_list *out);
/* From now on this seat counts as o->seat and o->ballot, which begin as they are in the session and
 * may be changed by the caller. */
void outlook_change(struct outlook *o, uint16_t seat);
const struct seat *outlook_seat(const struct outlook *o, uint16_t seat);
const struct ballot *outlook_ballot(const struct outlook *o, uint16_t seat, uint32_t round);
struct event *outlook_push(struct outlook *o, enum event_type type);

/* Does the seat take part in this room: a participant who sits there, not asked out, not left? */
bool outlook_takes_part(const struct outlook *o, uint16_t seat, uint32_t room);
/* Has the seat done what the running step asks: voted, guessed, said ready? */
bool outlook_done(const struct outlook *o, uint16_t seat, uint32_t room);

/* For whom a room waits. */
struct room_count {
    uint32_t seats;    /* that take part */
    uint32_t present;  /* of those, connected */
    uint32_t done;     /* of those, done with the step */
    uint32_t expected; /* present or done: nobody waits for people who are away */
};
struct room_count outlook_count(const struct outlook *o, uint32_t room);
/* Have all for whom the room waits done what the step asks, and somebody at least? */
bool outlook_all_in(const struct outlook *o, uint32_t room);

/* The acting spokesperson: this round's, or while they are away the next one who is present.
 * SEAT_NONE: nobody. */
uint16_t outlook_spokesperson(const struct outlook *o, uint32_t room);

/* The first or second votes of a room in a round. Votes of people who were asked out do not count,
 * votes of people who left do. */
struct tally {
    uint16_t votes[OPTIONS_MAX];
    uint16_t count;
    uint8_t leading; /* The one option with most votes; OPTION_NONE: no votes, or a tie. */
    uint8_t tied;    /* Bit per option with most votes, if there are votes. */
};
struct tally outlook_tally(const struct outlook *o, uint32_t room, uint32_t round, bool second);

/* ---- step.c: the table of steps --------------------------------------------------------------
 * An entry for each word of steps.def; a step without one does not compile, nor does an entry that
 * leaves a field out: they are written in order. */

enum step_end {
    STEP_STAYS,   /* Nothing that the room does ends it. */
    STEP_IS_READ, /* Ends when all who are present have said that they are ready. */
    STEP_CLOSES,  /* Ends when the close rule says that enough have done it. */
    STEP_DECIDES, /* Ends when the decision rule comes to a verdict. */
};

struct step_entry {
    enum step_end end;
    /* Has this seat done what the step asks? */
    bool (*done)(const struct outlook *o, uint32_t room, uint16_t seat);
    /* For apply: what its beginning changes, and how undoing it takes that back. */
    void (*begin)(const struct session *s, struct room *r, const struct event_step_begun *e);
    void (*unmake)(struct room *r);
};

const struct step_entry *step_entry(uint32_t step);

/* ---- decision.c: the table of rules ----------------------------------------------------------
 * An entry for each word of rules.def; a rule without one does not compile, nor does an entry that
 * leaves a field out: they are written in order, and each has words of its own. */

/* What the votes of the decision step come to. */
struct verdict {
    uint8_t option; /* OPTION_NONE: nothing yet */
    uint8_t how;    /* enum decided_by */
    bool asked;     /* First, the room is asked whether all can live with it (consent.c). */
};

/* What the spokesperson of a round may do besides telling the others what the room thinks. */
enum speaker {
    SPEAKER_NONE,       /* The room has none. */
    SPEAKER_SPEAKS,     /* Nothing. */
    SPEAKER_BREAKS_TIE, /* Choose one of the tied. */
    SPEAKER_DECIDES,    /* Choose; the second votes of the others are advice. */
};

/* What happens when the time of the decision is over. */
enum time_over {
    TIME_PASSES,  /* Nothing: the trainer must decide. */
    TIME_DECIDES, /* The majority decides. */
};

/* What somebody can do who cannot live with the leading option. */
enum objections {
    OBJECTIONS_UNKNOWN, /* Nothing. */
    OBJECTIONS_DELAY,   /* Object to it; that delays the decision. */
};

enum tie {
    TIE_STAYS,      /* Nobody in the room can end it. */
    TIE_IS_SETTLED, /* Somebody in the room can, so the room is told about it. */
};

struct rule_entry {
    /* What the second votes come to once the close rule says that enough are in. */
    struct verdict (*verdict)(const struct outlook *o, uint32_t room,
                              const struct room_count *count, const struct tally *second);
    /* What votes come to when nothing more is asked: time is over, or all are in. Without an option
     * they are a tie, and the room is stuck until somebody chooses. */
    struct verdict (*counted)(const struct outlook *o, uint32_t room, const struct tally *votes);
    enum speaker speaker;
    enum time_over time_over;
    enum objections objections;
    enum tie tie;
};

/* The entry of the rule by which this session decides; solo has an entry of its own. */
const struct rule_entry *rule_entry(const struct session *s);

/* The verdict because enough have voted. */
struct verdict decision_verdict(const struct outlook *o, uint32_t room);
/* The verdict because time is over or the trainer goes on: by majority. */
struct verdict decision_forced(const struct outlook *o, uint32_t room);
/* Have all voted, and does no option lead? */
bool decision_is_even(const struct outlook *o, uint32_t room);
/* Is it even, and not broken by the spokesperson's own vote? Who is in the tie breaks it, under
 * every rule that counts by majority, once time is over or the trainer goes on. */
bool decision_is_tie(const struct outlook *o, uint32_t room);
/* Is the room stuck in the decision step, because nobody voted in this round or all left at a tie?
 * Going on is then refused until the trainer decides for it. */
bool decision_needs_trainer(const struct outlook *o, uint32_t room);

/* ---- room.c: steps -------------------------------------------------------------------------- */

/* Does a round of this dilemma have this step? */
bool room_has_step(const struct session *s, uint32_t dilemma, enum step step);
/* Does the deadline of a running step close it? If not, it is only a guide. */
bool room_deadline_closes(const struct session *s);
/* Is everybody done, but does the gate hold the room until the trainer lets it go on? */
bool room_waiting(const struct outlook *o, uint32_t room);
/* The time left to a deadline at a moment; 0: none is left, or there is no deadline. It does not
 * change during a pause. */
uint64_t room_rest_ms(const struct session *s, uint64_t deadline_ms, uint64_t at_ms);
/* The moment of the command, or during a pause the moment when that began, because all clocks stand
 * still. */
uint64_t room_clock_ms(const struct outlook *o);
/* The deadline that a step gets when it begins now; 0: none. */
uint64_t room_step_deadline_ms(const struct outlook *o, enum step step);
void room_push_deadline(struct outlook *o, uint32_t room, uint64_t deadline_ms);
/* The trainer's message goes, or comes back, with the step for which it was written. */
uint32_t room_sections_of_message(const struct room *r);
/* Call it after a change: if the step is now complete, it pushes the events that follow. */
void room_settle(struct outlook *o, uint32_t room);
/* Push the first situation of a room. */
void room_push_start(struct outlook *o, uint32_t room);
/* The dilemma that a room comes to in this round, which it has not begun. */
uint32_t room_draw(const struct session *s, uint32_t room, uint32_t round);
/* Push the situation of the next round of a room, and say with which dilemma. */
uint32_t room_push_situation(struct outlook *o, uint32_t room, uint32_t round);
/* Push a later step of the running round, or of the one whose situation was pushed just before. */
void room_push_step(struct outlook *o, uint32_t room, enum step step);
/* Push the next step; in the decision, what its votes come to. REJECT_STEP_OVER in the debrief,
 * REJECT_TIE_NEEDS_TRAINER where votes say nothing. */
enum reject room_go_on(struct outlook *o, uint32_t room);
/* Push the decision and the consequence. */
void room_push_decision(struct outlook *o, uint32_t room, struct verdict verdict);
/* The rooms that a trainer's command is about: `count` from `first` on. REJECT_ROOM_UNKNOWN. */
enum reject room_range(struct outlook *o, uint32_t room, uint32_t *first, uint32_t *count);
/* The same, for what is possible only while the session runs. */
enum reject room_range_while_running(struct outlook *o, uint32_t room, uint32_t *first,
                                     uint32_t *count);

/* ---- undo.c --------------------------------------------------------------------------------- */

bool room_can_undo(const struct session *s, uint32_t room);

/* ---- scan.c --------------------------------------------------------------------------------- */

/* Are these the answers of a scan, for a story that may be played with them? */
bool scan_fits(const struct session *s, struct bytes own_team);
/* `story`, or with answers a copy of it in *memory that is played by their team. */
const struct scenario *scan_cast(const struct scenario *story, struct bytes own_team, uint32_t seed,
                                 struct scenario *memory, struct own_cast *cast);
/* For apply: from now on this team plays the story; empty: the story's own people. */
void scan_set_team(struct session *s, struct bytes own_team);
/* What the session plays, made anew from its own team. */
void scan_stage(struct session *s);
/* Of a snapshot: has it no own team, or one that can be read? */
bool scan_is_whole(const struct session *head);
void scan_forget_answers(struct session *s);
/* Can it be answered now? How many have? */
bool scan_is_open(const struct session *s);
uint32_t scan_count(const struct session *s);

/* ---- happening.c ---------------------------------------------------------------------------- */

/* The round with whose consequence comes what is brought now. */
uint32_t happening_round(const struct room *r);
/* May a trainer's own words do this? */
static inline bool happening_is_effect(const struct catalogue_pulse *pulse)
{
    return pulse->happening && (pulse->does.in[0].size > 0 || pulse->does.in[1].size > 0);
}
/* Did this befall the team in own words, in a round that was told, and never by its own name? */
bool happening_is_own(const struct session *s, const struct room *r, uint32_t pulse);

/* ---- vote.c --------------------------------------------------------------------------------- */

/* Have enough people done what the step asks, by the session's close rule? */
bool vote_closes(const struct outlook *o, const struct room_count *count);
/* As room_of_sender; the room must also be in this step. */
enum reject vote_in_step(struct outlook *o, uint32_t round, enum step step, uint32_t *room);
/* Is it an option of the running dilemma? */
bool vote_option_known(const struct outlook *o, uint32_t room, uint32_t option);

/* ---- objection.c ---------------------------------------------------------------------------- */

/* Does anybody in the room object to this option? */
bool objection_stands(const struct outlook *o, uint32_t room, uint32_t option);
/* Was the room told that this seat objects, in this round? The text is in its `told`. */
bool objection_is_told(const struct session *s, uint16_t seat, uint32_t round);
/* For apply: from now on the views show the objections of a room as they stand. */
void objection_tell(struct session *s, uint32_t room);
void objection_tell_when_all_voted(struct session *s);

/* ---- consent.c ------------------------------------------------------------------------------ */

/* Those who chose another option in the second vote and have not said whether they can live with
 * this one: all, or those who are there. */
uint32_t consent_count_silent(const struct outlook *o, uint32_t room, uint32_t option,
                              bool present_only);
/* Must a room wait before this verdict becomes its decision? Pushes the question, or that it is
 * withdrawn. Also true when there is nothing to decide. */
bool consent_waits(struct outlook *o, uint32_t room, struct verdict verdict);
/* The time to object is over. */
void consent_time_over(struct outlook *o, uint32_t room);
/* The question need not be asked any more. */
void consent_withdraw(struct outlook *o, uint32_t room);
/* Give more time to object. */
void consent_extend(struct outlook *o, uint32_t room, uint64_t more_ms);
/* For apply, when the room goes to another step. */
void consent_clear(struct room *r);

/* ---- closing.c ------------------------------------------------------------------------------ */

/* The step is complete. Must the room wait before it goes on? Pushes since when, or that it waits
 * for somebody. */
bool closing_waits(struct outlook *o, uint32_t room);
/* The step is not complete, or no longer is. */
void closing_withdraw(struct outlook *o, uint32_t room);
/* Give more time, if it closes. */
void closing_extend(struct outlook *o, uint32_t room, uint64_t more_ms);
/* Has this seat asked its room to wait, in the running step? Of those who are there. */
bool closing_is_held_by(const struct outlook *o, uint32_t room, uint16_t seat);
uint32_t closing_count_holders(const struct outlook *o, uint32_t room);
/* Is what somebody was typing in that step still taken, now that the room went on from it? */
bool closing_takes_unsent(const struct outlook *o, uint32_t room, enum step typed_in);

/* ---- reason.c ------------------------------------------------------------------------------- */

bool reason_is_lit(const struct session *s, uint16_t seat);

/* What somebody wrote is gone or another text: it is neither hidden nor held up any more. */
void reason_forget(struct session *s, uint16_t seat);

/* ---- seat.c --------------------------------------------------------------------------------- */

/* A number for a text that does not tell whose it is, 0..SEATS_MAX-1: one for each seat, another
 * one in each round, so that it does not link what somebody wrote then with what they write now. */
uint32_t reason_number(const struct session *s, uint16_t seat, uint32_t round);
struct event *seat_push_taken(struct outlook *o, uint16_t seat, enum role role, uint32_t room,
                              struct bytes name, enum lang lang, struct bytes token_hash);

/* ---- team.c: the team ----------------------------------------------------------------------- */

/* What events start in the simulation. Called by apply only. */
void team_start_session(struct session *s);
void team_begin_round(const struct session *s, struct room *r);
void team_expect(const struct session *s, struct room *r);
/* Start all that happens to a team of this round with an option, before its weeks run. */
void team_start_option(const struct session *s, const struct room_round *round, uint32_t option,
                       struct sim_team *team);
/* A team that, to whoever plays this one, could be it: the `play`-th of as many as you like, with
 * other luck to come (lookalike.c). The same team and play give the same one. */
void team_lookalike(const struct sim_team *team, uint32_t play, struct sim_team *out);
/* What each option brings more often than the others, over such teams (odds.c). */
void team_odds(const struct session *s, struct room *r);
/* What would have moved most with each option of each round (look_back.c). */
void team_look_back(const struct session *s, struct room *r);
void team_consequence(const struct session *s, struct room *r);
void team_undo_consequence(struct room *r);
/* The team as it is now, and as it was a round ago, as marked. */
const struct room_mark *team_mark(const struct room *r);
const struct room_mark *team_mark_before(const struct room *r);
extern const enum sim_factor team_series[SERIES_COUNT];
/* The phase that a view may show, and how certain it is. */
enum known team_known(const struct outlook *o, const struct audience *audience, uint32_t room,
                      uint32_t member, uint8_t *phase);
/* Somebody in this room has said where they think a member stands. */
bool team_asked(const struct outlook *o, uint32_t room, uint32_t member);
/* The member stands elsewhere than before the last consequence: phase, tread or round of learning.
 * False for whoever left or arrived in between. */
bool team_moved(const struct room *r, uint32_t member);

/* A quality of a member, micro. */
int32_t team_quality_u(const struct sim_team *team, enum quality quality, uint32_t member);

/* What sets a member of this room apart from the same member in the rooms that played the same
 * weeks (apart.c). QUALITY_NONE: nothing does, or there is no such room. */
struct team_apart {
    enum quality quality;
    int32_t change; /* Of it in this room, with the last decision: signed milli. */
};
struct team_apart team_apart(const struct session *s, uint32_t room, uint32_t member);

/* Learning, wellbeing and work of the team against its start, signed milli. False before the first
 * consequence. */
#define TEAM_OUTCOMES_COUNT 3
bool team_against_start(const struct session *s, uint32_t room, int32_t out[TEAM_OUTCOMES_COUNT]);

/* ---- for apply only ------------------------------------------------------------------------- */

/* The room that sets the pace for all: the first in which somebody sits, because an empty room may
 * stay behind. */
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
    ((struct ballot){ROOM_NONE, OPTION_NONE, OPTION_NONE, 0, {PHASE_NONE, PHASE_NONE}, 0, 0})

/* Remember the command of an event: known.c. */
void known_remember(struct session *s, const struct event *e);

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
