/* json_fuzz.c -- arbitrary bytes as JSON: a client's message, or any document. The first byte
 * chooses. */
#include "client_bytes.h"

#include <assert.h>

#include "protocol/json.h"

#include <cJSON.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* cJSON must read whatever passes the check. */
static void check_document(struct bytes text)
{
    size_t wrong;
    cJSON *tree;

    if (!json_check(text, (struct json_limits){24, 2000}, &wrong)) {
        assert(wrong <= text.size);
        return;
    }
    tree = cJSON_ParseWithLength((const char *)text.data, text.size);
    assert(tree != NULL);
    cJSON_Delete(tree);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const struct bytes rest = {data + 1, size - 1};
    if (data[0] % 2 == 0)
        check_client_bytes(ENCODING_JSON, rest);
    else
        check_document(rest);
    return 0;
}
