/* view_befell.c -- what trainers brought into a team, as people are told of it: with the
 * consequence, and once more when they look back. Afterwards the same thing that was brought into
 * many rooms is one record with those rooms, so that long texts are sent once. */
#include "session/view.h"

/* One thing that was brought. */
struct befell {
    const struct catalogue_pulse *pulse;
    struct bytes words; /* A trainer's own; empty: it is a happening of the story. */
};

static struct befell befell_at(const struct session *s, const struct room_round *round, uint32_t i)
{
    const struct catalogue *c = s->scenario->catalogue;

    if (i < round->brought_count)
        return (struct befell){.pulse = &c->pulses[round->brought[i]]};
    return (struct befell){.pulse = &c->pulses[round->written_pulse],
                           .words = round_written(round)};
}

static uint32_t befell_count(const struct room_round *round)
{
    return round->brought_count + (round->written_bytes > 0 ? 1u : 0u);
}

static bool same(const struct befell *a, const struct befell *b)
{
    return a->pulse == b->pulse && bytes_equal(a->words, b->words);
}

/* Name, text, own: the last fields of a record. What is too much for the section goes without its
 * text. */
static void put_words(struct view *v, const struct befell *one)
{
    const bool own = one->words.size > 0;
    struct bytes text = own ? one->words : view_words(v, &one->pulse->text);

    if (own && !view_takes_text(&v->befell_bytes_left, text.size))
        text.size = 0;
    view_put_words(v, "name", own ? &one->pulse->does : &one->pulse->name);
    writer_put_text(v->w, "text", text);
    writer_put_bool(v->w, "own", own);
}

void view_put_written(struct view *v, const struct room_round *round)
{
    struct befell one;

    writer_key(v->w, "written");
    if (round->written_bytes == 0) {
        writer_null(v->w);
        return;
    }
    one = befell_at(v->s, round, round->brought_count);
    writer_map(v->w, 3);
    put_words(v, &one);
}

void view_put_befell(struct view *v, const struct room_round *round)
{
    const uint32_t count = befell_count(round);

    writer_key(v->w, "befell");
    writer_list(v->w, count);
    for (uint32_t i = 0; i < count; i++) {
        const struct befell one = befell_at(v->s, round, i);

        writer_map(v->w, 3);
        put_words(v, &one);
    }
}

/* ---- looking back --------------------------------------------------------------------------- */

static bool looks_back(const struct view *v, uint32_t room, uint32_t round)
{
    const struct room *r = session_room(v->s, room);

    return view_sees_room(v, room) && r->step == STEP_DEBRIEF && r->rounds[round].told;
}

static bool has(const struct view *v, uint32_t room, uint32_t round, const struct befell *one)
{
    const struct room_round *r = &session_room(v->s, room)->rounds[round];

    for (uint32_t i = 0; looks_back(v, room, round) && i < befell_count(r); i++) {
        const struct befell other = befell_at(v->s, r, i);

        if (same(&other, one))
            return true;
    }
    return false;
}

static bool has_before(const struct view *v, uint32_t room, uint32_t round,
                       const struct befell *one)
{
    for (uint32_t i = 0; i < room; i++) {
        if (has(v, i, round, one))
            return true;
    }
    return false;
}

static void write_one(struct view *v, uint32_t room, uint32_t round, const struct befell *one)
{
    writer_map(v->w, 5);
    writer_put_int(v->w, "round", round);
    writer_key(v->w, "rooms");
    writer_list_open(v->w);
    for (uint32_t i = room; i < v->s->settings.rooms_count; i++) {
        if (has(v, i, round, one))
            writer_int(v->w, i);
    }
    writer_list_close(v->w);
    put_words(v, one);
}

static void write_room(struct view *v, uint32_t room, uint32_t round)
{
    const struct room_round *r = &session_room(v->s, room)->rounds[round];

    for (uint32_t i = 0; looks_back(v, room, round) && i < befell_count(r); i++) {
        const struct befell one = befell_at(v->s, r, i);
        bool twice = false;

        for (uint32_t k = 0; k < i; k++) {
            const struct befell before = befell_at(v->s, r, k);

            twice = twice || same(&before, &one);
        }
        if (!twice && !has_before(v, room, round, &one))
            write_one(v, room, round, &one);
    }
}

void view_put_befell_rounds(struct view *v)
{
    writer_key(v->w, "befell");
    writer_list_open(v->w);
    for (uint32_t round = 0; round < ROUNDS_MAX; round++) {
        for (uint32_t room = 0; room < v->s->settings.rooms_count; room++)
            write_room(v, room, round);
    }
    writer_list_close(v->w);
}
