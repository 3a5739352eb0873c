#include "wasm/module.h"

#include "protocol/codec.h"
#include "scenario/own_team.h"
#include "session/state.h"

#include <stdlib.h>

#define FILES_MAX  96 /* A story with its catalogue, and today's. */
#define OUT_BYTES  (EVENTS_PER_COMMAND_MAX * (EVENT_BYTES_MAX + 4))
#define PATH_BYTES 128
#define TODAY      "today/"

_Static_assert(OUT_BYTES >= SECTION_BYTES_MAX, "a section fits as well");

struct file {
    char path[PATH_BYTES];
    struct bytes bytes;
};

static struct {
    uint8_t *in;
    size_t in_capacity;
    struct buffer out;
    struct file files[FILES_MAX];
    uint32_t files_count;
    const struct scenario *scenario;
    struct session *session;
    struct event_list events;
} module;

uint32_t CORE_EXPORT(version) core_version(void)
{
    return CORE_VERSION;
}

/* ---- bytes in and out ----------------------------------------------------------------------- */

uint8_t *CORE_EXPORT(in) core_in(uint32_t bytes)
{
    if (bytes > module.in_capacity) {
        free(module.in);
        module.in = malloc(bytes);
        module.in_capacity = bytes;
    }
    assert(module.in != NULL || bytes == 0);
    return module.in;
}

struct bytes core_came(uint32_t bytes)
{
    assert(bytes <= module.in_capacity);
    return (struct bytes){module.in, bytes};
}

struct buffer *core_out_anew(void)
{
    if (module.out.data == NULL)
        buffer_init(&module.out, malloc(OUT_BYTES), OUT_BYTES);
    assert(module.out.data != NULL);
    buffer_reset(&module.out);
    return &module.out;
}

const uint8_t *CORE_EXPORT(out) core_out(void)
{
    assert(!module.out.overflowed);
    return module.out.data;
}

uint32_t CORE_EXPORT(out_bytes) core_out_bytes(void)
{
    return (uint32_t)module.out.size;
}

void core_put_number(struct buffer *out, uint64_t number, uint32_t bytes)
{
    for (uint32_t i = 0; i < bytes; i++)
        buffer_append_byte(out, (uint8_t)(number >> 8 * i));
}

/* ---- a story -------------------------------------------------------------------------------- */

void CORE_EXPORT(file) core_file(uint32_t path_bytes, uint32_t bytes)
{
    const struct bytes all = core_came(path_bytes + bytes);
    struct file *file = &module.files[module.files_count];
    uint8_t *copy = malloc(bytes + 1);

    assert(module.files_count < FILES_MAX && path_bytes < PATH_BYTES && copy != NULL);
    memcpy(file->path, all.data, path_bytes);
    file->path[path_bytes] = '\0';
    memcpy(copy, all.data + path_bytes, bytes);
    file->bytes.data = copy;
    file->bytes.size = bytes;
    module.files_count++;
}

/* `arg` is what its name begins with here. */
static enum result read_file(void *arg, const char *path, struct bytes *out)
{
    const char *folder = arg;
    const size_t size = strlen(folder);

    for (uint32_t i = 0; i < module.files_count; i++) {
        const char *name = module.files[i].path;

        if (strncmp(name, folder, size) != 0 || strcmp(name + size, path) != 0)
            continue;
        *out = module.files[i].bytes;
        return RESULT_OK;
    }
    return RESULT_NOT_FOUND;
}

static void let_go_of_files(void)
{
    while (module.files_count > 0)
        free((void *)(uintptr_t)module.files[--module.files_count].bytes.data);
    free(module.in);
    module.in = NULL;
    module.in_capacity = 0;
}

/* "de-sleutel/nl.json: dilemmas[0].title: text_missing" */
static void append_problem(struct buffer *out, const struct problem_list *problems)
{
    for (uint32_t i = 0; i < problems->count; i++) {
        const struct problem *p = &problems->items[i];

        if (p->level != PROBLEM_ERROR)
            continue;
        buffer_append_text(out, p->file);
        buffer_append_text(out, ": ");
        buffer_append_text(out, p->path);
        buffer_append_text(out, ": ");
        buffer_append_text(out, problem_name(p->id));
        return;
    }
}

static bool has_todays(void)
{
    bool found = false;

    for (uint32_t i = 0; i < module.files_count && !found; i++)
        found = strncmp(module.files[i].path, TODAY, strlen(TODAY)) == 0;
    return found;
}

static enum result compile_catalogue(const struct content_reader *reader, struct catalogue **out,
                                     struct problem_list *problems)
{
    const struct content_reader todays_reader = {.read = read_file, .arg = TODAY};
    struct catalogue *todays;
    enum result result;

    if (!has_todays())
        return catalogue_compile(reader, out, problems);
    result = catalogue_compile(&todays_reader, &todays, problems);
    if (result == RESULT_OK)
        result = catalogue_compile_earlier(reader, &todays_reader, todays, out, problems);
    catalogue_free(todays);
    return result;
}

uint32_t CORE_EXPORT(open) core_open(uint32_t folder_bytes)
{
    const struct content_reader reader = {.read = read_file, .arg = ""};
    struct problem_list *problems = calloc(1, sizeof *problems);
    struct catalogue *catalogue = NULL;
    struct scenario *scenario = NULL;
    char folder[PATH_BYTES];
    enum result result;

    assert(problems != NULL && folder_bytes < PATH_BYTES && module.scenario == NULL);
    memcpy(folder, core_came(folder_bytes).data, folder_bytes);
    folder[folder_bytes] = '\0';
    result = compile_catalogue(&reader, &catalogue, problems);
    if (result == RESULT_OK)
        result = scenario_compile(&reader, catalogue, folder, &scenario, problems);
    if (result == RESULT_OK) {
        core_use_scenario(scenario);
        buffer_append(core_out_anew(), scenario->version.data, scenario->version.size);
    } else {
        append_problem(core_out_anew(), problems);
    }
    free(problems);
    let_go_of_files();
    return (uint32_t)result;
}

void core_use_scenario(const struct scenario *scenario)
{
    module.scenario = scenario;
    free(module.session);
    module.session = NULL;
}

bool core_fits(struct bytes answers)
{
    struct own_team team;

    assert(module.scenario != NULL);
    return answers.size == 0 ||
           (own_team_read(answers, &team) && own_team_fits(module.scenario) == OWN_TEAM_FITS);
}

uint32_t CORE_EXPORT(own_team) core_own_team(uint32_t bytes, uint32_t seed, uint32_t lang)
{
    struct own_team team;
    struct own_cast cast;
    struct scenario *scenario;
    struct writer w;

    assert(module.scenario != NULL && lang < LANG_COUNT);
    if (!own_team_read(core_came(bytes), &team) || own_team_fits(module.scenario) != OWN_TEAM_FITS)
        return 0;
    scenario = malloc(sizeof *scenario);
    assert(scenario != NULL);
    own_team_cast(module.scenario, &team, seed, scenario, &cast);
    writer_init(&w, core_out_anew(), ENCODING_MSGPACK);
    own_team_view(scenario, &team, &cast, lang, &w);
    free(scenario);
    return 1;
}

/* ---- a session ------------------------------------------------------------------------------ */

const struct scenario *core_scenario(void)
{
    return module.scenario;
}

struct session *core_session(void)
{
    return module.session;
}

/* Memory for a session with these limits, still empty. */
struct session *core_make_session(uint32_t rooms_count, uint32_t seats_max)
{
    void *memory;

    if (rooms_count < 1 || rooms_count > ROOMS_MAX || seats_max < 1 || seats_max > SEATS_MAX)
        return NULL;
    memory = malloc(session_bytes(rooms_count, seats_max));
    assert(memory != NULL && module.scenario != NULL && module.session == NULL);
    module.session = session_init(memory, module.scenario, rooms_count, seats_max);
    return module.session;
}

/* A command can make a session only where there is none. */
static bool has_session_for(const struct command *c)
{
    if (module.session == NULL && c->type == COMMAND_SESSION_CREATE)
        core_make_session(c->session_create.rooms_count, c->session_create.seats_max);
    return module.session != NULL && (module.session->seq > 0 || c->type == COMMAND_SESSION_CREATE);
}

uint32_t CORE_EXPORT(decide) core_decide(uint32_t bytes)
{
    struct buffer *out = core_out_anew();
    struct command command;
    const char *field = NULL;
    enum reject reject;

    if (codec_read_asked(core_came(bytes), &command) != RESULT_OK || !has_session_for(&command))
        return CORE_UNREADABLE;
    reject = session_decide(module.session, &command, &module.events, &field);
    if (reject != REJECT_NONE && field != NULL)
        buffer_append_text(out, field);
    for (uint32_t i = 0; i < module.events.count; i++) {
        const size_t head = out->size;

        core_put_number(out, 0, 4);
        codec_write_event(out, &module.events.items[i]);
        for (uint32_t k = 0; k < 4; k++)
            out->data[head + k] = (uint8_t)((out->size - head - 4) >> 8 * k);
    }
    return (uint32_t)reject;
}

static bool has_session_of(const struct event *e)
{
    if (module.session == NULL && e->type == EVENT_SESSION_CREATED &&
        core_fits(e->session_created.own_team))
        core_make_session(e->session_created.rooms_count, e->session_created.seats_max);
    return module.session != NULL &&
           (module.session->seq > 0) != (e->type == EVENT_SESSION_CREATED);
}

uint32_t CORE_EXPORT(apply) core_apply(uint32_t bytes)
{
    struct buffer *out = core_out_anew();
    struct dirty dirty;
    struct event event;

    if (codec_read_event(core_came(bytes), &event) != RESULT_OK || !has_session_of(&event))
        return CORE_UNREADABLE;
    event.seq = module.session->seq + 1;
    dirty = session_apply(module.session, &event);
    core_put_number(out, dirty.sections, 4);
    core_put_number(out, dirty.seat, 2);
    core_put_number(out, dirty.room, 1);
    core_put_number(out, dirty.seat_only, 1);
    return 0;
}

uint32_t CORE_EXPORT(view)
    core_view(uint32_t seat, uint32_t section_index, uint32_t encoding, double now_ms)
{
    struct buffer *out = core_out_anew();
    struct audience audience;
    struct writer w;

    assert(module.session != NULL && seat < module.session->seats_count &&
           section_index < SECTIONS_COUNT && encoding < ENCODINGS_COUNT);
    audience = session_audience(module.session, (uint16_t)seat);
    writer_init(&w, out, (enum encoding)encoding);
    return session_view(module.session, &audience, section_at(section_index), &w, (uint64_t)now_ms);
}

double CORE_EXPORT(seq) core_seq(void)
{
    return module.session != NULL ? (double)module.session->seq : 0;
}

double CORE_EXPORT(deadline_ms) core_deadline_ms(void)
{
    return module.session != NULL ? (double)session_deadline_ms(module.session) : 0;
}

uint32_t CORE_EXPORT(outdated) core_outdated(void)
{
    return module.session != NULL && session_is_outdated(module.session);
}

void CORE_EXPORT(hash) core_hash(void)
{
    core_put_number(core_out_anew(), module.session != NULL ? session_hash(module.session) : 0, 8);
}
