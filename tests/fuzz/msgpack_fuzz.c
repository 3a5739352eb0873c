/* msgpack_fuzz.c -- arbitrary bytes as MessagePack: a client's message, any value, or a section of
 * a view. The first byte chooses. */
#include "client_bytes.h"

#include <assert.h>

#include "protocol/schema.h"
#include "protocol/unpack.h"

#include <msgpack/unpack.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The library must read whatever passes the scan, to its end, in the memory that was counted. */
static void check_value(struct bytes bytes)
{
    const struct unpack_limits limits = {UNPACK_DEPTH_MAX, COMMAND_VALUES_MAX};
    static msgpack_object memory[COMMAND_VALUES_MAX];
    msgpack_object ours;
    msgpack_unpacked theirs;
    size_t end = 0;

    if (bytes.size == 0 || unpack_scan(bytes, limits) != bytes.size) {
        assert(!unpack_tree(bytes, limits, memory, &ours));
        return;
    }
    assert(unpack_tree(bytes, limits, memory, &ours));
    msgpack_unpacked_init(&theirs);
    assert(msgpack_unpack_next(&theirs, (const char *)bytes.data, bytes.size, &end) ==
           MSGPACK_UNPACK_SUCCESS);
    assert(end == bytes.size);
    msgpack_unpacked_destroy(&theirs);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char why[64];

    if (size == 0)
        return 0;
    const struct bytes rest = {data + 1, size - 1};
    switch (data[0] % 3) {
    case 0: check_client_bytes(ENCODING_MSGPACK, rest); break;
    case 1: check_value(rest); break;
    default:
        if (rest.size > 0)
            schema_check_section(section_at(rest.data[0] % SECTIONS_COUNT),
                                 (struct bytes){rest.data + 1, rest.size - 1}, why, sizeof why);
    }
    return 0;
}
