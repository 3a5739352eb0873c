/* shared.c -- sessions of a journal that other nodes share: what they made is learnt when somebody
 * asks for it, and every few seconds, so that lists and dates of deletion are right; what they
 * deleted is forgotten. A session of a node that lives is not loaded: whoever asks is told which
 * node has it (FAULT_MOVED). See "whose a session is" in journal/journal.h. */
#include "host/host_inside.h"

#include "sys/log.h"

#include <assert.h>
#include <stdio.h>

#define SHARED_LOOK_MS 5000

bool host_is_shared(const struct host *h)
{
    return journal_is_shared(h->parts.journal);
}

struct known_session *shared_begin(struct host *h, struct session_id id)
{
    struct known_session *known = host_is_shared(h) ? known_add(&h->known, id, "") : NULL;

    if (known == NULL)
        return NULL;
    known->delete_at_ms = UINT64_MAX; /* Until it has been read. */
    known->is_unread = true;
    known->look = h->shared_look;
    return known;
}

static void learn(struct host *h, struct known_session *known, const struct journal_entry *entry)
{
    if (known->is_unread && !known_set_code(&h->known, known, entry->code))
        log_error("host", "session_left_out", log_id("session", entry->session.value));
    known->is_unread = false;
    known->created_ms = entry->created_ms;
    known->delete_at_ms = entry->delete_at_ms;
    known->owner = entry->owner;
    known->scenario =
        host_scenario(h, bytes_of(entry->scenario), bytes_of(entry->scenario_version));
    metric_set(h->metrics.sessions, known_count(&h->known));
}

/* Names of nodes are few, and kept. */
static const char *name_kept(struct host *h, const char *name)
{
    for (uint32_t i = 0; i < h->nodes_count; i++)
        if (strcmp(h->nodes[i], name) == 0)
            return h->nodes[i];
    if (h->nodes_count == HOST_NODES_MAX || name[0] == '\0')
        return NULL;
    snprintf(h->nodes[h->nodes_count], sizeof h->nodes[0], "%s", name);
    return h->nodes[h->nodes_count++];
}

enum fault shared_take(struct home *home, const struct journal_page *page)
{
    struct host *h = home->host;
    struct known_session *known = known_find(&h->known, home->id);

    if (page->entry == NULL || (page->result != RESULT_OK && page->result != RESULT_FENCED))
        return FAULT_NONE;
    if (known->is_unread)
        learn(h, known, page->entry);
    home->scenario = known->scenario;
    known->node = page->result == RESULT_FENCED ? name_kept(h, page->node) : NULL;
    if (page->result == RESULT_FENCED)
        return known->node != NULL ? FAULT_MOVED : FAULT_BUSY;
    return home->scenario != NULL ? FAULT_NONE : FAULT_SCENARIO_UNKNOWN;
}

const char *shared_node_of(struct host *h, struct session_id session)
{
    const struct known_session *known = known_find(&h->known, session);

    return known != NULL ? known->node : NULL;
}

/* ---- every few seconds ---------------------------------------------------------------------- */

static void looked(void *arg, const struct journal_listed *listed);

static void look_on(struct host *h, struct session_id after)
{
    h->is_looking = journal_list(h->parts.journal, after, UINT64_MAX, looked, h) == RESULT_OK;
    h->calls += h->is_looking;
}

/* What was there before this look began, and is not now, was deleted by another node. */
static void forget_deleted(struct host *h)
{
    for (uint32_t i = 0; i < h->known.count_max; i++) {
        struct known_session *known = &h->known.items[i];

        if (known->id.value != 0 && known->home == NULL && known->look != h->shared_look)
            known_remove(&h->known, known);
    }
    metric_set(h->metrics.sessions, known_count(&h->known));
}

static void looked(void *arg, const struct journal_listed *listed)
{
    struct host *h = arg;

    h->calls--;
    h->is_looking = false;
    if (listed->result != RESULT_OK)
        return; /* The next look is soon. */
    for (uint32_t i = 0; i < listed->count; i++) {
        const struct journal_entry *entry = &listed->entries[i];
        struct known_session *known = known_find(&h->known, entry->session);

        if (known == NULL)
            known = shared_begin(h, entry->session);
        if (known == NULL)
            continue; /* There is no place for it. */
        known->look = h->shared_look;
        if (known->is_unread && known->home == NULL)
            learn(h, known, entry);
    }
    if (listed->more)
        look_on(h, listed->entries[listed->count - 1].session);
    else
        forget_deleted(h);
}

void shared_look(struct host *h)
{
    if (!host_is_shared(h) || h->is_looking || h->now_ms < h->shared_at_ms)
        return;
    h->shared_at_ms = h->now_ms + SHARED_LOOK_MS;
    h->shared_look++;
    look_on(h, (struct session_id){0});
}

/* ---- codes that others made ----------------------------------------------------------------- */

static void code_found(void *arg, const struct journal_found *found)
{
    struct ticket *ticket = arg;
    struct host *h = ticket->host;
    struct home *home;

    h->calls--;
    if (found->result == RESULT_IO)
        host_fail(h);
    home = found->result == RESULT_OK ? home_get(h, found->session) : NULL;
    ticket->session = found->session;
    if (home == NULL)
        ticket_answer(ticket, host_homeless_fault(h, found, FAULT_CODE_UNKNOWN));
    else
        home_wait(home, ticket);
}

bool host_may_learn_code(struct host *host, struct bytes code)
{
    return host_is_shared(host) && host_closed_fault(host) == FAULT_NONE &&
           code.size == CODE_BYTES && known_find_code(&host->known, code) == NULL;
}

bool shared_find_code(struct ticket *ticket, struct bytes code)
{
    struct host *h = ticket->host;
    char text[CODE_BYTES + 1] = "";

    if (!host_may_learn_code(h, code))
        return false;
    for (size_t i = 0; i < CODE_BYTES; i++)
        text[i] = (char)known_code_letter(code.data[i]);
    if (journal_find_code(h->parts.journal, text, code_found, ticket) != RESULT_OK)
        ticket_answer(ticket, FAULT_BUSY);
    else
        h->calls++;
    return true;
}
