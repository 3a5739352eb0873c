#include "wasm/alone.h"

#include "protocol/codec.h"
#include "scenario/own_team.h"
#include "session/solo.h"
#include "session/state.h"

#define SEAT           0u
#define OUT_BYTES      (512u * 1024)
#define SECTIONS_BYTES (384u * 1024)
#define MOOTS_MAX      4

/* The last command of a client that had no effect, as server/host/again.c remembers it. */
struct moot {
    uint64_t client, id;
    const char *field;
    uint32_t digest;
    uint8_t reject;
};

static struct {
    uint8_t out_memory[OUT_BYTES], sections[SECTIONS_BYTES], scratch[CODEC_SCRATCH_BYTES];
    struct buffer out;
    struct event_list events;
    struct client_message heard;
    uint64_t client; /* Who counts, as told in hello. */
    bool greeted;
    uint8_t own_team[OWN_TEAM_BYTES]; /* Answers of a scan. */
    uint32_t own_team_bytes;          /* 0: none. */
    struct moot moots[MOOTS_MAX];     /* The newest comes first. */
} alone;

const uint8_t *CORE_EXPORT(alone_out) alone_out(void)
{
    return alone.out.data;
}

uint32_t CORE_EXPORT(alone_out_bytes) alone_out_bytes(void)
{
    return (uint32_t)alone.out.size;
}

/* ---- pieces --------------------------------------------------------------------------------- */

static void out_anew(void)
{
    buffer_init(&alone.out, alone.out_memory, sizeof alone.out_memory);
}

static size_t piece_begin(enum alone_piece kind)
{
    buffer_append_byte(&alone.out, (uint8_t)kind);
    buffer_append(&alone.out, &(uint32_t){0}, sizeof(uint32_t));
    return alone.out.size;
}

static void piece_end(size_t from)
{
    const size_t size = alone.out.size - from;

    assert(!alone.out.overflowed);
    for (uint32_t i = 0; i < 4; i++)
        alone.out.data[from - 4 + i] = (uint8_t)(size >> 8 * i);
}

static struct writer say_begin(size_t *from)
{
    struct writer w;

    *from = piece_begin(ALONE_SAY);
    writer_init(&w, &alone.out, ENCODING_MSGPACK);
    return w;
}

static void say_welcome(uint64_t now_ms)
{
    size_t from;
    struct writer w = say_begin(&from);

    codec_write_welcome(&w, SEAT, (enum role)session_seat(core_session(), SEAT)->role, now_ms);
    piece_end(from);
}

static void say_ack(uint64_t id)
{
    size_t from;
    struct writer w = say_begin(&from);

    codec_write_ack(&w, id, session_seq(core_session()));
    piece_end(from);
}

static void say_rejected(uint64_t id, enum reject reject, const char *field)
{
    size_t from;
    struct writer w = say_begin(&from);

    codec_write_rejected(&w, id, reject, field);
    piece_end(from);
}

static void say_fault(uint64_t id, enum fault fault, const char *field)
{
    size_t from;
    struct writer w = say_begin(&from);

    codec_write_error(&w, id, fault, field);
    piece_end(from);
}

static void say_pong(uint64_t now_ms)
{
    size_t from;
    struct writer w = say_begin(&from);

    codec_write_pong(&w, now_ms);
    piece_end(from);
}

/* These sections, as far as there are such, in one message. */
static void say_view(uint32_t sections, uint64_t now_ms)
{
    const struct session *s = core_session();
    const struct audience audience = session_audience(s, SEAT);
    struct bytes bytes[SECTIONS_COUNT];
    uint32_t indexes[SECTIONS_COUNT], count = 0;
    struct buffer built;
    struct writer w;
    size_t from;

    buffer_init(&built, alone.sections, sizeof alone.sections);
    for (uint32_t i = 0; i < SECTIONS_COUNT; i++) {
        const size_t start = built.size;

        writer_init(&w, &built, ENCODING_MSGPACK);
        if ((sections & section_at(i)) == 0 ||
            !session_view(s, &audience, section_at(i), &w, now_ms))
            continue;
        indexes[count] = i;
        bytes[count++] = (struct bytes){built.data + start, built.size - start};
    }
    assert(!built.overflowed);
    w = say_begin(&from);
    codec_write_view(&w, session_seq(s), now_ms, count);
    for (uint32_t i = 0; i < count; i++) {
        writer_key(&w, section_name(section_at(indexes[i])));
        writer_raw(&w, bytes[i]);
    }
    assert(writer_ok(&w));
    piece_end(from);
}

/* ---- deciding ------------------------------------------------------------------------------- */

/* Apply what was decided, and leave it to be kept. Returns the sections that changed; everything
 * when whoever looks is another audience now. */
static uint32_t take_decided(void)
{
    struct session *s = core_session();
    uint32_t sections = 0;

    for (uint32_t i = 0; i < alone.events.count; i++) {
        struct event *e = &alone.events.items[i];
        const size_t from = piece_begin(ALONE_KEEP);
        struct dirty dirty;

        codec_write_event(&alone.out, e);
        piece_end(from);
        e->seq = session_seq(s) + 1;
        dirty = session_apply(s, e);
        sections |= dirty.seat_only ? SECTIONS_ALL : dirty.sections;
    }
    return sections;
}

/* What nobody asked for: it is as good as certain that it may be. */
static uint32_t decide_own(const struct command *c)
{
    const enum reject reject = session_decide(core_session(), c, &alone.events, NULL);

    return reject == REJECT_NONE ? take_decided() : 0;
}

uint32_t CORE_EXPORT(alone_cast) alone_cast(uint32_t bytes)
{
    const struct bytes answers = core_came(bytes);

    if (!core_fits(answers))
        return 0;
    assert(answers.size <= sizeof alone.own_team);
    memcpy(alone.own_team, answers.data, answers.size);
    alone.own_team_bytes = (uint32_t)answers.size;
    return 1;
}

uint32_t CORE_EXPORT(alone_begin)
    alone_begin(uint32_t bytes, uint32_t lang, uint32_t seed, double now_ms)
{
    const uint8_t *in = core_in(bytes);
    const struct scenario *scenario = core_scenario();
    struct command c = {
        .type = COMMAND_SESSION_CREATE, .seat = SEAT_NONE, .at_ms = (uint64_t)now_ms};
    enum reject reject;

    assert(scenario != NULL && core_session() == NULL && bytes >= TOKEN_HASH_BYTES &&
           lang < LANG_COUNT);
    out_anew();
    c.session_create =
        solo_create(scenario->id, (struct bytes){in + TOKEN_HASH_BYTES, bytes - TOKEN_HASH_BYTES},
                    (uint8_t)lang, (struct bytes){in, TOKEN_HASH_BYTES});
    c.session_create.scenario_version = scenario->version;
    c.session_create.seed = seed;
    c.session_create.own_team = (struct bytes){alone.own_team, alone.own_team_bytes};
    core_make_session(1, 1);
    reject = session_decide(core_session(), &c, &alone.events, NULL);
    if (reject == REJECT_NONE)
        take_decided();
    return (uint32_t)reject;
}

/* ---- commands ------------------------------------------------------------------------------- */

static struct moot *find_moot(uint64_t client)
{
    for (uint32_t i = 0; i < MOOTS_MAX; i++)
        if (alone.moots[i].client == client)
            return &alone.moots[i];
    return NULL;
}

static void remember_moot(const struct command *c, enum reject reject, const char *field)
{
    struct moot *moot = find_moot(c->client);

    if (c->client == 0)
        return;
    if (moot == NULL)
        moot = &alone.moots[MOOTS_MAX - 1];
    memmove(alone.moots + 1, alone.moots, (size_t)(moot - alone.moots) * sizeof *moot);
    alone.moots[0] = (struct moot){c->client, c->id, field, c->digest, (uint8_t)reject};
}

/* Was it answered before? Then in the same way. */
static bool answered_again(const struct command *c)
{
    const struct moot *moot = c->client != 0 ? find_moot(c->client) : NULL;
    const enum command_seen seen = session_command_seen(core_session(), c);

    if (seen == COMMAND_AGAIN)
        say_ack(c->id);
    else if (seen == COMMAND_USED)
        say_fault(c->id, FAULT_ID_USED, NULL);
    else if (moot == NULL || c->id > moot->id)
        return false;
    else if (c->id != moot->id || c->digest != moot->digest)
        say_fault(c->id, FAULT_ID_USED, NULL);
    else if (moot->reject == REJECT_NONE)
        say_ack(c->id);
    else
        say_rejected(c->id, (enum reject)moot->reject, moot->field);
    return true;
}

static void hear_command(struct command *c, uint64_t now_ms)
{
    const char *field = NULL;
    enum reject reject;
    uint32_t sections;

    if (!alone.greeted) {
        say_fault(c->id, FAULT_HELLO_FIRST, NULL);
        return;
    }
    c->seat = SEAT;
    c->at_ms = now_ms;
    c->client = alone.client;
    c->digest = command_digest(c);
    if (answered_again(c))
        return;
    reject = session_decide(core_session(), c, &alone.events, &field);
    if (reject != REJECT_NONE || alone.events.count == 0)
        remember_moot(c, reject, field);
    if (reject != REJECT_NONE) {
        say_rejected(c->id, reject, field);
        return;
    }
    sections = take_decided();
    say_ack(c->id);
    if (sections != 0)
        say_view(sections, now_ms);
}

/* ---- coming in ------------------------------------------------------------------------------ */

static void hear_hello(const struct client_hello *hello, uint64_t now_ms)
{
    const struct session *s = core_session();

    if (hello->version != PROTOCOL_VERSION) {
        say_fault(0, FAULT_VERSION_UNKNOWN, NULL);
        return;
    }
    if (session_is_outdated(s)) {
        say_fault(0, FAULT_SESSION_OUTDATED, NULL);
        return;
    }
    if (!session_is_of_today(s))
        decide_own(
            &(struct command){.type = COMMAND_SESSION_RENEW, .seat = SEAT_NONE, .at_ms = now_ms});
    if (!session_seat_present(s, SEAT))
        decide_own(&(struct command){.type = COMMAND_PRESENCE_SET,
                                     .seat = SEAT_NONE,
                                     .at_ms = now_ms,
                                     .presence_set = {.target = SEAT, .present = true}});
    if (hello->lang_given && hello->lang != session_seat(s, SEAT)->lang)
        decide_own(&(struct command){.type = COMMAND_LANGUAGE_SET,
                                     .seat = SEAT,
                                     .at_ms = now_ms,
                                     .language_set = {.lang = hello->lang}});
    alone.client = hello->client;
    alone.greeted = true;
    say_welcome(now_ms);
    say_view(SECTIONS_ALL, now_ms);
}

void CORE_EXPORT(alone_hear) alone_hear(uint32_t bytes, double now_ms)
{
    const struct bytes message = {core_in(bytes), bytes};
    struct codec_fault fault;
    struct buffer scratch;

    assert(core_session() != NULL && session_seq(core_session()) > 0);
    out_anew();
    buffer_init(&scratch, alone.scratch, sizeof alone.scratch);
    if (!codec_read_client(ENCODING_MSGPACK, message, &scratch, &alone.heard, &fault)) {
        say_fault(fault.id, fault.fault, fault.field);
        return;
    }
    switch (alone.heard.type) {
    case CLIENT_HELLO: hear_hello(&alone.heard.hello, (uint64_t)now_ms); break;
    case CLIENT_COMMAND: hear_command(&alone.heard.command, (uint64_t)now_ms); break;
    default: say_pong((uint64_t)now_ms); break;
    }
}
