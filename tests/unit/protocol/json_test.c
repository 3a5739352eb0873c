/* Documents from outside: what passes the check is JSON that every parser reads in the same way;
 * otherwise the check says where it goes wrong. */
#include "protocol/json.h"

#include <stdlib.h>

#include <cJSON.h>

#include "base/buffer.h"
#include "protocol/unpack.h"
#include "protocol/writer.h"
#include "random.h"
#include "test.h"

static const struct json_limits limits = {6, 100};

/* The bytes are exactly as long as the text, on the heap, so that reading too far is found. */
static bool passes(const char *text, struct json_limits bounds, size_t *wrong)
{
    const size_t size = strlen(text);
    uint8_t *copy = malloc(size > 0 ? size : 1);
    bool right;

    memcpy(copy, text, size);
    right = json_check((struct bytes){copy, size}, bounds, wrong);
    free(copy);
    return right;
}

/* `at`: what does not fit starts with this, where it stands last. */
static void expect_wrong(const char *text, size_t at)
{
    size_t wrong = 0;

    if (passes(text, limits, &wrong))
        test_fail(__FILE__, __LINE__, "passed: %s", text);
    if (wrong != at)
        test_fail(__FILE__, __LINE__, "%s: wrong at %zu, not %zu", text, wrong, at);
}

TEST(what_cjson_would_let_pass_does_not)
{
    expect_wrong("{\"a\":1}}", 7);
    expect_wrong("{\"a\":1} x", 8);
    expect_wrong("[01]", 3);
    expect_wrong("[1.]", 3);
    expect_wrong("[\"tab\there\"]", 5);
    expect_wrong("[\"line\nbreak\"]", 6);
    expect_wrong("[\"\\u0000\"]", 8); /* It would end the text there. */
    expect_wrong("[1]\n\n//", 5);
}

TEST(what_is_no_json_does_not_pass_and_its_place_is_said)
{
    expect_wrong("", 0);
    expect_wrong("  ", 2);
    expect_wrong("{", 1);
    expect_wrong("{\"a\":1,}", 7);
    expect_wrong("{\n  \"a\": 1,\n  oeps\n}", 14);
    expect_wrong("{\"a\" 1}", 5);
    expect_wrong("[1 2]", 3);
    expect_wrong("[nul]", 1);
    expect_wrong("[\"open", 6);
    expect_wrong("[\"\\ud800\"]", 8);
    expect_wrong("[\"\\x\"]", 4);
    expect_wrong("'a'", 0);
    expect_wrong("\xEF\xBB\xBF{\"a\": 1}", 0); /* A byte order mark is no part of it. */
}

TEST(documents_as_people_write_them_pass)
{
    size_t wrong;

    CHECK(passes("{\"a\": [1, -2.5e+3, true, false, null, \"\\u00e9\\n\\\"\"], \"b\": {}}\r\n\t ",
                 limits, &wrong));
    CHECK(passes("7", limits, &wrong));
    CHECK(passes("\"\\ud83d\\ude00\"", limits, &wrong));
}

TEST(depth_and_number_of_values_are_bounded)
{
    char deep[64];
    size_t wrong;

    for (uint32_t depth = 1; depth < 20; depth++) {
        memset(deep, '[', depth);
        memset(deep + depth, ']', depth);
        deep[2 * depth] = '\0';
        CHECK_EQ(passes(deep, limits, &wrong), depth <= limits.depth_max);
    }
    /* The list, and in it a 1, a map, its key and its value. */
    CHECK(passes("[1, {\"a\": 2}]", (struct json_limits){6, 5}, &wrong));
    CHECK(!passes("[1, {\"a\": 2}]", (struct json_limits){6, 4}, &wrong));
    CHECK(!passes("[1, {\"a\": 2}]", (struct json_limits){1, 5}, &wrong));
}

TEST(a_bomb_of_brackets_is_refused_at_once)
{
    static char bomb[1000001];
    size_t wrong;

    memset(bomb, '[', sizeof bomb - 1);
    CHECK(!passes(bomb, (struct json_limits){24, 100000}, &wrong));
    CHECK_EQ(wrong, 24);
}

/* ---- there and back ------------------------------------------------------------------- */

static struct random r;

static void write_random(struct writer *w, uint32_t depth)
{
    static const char *const keys[] = {"a", "b", "round", "option", "reason", "x1", "y", "z"};
    const uint64_t dice = random_next(&r) % (depth > 0 ? 9 : 6);
    const uint32_t count = (uint32_t)random_between(&r, 0, 8);

    if (dice < 2) {
        writer_int(w, (int64_t)(random_next(&r) >> (11 + random_next(&r) % 53)) *
                          (random_next(&r) % 2 == 0 ? 1 : -1));
    } else if (dice < 4) {
        r.used = 0;
        writer_text(w, random_text(&r, 40));
    } else if (dice == 4) {
        writer_bool(w, random_next(&r) % 2 == 0);
    } else if (dice == 5) {
        writer_null(w);
    } else if (dice == 6) {
        writer_map(w, count);
        for (uint32_t i = 0; i < count; i++) {
            writer_key(w, keys[i]);
            write_random(w, depth - 1);
        }
    } else if (dice == 7) {
        writer_list(w, count);
        for (uint32_t i = 0; i < count; i++)
            write_random(w, depth - 1);
    } else {
        writer_list_open(w);
        for (uint32_t i = 0; i < 3 * count; i++)
            write_random(w, depth - 1);
        writer_list_close(w);
    }
}

static void write_tree(struct writer *w, const msgpack_object *value)
{
    switch (value->type) {
    case MSGPACK_OBJECT_NIL: writer_null(w); break;
    case MSGPACK_OBJECT_BOOLEAN: writer_bool(w, value->via.boolean); break;
    case MSGPACK_OBJECT_POSITIVE_INTEGER: writer_int(w, (int64_t)value->via.u64); break;
    case MSGPACK_OBJECT_NEGATIVE_INTEGER: writer_int(w, value->via.i64); break;
    case MSGPACK_OBJECT_STR: writer_text(w, unpack_bytes(value)); break;
    case MSGPACK_OBJECT_ARRAY:
        writer_list(w, value->via.array.size);
        for (uint32_t i = 0; i < value->via.array.size; i++)
            write_tree(w, &value->via.array.ptr[i]);
        break;
    case MSGPACK_OBJECT_MAP:
        writer_map(w, value->via.map.size);
        for (uint32_t i = 0; i < value->via.map.size; i++) {
            write_tree(w, &value->via.map.ptr[i].key);
            write_tree(w, &value->via.map.ptr[i].val);
        }
        break;
    default: test_fail(__FILE__, __LINE__, "nothing writes this"); break;
    }
}

static void write_cjson(struct writer *w, const cJSON *value)
{
    const cJSON *child;

    if (cJSON_IsNull(value)) {
        writer_null(w);
    } else if (cJSON_IsBool(value)) {
        writer_bool(w, cJSON_IsTrue(value));
    } else if (cJSON_IsNumber(value)) {
        writer_int(w, (int64_t)value->valuedouble);
    } else if (cJSON_IsString(value)) {
        writer_text(w, bytes_of(value->valuestring));
    } else if (cJSON_IsArray(value)) {
        writer_list(w, (uint32_t)cJSON_GetArraySize(value));
        cJSON_ArrayForEach(child, value) write_cjson(w, child);
    } else {
        writer_map(w, (uint32_t)cJSON_GetArraySize(value));
        cJSON_ArrayForEach(child, value)
        {
            writer_text(w, bytes_of(child->string));
            write_cjson(w, child);
        }
    }
}

#define TREE_BYTES 65536

static struct bytes written(enum encoding encoding, uint64_t seed, uint8_t *memory)
{
    struct buffer out;
    struct writer w;

    r.state = seed;
    buffer_init(&out, memory, TREE_BYTES);
    writer_init(&w, &out, encoding);
    write_random(&w, 4);
    CHECK(writer_ok(&w));
    return buffer_bytes(&out);
}

TEST(random_values_go_from_one_encoding_to_the_other_and_back)
{
    static uint8_t memory[4][TREE_BYTES];
    static msgpack_object objects[TREE_BYTES];
    const struct unpack_limits all = {5, TREE_BYTES};
    size_t wrong;

    for (uint64_t seed = 1; seed <= 400; seed++) {
        const struct bytes packed = written(ENCODING_MSGPACK, seed, memory[0]);
        const struct bytes json = written(ENCODING_JSON, seed, memory[1]);
        struct buffer as_json, as_packed;
        msgpack_object tree;
        struct writer w;
        cJSON *parsed;

        CHECK(json_check(json, (struct json_limits){5, TREE_BYTES}, &wrong));
        CHECK(unpack_tree(packed, all, objects, &tree));
        buffer_init(&as_json, memory[2], TREE_BYTES);
        writer_init(&w, &as_json, ENCODING_JSON);
        write_tree(&w, &tree);
        CHECK(writer_ok(&w) && bytes_equal(buffer_bytes(&as_json), json));

        parsed = cJSON_ParseWithLength((const char *)json.data, json.size);
        buffer_init(&as_packed, memory[3], TREE_BYTES);
        writer_init(&w, &as_packed, ENCODING_MSGPACK);
        write_cjson(&w, parsed);
        cJSON_Delete(parsed);
        CHECK(writer_ok(&w) && bytes_equal(buffer_bytes(&as_packed), packed));
    }
}
