/* addresses.h -- where others in the same network reach this machine. */
#ifndef DK_SYS_ADDRESSES_H
#define DK_SYS_ADDRESSES_H

#include "sys/origin.h"

#define ADDRESSES_MAX 8

/* Origins, such as "http://192.168.1.20:8080"; the one that most likely works stands first. */
struct addresses {
    uint32_t count;
    char origins[ADDRESSES_MAX][ORIGIN_BYTES_MAX];
};

/* An address of an interface, as the machine gives it. */
struct interface_address {
    const char *interface; /* Its name, such as "wlan0". */
    const char *address;   /* In text, such as "192.168.1.20". */
    bool is_internal;      /* Only this machine reaches it. */
};

/* What a server that listens on `listening` and `port` is reached at, of these. On one address:
 * that one, unless it is internal. On all: those of cables and Wi-Fi before those of virtual
 * networks; no link-local ones, which a browser cannot open or a router does not pass on; IPv6
 * only when it listens on "::". */
void addresses_choose(const char *listening, uint32_t port,
                      const struct interface_address *interfaces, uint32_t count,
                      struct addresses *out);
/* The same with the interfaces of this machine as they are now: a laptop may find its Wi-Fi after
 * the server started. None when the machine does not tell. */
void addresses_find(const char *listening, uint32_t port, struct addresses *out);

#endif
