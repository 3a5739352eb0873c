/* address.c -- where a request or link comes from. */
#include <stdio.h>

#include "edge/http_inside.h"

/* When we listen on "::", an IPv4 address appears as "::ffff:192.0.2.1"; operators and proxies call
 * it 192.0.2.1. */
static void unmap(char *address)
{
    static const char mapped[] = "::ffff:";
    const size_t size = sizeof mapped - 1;

    if (strncasecmp(address, mapped, size) == 0 && strchr(address, '.') != NULL)
        memmove(address, address + size, strlen(address + size) + 1);
}

/* Behind the trusted proxy the last entry of X-Forwarded-For is the one that the proxy added, and
 * so the only one to be believed: whoever asks can write the others. */
static void copy_address(struct lws *wsi, char address[HTTP_ADDRESS_BYTES_MAX])
{
    const char *trusted = edge_of(wsi)->parts.trusted_proxy;
    char forwarded[256];
    const char *last;

    lws_get_peer_simple(wsi, address, HTTP_ADDRESS_BYTES_MAX);
    unmap(address);
    http_copy_header(wsi, WSI_TOKEN_X_FORWARDED_FOR, forwarded, sizeof forwarded);
    if (forwarded[0] == '\0' || trusted[0] == '\0' || strcmp(address, trusted) != 0)
        return;
    last = strrchr(forwarded, ',');
    last = last != NULL ? last + 1 : forwarded;
    while (*last == ' ')
        last++;
    snprintf(address, HTTP_ADDRESS_BYTES_MAX, "%.*s", HTTP_ADDRESS_BYTES_MAX - 1, last);
    unmap(address);
}

bool edge_is_local(struct lws *wsi)
{
    char address[HTTP_ADDRESS_BYTES_MAX];

    lws_get_peer_simple(wsi, address, sizeof address);
    unmap(address);
    return strncmp(address, "127.", 4) == 0 || strcmp(address, "::1") == 0;
}

struct guess_origin edge_origin(struct lws *wsi)
{
    char address[HTTP_ADDRESS_BYTES_MAX], agent[512];

    copy_address(wsi, address);
    http_copy_header(wsi, WSI_TOKEN_HTTP_USER_AGENT, agent, sizeof agent);
    return guess_origin(edge_of(wsi)->guesses, address, agent);
}
