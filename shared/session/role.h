/* role.h -- who somebody is in a session, and what follows from it: the table of roles, an entry
 * for each word of roles.def. A role without an entry does not compile, nor does an entry that
 * leaves a field out. messages.def says of each command who may send it.
 * Source: shared/README.md, "Words" and "Who may see what". */
#ifndef DK_SESSION_ROLE_H
#define DK_SESSION_ROLE_H

#include "protocol/message.h"

#include <assert.h>

struct role_entry {
    bool plays;  /* Votes, is waited for, takes a chair. */
    bool sits;   /* In one room, and sees only that one. Others are in ROOM_NONE and see all. */
    bool leads;  /* Sees everything, and is on everybody's list of people. */
    bool person; /* Has a name. A projector has none and shows none, as all look at it. */
};

extern const struct role_entry *const role_table[ROLE_COUNT];

static inline const struct role_entry *role_entry(uint32_t role)
{
    assert(role < ROLE_COUNT);
    return role_table[role];
}

static inline bool role_plays(uint32_t role)
{
    return role_entry(role)->plays;
}

static inline bool role_sits(uint32_t role)
{
    return role_entry(role)->sits;
}

static inline bool role_leads(uint32_t role)
{
    return role_entry(role)->leads;
}

static inline bool role_is_person(uint32_t role)
{
    return role_entry(role)->person;
}

#endif
