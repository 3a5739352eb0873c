/* export.c -- what a trainer may take home: decisions, votes as counted by session/export.h (no
 * figures about fewer than five people), and how the simulated teams fared. No names, no reasons,
 * nothing about one person. */
#include <stdio.h>
#include <stdlib.h>

#include "api/internal.h"
#include "session/export.h"
#include "session/session.h"
#include "session/state.h"

#define EXPORT_BYTES_MAX (4 * 1024 * 1024)

/* An export being written, as a body or as rows. */
struct export
{
    const struct session *s;
    const struct scenario *scenario;
    enum lang lang;
    const struct export_round *rounds;
    uint32_t rounds_count;
    struct arena *arena;
    struct buffer out;
};

/* The n-th of "Keuken, Serre, ..."; 64 of them. */
static struct bytes room_name(enum lang lang, uint32_t room)
{
    const char *at = sentences_get(lang, "room.names");

    for (; room > 0; room--) {
        const char *comma = strstr(at, ", ");
        if (comma == NULL)
            break;
        at = comma + 2;
    }
    return (struct bytes){(const uint8_t *)at, strcspn(at, ",")};
}

static struct bytes round_room_name(const struct export *e, const struct export_round *round)
{
    if (round->room == ROOM_ALL)
        return bytes_of(sentences_get(e->lang, "export.all_rooms"));
    return room_name(e->lang, round->room);
}

static const struct scenario_dilemma *round_dilemma(const struct export *e,
                                                    const struct export_round *round)
{
    return &e->scenario->dilemmas[round->dilemma];
}

static struct bytes in_lang(const struct export *e, const struct text *text)
{
    return text_in(text, (uint32_t)e->lang);
}

/* ---- JSON ----------------------------------------------------------------------------- */

static int64_t *numbers_of(const struct export *e, const uint16_t *numbers, uint32_t count)
{
    uint32_t got;
    int64_t *items = arena_list(e->arena, count, sizeof *items, &got);

    for (uint32_t i = 0; i < got; i++)
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
    if (counts->shown) {
        out->counts.items = numbers_of(e, counts->counts, count);
        out->counts.count = count;
    }
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

/* Where each simulated member stood after the consequence. In an outdated session this is
 * unknown. */
static struct body_export_member *members_of(const struct export *e,
                                             const struct export_round *round, uint32_t *count)
{
    const struct scenario *scenario = e->scenario;
    struct body_export_member *items;

    *count = 0;
    if (round->room == ROOM_ALL || session_is_outdated(e->s) ||
        session_room(e->s, round->room)->rounds[round->round].told == 0)
        return NULL;
    items = arena_list(e->arena, scenario->members_count, sizeof *items, count);
    for (uint32_t i = 0; i < *count; i++) {
        const uint8_t phase = session_room(e->s, round->room)->rounds[round->round].after.phases[i];

        items[i].name = in_lang(e, &scenario->members[i].name);
        items[i].phase = phase < PHASE_COUNT ? phase : BODY_NO_WORD; /* The place is empty. */
    }
    return items;
}

static struct bytes *options_of(const struct export *e, const struct scenario_dilemma *d,
                                uint32_t *count)
{
    struct bytes *items = arena_list(e->arena, d->options_count, sizeof *items, count);

    for (uint32_t option = 0; option < *count; option++)
        items[option] = in_lang(e, &d->options[option].title);
    return items;
}

static struct body_export_round round_of(const struct export *e, const struct export_round *round)
{
    const struct scenario_dilemma *d = round_dilemma(e, round);
    const bool all = round->room == ROOM_ALL;
    struct body_export_round out = {.room = all ? BODY_NONE : round->room + 1,
                                    .room_name = round_room_name(e, round),
                                    .round = round->round + 1,
                                    .dilemma = d->id,
                                    .title = in_lang(e, &d->title),
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
    return out;
}

static uint32_t participants_count(const struct session *s)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < s->seats_count; i++)
        count += role_plays(session_seat(s, i)->role);
    return count;
}

static void reply_json(struct http_request *request, const struct export *e)
{
    const struct settings *settings = &e->s->settings;
    uint32_t count;
    struct body_export_round *rounds =
        arena_list(e->arena, e->rounds_count, sizeof *rounds, &count);

    for (uint32_t i = 0; i < count; i++)
        rounds[i] = round_of(e, &e->rounds[i]);
    http_header(request, "content-disposition:", "attachment; filename=\"dilemmakamer.json\"");
    reply_body(request, 200, &body_export,
               &(struct body_export){.session = {settings->title, settings->title_bytes},
                                     .scenario = e->scenario->id,
                                     .scenario_version = e->scenario->version,
                                     .title = in_lang(e, &e->scenario->title),
                                     .status = (uint8_t)e->s->status,
                                     .rule = (uint8_t)settings->rule,
                                     .rooms = settings->rooms_count,
                                     .participants = participants_count(e->s),
                                     .events = (int64_t)session_seq(e->s),
                                     .withheld_below = EXPORT_PEOPLE_MIN,
                                     .rounds = {rounds, count}},
               e->arena, EXPORT_BYTES_MAX);
}

/* ---- CSV (RFC 4180; semicolons in Dutch, as spreadsheets there expect) ----------------- */

static void put_cell(struct export *e, struct bytes text)
{
    /* After a leading sign, a spreadsheet would calculate. */
    const bool formula = text.size > 0 && memchr("=+-@\t\r", text.data[0], 6) != NULL;

    buffer_append_byte(&e->out, '"');
    if (formula)
        buffer_append_byte(&e->out, '\'');
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '"')
            buffer_append_byte(&e->out, '"');
        buffer_append_byte(&e->out, text.data[i]);
    }
    buffer_append_byte(&e->out, '"');
}

static void put_separator(struct export *e)
{
    buffer_append_byte(&e->out, e->lang == LANG_NL ? ';' : ',');
}

static void put_count(struct export *e, const struct export_counts *counts, uint32_t option)
{
    put_separator(e);
    if (counts->shown)
        buffer_append_int(&e->out, counts->counts[option]);
    else
        put_cell(e, bytes_of(sentences_get(e->lang, "export.withheld")));
}

/* One row per option. */
static void write_rows(struct export *e, const struct export_round *round)
{
    const struct scenario_dilemma *d = round_dilemma(e, round);

    for (uint32_t option = 0; option < d->options_count; option++) {
        put_cell(e, round_room_name(e, round));
        put_separator(e);
        buffer_append_int(&e->out, round->round + 1);
        put_separator(e);
        put_cell(e, in_lang(e, &d->title));
        put_separator(e);
        put_cell(e, in_lang(e, &d->options[option].title));
        put_count(e, &round->first, option);
        put_count(e, &round->second, option);
        put_separator(e);
        buffer_append_int(&e->out, round->decisions[option]);
        buffer_append_text(&e->out, "\r\n");
    }
}

static void write_csv(struct export *e)
{
    static const char *const heads[] = {"export.room",    "export.round", "export.dilemma",
                                        "export.option",  "export.first", "export.second",
                                        "export.decision"};

    buffer_append_text(&e->out, "\xEF\xBB\xBF"); /* So that spreadsheets see UTF-8. */
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        if (i > 0)
            put_separator(e);
        put_cell(e, bytes_of(sentences_get(e->lang, heads[i])));
    }
    buffer_append_text(&e->out, "\r\n");
    for (uint32_t i = 0; i < e->rounds_count; i++)
        write_rows(e, &e->rounds[i]);
}

/* ---- routes --------------------------------------------------------------------------- */

enum { EXPORT_JSON, EXPORT_CSV };

static void reply_csv(struct http_request *request, struct export *e)
{
    uint8_t *memory = malloc(EXPORT_BYTES_MAX), *fitting;

    if (memory == NULL) {
        http_fail(request, FAULT_BUSY, NULL);
        return;
    }
    buffer_init(&e->out, memory, EXPORT_BYTES_MAX);
    write_csv(e);
    if (e->out.overflowed) {
        free(memory);
        http_fail(request, FAULT_TOO_LARGE, NULL);
        return;
    }
    http_header(request, "content-disposition:", "attachment; filename=\"dilemmakamer.csv\"");
    fitting = realloc(memory, e->out.size);
    http_reply_owned(request, 200, "text/csv; charset=utf-8", fitting != NULL ? fitting : memory,
                     e->out.size);
}

static void answer(struct job *job, const struct host_look *look)
{
    struct http_request *request = job->request;
    const bool csv = job->kind == EXPORT_CSV;
    struct export e = {
        .s = look->state, .scenario = look->scenario, .lang = job->lang, .arena = arena_open()};
    struct export_round *rounds = calloc(EXPORT_ROUNDS_MAX, sizeof *rounds);

    job_end(job);
    if (e.arena == NULL || rounds == NULL) {
        http_fail(request, FAULT_BUSY, NULL);
    } else {
        e.rounds_count = export_rounds(look->state, rounds, EXPORT_ROUNDS_MAX);
        e.rounds = rounds;
        if (csv)
            reply_csv(request, &e);
        else
            reply_json(request, &e);
    }
    arena_close(e.arena);
    free(rounds);
}

static void on_trainer_for_export(void *arg, const struct host_look *look)
{
    struct job *job = arg;

    if (!job_seat_found(job, look))
        return;
    if (look_is_trainer(look))
        answer(job, look);
    else
        job_fail(job, FAULT_FORBIDDEN, NULL);
}

static void begin(struct api *api, struct http_request *request, uint32_t kind)
{
    struct job *job = job_begin(api, request);

    if (job == NULL)
        return;
    job->kind = kind;
    job_look_up(job, on_trainer_for_export);
}

void route_export_json(struct api *api, struct http_request *request, const char *part)
{
    (void)part;
    begin(api, request, EXPORT_JSON);
}

void route_export_csv(struct api *api, struct http_request *request, const char *part)
{
    (void)part;
    begin(api, request, EXPORT_CSV);
}
