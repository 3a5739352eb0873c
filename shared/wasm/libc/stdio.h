/* stdio.h -- two names that headers of the libraries mention. What would call them (cJSON's
 * printer) is not linked into the module, so they are defined nowhere. */
#ifndef WASM_LIBC_STDIO_H
#define WASM_LIBC_STDIO_H

typedef struct wasm_file FILE;
int sprintf(char *restrict out, const char *restrict format, ...);
int sscanf(const char *restrict text, const char *restrict format, ...);

#endif
