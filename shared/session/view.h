/* view.h -- what the view_*.c files share. Each writes one section (or a few that belong together)
 * in exactly the shape of sections.def; tests hold every view against that table. Internal.
 *
 * Privacy depends on two rules: a section asks view_sees_votes or view_sees_second before it writes
 * any, and lists over rooms go through view_rooms, which gives participants and observers only
 * their own room. */
#ifndef DK_SESSION_VIEW_H
#define DK_SESSION_VIEW_H

#include "session/inside.h"

/* Bounds that keep a section within SECTION_BYTES_MAX with 64 rooms and long texts. */
#define REASON_BYTES_SHOWN    (160 * 1024)
#define OBJECTION_BYTES_SHOWN (60 * 1024)
#define NOTE_BYTES_SHOWN      (72 * 1024)
#define BEFELL_BYTES_SHOWN    (48 * 1024)

struct view {
    const struct session *s;
    struct outlook o; /* Only to look. */
    struct audience audience;
    struct writer *w;
    uint32_t lang;
    uint64_t now_ms;
    uint32_t reason_bytes_left; /* What this section may still hold. */
    uint32_t objection_bytes_left;
    uint32_t note_bytes_left;
    uint32_t befell_bytes_left;
};

typedef void view_fn(struct view *v);
view_fn view_session, view_people, view_round, view_progress, view_timer, view_result, view_team,
    view_consequence, view_me, view_trainer, view_debrief, view_scan;

/* {"rooms": [...]}: `write` for each room this audience sees and for which `has` holds (NULL: all).
 */
typedef void view_room_fn(struct view *v, uint32_t room);
typedef bool view_room_has_fn(const struct view *v, uint32_t room);
void view_rooms(struct view *v, view_room_fn *write, view_room_has_fn *has);
/* May this audience see anything of that room? */
bool view_sees_room(const struct view *v, uint32_t room);

static inline bool view_is_trainer(const struct view *v)
{
    return role_leads(v->audience.role);
}

/* The room whose round this audience follows: its own; for trainers the leading room; for the
 * projector the one that it was told to show. */
uint32_t view_room_followed(const struct view *v);

/* A text in the audience's language, or else in the other one. */
struct bytes view_words(const struct view *v, const struct text *text);
void view_put_words(struct view *v, const char *key, const struct text *text);
/* A number, or -1 for the value that stands for none. */
void view_put_or_none(struct view *v, const char *key, uint32_t value, uint32_t none);
/* "questions": [{"text": ...}, ...] */
void view_put_questions(struct view *v, const char *key, const struct text *items, uint32_t count);
/* The members of a mask, a bit each, as their indexes. */
void view_put_members(struct view *v, const char *key, uint32_t mask);
/* The steps that a round with this dilemma has, in order. */
void view_put_steps(struct view *v, const char *key, uint8_t dilemma);
void view_blocks(struct view *v, const struct text_block *items, uint32_t count);
/* May this audience see the first votes and their reasons? The trainer's screen shows who has
 * chosen, so a count or reason that appears at the same moment would tell what they chose. Nobody
 * sees votes while they come in; when the trainer shows them during the choice, they come when all
 * are in. From the discussion on, the trainer always sees them. */
bool view_sees_votes(const struct view *v, uint32_t room);
/* The second votes: when all are in, or it is decided. For the same reason, and because they would
 * sway those who have not voted. */
bool view_sees_second(const struct view *v, uint32_t room);
void view_put_votes(struct view *v, const char *key, const struct tally *tally, uint32_t options);
/* "tread", "spiral" and where a member came from, as fields of that member: -1 unless certain. */
void view_put_place(struct view *v, const struct room *r, uint32_t member, bool certain);
/* Is there room for another text with so many bytes of its own? Takes it. Once there is none for
 * one, there is none for any: what is left out is not chosen by its length. */
bool view_takes_text(uint32_t *bytes_left, size_t bytes);
void view_no_list(struct view *v, const char *key);
/* "price": what an option asks. */
void view_put_price(struct view *v, const struct scenario_option *option);
/* The record room_consequence of a room that has come to one. */
void view_room_consequence(struct view *v, uint32_t room);
/* view_befell.c: what trainers brought. As field `written` of a round, or null; as field `befell`
 * of a round that was told; and the same of all rooms and rounds that look back. */
void view_put_written(struct view *v, const struct room_round *round);
void view_put_befell(struct view *v, const struct room_round *round);
void view_put_befell_rounds(struct view *v);
/* The record leader_week of a room's team. */
void view_leader_week(struct view *v, const struct room *r);
void view_put_load(struct view *v, const struct room *r); /* Its four numbers, in an open map. */
/* A room's rounds that were decided, as records `decided`. */
void view_put_decisions(struct view *v, uint32_t room);

/* Sort the first `count` of `seats` by their reason numbers in this round, an order that says
 * nothing about them. */
void view_sort_anonymous(const struct session *s, uint16_t *seats, uint32_t count, uint32_t round);

#endif
