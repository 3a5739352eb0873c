/* hex.h -- bytes as hexadecimal digits. */
#ifndef DK_BASE_HEX_H
#define DK_BASE_HEX_H

#include <stddef.h>
#include <stdint.h>

/* Two digits a byte, in lower case, into `out` of 2 * size characters; no NUL is written. */
void hex_write(char *out, const uint8_t *data, size_t size);

#endif
