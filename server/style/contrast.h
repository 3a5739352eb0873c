/* contrast.h -- can everything be seen in this style? Every pair of pairs.def in every look. */
#ifndef DK_STYLE_CONTRAST_H
#define DK_STYLE_CONTRAST_H

#include "style/tokens.h"

struct contrast {
    enum style_look look;
    enum style_token seen, behind;
    struct colour seen_colour, behind_colour;
    uint32_t has, least; /* Hundredths: 450 is 4.5:1. */
};

typedef void contrast_fn(void *arg, const struct contrast *contrast);

/* Tells of every pair in every look, in the order of the table. Returns how many are too faint. */
uint32_t contrast_each(const struct style_tokens *tokens, contrast_fn *tell, void *arg);
static inline bool contrast_is_enough(const struct contrast *contrast)
{
    return contrast->has >= contrast->least;
}

#endif
