/* tokens.h -- the colours of a house style, by name and by look. What it does not choose is
 * ours. */
#ifndef DK_STYLE_TOKENS_H
#define DK_STYLE_TOKENS_H

#include "style/colour.h"

/* The wall (the projector) begins as the other screens do, light or dark. */
enum style_look { LOOK_LIGHT, LOOK_DARK, LOOK_WALL_LIGHT, LOOK_WALL_DARK, LOOKS_COUNT };

enum style_token {
#define TOKEN(NAME, name, light, dark, wall_light, wall_dark) TOKEN_##NAME,
#include "style/tokens.def"
    TOKENS_COUNT
};

struct style_tokens {
    bool chosen[LOOKS_COUNT][TOKENS_COUNT];
    struct colour colours[LOOKS_COUNT][TOKENS_COUNT]; /* Where chosen. */
};

const char *look_name(enum style_look look); /* "dark on the wall" */
const char *token_name(enum style_token token);
/* TOKENS_COUNT: there is none of this name. */
enum style_token token_of(const char *name);

/* What this token is in this look: as chosen, or else ours. */
struct colour token_colour(const struct style_tokens *tokens, enum style_look look,
                           enum style_token token);

#endif
