/* live_fuzz.c -- arbitrary bytes as what comes in on live links, all the way to what it does: a
 * session with a trainer and two participants, and somebody who has not said hello. The input is a
 * row of messages:
 *
 *   who (2 bits), a second before it (1 bit), JSON or MessagePack (1 bit); size (2 bytes); bytes
 *
 * Whatever comes, what holds between two turns holds, every link that is open is answered in whole
 * messages, and what was done is the same when the journal is read back. */
#include <assert.h>

#include "edge/token.h"
#include "host_fixture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PEOPLE       4
#define MESSAGES_MAX 24

static struct place place;
static struct person people[PEOPLE];

/* As server/edge/link.c does it. */
static void take(struct person *person, enum encoding encoding, struct bytes message)
{
    static uint8_t scratch_memory[CODEC_SCRATCH_BYTES];
    struct client_message decoded;
    struct codec_fault fault;
    struct buffer scratch;
    uint8_t hash[TOKEN_HASH_BYTES];

    if (person->ended || person->link.is_replaced)
        return;
    buffer_init(&scratch, scratch_memory, sizeof scratch_memory);
    if (!codec_read_client(encoding, message, &scratch, &decoded, &fault)) {
        host_link_fault_command(&person->link, fault.id, fault.fault, fault.field);
        return;
    }
    switch (decoded.type) {
    case CLIENT_HELLO:
        if (token_hash(decoded.hello.token, hash))
            host_link_hello(&person->link, hash, LANG_COUNT, decoded.hello.client);
        break;
    case CLIENT_COMMAND: host_link_command(&person->link, &decoded.command); break;
    case CLIENT_PING: host_link_ping(&person->link); break;
    case CLIENT_TYPES_COUNT: break;
    }
}

static void play(const uint8_t *data, size_t size)
{
    for (uint32_t i = 0; i < MESSAGES_MAX && size >= 3; i++) {
        const uint8_t head = data[0];
        size_t bytes = (size_t)data[1] << 8 | data[2];
        struct person *person = &people[head % PEOPLE];

        data += 3, size -= 3;
        bytes = bytes < size ? bytes : size;
        if (head >> 2 & 1)
            place_elapse_ms(&place, 1000);
        take(person, head >> 3 & 1 ? ENCODING_MSGPACK : ENCODING_JSON, (struct bytes){data, bytes});
        place_run(&place);
        for (uint32_t p = 0; p < PEOPLE; p++)
            person_forget(&people[p]);
        data += bytes, size -= bytes;
    }
}

static void begin(void)
{
    place_open(&place, (struct host_settings){.sessions_max = 4});
    place_create(&place);
    place_join(&place, "Bea");
    place_join(&place, "Cor");
    place_request(&place, (struct command){.type = COMMAND_SESSION_START, .seat = 0});
    for (uint8_t p = 0; p < 3; p++)
        person_open_as(&place, &people[p], p + 1, 500u + p);
    person_open_as(&place, &people[3], 99, 0); /* A token that opens nothing. */
    for (uint32_t p = 0; p < PEOPLE; p++)
        person_forget(&people[p]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct looked before, after;

    begin();
    play(data, size);
    before = place_look(&place, 1);
    for (uint32_t p = 0; p < PEOPLE; p++)
        person_close(&people[p]);
    place_restart(&place);
    after = place_look(&place, 1);
    assert(before.fault == after.fault);
    assert(before.fault != FAULT_NONE || before.seq <= after.seq);
    place_close(&place);
    return 0;
}
