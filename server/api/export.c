/* export.c -- what a trainer may take home: decisions, votes counted as session/export.h allows (no
 * figures about fewer than five people), and how the simulated teams fared. No names, no reasons,
 * nothing of one person. */
#include <stdio.h>
#include <stdlib.h>

#include "api/internal.h"
#include "session/export.h"
#include "session/session.h"
#include "session/state.h"

#define EXPORT_BYTES_MAX (4 * 1024 * 1024)

/* What is being written. */
struct export
{
    const struct session *s;
    const struct scenario *scenario;
    enum lang lang;
    const struct export_round *rounds;
    uint32_t rounds_count;
    struct buffer out;
    struct writer w;
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

static void put_numbers(struct writer *w, const uint16_t *numbers, uint32_t count)
{
    writer_list(w, count);
    for (uint32_t i = 0; i < count; i++)
        writer_int(w, numbers[i]);
}

/* {"people", "counts": [...] or null when withheld} */
static void put_counts(struct writer *w, const char *key, const struct export_counts *counts,
                       uint32_t count)
{
    writer_key(w, key);
    writer_map(w, 2);
    writer_put_int(w, "people", counts->people);
    writer_key(w, "counts");
    if (counts->shown)
        put_numbers(w, counts->counts, count);
    else
        writer_null(w);
}

static void put_shifts(struct writer *w, const struct export_round *round)
{
    writer_key(w, "shifts");
    if (!round->shifts_shown) {
        writer_null(w);
        return;
    }
    writer_list(w, round->options_count);
    for (uint32_t first = 0; first < round->options_count; first++)
        put_numbers(w, round->shifts[first], round->options_count);
}

static void put_decision(struct export *e, const struct export_round *round)
{
    writer_key(&e->w, "decision");
    if (round->decision != OPTION_NONE)
        writer_int(&e->w, round->decision);
    else
        writer_null(&e->w);
    writer_key(&e->w, "decided_by");
    if (round->room != ROOM_ALL)
        writer_word(&e->w, decided_by_name((enum decided_by)round->decided_by));
    else
        writer_null(&e->w);
    writer_key(&e->w, "decisions");
    writer_list(&e->w, round->options_count);
    for (uint32_t option = 0; option < round->options_count; option++)
        writer_int(&e->w, round->decisions[option]);
}

/* Where each simulated member stood after the consequence. */
static void put_members(struct export *e, const struct export_round *round)
{
    const bool known =
        round->room != ROOM_ALL && session_room(e->s, round->room)->rounds[round->round].told != 0;
    const struct scenario *scenario = e->scenario;

    writer_key(&e->w, "members");
    writer_list(&e->w, known ? scenario->members_count : 0);
    for (uint32_t i = 0; known && i < scenario->members_count; i++) {
        const uint8_t phase = session_room(e->s, round->room)->rounds[round->round].after.phases[i];
        writer_map(&e->w, 2);
        writer_put_text(&e->w, "name", in_lang(e, &scenario->members[i].name));
        writer_key(&e->w, "phase");
        if (phase < PHASE_COUNT)
            writer_word(&e->w, phase_name((enum phase)phase));
        else
            writer_null(&e->w); /* The place is empty. */
    }
}

static void write_round(struct export *e, const struct export_round *round)
{
    const struct scenario_dilemma *d = round_dilemma(e, round);

    writer_map(&e->w, 14);
    writer_key(&e->w, "room");
    if (round->room != ROOM_ALL)
        writer_int(&e->w, round->room + 1);
    else
        writer_null(&e->w);
    writer_put_text(&e->w, "room_name", round_room_name(e, round));
    writer_put_int(&e->w, "round", round->round + 1);
    writer_put_text(&e->w, "dilemma", d->id);
    writer_put_text(&e->w, "title", in_lang(e, &d->title));
    writer_key(&e->w, "options");
    writer_list(&e->w, d->options_count);
    for (uint32_t option = 0; option < d->options_count; option++)
        writer_text(&e->w, in_lang(e, &d->options[option].title));
    put_counts(&e->w, "first", &round->first, round->options_count);
    put_counts(&e->w, "second", &round->second, round->options_count);
    put_counts(&e->w, "confidence", &round->confidence, OPTIONS_MAX);
    put_shifts(&e->w, round);
    put_decision(e, round);
    put_members(e, round);
}

static uint32_t participants_count(const struct session *s)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < s->seats_count; i++)
        count += role_plays(session_seat(s, i)->role);
    return count;
}

static void write_json(struct export *e)
{
    const struct settings *settings = &e->s->settings;

    writer_init(&e->w, &e->out, ENCODING_JSON);
    writer_map(&e->w, 11);
    writer_put_text(&e->w, "session", (struct bytes){settings->title, settings->title_bytes});
    writer_put_text(&e->w, "scenario", e->scenario->id);
    writer_put_text(&e->w, "scenario_version", e->scenario->version);
    writer_put_text(&e->w, "title", in_lang(e, &e->scenario->title));
    writer_put_word(&e->w, "status", status_name((enum status)e->s->status));
    writer_put_word(&e->w, "rule", rule_name((enum rule)settings->rule));
    writer_put_int(&e->w, "rooms", settings->rooms_count);
    writer_put_int(&e->w, "participants", participants_count(e->s));
    writer_put_int(&e->w, "events", (int64_t)session_seq(e->s));
    writer_put_int(&e->w, "withheld_below", EXPORT_PEOPLE_MIN);
    writer_key(&e->w, "rounds");
    writer_list(&e->w, e->rounds_count);
    for (uint32_t i = 0; i < e->rounds_count; i++)
        write_round(e, &e->rounds[i]);
}

/* ---- CSV (RFC 4180; semicolons in Dutch, as spreadsheets there expect) ----------------- */

static void put_cell(struct export *e, struct bytes text)
{
    /* A leading sign would make a spreadsheet calculate. */
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

/* One row an option. */
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

static void write_answer(struct http_request *request, struct export *e, bool csv)
{
    if (csv)
        write_csv(e);
    else
        write_json(e);
    if (e->out.overflowed) {
        http_fail(request, FAULT_TOO_LARGE, NULL);
        return;
    }
    http_header(request, "content-disposition:",
                csv ? "attachment; filename=\"dilemmakamer.csv\""
                    : "attachment; filename=\"dilemmakamer.json\"");
    http_reply(request, 200, csv ? "text/csv; charset=utf-8" : "application/json",
               buffer_bytes(&e->out));
}

static void answer(struct job *job, const struct host_look *look)
{
    struct http_request *request = job->request;
    const bool csv = job->kind == EXPORT_CSV;
    struct export e = {.s = look->state, .scenario = look->scenario, .lang = job->lang};
    struct export_round *rounds = calloc(EXPORT_ROUNDS_MAX, sizeof *rounds);
    uint8_t *memory = malloc(EXPORT_BYTES_MAX);

    job_end(job);
    if (memory == NULL || rounds == NULL) {
        http_fail(request, FAULT_BUSY, NULL);
    } else {
        buffer_init(&e.out, memory, EXPORT_BYTES_MAX);
        e.rounds_count = export_rounds(look->state, rounds, EXPORT_ROUNDS_MAX);
        e.rounds = rounds;
        write_answer(request, &e, csv);
    }
    free(memory);
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
