/* check.c -- asserts the invariants of state.h. Tests call it after every command. */
#include "session/inside.h"

#include "sim/sim.h"

static bool is_zero(const void *data, size_t size)
{
    const uint8_t *byte = data;

    for (size_t i = 0; i < size; i++) {
        if (byte[i] != 0)
            return false;
    }
    return true;
}

/* (8) */
static void check_consent(const struct session *s, const struct room *r)
{
    if (r->consent_ms == 0 && !r->consent_over)
        return;
    assert(!r->consent_over || r->consent_ms == 0);
    assert(session_has_objections(s) && s->status == STATUS_RUNNING);
    assert(r->step == STEP_DECISION && r->consent_option < room_dilemma(s, r)->options_count);
}

/* (9) */
static void check_closing(const struct session *s, const struct room *r)
{
    assert(r->closing_ms == 0 || (s->status == STATUS_RUNNING && s->settings.closing_seconds > 0 &&
                                  r->held == HELD_NOT && step_entry(r->step)->end != STEP_STAYS));
}

static void check_ballot(const struct session *s, const struct ballot *b, uint32_t round)
{
    const struct scenario_dilemma *dilemma;
    const struct room_round *played;

    if (b->room == ROOM_NONE) {
        assert(b->first == OPTION_NONE && b->second == OPTION_NONE && b->confidence == 0);
        assert(b->guess[0] == PHASE_NONE && b->guess[1] == PHASE_NONE && b->mover == 0);
        return;
    }
    played = &session_room(s, b->room)->rounds[round];
    if (played->dilemma == DILEMMA_NONE)
        return; /* Its situation was taken back; the votes wait until it returns. */
    dilemma = scenario_dilemma_at(s->scenario, played->dilemma);
    assert(b->first == OPTION_NONE || b->first < dilemma->options_count);
    assert(b->second == OPTION_NONE || b->second < dilemma->options_count);
    assert(b->confidence <= 3 && b->lives_with <= dilemma->options_count);
    assert(b->mover <= s->scenario->members_count);
    for (uint32_t i = 0; i < DIAGNOSES_MAX; i++) {
        assert(b->guess[i] == PHASE_NONE || b->guess[i] < PHASE_COUNT);
        assert(b->guess[i] == PHASE_NONE || i < dilemma->diagnose_count);
    }
}

static void check_left(const struct session *s, uint16_t seat)
{
    const struct seat_texts *t = session_texts(s, seat);

    assert(t->name_bytes == 0 && t->reason_bytes == 0 && t->objection_bytes == 0 &&
           t->note_bytes == 0);
    assert(is_zero(t->name, sizeof t->name) && is_zero(t->reason, sizeof t->reason) &&
           is_zero(t->objection, sizeof t->objection) && is_zero(t->note, sizeof t->note) &&
           is_zero(t->told, sizeof t->told) && t->scan_bytes == 0 &&
           is_zero(t->token, sizeof t->token) && is_zero(t->token_next, sizeof t->token_next));
}

/* (10) */
static void check_scan(const struct session *s, uint16_t i)
{
    const struct seat_texts *t = session_texts(s, i);

    assert(t->scan_bytes == 0 || (t->scan_bytes == OWN_TEAM_BYTES && scan_is_open(s) &&
                                  role_plays(session_seat(s, i)->role)));
    assert(t->scan_bytes > 0 || is_zero(t->scan, sizeof t->scan));
}

static void check_seat(const struct session *s, uint16_t i)
{
    const struct seat *seat = session_seat(s, i);
    const struct seat_texts *t = session_texts(s, i);
    bool sits = role_sits(seat->role);

    assert(seat->role < ROLE_COUNT && seat->lang < LANG_COUNT);
    assert(seat->present <= 1 && seat->removed <= 1 && seat->left <= 1);
    assert(sits ? seat->room < s->settings.rooms_count : seat->room == ROOM_NONE);
    assert(!(seat->present && (seat->removed || seat->left)));
    assert(t->name_bytes <= NAME_BYTES_MAX && t->reason_bytes <= REASON_BYTES_MAX);
    assert(t->objection_bytes <= REASON_BYTES_MAX && t->note_bytes <= NOTE_BYTES_MAX);
    assert(seat->known_next < COMMANDS_KNOWN_MAX);
    for (uint32_t c = 1; c < CLIENTS_PER_SEAT_MAX; c++)
        assert(t->clients[c].client == 0 || t->clients[c].client != t->clients[c - 1].client);
    for (uint32_t r = 0; r < ROUNDS_MAX; r++)
        check_ballot(s, &session_ballots(s, i)[r], r);
    check_scan(s, i);
    if (seat->left)
        check_left(s, i);
}

static void check_seats(const struct session *s)
{
    uint32_t leads = 0;
    const uint8_t *free_seats = (const uint8_t *)(session_seats(s) + s->seats_count);

    assert(s->seats_count <= s->settings.seats_max);
    for (uint16_t i = 0; i < s->seats_count; i++) {
        check_seat(s, i);
        leads += session_seat(s, i)->role == ROLE_TRAINER;
    }
    assert(leads == (s->settings.mode == MODE_SOLO ? 0u : 1u));
    assert(is_zero(free_seats,
                   (size_t)(s->settings.seats_max - s->seats_count) * sizeof(struct seat)));
}

static void check_rounds(const struct session *s, const struct room *r)
{
    for (uint32_t i = 0; i < ROUNDS_MAX; i++) {
        const struct room_round *round = &r->rounds[i];
        bool begun = r->round != ROUND_NONE && i <= r->round;
        bool over = begun && (i < r->round || (r->step >= STEP_CONSEQUENCE && round->told));

        assert(begun == (round->dilemma != DILEMMA_NONE));
        assert(!begun || round->dilemma < s->scenario->dilemmas_count);
        assert(round->told == over);
        assert(over == (round->decision != OPTION_NONE) ||
               (i == r->round && r->step == STEP_DECISION));
        assert(round->brought_count <= HAPPENINGS_BROUGHT_MAX);
        assert(round->written_bytes <= HAPPENING_BYTES_MAX);
    }
}

static void check_room(const struct session *s, uint32_t room)
{
    const struct room *r = session_room(s, room);
    const struct room_mark *mark = team_mark(r);

    assert(r->step < STEP_COUNT && (s->status != STATUS_ENDED || r->step == STEP_DEBRIEF));
    assert((r->step == STEP_LOBBY) == (s->status < STATUS_RUNNING));
    assert(r->step == STEP_LOBBY || r->step == STEP_DEBRIEF ||
           r->round < s->scenario->rounds_count);
    assert(r->causes_count <= CAUSES_SHOWN_MAX && r->message_bytes <= MESSAGE_BYTES_MAX);
    assert(sim_team_check(&r->team, &s->scenario->catalogue->sim));
    check_rounds(s, r);
    check_consent(s, r);
    check_closing(s, r);
    for (uint32_t i = 0; session_is_of_today(s) && i < (uint32_t)r->team.members_count; i++) {
        assert(mark->phases[i] ==
               (r->team.member.vacant[i] > 0 ? (int32_t)PHASE_NONE : r->team.member.phase[i]));
    }
}

static void check_chairs(const struct session *s)
{
    uint16_t taken[ROOMS_MAX];

    session_count_chairs(s, taken);
    for (uint32_t i = 0; i < s->settings.rooms_count; i++)
        assert(taken[i] <= s->settings.room_seats_max);
}

void session_check(const struct session *s)
{
    if (s->seq == 0)
        return;
    assert(s->status < STATUS_COUNT && s->locked <= 1);
    assert(s->paused_at_ms == 0 || s->status == STATUS_RUNNING);
    assert(s->projector_room == ROOM_ALL || s->projector_room < s->settings.rooms_count);
    assert(s->projector_moment <= ROUNDS_MAX && s->projector_turn <= ROUNDS_MAX &&
           s->projector_option < OPTIONS_MAX);
    assert(s->lit_by <= s->seats_count && s->lit_round < ROUNDS_MAX);
    assert(s->scan < SCAN_USE_COUNT && scan_is_whole(s));
    assert(s->scenario == (s->own_team_bytes > 0 ? &s->cast_story : s->story));
    check_seats(s);
    check_chairs(s);
    for (uint32_t i = 0; i < s->settings.rooms_count; i++)
        check_room(s, i);
}
