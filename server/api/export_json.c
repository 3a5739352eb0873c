/* export_json.c -- what leaves a session as JSON; bodies.def says what each field is. */
#include "api/export_inside.h"
#include "session/session.h"
#include "session/state.h"

static int64_t *numbers_of(const struct export *e, const uint16_t *numbers, uint32_t count,
                           uint32_t *got)
{
    int64_t *items = arena_list(e->arena, count, sizeof *items, got);

    for (uint32_t i = 0; i < *got; i++)
        items[i] = numbers[i];
    return items;
}

static struct body_export_counts *counts_of(const struct export *e,
                                            const struct export_counts *counts, uint32_t count)
{
    uint32_t got;
    struct body_export_counts *out = arena_list(e->arena, 1, sizeof *out, &got);

    if (got == 0)
        return NULL;
    out->people = counts->people;
    if (counts->shown)
        out->counts.items = numbers_of(e, counts->counts, count, &out->counts.count);
    return out;
}

/* The table as a list, row by row. */
static int64_t *shifts_of(const struct export *e, const struct export_round *round)
{
    const uint32_t side = round->options_count;
    uint32_t got;
    int64_t *items = arena_list(e->arena, side * side, sizeof *items, &got);

    for (uint32_t i = 0; i < got; i++)
        items[i] = round->shifts[i / side][i % side];
    return items;
}

static int64_t *decisions_of(const struct export *e, const struct export_round *round,
                             uint32_t *count)
{
    int64_t *items = arena_list(e->arena, round->options_count, sizeof *items, count);

    for (uint32_t i = 0; i < *count; i++)
        items[i] = round->decisions[i];
    return items;
}

static uint8_t phase_word(uint8_t phase)
{
    return phase < PHASE_COUNT ? phase : BODY_NO_WORD;
}

/* Where each simulated member stood before and after the consequence. */
static struct body_export_member *members_of(const struct export *e,
                                             const struct export_round *round, uint32_t *count)
{
    struct body_export_member *items;
    uint8_t before, after;

    *count = 0;
    if (!export_phases(e, round, 0, &before, &after))
        return NULL;
    items = arena_list(e->arena, e->scenario->members_count, sizeof *items, count);
    for (uint32_t i = 0; i < *count; i++) {
        export_phases(e, round, i, &before, &after);
        items[i].name = export_text(e, &e->scenario->members[i].name);
        items[i].phase_before = phase_word(before);
        items[i].phase = phase_word(after);
    }
    return items;
}

static struct body_export_happening *
happenings_of(const struct export *e, const struct export_round *round, uint32_t *count)
{
    struct export_happening one;
    struct body_export_happening *items;
    uint32_t there = 0;

    while (export_happening(e, round, there, &one))
        there++;
    items = arena_list(e->arena, there, sizeof *items, count);
    for (uint32_t i = 0; i < *count; i++) {
        export_happening(e, round, i, &one);
        items[i] = (struct body_export_happening){one.key, one.name, one.words};
    }
    return items;
}

static struct bytes *options_of(const struct export *e, const struct scenario_dilemma *d,
                                uint32_t *count)
{
    struct bytes *items = arena_list(e->arena, d->options_count, sizeof *items, count);

    for (uint32_t option = 0; option < *count; option++)
        items[option] = export_text(e, &d->options[option].title);
    return items;
}

static struct body_export_round round_of(const struct export *e, const struct export_round *round)
{
    const struct scenario_dilemma *d = export_dilemma(e, round);
    const bool all = round->room == ROOM_ALL;
    struct body_export_round out = {.room = all ? BODY_NONE : round->room + 1,
                                    .room_name = export_room_name(e, round->room),
                                    .round = round->round + 1,
                                    .dilemma = d->id,
                                    .title = export_text(e, &d->title),
                                    .first = counts_of(e, &round->first, round->options_count),
                                    .second = counts_of(e, &round->second, round->options_count),
                                    .confidence = counts_of(e, &round->confidence, OPTIONS_MAX),
                                    .decision = round->decision != OPTION_NONE ? round->decision
                                                                               : BODY_NONE,
                                    .decided_by = all ? BODY_NO_WORD : round->decided_by};

    out.options.items = options_of(e, d, &out.options.count);
    if (round->shifts_shown) {
        out.shifts.items = shifts_of(e, round);
        out.shifts.count = round->options_count;
    }
    out.decisions.items = decisions_of(e, round, &out.decisions.count);
    out.members.items = members_of(e, round, &out.members.count);
    out.happenings.items = happenings_of(e, round, &out.happenings.count);
    return out;
}

/* ---- teams ---------------------------------------------------------------------------- */

static struct body_export_outcomes *outcomes_of(const struct export *e,
                                                const struct export_outcomes *outcomes)
{
    uint32_t got;
    struct body_export_outcomes *out = arena_list(e->arena, 1, sizeof *out, &got);

    if (got > 0)
        *out =
            (struct body_export_outcomes){outcomes->learning, outcomes->wellbeing, outcomes->work};
    return out;
}

static struct body_export_layer *matrix_of(const struct export *e, const struct export_team *team,
                                           uint32_t *count)
{
    struct body_export_layer *items = arena_list(e->arena, LAYER_COUNT, sizeof *items, count);

    for (uint32_t layer = 0; layer < *count; layer++) {
        items[layer].layer = (uint8_t)layer;
        items[layer].actions.items =
            numbers_of(e, team->actions[layer], PHASE_COUNT, &items[layer].actions.count);
        items[layer].stood.items =
            numbers_of(e, team->stood, PHASE_COUNT, &items[layer].stood.count);
    }
    return items;
}

static struct body_export_team team_of(const struct export *e, uint32_t room)
{
    const struct export_team *team = &e->teams[room];
    struct body_export_team out = {.room = room + 1, .room_name = export_room_name(e, room)};

    if (!team->told)
        return out;
    out.start = outcomes_of(e, &team->start);
    out.now = outcomes_of(e, &team->now);
    out.matrix.items = matrix_of(e, team, &out.matrix.count);
    return out;
}

void export_write_json(const struct export *e, struct buffer *out)
{
    const struct settings *settings = &e->s->settings;
    uint32_t rounds_count, teams_count;
    struct writer w;
    struct body_export_round *rounds =
        arena_list(e->arena, e->rounds_count, sizeof *rounds, &rounds_count);
    struct body_export_team *teams =
        arena_list(e->arena, settings->rooms_count, sizeof *teams, &teams_count);

    for (uint32_t i = 0; i < rounds_count; i++)
        rounds[i] = round_of(e, &e->rounds[i]);
    for (uint32_t i = 0; i < teams_count; i++)
        teams[i] = team_of(e, i);
    writer_init(&w, out, ENCODING_JSON);
    body_write(&w, &body_export,
               &(struct body_export){.format = EXPORT_FORMAT,
                                     .schema = bytes_of(EXPORT_SCHEMA_PATH),
                                     .session = {settings->title, settings->title_bytes},
                                     .scenario = e->scenario->id,
                                     .scenario_version = e->scenario->version,
                                     .title = export_text(e, &e->scenario->title),
                                     .status = (uint8_t)e->s->status,
                                     .rule = (uint8_t)settings->rule,
                                     .rooms = settings->rooms_count,
                                     .participants = export_participants(e),
                                     .events = (int64_t)session_seq(e->s),
                                     .withheld_below = EXPORT_PEOPLE_MIN,
                                     .rounds = {rounds, rounds_count},
                                     .teams = {teams, teams_count}});
}
