/* zip_test.c -- a zip as we write it: sums, where its parts stand, and too little room. */
#include "api/zip.h"
#include "test.h"

#include <zlib.h>

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

TEST(a_large_file_is_deflated_and_comes_out_as_it_was)
{
    static uint8_t memory[20000], again[10000];
    struct buffer out;
    struct zip zip;
    z_stream z = {.next_out = again, .avail_out = sizeof again};

    buffer_init(&out, memory, sizeof memory);
    zip_init(&zip, &out);
    zip_begin(&zip, "a.xml");
    for (size_t i = 0; i < sizeof again / 10; i++)
        buffer_append_text(&out, "<row>7</r>");
    zip_end(&zip);
    zip_finish(&zip);
    CHECK_EQ(memory[8], 8); /* Deflated. */
    CHECK(at_32(memory + 18) < 1000);
    CHECK_EQ(at_32(memory + 22), sizeof again);
    CHECK_EQ(inflateInit2(&z, -15), Z_OK);
    z.next_in = memory + 35;
    z.avail_in = at_32(memory + 18);
    CHECK_EQ(inflate(&z, Z_FINISH), Z_STREAM_END);
    inflateEnd(&z);
    CHECK_EQ(z.total_out, sizeof again);
    for (size_t i = 0; i < sizeof again; i++)
        CHECK_EQ(again[i], (uint8_t) "<row>7</r>"[i % 10]);
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
