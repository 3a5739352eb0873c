/* zip_test.c -- a zip as we write it: sums, where its parts stand, and too little room. */
#include "api/zip.h"
#include "test.h"

TEST(the_sum_of_a_file_is_that_of_every_zip)
{
    CHECK_EQ(zip_crc(bytes_of("123456789")), 0xCBF43926u); /* The check value of CRC-32. */
    CHECK_EQ(zip_crc((struct bytes){NULL, 0}), 0);
}

static uint32_t at_32(const uint8_t *data)
{
    return data[0] | (uint32_t)data[1] << 8 | (uint32_t)data[2] << 16 | (uint32_t)data[3] << 24;
}

TEST(a_zip_has_its_files_and_then_their_list)
{
    uint8_t memory[600];
    struct buffer out;
    struct zip zip;

    buffer_init(&out, memory, sizeof memory);
    zip_init(&zip, &out);
    zip_put(&zip, "mimetype", "text/plain");
    zip_put(&zip, "a/b.txt", "123456789");
    zip_finish(&zip);
    CHECK(!out.overflowed);
    CHECK(memcmp(memory, "PK\x03\x04", 4) == 0);
    CHECK_EQ(at_32(memory + 18), 10);                          /* As it is ... */
    CHECK_EQ(at_32(memory + 22), 10);                          /* ... is as it was. */
    CHECK(memcmp(memory + 30, "mimetypetext/plain", 18) == 0); /* Where programs look for it. */
    CHECK_EQ(at_32(memory + 48 + 14), 0xCBF43926u);
    CHECK(memcmp(memory + out.size - 22, "PK\x05\x06", 4) == 0);
    CHECK_EQ(memory[out.size - 22 + 10], 2);
    CHECK_EQ(at_32(memory + out.size - 22 + 16), 48 + 30 + 7 + 9);
    CHECK_EQ(at_32(memory + out.size - 22 + 12) + at_32(memory + out.size - 22 + 16),
             out.size - 22);
}

TEST(a_zip_that_does_not_fit_says_so)
{
    uint8_t memory[600];
    struct buffer out;
    struct zip zip;

    for (size_t room = 0; room < 150; room += 7) {
        buffer_init(&out, memory, room);
        zip_init(&zip, &out);
        zip_put(&zip, "a", "123456789");
        zip_put(&zip, "b", "");
        zip_finish(&zip);
        CHECK(out.overflowed);
    }
}
