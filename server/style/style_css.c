/* style_css.c -- the style as one sheet, which stands after that of a page and is heavier than it:
 * ":root:root" counts twice. The logo stands inside it, so that a report that is saved has it too
 * (clients/trainer/paper/save-page.ts). */
#include "style/style_inside.h"

#include <stdio.h>
#include <stdlib.h>

#define DARK  "[data-theme=\"dark\"]"
#define LIGHT ":not([data-theme=\"dark\"])"
#define WALL  "[data-surface=\"projector\"]"

static const char *const selectors[LOOKS_COUNT] = {
    ":root:root" LIGHT,
    ":root:root" DARK,
    ":root:root" WALL LIGHT,
    ":root:root" WALL DARK,
};

static void put_colours(FILE *out, const struct style_tokens *tokens, enum style_look look)
{
    fprintf(out, "%s{", selectors[look]);
    for (uint32_t i = 0; i < TOKENS_COUNT; i++) {
        const struct colour colour = tokens->colours[look][i];
        if (!tokens->chosen[look][i])
            continue;
        fprintf(out, "--dk-%s:#%02x%02x%02x;", token_name((enum style_token)i), colour.red,
                colour.green, colour.blue);
        if (i == TOKEN_LAMP) /* The light around it. */
            fprintf(out, "--dk-glow:rgb(%u %u %u / %s);", colour.red, colour.green, colour.blue,
                    look == LOOK_LIGHT || look == LOOK_WALL_LIGHT ? "0.3" : "0.16");
    }
    fputs("}\n", out);
}

static void put_letters(FILE *out, const struct style_letters *letters, const char *which,
                        const char *rest)
{
    if (letters->woff2.size > 0) {
        fprintf(out,
                "@font-face{font-family:\"House %s\";src:url(\"%s\") format(\"woff2\");"
                "font-weight:%s;font-display:swap}\n",
                which, strrchr(letters->address, '/') + 1, letters->weights); /* Beside it. */
        fprintf(out, ":root:root{--dk-font-%s:\"House %s\",%s}\n", which, which, rest);
    } else if (letters->family[0] != '\0') {
        fprintf(out, ":root:root{--dk-font-%s:%s}\n", which, letters->family);
    }
}

/* In an address of a drawing: all but what is plain there. */
static void put_drawing(FILE *out, struct bytes svg)
{
    fputs("url(\"data:image/svg+xml,", out);
    for (size_t i = 0; i < svg.size; i++) {
        const uint8_t c = svg.data[i];
        if (c <= ' ' || c >= 127 || strchr("\"#%<>'\\^`{|}&", c) != NULL)
            fprintf(out, "%%%02X", c);
        else
            fputc(c, out);
    }
    fputs("\")", out);
}

/* The drawing stands where our lamp stood, as high, and as wide as it is. */
static void put_logo(FILE *out, const struct house_style *style)
{
    const struct style_drawing *dark =
        style->logo_dark.svg.size > 0 ? &style->logo_dark : &style->logo;

    if (style->logo.svg.size == 0)
        return;
    fputs(":root:root .mark{background:", out);
    put_drawing(out, style->logo.svg);
    fprintf(out,
            " center/contain no-repeat;inline-size:auto;aspect-ratio:%u/1000;"
            "print-color-adjust:exact;-webkit-print-color-adjust:exact}\n"
            ":root:root .mark>*{display:none}\n",
            style->logo.logo.width_milli);
    if (style->logo_dark.svg.size == 0)
        return;
    fputs(":root:root" DARK " .mark{background-image:", out);
    put_drawing(out, dark->svg);
    fprintf(out, ";aspect-ratio:%u/1000}\n", dark->logo.width_milli);
}

enum result style_write_css(const struct house_style *style, struct bytes *out)
{
    char *text = NULL;
    size_t size = 0;
    FILE *sheet = open_memstream(&text, &size);

    if (sheet == NULL)
        return RESULT_NO_MEMORY;
    put_letters(sheet, &style->letters[LETTERS_STORY], "story", "Georgia,serif");
    put_letters(sheet, &style->letters[LETTERS_TOOL], "tool", "system-ui,sans-serif");
    for (uint32_t look = 0; look < LOOKS_COUNT; look++)
        put_colours(sheet, &style->tokens, (enum style_look)look);
    /* Who asks for more contrast gets it in a house style, too (tokens.css). */
    fputs("@media (prefers-contrast:more){:root:root:root:root:root:root{"
          "--dk-ink-soft:var(--dk-ink);--dk-line-strong:var(--dk-ink);--dk-line:var(--dk-ink)}}\n",
          sheet);
    put_logo(sheet, style);
    if (fclose(sheet) != 0) {
        free(text);
        return RESULT_NO_MEMORY;
    }
    *out = (struct bytes){(const uint8_t *)text, size};
    return RESULT_OK;
}
