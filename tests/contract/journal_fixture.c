#include "journal_fixture.h"

#include "test.h"

#include <assert.h>
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- folders -------------------------------------------------------------------------------- */

void fixture_folder_make(struct fixture_folder *f)
{
    strcpy(f->folder, "journal-test-XXXXXX");
    CHECK(mkdtemp(f->folder) != NULL);
    snprintf(f->path, sizeof f->path, "%s/journal.db", f->folder);
}

static void each_file(const struct fixture_folder *f, void (*visit)(const char *path, void *arg),
                      void *arg)
{
    DIR *folder = opendir(f->folder);
    struct dirent *entry;
    char path[320];

    if (folder == NULL)
        return;
    while ((entry = readdir(folder)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", f->folder, entry->d_name);
        visit(path, arg);
    }
    closedir(folder);
}

static void remove_file(const char *path, void *arg)
{
    (void)arg;
    unlink(path);
}

void fixture_folder_remove(struct fixture_folder *f)
{
    each_file(f, remove_file, NULL);
    rmdir(f->folder);
}

struct search {
    const char *text;
    bool found;
};

static void search_file(const char *path, void *arg)
{
    struct search *search = arg;
    size_t size, length = strlen(search->text);
    char *data = test_read_file(path, &size);

    for (size_t i = 0; data != NULL && i + length <= size; i++)
        if (memcmp(data + i, search->text, length) == 0)
            search->found = true;
    free(data);
}

bool fixture_folder_holds(const struct fixture_folder *f, const char *text)
{
    struct search search = {text, false};

    each_file(f, search_file, &search);
    return search.found;
}

/* ---- writing -------------------------------------------------------------------------------- */

void fixture_done(void *arg, enum result result)
{
    struct fixture_done *done = arg;

    done->result = (int)result;
    done->calls++;
}

struct journal_entry fixture_entry(uint64_t id, const char *code, uint64_t delete_at_ms)
{
    struct journal_entry entry = {
        .session = {id}, .created_ms = 1000, .delete_at_ms = delete_at_ms};

    if (id % 2 == 0) /* The others are nobody's. */
        entry.owner = INT64_MAX - id;
    snprintf(entry.code, sizeof entry.code, "%s", code);
    strcpy(entry.scenario, "de-proef");
    strcpy(entry.scenario_version, "1.0.0");
    return entry;
}

static enum result append(struct journal *j, uint64_t id, uint64_t seq_first, uint32_t count,
                          const char *mark, struct journal_batch batch, struct fixture_done *done)
{
    static char texts[FIXTURE_EVENTS_MAX][FIXTURE_EVENT_BYTES];
    static struct bytes events[FIXTURE_EVENTS_MAX];
    struct journal_entry entry = fixture_entry(id, "", 5000 + id);
    enum result result;

    assert(count <= FIXTURE_EVENTS_MAX);
    for (uint32_t i = 0; i < count; i++) {
        snprintf(texts[i], sizeof texts[i], "%" PRIu64 ":%" PRIu64 ":%s", id, seq_first + i, mark);
        events[i] = bytes_of(texts[i]);
    }
    batch.session.value = id;
    batch.seq_first = seq_first;
    batch.events = events;
    batch.events_count = count;
    batch.created = seq_first == 1 ? &entry : NULL;
    *done = (struct fixture_done){.result = -1};
    result = journal_append(j, &batch, fixture_done, done);
    memset(texts, 'x', sizeof texts[0] * count); /* It must have been copied. */
    return result;
}

enum result fixture_append(struct journal *j, uint64_t id, uint64_t seq_first, uint32_t count,
                           const char *mark, struct fixture_done *done)
{
    return append(j, id, seq_first, count, mark, (struct journal_batch){0}, done);
}

enum result fixture_append_token(struct journal *j, uint64_t id, uint64_t seq,
                                 enum journal_token_change change, uint16_t seat, uint8_t hash,
                                 struct fixture_done *done)
{
    struct journal_token token = {.change = change, .seat = seat};
    struct journal_batch batch = {.tokens = &token, .tokens_count = 1};

    memset(token.hash, hash, sizeof token.hash);
    return append(j, id, seq, 1, "token", batch, done);
}

enum result fixture_append_snapshot(struct journal *j, uint64_t id, uint64_t seq,
                                    const char *snapshot, struct fixture_done *done)
{
    struct journal_batch batch = {.snapshot = bytes_of(snapshot), .snapshot_seq = seq};

    return append(j, id, seq, 1, "snap", batch, done);
}

static bool blank(struct bytes event, uint16_t seat, struct buffer *out)
{
    char text[FIXTURE_EVENT_BYTES], theirs[16];

    snprintf(text, sizeof text, "%.*s", (int)event.size, (const char *)event.data);
    if (seat == SEAT_NONE)
        snprintf(theirs, sizeof theirs, "answer");
    else
        snprintf(theirs, sizeof theirs, "seat%u", seat);
    if (strstr(text, theirs) == NULL)
        return false;
    *strstr(text, theirs) = '\0';
    buffer_append_text(out, text);
    return true;
}

enum result fixture_append_leaving(struct journal *j, uint64_t id, uint64_t seq, uint16_t seat,
                                   const char *snapshot, struct fixture_done *done)
{
    struct journal_token token = {.change = JOURNAL_TOKEN_DROP, .seat = seat};
    const bool over = seat == SEAT_NONE;
    struct journal_batch batch = {.tokens = &token,
                                  .tokens_count = over ? 0 : 1,
                                  .forget = blank,
                                  .forget_over = over,
                                  .snapshot = bytes_of(snapshot),
                                  .snapshot_seq = seq};

    return append(j, id, seq, 1, "left", batch, done);
}

int fixture_appended(struct journal *j, uint64_t id, uint64_t seq_first, uint32_t count,
                     const char *mark)
{
    struct fixture_done done;

    CHECK_EQ(fixture_append(j, id, seq_first, count, mark, &done), RESULT_OK);
    fixture_drain(j);
    return done.result;
}

int fixture_deleted(struct journal *j, uint64_t id)
{
    struct fixture_done done = {.result = -1};

    CHECK_EQ(journal_delete(j, (struct session_id){id}, fixture_done, &done), RESULT_OK);
    fixture_drain(j);
    return done.result;
}

/* ---- reading -------------------------------------------------------------------------------- */

static void take_page(void *arg, const struct journal_page *page)
{
    struct fixture_session *s = arg;

    s->result = (int)page->result;
    if (page->result != RESULT_OK)
        return;
    if (s->pages++ == 0)
        s->seq_first = page->seq_first;
    if (page->snapshot.size > 0) {
        snprintf(s->snapshot, sizeof s->snapshot, "%.*s", (int)page->snapshot.size,
                 (const char *)page->snapshot.data);
        s->snapshot_seq = page->snapshot_seq;
    }
    CHECK_EQ(page->seq_first, s->seq_first + s->count);
    for (uint32_t i = 0; i < page->events_count && s->count < FIXTURE_EVENTS_MAX; i++)
        snprintf(s->events[s->count++], FIXTURE_EVENT_BYTES, "%.*s", (int)page->events[i].size,
                 (const char *)page->events[i].data);
    s->result = page->more ? -2 : RESULT_OK;
}

void fixture_read(struct journal *j, uint64_t id, uint64_t seq_from, bool snapshot,
                  struct fixture_session *out)
{
    memset(out, 0, sizeof *out);
    do {
        uint64_t seq = out->pages == 0 ? seq_from : out->seq_first + out->count;
        enum result result = journal_read(j, (struct session_id){id}, seq,
                                          snapshot && out->pages == 0, take_page, out);

        out->result = (int)result;
        fixture_drain(j);
    } while (out->result == -2);
}

static void take_found(void *arg, const struct journal_found *found)
{
    *(struct journal_found *)arg = *found;
}

struct journal_found fixture_find(struct journal *j, uint8_t hash)
{
    struct journal_found found = {.result = RESULT_CLOSED};
    uint8_t bytes[TOKEN_HASH_BYTES];

    memset(bytes, hash, sizeof bytes);
    CHECK_EQ(journal_find_token(j, bytes, take_found, &found), RESULT_OK);
    fixture_drain(j);
    return found;
}

void fixture_drain(struct journal *j)
{
    while (journal_wait(j))
        journal_poll(j);
}

struct journal *fixture_open(const struct fixture_folder *folder)
{
    struct journal_options options = {.path = folder->path};
    struct journal *j = NULL;

    CHECK_EQ(journal_open_sqlite(&j, &options), RESULT_OK);
    return j;
}
