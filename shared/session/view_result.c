/* view_result.c -- votes and reasons, as far as they may be seen.
 *
 *   participants, observers,   nothing until it is shown: from the discussion on, or when the
 *   projector                  trainer shows it earlier and all are in; never texts that the
 *                              trainer hid
 *   trainers                   the same, but from the discussion on always; `shown` says what the
 *                              others see
 *
 * What appears one by one tells whose it is, to whoever watches the seats turn done or the people
 * tap. So second votes come when all are in, and objections at such moments (objection.c).
 *
 * Reasons stand in an order that says nothing about who wrote them. Names only where the session
 * shows them, and never on the projector. */
#include "session/view.h"

struct reasons {
    uint16_t seats[SEATS_MAX];
    uint32_t count;
    uint16_t featured[2]; /* SEAT_NONE: none */
};

static uint8_t first_of(const struct view *v, uint16_t seat, uint32_t round)
{
    return session_ballots(v->s, seat)[round].first;
}

static bool has_reason(const struct view *v, uint16_t i, uint32_t room, uint32_t round)
{
    const struct seat *seat = session_seat(v->s, i);

    return session_ballots(v->s, i)[round].room == room && first_of(v, i, round) != OPTION_NONE &&
           seat->reason_round == round && session_texts(v->s, i)->reason_bytes > 0 &&
           !seat->removed && (!seat->reason_hidden || view_is_trainer(v));
}

/* Sort by option; within an option the anonymous order stays. */
static void sort_by_option(const struct view *v, struct reasons *all, uint32_t round)
{
    for (uint32_t i = 1; i < all->count; i++) {
        uint16_t seat = all->seats[i];
        uint32_t k = i;

        for (; k > 0 && first_of(v, all->seats[k - 1], round) > first_of(v, seat, round); k--)
            all->seats[k] = all->seats[k - 1];
        all->seats[k] = seat;
    }
}

/* The longest reason for this option that is not hidden. */
static uint16_t fullest(const struct view *v, const struct reasons *all, uint32_t round,
                        uint32_t option)
{
    uint16_t best = SEAT_NONE;
    uint32_t most = 0;

    for (uint32_t i = 0; i < all->count; i++) {
        uint16_t seat = all->seats[i];
        uint32_t bytes = session_texts(v->s, seat)->reason_bytes;

        if (first_of(v, seat, round) == option && bytes > most &&
            !session_seat(v->s, seat)->reason_hidden) {
            best = seat;
            most = bytes;
        }
    }
    return best;
}

/* Feature two opposing reasons: for the two options that most people chose and somebody
 * explained. */
static void feature(const struct view *v, struct reasons *all, const struct tally *first,
                    uint32_t round)
{
    uint32_t taken = OPTION_NONE;

    all->featured[0] = all->featured[1] = SEAT_NONE;
    for (uint32_t n = 0; n < 2; n++) {
        uint32_t best = OPTION_NONE;

        for (uint32_t i = 0; i < OPTIONS_MAX; i++) {
            if (i != taken && fullest(v, all, round, i) != SEAT_NONE &&
                (best == OPTION_NONE || first->votes[i] > first->votes[best]))
                best = i;
        }
        if (best == OPTION_NONE)
            break;
        all->featured[n] = fullest(v, all, round, best);
        taken = best;
    }
    if (all->featured[1] == SEAT_NONE)
        all->featured[0] = SEAT_NONE; /* One reason has nothing to oppose. */
}

static void write_reason(struct view *v, uint16_t seat, uint32_t round, uint32_t position,
                         bool featured)
{
    const struct seat_texts *t = session_texts(v->s, seat);
    bool named = v->s->settings.names_shown && role_is_person(v->audience.role);

    writer_map(v->w, 7);
    writer_put_int(v->w, "reason",
                   view_is_trainer(v) ? (int64_t)reason_number(v->s, seat, round)
                                      : (int64_t)position);
    writer_put_int(v->w, "option", first_of(v, seat, round));
    writer_put_text(v->w, "text", (struct bytes){t->reason, t->reason_bytes});
    writer_put_text(v->w, "name", named ? seat_name(v->s, seat) : (struct bytes){NULL, 0});
    writer_put_bool(v->w, "featured", featured);
    writer_put_bool(v->w, "hidden", session_seat(v->s, seat)->reason_hidden);
    writer_put_bool(v->w, "lit", reason_is_lit(v->s, seat));
}

/* What is held up has its space from the start (view_result), whatever else is written. */
static bool takes_reason(struct view *v, uint16_t seat)
{
    const struct seat_texts *t = session_texts(v->s, seat);

    return reason_is_lit(v->s, seat) ||
           view_takes_text(&v->reason_bytes_left, (size_t)t->reason_bytes + t->name_bytes);
}

static void write_reasons(struct view *v, uint32_t room, uint32_t round, const struct tally *first)
{
    struct reasons all = {.count = 0};
    uint32_t position = 0;

    for (uint16_t i = 0; i < v->s->seats_count; i++) {
        if (has_reason(v, i, room, round))
            all.seats[all.count++] = i;
    }
    view_sort_anonymous(v->s, all.seats, all.count, round);
    sort_by_option(v, &all, round);
    feature(v, &all, first, round);
    writer_key(v->w, "reasons");
    writer_list_open(v->w);
    for (uint32_t n = 0; n < 2 && all.featured[n] != SEAT_NONE; n++) {
        if (takes_reason(v, all.featured[n]))
            write_reason(v, all.featured[n], round, position++, true);
    }
    for (uint32_t i = 0; i < all.count; i++) {
        if (all.seats[i] != all.featured[0] && all.seats[i] != all.featured[1] &&
            takes_reason(v, all.seats[i]))
            write_reason(v, all.seats[i], round, position++, false);
    }
    writer_list_close(v->w);
}

static void write_shifts(struct view *v, uint32_t room, uint32_t round, bool decided)
{
    uint32_t counts[OPTIONS_MAX][OPTIONS_MAX] = {{0}};

    for (uint16_t i = 0; decided && i < v->s->seats_count; i++) {
        const struct ballot *b = &session_ballots(v->s, i)[round];

        if (b->room == room && !session_seat(v->s, i)->removed && b->first != OPTION_NONE &&
            b->second != OPTION_NONE)
            counts[b->first][b->second]++;
    }
    writer_key(v->w, "shifts");
    writer_list_open(v->w);
    for (uint32_t i = 0; i < OPTIONS_MAX * OPTIONS_MAX; i++) {
        uint32_t count = counts[i / OPTIONS_MAX][i % OPTIONS_MAX];

        if (count == 0)
            continue;
        writer_map(v->w, 3);
        writer_put_int(v->w, "from", i / OPTIONS_MAX);
        writer_put_int(v->w, "to", i % OPTIONS_MAX);
        writer_put_int(v->w, "count", count);
    }
    writer_list_close(v->w);
}

static void write_objections(struct view *v, uint32_t room, uint32_t round)
{
    uint16_t seats[SEATS_MAX];
    uint32_t count = 0;

    for (uint16_t i = 0; i < v->s->seats_count; i++) {
        if (outlook_takes_part(&v->o, i, room) && objection_is_told(v->s, i, round))
            seats[count++] = i;
    }
    view_sort_anonymous(v->s, seats, count, round);
    writer_key(v->w, "objections");
    writer_list_open(v->w);
    for (uint32_t i = 0; i < count; i++) {
        const struct seat_texts *t = session_texts(v->s, seats[i]);

        if (!view_takes_text(&v->objection_bytes_left, t->told_bytes))
            break;
        writer_map(v->w, 2);
        writer_put_int(v->w, "option", t->told_option);
        writer_put_text(v->w, "text", (struct bytes){t->told, t->told_bytes});
    }
    writer_list_close(v->w);
}

static void write_nothing(struct view *v, uint32_t room, const struct room *r)
{
    static const char *const lists[] = {"first", "second", "reasons", "shifts"};
    uint8_t decision = r->round == ROUND_NONE ? (uint8_t)OPTION_NONE : room_running(r)->decision;

    writer_map(v->w, 13);
    writer_put_int(v->w, "room", room);
    writer_put_bool(v->w, "shown", false);
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        view_no_list(v, lists[i]);
    writer_put_int(v->w, "leading", -1);
    writer_put_bool(v->w, "tie", false);
    view_no_list(v, "objections");
    writer_put_int(v->w, "otherwise", 0);
    writer_put_int(v->w, "silent", 0);
    view_put_or_none(v, "decision", decision, OPTION_NONE);
    writer_put_word(v->w, "decided_by",
                    decided_by_name(decision == OPTION_NONE
                                        ? DECIDED_BY_MAJORITY
                                        : (enum decided_by)room_running(r)->decided_by));
}

/* The trainer is told of every tie that only a trainer can end, but not while votes come in. Where
 * a tie stays one, that is also one that has the spokesperson's vote: it ends nothing by itself. */
static bool sees_tie(const struct view *v, uint32_t room)
{
    const bool stays = rule_entry(v->s)->tie == TIE_STAYS;
    const bool nobody = outlook_count(&v->o, room).done == 0;

    if (!view_is_trainer(v))
        return !stays && decision_is_tie(&v->o, room);
    return (stays ? decision_is_even(&v->o, room) : decision_is_tie(&v->o, room)) ||
           ((nobody || view_sees_second(v, room)) && decision_needs_trainer(&v->o, room));
}

static void write_votes(struct view *v, uint32_t room, const struct room *r)
{
    const struct room_round *now = room_running(r);
    uint32_t options = room_dilemma(v->s, r)->options_count;
    struct tally first = outlook_tally(&v->o, room, r->round, false);
    struct tally second = outlook_tally(&v->o, room, r->round, true);
    bool again = view_sees_second(v, room);

    writer_map(v->w, 13);
    writer_put_int(v->w, "room", room);
    writer_put_bool(v->w, "shown", r->shown);
    view_put_votes(v, "first", &first, options);
    view_put_votes(v, "second", &second, again ? options : 0);
    write_reasons(v, room, r->round, &first);
    write_shifts(v, room, r->round, now->decision != OPTION_NONE);
    view_put_or_none(v, "leading", again ? second.leading : OPTION_NONE, OPTION_NONE);
    writer_put_bool(v->w, "tie", sees_tie(v, room));
    write_objections(v, room, r->round);
    writer_put_int(v->w, "otherwise",
                   again && second.leading != OPTION_NONE && session_has_objections(v->s)
                       ? second.count - second.votes[second.leading]
                       : 0);
    writer_put_int(v->w, "silent", now->decision != OPTION_NONE ? now->silent : r->consent_silent);
    view_put_or_none(v, "decision", now->decision, OPTION_NONE);
    writer_put_word(v->w, "decided_by", decided_by_name((enum decided_by)now->decided_by));
}

static void write_result(struct view *v, uint32_t room)
{
    const struct room *r = session_room(v->s, room);

    if (r->round != ROUND_NONE && view_sees_votes(v, room))
        write_votes(v, room, r);
    else
        write_nothing(v, room, r);
}

void view_result(struct view *v)
{
    if (v->s->lit_by > 0) {
        const struct seat_texts *t = session_texts(v->s, (uint16_t)(v->s->lit_by - 1));

        view_takes_text(&v->reason_bytes_left, (size_t)t->reason_bytes + t->name_bytes);
    }
    writer_map(v->w, 1);
    view_rooms(v, write_result, NULL);
}
