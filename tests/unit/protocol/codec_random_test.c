/* Random messages come back as they went; random damage never reads outside the message, and never
 * gets a message through that breaks a bound. A failure prints the seed. */
#include <stdlib.h>

#include "protocol/codec.h"
#include "protocol/utf8.h"
#include "random.h"
#include "test.h"

#define SEED    20260101
#define ROUNDS  20
#define DAMAGES 40

static uint8_t scratch_memory[CODEC_SCRATCH_BYTES];
static struct random r;
static struct client_message message;
static struct codec_fault fault;

static uint8_t *body_of(struct command *command)
{
    return (uint8_t *)&command->session_create;
}

static bool read_message(enum encoding encoding, struct bytes bytes)
{
    struct buffer scratch;

    buffer_init(&scratch, scratch_memory, sizeof scratch_memory);
    return codec_read_client(encoding, bytes, &scratch, &message, &fault);
}

static size_t write_message(enum encoding encoding, const struct command *command, uint8_t *memory)
{
    struct buffer out;
    struct writer w;

    buffer_init(&out, memory, COMMAND_BYTES_MAX);
    writer_init(&w, &out, encoding);
    codec_write_command(&w, command);
    CHECK(writer_ok(&w));
    return out.size;
}

/* Reads a copy on the heap of exactly this size, where the sanitizer sees a step too far. */
static bool read_copy(enum encoding encoding, const uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size > 0 ? size : 1);
    bool read;

    memcpy(copy, data, size);
    read = read_message(encoding, (struct bytes){copy, size});
    if (read && message.type == CLIENT_COMMAND) {
        const struct message_rule *rule = command_rule(message.command.type);
        CHECK(rule != NULL && rule->mask != BY_HOST);
        for (const struct message_field *field = rule->fields; field->name != NULL; field++) {
            const void *at = body_of(&message.command) + field->offset;
            if (field->kind == FIELD_UINT)
                CHECK(*(const uint32_t *)at >= field->min && *(const uint32_t *)at <= field->max);
            if (field->kind == FIELD_WORD)
                CHECK(*(const uint8_t *)at <= field->max);
            if (field->kind == FIELD_TEXT)
                CHECK(((const struct bytes *)at)->size <= field->max &&
                      utf8_showable(*(const struct bytes *)at));
        }
    }
    free(copy);
    return read;
}

static void damage(uint8_t *memory, size_t *size)
{
    switch (random_next(&r) % 4) {
    case 0: *size = (size_t)(random_next(&r) % (*size + 1)); break;
    case 1: memory[random_next(&r) % *size] = (uint8_t)random_next(&r); break;
    case 2: memory[random_next(&r) % *size] ^= (uint8_t)(1u << random_next(&r) % 8); break;
    default: {
        const size_t from = (size_t)(random_next(&r) % *size),
                     to = (size_t)(random_next(&r) % *size);
        const size_t most = *size - (from > to ? from : to);
        memmove(memory + to, memory + from, (size_t)(random_next(&r) % (most + 1)));
    }
    }
}

static void try_command(enum encoding encoding, const struct message_rule *rule)
{
    uint8_t memory[COMMAND_BYTES_MAX], broken[COMMAND_BYTES_MAX];
    struct command command = {.type = (enum command_type)rule->id,
                              .id = random_between(&r, 1, EXACT_MAX)};
    size_t size, broken_size;

    random_fields(&r, rule, body_of(&command));
    size = write_message(encoding, &command, memory);
    CHECK(read_message(encoding, (struct bytes){memory, size}));
    CHECK_EQ(message.command.type, command.type);
    CHECK_EQ(message.command.id, command.id);
    CHECK(fields_equal(rule, body_of(&message.command), body_of(&command), false));
    for (int i = 0; i < DAMAGES; i++) {
        memcpy(broken, memory, size);
        broken_size = size;
        for (uint64_t times = random_between(&r, 1, 4); times > 0 && broken_size > 0; times--)
            damage(broken, &broken_size);
        if (!read_copy(encoding, broken, broken_size))
            CHECK(fault.fault != FAULT_NONE);
    }
}

TEST(random_commands_come_back_whole_and_damage_is_survived)
{
    r.state = SEED;
    for (int round = 0; round < ROUNDS; round++) {
        for (uint32_t type = 0; type <= COMMAND_TYPE_MAX; type++) {
            const struct message_rule *rule = command_rule(type);
            if (rule == NULL || rule->mask == BY_HOST)
                continue;
            try_command(ENCODING_MSGPACK, rule);
            try_command(ENCODING_JSON, rule);
        }
    }
}

TEST(random_bytes_are_no_message)
{
    uint8_t memory[64];

    r.state = SEED + 1;
    for (int i = 0; i < 20000; i++) {
        const size_t size = (size_t)random_between(&r, 0, sizeof memory);
        for (size_t at = 0; at < size; at++)
            memory[at] = (uint8_t)random_next(&r);
        CHECK(!read_copy(ENCODING_JSON, memory, size));
        CHECK(!read_copy(ENCODING_MSGPACK, memory, size));
    }
}
