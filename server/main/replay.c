/* replay.c -- `dilemma replay DB [SESSION] [--scenarios DIR] [--events]`: proves that a journal
 * holds everything. Every session is played back from its first event; its hash is printed, and
 * compared with that of its snapshot at the same seq. The server logs the same hash when it loads
 * or stops a session. Needs the journal for itself: stop the server, or replay a copy. */
#include "cli/cli.h"
#include "library/scenario_archive.h"
#include "journal/journal.h"
#include "protocol/codec.h"
#include "session/session.h"
#include "sys/log.h"

#include <inttypes.h>
#include <stdlib.h>

#define EVENT_TEXT_BYTES_MAX (8 * EVENT_BYTES_MAX)

struct replay {
    struct journal *journal;
    struct scenario_library library;
    uint64_t only; /* The session asked for; 0: all. */
    bool events_shown, json;
    uint32_t sessions_count, failures_count;

    /* Of the session being replayed. */
    const struct journal_entry *entry;
    const struct scenario *scenario;
    struct session *session;
    const char *fault; /* What is wrong with the session, or NULL. */
    uint64_t snapshot_seq, snapshot_hash;
    bool snapshot_checked, more;
};

static void drain(struct journal *j)
{
    while (journal_wait(j))
        journal_poll(j);
}

static const struct scenario *find_scenario(const struct scenario_library *library,
                                            const struct journal_entry *entry)
{
    for (uint32_t i = 0; i < library->kept_count; i++)
        if (bytes_equal_text(library->kept[i]->id, entry->scenario) &&
            bytes_equal_text(library->kept[i]->version, entry->scenario_version))
            return library->kept[i];
    return NULL;
}

static void show(const struct event *event)
{
    static uint8_t text[EVENT_TEXT_BYTES_MAX];
    struct buffer out;
    struct writer writer;

    buffer_init(&out, text, sizeof text);
    writer_init(&writer, &out, ENCODING_JSON);
    codec_write_event_map(&writer, event);
    printf("%.*s\n", (int)out.size, (const char *)text);
}

/* Keep the hash of the snapshot, to be compared when the replay reaches its seq. */
static void take_snapshot(struct replay *r, const struct journal_page *page)
{
    size_t bytes = session_restore_bytes(page->snapshot);
    void *memory = bytes > 0 ? malloc(bytes) : NULL;
    struct session *session =
        memory != NULL ? session_restore(memory, page->snapshot, r->scenario) : NULL;

    if (session != NULL) {
        r->snapshot_seq = page->snapshot_seq;
        r->snapshot_hash = session_hash(session);
    }
    free(memory);
}

static void on_snapshot(void *arg, const struct journal_page *page)
{
    struct replay *r = arg;

    if (page->result != RESULT_OK)
        r->fault = "unreadable";
    else if (page->snapshot.size > 0)
        take_snapshot(r, page);
}

static bool begin(struct replay *r, const struct event *event)
{
    const struct event_session_created *created = &event->session_created;
    void *memory;

    if (event->type != EVENT_SESSION_CREATED)
        return false;
    memory = malloc(session_bytes(created->rooms_count, created->seats_max));
    if (memory != NULL)
        r->session = session_init(memory, r->scenario, created->rooms_count, created->seats_max);
    return r->session != NULL;
}

static void apply(struct replay *r, struct bytes bytes, uint64_t seq)
{
    struct event event;

    if (codec_read_event(bytes, &event) != RESULT_OK) {
        r->fault = "damaged_event";
        return;
    }
    if (r->session == NULL && !begin(r, &event)) {
        r->fault = "no_first_event";
        return;
    }
    event.seq = seq;
    if (r->events_shown)
        show(&event);
    session_apply(r->session, &event);
    if (seq != r->snapshot_seq)
        return;
    r->snapshot_checked = true;
    if (session_hash(r->session) != r->snapshot_hash)
        r->fault = "snapshot_differs";
}

static void on_page(void *arg, const struct journal_page *page)
{
    struct replay *r = arg;

    r->more = page->result == RESULT_OK && page->more;
    if (page->result != RESULT_OK)
        r->fault = "unreadable";
    for (uint32_t i = 0; i < page->events_count && r->fault == NULL; i++)
        apply(r, page->events[i], page->seq_first + i);
}

static void replay_events(struct replay *r)
{
    journal_read(r->journal, r->entry->session, 1, true, on_snapshot, r);
    drain(r->journal);
    do {
        uint64_t seq = r->session != NULL ? session_seq(r->session) + 1 : 1;

        r->more = false;
        journal_read(r->journal, r->entry->session, seq, false, on_page, r);
        drain(r->journal);
    } while (r->more && r->fault == NULL);
    if (r->fault == NULL && r->session == NULL)
        r->fault = "empty";
    if (r->fault == NULL && r->snapshot_seq != 0 && !r->snapshot_checked)
        r->fault = "snapshot_ahead";
}

static void print_session(const struct replay *r)
{
    const char *format = r->json ? "{\"name\":\"replay\",\"session\":\"%016" PRIx64
                                   "\",\"seq\":%" PRIu64 ",\"hash\":\"%016" PRIx64
                                   "\",\"snapshot_seq\":%" PRIu64 ",\"result\":\"%s\"}\n"
                                 : "session=%016" PRIx64 " seq=%" PRIu64 " hash=%016" PRIx64
                                   " snapshot_seq=%" PRIu64 " result=%s\n";

    printf(format, r->entry->session.value, r->session != NULL ? session_seq(r->session) : 0,
           r->session != NULL ? session_hash(r->session) : 0, r->snapshot_seq,
           r->fault != NULL ? r->fault : "ok");
}

static void replay_session(struct replay *r, const struct journal_entry *entry)
{
    r->entry = entry;
    r->scenario = find_scenario(&r->library, entry);
    r->session = NULL;
    r->fault = r->scenario == NULL ? "scenario_unknown" : NULL;
    r->snapshot_seq = 0;
    r->snapshot_checked = false;
    if (r->fault == NULL)
        replay_events(r);
    r->sessions_count++;
    if (r->fault != NULL)
        r->failures_count++;
    print_session(r);
    free(r->session);
}

/* The list is read before the first replay, because a page is only valid in its callback. */
struct entries {
    struct journal_entry *items;
    uint32_t count;
    bool more, failed;
};

static void on_listed(void *arg, const struct journal_listed *listed)
{
    struct entries *e = arg;
    struct journal_entry *items = realloc(e->items, (e->count + listed->count + 1) * sizeof *items);

    e->more = listed->more;
    e->failed = listed->result != RESULT_OK || items == NULL;
    if (items == NULL)
        return;
    e->items = items;
    if (listed->count > 0)
        memcpy(items + e->count, listed->entries, listed->count * sizeof *items);
    e->count += listed->count;
}

static bool replay_all(struct replay *r)
{
    struct entries e = {0};

    do {
        struct session_id after =
            e.count > 0 ? e.items[e.count - 1].session : (struct session_id){0};

        journal_list(r->journal, after, UINT64_MAX, on_listed, &e);
        drain(r->journal);
    } while (e.more && !e.failed);
    for (uint32_t i = 0; i < e.count && !e.failed; i++)
        if (r->only == 0 || r->only == e.items[i].session.value)
            replay_session(r, &e.items[i]);
    free(e.items);
    return !e.failed;
}

/* Older versions of scenarios are kept beside the journal. */
static void load_archive(struct scenario_library *library, const char *root, const char *path)
{
    const char *slash = strrchr(path, '/');
    char data[1024];

    snprintf(data, sizeof data, "%.*s", slash != NULL ? (int)(slash - path) : 1,
             slash != NULL ? path : ".");
    scenario_archive_load(library, root, data);
}

/* "17", or the sixteen hexadecimal digits that this command prints. 0: not a session. */
static uint64_t read_session(const char *text)
{
    char *end;
    const uint64_t session = strtoull(text, &end, 16);

    return *end == '\0' ? session : 0;
}

static void print_total(const struct replay *r)
{
    if (!r->json)
        printf("%u sessions, %u failed\n", r->sessions_count, r->failures_count);
}

int cli_replay(const struct cli_replay *options)
{
    struct replay r = {.events_shown = options->events, .json = options->json};
    const char *path = options->operands.items[0];
    struct journal_options journal = {.path = path};
    bool opened, done = false;

    if (options->operands.count > 1) {
        r.only = read_session(options->operands.items[1]);
        if (r.only == 0)
            return cli_refuse("replay",
                              "'%.64s' is not the id of a session, such as 00000000000000a1",
                              options->operands.items[1]);
    }
    log_set_level(LOG_WARNING);
    opened = scenario_library_open(&r.library, options->scenarios) == RESULT_OK &&
             journal_open_sqlite(&r.journal, &journal) == RESULT_OK;
    if (opened) {
        load_archive(&r.library, options->scenarios, path);
        done = replay_all(&r);
    }
    journal_close(r.journal);
    scenario_library_close(&r.library);
    if (!opened)
        return cli_refuse("replay",
                          "the journal '%.200s' or the scenarios in '%.200s' cannot be opened; is "
                          "a server using them?",
                          path, options->scenarios);
    if (done)
        print_total(&r);
    return done && r.failures_count == 0 ? EXIT_SUCCESS : CLI_NO;
}
