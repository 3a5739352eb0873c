/* export.h -- votes and decisions after the fact, per room and over all rooms, in numbers that say
 * nothing about fewer than five people: neither shown nor to be had by subtraction.
 *
 *   first, second, confidence   shown for EXPORT_PEOPLE_MIN people or more
 *   shifts (first to second)    also: those who voted only once are nobody, or as many; else the
 *                               row sums beside the first votes would give theirs
 *   over all rooms              also: those in withheld rooms are nobody, or as many; and of shifts
 *                               no room at all is withheld
 *
 * The number of people is always told: it stood on every screen. Votes of those who were asked out
 * are left out, of those who left are in: as in the decision.
 * Source: shared/README.md, "Who may see what". */
#ifndef DK_SESSION_EXPORT_H
#define DK_SESSION_EXPORT_H

#include "session/session.h"

#define EXPORT_PEOPLE_MIN 5

struct export_counts {
    bool shown;                   /* false: withheld, all counts are 0 */
    uint16_t people;              /* Whom it is about; told in any case. */
    uint16_t counts[OPTIONS_MAX]; /* Per option; of confidence: not said, doubting, fairly, sure. */
};

struct export_round {
    uint8_t room; /* ROOM_ALL: all rooms that played this dilemma in this round */
    uint8_t round;
    uint8_t dilemma; /* Index in the scenario. */
    uint8_t options_count;
    uint8_t rooms_count;
    uint8_t decision;               /* Option; OPTION_NONE for all rooms. */
    uint8_t decided_by;             /* enum decided_by; of a room only */
    uint8_t decisions[OPTIONS_MAX]; /* Rooms per option they decided on. */
    struct export_counts first;
    struct export_counts second;
    struct export_counts confidence;
    bool shifts_shown;
    uint16_t shifts_people;                    /* Voted twice. */
    uint16_t shifts[OPTIONS_MAX][OPTIONS_MAX]; /* [first][second] */
    uint16_t changed;                          /* Of those; 0 when shifts are withheld. */
};

#define EXPORT_ROUNDS_MAX (2 * ROOMS_MAX * ROUNDS_MAX)

/* Every decided round, room by room; then, in a session of several rooms, the sums per round and
 * dilemma. Returns how many, at most `max` (EXPORT_ROUNDS_MAX always suffices). */
uint32_t export_rounds(const struct session *s, struct export_round *out, uint32_t max);

#endif
