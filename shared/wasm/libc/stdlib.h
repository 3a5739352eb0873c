/* stdlib.h -- memory, and numbers from text. Defined in heap.c and libc.c. */
#ifndef WASM_LIBC_STDLIB_H
#define WASM_LIBC_STDLIB_H

#include <stddef.h>

void *malloc(size_t bytes);
void *calloc(size_t count, size_t bytes);
void *realloc(void *at, size_t bytes);
void free(void *at);

/* Exact for whole numbers up to 2^53, which is all that the core takes; others come out near. */
double strtod(const char *restrict text, char **restrict end);

static inline int abs(int number)
{
    return number < 0 ? -number : number;
}

#endif
