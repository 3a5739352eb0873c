/* assert.h -- for WebAssembly without a C library: a failed assertion is a trap, which the caller
 * in JavaScript gets as an exception. */
#undef assert
#define assert(condition) ((condition) ? (void)0 : __builtin_trap())
