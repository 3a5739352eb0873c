/* utf8.h -- is this text? (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF). */
#ifndef DK_PROTOCOL_UTF8_H
#define DK_PROTOCOL_UTF8_H

#include "base/bytes.h"

bool utf8_valid(struct bytes text);
/* Valid, and free of control characters but line feed and tab: fit to be shown. */
bool utf8_showable(struct bytes text);
/* Take the first code point off a valid text that is not empty. */
uint32_t utf8_take(struct bytes *text);
/* A valid text without the blanks at either end, also those that no keyboard shows. */
struct bytes utf8_trimmed(struct bytes text);
/* Of a valid text: is there anything to be seen in it? */
bool utf8_visible(struct bytes text);
/* Of a valid text: does it stay on its own line and leave the words around it alone? No new lines,
 * no marks that turn the direction of what follows (Unicode TR 9, TR 36). */
bool utf8_in_line(struct bytes text);
/* Write a code point, 1..4 bytes; returns how many. The caller has excluded surrogates. */
uint32_t utf8_encode(uint32_t point, uint8_t out[4]);

#endif
