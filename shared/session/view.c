/* view.c -- session_view: who has which section, and what the sections share. */
#include "session/view.h"

static const struct {
    view_fn *write;
    uint32_t roles; /* Bit per role that has this section. */
} sections[SECTIONS_COUNT] = {
    [0] = {view_session, BY_ANYONE},     [1] = {view_people, BY_ANYONE},
    [2] = {view_round, BY_ANYONE},       [3] = {view_progress, BY_ANYONE},
    [4] = {view_result, BY_ANYONE},      [5] = {view_team, BY_ANYONE},
    [6] = {view_consequence, BY_ANYONE}, [7] = {view_timer, BY_ANYONE},
    [8] = {view_me, BY_ANYONE},          [9] = {view_trainer, BY_TRAINERS},
    [10] = {view_debrief, BY_ANYONE},    [11] = {view_scan, BY_ANYONE},
};
_Static_assert(SECTION_SESSION == 1u << 0 && SECTION_PEOPLE == 1u << 1 &&
                   SECTION_ROUND == 1u << 2 && SECTION_PROGRESS == 1u << 3 &&
                   SECTION_RESULT == 1u << 4 && SECTION_TEAM == 1u << 5 &&
                   SECTION_CONSEQUENCE == 1u << 6 && SECTION_TIMER == 1u << 7 &&
                   SECTION_ME == 1u << 8 && SECTION_TRAINER == 1u << 9 &&
                   SECTION_DEBRIEF == 1u << 10 && SECTION_SCAN == 1u << 11,
               "the table above is by section index");

bool session_view(const struct session *s, const struct audience *audience, enum section section,
                  struct writer *out, uint64_t now_ms)
{
    uint32_t index = section_index(section);
    struct view v = {.s = s,
                     .audience = *audience,
                     .w = out,
                     .lang = audience->lang,
                     .now_ms = now_ms,
                     .reason_bytes_left = REASON_BYTES_SHOWN,
                     .objection_bytes_left = OBJECTION_BYTES_SHOWN,
                     .note_bytes_left = NOTE_BYTES_SHOWN,
                     .befell_bytes_left = BEFELL_BYTES_SHOWN};

    assert(s->seq > 0 && !session_is_outdated(s) && audience->role < ROLE_COUNT &&
           audience->lang < LANG_COUNT);
    if ((sections[index].roles >> audience->role & 1u) == 0)
        return false;
    outlook_init(&v.o, s, NULL, NULL);
    sections[index].write(&v);
    return true;
}

bool view_sees_room(const struct view *v, uint32_t room)
{
    return !role_sits(v->audience.role) || v->audience.room == room;
}

void view_rooms(struct view *v, view_room_fn *write, view_room_has_fn *has)
{
    writer_key(v->w, "rooms");
    writer_rows_open(v->w);
    for (uint32_t i = 0; i < v->s->settings.rooms_count; i++) {
        if (view_sees_room(v, i) && (has == NULL || has(v, i)))
            write(v, i);
    }
    writer_list_close(v->w);
}

uint32_t view_room_followed(const struct view *v)
{
    if (v->audience.room < v->s->settings.rooms_count)
        return v->audience.room;
    if (v->audience.role == ROLE_PROJECTOR && v->s->projector_room < v->s->settings.rooms_count)
        return v->s->projector_room;
    return room_leading(v->s);
}

struct bytes view_words(const struct view *v, const struct text *text)
{
    struct bytes words = text_in(text, v->lang);

    for (uint32_t i = 0; words.size == 0 && i < TEXT_LANGS_COUNT; i++)
        words = text_in(text, i);
    return words;
}

void view_put_words(struct view *v, const char *key, const struct text *text)
{
    writer_put_text(v->w, key, view_words(v, text));
}

void view_put_or_none(struct view *v, const char *key, uint32_t value, uint32_t none)
{
    writer_put_int(v->w, key, value == none ? -1 : (int64_t)value);
}

void view_put_members(struct view *v, const char *key, uint32_t mask)
{
    writer_key(v->w, key);
    writer_list_open(v->w);
    for (uint32_t i = 0; i < MEMBERS_MAX; i++) {
        if ((mask >> i & 1u) != 0)
            writer_int(v->w, i);
    }
    writer_list_close(v->w);
}

void view_put_steps(struct view *v, const char *key, uint8_t dilemma)
{
    writer_key(v->w, key);
    writer_list_open(v->w);
    for (int step = STEP_SITUATION; step <= STEP_REFLECTION; step++) {
        if (room_has_step(v->s, dilemma, (enum step)step))
            writer_word(v->w, step_name((enum step)step));
    }
    writer_list_close(v->w);
}

void view_put_questions(struct view *v, const char *key, const struct text *items, uint32_t count)
{
    writer_key(v->w, key);
    writer_list(v->w, count);
    for (uint32_t i = 0; i < count; i++) {
        writer_map(v->w, 1);
        view_put_words(v, "text", &items[i]);
    }
}

void view_blocks(struct view *v, const struct text_block *items, uint32_t count)
{
    writer_list(v->w, count);
    for (uint32_t i = 0; i < count; i++) {
        const struct text_block *b = &items[i];

        writer_map(v->w, 6);
        writer_put_word(v->w, "kind", block_name(b->speech ? BLOCK_SPEECH : BLOCK_PARAGRAPH));
        writer_put_int(v->w, "member", b->member);
        writer_put_text(v->w, "name", b->name);
        writer_put_text(v->w, "face", b->face);
        writer_put_text(v->w, "portrait", b->portrait);
        writer_put_text(v->w, "text", b->text);
    }
}

bool view_sees_votes(const struct view *v, uint32_t room)
{
    const struct room *r = session_room(v->s, room);

    if (r->step == STEP_CHOICE)
        return r->shown && outlook_all_in(&v->o, room);
    return r->shown || (view_is_trainer(v) && r->step >= STEP_DISCUSSION);
}

bool view_sees_second(const struct view *v, uint32_t room)
{
    const struct room *r = session_room(v->s, room);

    if (r->step != STEP_DECISION)
        return r->step > STEP_DECISION;
    return room_running(r)->decision != OPTION_NONE || outlook_all_in(&v->o, room);
}

void view_put_votes(struct view *v, const char *key, const struct tally *tally, uint32_t options)
{
    writer_key(v->w, key);
    writer_list(v->w, options);
    for (uint32_t i = 0; i < options; i++)
        writer_int(v->w, tally->votes[i]);
}

bool view_takes_text(uint32_t *bytes_left, size_t bytes)
{
    const size_t taken = 2 * bytes + 100; /* Escaped, with the fields beside it. */

    *bytes_left = taken <= *bytes_left ? *bytes_left - (uint32_t)taken : 0;
    return *bytes_left > 0;
}

void view_no_list(struct view *v, const char *key)
{
    writer_key(v->w, key);
    writer_list(v->w, 0);
}

/* What came, or would have come, of each option: in the debrief, of rounds that were told. */
static void write_looked_back(struct view *v, const struct room *r, uint32_t round)
{
    const struct room_round *played = &r->rounds[round];
    const struct scenario_dilemma *dilemma = scenario_dilemma_at(v->s->scenario, played->dilemma);
    const bool now = r->step == STEP_DEBRIEF && played->told && session_is_of_today(v->s);

    writer_key(v->w, "options");
    writer_list(v->w, now ? dilemma->options_count : 0);
    for (uint32_t i = 0; now && i < dilemma->options_count; i++) {
        uint8_t memory[MOST_BYTES_MAX];
        struct buffer texts;

        buffer_init(&texts, memory, sizeof memory);
        writer_map(v->w, 3);
        writer_put_int(v->w, "option", i);
        view_put_words(v, "title", &dilemma->options[i].title);
        writer_put_text(
            v->w, "most",
            scenario_most_said(v->s->scenario, r->looked_back[round][i], v->lang, &texts));
    }
}

void view_put_decisions(struct view *v, uint32_t room)
{
    const struct room *r = session_room(v->s, room);

    writer_key(v->w, "decisions");
    writer_list_open(v->w);
    for (uint32_t i = 0; i < ROUNDS_MAX; i++) {
        const struct room_round *round = &r->rounds[i];
        const struct scenario_dilemma *dilemma;

        if (round->decision == OPTION_NONE)
            continue;
        dilemma = scenario_dilemma_at(v->s->scenario, round->dilemma);
        writer_map(v->w, 7);
        writer_put_int(v->w, "round", i);
        view_put_words(v, "dilemma", &dilemma->title);
        writer_put_int(v->w, "option", round->decision);
        view_put_words(v, "option_title", &dilemma->options[round->decision].title);
        writer_put_word(v->w, "decided_by", decided_by_name((enum decided_by)round->decided_by));
        writer_put_int(v->w, "changed", round->changed);
        write_looked_back(v, r, i);
    }
    writer_list_close(v->w);
}

void view_sort_anonymous(const struct session *s, uint16_t *seats, uint32_t count, uint32_t round)
{
    for (uint32_t i = 1; i < count; i++) {
        uint16_t seat = seats[i];
        uint32_t number = reason_number(s, seat, round), k = i;

        for (; k > 0 && reason_number(s, seats[k - 1], round) > number; k--)
            seats[k] = seats[k - 1];
        seats[k] = seat;
    }
}
