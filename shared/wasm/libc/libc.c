/* libc.c -- bytes, texts and one number from text, for WebAssembly without a C library. Compiled
 * with -fno-builtin, so that the loops do not become calls of themselves. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- bytes ---------------------------------------------------------------------------------- */

void *memcpy(void *restrict to, const void *restrict from, size_t bytes)
{
    unsigned char *t = to;
    const unsigned char *f = from;

    for (size_t i = 0; i < bytes; i++)
        t[i] = f[i];
    return to;
}

void *memmove(void *to, const void *from, size_t bytes)
{
    unsigned char *t = to;
    const unsigned char *f = from;

    for (size_t i = 0; i < bytes && t < f; i++)
        t[i] = f[i];
    for (size_t i = bytes; i > 0 && t > f; i--)
        t[i - 1] = f[i - 1];
    return to;
}

void *memset(void *to, int byte, size_t bytes)
{
    unsigned char *t = to;

    for (size_t i = 0; i < bytes; i++)
        t[i] = (unsigned char)byte;
    return to;
}

int memcmp(const void *a, const void *b, size_t bytes)
{
    const unsigned char *x = a, *y = b;

    for (size_t i = 0; i < bytes; i++)
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    return 0;
}

void *memchr(const void *in, int byte, size_t bytes)
{
    const unsigned char *at = in;

    for (size_t i = 0; i < bytes; i++)
        if (at[i] == (unsigned char)byte)
            return (void *)(uintptr_t)(at + i);
    return NULL;
}

/* ---- texts ---------------------------------------------------------------------------------- */

size_t strlen(const char *text)
{
    size_t bytes = 0;

    while (text[bytes] != '\0')
        bytes++;
    return bytes;
}

int strncmp(const char *a, const char *b, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        const unsigned char x = (unsigned char)a[i], y = (unsigned char)b[i];

        if (x != y)
            return x < y ? -1 : 1;
        if (x == '\0')
            return 0;
    }
    return 0;
}

int strcmp(const char *a, const char *b)
{
    return strncmp(a, b, SIZE_MAX);
}

char *strcpy(char *restrict to, const char *restrict from)
{
    memcpy(to, from, strlen(from) + 1);
    return to;
}

char *strchr(const char *text, int byte)
{
    return memchr(text, byte, strlen(text) + 1);
}

char *strstr(const char *text, const char *part)
{
    const size_t bytes = strlen(part);

    for (; *text != '\0' || bytes == 0; text++)
        if (strncmp(text, part, bytes) == 0)
            return (char *)(uintptr_t)text;
    return NULL;
}

static size_t span(const char *text, const char *of, int wanted)
{
    size_t bytes = 0;

    while (text[bytes] != '\0' && (strchr(of, text[bytes]) != NULL) == wanted)
        bytes++;
    return bytes;
}

size_t strspn(const char *text, const char *of)
{
    return span(text, of, 1);
}

size_t strcspn(const char *text, const char *of)
{
    return span(text, of, 0);
}

/* ---- a number ------------------------------------------------------------------------------- */

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Digits from `text` on, added to *value; how many there are. */
static int digits(const char *text, double *value)
{
    int count = 0;

    for (; is_digit(text[count]); count++)
        *value = *value * 10 + (text[count] - '0');
    return count;
}

static double scaled(double value, int tens)
{
    for (; tens > 0 && value != 0; tens--)
        value *= 10;
    for (; tens < 0 && value != 0; tens++)
        value /= 10;
    return value;
}

/* The exponent behind a number, if there is one; *text goes behind it. */
static int exponent(const char **text)
{
    const char *at = *text + 1;
    const int minus = *at == '-';
    double tens = 0;
    int count;

    if (**text != 'e' && **text != 'E')
        return 0;
    at += *at == '-' || *at == '+';
    count = digits(at, &tens);
    if (count == 0)
        return 0;
    *text = at + count;
    tens = tens > 400 ? 400 : tens;
    return minus ? -(int)tens : (int)tens;
}

double strtod(const char *restrict text, char **restrict end)
{
    const char *at = text;
    const int minus = *at == '-';
    double value = 0;
    int whole, part = 0;

    at += *at == '-' || *at == '+';
    whole = digits(at, &value);
    at += whole;
    if (*at == '.') {
        part = digits(at + 1, &value);
        at += part > 0 || whole > 0 ? part + 1 : 0;
    }
    if (whole + part == 0)
        at = text;
    else
        value = scaled(value, exponent(&at) - part);
    if (end != NULL)
        *end = (char *)(uintptr_t)at;
    return minus ? -value : value;
}
