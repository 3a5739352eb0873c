#include "sys/sha256.h"

#include "test.h"

#include <stdio.h>
#include <string.h>

static const char *hex_of(struct bytes data)
{
    static char text[2 * SHA256_BYTES + 1];
    uint8_t hash[SHA256_BYTES];

    sha256(data, hash);
    for (size_t i = 0; i < SHA256_BYTES; i++)
        snprintf(text + 2 * i, 3, "%02x", hash[i]);
    return text;
}

/* FIPS 180-4, and what OpenSSL gives for the lengths around the end of a block. */
TEST(sha256_gives_the_published_answers)
{
    static uint8_t many[1000000];

    CHECK_TEXT(hex_of(bytes_of("")),
               "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK_TEXT(hex_of(bytes_of("abc")),
               "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK_TEXT(hex_of(bytes_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
               "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    memset(many, 'a', sizeof many);
    CHECK_TEXT(hex_of((struct bytes){many, sizeof many}),
               "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    CHECK_TEXT(hex_of((struct bytes){many, 55}),
               "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
    CHECK_TEXT(hex_of((struct bytes){many, 56}),
               "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a");
    CHECK_TEXT(hex_of((struct bytes){many, 63}),
               "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34");
    CHECK_TEXT(hex_of((struct bytes){many, 64}),
               "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
    CHECK_TEXT(hex_of((struct bytes){many, 119}),
               "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb");
    CHECK_TEXT(hex_of((struct bytes){many, 120}),
               "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c");
}

TEST(sha256_in_pieces_gives_the_same)
{
    uint8_t data[300], whole[SHA256_BYTES], pieces[SHA256_BYTES];

    for (size_t i = 0; i < sizeof data; i++)
        data[i] = (uint8_t)(i * 7);
    sha256((struct bytes){data, sizeof data}, whole);
    for (size_t piece = 1; piece <= sizeof data; piece++) {
        struct sha256 s;

        sha256_begin(&s);
        for (size_t at = 0; at < sizeof data; at += piece)
            sha256_add(
                &s, (struct bytes){data + at, sizeof data - at < piece ? sizeof data - at : piece});
        sha256_end(&s, pieces);
        CHECK(memcmp(whole, pieces, sizeof whole) == 0);
    }
}
