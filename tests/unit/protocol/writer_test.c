#include "protocol/writer.h"

#include "test.h"

static uint8_t memory[4096];
static struct buffer out;
static struct writer w;

static void start(enum encoding encoding)
{
    buffer_init(&out, memory, sizeof memory - 1);
    writer_init(&w, &out, encoding);
}

static const char *text(void)
{
    memory[out.size] = '\0';
    return (const char *)memory;
}

static const char *hex(void)
{
    static char digits[2 * sizeof memory + 1];

    for (size_t i = 0; i < out.size; i++)
        for (int half = 0; half < 2; half++)
            digits[2 * i + (size_t)half] = "0123456789abcdef"[memory[i] >> (half ? 0 : 4) & 15];
    digits[2 * out.size] = '\0';
    return digits;
}

static void write_sample(void)
{
    writer_map(&w, 5);
    writer_put_int(&w, "a", -1);
    writer_put_bool(&w, "b", true);
    writer_key(&w, "c");
    writer_list(&w, 3);
    writer_null(&w);
    writer_map(&w, 0);
    writer_list(&w, 0);
    writer_key(&w, "d");
    writer_list_open(&w);
    writer_int(&w, 200);
    writer_word(&w, "x");
    writer_list_close(&w);
    writer_put_text(&w, "e", bytes_of("\"\\\n\x01\xC3\xA9\x7F"));
}

TEST(the_same_calls_give_the_same_message_in_json)
{
    start(ENCODING_JSON);
    write_sample();
    CHECK(writer_ok(&w));
    CHECK_TEXT(text(), "{\"a\":-1,\"b\":true,\"c\":[null,{},[]],\"d\":[200,\"x\"],"
                       "\"e\":\"\\\"\\\\\\n\\u0001\xC3\xA9\\u007f\"}");
}

TEST(and_in_msgpack)
{
    start(ENCODING_MSGPACK);
    write_sample();
    CHECK(writer_ok(&w));
    CHECK_TEXT(hex(), "85a161ffa162c3a16393c08090a16492ccc8a178a165a7225c0a01c3a97f");
}

TEST(integers_take_as_few_bytes_as_they_can)
{
    static const struct {
        int64_t value;
        const char *hex;
    } cases[] = {
        {0, "00"},
        {127, "7f"},
        {128, "cc80"},
        {255, "ccff"},
        {256, "cd0100"},
        {65535, "cdffff"},
        {65536, "ce00010000"},
        {4294967295, "ceffffffff"},
        {4294967296, "cf0000000100000000"},
        {-1, "ff"},
        {-32, "e0"},
        {-33, "d0df"},
        {-128, "d080"},
        {-129, "d1ff7f"},
        {-32768, "d18000"},
        {-32769, "d2ffff7fff"},
        {INT32_MIN, "d280000000"},
        {(int64_t)INT32_MIN - 1, "d3ffffffff7fffffff"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        start(ENCODING_MSGPACK);
        writer_int(&w, cases[i].value);
        CHECK_TEXT(hex(), cases[i].hex);
    }
}

TEST(texts_and_lists_of_every_width_have_the_right_head)
{
    static uint8_t long_text[70000];
    static uint8_t big[80000];
    struct buffer wide;
    static const struct {
        size_t size;
        uint8_t head[5];
        size_t head_size;
    } cases[] = {
        {31, {0xBF}, 1},        {32, {0xD9, 32}, 2},          {255, {0xD9, 255}, 2},
        {256, {0xDA, 1, 0}, 3}, {65535, {0xDA, 255, 255}, 3}, {65536, {0xDB, 0, 1, 0, 0}, 5}};

    memset(long_text, 'x', sizeof long_text);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        buffer_init(&wide, big, sizeof big);
        writer_init(&w, &wide, ENCODING_MSGPACK);
        writer_text(&w, (struct bytes){long_text, cases[i].size});
        CHECK_EQ(wide.size, cases[i].head_size + cases[i].size);
        CHECK(memcmp(big, cases[i].head, cases[i].head_size) == 0);
    }
    start(ENCODING_MSGPACK);
    writer_list(&w, 16);
    for (int i = 0; i < 16; i++)
        writer_int(&w, 1);
    CHECK_TEXT(hex(), "dc001001010101010101010101010101010101");
}

TEST(a_raw_value_is_a_value_like_any_other)
{
    start(ENCODING_JSON);
    writer_map(&w, 2);
    writer_key(&w, "one"), writer_raw(&w, bytes_of("{\"x\":1}"));
    writer_put_int(&w, "two", 2);
    CHECK(writer_ok(&w));
    CHECK_TEXT(text(), "{\"one\":{\"x\":1},\"two\":2}");
}

TEST(blobs_are_bytes_in_msgpack_and_hexadecimal_in_json)
{
    start(ENCODING_JSON);
    writer_blob(&w, (struct bytes){(const uint8_t *)"\x00\xAF", 2});
    CHECK_TEXT(text(), "\"00af\"");
    start(ENCODING_MSGPACK);
    writer_blob(&w, (struct bytes){(const uint8_t *)"\x00\xAF", 2});
    CHECK_TEXT(hex(), "c40200af");
}

/* Whatever the size of the buffer: it is said, and nothing is written outside it. */
TEST(a_buffer_that_is_too_small_is_found_at_the_end)
{
    for (int encoding = 0; encoding < ENCODINGS_COUNT; encoding++) {
        size_t whole;
        start((enum encoding)encoding);
        write_sample();
        whole = out.size;
        for (size_t capacity = 0; capacity < whole; capacity++) {
            memset(memory, 0xEE, sizeof memory);
            buffer_init(&out, memory, capacity);
            writer_init(&w, &out, (enum encoding)encoding);
            write_sample();
            CHECK(!writer_ok(&w));
            CHECK_EQ(memory[capacity], 0xEE);
        }
    }
}
