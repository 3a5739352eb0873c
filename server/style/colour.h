/* colour.h -- one opaque colour, and how well one can be seen on another. */
#ifndef DK_STYLE_COLOUR_H
#define DK_STYLE_COLOUR_H

#include <stdbool.h>
#include <stdint.h>

struct colour {
    uint8_t red, green, blue;
};

/* "#0f5257", in capitals too. False: it is something else. */
bool colour_read(const char *text, struct colour *out);
/* Contrast as WCAG 2.2 counts it, in hundredths, rounded down: 450 is 4.5:1. The order of the two
 * does not matter. */
uint32_t colour_contrast(struct colour a, struct colour b);

#endif
