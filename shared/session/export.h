/* export.h -- votes and decisions after the fact, per room and over all rooms, in numbers that say
 * nothing about fewer than five people, neither directly nor by subtraction.
 *
 *   first, second, confidence   shown for EXPORT_PEOPLE_MIN people or more
 *   shifts (first to second)    also only if nobody or at least that many voted only once; else the
 *                               row sums, beside the first votes, would give away their votes
 *   over all rooms              also only if nobody or at least that many are in withheld rooms;
 *                               for shifts no room may be withheld
 *
 * The number of people is always told, because every screen showed it. As in the decision, votes of
 * people who were asked out do not count, and votes of people who left do.
 * Source: shared/README.md, "Who may see what". */
#ifndef DK_SESSION_EXPORT_H
#define DK_SESSION_EXPORT_H

#include "session/session.h"

#define EXPORT_PEOPLE_MIN 5

struct export_counts {
    bool shown;                   /* false: withheld, all counts are 0 */
    uint16_t people;              /* How many it is about; always told. */
    uint16_t counts[OPTIONS_MAX]; /* Per option; for confidence: not said, doubting, fairly, sure */
};

struct export_round {
    uint8_t room; /* ROOM_ALL: all rooms that played this dilemma in this round */
    uint8_t round;
    uint8_t dilemma; /* Index in the scenario. */
    uint8_t options_count;
    uint8_t rooms_count;
    uint8_t decision;               /* Option; OPTION_NONE for all rooms. */
    uint8_t decided_by;             /* enum decided_by; of a room only */
    uint64_t decided_ms;            /* When; of a room only */
    uint8_t decisions[OPTIONS_MAX]; /* Rooms per option they decided on. */
    struct export_counts first;
    struct export_counts second;
    struct export_counts confidence;
    bool shifts_shown;
    uint16_t shifts_people;                    /* Those who voted twice. */
    uint16_t shifts[OPTIONS_MAX][OPTIONS_MAX]; /* [first][second] */
    uint16_t changed;                          /* Changed their vote; 0 when shifts are withheld. */
};

/* What a team comes to, 0..1000 each. */
struct export_outcomes {
    int32_t learning, wellbeing, work;
};

/* A room's team, over all that was told; nobody who played is in it. */
struct export_team {
    bool told; /* false: nothing was told yet, or it was played with another model */
    struct export_outcomes start, now;
    uint16_t actions[LAYER_COUNT][PHASE_COUNT];
    uint16_t stood[PHASE_COUNT]; /* Members who were in that phase at some moment. */
};

#define EXPORT_ROUNDS_MAX (2 * ROOMS_MAX * ROUNDS_MAX)

/* Every decided round, room by room; then, in a session of several rooms, the sums per round and
 * dilemma. Returns how many, at most `max` (EXPORT_ROUNDS_MAX always suffices). */
uint32_t export_rounds(const struct session *s, struct export_round *out, uint32_t max);
void export_team(const struct session *s, uint32_t room, struct export_team *out);

#endif
