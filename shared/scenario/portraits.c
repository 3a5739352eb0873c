/* portraits.c -- the lists of portraits.h, as arrays of names. */
#include "scenario/portraits.h"

#include "base/nearest.h"

#define X(name) #name,
const char *const portrait_names[PORTRAITS_COUNT] = {PORTRAITS(X)};
const char *const expression_names[EXPRESSIONS_COUNT] = {EXPRESSIONS(X)};
#undef X

bool portraits_have(const char *const *names, uint32_t count, struct bytes name,
                    struct bytes *nearest)
{
    struct nearest near = nearest_begin(name);

    for (uint32_t i = 0; i < count; i++)
        if (bytes_equal_text(name, names[i]))
            return true;
    for (uint32_t i = 0; i < count; i++)
        nearest_try(&near, bytes_of(names[i]));
    *nearest = near.best;
    return false;
}
