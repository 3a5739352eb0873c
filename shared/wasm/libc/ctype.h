/* ctype.h -- for plain letters. */
#ifndef WASM_LIBC_CTYPE_H
#define WASM_LIBC_CTYPE_H

static inline int tolower(int letter)
{
    return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
}

#endif
