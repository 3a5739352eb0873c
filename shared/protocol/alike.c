/* alike.c -- what two names have in common that look the same on a screen. Letters are folded;
 * then one of another script that is drawn as a Latin one becomes that one, whichever of its cases
 * is: the Cyrillic capital V is drawn as a B, so the small one counts as a b too, because whether a
 * name has capitals makes no difference. Only for comparing: what is kept and shown is what was
 * written. */
#include "protocol/written.h"

#include <assert.h>
#include <stddef.h>

/* Greek and Cyrillic, by the folded letter, the lowest first. */
static const struct twin {
    int32_t point, latin;
} twins[] = {{0x3AC, 0xE1}, {0x3AD, 0xE9}, {0x3AF, 0xED}, {0x3B1, 'a'}, {0x3B2, 'b'}, {0x3B5, 'e'},
             {0x3B6, 'z'},  {0x3B7, 'h'},  {0x3B9, 'i'},  {0x3BA, 'k'}, {0x3BC, 'm'}, {0x3BD, 'n'},
             {0x3BF, 'o'},  {0x3C1, 'p'},  {0x3C4, 't'},  {0x3C5, 'y'}, {0x3C7, 'x'}, {0x3CC, 0xF3},
             {0x3CD, 0xFD}, {0x430, 'a'},  {0x432, 'b'},  {0x435, 'e'}, {0x43A, 'k'}, {0x43C, 'm'},
             {0x43D, 'h'},  {0x43E, 'o'},  {0x440, 'p'},  {0x441, 'c'}, {0x442, 't'}, {0x443, 'y'},
             {0x445, 'x'},  {0x450, 0xE8}, {0x451, 0xEB}, {0x455, 's'}, {0x456, 'i'}, {0x457, 0xEF},
             {0x458, 'j'},  {0x475, 'v'},  {0x4BB, 'h'},  {0x501, 'd'}, {0x51B, 'q'}, {0x51D, 'w'}};

static int32_t latin_of(int32_t point)
{
    for (size_t i = 0; i < sizeof twins / sizeof twins[0] && twins[i].point <= point; i++)
        if (twins[i].point == point)
            return twins[i].latin;
    return point;
}

uint32_t written_fold(struct bytes text, int32_t points[FOLDED_POINTS_MAX])
{
    const uint32_t count = written_fold_case(text, points);

    assert(count <= FOLDED_POINTS_MAX);
    for (uint32_t i = 0; i < count; i++)
        points[i] = latin_of(points[i]);
    return count;
}
