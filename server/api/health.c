/* health.c -- for operators and monitoring: alive, ready, metrics. */
#include <stdio.h>
#include <stdlib.h>

#include "api/internal.h"
#include "sys/metrics.h"

#define READY_BYTES_MAX 1024

static const char type_text[] = "text/plain; charset=utf-8";

void route_health(struct api *api, struct http_request *request, const char *part)
{
    (void)api;
    (void)part;
    http_reply_static(request, 200, type_text, bytes_of("ok\n"));
}

static const char *ready_sentence(const struct api *api)
{
    const struct host *host = api->parts.host;

    if (api->draining)
        return "not ready: it stops soon; whoever is here can go on until then";
    if (!host_is_ready(host))
        return "not ready";
    if (host_is_full(host))
        return "not ready: the disk is full; what is there can be looked at, exported and deleted";
    if (host_is_away(host))
        return "not ready: the database does not answer (the log says why); nothing is lost, and "
               "it goes on by itself";
    if (host_damage(host).aside > 0)
        return "ready; sessions are set aside, as something of them is missing: see "
               "/readyz?verbose";
    return "ready";
}

static const char *const kept_sentences[] = {
    [JOURNAL_KEPT_IN_FILE] = "is on the disk of this machine",
    [JOURNAL_KEPT_NOWHERE] = ("can be lost when the database loses its power (fsync or "
                              "synchronous_commit is off)"),
    [JOURNAL_KEPT_ONCE] = "is on the disk of one database, and waits for no standby",
    [JOURNAL_KEPT_TWICE] = "is on the disk of the database and at a standby",
};

/* Numbers only: which sessions they are is in the log. */
static void write_verbose(const struct host *host, struct buffer *out)
{
    const struct host_damage damage = host_damage(host);
    char text[256];

    snprintf(text, sizeof text,
             "sessions %u\nsessions set aside, as something of them is missing or changed %u\n"
             "sessions found damaged by looking through all %u\nlooked through all %s\n",
             damage.sessions, damage.aside, damage.damaged,
             damage.is_looked_through ? "yes" : "not yet");
    buffer_append_text(out, text);
    buffer_append_text(out, "what is acknowledged ");
    buffer_append_text(out, kept_sentences[host_kept(host)]);
    buffer_append_text(out, "\n");
    if (damage.aside > 0)
        buffer_append_text(out, "The log names them (event=loss). Put back what is missing, or "
                                "start with --accept-loss: they go on with what is left.\n");
}

void route_ready(struct api *api, struct http_request *request, const char *part)
{
    const struct host *host = api->parts.host;
    const bool ready =
        host_is_ready(host) && !host_is_full(host) && !host_is_away(host) && !api->draining;
    uint8_t *memory = malloc(READY_BYTES_MAX);
    struct buffer out;

    (void)part;
    if (memory == NULL) {
        http_fail(request, FAULT_BUSY, NULL);
        return;
    }
    buffer_init(&out, memory, READY_BYTES_MAX);
    buffer_append_text(&out, ready_sentence(api));
    buffer_append_text(&out, "\n");
    if (http_query(request, "verbose").data != NULL)
        write_verbose(host, &out);
    http_reply_owned(request, ready ? 200 : 503, type_text, memory, out.size);
}

void route_metrics(struct api *api, struct http_request *request, const char *part)
{
    uint8_t *memory = malloc(METRICS_TEXT_BYTES_MAX);
    struct buffer out;

    (void)part;
    if (memory == NULL) {
        http_fail(request, FAULT_BUSY, NULL);
        return;
    }
    buffer_init(&out, memory, METRICS_TEXT_BYTES_MAX);
    if (api->parts.metrics != NULL)
        metrics_write(api->parts.metrics, &out);
    metrics_write_process(&out);
    http_reply_owned(request, 200, "text/plain; version=0.0.4; charset=utf-8", memory, out.size);
}
