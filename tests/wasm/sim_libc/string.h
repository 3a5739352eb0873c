/* string.h -- the few functions that the core uses, for WebAssembly without a C library. Defined in
 * sim_libc.c; with -mbulk-memory the large ones become single instructions. */
#ifndef SIM_LIBC_STRING_H
#define SIM_LIBC_STRING_H

#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t bytes);
void *memset(void *to, int byte, size_t bytes);
int memcmp(const void *a, const void *b, size_t bytes);
size_t strlen(const char *text);

#endif
