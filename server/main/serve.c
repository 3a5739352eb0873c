/* serve.c -- `dilemma serve`: settings in, parts built in order, loop run, parts taken down in
 * reverse.
 *
 *   scenarios, journal, host, rehearse, keys, author, api, edge, control
 *
 * Each borrows those before it.
 *
 * On SIGTERM or SIGINT the server finishes what was taken in, sends every link `bye restarting` and
 * exits with 0. When the journal fails it tells the links and exits with 1; whoever runs it starts
 * it again, and the new process reads what is durable. Either way it is gone in eight seconds. */
#include "api/api.h"
#include "backup/control.h"
#include "library/file.h"
#include "library/scenario_archive.h"
#include "library/scenario_own.h"
#include "author/author.h"
#include "cli/cli.h"
#include "edge/edge.h"
#include "host/host.h"
#include "journal/journal.h"
#include "keys/key_ring.h"
#include "keys/trainer_key.h"
#include "main/data_folder.h"
#include "main/doors.h"
#include "main/not_started.h"
#include "main/settings_check.h"
#include "main/version.h"
#include "rehearse/rehearse.h"
#include "style/style.h"
#include "sys/activation.h"
#include "sys/clock.h"
#include "sys/ending.h"
#include "sys/log.h"
#include "sys/loop.h"
#include "sys/metrics.h"
#include "sys/notify.h"
#include "sys/origin.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_BYTES_MAX   1024
#define ARCHIVE_RETRY_MS 5000
#define ANNOUNCE_MS      500
#define END_SECONDS      8

struct server {
    struct server_settings settings;
    bool accept_loss;
    struct loop *loop;
    struct metrics *metrics;
    struct scenario_library library;
    struct journal *journal;
    struct host *host;
    struct rehearse *rehearse;
    struct author *author;
    struct api *api;
    struct edge *edge;
    struct control *control;
    struct house_style *style; /* NULL: ours. */
    struct key_ring *keys;
    char fresh_key[TOKEN_TEXT_BYTES + 1]; /* Shown once, at the first start. */
    char restored[DATA_SAYS_BYTES_MAX];   /* From which backup; empty: from none. */
    char origin[ORIGIN_BYTES_MAX];
    char build[VERSION_TEXT_BYTES_MAX];
    uint64_t stop_at_ms;    /* It was told to stop: when it begins to; 0: it was not, or it has. */
    uint64_t archive_at_ms; /* When to try again to keep what sessions are played with; 0: kept. */
};

/* ---- running -------------------------------------------------------------------------------- */

/* Whoever starts it by hand reads this; the log names the sessions. */
static void announce_losses(const struct server *s)
{
    const struct journal_loss *losses;
    const uint32_t count = journal_losses(s->journal, &losses);

    if (count > 0)
        log_say("Of %u session%s something is missing that was written (event=loss above). The "
                "others play on.\nPut back what is missing, or start with --accept-loss to go on "
                "with what is left.",
                count, count == 1 ? "" : "s");
}

/* Before the loop runs, as then it must not wait for whoever reads; and so whoever can reach the
 * server has been able to read this. */
static void announce(struct server *s)
{
    announce_doors(&s->settings, s->origin);
    if (s->fresh_key[0] != '\0')
        log_say("Trainer (this link is shown once): %s/trainer/#key=%s", s->origin, s->fresh_key);
    else
        log_say("Trainer: %s/trainer/ (the key was shown at the first start; `dilemma key --data "
                "%s` makes a new one)",
                s->origin, s->settings.data);
    memset(s->fresh_key, 0, sizeof s->fresh_key);
    if (s->restored[0] != '\0')
        log_say("This folder was %s. What was done after that is not in it.", s->restored);
    announce_losses(s);
    log_flush(ANNOUNCE_MS);
}

/* Sessions can be made once the scenarios on offer are kept: on a full disk they are not. */
static void keep_scenarios(struct server *s)
{
    const uint64_t now_ms = clock_now_ms(clock_system());

    if (s->archive_at_ms == 0 || now_ms < s->archive_at_ms)
        return;
    s->archive_at_ms = now_ms + ARCHIVE_RETRY_MS;
    if (scenario_archive_keep(&s->library, s->settings.scenarios, s->settings.data) == RESULT_OK)
        s->archive_at_ms = 0;
    host_hold_creation(s->host, s->archive_at_ms != 0);
}

static uint64_t sooner_ms(uint64_t a_ms, uint64_t b_ms) /* 0: never. */
{
    return a_ms == 0 || (b_ms != 0 && b_ms < a_ms) ? b_ms : a_ms;
}

static uint64_t deadline_ms(const struct server *s)
{
    return sooner_ms(host_deadline_ms(s->host), sooner_ms(s->archive_at_ms, s->stop_at_ms));
}

static void begin_stop(struct server *s)
{
    if (s->stop_at_ms == 0 || clock_now_ms(clock_system()) < s->stop_at_ms)
        return;
    s->stop_at_ms = 0;
    end_within(END_SECONDS, CLI_NO); /* Until all that was taken in is finished. */
    rehearse_stop(s->rehearse);
    host_stop(s->host);
}

static uint64_t on_turn(void *arg)
{
    struct server *s = arg;
    uint64_t rehearse_ms;

    keep_scenarios(s);
    begin_stop(s);
    rehearse_ms = rehearse_turn(s->rehearse);
    host_turn(s->host);
    if (host_is_failed(s->host) || host_is_quiet(s->host)) {
        end_within(END_SECONDS, host_is_failed(s->host) ? CLI_NO : EXIT_SUCCESS);
        host_turn(s->host); /* One more turn writes the last messages. */
        loop_end(s->loop);
        return 0;
    }
    return sooner_ms(deadline_ms(s), rehearse_ms);
}

static void on_stop(void *arg)
{
    struct server *s = arg;

    log_info("serve", "stopping", log_text("reason", "os_signal"),
             log_count("drain_seconds", s->settings.drain_seconds));
    notify_manager("STOPPING=1");
    api_drain(s->api);
    s->stop_at_ms = clock_now_ms(clock_system()) + s->settings.drain_seconds * 1000;
    loop_wake(s->loop);
}

/* Keys that `dilemma key` made or revoked meanwhile. */
static enum result on_keys(void *arg)
{
    struct server *s = arg;
    const enum result result = key_ring_reload(s->keys);

    log_info("serve", "keys_reloaded", log_text("result", result_name(result)));
    return result;
}

static void on_reload(void *arg)
{
    (void)on_keys(arg);
}

/* ---- building ------------------------------------------------------------------------------- */

static bool is_usable_folder(const char *path)
{
    struct stat status;

    if (stat(path, &status) != 0)
        return false;
    if (!S_ISDIR(status.st_mode)) {
        errno = ENOTDIR;
        return false;
    }
    return access(path, R_OK | W_OK | X_OK) == 0;
}

/* Load the scenarios on offer, and older versions for sessions that began with them. */
static enum result open_scenarios(struct server *s)
{
    enum result result = scenario_library_open(&s->library, s->settings.scenarios);

    if (result == RESULT_OK)
        own_load(&s->library, s->settings.data);
    if (result != RESULT_OK)
        return result;
    if (scenario_archive_keep(&s->library, s->settings.scenarios, s->settings.data) != RESULT_OK)
        s->archive_at_ms = 1; /* The disk may be full: it is tried again. */
    scenario_archive_load(&s->library, s->settings.scenarios, s->settings.data);
    return RESULT_OK;
}

static bool is_in_database(const struct server *s)
{
    return s->settings.journal[0] != '\0';
}

static enum result open_database(struct server *s)
{
    const struct journal_options options = {.path = s->settings.journal,
                                            .node = s->settings.node,
                                            .wake = loop_wake,
                                            .wake_arg = s->loop,
                                            .loop = loop_uv(s->loop)};

    return journal_open_postgres(&s->journal, &options);
}

static enum result open_journal(struct server *s)
{
    char path[PATH_BYTES_MAX];
    struct journal_options options = {
        .path = path, .wake = loop_wake, .wake_arg = s->loop, .accept_loss = s->accept_loss};

    if (snprintf(path, sizeof path, "%s/journal.db", s->settings.data) >= (int)sizeof path)
        return RESULT_INVALID;
    if (is_in_database(s)) {
        if (access(path, F_OK) == 0)
            log_warning("serve", "journal_file_not_used", log_text("path", path),
                        log_text("hint", "its sessions are not those of --journal"));
        return open_database(s);
    }
    return journal_open_sqlite(&s->journal, &options);
}

static enum result open_host(struct server *s)
{
    struct host_parts parts = {.clock = clock_system(),
                               .journal = s->journal,
                               .metrics = s->metrics,
                               .scenarios = scenario_library_kept(&s->library),
                               .scenarios_count = s->library.kept_count,
                               .settings = {.sessions_max = s->settings.sessions_max,
                                            .idle_ms = s->settings.idle_seconds * 1000}};

    return host_open(&s->host, &parts);
}

static void on_offered(void *arg)
{
    struct server *s = arg;

    host_offer(s->host, scenario_library_kept(&s->library), s->library.kept_count);
    api_offer(s->api, scenario_library_items(&s->library), s->library.count);
}

static enum result open_author(struct server *s)
{
    struct author_parts parts = {.loop = loop_uv(s->loop),
                                 .library = &s->library,
                                 .root = s->settings.scenarios,
                                 .data = s->settings.data,
                                 .offered = on_offered,
                                 .offered_arg = s};

    return author_open(&s->author, &parts);
}

/* The first start makes it. */
static enum result open_first_key(struct server *s)
{
    uint8_t hash[TOKEN_HASH_BYTES];

    return trainer_key_open(s->settings.data, hash, s->fresh_key);
}

static enum result open_keys(struct server *s)
{
    struct key_store store;
    enum result result = key_store_in_folder(&store, s->settings.data);

    if (result == RESULT_OK)
        result = key_ring_open(&s->keys, loop_uv(s->loop), &store);
    return result;
}

static enum result open_api(struct server *s)
{
    struct api_parts parts = {.loop = loop_uv(s->loop),
                              .clock = clock_system(),
                              .host = s->host,
                              .rehearse = s->rehearse,
                              .metrics = s->metrics,
                              .scenarios = scenario_library_items(&s->library),
                              .scenarios_count = s->library.count,
                              .keys = s->keys,
                              .author = s->author};

    return api_open(&s->api, &parts);
}

static enum result open_edge(struct server *s)
{
    struct edge_parts parts = {.loop = s->loop,
                               .clock = clock_system(),
                               .host = s->host,
                               .metrics = s->metrics,
                               .address = s->settings.address,
                               .port = (uint16_t)s->settings.port,
                               .listener = activation_socket(),
                               .metrics_address = s->settings.metrics_address,
                               .metrics_port = (uint16_t)s->settings.metrics_port,
                               .public_origin = s->settings.public_origin,
                               .trusted_proxy = s->settings.trusted_proxy,
                               .security_contact = s->settings.security_contact,
                               .node = s->settings.node,
                               .clients = s->settings.clients,
                               .dress = s->style == NULL ? NULL : house_style_dress(s->style),
                               .connections_max = s->settings.connections_max,
                               .handler = api_handle,
                               .body_max = api_body_max,
                               .handler_arg = s->api};

    return edge_open(&s->edge, &parts);
}

static void measure(struct server *s)
{
    metric_set(metrics_gauge_of(s->metrics, "build_info", "1; its labels say which build runs",
                                version_labels(s->build)),
               1);
    loop_measure(s->loop, s->metrics);
}

struct serve_part {
    const char *name;
    enum result result;
};

/* Returns the first part that could not be built; its name is NULL when all could. */
static struct serve_part open_parts(struct server *s)
{
    struct serve_part part = {"loop", loop_open(&s->loop)};

    s->metrics = metrics_open();
    if (part.result == RESULT_OK)
        measure(s);
    if (part.result == RESULT_OK)
        part = (struct serve_part){"scenarios", open_scenarios(s)};
    if (part.result == RESULT_OK)
        part = (struct serve_part){"journal", open_journal(s)};
    if (part.result == RESULT_OK)
        part = (struct serve_part){"host", open_host(s)};
    if (part.result == RESULT_OK)
        part =
            (struct serve_part){"rehearse", rehearse_open(&s->rehearse, s->host, clock_system())};
    if (part.result == RESULT_OK)
        part = (struct serve_part){"key", open_first_key(s)};
    if (part.result == RESULT_OK)
        part = (struct serve_part){"keys", open_keys(s)};
    if (part.result == RESULT_OK)
        part = (struct serve_part){"author", open_author(s)};
    if (part.result == RESULT_OK)
        part = (struct serve_part){"api", open_api(s)};
    if (part.result == RESULT_OK)
        part = (struct serve_part){"edge", open_edge(s)};
    if (part.result == RESULT_OK)
        part.name = NULL;
    return part;
}

/* In reverse order; takes half-built parts, too. */
static void close_parts(struct server *s)
{
    if (s->edge != NULL)
        edge_close(s->edge);
    control_stop(s->control);
    author_stop(s->author);
    rehearse_close(s->rehearse);
    host_close(s->host);
    journal_close(s->journal); /* Before the loop, which its thread may wake. */
    if (s->loop != NULL)
        loop_finish(s->loop);
    edge_free(s->edge);
    control_close(s->control);
    loop_close(s->loop);
    api_close(s->api);
    author_close(s->author);
    key_ring_close(s->keys);
    scenario_library_close(&s->library);
    metrics_close(s->metrics);
}

/* Is the data folder one to begin in? Says why not. */
static bool take_folder(struct server *s)
{
    umask(0077); /* Files hold names and votes: nobody else may read them. */
    if (!folder_make(s->settings.data) || !is_usable_folder(s->settings.data)) {
        fprintf(stderr, "dilemma serve: --data is '%.200s', it cannot be used: %s\n",
                s->settings.data, strerror(errno));
        return false;
    }
    if (restored_read(s->settings.data, s->restored) != RESULT_OK) {
        fprintf(stderr,
                "dilemma serve: '%.200s' is half filled from a backup: `dilemma restore` did not "
                "come to its end. Empty the folder and restore again\n",
                s->settings.data);
        return false;
    }
    return true;
}

/* The house style that was asked for, or that lies in the data folder. Says why it cannot be
 * used. */
static bool take_style(struct server *s)
{
    char path[PATH_BYTES_MAX], why[STYLE_WHY_BYTES_MAX];
    const bool asked = s->settings.style[0] != '\0';
    enum result result;

    snprintf(path, sizeof path, asked ? "%s" : "%s/style.json",
             asked ? s->settings.style : s->settings.data);
    result = house_style_open(&s->style, path, why);
    if (result == RESULT_OK && house_style_left_out(s->style)[0] != '\0')
        log_warning("serve", "style_cleaned", log_text("left_out", house_style_left_out(s->style)));
    if (result == RESULT_OK || (!asked && result == RESULT_NOT_FOUND))
        return true;
    fprintf(stderr, "dilemma serve: the house style '%.200s' %s\n", path, why);
    return false;
}

/* All parts are there: serve until somebody stops it, or nothing can be kept any more. */
static int serve_on(struct server *s)
{
    int code;

    if (control_open(&s->control, loop_uv(s->loop), s->journal, s->settings.data) == RESULT_OK)
        control_on_keys(s->control, on_keys, s);
    if (s->restored[0] != '\0')
        log_info("serve", "restored_folder", log_text("what", s->restored));
    log_info("serve", "started", log_text("address", s->settings.address),
             log_count("port", s->settings.port), log_text("data", s->settings.data),
             log_text("clients", s->settings.clients));
    loop_on_turn(s->loop, on_turn, s);
    loop_on_stop(s->loop, on_stop, s);
    if (isatty(STDIN_FILENO) != 1) /* Whoever closes the terminal wants it to end. */
        loop_on_reload(s->loop, on_reload, s);
    announce(s);
    notify_manager("READY=1");
    loop_run(s->loop);
    code = host_is_failed(s->host) ? CLI_NO : EXIT_SUCCESS;
    log_info("serve", "stopped", log_signed("code", code));
    return code;
}

int cli_serve(const struct cli_serve *options)
{
    static struct server server; /* Static because it is large: it holds the list of the library. */
    struct server *s = &server;
    char why[FLAG_WHY_BYTES_MAX];
    struct serve_part failed;
    int code = CLI_NO;

    s->settings = options->settings;
    s->accept_loss = options->accept_loss;
    if (!settings_check(&s->settings, s->origin, why))
        return cli_refuse("serve", "%s", why);
    log_set_level((enum log_level)s->settings.log_level);
    log_set_format((enum log_format)s->settings.log_format);
    settings_warn();
    if (!take_folder(s) || !take_style(s))
        return CLI_NO;
    log_start();
    failed = open_parts(s);
    if (failed.name == NULL)
        code = serve_on(s);
    else
        log_error("serve", "not_started", log_text("part", failed.name),
                  log_text("result", result_name(failed.result)));
    if (s->fresh_key[0] != '\0') /* It was never shown. */
        trainer_key_forget(s->settings.data);
    close_parts(s);
    house_style_close(s->style);
    log_stop();
    if (failed.name != NULL)
        not_started_explain(&s->settings, failed.name, failed.result);
    return code;
}
