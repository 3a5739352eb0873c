/* logo.h -- a drawing (SVG) that came from outside, made into one that only draws: shapes,
 * gradients and colours. What runs, fetches, links, animates or writes text is left out, and
 * named. */
#ifndef DK_STYLE_LOGO_H
#define DK_STYLE_LOGO_H

#include "base/buffer.h"

#define LOGO_BYTES_MAX      (48u * 1024)
#define LOGO_LEFT_BYTES_MAX 200
#define LOGO_WHY_BYTES_MAX  160

struct logo {
    uint32_t width_milli;               /* How wide it is, in thousandths of its height. */
    char left_out[LOGO_LEFT_BYTES_MAX]; /* "script, onload": once each; as many as fit. */
};

/* Appends the clean drawing to `out`, which has room for LOGO_BYTES_MAX. False: it cannot be used,
 * and `why` is the end of a sentence about it. */
bool logo_clean(struct bytes svg, struct buffer *out, struct logo *logo,
                char why[LOGO_WHY_BYTES_MAX]);

#endif
