/* math.h -- what cJSON asks of a number. */
#ifndef WASM_LIBC_MATH_H
#define WASM_LIBC_MATH_H

#define isnan(number) __builtin_isnan(number)
#define isinf(number) __builtin_isinf(number)
#define fabs(number)  __builtin_fabs(number)
#define floor(number) __builtin_floor(number)

#endif
