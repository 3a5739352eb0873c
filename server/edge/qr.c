#include "edge/qr.h"

#include <qrencode.h>

#define QUIET 4 /* Light modules around the picture, as the standard asks. */

/* One horizontal run of dark modules, as part of an SVG path. */
static void append_run(struct buffer *out, int x, int y, int length)
{
    buffer_append_byte(out, 'M');
    buffer_append_int(out, x + QUIET);
    buffer_append_byte(out, ' ');
    buffer_append_int(out, y + QUIET);
    buffer_append_byte(out, 'h');
    buffer_append_int(out, length);
    buffer_append_text(out, "v1h-");
    buffer_append_int(out, length);
    buffer_append_byte(out, 'z');
}

static void append_path(struct buffer *out, const QRcode *code)
{
    for (int y = 0; y < code->width; y++) {
        int start = -1;
        for (int x = 0; x <= code->width; x++) {
            const bool dark = x < code->width && (code->data[y * code->width + x] & 1);
            if (dark && start < 0)
                start = x;
            if (!dark && start >= 0) {
                append_run(out, start, y, x - start);
                start = -1;
            }
        }
    }
}

/* NULL: it is no text for a QR code (RESULT_INVALID), or there is no memory. */
static QRcode *encode(struct bytes text, enum result *why)
{
    char copy[QR_TEXT_BYTES_MAX + 1];
    QRcode *code;

    *why = RESULT_INVALID;
    if (text.size == 0 || text.size > QR_TEXT_BYTES_MAX || memchr(text.data, 0, text.size) != NULL)
        return NULL;
    memcpy(copy, text.data, text.size);
    copy[text.size] = '\0';
    code = QRcode_encodeString8bit(copy, 0, QR_ECLEVEL_M);
    *why = code == NULL ? RESULT_NO_MEMORY : RESULT_OK;
    return code;
}

enum result qr_svg(struct bytes text, struct buffer *out)
{
    enum result why;
    QRcode *code = encode(text, &why);

    if (code == NULL)
        return why;
    buffer_append_text(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
    buffer_append_int(out, code->width + 2 * QUIET);
    buffer_append_byte(out, ' ');
    buffer_append_int(out, code->width + 2 * QUIET);
    buffer_append_text(out, "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h");
    buffer_append_int(out, code->width + 2 * QUIET);
    buffer_append_byte(out, 'v');
    buffer_append_int(out, code->width + 2 * QUIET);
    buffer_append_text(out, "H0z\"/><path fill=\"#000\" d=\"");
    append_path(out, code);
    buffer_append_text(out, "\"/></svg>\n");
    QRcode_free(code);
    return out->overflowed ? RESULT_FULL : RESULT_OK;
}

static bool is_dark(const QRcode *code, int x, int y)
{
    return x >= 0 && y >= 0 && x < code->width && y < code->width &&
           (code->data[y * code->width + x] & 1) != 0;
}

/* Two rows of modules in one line of letters. */
static void append_line(struct buffer *out, const QRcode *code, int y)
{
    buffer_append_text(out, "\x1b[30;107m");
    for (int x = -QUIET; x < code->width + QUIET; x++) {
        const bool above = is_dark(code, x, y), below = is_dark(code, x, y + 1);
        buffer_append_text(out, above && below ? "\u2588"
                                : above        ? "\u2580"
                                : below        ? "\u2584"
                                               : " ");
    }
    buffer_append_text(out, "\x1b[0m\n");
}

enum result qr_lines(struct bytes text, struct buffer *out)
{
    enum result why;
    QRcode *code = encode(text, &why);

    if (code == NULL)
        return why;
    for (int y = -QUIET; y < code->width + QUIET; y += 2)
        append_line(out, code, y);
    QRcode_free(code);
    return out->overflowed ? RESULT_FULL : RESULT_OK;
}
