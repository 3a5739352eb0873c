#include "style/tokens.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

static const struct {
    const char *name, *ours[LOOKS_COUNT];
} table[TOKENS_COUNT] = {
#define TOKEN(NAME, name, light, dark, wall_light, wall_dark)                                      \
    {name, {light, dark, wall_light, wall_dark}},
#include "style/tokens.def"
};

const char *look_name(enum style_look look)
{
    static const char *const names[LOOKS_COUNT] = {"light", "dark", "light on the wall",
                                                   "dark on the wall"};

    return names[look];
}

const char *token_name(enum style_token token)
{
    return table[token].name;
}

enum style_token token_of(const char *name)
{
    for (uint32_t i = 0; i < TOKENS_COUNT; i++)
        if (strcmp(table[i].name, name) == 0)
            return (enum style_token)i;
    return TOKENS_COUNT;
}

/* The look that this one begins as. */
static enum style_look base_of(enum style_look look)
{
    return look == LOOK_WALL_DARK ? LOOK_DARK : LOOK_LIGHT;
}

static bool is_on_wall(enum style_look look)
{
    return look == LOOK_WALL_LIGHT || look == LOOK_WALL_DARK;
}

static const char *ours(enum style_look look, enum style_token token)
{
    const char *const *of = table[token].ours;

    if (of[look] != NULL)
        return of[look];
    if (is_on_wall(look))
        return ours(base_of(look), token);
    return of[LOOK_LIGHT];
}

struct colour token_colour(const struct style_tokens *tokens, enum style_look look,
                           enum style_token token)
{
    struct colour colour = {0};
    const char *text;

    if (tokens->chosen[look][token])
        return tokens->colours[look][token];
    if (is_on_wall(look) && tokens->chosen[base_of(look)][token])
        return tokens->colours[base_of(look)][token];
    text = ours(look, token);
    if (text[0] == '@')
        return token_colour(tokens, look, token_of(text + 1));
    if (!colour_read(text, &colour))
        assert(false);
    return colour;
}
