#include <stdlib.h>

#include "protocol/codec.h"
#include "random.h"
#include "test.h"

static struct random r;

static uint8_t *body_of(struct event *event)
{
    return (uint8_t *)&event->session_created;
}

static void random_event(const struct message_rule *rule, struct event *event)
{
    memset(event, 0, sizeof *event);
    event->type = (enum event_type)rule->id;
    event->at_ms = random_between(&r, 0, EXACT_MAX);
    event->command_id = random_between(&r, 0, EXACT_MAX);
    event->seat = (uint16_t)random_between(&r, 0, SEAT_NONE);
    random_fields(&r, rule, body_of(event));
}

TEST(random_events_survive_the_journal_and_damage_never_reads_too_far)
{
    uint8_t memory[EVENT_BYTES_MAX];
    struct event event, back;
    struct buffer out;

    r.state = 99;
    for (int round = 0; round < 30; round++) {
        for (uint32_t type = 0; type <= EVENT_TYPE_MAX; type++) {
            const struct message_rule *rule = event_rule(type);
            if (rule == NULL)
                continue;
            random_event(rule, &event);
            buffer_init(&out, memory, sizeof memory);
            codec_write_event(&out, &event);
            CHECK(!out.overflowed);
            CHECK_EQ(codec_read_event(buffer_bytes(&out), &back), RESULT_OK);
            CHECK_EQ(back.type, event.type);
            CHECK_EQ(back.at_ms, event.at_ms);
            CHECK_EQ(back.seat, event.seat);
            CHECK_EQ(back.command_id, event.command_id);
            CHECK(fields_equal(rule, body_of(&back), body_of(&event), true));
            for (int i = 0; i < 20; i++) {
                const size_t size = (size_t)(random_next(&r) % (out.size + 1));
                uint8_t *copy = malloc(size + 1);
                memcpy(copy, memory, size);
                if (size > 0)
                    copy[random_next(&r) % size] = (uint8_t)random_next(&r);
                codec_read_event((struct bytes){copy, size}, &back);
                free(copy);
            }
        }
    }
}

/* An event as long as events can be still fits its limit. */
TEST(the_longest_event_fits_the_limit)
{
    static uint8_t text[NOTE_BYTES_MAX], memory[EVENT_BYTES_MAX];
    struct event event;
    struct buffer out;

    memset(text, 'x', sizeof text);
    for (uint32_t type = 0; type <= EVENT_TYPE_MAX; type++) {
        const struct message_rule *rule = event_rule(type);
        if (rule == NULL)
            continue;
        memset(&event, 0, sizeof event);
        event.type = (enum event_type)type;
        event.at_ms = event.command_id = EXACT_MAX;
        event.seat = SEAT_NONE;
        for (const struct message_field *field = rule->fields; field->name != NULL; field++) {
            void *at = body_of(&event) + field->offset;
            if (field->kind == FIELD_UINT)
                *(uint32_t *)at = (uint32_t)field->max;
            else if (field->kind == FIELD_TIME)
                *(uint64_t *)at = field->max;
            else if (field->kind == FIELD_TEXT || field->kind == FIELD_BLOB)
                *(struct bytes *)at = (struct bytes){text, (size_t)field->max};
        }
        buffer_init(&out, memory, sizeof memory);
        codec_write_event(&out, &event);
        CHECK(!out.overflowed);
    }
}

TEST(an_older_journal_lacks_fields_and_a_newer_one_has_more)
{
    /* [40, 1000, 2, 9, {"round": 1, "mood": [1, {}], "reason": "x"}] */
    static const uint8_t old[] = "\x95\x28\xCD\x03\xE8\x02\x09\x83\xA5round\x01\xA4mood\x92\x01\x80"
                                 "\xA6reason\xA1x";
    struct event event;

    CHECK_EQ(codec_read_event((struct bytes){old, sizeof old - 1}, &event), RESULT_OK);
    CHECK_EQ(event.type, EVENT_VOTE_CAST);
    CHECK_EQ(event.vote_cast.round, 1);
    CHECK_EQ(event.vote_cast.option, 0);
    CHECK(bytes_equal_text(event.vote_cast.reason, "x"));
    /* session_created without quorum_percent: its least value, 1. */
    CHECK_EQ(
        codec_read_event((struct bytes){(const uint8_t *)"\x95\x01\x00\x00\x00\x80", 6}, &event),
        RESULT_OK);
    CHECK_EQ(event.session_created.quorum_percent, 1);
}

TEST(a_damaged_event_is_found)
{
    static const struct {
        const char *bytes;
        size_t size;
    } broken[] = {
        {"", 0},
        {"\x95\x28\x01\x02\x09", 5},                    /* cut */
        {"\x94\x28\x01\x02\x80", 5},                    /* four parts */
        {"\x95\x3F\x01\x02\x09\x80", 6},                /* a type we do not have */
        {"\x95\x28\x01\x02\x09\x81\xA5round\x0C", 13},  /* out of bounds */
        {"\x95\x28\x01\x02\x09\x81\xA5round\xA1x", 14}, /* a text where a number belongs */
        {"\x95\x28\x01\x02\x09\x80\x00", 7},            /* a byte too many */
    };
    struct event event;

    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++)
        CHECK_EQ(codec_read_event((struct bytes){(const uint8_t *)broken[i].bytes, broken[i].size},
                                  &event),
                 RESULT_INVALID);
}

TEST(an_exported_event_is_readable_and_has_no_token_hash)
{
    uint8_t hash[TOKEN_HASH_BYTES] = {1, 2, 3}, memory[512];
    const struct event event = {.type = EVENT_SEAT_TAKEN,
                                .seat = SEAT_NONE,
                                .seq = 3,
                                .at_ms = 5,
                                .seat_taken = {.target = 1,
                                               .role = ROLE_PARTICIPANT,
                                               .room = 2,
                                               .name = bytes_of("Jo"),
                                               .lang = LANG_EN,
                                               .token_hash = {hash, sizeof hash}}};
    struct buffer out;
    struct writer w;

    buffer_init(&out, memory, sizeof memory - 1);
    writer_init(&w, &out, ENCODING_JSON);
    codec_write_event_map(&w, &event);
    CHECK(writer_ok(&w));
    memory[out.size] = '\0';
    CHECK_TEXT((const char *)memory,
               "{\"seq\":3,\"type\":\"seat_taken\",\"at_ms\":5,\"by_seat\":-1,\"command_id\":0,"
               "\"target\":1,\"role\":\"participant\",\"room\":2,\"name\":\"Jo\",\"lang\":\"en\"}");
}
