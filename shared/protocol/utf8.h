/* utf8.h -- is this text? (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF). */
#ifndef DK_PROTOCOL_UTF8_H
#define DK_PROTOCOL_UTF8_H

#include "base/bytes.h"

bool utf8_valid(struct bytes text);
/* Valid, and free of control characters but line feed and tab: fit to be shown. */
bool utf8_showable(struct bytes text);
/* Write a code point, 1..4 bytes; returns how many. The caller has excluded surrogates. */
uint32_t utf8_encode(uint32_t point, uint8_t out[4]);

#endif
