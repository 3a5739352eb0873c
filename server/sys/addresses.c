#include "sys/addresses.h"

#include <stdio.h>
#include <string.h>
#include <uv.h>

#define TEXT_BYTES_MAX 64 /* An address with its zone. */
#define FOUND_MAX      64 /* Interfaces that are looked at. */

/* Ends of networks that exist inside this machine or are made over another one. */
static const char *const virtual_names[] = {"docker", "br-", "veth",   "virbr", "vmnet",
                                            "vbox",   "tun", "tap",    "wg",    "zt",
                                            "utun",   "lxc", "podman", "cni",   "tailscale"};

enum likeliness { LIKELY, LESS_LIKELY, UNLIKELY, LIKELINESS_COUNT };

static bool is_v6(const char *address)
{
    return strchr(address, ':') != NULL;
}

static bool begins_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static bool is_all(const char *listening)
{
    return strcmp(listening, "0.0.0.0") == 0 || strcmp(listening, "::") == 0;
}

static bool is_of_use(const char *listening, const struct interface_address *one)
{
    if (one->is_internal || begins_with(one->address, "169.254.") ||
        begins_with(one->address, "fe80:"))
        return false;
    if (!is_all(listening))
        return strcmp(listening, one->address) == 0;
    return !is_v6(one->address) || strcmp(listening, "::") == 0;
}

static enum likeliness likeliness_of(const struct interface_address *one)
{
    for (size_t i = 0; i < sizeof virtual_names / sizeof *virtual_names; i++) {
        if (begins_with(one->interface, virtual_names[i]))
            return UNLIKELY;
    }
    return is_v6(one->address) ? LESS_LIKELY : LIKELY;
}

static void add(struct addresses *out, const char *address, uint32_t port)
{
    char origin[ORIGIN_BYTES_MAX];
    const bool v6 = is_v6(address);

    if (out->count == ADDRESSES_MAX)
        return;
    snprintf(origin, sizeof origin, "http://%s%.200s%s:%u", v6 ? "[" : "", address, v6 ? "]" : "",
             port);
    if (origin_read(origin, out->origins[out->count]))
        out->count++;
}

void addresses_choose(const char *listening, uint32_t port,
                      const struct interface_address *interfaces, uint32_t count,
                      struct addresses *out)
{
    out->count = 0;
    for (int likeliness = LIKELY; likeliness < LIKELINESS_COUNT; likeliness++) {
        for (uint32_t i = 0; i < count; i++) {
            if (is_of_use(listening, &interfaces[i]) &&
                likeliness_of(&interfaces[i]) == (enum likeliness)likeliness)
                add(out, interfaces[i].address, port);
        }
    }
}

static bool text_of(const uv_interface_address_t *one, char text[TEXT_BYTES_MAX])
{
    if (one->address.address4.sin_family == AF_INET)
        return uv_ip4_name(&one->address.address4, text, TEXT_BYTES_MAX) == 0;
    return one->address.address6.sin6_family == AF_INET6 &&
           uv_ip6_name(&one->address.address6, text, TEXT_BYTES_MAX) == 0;
}

void addresses_find(const char *listening, uint32_t port, struct addresses *out)
{
    struct interface_address found[FOUND_MAX];
    char texts[FOUND_MAX][TEXT_BYTES_MAX];
    uv_interface_address_t *all;
    uint32_t count = 0;
    int all_count;

    out->count = 0;
    if (uv_interface_addresses(&all, &all_count) != 0)
        return;
    for (int i = 0; i < all_count && count < FOUND_MAX; i++) {
        if (!text_of(&all[i], texts[count]))
            continue;
        found[count] = (struct interface_address){.interface = all[i].name,
                                                  .address = texts[count],
                                                  .is_internal = all[i].is_internal != 0};
        count++;
    }
    addresses_choose(listening, port, found, count, out);
    uv_free_interface_addresses(all, all_count);
}
