/* What MessagePack may come in: everything that is well-formed and within the limits, exactly as
 * msgpack-c itself reads it; nothing that claims more than it has. */
#include "protocol/unpack.h"

#include <stdlib.h>

#include <msgpack/pack.h>
#include <msgpack/unpack.h>

#include "base/buffer.h"
#include "protocol/limits.h"
#include "random.h"
#include "test.h"

#define VALUES 256

static const struct unpack_limits limits = {6, VALUES};
static uint8_t memory[8192];
static struct buffer out;
static msgpack_packer packer;
static struct random r;

/* The library asks for a chunk of memory when its zone is full. Here it asks us. */
#define CHUNKS_MAX 2048
static void *chunks[CHUNKS_MAX];
static uint32_t chunks_count;

void *msgpack_zone_malloc_expand(msgpack_zone *zone, size_t size)
{
    (void)zone;
    return chunks_count == CHUNKS_MAX ? NULL : (chunks[chunks_count++] = malloc(size));
}

static void chunks_free(void)
{
    while (chunks_count > 0)
        free(chunks[--chunks_count]);
}

static int append(void *buffer, const char *bytes, size_t size)
{
    buffer_append(buffer, bytes, size);
    return 0;
}

static void start(void)
{
    buffer_init(&out, memory, sizeof memory);
    msgpack_packer_init(&packer, &out, append);
}

/* A copy on the heap of exactly this size, where the sanitizer sees a step too far. */
static bool is_read(const void *data, size_t size, struct unpack_limits bounds)
{
    uint8_t *copy = malloc(size > 0 ? size : 1);
    msgpack_object objects[VALUES], root;
    bool read;

    memcpy(copy, data, size);
    read = unpack_tree((struct bytes){copy, size}, bounds, objects, &root);
    CHECK_EQ(chunks_count, 0);
    free(copy);
    return read;
}

#define BYTES(text)      (text), sizeof(text) - 1
#define EXPECT_NOT(text) CHECK(!is_read(BYTES(text), limits))
#define EXPECT(text)     CHECK(is_read(BYTES(text), limits))

/* ---- bombs ---------------------------------------------------------------------------- */

TEST(a_head_that_claims_more_than_there_are_bytes_left_is_refused)
{
    EXPECT_NOT("\xDD\xFF\xFF\xFF\xFF");         /* a list of 2^32-1 */
    EXPECT_NOT("\xDF\xFF\xFF\xFF\xFF");         /* a map of as many pairs */
    EXPECT_NOT("\xDF\x80\x00\x00\x00");         /* twice that is 2^32 */
    EXPECT_NOT("\xDC\xFF\xFF\x01");             /* a list of 2^16-1 */
    EXPECT_NOT("\x9F\x01\x01");                 /* a list of 15 */
    EXPECT_NOT("\x82\xA1k\x01\xA1l");           /* a map of two, the last value missing */
    EXPECT_NOT("\xDB\xFF\xFF\xFF\xFFx");        /* a text */
    EXPECT_NOT("\xC6\xFF\xFF\xFF\xFFx");        /* bytes */
    EXPECT_NOT("\xC9\xFF\xFF\xFF\xFF\x01x");    /* an extension: its size and 1 is 2^32 */
    EXPECT_NOT("\x91\xDD\xFF\xFF\xFF\xFF\x01"); /* inside another */
    EXPECT("\xDD\x00\x00\x00\x01\x01");         /* a wide head that says the truth */
}

TEST(a_list_of_lists_cannot_multiply_what_it_claims)
{
    uint8_t bomb[400];
    size_t size = 0;

    /* Every level claims as many values as bytes follow it. */
    for (uint32_t level = 0; level < 5; level++) {
        bomb[size++] = 0xDC;
        bomb[size++] = 0;
        bomb[size++] = 200;
    }
    memset(bomb + size, 0x90, 220);
    CHECK(!is_read(bomb, size + 220, limits));
}

TEST(values_are_counted_wherever_they_stand)
{
    uint8_t list[3 + VALUES] = {0xDC, 0, 0};

    for (uint32_t count = VALUES - 3; count <= VALUES; count++) {
        list[1] = (uint8_t)(count >> 8);
        list[2] = (uint8_t)count;
        memset(list + 3, 0xC0, count);
        CHECK_EQ(is_read(list, 3 + count, limits), 1 + count <= VALUES);
    }
    CHECK(is_read(BYTES("\x91\x91\x01"), (struct unpack_limits){6, 3}));
    CHECK(!is_read(BYTES("\x91\x91\x01"), (struct unpack_limits){6, 2}));
    CHECK(is_read(BYTES("\x81\x01\x01"), (struct unpack_limits){6, 3}));
    CHECK(!is_read(BYTES("\x81\x01\x01"), (struct unpack_limits){6, 2}));
}

TEST(nesting_is_bounded_empty_ones_too)
{
    uint8_t nested[64];

    for (uint32_t depth = 0; depth < UNPACK_DEPTH_MAX; depth++) {
        memset(nested, 0x91, depth);
        nested[depth] = 0x01;
        CHECK(is_read(nested, depth + 1, (struct unpack_limits){depth, VALUES}));
        nested[depth] = 0x90;
        CHECK(!is_read(nested, depth + 1, (struct unpack_limits){depth, VALUES}));
        nested[depth] = 0x80;
        CHECK(!is_read(nested, depth + 1, (struct unpack_limits){depth, VALUES}));
    }
}

TEST(bytes_behind_the_value_are_refused_and_the_scan_says_where_it_ends)
{
    EXPECT_NOT("\x01\x01");
    EXPECT_NOT("\x91\x01\xC0");
    EXPECT_NOT("");
    CHECK_EQ(unpack_scan((struct bytes){(const uint8_t *)"\x91\x01\xC0", 3}, limits), 2);
    CHECK_EQ(unpack_scan((struct bytes){(const uint8_t *)"\xA3kat\xC0", 5}, limits), 4);
    CHECK_EQ(unpack_scan((struct bytes){NULL, 0}, limits), 0);
}

TEST(texts_are_utf8_at_every_depth_and_bytes_need_not_be)
{
    EXPECT("\xA3\xE2\x82\xAC");
    EXPECT("\xD9\x03\xE2\x82\xAC");
    EXPECT_NOT("\xA2\xE2\x82");
    EXPECT_NOT("\xA2\xC0\x80");
    EXPECT_NOT("\xA3\xED\xA0\x80");
    EXPECT_NOT("\x91\x91\x91\xA1\xFF");
    EXPECT_NOT("\x81\xA1\xFF\x01");
    EXPECT_NOT("\xDA\x00\x01\xFF");
    EXPECT_NOT("\xDB\x00\x00\x00\x01\xFF");
    EXPECT("\xC4\x01\xFF");
    EXPECT("\xD4\x01\xFF");
    EXPECT("\xA0");
}

/* Its own reading asks for memory as it likes. */
static size_t library_reads(const uint8_t *data, size_t size)
{
    msgpack_unpacked tree;
    size_t end = 0;
    bool read;

    msgpack_unpacked_init(&tree);
    read = msgpack_unpack_next(&tree, (const char *)data, size, &end) == MSGPACK_UNPACK_SUCCESS;
    msgpack_unpacked_destroy(&tree);
    chunks_free();
    return read ? end : 0;
}

TEST(every_first_byte_is_read_or_refused_as_the_library_does)
{
    uint8_t value[32] = {0};

    for (uint32_t first = 0; first < 256; first++) {
        value[0] = (uint8_t)first;
        for (size_t size = 1; size < sizeof value; size++)
            CHECK_EQ(unpack_scan((struct bytes){value, size}, limits), library_reads(value, size));
    }
}

/* ---- the same as msgpack-c reads it ----------------------------------------------------- */

static void pack_random(uint32_t depth);

static void pack_random_bytes(void)
{
    uint8_t bytes[300];
    const size_t size = (size_t)random_between(&r, 0, random_next(&r) % 4 == 0 ? 300 : 20);

    for (size_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)(random_next(&r) % 0x60 + 0x20);
    switch (random_next(&r) % 3) {
    case 0: msgpack_pack_str_with_body(&packer, bytes, size); break;
    case 1: msgpack_pack_bin_with_body(&packer, bytes, size); break;
    default: msgpack_pack_ext_with_body(&packer, bytes, size, (int8_t)random_next(&r)); break;
    }
}

static void pack_random_number(void)
{
    const uint64_t number = random_next(&r) >> random_next(&r) % 64;

    switch (random_next(&r) % 7) {
    case 0: msgpack_pack_uint64(&packer, number); break;
    case 1: msgpack_pack_int64(&packer, -(int64_t)(number >> 1)); break;
    case 2: msgpack_pack_fix_uint32(&packer, (uint32_t)number); break; /* As wide as it is not. */
    case 3: msgpack_pack_fix_int16(&packer, (int16_t)number); break;
    case 4: msgpack_pack_fix_uint64(&packer, number); break;
    case 5: msgpack_pack_float(&packer, (float)number); break;
    default: msgpack_pack_double(&packer, (double)number); break;
    }
}

static void pack_random(uint32_t depth)
{
    const uint64_t dice = random_next(&r) % (depth > 0 ? 8 : 5);
    const size_t count = (size_t)random_between(&r, 0, random_next(&r) % 6 == 0 ? 17 : 3);

    if (dice < 2) {
        pack_random_number();
    } else if (dice < 4) {
        pack_random_bytes();
    } else if (dice == 4) {
        if (random_next(&r) % 2 == 0)
            msgpack_pack_nil(&packer);
        else
            msgpack_pack_true(&packer);
    } else if (dice < 7) {
        msgpack_pack_array(&packer, count);
        for (size_t i = 0; i < count; i++)
            pack_random(depth - 1);
    } else {
        msgpack_pack_map(&packer, count);
        for (size_t i = 0; i < 2 * count; i++)
            pack_random(depth - 1);
    }
}

static uint32_t values_in(const msgpack_object *value)
{
    uint32_t count = 1;

    if (value->type == MSGPACK_OBJECT_ARRAY)
        for (uint32_t i = 0; i < value->via.array.size; i++)
            count += values_in(&value->via.array.ptr[i]);
    if (value->type == MSGPACK_OBJECT_MAP)
        for (uint32_t i = 0; i < value->via.map.size; i++)
            count += values_in(&value->via.map.ptr[i].key) + values_in(&value->via.map.ptr[i].val);
    return count;
}

/* What the library makes of it by itself, with memory from malloc, is what we make of it. */
static void compare_with_library(void)
{
    msgpack_object objects[VALUES], ours;
    msgpack_unpacked theirs;
    uint32_t count, chunks_before;

    msgpack_unpacked_init(&theirs);
    CHECK_EQ(msgpack_unpack_next(&theirs, (const char *)out.data, out.size, NULL),
             MSGPACK_UNPACK_SUCCESS);
    count = values_in(&theirs.data);
    chunks_before = chunks_count;
    CHECK_EQ(unpack_tree(buffer_bytes(&out), limits, objects, &ours), count <= VALUES);
    if (count <= VALUES) {
        CHECK(msgpack_object_equal(ours, theirs.data));
        CHECK(unpack_tree(buffer_bytes(&out), (struct unpack_limits){6, count}, objects, &ours));
        CHECK(
            !unpack_tree(buffer_bytes(&out), (struct unpack_limits){6, count - 1}, objects, &ours));
    }
    CHECK_EQ(chunks_count, chunks_before);
    msgpack_unpacked_destroy(&theirs);
    chunks_free();
}

TEST(what_is_read_is_what_the_library_reads_and_memory_is_never_asked_for)
{
    uint32_t within = 0;

    r.state = 20261201;
    for (int i = 0; i < 3000; i++) {
        start();
        pack_random(5);
        if (out.overflowed)
            continue;
        compare_with_library();
        within++;
    }
    CHECK(within > 2000);
}

TEST(no_part_of_a_value_is_a_value_and_damage_is_survived)
{
    r.state = 20261202;
    for (int i = 0; i < 300; i++) {
        start();
        pack_random(4);
        if (out.overflowed || out.size > 400)
            continue;
        for (size_t size = 0; size < out.size; size++)
            CHECK(!is_read(out.data, size, limits));
        for (int k = 0; k < 50; k++) {
            uint8_t *at = &memory[random_next(&r) % out.size];
            const uint8_t was = *at;

            *at = (uint8_t)random_next(&r);
            is_read(out.data, out.size, limits);
            *at = was;
        }
    }
}
