/* qr.h -- a text as a QR picture (ISO/IEC 18004, error correction M): as SVG without any script, or
 * for a terminal. */
#ifndef DK_EDGE_QR_H
#define DK_EDGE_QR_H

#include "base/buffer.h"
#include "base/result.h"

#define QR_TEXT_BYTES_MAX  400
#define QR_SVG_BYTES_MAX   (256 * 1024)
#define QR_LINES_BYTES_MAX (64 * 1024)

/* Append the picture. RESULT_INVALID: the text is empty or longer than QR_TEXT_BYTES_MAX or has a
 * NUL; RESULT_NO_MEMORY; RESULT_FULL: less room than QR_SVG_BYTES_MAX. */
enum result qr_svg(struct bytes text, struct buffer *out);
/* The same for a terminal of any colours: lines of half blocks, black on white, each ended by a
 * newline. RESULT_FULL: less room than QR_LINES_BYTES_MAX. */
enum result qr_lines(struct bytes text, struct buffer *out);

#endif
