/* inside.h -- what the files of a rehearsal share. */
#ifndef DK_REHEARSE_INSIDE_H
#define DK_REHEARSE_INSIDE_H

#include "edge/token.h"
#include "rehearse/rehearse.h"
#include "session/session.h"
#include "session/state.h"

struct rehearsal;

/* One simulated person. */
struct rehearsed {
    struct rehearsal *rehearsal;
    struct token token;
    struct host_link link; /* While is_linked. */
    uint32_t number;       /* 0, 1, ... */
    uint32_t ticket;       /* Of the request for a seat; 0: none. */
    bool has_seat, is_linked;
    uint8_t round, step; /* Where it last looked round. */
    uint8_t deeds;       /* How much it has done there. */
    uint64_t due_ms;     /* When it comes in, comes back, or does the next thing. */
    uint64_t id;         /* Of its last command. */
};

struct rehearsal {
    struct rehearse *all;
    struct session_id session;
    char code[CODE_BYTES + 1];
    uint32_t rooms, people_count, lang;
    bool quick, is_over;
    const char *names;
    uint64_t seed;
    uint64_t next_ms, trainer_ms; /* When to look again; when a trainer was last seen. */
    uint32_t ticket;              /* Of the look; 0: none. */
    struct rehearsed *people;
};

/* How long it thinks before it does something in this step. */
uint64_t rehearsed_think_ms(const struct rehearsed *p, const struct session *s, uint32_t round,
                            enum step step);
/* What it does next where its room is now. false: nothing, or nothing more. Its texts live as long
 * as the scenario. */
bool rehearsed_deed(const struct rehearsed *p, const struct session *s, struct command *out);
/* Does it put its phone away when this step begins? */
bool rehearsed_dozes(const struct rehearsed *p, uint32_t round, enum step step);

#endif
