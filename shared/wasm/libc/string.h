/* string.h -- what the core and the two libraries in it use, for WebAssembly without a C library.
 * Defined in libc.c; with -mbulk-memory the large ones become single instructions. */
#ifndef WASM_LIBC_STRING_H
#define WASM_LIBC_STRING_H

#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t bytes);
void *memmove(void *to, const void *from, size_t bytes);
void *memset(void *to, int byte, size_t bytes);
int memcmp(const void *a, const void *b, size_t bytes);
void *memchr(const void *in, int byte, size_t bytes);
size_t strlen(const char *text);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t bytes);
char *strcpy(char *restrict to, const char *restrict from);
char *strchr(const char *text, int byte);
char *strstr(const char *text, const char *part);
size_t strspn(const char *text, const char *of);
size_t strcspn(const char *text, const char *of);

#endif
