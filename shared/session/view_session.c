/* view_session.c -- the sitting as a whole, and who is there. */
#include "session/view.h"

/* ---- session -------------------------------------------------------------------------------- */

static void write_member_intros(struct view *v)
{
    const struct scenario *scenario = v->s->scenario;

    writer_key(v->w, "members");
    writer_list(v->w, scenario->members_count);
    for (uint32_t i = 0; i < scenario->members_count; i++) {
        const struct scenario_member *m = &scenario->members[i];

        writer_map(v->w, 5);
        writer_put_int(v->w, "member", i);
        writer_put_text(v->w, "id", m->face);
        view_put_words(v, "name", &m->name);
        view_put_words(v, "role", &m->role);
        view_put_words(v, "story", &m->story);
    }
}

static void write_scenario(struct view *v)
{
    const struct scenario *scenario = v->s->scenario;

    writer_key(v->w, "scenario");
    writer_map(v->w, 6);
    writer_put_text(v->w, "id", scenario->id);
    view_put_words(v, "title", &scenario->title);
    view_put_words(v, "intro", &scenario->intro);
    writer_put_int(v->w, "minutes", scenario->minutes);
    writer_put_int(v->w, "rounds", scenario->rounds_count);
    write_member_intros(v);
}

/* Of all rooms: in the lobby everybody may see where chairs are free. */
static void write_chairs(struct view *v)
{
    uint16_t taken[ROOMS_MAX];

    session_count_chairs(v->s, taken);
    writer_key(v->w, "rooms");
    writer_rows_open(v->w);
    for (uint32_t i = 0; i < v->s->settings.rooms_count; i++) {
        writer_map(v->w, 3);
        writer_put_int(v->w, "room", i);
        writer_put_int(v->w, "taken", taken[i]);
        writer_put_int(v->w, "seats", v->s->settings.room_seats_max);
    }
    writer_list_close(v->w);
}

/* It is about the step in which it was written, and goes with it. */
static bool has_message(const struct room *r)
{
    return r->message_bytes > 0 && r->message_round == r->round && r->message_step == r->step;
}

/* Was the same written to all rooms? */
static bool is_for_all(const struct session *s)
{
    const struct room *first = session_room(s, 0);

    for (uint32_t i = 1; i < s->settings.rooms_count; i++) {
        const struct room *r = session_room(s, i);

        if (!bytes_equal((struct bytes){r->message, r->message_bytes},
                         (struct bytes){first->message, first->message_bytes}))
            return false;
    }
    return true;
}

/* The room whose message the audience reads: its own; those who see all rooms read the first that
 * there is, but the projector only what is for all. NULL: none. */
static const struct room *message_room(const struct view *v)
{
    uint32_t first = 0, count = v->s->settings.rooms_count;

    if (v->audience.room < count) {
        first = v->audience.room;
        count = 1;
    } else if (v->audience.role == ROLE_PROJECTOR) {
        if (v->s->projector_room < count) {
            first = v->s->projector_room;
            count = 1;
        } else if (!is_for_all(v->s)) {
            return NULL;
        }
    }
    for (uint32_t i = first; i < first + count; i++) {
        if (has_message(session_room(v->s, i)))
            return session_room(v->s, i);
    }
    return NULL;
}

static void write_message(struct view *v)
{
    const struct room *r = message_room(v);
    struct bytes none = {NULL, 0};

    writer_put_text(v->w, "message",
                    r == NULL ? none : (struct bytes){r->message, r->message_bytes});
    writer_put_text(v->w, "message_from", r == NULL ? none : seat_name(v->s, r->message_seat));
}

static struct bytes trainer_name(const struct session *s)
{
    for (uint16_t i = 0; i < s->seats_count; i++) {
        if (session_seat(s, i)->role == ROLE_TRAINER)
            return seat_name(s, i);
    }
    return (struct bytes){NULL, 0};
}

void view_session(struct view *v)
{
    const struct session *s = v->s;
    const struct settings *set = &s->settings;
    struct writer *w = v->w;

    writer_map(w, 23);
    writer_put_text(w, "code", (struct bytes){set->code, set->code_bytes});
    writer_put_text(w, "title", (struct bytes){set->title, set->title_bytes});
    writer_put_word(w, "status", status_name((enum status)s->status));
    writer_put_bool(w, "locked", s->locked);
    writer_put_bool(w, "paused", s->paused_at_ms != 0);
    writer_put_word(w, "mode", mode_name((enum mode)set->mode));
    writer_put_word(w, "pace", pace_name((enum pace)set->pace));
    writer_put_word(w, "rule", rule_name((enum rule)set->rule));
    writer_put_bool(w, "names_shown", set->names_shown);
    writer_put_word(w, "lang", lang_name((enum lang)set->lang));
    write_scenario(v);
    write_chairs(v);
    write_message(v);
    writer_put_int(w, "delete_at_ms", (int64_t)set->delete_at_ms);
    writer_put_text(w, "trainer_name", trainer_name(s));
    writer_put_word(w, "projector_view",
                    projector_view_name((enum projector_view)s->projector_view));
    view_put_or_none(v, "projector_room", s->projector_room, ROOM_ALL);
    writer_put_int(w, "projector_moment", s->projector_moment);
    writer_put_int(w, "projector_turn", s->projector_turn);
    writer_put_int(w, "projector_option", s->projector_option);
    writer_put_word(w, "projector_curtain", curtain_name((enum curtain)s->projector_curtain));
    writer_put_bool(w, "rehearsal", s->is_rehearsal);
}

/* ---- people --------------------------------------------------------------------------------- */

static bool sees_seat(const struct view *v, const struct seat *seat)
{
    if (seat->left || !role_is_person(seat->role) || !role_is_person(v->audience.role))
        return false;
    if (view_is_trainer(v))
        return true;
    if (seat->removed)
        return false;
    return role_leads(seat->role) || seat->room == v->audience.room;
}

static enum seat_state state_of(const struct view *v, uint16_t i, const struct seat *seat)
{
    if (!role_plays(seat->role) || seat->removed)
        return SEAT_STATE_IDLE;
    if (!room_in_round(session_room(v->s, seat->room)))
        return SEAT_STATE_IDLE;
    return outlook_done(&v->o, i, seat->room) ? SEAT_STATE_DONE : SEAT_STATE_THINKING;
}

static void write_person(struct view *v, uint16_t i)
{
    const struct seat *seat = session_seat(v->s, i);
    bool speaks = role_plays(seat->role) && outlook_spokesperson(&v->o, seat->room) == i;

    writer_map(v->w, 9);
    writer_put_int(v->w, "seat", i);
    writer_put_text(v->w, "name", seat_name(v->s, i));
    writer_put_word(v->w, "role", role_name((enum role)seat->role));
    view_put_or_none(v, "room", seat->room, ROOM_NONE);
    writer_put_bool(v->w, "present", seat->present);
    writer_put_int(v->w, "away_ms",
                   view_is_trainer(v) ? (int64_t)session_texts(v->s, i)->away_ms : 0);
    writer_put_word(v->w, "state", seat_state_name(state_of(v, i, seat)));
    writer_put_bool(v->w, "spokesperson", speaks);
    writer_put_bool(v->w, "removed", seat->removed);
}

void view_people(struct view *v)
{
    writer_map(v->w, 1);
    writer_key(v->w, "seats");
    writer_rows_open(v->w);
    for (int participants = 1; participants >= 0; participants--) {
        for (uint16_t i = 0; i < v->s->seats_count; i++) {
            const struct seat *seat = session_seat(v->s, i);

            if (role_plays(seat->role) == (participants == 1) && sees_seat(v, seat))
                write_person(v, i);
        }
    }
    writer_list_close(v->w);
}
