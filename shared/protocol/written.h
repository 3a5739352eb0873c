/* written.h -- what people write, as it goes into a session: one clean line, counted in letters.
 *
 * Text comes from keyboards, clipboards and office programs, with marks in it that nobody sees. It
 * is never refused for those; it is cleaned where it enters, in both codecs:
 *
 *   composed    Unicode NFC: a letter and its accent are one, however they were typed
 *   one line    any run of blanks and line breaks is one space, none at either end
 *   no marks    control characters, marks that turn the direction of writing, and letters that are
 *               drawn as nothing are left out; joiners stay between letters, where they mean
 *               something
 *
 * A character is what people count as one (an extended grapheme cluster, UAX 29): 25 Cyrillic
 * letters are 25, and so are 25 letters of Hindi with their vowels.
 */
#ifndef DK_PROTOCOL_WRITTEN_H
#define DK_PROTOCOL_WRITTEN_H

#include "base/buffer.h"

/* Append the clean text to `out` and give it; the text itself when it is clean already. false: it
 * is longer than COMMAND_BYTES_MAX, or `out` is full. `text` is valid UTF-8. */
bool written_clean(struct bytes text, struct buffer *out, struct bytes *clean);
/* ---- letters.c: what Unicode says ----------------------------------------------------- */

/* NFC in place of what stands in `out` from `start` on. false: it does not fit. */
bool written_compose(struct buffer *out, size_t start);
/* Characters of a valid text. */
uint32_t written_chars(struct bytes text);

#define FOLDED_POINTS_MAX 1024
/* A text without capitals, widths and marks that nobody sees. Gives the number of points; 0: too
 * long, or nothing is left. */
uint32_t written_fold_case(struct bytes text, int32_t points[FOLDED_POINTS_MAX]);

/* ---- alike.c ------------------------------------------------------------------------------- */

/* What two texts have in common that look the same: written_fold_case, and letters of other scripts
 * that are drawn as Latin ones are those. */
uint32_t written_fold(struct bytes text, int32_t points[FOLDED_POINTS_MAX]);

#endif
