/* state.h -- the state of a session: one flat block whose size follows from limits.h, relocatable.
 *
 *     struct session | rooms[rooms_count] | seats[seats_max] | ballots[seats_max][ROUNDS_MAX] |
 *     texts[seats_max]
 *
 * Only apply (session.c and the apply_* it calls) writes here; decide and view have it const. Other
 * parts use session.h; from here they may read, not write.
 *
 * Structs have no padding inside (what would be padding has a name: the compiler says where) and
 * start zeroed, so that equal states are equal bytes, which session_hash and the snapshots depend
 * on.
 *
 * Invariants, asserted by session_check after the events of each command:
 *  (1) Seats below seats_count are taken, the rest is zero; the same holds for the texts.
 *  (2) A participant or observer sits in a room that exists; trainers and projectors in ROOM_NONE.
 *      Exactly one seat is the lead trainer; in solo there is none.
 *  (3) A ballot belongs to one room and one round, and names options and phases that exist there.
 *  (4) A room past the decision of a round has that decision in its history; before it, none.
 *  (5) A room's team and its history agree: phases after the last consequence are the team's.
 *  (6) seat_taken and room counts respect seats_max and room_seats_max.
 *  (7) Nothing of a seat that left can name it: name and texts are empty, tokens are gone.
 *  (8) Consent is asked only in the decision step of a session that decides by consensus.
 *  (9) A step that closes is one that the room ends itself, of a running session, and not held.
 *  (10) Answers to a scan are there only while it is open, and only of those who take part.
 * (5) holds only if session_is_of_today: in an outdated session the teams are not known. */
#ifndef DK_SESSION_STATE_H
#define DK_SESSION_STATE_H

#include "protocol/limits.h"
#include "protocol/message.h"
#include "scenario/own_team.h"
#include "scenario/scenario_play.h"
#include "session/role.h"
#include "session/session.h"
#include "sim/sim.h"

#define LAYOUT_VERSION   8   /* Raise it when a meaning changes but no size. */
#define HAPPENED_MAX     12  /* Lines of "what just happened". */
#define CAUSES_SHOWN_MAX 5   /* Causes told after a consequence. */
#define SERIES_COUNT     4   /* DEM, AUT, SAF, LEA: the trainer's lines. */
#define TOGETHER_MIN     5   /* What so many did at once tells of none of them. */
#define CONFIDENCE_COUNT 4   /* Not said, doubting, fairly, sure. */
#define SPIRALS_MAX      255 /* More are counted as so many. */
#define DILEMMA_NONE     0xFFu
#define ROUND_NONE       0xFFu
#define PULSE_NONE       0xFFFFu

#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wpadded"

/* ---- a seat --------------------------------------------------------------------------------- */

/* What one seat chose in one round. It belongs to the room where it was cast, and stays there when
 * the person moves to another room. */
struct ballot {
    uint8_t room;                 /* ROOM_NONE: nothing cast in this round. */
    uint8_t first;                /* Option, or OPTION_NONE. */
    uint8_t second;               /* After the discussion. */
    uint8_t confidence;           /* 0 not said, 1..3 */
    uint8_t guess[DIAGNOSES_MAX]; /* enum phase of dilemma->diagnose[i], or PHASE_NONE. */
    uint8_t lives_with; /* The option that they said they can live with, plus 1; 0: not said. */
    uint8_t mover;      /* Who moved, as they guessed before they looked, plus 1; 0: not said. */
};

/* Only sixteen bytes, because every vote looks at all seats. */
struct seat {
    uint8_t role;          /* enum role */
    uint8_t room;          /* ROOM_NONE: trainers, projectors */
    uint8_t lang;          /* enum lang */
    uint8_t present;       /* 0 or 1, as the flags below: it has a link */
    uint8_t removed;       /* asked out; may be let back */
    uint8_t left;          /* gone for good */
    uint8_t token_pending; /* a second token waits for its device */
    uint8_t reason_hidden; /* the trainer hid the reason */
    uint8_t objects;       /* Option objected to, or OPTION_NONE; in objects_round. */
    uint8_t objects_round;
    uint8_t reason_round; /* Round that texts.reason is about, or ROUND_NONE. */
    uint8_t note_round;   /* Round that texts.note is about, or ROUND_NONE. */
    uint8_t said_round;   /* The round in which they said something about going on. */
    uint8_t said_step;    /* The step of that round; STEP_LOBBY: they said nothing. Where a step is
                           * read it is "ready", where votes end it "wait for me". */
    uint8_t known_next;   /* Where the next command goes. */
    uint8_t seen;         /* has had a link: the next one is a return */
};

/* Somebody who counts the ids of commands: a page, on some device. */
struct known_client {
    uint64_t client; /* 0: none. */
    uint64_t id_max; /* Nothing at or below it has an effect any more. */
};

struct known_command {
    uint64_t id; /* 0: none. */
    uint32_t client_mark;
    uint32_t digest; /* 0: from a journal that did not say. */
};

/* The rest of a seat, which a vote need not look at. */
struct seat_texts {
    uint16_t name_bytes;
    uint16_t reason_bytes;    /* Why they chose. */
    uint16_t objection_bytes; /* What they object to. */
    uint16_t note_bytes;      /* The note they shared. */
    uint16_t told_bytes;      /* The objection as the room was told it: objection.c. */
    uint8_t told_option;      /* OPTION_NONE: it was told of none. */
    uint8_t told_round;
    uint8_t note_told;  /* 1: the trainer has been shown the note. */
    uint8_t scan_bytes; /* Of scan.c; 0: not answered, or the scan is closed. */
    uint8_t unused[2];
    uint64_t away_ms;                                  /* Without a link since then; 0: has one. */
    struct known_client clients[CLIENTS_PER_SEAT_MAX]; /* The one heard last comes first. */
    struct known_command known[COMMANDS_KNOWN_MAX];    /* The last ones that had an effect. */
    uint8_t name[NAME_BYTES_MAX];
    uint8_t reason[REASON_BYTES_MAX];
    uint8_t objection[REASON_BYTES_MAX];
    uint8_t told[REASON_BYTES_MAX];
    uint8_t note[NOTE_BYTES_MAX];
    uint8_t token[TOKEN_HASH_BYTES];
    uint8_t token_next[TOKEN_HASH_BYTES];
    uint8_t scan[OWN_TEAM_BYTES]; /* Own answers to the scan. */
    uint8_t unused_scan[2];
};

/* ---- a room --------------------------------------------------------------------------------- */

/* A team at one moment: what later views need of it. */
struct room_mark {
    uint8_t phases[MEMBERS_MAX];   /* enum phase; PHASE_NONE: the place is empty. */
    uint8_t treads[MEMBERS_MAX];   /* How far within the phase: 0..SIM_SMALL_STEPS-1. */
    uint8_t spirals[MEMBERS_MAX];  /* Rounds of learning finished since the story began. */
    uint8_t changed[MEMBERS_MAX];  /* 1: somebody left or arrived here since the mark before. */
    uint16_t demands[MEMBERS_MAX]; /* Experienced, milli. */
    uint16_t control[MEMBERS_MAX];
    uint16_t series[SERIES_COUNT]; /* Factors, milli. */
    int32_t figures[FIGURES_COUNT];
};

struct room_round {
    uint64_t decided_ms;   /* When it was decided; 0: it is not. */
    uint8_t dilemma;       /* Index in the scenario, or DILEMMA_NONE: not begun. */
    uint8_t decision;      /* Option, or OPTION_NONE. */
    uint8_t decided_by;    /* enum decided_by */
    uint8_t told;          /* 1: its consequence has come; then `after` is filled. */
    uint16_t changed;      /* Seats whose second vote differs from their first, at the decision. */
    uint16_t spokesperson; /* Seat, or SEAT_NONE. */
    uint8_t brought_count;
    uint8_t unused;
    uint16_t silent; /* Chose otherwise, and did not say whether they can live with it. */
    uint16_t brought[HAPPENINGS_BROUGHT_MAX]; /* Pulses that a trainer brought in. */
    struct room_mark after;
    uint16_t written_pulse; /* What was brought in own words, and what it does. */
    uint16_t written_bytes; /* 0: nothing. */
    uint8_t written[HAPPENING_BYTES_MAX];
};

/* A cause as found, to be told in any language: what was done or happened, if something was, and
 * by which mechanism it worked. */
#define CAUSE_FADING 1 /* Mark: it ran before, and does less than it did. */
#define CAUSE_AGAIN  2 /* A lesson that came back to all these members after some weeks. */
struct room_cause {
    int32_t amount;   /* Milli, summed over the members it is about; negative held back. */
    uint16_t term;    /* enum sim_term: the mechanism */
    uint16_t pulse;   /* What set it going: index in the catalogue, or PULSE_NONE. */
    uint16_t members; /* Bit per member whom it touched. */
    uint8_t helped;
    uint8_t weight;  /* 1..3 */
    uint8_t round;   /* Whose decision started the pulse, or ROUND_NONE. */
    uint8_t at_work; /* 1: it showed most in the work. */
    uint8_t variant; /* Which of the texts: so that the same one is not told twice running. */
    uint8_t marks;   /* CAUSE_FADING, CAUSE_AGAIN */
};

/* What an option would do, with the same luck. */
#define ODDS_MAX 3
struct room_expectation {
    uint8_t phases[MEMBERS_MAX]; /* As in room_mark. */
    uint8_t treads[MEMBERS_MAX];
    uint8_t spirals[MEMBERS_MAX];
    int32_t learning; /* Changes, signed milli. */
    int32_t wellbeing;
    int32_t performance;
};

/* What an option brings more, or less, often than the others do: see odds.c. */
struct room_odds {
    uint8_t member;
    uint8_t quality; /* enum quality; QUALITY_NONE: from here on nothing */
    uint8_t more;    /* 1: it rises; 0: it falls */
    uint8_t of_ten;  /* So often, of ten. */
};

/* What the last advance changed, so that it can be undone. */
struct room_before {
    uint8_t there; /* 1: can be taken back */
    uint8_t step;
    uint8_t round;
    uint8_t shown;
    uint32_t unused;
    uint64_t deadline_rest_ms; /* The time that was left to the deadline; 0: there was none. */
};

/* What ends the running step of a room, besides the trainer. */
enum held {
    HELD_NOT,    /* Whatever the pace says. */
    HELD_OPEN,   /* After undo or reopen: not votes, but still the clock. */
    HELD_FIRMLY, /* The trainer keeps it there: nothing. */
};

struct room {
    uint8_t step;  /* enum step */
    uint8_t round; /* Running or last begun; ROUND_NONE in the lobby. */
    uint8_t held;  /* enum held */
    uint8_t shown; /* 1: participants see the distribution. */
    uint8_t causes_count;
    uint8_t consent_option; /* With consent_ms or consent_over: what the room is asked about. */
    uint16_t message_bytes;
    uint64_t began_ms;
    uint64_t deadline_ms; /* 0: none. Closes the step only where room_deadline_closes says so. */
    uint64_t consent_ms;  /* When it is decided if nobody objects; 0: not asked. */
    uint64_t closing_ms;  /* When the step ends, because all are in; 0: they are not. */
    uint64_t stirred_ms;  /* When somebody in it last did something; 0: nobody did yet. */
    struct room_before before;
    struct room_mark start; /* The team at the start. */
    struct room_round rounds[ROUNDS_MAX];
    uint8_t told;            /* 1: all have voted again, and objections were told. */
    uint8_t consent_over;    /* 1: the room was asked about it, and the trainer decides when. */
    uint16_t consent_silent; /* So many were silent, and are asked once more. */
    uint16_t message_seat;   /* Who wrote the message. */
    uint8_t message_round;   /* Where the room was then: the message goes with that step. */
    uint8_t message_step;
    struct room_cause causes[CAUSES_SHOWN_MAX];        /* Of the last consequence. */
    struct room_expectation expectations[OPTIONS_MAX]; /* Of the running dilemma. */
    struct room_odds odds[OPTIONS_MAX][ODDS_MAX];      /* The same, from the choice on. */
    /* In the debrief: what moved most with each option of each round that was told. */
    struct scenario_moved looked_back[ROUNDS_MAX][OPTIONS_MAX];
    uint8_t message[MESSAGE_BYTES_MAX];
    struct sim_team team;
    struct sim_team team_before; /* As it was before the last consequence. */
};

/* ---- the session ---------------------------------------------------------------------------- */

struct settings {
    uint64_t delete_at_ms;
    uint32_t seed;
    uint16_t seats_max;
    uint16_t room_seats_max;
    uint16_t time_percent;
    uint8_t rooms_count;
    uint8_t quorum_percent;
    uint8_t mode; /* enum mode, pace, rule, close, lang */
    uint8_t pace;
    uint8_t rule;
    uint8_t close;
    uint8_t lang;
    uint8_t gate;
    uint8_t names_shown;
    uint8_t diagnosis_skipped;
    uint8_t closing_seconds;
    uint8_t title_bytes;
    uint8_t code_bytes;
    uint8_t code[CODE_BYTES];
    uint8_t unused;
    uint16_t model; /* The versions that it is played with. */
    uint16_t rules;
    uint8_t title[TITLE_BYTES_MAX];
    uint8_t unused_end[6];
};

/* A line of "what just happened". */
struct happened_line {
    uint64_t at_ms;
    uint16_t seat; /* SEAT_NONE: about the room. */
    uint8_t kind;  /* enum happened */
    uint8_t room;  /* or ROOM_NONE */
    uint8_t step;  /* enum step: where that room was then */
    uint8_t unused[3];
};

#pragma GCC diagnostic pop

struct session {
    uint64_t layout;       /* Of this program; see session_restore. */
    uint64_t bytes;        /* Of the whole block. */
    uint64_t seq;          /* Of the last event. */
    uint64_t paused_at_ms; /* 0: running. */
    struct settings settings;
    uint8_t status; /* enum status */
    uint8_t locked;
    uint8_t projector_view; /* enum projector_view */
    uint8_t projector_room;
    uint16_t seats_count;
    uint8_t happened_count;
    uint8_t happened_next;
    struct happened_line happened[HAPPENED_MAX];
    struct sim_team start;     /* The team of every room at the start; the seed is shared. */
    uint8_t projector_curtain; /* enum curtain */
    uint8_t is_rehearsal;      /* 1: with simulated people; a setting. */
    uint8_t projector_moment;  /* Of the timeline: after so many rounds. */
    uint8_t projector_turn;    /* Another way beside it, from this round on; 0: none. */
    uint8_t projector_option;
    uint8_t lit_round;                /* The round that the lit reason is about. */
    uint16_t lit_by;                  /* Whose reason the projector holds up: seat + 1; 0: none. */
    uint8_t scan;                     /* enum scan_use: a setting. */
    uint8_t own_team_bytes;           /* 0: the story's own people play it. */
    uint8_t own_team[OWN_TEAM_BYTES]; /* Answers of a scan: who plays it. */
    uint8_t unused_projector[8];      /* So that what is hashed is as long on every machine. */
    /* From here on not hashed, and made anew from the above: scan.c. */
    const struct scenario *scenario; /* As it is played: `story`, or `cast_story`. */
    const struct scenario *story;    /* As it came. */
    struct own_cast cast;            /* Who plays what, with an own team. */
    struct scenario cast_story;
};

static inline struct bytes session_own_team(const struct session *s)
{
    return (struct bytes){s->own_team, s->own_team_bytes};
}

/* Is it played with the model and rules of this program? */
static inline bool session_is_of_today(const struct session *s)
{
    return s->settings.model == SIM_MODEL_VERSION && s->settings.rules == SESSION_RULES_VERSION;
}

static inline const struct room *session_rooms(const struct session *s)
{
    return (const struct room *)(const void *)(s + 1);
}

static inline const struct room *session_room(const struct session *s, uint32_t room)
{
    assert(room < s->settings.rooms_count);
    return session_rooms(s) + room;
}

static inline const struct seat *session_seats(const struct session *s)
{
    return (const struct seat *)(const void *)(session_rooms(s) + s->settings.rooms_count);
}

static inline const struct seat *session_seat(const struct session *s, uint32_t seat)
{
    assert(seat < s->seats_count);
    return session_seats(s) + seat;
}

/* The ballots of a seat, one per round. */
static inline const struct ballot *session_ballots(const struct session *s, uint32_t seat)
{
    const struct seat *end = session_seats(s) + s->settings.seats_max;

    assert(seat < s->seats_count);
    return (const struct ballot *)(const void *)end + seat * ROUNDS_MAX;
}

static inline const struct seat_texts *session_texts(const struct session *s, uint32_t seat)
{
    const struct seat *end = session_seats(s) + s->settings.seats_max;
    const struct ballot *ballots = (const struct ballot *)(const void *)end;

    assert(seat < s->seats_count);
    return (const struct seat_texts *)(const void *)(ballots + s->settings.seats_max * ROUNDS_MAX) +
           seat;
}

/* Does the seat take part in the game of its room, with a chair and a vote, so that the room waits
 * for it? Not if the person watches or leads, was asked out, or left. */
static inline bool seat_takes_part(const struct seat *seat)
{
    return role_plays(seat->role) && !seat->removed && !seat->left;
}

static inline struct bytes seat_name(const struct session *s, uint32_t seat)
{
    const struct seat_texts *t = session_texts(s, seat);

    return (struct bytes){t->name, t->name_bytes};
}

/* What a trainer brought into a round in own words; empty: nothing. */
static inline struct bytes round_written(const struct room_round *round)
{
    return (struct bytes){round->written, round->written_bytes};
}

/* Between the lobby and the debrief. */
static inline bool room_in_round(const struct room *r)
{
    return r->step != STEP_LOBBY && r->step != STEP_DEBRIEF;
}

/* The round a room is in or was in last; asserts that it has begun one. */
static inline const struct room_round *room_running(const struct room *r)
{
    assert(r->round < ROUNDS_MAX);
    return &r->rounds[r->round];
}

static inline const struct scenario_dilemma *room_dilemma(const struct session *s,
                                                          const struct room *r)
{
    return scenario_dilemma_at(s->scenario, room_running(r)->dilemma);
}

#endif
