#include "style/contrast.h"

#include <stddef.h>

static const struct {
    enum style_token seen, behind;
    uint32_t least, least_on_wall;
} pairs[] = {
#define PAIR(seen, behind, least, least_on_wall)                                                   \
    {TOKEN_##seen, TOKEN_##behind, least, least_on_wall},
#include "style/pairs.def"
};

uint32_t contrast_each(const struct style_tokens *tokens, contrast_fn *tell, void *arg)
{
    uint32_t faint = 0;

    for (uint32_t look = 0; look < LOOKS_COUNT; look++) {
        for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
            struct contrast one = {.look = (enum style_look)look,
                                   .seen = pairs[i].seen,
                                   .behind = pairs[i].behind,
                                   .least = look < LOOK_WALL_LIGHT ? pairs[i].least
                                                                   : pairs[i].least_on_wall};
            one.seen_colour = token_colour(tokens, one.look, one.seen);
            one.behind_colour = token_colour(tokens, one.look, one.behind);
            one.has = colour_contrast(one.seen_colour, one.behind_colour);
            faint += !contrast_is_enough(&one);
            if (tell != NULL)
                tell(arg, &one);
        }
    }
    return faint;
}
