/* solo.h -- how a session for one is made, by a server and by a browser alike, and the one in which
 * somebody asks the own team before playing alone. */
#ifndef DK_SESSION_SOLO_H
#define DK_SESSION_SOLO_H

#include "protocol/message.h"

#define SOLO_KEEP_DAYS 30

/* Version, seed and code are left to whoever gives the command. Texts are borrowed. */
static inline struct command_session_create solo_create(struct bytes scenario, struct bytes name,
                                                        uint8_t lang, struct bytes token_hash)
{
    return (struct command_session_create){.scenario = scenario,
                                           .trainer_name = name,
                                           .mode = MODE_SOLO,
                                           .pace = PACE_ROOM,
                                           .rule = RULE_MAJORITY,
                                           .close = CLOSE_EVERYONE,
                                           .quorum_percent = 100,
                                           .time_percent = 100,
                                           .lang = lang,
                                           .rooms_count = 1,
                                           .seats_max = 1,
                                           .room_seats_max = 1,
                                           .keep_days = SOLO_KEEP_DAYS,
                                           .token_hash = token_hash};
}

/* A scan by a link: a session that only asks. */
#define SCAN_LINK_ANSWERS_MAX 60
#define SCAN_LINK_SEATS       (2 * SCAN_LINK_ANSWERS_MAX) /* Who left takes no other seat. */
#define SCAN_LINK_KEEP_DAYS   14

static inline struct command_session_create
scan_link_create(struct bytes scenario, struct bytes name, uint8_t lang, struct bytes token_hash)
{
    struct command_session_create c = solo_create(scenario, name, lang, token_hash);

    c.mode = MODE_ONE_ROOM;
    c.pace = PACE_TRAINER;
    c.scan = SCAN_USE_LINK;
    c.seats_max = SCAN_LINK_SEATS;
    c.room_seats_max = SCAN_LINK_ANSWERS_MAX;
    c.keep_days = SCAN_LINK_KEEP_DAYS;
    return c;
}

#endif
