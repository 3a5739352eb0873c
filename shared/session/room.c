/* room.c -- one dilemma room: where it is in its round, and what moves it on.
 *
 *   LOBBY -> SITUATION -> [DIAGNOSIS] -> CHOICE -> DISCUSSION -> DECISION
 *                ^                                                  |
 *                +-- (gate) -- next round -- REFLECTION <- CONSEQUENCE
 *                                                |
 *                                                +-> DEBRIEF   after the last round, or at the end
 *
 *   moved by          diagnosis, choice        decision             the other steps
 *   pace trainer      the close rule           the decision rule    the trainer
 *   pace room, solo   the close rule           the decision rule    all who are present are ready
 *   pace timed        as pace room, and every deadline at the latest
 *   in every pace     the trainer's next; while paused or held only that
 *
 * The trainer may also gather rooms at a step, or hold one: bring.c. What the room ends itself, it
 * ends after a quiet moment: closing.c.
 *
 * An advance changes step, round, deadline and team; room.before keeps what undo.c needs to take it
 * back. */
#include "session/inside.h"

#include "scenario/scenario_play.h"

/* ---- steps ---------------------------------------------------------------------------------- */

bool room_has_step(const struct session *s, uint32_t dilemma, enum step step)
{
    if (step == STEP_DIAGNOSIS)
        return !s->settings.diagnosis_skipped &&
               scenario_dilemma_at(s->scenario, dilemma)->diagnose_count > 0;
    return step >= STEP_SITUATION && step <= STEP_REFLECTION;
}

bool room_deadline_closes(const struct session *s)
{
    return s->settings.pace == PACE_TIMED;
}

uint64_t room_clock_ms(const struct outlook *o)
{
    return o->s->paused_at_ms != 0 && o->paused ? o->s->paused_at_ms : o->command->at_ms;
}

/* A step without minutes has no deadline. When the pace is timed it gets one minute, because the
 * room would otherwise wait for a single absent person. */
uint64_t room_step_deadline_ms(const struct outlook *o, enum step step)
{
    uint32_t index = (uint32_t)step - STEP_SITUATION;
    uint64_t minutes;

    if (o->s->settings.mode == MODE_SOLO || index >= SCENARIO_STEPS_COUNT)
        return 0;
    minutes = (uint64_t)o->s->scenario->step_minutes[index];
    if (minutes == 0 && !room_deadline_closes(o->s))
        return 0;
    minutes = minutes == 0 ? 1 : minutes;
    return room_clock_ms(o) + minutes * 60000 * o->s->settings.time_percent / 100;
}

static void push_step(struct outlook *o, uint32_t room, uint32_t round, enum step step,
                      uint32_t dilemma, uint16_t spokesperson)
{
    struct event *e = outlook_push(o, EVENT_STEP_BEGUN);

    assert(round < o->s->scenario->rounds_count && dilemma < o->s->scenario->dilemmas_count);
    assert(spokesperson == SEAT_NONE || spokesperson < o->s->seats_count);
    e->step_begun.room = room;
    e->step_begun.round = round;
    e->step_begun.step = (uint8_t)step;
    e->step_begun.dilemma = dilemma;
    e->step_begun.spokesperson = spokesperson;
    e->step_begun.deadline_ms = room_step_deadline_ms(o, step);
}

/* The role rotates: the first seat after the last spokesperson who is present, else the first
 * seat. */
static uint16_t next_spokesperson(const struct outlook *o, uint32_t room, uint16_t before)
{
    uint16_t best = SEAT_NONE;
    uint32_t best_rank = UINT32_MAX;

    if (rule_entry(o->s)->speaker == SPEAKER_NONE)
        return SEAT_NONE;
    for (uint16_t i = 0; i < o->s->seats_count; i++) {
        bool after = before == SEAT_NONE || i > before;
        uint32_t rank = (outlook_seat(o, i)->present ? 0u : 2u) + (after ? 0u : 1u);

        if (outlook_takes_part(o, i, room) && rank < best_rank) {
            best = i;
            best_rank = rank;
        }
    }
    return best;
}

uint32_t room_draw(const struct session *s, uint32_t room, uint32_t round)
{
    const struct room *r = session_room(s, room);
    uint32_t played = 0;

    for (uint32_t i = 0; i < round; i++)
        played |= 1u << r->rounds[i].dilemma;
    return scenario_draw(s->scenario, round, &r->team, played);
}

uint32_t room_push_situation(struct outlook *o, uint32_t room, uint32_t round)
{
    const struct room *r = session_room(o->s, room);
    const uint16_t before = round > 0 ? r->rounds[round - 1].spokesperson : SEAT_NONE;
    const uint32_t dilemma = room_draw(o->s, room, round);

    push_step(o, room, round, STEP_SITUATION, dilemma, next_spokesperson(o, room, before));
    return dilemma;
}

/* A situation that was pushed just before is not in the room yet, but in the list of events. */
void room_push_step(struct outlook *o, uint32_t room, enum step step)
{
    const struct event *last = o->out->count > 0 ? &o->out->items[o->out->count - 1] : NULL;
    const struct room *r = session_room(o->s, room);

    if (last != NULL && last->type == EVENT_STEP_BEGUN && last->step_begun.room == room) {
        push_step(o, room, last->step_begun.round, step, last->step_begun.dilemma,
                  (uint16_t)last->step_begun.spokesperson);
        return;
    }
    push_step(o, room, r->round, step, room_running(r)->dilemma, room_running(r)->spokesperson);
}

void room_push_start(struct outlook *o, uint32_t room)
{
    assert(session_room(o->s, room)->step == STEP_LOBBY);
    (void)room_push_situation(o, room, 0);
}

/* For every step but the decision, which needs a verdict first. */
static void push_next(struct outlook *o, uint32_t room)
{
    const struct room *r = session_room(o->s, room);
    const struct room_round *now = room_running(r);
    enum step step = (enum step)(r->step + 1);

    assert(r->step != STEP_DECISION && r->step < STEP_DEBRIEF);
    if (r->step == STEP_REFLECTION && r->round + 1u < o->s->scenario->rounds_count) {
        (void)room_push_situation(o, room, r->round + 1u);
        return;
    }
    if (step < STEP_REFLECTION && !room_has_step(o->s, now->dilemma, step))
        step = (enum step)(step + 1);
    push_step(o, room, r->round, step, now->dilemma, now->spokesperson);
    if (step == STEP_DEBRIEF && o->s->settings.mode == MODE_SOLO)
        outlook_push(o, EVENT_SESSION_CLOSED);
}

void room_push_decision(struct outlook *o, uint32_t room, struct verdict verdict)
{
    const struct room *r = session_room(o->s, room);
    const struct room_round *now = room_running(r);
    struct event *e = outlook_push(o, EVENT_ROOM_DECIDED);

    assert(r->step == STEP_DECISION && verdict.option < OPTIONS_MAX);
    e->room_decided.room = room;
    e->room_decided.round = r->round;
    e->room_decided.option = verdict.option;
    e->room_decided.how = verdict.how;
    push_step(o, room, r->round, STEP_CONSEQUENCE, now->dilemma, now->spokesperson);
}

/* ---- moving by itself ----------------------------------------------------------------------- */

static bool everybody_ready(const struct outlook *o, uint32_t room)
{
    struct room_count count = outlook_count(o, room);

    return o->s->settings.pace != PACE_TRAINER && count.done > 0 && count.done == count.expected &&
           (count.present > 0 || o->s->settings.mode == MODE_SOLO);
}

static bool gate_ahead(const struct session *s, const struct room *r)
{
    return s->settings.gate && s->settings.pace != PACE_TRAINER && r->step == STEP_REFLECTION &&
           r->round + 1u < s->scenario->rounds_count;
}

/* When the pace is timed, the deadline ends reflection, and the host's tick then removes it. */
bool room_waiting(const struct outlook *o, uint32_t room)
{
    const struct room *r = session_room(o->s, room);
    bool time_over = room_deadline_closes(o->s) && r->deadline_ms == 0;

    return gate_ahead(o->s, r) && (time_over || everybody_ready(o, room));
}

/* Did time run out at a tie, or before anybody voted? Then the first vote that settles it
 * decides. */
static bool only_a_vote_is_missing(const struct session *s, const struct room *r)
{
    return room_deadline_closes(s) && r->deadline_ms == 0 &&
           rule_entry(s)->time_over == TIME_DECIDES;
}

static struct verdict settled_verdict(const struct outlook *o, uint32_t room)
{
    struct verdict verdict = decision_verdict(o, room);

    if (verdict.option == OPTION_NONE && only_a_vote_is_missing(o->s, session_room(o->s, room)))
        verdict = decision_forced(o, room);
    return verdict;
}

/* Has the room done all that ends its step? In the decision step the verdict is filled in; if the
 * room must be asked about it first, that is pushed. */
static bool step_is_complete(struct outlook *o, uint32_t room, struct verdict *verdict)
{
    const struct room *r = session_room(o->s, room);
    struct room_count count;

    switch (step_entry(r->step)->end) {
    case STEP_STAYS: return false;
    case STEP_IS_READ: return everybody_ready(o, room) && !gate_ahead(o->s, r);
    case STEP_CLOSES: count = outlook_count(o, room); return vote_closes(o, &count);
    case STEP_DECIDES:
        *verdict = settled_verdict(o, room);
        return !consent_waits(o, room, *verdict) && o->s->settings.close != CLOSE_TRAINER;
    }
    return false;
}

static void step_end(struct outlook *o, uint32_t room, struct verdict verdict)
{
    if (session_room(o->s, room)->step == STEP_DECISION)
        room_push_decision(o, room, verdict);
    else
        push_next(o, room);
}

void room_settle(struct outlook *o, uint32_t room)
{
    struct verdict verdict = {.option = OPTION_NONE};

    if (o->s->status != STATUS_RUNNING || o->paused ||
        (session_room(o->s, room)->held != HELD_NOT && !o->let_go))
        return;
    if (!step_is_complete(o, room, &verdict))
        closing_withdraw(o, room);
    else if (!closing_waits(o, room))
        step_end(o, room, verdict);
    else
        consent_withdraw(o, room);
}

/* ---- moving by the clock -------------------------------------------------------------------- */

static uint64_t earlier_ms(uint64_t a, uint64_t b)
{
    return a == 0 || (b != 0 && b < a) ? b : a;
}

/* When the next thing happens in a room by itself; 0: never. */
static uint64_t room_due_ms(const struct session *s, const struct room *r)
{
    if (r->held == HELD_FIRMLY)
        return 0;
    if (r->consent_ms != 0)
        return earlier_ms(r->consent_ms, r->closing_ms);
    return earlier_ms(r->closing_ms, room_deadline_closes(s) ? r->deadline_ms : 0);
}

/* Nobody stirred: the step ends. */
static void closing_over(struct outlook *o, uint32_t room)
{
    struct verdict verdict = {.option = OPTION_NONE};

    if (step_is_complete(o, room, &verdict) && closing_count_holders(o, room) == 0)
        step_end(o, room, verdict);
    else
        closing_withdraw(o, room);
}

void room_push_deadline(struct outlook *o, uint32_t room, uint64_t deadline_ms)
{
    struct event *e = outlook_push(o, EVENT_DEADLINE_SET);

    assert(session_room(o->s, room)->step != STEP_LOBBY);
    e->deadline_set.room = room;
    e->deadline_set.deadline_ms = deadline_ms;
}

struct dirty apply_deadline_set(struct session *s, const struct event *e)
{
    room_at(s, e->deadline_set.room)->deadline_ms = e->deadline_set.deadline_ms;
    /* A clock that stops at the gate makes the room wait, which other screens show, too. */
    return (struct dirty){.sections = SECTION_ROUND | SECTION_PROGRESS,
                          .room = (uint8_t)e->deadline_set.room,
                          .seat = SEAT_NONE};
}

/* Time is over. If the room cannot go on by itself (a tie, the gate, the rule trainer), the clock
 * stops, and whoever must act can take their time. */
static void time_over(struct outlook *o, uint32_t room)
{
    const struct room *r = session_room(o->s, room);
    struct verdict verdict = {.option = OPTION_NONE};

    if (r->step == STEP_DECISION) {
        if (rule_entry(o->s)->time_over == TIME_DECIDES)
            verdict = decision_forced(o, room);
        if (verdict.option != OPTION_NONE)
            room_push_decision(o, room, verdict);
        else
            room_push_deadline(o, room, 0);
        return;
    }
    if (gate_ahead(o->s, r))
        room_push_deadline(o, room, 0);
    else
        push_next(o, room);
}

enum reject decide_tick(struct outlook *o, const struct command_tick *c)
{
    (void)c;
    if (o->s->status != STATUS_RUNNING || o->paused)
        return REJECT_NONE;
    for (uint32_t i = 0; i < o->s->settings.rooms_count; i++) {
        const struct room *r = session_room(o->s, i);
        uint64_t due_ms = room_due_ms(o->s, r);

        if (due_ms == 0 || due_ms > o->command->at_ms)
            continue;
        if (due_ms == r->closing_ms)
            closing_over(o, i);
        else if (r->consent_ms != 0)
            consent_time_over(o, i);
        else
            time_over(o, i);
    }
    return REJECT_NONE;
}

uint64_t session_deadline_ms(const struct session *s)
{
    uint64_t earliest = 0;

    if (s->status != STATUS_RUNNING || s->paused_at_ms != 0 || session_is_outdated(s))
        return 0;
    for (uint32_t i = 0; i < s->settings.rooms_count; i++) {
        uint64_t due_ms = room_due_ms(s, session_room(s, i));

        if (due_ms != 0 && (earliest == 0 || due_ms < earliest))
            earliest = due_ms;
    }
    return earliest;
}

uint64_t room_rest_ms(const struct session *s, uint64_t deadline_ms, uint64_t at_ms)
{
    if (s->paused_at_ms != 0)
        at_ms = s->paused_at_ms;
    return deadline_ms > at_ms ? deadline_ms - at_ms : 0;
}

/* ---- moving by the trainer ------------------------------------------------------------------ */

enum reject room_range(struct outlook *o, uint32_t room, uint32_t *first, uint32_t *count)
{
    if (room == ROOM_ALL) {
        *first = 0;
        *count = o->s->settings.rooms_count;
        return REJECT_NONE;
    }
    if (room >= o->s->settings.rooms_count)
        return REJECT_ROOM_UNKNOWN;
    *first = room;
    *count = 1;
    return REJECT_NONE;
}

enum reject room_range_while_running(struct outlook *o, uint32_t room, uint32_t *first,
                                     uint32_t *count)
{
    if (o->s->status == STATUS_ENDED)
        return REJECT_SESSION_ENDED;
    if (o->s->status != STATUS_RUNNING)
        return REJECT_NOT_STARTED;
    return room_range(o, room, first, count);
}

enum reject room_go_on(struct outlook *o, uint32_t room)
{
    struct verdict verdict;

    if (session_room(o->s, room)->step == STEP_DEBRIEF)
        return REJECT_STEP_OVER;
    if (session_room(o->s, room)->step != STEP_DECISION) {
        push_next(o, room);
        return REJECT_NONE;
    }
    verdict = decision_verdict(o, room);
    if (verdict.option == OPTION_NONE)
        verdict = decision_forced(o, room);
    if (verdict.option == OPTION_NONE)
        return REJECT_TIE_NEEDS_TRAINER;
    room_push_decision(o, room, verdict);
    return REJECT_NONE;
}

static uint32_t place(const struct room *r)
{
    return r->round * (uint32_t)STEP_COUNT + r->step;
}

uint32_t room_leading(const struct session *s)
{
    uint16_t taken[ROOMS_MAX];

    session_count_chairs(s, taken);
    for (uint32_t i = 0; i < s->settings.rooms_count; i++) {
        if (taken[i] > 0)
            return i;
    }
    return 0;
}

/* The command names the round and step on the sender's screen, so that two clicks count once. With
 * ROOM_ALL, the rooms that are not ahead of the leading one go on by a step: a room ahead is not
 * pushed through its talk, and a room behind catches up. */
enum reject decide_room_next(struct outlook *o, const struct command_room_next *c)
{
    uint32_t first, count;
    enum reject reject = room_range_while_running(o, c->room, &first, &count),
                refused = REJECT_NONE;
    const struct room *leading;

    if (reject != REJECT_NONE)
        return reject;
    leading = session_room(o->s, c->room == ROOM_ALL ? room_leading(o->s) : first);
    if (leading->round != c->round)
        return REJECT_ROUND_OVER;
    if (leading->step != c->step)
        return REJECT_STEP_OVER;
    for (uint32_t i = first; i < first + count; i++) {
        if (place(session_room(o->s, i)) > place(leading))
            continue;
        reject = room_go_on(o, i);
        refused = refused == REJECT_NONE ? reject : refused;
    }
    return o->out->count > 0 ? REJECT_NONE : refused;
}

uint32_t room_sections_of_message(const struct room *r)
{
    return r->message_bytes > 0 ? (uint32_t)SECTION_SESSION : 0;
}

struct dirty apply_step_begun(struct session *s, const struct event *e)
{
    const struct event_step_begun *b = &e->step_begun;
    struct room *r = room_at(s, b->room);
    bool next_round = b->step == STEP_SITUATION;
    uint64_t rest_ms = room_rest_ms(s, r->deadline_ms, e->at_ms);

    /* One round on, or further in this one: no step is begun twice or out of its order, and no
     * round is left without its consequence. */
    assert(next_round ? (uint8_t)(r->round + 1) == b->round : r->round == b->round);
    assert(next_round ? r->step == STEP_LOBBY || r->step >= STEP_CONSEQUENCE : b->step > r->step);
    assert(b->step <= STEP_DECISION || next_round || r->step >= STEP_DECISION);
    r->before = (struct room_before){.there = r->step != STEP_LOBBY,
                                     .step = r->step,
                                     .round = r->round,
                                     .shown = r->shown,
                                     .deadline_rest_ms = rest_ms};
    r->step = b->step;
    r->round = (uint8_t)b->round;
    r->held = HELD_NOT;
    r->began_ms = e->at_ms;
    r->deadline_ms = b->deadline_ms;
    r->closing_ms = 0;
    consent_clear(r);
    step_entry(b->step)->begin(s, r, b);
    session_note(s, e->at_ms, HAPPENED_STEP, SEAT_NONE, (uint8_t)b->room);
    return (struct dirty){
        .sections = room_sections_of_message(r), .room = (uint8_t)b->room, .seat = SEAT_NONE};
}
