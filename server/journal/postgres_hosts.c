/* postgres_hosts.c -- a URL may name several hosts, such as a primary and its standby. libpq tries
 * them in their order, but where nothing blocks it waits for ever for one that takes a connection
 * and says nothing. So each connection is to one of them, and when it does not come, or cannot
 * write, the next one is tried. */
#include "journal/postgres.h"

#include <stdlib.h>
#include <string.h>

/* NULL: nothing was said of it. */
static char *said_of(const PQconninfoOption *options, const char *keyword)
{
    for (; options->keyword != NULL; options++)
        if (strcmp(options->keyword, keyword) == 0)
            return options->val != NULL ? strdup(options->val) : NULL;
    return NULL;
}

static uint32_t count_of(const char *list)
{
    uint32_t count = 1;

    for (; list != NULL && *list != '\0'; list++)
        count += *list == ',';
    return count;
}

void hosts_read(struct postgres_hosts *h, const char *url)
{
    PQconninfoOption *options = PQconninfoParse(url, NULL);

    h->count = 1;
    if (options == NULL)
        return;
    h->hosts = said_of(options, "host");
    h->addresses = said_of(options, "hostaddr");
    h->ports = said_of(options, "port");
    PQconninfoFree(options);
    h->count = count_of(h->addresses != NULL ? h->addresses : h->hosts);
}

/* The part of a list with this place; of a list with one part, that one. */
static bool take_part(const char *list, uint32_t index, char *out, size_t bytes)
{
    size_t size;

    if (list == NULL)
        return false;
    for (uint32_t i = 0; i < index && strchr(list, ',') != NULL; i++)
        list = strchr(list, ',') + 1;
    size = strcspn(list, ",");
    if (size == 0 || size >= bytes)
        return false;
    memcpy(out, list, size);
    out[size] = '\0';
    return true;
}

PGconn *hosts_connect(struct postgres_hosts *h, const char *url, const char *owner)
{
    const char *names[8] = {"dbname", "application_name", "client_encoding"};
    const char *values[8] = {url, owner, "UTF8"};
    const struct {
        const char *name, *list;
    } parts[3] = {{"host", h->hosts}, {"hostaddr", h->addresses}, {"port", h->ports}};
    char texts[3][POSTGRES_HOST_BYTES_MAX];
    int count = 3;

    for (int i = 0; i < 3 && h->count > 1; i++) {
        if (!take_part(parts[i].list, h->index, texts[i], sizeof texts[i]))
            continue;
        names[count] = parts[i].name;
        values[count++] = texts[i];
    }
    return PQconnectStartParams(names, values, 1);
}

bool hosts_next(struct postgres_hosts *h)
{
    h->index = (h->index + 1) % h->count;
    h->tried++;
    return h->tried % h->count != 0;
}

void hosts_clear(struct postgres_hosts *h)
{
    free(h->hosts);
    free(h->addresses);
    free(h->ports);
}
