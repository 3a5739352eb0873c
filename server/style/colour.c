#include "style/colour.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool colour_read(const char *text, struct colour *out)
{
    uint32_t value;

    if (text[0] != '#' || strlen(text) != 7)
        return false;
    for (const char *c = text + 1; *c != '\0'; c++)
        if (!isxdigit((unsigned char)*c))
            return false;
    value = (uint32_t)strtoul(text + 1, NULL, 16);
    *out = (struct colour){(uint8_t)(value >> 16), (uint8_t)(value >> 8), (uint8_t)value};
    return true;
}

/* Source: WCAG 2.2, "relative luminance". */
static double part(uint8_t value)
{
    const double share = value / 255.0;

    return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4);
}

static double luminance(struct colour colour)
{
    return 0.2126 * part(colour.red) + 0.7152 * part(colour.green) + 0.0722 * part(colour.blue);
}

uint32_t colour_contrast(struct colour a, struct colour b)
{
    const double one = luminance(a) + 0.05, other = luminance(b) + 0.05;

    /* A millionth more, so that 21:1 is not 20.99 by rounding. */
    return (uint32_t)((one > other ? one / other : other / one) * 100 + 1e-6);
}
