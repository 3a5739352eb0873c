/* style_inside.h -- a house style as it was read, for the files that make it. */
#ifndef DK_STYLE_STYLE_INSIDE_H
#define DK_STYLE_STYLE_INSIDE_H

#include "style/logo.h"
#include "style/style.h"

#define STYLE_ADDRESS_BYTES_MAX 40
#define STYLE_FAMILY_BYTES_MAX  120
#define STYLE_WEIGHTS_BYTES_MAX 12

struct style_drawing {
    struct bytes svg; /* Clean; size 0: there is none. */
    struct logo logo;
};

struct style_letters {
    char family[STYLE_FAMILY_BYTES_MAX]; /* Of the device; empty: none, or those of the file. */
    char weights[STYLE_WEIGHTS_BYTES_MAX];
    struct bytes woff2;
    char address[STYLE_ADDRESS_BYTES_MAX];
};

enum { LETTERS_STORY, LETTERS_TOOL, LETTERS_COUNT };

struct house_style {
    char name[STYLE_NAME_BYTES_MAX];
    char folder[1024]; /* Where the file lies, and what it names. */
    char left_out[LOGO_LEFT_BYTES_MAX];
    struct style_tokens tokens;
    struct style_drawing logo, logo_dark, icon;
    struct style_letters letters[LETTERS_COUNT];
    struct bytes css;
    char css_address[STYLE_ADDRESS_BYTES_MAX], icon_address[STYLE_ADDRESS_BYTES_MAX], paper[8];
    struct dress dress;
};

/* style_file.c: everything that the file says, but for what follows from it. */
enum result style_read(struct house_style *style, const char *path, char why[STYLE_WHY_BYTES_MAX]);
/* style_css.c: in memory from malloc. */
enum result style_write_css(const struct house_style *style, struct bytes *out);

#endif
