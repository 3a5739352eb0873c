/* addresses.c -- where phones reach this server, and those addresses as QR pictures. */
#include <stdlib.h>

#include "api/internal.h"
#include "edge/qr.h"

void route_addresses(struct api *api, struct http_request *request, const char *part)
{
    struct addresses addresses;
    struct bytes origins[ADDRESSES_MAX];

    (void)api;
    (void)part;
    http_addresses(request, &addresses);
    for (uint32_t i = 0; i < addresses.count; i++)
        origins[i] = bytes_of(addresses.origins[i]);
    reply_body(request, 200, &body_addresses, &(struct body_addresses){{origins, addresses.count}},
               NULL, ANSWER_BYTES_MAX);
}

void route_qr(struct api *api, struct http_request *request, const char *part)
{
    const struct bytes text = http_query(request, "text");
    uint8_t *memory;
    struct buffer out;
    enum result result;

    (void)api;
    (void)part;
    /* Only URLs of this server: nobody must be able to make our page show a QR code to
     * elsewhere. */
    if (!http_is_own_address(request, text) || text.size > QR_TEXT_BYTES_MAX) {
        http_fail(request, FAULT_FIELD_WRONG, "text");
        return;
    }
    memory = malloc(QR_SVG_BYTES_MAX);
    if (memory == NULL) {
        http_fail(request, FAULT_BUSY, NULL);
        return;
    }
    buffer_init(&out, memory, QR_SVG_BYTES_MAX);
    result = qr_svg(text, &out);
    if (result == RESULT_OK) {
        http_reply_owned(request, 200, "image/svg+xml", memory, out.size);
    } else {
        free(memory);
        http_fail(request, result == RESULT_INVALID ? FAULT_FIELD_WRONG : FAULT_BUSY, "text");
    }
}
