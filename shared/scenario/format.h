/* format.h -- puts short texts together without stdio, which the core does not use. */
#ifndef DK_SCENARIO_FORMAT_H
#define DK_SCENARIO_FORMAT_H

#include "base/bytes.h"

/* Write into `out` (always NUL-terminated, cut when it does not fit): %s a text (const char *), %b
 * bytes (struct bytes), %d a whole number (int32_t), %u (uint32_t), %x eight hexadecimal digits
 * (uint32_t), %% a per cent sign. */
void format_text(char *out, size_t capacity, const char *format, ...);

#endif
