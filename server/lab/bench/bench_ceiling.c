#include "lab/bench/bench_ceiling.h"

#include "lab/bench/bench_client.h"
#include "lab/bench/bench_server.h"

#include <libwebsockets.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <uv.h>

#define OUT_BYTES  (1024 * 1024)
#define COLLECT_MS 1 /* About as long as a commit; frames of that time go out together. */

static const char ack[] = "{\"t\":\"ack\",\"id\":1,\"seq\":1}";
static const char view_head[] = "{\"t\":\"view\",\"seq\":1,";

/* ---- the bare server ------------------------------------------------------------------------ */

struct bare_link {
    struct lws *wsi;
    uint32_t place; /* Order of arrival. */
    uint32_t acks_due;
    uint32_t view_due; /* Bytes of the newest view; 0: none. */
    bool is_due;
};

static struct {
    struct bench_ceiling settings;
    uv_loop_t loop;
    uv_timer_t timer;
    struct bare_link *links[BENCH_LINKS_MAX];
    uint32_t count;
    uint32_t due[BENCH_LINKS_MAX]; /* Places of links that get something. */
    uint32_t due_count;
    uint8_t out[LWS_PRE + OUT_BYTES];
} bare;

static size_t put_frame(uint8_t *out, const char *head, size_t size)
{
    size_t head_bytes = size < 126 ? 2 : 4, text = strlen(head);

    out[0] = 0x81;
    out[1] = (uint8_t)(size < 126 ? size : 126);
    out[2] = (uint8_t)(size >> 8);
    out[3] = (uint8_t)size;
    memset(out + head_bytes, ' ', size);
    memcpy(out + head_bytes, head, text < size ? text : size);
    return head_bytes + size;
}

static void make_due(struct bare_link *link)
{
    if (link->is_due)
        return;
    link->is_due = true;
    bare.due[bare.due_count++] = link->place;
}

/* false: its socket is full, and it stays due. */
static bool flush_link(struct bare_link *link)
{
    uint8_t *out = bare.out + LWS_PRE;
    size_t size = 0;

    if (lws_partial_buffered(link->wsi))
        return false;
    for (; link->acks_due > 0; link->acks_due--)
        size += put_frame(out + size, ack, sizeof ack - 1);
    if (link->view_due > 0)
        size += put_frame(out + size, view_head, link->view_due);
    link->view_due = 0;
    link->is_due = false;
    lws_write(link->wsi, out, size, LWS_WRITE_RAW);
    return true;
}

static void on_timer(uv_timer_t *timer)
{
    uint32_t kept = 0;

    (void)timer;
    for (uint32_t i = 0; i < bare.due_count; i++) {
        struct bare_link *link = bare.links[bare.due[i]];

        if (link != NULL && !flush_link(link))
            bare.due[kept++] = bare.due[i];
    }
    bare.due_count = kept;
}

static void on_message(struct bare_link *link, const char *text, size_t size)
{
    uint32_t room = link->place / bare.settings.room_links * bare.settings.room_links;

    make_due(link);
    if (size > 10 && memcmp(text, "{\"t\":\"hello", 11) == 0) {
        link->view_due = bare.settings.hello_bytes;
        return;
    }
    link->acks_due++;
    for (uint32_t i = room; i < room + bare.settings.room_links && i < bare.count; i++) {
        struct bare_link *member = bare.links[i];

        if (member == NULL)
            continue;
        make_due(member);
        if (member->view_due < bare.settings.vote_bytes)
            member->view_due = bare.settings.vote_bytes;
    }
}

static int bare_callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
                         size_t size)
{
    struct bare_link *link = user;

    switch (reason) {
    case LWS_CALLBACK_ESTABLISHED:
        if (bare.count == BENCH_LINKS_MAX)
            return -1;
        *link = (struct bare_link){.wsi = wsi, .place = bare.count};
        bare.links[bare.count++] = link;
        break;
    case LWS_CALLBACK_RECEIVE: on_message(link, in, size); break;
    case LWS_CALLBACK_CLOSED: bare.links[link->place] = NULL; break;
    default: break;
    }
    return 0;
}

static _Noreturn void run_bare(const struct bench_ceiling *settings)
{
    static const struct lws_protocols protocols[] = {
        {"dilemmakamer.v1.json", bare_callback, sizeof(struct bare_link), 512, 0, NULL, OUT_BYTES},
        {NULL, NULL, 0, 0, 0, NULL, 0}};
    struct lws_context_creation_info info = {0};
    void *loops[] = {&bare.loop};

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    bench_pin_server();
    bare.settings = *settings;
    lws_set_log_level(0, NULL);
    uv_loop_init(&bare.loop);
    uv_timer_init(&bare.loop, &bare.timer);
    uv_timer_start(&bare.timer, on_timer, COLLECT_MS, COLLECT_MS);
    info.options = LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_DISABLE_IPV6;
    info.foreign_loops = loops;
    info.protocols = protocols;
    info.port = settings->port;
    info.iface = "127.0.0.1";
    if (lws_create_context(&info) == NULL)
        _exit(127);
    uv_run(&bare.loop, UV_RUN_DEFAULT);
    _exit(0);
}

void bench_ceiling_start(struct bench_ceiling *ceiling)
{
    ceiling->port = bench_free_port();
    ceiling->process = bench_fork();
    if (ceiling->process == 0)
        run_bare(ceiling);
    bench_wait_port(ceiling->port);
}

void bench_ceiling_stop(struct bench_ceiling *ceiling)
{
    kill(ceiling->process, SIGKILL);
    waitpid(ceiling->process, NULL, 0);
}

/* ---- bare commits --------------------------------------------------------------------------- */

static void sql(sqlite3 *db, const char *text)
{
    if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK)
        bench_die("%s: %s", text, sqlite3_errmsg(db));
}

void bench_ceiling_commits(const char *folder, uint32_t count, uint64_t *took_us)
{
    static const char data[100] = "event";
    sqlite3_stmt *insert = NULL;
    sqlite3 *db = NULL;
    char path[256];

    snprintf(path, sizeof path, "%s/ceiling.db", folder);
    if (sqlite3_open(path, &db) != SQLITE_OK)
        bench_die("%s cannot be made", path);
    sql(db, "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "CREATE TABLE events(session, seq, data, PRIMARY KEY(session, seq)) WITHOUT ROWID");
    sqlite3_prepare_v2(db, "INSERT INTO events VALUES(1, ?1, ?2)", -1, &insert, NULL);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t began_us = bench_now_us();

        sqlite3_bind_int(insert, 1, (int)i);
        sqlite3_bind_blob(insert, 2, data, sizeof data, SQLITE_STATIC);
        if (sqlite3_step(insert) != SQLITE_DONE)
            bench_die("commit: %s", sqlite3_errmsg(db));
        sqlite3_reset(insert);
        took_us[i] = bench_now_us() - began_us;
    }
    sqlite3_finalize(insert);
    sqlite3_close(db);
}
