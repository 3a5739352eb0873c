/* witness_screen.c -- what is sent to pages, what they hear, and what they show at the end. */
#include "witness_inside.h"

#include "protocol/codec.h"

/* What is said of the one vote below holds for the other. */
_Static_assert(offsetof(struct command_vote_cast, round) ==
                       offsetof(struct command_second_cast, round) &&
                   offsetof(struct command_vote_cast, option) ==
                       offsetof(struct command_second_cast, option) &&
                   offsetof(struct event_vote_cast, option) ==
                       offsetof(struct event_second_cast, option),
               "both votes begin alike");

/* ---- what is sent ---------------------------------------------------------------------------- */

/* May this be shown to others already? */
static bool is_told(const struct session *s, const struct wish *w)
{
    const struct room *room = session_room(s, w->room);

    return room->round != w->round || room->shown ||
           (room->step != STEP_SITUATION && room->step != STEP_DIAGNOSIS &&
            room->step != STEP_CHOICE);
}

/* Reasons carry the number of their wish: "zz17." */
static void check_reasons(struct voyage *v, const struct conn *c, const struct session *s,
                          struct bytes bytes)
{
    const uint8_t *at = bytes.data, *end = bytes.data + bytes.size;

    while ((at = memmem(at, (size_t)(end - at), "zz", 2)) != NULL) {
        uint64_t wish = 0;

        for (at += 2; at < end && *at >= '0' && *at <= '9'; at++)
            wish = wish * 10 + (uint64_t)(*at - '0');
        if (at >= end || *at != '.' || wish == 0 || wish > v->witness->wishes_count)
            continue;
        if (v->witness->wishes[wish].person != c->person &&
            v->witness->wishes[wish].round != ROUND_NONE && !is_told(s, &v->witness->wishes[wish]))
            voyage_fail(v, "person %u is sent the reason of person %u before it may be seen",
                        c->person, v->witness->wishes[wish].person);
    }
}

static void check_sections(struct voyage *v, struct conn *c, const struct session *s,
                           const struct message_in *m)
{
    const struct audience audience = session_audience(s, c->link.seat);
    const char *wrong = message_in_show(m, c->encoding, c->shown);

    if (wrong != NULL)
        voyage_fail(v, "what differs in %s does not fit what person %u was sent", wrong, c->person);

    for (uint32_t i = 0; i < m->sections_count; i++) {
        const struct shown *shown = &c->shown[section_index(m->sections[i])];

        if (chance_below(chance_of(v->plan->seed, 'k', ++v->witness->looks), 8) != 0)
            continue;
        if (!bytes_equal((struct bytes){shown->data, shown->size},
                         witness_look(v, s, &audience, m->sections[i], c->encoding)))
            voyage_fail(v, "section %s for person %u at %llu is not what it should be",
                        section_name(m->sections[i]), c->person, (unsigned long long)m->seq);
    }
}

/* How many other commands of this seat had an effect since; the last ones are known for sure. */
static uint32_t effects_since(const struct log *log, uint16_t seat, const struct wish *wish)
{
    uint32_t count = 0;
    uint64_t last_id = 0;

    for (uint64_t seq = wish->last_seq + 1; seq <= log->count; seq++) {
        struct event e;

        if (codec_read_event(log->events[seq - 1], &e) != RESULT_OK || e.seat != seat ||
            e.command_id == 0 || e.command_id == last_id)
            continue;
        last_id = e.command_id;
        count++;
    }
    return count;
}

/* Nobody hears that a command is not taken which has had its effect. */
static void check_answer(struct voyage *v, const struct conn *c, const struct log *log,
                         const struct message_in *m)
{
    const uint64_t number = witness_wish_of(v, c->person, c->link.client, m->id);
    const struct wish *wish = &v->witness->wishes[number];

    if (number == 0 || log == NULL || wish->seq == 0 ||
        witness_is_of_two(v, c->person, c->link.client, m->id))
        return;
    if (effects_since(log, c->link.seat, wish) < COMMANDS_KNOWN_MAX)
        voyage_fail(v, "person %u hears %s of wish %llu, which had its effect at %llu", c->person,
                    m->kind == MESSAGE_ERROR ? fault_name(m->code) : reject_name(m->code),
                    (unsigned long long)number, (unsigned long long)wish->seq);
}

void witness_sends(struct voyage *v, struct conn *c, struct bytes bytes)
{
    struct log *log = log_find(v, c->link.session);
    struct message_in m;

    if (!message_in_read(bytes, c->encoding, &m))
        voyage_fail(v, "the server sends what nobody can read");
    if (m.kind == MESSAGE_REJECTED || m.kind == MESSAGE_ERROR)
        check_answer(v, c, log, &m);
    if (m.kind != MESSAGE_VIEW && m.kind != MESSAGE_ACK)
        return;
    if (log == NULL || log->state == NULL)
        voyage_fail(v, "a session is shown of which nothing is committed");
    if (m.seq > log->count)
        voyage_fail(v, "%llu is told and %llu is committed", (unsigned long long)m.seq,
                    (unsigned long long)log->count);
    if (m.seq > log->told)
        log->told = m.seq;
    if (m.kind != MESSAGE_VIEW)
        return;
    if (m.seq != log->count)
        voyage_fail(v, "a view of %llu is sent when %llu is committed", (unsigned long long)m.seq,
                    (unsigned long long)log->count);
    check_sections(v, c, log->state, &m);
    check_reasons(v, c, log->state, bytes);
}

/* ---- what is heard --------------------------------------------------------------------------- */

/* The last vote of this seat in this round from this number back; its number, or 0. */
static uint64_t vote_before(const struct log *log, uint16_t seat, const struct command *c,
                            uint64_t seq, struct event *out)
{
    const enum event_type type = c->type == COMMAND_VOTE_CAST ? EVENT_VOTE_CAST : EVENT_SECOND_CAST;

    for (; seq > 0; seq--) {
        if (codec_read_event(log->events[seq - 1], out) != RESULT_OK || out->type != type ||
            out->seat != seat)
            continue;
        if ((type == EVENT_VOTE_CAST ? out->vote_cast.round : out->second_cast.round) ==
            c->vote_cast.round)
            return seq;
    }
    return 0;
}

/* Is this vote there, or was it when it was decided? What came after it from the same tab is newer;
 * another tab of the person may change it at any moment. */
static bool vote_is_there(const struct voyage *v, const struct log *log, uint16_t seat,
                          const struct pending *pending, uint64_t seq)
{
    const struct wish *wishes = v->witness->wishes;
    struct event e;

    while ((seq = vote_before(log, seat, &pending->command, seq, &e)) != 0) {
        const uint64_t wish = log->wishes[seq - 1];

        if (wish >= pending->wish || e.vote_cast.option == pending->command.vote_cast.option)
            return true;
        if (wishes[wish].tab == wishes[pending->wish].tab)
            return false;
        seq--;
    }
    return false;
}

void witness_acked(struct voyage *v, uint32_t person, const struct pending *pending, uint64_t seq)
{
    const struct log *log = log_of_person(v, person);
    const uint16_t seat = witness_seat(v, person);
    const struct command *c = &pending->command;

    if (log == NULL || seq > log->count || seat == SEAT_NONE)
        voyage_fail(v, "person %u hears of %llu, which is not committed", person,
                    (unsigned long long)seq);
    if (c->type != COMMAND_VOTE_CAST && c->type != COMMAND_SECOND_CAST)
        return;
    if (!vote_is_there(v, log, seat, pending, seq))
        voyage_fail(v, "the vote of person %u (wish %llu) was acknowledged and is not there",
                    person, (unsigned long long)pending->wish);
}

void witness_answered(struct voyage *v, struct session_id session, uint64_t seq)
{
    struct log *log = log_find(v, session);

    if (log == NULL || seq > log->count)
        voyage_fail(v, "an answer tells of %llu, which is not committed", (unsigned long long)seq);
    if (seq > log->told)
        log->told = seq;
}

/* ---- at the end ------------------------------------------------------------------------------ */

static bool may_be_over(const struct log *log, const struct session *s, uint16_t seat)
{
    return log->is_deleted || log->maybe_deleted || seat == SEAT_NONE ||
           !session_seat_open(s, seat);
}

/* The first section on its screen that is not what is, or NULL. */
static const char *wrong_section(struct voyage *v, const struct tab *t, const struct session *s,
                                 uint16_t seat)
{
    const struct audience audience = session_audience(s, seat);

    for (uint32_t i = 0; i < SECTIONS_COUNT; i++) {
        const struct shown *shown = &t->shown[i];
        const struct bytes is = witness_look(v, s, &audience, section_at(i), t->shown_encoding);

        if (is.size > 0 &&
            (!shown->is_there || !bytes_equal(is, (struct bytes){shown->data, shown->size})))
            return section_name(section_at(i));
    }
    return NULL;
}

bool witness_is_up_to_date(struct voyage *v, uint32_t person, uint32_t tab)
{
    const struct tab *t = &v->people->list[person].tabs[tab];
    const struct log *log = log_of_person(v, person);
    const uint16_t seat = witness_seat(v, person);

    return !t->is_open || log == NULL || t->page.is_over || may_be_over(log, log->state, seat) ||
           wrong_section(v, t, log->state, seat) == NULL;
}

void witness_compares(struct voyage *v, uint32_t person, uint32_t tab)
{
    const struct tab *t = &v->people->list[person].tabs[tab];
    const struct log *log = log_of_person(v, person);
    const uint16_t seat = witness_seat(v, person);
    const char *wrong;

    if (!t->is_open || log == NULL || may_be_over(log, log->state, seat))
        return;
    if (t->page.is_over && t->page.over_bye == BYE_REMOVED && log->was_removed[seat])
        return;
    if (t->page.is_over)
        voyage_fail(v, "the page of person %u is over (bye %d, fault %d), and its seat is not",
                    person, t->page.over_bye, t->page.over_fault);
    if (t->page.state != PAGE_LIVE)
        voyage_fail(v, "the page of person %u does not come back", person);
    if (t->page.outbox.count > 0)
        voyage_fail(v, "%s of person %u gets no answer",
                    command_name(t->page.outbox.items[0].command.type), person);
    wrong = wrong_section(v, t, log->state, seat);
    if (wrong != NULL)
        voyage_fail(v, "section %s on the screen of person %u, at %lld of %llu, is not what is",
                    wrong, person, (long long)t->page.seq, (unsigned long long)log->count);
}
