#include "client_bytes.h"

#include <assert.h>

void check_client_bytes(enum encoding encoding, struct bytes message)
{
    static uint8_t scratch_memory[CODEC_SCRATCH_BYTES], again_memory[4 * COMMAND_BYTES_MAX];
    static uint8_t again_scratch[CODEC_SCRATCH_BYTES];
    struct client_message first, second;
    struct codec_fault fault;
    struct buffer scratch, again;
    struct writer w;

    buffer_init(&scratch, scratch_memory, sizeof scratch_memory);
    if (!codec_read_client(encoding, message, &scratch, &first, &fault)) {
        assert(fault.fault != FAULT_NONE);
        return;
    }
    assert(fault.fault == FAULT_NONE);
    if (first.type != CLIENT_COMMAND)
        return;
    buffer_init(&again, again_memory, sizeof again_memory);
    writer_init(&w, &again, ENCODING_MSGPACK);
    codec_write_command(&w, &first.command);
    assert(writer_ok(&w));
    buffer_init(&scratch, again_scratch, sizeof again_scratch);
    assert(codec_read_client(ENCODING_MSGPACK, buffer_bytes(&again), &scratch, &second, &fault));
    assert(first.command.type == second.command.type && first.command.id == second.command.id);
    assert(command_digest(&first.command) == command_digest(&second.command));
}
