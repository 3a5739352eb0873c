/* utf8.h -- is this UTF-8? (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.) */
#ifndef DK_PROTOCOL_UTF8_H
#define DK_PROTOCOL_UTF8_H

#include "base/bytes.h"

bool utf8_valid(struct bytes text);
/* Is it valid, and without control characters other than line feed and tab? */
bool utf8_showable(struct bytes text);
/* Take the first code point off a valid text that is not empty. */
uint32_t utf8_take(struct bytes *text);
/* How many code points a valid text has, when all can be seen and are Latin (below U+0300), where
 * each is a character, composed. 0: it has others, or it is empty. */
uint32_t utf8_latin_count(struct bytes text);
/* A valid text without blanks at either end; all Unicode blanks count, visible or not. */
struct bytes utf8_trimmed(struct bytes text);
/* Does a valid text have anything that can be seen? */
bool utf8_visible(struct bytes text);
/* Can a valid text stand within a line without changing the text around it? It must have no line
 * breaks and no marks that change the direction of what follows (Unicode TR 9, TR 36). */
bool utf8_in_line(struct bytes text);
/* A blank or a line break, visible or not. */
bool utf8_is_blank(uint32_t point);
/* A control character that is no blank, a mark that turns the direction of writing, or a letter
 * that is drawn as nothing; no joiner and no choice between two drawings of a sign. */
bool utf8_is_mark_unseen(uint32_t point);
/* Write a code point, 1..4 bytes; returns how many. The caller has excluded surrogates. */
uint32_t utf8_encode(uint32_t point, uint8_t out[4]);

#endif
