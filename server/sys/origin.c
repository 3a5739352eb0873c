#include "sys/origin.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char host_letters[] = "abcdefghijklmnopqrstuvwxyz0123456789.-_";
static const char address_letters[] = "abcdef0123456789:.";
static const char digits[] = "0123456789";
static const char path_letters[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

/* Bytes of the host at the start of a lower-case text: a name, or an address in brackets. 0:
 * none. */
static size_t host_size(const char *text)
{
    size_t inside;

    if (text[0] != '[')
        return strspn(text, host_letters);
    inside = strspn(text + 1, address_letters);
    return inside > 0 && text[1 + inside] == ']' ? inside + 2 : 0;
}

/* Bytes of a port with its colon; 0: there is none. SIZE_MAX: there is a colon and no port. */
static size_t port_size(const char *text)
{
    size_t size;

    if (text[0] != ':')
        return 0;
    size = strspn(text + 1, digits);
    return size >= 1 && size <= 5 ? size + 1 : SIZE_MAX;
}

/* Bytes of a path at the start, without the slash at its end; SIZE_MAX: it is none. */
static size_t path_size(const char *text)
{
    size_t size = 0;

    while (text[size] == '/' && text[size + 1] != '\0') {
        const char *name = text + size + 1;
        const size_t of_name = strspn(name, path_letters);

        if (of_name == 0 || strspn(name, ".") == of_name)
            return SIZE_MAX; /* An empty name, or "..". */
        size += 1 + of_name;
    }
    if (size >= ORIGIN_PATH_BYTES_MAX)
        return SIZE_MAX;
    return strcmp(text + size, "") == 0 || strcmp(text + size, "/") == 0 ? size : SIZE_MAX;
}

const char *origin_path(const char *origin)
{
    const char *host = strstr(origin, "://");

    return host == NULL ? "" : host + strcspn(host + 3, "/") + 3;
}

static bool is_own_port(const char *scheme, const char *port, size_t size)
{
    const char *own = strcmp(scheme, "http://") == 0 ? ":80" : ":443";

    return size == strlen(own) && strncmp(port, own, size) == 0;
}

bool origin_read(const char *text, char out[ORIGIN_BYTES_MAX])
{
    const size_t size = strlen(text);
    const char *scheme, *host, *port, *path;
    char lower[ORIGIN_BYTES_MAX];
    size_t of_host, of_port, of_path;

    if (size >= sizeof lower)
        return false;
    for (size_t i = 0; i <= size; i++)
        lower[i] = (char)tolower((unsigned char)text[i]);
    scheme = strncmp(lower, "http://", 7) == 0    ? "http://"
             : strncmp(lower, "https://", 8) == 0 ? "https://"
                                                  : "";
    host = lower + strlen(scheme);
    of_host = host_size(host);
    port = host + of_host;
    of_port = port_size(port);
    if (scheme[0] == '\0' || of_host == 0 || of_port == SIZE_MAX)
        return false;
    path = text + (port + of_port - lower); /* Capitals of a path are other letters. */
    of_path = path_size(path);
    if (of_path == SIZE_MAX)
        return false;
    snprintf(out, ORIGIN_BYTES_MAX, "%s%.*s%.*s%.*s", scheme, (int)of_host, host,
             is_own_port(scheme, port, of_port) ? 0 : (int)of_port, port, (int)of_path, path);
    return true;
}

/* As people type it: a server that listens on all addresses is called localhost. */
static void origin_of_address(const struct server_settings *settings, char out[ORIGIN_BYTES_MAX])
{
    const char *address = settings->address;
    const bool is_all = strcmp(address, "0.0.0.0") == 0 || strcmp(address, "::") == 0;
    const bool is_v6 = strchr(address, ':') != NULL && !is_all;

    snprintf(out, ORIGIN_BYTES_MAX, "http://%s%.200s%s:%u", is_v6 ? "[" : "",
             is_all ? "localhost" : address, is_v6 ? "]" : "", settings->port);
}

bool origin_of_settings(const struct server_settings *settings, char out[ORIGIN_BYTES_MAX],
                        char why[FLAG_WHY_BYTES_MAX])
{
    if (settings->public_origin[0] == '\0') {
        origin_of_address(settings, out);
        return true;
    }
    if (origin_read(settings->public_origin, out))
        return true;
    snprintf(why, FLAG_WHY_BYTES_MAX,
             "--public-origin is '%.100s', it must be like https://dilemma.example, "
             "https://example.nl/dilemma or http://192.168.1.20:8080",
             settings->public_origin);
    return false;
}
