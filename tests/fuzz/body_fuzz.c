/* body_fuzz.c -- bytes from anywhere into the reader of requests. The first byte chooses the
 * record; the rest is the body. What is taken keeps to its limits, and written it is taken again,
 * the same. */
#include <assert.h>

#include "protocol/body.h"
#include "protocol/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct body_record *const requests[] = {&body_session_settings, &body_solo, &body_join,
                                                     &body_role_link};

union request {
    struct body_session_settings settings;
    struct body_solo solo;
    struct body_join join;
    struct body_role_link link;
};

static void check_limits(const struct body_record *record, const union request *request)
{
    for (const struct body_field *field = record->fields(); field->name != NULL; field++) {
        const char *at = (const char *)request + field->offset;
        const struct bytes *text = (const void *)at;
        const int64_t *number = (const void *)at;

        if (field->kind == BODY_NUMBER)
            assert(*number == BODY_NONE || (*number >= field->min && *number <= field->max));
        if (field->kind == BODY_TEXT || field->kind == BODY_TOKEN)
            assert(text->size <= (size_t)field->max && utf8_showable(*text));
        if (field->kind == BODY_WORD)
            assert((uint8_t)*at == BODY_NO_WORD || body_has_word(field, (uint8_t)*at));
    }
}

/* As JSON; how many bytes it is. */
static struct bytes written(const struct body_record *record, const union request *request,
                            uint8_t memory[2 * COMMAND_BYTES_MAX])
{
    struct buffer out;
    struct writer w;

    buffer_init(&out, memory, 2 * COMMAND_BYTES_MAX);
    writer_init(&w, &out, ENCODING_JSON);
    body_write(&w, record, request);
    assert(writer_ok(&w));
    return buffer_bytes(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static uint8_t first[2 * COMMAND_BYTES_MAX], second[2 * COMMAND_BYTES_MAX];
    static uint8_t scratch_memory[CODEC_SCRATCH_BYTES], again_memory[CODEC_SCRATCH_BYTES];
    struct buffer scratch, again;
    const struct body_record *record;
    union request request, same;
    struct body_fault fault;
    struct bytes json;

    if (size == 0 || size > COMMAND_BYTES_MAX)
        return 0;
    record = requests[data[0] % (sizeof requests / sizeof requests[0])];
    buffer_init(&scratch, scratch_memory, sizeof scratch_memory);
    buffer_init(&again, again_memory, sizeof again_memory);
    if (!body_read(record, (struct bytes){data + 1, size - 1}, &scratch, &request, &fault)) {
        assert(fault.fault != FAULT_NONE);
        check_limits(record, &request); /* What was right is there all the same. */
        return 0;
    }
    assert(fault.fault == FAULT_NONE);
    check_limits(record, &request);
    json = written(record, &request, first);
    assert(body_read(record, json, &again, &same, &fault));
    assert(bytes_equal(json, written(record, &same, second)));
    return 0;
}
