#include "edge/strict.h"

#include <stdio.h>

#include "edge/internal.h"

static const char http_10[] = "HTTP/1.0", http_11[] = "HTTP/1.1";

/* The header as text; false: absent, empty, too long, with a NUL in it, or there are several. */
static bool copy_only(struct lws *wsi, enum lws_token_indexes token, char *out, int size)
{
    out[0] = '\0';
    return lws_hdr_fragment_length(wsi, token, 1) <= 0 && lws_hdr_copy(wsi, out, size, token) > 0 &&
           strlen(out) == (size_t)lws_hdr_total_length(wsi, token);
}

/* ---- any request ---------------------------------------------------------------------- */

/* A name or address, and a port: nothing that a log, a link or another reader takes for more. */
static bool is_host(const char *text)
{
    static const char others[] = "-._~:[]%";

    for (const char *c = text; *c != '\0'; c++) {
        if (!((*c >= '0' && *c <= '9') || (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
              strchr(others, *c) != NULL))
            return false;
    }
    return text[0] != '\0';
}

/* Behind proxies that speak HTTP/1.0 with us, and for what looks whether we live, Host may be
 * missing; more than one may never be there. */
static bool has_one_host(struct lws *wsi, bool may_lack)
{
    char host[256];

    if (may_lack && lws_hdr_total_length(wsi, WSI_TOKEN_HOST) <= 0)
        return true;
    return copy_only(wsi, WSI_TOKEN_HOST, host, sizeof host) && is_host(host);
}

/* "Content-Length : 5" is another header to us and Content-Length to a lenient proxy. */
static bool has_spaced_name(struct lws *wsi)
{
    static const char *const names[] = {"host",
                                        "content-length",
                                        "transfer-encoding",
                                        "connection",
                                        "upgrade",
                                        "origin",
                                        "authorization",
                                        "sec-websocket-protocol",
                                        "content-type",
                                        "x-forwarded-for",
                                        "cookie",
                                        "expect",
                                        "sec-websocket-version",
                                        "accept",
                                        "sec-websocket-key",
                                        "te",
                                        "trailer",
                                        "user-agent",
                                        "keep-alive"};
    char name[40];

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        for (const char *gap = " \t"; *gap != '\0'; gap++) {
            const int size = snprintf(name, sizeof name, "%s%c:", names[i], *gap);
            if (lws_hdr_custom_length(wsi, name, size) >= 0)
                return true;
        }
    }
    return false;
}

bool strict_is_sound(struct lws *wsi)
{
    char version[16];

    if (!copy_only(wsi, WSI_TOKEN_HTTP, version, sizeof version))
        return false;
    if (strcmp(version, http_11) != 0 && strcmp(version, http_10) != 0)
        return false;
    return has_one_host(wsi, strcmp(version, http_10) == 0) && !has_spaced_name(wsi);
}

/* ---- an upgrade ----------------------------------------------------------------------- */

/* 16 bytes in base64: 22 characters, of which the last has 2 bits, and "==". */
static bool is_key(const char *text)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    return strlen(text) == 24 && strspn(text, alphabet) == 22 && strchr("AQgw", text[21]) != NULL &&
           strcmp(text + 22, "==") == 0;
}

/* Connection is a list. */
static bool lists_upgrade(const char *text)
{
    static const char word[] = "upgrade";

    for (const char *at = text; *at != '\0'; at += strcspn(at, ",")) {
        at += strspn(at, ", \t");
        if (strncasecmp(at, word, sizeof word - 1) == 0 &&
            strchr(", \t", at[sizeof word - 1]) != NULL)
            return true;
        if (*at == '\0')
            break;
    }
    return false;
}

unsigned strict_upgrade_status(struct lws *wsi)
{
    char text[256];

    if (!copy_only(wsi, WSI_TOKEN_HTTP, text, sizeof text) || strcmp(text, http_11) != 0 ||
        lws_hdr_total_length(wsi, WSI_TOKEN_GET_URI) <= 0)
        return HTTP_STATUS_BAD_REQUEST;
    if (!copy_only(wsi, WSI_TOKEN_UPGRADE, text, sizeof text) || strcasecmp(text, "websocket") != 0)
        return HTTP_STATUS_BAD_REQUEST;
    if (!copy_only(wsi, WSI_TOKEN_CONNECTION, text, sizeof text) || !lists_upgrade(text))
        return HTTP_STATUS_BAD_REQUEST;
    if (!copy_only(wsi, WSI_TOKEN_KEY, text, sizeof text) || !is_key(text))
        return HTTP_STATUS_BAD_REQUEST;
    if (!copy_only(wsi, WSI_TOKEN_VERSION, text, sizeof text) || strcmp(text, "13") != 0)
        return 426; /* Upgrade Required, RFC 6455, 4.4 */
    return 0;
}

/* ---- a change ------------------------------------------------------------------------- */

static bool is_json(const char *text)
{
    static const char json[] = "application/json";
    const char *rest = text + sizeof json - 1;

    if (strncasecmp(text, json, sizeof json - 1) != 0)
        return false;
    rest += strspn(rest, " \t");
    return *rest == '\0' || (*rest == ';' && strcasestr(rest, "charset=utf-8") != NULL);
}

enum fault strict_change_fault(struct lws *wsi, bool has_body)
{
    char type[64];

    if (!edge_origin_allowed(wsi))
        return FAULT_FORBIDDEN;
    if (has_body &&
        !(copy_only(wsi, WSI_TOKEN_HTTP_CONTENT_TYPE, type, sizeof type) && is_json(type)))
        return FAULT_CONTENT_TYPE;
    return FAULT_NONE;
}
