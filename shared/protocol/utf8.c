#include "protocol/utf8.h"

#include <assert.h>

/* Length of the sequence that starts at data[0], 0 if it is none. Table 3-7 of the Unicode
 * standard: only the second byte has bounds that depend on the first. */
static size_t sequence_size(const uint8_t *data, size_t left)
{
    const uint8_t first = data[0];
    uint8_t low = 0x80, high = 0xBF;
    size_t size;

    if (first < 0x80)
        return 1;
    if (first < 0xC2 || first > 0xF4)
        return 0;
    size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (first == 0xE0)
        low = 0xA0;
    else if (first == 0xED)
        high = 0x9F;
    else if (first == 0xF0)
        low = 0x90;
    else if (first == 0xF4)
        high = 0x8F;
    if (left < size || data[1] < low || data[1] > high)
        return 0;
    for (size_t i = 2; i < size; i++) {
        if (data[i] < 0x80 || data[i] > 0xBF)
            return 0;
    }
    return size;
}

bool utf8_valid(struct bytes text)
{
    for (size_t at = 0; at < text.size;) {
        const size_t size = sequence_size(text.data + at, text.size - at);
        if (size == 0)
            return false;
        at += size;
    }
    return true;
}

bool utf8_showable(struct bytes text)
{
    for (size_t i = 0; i < text.size; i++) {
        const uint8_t byte = text.data[i];
        if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F)
            return false;
    }
    return utf8_valid(text);
}

uint32_t utf8_encode(uint32_t point, uint8_t out[4])
{
    assert(point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF));
    if (point < 0x80) {
        out[0] = (uint8_t)point;
        return 1;
    }
    if (point < 0x800) {
        out[0] = (uint8_t)(0xC0 | point >> 6);
        out[1] = (uint8_t)(0x80 | (point & 0x3F));
        return 2;
    }
    if (point < 0x10000) {
        out[0] = (uint8_t)(0xE0 | point >> 12);
        out[1] = (uint8_t)(0x80 | (point >> 6 & 0x3F));
        out[2] = (uint8_t)(0x80 | (point & 0x3F));
        return 3;
    }
    out[0] = (uint8_t)(0xF0 | point >> 18);
    out[1] = (uint8_t)(0x80 | (point >> 12 & 0x3F));
    out[2] = (uint8_t)(0x80 | (point >> 6 & 0x3F));
    out[3] = (uint8_t)(0x80 | (point & 0x3F));
    return 4;
}
