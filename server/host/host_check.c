/* host_check.c -- what holds between two turns, asserted. For tests: looks at everything.
 *
 *  (1) Homes are one list, read the same both ways; one stands in the queue when it says so, once.
 *  (2) A seat's links are those that say they are its; the sums over seats, over audiences and what
 *      the home counts agree.
 *  (3) With a batch in flight there is a callback to come; replies wait for it, never without.
 *  (4) Every home is known under its own id, and what is known as loaded is that home.
 *  (5) Tickets are taken or free, none both. */
#include "host/host_inside.h"

#include "session/state.h"

#include <assert.h>

/* (1) */
static uint32_t times_queued(const struct host *h, const struct home *home)
{
    uint32_t times = 0;

    for (const struct home *at = h->queue_first; at != NULL; at = at->queue_next) {
        times += at == home;
        assert(at->queue_next != NULL || at == h->queue_last);
    }
    return times;
}

/* (2) */
static void check_seat(const struct home *home, uint32_t seat)
{
    const struct home_seat *s = &home->seats[seat];
    const struct host_link *previous = NULL;
    uint32_t count = 0;

    for (const struct host_link *link = s->links; link != NULL; link = link->next) {
        assert(link->home == home && link->seat == seat && link->previous == previous);
        assert(link->views != NULL && link->state >= HOST_LINK_OPEN);
        previous = link;
        count++;
    }
    assert(count == s->links_count);
}

static void check_links(const struct home *home)
{
    uint32_t of_seats = 0, of_audiences = 0;

    for (uint32_t seat = 0; seat < home->seats_max && home->seats != NULL; seat++) {
        check_seat(home, seat);
        of_seats += home->seats[seat].links_count;
    }
    for (const struct audience_views *v = home->views; v != NULL; v = v->next) {
        assert(v->links_count > 0); /* One without listeners is given back. */
        of_audiences += v->links_count;
    }
    assert(of_seats == home->links_count && of_audiences == home->links_count);
}

static void check_home(const struct host *h, const struct home *home)
{
    const struct ticket *const *end = (const struct ticket *const *)&home->waiters;

    assert(home->host == h && !session_id_is_none(home->id));
    assert(home->next == NULL || home->next->previous == home);
    assert(times_queued(h, home) == (home->is_queued ? 1u : 0u));
    assert(!home->in_flight || home->calls > 0); /* (3) */
    assert(home->replies_count == 0 || home->in_flight || h->failed);
    assert(home->state != HOME_READY || home->session != NULL);
    assert(home->session == NULL ||
           home->session->seats_count <= home->session->settings.seats_max);
    for (const struct ticket *ticket = home->waiters; ticket != NULL; ticket = ticket->next)
        end = (const struct ticket *const *)&ticket->next;
    assert(end == (const struct ticket *const *)home->waiters_end);
    check_links(home);
}

/* (4) */
static void check_known(const struct host *h)
{
    uint32_t free_count = 0;

    for (uint32_t i = 0; i < h->known.count_max; i++) {
        const struct known_session *known = &h->known.items[i];

        free_count += session_id_is_none(known->id);
        assert(known->home == NULL || known->home->id.value == known->id.value);
    }
    assert(free_count == h->known.free_count);
}

/* (5) */
static void check_tickets(const struct host *h)
{
    uint32_t taken = 0;

    for (uint32_t place = 1; place <= HOST_TICKETS_MAX; place++) {
        const struct ticket *ticket = h->tickets[place];

        assert(ticket == NULL || (ticket->number & 0xFFFF) == place);
        taken += ticket != NULL;
    }
    assert(taken + h->tickets_free_count == HOST_TICKETS_MAX && h->requests_count <= taken);
}

void host_check(const struct host *h)
{
    uint32_t homes = 0;

    for (const struct home *home = h->homes; home != NULL; home = home->next) {
        check_home(h, home);
        homes++;
    }
    assert(homes == h->homes_count);
    check_known(h);
    check_tickets(h);
}
