/* export_tables.c -- what leaves a session as tables: the same figures as in the JSON, cell by
 * cell, for CSV and for spreadsheets. Here is what the tables and their columns are; how they are
 * written down is not. */
#include <stdio.h>

#include "api/export_inside.h"
#include "session/session.h"
#include "session/state.h"

#define KEY_BYTES_MAX 48

/* A table being told: the cells of the row that is under way. */
struct table_telling {
    const struct export *e;
    const struct table_writer *writer;
    struct cell cells[TABLE_COLUMNS_MAX];
    uint32_t count;
};

static void put_text(struct table_telling *t, struct bytes text)
{
    assert(t->count < TABLE_COLUMNS_MAX);
    t->cells[t->count++] = (struct cell){.kind = CELL_TEXT, .text = text};
}

static void put_number(struct table_telling *t, int64_t number)
{
    assert(t->count < TABLE_COLUMNS_MAX);
    t->cells[t->count++] = (struct cell){.kind = CELL_NUMBER, .number = number};
}

static void put_sentence(struct table_telling *t, const char *key)
{
    put_text(t, export_sentence(t->e, key));
}

/* The sentence of "export.<family>_<word>". */
static void put_word(struct table_telling *t, const char *family, const char *word)
{
    char key[KEY_BYTES_MAX];

    snprintf(key, sizeof key, "export.%s_%s", family, word);
    put_sentence(t, key);
}

static void put_count(struct table_telling *t, bool shown, uint16_t count)
{
    if (shown)
        put_number(t, count);
    else
        put_sentence(t, "export.withheld");
}

static void end_row(struct table_telling *t)
{
    t->writer->row(t->writer->arg, t->cells, t->count, false);
    t->count = 0;
}

static void begin_table(struct table_telling *t, const char *name, const char *const *heads,
                        uint32_t heads_count)
{
    t->writer->begin(t->writer->arg, export_sentence(t->e, name), heads_count);
    for (uint32_t i = 0; i < heads_count; i++)
        put_sentence(t, heads[i]);
    t->writer->row(t->writer->arg, t->cells, t->count, true);
    t->count = 0;
}

#define BEGIN_TABLE(t, name, ...)                                                                  \
    begin_table(t, name, (const char *const[]){__VA_ARGS__},                                       \
                sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static void end_table(struct table_telling *t)
{
    t->writer->end(t->writer->arg);
}

/* ---- the session ---------------------------------------------------------------------- */

static void tell_fact(struct table_telling *t, const char *what, struct bytes text)
{
    put_sentence(t, what);
    put_text(t, text);
    end_row(t);
}

static void tell_number(struct table_telling *t, const char *what, int64_t number)
{
    put_sentence(t, what);
    put_number(t, number);
    end_row(t);
}

static void tell_session(struct table_telling *t)
{
    const struct export *e = t->e;
    const struct settings *settings = &e->s->settings;

    BEGIN_TABLE(t, "export.table_session", "export.what", "export.value");
    tell_fact(t, "export.group", (struct bytes){settings->title, settings->title_bytes});
    tell_fact(t, "export.story", export_text(e, &e->scenario->title));
    tell_fact(t, "export.version", e->scenario->version);
    tell_number(t, "export.rooms", settings->rooms_count);
    tell_number(t, "export.participants", export_participants(e));
    tell_fact(t, "export.promise", export_sentence(e, "export.promise_what"));
    end_table(t);
}

/* ---- rounds --------------------------------------------------------------------------- */

static void put_round(struct table_telling *t, const struct export_round *round)
{
    put_text(t, export_room_name(t->e, round->room));
    put_number(t, round->round + 1);
    put_text(t, export_text(t->e, &export_dilemma(t->e, round)->title));
}

static void put_option(struct table_telling *t, const struct export_round *round, uint32_t option)
{
    put_text(t, export_text(t->e, &export_dilemma(t->e, round)->options[option].title));
}

static void tell_votes_of(struct table_telling *t, const struct export_round *round)
{
    for (uint32_t option = 0; option < round->options_count; option++) {
        put_round(t, round);
        put_option(t, round, option);
        put_count(t, round->first.shown, round->first.counts[option]);
        put_count(t, round->second.shown, round->second.counts[option]);
        put_number(t, round->decisions[option]);
        end_row(t);
    }
}

static void tell_sure_of(struct table_telling *t, const struct export_round *round)
{
    char level[2] = "0";

    for (uint32_t i = 0; i < OPTIONS_MAX; i++) {
        level[0] = (char)('0' + i);
        put_round(t, round);
        put_word(t, "sure", level);
        put_count(t, round->confidence.shown, round->confidence.counts[i]);
        end_row(t);
    }
}

static void tell_shifts_of(struct table_telling *t, const struct export_round *round)
{
    for (uint32_t from = 0; from < round->options_count; from++) {
        for (uint32_t to = 0; to < round->options_count; to++) {
            put_round(t, round);
            put_option(t, round, from);
            put_option(t, round, to);
            put_count(t, round->shifts_shown, round->shifts[from][to]);
            end_row(t);
        }
    }
}

static void put_phase(struct table_telling *t, uint8_t phase)
{
    if (phase < PHASE_COUNT)
        put_word(t, "phase", phase_name((enum phase)phase));
    else
        put_sentence(t, "export.vacant");
}

static void tell_team_of(struct table_telling *t, const struct export_round *round)
{
    uint8_t before, after;

    for (uint32_t i = 0; i < t->e->scenario->members_count; i++) {
        if (!export_phases(t->e, round, i, &before, &after))
            return;
        put_round(t, round);
        put_text(t, export_text(t->e, &t->e->scenario->members[i].name));
        put_phase(t, before);
        put_phase(t, after);
        end_row(t);
    }
}

static void tell_happenings_of(struct table_telling *t, const struct export_round *round)
{
    struct export_happening one;

    for (uint32_t i = 0; export_happening(t->e, round, i, &one); i++) {
        put_round(t, round);
        put_text(t, one.name);
        put_text(t, one.words);
        end_row(t);
    }
}

static void tell_rounds(struct table_telling *t,
                        void (*tell)(struct table_telling *t, const struct export_round *round))
{
    for (uint32_t i = 0; i < t->e->rounds_count; i++)
        tell(t, &t->e->rounds[i]);
    end_table(t);
}

/* ---- teams ---------------------------------------------------------------------------- */

static void tell_outcome(struct table_telling *t, uint32_t room, const char *what, int32_t start,
                         int32_t now)
{
    put_text(t, export_room_name(t->e, room));
    put_sentence(t, what);
    put_number(t, start);
    put_number(t, now);
    end_row(t);
}

static void tell_outcomes(struct table_telling *t)
{
    BEGIN_TABLE(t, "export.table_outcomes", "export.room", "export.what", "export.start",
                "export.now");
    for (uint32_t room = 0; room < t->e->s->settings.rooms_count; room++) {
        const struct export_team *team = &t->e->teams[room];

        if (!team->told)
            continue;
        tell_outcome(t, room, "export.learning", team->start.learning, team->now.learning);
        tell_outcome(t, room, "export.wellbeing", team->start.wellbeing, team->now.wellbeing);
        tell_outcome(t, room, "export.work", team->start.work, team->now.work);
    }
    end_table(t);
}

static void tell_matrix_of(struct table_telling *t, uint32_t room)
{
    const struct export_team *team = &t->e->teams[room];

    for (uint32_t layer = 0; layer < LAYER_COUNT && team->told; layer++) {
        for (uint32_t phase = 0; phase < PHASE_COUNT; phase++) {
            put_text(t, export_room_name(t->e, room));
            put_word(t, "layer", layer_name((enum layer)layer));
            put_word(t, "phase", phase_name((enum phase)phase));
            put_number(t, team->actions[layer][phase]);
            put_number(t, team->stood[phase]);
            end_row(t);
        }
    }
}

static void tell_matrix(struct table_telling *t)
{
    BEGIN_TABLE(t, "export.table_matrix", "export.room", "export.layer", "export.phase",
                "export.actions", "export.stood");
    for (uint32_t room = 0; room < t->e->s->settings.rooms_count; room++)
        tell_matrix_of(t, room);
    end_table(t);
}

void export_tables(const struct export *e, const struct table_writer *writer)
{
    struct table_telling t = {.e = e, .writer = writer};

    tell_session(&t);
    BEGIN_TABLE(&t, "export.table_votes", "export.room", "export.round", "export.dilemma",
                "export.option", "export.first", "export.second", "export.decision");
    tell_rounds(&t, tell_votes_of);
    BEGIN_TABLE(&t, "export.table_sure", "export.room", "export.round", "export.dilemma",
                "export.sure", "export.people");
    tell_rounds(&t, tell_sure_of);
    BEGIN_TABLE(&t, "export.table_shifts", "export.room", "export.round", "export.dilemma",
                "export.from", "export.to", "export.people");
    tell_rounds(&t, tell_shifts_of);
    BEGIN_TABLE(&t, "export.table_team", "export.room", "export.round", "export.dilemma",
                "export.who", "export.before", "export.after");
    tell_rounds(&t, tell_team_of);
    BEGIN_TABLE(&t, "export.table_happenings", "export.room", "export.round", "export.dilemma",
                "export.happening", "export.words");
    tell_rounds(&t, tell_happenings_of);
    tell_outcomes(&t);
    tell_matrix(&t);
}
