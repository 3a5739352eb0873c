#include "protocol/codec.h"

#include <assert.h>

#include "protocol/flat.h"
#include "protocol/utf8.h"
#include "protocol/written.h"

/* What is being read, and the first thing that was wrong with it. */
struct reader {
    struct flat flat;
    struct codec_fault *fault;
    struct buffer *scratch; /* For texts that are not as they came. */
};

const struct flat_item *flat_find(const struct flat *flat, struct bytes key)
{
    for (uint32_t i = 0; i < flat->count; i++) {
        if (bytes_equal(flat->items[i].key, key))
            return &flat->items[i];
    }
    return NULL;
}

static bool fail(struct reader *r, enum fault fault, const char *field)
{
    r->fault->fault = fault;
    r->fault->field = field;
    return false;
}

static bool read_map(struct reader *r, enum encoding encoding, struct bytes message,
                     struct buffer *scratch, struct codec_fault *fault)
{
    *fault = (struct codec_fault){FAULT_NONE, NULL, 0};
    r->fault = fault;
    r->scratch = scratch;
    buffer_reset(scratch);
    assert(scratch->capacity >= CODEC_SCRATCH_BYTES);
    if (message.size > COMMAND_BYTES_MAX)
        return fail(r, FAULT_TOO_LARGE, NULL);
    if (encoding == ENCODING_JSON ? !flat_read_json(message, scratch, &r->flat)
                                  : !flat_read_msgpack(message, &r->flat))
        return fail(r, FAULT_MALFORMED, NULL);
    return true;
}

/* ---- fields of the envelope ----------------------------------------------------------- */

static bool read_text(struct reader *r, const char *name, size_t bytes_max, struct bytes *out)
{
    const struct flat_item *item = flat_find(&r->flat, bytes_of(name));

    if (item == NULL)
        return fail(r, FAULT_FIELD_MISSING, name);
    if (item->kind != FLAT_TEXT || item->text.size > bytes_max)
        return fail(r, FAULT_FIELD_WRONG, name);
    *out = item->text;
    return true;
}

static bool read_uint(struct reader *r, const char *name, uint64_t min, uint64_t max, uint64_t *out)
{
    const struct flat_item *item = flat_find(&r->flat, bytes_of(name));

    if (item == NULL)
        return fail(r, FAULT_FIELD_MISSING, name);
    if (item->kind != FLAT_UINT || item->number < min || item->number > max)
        return fail(r, FAULT_FIELD_WRONG, name);
    *out = item->number;
    return true;
}

/* ---- fields of a command -------------------------------------------------------------- */

/* A text that the field may have: as it came, or cleaned if somebody wrote it. */
static bool set_text(struct reader *r, const struct message_field *field,
                     const struct flat_item *item, struct bytes *out)
{
    if (item->kind != FLAT_TEXT)
        return false;
    *out = item->text;
    if (field->min > 0)
        return written_clean(item->text, r->scratch, out) && out->size <= field->max &&
               written_chars(*out) <= field->min;
    return item->text.size <= field->max && utf8_showable(item->text);
}

/* Set a field from its item, which must not be NULL. */
static bool set_field(struct reader *r, const struct message_field *field,
                      const struct flat_item *item, void *at)
{
    bool right = false;

    switch (field->kind) {
    case FIELD_UINT:
    case FIELD_TIME:
        right = item->kind == FLAT_UINT && item->number >= field->min && item->number <= field->max;
        if (right && field->kind == FIELD_TIME)
            *(uint64_t *)at = item->number;
        else if (right)
            *(uint32_t *)at = (uint32_t)item->number;
        break;
    case FIELD_BOOL:
        right = item->kind == FLAT_BOOL;
        if (right)
            *(bool *)at = item->number != 0;
        break;
    case FIELD_WORD:
        right = item->kind == FLAT_TEXT && words_parse(field->words, item->text, (uint8_t *)at);
        break;
    case FIELD_TEXT: right = set_text(r, field, item, at); break;
    case FIELD_BLOB: break; /* Clients never send hashes. */
    }
    return right || fail(r, FAULT_FIELD_WRONG, field->name);
}

/* What a field is that was left out. */
static void set_standard(const struct message_field *field, void *at)
{
    if (field->kind == FIELD_UINT)
        *(uint32_t *)at = field->standard;
}

static bool read_fields(struct reader *r, const struct message_rule *rule, uint8_t *body)
{
    for (const struct message_field *field = rule->fields; field->name != NULL; field++) {
        const struct flat_item *item = flat_find(&r->flat, bytes_of(field->name));
        if (item == NULL && !field->may_miss)
            return fail(r, FAULT_FIELD_MISSING, field->name);
        if (item == NULL)
            set_standard(field, body + field->offset);
        else if (!set_field(r, field, item, body + field->offset))
            return false;
    }
    return true;
}

/* The fields of every command start at the same place, their union. */
static uint8_t *command_body(struct command *command)
{
    return (uint8_t *)&command->session_create;
}

/* ---- messages of clients -------------------------------------------------------------- */

static bool read_hello(struct reader *r, struct client_hello *out)
{
    const struct flat_item *lang = flat_find(&r->flat, bytes_of("lang"));
    uint64_t version = 0, changes = 0;

    if (!read_text(r, "token", TOKEN_TEXT_BYTES, &out->token) ||
        !read_uint(r, "version", 0, UINT32_MAX, &version))
        return false;
    out->version = (uint32_t)version;
    if (flat_find(&r->flat, bytes_of("client")) != NULL &&
        !read_uint(r, "client", 1, EXACT_MAX, &out->client))
        return false;
    if (flat_find(&r->flat, bytes_of("changes")) != NULL &&
        !read_uint(r, "changes", 0, EXACT_MAX, &changes))
        return false;
    out->changes = changes > 0;
    /* A language that we do not have counts as not given: nobody is sent away for it. */
    out->lang_given = lang != NULL && lang->kind == FLAT_TEXT && lang_parse(lang->text, &out->lang);
    return true;
}

static bool read_command(struct reader *r, struct command *out)
{
    const struct message_rule *rule;
    struct bytes type;

    if (!read_uint(r, "id", 1, EXACT_MAX, &out->id))
        return false;
    r->fault->id = out->id;
    if (!read_text(r, "type", ID_BYTES_MAX, &type))
        return false;
    rule = command_rule_named(type);
    if (rule == NULL || rule->mask == BY_HOST)
        return fail(r, FAULT_TYPE_UNKNOWN, "type");
    out->type = (enum command_type)rule->id;
    return read_fields(r, rule, command_body(out));
}

bool codec_read_client(enum encoding encoding, struct bytes message, struct buffer *scratch,
                       struct client_message *out, struct codec_fault *fault)
{
    struct reader r;
    struct bytes type;

    memset(out, 0, sizeof *out);
    if (!read_map(&r, encoding, message, scratch, fault) ||
        !read_text(&r, "t", ID_BYTES_MAX, &type))
        return false;
    if (bytes_equal_text(type, "command")) {
        out->type = CLIENT_COMMAND;
        return read_command(&r, &out->command);
    }
    if (bytes_equal_text(type, "hello")) {
        out->type = CLIENT_HELLO;
        return read_hello(&r, &out->hello);
    }
    if (!bytes_equal_text(type, "ping"))
        return fail(&r, FAULT_TYPE_UNKNOWN, "t");
    out->type = CLIENT_PING;
    return true;
}

/* ---- writing fields ------------------------------------------------------------------- */

static void write_field(struct writer *w, const struct message_field *field, const void *at,
                        bool words_as_numbers)
{
    switch (field->kind) {
    case FIELD_UINT: writer_int(w, *(const uint32_t *)at); break;
    case FIELD_TIME: writer_int(w, (int64_t) * (const uint64_t *)at); break;
    case FIELD_BOOL: writer_bool(w, *(const bool *)at); break;
    case FIELD_TEXT: writer_text(w, *(const struct bytes *)at); break;
    case FIELD_BLOB: writer_blob(w, *(const struct bytes *)at); break;
    case FIELD_WORD:
        if (words_as_numbers)
            writer_int(w, *(const uint8_t *)at);
        else
            writer_word(w, words_name(field->words, *(const uint8_t *)at));
        break;
    }
}

static uint32_t fields_count(const struct message_rule *rule, bool blobs)
{
    uint32_t count = 0;

    for (const struct message_field *field = rule->fields; field->name != NULL; field++)
        count += field->kind != FIELD_BLOB || blobs;
    return count;
}

static void write_fields(struct writer *w, const struct message_rule *rule, const uint8_t *body,
                         bool journal)
{
    for (const struct message_field *field = rule->fields; field->name != NULL; field++) {
        if (field->kind == FIELD_BLOB && !journal)
            continue;
        writer_key(w, field->name);
        write_field(w, field, body + field->offset, journal);
    }
}

void codec_write_hello(struct writer *w, struct bytes token, const char *lang, uint64_t client,
                       bool changes)
{
    writer_map(w, 3u + (lang != NULL) + (client != 0) + changes);
    writer_put_word(w, "t", "hello");
    writer_put_text(w, "token", token);
    writer_put_int(w, "version", PROTOCOL_VERSION);
    if (lang != NULL)
        writer_put_word(w, "lang", lang);
    if (client != 0)
        writer_put_int(w, "client", (int64_t)client);
    if (changes)
        writer_put_int(w, "changes", 1);
}

void codec_write_command(struct writer *w, const struct command *command)
{
    const struct message_rule *rule = command_rule(command->type);

    assert(rule != NULL);
    writer_map(w, 3 + fields_count(rule, false));
    writer_put_word(w, "t", "command");
    writer_put_int(w, "id", (int64_t)command->id);
    writer_put_word(w, "type", rule->name);
    write_fields(w, rule, (const uint8_t *)&command->session_create, false);
}

/* ---- to clients ----------------------------------------------------------------------- */

void codec_write_welcome(struct writer *w, uint16_t seat, enum role role, uint64_t at_ms)
{
    writer_map(w, 5);
    writer_put_word(w, "t", "welcome");
    writer_put_int(w, "seat", seat);
    writer_put_word(w, "role", role_name(role));
    writer_put_int(w, "version", PROTOCOL_VERSION);
    writer_put_int(w, "at_ms", (int64_t)at_ms);
}

void codec_write_view_head(struct writer *w, uint64_t seq, uint64_t at_ms, uint64_t since)
{
    writer_map(w, since != 0 ? 6 : 4);
    writer_put_word(w, "t", "view");
    writer_put_int(w, "seq", (int64_t)seq);
    writer_put_int(w, "at_ms", (int64_t)at_ms);
    if (since != 0)
        writer_put_int(w, "since", (int64_t)since);
}

void codec_write_view(struct writer *w, uint64_t seq, uint64_t at_ms, uint32_t sections_count)
{
    codec_write_view_head(w, seq, at_ms, 0);
    writer_key(w, "sections");
    writer_map(w, sections_count);
}

void codec_write_ack(struct writer *w, uint64_t id, uint64_t seq)
{
    writer_map(w, 3);
    writer_put_word(w, "t", "ack");
    writer_put_int(w, "id", (int64_t)id);
    writer_put_int(w, "seq", (int64_t)seq);
}

void codec_write_rejected(struct writer *w, uint64_t id, enum reject code, const char *field)
{
    writer_map(w, field != NULL ? 4 : 3);
    writer_put_word(w, "t", "rejected");
    writer_put_int(w, "id", (int64_t)id);
    writer_put_word(w, "code", reject_name(code));
    if (field != NULL)
        writer_put_word(w, "field", field);
}

void codec_write_error(struct writer *w, uint64_t id, enum fault code, const char *field)
{
    writer_map(w, 2u + (field != NULL) + (id != 0));
    writer_put_word(w, "t", "error");
    if (id != 0)
        writer_put_int(w, "id", (int64_t)id);
    writer_put_word(w, "code", fault_name(code));
    if (field != NULL)
        writer_put_word(w, "field", field);
}

void codec_write_bye(struct writer *w, enum bye code)
{
    writer_map(w, 2);
    writer_put_word(w, "t", "bye");
    writer_put_word(w, "code", bye_name(code));
}

void codec_write_pong(struct writer *w, uint64_t at_ms)
{
    writer_map(w, 2);
    writer_put_word(w, "t", "pong");
    writer_put_int(w, "at_ms", (int64_t)at_ms);
}

/* ---- events --------------------------------------------------------------------------- */

/* What an event and a command have in common. */
struct message_parts {
    const struct message_rule *rule;
    const uint8_t *body;
    uint64_t at_ms, id, client;
    uint32_t type, digest;
    uint16_t seat;
};

static void write_parts(struct buffer *out, const struct message_parts *p)
{
    const size_t before = out->size;
    const bool counted = p->client != 0 || p->digest != 0;
    struct writer w;

    assert(p->rule != NULL);
    writer_init(&w, out, ENCODING_MSGPACK);
    writer_list(&w, counted ? 7 : 5);
    writer_int(&w, p->type);
    writer_int(&w, (int64_t)p->at_ms);
    writer_int(&w, p->seat);
    writer_int(&w, (int64_t)p->id);
    writer_map(&w, fields_count(p->rule, true));
    write_fields(&w, p->rule, p->body, true);
    if (counted) {
        writer_int(&w, (int64_t)p->client);
        writer_int(&w, p->digest);
    }
    assert(out->size - before <= EVENT_BYTES_MAX);
}

void codec_write_event(struct buffer *out, const struct event *event)
{
    write_parts(out, &(struct message_parts){.rule = event_rule(event->type),
                                             .body = (const uint8_t *)&event->session_created,
                                             .at_ms = event->at_ms,
                                             .id = event->command_id,
                                             .client = event->client,
                                             .type = event->type,
                                             .digest = event->digest,
                                             .seat = event->seat});
}

void codec_write_asked(struct buffer *out, const struct command *command)
{
    write_parts(out, &(struct message_parts){.rule = command_rule(command->type),
                                             .body = (const uint8_t *)&command->session_create,
                                             .at_ms = command->at_ms,
                                             .id = command->id,
                                             .client = command->client,
                                             .type = command->type,
                                             .digest = command->digest,
                                             .seat = command->seat});
}

void codec_write_event_map(struct writer *w, const struct event *event)
{
    const struct message_rule *rule = event_rule(event->type);

    assert(rule != NULL);
    writer_map(w, 5 + fields_count(rule, false));
    writer_put_int(w, "seq", (int64_t)event->seq);
    writer_put_word(w, "type", rule->name);
    writer_put_int(w, "at_ms", (int64_t)event->at_ms);
    writer_put_int(w, "by_seat", event->seat == SEAT_NONE ? -1 : event->seat);
    writer_put_int(w, "command_id", (int64_t)event->command_id);
    write_fields(w, rule, (const uint8_t *)&event->session_created, false);
}
