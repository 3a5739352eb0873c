/* tally.h -- the votes of a session, counted for export, under the rule of five: a distribution of
 * fewer than five people is withheld, and so is a total from which it could be had by subtraction. */
#ifndef DK_API_TALLY_H
#define DK_API_TALLY_H

#include "protocol/limits.h"

#include <stdbool.h>
#include <stdint.h>

struct session;

#define TALLY_PEOPLE_MIN 5

struct tally {
    uint32_t people; /* How many voted. */
    uint32_t counts[OPTIONS_MAX];
};

enum tally_vote { TALLY_FIRST, TALLY_SECOND };

/* The votes cast in one room in one round; those of seats that left or moved on too. */
struct tally tally_room(const struct session *s, uint32_t room, uint32_t round,
                        enum tally_vote vote);
/* May it be shown by itself? Nobody voted: yes, there is nothing to hide. */
bool tally_is_shown(const struct tally *tally);

/* Of one dilemma over all rooms, in whatever round they played it. */
struct tally_total {
    struct tally tally;
    uint32_t rooms;    /* That have decided it. */
    uint32_t withheld; /* People in rooms whose own distribution is withheld. */
};

struct tally_total tally_dilemma(const struct session *s, uint32_t dilemma, enum tally_vote vote);
bool tally_total_is_shown(const struct tally_total *total);

#endif
