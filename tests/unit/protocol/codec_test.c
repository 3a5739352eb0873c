/* One suite for both encodings: each case is written as JSON and also translated to MessagePack,
 * so that a rule cannot hold in one and not in the other. */
#include "protocol/codec.h"

#include <stdio.h>
#include <stdlib.h>

#include <cJSON.h>

#include "test.h"

static uint8_t scratch_memory[CODEC_SCRATCH_BYTES];
static struct buffer scratch;
static struct client_message message;
static struct codec_fault fault;

static bool read_bytes(enum encoding encoding, struct bytes bytes)
{
    buffer_init(&scratch, scratch_memory, sizeof scratch_memory);
    return codec_read_client(encoding, bytes, &scratch, &message, &fault);
}

static void translate(struct writer *w, const cJSON *value)
{
    const cJSON *child;

    if (cJSON_IsObject(value)) {
        writer_map(w, (uint32_t)cJSON_GetArraySize(value));
        cJSON_ArrayForEach(child, value)
        {
            writer_text(w, bytes_of(child->string));
            translate(w, child);
        }
    } else if (cJSON_IsArray(value)) {
        writer_list(w, (uint32_t)cJSON_GetArraySize(value));
        cJSON_ArrayForEach(child, value) translate(w, child);
    } else if (cJSON_IsString(value)) {
        writer_text(w, bytes_of(value->valuestring));
    } else if (cJSON_IsBool(value)) {
        writer_bool(w, cJSON_IsTrue(value));
    } else if (cJSON_IsNull(value)) {
        writer_null(w);
    } else if (value->valuedouble == (double)(int64_t)value->valuedouble) {
        writer_int(w, (int64_t)value->valuedouble);
    } else {
        writer_raw(w, (struct bytes){(const uint8_t *)"\xCB\x3F\xF8\0\0\0\0\0\0", 9});
    }
}

/* The same message in the asked encoding; the bytes are exactly as long as the message, on the
 * heap, so that reading one byte too far is found. free() them. */
static struct bytes in_encoding(enum encoding encoding, const char *json)
{
    static uint8_t memory[2 * COMMAND_BYTES_MAX];
    struct buffer out;
    uint8_t *copy;

    buffer_init(&out, memory, sizeof memory);
    if (encoding == ENCODING_JSON) {
        buffer_append_text(&out, json);
    } else {
        cJSON *value = cJSON_Parse(json);
        struct writer w;
        CHECK(value != NULL);
        writer_init(&w, &out, ENCODING_MSGPACK);
        translate(&w, value);
        CHECK(writer_ok(&w));
        cJSON_Delete(value);
    }
    copy = malloc(out.size > 0 ? out.size : 1);
    memcpy(copy, out.data, out.size);
    return (struct bytes){copy, out.size};
}

static void expect_fault(const char *json, enum fault expected, const char *field, uint64_t id)
{
    for (int encoding = 0; encoding < ENCODINGS_COUNT; encoding++) {
        struct bytes bytes = in_encoding((enum encoding)encoding, json);
        CHECK(!read_bytes((enum encoding)encoding, bytes));
        if (fault.fault != expected)
            test_fail(__FILE__, __LINE__, "%s: %s", json, fault_name(fault.fault));
        CHECK_TEXT(fault.field == NULL ? "-" : fault.field, field == NULL ? "-" : field);
        CHECK_EQ(fault.id, id);
        free((void *)(uintptr_t)bytes.data);
    }
}

#define FOR_BOTH(json)                                                                             \
    for (int both = 0; both < ENCODINGS_COUNT; both++)                                             \
        for (struct bytes bytes = in_encoding((enum encoding)both, json); bytes.data != NULL;      \
             free((void *)(uintptr_t)bytes.data), bytes.data = NULL)                               \
            if (!read_bytes((enum encoding)both, bytes))                                           \
                test_fail(__FILE__, __LINE__, "not read: %s", fault_name(fault.fault));            \
            else

TEST(a_vote_is_read_whatever_the_order_of_its_keys)
{
    FOR_BOTH("{\"option\":1,\"reason\":\"omdat \\u00e9\\u00e9n \\\"ja\\\" zegt \\ud83d\\ude00\","
             "\"confidence\":2,\"type\":\"vote_cast\",\"round\":11,\"id\":9007199254740991,"
             "\"t\":\"command\"}")
    {
        CHECK_EQ(message.type, CLIENT_COMMAND);
        CHECK_EQ(message.command.type, COMMAND_VOTE_CAST);
        CHECK_EQ(message.command.id, 9007199254740991);
        CHECK_EQ(message.command.vote_cast.round, 11);
        CHECK_EQ(message.command.vote_cast.option, 1);
        CHECK_EQ(message.command.vote_cast.confidence, 2);
        CHECK(bytes_equal_text(message.command.vote_cast.reason,
                               "omdat \xC3\xA9\xC3\xA9n \"ja\" zegt \xF0\x9F\x98\x80"));
        CHECK_EQ(fault.fault, FAULT_NONE);
        CHECK_EQ(fault.id, 9007199254740991);
    }
}

TEST(hello_and_ping_are_read)
{
    FOR_BOTH("{\"t\":\"hello\",\"token\":\"abcdefghijklmnopqrstuv\",\"version\":1,\"lang\":\"en\"}")
    {
        CHECK_EQ(message.type, CLIENT_HELLO);
        CHECK(bytes_equal_text(message.hello.token, "abcdefghijklmnopqrstuv"));
        CHECK(message.hello.lang_given);
        CHECK_EQ(message.hello.lang, LANG_EN);
    }
    FOR_BOTH("{\"t\":\"hello\",\"token\":\"x\",\"version\":1,\"lang\":\"fy\"}")
    CHECK(!message.hello.lang_given);
    FOR_BOTH("{\"t\":\"ping\"}")
    CHECK_EQ(message.type, CLIENT_PING);
}

TEST(what_a_newer_client_adds_is_skipped)
{
    FOR_BOTH("{\"t\":\"command\",\"id\":1,\"type\":\"ready_set\",\"round\":0,\"step\":\"choice\","
             "\"ready\":true,\"mood\":{\"a\":[1,2,{\"b\":null}],\"c\":-1.5},\"n\":-3,\"z\":null}")
    {
        CHECK_EQ(message.command.ready_set.step, STEP_CHOICE);
        CHECK(message.command.ready_set.ready);
    }
}

TEST(a_missing_bool_is_false_and_a_missing_text_is_empty)
{
    FOR_BOTH("{\"t\":\"command\",\"id\":1,\"type\":\"session_lock\"}")
    CHECK(!message.command.session_lock.locked);
    FOR_BOTH("{\"t\":\"command\",\"id\":1,\"type\":\"message_send\",\"room\":254}")
    CHECK_EQ(message.command.message_send.text.size, 0);
}

TEST(a_number_that_was_added_later_may_be_missing_and_is_what_it_stands_for)
{
    FOR_BOTH("{\"t\":\"command\",\"id\":1,\"type\":\"vote_cast\",\"round\":2,\"option\":1}")
    {
        CHECK_EQ(fault.fault, FAULT_NONE);
        CHECK_EQ(message.command.vote_cast.option, 1);
        CHECK_EQ(message.command.vote_cast.confidence, 0);
    }
    FOR_BOTH("{\"t\":\"command\",\"id\":1,\"type\":\"vote_cast\",\"round\":2,\"option\":1,"
             "\"confidence\":3}")
    CHECK_EQ(message.command.vote_cast.confidence, 3);
}

#define VOTE(rest) "{\"t\":\"command\",\"id\":7,\"type\":\"vote_cast\"" rest "}"

TEST(the_first_field_that_is_wrong_is_named_with_the_command_it_is_of)
{
    expect_fault(VOTE(""), FAULT_FIELD_MISSING, "round", 7);
    expect_fault(VOTE(",\"round\":12"), FAULT_FIELD_WRONG, "round", 7);
    expect_fault(VOTE(",\"round\":-1"), FAULT_FIELD_WRONG, "round", 7);
    expect_fault(VOTE(",\"round\":1.5"), FAULT_FIELD_WRONG, "round", 7);
    expect_fault(VOTE(",\"round\":\"1\""), FAULT_FIELD_WRONG, "round", 7);
    expect_fault(VOTE(",\"round\":null"), FAULT_FIELD_WRONG, "round", 7);
    expect_fault(VOTE(",\"round\":true"), FAULT_FIELD_WRONG, "round", 7);
    expect_fault(VOTE(",\"round\":1,\"option\":4"), FAULT_FIELD_WRONG, "option", 7);
    expect_fault(VOTE(",\"round\":1,\"option\":0,\"confidence\":4"), FAULT_FIELD_WRONG,
                 "confidence", 7);
    expect_fault(VOTE(",\"round\":1,\"option\":0,\"confidence\":0,\"reason\":5"), FAULT_FIELD_WRONG,
                 "reason", 7);
    expect_fault("{\"t\":\"command\",\"id\":3,\"type\":\"language_set\",\"lang\":\"de\"}",
                 FAULT_FIELD_WRONG, "lang", 3);
}

TEST(without_a_usable_id_there_is_no_command_to_answer)
{
    expect_fault("{\"t\":\"command\",\"type\":\"seat_leave\"}", FAULT_FIELD_MISSING, "id", 0);
    expect_fault("{\"t\":\"command\",\"id\":0,\"type\":\"seat_leave\"}", FAULT_FIELD_WRONG, "id",
                 0);
    expect_fault("{\"t\":\"command\",\"id\":9007199254740992,\"type\":\"seat_leave\"}",
                 FAULT_FIELD_WRONG, "id", 0); /* EXACT_MAX and one */
    FOR_BOTH("{\"t\":\"command\",\"id\":9007199254740991,\"type\":\"seat_leave\"}")
    CHECK_EQ(message.command.id, EXACT_MAX);
}

TEST(unknown_types_and_commands_of_the_host_are_refused_alike)
{
    expect_fault("{\"t\":\"shout\"}", FAULT_TYPE_UNKNOWN, "t", 0);
    expect_fault("{}", FAULT_FIELD_MISSING, "t", 0);
    expect_fault("{\"t\":\"command\",\"id\":2,\"type\":\"fly\"}", FAULT_TYPE_UNKNOWN, "type", 2);
    expect_fault("{\"t\":\"command\",\"id\":2,\"type\":\"tick\"}", FAULT_TYPE_UNKNOWN, "type", 2);
    expect_fault("{\"t\":\"command\",\"id\":2,\"type\":\"presence_set\",\"target\":1}",
                 FAULT_TYPE_UNKNOWN, "type", 2);
    expect_fault("{\"t\":\"hello\",\"token\":\"abcdefghijklmnopqrstuvw\",\"version\":1}",
                 FAULT_FIELD_WRONG, "token", 0);
}

TEST(what_is_no_map_is_malformed)
{
    expect_fault("[]", FAULT_MALFORMED, NULL, 0);
    expect_fault("1", FAULT_MALFORMED, NULL, 0);
    expect_fault("\"t\"", FAULT_MALFORMED, NULL, 0);
    expect_fault("{\"t\":\"ping\",\"t\":\"ping\"}", FAULT_MALFORMED, NULL, 0);
    /* Six deep is one too many below the message's own map: COMMAND_DEPTH_MAX. */
    expect_fault("{\"t\":\"ping\",\"x\":[[[[[[]]]]]]}", FAULT_MALFORMED, NULL, 0);
    FOR_BOTH("{\"t\":\"ping\",\"x\":[[[[[]]]]]}")
    CHECK_EQ(message.type, CLIENT_PING);
}

TEST(more_keys_than_the_limit_are_malformed)
{
    char json[2000] = "{\"t\":\"ping\"";
    size_t size = strlen(json);

    for (int i = 0; i < COMMAND_KEYS_MAX - 1; i++)
        size += (size_t)snprintf(json + size, sizeof json - size, ",\"k%d\":%d", i, i);
    snprintf(json + size, sizeof json - size, "}");
    FOR_BOTH(json)
    CHECK_EQ(message.type, CLIENT_PING);
    snprintf(json + size, sizeof json - size, ",\"one\":1}");
    expect_fault(json, FAULT_MALFORMED, NULL, 0);
}

TEST(more_values_than_the_limit_are_malformed_wherever_they_stand)
{
    static char json[COMMAND_BYTES_MAX];

    /* The map, two keys, "ping" and the outer list are five; then pairs of [0] are two each. */
    for (uint32_t extra = 0; extra <= 1; extra++) {
        size_t size = (size_t)snprintf(json, sizeof json, "{\"t\":\"ping\",\"x\":[0%s",
                                       extra == 1 ? ",0" : "");
        for (uint32_t pair = 0; pair < (COMMAND_VALUES_MAX - 6) / 2; pair++)
            size += (size_t)snprintf(json + size, sizeof json - size, ",[0]");
        snprintf(json + size, sizeof json - size, "]}");
        if (extra == 1)
            expect_fault(json, FAULT_MALFORMED, NULL, 0);
        else
            FOR_BOTH(json)
        CHECK_EQ(message.type, CLIENT_PING);
    }
}

TEST(an_unseen_character_in_a_reason_does_not_cost_the_vote)
{
    FOR_BOTH(VOTE(",\"round\":1,\"option\":2,\"confidence\":0,"
                  "\"reason\":\" Eerst rust\\u000bdan het rooster\\u0007\\u2067 \""))
    CHECK(bytes_equal_text(message.command.vote_cast.reason, "Eerst rust dan het rooster"));
    CHECK_EQ(message.command.vote_cast.option, 2);
}

TEST(a_text_may_have_as_many_characters_as_its_field_allows)
{
    char json[1000];

    for (int extra = 0; extra <= 1; extra++) {
        snprintf(json, sizeof json,
                 VOTE(",\"round\":0,\"option\":0,\"confidence\":0,\"reason\":\"%0*d\""),
                 REASON_CHARS_MAX + extra, 0);
        if (extra == 1)
            expect_fault(json, FAULT_FIELD_WRONG, "reason", 7);
        else
            FOR_BOTH(json)
        CHECK_EQ(message.command.vote_cast.reason.size, REASON_CHARS_MAX);
    }
}

TEST(a_message_longer_than_the_limit_is_too_large)
{
    static char large[COMMAND_BYTES_MAX + 1];

    memset(large, ' ', sizeof large);
    for (int encoding = 0; encoding < ENCODINGS_COUNT; encoding++) {
        CHECK(!read_bytes((enum encoding)encoding,
                          (struct bytes){(const uint8_t *)large, sizeof large}));
        CHECK_EQ(fault.fault, FAULT_TOO_LARGE);
    }
    memcpy(large, "{\"t\":\"ping\"}", 12);
    CHECK(read_bytes(ENCODING_JSON, (struct bytes){(const uint8_t *)large, COMMAND_BYTES_MAX}));
}

TEST(json_is_read_strictly)
{
    static const char *const broken[] = {
        "",
        " ",
        "{",
        "}",
        "{\"t\"}",
        "{\"t\":}",
        "{\"t\":\"ping\"",
        "{\"t\":\"ping\",}",
        "{,}",
        "{\"t\":\"ping\"}}",
        "{\"t\":\"ping\"} x",
        "{'t':'ping'}",
        "{t:\"ping\"}",
        "{\"t\":\"ping\" \"a\":1}",
        "{\"t\":\"ping\",\"a\":01}",
        "{\"t\":\"ping\",\"a\":+1}",
        "{\"t\":\"ping\",\"a\":1.}",
        "{\"t\":\"ping\",\"a\":.5}",
        "{\"t\":\"ping\",\"a\":1e}",
        "{\"t\":\"ping\",\"a\":-}",
        "{\"t\":\"ping\",\"a\":NaN}",
        "{\"t\":\"ping\",\"a\":tru}",
        "{\"t\":\"ping\",\"a\":\"\\x\"}",
        "{\"t\":\"ping\",\"a\":\"\\u12\"}",
        "{\"t\":\"ping\",\"a\":\"\\ud800\"}",
        "{\"t\":\"ping\",\"a\":\"\\ud800\\u0041\"}",
        "{\"t\":\"ping\",\"a\":\"\\udc00\"}",
        "{\"t\":\"ping\",\"a\":\"tab\there\"}",
        "{\"t\":\"ping\",\"a\":\"\xC0\x80\"}",
        "{\"t\":\"ping\",\"a\":\"\xED\xA0\x80\"}",
        "{\"t\":\"ping\",\"a\":\"\xF4\x90\x80\x80\"}",
        "{\"t\":\"ping\",\"a\":\"\xE2\x82\"}",
        "{\"t\":\"ping\",\"a\":[1,]}",
        "{\"t\":\"ping\",\"a\":[1 2]}",
        "{\"t\":\"ping\",\"a\":{\"b\"}}",
        "{\"t\":\"ping\",\"\\u0074\":1}", /* the key t, twice */
        "// a\n{\"t\":\"ping\"}",
        "\xEF\xBB\xBF{\"t\":\"ping\"}",
    };

    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        if (read_bytes(ENCODING_JSON, bytes_of(broken[i])))
            test_fail(__FILE__, __LINE__, "was read: %s", broken[i]);
        CHECK_EQ(fault.fault, FAULT_MALFORMED);
    }
    CHECK(read_bytes(
        ENCODING_JSON,
        bytes_of(" {\r\n\t\"\\u0074\" : \"p\\u0069ng\" , \"a\":-0.5e+10, \"b\": [ ] } ")));
}

/* Five bytes that ask for 2^32 values, and their relatives. */
TEST(msgpack_that_promises_more_than_it_has_is_malformed)
{
    static const struct {
        const char *bytes;
        size_t size;
    } broken[] = {
        {"", 0},
        {"\xDF\xFF\xFF\xFF\xFF", 5},
        {"\xDE\xFF\xFF", 3},
        {"\x81", 1},
        {"\x81\xA1t", 3},
        {"\x81\xA1t\xDD\xFF\xFF\xFF\xFF", 8},
        {"\x81\xA1t\xDB\xFF\xFF\xFF\xFF", 8},
        {"\x81\xA1t\xC6\xFF\xFF\xFF\xFF", 8},
        {"\x81\xA1t\xC9\xFF\xFF\xFF\xFF\x01", 9},
        {"\x81\xA1t\xC1", 4},
        {"\x81\x01\x02", 3},
        {"\x81\xA1t\xA4ping\x00", 9},
        {"\x81\xA1t\xA4pin", 7},
        {"\x81\xA1\xFF\xA4ping", 8},
        {"\x82\xA1t\xA4ping\xA1u\xA1\xFF", 12},
        {"\x82\xA1t\xA4ping\xA1t\x01", 11},
        {"\x82\xA1t\xA4ping\xA1u\xCF\x00", 12},
    };

    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        if (read_bytes(ENCODING_MSGPACK,
                       (struct bytes){(const uint8_t *)broken[i].bytes, broken[i].size}))
            test_fail(__FILE__, __LINE__, "case %zu was read", i);
        CHECK_EQ(fault.fault, FAULT_MALFORMED);
    }
    /* A key of each other kind is skipped: ext, float, bin, long forms. */
    CHECK(read_bytes(ENCODING_MSGPACK,
                     (struct bytes){(const uint8_t *)"\x85\xD9\x01t\xDA\x00\x04ping\xA1"
                                                     "a\xD4\x01\x02\xA1"
                                                     "b\xCA\0\0\0\0\xA1"
                                                     "c\xC4\x01\xFF\xA1"
                                                     "d\xDC\x00\x01\xC0",
                                    34}));
}

TEST(messages_to_clients_look_as_the_contract_says)
{
    uint8_t memory[1024];
    struct buffer out;
    struct writer w;

    buffer_init(&out, memory, sizeof memory - 1);
    writer_init(&w, &out, ENCODING_JSON);
    codec_write_welcome(&w, 3, ROLE_PARTICIPANT, 1000);
    codec_write_view(&w, 12, 1001, 1);
    writer_key(&w, "timer"), writer_raw(&w, bytes_of("{\"rooms\":[]}"));
    codec_write_ack(&w, 5, 12);
    codec_write_rejected(&w, 6, REJECT_ROUND_OVER, NULL);
    codec_write_rejected(&w, 7, REJECT_FIELD_INVALID, "option");
    codec_write_error(&w, 0, FAULT_MALFORMED, NULL);
    codec_write_error(&w, 8, FAULT_BUSY, "x");
    codec_write_bye(&w, BYE_MOVED_DEVICE);
    codec_write_pong(&w, 1002);
    CHECK(writer_ok(&w));
    memory[out.size] = '\0';
    CHECK_TEXT(
        (const char *)memory,
        "{\"t\":\"welcome\",\"seat\":3,\"role\":\"participant\",\"version\":1,\"at_ms\":1000}"
        "{\"t\":\"view\",\"seq\":12,\"at_ms\":1001,\"sections\":{\"timer\":{\"rooms\":[]}}}"
        "{\"t\":\"ack\",\"id\":5,\"seq\":12}"
        "{\"t\":\"rejected\",\"id\":6,\"code\":\"round_over\"}"
        "{\"t\":\"rejected\",\"id\":7,\"code\":\"field_invalid\",\"field\":\"option\"}"
        "{\"t\":\"error\",\"code\":\"malformed\"}"
        "{\"t\":\"error\",\"id\":8,\"code\":\"busy\",\"field\":\"x\"}"
        "{\"t\":\"bye\",\"code\":\"moved_device\"}"
        "{\"t\":\"pong\",\"at_ms\":1002}");
}
