/* presence.c -- who is there. A seat is present from its first link on, and away when it has had
 * none for a while: a phone that locks for a moment must not stir the room. After a restart all
 * count as present until the grace is over. Each turn compares the links with the state and tells
 * the state through presence_set commands, so nothing needs a queue. */
#include "host/host_inside.h"

static bool is_checked(const struct home *home, uint32_t seat)
{
    return (home->presence_check[seat / 64] >> (seat % 64) & 1) != 0;
}

static void set_checked(struct home *home, uint32_t seat, bool checked)
{
    uint64_t bit = UINT64_C(1) << (seat % 64);

    if (checked)
        home->presence_check[seat / 64] |= bit;
    else
        home->presence_check[seat / 64] &= ~bit;
}

void presence_changed(struct home *home, uint16_t seat)
{
    struct home_seat *s = &home->seats[seat];

    s->away_at_ms =
        s->links_count > 0 ? 0 : home->host->now_ms + home->host->parts.settings.away_ms;
    set_checked(home, seat, true);
    home_wake(home);
}

void presence_after_load(struct home *home)
{
    for (uint16_t seat = 0; seat < session_seats_count(home->session); seat++) {
        if (home->seats[seat].links_count > 0) { /* It was read again. */
            set_checked(home, seat, true);
            continue;
        }
        if (!session_seat_present(home->session, seat))
            continue;
        home->seats[seat].away_at_ms = home->host->now_ms + home->host->parts.settings.grace_ms;
        set_checked(home, seat, true);
    }
}

/* Compare the links of a seat with the state. Returns when to look again, or 0. */
static uint64_t check_seat(struct home *home, uint16_t seat,
                           void (*decide)(struct home *, const struct command *))
{
    const struct home_seat *s = &home->seats[seat];
    bool present = s->links_count > 0 || s->away_at_ms > home->host->now_ms;
    struct command command = {.type = COMMAND_PRESENCE_SET,
                              .seat = SEAT_NONE,
                              .at_ms = home->host->now_ms,
                              .presence_set = {.target = seat, .present = present}};

    if (present && s->links_count == 0)
        return s->away_at_ms; /* Not away for long enough. */
    set_checked(home, seat, false);
    if (session_seat_present(home->session, seat) != present &&
        session_seat_open(home->session, seat))
        decide(home, &command);
    return 0;
}

uint64_t presence_run(struct home *home, void (*decide)(struct home *, const struct command *))
{
    uint64_t due_ms = 0;

    for (uint32_t word = 0; word < sizeof home->presence_check / sizeof(uint64_t); word++) {
        if (home->presence_check[word] == 0)
            continue;
        for (uint32_t seat = word * 64; seat < word * 64 + 64; seat++) {
            uint64_t seat_due_ms;

            if (!is_checked(home, seat))
                continue;
            seat_due_ms = check_seat(home, (uint16_t)seat, decide);
            if (seat_due_ms != 0 && (due_ms == 0 || seat_due_ms < due_ms))
                due_ms = seat_due_ms;
        }
    }
    return due_ms;
}
