#include "base/hash.h"

uint64_t hash64(uint64_t hash, const void *data, size_t size)
{
    const uint8_t *byte = data;

    for (size_t i = 0; i < size; i++)
        hash = (hash ^ byte[i]) * UINT64_C(0x00000100000001B3);
    return hash;
}
