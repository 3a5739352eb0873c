/* witness_start.c -- after a start: is everything there that somebody was told of? */
#include "witness_inside.h"

#include "journal_disk.h"

#include <stdlib.h>

struct reading {
    struct voyage *v;
    struct log *log;
    uint64_t count; /* Events read. */
    bool failed, found, more, counts_only;
};

/* In doubt no more: all of it is there. */
static void doubt_is_there(struct voyage *v, struct log *log)
{
    struct bytes *events = log->doubt;
    const uint32_t count = log->doubt_count;

    log->doubt = NULL;
    log->doubt_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        log_apply(v, log, events[i]);
        free((void *)(uintptr_t)events[i].data);
    }
    free(events);
}

static void compare_event(struct reading *r, struct bytes event)
{
    const struct log *log = r->log;

    if (r->count >= log->count)
        voyage_fail(r->v, "event %llu was never committed", (unsigned long long)r->count + 1);
    if (!bytes_equal(event, log->events[r->count]))
        voyage_fail(r->v, "event %llu is not what was committed", (unsigned long long)r->count + 1);
}

static void read_page(void *arg, const struct journal_page *page)
{
    struct reading *r = arg;

    r->more = page->more;
    r->found = page->result == RESULT_OK;
    r->failed =
        page->result != RESULT_OK && page->result != RESULT_NOT_FOUND &&
        !(page->result == RESULT_DAMAGED && r->log->maybe_deleted); /* Half of it is gone. */
    for (uint32_t i = 0; r->found && i < page->events_count; i++, r->count++)
        if (!r->counts_only)
            compare_event(r, page->events[i]);
}

static bool read_events(struct journal *journal, struct reading *r)
{
    r->count = 0;
    do {
        if (journal_read(journal, r->log->id, r->count + 1, false, read_page, r) != RESULT_OK)
            return false;
        journal_wait(journal);
        journal_poll(journal);
    } while (!r->failed && r->more && r->found);
    return !r->failed;
}

/* A batch whose fate nobody knew is there or it is not, and never in part. */
static void settle_doubt(struct voyage *v, struct log *log, uint64_t count)
{
    if (log->doubt_count > 0 && count == log->count + log->doubt_count)
        doubt_is_there(v, log);
    log_forget_doubt(log);
}

static bool read_log(struct voyage *v, struct journal *journal, struct log *log)
{
    struct reading r = {.v = v, .log = log, .counts_only = true};

    if (!read_events(journal, &r))
        return false;
    settle_doubt(v, log, r.count);
    if (log->is_deleted && r.found)
        voyage_fail(v, "a session that was deleted is back");
    if (!r.found && (log->maybe_deleted || log->count == 0)) {
        log->is_deleted = log->count > 0;
        return true;
    }
    if (!log->maybe_deleted && !log->is_deleted && r.count < log->count)
        voyage_fail(v, "event %llu of %llu was told and is lost", (unsigned long long)r.count + 1,
                    (unsigned long long)log->count);
    r.counts_only = false;
    return log->is_deleted || log->maybe_deleted || read_events(journal, &r);
}

bool witness_reads_back(struct voyage *v, struct journal *journal)
{
    for (uint32_t i = 0; i < LOGS_MAX; i++) {
        struct log *log = &v->witness->logs[i];

        if (!session_id_is_none(log->id) && !read_log(v, journal, log))
            return false;
    }
    return true;
}

/* ---- files that were changed ----------------------------------------------------------------- */

static bool is_told_lost(struct journal *journal, struct session_id id)
{
    const struct journal_loss *losses;
    const uint32_t count = journal_losses(journal, &losses);

    for (uint32_t i = 0; i < count; i++)
        if (losses[i].session.value == id.value)
            return true;
    return false;
}

struct changed_reading {
    struct voyage *v;
    const struct log *log;
    uint64_t count;
    bool is_told, more; /* That it is damaged, or cannot be read. */
};

static void read_changed_page(void *arg, const struct journal_page *page)
{
    struct changed_reading *r = arg;

    r->more = page->result == RESULT_OK && page->more;
    r->is_told = page->result != RESULT_OK && page->result != RESULT_NOT_FOUND;
    for (uint32_t i = 0; page->result == RESULT_OK && i < page->events_count; i++, r->count++)
        if (r->count < r->log->count && !bytes_equal(page->events[i], r->log->events[r->count]))
            voyage_fail(r->v, "with a flipped byte event %llu is believed, and is another one",
                        (unsigned long long)r->count + 1);
}

void witness_sees_loss(struct voyage *v, struct journal *journal)
{
    for (uint32_t i = 0; i < LOGS_MAX; i++) {
        const struct log *log = &v->witness->logs[i];
        struct changed_reading r = {.v = v, .log = log};

        if (session_id_is_none(log->id) || log->is_deleted || log->maybe_deleted ||
            is_told_lost(journal, log->id))
            continue;
        do {
            if (journal_read(journal, log->id, r.count + 1, false, read_changed_page, &r) !=
                RESULT_OK)
                break; /* It is poisoned: nothing is served. */
            journal_wait(journal);
            journal_poll(journal);
        } while (r.more);
        if (!r.is_told && !journal_is_poisoned(journal) && r.count < log->count)
            voyage_fail(v, "with a flipped byte event %llu of %llu is lost, and nobody says so",
                        (unsigned long long)r.count + 1, (unsigned long long)log->count);
    }
}
