/* sim_libc.c -- memcpy, memset, memcmp and strlen for WebAssembly without a C library.
 * Compiled with -fno-builtin, so that the loops do not become calls of themselves. */
#include <string.h>

void *memcpy(void *restrict to, const void *restrict from, size_t bytes)
{
    unsigned char *t = to;
    const unsigned char *f = from;

    for (size_t i = 0; i < bytes; i++)
        t[i] = f[i];
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

size_t strlen(const char *text)
{
    size_t bytes = 0;

    while (text[bytes] != '\0')
        bytes++;
    return bytes;
}
