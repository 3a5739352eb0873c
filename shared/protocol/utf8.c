#include "protocol/utf8.h"

#include <assert.h>

/* Length of the sequence that starts at data[0]; 0: it is not valid. By table 3-7 of the Unicode
 * standard only the second byte has bounds that depend on the first. */
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

uint32_t utf8_take(struct bytes *text)
{
    const uint8_t *data = text->data;
    const size_t size = sequence_size(data, text->size);
    uint32_t point = size == 1 ? data[0] : data[0] & (0x7Fu >> size);

    assert(size > 0);
    for (size_t i = 1; i < size; i++)
        point = point << 6 | (data[i] & 0x3F);
    text->data += size;
    text->size -= size;
    return point;
}

uint32_t utf8_latin_count(struct bytes text)
{
    uint32_t count = 0;

    for (size_t i = 0; i < text.size; i++, count++) {
        const uint8_t lead = text.data[i];

        if (lead >= 0x20 && lead < 0x7F)
            continue;
        if (lead < 0xC2 || lead > 0xCB || i + 1 == text.size)
            return 0;
        i++;
        if (lead == 0xC2 && (text.data[i] <= 0xA0 || text.data[i] == 0xAD))
            return 0; /* A control character, a blank that does not break, a hyphen unseen. */
    }
    return count;
}

struct range {
    uint32_t first, last;
};

static bool is_among(uint32_t point, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (point >= ranges[i].first && point <= ranges[i].last)
            return true;
    }
    return false;
}
#define IS_AMONG(point, ranges) is_among(point, ranges, sizeof(ranges) / sizeof(ranges)[0])

bool utf8_is_blank(uint32_t point)
{
    static const struct range blanks[] = {{0x09, 0x0D},     {0x1C, 0x20},     {0x85, 0x85},
                                          {0xA0, 0xA0},     {0x1680, 0x1680}, {0x2000, 0x200B},
                                          {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x2060},
                                          {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};

    return IS_AMONG(point, blanks);
}

bool utf8_is_mark_unseen(uint32_t point)
{
    static const struct range unseen[] = {
        {0x00, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},       {0x34F, 0x34F},
        {0x61C, 0x61C},   {0x115F, 0x1160}, {0x17B4, 0x17B5},   {0x180B, 0x180F},
        {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x206F},   {0x2800, 0x2800},
        {0x3164, 0x3164}, {0xFDD0, 0xFDEF}, {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},
        {0xFFF0, 0xFFFB}, {0xFFFE, 0xFFFF}, {0xE0000, 0xE0FFF}, {0x1D173, 0x1D17A}};

    return IS_AMONG(point, unseen) || (point & 0xFFFE) == 0xFFFE;
}

/* Default ignorable code points, letters that are drawn as nothing, and marks that combine with the
 * character before them. */
static bool is_unseen(uint32_t point)
{
    static const struct range unseen[] = {
        {0x00, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},     {0x300, 0x36F},
        {0x61C, 0x61C},   {0x115F, 0x1160}, {0x17B4, 0x17B5}, {0x180B, 0x180F},
        {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x206F}, {0x2800, 0x2800},
        {0x3164, 0x3164}, {0xD800, 0xF8FF}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF},
        {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0xFFFE, 0xFFFF}, {0xE0000, 0x10FFFF}};

    return utf8_is_blank(point) || IS_AMONG(point, unseen);
}

struct bytes utf8_trimmed(struct bytes text)
{
    struct bytes rest = text, trimmed = {text.data, 0};

    while (rest.size > 0) {
        const uint8_t *at = rest.data;

        if (utf8_is_blank(utf8_take(&rest)))
            continue;
        if (trimmed.size == 0)
            trimmed.data = at;
        trimmed.size = (size_t)(rest.data - trimmed.data);
    }
    return trimmed;
}

bool utf8_visible(struct bytes text)
{
    while (text.size > 0) {
        if (!is_unseen(utf8_take(&text)))
            return true;
    }
    return false;
}

bool utf8_in_line(struct bytes text)
{
    static const struct range breaking[] = {
        {0x00, 0x1F}, {0x7F, 0x9F}, {0x2028, 0x202E}, {0x2066, 0x2069}, {0xFFF9, 0xFFFB}};

    while (text.size > 0) {
        if (IS_AMONG(utf8_take(&text), breaking))
            return false;
    }
    return true;
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
