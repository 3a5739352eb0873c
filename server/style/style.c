#include "style/style_inside.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "sys/sha256.h"

/* "/assets/house-4A5B6C7D.css": another content, another address. */
static void name_address(struct bytes content, const char *ending,
                         char out[STYLE_ADDRESS_BYTES_MAX])
{
    uint8_t hash[SHA256_BYTES];

    sha256(content, hash);
    snprintf(out, STYLE_ADDRESS_BYTES_MAX, "/assets/house-%02X%02X%02X%02X%s", hash[0], hash[1],
             hash[2], hash[3], ending);
}

static void offer(struct dress *dress, const char *path, const char *type, struct bytes content)
{
    dress->files[dress->files_count++] =
        (struct dress_file){.path = path, .type = type, .content = content};
}

static bool has_letters(const struct style_letters *letters)
{
    return letters->woff2.size > 0 || letters->family[0] != '\0';
}

static enum result make_dress(struct house_style *style)
{
    struct dress *dress = &style->dress;
    enum result result;

    for (uint32_t i = 0; i < LETTERS_COUNT; i++)
        if (style->letters[i].woff2.size > 0)
            name_address(style->letters[i].woff2, ".woff2", style->letters[i].address);
    result = style_write_css(style, &style->css);
    if (result != RESULT_OK)
        return result;
    name_address(style->css, ".css", style->css_address);
    offer(dress, style->css_address, "text/css; charset=utf-8", style->css);
    for (uint32_t i = 0; i < LETTERS_COUNT; i++)
        if (style->letters[i].woff2.size > 0 &&
            (i == 0 || strcmp(style->letters[i].address, style->letters[0].address) != 0))
            offer(dress, style->letters[i].address, "font/woff2", style->letters[i].woff2);
    if (style->icon.svg.size > 0) {
        name_address(style->icon.svg, ".svg", style->icon_address);
        offer(dress, style->icon_address, "image/svg+xml", style->icon.svg);
    }
    dress->name = style->name;
    dress->paper = style->paper;
    dress->style = style->css_address;
    dress->icon = style->icon_address;
    dress->without[0] = has_letters(&style->letters[LETTERS_STORY]) ? "literata-" : "";
    dress->without[1] = has_letters(&style->letters[LETTERS_TOOL]) ? "source-sans-3-" : "";
    return RESULT_OK;
}

/* ---- contrast ------------------------------------------------------------------------- */

struct faint {
    char *why;
    uint32_t count;
};

static void note_faint(void *arg, const struct contrast *c)
{
    struct faint *faint = arg;

    if (contrast_is_enough(c) || faint->count++ > 0)
        return;
    snprintf(faint->why, STYLE_WHY_BYTES_MAX,
             "is too faint: %s (#%02x%02x%02x) on %s (#%02x%02x%02x) in %s is %" PRIu32
             ".%02" PRIu32 ":1, it must be %" PRIu32 ".%" PRIu32 ":1",
             token_name(c->seen), c->seen_colour.red, c->seen_colour.green, c->seen_colour.blue,
             token_name(c->behind), c->behind_colour.red, c->behind_colour.green,
             c->behind_colour.blue, look_name(c->look), c->has / 100, c->has % 100, c->least / 100,
             c->least % 100 / 10);
}

static bool can_be_seen(const struct house_style *style, char why[STYLE_WHY_BYTES_MAX])
{
    struct faint faint = {.why = why};
    size_t at;

    if (contrast_each(&style->tokens, note_faint, &faint) == 0)
        return true;
    at = strlen(why);
    if (faint.count > 1)
        snprintf(why + at, STYLE_WHY_BYTES_MAX - at,
                 "; and %" PRIu32 " more (`dilemma style FILE` names them)", faint.count - 1);
    return false;
}

/* ---- opening -------------------------------------------------------------------------- */

enum result house_style_open(struct house_style **out, const char *path,
                             char why[STYLE_WHY_BYTES_MAX])
{
    struct house_style *style = calloc(1, sizeof *style);
    struct colour paper;
    enum result result;

    *out = NULL;
    if (style == NULL)
        return RESULT_NO_MEMORY;
    result = style_read(style, path, why);
    if (result == RESULT_OK && !can_be_seen(style, why))
        result = RESULT_INVALID;
    paper = token_colour(&style->tokens, LOOK_LIGHT, TOKEN_PAGE);
    snprintf(style->paper, sizeof style->paper, "#%02x%02x%02x", paper.red, paper.green,
             paper.blue);
    if (result == RESULT_OK)
        result = make_dress(style);
    if (result != RESULT_OK) {
        house_style_close(style);
        return result;
    }
    *out = style;
    return RESULT_OK;
}

void house_style_close(struct house_style *style)
{
    if (style == NULL)
        return;
    for (uint32_t i = 0; i < LETTERS_COUNT; i++)
        free((void *)(uintptr_t)style->letters[i].woff2.data);
    free((void *)(uintptr_t)style->logo.svg.data);
    free((void *)(uintptr_t)style->logo_dark.svg.data);
    free((void *)(uintptr_t)style->icon.svg.data);
    free((void *)(uintptr_t)style->css.data);
    free(style);
}

const struct dress *house_style_dress(const struct house_style *style)
{
    return &style->dress;
}

const char *house_style_left_out(const struct house_style *style)
{
    return style->left_out;
}

enum result house_style_look(const char *path, contrast_fn *tell, void *arg, uint32_t *faint,
                             char name[STYLE_NAME_BYTES_MAX], char why[STYLE_WHY_BYTES_MAX])
{
    struct house_style *style = calloc(1, sizeof *style);
    enum result result = style == NULL ? RESULT_NO_MEMORY : style_read(style, path, why);

    if (result == RESULT_OK) {
        *faint = contrast_each(&style->tokens, tell, arg);
        snprintf(name, STYLE_NAME_BYTES_MAX, "%s", style->name);
        snprintf(why, STYLE_WHY_BYTES_MAX, "%s", style->left_out);
    }
    house_style_close(style);
    return result;
}
