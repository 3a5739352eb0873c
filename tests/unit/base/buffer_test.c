#include "base/buffer.h"
#include "base/hash.h"
#include "test.h"

TEST(overflow_sticks_and_keeps_what_fitted)
{
    uint8_t memory[4];
    struct buffer b;

    buffer_init(&b, memory, sizeof memory);
    buffer_append_text(&b, "abc");
    buffer_append_text(&b, "de");
    buffer_append_byte(&b, 'f');
    CHECK(b.overflowed);
    CHECK_EQ(b.size, 3);
    buffer_reset(&b);
    buffer_append_text(&b, "wxyz");
    CHECK(!b.overflowed);
    CHECK_EQ(b.size, 4);
}

TEST(integers_are_written_at_both_ends_of_their_range)
{
    char memory[64];
    struct buffer b;

    buffer_init(&b, memory, sizeof memory);
    buffer_append_int(&b, INT64_MIN);
    buffer_append_byte(&b, ' ');
    buffer_append_int(&b, 0);
    buffer_append_byte(&b, ' ');
    buffer_append_int(&b, INT64_MAX);
    buffer_append_byte(&b, '\0');
    CHECK_TEXT(memory, "-9223372036854775808 0 9223372036854775807");
}

TEST(hash_agrees_with_the_published_vectors)
{
    CHECK(hash64(HASH64_START, "", 0) == UINT64_C(0xCBF29CE484222325));
    CHECK(hash64(HASH64_START, "a", 1) == UINT64_C(0xAF63DC4C8601EC8C));
    CHECK(hash64(HASH64_START, "foobar", 6) == UINT64_C(0x85944171F73967E8));
}
