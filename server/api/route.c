/* route.c -- a request finds its route: the path fits, the method is right, whoever asks may. */
#include <assert.h>
#include <stdio.h>

#include "api/internal.h"
#include "keys/key_ring.h"

/* Does the path fit? `part` gets what stood for {...}, or "". */
static bool fits(const char *pattern, const char *path, char part[HTTP_PATH_BYTES_MAX])
{
    const char *open = strchr(pattern, '{');
    const size_t head = open != NULL ? (size_t)(open - pattern) : strlen(pattern);
    const char *tail;
    size_t size;

    part[0] = '\0';
    if (open == NULL)
        return strcmp(pattern, path) == 0;
    if (strncmp(pattern, path, head) != 0)
        return false;
    size = strcspn(path + head, "/");
    tail = strchr(open, '}') + 1;
    if (size == 0 || strcmp(path + head + size, tail) != 0)
        return false;
    memcpy(part, path + head, size);
    part[size] = '\0';
    return true;
}

bool api_key(const struct api *api, const struct http_request *request, struct key_holder *out)
{
    uint8_t hash[TOKEN_HASH_BYTES];

    return http_bearer(request, hash) && keys_find(key_ring_keys(api->parts.keys), hash, out);
}

static bool has_key(struct api *api, const struct route *route, struct http_request *request)
{
    struct key_holder holder;

    if (!api_key(api, request, &holder)) {
        http_fail_key(request);
        return false;
    }
    key_ring_use(api->parts.keys, &holder, key_day(clock_now_ms(api->parts.clock)));
    if (route->who == WHO_KEY || holder.is_first)
        return true;
    http_fail(request, FAULT_FORBIDDEN, NULL);
    return false;
}

static bool is_admitted(struct api *api, const struct route *route, struct http_request *request)
{
    uint8_t hash[TOKEN_HASH_BYTES];

    switch (route->who) {
    case WHO_KEY:
    case WHO_FIRST: return has_key(api, route, request);
    case WHO_SEAT:
    case WHO_TRAINER:
        if (http_bearer(request, hash))
            return true;
        http_fail_token(request);
        return false;
    case WHO_OPERATOR:
        if (!http_is_forwarded(request))
            return true;
        http_fail(request, FAULT_NOT_FOUND, NULL);
        return false;
    case WHO_ANYONE: return true;
    }
    return false;
}

static enum http_method method_asked(const struct http_request *request)
{
    const enum http_method asked = http_method(request);

    return asked == HTTP_HEAD ? HTTP_GET : asked;
}

/* A large body is for whoever has the key, so that nobody else can make the server read one. */
size_t api_body_max(void *arg, const struct http_request *request)
{
    const struct api *api = arg;
    char part[HTTP_PATH_BYTES_MAX];
    struct key_holder holder;

    for (uint32_t i = 0; i < api_routes_count; i++) {
        const struct route *route = &api_routes[i];
        if (route->body_bytes_max == 0 || route->method != method_asked(request) ||
            !fits(route->pattern, http_path(request), part))
            continue;
        assert(route->who == WHO_KEY);
        if (api_key(api, request, &holder))
            return route->body_bytes_max;
    }
    return HTTP_BODY_BYTES_MAX;
}

void api_handle(void *arg, struct http_request *request)
{
    struct api *api = arg;
    const enum http_method method = method_asked(request);
    char part[HTTP_PATH_BYTES_MAX];
    const char *allowed = NULL;

    for (uint32_t i = 0; i < api_routes_count; i++) {
        const struct route *route = &api_routes[i];
        if (!fits(route->pattern, http_path(request), part))
            continue;
        http_set_route(request, route->pattern);
        if (route->method == method) {
            if (is_admitted(api, route, request))
                route->handle(api, request, part);
            return;
        }
        allowed = route->method == HTTP_GET ? "GET, HEAD" : "POST";
    }
    if (allowed != NULL)
        http_header(request, "allow:", allowed);
    http_fail(request, allowed != NULL ? FAULT_METHOD : FAULT_NOT_FOUND, NULL);
}
