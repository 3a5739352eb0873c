/* export.c -- what a trainer may take home: decisions, votes counted under the rule of five
 * (tally.h), and how the simulated team fared. No names, no reasons, nothing of one person. */
#include <stdio.h>
#include <stdlib.h>

#include "api/internal.h"
#include "api/tally.h"
#include "session/session.h"
#include "session/state.h"

#define EXPORT_BYTES_MAX (4 * 1024 * 1024)

/* What is being written. */
struct export {
    const struct session *s;
    const struct scenario *scenario;
    enum lang lang;
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

static bool is_decided(const struct room_round *round)
{
    return round->dilemma != DILEMMA_NONE && round->decision != OPTION_NONE;
}

static struct bytes option_title(const struct export *e, const struct scenario_dilemma *d,
                                 uint32_t option)
{
    return text_in(&d->options[option].title, (uint32_t)e->lang);
}

/* ---- JSON ------------------------------------------------------------------------------------- */

static void put_counts(struct writer *w, const char *key, const struct tally *tally, bool shown,
                       uint32_t options_count)
{
    writer_key(w, key);
    if (!shown) {
        writer_null(w);
        return;
    }
    writer_list(w, options_count);
    for (uint32_t option = 0; option < options_count; option++)
        writer_int(w, tally->counts[option]);
}

static void write_members(struct export *e, const struct room_round *round)
{
    writer_key(&e->w, "members");
    writer_list(&e->w, round->told ? e->scenario->members_count : 0);
    for (uint32_t i = 0; round->told && i < e->scenario->members_count; i++) {
        const uint8_t phase = round->after.phases[i];
        writer_map(&e->w, 2);
        writer_put_text(&e->w, "name", text_in(&e->scenario->members[i].name, (uint32_t)e->lang));
        writer_key(&e->w, "phase");
        if (phase < PHASE_COUNT)
            writer_word(&e->w, phase_name((enum phase)phase));
        else
            writer_null(&e->w); /* The place is empty. */
    }
}

static void write_round(struct export *e, uint32_t room, uint32_t number,
                        const struct room_round *round)
{
    const struct scenario_dilemma *d = &e->scenario->dilemmas[round->dilemma];
    const struct tally first = tally_room(e->s, room, number, TALLY_FIRST);
    const struct tally second = tally_room(e->s, room, number, TALLY_SECOND);
    const bool both = tally_is_shown(&first) && tally_is_shown(&second);

    writer_map(&e->w, 9);
    writer_put_int(&e->w, "round", number + 1);
    writer_put_text(&e->w, "dilemma", d->id);
    writer_put_text(&e->w, "title", text_in(&d->title, (uint32_t)e->lang));
    put_counts(&e->w, "first", &first, tally_is_shown(&first), d->options_count);
    put_counts(&e->w, "second", &second, tally_is_shown(&second), d->options_count);
    writer_key(&e->w, "changed");
    if (both)
        writer_int(&e->w, round->changed);
    else
        writer_null(&e->w);
    writer_put_int(&e->w, "decision", round->decision);
    writer_put_word(&e->w, "decided_by", decided_by_name((enum decided_by)round->decided_by));
    write_members(e, round);
}

static void write_rooms(struct export *e)
{
    writer_key(&e->w, "rooms");
    writer_list(&e->w, e->s->settings.rooms_count);
    for (uint32_t room = 0; room < e->s->settings.rooms_count; room++) {
        writer_map(&e->w, 3);
        writer_put_int(&e->w, "room", room + 1);
        writer_put_text(&e->w, "name", room_name(e->lang, room));
        writer_key(&e->w, "rounds");
        writer_list_open(&e->w);
        for (uint32_t round = 0; round < ROUNDS_MAX; round++) {
            const struct room_round *played = &session_room(e->s, room)->rounds[round];
            if (is_decided(played))
                write_round(e, room, round, played);
        }
        writer_list_close(&e->w);
    }
}

static void write_total(struct export *e, const struct scenario_dilemma *d,
                        const struct tally_total *first, const struct tally_total *second)
{
    writer_map(&e->w, 6);
    writer_put_text(&e->w, "dilemma", d->id);
    writer_put_text(&e->w, "title", text_in(&d->title, (uint32_t)e->lang));
    writer_key(&e->w, "options");
    writer_list(&e->w, d->options_count);
    for (uint32_t option = 0; option < d->options_count; option++)
        writer_text(&e->w, option_title(e, d, option));
    writer_put_int(&e->w, "rooms", first->rooms);
    put_counts(&e->w, "first", &first->tally, tally_total_is_shown(first), d->options_count);
    put_counts(&e->w, "second", &second->tally, tally_total_is_shown(second), d->options_count);
}

static void write_totals(struct export *e)
{
    writer_key(&e->w, "dilemmas");
    writer_list_open(&e->w);
    for (uint32_t i = 0; i < e->scenario->dilemmas_count; i++) {
        const struct tally_total first = tally_dilemma(e->s, i, TALLY_FIRST);
        const struct tally_total second = tally_dilemma(e->s, i, TALLY_SECOND);
        if (first.rooms > 0)
            write_total(e, &e->scenario->dilemmas[i], &first, &second);
    }
    writer_list_close(&e->w);
}

static uint32_t participants_count(const struct session *s)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < s->seats_count; i++)
        count += session_seat(s, i)->role == ROLE_PARTICIPANT;
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
    writer_put_text(&e->w, "title", text_in(&e->scenario->title, (uint32_t)e->lang));
    writer_put_word(&e->w, "status", status_name((enum status)e->s->status));
    writer_put_word(&e->w, "rule", rule_name((enum rule)settings->rule));
    writer_put_int(&e->w, "participants", participants_count(e->s));
    writer_put_int(&e->w, "events", (int64_t)session_seq(e->s));
    writer_put_int(&e->w, "withheld_below", TALLY_PEOPLE_MIN);
    write_rooms(e);
    write_totals(e);
}

/* ---- CSV (RFC 4180; semicolons in Dutch, as spreadsheets there expect) ------------------------- */

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

static void put_count(struct export *e, const struct tally *tally, uint32_t option)
{
    put_separator(e);
    if (tally_is_shown(tally))
        buffer_append_int(&e->out, tally->counts[option]);
    else
        put_cell(e, bytes_of(sentences_get(e->lang, "export.withheld")));
}

static void write_rows(struct export *e, uint32_t room, uint32_t number,
                       const struct room_round *round)
{
    const struct scenario_dilemma *d = &e->scenario->dilemmas[round->dilemma];
    const struct tally first = tally_room(e->s, room, number, TALLY_FIRST);
    const struct tally second = tally_room(e->s, room, number, TALLY_SECOND);

    for (uint32_t option = 0; option < d->options_count; option++) {
        put_cell(e, room_name(e->lang, room));
        put_separator(e);
        buffer_append_int(&e->out, number + 1);
        put_separator(e);
        put_cell(e, text_in(&d->title, (uint32_t)e->lang));
        put_separator(e);
        put_cell(e, option_title(e, d, option));
        put_count(e, &first, option);
        put_count(e, &second, option);
        put_separator(e);
        buffer_append_int(&e->out, round->decision == option);
        buffer_append_text(&e->out, "\r\n");
    }
}

static void write_csv(struct export *e)
{
    static const char *const heads[] = {"export.room",   "export.round",  "export.dilemma",
                                        "export.option", "export.first",  "export.second",
                                        "export.decision"};

    buffer_append_text(&e->out, "\xEF\xBB\xBF"); /* So that spreadsheets see UTF-8. */
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        if (i > 0)
            put_separator(e);
        put_cell(e, bytes_of(sentences_get(e->lang, heads[i])));
    }
    buffer_append_text(&e->out, "\r\n");
    for (uint32_t room = 0; room < e->s->settings.rooms_count; room++) {
        for (uint32_t round = 0; round < ROUNDS_MAX; round++) {
            const struct room_round *played = &session_room(e->s, room)->rounds[round];
            if (is_decided(played))
                write_rows(e, room, round, played);
        }
    }
}

/* ---- routes ----------------------------------------------------------------------------------- */

enum { EXPORT_JSON, EXPORT_CSV };

static void answer(struct job *job, const struct host_look *look)
{
    struct http_request *request = job->request;
    const bool csv = job->kind == EXPORT_CSV;
    struct export e = {.s = look->state, .scenario = look->scenario, .lang = job->lang};
    uint8_t *memory = malloc(EXPORT_BYTES_MAX);

    job_end(job);
    if (memory == NULL) {
        http_fail(request, FAULT_BUSY, NULL);
        return;
    }
    buffer_init(&e.out, memory, EXPORT_BYTES_MAX);
    if (csv)
        write_csv(&e);
    else
        write_json(&e);
    if (e.out.overflowed) {
        free(memory);
        http_fail(request, FAULT_TOO_LARGE, NULL);
        return;
    }
    http_header(request, "content-disposition:",
                csv ? "attachment; filename=\"dilemmakamer.csv\""
                    : "attachment; filename=\"dilemmakamer.json\"");
    http_reply(request, 200, csv ? "text/csv; charset=utf-8" : "application/json",
               buffer_bytes(&e.out));
    free(memory);
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
