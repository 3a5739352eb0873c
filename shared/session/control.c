/* control.c -- the session as a whole, and what only trainers do to it.
 *
 *   CREATED --doors_open--> LOBBY --session_start--> RUNNING --session_end--> ENDED
 *
 * Commands that ask for what is already so change nothing and are no error: two trainers may press
 * the same button. */
#include "protocol/utf8.h"
#include "session/inside.h"

#include "scenario/own_team.h"
#include "scenario/scenario_play.h"

/* ---- beginning ------------------------------------------------------------------------------ */

static enum reject settings_fault(struct outlook *o, const char *field)
{
    o->field = field;
    return REJECT_FIELD_INVALID;
}

static enum reject check_create(struct outlook *o, const struct command_session_create *c)
{
    const struct scenario *scenario = o->s->scenario;

    if (o->s->seq != 0)
        return REJECT_ALREADY_STARTED;
    if (!bytes_equal(c->scenario, scenario->id))
        return settings_fault(o, "scenario");
    if (!bytes_equal(c->scenario_version, scenario->version))
        return settings_fault(o, "scenario_version");
    if ((scenario->languages >> c->lang & 1u) == 0)
        return settings_fault(o, "lang");
    if (c->rooms_count != o->s->settings.rooms_count ||
        (c->mode != MODE_ROOMS && c->rooms_count != 1))
        return settings_fault(o, "rooms_count");
    if (c->seats_max != o->s->settings.seats_max)
        return settings_fault(o, "seats_max");
    if (!utf8_in_line(c->title))
        return settings_fault(o, "title");
    if (!utf8_in_line(c->trainer_name))
        return settings_fault(o, "trainer_name");
    if (c->mode == MODE_SOLO && !utf8_visible(c->trainer_name))
        return REJECT_NAME_EMPTY;
    if (c->mode != MODE_SOLO && c->code.size != CODE_BYTES)
        return settings_fault(o, "code");
    if (c->own_team.size > 0 && !scan_fits(o->s, c->own_team))
        return settings_fault(o, "own_team");
    if (c->scan != SCAN_USE_NONE && (c->mode == MODE_SOLO || c->own_team.size > 0 ||
                                     own_team_fits(o->s->story) != OWN_TEAM_FITS))
        return settings_fault(o, "scan");
    return REJECT_NONE;
}

/* A solo session is always one room with one seat and the room's own pace, whatever was asked. */
static void push_created(struct outlook *o, const struct command_session_create *c)
{
    struct event_session_created *e = &outlook_push(o, EVENT_SESSION_CREATED)->session_created;
    bool solo = c->mode == MODE_SOLO;

    e->scenario = c->scenario;
    e->scenario_version = c->scenario_version;
    e->seed = c->seed;
    e->title = c->title;
    e->code = solo ? (struct bytes){NULL, 0} : c->code;
    e->mode = c->mode;
    e->pace = solo ? PACE_ROOM : c->pace;
    e->rule = solo ? RULE_MAJORITY : c->rule;
    e->close = solo ? CLOSE_EVERYONE : c->close;
    e->quorum_percent = c->quorum_percent;
    e->time_percent = c->time_percent;
    e->gate = !solo && c->gate;
    e->names_shown = c->names_shown;
    e->diagnosis_skipped = c->diagnosis_skipped;
    e->lang = c->lang;
    e->rooms_count = c->rooms_count;
    e->seats_max = c->seats_max;
    e->room_seats_max = solo ? 1 : c->room_seats_max;
    e->rehearsal = !solo && c->rehearsal;
    e->delete_at_ms =
        o->command->at_ms +
        (e->rehearsal ? REHEARSAL_HOURS : (uint64_t)c->keep_days * 24) * 60 * 60 * 1000;
    e->model = SIM_MODEL_VERSION;
    e->rules = SESSION_RULES_VERSION;
    e->closing_seconds = solo ? 0 : c->closing_seconds;
    e->own_team = c->own_team;
    e->scan = c->scan;
}

/* The first step of a solo session begins at once. Its room does not exist yet, so the push
 * functions that look at a room cannot be used, and the events are made here. */
static void push_solo_start(struct outlook *o, const struct command_session_create *c)
{
    struct scenario memory;
    struct own_cast cast;
    const struct scenario *played = scan_cast(o->s->story, c->own_team, c->seed, &memory, &cast);
    struct sim_team team;
    struct event *e;

    scenario_team_make(played, c->seed, &team);
    outlook_push(o, EVENT_SESSION_STARTED);
    e = outlook_push(o, EVENT_STEP_BEGUN);
    e->step_begun.step = STEP_SITUATION;
    e->step_begun.dilemma = scenario_draw(played, 0, &team, 0);
    e->step_begun.spokesperson = SEAT_NONE;
}

enum reject decide_session_create(struct outlook *o, const struct command_session_create *c)
{
    enum reject reject = check_create(o, c);

    if (reject != REJECT_NONE)
        return reject;
    push_created(o, c);
    if (c->mode == MODE_SOLO) {
        seat_push_taken(o, 0, ROLE_PARTICIPANT, 0, c->trainer_name, (enum lang)c->lang,
                        c->token_hash);
        push_solo_start(o, c);
    } else {
        seat_push_taken(o, 0, ROLE_TRAINER, ROOM_NONE, c->trainer_name, (enum lang)c->lang,
                        c->token_hash);
        if (c->scan == SCAN_USE_LINK)
            outlook_push(o, EVENT_DOORS_OPENED);
    }
    return REJECT_NONE;
}

static void apply_settings(struct settings *to, const struct event_session_created *e)
{
    assert(e->rooms_count == to->rooms_count && e->seats_max == to->seats_max);
    to->delete_at_ms = e->delete_at_ms;
    to->seed = e->seed;
    to->room_seats_max = (uint16_t)e->room_seats_max;
    to->time_percent = (uint16_t)e->time_percent;
    to->quorum_percent = (uint8_t)e->quorum_percent;
    to->mode = e->mode;
    to->pace = e->pace;
    to->rule = e->rule;
    to->close = e->close;
    to->lang = e->lang;
    to->gate = e->gate;
    to->names_shown = e->names_shown;
    to->diagnosis_skipped = e->diagnosis_skipped;
    to->closing_seconds = (uint8_t)e->closing_seconds;
    to->model = (uint16_t)e->model;
    to->rules = (uint16_t)e->rules;
    to->title_bytes = (uint8_t)text_keep(to->title, sizeof to->title, e->title);
    to->code_bytes = (uint8_t)text_keep(to->code, sizeof to->code, e->code);
}

struct dirty apply_session_created(struct session *s, const struct event *e)
{
    apply_settings(&s->settings, &e->session_created);
    s->scan = (uint8_t)e->session_created.scan;
    scan_set_team(s, e->session_created.own_team);
    s->status = STATUS_CREATED;
    s->projector_room = ROOM_ALL;
    s->is_rehearsal = e->session_created.rehearsal;
    team_start_session(s);
    return (struct dirty){.room = ROOM_ALL, .seat = SEAT_NONE};
}

/* The session is loaded before anybody played, so nobody saw what the older model would have made
 * of it. */
enum reject decide_session_renew(struct outlook *o, const struct command_session_renew *c)
{
    struct event *e;

    (void)c;
    if (session_is_of_today(o->s))
        return REJECT_NONE;
    e = outlook_push(o, EVENT_SESSION_RENEWED);
    e->session_renewed.model = SIM_MODEL_VERSION;
    e->session_renewed.rules = SESSION_RULES_VERSION;
    return REJECT_NONE;
}

struct dirty apply_session_renewed(struct session *s, const struct event *e)
{
    assert(session_room(s, 0)->round == ROUND_NONE); /* Nobody has played. */
    s->settings.model = (uint16_t)e->session_renewed.model;
    s->settings.rules = (uint16_t)e->session_renewed.rules;
    return (struct dirty){.room = ROOM_ALL, .seat = SEAT_NONE};
}

/* ---- doors ---------------------------------------------------------------------------------- */

enum reject decide_doors_open(struct outlook *o, const struct command_doors_open *c)
{
    (void)c;
    if (o->s->status == STATUS_ENDED)
        return REJECT_SESSION_ENDED;
    if (o->s->status == STATUS_CREATED)
        outlook_push(o, EVENT_DOORS_OPENED);
    return REJECT_NONE;
}

struct dirty apply_doors_opened(struct session *s, const struct event *e)
{
    (void)e;
    assert(s->status == STATUS_CREATED);
    s->status = STATUS_LOBBY;
    return (struct dirty){.room = ROOM_ALL, .seat = SEAT_NONE};
}

enum reject decide_session_lock(struct outlook *o, const struct command_session_lock *c)
{
    if (o->s->status == STATUS_ENDED)
        return REJECT_SESSION_ENDED;
    if (o->s->locked != c->locked)
        outlook_push(o, EVENT_SESSION_LOCKED)->session_locked.locked = c->locked;
    return REJECT_NONE;
}

struct dirty apply_session_locked(struct session *s, const struct event *e)
{
    s->locked = e->session_locked.locked;
    return (struct dirty){.room = ROOM_ALL, .seat = SEAT_NONE};
}

/* ---- start, pause, end ---------------------------------------------------------------------- */

static bool somebody_takes_part(const struct session *s)
{
    uint16_t taken[ROOMS_MAX];

    session_count_chairs(s, taken);
    for (uint32_t i = 0; i < s->settings.rooms_count; i++) {
        if (taken[i] > 0)
            return true;
    }
    return false;
}

enum reject decide_session_start(struct outlook *o, const struct command_session_start *c)
{
    (void)c;
    if (o->s->status == STATUS_ENDED)
        return REJECT_SESSION_ENDED;
    if (o->s->status == STATUS_RUNNING)
        return REJECT_ALREADY_STARTED;
    if (o->s->scan == SCAN_USE_LINK)
        return REJECT_NOT_ALLOWED; /* It only asks. */
    if (!somebody_takes_part(o->s))
        return REJECT_NOBODY_THERE;
    outlook_push(o, EVENT_SESSION_STARTED);
    for (uint32_t i = 0; i < o->s->settings.rooms_count; i++)
        room_push_start(o, i);
    return REJECT_NONE;
}

struct dirty apply_session_started(struct session *s, const struct event *e)
{
    (void)e;
    assert(s->status < STATUS_RUNNING);
    s->status = STATUS_RUNNING;
    scan_forget_answers(s);
    return (struct dirty){.room = ROOM_ALL, .seat = SEAT_NONE};
}

enum reject decide_session_pause(struct outlook *o, const struct command_session_pause *c)
{
    if (o->s->status == STATUS_ENDED)
        return REJECT_SESSION_ENDED;
    if (o->s->status != STATUS_RUNNING)
        return REJECT_NOT_STARTED;
    if (o->paused == c->paused)
        return REJECT_NONE;
    outlook_push(o, EVENT_SESSION_PAUSED)->session_paused.paused = c->paused;
    o->paused = c->paused;
    for (uint32_t i = 0; !c->paused && i < o->s->settings.rooms_count; i++)
        room_settle(o, i); /* Votes cast during the pause count now. */
    return REJECT_NONE;
}

struct dirty apply_session_paused(struct session *s, const struct event *e)
{
    uint64_t stood_ms;

    assert(s->status == STATUS_RUNNING);
    assert(e->session_paused.paused == (s->paused_at_ms == 0)); /* A switch that is turned. */
    if (e->session_paused.paused) {
        s->paused_at_ms = e->at_ms;
        return (struct dirty){.room = ROOM_ALL, .seat = SEAT_NONE};
    }
    stood_ms = e->at_ms > s->paused_at_ms ? e->at_ms - s->paused_at_ms : 0;
    for (uint32_t i = 0; i < s->settings.rooms_count; i++) {
        struct room *r = room_at(s, i);

        r->deadline_ms += r->deadline_ms != 0 ? stood_ms : 0;
        r->consent_ms += r->consent_ms != 0 ? stood_ms : 0;
        r->closing_ms += r->closing_ms != 0 ? stood_ms : 0;
    }
    s->paused_at_ms = 0;
    return (struct dirty){.room = ROOM_ALL, .seat = SEAT_NONE};
}

enum reject decide_session_end(struct outlook *o, const struct command_session_end *c)
{
    (void)c;
    if (o->s->status == STATUS_ENDED)
        return REJECT_SESSION_ENDED;
    outlook_push(o, EVENT_SESSION_CLOSED);
    return REJECT_NONE;
}

struct dirty apply_session_closed(struct session *s, const struct event *e)
{
    (void)e;
    assert(s->status != STATUS_ENDED);
    s->status = STATUS_ENDED;
    scan_forget_answers(s);
    s->paused_at_ms = 0;
    for (uint32_t i = 0; i < s->settings.rooms_count; i++) {
        struct room *r = room_at(s, i);

        r->step = STEP_DEBRIEF;
        team_look_back(s, r);
        r->held = HELD_NOT;
        r->deadline_ms = 0;
        r->closing_ms = 0;
        consent_clear(r);
        r->before = (struct room_before){0};
    }
    return (struct dirty){.room = ROOM_ALL, .seat = SEAT_NONE};
}

/* ---- roles ---------------------------------------------------------------------------------- */

enum reject decide_hand_over(struct outlook *o, const struct command_hand_over *c)
{
    if (c->target >= o->s->seats_count || !session_seat_open(o->s, (uint16_t)c->target))
        return REJECT_SEAT_UNKNOWN;
    if (session_seat(o->s, c->target)->role != ROLE_COTRAINER)
        return REJECT_NOT_ALLOWED;
    outlook_push(o, EVENT_HANDED_OVER)->handed_over.target = c->target;
    return REJECT_NONE;
}

struct dirty apply_handed_over(struct session *s, const struct event *e)
{
    assert(session_seat(s, e->handed_over.target)->role == ROLE_COTRAINER);
    for (uint16_t i = 0; i < s->seats_count; i++) {
        if (session_seat(s, i)->role == ROLE_TRAINER)
            seat_at(s, i)->role = ROLE_COTRAINER;
    }
    seat_at(s, e->handed_over.target)->role = ROLE_TRAINER;
    return (struct dirty){.sections = SECTIONS_ALL, .room = ROOM_ALL, .seat = SEAT_NONE};
}

/* ---- what screens show ---------------------------------------------------------------------- */

enum reject decide_result_show(struct outlook *o, const struct command_result_show *c)
{
    uint32_t first, count;
    enum reject reject;

    if (o->s->status != STATUS_RUNNING)
        return o->s->status == STATUS_ENDED ? REJECT_SESSION_ENDED : REJECT_NOT_STARTED;
    reject = room_range(o, c->room, &first, &count);
    for (uint32_t i = first; reject == REJECT_NONE && i < first + count; i++) {
        struct event *e;

        if (session_room(o->s, i)->shown == c->shown)
            continue;
        e = outlook_push(o, EVENT_RESULT_SHOWN);
        e->result_shown.room = i;
        e->result_shown.shown = c->shown;
    }
    return reject;
}

struct dirty apply_result_shown(struct session *s, const struct event *e)
{
    room_at(s, e->result_shown.room)->shown = e->result_shown.shown;
    return (struct dirty){.room = (uint8_t)e->result_shown.room, .seat = SEAT_NONE};
}

enum reject decide_message_send(struct outlook *o, const struct command_message_send *c)
{
    uint32_t first, count;
    enum reject reject = room_range(o, c->room, &first, &count);
    struct event *e;

    if (reject != REJECT_NONE)
        return reject;
    e = outlook_push(o, EVENT_MESSAGE_SENT);
    e->message_sent.room = c->room;
    e->message_sent.text = c->text;
    return REJECT_NONE;
}

struct dirty apply_message_sent(struct session *s, const struct event *e)
{
    uint32_t room = e->message_sent.room;

    for (uint32_t i = 0; i < s->settings.rooms_count; i++) {
        struct room *r = room_at(s, i);

        if (room != ROOM_ALL && room != i)
            continue;
        r->message_bytes = text_keep(r->message, sizeof r->message, e->message_sent.text);
        r->message_seat = e->seat;
        r->message_round = r->round;
        r->message_step = r->step;
    }
    return (struct dirty){.room = (uint8_t)room, .seat = SEAT_NONE};
}

enum reject decide_projector_show(struct outlook *o, const struct command_projector_show *c)
{
    uint32_t first, count;
    enum reject reject = room_range(o, c->room, &first, &count);
    struct event *e;

    if (reject != REJECT_NONE)
        return reject;
    e = outlook_push(o, EVENT_PROJECTOR_SHOWN);
    e->projector_shown.view = c->view;
    e->projector_shown.room = c->room;
    e->projector_shown.moment = c->moment;
    e->projector_shown.turn = c->turn;
    e->projector_shown.option = c->option;
    return REJECT_NONE;
}

struct dirty apply_projector_shown(struct session *s, const struct event *e)
{
    const bool elsewhere = s->projector_room != e->projector_shown.room;

    s->projector_view = e->projector_shown.view;
    s->projector_room = (uint8_t)e->projector_shown.room;
    s->projector_moment = (uint8_t)e->projector_shown.moment;
    s->projector_turn = (uint8_t)e->projector_shown.turn;
    s->projector_option = (uint8_t)e->projector_shown.option;
    /* The projector may now follow the round of another room. */
    return (struct dirty){.sections = elsewhere ? SECTION_ROUND | SECTION_DEBRIEF : 0,
                          .room = ROOM_ALL,
                          .seat = SEAT_NONE};
}

/* The wall goes on in the dark, or behind the picture that it shows. */
enum reject decide_projector_curtain(struct outlook *o, const struct command_projector_curtain *c)
{
    if (o->s->projector_curtain != c->curtain)
        outlook_push(o, EVENT_PROJECTOR_CURTAINED)->projector_curtained.curtain = c->curtain;
    return REJECT_NONE;
}

struct dirty apply_projector_curtained(struct session *s, const struct event *e)
{
    s->projector_curtain = e->projector_curtained.curtain;
    return (struct dirty){.room = ROOM_ALL, .seat = SEAT_NONE};
}
